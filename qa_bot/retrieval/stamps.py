"""What was last found in order, so that it need not be read again: a disposable file beside the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qa_bot.documents.files import FileStamp
from qa_bot.retrieval import storage
from qa_bot.values import Skipped

STAMPS = "STAMPS"
RACY_NS = 2_000_000_000  # two seconds, the coarsest clock of a file system (FAT)


class Noted(NamedTuple):
    """A file as it was when it was read, and what was wrong with its bytes, or why it holds no article."""

    stamp: FileStamp
    notes: tuple[str, ...]


class Memory(NamedTuple):
    """The index's folder, and the articles' files.

    `listed_ns` is when the articles were listed; one changed less than two seconds before may
    have changed again without a trace, so it is not relied on.
    """

    name: str
    listed_ns: int
    files: dict[str, Noted]

    def knows(self, stamp: FileStamp) -> bool:
        """Whether a file is certainly as it was when it was read."""
        noted = self.files.get(stamp.path)
        return noted is not None and noted.stamp == stamp and stamp.mtime_ns < self.listed_ns - RACY_NS

    def holds(self, name: str, files: Mapping[str, Noted]) -> bool:
        """Whether there is nothing to add: the same index, and all `files` are known."""
        return self.name == name and self.files == files and all(map(self.knows, self._stamps()))

    def notes_on(self, path: str) -> list[Skipped]:
        """Return what was wrong with a file's bytes."""
        return [Skipped(path, reason) for reason in self.files[path].notes]

    def _stamps(self) -> list[FileStamp]:
        return [noted.stamp for noted in self.files.values()]


NOTHING = Memory("", 0, {})


def remember(place: Path, memory: Memory) -> None:
    """Write the memory of `place` anew."""
    files = [[*noted.stamp, list(noted.notes)] for noted in memory.files.values()]
    body = json.dumps({"name": memory.name, "listed_ns": memory.listed_ns, "files": files}).encode()
    storage.replace(place / STAMPS, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def recall(place: Path) -> Memory:
    """Read the memory of `place`: NOTHING when it is missing, damaged or unreadable."""
    try:
        seal, _, body = bytes(storage.read(place / STAMPS)).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return NOTHING
        return _memory(json.loads(body))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return NOTHING


def _memory(row: Mapping[str, Any]) -> Memory:
    """Return what was written, after its form was found to be ours: another version's may differ."""
    noted = [Noted(FileStamp(*file[:5]), tuple(file[5])) for file in row["files"] if len(file) == 6]
    memory = Memory(str(row["name"]), int(row["listed_ns"]), {one.stamp.path: one for one in noted})
    texts = (text for one in noted for text in (one.stamp.path, *one.notes))
    sound = len(noted) == len(row["files"]) and all(isinstance(text, str) for text in texts)
    return memory if sound else NOTHING
