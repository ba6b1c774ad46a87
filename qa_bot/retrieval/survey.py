"""One look at a folder of articles, which tells whether its saved index is still certain."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from qa_bot.documents.files import list_files
from qa_bot.retrieval.generation import Saved
from qa_bot.retrieval.stamps import Memory, Noted
from qa_bot.retrieval.tables import Assembled
from qa_bot.values import Skipped

LARGE = 1_000_000  # bytes: of a smaller file memory never runs out


class Surveyed(NamedTuple):
    """The index of a folder as it is now, and how it differs from the saved one."""

    assembled: Assembled
    digests: tuple[str, ...]
    files: dict[str, Noted]
    skipped: tuple[Skipped, ...]
    changed: int


class Survey:
    """One look at a folder. Raises NothingToRead when there is no such folder."""

    def __init__(self, root: Path) -> None:
        """List the files of a folder, or the one file."""
        self.root = root
        self.listed_ns = time.time_ns()
        self.stamps, self.left_out = list_files(root)
        self.listed = tuple(self.stamps)

    def without_largest(self) -> bool:
        """Leave out the largest file, for which there is no memory; whether that may have made room."""
        largest = max(self.stamps, key=lambda stamp: stamp.size, default=None)
        if largest is None or largest.size < LARGE:
            return False
        self.stamps = [stamp for stamp in self.stamps if stamp is not largest]
        self.left_out = [*self.left_out, Skipped(largest.path, "there is not enough memory to read it")]
        return True

    def untouched(self, saved: Saved, memory: Memory) -> Surveyed | None:
        """Return the saved index if every file is certainly as it was, else None; nothing is read."""
        paths = {source.path for source in saved.assembled.sources}
        if memory.name != saved.name or not paths <= {stamp.path for stamp in self.stamps}:
            return None
        if not all(map(memory.knows, self.stamps)):
            return None
        notes = [note for stamp in self.stamps for note in memory.notes_on(stamp.path)]
        return Surveyed(saved.assembled, saved.digests, memory.files, (*self.left_out, *notes), 0)
