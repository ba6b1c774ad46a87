"""What clues of several kinds look at."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence


def phrases(candidate: Candidate, met: Sequence[bool]) -> float:
    """Weigh the neighbouring pairs of the question's words that are `met`, against all its words."""
    rated = zip(candidate.weighted.pairs, met, strict=True)
    return sum(weight for (_, _, weight), ok in rated if ok) / candidate.weighted.mass


def first_stem(sentence: MatchedSentence) -> str:
    """Give the stem of the first word."""
    return next((token.stem for token in sentence.tokens if token.stem), "")


def met_share(candidate: Candidate) -> float:
    """Give the share of the question's idf that the sentence meets, each word by its level."""
    rated = zip(candidate.weighted.idf, candidate.sentence.matches, strict=True)
    return sum(idf * match.strength for idf, match in rated if match) / candidate.weighted.mass
