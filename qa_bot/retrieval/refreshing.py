"""Bring a saved index up to date with its folder: what may have changed is read, the rest kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.files import nothing_in
from qa_bot.retrieval.assembling import assemble
from qa_bot.retrieval.batches import batches, with_passages
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.exchange import FileRead
from qa_bot.retrieval.fingerprint import corpus_fingerprint
from qa_bot.retrieval.generation import Saved
from qa_bot.retrieval.guarding import plain
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.spilling import spilled
from qa_bot.retrieval.stamps import NOTHING, Memory, Noted
from qa_bot.retrieval.survey import Survey, Surveyed
from qa_bot.retrieval.tables import (
    I64,
    U8,
    U32,
    U64,
    Assembled,
    Part,
    Postings,
    Strings,
    Tables,
    named_arrays,
    starts,
)
from qa_bot.retrieval.vocabulary import Vocabulary
from qa_bot.values import Article, Passage, Skipped

Progress = Callable[[int, int], None]


def renewed(
    survey: Survey,
    saved: Saved | None,
    memory: Memory,
    progress: Progress | None = None,
    folder: Path | None = None,
) -> Surveyed:
    """Read what may have changed since `saved` was made and return the index as it is now.

    `progress` is called with how many files are read, of how many; what need not be in memory meanwhile is
    kept in a nameless file of `folder`. A file for which the memory does not suffice is left out. Raises
    NothingToRead when no file holds readable text.
    """
    while True:
        try:
            return _renewed(survey, saved, memory, progress, folder)
        except MemoryError:
            if not survey.without_largest():
                raise


def _renewed(
    survey: Survey, saved: Saved | None, memory: Memory, progress: Progress | None, folder: Path | None
) -> Surveyed:
    reading = _Reading(survey, saved, memory, progress)
    sources = saved.assembled.sources if saved else ()
    with spilled(reading.parts(), folder) as fresh:
        gone = [number for number, source in enumerate(sources) if source.path not in reading.unchanged]
        assembled = _joined(saved, gone, fresh)
    if not assembled.sources:
        raise nothing_in(survey.root, [*survey.left_out, *reading.notes])
    digests = tuple(reading.digests[source.path or ""] for source in assembled.sources)
    counted = sum(len(part.sources) for part in fresh)
    changed = counted + sum(source.path not in reading.digests for source in sources)
    is_saved = saved is not None and assembled is saved.assembled
    corpus = saved.corpus if saved and is_saved else corpus_fingerprint(assembled.sources, digests)
    return Surveyed(assembled, digests, reading.files, (*survey.left_out, *reading.notes), changed, corpus)


def _joined(saved: Saved | None, gone: Sequence[int], fresh: Sequence[Part]) -> Assembled:
    """Join what stays of a saved index and what was counted anew."""
    if saved is None or len(gone) == len(saved.assembled.sources):
        return assemble(fresh)
    if not gone and not any(part.sources for part in fresh):
        return saved.assembled
    tables = Tables(*[plain(array) for array in named_arrays(saved.assembled.tables).values()])
    return assemble([kept(Assembled(tables, saved.assembled.sources), gone), *fresh])


class _Reading:
    """Reads the files that may have changed, and notes what came of each file."""

    def __init__(
        self, survey: Survey, saved: Saved | None, memory: Memory, progress: Progress | None
    ) -> None:
        self.digests: dict[str, str] = {}
        self.unchanged: set[str | None] = set()
        self.files: dict[str, Noted] = {}
        self.notes: list[Skipped] = []
        self._survey = survey
        self._progress = progress or (lambda _done, _all: None)
        self._old = _old_digests(saved)
        self._memory = memory if saved and memory.name == saved.name else NOTHING

    def parts(self) -> Iterator[Part]:
        """Yield the counts of what is new or differs; what is certainly unchanged is not read."""
        stamps = self._survey.stamps
        known = [stamp for stamp in stamps if self._memory.knows(stamp)]
        for stamp in known:
            self._note(self._memory.files[stamp.path], self._old.get(stamp.path, ""))
        unknown = sorted({*stamps} - {*known})
        done = 0
        for batch in batches(self._survey.root, unknown, self._old):
            for file in batch.files:
                self._take(file)
            done += len(batch.files)
            self._progress(done, len(unknown))
            yield batch.part

    def _take(self, file: FileRead) -> None:
        if file.note and not file.is_settled:
            self.notes.append(Skipped(file.stamp.path, file.note))
        else:
            self._note(Noted(file.stamp, (file.note,) if file.note else ()), file.digest)

    def _note(self, noted: Noted, digest: str) -> None:
        """Note what came of a file; no digest: it holds no article."""
        path = noted.stamp.path
        self.files[path] = noted
        self.notes.extend(Skipped(path, reason) for reason in noted.notes)
        if digest:
            self.digests[path] = digest
            if digest == self._old.get(path):
                self.unchanged.add(path)


def _old_digests(saved: Saved | None) -> dict[str, str]:
    if saved is None:
        return {}
    faces = zip(saved.assembled.sources, saved.digests, strict=True)
    return {source.path: digest for source, digest in faces if source.path is not None}


def build(articles: Sequence[Article]) -> Index:
    """Build an index in memory."""
    return Index(assemble([count(with_passages(articles))]))


def kept(assembled: Assembled, gone: Collection[int]) -> Part:
    """Return the counts of all articles but those numbered in `gone`, as if only they had been counted."""
    tables, sources = assembled
    keep = ~np.isin(np.arange(len(sources)), list(gone))
    stay = np.repeat(keep, _sizes(tables.article_passages))
    said = np.repeat(stay, _sizes(tables.passage_sentences))
    held = stay[tables.ids]
    removed = _count_again(assembled, sorted(gone))
    terms = list(Vocabulary(tables.term_letters, tables.term_offsets))
    words = list(Vocabulary(tables.word_letters, tables.word_offsets))
    return Part(
        sources=[source for source, one in zip(sources, keep, strict=True) if one],
        texts=_pieces(tables.text, tables.article_bytes, keep),
        unread=_pieces(tables.unread, tables.article_unread, keep),
        article_edits=starts(_sizes(tables.article_edits)[keep]),
        edits=tables.edits[np.repeat(keep, _sizes(tables.article_edits))],
        article_passages=starts(_sizes(tables.article_passages)[keep]),
        passages=tables.passages[stay],
        passage_bytes=(tables.passage_bytes - _article_starts(tables)[:, None])[stay],
        passage_sentences=starts(_sizes(tables.passage_sentences)[stay]),
        sentences=tables.sentences[said],
        article_blocks=starts(_sizes(tables.article_blocks)[keep]),
        blocks=tables.blocks[np.repeat(keep, _sizes(tables.article_blocks))],
        terms=terms,
        postings=Postings(
            np.repeat(np.arange(len(terms), dtype=np.uint32), _sizes(tables.starts))[held],
            (np.cumsum(stay) - 1).astype(np.uint32)[tables.ids[held]],
            tables.tf[held],
        ),
        sentence_frequency=_less(tables.sentence_frequency, terms, removed.sentence_frequency, removed.terms),
        words=words,
        word_uses=_less(tables.word_uses, words, removed.word_uses, removed.words),
    )


def _pieces(data: U8, first: U64, keep: NDArray[np.bool_]) -> list[memoryview]:
    bounds = first.tolist()
    return [data[bounds[n] : bounds[n + 1]].data for n in np.flatnonzero(keep).tolist()]


def _count_again(assembled: Assembled, gone: Sequence[int]) -> Part:
    """Count the articles that go, from the text the index keeps."""
    index = Index(assembled)
    return count(_article(index, number) for number in gone)


def _article(index: Index, number: int) -> tuple[Article, list[Passage]]:
    source, first = index.sources[number], index.tables.article_passages
    passages = index.fetch(range(int(first[number]), int(first[number + 1])))
    return Article(source.id, index.text_at(number), source.title, source.date), passages


def _less(total: U32, names: Sequence[bytes], part: U32, part_names: Strings[bytes]) -> U32:
    place = {name: number for number, name in enumerate(names)}
    left = total.copy()
    shared = [number for number, name in enumerate(part_names) if name in place]
    left[[place[part_names[number]] for number in shared]] -= part[shared]
    return left


def _article_starts(tables: Tables) -> U64:
    return np.repeat(tables.article_bytes[:-1], _sizes(tables.article_passages))


def _sizes(first: NDArray[Any]) -> I64:
    sizes: I64 = first[1:].astype(np.int64) - first[:-1].astype(np.int64)
    return sizes
