"""How sure we may be: SIGNS, the two fitted scores made of them, and the decision to stay silent.

One score is the probability that the best sentence is right; the other asks whether the articles
hold an answer at all. They are kept apart because one regression over both does both badly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.extraction.extraction import Wording
from qa_bot.answering.features.coverage import met_share
from qa_bot.answering.features.dialogue import of_another, share_met, told_already
from qa_bot.answering.features.passages import passage_cover
from qa_bot.answering.features.words import same_phrase
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import SentenceView
from qa_bot.answering.weights import read_weights
from qa_bot.language.entities.names import role_of
from qa_bot.language.lexicon.people import GROUPS
from qa_bot.language.lexicon.reporting_verbs import ROLES
from qa_bot.language.tokens import fold, stem
from qa_bot.questions.times import absent_times

SMALL = 2000
TOLD = 0.7
SUPPORTED = 0.3
WELL_SUPPORTED = 0.6
POINTED = 18.5
ANOTHER_POST = "a deputy or a former holder is named"
NO_AMOUNT = "no date, number or amount stands there"
NOT_MET = "a name or number typed stands nowhere near"
STALE = "the sentence was told already"
OF_ANOTHER = "the sentence tells of somebody else"
NOT_SAID = "nobody is said to have said it"
STRICT = (2.0, 0.2)
LENIENT = (3.7, 0.14)
_NEGATIONS = frozenset(["not", "no", "never", "without", "except", "neither", "nor", "none", "cannot"])


class Weighed(NamedTuple):
    """A case with its points by clue, their sum, its probability among all weighed, its answer words."""

    case: Case
    points: dict[str, float]
    total: float
    probability: float = 0.0
    wording: Wording | None = None


class Sign(NamedTuple):
    """A named sign of how far the ranking can be trusted."""

    name: str
    measure: Callable[[Sequence[Weighed]], float]


class Veto(NamedTuple):
    """A reason to stay silent in a small folder, whatever the score: `sign` is above 0."""

    name: str
    sign: str


class InTalk(NamedTuple):
    """What decides, beside the vetoes, whether a question that leans on a talk is answered.

    `own` is the share met of the words that its asker typed (1 for none), `points` the best sentence's sum.
    """

    own: float
    points: float


class Judgement(NamedTuple):
    """How sure we are that the sentence is right, and that the articles answer at all; both 0 to 1.

    `vetoes` names the reasons to stay silent that apply; `lacks_kind` tells that nothing of the kind
    asked for stands in the sentence; `told` how well somebody is said to have said it (None where
    the question does not ask who said what); `whole` that every word asked about stands there,
    `met` that any stands in the passage; `in_talk` is None for a question that stands alone.
    """

    right: float
    support: float
    vetoes: tuple[str, ...]
    lacks_kind: bool
    told: float | None = None
    whole: bool = False
    met: bool = True
    in_talk: InTalk | None = None


def judge(weighed: Sequence[Weighed]) -> Judgement:
    """Judge a ranking, best first, by the fitted weights of the signs."""
    measured, best = measure(weighed), weighed[0].case
    right, support = read_weights("confidence"), read_weights("silence")
    lacks_kind = measured["nothing of the asked type"] + measured["nothing of the looked-for kind"] > 0
    rows = [veto.name for veto in VETOES if measured[veto.sign] > 0]
    in_talk = InTalk(share_met(best, best.pool.own), weighed[0].total) if best.pool.context else None
    vetoes = _vetoes_in_talk(best, rows, lacks_kind) if in_talk else rows
    vetoes += [ANOTHER_POST] * best.is_of_another_post
    scores = logistic(_sum(right, measured)), logistic(_sum(support, measured))
    whole = measured["covered word for word by the sentence"] == 1.0
    met = measured["question covered by the passage"] > 0
    return Judgement(*scores, tuple(vetoes), lacks_kind, _told(best), whole, met, in_talk)


def _vetoes_in_talk(case: Case, rows: Sequence[str], lacks_kind: bool) -> list[str]:
    """Name the vetoes on a question that leans on a talk, of the sentence `case` and those of `rows`.

    Words that completing it added need not be met. A sentence that was told already may be meant by a bare
    "why?", and by "who" where it speaks of people.
    """
    asked = answer_type(case.asked.question.type)
    may_tell = (
        _speaks_of_people(case)
        or (asked.group == "a reason" and not case.pool.own)
        or _told(case) is not None
    )
    applies = {
        NO_AMOUNT: NO_AMOUNT in rows or (lacks_kind and asked.is_amount),
        NOT_MET: _lacks_own(case),
        STALE: lacks_kind and told_already(case) > 0 and not may_tell,
        OF_ANOTHER: of_another(case),
        NOT_SAID: _told(case) == 0.0,
    }
    return [name for name, ok in applies.items() if ok]


def is_answer(judgement: Judgement, sentences: int, given: bool) -> bool:
    """Decide whether to answer from a corpus of so many sentences.

    A stretch of text that the asker has given answers if it meets the question at all. A small
    folder seldom holds the answer to a question about its own topic, so less is taken for one, and
    vetoes count; there a question about who said what needs somebody who said it, and a sentence
    that holds every word asked about and meets no veto is an answer.
    """
    if given:
        return judgement.met
    supported = judgement.support >= needed(judgement, sentences)
    if judgement.in_talk is not None:
        return not judgement.vetoes and (supported or _is_well_pointed(judgement, judgement.in_talk))
    if sentences > SMALL:
        return supported
    if judgement.told is not None:
        return judgement.told >= TOLD
    return not judgement.vetoes and (judgement.whole or supported)


def needed(judgement: Judgement, sentences: int) -> float:
    """Give the support that an answer needs; less in a talk, where the words typed are met."""
    if judgement.in_talk is None:
        return least_support(sentences)
    doubtful = judgement.in_talk.own == 0 or judgement.lacks_kind
    return WELL_SUPPORTED if doubtful else SUPPORTED


def _is_well_pointed(judgement: Judgement, in_talk: InTalk) -> bool:
    return in_talk.own > 0 and not judgement.lacks_kind and in_talk.points >= POINTED


def _lacks_own(case: Case) -> bool:
    """Tell whether a name or number that the asker typed is met neither near by nor by the title."""
    question = case.asked.question
    strict = question.names | question.numbers
    return any(at in case.pool.own and question.terms[at] in strict for at in unmet_terms(case))


def _told(case: Case) -> float | None:
    if case.pool.speech is None:
        return None
    return case.claim.share if case.claim else 0.0


def least_support(sentences: int) -> float:
    """Give the support that an answer needs: between two chosen points, by the logarithm of the size."""
    share = (math.log10(max(sentences, 1)) - STRICT[0]) / (LENIENT[0] - STRICT[0])
    share = min(1.0, max(0.0, share))
    return logistic(STRICT[1] + share * (LENIENT[1] - STRICT[1]))


def measure(weighed: Sequence[Weighed]) -> dict[str, float]:
    """Measure every sign."""
    return {sign.name: sign.measure(weighed) for sign in SIGNS} | {"always": 1.0}


def logistic(score: float) -> float:
    """Turn a score into a probability."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def unmet_terms(case: Case) -> list[int]:
    """Give the numbers of the question's terms that neither the passage nor its title meets."""
    return [at for at, met in enumerate(case.passage.met_with_title) if not met]


