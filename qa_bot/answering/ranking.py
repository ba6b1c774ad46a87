"""Passages -> their sentences, best first, by points per clue; answer words for the best few.

A sentence's points are the sum over clues of weight x measure; the softmax turns points into
probabilities. The best few are then compared by how clearly their answer words stand out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from qa_bot.answering.answerability import ScoredCandidate
from qa_bot.answering.extraction.extraction import extract
from qa_bot.answering.extraction.spans import SpanModel
from qa_bot.answering.features import CLUES
from qa_bot.answering.matching.candidates import Candidate, CandidateSet
from qa_bot.answering.weights import read_points, read_weights
from qa_bot.documents.corpus import Corpus
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Query, Question, RankedPassage

# Sentences whose answer words are chosen: the right one is among the first three for 96 of 100
# questions given the passage.
SPELLED_OUT = 3
STANDS_OUT = "answer words stand out"


class Ranker(NamedTuple):
    """Scores the sentences of ranked passages by fitted weights; `shifts` are added in a conversation."""

    weights: Mapping[str, float]
    spans: SpanModel
    shifts: Mapping[str, float] = MappingProxyType({})

    @classmethod
    def default(cls, encoder: str = "") -> Ranker:
        """Use the weights that come with the package for a sentence encoder, or for none."""
        return cls(read_points(encoder), SpanModel.default(), read_weights("conversation_shifts"))

    def rank(
        self,
        question: Question,
        passages: Sequence[RankedPassage],
        corpus: Corpus,
        query: Query | None = None,
    ) -> list[ScoredCandidate]:
        """Return the scored sentences, best first, the best few scored by their answer words too."""
        scored = _in_order(self._scored(CandidateSet(question, passages, corpus, query)))
        if STANDS_OUT in self.weights:
            best = [self._scored_with_span(one) for one in scored[:SPELLED_OUT]]
            scored = _in_order([*best, *scored[SPELLED_OUT:]])
        return _with_shares(scored)

    def score(
        self,
        question: Question,
        passages: Sequence[RankedPassage],
        corpus: Corpus,
        query: Query | None = None,
    ) -> list[ScoredCandidate]:
        """Return every sentence of the passages with its points; best first, ties to the earlier one."""
        return _with_shares(_in_order(self._scored(CandidateSet(question, passages, corpus, query))))

    def _scored(self, asked: CandidateSet) -> Iterator[ScoredCandidate]:
        candidates = asked.candidates()
        points: list[dict[str, float]] = [{} for _ in candidates]
        for name, weight, measure in self._clues(asked):
            for candidate, own in zip(candidates, points, strict=True):
                if value := measure(candidate):
                    own[name] = weight * value
        scored = zip(candidates, points, strict=True)
        return (ScoredCandidate(one, own, sum(own.values())) for one, own in scored)

    def _clues(self, asked: CandidateSet) -> list[tuple[str, float, Callable[[Candidate], float]]]:
        """Return the clues that apply to what is asked: name, weight, measure."""
        shifts = self.shifts if asked.context else {}
        return [
            (clue.name, self.weights[clue.name] + shifts.get(clue.name, 0.0), clue.measure)
            for clue in CLUES
            if clue.name in self.weights and clue.applies(asked)
        ]

    def with_span(self, scored: ScoredCandidate) -> ScoredCandidate:
        """Return a sentence with its answer words."""
        return scored._replace(extracted=scored.extracted or extract(scored.candidate, self.spans))

    def _scored_with_span(self, scored: ScoredCandidate) -> ScoredCandidate:
        extracted = extract(scored.candidate, self.spans)
        points = self.weights[STANDS_OUT] * extracted.log_probability
        by_clue = scored.points | {STANDS_OUT: points}
        return scored._replace(points=by_clue, total=scored.total + points, extracted=extracted)


def softmax(totals: Sequence[float]) -> list[float]:
    """Return the probabilities, which sum to one, of some points."""
    top = max(totals, default=0.0)
    parts = [math.exp(total - top) for total in totals]
    whole = sum(parts)
    return [part / whole for part in parts]


def _in_order(scored: Iterable[ScoredCandidate]) -> list[ScoredCandidate]:
    """Return the best first, ties to the earlier one."""
    return sorted(scored, key=lambda one: -one.total)


def _with_shares(scored: Sequence[ScoredCandidate]) -> list[ScoredCandidate]:
    """Return each candidate with its probability among all."""
    shares = softmax([one.total for one in scored])
    return [one._replace(probability=share) for one, share in zip(scored, shares, strict=True)]
