"""Which articles are asked: by the words of their face, source, file and date, a row each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase

from qa_bot.language.tokens import fold
from qa_bot.named_tuples import NamedTuple
from qa_bot.questions.times import times_asked
from qa_bot.values import Source

_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)


class Filter(NamedTuple):
    """A row: what is typed before the colon, what after it, and whether an article is kept by it."""

    key: str
    takes: str
    keeps: Callable[[Source, str], bool]
    is_dated: bool = False


class FilterError(ValueError):
    """What was typed is no filter; its text is one line for a person."""


def _has_words(source: Source, words: str) -> bool:
    known = (source.title, source.publisher, source.date, source.place)
    return fold(words) in fold(" ".join(part for part in known if part))


def _has_source(source: Source, words: str) -> bool:
    return any(fold(words) in fold(part) for part in (source.publisher, source.title) if part)


def _has_file(source: Source, pattern: str) -> bool:
    place = fold(source.place)
    return fold(pattern) in place or fnmatchcase(place, fold(pattern))


def _is_after(source: Source, date: str) -> bool:
    return bool(source.date) and _alike(source, date)[0] >= _alike(source, date)[1]


def _is_before(source: Source, date: str) -> bool:
    return bool(source.date) and _alike(source, date)[0] < _alike(source, date)[1]


def _is_as_of(source: Source, date: str) -> bool:
    return bool(source.date) and _alike(source, date)[0] <= _alike(source, date)[1]


def _alike(source: Source, date: str) -> tuple[str, str]:
    """Return the date of an article and another, both as precise as the less precise of them."""
    own = source.date or ""
    known = min(len(own), len(date))
    return own[:known], date[:known]


FILTERS = {
    row.key: row
    for row in (
        Filter("words", "WORDS", _has_words),
        Filter("source", "WORDS", _has_source),
        Filter("file", "NAME", _has_file),
        Filter("after", "DATE", _is_after, is_dated=True),
        Filter("before", "DATE", _is_before, is_dated=True),
        Filter("as-of", "DATE", _is_as_of, is_dated=True),
    )
}
_KEY = re.compile(r"(?:^|\s)([\w-]+):\s*")


def read_filters(typed: str) -> dict[str, str]:
    """Read "source:The Herald after:2016-08": what stands before the first key are words of any kind."""
    first, *rest = _KEY.split(typed)
    pairs = [("words", first), *zip(rest[::2], rest[1::2], strict=True)]
    found = {key.lower(): value.strip().strip("\"'“”") for key, value in pairs}
    return {key: _checked(key, value) for key, value in found.items() if key != "words" or value}


def _checked(key: str, value: str) -> str:
    row = FILTERS.get(key)
    if row is None:
        keys = ", ".join(f"{one}:" for one in FILTERS)
        raise FilterError(f"There is no filter {key[:40]}: it is one of {keys.rstrip(':')}.")
    if not value:
        raise FilterError(f"{key}: takes {row.takes}.")
    return read_date(value) if row.is_dated else value


def read_date(typed: str) -> str:
    """Read a date in ISO 8601 or in words, as precise as it is typed."""
    if _ISO.fullmatch(typed) and _is_in_calendar(typed):
        return typed
    found = next((one.when for one in times_asked(f"in {typed}") if one.when[:1].isdigit()), "")
    if not found:
        raise FilterError(f"{typed[:40]!r} is no date: write 2016, 2016-08, 2016-08-12 or 12 August 2016.")
    return found


def _is_in_calendar(iso: str) -> bool:
    from datetime import date

    try:
        return bool(date.fromisoformat(f"{iso}-01-01"[:10]))
    except ValueError:
        return False


def kept_by(filters: Mapping[str, str], sources: Sequence[Source]) -> list[Source]:
    """Return the articles that all filters keep."""
    return [one for one in sources if all(FILTERS[key].keeps(one, value) for key, value in filters.items())]


def filters_text(filters: Mapping[str, str]) -> str:
    """Return filters as they are typed."""
    return " ".join(value if key == "words" else f"{key}:{value}" for key, value in filters.items())
