"""Answers of several articles to one question: what agrees is said once, what differs stands apart.

Another article counts only where it answers the same question: its sentence meets the words that the
best sentence meets, holds a thing of the kind asked for, and is nearly as well weighed. A difference
shown where there is none is worse than one left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.answerability import ScoredCandidate
from qa_bot.answering.composition.equivalence import (
    by_value,
    periods,
    place,
    same_time,
    same_value,
    without_copies,
)
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import TermMatch
from qa_bot.language.lexicon.people import PEOPLE
from qa_bot.language.negation import denied
from qa_bot.language.tokens import fold, stems, terms
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Answer, Group, Question

LATER, DIFFER = "later article", "sources differ"
MOST = 5  # other articles compared: more are not shown, and each costs the choice of its words
MARGIN = 6.0  # points below the best sentence: what is scored lower answers something else
COVERED = 0.7  # least share of the question's idf that a sentence with a different value meets
LOST = 0.15  # largest share of the idf that such a sentence may meet less well than the best one does
LOST_AGREEING = 0.36  # the same where the value agrees, which is itself a reason to trust it
NAMED_NEARBY = 0.9  # strength of a name met in another sentence of the passage: a pronoun may stand for it
OWN = 0.5  # least share of the idf of other words than names that the sentence itself meets
COUNTED_WITHIN = 5  # words after a number in which the noun asked for is what it counts
LEARNT = "learnt pair"
_DATED = "dated as asked"
_COUNTS_NO_NOUN = re.compile(r" (?:of them|of these|of those|are|were|is|was|have|had|has)\b")


class SourceAnswer(NamedTuple):
    """What one article answers; `may_differ`: a different value of it would be credible."""

    answer: Answer
    may_differ: bool


def rivals(scored: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """Return, of a ranking, the best sentence of each other article that may answer the same question."""
    row = answer_type(scored[0].candidate.question.type) if scored else None
    if row is None or not (row.equated or row.compared):
        return []
    first = scored[0]
    near = (one for one in scored[1:] if first.wherever - one.wherever <= MARGIN)
    others = [one for one in near if _source(one) != _source(first) and _answers_too(first, one)]
    surest = sorted(others, key=lambda one: coverage_loss(first.candidate, one.candidate) > LOST)
    best = {_source(one): one for one in reversed(surest)}
    return sorted(best.values(), key=lambda one: -one.total)[:MOST]


def source_answer(first: ScoredCandidate, one: ScoredCandidate, answer: Answer) -> SourceAnswer:
    """Pair an answer with whether a different value in it would be credible; `first` is the best sentence."""
    candidate = one.candidate
    compared = (
        answer_type(answer.type).compared and _is_thing(candidate, answer) and _is_of_kind(candidate, answer)
    )
    covered = coverage_loss(first.candidate, candidate) <= LOST and coverage(candidate) >= COVERED
    return SourceAnswer(answer, compared and covered and _holds_names(candidate) and _says_itself(candidate))


def corroborated(answer: Answer, readings: Sequence[Answer], others: Sequence[Answer]) -> Answer:
    """Return the reading of the best sentence that another article gives too, if none gives `answer`.

    `readings` are the other things of the asked type in that sentence, `others` what other articles
    answer. That the same answer stands elsewhere speaks for it: Clarke, Cormack and Lynam, 2001.
    """
    if not answer_type(answer.type).compared or any(same_value(answer, other) for other in others):
        return answer
    shared = (one for one in readings if any(same_value(one, other) for other in others))
    return next(shared, answer)


def grouped(first: SourceAnswer, others: Sequence[SourceAnswer]) -> tuple[Group, ...]:
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
    return _marked([newest_first(one) for one in kept], first.answer)


def newest_first(answers: Iterable[Answer]) -> list[Answer]:
    """Return answers in the order of their articles' dates, the undated last."""
    by_place = sorted(answers, key=place)
    return sorted(by_place, key=lambda one: one.source.date or "", reverse=True)


def coverage_loss(first: Candidate, other: Candidate) -> float:
    """Return the share of the question's idf that the first sentence meets better than the other does."""
    worse = (
        weight * max(0.0, match_strength(first, at) - match_strength(other, at))
        for at, weight in enumerate(first.weighted.idf)
    )
    return sum(worse) / first.weighted.mass