def _sum(weights: Mapping[str, float], measured: Mapping[str, float]) -> float:
    return sum(weight * measured[name] for name, weight in weights.items())


def _log_odds(weighed: Sequence[Weighed]) -> float:
    probability = min(max(weighed[0].probability, 1e-4), 1 - 1e-4)
    return math.log(probability / (1 - probability))


def _margin(weighed: Sequence[Weighed]) -> float:
    return min(5.0, weighed[0].total - weighed[1].total) if len(weighed) > 1 else 5.0


def _sentence_cover(weighed: Sequence[Weighed]) -> float:
    return met_share(weighed[0].case)


def _passage_cover(weighed: Sequence[Weighed]) -> float:
    return passage_cover(weighed[0].case)


def _absent(weighed: Sequence[Weighed], wanted: Callable[[Case, str], bool]) -> float:
    case = weighed[0].case
    terms = case.asked.question.terms
    return sum(case.asked.idf[at] for at in unmet_terms(case) if wanted(case, terms[at])) / case.asked.mass


def _names_absent(weighed: Sequence[Weighed]) -> float:
    return _absent(weighed, lambda case, term: term in case.asked.question.names)


def _numbers_absent(weighed: Sequence[Weighed]) -> float:
    case = weighed[0].case
    numbers = case.asked.question.numbers
    return float(sum(case.asked.question.terms[at] in numbers for at in unmet_terms(case)))


