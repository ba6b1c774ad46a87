"""Batches as bytes: how a process that counts is told what to read, and hands over what it counted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.files import FileStamp
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.tables import I8, U64, Part, Postings, Strings, starts
from qa_bot.values import Source

_LENGTH = 8  # bytes of the number that says how long the head is
_STRINGS = ("texts", "unread", "terms", "words")
_LEFT = ("sources", "postings", *_STRINGS)
_COLUMNS = tuple(f"posting {name}" for name in Postings._fields)
_ROWS = "rows"
_ARRAYS = tuple(name for name in Part._fields if name not in _LEFT)


class FileRead(NamedTuple):
    """What came of a file: the digest of its articles, "" if it holds none, and a note on it, or "".

    `is_settled`: the same bytes would be read so again. `content` is their hash; where that was known, they
    were not looked at, and nothing else is told.
    """

    stamp: FileStamp
    digest: str
    note: str
    is_settled: bool
    content: int = 0


class Known(NamedTuple):
    """What was read of a file before: the digest of its articles, and the hash of its bytes."""

    digest: str = ""
    content: int = 0


class Batch(NamedTuple):
    """Some files in a row, the counts of their articles, and the vectors of their sentences, if made."""

    files: tuple[FileRead, ...]
    part: Part
    rows: I8 | None = None

    def by_article(self) -> Iterator[tuple[str, I8]]:
        """Yield the id of each article with the vectors of its sentences, if any were made."""
        if self.rows is not None:
            rows = self.rows.copy()  # an array that stands over a message would keep all of it in memory
            first = self.part.passage_sentences[self.part.article_passages].tolist()
            for source, start, end in zip(self.part.sources, first, first[1:], strict=False):
                yield source.id, rows[start:end]


class Order(NamedTuple):
    """Which files to read, and what is known of them: the articles of a digest that stays are not counted.

    `encoder` is the name of one whose vectors add up, else "".
    """

    root: Path
    stamps: Sequence[FileStamp]
    known: Mapping[str, Known]
    encoder: str = ""


class Joined:
    """Byte strings, joined: lists of small objects would take many times as much."""

    def __init__(self, letters: bytes, bounds: U64) -> None:
        """Stand over joined letters, and where each string begins (one more than there are)."""
        self._letters, self._bounds = letters, bounds.copy()

    def __len__(self) -> int:
        """Count the strings."""
        return len(self._bounds) - 1

    def __getitem__(self, number: int) -> bytes:
        """Return one; IndexError behind the last."""
        return self._letters[int(self._bounds[number]) : int(self._bounds[number + 1])]

    def __iter__(self) -> Iterator[bytes]:
        """Yield all."""
        bounds = self._bounds.tolist()
        return map(self._letters.__getitem__, map(slice, bounds, bounds[1:]))


def packed_order(order: Order) -> bytes:
    """Return an order as bytes."""
    return json.dumps([str(order.root), order.stamps, dict(order.known), order.encoder]).encode()


def unpacked_order(data: bytes) -> Order:
    """Return an order from its bytes."""
    root, stamps, known, encoder = json.loads(data)
    of_paths = {path: Known(*one) for path, one in known.items()}
    return Order(Path(root), [FileStamp(*one) for one in stamps], of_paths, encoder)


def packed(batch: Batch) -> bytes:
    """Return a batch as bytes: a head in JSON, then arrays one after the other."""
    part = batch.part
    arrays: dict[str, NDArray[Any]] = {name: getattr(part, name) for name in _ARRAYS}
    arrays |= zip(_COLUMNS, part.postings.read(), strict=True)
    for name in _STRINGS:
        strings: Strings[bytes | memoryview] = getattr(part, name)
        arrays[name] = np.frombuffer(b"".join(strings), np.uint8)
        arrays[f"{name} starts"] = starts([len(one) for one in strings], np.uint64)
    if batch.rows is not None:
        arrays[_ROWS] = batch.rows
    kinds = [(name, array.dtype.str, array.shape) for name, array in arrays.items()]
    head = json.dumps([batch.files, part.sources, kinds]).encode()
    return b"".join([len(head).to_bytes(_LENGTH, "big"), head, *(one.tobytes() for one in arrays.values())])


def unpacked(data: bytes) -> Batch:
    """Return a batch from its bytes, over which its arrays stand; ValueError where they are no batch."""
    at = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    files, sources, kinds = json.loads(data[_LENGTH:at])
    arrays: dict[str, Any] = {}
    for name, kind, shape in kinds:
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(data, kind, count, at).reshape(shape)
        at += arrays[name].nbytes
    for name in _STRINGS:
        arrays[name] = Joined(arrays[name].tobytes(), arrays.pop(f"{name} starts"))
    rows = arrays.pop(_ROWS, None)
    postings = Postings(*(arrays.pop(name) for name in _COLUMNS))
    part = Part(sources=[Source(*one) for one in sources], postings=postings, **arrays)
    return Batch(tuple(FileRead(FileStamp(*stamp), *rest) for stamp, *rest in files), part, rows)
