"""Parts -> Tables: the one way arrays are made, whether an index is built or refreshed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import IndexFault
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.tables import F32, U8, U16, U32, U64, Part, Segment, Strings, Tables, starts
from qa_bot.retrieval.vocabulary import pack
from qa_bot.retrieval.weighting import term_weights
from qa_bot.values import Source

TERM_BITS, PASSAGE_BITS, TF_BITS = 24, 28, 12  # of a 64-bit key by which postings are sorted
SLICE = 1 << 23  # postings sorted at once: their keys take 64 MB
STEP = 1 << 18  # postings weighed at once: what that needs besides takes some 10 MB


class _Article(NamedTuple):
    key: bytes
    part: int
    number: int


def assemble(parts: Sequence[Part]) -> Segment:
    """Put counted articles in order of their paths' bytes and make the arrays of one segment."""
    order = sorted(
        _Article(order_key(source), here, number)
        for here, part in enumerate(parts)
        for number, source in enumerate(part.sources)
    )
    layout = _layout(parts, order)
    sources = tuple(parts[article.part].sources[article.number] for article in order)
    numbered = sorted((one.id.encode("utf-8", "surrogatepass"), at) for at, one in enumerate(sources))
    terms, ranks = _merged([part.terms for part in parts], [_held(part) for part in parts])
    words, word_ranks = _merged([part.words for part in parts], [part.word_uses[:, 0] > 0 for part in parts])
    places, passages = _places(parts, order), layout["passages"]
    _check_room(len(terms), len(passages))
    first, ids, tf, weights = _postings(parts, places, ranks, passages[:, 3], len(terms))
    term_letters, term_offsets = pack(terms)
    word_letters, word_offsets = pack(words)
    source_letters, source_offsets = pack([id for id, _ in numbered])
    tables = Tables(
        **layout,
        term_letters=term_letters,
        term_offsets=term_offsets,
        starts=first,
        ids=ids,
        tf=tf,
        weights=weights,
        sentence_frequency=_summed([part.sentence_frequency for part in parts], ranks, (len(terms),)),
        word_letters=word_letters,
        word_offsets=word_offsets,
        word_uses=_summed([part.word_uses for part in parts], word_ranks, (len(words), 3)),
        source_letters=source_letters,
        source_offsets=source_offsets,
        source_numbers=np.array([number for _, number in numbered], np.uint32),
    )
    return Segment(tables, sources)


def order_key(source: Source) -> bytes:
    """Return what articles are ordered by: the bytes of the path, or of the id where there is none."""
    if source.path is None:
        return source.id.encode("utf-8", "surrogatepass")
    return path_key(source.path)


def path_key(path: str) -> bytes:
    """Return what a path is ordered by: its bytes."""
    return path.encode("utf-8", "surrogateescape")


class _Span(NamedTuple):
    part: Part
    first: int
    last: int
    number: int
    edits: U32
    blocks: U32


def _layout(parts: Sequence[Part], order: Sequence[_Article]) -> dict[str, NDArray[Any]]:
    spans = [_span(parts[article.part], article.number) for article in order]
    text, article_bytes = _bytes(span.part.texts[span.number] for span in spans)
    unread, article_unread = _bytes(span.part.unread[span.number] for span in spans)
    moved = zip(spans, article_bytes, strict=False)
    return {
        "text": text,
        "article_bytes": article_bytes,
        "unread": unread,
        "article_unread": article_unread,
        "article_edits": starts([len(span.edits) for span in spans]),
        "edits": _stacked([span.edits for span in spans], (0, 3)),
        "article_passages": starts([span.last - span.first for span in spans]),
        "passages": _stacked([span.part.passages[span.first : span.last] for span in spans], (0, 4)),
        "passage_bytes": _stacked(
            [s.part.passage_bytes[s.first : s.last] + at for s, at in moved], (0, 2), np.uint64
        ),
        "passage_sentences": starts(_stacked([_sentence_counts(span) for span in spans], (0,))),
        "sentences": _stacked([_sentences(span) for span in spans], (0, 2)),
        "article_blocks": starts([len(span.blocks) for span in spans]),
        "blocks": _stacked([span.blocks for span in spans], (0, 6)),
    }


def _span(part: Part, number: int) -> _Span:
    first, last = (int(bound) for bound in part.article_passages[number : number + 2])
    blocks = part.blocks[slice(*part.article_blocks[number : number + 2])]
    edits = part.edits[slice(*part.article_edits[number : number + 2])]
    return _Span(part, first, last, number, edits, blocks)


def _sentence_counts(span: _Span) -> U32:
    return np.diff(span.part.passage_sentences[span.first : span.last + 1])


