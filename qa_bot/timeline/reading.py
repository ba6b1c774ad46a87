"""The dates that a sentence names, resolved by the date of its article."""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot.answer_types import BY_NAME, calendar
from qa_bot.timeline.leaning import leaning
from qa_bot.timeline.resolving import resolve
from qa_bot.values import Found

TIMES = frozenset("date day month year period weekday time".split())
_LISTS = ("and", "or", "to", "until", "till", "through", "-", "–", "—")


def value_in(type: str, text: str, span: tuple[int, int], date: str | None) -> str | None:
    """Give the value of an answer's words at `span` of a sentence: the first, but of times the only one.

    `type` names the answer type, `date` is the article's.
    """
    start, end = span
    inside = [one for one in BY_NAME[type].find(text) if start <= one.start and one.end <= end]
    if type not in TIMES:
        return next((one.value for one in inside if one.value), None)
    if not inside:
        return _inner_value(type, text[start:end])
    whole = [one for one in inside if not any(_holds(other, one) for other in inside)]
    values = {one.value and _resolved(one, text, date) for one in whole} - {None}
    if len(values) != 1 or any(_goes_on(text, one, end) for one in whole):
        return None
    return values.pop()


def dates_in(text: str, date: str | None) -> Iterator[str]:
    """Yield the dates that a sentence names, as ISO 8601; those that lean on no known day are left out."""
    for one in calendar.dates(text):
        if one.value and (value := _resolved(one, text, date)):
            yield value


def _inner_value(type: str, words: str) -> str | None:
    """Give the complete value of words that stand inside a longer date: the year of a summer."""
    values = [one.value for one in BY_NAME[type].find(words) if one.value]
    return values[0] if len(values) == 1 and not _is_open(values[0]) else None


def _is_open(value: str) -> bool:
    return value.startswith(("--", "@"))


def _resolved(one: Found, text: str, date: str | None) -> str | None:
    value = one.value or ""
    return resolve(value, date, leaning(text, one.start, one.end)) if _is_open(value) else value


def _holds(other: Found, one: Found) -> bool:
    return other[:2] != one[:2] and other.start <= one.start and one.end <= other.end


def _goes_on(text: str, one: Found, end: int) -> bool:
    """Tell that the words run on to a second one: "12 and 26", "Monday to Friday"."""
    following = text[one.end : end].split(maxsplit=1)
    return bool(following) and following[0] in _LISTS
