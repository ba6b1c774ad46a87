"""The k best passages of weighted terms: exact, with ties by passage id."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import IndexDamaged
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.tables import F32, F64, U32, Tables

BLOCK = 512  # passages looked at by their best score only, as long as none of them can be among the best
TINY = np.float32(1e-30)  # below any score: no passage without a term is a candidate
ROUNDING = 1e-5  # of the sum: more than adding up in float32 can lose
Weighted = Sequence[tuple[int, float]]  # terms by their numbers, ascending, and what each weighs


class _List(NamedTuple):
    ids: U32
    weights: F32
    factor: float


def best(
    tables: Tables,
    terms: Weighted,
    k: int,
    among: NDArray[np.bool_] | None = None,
    removed: Sequence[slice] = (),
) -> list[tuple[int, float]]:
    """Return (passage number, score) of the k best; a score is the float64 sum in ascending term order.

    Scores are added up roughly in float32, and only passages that can be among the k best are scored exactly.
    A passage that holds none of the terms is never given, nor one that is `removed`, or not `among` those
    marked.
    """
    passages = len(tables.passages)
    lists = [_list(tables, *one) for one in terms]
    if k <= 0 or not lists:
        return []
    rough = np.zeros(passages, np.float32)
    for entry in lists:
        np.add.at(rough, entry.ids, entry.weights * np.float32(entry.factor))
    if among is not None:
        rough *= among
    for gone in removed:
        rough[gone] = 0.0
    slack = ROUNDING * sum(float(entry.weights.max(initial=0.0)) * entry.factor for entry in lists)
    candidates = _candidates(rough, k, np.float32(slack))
    scores = _exact(lists, candidates)
    order = np.lexsort((candidates, -scores))[:k]
    return [(int(candidates[place]), float(scores[place])) for place in order]


def scores_of(tables: Tables, terms: Weighted, ids: Sequence[int]) -> list[float]:
    """Return the exact score of each passage of `ids`, 0.0 where it holds none of the terms."""
    lists = [_list(tables, *one) for one in terms]
    scores: list[float] = _exact(lists, np.array(ids, np.uint32)).tolist()
    return scores


def posting_ids(tables: Tables, term: int) -> U32:
    """Return the ids of the passages that hold a term, ascending."""
    return _list(tables, term, 1.0).ids


def _list(tables: Tables, term: int, factor: float) -> _List:
    first, last = int(tables.starts[term]), int(tables.starts[term + 1])
    ids = tables.ids[first:last]
    if first > last or last > len(tables.ids) or int(ids.max(initial=0)) >= len(tables.passages):
        raise IndexDamaged(f"the saved index is damaged: the passages of word {term} are not there")
    return _List(ids, tables.weights[first:last], factor)


def _candidates(rough: F32, k: int, slack: np.float32) -> U32:
    """Return the ids of all passages that can be among the k best, ascending."""
    blocks = len(rough) // BLOCK
    if blocks <= k:
        return np.flatnonzero(rough).astype(np.uint32)
    whole = rough[: blocks * BLOCK].reshape(blocks, BLOCK)
    tops = whole.max(axis=1)
    least = max(np.partition(tops, blocks - k)[blocks - k] - slack, TINY)
    chosen = np.flatnonzero(tops >= least)
    rows, places = np.nonzero(whole[chosen] >= least)
    tail = np.flatnonzero(rough[blocks * BLOCK :] >= least) + blocks * BLOCK
    return np.concatenate([chosen[rows] * BLOCK + places, tail]).astype(np.uint32)


def _exact(lists: Sequence[_List], candidates: U32) -> F64:
    scores = np.zeros(len(candidates), np.float64)
    for entry in lists:
        places: NDArray[np.intp] = entry.ids.searchsorted(candidates)
        inside = places < len(entry.ids)
        inside[inside] = entry.ids[places[inside]] == candidates[inside]
        scores[inside] += entry.weights[places[inside]].astype(np.float64) * entry.factor
    return scores
