"""How far a ranking can be trusted: FEATURES of it, and the two fitted scores made of them.

One score is the probability that the best sentence is right, the question being answerable; the other that
the articles hold an answer at all. They are kept apart because one regression over both does both badly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from qa_bot.answer_types import ANSWER_TYPES, AnswerType, find
from qa_bot.answering.extraction.extraction import ExtractedSpan
from qa_bot.answering.features import OF_PLACE
from qa_bot.answering.features.coverage import covered_with_titles, names_unmet
from qa_bot.answering.features.entities import said_as_asked
from qa_bot.answering.features.meaning import nearest_of_all
from qa_bot.answering.features.passages import passage_cover
from qa_bot.answering.features.statements import holds_list, lists
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.weights import logistic, read_fitted, read_weights
from qa_bot.language.entities.resolving import dates_in
from qa_bot.language.lexicon.people import PEOPLE
from qa_bot.language.negation import is_negation
from qa_bot.language.tokens import stems
from qa_bot.named_tuples import NamedTuple
from qa_bot.questions.times import absent_times, is_exact, is_of_another_year

MOST_ODDS, MOST_MARGIN = 9.0, 5.0  # log odds and points: what is surer counts no more


class ScoredCandidate(NamedTuple):
    """A candidate with its points by clue, their sum, its probability among all, and its answer words."""

    candidate: Candidate
    points: dict[str, float]
    total: float
    probability: float = 0.0
    extracted: ExtractedSpan | None = None

    @property
    def wherever(self) -> float:
        """Return the points without those for where the conversation stands."""
        return self.total - sum(self.points.get(name, 0.0) for name in OF_PLACE)


class AnswerabilityFeature(NamedTuple):
    """A named feature of a ranking.

    `direction` is what a larger value may do to either score: 1 raises, -1 lowers, 0 is free, and the
    row then says why. `supports`: it may say that the articles hold an answer, not only which sentence it is.
    """

    name: str
    measure: Callable[[Sequence[ScoredCandidate]], float]
    direction: Literal[-1, 0, 1]
    supports: bool = True


class Scores(NamedTuple):
    """The probabilities that the best sentence is right, and that the articles hold an answer."""

    right: float
    support: float


def score(scored: Sequence[ScoredCandidate], encoder: str = "") -> Scores:
    """Score a ranking, best first, by the weights fitted with a sentence encoder, or with none."""
    measured = measure(scored)
    right, support = trust_weights(encoder)
    return Scores(_score(right, measured), _score(support, measured))


def trust_weights(encoder: str = "") -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return the weights of both scores, those fitted with a sentence encoder where there is one."""
    right = read_fitted("confidence", encoder) if encoder else read_weights("confidence")
    support = read_fitted("silence", encoder) if encoder else read_weights("silence")
    return right | read_weights("conversation_confidence"), support


