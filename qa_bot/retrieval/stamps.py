"""What was last found in order, so that it need not be read again: a disposable file beside the index."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.files import FileStamp, Listing, stamp_of
from qa_bot.documents.formats import still_stands
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval import storage
from qa_bot.values import Skipped

STAMPS = "STAMPS"
RACY_NS = 2_000_000_000  # two seconds, the coarsest clock of a file system (FAT)
_NUMBERED = 4  # columns of a stamp, beside its path: size, times of change of content and of status, inode
_COLUMNS = _NUMBERED + 1  # and the hash of what the file held, 0 where it is not known
_MTIME = 1
# As `numbers` of a file gives them, but faster.
_NUMBERS = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
_CODEC = ("utf-8", "surrogatepass")


class Noted(NamedTuple):
    """A file as it was when it was read, and what was wrong with its bytes, or why it holds no article.

    `content` is the hash of its bytes.
    """

    stamp: FileStamp
    notes: tuple[str, ...]
    content: int = 0


class Memory(NamedTuple):
    """The index's folder, and the articles' files.

    `listed_ns` is when the articles were listed; one changed less than two seconds before may
    have changed again without a trace, so it is not relied on.
    """

    name: str
    listed_ns: int
    files: Mapping[str, Noted]

    def knows(self, stamp: FileStamp) -> bool:
        """Whether a file is certainly as it was when it was read."""
        noted = self.files.get(stamp.path)
        return noted is not None and noted.stamp == stamp and stamp.mtime_ns < self.listed_ns - RACY_NS


NOTHING = Memory("", 0, {})


class Remembered:
    """A folder as it was when it was last listed, and what came of its files; nothing is made before its use.

    `paths` are of the files, then the folders, then all that was left out; `table` has a row for each, the
    numbers of its stamp and the hash of what a file held.
    """

    def __init__(self, head: Mapping[str, Any], table: NDArray[np.int64], paths: Sequence[str]) -> None:
        """Check the form of what was written: another version's may differ."""
        self._head, self._table, self._paths = head, table, paths
        self.name, self.listed_ns = str(head["name"]), int(head["listed_ns"])
        self._files, self._listed = int(head["files"]), int(head["listed"])
        self.left_out = tuple(map(Skipped, paths[self._listed :], head["reasons"]))
        self._notes = head["notes"]
        texts = (*head["reasons"], *(note for some in self._notes.values() for note in some))
        lengths = (len(paths) - self._listed, len(table))
        if lengths != (len(head["reasons"]), len(paths)) or not set(map(type, texts)) <= {str}:
            raise ValueError(STAMPS)

    def stands(self, root: Path) -> bool:
        """Whether nothing in the folder has changed since; no folder is listed, and no file opened."""
        is_as_read = all(still_stands(skip.reason, skip.path) for skip in self.left_out)
        if not (self._head["is_whole"] and is_as_read and self._is_settled()):
            return False
        is_folder = self._listed > self._files
        base = os.path.join(root, "")
        try:
            seen = map(os.lstat, map(base.__add__, self._paths)) if is_folder else [os.stat(root)]
            return np.array_equal(_table(map(_NUMBERS, seen), self._files), self._table[:, :_NUMBERED])
        except (OSError, ValueError, OverflowError):
            return False

    def holds(self, other: Remembered) -> bool:
        """Whether there is nothing to add: all is known that another knows."""
        mine, theirs = ({**one._head, "listed_ns": 0} for one in (self, other))
        is_same = mine == theirs and self._paths == other._paths
        return is_same and np.array_equal(self._table, other._table) and self._is_settled()

    def _is_settled(self) -> bool:
        return bool((self._table[: self._listed, _MTIME] < self.listed_ns - RACY_NS).all())

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was left out, and what was wrong with the bytes of files."""
        noted = (path for path in self._paths[: self._files] if path in self._notes) if self._notes else ()
        return (*self.left_out, *(Skipped(path, reason) for path in noted for reason in self._notes[path]))

    @cached_property
    def stamps(self) -> tuple[FileStamp, ...]:
        """The files that were listed."""
        rows = zip(self._paths[: self._files], self._table.tolist(), strict=False)
        return tuple(FileStamp(path, *row[:_NUMBERED]) for path, row in rows)

    def stamp(self, path: str) -> FileStamp | None:
        """Return the stamp of one file, None where it was not listed."""
        row = self._rows.get(path)
        return None if row is None else FileStamp(path, *self._table[row, :_NUMBERED].tolist())

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """Return the row of each file's path."""
        return {path: row for row, path in enumerate(self._paths[: self._files])}

    @cached_property
    def memory(self) -> Memory:
        """What came of each file."""
        rows = zip(self.stamps, self._table[:, _NUMBERED].tolist(), strict=False)
        noted = (Noted(one, tuple(self._notes.get(one.path, ())), content) for one, content in rows)
        return Memory(self.name, self.listed_ns, {one.stamp.path: one for one in noted})

    def written(self) -> bytes:
        """Return all of it as bytes, sealed by their hash."""
        table = self._table.astype("<i8").tobytes()
        body = b"\n".join((json.dumps(self._head).encode(), table + "\0".join(self._paths).encode(*_CODEC)))
        return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def noted(name: str, root: Path, listed_ns: int, listing: Listing, files: Mapping[str, Noted]) -> Remembered:
    """Note a folder as it was listed at a time, and what came of its files when the index `name` was made."""
    known = [one for one in listing.files if one.path in files]
    left_out = [stamp_of(root, skip.path) or FileStamp(skip.path, 0, 0, 0, 0) for skip in listing.left_out]
    rows = [*known, *listing.folders, *left_out]
    head = {
        "name": name,
        "listed_ns": listed_ns,
        "is_whole": len(known) == len(listing.files),
        "files": len(known),
        "listed": len(known) + len(listing.folders),
        "reasons": [skip.reason for skip in listing.left_out],
        "notes": {one.path: list(files[one.path].notes) for one in known if files[one.path].notes},
    }
    contents = [*(files[one.path].content for one in known), *[0] * (len(rows) - len(known))]
    table = np.column_stack([_table((one[1:] for one in rows), len(known)), contents])
    return Remembered(head, table, [one.path for one in rows])


def _table(rows: Iterable[tuple[int, ...]], files: int) -> NDArray[np.int64]:
    """Return the numbers of stamps as a table; what follows the files has no size."""
    table = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, _NUMBERED)
    table[files:, 0] = 0
    return table


def remember(place: Path, remembered: Remembered) -> None:
    """Write the memory of `place` anew."""
    storage.replace(place / STAMPS, remembered.written())


def recall(place: Path) -> Remembered | None:
    """Read the memory of `place`: None when it is missing, damaged or unreadable."""
    try:
        seal, _, body = bytes(storage.read(place / STAMPS)).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return None
        written, _, rest = body.partition(b"\n")
        head = json.loads(written)
        rows = int(head["listed"]) + len(head["reasons"])
        table = np.frombuffer(rest, "<i8", rows * _COLUMNS).reshape(-1, _COLUMNS)
        paths = rest[table.nbytes :].decode(*_CODEC).split("\0") if rows else []
        return Remembered(head, table, paths)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