def _sentences(span: _Span) -> U32:
    begin, end = span.part.passage_sentences[[span.first, span.last]]
    return span.part.sentences[begin:end]


def _places(parts: Sequence[Part], order: Sequence[_Article]) -> list[U32]:
    places = [np.zeros(len(part.passages), np.uint32) for part in parts]
    place = 0
    for _, here, number in order:
        span = _span(parts[here], number)
        after = place + span.last - span.first
        places[here][span.first : span.last] = np.arange(place, after)
        place = after
    return places


def _bytes(pieces: Iterable[bytes | memoryview]) -> tuple[U8, U64]:
    """Join pieces that are taken one by one; return where each begins as well."""
    joined, sizes = bytearray(), list[int]()
    for piece in pieces:
        joined += piece
        sizes.append(len(piece))
    return np.frombuffer(joined, np.uint8), starts(sizes, np.uint64)


def _stacked(
    pieces: Sequence[NDArray[Any]], shape: tuple[int, ...], dtype: type[np.generic] = np.uint32
) -> NDArray[Any]:
    return np.concatenate([np.zeros(shape, dtype), *pieces]).astype(dtype, copy=False)


def _held(part: Part) -> NDArray[np.bool_]:
    held: NDArray[np.bool_] = np.bincount(part.postings.read().terms, minlength=len(part.terms)) > 0
    return held


def _merged(
    lists: Sequence[Strings[bytes]], held: Sequence[NDArray[np.bool_]]
) -> tuple[list[bytes], list[U32]]:
    """Return the sorted union of the words that are held, and each list's places in it (0 if not held)."""
    union = sorted({word for words, keep in zip(lists, held, strict=True) for word in compress(words, keep)})
    place = {word: number for number, word in enumerate(union)}
    ranks = [np.fromiter(map(place.get, words, repeat(0)), np.uint32, len(words)) for words in lists]
    return union, ranks


def _postings(
    parts: Sequence[Part], places: Sequence[U32], ranks: Sequence[U32], lengths: U32, terms: int
) -> tuple[U64, U32, U16, F32]:
    """Return where each term's postings begin, and their passages, how often, and weights."""
    counts = np.zeros(terms, np.int64)
    for part, rank in zip(parts, ranks, strict=True):
        counts += np.bincount(rank[part.postings.read().terms], minlength=terms)
    first = starts(counts, np.uint64)
    size = int(first[-1])
    ids, tf, weights = np.empty(size, np.uint32), np.empty(size, np.uint16), np.empty(size, np.float32)
    for low, high in _slices(first):
        keys = np.concatenate([_keys(*each, low, high) for each in zip(parts, places, ranks, strict=True)])
        keys.sort()
        for at in range(0, len(keys), STEP):
            some = keys[at : at + STEP]
            here = slice(int(first[low]) + at, int(first[low]) + at + len(some))
            ids[here] = some >> TF_BITS & (1 << PASSAGE_BITS) - 1
            tf[here] = some & (1 << TF_BITS) - 1
            weights[here] = term_weights(tf[here], lengths[ids[here]])
    return first, ids, tf, weights


def _slices(first: U64) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms with about SLICE postings each, or of one term with more."""
    low, terms = 0, len(first) - 1
    while low < terms:
        high = max(low + 1, int(first.searchsorted(first[low] + np.uint64(SLICE), "right")) - 1)
        yield low, high
        low = high


def _keys(part: Part, place: U32, rank: U32, low: int, high: int) -> U64:
    """Return the keys of a part's postings whose terms are in a range, in no order."""
    known, owners, times = part.postings.read()
    terms = rank[known]
    chosen = np.flatnonzero((terms >= low) & (terms < high))
    keys = terms[chosen].astype(np.uint64) << np.uint64(PASSAGE_BITS + TF_BITS)
    keys |= place[owners[chosen]].astype(np.uint64) << np.uint64(TF_BITS)
    keys |= times[chosen]
    return keys


def _check_room(terms: int, passages: int) -> None:
    if terms >= 1 << TERM_BITS - 1 or passages >= 1 << PASSAGE_BITS:
        raise IndexFault(
            f"too much text for one index ({terms} words, {passages} passages): index fewer articles"
        )


def _summed(columns: Sequence[U32], ranks: Sequence[U32], shape: tuple[int, ...]) -> U32:
    total = np.zeros(shape, np.int64)
    for column, rank in zip(columns, ranks, strict=True):
        held = (column if column.ndim == 1 else column[:, 0]) > 0
        np.add.at(total, rank[held], column[held])
    return total.astype(np.uint32)
