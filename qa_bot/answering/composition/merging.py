"""Answers of several articles to one question: what agrees is said once, what differs stands apart.

Another article counts only where it answers the same question: its sentence meets the words that the
best sentence meets, holds a thing of the kind asked for, and is nearly as well weighed. A difference
shown where there is none is worse than one left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.abstention import THRESHOLDS, said_share
from qa_bot.answering.answerability import Weighed, groups
from qa_bot.answering.composition.equivalence import (
    by_value,
    periods,
    place,
    same_time,
    same_value,
    without_copies,
)
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import Hit
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import terms
from qa_bot.values import Answer, Group, Question

LATER, DIFFER = "later article", "sources differ"
MOST = 5
MARGIN = 6.0
COVERED = 0.7
LOST, LOST_AGREEING = 0.15, 0.36
NAMED_NEARBY = 0.9
OWN = 0.5
COUNTED_WITHIN = 5
LEARNT = "learnt pair"
SURE = 0.5
_DATED = "dated as asked"
_MARK = re.compile(r"[,;:.()—–](?=\s|$)")
_COUNTS_NO_NOUN = re.compile(r" (?:of them|of these|of those|are|were|is|was|have|had|has)\b")
_WHOLE = re.compile(r"\b\w{1,20} of (?:the|its|their|these|those) $")


class Told(NamedTuple):
    """What one article answers; `may_differ` tells whether another value of it would be believed."""

    answer: Answer
    may_differ: bool


def rivals(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Give, of a ranking, the best sentence of each other article that may answer the same question."""
    row = answer_type(weighed[0].case.asked.question.type) if weighed else None
    if row is None or not (row.equated or row.compared):
        return []
    first = weighed[0]
    near = (one for one in weighed[1:] if first.total - one.total <= MARGIN)
    others = [one for one in near if _source(one) != _source(first) and _answers_too(first, one)]
    surest = sorted(others, key=lambda one: lost(first.case, one.case) > LOST)
    best = {_source(one): one for one in reversed(surest)}
    return sorted(best.values(), key=lambda one: -one.total)[:MOST]


def told(first: Weighed, one: Weighed, answer: Answer) -> Told:
    """Join a sentence and the words spelled out in it; `first` is the best sentence."""
    compared = (
        answer_type(answer.type).compared and _is_thing(one.case, answer) and _is_of_kind(one.case, answer)
    )
    covered = lost(first.case, one.case) <= LOST and cover(one.case) >= COVERED
    return Told(answer, compared and covered and _holds_names(one.case) and _says_itself(one.case))


def borne_out(answer: Answer, readings: Sequence[Answer], others: Sequence[Answer]) -> Answer:
    """Give the reading of the best sentence that another article bears out, if none bears out `answer`.

    `readings` are the other things of the asked type in that sentence, `others` what other articles
    answer. That the same answer stands elsewhere speaks for it: Clarke, Cormack and Lynam, 2001.
    """
    if not answer_type(answer.type).compared or any(same_value(answer, other) for other in others):
        return answer
    held = [one for one in readings if any(same_value(one, other) for other in others)]
    return held[0] if len(held) == 1 else answer


def grouped(first: Told, others: Sequence[Told]) -> tuple[Group, ...]:
    """Group the answers of several articles by value, newest first; nothing if only one article answers.

    `first` is the answer given. One that may not differ is left out unless it agrees; of near
    copies within a group the earliest stays, and the answer given always does.
    """
    steady = [first.answer, *(one.answer for one in others if one.may_differ and first.may_differ)]
    agreeing = [
        one.answer
        for one in others
        if one.answer not in steady and any(same_value(one.answer, other) for other in steady)
    ]
    kept = [without_copies(one, first.answer) for one in by_value([*steady, *agreeing])]
    if sum(map(len, kept)) < 2:
        return ()
    return _marked([newest_first(one) for one in kept])


def newest_first(answers: Iterable[Answer]) -> list[Answer]:
    """Put answers in the order of their articles' dates, the undated last."""
    by_place = sorted(answers, key=place)
    return sorted(by_place, key=lambda one: one.source.date or "", reverse=True)


def lost(first: Case, other: Case) -> float:
    """Give the share of the question's idf that the first sentence meets better than the other does."""
    worse = (
        weight * max(0.0, level(first, at) - level(other, at)) for at, weight in enumerate(first.asked.idf)
    )
    return sum(worse) / first.asked.mass


