"""Which of several times or amounts in a sentence is meant.

Of times it is the one nearest to the words asked about. Distance is counted in words; a mark or a word that
opens another clause counts for several. The answer words of a question with "when" in public sets are
mostly years; news tells days without one. Of amounts told year by year it is that of the year asked about:
"900 tons in 2018, 700 in 2017".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import Hit
from qa_bot.language.entities.calendar import YEAR
from qa_bot.language.tokens import fold
from qa_bot.values import Found, Token

FADES = 4.0
LOOK = 80
OF_A_NAME = 0.5
CLEARLY, DATED_CLEARLY = 1.5, 3.0
_PARTS = {
    **dict.fromkeys(",:", 3), **dict.fromkeys(";—–", 6), "(": 4, ")": 2,
    **dict.fromkeys(("which", "who", "whose", "while"), 4), "but": 5,
    **dict.fromkeys(("and", "when", "where"), 3), **dict.fromkeys(("after", "before", "since"), 2),
    **dict.fromkeys(("that", "until"), 1),
}  # fmt: skip
_DATED = re.compile(r"\d{3,4}|centur|\b(?:era|age|period|empire|war)\b", re.IGNORECASE)
_YEAR = re.compile(YEAR)
_IN_A_YEAR = rf"(?:in|by|for)(?: [A-Z][a-z]{{2,8}})? (?P<year>{YEAR})\b"
_YEAR_AFTER = re.compile(rf"(?: [a-z]{{2,15}}){{0,3}} {_IN_A_YEAR}")
_YEAR_INSIDE = re.compile(rf" {_IN_A_YEAR}")
_YEAR_BEFORE = re.compile(rf"\b(?i:{_IN_A_YEAR}),?[^,;.\d]{{0,60}}\Z")
_LEADING_YEAR = re.compile(rf"{YEAR} (?:and|to) ")
_NAME_GOES_ON = re.compile(r"\s[A-Z]")


class _Dated(NamedTuple):
    """An amount's span without its year, and the year it is told of, empty if none."""

    start: int
    end: int
    year: str


class _Placed(NamedTuple):
    """A time in a sentence, and how near the words asked about stand to it."""

    time: Found
    nearness: float


def nearest(case: Case, start: int, end: int) -> tuple[int, int] | None:
    """Give the time or amount that is meant, where `start` to `end`, chosen otherwise, is another one."""
    return nearest_time(case, start, end) or nearest_amount(case, start, end)


def nearest_amount(case: Case, start: int, end: int) -> tuple[int, int] | None:
    """Give the amount told of the year asked about, where the one chosen is told of another year."""
    question, text = case.asked.question, case.view.text
    amount = answer_type(question.type).is_amount
    if not amount or not any(_YEAR.fullmatch(term) for term in question.numbers):
        return None
    chosen = _of_a_year(text, start, end).year
    told = (_of_a_year(text, one.start, one.end) for one in _apart(case.things))
    others = [one for one in told if one.year in question.numbers]
    if not chosen or chosen in question.numbers or len(others) != 1:
        return None
    return others[0].start, others[0].end


def _of_a_year(text: str, start: int, end: int) -> _Dated:
    """Part an amount from its year: "700 in 2017", "320,000 jobs by 2017", "in 2017 it sold 700"."""
    leading = _LEADING_YEAR.match(text, start, end)
    start = leading.end() if leading else start
    inside = _YEAR_INSIDE.search(text, start, end)
    if inside:
        return _Dated(start, inside.start(), inside["year"])
    after = _YEAR_AFTER.match(text, end)
    if after:
        return _Dated(start, end, after["year"])
    before = _YEAR_BEFORE.search(text, max(0, start - LOOK), start)
    return _Dated(start, end, before["year"] if before else "")


def nearest_time(case: Case, start: int, end: int) -> tuple[int, int] | None:
    """Give the time that is clearly nearer to the words asked about than any other, if it is not in the span.

    `start` to `end` are answer words chosen otherwise. One with a year must be clearer still: there the
    choice by fitted weights is mostly right.
    """
    times = _times(case)
    if len(times) < 2:
        return None
    steps = _steps(case.view.tokens)
    best, other = sorted((_placed(case, time, steps) for time in times), key=lambda one: -one.nearness)[:2]
    words = case.view.text[best.time.start : best.time.end]
    least = DATED_CLEARLY if _DATED.search(words) else CLEARLY
    known = best.time.start < end and start < best.time.end
    if known or best.nearness < least * other.nearness or _is_in_a_name(case.view.text, best.time):
        return None
    return best.time.start, best.time.end


def _times(case: Case) -> list[Found]:
    """Return the times asked for here that can be held against each other."""
    row = answer_type(case.asked.question.type)
    if not row.is_time or row.of_any_size:
        return []
    return _apart(case.things)


def _apart(times: Sequence[Found]) -> list[Found]:
    """Keep of times that overlap the first and longest."""
    kept: list[Found] = []
    for time in sorted(times, key=lambda one: (one.start, -one.end)):
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    return kept


def _is_in_a_name(text: str, time: Found) -> bool:
    """Tell whether a lone day or month begins a name: "The Sunday Times"."""
    words = text[time.start : time.end]
    return words.isalpha() and words[0].isupper() and _NAME_GOES_ON.match(text, time.end) is not None


def _placed(case: Case, time: Found, steps: Sequence[int]) -> _Placed:
    edges = case.view.token_at(time.start), case.view.token_at(time.end - 1)
    asked = case.asked
    rated = zip(asked.question.terms, asked.idf, case.view.hits, strict=True)
    shares = (
        (OF_A_NAME if term in asked.question.names else 1.0) * idf * _near(hit, edges, steps)
        for term, idf, hit in rated
        if hit
    )
    return _Placed(time, sum(shares))


def _near(hit: Hit, edges: tuple[int, int], steps: Sequence[int]) -> float:
    distance = min(abs(steps[edge] - steps[at]) for edge in edges for at in hit.positions)
    return hit.level / (1 + distance / FADES)


def _steps(found: Sequence[Token]) -> list[int]:
    """Count the steps from the sentence's beginning to each token."""
    return list(accumulate((1 + _PARTS.get(fold(token.text), 0) for token in found), initial=0))
