"""Where words stand, as a reader sees it: title, publisher, date, file and line."""

from __future__ import annotations

from qa_bot.terminal.layout import QUIET, Bit, Line, line
from qa_bot.terminal.links import Link
from qa_bot.terminal.sanitising import one_line, shown_path
from qa_bot.values import Source


def source_line(source: Source, indent: int = 2) -> Line:
    """Show where words stand: title, publisher, date, file and line."""
    return line(*source_bits(source), indent=indent, hang=2)


def source_bits(source: Source) -> tuple[Bit, ...]:
    """Return a source, ending in its place, which can be clicked where it is a file."""
    link = Link(source.path, _line_text(source)) if source.path else None
    return _bits(source, Bit(QUIET, place_text(source), link))


def article_line(source: Source, style: str = "") -> Line:
    """Show an article: title, publisher, date and file."""
    place = Bit(style, shown_path(source.place), Link(source.path) if source.path else None)
    return line(*_bits(source, place), hang=2)


def _bits(source: Source, place: Bit) -> tuple[Bit, ...]:
    known = ", ".join(_known(source))
    return (Bit(place.style, f"{known}, "), place) if known else (place,)


def source_text(source: Source) -> str:
    """Return a source in one line, ending in `path:line`, or the page where there are pages."""
    return ", ".join([*_known(source), place_text(source)])


def _known(source: Source) -> list[str]:
    return [one_line(part) for part in (source.title, source.publisher, date_text(source)) if part]


def place_text(source: Source) -> str:
    """Return the file of a source, or else its id, and the page, or else the line."""
    return shown_path(source.place) + _line_text(source)


def _line_text(source: Source) -> str:
    return f", page {source.page}" if source.page else f":{source.line}"


def date_text(source: Source) -> str:
    """Return a source's date, and say so where only its own words, or the making of its file, give it."""
    only = source.date_from if source.date_from in ("text", "file") else ""
    return f"{source.date} (by its {only})" if only else source.date or ""
