"""One segment, asked by its own numbers: the boundary behind which passages and postings may be anywhere.

What is small (the vocabulary, the articles' ids, where their passages begin) is in memory for every segment;
the rest a `Reader` reads from arrays, checked as it is read.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.formats import is_paged
from qa_bot.documents.layout import Layout, is_sound
from qa_bot.documents.view import Places, Writing
from qa_bot.errors import IndexDamaged
from qa_bot.retrieval.search import Weighted, best, posting_ids, scores_of
from qa_bot.retrieval.tables import U8, Segment, Tables, sizes
from qa_bot.retrieval.vocabulary import Vocabulary
from qa_bot.values import Passage

LAYOUTS = 256  # articles whose blocks were checked once; each is two views, no copy


class SegmentReader(ABC):
    """Articles and passages of a segment, and its words. Never changes; safe from several threads."""

    def __init__(self, segment: Segment) -> None:
        """Stand over arrays that were built or opened; here only those that are small are read."""
        self.tables, self.sources = tables, _ = segment
        self.terms = Vocabulary(tables.term_letters, tables.term_offsets)
        self.words = Vocabulary(tables.word_letters, tables.word_offsets)
        self._ids = Vocabulary(tables.source_letters, tables.source_offsets)

    def articles_called(self, source_id: bytes) -> list[int]:
        """Return the numbers of the articles with an id."""
        places = self._ids.places(source_id)
        numbers: list[int] = self.tables.source_numbers[places.start : places.stop].tolist()
        return numbers

    def passages_of(self, article: int) -> range:
        """Return the numbers of an article's passages."""
        return range(*self.tables.article_passages[article : article + 2].tolist())

    def article_of(self, passage: int) -> int:
        """Return the number of the article that a passage is of."""
        number = self.tables.article_passages.dtype.type(passage)  # of another kind the array would be copied
        return int(self.tables.article_passages.searchsorted(number, "right")) - 1

    def marked(self, articles: frozenset[str]) -> NDArray[np.bool_]:
        """Mark the passages of some articles, given their ids."""
        chosen = np.array([source.id in articles for source in self.sources], np.bool_)
        return np.repeat(chosen, sizes(self.tables.article_passages))

    @abstractmethod
    def best(
        self, terms: Weighted, k: int, among: NDArray[np.bool_] | None = None, removed: Sequence[slice] = ()
    ) -> list[tuple[int, float]]:
        """Return (passage number, score) of the k best passages, as `search.best` does."""

    @abstractmethod
    def scores(self, terms: Weighted, passages: Sequence[int]) -> list[float]:
        """Return the exact score of each passage, 0.0 where it holds none of the terms."""

    @abstractmethod
    def holding(self, term: int, passages: range, most: int) -> list[int]:
        """Return the first of the passages in a range that hold a term, at most `most`."""

    @abstractmethod
    def sentences_in(self, passages: range) -> int:
        """Count the sentences of passages in a row."""

    @abstractmethod
    def bring(self, passages: Iterable[int]) -> None:
        """Bring near at once what will be read of these passages' articles."""

    @abstractmethod
    def bounds(self, passages: range) -> list[list[int]]:
        """Return where passages in a row, all of one article, start and end."""

    @abstractmethod
    def between(self, first: int, last: int) -> str:
        """Return the text from the start of one passage to the end of another of the same article."""

    @abstractmethod
    def passage(self, number: int, id: int) -> Passage:
        """Return a passage, under the id it has among all."""

    @abstractmethod
    def layout(self, article: int) -> Layout:
        """Return where an article's blocks and sentences stand."""

    @abstractmethod
    def text(self, article: int) -> str:
        """Return an article's text as it is read."""

    @abstractmethod
    def writing(self, article: int) -> Writing | None:
        """Return an article as it is written; None where it is read so and has no pages."""


