"""Segments -> one index: what changes is put beside what stays, and small segments are merged.

A segment is written once, so a small change writes a small segment. The sizes of segments grow
geometrically, so that there are few and each article is written again a few times at most (the
log-structured merge tree of O'Neil and others, 1996).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.layout import blocks_of
from qa_bot.retrieval.assembling import assemble, order_key
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.guarding import plain
from qa_bot.retrieval.numbering import Numbering, Place, Sources
from qa_bot.retrieval.segment import Reader
from qa_bot.retrieval.tables import (
    I64,
    U8,
    U32,
    U64,
    Assembled,
    Part,
    Postings,
    Segment,
    Strings,
    Tables,
    Union,
    sizes,
    starts,
)
from qa_bot.retrieval.vocabulary import Vocabulary, pack
from qa_bot.values import Article, Passage, Source

SMALL = 5_000  # passages, of 2 MB of articles: so many are put together anew in 0.1 s
GROWTH = 4  # times as large as what is written may a segment be that is merged with it
_Counts = tuple[Strings[bytes], NDArray[Any]]


def alone(segment: Segment) -> Assembled:
    """Return the index of one segment all of whose articles count."""
    runs = _runs(_in_row(0, 0, len(segment.sources)))
    return Assembled((segment,), Union(runs, *_packed([], 2), *_packed([], 3)))


def whole(assembled: Assembled) -> Segment:
    """Return all articles of an index in one segment, as if they had been put together at once."""
    live = _live(assembled)
    if len(live) == 1 and live[0].all():
        return assembled.segments[0]
    return assemble([kept(*pair) for pair in zip(assembled.segments, live, strict=True)])


def updated(
    assembled: Assembled, gone: Sequence[Place], fresh: Sequence[Part], compact: bool = False
) -> Assembled:
    """Return an index without the articles that are `gone` and with those of `fresh`.

    What is new comes into a segment of its own, with the articles of those segments that are not much larger;
    of all segments where it is to be `compact`.
    """
    left = _without(assembled, gone)
    live = _live(left)
    first = 0 if compact else _first_merged(left, live, sum(len(part.passages) for part in fresh))
    made = assemble([*(kept(*pair) for pair in [*zip(left.segments, live, strict=True)][first:]), *fresh])
    if not first:
        return alone(made)
    lost = [_count_again(left.segments[segment], numbers) for segment, numbers in _by_segment(gone)]
    union = Union(_with(left, first, made.sources), *_changed(assembled.union, lost, fresh))
    return Assembled((*left.segments[:first], made), union)


def _without(assembled: Assembled, gone: Sequence[Place]) -> Assembled:
    """Return an index without some articles; its counts are as they were."""
    order = _order(assembled.union.runs)
    removed = np.zeros(len(order), np.bool_)
    for segment, numbers in _by_segment(gone):
        removed |= (order[:, 0] == segment) & np.isin(order[:, 1], numbers)
    return assembled._replace(union=assembled.union._replace(runs=_runs(order[~removed])))


def _with(left: Assembled, first: int, sources: Sequence[Source]) -> U32:
    """Return the runs of the segments before `first`, and between them those of new articles."""
    order = _order(left.union.runs)
    order = order[order[:, 0] < first]
    below = Assembled(left.segments[:first], left.union._replace(runs=_runs(order)))
    known, at, places = Sources(below, Numbering(below)), 0, []
    for source in sources:
        at = bisect_left(known, order_key(source), lo=at, key=order_key)
        places.append(at)
    return _runs(np.insert(order, places, _in_row(first, 0, len(sources)), axis=0))


def _order(runs: U32) -> I64:
    """Return the segment and the number of each article, in order."""
    return np.concatenate([_in_row(0, 0, 0), *(_in_row(*run) for run in runs.tolist())])


def _in_row(segment: int, first: int, last: int) -> I64:
    return np.stack([np.full(last - first, segment, np.int64), np.arange(first, last)], axis=1)


def _runs(order: I64) -> U32:
    """Return the runs that articles in an order make."""
    follows = (np.diff(order[:, 0]) == 0) & (np.diff(order[:, 1]) == 1)
    first = np.flatnonzero(np.concatenate([[True], ~follows])[: len(order)])
    last = np.append(first[1:], len(order))[: len(first)] - 1
    return np.column_stack([order[first], order[last, 1] + 1]).astype(np.uint32)


def _live(assembled: Assembled) -> list[NDArray[np.bool_]]:
    """Mark the articles of each segment that count."""
    marks = [np.zeros(len(segment.sources), np.bool_) for segment in assembled.segments]
    for segment, first, last in assembled.union.runs.tolist():
        marks[segment][first:last] = True
    return marks


def _first_merged(assembled: Assembled, live: Sequence[NDArray[np.bool_]], size: int) -> int:
    """Return the number of the first segment that is written anew, with the later ones and what is new."""
    first = len(live)
    while first:
        passages = sizes(assembled.segments[first - 1].tables.article_passages)
        counted = int(passages[live[first - 1]].sum())
        is_half_gone = 2 * counted < passages.sum()
        if counted > GROWTH * size and counted + size > SMALL and not is_half_gone:
            break
        first, size = first - 1, size + counted
    return first


def _by_segment(places: Sequence[Place]) -> Iterator[tuple[int, list[int]]]:
    for segment, own in groupby(sorted(places), key=lambda place: place.segment):
        yield segment, [place.number for place in own]


def _changed(union: Union, lost: Sequence[Part], fresh: Sequence[Part]) -> tuple[NDArray[Any], ...]:
    """Return how the terms and words of all articles differ from those of the first segment."""
    terms = [*Vocabulary(union.changed_term_letters, union.changed_term_offsets)]
    words = [*Vocabulary(union.changed_word_letters, union.changed_word_offsets)]
    signed = [*((part, -1) for part in lost), *((part, 1) for part in fresh)]
    return (
        *_packed(
            [(terms, union.term_changes), *((part.terms, sign * _held(part)) for part, sign in signed)], 2
        ),
        *_packed(
            [(words, union.word_changes), *((part.words, sign * _used(part)) for part, sign in signed)], 3
        ),
    )


def _held(part: Part) -> I64:
    """Return how many passages and sentences of a part hold each term."""
    passages = np.bincount(part.postings.read().terms, minlength=len(part.terms))
    return np.stack([passages, part.sentence_frequency], axis=1).astype(np.int64)


def _used(part: Part) -> I64:
    return part.word_uses.astype(np.int64)


def _packed(groups: Sequence[_Counts], columns: int) -> tuple[U8, U32, NDArray[np.int32]]:
    """Add up counts by name; return the names whose sums are not zero, packed, and the sums."""
    names = sorted({name for strings, _ in groups for name in strings})
    place = {name: number for number, name in enumerate(names)}
    total = np.zeros((len(names), columns), np.int64)
    for strings, counts in groups:
        total[np.fromiter(map(place.__getitem__, strings), np.intp, len(strings))] += counts
    differ = (total != 0).any(axis=1)
    letters, offsets = pack([name for name, one in zip(names, differ.tolist(), strict=True) if one])
    return letters, offsets, total[differ].astype(np.int32)


def kept(segment: Segment, live: NDArray[np.bool_]) -> Part:
    """Return the counts of the articles of a segment that are marked, as if only they had been counted."""
    tables, sources = Tables(*[plain(array) for array in segment.tables]), segment.sources
    stay = np.repeat(live, sizes(tables.article_passages))
    said = np.repeat(stay, sizes(tables.passage_sentences))
    held = stay[tables.ids]
    removed = _count_again(segment, np.flatnonzero(~live).tolist())
    terms = list(Vocabulary(tables.term_letters, tables.term_offsets))
    words = list(Vocabulary(tables.word_letters, tables.word_offsets))
    return Part(
        sources=[source for source, one in zip(sources, live, strict=True) if one],
        texts=_pieces(tables.text, tables.article_bytes, live),
        unread=_pieces(tables.unread, tables.article_unread, live),
        article_edits=starts(sizes(tables.article_edits)[live]),
        edits=tables.edits[np.repeat(live, sizes(tables.article_edits))],
        article_passages=starts(sizes(tables.article_passages)[live]),
        passages=tables.passages[stay],
        passage_bytes=(tables.passage_bytes - _article_starts(tables)[:, None])[stay],
        passage_sentences=starts(sizes(tables.passage_sentences)[stay]),
        sentences=tables.sentences[said],
        article_blocks=starts(sizes(tables.article_blocks)[live]),
        blocks=tables.blocks[np.repeat(live, sizes(tables.article_blocks))],
        terms=terms,
        postings=Postings(
            np.repeat(np.arange(len(terms), dtype=np.uint32), sizes(tables.starts))[held],
            (np.cumsum(stay) - 1).astype(np.uint32)[tables.ids[held]],
            tables.tf[held],
        ),
        sentence_frequency=_less(tables.sentence_frequency, terms, removed.sentence_frequency, removed.terms),
        words=words,
        word_uses=_less(tables.word_uses, words, removed.word_uses, removed.words),
    )


def _pieces(data: U8, first: U64, live: NDArray[np.bool_]) -> list[memoryview]:
    bounds = first.tolist()
    return [data[bounds[n] : bounds[n + 1]].data for n in np.flatnonzero(live).tolist()]


def _count_again(segment: Segment, gone: Sequence[int]) -> Part:
    """Count articles that go, from the text the segment keeps."""
    reader = Reader(segment)
    return count(_article(reader, number) for number in gone)


def _article(reader: Reader, number: int) -> tuple[Article, list[Passage]]:
    source = reader.sources[number]
    passages = [reader.passage(at, at) for at in reader.passages_of(number)]
    blocks = tuple(blocks_of(reader.layout(number).rows))
    return Article(source.id, reader.text(number), source.title, source.date, blocks=blocks), passages


def _less(total: U32, names: Sequence[bytes], part: U32, part_names: Strings[bytes]) -> U32:
    place = {name: number for number, name in enumerate(names)}
    left = total.copy()
    shared = [number for number, name in enumerate(part_names) if name in place]
    left[[place[part_names[number]] for number in shared]] -= part[shared]
    return left


def _article_starts(tables: Tables) -> U64:
    return np.repeat(tables.article_bytes[:-1], sizes(tables.article_passages))
