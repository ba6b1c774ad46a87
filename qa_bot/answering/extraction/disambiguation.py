"""Which of several times or amounts in a sentence is meant.

Of times and shares it is the one nearest to the words asked about. Distance is counted in words; a mark or a
word that opens another clause counts for several. The answer words of a question with "when" in public sets
are mostly years; news gives days without one. Of amounts given year by year it is that of the year asked
about: "900 tons in 2018, 700 in 2017".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import TermMatch
from qa_bot.language.entities.calendar import YEAR
from qa_bot.language.entities.patterns import apart, compiled
from qa_bot.language.tokens import fold
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Entity, Token

FADES = 4.0  # steps at which a word asked about counts half as much as beside the time
LOOK = 80  # code points before an amount in which its year is looked for
# How many times as near as the next a time must be, one without a year and one with a year.
CLEARLY, DATED_CLEARLY = 1.5, 3.0
# Steps that a mark or a word counts beside its own: it opens another clause.
_PARTS = {
    **dict.fromkeys(",:", 3), **dict.fromkeys(";—–", 6), "(": 4, ")": 2,
    **dict.fromkeys(("which", "who", "whose", "while"), 4), "but": 5,
    **dict.fromkeys(("and", "when", "where"), 3), **dict.fromkeys(("after", "before", "since"), 2),
    **dict.fromkeys(("that", "until"), 1),
}  # fmt: skip
_DATED = r"(?i)\d{3,4}|centur|\b(?:era|age|period|empire|war)\b"
_IN_A_YEAR = rf"(?:in|by|for)(?: [A-Z][a-z]{{2,8}})? (?P<year>{YEAR})\b"
_YEAR_AFTER = rf"(?: [a-z]{{2,15}}){{0,3}} {_IN_A_YEAR}"
_YEAR_INSIDE = rf" {_IN_A_YEAR}"
_YEAR_BEFORE = rf"\b(?i:{_IN_A_YEAR}),?[^,;.\d]{{0,60}}\Z"
_LEADING_YEAR = rf"{YEAR} (?:and|to) "
_LISTED = r",?(?: (?:and|or|to|until|till))?(?: (?:on|at|in|from|the)){0,2} "
_TOLD_WHOLE = ("date", "day", "time")  # answer types of which a part says less, or another thing
_NAME_GOES_ON = r"\s[A-Z]"


class _Dated(NamedTuple):
    """An amount's span without its year, and that year, empty if none."""

    start: int
    end: int
    year: str


class _Placed(NamedTuple):
    """A time in a sentence, and how near the words asked about stand to it."""

    time: Entity
    nearness: float


def nearest(candidate: Candidate, start: int, end: int) -> tuple[int, int] | None:
    """Return the time or amount that is meant, where `start` to `end`, chosen otherwise, is another one."""
    return nearest_time(candidate, start, end) or nearest_amount(candidate, start, end)


def nearest_amount(candidate: Candidate, start: int, end: int) -> tuple[int, int] | None:
    """Return the amount of the year asked about, where the one chosen is of another year."""
    question, text = candidate.question, candidate.sentence.text
    amount = answer_type(question.type).is_amount
    if not amount or not any(compiled(YEAR).fullmatch(term) for term in question.numbers):
        return None
    chosen = _of_a_year(text, start, end).year
    dated = (_of_a_year(text, one.start, one.end) for one in apart(candidate.entities))
    others = [one for one in dated if one.year in question.numbers]
    if not chosen or chosen in question.numbers or len(others) != 1:
        return None
    return others[0].start, others[0].end


def _of_a_year(text: str, start: int, end: int) -> _Dated:
    """Return an amount apart from its year: "700 in 2017", "320,000 jobs by 2017", "in 2017 it sold 700"."""
    leading = compiled(_LEADING_YEAR).match(text, start, end)
    start = leading.end() if leading else start
    inside = compiled(_YEAR_INSIDE).search(text, start, end)
    if inside:
        return _Dated(start, inside.start(), inside["year"])
    after = compiled(_YEAR_AFTER).match(text, end)
    if after:
        return _Dated(start, end, after["year"])
    before = compiled(_YEAR_BEFORE).search(text, max(0, start - LOOK), start)
    return _Dated(start, end, before["year"] if before else "")


def nearest_time(candidate: Candidate, start: int, end: int) -> tuple[int, int] | None:
    """Return the time that is clearly nearer to the words asked about than any other, unless chosen already.

    `start` to `end` are answer words chosen otherwise. One with a year must be clearer still: there the
    choice by fitted weights is mostly right.
    """
    times = _times(candidate)
    if len(times) < 2:
        return None
    steps = _steps(candidate.sentence.tokens)
    placed = (_placed(candidate, time, steps) for time in times)
    best, other, *_ = sorted(placed, key=lambda one: -one.nearness)
    text = candidate.sentence.text
    is_dated = compiled(_DATED).search(text[best.time.start : best.time.end])
    least = DATED_CLEARLY if is_dated else CLEARLY
    is_clause = _is_clause(text, [one for one in times if one.overlaps(start, end)])
    is_clear = best.nearness >= least * other.nearness and not _is_in_a_name(text, best.time)
    is_other = is_clear and not best.time.overlaps(start, end)
    return best.time[:2] if is_other or (is_clause and best.nearness > other.nearness) else None


def whole_time(candidate: Candidate, start: int, end: int) -> tuple[int, int] | None:
    """Return the time of which only a part was chosen: noon on a day, the end of a month, a run of days."""
    if candidate.question.type not in _TOLD_WHOLE:
        return None
    return next((one[:2] for one in candidate.entities if one.start <= start and end <= one.end), None)


def _is_clause(text: str, times: Sequence[Entity]) -> bool:
    """Whether more than the words of a list stand between two times: "6 pm and shuts at 10 pm"."""
    return any(not compiled(_LISTED).fullmatch(text, one.end, other.start) for one, other in pairwise(times))


def _times(candidate: Candidate) -> list[Entity]:
    """Return the times asked for here that can be compared, or the shares where one is asked for."""
    row = candidate.row
    if row.of_any_size or not (row.is_time or row.name == "percent"):
        return []
    return list(apart(candidate.entities))


def _is_in_a_name(text: str, time: Entity) -> bool:
    """Whether a lone day or month begins a name: "The Sunday Times"."""
    words = text[time.start : time.end]
    return words.isalpha() and words[0].isupper() and bool(compiled(_NAME_GOES_ON).match(text, time.end))


def _placed(candidate: Candidate, time: Entity, steps: Sequence[int]) -> _Placed:
    edges = candidate.sentence.token_at(time.start), candidate.sentence.token_at(time.end - 1)
    rated = zip(candidate.weighted.idf, candidate.sentence.matches, strict=True)
    return _Placed(time, sum(idf * _near(match, edges, steps) for idf, match in rated if match))


def _near(match: TermMatch, edges: tuple[int, int], steps: Sequence[int]) -> float:
    distance = min(abs(steps[edge] - steps[at]) for edge in edges for at in match.positions)
    return match.strength / (1 + distance / FADES)


def _steps(found: Sequence[Token]) -> list[int]:
    """Return the steps from the sentence's beginning to each token."""
    return list(accumulate((1 + _PARTS.get(fold(token.text), 0) for token in found), initial=0))
