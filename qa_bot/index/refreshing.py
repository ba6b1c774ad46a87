"""An index -> the counts of the articles it keeps, to be assembled with new ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.index.assembling import Assembled
from qa_bot.index.counting import count
from qa_bot.index.reading import Index
from qa_bot.index.tables import I64, Part, Tables
from qa_bot.index.vocabulary import Vocabulary
from qa_bot.values import Article, Passage

Mask = NDArray[np.bool_]


def kept(assembled: Assembled, gone: Collection[int]) -> Part:
    """Give the counts of all articles but those numbered in `gone`, as if only they had been counted."""
    tables, sources = assembled
    keep = ~np.isin(np.arange(len(sources)), list(gone))
    stay = np.repeat(keep, _sizes(tables.article_passages))
    said = np.repeat(stay, _sizes(tables.passage_sentences))
    held = stay[tables.ids]
    removed = _count_again(assembled, sorted(gone))
    terms, words = (
        _words(tables.term_letters, tables.term_offsets),
        _words(tables.word_letters, tables.word_offsets),
    )
    bounds = tables.article_bytes.tolist()
    return Part(
        sources=[source for source, one in zip(sources, keep, strict=True) if one],
        texts=[tables.text[bounds[n] : bounds[n + 1]].data for n in np.flatnonzero(keep).tolist()],
        article_passages=_starts(_sizes(tables.article_passages)[keep]).astype(np.uint32),
        passages=tables.passages[stay],
        passage_bytes=(tables.passage_bytes - _article_starts(tables)[:, None])[stay],
        passage_sentences=_starts(_sizes(tables.passage_sentences)[stay]).astype(np.uint32),
        sentences=tables.sentences[said],
        terms=terms,
        posting_terms=np.repeat(np.arange(len(terms)), _sizes(tables.starts))[held],
        posting_passages=(np.cumsum(stay) - 1)[tables.ids[held]],
        tf=tables.tf[held].astype(np.int64),
        sentence_frequency=_less(tables.sentence_frequency, terms, removed.sentence_frequency, removed.terms),
        words=words,
        word_uses=_less(tables.word_uses, words, removed.word_uses, removed.words),
    )


def _count_again(assembled: Assembled, gone: Sequence[int]) -> Part:
    """Count the articles that go, from the text the index keeps."""
    index = Index(assembled)
    return count(_article(index, number) for number in gone)


def _article(index: Index, number: int) -> tuple[Article, list[Passage]]:
    source, first = index.sources[number], index.tables.article_passages
    passages = index.fetch(range(int(first[number]), int(first[number + 1])))
    return Article(source.id, index.text_at(number), source.title, source.date), passages


def _less(total: NDArray[np.uint32], names: Sequence[bytes], part: I64, part_names: Sequence[bytes]) -> I64:
    place = {name: number for number, name in enumerate(names)}
    left = total.astype(np.int64)
    shared = [number for number, name in enumerate(part_names) if name in place]
    left[[place[part_names[number]] for number in shared]] -= part[shared]
    return left


def _article_starts(tables: Tables) -> NDArray[np.uint64]:
    return np.repeat(tables.article_bytes[:-1], _sizes(tables.article_passages))


def _words(letters: NDArray[np.uint8], offsets: NDArray[np.uint32]) -> list[bytes]:
    return list(Vocabulary(letters, offsets))


def _sizes(starts: NDArray[Any]) -> I64:
    sizes: I64 = starts[1:].astype(np.int64) - starts[:-1].astype(np.int64)
    return sizes


def _starts(sizes: I64) -> I64:
    return np.cumsum(np.concatenate([[0], sizes]), dtype=np.int64)
