"""One article as one string of bytes: all that an index holds of it, as a segment of its own."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.engine.rows import Unsound
from qa_bot.retrieval.guarding import plain
from qa_bot.retrieval.search import Weighted
from qa_bot.retrieval.segment import Reader
from qa_bot.retrieval.tables import F32, SHAPES, U32, Segment, Tables, Union
from qa_bot.retrieval.vocabulary import pack
from qa_bot.values import Source

# In the order of their items' sizes, so that each begins where its numbers can be read.
_ARRAYS = (
    "starts passage_bytes edits passages passage_sentences sentences blocks ids weights text unread".split()
)
TOGETHER = 1 << 16  # passages whose postings are picked out at once
_TERMS = "<u4"  # after them: the numbers of the article's terms
_HEAD = np.dtype("<u4")
_EMPTY = {name: np.zeros((0, columns) if columns else 0, dtype) for name, (dtype, columns) in SHAPES.items()}


class Body(NamedTuple):
    """An article as a segment of its own, and the numbers that its terms have among all."""

    reader: Reader
    terms: U32

    def own(self, terms: Weighted) -> list[tuple[int, float]]:
        """Return terms by the numbers they have here, without those it does not hold."""
        wanted = np.array([term for term, _ in terms], np.uint32)
        places = self.terms.searchsorted(wanted).tolist()
        return [
            (place, weight)
            for place, (term, weight) in zip(places, terms, strict=True)
            if place < len(self.terms) and int(self.terms[place]) == term
        ]


def empty_tables(**held: NDArray[Any]) -> Tables:
    """Return tables of which only some arrays hold anything."""
    arrays = _EMPTY | held
    return Tables(*(arrays[name] for name in Tables._fields))


def empty_union(runs: U32) -> Union:
    """Return a union of one segment, of which nothing has changed."""
    nothing = np.zeros(1, np.uint32)
    arrays = _EMPTY | {"runs": runs, "changed_term_offsets": nothing, "changed_word_offsets": nothing}
    return Union(*(arrays[name] for name in Union._fields))


def bodies(tables: Tables) -> Iterator[bytes]:
    """Yield each article of a segment as bytes."""
    whole = Tables(*[plain(array) for array in tables])
    bounds = whole.article_passages.tolist()
    first = 0
    while first < len(bounds) - 1:
        last = max(first + 1, bisect_right(bounds, bounds[first] + TOGETHER) - 1)
        postings = _Postings.of(whole, bounds[first], bounds[last])
        for number in range(first, last):
            yield _packed(_article(whole, number) | postings.between(*bounds[number : number + 2]))
        first = last


class _Postings(NamedTuple):
    """The postings of passages in a row, passage by passage, each with its terms ascending."""

    passages: U32
    terms: U32
    weights: F32

    @classmethod
    def of(cls, tables: Tables, first: int, last: int) -> _Postings:
        """Pick them out of those of all passages."""
        at = np.flatnonzero((tables.ids >= first) & (tables.ids < last))
        at = at[np.argsort(tables.ids[at], kind="stable")]
        terms = (np.searchsorted(tables.starts, at.astype(np.uint64), "right") - 1).astype(np.uint32)
        return cls(tables.ids[at], terms, tables.weights[at])

    def between(self, first: int, last: int) -> dict[str, NDArray[Any]]:
        """Return those of one article, in the order of its own terms."""
        own = slice(*self.passages.searchsorted(np.array([first, last], np.uint32)).tolist())
        by_term = np.argsort(self.terms[own], kind="stable")
        distinct, starts = np.unique(self.terms[own][by_term], return_index=True)
        return {
            "terms": distinct,
            "starts": np.append(starts, len(by_term)),
            "ids": (self.passages[own] - np.uint32(first))[by_term],
            "weights": self.weights[own][by_term],
        }


def _article(tables: Tables, number: int) -> dict[str, NDArray[Any]]:
    """Return the rows of one article, its places counted from its own beginning."""
    passages = _slice(tables.article_passages, number)
    first, last = tables.passage_sentences[[passages.start, passages.stop]].tolist()
    text = _slice(tables.article_bytes, number)
    return {
        "text": tables.text[text],
        "unread": tables.unread[_slice(tables.article_unread, number)],
        "edits": tables.edits[_slice(tables.article_edits, number)],
        "passages": tables.passages[passages],
        "passage_bytes": tables.passage_bytes[passages] - np.uint64(text.start),
        "passage_sentences": tables.passage_sentences[passages.start : passages.stop + 1] - np.uint32(first),
        "sentences": tables.sentences[first:last],
        "blocks": tables.blocks[_slice(tables.article_blocks, number)],
    }


def _slice(starts: NDArray[Any], number: int) -> slice:
    return slice(*starts[number : number + 2].tolist())


def _packed(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Return arrays one after the other, behind the number of rows of each."""
    head = [len(arrays[name]) for name in (*_ARRAYS, "terms")]
    pieces = [np.array(head, _HEAD).tobytes()]
    for name, dtype, _ in _forms():
        pieces.append(np.ascontiguousarray(arrays[name], dtype).tobytes())
    return b"".join(pieces)


def _forms() -> list[tuple[str, str, int]]:
    """Return the name, the type and the columns of each array, in their order."""
    return [*((name, *SHAPES[name]) for name in _ARRAYS), ("terms", _TERMS, 0)]


def opened(data: bytes, source: Source) -> Body:
    """Return the article that bytes are of."""
    forms = _forms()
    at = len(forms) * _HEAD.itemsize
    arrays: dict[str, NDArray[Any]] = {}
    for (name, dtype, columns), rows in zip(forms, _head(data, len(forms)), strict=True):
        shape = (rows, columns) if columns else (rows,)
        end = at + math.prod(shape) * np.dtype(dtype).itemsize
        if end > len(data):
            raise Unsound("its reply has an article that is cut short")
        arrays[name] = np.frombuffer(data, dtype, math.prod(shape), at).reshape(shape)
        at = end
    terms = arrays.pop("terms")
    return Body(Reader(Segment(_alone(arrays, source), [source])), terms)


def _head(data: bytes, count: int) -> Sequence[int]:
    if len(data) < count * _HEAD.itemsize:
        raise Unsound("its reply has an article that is cut short")
    rows: list[int] = np.frombuffer(data, _HEAD, count).tolist()
    return rows


def _alone(arrays: dict[str, NDArray[Any]], source: Source) -> Tables:
    """Return the tables of an article that is the only one."""

    def all_of(name: str, dtype: type[np.generic]) -> NDArray[Any]:
        return np.array([0, len(arrays[name])], dtype)

    letters, offsets = pack([source.id.encode("utf-8", "surrogatepass")])
    return empty_tables(
        **arrays,
        article_bytes=all_of("text", np.uint64),
        article_unread=all_of("unread", np.uint64),
        article_edits=all_of("edits", np.uint32),
        article_passages=all_of("passages", np.uint32),
        article_blocks=all_of("blocks", np.uint32),
        source_letters=letters,
        source_offsets=offsets,
        source_numbers=np.zeros(1, np.uint32),
    )
