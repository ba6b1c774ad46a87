"""The dates that a sentence names, resolved by the date of its article."""

from __future__ import annotations

from qa_bot.answer_types import answer_type, find
from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities.resolving import is_open, resolved


def value_in(type: str, text: str, span: tuple[int, int], date: str | None) -> str | None:
    """Return the value of an answer's words at `span` of a sentence: the first, but of times the only one.

    `type` names the answer type, `date` is the article's.
    """
    (start, end), row = span, answer_type(type)
    inside = [one for one in find(type, text) if start <= one.start and one.end <= end]
    if not row.is_time:
        return next((one.value for one in inside if one.value), None)
    if not inside:
        return _inner_value(row, text[start:end])
    values = {one.value and resolved(one, text, date) for one in inside} - {None}
    return values.pop() if len(values) == 1 else None


def _inner_value(row: AnswerType, words: str) -> str | None:
    """Return the complete value of words that stand inside a longer date: the year of a summer."""
    values = [one.value for one in row.find(words) if one.value]
    return values[0] if len(values) == 1 and not is_open(values[0]) else None
