"""How far a ranking can be trusted: FEATURES of it, and the two fitted scores made of them.

One score is the probability that the best sentence is right; the other asks whether the articles
hold an answer at all. They are kept apart because one regression over both does both badly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.extraction.extraction import ExtractedSpan
from qa_bot.answering.features.coverage import met_share, names_unmet
from qa_bot.answering.features.passages import passage_cover
from qa_bot.answering.features.words import same_phrase
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import TermMatch
from qa_bot.answering.weights import read_weights
from qa_bot.language.lexicon.people import PEOPLE
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import stems
from qa_bot.questions.times import absent_times


class ScoredCandidate(NamedTuple):
    """A candidate with its points by clue, their sum, its probability among all, and its answer words."""

    candidate: Candidate
    points: dict[str, float]
    total: float
    probability: float = 0.0
    extracted: ExtractedSpan | None = None


class AnswerabilityFeature(NamedTuple):
    """A named feature of a ranking.

    `direction` is what a larger value may do to either score: 1 raises, -1 lowers, 0 is free, and the
    row then says why.
    """

    name: str
    measure: Callable[[Sequence[ScoredCandidate]], float]
    direction: Literal[-1, 0, 1]


class Scores(NamedTuple):
    """The probabilities that the best sentence is right, and that the articles hold an answer."""

    right: float
    support: float


def score(scored: Sequence[ScoredCandidate]) -> Scores:
    """Score a ranking, best first, by the fitted weights of the features."""
    measured = measure(scored)
    return Scores(*(_score(read_weights(table), measured) for table in ("confidence", "silence")))


def measure(scored: Sequence[ScoredCandidate]) -> dict[str, float]:
    """Return the value of every feature."""
    return {feature.name: feature.measure(scored) for feature in FEATURES} | {"always": 1.0}


def logistic(log_odds: float) -> float:
    """Return the probability that has these log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def unmet_terms(candidate: Candidate) -> list[int]:
    """Return the numbers of the question's terms that neither the passage nor its title meets."""
    return [at for at, is_met in enumerate(candidate.passage.met_with_title) if not is_met]


def names_absent(candidate: Candidate) -> float:
    """Return the share of the question's idf that is names which the passage does not meet."""
    return names_unmet(candidate, candidate.passage.met_with_title) / candidate.weighted.mass


def numbers_absent(candidate: Candidate) -> float:
    """Count the question's numbers that the passage does not meet."""
    terms, numbers = candidate.question.terms, candidate.question.numbers
    return float(sum(terms[at] in numbers for at in unmet_terms(candidate)))


def months_absent(candidate: Candidate) -> float:
    """Count the months and days of a year asked about that the passage does not meet."""
    terms, times = candidate.question.terms, candidate.question.times
    return float(len(absent_times(times, (terms[at] for at in unmet_terms(candidate)))))


def group_absent(candidate: Candidate) -> float:
    """Whether a group of people asked about is met by neither the sentence, its neighbours nor the title."""
    asked = [at for at, term in enumerate(candidate.question.terms) if term in stems(PEOPLE)]
    absent = (at for at in asked if not candidate.passage.met_in_title[at])
    return float(any(not any(one.matches[at] for one in candidate.around) for at in absent))


def lacks_required(candidate: Candidate) -> bool:
    """Whether the sentence holds no date, number or amount though the answer type requires one."""
    return answer_type(candidate.question.type).required and not candidate.entities


def lacks_expected(candidate: Candidate) -> bool:
    """Whether the sentence holds nothing of an answer type that our recognisers find most of the time."""
    return answer_type(candidate.question.type).expected and not candidate.entities


def words_covered(candidate: Candidate) -> float:
    """Return the share of the question's idf that the sentence, or the title, meets word for word."""
    rated = zip(
        candidate.weighted.idf, candidate.sentence.matches, candidate.passage.met_in_title, strict=True
    )
    return sum(idf for idf, match, titled in rated if titled or _is_exact(match)) / candidate.weighted.mass


def _is_exact(match: TermMatch | None) -> bool:
    return match is not None and match.strength == 1.0


def _score(weights: Mapping[str, float], measured: Mapping[str, float]) -> float:
    return logistic(sum(weight * measured[name] for name, weight in weights.items()))


def _log_odds(scored: Sequence[ScoredCandidate]) -> float:
    probability = min(max(scored[0].probability, 1e-4), 1 - 1e-4)
    return math.log(probability / (1 - probability))


def _margin(scored: Sequence[ScoredCandidate]) -> float:
    return min(5.0, scored[0].total - scored[1].total) if len(scored) > 1 else 5.0


def _negation_differs(candidate: Candidate) -> float:
    asked, said = candidate.question.stems, candidate.sentence.stems
    return float(any(map(is_negation, asked)) != any(map(is_negation, said)))


def _best(measure: Callable[[Candidate], float]) -> Callable[[Sequence[ScoredCandidate]], float]:
    return lambda scored: float(measure(scored[0].candidate))


FEATURES: tuple[AnswerabilityFeature, ...] = (
    AnswerabilityFeature("points", lambda scored: scored[0].total, 1),
    AnswerabilityFeature("log odds among all", _log_odds, 1),
    AnswerabilityFeature("margin over the next", _margin, 1),
    AnswerabilityFeature("question covered by the passage", _best(passage_cover), 1),
    AnswerabilityFeature("names absent from the passage", _best(names_absent), -1),
    AnswerabilityFeature("numbers absent from the passage", _best(numbers_absent), -1),
    AnswerabilityFeature("nothing of the asked type", _best(lacks_required), -1),
    AnswerabilityFeature("group absent", _best(group_absent), -1),
    AnswerabilityFeature("nothing of the looked-for kind", _best(lacks_expected), -1),
    AnswerabilityFeature("covered word for word by the sentence", _best(words_covered), 1),
    AnswerabilityFeature("phrases met", _best(same_phrase), 1),
    AnswerabilityFeature("passage score", _best(lambda candidate: candidate.passage.score / 10), 1),
    AnswerabilityFeature("negation differs", _best(_negation_differs), -1),
    AnswerabilityFeature(
        "idf met", _best(lambda candidate: met_share(candidate) * candidate.weighted.mass / 10), 1
    ),
    # Free: more sentences are more places that meet the question, and more rivals of the best one.
    AnswerabilityFeature("sentences weighed", lambda scored: math.log(len(scored)), 0),
)
