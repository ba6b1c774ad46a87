"""Clues of a sentence encoder: how near a sentence is in meaning to what is asked. Silent without one."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence

LEAST_SPREAD = 1e-6


def means_the_same(candidate: Candidate) -> float:
    """Return how far the cosine with the question is above those of all sentences found, in deviations.

    What cosine is high differs from encoder to encoder, and from question to question.
    """
    return _standardised(candidate, [candidate.sentence])


def passage_means_the_same(candidate: Candidate) -> float:
    """Return the same of the nearest sentence of the passage."""
    return _standardised(candidate, candidate.passage.sentences)


def _standardised(candidate: Candidate, sentences: Sequence[MatchedSentence]) -> float:
    """Return how far the greatest cosine of some sentences of the passage is above the usual."""
    cosines, (mean, spread) = candidate.candidates.likeness.of_question, candidate.candidates.likeness.usual
    if not cosines:
        return 0.0
    greatest = max(cosines[candidate.source.id, one.start] for one in sentences)
    return (greatest - mean) / (spread + LEAST_SPREAD)


def nearest_of_all(candidate: Candidate) -> float:
    """Return the greatest cosine of any sentence found with the question."""
    return max(candidate.candidates.likeness.of_question.values(), default=0.0)


def unmet_meant(candidate: Candidate) -> float:
    """Return how near the words that are not met are in meaning: their mean cosine, weighted by idf.

    Only of an encoder whose vector of a text is the sum of its words'.
    """
    near = candidate.candidates.likeness.of_terms.get(candidate.place)
    if not near:
        return 0.0
    rated = zip(candidate.weighted.idf, near, candidate.met_or_titled, strict=True)
    unmet = [(idf, cosine) for idf, cosine, met in rated if not met]
    return sum(idf * cosine for idf, cosine in unmet) / (sum(idf for idf, _ in unmet) or 1.0)