class Reader(SegmentReader):
    """A segment all of whose arrays are here, in memory or mapped from files."""

    def __init__(self, segment: Segment) -> None:
        """Stand over arrays that were built or opened."""
        super().__init__(segment)
        tables = self.tables
        self._layouts = lru_cache(maxsize=LAYOUTS)(partial(_layout, tables))
        self._texts = lru_cache(maxsize=LAYOUTS)(partial(_article_text, tables))
        self._writings = lru_cache(maxsize=LAYOUTS)(partial(_writing, tables))

    def best(
        self, terms: Weighted, k: int, among: NDArray[np.bool_] | None = None, removed: Sequence[slice] = ()
    ) -> list[tuple[int, float]]:
        """Return (passage number, score) of the k best passages."""
        return best(self.tables, terms, k, among, removed)

    def scores(self, terms: Weighted, passages: Sequence[int]) -> list[float]:
        """Return the exact score of each passage."""
        return scores_of(self.tables, terms, passages)

    def holding(self, term: int, passages: range, most: int) -> list[int]:
        """Return the first of the passages in a range that hold a term."""
        ids = posting_ids(self.tables, term)
        first, last = ids.searchsorted([passages.start, passages.stop]).tolist()
        numbers: list[int] = ids[first : min(last, first + most)].tolist()
        return numbers

    def sentences_in(self, passages: range) -> int:
        """Count the sentences of passages in a row."""
        first, last = self.tables.passage_sentences[[passages.start, passages.stop]].tolist()
        return int(last - first)

    def bring(self, passages: Iterable[int]) -> None:
        """Do nothing: all is here."""

    def layout(self, article: int) -> Layout:
        """Return where an article's blocks and sentences stand."""
        return self._layouts(article)

    def text(self, article: int) -> str:
        """Return an article's text as it is read."""
        return self._texts(article)

    def writing(self, article: int) -> Writing | None:
        """Return an article as it is written."""
        first, last = self.tables.article_edits[article : article + 2].tolist()
        return self._writings(article) if first < last or is_paged(self.sources[article].path) else None

    def bounds(self, passages: range) -> list[list[int]]:
        """Return where passages in a row start and end."""
        rows: list[list[int]] = self.tables.passages[passages.start : passages.stop, :2].astype(int).tolist()
        return rows

    def between(self, first: int, last: int) -> str:
        """Return the text from the start of one passage to the end of another of the same article."""
        rows = self.tables.passage_bytes[[first, last]]
        return _decoded(self.tables.text, int(rows[0, 0]), int(rows[1, 1]))

    def passage(self, number: int, id: int) -> Passage:
        """Return a passage, under the id it has among all."""
        tables = self.tables
        start, end, line, _ = tables.passages[number].tolist()
        first, last = tables.passage_sentences[number : number + 2].tolist()
        sentences = tuple((a, b) for a, b in tables.sentences[first:last].tolist())
        text = _decoded(tables.text, *tables.passage_bytes[number].tolist())
        if len(text) != end - start or any(not start <= a <= b <= end for a, b in sentences):
            raise IndexDamaged(f"the saved index is damaged: passage {number} is not where it should be")
        source = self.sources[self.article_of(number)]
        return Passage(id, source._replace(line=line), start, end, text, sentences)


def _article_text(tables: Tables, article: int) -> str:
    return _decoded(tables.text, *tables.article_bytes[article : article + 2].tolist())


def _writing(tables: Tables, article: int) -> Writing:
    rows = tables.edits[slice(*tables.article_edits[article : article + 2].tolist())].astype(np.int64)
    unread = _decoded(tables.unread, *tables.article_unread[article : article + 2].tolist())
    text, ends = _article_text(tables, article), rows[:, 2].cumsum()
    is_ordered = (np.diff(rows[:, :2].ravel()) >= 0).all() and rows[:, 1].max(initial=0) <= len(text)
    if not is_ordered or ends.max(initial=0) != len(unread):
        raise IndexDamaged(f"the saved index is damaged: the edits of article {article} have no order")
    return Writing(text, Places(*rows.T), unread)


def _decoded(data: U8, first: int, last: int) -> str:
    if not first <= last <= len(data):
        raise IndexDamaged("the saved index is damaged: it points behind the end of its text")
    try:
        return data[first:last].tobytes().decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise IndexDamaged("the saved index is damaged: its text is no UTF-8") from error


def _layout(tables: Tables, article: int) -> Layout:
    first, last = tables.article_blocks[article : article + 2].tolist()
    held = tables.article_passages[article : article + 2].clip(max=len(tables.passages))
    begin, end = tables.passage_sentences[held].tolist()
    layout = Layout(tables.blocks[first:last], tables.sentences[begin:end])
    if not is_sound(layout):
        raise IndexDamaged(f"the saved index is damaged: the blocks of article {article} have no order")
    return layout
