"""What a client keeps of an index in an engine: the vocabulary with its counts, and the articles' faces.

Ordinary arrays, fetched once for a generation, checked by their hashes and kept in the folder of indexes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import require_own
from qa_bot.retrieval import storage
from qa_bot.retrieval.engine.bodies import empty_tables
from qa_bot.retrieval.engine.rows import Unsound
from qa_bot.retrieval.faces import ARTICLES, Data, faces_in, lines_of
from qa_bot.retrieval.generation import checksum
from qa_bot.retrieval.tables import SHAPES, U32, Segment, Tables

SMALL = (
    "article_passages term_letters term_offsets starts sentence_frequency word_letters word_offsets "
    "word_uses source_letters source_offsets source_numbers"
).split()
# Of each article the bytes of its body and their checksum; of each shard in how many passages a term stands.
OURS = {"article_sizes": ("<u4", 0), "article_sums": ("<u4", 0), "shard_postings": ("<u4", 0)}
_FORMS = {name: SHAPES[name] for name in SMALL} | OURS
MEMBERS = (*_FORMS, ARTICLES)
Fetch = Callable[[int, int], bytes]


class Kept(NamedTuple):
    """The small arrays of an index, the articles' faces, and what only an engine's client needs."""

    segment: Segment
    article_sizes: U32
    article_sums: U32
    shard_postings: U32


def members_of(
    segment: Segment, article_sizes: U32, article_sums: U32, shard_postings: U32
) -> dict[str, bytes]:
    """Return the bytes of all that a client keeps."""
    ours = {
        "article_sizes": article_sizes,
        "article_sums": article_sums,
        "shard_postings": shard_postings.ravel(),
    }
    arrays = {name: getattr(segment.tables, name) for name in SMALL} | ours
    stored = {name: np.ascontiguousarray(array, _FORMS[name][0]).tobytes() for name, array in arrays.items()}
    return stored | {ARTICLES: lines_of(segment.sources, [""] * len(segment.sources))}


def told(members: Mapping[str, bytes]) -> list[list[Any]]:
    """Return what vouches for members: the name, the size and the hash of each."""
    return [[name, len(members[name]), checksum([members[name]])] for name in MEMBERS]


def kept(rows: list[list[Any]], shards: int, fetch: Fetch, place: Path | None) -> Kept:
    """Return what a client keeps, from its folder, else fetched (by number and size) and put there."""
    if place is not None:
        with suppress(OSError, Unsound):
            require_own(place)
            stored = {name: _checked(storage.read(place / name), seal) for name, _, seal in rows}
            return _opened(stored, shards)
    members = {name: _checked(fetch(number, size), seal) for number, (name, size, seal) in enumerate(rows)}
    if place is not None:
        with suppress(OSError):
            _keep(members, place)
    return _opened(members, shards)


def _checked(data: Data, seal: str) -> Data:
    if checksum([data]) != seal:
        raise Unsound("what it holds for clients has other contents")
    return data


def _keep(members: Mapping[str, Data], place: Path) -> None:
    """Write members into a folder, all or nothing, and remove those of other generations."""
    draft = place.with_name(f"{place.name}.{storage.unique()}.new")
    storage.make_folder(draft)
    try:
        for name, data in members.items():
            storage.write(draft / name, [memoryview(data)])
        os.rename(draft, place)
    except OSError:
        storage.remove(draft)
        raise
    for name in storage.names(place.parent):
        if name != place.name:
            with suppress(OSError):
                storage.remove(place.parent / name)


def _opened(members: Mapping[str, Data], shards: int) -> Kept:
    arrays = {name: _array(members[name], *form) for name, form in _FORMS.items()}
    ours = [arrays.pop(name) for name in OURS]
    tables = empty_tables(**arrays)
    sources = faces_in(members[ARTICLES])
    _check(tables, len(sources), shards, *ours)
    return Kept(Segment(tables, sources), ours[0], ours[1], ours[2].reshape(shards, -1))


def _array(data: Data, dtype: str, columns: int) -> NDArray[Any]:
    row = np.dtype(dtype).itemsize * max(columns, 1)
    if len(data) % row:
        raise Unsound("what it holds for clients has half a row")
    flat = np.frombuffer(data, dtype, len(data) // row * max(columns, 1))
    return flat.reshape(-1, columns) if columns else flat


def _check(
    tables: Tables, articles: int, shards: int, article_sizes: U32, article_sums: U32, shard_postings: U32
) -> None:
    terms, words = len(tables.sentence_frequency), len(tables.word_uses)
    right = (
        len(tables.article_passages) == articles + 1,
        len(tables.source_offsets) == articles + 1,
        len(tables.source_numbers) == len(article_sizes) == len(article_sums) == articles,
        len(tables.starts) == len(tables.term_offsets) == terms + 1,
        len(tables.word_offsets) == words + 1,
        len(shard_postings) == shards * terms,
        articles > 0,
    )
    if not all(right):
        raise Unsound("what it holds for clients does not fit together")
