"""Articles and their passages -> a Part: where everything stands, and how often each term does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from qa_bot.documents.layout import ABOVE, START, Layout, block_rows
from qa_bot.documents.titles import titles
from qa_bot.retrieval.tables import I64, U64, Part
from qa_bot.retrieval.tallying import NO_SENTENCE, NOT_ENCODED, Lexicon, Tally
from qa_bot.values import Article, Passage, Source, Span

if TYPE_CHECKING:
    from qa_bot.retrieval.adding import Adder

_NO_SPANS = np.zeros((0, 2), np.int64)


def count(
    pairs: Iterable[tuple[Article, Sequence[Passage]]],
    lexicon: Lexicon | None = None,
    adder: Adder | None = None,
) -> Part:
    """Count the views of articles, each with its passages, taken one by one.

    A `lexicon` of earlier counts spares the work on words that it knows. An `adder` is given the sentences.
    """
    counter = _Counter(Lexicon() if lexicon is None else lexicon, adder)
    for article, passages in pairs:
        counter.add(article, passages)
    return counter.part()


class _Counter:
    def __init__(self, lexicon: Lexicon, adder: Adder | None) -> None:
        self._tally, self._adder = Tally(lexicon, adder), adder
        self._sources: list[Source] = []
        self._texts: list[bytes] = []
        self._unread: list[bytes] = []
        self._first_edits = [0]
        self._edits: list[I64] = [np.zeros((0, 3), np.int64)]
        self._first_passages = [0]
        self._rows: list[tuple[int, int, int, int]] = []
        self._byte_rows: list[U64] = [np.zeros((0, 2), np.uint64)]
        self._first_sentences = [0]
        self._sentences: list[Span] = []
        self._first_blocks = [0]
        self._blocks: list[tuple[int, ...]] = []

    def add(self, article: Article, passages: Sequence[Passage]) -> None:
        self._sources.append(source_of(article))
        self._texts.append(article.text.encode("utf-8", "surrogatepass"))
        self._unread.append("".join(one.put for one in article.edits).encode("utf-8", "surrogatepass"))
        edits = ((one.start, one.end, len(one.put)) for one in article.edits)
        self._edits.append(np.fromiter(chain.from_iterable(edits), np.int64).reshape(-1, 3))
        self._first_edits.append(self._first_edits[-1] + len(article.edits))
        bounds = np.array([(passage.start, passage.end) for passage in passages], np.int64).reshape(-1, 2)
        self._byte_rows.append(byte_offsets(article.text, bounds))
        rows = block_rows(article)
        self._count_words(article, passages, rows)
        self._first_passages.append(len(self._rows))
        self._blocks += rows
        self._first_blocks.append(len(self._blocks))

    def _count_words(
        self, article: Article, passages: Sequence[Passage], rows: Sequence[tuple[int, ...]]
    ) -> None:
        """Count the words of each passage: those of the title and the headings above it, then its own."""
        text, above, seen = article.text, _Above(article, rows, self._adder), set[Span]()
        for number, passage in enumerate(passages, len(self._rows)):
            self._rows.append((passage.start, passage.end, passage.source.line, 0))
            pieces, encoded = above.at(passage.start)
            self._tally.add(pieces, number, NO_SENTENCE)
            for span in passage.sentences:
                label = NO_SENTENCE if span in seen else len(self._sentences)
                self._tally.add(text[span[0] : span[1]].split(), number, label, encoded)
                self._sentences.append(span)
            seen.update(passage.sentences)
            self._first_sentences.append(len(self._sentences))
            self._tally.settle()

    def part(self) -> Part:
        counts = self._tally.counts(len(self._rows))
        rows = np.array(self._rows, np.uint32).reshape(-1, 4)
        rows[:, 3] = counts.lengths
        return Part(
            sources=self._sources,
            texts=self._texts,
            unread=self._unread,
            article_edits=np.array(self._first_edits, np.uint32),
            edits=np.concatenate(self._edits).astype(np.uint32),
            article_passages=np.array(self._first_passages, np.uint32),
            passages=rows,
            passage_bytes=np.concatenate(self._byte_rows),
            passage_sentences=np.array(self._first_sentences, np.uint32),
            sentences=np.array(self._sentences, np.uint32).reshape(-1, 2),
            article_blocks=np.array(self._first_blocks, np.uint32),
            blocks=np.array(self._blocks, np.uint32).reshape(-1, 6),
            terms=[term.encode("utf-8", "surrogatepass") for term in counts.terms],
            postings=counts.postings,
            sentence_frequency=counts.sentence_frequency,
            words=[word.encode("utf-8", "surrogatepass") for word in counts.words],
            word_uses=counts.word_uses,
        )


class _Above:
    """What stands above the passages of an article: its title, and the headings above each."""

    def __init__(self, article: Article, rows: Sequence[tuple[int, ...]], adder: Adder | None) -> None:
        self._article, self._adder = article, adder
        self._above = [row[ABOVE] for row in rows]
        self._starts = [row[START] for row in rows]
        self._layout = Layout(np.array(rows, np.int64).reshape(-1, 6), _NO_SPANS)
        self._known: dict[int, tuple[list[str], int]] = {}

    def at(self, place: int) -> tuple[list[str], int]:
        """Return what stands above a place, split at white space, and the adder's number of it."""
        number = bisect_right(self._starts, place) - 1
        heading = self._above[number] if number >= 0 else 0
        if heading not in self._known:
            above = self._layout.headings(number, self._article.text) if heading else ()
            headings, title = [one.text for one in above], self._article.title
            encoded = self._adder.number(titles(title, None, headings)) if self._adder else NOT_ENCODED
            self._known[heading] = titles(title, self._article.date, headings).split(), encoded
        return self._known[heading]


def source_of(article: Article) -> Source:
    """Return an article's face."""
    return Source(
        article.id, article.title, article.publisher, article.date, article.path, date_from=article.date_from
    )


def byte_offsets(text: str, places: I64) -> U64:
    """Return where code points of a text (its end too) stand among its UTF-8 bytes."""
    if text.isascii():
        return places.astype(np.uint64)
    edges, known = np.unique(places, return_inverse=True)
    pieces = (text[start:end] for start, end in pairwise([0, *edges.tolist()]))
    sizes = [len(piece.encode("utf-8", "surrogatepass")) for piece in pieces]
    return np.cumsum(sizes, dtype=np.uint64)[known].reshape(places.shape)
