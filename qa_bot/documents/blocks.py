"""The body of a text as blocks: paragraphs, list items, headings, captions and matter.

Only a paragraph or an item may answer, so a doubtful line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, groupby, islice, pairwise

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
from qa_bot.language.entities.patterns import compiled
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Block, BlockKind

LIST_RUN = 4  # short lines in a row after a text are a list: fewer are headings
LENIENT_CHARACTERS = 400  # of a text below, about five lines: what stands above it is its title
_MATTER = dict.fromkeys(("rule", "fence", "comment"), "matter")
_FENCE = re.compile(r"[ >]{0,14}(`{3,20}|~{3,20})")
_COMMENT_END = "-->"
_LINK = (
    r"!?\[(?:[^\[\]]|\[[^\[\]]{0,80}\]){0,300}\](?:\([^()]{0,500}\)|\[[^\[\]]{0,80}\])|<?https?://\S{1,500}"
)
# What says no more than that links follow.
_POINTS = (
    r"(?i)\W{0,9}(?:see(?: also)?|read(?: more| also| next)?|related(?: [a-z]{1,12})?|further reading"
    r"|learn more|more|next|previous)\b\W{0,9}"
)
_BETWEEN_LINKS = r"\b(?:and|or)\b"


class Piece(NamedTuple):
    """Lines that form one block, before it is known what the article makes of it."""

    kind: str
    lines: tuple[Line, ...]


def read_blocks(text: str, start: int = 0, end: int | None = None) -> list[Block]:
    """Read what stands between two places; if no paragraph is found, short lines count as such."""
    lines, pieces = list(lines_of(text, start, end)), list[Piece]()
    for kind, run in _runs(lines):
        is_matter = kind == "text" and is_of_links(run) and not is_announced(pieces)
        pieces.append(Piece("matter" if is_matter else kind, tuple(run)))
    return blocks_of(text, pieces, lines)


def is_of_links(run: Sequence[Line]) -> bool:
    """Whether there are links, and no other words but "see also"."""
    text = "\n".join([line.text for line in run])
    if not ("://" in text or "](" in text or "][" in text):
        return False
    words, count = compiled(_LINK).subn("", text)
    rest = compiled(_BETWEEN_LINKS).sub("", words) if count else words
    return count > 0 and (not any(map(str.isalpha, rest)) or compiled(_POINTS).fullmatch(rest) is not None)


def is_announced(pieces: Sequence[Piece]) -> bool:
    """Whether the list that pieces end with is announced: the paragraph before it ends with a colon."""
    before = next((piece for piece in reversed(pieces) if piece.kind != "item"), None)
    last = before.lines[-1].text.rstrip(" *_") if before else ""
    return last.endswith(":") and compiled(_POINTS).fullmatch(last) is None


def blocks_of(
    text: str, runs: Sequence[Piece], lines: Sequence[Line], is_marked: bool = False
) -> list[Block]:
    """Return the blocks of runs of lines, those of "text" split into paragraphs; `lines` are all lines.

    Where headings are marked (`is_marked`), of short lines only a bold one is another.
    """
    width = _width(lines)
    pieces = [piece for run in runs for piece in _pieces(run.kind, run.lines, width)]
    judged = map(_as_marked, pieces) if is_marked else _judged(pieces)
    end = lines[-1].end if lines else 0
    blocks = [block for piece in judged if (block := _block(text, piece, end))]
    if any(block.kind in ("paragraph", "item") for block in blocks):
        return blocks
    return [
        block._replace(kind="paragraph", level=0, mark="") if block.kind != "matter" else block
        for block in blocks
    ]


def _width(lines: Sequence[Line]) -> int:
    """Measure at which column the text is wrapped: nearly the longest line that another follows."""
    lengths = sorted(line.length for line, after in pairwise(lines) if after.length and line.length <= WIDEST)
    return lengths[len(lengths) * 19 // 20] if lengths else 0


def _runs(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield text up to a blank or marked line as one run, and each marked line or fenced stretch."""
    last = cache(partial(_last_closers, lines))
    text: list[Line] = []
    number = 0
    while number < len(lines):
        first, kind = number, kind_of(lines[number].text) if lines[number].length else "blank"
        number = _end(lines, first, kind, last()) if kind in ("fence", "comment") else first + 1
        if kind == "text":
            text.append(lines[first])
            continue
        if text:
            yield ("heading" if kind == "rule" and _underlines(lines[first], text) else "text"), text
            text = []
        if kind != "blank":
            yield _MATTER.get(kind, kind), list(lines[first:number])
    if text:
        yield "text", text


def _last_closers(lines: Sequence[Line]) -> Mapping[str, int]:
    """Return the number of the last line with each mark that closes a fence or a comment."""
    return {closer: number for number, line in enumerate(lines) if (closer := _closer(line.text))}


def _closer(text: str) -> str:
    """Return the mark by which a line closes a fence or a comment, "" if it closes none."""
    fence = _FENCE.match(text) if "```" in text or "~~~" in text else None
    if fence:
        return "" if text[fence.end() :].strip() else fence[1]
    return _COMMENT_END if _COMMENT_END in text else ""


def _end(lines: Sequence[Line], first: int, kind: str, last: Mapping[str, int]) -> int:
    """Return the end of a fence or a comment that a line begins: behind the line that closes it, if any does.

    `last` is as `_last_closers` has it; the mark that closes a fence may be longer.
    """
    fence = _FENCE.match(lines[first].text) if kind == "fence" else None
    opened, mark = (first + 1, fence[1]) if fence else (first, _COMMENT_END)
    closes = max((at for closer, at in last.items() if closer.startswith(mark)), default=-1)
    if closes < opened:
        return first + 1
    return 1 + next(at for at in range(opened, len(lines)) if _closer(lines[at].text).startswith(mark))


