"""A folder of articles against a saved index: what stayed as it was, what has to be read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from qa_bot.articles import FileStamp, list_files, read_noted
from qa_bot.errors import NothingToRead
from qa_bot.index.assembling import Assembled, assemble
from qa_bot.index.building import with_passages
from qa_bot.index.counting import count
from qa_bot.index.generation import Saved
from qa_bot.index.memory import NOTHING, Memory, Noted
from qa_bot.index.refreshing import kept
from qa_bot.index.weighting import fitted_idf
from qa_bot.values import Article, Skipped

Progress = Callable[[int, int], None]


class Surveyed(NamedTuple):
    """The index of a folder as it is now, and how it differs from the saved one."""

    assembled: Assembled
    digests: tuple[str, ...]
    files: dict[str, Noted]
    skipped: tuple[Skipped, ...]
    changed: int


class Survey:
    """One look at a folder. Raises NothingToRead when there is no such folder."""

    def __init__(self, root: Path, progress: Progress | None = None) -> None:
        """List the files; `progress` will be told how many are read, of how many."""
        self.listed_ns = time.time_ns()
        self._root = root
        self._stamps, self._left_out = list_files(root)
        self._progress = progress or (lambda _done, _all: None)

    def untouched(self, saved: Saved, memory: Memory) -> Surveyed | None:
        """Give the saved index if every file is certainly as it was, else None; nothing is read."""
        paths = {source.path for source in saved.assembled.sources}
        if memory.name != saved.name or paths != {stamp.path for stamp in self._stamps}:
            return None
        if not all(map(memory.knows, self._stamps)):
            return None
        notes = [note for stamp in self._stamps for note in memory.notes_on(stamp.path)]
        return Surveyed(saved.assembled, saved.digests, memory.files, (*self._left_out, *notes), 0)

    def renewed(self, saved: Saved | None, memory: Memory) -> Surveyed:
        """Read what may have changed and give the index as it is now.

        Raises NothingToRead when no file holds readable text.
        """
        reading = _Reading(self._root, self._stamps, saved, memory, self._progress)
        fresh = count(with_passages(reading.articles()))
        sources = saved.assembled.sources if saved else ()
        gone = [number for number, source in enumerate(sources) if source.path not in reading.unchanged]
        changed = len(fresh.sources) + sum(source.path not in reading.digests for source in sources)
        if saved and not fresh.sources and not gone:
            assembled = saved.assembled
        elif len(gone) < len(sources) and saved:
            assembled = assemble([kept(saved.assembled, gone), fresh])
        else:
            assembled = assemble([fresh], fitted_idf)
        if not assembled.sources:
            raise self._nothing(len(reading.notes))
        digests = tuple(reading.digests[source.path or ""] for source in assembled.sources)
        return Surveyed(assembled, digests, reading.files, (*self._left_out, *reading.notes), changed)

    def _nothing(self, unread: int) -> NothingToRead:
        left_out = len(self._left_out) + unread
        said = f"{left_out} files were left out; " if left_out else ""
        message = f"no readable text in {str(self._root)!r}: {said}give a folder with .txt or .md files"
        return NothingToRead(message, str(self._root))


class _Reading:
    """Reads the files that may have changed, and notes what came of each file."""

    def __init__(
        self, root: Path, stamps: list[FileStamp], saved: Saved | None, memory: Memory, progress: Progress
    ) -> None:
        self.digests: dict[str, str] = {}
        self.unchanged: set[str | None] = set()
        self.files: dict[str, Noted] = {}
        self.notes: list[Skipped] = []
        self._root = root
        self._stamps = stamps
        self._progress = progress
        self._old = _old_digests(saved)
        self._memory = memory if saved and memory.name == saved.name else NOTHING

    def articles(self) -> Iterator[Article]:
        """Read what is not certainly unchanged; give the articles that are new or differ."""
        known = [stamp for stamp in self._stamps if self._memory.knows(stamp) and stamp.path in self._old]
        for stamp in known:
            self._keep(self._memory.files[stamp.path], self._old[stamp.path])
        unknown = sorted({*self._stamps} - {*known})
        for done, stamp in enumerate(unknown, 1):
            yield from self._read(stamp)
            self._progress(done, len(unknown))

    def _read(self, stamp: FileStamp) -> Iterator[Article]:
        reading = read_noted(self._root, stamp.path)
        if not reading.articles:
            self.notes.extend(reading.skipped)
        for article in reading.articles:
            noted = Noted(stamp, tuple(note.reason for note in reading.skipped))
            digest = digest_of(article)
            if digest == self._old.get(stamp.path):
                self._keep(noted, digest)
            else:
                self._note(noted, digest)
                yield article

    def _keep(self, noted: Noted, digest: str) -> None:
        self.unchanged.add(noted.stamp.path)
        self._note(noted, digest)

    def _note(self, noted: Noted, digest: str) -> None:
        self.files[noted.stamp.path] = noted
        self.digests[noted.stamp.path] = digest
        self.notes.extend(Skipped(noted.stamp.path, reason) for reason in noted.notes)


def digest_of(article: Article) -> str:
    """Hash all that an index takes from an article."""
    dated = article.date or "", article.date_from or ""
    face = (article.id, article.title, *dated, article.publisher or "", article.text)
    return hashlib.sha256("\0".join(face).encode("utf-8", "surrogatepass")).hexdigest()


def _old_digests(saved: Saved | None) -> dict[str, str]:
    if saved is None:
        return {}
    faces = zip(saved.assembled.sources, saved.digests, strict=True)
    return {source.path: digest for source, digest in faces if source.path is not None}
