"""A question -> the passages that may hold its answer, by TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from qa_bot.documents.titles import titles
from qa_bot.language.entities.abbreviations import stand_ins
from qa_bot.language.tokens import terms
from qa_bot.retrieval.index import NO_ID, Index
from qa_bot.retrieval.weighting import term_weights
from qa_bot.values import Passage, Question, RankedPassage, Within


class Retriever:
    """Turns a question into weighted terms and asks an index for the best passages."""

    def __init__(self, index: Index) -> None:
        """Rank the passages of `index`."""
        self._index = index

    def rank(
        self,
        question: Question,
        k: int = 8,
        within: Within | None = None,
        articles: frozenset[str] | None = None,
    ) -> list[RankedPassage]:
        """Return the `k` best passages, best first, ties by their order in the articles.

        Without `within` only passages that hold a term of the question, of all articles or of those whose
        ids are given; with it every passage there is, down to score 0.
        """
        if within is not None:
            return self.rank_given(question, self._index.passages_within(within))[:k]
        found = self._index.search(self._weights(question), k, articles)
        passages = self._index.fetch(number for number, _ in found)
        return [RankedPassage(passage, score) for passage, (_, score) in zip(passages, found, strict=True)]

    def rank_around(self, question: Question, within: Within, count: int) -> list[RankedPassage]:
        """Return the passages around a stretch, `count` on each side, best first, down to score 0."""
        return self.rank_given(question, self._index.passages_around(within, count))

    def rank_given(self, question: Question, passages: list[Passage]) -> list[RankedPassage]:
        """Return some passages, best first, down to score 0."""
        scores = score_all(self._index, passages, self._weights(question))
        ranked = map(RankedPassage, passages, scores)
        return sorted(ranked, key=lambda one: (-one.score, one.passage.start))

    def _weights(self, question: Question) -> dict[str, float]:
        terms = question.terms or [token.stem for token in question.tokens if token.stem]
        shares = dict.fromkeys(terms, 1.0) | dict(question.context_terms)
        short_forms = stand_ins(question.expansions)
        for term in terms:
            for other, share in short_forms.get(term, {}).items():
                shares.setdefault(other, share / 2)
        held = {term: share for term, share in shares.items() if self._index.holds(term)}
        return {term: share * self._index.idf(term) for term, share in held.items()}


def score_all(index: Index, passages: Sequence[Passage], weights: Mapping[str, float]) -> list[float]:
    """Score passages at hand, whole or clipped, as `Index.search` scores its own."""
    own = [passage.id for passage in passages if passage.id != NO_ID]
    known = dict(zip(own, index.scores(weights, own), strict=True))
    return [
        known[passage.id] if passage.id in known else _score(index, passage, weights) for passage in passages
    ]


def _score(index: Index, passage: Passage, weights: Mapping[str, float]) -> float:
    start = passage.start
    pieces = [passage.text[first - start : last - start] for first, last in passage.sentences]
    above = index.setting(passage.source.id, passage.start).headings
    pieces.append(titles(passage.source.title, passage.source.date, above))
    held_terms = [term for piece in pieces for term in terms(piece)]
    counts = Counter(held_terms)
    held = sorted(weights.keys() & counts.keys())
    tf = np.array([counts[term] for term in held], np.int64)
    parts = term_weights(tf, np.full(len(tf), len(held_terms))).tolist()
    score = 0.0
    for term, part in zip(held, parts, strict=True):
        score += part * weights[term]
    return score
