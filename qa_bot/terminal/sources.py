"""Where words stand, as lines: title, publisher, date, and the file and line, which can be clicked."""

from __future__ import annotations

from qa_bot.display import known_texts, place_text
from qa_bot.sanitising import shown_path
from qa_bot.terminal.layout import QUIET, Bit, Line, line
from qa_bot.terminal.links import Link
from qa_bot.values import Source


def source_line(source: Source, indent: int = 2) -> Line:
    """Show where words stand: title, publisher, date, file and line."""
    return line(*source_bits(source), indent=indent, hang=2)


def source_bits(source: Source) -> tuple[Bit, ...]:
    """Return a source, ending in its place, which can be clicked where it is a file."""
    link = Link(source.path, source.at) if source.path else None
    return _bits(source, Bit(QUIET, place_text(source), link))


def article_line(source: Source, style: str = "") -> Line:
    """Show an article: title, publisher, date and file."""
    place = Bit(style, shown_path(source.place), Link(source.path) if source.path else None)
    return line(*_bits(source, place), hang=2)


def _bits(source: Source, place: Bit) -> tuple[Bit, ...]:
    known = ", ".join(known_texts(source))
    return (Bit(place.style, f"{known}, "), place) if known else (place,)
