"""Passages -> their sentences, best first: points per clue, a softmax over all, words for the best few.

A sentence's points are the sum over clues of weight x measure; the softmax turns points into
probabilities. The best few are then held against each other by how clearly their answer words stand out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa_bot.answering.answerability import Weighed
from qa_bot.answering.extraction.extraction import word
from qa_bot.answering.extraction.spans import SpanModel
from qa_bot.answering.features import CLUES, Clue
from qa_bot.answering.matching.candidates import Case, Pool
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
    ) -> list[Weighed]:
        """Weigh the sentences, then hold the best few against each other by their answer words."""
        weighed = self.weigh(question, passages, corpus, context)
        if STANDS_OUT not in self.weights:
            return weighed
        worded = [self._judged_by_words(one) for one in weighed[:SPELLED_OUT]]
        return _in_order([*worded, *weighed[SPELLED_OUT:]])

    def weigh(
        self,
        question: Question,
        passages: Sequence[RankedPassage],
        corpus: Corpus,
        context: DialogueContext | None = None,
    ) -> list[Weighed]:
        """Return every sentence of the passages with its points; best first, ties to the earlier one."""
        cases = Pool(question, passages, corpus, context).cases()
        clues = [clue for clue in CLUES if clue.name in self.weights and clue.is_about(question.type)]
        points = [self._points(clues, case) for case in cases]
        return _in_order(map(Weighed, cases, points, [sum(by_clue.values()) for by_clue in points]))

    def with_words(self, weighed: Weighed) -> Weighed:
        """Return a sentence with its answer words chosen."""
        return weighed if weighed.wording else weighed._replace(wording=word(weighed.case, self.spans))

    def _judged_by_words(self, weighed: Weighed) -> Weighed:
        wording = word(weighed.case, self.spans)
        points = self.weights[STANDS_OUT] * wording.log_probability
        total = weighed.total + points
        return weighed._replace(points=weighed.points | {STANDS_OUT: points}, total=total, wording=wording)

    def _points(self, clues: Sequence[Clue], case: Case) -> dict[str, float]:
        measured = ((clue.name, clue.measure(case)) for clue in clues)
        return {name: self.weights[name] * value for name, value in measured if value}


def softmax(totals: Sequence[float]) -> list[float]:
    """Turn points into probabilities that sum to one."""
    top = max(totals, default=0.0)
    parts = [math.exp(total - top) for total in totals]
    whole = sum(parts)
    return [part / whole for part in parts]


def _in_order(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Put the best first, ties to the earlier one, each with its probability among all."""
    best_first = sorted(weighed, key=lambda one: -one.total)
    shares = softmax([one.total for one in best_first])
    return [one._replace(probability=share) for one, share in zip(best_first, shares, strict=True)]
