"""Passages -> their sentences, best first: points per clue, a softmax over all, words for the best few.

A sentence's points are the sum over clues of weight x measure; the softmax turns points into
probabilities. The best few are then held against each other by how clearly their answer words stand out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa_bot.answering.answerability import ScoredCandidate
from qa_bot.answering.extraction.extraction import extract
from qa_bot.answering.extraction.spans import SpanModel
from qa_bot.answering.features import CLUES, Clue
from qa_bot.answering.matching.candidates import Candidate, CandidateSet
from qa_bot.answering.weights import read_points
from qa_bot.documents.corpus import Corpus
from qa_bot.values import DialogueContext, Question, RankedPassage

# Sentences whose answer words are chosen: the right one is among the first three for 96 of 100
# questions given the passage.
SPELLED_OUT = 3
STANDS_OUT = "answer words stand out"


@dataclass(frozen=True)
class Ranker:
    """Weigh the sentences of ranked passages by fitted weights."""

    weights: Mapping[str, float]
    spans: SpanModel

    @classmethod
    def default(cls) -> Ranker:
        """Use the weights that come with the package."""
        return cls(read_points(), SpanModel.default())

    def rank(
        self,
        question: Question,
        passages: Sequence[RankedPassage],
        corpus: Corpus,
        context: DialogueContext | None = None,
    ) -> list[ScoredCandidate]:
        """Weigh the sentences, then hold the best few against each other by their answer words."""
        scored = self.score(question, passages, corpus, context)
        if STANDS_OUT not in self.weights:
            return scored
        worded = [self._scored_with_span(one) for one in scored[:SPELLED_OUT]]
        return _in_order([*worded, *scored[SPELLED_OUT:]])

    def score(
        self,
        question: Question,
        passages: Sequence[RankedPassage],
        corpus: Corpus,
        context: DialogueContext | None = None,
    ) -> list[ScoredCandidate]:
        """Return every sentence of the passages with its points; best first, ties to the earlier one."""
        candidates = CandidateSet(question, passages, corpus, context).candidates()
        clues = [clue for clue in CLUES if clue.name in self.weights and clue.is_about(question.type)]
        points = [self._points(clues, candidate) for candidate in candidates]
        return _in_order(
            map(ScoredCandidate, candidates, points, [sum(by_clue.values()) for by_clue in points])
        )

    def with_span(self, scored: ScoredCandidate) -> ScoredCandidate:
        """Return a sentence with its answer words chosen."""
        return (
            scored if scored.extracted else scored._replace(extracted=extract(scored.candidate, self.spans))
        )

    def _scored_with_span(self, scored: ScoredCandidate) -> ScoredCandidate:
        extracted = extract(scored.candidate, self.spans)
        points = self.weights[STANDS_OUT] * extracted.log_probability
        total = scored.total + points
        return scored._replace(points=scored.points | {STANDS_OUT: points}, total=total, extracted=extracted)

    def _points(self, clues: Sequence[Clue], candidate: Candidate) -> dict[str, float]:
        measured = ((clue.name, clue.measure(candidate)) for clue in clues)
        return {name: self.weights[name] * value for name, value in measured if value}


def softmax(totals: Sequence[float]) -> list[float]:
    """Turn points into probabilities that sum to one."""
    top = max(totals, default=0.0)
    parts = [math.exp(total - top) for total in totals]
    whole = sum(parts)
    return [part / whole for part in parts]


def _in_order(scored: Iterable[ScoredCandidate]) -> list[ScoredCandidate]:
    """Put the best first, ties to the earlier one, each with its probability among all."""
    best_first = sorted(scored, key=lambda one: -one.total)
    shares = softmax([one.total for one in best_first])
    return [one._replace(probability=share) for one, share in zip(best_first, shares, strict=True)]
