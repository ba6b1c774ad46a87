"""Articles and their passages -> a Part: where everything stands, and how often each term does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qa_bot.index.lexicon import Lexicon
from qa_bot.index.tables import U64, Part
from qa_bot.index.tally import NO_SENTENCE, Tally
from qa_bot.index.weighting import MAX_TF
from qa_bot.text import heading, split
from qa_bot.values import Article, Passage, Source

I64 = NDArray[np.int64]


def count(pairs: Iterable[tuple[Article, Sequence[Passage]]]) -> Part:
    """Count articles, each with its passages, taken one by one."""
    counter = _Counter()
    for article, passages in pairs:
        counter.add(article, passages)
    return counter.part()


class _Counter:
    def __init__(self) -> None:
        self._lexicon = Lexicon()
        self._tally = Tally(self._lexicon)
        self._sources: list[Source] = []
        self._texts: list[bytes] = []
        self._first_passages = [0]
        self._rows: list[tuple[int, int, int, int]] = []
        self._byte_rows: list[U64] = [np.zeros((0, 2), np.uint64)]
        self._first_sentences = [0]
        self._sentences: list[tuple[int, int]] = []

    def add(self, article: Article, passages: Sequence[Passage]) -> None:
        data, offsets = encode(article.text)
        self._sources.append(source_of(article))
        self._texts.append(data)
        bounds = np.array([(passage.start, passage.end) for passage in passages], np.int64).reshape(-1, 2)
        self._byte_rows.append(offsets[bounds])
        self._count_title(article, len(passages))
        for passage in passages:
            self._rows.append((passage.start, passage.end, passage.source.line, 0))
        self._count_sentences(article, passages)
        self._first_passages.append(len(self._rows))

    def _count_title(self, article: Article, passages: int) -> None:
        title = self._lexicon.numbers(split(heading(article.title, article.date)))
        here = len(self._rows) + np.arange(passages)
        surfaces = np.tile(title, passages)
        self._tally.add(surfaces, np.repeat(here, len(title)), np.full(len(surfaces), NO_SENTENCE))

    def _count_sentences(self, article: Article, passages: Sequence[Passage]) -> None:
        words, owners, labels = [], [], []
        seen: set[tuple[int, int]] = set()
        first = len(self._rows) - len(passages)
        for number, passage in enumerate(passages, first):
            for span in passage.sentences:
                words.append(split(article.text[span[0] : span[1]]))
                owners.append(number)
                labels.append(NO_SENTENCE if span in seen else len(self._sentences))
                seen.add(span)
                self._sentences.append(span)
            self._first_sentences.append(len(self._sentences))
        counts = np.fromiter(map(len, words), np.int64, len(words))
        surfaces = self._lexicon.numbers([*chain.from_iterable(words)])
        spread = (np.repeat(np.array(column, np.int64), counts) for column in (owners, labels))
        self._tally.add(surfaces, *spread)

    def part(self) -> Part:
        postings = self._tally.postings()
        rows = np.array(self._rows, np.uint32).reshape(-1, 4)
        rows[:, 3] = np.bincount(postings.passages, postings.tf, minlength=len(rows))
        return Part(
            sources=self._sources,
            texts=self._texts,
            article_passages=np.array(self._first_passages, np.uint32),
            passages=rows,
            passage_bytes=np.concatenate(self._byte_rows),
            passage_sentences=np.array(self._first_sentences, np.uint32),
            sentences=np.array(self._sentences, np.uint32).reshape(-1, 2),
            terms=[term.encode("utf-8", "surrogatepass") for term in self._lexicon.terms],
            posting_terms=postings.terms,
            posting_passages=postings.passages,
            tf=np.minimum(postings.tf, MAX_TF),
            sentence_frequency=self._tally.sentence_frequency(),
            words=[word.encode("utf-8", "surrogatepass") for word in self._lexicon.words],
            word_uses=self._tally.word_uses(),
        )


def source_of(article: Article) -> Source:
    """Give an article's face."""
    return Source(
        article.id,
        article.title,
        article.publisher,
        article.date,
        article.path,
        date_from=article.date_from,
    )


def encode(text: str) -> tuple[bytes, U64]:
    """Give the UTF-8 bytes, and for each code point (and the end) its offset among them."""
    data = text.encode("utf-8", "surrogatepass")
    first = (np.frombuffer(data, np.uint8) & 0xC0) != 0x80
    return data, np.append(np.flatnonzero(first), len(data)).astype(np.uint64)
