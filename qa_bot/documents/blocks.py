"""The body of a text as blocks: paragraphs, list items, headings, captions and matter.

Only a paragraph or an item may answer, so a doubtful line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from qa_bot.documents.lines import (
    NARROWEST,
    WIDEST,
    Line,
    ends_sentence,
    heading_level,
    heads,
    is_fact,
    item_mark,
    item_start,
    kind_of,
    lines_of,
    numbers,
    quoted_start,
)
from qa_bot.values import Block, BlockKind

LIST_RUN = 4
LENIENT_CHARACTERS = 400
_CLOSERS = {"fence": re.compile(r"\A {0,3}(?:```|~~~)[`~]{0,8}\s{0,8}\Z"), "comment": re.compile("-->")}


class Piece(NamedTuple):
    """Lines that form one block, before it is known what the article makes of it."""

    kind: str
    lines: tuple[Line, ...]


def read_blocks(text: str, start: int = 0) -> list[Block]:
    """Read the body that begins at `start`; if no paragraph is found, short lines count as such."""
    lines = list(lines_of(text, start))
    width = _width(lines)
    pieces = [piece for kind, run in _runs(lines) for piece in _pieces(kind, run, width)]
    blocks = [block for piece in _judged(pieces) if (block := _block(text, piece))]
    if any(block.kind in ("paragraph", "item") for block in blocks):
        return blocks
    return [
        replace(block, kind="paragraph", level=0, mark="") if block.kind != "matter" else block
        for block in blocks
    ]


def _width(lines: Sequence[Line]) -> int:
    """Measure at which column the text is wrapped: nearly the longest line that another follows."""
    lengths = sorted(
        line.length for line, after in pairwise(lines) if after.text.strip() and line.length <= WIDEST
    )
    return lengths[len(lengths) * 19 // 20] if lengths else 0


def _runs(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Group the lines: text up to a blank or marked line, and each marked line or fenced stretch."""
    closers = {kind: _last(lines, mark) for kind, mark in _CLOSERS.items()}
    held: list[Line] = []
    number = 0
    while number < len(lines):
        kind, first = kind_of(lines[number].text), number
        number += 1
        if kind == "text":
            held.append(lines[first])
            continue
        if kind in closers and closers[kind] >= first + (kind == "fence"):
            number = _closing(lines, first + (kind == "fence"), _CLOSERS[kind])
        if held:
            yield ("heading" if kind == "rule" and _underlines(lines[first], held) else "text"), held
            held = []
        if kind != "blank":
            yield ("matter" if kind in ("rule", "fence", "comment") else kind), list(lines[first:number])
    if held:
        yield "text", held


def _last(lines: Sequence[Line], closer: re.Pattern[str]) -> int:
    return max((number for number, line in enumerate(lines) if closer.search(line.text)), default=-1)


def _closing(lines: Sequence[Line], number: int, closer: re.Pattern[str]) -> int:
    return 1 + next(at for at in range(number, len(lines)) if closer.search(lines[at].text))


def _underlines(rule: Line, held: Sequence[Line]) -> bool:
    mark = rule.text.strip()
    if len(held) != 1 or mark[0] not in "-=~" or " " in mark:
        return False
    return held[0].length <= WIDEST and not ends_sentence(held[0].text)


def _pieces(kind: str, run: list[Line], width: int) -> Iterator[Piece]:
    """Split a run of text lines into paragraphs and items."""
    if kind != "text":
        yield Piece(kind, tuple(run))
        return
    width = min(width, max(line.length for line in run))
    pairs = list(pairwise(run))
    wrapped = sum(_wraps(*pair, width) for pair in pairs) >= 0.5 * len(pairs)
    first = 0
    for number in range(1, len(run) + 1):
        if number == len(run) or not _continues(run, first, number, width, wrapped):
            yield _piece(run, first, number)
            first = number


