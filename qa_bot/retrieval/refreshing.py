"""Bring a saved index up to date with its folder: what may have changed is read, the rest kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa_bot.documents.files import nothing_in
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.assembling import assemble, order_key, path_key
from qa_bot.retrieval.batches import batches, told, with_passages
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.exchange import FileRead, Known
from qa_bot.retrieval.fingerprint import NO_ARTICLES, corpus_fingerprint
from qa_bot.retrieval.generation import Saved
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.numbering import Numbering, Place, Sources
from qa_bot.retrieval.spilling import spilled
from qa_bot.retrieval.stamps import NOTHING, Memory, Noted
from qa_bot.retrieval.survey import Survey, Surveyed
from qa_bot.retrieval.tables import I8, Assembled, Part
from qa_bot.retrieval.uniting import alone, updated
from qa_bot.values import Article, FilesRead, Skipped, Source

if TYPE_CHECKING:
    from qa_bot.encoding.named import AddingEncoder

Progress = Callable[[FilesRead], None]
FEW = 32  # files among so many articles for each are found by halving: less is read than of all in a row


class Held(NamedTuple):
    """What a saved index holds of a file: its digest, and where its articles are."""

    digest: str
    places: tuple[Place, ...]


def renewed(
    survey: Survey,
    saved: Saved | None,
    memory: Memory,
    progress: Progress | None = None,
    folder: Path | None = None,
    compact: bool = False,
    encoder: AddingEncoder | None = None,
) -> Surveyed:
    """Read what may have changed since `saved` was made and return the index as it is now.

    `progress` is told how far the files are read; what need not be in memory meanwhile is kept in a nameless
    file of `folder`. A file for which the memory does not suffice is left out. `compact`: all articles come
    into one segment. With an `encoder` whose vectors add up, sentences are encoded while they are read.
    Raises NothingToRead when no file holds readable text.
    """
    while True:
        try:
            return _renewed(_Reading(survey, saved, memory, progress, encoder), folder, compact)
        except MemoryError:
            if not survey.without_largest():
                raise


def _renewed(reading: _Reading, folder: Path | None, compact: bool) -> Surveyed:
    saved, left_out = reading.saved, reading.survey.left_out
    with spilled(reading.parts(), folder) as fresh:
        outdated = reading.outdated()
        gone = [place for held in outdated.values() for place in held.places]
        assembled = _joined(saved, gone, fresh, compact)
    if not len(assembled.union.runs):
        raise nothing_in(reading.survey.root, [*left_out, *reading.notes])
    counted = [source for part in fresh for source in part.sources]
    digests = _taken_over(saved, assembled) | reading.digests
    added = ((source, digests[source.path or ""]) for source in counted)
    corpus = corpus_fingerprint(added, _faces(saved, outdated), saved.corpus if saved else NO_ARTICLES)
    vanished = sum(len(held.places) for path, held in outdated.items() if path not in reading.digests)
    skipped = (*left_out, *reading.notes)
    changed = len(counted) + vanished
    return Surveyed(assembled, digests, reading.files, skipped, changed, corpus, reading.rows)


def _joined(saved: Saved | None, gone: Sequence[Place], fresh: Sequence[Part], compact: bool) -> Assembled:
    """Join what stays of a saved index and what was counted anew."""
    if saved is None or len(gone) == Numbering(saved.assembled).article_count:
        return alone(assemble(fresh))
    is_as_it_was = not gone and not any(part.sources for part in fresh)
    if is_as_it_was and not (compact and len(saved.assembled.segments) > 1):
        return saved.assembled
    return updated(saved.assembled, gone, fresh, compact)


def _taken_over(saved: Saved | None, assembled: Assembled) -> dict[str, str]:
    """Return the digests of the files whose articles were taken over into the newest segment."""
    if saved is None or assembled is saved.assembled:
        return {}
    layers = zip(saved.assembled.segments, saved.layers, strict=True)
    merged = [*layers][len(assembled.segments) - 1 :]
    rows = (zip(segment.sources, layer.digests, strict=True) for segment, layer in merged)
    known = {source.path: digest for row in rows for source, digest in row}
    paths = {source.path for source in assembled.segments[-1].sources}
    return {path: digest for path, digest in known.items() if path in paths and path is not None}


def _faces(saved: Saved | None, outdated: Mapping[str, Held]) -> Iterator[tuple[Source, str]]:
    segments = saved.assembled.segments if saved else ()
    for held in outdated.values():
        for place in held.places:
            yield segments[place.segment].sources[place.number], held.digest


class _Reading:
    """Reads the files that may have changed, and notes what came of each file."""

    def __init__(
        self,
        survey: Survey,
        saved: Saved | None,
        memory: Memory,
        progress: Progress | None,
        encoder: AddingEncoder | None,
    ) -> None:
        self.survey, self.saved = survey, saved
        self.rows: dict[str, I8] = {}
        self._encoder = encoder
        self.digests: dict[str, str] = {}
        self.files: dict[str, Noted] = {}
        self.notes: list[Skipped] = []
        self._progress = progress or (lambda _: None)
        self._memory = memory if saved and memory.name == saved.name else NOTHING
        self._known = {stamp for stamp in survey.stamps if self._memory.knows(stamp)}
        self._held = self._in_doubt()

    def _in_doubt(self) -> dict[str, Held]:
        """Return what the saved index holds of the files that are not certainly as they were."""
        if self.saved is None:
            return {}
        if not self._memory.name:
            return held_by(self.saved)
        return held_by(self.saved, {*self._memory.files} - {stamp.path for stamp in self._known})

    def parts(self) -> Iterator[Part]:
        """Yield the counts of what is new or differs; what is certainly unchanged is not read."""
        for stamp in self._known:
            self._note(self._memory.files[stamp.path])
        unknown = sorted({*self.survey.stamps} - self._known)
        known = {stamp.path: self._known_of(stamp.path) for stamp in unknown} if self.saved else {}
        read = batches(self.survey.root, unknown, known, self._encoder)
        for batch in told(read, unknown, self._progress):
            for file in batch.files:
                self._take(file)
            self.rows.update(batch.by_article())
            yield batch.part

    def _known_of(self, path: str) -> Known:
        held, noted = self._held.get(path), self._memory.files.get(path)
        return Known(held.digest if held else "", noted.content if noted else 0)

    def outdated(self) -> dict[str, Held]:
        """Return what the saved index holds of files that are gone or say something else."""
        return {path: held for path, held in self._held.items() if self.digests.get(path) != held.digest}

    def _take(self, file: FileRead) -> None:
        path, known = file.stamp.path, self._known_of(file.stamp.path)
        if file.note and not file.is_settled:
            self.notes.append(Skipped(path, file.note))
            return
        digest, notes = file.digest, tuple(filter(None, [file.note]))
        if file.content and file.content == known.content:
            digest, notes = known.digest, self._memory.files[path].notes
        self._note(Noted(file.stamp, notes, file.content))
        if digest:
            self.digests[path] = digest

    def _note(self, noted: Noted) -> None:
        self.files[noted.stamp.path] = noted
        self.notes.extend(Skipped(noted.stamp.path, reason) for reason in noted.notes)


def held_by(saved: Saved, paths: Collection[str] | None = None) -> dict[str, Held]:
    """Return what a saved index holds of some files, or of all."""
    numbering = Numbering(saved.assembled)
    sources = Sources(saved.assembled, numbering)
    found: dict[str, list[Place]] = {}
    for number in range(len(sources)) if paths is None else _articles_of(sources, paths):
        found.setdefault(sources[number].path or "", []).append(numbering.article_at(number))
    return {path: Held(_digest(saved, places[0]), tuple(places)) for path, places in found.items()}


def _articles_of(sources: Sequence[Source], paths: Collection[str]) -> Iterator[int]:
    """Yield the numbers of the articles of some files."""
    if len(paths) * FEW > len(sources):
        yield from (number for number, source in enumerate(sources) if source.path in paths)
        return
    for path in paths:
        at = bisect_left(sources, path_key(path), key=order_key)
        while at < len(sources) and sources[at].path == path:
            yield at
            at += 1


def _digest(saved: Saved, place: Place) -> str:
    return saved.layers[place.segment].digests[place.number]


def build(articles: Sequence[Article]) -> Index:
    """Build an index in memory."""
    return Index(alone(assemble([count(with_passages(articles))])))
