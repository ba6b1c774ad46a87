"""Clues of the words: which words of the question the sentence holds, and how they stand together."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answer_types import find
from qa_bot.answering.features.coverage import names_unmet, phrases
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import TermMatch

WINDOW = 12  # tokens in which words "stand close together"
START = 4  # tokens that are the start of a sentence


def shared_rare_words(candidate: Candidate) -> float:
    """Return the square of the sentence's mass relative to the best of its passage."""
    top = candidate.passage.top
    return (candidate.sentence.mass / top) ** 2 if top else 0.0


def same_phrase(candidate: Candidate) -> float:
    """Return the weight of the question's neighbouring words that are neighbours here too."""
    return phrases(candidate, candidate.sentence.phrases)


def asked_for_noun(candidate: Candidate) -> float:
    """Return how well the asked-for noun is met."""
    question = candidate.question
    if question.focus not in question.terms:
        return 0.0
    return candidate.sentence.strength(question.terms.index(question.focus))


def names_missing(candidate: Candidate) -> float:
    """Return the idf, in tens, of the question's names that are not met."""
    return names_unmet(candidate, candidate.sentence.matches) / 10


def words_close_together(candidate: Candidate) -> float:
    """Return the share of the met mass that stands within the best window of twelve words."""
    met = _met(candidate)
    whole = sum(mass for mass, _ in met)
    places = [at for _, match in met for at in match.positions]
    if not whole or max(places) < min(places) + WINDOW:
        return float(whole > 0)
    return max(_mass_from(met, at) for at in places) / whole


def met_at_the_start(candidate: Candidate) -> float:
    """Return the mass (in tens) met among the first four words."""
    return sum(mass for mass, match in _met(candidate) if match.positions[0] < START) / 10


def shared_function_words(candidate: Candidate) -> float:
    """Count the question's function words that stand here too."""
    return float(len(candidate.weighted.function_words & candidate.sentence.stems))


def done_by(candidate: Candidate) -> float:
    """Whether a who-question's verb is followed by "by"."""
    verb, by = next(iter(candidate.sentence.matches), None), candidate.sentence.positions("by")
    return float(verb is not None and any(at + 1 in by for at in verb.positions))


def first_word_met(candidate: Candidate) -> float:
    """Return how well the question's first content word beside the asked-for noun is met."""
    terms, focus = candidate.question.terms, candidate.question.focus
    first = next((at for at, term in enumerate(terms) if term != focus), None)
    return candidate.sentence.strength(first) if first is not None else 0.0


def last_word_met(candidate: Candidate) -> float:
    """Return how well the question's last content word is met."""
    return candidate.sentence.strength(-1) if candidate.sentence.matches else 0.0


def new_words(candidate: Candidate) -> float:
    """Count the words, in tens, that the question does not hold."""
    return len(candidate.sentence.stems - candidate.weighted.known) / 10


def nothing_new(candidate: Candidate) -> float:
    """Whether every content word here stands in the question, and nothing it asks for stands elsewhere.

    Yes and no need no new word; who said it, and when it was, may be told before the sentence or above it.
    """
    is_new = not candidate.sentence.stems <= candidate.weighted.known
    if is_new or candidate.question.form.word == "yes-no" or candidate.speech_match:
        return 0.0
    row = candidate.row
    return float(not (row.is_time and bool(find(row.name, candidate.passage.dating))))


def all_met(candidate: Candidate) -> float:
    """Whether every word of the question that the passage meets is met here."""
    rated = zip(candidate.sentence.matches, candidate.passage.met, strict=True)
    matchable = [match for match, is_met in rated if is_met]
    return float(bool(matchable) and all(matchable))


def length(candidate: Candidate) -> float:
    """Return the sentence's length in hundreds of words."""
    return len(candidate.sentence.tokens) / 100


def best_of_all(candidate: Candidate) -> float:
    """Return the sentence's mass relative to the best of all passages."""
    return candidate.sentence.mass / candidate.candidates.top


def _met(candidate: Candidate) -> list[tuple[float, TermMatch]]:
    """Return the terms met here, each with its mass."""
    matches, rarity = candidate.sentence.matches, candidate.passage.rarity
    rated = zip(candidate.weighted.idf, rarity, matches, strict=True)
    return [(idf * match.strength * rare, match) for idf, rare, match in rated if match]


def _mass_from(met: Sequence[tuple[float, TermMatch]], left: int) -> float:
    window = range(left, left + WINDOW)
    return sum(mass for mass, match in met if any(at in window for at in match.positions))
