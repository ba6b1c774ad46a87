"""A folder of articles against a saved index: what stayed as it was, what has to be read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.articles import list_files, read_noted
from qa_bot.documents.files import FileStamp
from qa_bot.documents.passages import passages
from qa_bot.errors import NothingToRead
from qa_bot.retrieval.assembling import Assembled, assemble
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.generation import Saved
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.stamps import NOTHING, Memory, Noted
from qa_bot.retrieval.tables import I64, Part, Tables
from qa_bot.retrieval.vocabulary import Vocabulary
from qa_bot.retrieval.weighting import fitted_idf
from qa_bot.values import Article, Passage, Skipped

Progress = Callable[[int, int], None]
Mask = NDArray[np.bool_]


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


def build(articles: Sequence[Article]) -> Index:
    """Build an index in memory; scikit-learn is imported to fit it."""
    return Index(assemble([count(with_passages(articles))], fitted_idf))


def with_passages(articles: Iterable[Article]) -> Iterator[tuple[Article, list[Passage]]]:
    """Give each article with its passages."""
    return ((article, passages(article)) for article in articles)


def kept(assembled: Assembled, gone: Collection[int]) -> Part:
    """Give the counts of all articles but those numbered in `gone`, as if only they had been counted."""
    tables, sources = assembled
    keep = ~np.isin(np.arange(len(sources)), list(gone))
    stay = np.repeat(keep, _sizes(tables.article_passages))
    said = np.repeat(stay, _sizes(tables.passage_sentences))
    held = stay[tables.ids]
    removed = _count_again(assembled, sorted(gone))
    terms, words = (
        _words(tables.term_letters, tables.term_offsets),
        _words(tables.word_letters, tables.word_offsets),
    )
    bounds = tables.article_bytes.tolist()
    return Part(
        sources=[source for source, one in zip(sources, keep, strict=True) if one],
        texts=[tables.text[bounds[n] : bounds[n + 1]].data for n in np.flatnonzero(keep).tolist()],
        article_passages=_starts(_sizes(tables.article_passages)[keep]).astype(np.uint32),
        passages=tables.passages[stay],
        passage_bytes=(tables.passage_bytes - _article_starts(tables)[:, None])[stay],
        passage_sentences=_starts(_sizes(tables.passage_sentences)[stay]).astype(np.uint32),
        sentences=tables.sentences[said],
        article_blocks=_starts(_sizes(tables.article_blocks)[keep]).astype(np.uint32),
        blocks=tables.blocks[np.repeat(keep, _sizes(tables.article_blocks))],
        terms=terms,
        posting_terms=np.repeat(np.arange(len(terms)), _sizes(tables.starts))[held],
        posting_passages=(np.cumsum(stay) - 1)[tables.ids[held]],
        tf=tables.tf[held].astype(np.int64),
        sentence_frequency=_less(tables.sentence_frequency, terms, removed.sentence_frequency, removed.terms),
        words=words,
        word_uses=_less(tables.word_uses, words, removed.word_uses, removed.words),
    )


def _count_again(assembled: Assembled, gone: Sequence[int]) -> Part:
    """Count the articles that go, from the text the index keeps."""
    index = Index(assembled)
    return count(_article(index, number) for number in gone)


def _article(index: Index, number: int) -> tuple[Article, list[Passage]]:
    source, first = index.sources[number], index.tables.article_passages
    passages = index.fetch(range(int(first[number]), int(first[number + 1])))
    return Article(source.id, index.text_at(number), source.title, source.date), passages


def _less(total: NDArray[np.uint32], names: Sequence[bytes], part: I64, part_names: Sequence[bytes]) -> I64:
    place = {name: number for number, name in enumerate(names)}
    left = total.astype(np.int64)
    shared = [number for number, name in enumerate(part_names) if name in place]
    left[[place[part_names[number]] for number in shared]] -= part[shared]
    return left


def _article_starts(tables: Tables) -> NDArray[np.uint64]:
    return np.repeat(tables.article_bytes[:-1], _sizes(tables.article_passages))


def _words(letters: NDArray[np.uint8], offsets: NDArray[np.uint32]) -> list[bytes]:
    return list(Vocabulary(letters, offsets))


def _sizes(starts: NDArray[Any]) -> I64:
    sizes: I64 = starts[1:].astype(np.int64) - starts[:-1].astype(np.int64)
    return sizes


def _starts(sizes: I64) -> I64:
    return np.cumsum(np.concatenate([[0], sizes]), dtype=np.int64)
