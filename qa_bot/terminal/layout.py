"""Lines of styled words, filled to a width and written with or without styles.

A `Bit` is a style and a text, as prompt_toolkit's formatted text has them, and perhaps a place to click.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TextIO

from qa_bot.environment import NO_COLOR, TERM
from qa_bot.named_tuples import NamedTuple
from qa_bot.terminal.links import Link, knows_links, linked, reachable

ANSWER = "bold"
WORDS = "bold underline"
QUIET = "dim"
OURS = "dim italic"
MET = "underline"
_CODES = {ANSWER: "1", WORDS: "1;4", QUIET: "2", OURS: "2;3", MET: "4"}
_WIDEST_CHARACTER = 2  # columns
_WIDEST = 100  # columns: longer rows are hard to read
_WORD = re.compile(r"\S+")


class Bit(NamedTuple):
    """Some words in one style; the text is neutralised already. `link` is the place that they name."""

    style: str
    text: str
    link: Link | None = None


class Line(NamedTuple):
    """A paragraph to be filled: its bits, the columns it is moved right, and its later rows further."""

    bits: tuple[Bit, ...]
    indent: int = 0
    hang: int = 0


class Look(NamedTuple):
    """How a stream is written to: filled to `width` (None: never), in which manner.

    `styled` uses terminal styles, `marked` sets *stars* around the answer's words, `plain` neither. A place
    in a file is a `link` to click, its whole `path`, or as it is `named` among the articles.
    """

    width: int | None = None
    manner: Literal["styled", "marked", "plain"] = "plain"
    places: Literal["link", "path", "named"] = "named"


def look_of(stream: TextIO, environ: Mapping[str, str]) -> Look:
    """Choose how to write to `stream`: NO_COLOR, TERM=dumb and pipes get no styles."""
    if not stream.isatty():
        return Look()
    plain = NO_COLOR.of(environ) or is_dumb(environ) or os.name == "nt"
    if plain:
        return Look(_columns(), "marked", "path")
    return Look(_columns(), "styled", "link" if knows_links(environ) else "path")


def is_dumb(environ: Mapping[str, str]) -> bool:
    """Whether the terminal cannot move its cursor."""
    return os.name != "nt" and TERM.of(environ) in {"", "dumb", "unknown"}


def rooted(lines: Iterable[Line], file_of: Callable[[str], Path | None]) -> list[Line]:
    """Return lines whose places are those of files that can be opened, as far as there are any."""
    return [one._replace(bits=tuple(_rooted(bit, file_of) for bit in one.bits)) for one in lines]


def _rooted(bit: Bit, file_of: Callable[[str], Path | None]) -> Bit:
    path = file_of(bit.link.path) if bit.link else None
    return bit._replace(link=bit.link._replace(path=str(path)) if bit.link and path else None)


def line(*bits: str | Bit, indent: int = 0, hang: int = 0) -> Line:
    """Make a line of bits; a bare string has no style."""
    return Line(tuple(Bit("", bit) if isinstance(bit, str) else bit for bit in bits), indent, hang)


def paint(lines: Iterable[Line], look: Look) -> str:
    """Return `lines` as text that ends with a line end, or the empty text."""
    rows = (row for each in lines for row in _rows(each, look))
    return "".join(f"{row}\n" for row in rows)


def cells(text: str) -> int:
    """Count the columns that neutralised `text` takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _columns() -> int:
    import shutil

    return max(1, min(shutil.get_terminal_size().columns, _WIDEST))


def _rows(each: Line, look: Look) -> Iterator[str]:
    bits = [bit._replace(text=_written(bit, look)) for bit in each.bits]
    text = "".join(bit.text for bit in bits)
    indent, hang = _margins(each, look)
    spans = [(0, len(text))] if look.width is None else _fill(text, look.width - indent, hang)
    for number, (start, end) in enumerate(spans):
        margin = " " * (indent + (hang if number else 0))
        row = margin + "".join(_dress(bit, look) for bit in _cut(bits, start, end))
        yield row.rstrip() if look.manner != "styled" else row


def _margins(each: Line, look: Look) -> tuple[int, int]:
    margin = each.indent + each.hang
    if look.width is None or look.width - margin >= max(margin, _WIDEST_CHARACTER):
        return each.indent, each.hang
    return 0, 0


def _written(bit: Bit, look: Look) -> str:
    if bit.link and look.places == "path":
        return reachable(bit.link)
    return f"*{bit.text}*" if bit.style == WORDS and look.manner == "marked" else bit.text


def _dress(bit: Bit, look: Look) -> str:
    code = _CODES.get(bit.style)
    text = linked(bit.text, bit.link) if bit.link and look.places == "link" else bit.text
    return f"\x1b[{code}m{text}\x1b[0m" if code and look.manner == "styled" else text


def _cut(bits: Iterable[Bit], start: int, end: int) -> Iterator[Bit]:
    offset = 0
    for bit in bits:
        piece = bit.text[max(0, start - offset) : max(0, end - offset)]
        offset += len(bit.text)
        if piece:
            yield bit._replace(text=piece)


def _fill(text: str, width: int, hang: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        for start, end in _pieces(text, word.start(), word.end(), width - hang):
            if spans and start > spans[-1][1] and _fits(text, spans, end, width, hang):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start if spans else _margin(text, start, end, width), end))
    return spans or [(0, 0)]


def _fits(text: str, spans: list[tuple[int, int]], end: int, width: int, hang: int) -> bool:
    return cells(text[spans[-1][0] : end]) <= (width if len(spans) == 1 else width - hang)


def _margin(text: str, start: int, end: int, width: int) -> int:
    return 0 if cells(text[:end]) <= width else start


def _pieces(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    room = width
    for place in range(start, end):
        room -= _cells_of(text[place])
        if room < 0 and place > start:
            yield start, place
            start, room = place, width - _cells_of(text[place])
    yield start, end
