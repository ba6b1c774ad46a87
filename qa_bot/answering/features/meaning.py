"""Clues of a sentence encoder: how near a sentence is in meaning to what is asked. Silent without one."""

from __future__ import annotations

from qa_bot.answering.matching.candidates import Candidate

LEAST_SPREAD = 1e-6


def means_the_same(candidate: Candidate) -> float:
    """Return how far the cosine with the question is above those of all sentences found, in deviations.

    What cosine is high differs from encoder to encoder, and from question to question.
    """
    cosines = candidate.candidates.likeness.of_question
    if not cosines:
        return 0.0
    mean, spread = candidate.candidates.likeness.usual
    return (cosines[candidate.place] - mean) / (spread + LEAST_SPREAD)


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