def level(case: Case, term: int) -> float:
    """Tell how well a term is met: in the sentence or the article's title, a name also in the passage.

    A learnt pair of words is too loose for this, and no word meets two words of the question.
    """
    if case.passage.title_hits[term]:
        return 1.0
    question, hit = case.asked.question, case.view.hits[term]
    word = question.terms[term]
    around = (view.hits[term] for view in case.passage.sentences)
    nearby = word in question.names and any(other and other.stem == word for other in around)
    sure = hit and (hit.stem == word or _is_sure(question, hit))
    return max(hit.level if hit and sure else 0.0, NAMED_NEARBY if nearby else 0.0)


def _marked(kept: Sequence[Sequence[Answer]]) -> tuple[Group, ...]:
    ordered = sorted(sorted(kept, key=lambda one: place(one[0])), key=_date, reverse=True)
    return tuple(
        Group(one[0].value or one[0].text, periods(one), _mark(one, [*ordered[:at], *ordered[at + 1 :]]))
        for at, one in enumerate(ordered)
    )


def _mark(own: Sequence[Answer], others: Sequence[Sequence[Answer]]) -> str:
    """Mark a group later than all others it is told apart from; without dates, or at one time, different."""
    date = _date(own)
    dates = [_date(one) for one in others]
    if any(not date or not other or same_time(date, other) for other in dates):
        return DIFFER
    return LATER if any(other < date for other in dates) else ""


def _date(answers: Sequence[Answer]) -> str:
    return answers[0].source.date or ""


def _answers_too(first: Weighed, one: Weighed) -> bool:
    """Test cheaply whether a sentence may answer the question that `first` answers."""
    case, best = one.case, first.case
    dated = max(0.0, first.points.get(_DATED, 0.0))
    if one.points.get(_DATED, 0.0) < dated or (best.holder and not case.holder):
        return False
    if _denies(case) != _denies(best):
        return False
    if case.pool.speech and said_share(case) < THRESHOLDS.speech:
        return False
    return bool(case.things) and lost(best, case) <= LOST_AGREEING


def _holds_names(case: Case) -> bool:
    """Tell that every name, number and group of people asked about is met."""
    question = case.asked.question
    strict = question.names | question.numbers | groups()
    return all(level(case, at) for at, term in enumerate(question.terms) if term in strict)


def _is_sure(question: Question, hit: Hit) -> bool:
    return hit.rule != LEARNT and hit.level >= SURE and hit.stem not in question.terms


def cover(case: Case) -> float:
    """Give the share of the question's idf that is met."""
    return sum(idf * level(case, at) for at, idf in enumerate(case.asked.idf)) / case.asked.mass


def _is_thing(case: Case, answer: Answer) -> bool:
    start, end = answer.start - case.view.start, answer.end - case.view.start
    return case.holder is not None or any(one.start < end and start < one.end for one in case.things)


def _is_of_kind(case: Case, answer: Answer) -> bool:
    """Tell whether a count counts the things asked for, and a measure is one: no price for a length."""
    question = case.asked.question
    if answer.type == "measure" and question.form.name in ("how-long", "how-far"):
        return answer.value is None
    if not answer_type(answer.type).counts or not question.focus:
        return True
    at = answer.start - case.view.start
    after = case.view.text[at + len(answer.text) :]
    phrase = terms(_MARK.split(after, maxsplit=1)[0])[:COUNTED_WITHIN]
    counted = question.focus in [*phrase, *terms(answer.text)] or _COUNTS_NO_NOUN.match(after)
    return answer.value is not None and bool(counted) and not _WHOLE.search(case.view.text[:at])


def _says_itself(case: Case) -> bool:
    """Tell whether the sentence meets half of what is asked about, names aside, and not only the title."""
    question, idf = case.asked.question, case.asked.idf
    own = [at for at, term in enumerate(question.terms) if term not in question.names]
    met = sum(idf[at] for at in own if case.view.hits[at])
    return case.holder is not None or met >= OWN * sum(idf[at] for at in own)


def _denies(case: Case) -> bool:
    """Tell whether a sentence denies a word asked about: "was not opened by", not "will not open until"."""
    words = [token.stem for token in case.view.tokens]
    places = [at for hit in case.view.hits if hit for at in hit.positions]
    before = {word for at in places for word in words[max(0, at - 2) : at]}
    denied = any(map(is_negation, before))
    return denied and "until" not in words


def _source(weighed: Weighed) -> str:
    return weighed.case.passage.passage.source.id
