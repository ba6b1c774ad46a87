"""Articles and their passages -> a Part: where everything stands, and how often each term does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.layout import Layout, block_rows
from qa_bot.documents.titles import titles
from qa_bot.language.tokens import fold, split, stem
from qa_bot.retrieval.tables import I64, U32, U64, Part, Postings
from qa_bot.retrieval.weighting import MAX_TF
from qa_bot.values import Article, Passage, Source

RUN = 1 << 18  # tokens counted at once: a column of their numbers takes 2 MB
TOGETHER = 256  # passages of an article whose words are held at once
NO_SENTENCE = -1
_NO_SPANS = np.zeros((0, 2), np.int64)


def count(pairs: Iterable[tuple[Article, Sequence[Passage]]]) -> Part:
    """Count the views of articles, each with its passages, taken one by one."""
    counter = _Counter()
    counter.add_all(pairs)
    return counter.part()


class _Counter:
    def __init__(self) -> None:
        self._lexicon = Lexicon()
        self._tally = Tally(self._lexicon)
        self._sources: list[Source] = []
        self._texts: list[bytes] = []
        self._unread: list[bytes] = []
        self._first_edits = [0]
        self._edits: list[I64] = [np.zeros((0, 3), np.int64)]
        self._first_passages = [0]
        self._rows: list[tuple[int, int, int, int]] = []
        self._byte_rows: list[U64] = [np.zeros((0, 2), np.uint64)]
        self._first_sentences = [0]
        self._sentences: list[tuple[int, int]] = []
        self._first_blocks = [0]
        self._blocks: list[tuple[int, ...]] = []

    def add_all(self, pairs: Iterable[tuple[Article, Sequence[Passage]]]) -> None:
        for article, passages in pairs:
            self.add(article, passages)

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
        layout = Layout(np.array(rows, np.int64).reshape(-1, 6), _NO_SPANS)
        seen: set[tuple[int, int]] = set()
        for first in range(0, len(passages), TOGETHER):
            some = passages[first : first + TOGETHER]
            self._count_titles(article, some, layout)
            self._count_sentences(article, some, seen)
            self._tally.settle()
        self._first_passages.append(len(self._rows))
        self._blocks += rows
        self._first_blocks.append(len(self._blocks))

    def _count_titles(self, article: Article, passages: Sequence[Passage], layout: Layout) -> None:
        """Count the title for each passage, and the headings above it."""
        above = (layout.setting(passage.start, article.text).headings for passage in passages)
        for number, headings in enumerate(above, len(self._rows)):
            surfaces = self._lexicon.numbers(split(titles(article.title, article.date, headings)))
            self._tally.add(surfaces, np.full(len(surfaces), number), np.full(len(surfaces), NO_SENTENCE))

    def _count_sentences(
        self, article: Article, passages: Sequence[Passage], seen: set[tuple[int, int]]
    ) -> None:
        words, owners, labels = [], [], []
        for number, passage in enumerate(passages, len(self._rows)):
            self._rows.append((passage.start, passage.end, passage.source.line, 0))
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
        rows[:, 3] = self._tally.lengths(len(rows))
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
            terms=[term.encode("utf-8", "surrogatepass") for term in self._lexicon.terms],
            postings=postings,
            sentence_frequency=self._tally.sentence_frequency(),
            words=[word.encode("utf-8", "surrogatepass") for word in self._lexicon.words],
            word_uses=self._tally.word_uses(),
        )


def source_of(article: Article) -> Source:
    """Return an article's face."""
    return Source(
        article.id, article.title, article.publisher, article.date, article.path, date_from=article.date_from
    )


def byte_offsets(text: str, places: I64) -> U64:
    """Return where code points of a text (its end too) stand among its UTF-8 bytes."""
    edges, known = np.unique(places, return_inverse=True)
    pieces = (text[start:end] for start, end in pairwise([0, *edges.tolist()]))
    sizes = [len(piece.encode("utf-8", "surrogatepass")) for piece in pieces]
    return np.cumsum(sizes, dtype=np.uint64)[known].reshape(places.shape)


