"""Index: what a built or opened index can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.formats import is_paged
from qa_bot.documents.layout import Layout, Setting, is_sound
from qa_bot.documents.paragraphs import Stretch, line_of
from qa_bot.documents.view import Places, Writing
from qa_bot.errors import IndexDamaged
from qa_bot.retrieval.search import best, posting_ids, scores_of
from qa_bot.retrieval.tables import U8, U32, Assembled, Tables
from qa_bot.retrieval.vocabulary import Vocabulary
from qa_bot.values import Passage, Source, Within

NO_ID = -1
FILTERS = 4  # choices of articles whose passages are kept marked
LAYOUTS = 256  # articles whose blocks were checked once; each is two views, no copy


class Index:
    """Passages of articles, and which terms stand in them. Never changes; safe from several threads."""

    def __init__(self, assembled: Assembled) -> None:
        """Stand over arrays that were built or opened."""
        self.sources = assembled.sources
        self._tables = assembled.tables
        self._terms = Vocabulary(self._tables.term_letters, self._tables.term_offsets)
        self._words = Vocabulary(self._tables.word_letters, self._tables.word_offsets)
        self._layouts = lru_cache(maxsize=LAYOUTS)(partial(_layout, self._tables))
        self._writings = lru_cache(maxsize=LAYOUTS)(partial(_writing, self._tables))
        self._texts = lru_cache(maxsize=LAYOUTS)(partial(_article_text, self._tables))
        self._marked = lru_cache(maxsize=FILTERS)(partial(_marked, self._tables, self.sources))
        self._ids = Vocabulary(self._tables.source_letters, self._tables.source_offsets)

    def __reduce__(self) -> tuple[type[Index], tuple[Assembled]]:
        """Let another process have a copy."""
        return Index, (Assembled(self._tables, tuple(self.sources)),)

    @property
    def tables(self) -> Tables:
        """The arrays themselves."""
        return self._tables

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return len(self._tables.passages)

    @property
    def sentence_count(self) -> int:
        """How many sentences there are."""
        return len(self._tables.sentences)

    def term_id(self, term: str) -> int | None:
        """Return the number of a term, or None when no passage holds it."""
        return self._terms.find(_bytes(term))

    def idf(self, term_id: int) -> float:
        """Return how rare a term is over the passages: positive, larger is rarer."""
        return float(self._tables.idf[term_id])

    def sentence_frequency(self, term: str) -> int:
        """Count the sentences that hold a term."""
        found = self.term_id(term)
        return 0 if found is None else int(self._tables.sentence_frequency[found])

    def search(
        self,
        term_ids: Sequence[int],
        weights: Sequence[float],
        k: int,
        articles: frozenset[str] | None = None,
    ) -> list[tuple[int, float]]:
        """Return (passage id, score) of the k best passages (of some `articles`), best first, ties by id."""
        among = None if articles is None else self._marked(articles)
        return best(self._tables, [*zip(term_ids, weights, strict=True)], k, among)

    def count_passages(self, articles: frozenset[str]) -> int:
        """Count the passages of some articles."""
        return int(self._marked(articles).sum())

    def scores(self, term_ids: Sequence[int], weights: Sequence[float], ids: Sequence[int]) -> list[float]:
        """Return the score of each passage of `ids` (ascending), 0.0 where it holds none of the terms."""
        return scores_of(self._tables, [*zip(term_ids, weights, strict=True)], ids)

    def passages_with(self, term: str, most: int) -> list[Passage]:
        """Return the first passages that hold a term, at most `most`."""
        return self.fetch(self._first_with(term, most).tolist())

    def texts_with(self, term: str, most: int) -> Iterator[str]:
        """Return the texts of the first passages that hold a term, at most `most`."""
        places = self._tables.passage_bytes[self._first_with(term, most)]
        return (_decoded(self._tables.text, *place) for place in places.tolist())

    def _first_with(self, term: str, most: int) -> U32:
        found = self.term_id(term)
        return np.zeros(0, np.uint32) if found is None else posting_ids(self._tables, found)[:most]

    def fetch(self, ids: Iterable[int]) -> list[Passage]:
        """Return passages by their ids, in the order asked."""
        return [self._passage(number) for number in ids]

    def passages_within(self, within: Within) -> list[Passage]:
        """Return a whole article's passages, or one passage (its id is -1) of the sentences inside a stretch.

        No passage when no sentence lies inside, or there is no such article.
        """
        article = self._passages_of(within.source)
        if within.start == 0 and within.end is None:
            return self.fetch(article)
        return self._clipped(self.fetch(self._overlapping(article, within)), within)

    def passages_around(self, within: Within, count: int) -> list[Passage]:
        """Return the passages that reach into a stretch, and `count` of the article's on each side."""
        article = self._passages_of(within.source)
        own = self._overlapping(article, within)
        if not own:
            return []
        return self.fetch(range(max(article.start, own.start - count), min(article.stop, own.stop + count)))

    def words(self, beginning: str = "") -> Iterator[str]:
        """Yield the distinct surface words, folded, that begin with some letters, in order of their bytes."""
        return (word.decode("utf-8", "surrogatepass") for word in self._words.starting(_bytes(beginning)))

    def capital_share(self, word: str) -> float:
        """Return the share of a folded word's uses inside sentences that have a capital; 0.0 if none."""
        found = self._words.find(_bytes(word))
        if found is None:
            return 0.0
        _, inner, capital = self._tables.word_uses[found].tolist()
        return float(capital / inner) if inner else 0.0

    def stretch(self, within: Within) -> Stretch | None:
        """Return what stands in a stretch of an article, None when no sentence lies inside."""
        found = self.passages_within(within)
        if not found or (within.start == 0 and within.end is None):
            return None
        (one,) = found
        return Stretch(one.text, one.start, self.layout_of(within.source).paragraphs(one.sentences))

    def layout_of(self, source_id: str) -> Layout:
        """Return where an article's blocks and sentences stand; KeyError when there is no such article."""
        return self._layouts(self._number(source_id))

    def text_of(self, source_id: str) -> str:
        """Return an article's whole text as it is read; KeyError when there is no such article."""
        return self._texts(self._number(source_id))

    def writing_of(self, source_id: str) -> Writing | None:
        """Return an article as it is written; None where it is read so and has no pages, or there is none."""
        number = self._number_of(source_id)
        if number is None or not (self._is_edited(number) or is_paged(self.sources[number].path)):
            return None
        return self._writings(number)

    def _is_edited(self, number: int) -> bool:
        first, last = self._tables.article_edits[number : number + 2].tolist()
        return bool(first < last)

    def setting(self, source_id: str, place: int) -> Setting:
        """Return what stands above a place of an article; KeyError when there is no such article."""
        return self.layout_of(source_id).setting(place, self.text_of(source_id))

    def text_at(self, article: int) -> str:
        """Return the whole text of the article of that number."""
        return _article_text(self._tables, article)

    def _number_of(self, source_id: str) -> int | None:
        """Return the number of the first article with an id, None where there is none."""
        found = self._ids.find(_bytes(source_id))
        return None if found is None else int(self._tables.source_numbers[found])

    def _number(self, source_id: str) -> int:
        """Return the number of the first article with an id; KeyError where there is none."""
        number = self._number_of(source_id)
        if number is None:
            raise KeyError(source_id)
        return number

    def _passages_of(self, source_id: str) -> range:
        """Return the ids of an article's passages, none when there is no such article."""
        article = self._number_of(source_id)
        if article is None:
            return range(0)
        return range(*self._tables.article_passages[article : article + 2].tolist())

    def _overlapping(self, article: range, within: Within) -> range:
        """Return the passages of an article that reach into the stretch, none left out between them."""
        bounds = self._tables.passages[article.start : article.stop, :2].astype(int).tolist()
        end = bounds[-1][1] if within.end is None and bounds else within.end or 0
        inside = [at for at, (a, b) in enumerate(bounds, article.start) if a < end and b > within.start]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def _clipped(self, own: list[Passage], within: Within) -> list[Passage]:
        spans = {span for passage in own for span in passage.sentences if _inside(span, within)}
        if not spans:
            return []
        sentences = tuple(sorted(spans))
        start, end = sentences[0][0], max(last for _, last in sentences)
        for passage in own:
            if (passage.start, passage.end) == (start, end):
                return [passage]
        return [self._joined(own, sentences, start, end)]

    def _joined(
        self, own: list[Passage], sentences: tuple[tuple[int, int], ...], start: int, end: int
    ) -> Passage:
        first = own[0]
        rows = self._tables.passage_bytes[[first.id, own[-1].id]]
        text = _decoded(self._tables.text, int(rows[0, 0]), int(rows[1, 1]))
        here, there = start - first.start, end - first.start
        line = first.source.line + line_of(text, here) - 1
        return Passage(NO_ID, first.source._replace(line=line), start, end, text[here:there], sentences)

    def _passage(self, number: int) -> Passage:
        if not 0 <= number < self.passage_count:
            raise IndexError(f"no passage {number}: there are {self.passage_count}")
        tables = self._tables
        start, end, line, _ = tables.passages[number].tolist()
        first, last = tables.passage_sentences[number : number + 2].tolist()
        sentences = tuple((a, b) for a, b in tables.sentences[first:last].tolist())
        text = _decoded(tables.text, *tables.passage_bytes[number].tolist())
        if len(text) != end - start or any(not start <= a <= b <= end for a, b in sentences):
            raise IndexDamaged(f"the saved index is damaged: passage {number} is not where it should be")
        article = int(tables.article_passages.searchsorted(number, "right")) - 1
        return Passage(number, self.sources[article]._replace(line=line), start, end, text, sentences)


def _marked(tables: Tables, sources: Sequence[Source], articles: frozenset[str]) -> NDArray[np.bool_]:
    """Mark the passages of some articles among all."""
    chosen = np.array([source.id in articles for source in sources], np.bool_)
    first = tables.article_passages.astype(np.int64)
    return np.repeat(chosen, first[1:] - first[:-1])


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


def _inside(span: tuple[int, int], within: Within) -> bool:
    return within.start <= span[0] and (within.end is None or span[1] <= within.end)


def _bytes(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")
