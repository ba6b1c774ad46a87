"""Clues of the words: which words of the question the sentence holds, and how they stand together."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.features.coverage import phrases
from qa_bot.answering.matching.candidates import WINDOW, Case
from qa_bot.answering.matching.views import Hit
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS


def shared_rare_words(case: Case) -> float:
    """Square the sentence's mass relative to the best of its passage."""
    return (case.view.mass / case.passage.top) ** 2 if case.passage.top else 0.0


def same_phrase(case: Case) -> float:
    """Weigh the question's neighbouring words that are neighbours here too."""
    return phrases(case, case.view.phrases)


def asked_for_noun(case: Case) -> float:
    """Tell how well the asked-for noun is met."""
    question = case.asked.question
    if question.focus not in question.terms:
        return 0.0
    return case.view.level(question.terms.index(question.focus))


def names_missing(case: Case) -> float:
    """Give the idf, in tens, of the question's names that are not met."""
    return _missing(case, case.asked.question.names) / 10


def words_close_together(case: Case) -> float:
    """Give the share of the met mass that stands within the best window of twelve words."""
    met = _met(case)
    whole = sum(weight for weight, _ in met)
    return (
        max((_within(met, at) for _, hit in met for at in hit.positions), default=0.0) / whole
        if whole
        else 0.0
    )


def met_at_the_start(case: Case) -> float:
    """Give the mass (in tens) met among the first four words."""
    return sum(weight for weight, hit in _met(case) if hit.positions[0] < 4) / 10


def shared_function_words(case: Case) -> float:
    """Count the question's function words that stand here too."""
    return float(sum(word in case.view.stems for word in case.asked.function_words))


def done_by(case: Case) -> float:
    """Tell whether a who-question's verb is followed by "by"."""
    question = case.asked.question
    if question.form.word != "who" or not question.terms:
        return 0.0
    hit, view = case.view.hits[0], case.view
    return float(hit is not None and "by" in view.stems and _follows(hit.positions, view.places("by")))


def first_word_met(case: Case) -> float:
    """Tell how well the question's first content word beside the asked-for noun is met."""
    terms, head = case.asked.question.terms, case.asked.question.focus
    first = next((at for at, term in enumerate(terms) if term != head), None)
    return case.view.level(first) if first is not None else 0.0


def last_word_met(case: Case) -> float:
    """Tell how well the question's last content word is met."""
    return case.view.level(-1) if case.view.hits else 0.0


def new_words(case: Case) -> float:
    """Count the words, in tens, that the question does not hold."""
    known = case.asked.known
    return sum(stem not in known and stem not in FUNCTION_WORDS for stem in case.view.stems) / 10


def nothing_new(case: Case) -> float:
    """Tell that every content word here stands in the question, which is not one of yes or no."""
    return float(case.asked.question.form.word != "yes-no" and new_words(case) == 0)


def all_met(case: Case) -> float:
    """Tell that every word of the question that the passage meets is met here."""
    matchable = [hit for hit, met in zip(case.view.hits, case.passage.met, strict=True) if met]
    return float(bool(matchable) and all(matchable))


def length(case: Case) -> float:
    """Give the sentence's length in hundreds of words."""
    return len(case.view.tokens) / 100


def best_of_all(case: Case) -> float:
    """Give the sentence's mass relative to the best of all passages."""
    return case.view.mass / case.pool.top


def _met(case: Case) -> list[tuple[float, Hit]]:
    rated = zip(case.asked.idf, case.passage.rarity, case.view.hits, strict=True)
    return [(idf * hit.level * rare, hit) for idf, rare, hit in rated if hit]


def _missing(case: Case, wanted: frozenset[str]) -> float:
    rated = zip(case.asked.question.terms, case.asked.idf, case.view.hits, strict=True)
    return sum(idf for term, idf, hit in rated if term in wanted and not hit)


def _follows(places: Sequence[int], others: Sequence[int]) -> bool:
    return any(place + 1 in others for place in places)


def _within(met: Sequence[tuple[float, Hit]], left: int) -> float:
    return sum(weight for weight, hit in met if any(left <= at < left + WINDOW for at in hit.positions))