def _piece(run: Sequence[Line], first: int, last: int) -> Piece:
    lines = tuple(run[first:last])
    if item_start(lines[0].text) >= 0:
        return Piece("item", lines)
    return Piece("short" if len(lines) == 1 and _stands_out(run, first) else "paragraph", lines)


def _wraps(line: Line, after: Line, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on this one."""
    word = after.text.split(None, 1)[0]
    return NARROWEST <= width <= WIDEST and line.length <= WIDEST and line.length + 1 + len(word) > width


def _continues(run: Sequence[Line], first: int, number: int, width: int, wrapped: bool) -> bool:
    """Tell whether line `number` of a run belongs to the paragraph that began at line `first`."""
    before, line = run[number - 1], run[number]
    in_item = item_start(run[first].text) >= 0
    if item_start(line.text) >= 0:
        return not in_item and _wraps(before, line, width) and not ends_sentence(before.text)
    if line.text[quoted_start(line.text) :][:1].islower() or (in_item and line.indent > run[first].indent):
        return True
    if before.length > WIDEST or (is_fact(before.text) and is_fact(line.text)):
        return False
    if line.indent > before.indent and ends_sentence(before.text):
        return False
    if _wraps(before, line, width):
        return wrapped or not ends_sentence(before.text)
    return not (ends_sentence(before.text) or _stands_out(run, number - 1) or _stands_out(run, number))


def _stands_out(run: Sequence[Line], number: int) -> bool:
    """Tell whether a line could be a heading where it stands: after a full stop, before a longer line."""
    line = run[number]
    if not heads(line.text, lenient=True):
        return False
    if number == 0 and numbers(line.text):
        return True
    if number and not (ends_sentence(run[number - 1].text) or run[number - 1].length > WIDEST):
        return False
    return number + 1 == len(run) or run[number + 1].length > max(1.5 * line.length, NARROWEST)


def _judged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Decide what the short lines are: a title, headings, captions, or a list without marks."""
    counts = Counter(_words(piece) for piece in pieces if piece.kind == "short")
    body = sum(len(line.text) for piece in pieces for line in piece.lines)
    top = next((piece for piece in pieces if piece.kind != "matter"), None)
    spoken = False
    for short, group in groupby(pieces, key=lambda piece: piece.kind == "short"):
        run = list(group)
        listed = (
            short and spoken and len(run) >= LIST_RUN and len({_words(piece) for piece in run}) >= LIST_RUN
        )
        for piece in run:
            lenient = piece is top and body - len(piece.lines[0].text) >= LENIENT_CHARACTERS
            yield piece._replace(kind=_short_kind(piece, listed, lenient, counts)) if short else piece
        spoken = spoken or any(piece.kind in ("paragraph", "item") for piece in run)


def _short_kind(piece: Piece, listed: bool, lenient: bool, counts: Counter[str]) -> BlockKind:
    if not heads(piece.lines[0].text, lenient):
        return "paragraph"
    if numbers(piece.lines[0].text):
        return "heading"
    if counts[_words(piece)] > 1:
        return "caption"
    return "item" if listed else "heading"


def _words(piece: Piece) -> str:
    return " ".join(piece.lines[0].text.split()).casefold()


def _block(text: str, piece: Piece) -> Block | None:
    first = piece.lines[0]
    skip = item_start(first.text) if piece.kind == "item" else quoted_start(first.text)
    start, end = first.start + max(skip, 0), piece.lines[-1].start + piece.lines[-1].length
    kind: BlockKind = "item" if piece.kind == "row" else piece.kind  # type: ignore[assignment]
    return Block(start, end, kind, *_level_and_mark(text, piece)) if start < end else None


def _level_and_mark(text: str, piece: Piece) -> tuple[int, str]:
    first, last = piece.lines[0], piece.lines[-1]
    if piece.kind == "heading":
        return heading_level(first.text, next(islice(lines_of(text, last.end), 1, 2), last).text), ""
    return (first.indent, item_mark(first.text)) if piece.kind == "item" else (0, "")
