"""Measures that clues of several families share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence


def phrases(candidate: Candidate, met: Sequence[bool]) -> float:
    """Return the idf of the question's neighbouring words that are `met`, relative to all its idf."""
    rated = zip(candidate.weighted.pairs, met, strict=True)
    return sum(idf for (_, _, idf), is_met in rated if is_met) / candidate.weighted.mass


def names_unmet(candidate: Candidate, met: Sequence[object]) -> float:
    """Return the idf of the question's names that are not `met`, which is aligned with its terms."""
    question = candidate.question
    rated = zip(question.terms, candidate.weighted.idf, met, strict=True)
    return sum(idf for term, idf, is_met in rated if term in question.names and not is_met)


def first_stem(sentence: MatchedSentence) -> str:
    """Return the stem of the first word."""
    return next((token.stem for token in sentence.tokens if token.stem), "")


def met_share(candidate: Candidate) -> float:
    """Return the share of the question's idf that the sentence meets, each term by its strength."""
    rated = zip(candidate.weighted.idf, candidate.sentence.matches, strict=True)
    return sum(idf * match.strength for idf, match in rated if match) / candidate.weighted.mass


def idf_share(candidate: Candidate, met: Iterable[object]) -> float:
    """Return the share of the question's idf that is `met`, which is aligned with its terms."""
    rated = zip(candidate.weighted.idf, met, strict=True)
    return sum(idf for idf, is_met in rated if is_met) / candidate.weighted.mass


def covered_with_titles(candidate: Candidate) -> float:
    """Return the share of the question's idf that the sentence meets, or what stands above it."""
    return idf_share(candidate, candidate.met_or_titled)