class Lexicon(dict[str, int]):
    """Numbers surface words as they come, and knows the term and the folded word of each."""

    def __init__(self) -> None:
        """Know no words yet."""
        super().__init__()
        self.terms: dict[str, int] = {}
        self.words: dict[str, int] = {}
        self._term_of: list[int] = []
        self._word_of: list[int] = []
        self._capital: list[bool] = []

    def __missing__(self, surface: str) -> int:
        """Assign the next number to a new surface word."""
        number = self[surface] = len(self)
        term = stem(surface)
        word = fold(surface) if term and surface[0].isalpha() else ""
        self._term_of.append(self.terms.setdefault(term, len(self.terms)) if term else -1)
        self._word_of.append(self.words.setdefault(word, len(self.words)) if word else -1)
        self._capital.append(surface[0].isupper())
        return number

    def numbers(self, surfaces: Sequence[str]) -> I64:
        """Return the number of each surface word."""
        return np.fromiter(map(self.__getitem__, surfaces), np.int64, len(surfaces))

    def columns(self) -> tuple[I64, I64, I64]:
        """Return each surface word's term and folded word by number (-1: none), and 1 for a capital."""
        return (
            np.array(self._term_of, np.int64),
            np.array(self._word_of, np.int64),
            np.array(self._capital, np.int64),
        )


class Tally:
    """Counts tokens in runs, so that memory does not grow with the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Count by the terms and words of a lexicon."""
        self._lexicon = lexicon
        self._waiting: list[tuple[I64, I64, I64]] = []
        self._size = 0
        self._runs: list[Postings] = []
        self._frequencies: list[I64] = []
        self._uses: list[I64] = []
        self._lengths: list[I64] = []

    def add(self, surfaces: I64, passages: I64, sentences: I64) -> None:
        """Take whole sentences: each token's word, passage and sentence (-1: a title, or said before)."""
        self._waiting.append((surfaces, passages, sentences))
        self._size += len(surfaces)

    def settle(self) -> None:
        """Count what was taken, if it is much: all words of its passages must have been."""
        if self._size > RUN:
            self._close_run()

    def postings(self) -> Postings:
        """Return all postings counted so far."""
        self._close_run()
        return Postings(*map(np.concatenate, zip(*self._runs, strict=True))) if self._runs else no_postings()

    def sentence_frequency(self) -> U32:
        """Return for each term the number of sentences that hold it."""
        return _summed(self._frequencies, (len(self._lexicon.terms),))

    def word_uses(self) -> U32:
        """Return for each folded word its uses, those inside a sentence, and the capitals among these."""
        return _summed(self._uses, (len(self._lexicon.words), 3))

    def lengths(self, passages: int) -> U32:
        """Return the number of terms of each passage, its title's included."""
        return _summed(self._lengths, (passages,))

    def _close_run(self) -> None:
        if not self._waiting:
            return
        surfaces, passages, sentences = map(np.concatenate, zip(*self._waiting, strict=True))
        self._waiting, self._size = [], 0
        term_of, word_of, capital = self._lexicon.columns()
        terms = term_of[surfaces]
        known, owners, times = pair_counts(terms[terms >= 0], passages[terms >= 0])
        self._lengths.append(np.bincount(owners, times).astype(np.int64))
        capped = np.minimum(times, MAX_TF).astype(np.uint16)
        self._runs.append(Postings(known.astype(np.uint32), owners.astype(np.uint32), capped))
        said = (terms >= 0) & (sentences >= 0)
        surfaces, terms, sentences = surfaces[said], terms[said], sentences[said]
        self._frequencies.append(np.bincount(pair_counts(terms, sentences)[0]))
        inner = np.concatenate([[False], sentences[1:] == sentences[:-1]])[: len(sentences)]
        self._uses.append(_uses(word_of[surfaces], inner, capital[surfaces] == 1))


def no_postings() -> Postings:
    """Return no entries."""
    return Postings(np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint16))


def pair_counts(left: I64, right: I64) -> tuple[I64, I64, I64]:
    """Return the distinct pairs, sorted, and how often each occurs; both below 2**31."""
    keys = left << 32 | right
    keys.sort()
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    distinct = keys[first]
    return distinct >> 32, distinct & 0xFFFFFFFF, np.diff(first, append=len(keys))


def _uses(words: I64, inner: NDArray[np.bool_], capital: NDArray[np.bool_]) -> I64:
    size = int(words.max(initial=-1)) + 1
    columns = (words >= 0, inner & (words >= 0), inner & capital & (words >= 0))
    return np.stack([np.bincount(words[chosen], minlength=size) for chosen in columns], axis=1)


def _summed(runs: list[I64], shape: tuple[int, ...]) -> U32:
    total = np.zeros(shape, np.int64)
    for run in runs:
        total[: len(run)] += run
    return total.astype(np.uint32)
