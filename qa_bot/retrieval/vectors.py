"""A file with the vectors of a segment's sentences, as one encoder made them: written, read and vouched for.

The first line is the checksum of the second, the second vouches for the arrays behind them.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.errors import IndexOutdated
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval import storage
from qa_bot.retrieval.faces import Data
from qa_bot.retrieval.fingerprint import fingerprint
from qa_bot.retrieval.generation import ALWAYS_CHECKED, checksum
from qa_bot.retrieval.guarding import block_sums, damaged, guarded
from qa_bot.retrieval.tables import F32, I8, U8, U32

FORMAT = 2
KEY = 16  # bytes of an article's key
FINEST = 127  # the greatest number of a row as it is kept
ALIGNED = 64  # bytes, to which the first two lines are filled up
_SEAL = re.compile(rb"[0-9a-f]{64}\n")


class Vectors(NamedTuple):
    """The vectors of `s` sentences of `a` articles, each a row of `d` whole numbers of the same direction.

    keys (a, 16): a hash of each article; first (a + 1): where its rows begin; rows (s, d).
    """

    keys: U8
    first: U32
    rows: I8

    def by_article(self) -> Iterator[tuple[bytes, I8]]:
        """Yield the key of each article with its rows."""
        for number, (start, end) in enumerate(pairwise(self.first.tolist())):
            yield self.keys[number].tobytes(), self.rows[start:end]


class MadeBy(NamedTuple):
    """The encoder that made vectors: its name and what it gave for the text that tells encoders apart."""

    name: str
    probe: F32

    @property
    def told(self) -> str:
        """Say in a few words which one it is."""
        return f"{len(self.probe)} numbers, {checksum([self.probe.astype('<f4').tobytes()])[:8]}"


def whole_numbers(rows: F32) -> I8:
    """Return rows of the same direction made of whole numbers, the greatest of which is 127 or -127."""
    greatest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    scaled = np.divide(rows * FINEST, greatest, out=np.zeros_like(rows), where=greatest > 0)
    whole: I8 = np.rint(scaled).astype(np.int8)
    return whole


def write(path: Path, vectors: Vectors, made_by: MadeBy) -> None:
    """Put a file in its place, all or nothing."""
    arrays = [np.ascontiguousarray(one).astype(one.dtype.newbyteorder("<")).tobytes() for one in vectors]
    head = {
        "format": FORMAT,
        "settings": fingerprint(),
        "encoder": made_by.name,
        "probe": base64.b64encode(made_by.probe.astype("<f4").tobytes()).decode(),
        "articles": len(vectors.keys),
        "shape": list(vectors.rows.shape),
        "sha256": [*map(checksum, ([one] for one in arrays))],
        "blocks": block_sums(arrays[-1]),
    }
    told = json.dumps(head).encode()
    told = told.ljust(len(told) + -(len(told) + 66) % ALIGNED) + b"\n"
    storage.replace(path, b"".join((checksum([told]).encode(), b"\n", told, *arrays)))


class _Head(NamedTuple):
    """What the second line of a file says, and where the arrays begin."""

    made_by: MadeBy
    articles: int
    rows: int
    sums: tuple[str, ...]
    blocks: str
    begin: int


def read(path: Path, full: bool = False) -> tuple[MadeBy, Vectors]:
    """Open a file; IndexDamaged where it is not what was written, IndexOutdated where other rules made it.

    The rows of a large one are checked where they are used, all of them at once where the check is `full`.
    """
    data = storage.read(path)
    head = _head(data, path.name)
    sizes = (KEY * head.articles, 4 * (head.articles + 1), head.rows * len(head.made_by.probe))
    ends = np.cumsum((head.begin, *sizes)).tolist()
    if ends[-1] != len(data):
        raise damaged(f"{path.name} has another length")
    kinds = ("u1", "<u4", "i1")
    flat = [
        np.frombuffer(data, kind, (end - start) // np.dtype(kind).itemsize, start)
        for kind, start, end in zip(kinds, ends, ends[1:], strict=False)
    ]
    rows = flat[2].reshape(head.rows, len(head.made_by.probe))
    found = Vectors(flat[0].reshape(-1, KEY), flat[1].astype(np.uint32), rows)
    is_checked = full or len(data) < ALWAYS_CHECKED
    sums = [checksum([np.ascontiguousarray(one).data.cast("B") if one.size else b""]) for one in flat[:2]]
    if is_checked:
        sums.append(checksum([flat[2].data.cast("B") if flat[2].size else b""]))
    bounds = found.first.astype(np.int64)
    if tuple(sums) != head.sums[: len(sums)] or bounds[0] != 0 or bounds[-1] != head.rows:
        raise damaged(f"{path.name} has other contents")
    return head.made_by, found if is_checked else found._replace(rows=guarded(rows, path.name, head.blocks))


def _head(data: Data, name: str) -> _Head:
    """Read what stands before the arrays."""
    end = data.find(b"\n", 65) + 1
    if not end or not _SEAL.fullmatch(data[:65]) or checksum([data[65:end]]).encode() != data[:64]:
        raise damaged(name)
    try:
        told: dict[str, Any] = json.loads(data[65:end])
        if (told["format"], told["settings"]) != (FORMAT, fingerprint()):
            raise IndexOutdated("the saved vectors were made by another version: index the folder again")
        probe = np.frombuffer(base64.b64decode(told["probe"]), "<f4").astype(np.float32)
        rows, columns = map(int, told["shape"])
        sums: Sequence[str] = told["sha256"]
        if columns != len(probe):
            raise ValueError(columns)
        return _Head(
            MadeBy(str(told["encoder"]), probe), int(told["articles"]), rows, (*sums,), told["blocks"], end
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(name) from error