def match_strength(candidate: Candidate, term: int) -> float:
    """Return how well a term is met: in the sentence or the article's title, a name also in the passage.

    Learned synonym pairs do not count here, and one word may match only one question term.
    """
    if candidate.passage.met_in_title[term]:
        return 1.0
    question, match = candidate.question, candidate.sentence.matches[term]
    word = question.terms[term]
    own = match.strength if match and (match.stem == word or _is_sure(question, match)) else 0.0
    return max(own, NAMED_NEARBY if _is_named_nearby(candidate, term) else 0.0)


def _is_sure(question: Question, match: TermMatch) -> bool:
    return match.rule != LEARNT and match.stem not in question.terms


def _is_named_nearby(candidate: Candidate, term: int) -> bool:
    """Whether a name asked about stands in another sentence of the passage."""
    word = candidate.question.terms[term]
    matches = (sentence.matches[term] for sentence in candidate.passage.sentences)
    return word in candidate.question.names and any(match and match.stem == word for match in matches)


def _marked(kept: Sequence[Sequence[Answer]], given: Answer) -> tuple[Group, ...]:
    """Return the groups, newest first; that of the answer given leads if its date is not known."""
    ordered = sorted(sorted(kept, key=lambda one: place(one[0])), key=_date, reverse=True)
    ordered.sort(key=lambda one: given not in one or _date(one) != "")
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


def _answers_too(first: ScoredCandidate, one: ScoredCandidate) -> bool:
    """Whether a sentence may answer the question that `first` answers: a cheap test."""
    candidate, best = one.candidate, first.candidate
    dated = max(0.0, first.points.get(_DATED, 0.0))
    if one.points.get(_DATED, 0.0) < dated or (best.position_holder and not candidate.position_holder):
        return False
    if _denies(candidate) != _denies(best):
        return False
    return bool(candidate.entities) and coverage_loss(best, candidate) <= LOST_AGREEING


def _holds_names(candidate: Candidate) -> bool:
    """Whether every name, number and group of people asked about is met."""
    question = candidate.question
    strict = question.names | question.numbers | stems(PEOPLE)
    return all(match_strength(candidate, at) for at, term in enumerate(question.terms) if term in strict)


def coverage(candidate: Candidate) -> float:
    """Return the share of the question's idf that is met."""
    return (
        sum(idf * match_strength(candidate, at) for at, idf in enumerate(candidate.weighted.idf))
        / candidate.weighted.mass
    )


def _is_thing(candidate: Candidate, answer: Answer) -> bool:
    start, end = answer.start - candidate.sentence.start, answer.end - candidate.sentence.start
    return any(one.start < end and start < one.end for one in candidate.entities)


def _is_of_kind(candidate: Candidate, answer: Answer) -> bool:
    """Whether a count counts what is asked for, soon after the number, and a length is no price."""
    question = candidate.question
    if answer.type == "measure" and question.form.name in ("how-long", "how-far"):
        return answer.value is None
    after = candidate.sentence.text[answer.end - candidate.sentence.start :]
    counted = question.focus in terms(after)[:COUNTED_WITHIN] or _COUNTS_NO_NOUN.match(after) is not None
    return not answer_type(answer.type).counts or counted


def _says_itself(candidate: Candidate) -> bool:
    """Whether the sentence meets half of what is asked about, names aside, and not only the title."""
    question, idf = candidate.question, candidate.weighted.idf
    own = [at for at, term in enumerate(question.terms) if term not in question.names]
    met = sum(idf[at] for at in own if candidate.sentence.matches[at])
    return met >= OWN * sum(idf[at] for at in own)


def _denies(candidate: Candidate) -> bool:
    """Whether a sentence denies a word asked about: "was not opened by", not "will not open until"."""
    words = [fold(token.text) for token in candidate.sentence.tokens]
    places = (at for match in candidate.sentence.matches if match for at in match.positions)
    return any(denied(words, at) for at in places)


def _source(scored: ScoredCandidate) -> str:
    return scored.candidate.source.id
