"""How far a ranking can be trusted: SIGNS, and the two fitted scores made of them.

One score is the probability that the best sentence is right; the other asks whether the articles
hold an answer at all. They are kept apart because one regression over both does both badly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.extraction.extraction import Wording
from qa_bot.answering.features.coverage import met_share
from qa_bot.answering.features.passages import passage_cover
from qa_bot.answering.features.words import same_phrase
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import Hit
from qa_bot.answering.weights import read_weights
from qa_bot.language.lexicon.people import PEOPLE
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import stem
from qa_bot.questions.times import absent_times


class Weighed(NamedTuple):
    """A case with its points by clue, their sum, its probability among all weighed, its answer words."""

    case: Case
    points: dict[str, float]
    total: float
    probability: float = 0.0
    wording: Wording | None = None


class Sign(NamedTuple):
    """A named sign of how far the ranking can be trusted.

    `direction` is what a larger measure may do to either score: 1 raises, -1 lowers, 0 is free, and the
    row then says why.
    """

    name: str
    measure: Callable[[Sequence[Weighed]], float]
    direction: Literal[-1, 0, 1]


class Scores(NamedTuple):
    """The probabilities that the best sentence is right, and that the articles hold an answer."""

    right: float
    support: float


def score(weighed: Sequence[Weighed]) -> Scores:
    """Score a ranking, best first, by the fitted weights of the signs."""
    measured = measure(weighed)
    return Scores(*(_score(read_weights(table), measured) for table in ("confidence", "silence")))


def measure(weighed: Sequence[Weighed]) -> dict[str, float]:
    """Measure every sign."""
    return {sign.name: sign.measure(weighed) for sign in SIGNS} | {"always": 1.0}


def logistic(log_odds: float) -> float:
    """Return the probability that has these log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def unmet_terms(case: Case) -> list[int]:
    """Return the numbers of the question's terms that neither the passage nor its title meets."""
    return [at for at, met in enumerate(case.passage.met_with_title) if not met]


@lru_cache(maxsize=1)
def groups() -> frozenset[str]:
    """Return the stems of the groups of people and bodies that a question must not mix up."""
    return frozenset(map(stem, PEOPLE))


def names_absent(case: Case) -> float:
    """Return the share of the question's idf that is names which the passage does not meet."""
    terms, names = case.asked.question.terms, case.asked.question.names
    return sum(case.asked.idf[at] for at in unmet_terms(case) if terms[at] in names) / case.asked.mass


def numbers_absent(case: Case) -> float:
    """Count the question's numbers that the passage does not meet."""
    numbers = case.asked.question.numbers
    return float(sum(case.asked.question.terms[at] in numbers for at in unmet_terms(case)))


def months_absent(case: Case) -> float:
    """Count the months and days of a year asked about that the passage does not meet."""
    terms = case.asked.question.terms
    return float(len(absent_times(case.asked.question.times, (terms[at] for at in unmet_terms(case)))))


def group_absent(case: Case) -> float:
    """Whether a group of people asked about is met by neither the sentence, its neighbours nor the title."""
    views = [view for view in (case.view, case.before, case.after) if view]
    asked = (at for at, term in enumerate(case.asked.question.terms) if term in groups())
    titled = case.passage.title_hits
    return float(any(not titled[at] and not any(view.hits[at] for view in views) for at in asked))


def lacks_required(case: Case) -> bool:
    """Whether the sentence holds no date, number or amount though the answer type requires one."""
    return answer_type(case.asked.question.type).required and not case.things


def lacks_expected(case: Case) -> bool:
    """Whether the sentence holds nothing of an answer type that our recognisers find most of the time."""
    return answer_type(case.asked.question.type).expected and not case.things


def words_covered(case: Case) -> float:
    """Return the share of the question's idf that the sentence, or the title, meets word for word."""
    rated = zip(case.asked.idf, case.view.hits, case.passage.title_hits, strict=True)
    return sum(idf for idf, hit, titled in rated if titled or _is_exact(hit)) / case.asked.mass


def _is_exact(hit: Hit | None) -> bool:
    return hit is not None and hit.level == 1.0


def _score(weights: Mapping[str, float], measured: Mapping[str, float]) -> float:
    return logistic(sum(weight * measured[name] for name, weight in weights.items()))


def _log_odds(weighed: Sequence[Weighed]) -> float:
    probability = min(max(weighed[0].probability, 1e-4), 1 - 1e-4)
    return math.log(probability / (1 - probability))


def _margin(weighed: Sequence[Weighed]) -> float:
    return min(5.0, weighed[0].total - weighed[1].total) if len(weighed) > 1 else 5.0


def _negation_differs(case: Case) -> float:
    return float(any(map(is_negation, case.asked.known)) != any(map(is_negation, case.view.stems)))


def _best(measure: Callable[[Case], float]) -> Callable[[Sequence[Weighed]], float]:
    return lambda weighed: float(measure(weighed[0].case))


SIGNS: tuple[Sign, ...] = (
    Sign("points", lambda weighed: weighed[0].total, 1),
    Sign("log odds among all", _log_odds, 1),
    Sign("margin over the next", _margin, 1),
    Sign("question covered by the passage", _best(passage_cover), 1),
    Sign("names absent from the passage", _best(names_absent), -1),
    Sign("numbers absent from the passage", _best(numbers_absent), -1),
    Sign("nothing of the asked type", _best(lacks_required), -1),
    Sign("group absent", _best(group_absent), -1),
    Sign("nothing of the looked-for kind", _best(lacks_expected), -1),
    Sign("covered word for word by the sentence", _best(words_covered), 1),
    Sign("phrases met", _best(same_phrase), 1),
    Sign("passage score", _best(lambda case: case.passage.score / 10), 1),
    Sign("negation differs", _best(_negation_differs), -1),
    Sign("idf met", _best(lambda case: met_share(case) * case.asked.mass / 10), 1),
    # Free: more sentences are more places that meet the question, and more rivals of the best one.
    Sign("sentences weighed", lambda weighed: math.log(len(weighed)), 0),
)
