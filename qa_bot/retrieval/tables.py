"""The arrays that are an index, and the counts they are put together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Source

I8 = NDArray[np.int8]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Letters = TypeVar("Letters", bound=bytes | memoryview, covariant=True)


class Tables(NamedTuple):
    """A segment: `n` passages of `a` articles, `t` terms, `w` surface words, `p` postings.

    text: UTF-8 bytes of every article as it is read (its view), one after the other.
    article_bytes (a + 1), article_passages (a + 1): where each article begins.
    unread, article_unread (a + 1): UTF-8 bytes of what each article's edits put back, joined.
    article_edits (a + 1): where each article's rows of `edits` begin.
    edits (e, 3): start and end (code points of the view), and the length of what is put back there.
    passages (n, 4): start, end (code points of the article), line, length in terms with the title.
    passage_bytes (n, 2): start and end in `text`.
    passage_sentences (n + 1): where each passage's rows of `sentences` begin.
    sentences (s, 2): start and end, code points of the article.
    article_blocks (a + 1): where each article's rows of `blocks` begin.
    blocks (b, 6): start and end (code points of the article), kind, level, mark, heading above, as
    `layout.block_rows` makes them; the last is counted within the article.
    term_letters, term_offsets (t + 1): the sorted vocabulary.
    starts (t + 1): where each term's postings begin.
    ids, tf, weights (p): passage, how often, and the weight of it, passages ascending in a term.
    sentence_frequency (t): number of sentences that hold the term.
    word_letters, word_offsets (w + 1): the sorted folded surface words.
    word_uses (w, 3): all uses, uses inside a sentence (not its first word), capitals among these.
    source_letters, source_offsets (a + 1), source_numbers (a): the sorted ids of the articles, and the number
    of each; an id that several have stands there as often, in their order.
    """

    text: U8
    article_bytes: U64
    unread: U8
    article_unread: U64
    article_edits: U32
    edits: U32
    article_passages: U32
    passages: U32
    passage_bytes: U64
    passage_sentences: U32
    sentences: U32
    article_blocks: U32
    blocks: U32
    term_letters: U8
    term_offsets: U32
    starts: U64
    ids: U32
    tf: U16
    weights: F32
    sentence_frequency: U32
    word_letters: U8
    word_offsets: U32
    word_uses: U32
    source_letters: U8
    source_offsets: U32
    source_numbers: U32


class Segment(NamedTuple):
    """Articles that were put together at once: their arrays, and their faces in order."""

    tables: Tables
    sources: Sequence[Source]


class Union(NamedTuple):
    """What makes segments one index: which of their articles count, in which order, and what changes.

    runs (r, 3): the number of a segment, its first article and the one after the last, in the order of the
    articles' paths; an article in none of them was removed.
    changed_term_letters, changed_term_offsets (t + 1), term_changes (t, 2): the terms that are held by more
    or fewer passages or sentences than in the first segment, and by how many.
    changed_word_letters, changed_word_offsets (w + 1), word_changes (w, 3): the same of surface words.
    """

    runs: U32
    changed_term_letters: U8
    changed_term_offsets: U32
    term_changes: I32
    changed_word_letters: U8
    changed_word_offsets: U32
    word_changes: I32


class Assembled(NamedTuple):
    """An index in memory: its segments, the oldest and largest first, and what makes them one."""

    segments: tuple[Segment, ...]
    union: Union


_COLUMNS = {
    "edits": 3,
    "passages": 4,
    "passage_bytes": 2,
    "sentences": 2,
    "blocks": 6,
    "word_uses": 3,
    "runs": 3,
    "term_changes": 2,
    "word_changes": 3,
}


def _stored(kind: Any) -> str:  # noqa: ANN401
    """Return how an array of a type is stored: "<u4"; its numbers are the innermost part of the type."""
    while inner := get_args(kind):
        kind = inner[-1]
    dtype: np.dtype[Any] = np.dtype(kind)
    return dtype.newbyteorder("<").str


# How each array is stored, and its columns: 0 where it has one dimension.
SHAPES = {
    name: (_stored(kind), _COLUMNS.get(name, 0))
    for arrays in (Tables, Union)
    for name, kind in get_type_hints(arrays).items()
}


def starts(sizes: Sequence[int] | NDArray[Any], dtype: type[np.generic] = np.uint32) -> NDArray[Any]:
    """Return where pieces of these sizes begin, one after the other, and where the last ends."""
    return np.cumsum(np.concatenate([[0], np.asarray(sizes, np.int64)]), dtype=np.int64).astype(dtype)


def sizes(first: NDArray[Any]) -> I64:
    """Return the sizes of pieces that begin so, as `starts` gives it."""
    bounds = first.astype(np.int64)
    pieces: I64 = bounds[1:] - bounds[:-1]
    return pieces


class Postings(NamedTuple):
    """One entry for each term in each passage, by the numbers of a part, and how often it stands there."""

    terms: U32
    passages: U32
    tf: U16

    def read(self) -> Postings:
        """Return the entries, which may be kept elsewhere."""
        return self


class Readable(Protocol):
    """Postings, or where they are kept."""

    def read(self) -> Postings:
        """Return the entries."""


class Strings(Protocol[Letters]):
    """Byte strings by their number, which may be kept elsewhere."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, number: int, /) -> Letters:
        """Return one."""

    def __iter__(self) -> Iterator[Letters]:
        """Yield all."""


class Part(NamedTuple):
    """Articles that were counted, in any order; numbers are local to the part.

    `texts` holds each article's UTF-8 bytes, `unread` those of what its edits put back, `passage_bytes`
    offsets into its own article's text.
    """

    sources: list[Source]
    texts: Strings[bytes | memoryview]
    unread: Strings[bytes | memoryview]
    article_edits: U32
    edits: U32
    article_passages: U32
    passages: U32
    passage_bytes: U64
    passage_sentences: U32
    sentences: U32
    article_blocks: U32
    blocks: U32
    terms: Strings[bytes]
    postings: Readable
    sentence_frequency: U32
    words: Strings[bytes]
    word_uses: U32
