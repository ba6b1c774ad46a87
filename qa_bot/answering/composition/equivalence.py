"""When two answers say the same, when two texts are copies, and when two dates lie apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qa_bot.answer_types import answer_type
from qa_bot.language.lexicon.adverbs import HEDGES
from qa_bot.language.lexicon.calendar import WEEKDAYS
from qa_bot.language.lexicon.function_words import ARTICLES
from qa_bot.language.lexicon.people import TITLES
from qa_bot.language.tokens import fold, terms
from qa_bot.values import Answer

SHINGLE = 3  # words in a run
COPIED = 0.5  # share of the runs of two texts that near copies have in common
NEAR = 0.05  # share of the larger number: "almost 2,400" stands for 2,387, not for 2,000
APART = 12  # months between articles that tell of different times
_NUMBER = re.compile(r"(?:[A-Z$£€]{1,4} )?\d{1,20}(?:\.\d{1,9})?")


def same_value(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same: 98% and 98 per cent, Hunt and Jeremy Hunt, 2016 and May 2016.

    A hedged number ("almost 2,400") stands for those within a twentieth of it.
    """
    if one.value is None or other.value is None:
        return _same_words(one.text, other.text)
    if answer_type(one.type).is_time and answer_type(other.type).is_time:
        return one.value.startswith(other.value) or other.value.startswith(one.value)
    return one.value == other.value or _are_near(one, other)


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


def near_copies(one: str, other: str) -> bool:
    """Whether two texts share most runs of three words.

    The resemblance of Broder 1997, "On the resemblance and containment of documents".
    """
    runs, others = _shingles(one), _shingles(other)
    return len(runs & others) >= COPIED * len(runs | others)


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
    return bool(words and others) and (words <= others or others <= words)


def _key(text: str) -> frozenset[str]:
    """Return the terms of an answer's words without articles, titles, hedges, and weekdays beside a date."""
    left_out = ARTICLES | HEDGES | {"at"} | (set(WEEKDAYS) if any(map(str.isdigit, text)) else set())
    plain = " ".join(
        word
        for word in text.split()
        if (folded := fold(word).strip(".,")) not in left_out and folded.capitalize() not in TITLES
    )
    return frozenset(terms(plain)) - {"'s"}


def _is_hedged(answer: Answer) -> bool:
    """Whether a word such as "almost" stands in the answer or right before it."""
    before = answer.sentence.text[: answer.start - answer.sentence.start].split()[-2:]
    return not HEDGES.isdisjoint(map(fold, [*before, *answer.text.split()]))


def _are_near(one: Answer, other: Answer) -> bool:
    """Whether one of two numbers is hedged, and the other is not far from it."""
    values = [one.value or "", other.value or ""]
    if not (_is_hedged(one) or _is_hedged(other)) or not all(map(_NUMBER.fullmatch, values)):
        return False
    (*unit, number), (*other_unit, other_number) = map(str.split, values)
    small, large = sorted((float(number), float(other_number)))
    return unit == other_unit and large - small <= NEAR * large


def _shingles(text: str) -> set[tuple[str, ...]]:
    found = terms(text)
    return {tuple(found[at : at + SHINGLE]) for at in range(max(1, len(found) - SHINGLE + 1))}


def _fullest(answer: Answer) -> tuple[bool, int, int, tuple[str, int, int]]:
    """Return a key by which answers are exact before hedged, then more words, longer values, place."""
    return _is_hedged(answer), -len(_key(answer.text)), -len(answer.value or ""), place(answer)


def _months(date: str) -> tuple[int, int]:
    year, month = int(date[:4]) * 12, date[5:7]
    return (year + int(month), year + int(month)) if month else (year + 1, year + 12)
