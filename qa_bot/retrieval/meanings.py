"""What the sentences of an index mean, as a sentence encoder has it: made once, kept beside the index.

Each encoder has a folder of its own there, with a file for each segment. What is encoded once is taken over
wherever the same article comes into another segment, whoever wrote that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

import numpy as np

from qa_bot.encoding.encoder import PROBE, Encoder, Encoding, encoded, name_of
from qa_bot.errors import IndexDamaged, IndexFault, IndexOutdated
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import require_own
from qa_bot.retrieval import storage
from qa_bot.retrieval.encoding import vectors_of
from qa_bot.retrieval.generation import Layer
from qa_bot.retrieval.tables import F32, I8, Assembled, Segment
from qa_bot.retrieval.vectors import MadeBy, Vectors, read, write
from qa_bot.sanitising import one_line

SUFFIX = ".vectors"
ASKED = 64  # questions whose vectors are kept: each is used twice
ALIKE = 0.999  # cosine of what one encoder gives for the same text on different machines


class Where(NamedTuple):
    """The folder of a saved index, its segments, and how to hold its lock."""

    place: Path
    layers: Sequence[Layer]
    hold: Callable[[], AbstractContextManager[OSError | None]]


class Meanings:
    """The vectors of all sentences of an index. Never changes; as safe from threads as the encoder is."""

    def __init__(self, encoder: Encoder, rows: Sequence[I8], notice: str = "") -> None:
        """Stand over the rows of each segment; `notice` says why they are not kept."""
        self.encoder, self.notice = encoder, notice
        self._rows = tuple(rows)
        self._vectors = lru_cache(maxsize=ASKED)(partial(encoded, encoder))

    def __reduce__(self) -> tuple[type[Meanings], tuple[Encoder, tuple[I8, ...]]]:
        """Let another process have a copy."""
        return Meanings, (self.encoder, self._rows)

    @property
    def name(self) -> str:
        """The name of the encoder."""
        return name_of(self.encoder)

    @property
    def size(self) -> int:
        """How many numbers all vectors have."""
        return sum(rows.size for rows in self._rows)

    @property
    def adds_up(self) -> bool:
        """Whether the encoder's vector of a text is the sum of its words'."""
        return bool(getattr(self.encoder, "adds_up", False))

    def cosines(self, text: str, words: Sequence[str], places: Iterable[tuple[int, slice]]) -> F32:
        """Return of each sentence at some places the cosine with a text, and with words if they add up."""
        rows = [self._rows[segment][sentences] for segment, sentences in places]
        vectors = self._vectors((text,))
        if words and self.adds_up:
            vectors = np.concatenate([vectors, self._vectors(tuple(words))])
        whole = np.concatenate(rows) if rows else np.zeros((0, vectors.shape[1]), np.int8)
        # Summed pair by pair and not as a product of matrices, so that no digit depends on the other rows.
        lengths = np.sqrt(np.einsum("ij,ij->i", whole, whole, dtype=np.float32))[:, None]
        near = np.einsum("ij,kj->ik", whole, vectors)
        cosines: F32 = np.divide(near, lengths, out=np.zeros_like(near), where=lengths > 0)
        return cosines


def meanings(
    assembled: Assembled,
    encoding: Encoding,
    where: Where | None = None,
    full: bool = False,
    fresh: Mapping[str, I8] = MappingProxyType({}),
) -> Meanings:
    """Return the vectors of an index, making those that are missing; `where` they are kept, None in memory.

    `fresh` has those that were made while articles were read, by the article's id. Raises EncoderError, and
    IndexFault where the vectors kept under the encoder's name are another's.
    """
    encoder = encoding.encoder
    if where is None:
        parts = ((part, [""] * len(part.sources)) for part in assembled.segments)
        return Meanings(encoder, [vectors_of(*part, {}, encoding, fresh).rows for part in parts])
    room = _Room(where.place, encoding, fresh)
    kept = [room.kept(layer.name, full) for layer in where.layers]
    if not all(map(_fits, kept, assembled.segments)):
        with where.hold() as refusal:
            return room.completed(assembled.segments, where.layers, refusal)
    return Meanings(encoder, [one.rows for one in kept if one])


class _Room:
    """The folder of one encoder's vectors."""

    def __init__(self, place: Path, encoding: Encoding, fresh: Mapping[str, I8]) -> None:
        self._place, self._encoding, self._fresh = place, encoding, fresh
        encoder = encoding.encoder
        self._made_by = MadeBy(name_of(encoder), encoded(encoder, [PROBE])[0])
        told = self._made_by.name.encode("utf-8", "surrogatepass")
        self.folder = place / f"meaning-{hashlib.sha256(told).hexdigest()[:16]}"

    def kept(self, segment: str, full: bool) -> Vectors | None:
        """Return the vectors kept of a segment, None where there are none that can be used.

        Those of a large file are checked where they are used, all at once where the check is `full`.
        """
        try:
            require_own(self.folder)
            made_by, vectors = read(self._file(segment), full)
        except (OSError, IndexDamaged, IndexOutdated):
            return None
        if not _are_alike(made_by, self._made_by):
            raise IndexFault(
                f"The vectors kept of the encoder {one_line(made_by.name)!r} ({made_by.told}) are not those "
                f"of {one_line(self._made_by.name)!r} as it is now ({self._made_by.told}): "
                f"give it another name, or remove {str(self.folder)!r}.",
                str(self.folder),
            )
        return vectors

    def completed(
        self, segments: Sequence[Segment], layers: Sequence[Layer], refusal: OSError | None
    ) -> Meanings:
        """Make the vectors that are missing; keep them unless there is a `refusal`: why nothing can be."""
        found = {name: one for name in self._names() if (one := self.kept(name, full=True))}
        known = {key: rows for vectors in found.values() for key, rows in vectors.by_article()}
        rows = []
        for segment, layer in zip(segments, layers, strict=True):
            vectors = found.get(layer.name)
            if vectors is None or not _fits(vectors, segment):
                vectors = vectors_of(segment, layer.digests, known, self._encoding, self._fresh)
                refusal = refusal or self._save(layer.name, vectors)
            rows.append(vectors.rows)
        if refusal is None:
            self._remove_others()
        return Meanings(self._encoding.encoder, rows, self._notice(refusal) if refusal else "")

    def _file(self, segment: str) -> Path:
        return self.folder / f"{segment}{SUFFIX}"

    def _names(self) -> list[str]:
        """Return the names of the segments that have a file."""
        with suppress(OSError):
            return [name.removesuffix(SUFFIX) for name in storage.names(self.folder)]
        return []

    def _save(self, segment: str, vectors: Vectors) -> OSError | None:
        """Write the vectors of a segment; return the error that prevented it."""
        try:
            storage.make_folder(self.folder)
            with suppress(FileNotFoundError):
                storage.remove(self._file(segment))
            write(self._file(segment), vectors, self._made_by)
        except OSError as error:
            return error
        return None

    def _remove_others(self) -> None:
        """Remove the files of segments that are there no more, and drafts that were left."""
        segments = {f"{name}{SUFFIX}" for name in storage.names(self._place)}
        for name in storage.names(self.folder):
            if name not in segments:
                with suppress(OSError):
                    storage.remove(self.folder / name)

    def _notice(self, error: OSError) -> str:
        reason = (error.strerror or str(error) or type(error).__name__).lower()
        return f"The vectors cannot be kept in {str(self.folder)!r} ({reason}); they stay in memory."


def _are_alike(one: MadeBy, other: MadeBy) -> bool:
    is_like = one.name == other.name and one.probe.shape == other.probe.shape
    return is_like and float(one.probe @ other.probe) > ALIKE


def _fits(vectors: Vectors | None, segment: Segment) -> bool:
    """Whether there are vectors, one for each sentence of a segment."""
    return vectors is not None and len(vectors.rows) == len(segment.tables.sentences)
