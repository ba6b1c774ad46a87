"""Clues of a sentence encoder: how near a sentence is in meaning to what is asked. Silent without one."""

from __future__ import annotations

from qa_bot.answering.features.coverage import covered_with_titles
from qa_bot.answering.matching.candidates import Candidate

# Share of what a cosine says that is said already where all words asked about are met. From 0.5 to 0.8 right
# sentences come first equally often on the sets that points are fitted on, with 0 and 1 less often.
SAID_BY_WORDS = 0.75
# Greatest cosine of a sentence where the articles hold an answer: the mean for questions in words of the
# text, with wordllama (with all-MiniLM-L6-v2 0.64). Who gives a text knows what it tells of: there it is
# taken for granted. Measured in the text itself it held back up to four right answers of a hundred.
HELD = 0.67


def means_the_same(candidate: Candidate) -> float:
    """Return how far the cosine with the question is above those of all sentences found, in deviations.

    What cosine is high differs from encoder to encoder, and from question to question. It counts for less the
    more of the words asked about the sentence meets, for these say the same.
    """
    above = candidate.candidates.likeness.above_usual.get(candidate.place, 0.0)
    return above * (1 - SAID_BY_WORDS * covered_with_titles(candidate)) if above else 0.0


def passage_means_the_same(candidate: Candidate) -> float:
    """Return how far the nearest sentence of the passage is above the usual, whatever it meets."""
    place = candidate.source.id, candidate.passage.passage.start
    return candidate.candidates.likeness.of_passages.get(place, 0.0)


def nearest_of_all(candidate: Candidate) -> float:
    """Return the greatest cosine of any sentence found with the question; of a given text it says nothing."""
    cosines = candidate.candidates.likeness.of_question
    return HELD if cosines and candidate.candidates.is_given else max(cosines.values(), default=0.0)


def unmet_meant(candidate: Candidate) -> float:
    """Return how near the words that are not met are in meaning: their mean cosine, weighted by idf.

    Only of an encoder whose vector of a text is the sum of its words'.
    """
    near = candidate.candidates.likeness.with_terms.get(candidate.place, ())[1:]
    if not near:
        return 0.0
    rated = zip(candidate.weighted.idf, near, candidate.met_or_titled, strict=True)
    unmet = [(idf, cosine) for idf, cosine, met in rated if not met]
    return sum(idf * cosine for idf, cosine in unmet) / (sum(idf for idf, _ in unmet) or 1.0)
