"""When two answers say the same, and when two dates lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from qa_bot.answer_types import answer_type
from qa_bot.language.lexicon.people import TITLES
from qa_bot.language.resemblance import near_copies
from qa_bot.language.tokens import fold, terms
from qa_bot.values import Answer

APART = 12  # months between articles that tell of different times


def same_value(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same: 98% and 98 per cent, Hunt and Jeremy Hunt, 2016 and May 2016."""
    if one.value is None or other.value is None:
        return _same_words(one.text, other.text)
    if answer_type(one.type).is_time and answer_type(other.type).is_time:
        return one.value.startswith(other.value) or other.value.startswith(one.value)
    return one.value == other.value


def by_value(answers: Iterable[Answer]) -> list[list[Answer]]:
    """Group answers by value, the fullest form of each first, in whatever order they come."""
    found: list[list[Answer]] = []
    for answer in sorted(answers, key=_fullest):
        home = next((group for group in found if same_value(group[0], answer)), None)
        if home is None:
            found.append([answer])
        else:
            home.append(answer)
    return found


def without_copies(answers: Iterable[Answer], given: Answer) -> list[Answer]:
    """Leave out answers whose sentence is nearly that of an earlier article; `given` always stays."""
    kept: list[Answer] = []
    for answer in sorted(answers, key=lambda one: (one != given, one.source.date or "9", *place(one))):
        if not any(near_copies(answer.sentence.text, one.sentence.text) for one in kept):
            kept.append(answer)
    return kept


def periods(answers: Sequence[Answer]) -> tuple[tuple[Answer, ...], ...]:
    """Cut answers, newest first and undated last, where their articles lie more than a year apart."""
    found = [list(answers[:1])]
    for newer, older in pairwise(answers):
        if far_apart(newer.source.date, older.source.date):
            found.append([])
        found[-1].append(older)
    return tuple(map(tuple, found))


def far_apart(one: str | None, other: str | None) -> bool:
    """Whether two dates (2016 or 2016-08-12) lie more than a year apart, or only one is known."""
    if one is None or other is None:
        return one != other
    first, last = sorted((_months(one), _months(other)))
    return last[0] - first[1] > APART


def same_time(one: str, other: str) -> bool:
    """Whether two dates are the same, as far as the vaguer one says."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def place(answer: Answer) -> tuple[str, int, int]:
    """Return where an answer stands: no two have the same place."""
    return answer.source.id, answer.start, answer.end


def _same_words(one: str, other: str) -> bool:
    words, others = _key(one), _key(other)
    told_alike = words <= others or others <= words
    return bool(words and others) and told_alike and _numbers(words) == _numbers(others)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    """Return the numbers among terms: "£1.50" is not what "from £1.50 to £2" says."""
    return frozenset(word for word in words if word[0].isdigit())


def _key(text: str) -> frozenset[str]:
    """Return the terms of an answer's words without titles: "Dr" is not the same as "Dr Joshi"."""
    untitled = (word for word in text.split() if fold(word).strip(".").capitalize() not in TITLES)
    return frozenset(terms(" ".join(untitled)))


def _fullest(answer: Answer) -> tuple[int, int, tuple[str, int, int]]:
    """Return a key by which answers of more words come first, then those of longer values."""
    return -len(_key(answer.text)), -len(answer.value or ""), place(answer)


def _months(date: str) -> tuple[int, int]:
    year, month = int(date[:4]) * 12, date[5:7]
    return (year + int(month), year + int(month)) if month else (year + 1, year + 12)
