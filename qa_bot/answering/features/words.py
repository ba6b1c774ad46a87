"""Clues of the words: which words of the question the sentence holds, and how they stand together."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.features.coverage import phrases
from qa_bot.answering.matching.candidates import WINDOW, Candidate
from qa_bot.answering.matching.sentences import TermMatch
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS


def shared_rare_words(candidate: Candidate) -> float:
    """Square the sentence's mass relative to the best of its passage."""
    return (candidate.sentence.mass / candidate.passage.top) ** 2 if candidate.passage.top else 0.0


def same_phrase(candidate: Candidate) -> float:
    """Weigh the question's neighbouring words that are neighbours here too."""
    return phrases(candidate, candidate.sentence.phrases)


def asked_for_noun(candidate: Candidate) -> float:
    """Tell how well the asked-for noun is met."""
    question = candidate.question
    if question.focus not in question.terms:
        return 0.0
    return candidate.sentence.strength(question.terms.index(question.focus))


def names_missing(candidate: Candidate) -> float:
    """Give the idf, in tens, of the question's names that are not met."""
    return _missing(candidate, candidate.question.names) / 10


def words_close_together(candidate: Candidate) -> float:
    """Give the share of the met mass that stands within the best window of twelve words."""
    met = _met(candidate)
    whole = sum(weight for weight, _ in met)
    return (
        max((_within(met, at) for _, match in met for at in match.positions), default=0.0) / whole
        if whole
        else 0.0
    )


def met_at_the_start(candidate: Candidate) -> float:
    """Give the mass (in tens) met among the first four words."""
    return sum(weight for weight, match in _met(candidate) if match.positions[0] < 4) / 10


def shared_function_words(candidate: Candidate) -> float:
    """Count the question's function words that stand here too."""
    return float(sum(word in candidate.sentence.stems for word in candidate.weighted.function_words))


def done_by(candidate: Candidate) -> float:
    """Tell whether a who-question's verb is followed by "by"."""
    question = candidate.question
    if question.form.word != "who" or not question.terms:
        return 0.0
    match, sentence = candidate.sentence.matches[0], candidate.sentence
    return float(
        match is not None and "by" in sentence.stems and _follows(match.positions, sentence.places("by"))
    )


def first_word_met(candidate: Candidate) -> float:
    """Tell how well the question's first content word beside the asked-for noun is met."""
    terms, head = candidate.question.terms, candidate.question.focus
    first = next((at for at, term in enumerate(terms) if term != head), None)
    return candidate.sentence.strength(first) if first is not None else 0.0


def last_word_met(candidate: Candidate) -> float:
    """Tell how well the question's last content word is met."""
    return candidate.sentence.strength(-1) if candidate.sentence.matches else 0.0


def new_words(candidate: Candidate) -> float:
    """Count the words, in tens, that the question does not hold."""
    known = candidate.question.stems
    return sum(stem not in known and stem not in FUNCTION_WORDS for stem in candidate.sentence.stems) / 10


def nothing_new(candidate: Candidate) -> float:
    """Tell that every content word here stands in the question, which is not one of yes or no."""
    return float(candidate.question.form.word != "yes-no" and new_words(candidate) == 0)


def all_met(candidate: Candidate) -> float:
    """Tell that every word of the question that the passage meets is met here."""
    matchable = [
        match for match, met in zip(candidate.sentence.matches, candidate.passage.met, strict=True) if met
    ]
    return float(bool(matchable) and all(matchable))


def length(candidate: Candidate) -> float:
    """Give the sentence's length in hundreds of words."""
    return len(candidate.sentence.tokens) / 100


def best_of_all(candidate: Candidate) -> float:
    """Give the sentence's mass relative to the best of all passages."""
    return candidate.sentence.mass / candidate.candidates.top


def _met(candidate: Candidate) -> list[tuple[float, TermMatch]]:
    rated = zip(candidate.weighted.idf, candidate.passage.rarity, candidate.sentence.matches, strict=True)
    return [(idf * match.strength * rare, match) for idf, rare, match in rated if match]


def _missing(candidate: Candidate, wanted: frozenset[str]) -> float:
    rated = zip(candidate.question.terms, candidate.weighted.idf, candidate.sentence.matches, strict=True)
    return sum(idf for term, idf, match in rated if term in wanted and not match)


def _follows(places: Sequence[int], others: Sequence[int]) -> bool:
    return any(place + 1 in others for place in places)


def _within(met: Sequence[tuple[float, TermMatch]], left: int) -> float:
    return sum(weight for weight, match in met if any(left <= at < left + WINDOW for at in match.positions))