def _underlines(rule: Line, held: Sequence[Line]) -> bool:
    mark = rule.text.strip()
    if len(held) != 1 or mark[0] not in "-=~" or " " in mark:
        return False
    return not ends_sentence(held[0].text)


def _pieces(kind: str, run: Sequence[Line], width: int) -> Iterator[Piece]:
    """Split a run of text lines into paragraphs and items."""
    if kind != "text":
        yield Piece(kind, tuple(run))
        return
    if len(run) == 1:
        yield _piece(run, 0, 1)
        return
    width = min(width, max([line.length for line in run]))
    wraps = [_wraps(before, after, width) for before, after in pairwise(run)]
    wrapped = sum(wraps) >= 0.5 * len(wraps)
    first = 0
    for number in range(1, len(run) + 1):
        if number == len(run) or not _continues(run, first, number, wraps[number - 1], wrapped):
            yield _piece(run, first, number)
            first = number


def _piece(run: Sequence[Line], first: int, last: int) -> Piece:
    lines = tuple(run[first:last])
    if item_start(lines[0].text) >= 0:
        return Piece("item", lines)
    return Piece("short" if len(lines) == 1 and _stands_out(run, first) else "paragraph", lines)


def _wraps(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    if not NARROWEST <= width <= WIDEST:
        return False
    word = next(iter(after.text.split(None, 1)), "")
    return line.length <= WIDEST and line.length + 1 + len(word) > width


def _continues(run: Sequence[Line], first: int, number: int, wraps: bool, wrapped: bool) -> bool:
    """Whether line `number` of a run belongs to the paragraph or item that began at line `first`.

    `wraps`: its first word would not have fitted on the line before it.
    """
    before, line = run[number - 1], run[number]
    head = line.text[line.indent : line.indent + 2]
    if head[:1].islower() and head.isalpha() and head[-1] not in "ivx":  # the most frequent case first
        return True
    if item_start(line.text) >= 0:
        if item_start(run[first].text) >= 0:
            return False
        return wraps and not ends_sentence(before.text)
    place = quoted_start(line.text)
    if line.text[place : place + 1].islower():
        return True
    if line.indent > run[first].indent and item_start(run[first].text) >= 0:
        return True
    return not _are_apart(before, line) and _flows_on(run, number, wraps, wrapped)


def _are_apart(before: Line, line: Line) -> bool:
    """Whether two lines are not of one paragraph: after a long line, of facts, or indented anew."""
    if before.length > WIDEST or (is_fact(before.text) and is_fact(line.text)):
        return True
    return line.indent > before.indent and ends_sentence(before.text)


def _flows_on(run: Sequence[Line], number: int, wraps: bool, wrapped: bool) -> bool:
    """Whether a line goes on with the sentence before it, or with its paragraph where lines are wrapped."""
    before = run[number - 1]
    if wraps:
        return wrapped or not ends_sentence(before.text)
    return not (ends_sentence(before.text) or _stands_out(run, number - 1))


def _stands_out(run: Sequence[Line], number: int) -> bool:
    """Whether a line could be a heading where it stands: after a full stop, before a longer line."""
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
    title = _title(pieces)
    is_after_text = False
    for is_short, group in groupby(pieces, key=lambda piece: piece.kind == "short"):
        run = list(group)
        if not is_short:
            is_after_text = is_after_text or any(piece.kind in ("paragraph", "item") for piece in run)
            yield from run
            continue
        listed = is_after_text and len(run) >= LIST_RUN
        for piece in run:
            yield piece._replace(kind=_short_kind(piece, listed, piece is title, counts))


def _as_marked(piece: Piece) -> Piece:
    """Decide what a short line is where headings are marked."""
    if piece.kind != "short":
        return piece
    plain = piece.lines[0].text.strip()
    is_bold = plain.startswith(("**", "__")) and plain.endswith(("**", "__"))
    return piece._replace(kind="heading" if is_bold and heads(plain) else "paragraph")


def _title(pieces: Sequence[Piece]) -> Piece | None:
    """Return the first piece if the text below is long enough to have a title, which may be a sentence."""
    top = next((piece for piece in pieces if piece.kind != "matter"), None)
    below = (len(line.text) for piece in pieces if piece is not top for line in piece.lines)
    return top if any(size >= LENIENT_CHARACTERS for size in accumulate(below)) else None


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


def _block(text: str, piece: Piece, text_end: int) -> Block | None:
    first, last = piece.lines[0], piece.lines[-1]
    skip = item_start(first.text) if piece.kind == "item" else -1
    start = first.start + (skip if skip >= 0 else quoted_start(first.text))
    end = last.start + last.length
    kind: BlockKind = "item" if piece.kind == "row" else piece.kind  # type: ignore[assignment]
    return Block(start, end, kind, *_level_and_mark(text, piece, text_end)) if start < end else None


def _level_and_mark(text: str, piece: Piece, text_end: int) -> tuple[int, str]:
    first, last = piece.lines[0], piece.lines[-1]
    if piece.kind == "heading":
        below = next(islice(lines_of(text, last.end, text_end), 1, 2), last)
        return heading_level(first.text, below.text), ""
    return (first.indent, item_mark(first.text)) if piece.kind == "item" else (0, "")
