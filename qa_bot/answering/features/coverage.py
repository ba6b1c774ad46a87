"""What clues of several kinds look at."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import SentenceView


def phrases(case: Case, met: Sequence[bool]) -> float:
    """Weigh the neighbouring pairs of the question's words that are `met`, against all its words."""
    rated = zip(case.asked.pairs, met, strict=True)
    return sum(weight for (_, _, weight), ok in rated if ok) / case.asked.mass


def first_stem(view: SentenceView) -> str:
    """Give the stem of the first word."""
    return next((token.stem for token in view.tokens if token.stem), "")


def met_share(case: Case) -> float:
    """Give the share of the question's idf that the sentence meets, each word by its level."""
    rated = zip(case.asked.idf, case.view.hits, strict=True)
    return sum(idf * hit.level for idf, hit in rated if hit) / case.asked.mass
