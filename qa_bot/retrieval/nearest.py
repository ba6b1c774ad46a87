"""The passages whose sentences are nearest in meaning to a question, of an index that is not too large."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa_bot.retrieval.index import Index
from qa_bot.retrieval.meanings import Meanings
from qa_bot.values import Passage

MOST_COMPARED = 1 << 21  # numbers, as 32,000 sentences with 64 each have: compared in a millisecond


class Nearest:
    """Finds passages by meaning. Never changes; safe from several threads."""

    def __init__(self, index: Index, meanings: Meanings) -> None:
        """Stand over an index and the vectors of its sentences."""
        self._index, self._meanings = index, meanings

    def passages(self, text: str, k: int, articles: frozenset[str] | None = None) -> list[Passage]:
        """Return the `k` passages (of some `articles`) with the nearest sentences; none of a large index."""
        if self._meanings.size > MOST_COMPARED:
            return []
        places = ((run.segment, run.rows) for run in self._index.sentence_runs())
        nearest = np.full(self._index.passage_count, -1.0, np.float32)
        np.maximum.at(nearest, self._of_passages, self._meanings.cosines(text, (), places)[:, 0])
        if articles is not None:
            nearest[~self._index.marked(articles)] = -1.0
        best = np.argsort(-nearest, kind="stable")[:k]
        return self._index.fetch(best[nearest[best] > 0].tolist())

    @cached_property
    def _of_passages(self) -> NDArray[np.intp]:
        """The passage of each sentence."""
        counts = np.concatenate([run.counts for run in self._index.sentence_runs()])
        return np.repeat(np.arange(len(counts)), counts)
