"""The score of one passage that is at hand, by the same formula as the postings'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from qa_bot.index.reading import NO_ID, Index
from qa_bot.index.weighting import term_weights
from qa_bot.text import heading, terms
from qa_bot.values import Passage


def score_all(index: Index, passages: Sequence[Passage], weights: Mapping[int, float]) -> list[float]:
    """Score passages at hand, whole or clipped, as `Index.search` scores its own."""
    own = [passage.id for passage in passages if passage.id != NO_ID]
    known = dict(zip(own, index.scores(list(weights), list(weights.values()), own), strict=True))
    return [
        known[passage.id] if passage.id in known else _score(index, passage, weights) for passage in passages
    ]


def _score(index: Index, passage: Passage, weights: Mapping[int, float]) -> float:
    start = passage.start
    pieces = [passage.text[first - start : last - start] for first, last in passage.sentences]
    pieces.append(heading(passage.source.title, passage.source.date))
    held_terms = [term for piece in pieces for term in terms(piece)]
    counts = {index.term_id(term): tf for term, tf in Counter(held_terms).items()}
    held = [number for number in sorted(weights) if number in counts]
    tf = np.array([counts[number] for number in held], np.int64)
    parts = term_weights(tf, np.full(len(tf), len(held_terms))).tolist()
    score = 0.0
    for number, part in zip(held, parts, strict=True):
        score += part * weights[number]
    return score
