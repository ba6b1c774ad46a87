"""Keep what was counted on disk until it is put together: memory does not grow with the text."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import FileIO
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.tables import Part, Postings

HELD = 64_000_000  # bytes of texts and postings that stay in memory: those of 25 MB of articles


@contextmanager
def spilled(parts: Iterable[Part], folder: Path | None) -> Iterator[list[Part]]:
    """Yield parts, the texts and postings of all but the first in a file of `folder` that has no name.

    Without a folder it is made where the system keeps such files. What finds no room on the disk stays in
    memory.
    """
    kept, held = list[Part](), 0
    with ExitStack() as stack:
        file: FileIO | None = None
        for part in parts:
            held += _size(part)
            kept.append(part)
            if held > HELD:
                with suppress(OSError):
                    file = file or stack.enter_context(tempfile.TemporaryFile(buffering=0, dir=folder))
                    kept[-1] = _put(file, part)
        yield kept


def _size(part: Part) -> int:
    return sum(map(len, part.texts)) + sum(column.nbytes for column in part.postings.read())


def _put(file: FileIO, part: Part) -> Part:
    """Write a part at once: nothing of one that finds no room waits in a buffer to fail later."""
    bounds = list(accumulate(map(len, part.texts), initial=file.seek(0, os.SEEK_END)))
    postings = part.postings.read()
    for piece in (b"".join(part.texts), *(column.tobytes() for column in postings)):
        data = memoryview(piece)
        while data:
            data = data[file.write(data) :]
    kept: dict[str, Any] = {
        name: value.copy() for name, value in part._asdict().items() if isinstance(value, np.ndarray)
    }
    texts, entries = _Texts(file, bounds), _Kept(file, len(postings.terms), bounds[-1])
    # What stays is copied: an array that stands over a message would keep all of it in memory.
    return part._replace(**kept, texts=texts, postings=entries)


class _Texts:
    """Texts in a file."""

    def __init__(self, file: FileIO, bounds: Sequence[int]) -> None:
        self._file, self._bounds = file, bounds

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, number: int) -> bytes:
        first, last = self._bounds[number], self._bounds[number + 1]
        return _bytes(self._file, first, last - first)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))


class _Kept(NamedTuple):
    """Postings in a file: how many, and where they begin."""

    file: FileIO
    size: int
    start: int

    def read(self) -> Postings:
        """Read them."""
        names, owners = (
            np.frombuffer(_bytes(self.file, self.start + at * self.size, 4 * self.size), np.uint32)
            for at in (0, 4)
        )
        times = _bytes(self.file, self.start + 8 * self.size, 2 * self.size)
        return Postings(names, owners, np.frombuffer(times, np.uint16))


def _bytes(file: FileIO, start: int, size: int) -> bytes:
    file.seek(start)
    data = file.read(size)
    if len(data) != size:
        raise OSError("what was kept on disk while indexing has gone")
    return data
