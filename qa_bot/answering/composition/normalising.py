"""The dates that a sentence names, resolved by the date of its article."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities.resolving import is_open, resolved
from qa_bot.values import Found

_LISTS = ("and", "or", "to", "until", "till", "through", "-", "–", "—")


def value_in(type: str, text: str, span: tuple[int, int], date: str | None) -> str | None:
    """Return the value of an answer's words at `span` of a sentence: the first, but of times the only one.

    `type` names the answer type, `date` is the article's.
    """
    (start, end), row = span, answer_type(type)
    inside = [one for one in row.find(text) if start <= one.start and one.end <= end]
    if not row.is_time:
        return next((one.value for one in inside if one.value), None)
    return _only_time(inside, text, end, date) if inside else _inner_value(row, text[start:end])


def _only_time(inside: Sequence[Found], text: str, end: int, date: str | None) -> str | None:
    """Return the one date of a sentence's times, or None where it has none or several."""
    whole = [one for one in inside if not any(_holds(other, one) for other in inside)]
    values = {one.value and resolved(one, text, date) for one in whole} - {None}
    if len(values) != 1 or any(_goes_on(text, one, end) for one in whole):
        return None
    return values.pop()


def _inner_value(row: AnswerType, words: str) -> str | None:
    """Return the complete value of words that stand inside a longer date: the year of a summer."""
    values = [one.value for one in row.find(words) if one.value]
    return values[0] if len(values) == 1 and not is_open(values[0]) else None


def _holds(other: Found, one: Found) -> bool:
    return other[:2] != one[:2] and other.start <= one.start and one.end <= other.end


def _goes_on(text: str, one: Found, end: int) -> bool:
    """Whether the words run on to a second one: "12 and 26", "Monday to Friday"."""
    following = text[one.end : end].split(maxsplit=1)
    return bool(following) and following[0] in _LISTS