def each_text_once(scored: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """Return a ranking without the sentences that another article has before, word for word."""
    first: dict[str, str] = {}
    for one in scored:
        first.setdefault(one.candidate.sentence.text, one.candidate.source.id)
    return [one for one in scored if first[one.candidate.sentence.text] == one.candidate.source.id]


def measure(scored: Sequence[ScoredCandidate]) -> dict[str, float]:
    """Return the value of every feature."""
    return {feature.name: feature.measure(scored) for feature in FEATURES} | {"always": 1.0}


def unmet_terms(candidate: Candidate) -> list[int]:
    """Return the numbers of the question's terms that neither the passage nor its title meets.

    What a conversation adds can only speak for a sentence: one that does not meet it lacks nothing.
    """
    return [at for at, is_met in enumerate(_met_or_lent(candidate)) if not is_met]


def _met_or_lent(candidate: Candidate) -> list[bool]:
    """Return, for each term, whether the passage or its title meets it, or the conversation added it."""
    typed = candidate.candidates.typed_terms
    return [met or at not in typed for at, met in enumerate(candidate.passage.met_with_titles)]


def names_absent(candidate: Candidate) -> float:
    """Return the share of the question's idf that is names which the passage does not meet."""
    return names_unmet(candidate, _met_or_lent(candidate)) / candidate.weighted.mass


def numbers_absent(candidate: Candidate) -> float:
    """Count the question's numbers that the passage does not meet, but that of the things to be named."""
    terms, question = candidate.question.terms, candidate.question
    numbers = question.numbers - {str(question.item_count)}
    return float(sum(terms[at] in numbers for at in unmet_terms(candidate)))


def months_absent(candidate: Candidate) -> float:
    """Count the months and days of a year asked about that the passage does not meet.

    The sentence does not where it tells of that month in another year.
    """
    terms, times = candidate.question.terms, candidate.question.times
    absent = absent_times(times, (terms[at] for at in unmet_terms(candidate)))
    if absent or not any(is_exact(one) for one in times):
        return float(len(absent))
    stated = list(dates_in(candidate.sentence.text, candidate.source.date))
    return float(sum(is_of_another_year(one, stated) for one in times))


def group_absent(candidate: Candidate) -> float:
    """Whether a group of people asked about is met by neither the sentence, its neighbours nor the title."""
    asked = [at for at, term in enumerate(candidate.question.terms) if term in stems(PEOPLE)]
    absent = (at for at in asked if not candidate.passage.met_in_title[at])
    return float(any(not any(one.matches[at] for one in candidate.around) for at in absent))


def lacks_required(candidate: Candidate) -> bool:
    """Whether no date, number or amount stands in the sentence or a heading above it though one is required.

    An hour or a length of time will do for a date.
    """
    row = candidate.row
    if not row.required or candidate.entities:
        return False
    alike = [one for one in ANSWER_TYPES.rows if one.is_time] if row.is_time else [row]
    texts = [candidate.sentence.text, candidate.passage.dating]
    return not any(find(one.name, text) for one in alike for text in texts)


def lacks_expected(candidate: Candidate) -> bool:
    """Whether the sentence holds nothing of an answer type that our recognisers find most of the time."""
    return candidate.row.expected and not candidate.entities


def words_nowhere(candidate: Candidate) -> float:
    """Count the words asked about that none of the passages found meets, nor what stands above them."""
    met = [passage.met_with_titles for passage in candidate.candidates.passages]
    return float(sum(not any(one[at] for one in met) for at in candidate.candidates.typed_terms))


def _score(weights: Mapping[str, float], measured: Mapping[str, float]) -> float:
    return logistic(sum(weight * measured[name] for name, weight in weights.items()))


def _log_odds(scored: Sequence[ScoredCandidate]) -> float:
    """Return the log odds of the best sentence among those that do not tell the same elsewhere."""
    best = scored[0].total
    others = sum(math.exp(one.total - best) for one in scored[1:] if not _tells_the_same(scored[0], one))
    return min(MOST_ODDS, -math.log(others)) if others else MOST_ODDS


def _margin(scored: Sequence[ScoredCandidate]) -> float:
    rivals = (one.total for one in scored[1:] if not _tells_the_same(scored[0], one))
    return min(MOST_MARGIN, scored[0].total - next(rivals, -math.inf))


def _tells_the_same(best: ScoredCandidate, other: ScoredCandidate) -> bool:
    """Whether a sentence of another article meets all that the best one does: it speaks for it.

    Where several things are asked for, any sentence that holds one does.
    """
    first, second = best.candidate, other.candidate
    if first.question.wants_list and first.entities and second.entities:
        return True
    if first.source.id == second.source.id or bool(first.entities) != bool(second.entities):
        return False
    rated = zip(first.sentence.matches, second.sentence.matches, strict=True)
    return all(met or not wanted for wanted, met in rated)


def _negation_differs(candidate: Candidate) -> float:
    return float(candidate.weighted.denies != any(map(is_negation, candidate.sentence.stems)))


def _best(measure: Callable[[Candidate], float]) -> Callable[[Sequence[ScoredCandidate]], float]:
    return lambda scored: float(measure(scored[0].candidate))


def tells_list(candidate: Candidate) -> float:
    """Whether several things are asked for, and the sentence tells several or is one of a list announced."""
    return max(holds_list(candidate), lists(candidate))


def _asks(test: Callable[[AnswerType], bool]) -> Callable[[Candidate], float]:
    return lambda candidate: float(test(candidate.row))


def _form(word: str) -> Callable[[Candidate], float]:
    return lambda candidate: float(candidate.question.form.word == word)


def _in_conversation(*, of_one_text: bool) -> Callable[[Candidate], float]:
    return lambda one: float(one.context is not None and one.candidates.of_one_text is of_one_text)


def _same_article(scored: Sequence[ScoredCandidate]) -> float:
    first, second = scored[0], scored[min(1, len(scored) - 1)]
    return float(first.candidate.source.id == second.candidate.source.id)


def _same_list(scored: Sequence[ScoredCandidate]) -> float:
    first, second = scored[0].candidate.sentence, scored[min(1, len(scored) - 1)].candidate.sentence
    return float(first.lead_in != "" and first.lead_in == second.lead_in)


FEATURES: tuple[AnswerabilityFeature, ...] = (
    AnswerabilityFeature("points", lambda scored: scored[0].total, 1),
    AnswerabilityFeature("log odds among all", _log_odds, 1),
    AnswerabilityFeature("margin over the next", _margin, 1),
    AnswerabilityFeature("next of the same article", _same_article, 1),
    AnswerabilityFeature("next of the same list", _same_list, 1),
    AnswerabilityFeature("a list where one is asked for", _best(tells_list), 1),
    AnswerabilityFeature("question covered by the passage", _best(passage_cover), 1),
    AnswerabilityFeature("question covered by the sentence and its headings", _best(covered_with_titles), 1),
    AnswerabilityFeature(
        "words the passage does not meet", _best(lambda candidate: len(unmet_terms(candidate))), -1
    ),
    AnswerabilityFeature("words found nowhere", _best(words_nowhere), -1),
    AnswerabilityFeature("names absent from the passage", _best(names_absent), -1),
    AnswerabilityFeature("numbers absent from the passage", _best(numbers_absent), -1),
    AnswerabilityFeature("nothing of the asked type", _best(lacks_required), -1),
    AnswerabilityFeature("nothing of the looked-for kind", _best(lacks_expected), -1),
    AnswerabilityFeature("group absent", _best(group_absent), -1),
    AnswerabilityFeature("negation differs", _best(_negation_differs), -1),
    AnswerabilityFeature("said as asked", _best(said_as_asked), 1),
    AnswerabilityFeature("nearest in meaning of all", _best(nearest_of_all), 1),
    # Free, and of whether any answers it says nothing: who gives a text knows what it tells of.
    AnswerabilityFeature(
        "asked of a given text", _best(lambda one: one.candidates.is_given), 0, supports=False
    ),
    # Free, and fitted by themselves on conversations: there the points say more of nearness and less of the
    # words, which misleads where the answer may stand in another article.
    AnswerabilityFeature(
        "read in a conversation about one text", _best(_in_conversation(of_one_text=True)), 0, supports=False
    ),
    AnswerabilityFeature(
        "read in a conversation about several", _best(_in_conversation(of_one_text=False)), 0, supports=False
    ),
    # Free, for these describe the question: how much of it there is to be met, and what kind of answer it
    # wants. A single fact is asked for more often than it is told, a statement on a topic nearly always is.
    AnswerabilityFeature("weight of the words asked about", _best(lambda one: one.weighted.mass / 10), 0),
    AnswerabilityFeature("number of words asked about", _best(lambda one: len(one.question.terms)), 0),
    AnswerabilityFeature("asks for one fact", _best(_asks(lambda row: row.is_fact)), 0),
    AnswerabilityFeature("asks for a statement", _best(_asks(lambda row: row.clause)), 0),
    AnswerabilityFeature("asks for yes or no", _best(_form("yes-no")), 0),
    AnswerabilityFeature("asks by key words", _best(_form("terse")), 0),
    AnswerabilityFeature("asks for several things", _best(lambda one: one.question.wants_list), 0),
)