def _month_absent(weighed: Sequence[Weighed]) -> float:
    case = weighed[0].case
    terms = case.asked.question.terms
    return float(len(absent_times(case.asked.question.times, (terms[at] for at in unmet_terms(case)))))


def _known_elsewhere_absent(weighed: Sequence[Weighed]) -> float:
    return _absent(weighed, lambda case, term: term in case.asked.familiar)


def _group_absent(weighed: Sequence[Weighed]) -> float:
    case = weighed[0].case
    views = [case.view, *(view for view in (case.before, case.after) if view)]
    terms = case.asked.question.terms
    return float(
        any(
            term in groups() and not case.passage.title_hits[at] and not any(view.hits[at] for view in views)
            for at, term in enumerate(terms)
        )
    )


@lru_cache(maxsize=1)
def groups() -> frozenset[str]:
    """Give the stems of the groups of people and bodies that a question must not mix up."""
    return frozenset(map(stem, GROUPS))


def _exactly_covered(weighed: Sequence[Weighed], views: Callable[[Case], Sequence[SentenceView]]) -> float:
    case = weighed[0].case
    met = (
        any((hit := view.hits[at]) and hit.level == 1.0 for view in views(case))
        or case.passage.title_hits[at]
        for at in range(len(case.asked.idf))
    )
    return sum(idf for idf, ok in zip(case.asked.idf, met, strict=True) if ok) / case.asked.mass


def _no_soft_thing(weighed: Sequence[Weighed]) -> float:
    case = weighed[0].case
    return float(answer_type(case.asked.question.type).expected and not case.things)


def _speaks_of_people(case: Case) -> bool:
    """Tell whether people are asked for, and people without a name stand here that the question has not."""
    if not answer_type(case.asked.question.type).people:
        return False
    new = (token for token in case.view.tokens if token.stem not in case.asked.known)
    return any(token.stem in groups() or role_of(fold(token.text)) in ROLES for token in new)


def _head_absent(weighed: Sequence[Weighed]) -> float:
    return _absent(weighed, lambda case, term: term == case.asked.question.focus)


def _no_thing(weighed: Sequence[Weighed]) -> float:
    case = weighed[0].case
    return float(answer_type(case.asked.question.type).required and not case.things)


def _negation_differs(weighed: Sequence[Weighed]) -> float:
    case = weighed[0].case
    return float(bool(case.asked.known & _NEGATIONS) != _is_negated(case.view))


def _is_negated(view: SentenceView) -> bool:
    return any(stem in _NEGATIONS or stem.endswith("n't") for stem in view.stems)


SIGNS: tuple[Sign, ...] = (
    Sign("points", lambda weighed: weighed[0].total),
    Sign("log odds among all", _log_odds),
    Sign("margin over the next", _margin),
    Sign("question covered by the sentence", _sentence_cover),
    Sign("question covered by the passage", _passage_cover),
    Sign("names absent from the passage", _names_absent),
    Sign("numbers absent from the passage", _numbers_absent),
    Sign("absent words known elsewhere", _known_elsewhere_absent),
    Sign("asked-for noun absent", _head_absent),
    Sign("nothing of the asked type", _no_thing),
    Sign("group absent", _group_absent),
    Sign("nothing of the looked-for kind", _no_soft_thing),
    Sign(
        "covered word for word by the sentence",
        lambda weighed: _exactly_covered(weighed, lambda one: [one.view]),
    ),
    Sign(
        "covered word for word by the passage",
        lambda weighed: _exactly_covered(weighed, lambda one: one.passage.sentences),
    ),
    Sign("phrases met", lambda weighed: same_phrase(weighed[0].case)),
    Sign("passage score", lambda weighed: weighed[0].case.passage.score / 10),
    Sign("negation differs", _negation_differs),
    Sign("idf met", lambda weighed: _sentence_cover(weighed) * weighed[0].case.asked.mass / 10),
    Sign("sentences weighed", lambda weighed: math.log(len(weighed))),
    Sign("month of a year asked about absent", _month_absent),
)
VETOES: tuple[Veto, ...] = (
    Veto("no article tells of the month asked about", "month of a year asked about absent"),
    Veto("a number asked about stands nowhere near", "numbers absent from the passage"),
    Veto("a name asked about stands nowhere near", "names absent from the passage"),
    Veto("another group of people is meant", "group absent"),
    Veto(NO_AMOUNT, "nothing of the asked type"),
    Veto("nothing of the kind asked for stands there", "nothing of the looked-for kind"),
)
