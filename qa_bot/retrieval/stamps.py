"""What was last found in order, so that it need not be read again: a disposable file beside the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from qa_bot.documents.files import FileStamp
from qa_bot.retrieval import storage
from qa_bot.retrieval.storage import Stamp
from qa_bot.values import Skipped

STAMPS = "STAMPS"
RACY_NS = 2_000_000_000  # two seconds, the coarsest clock of a file system (FAT)


class Noted(NamedTuple):
    """A file as it was when it was read, and what was wrong with its bytes, or why it holds no article."""

    stamp: FileStamp
    notes: tuple[str, ...]


class Memory(NamedTuple):
    """The index's folder, its files' stamps after a full check, and the articles' files.

    `listed_ns` is when the articles were listed; one changed less than two seconds before may
    have changed again without a trace, so it is not relied on.
    """

    name: str
    members: dict[str, Stamp]
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


NOTHING = Memory("", {}, 0, {})


def remember(place: Path, memory: Memory) -> None:
    """Write the memory of `place` anew."""
    body = json.dumps(
        {
            "name": memory.name,
            "members": memory.members,
            "listed_ns": memory.listed_ns,
            "files": [[*noted.stamp, list(noted.notes)] for noted in memory.files.values()],
        }
    ).encode()
    storage.replace(place / STAMPS, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def recall(place: Path) -> Memory:
    """Read the memory of `place`: NOTHING when it is missing, damaged or unreadable."""
    try:
        seal, _, body = bytes(storage.read(place / STAMPS).data).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return NOTHING
        return _memory(json.loads(body))
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING


def _memory(row: Mapping[str, object]) -> Memory:
    members, files = row["members"], row["files"]
    if not isinstance(members, dict) or not isinstance(files, list):
        return NOTHING
    noted = [Noted(FileStamp(*file[:5]), tuple(file[5])) for file in files]
    stamps = {name: (stamp[0], stamp[1], stamp[2], stamp[3]) for name, stamp in members.items()}
    listed = row["listed_ns"]
    return Memory(
        str(row["name"]),
        stamps,
        listed if isinstance(listed, int) else 0,
        {one.stamp.path: one for one in noted},
    )
