"""Tokens -> counts: how often each term stands in each passage, and in how many sentences."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa_bot.index.lexicon import Lexicon

I64 = NDArray[np.int64]
RUN = 1 << 20
NO_SENTENCE = -1


class Postings(NamedTuple):
    """One entry for each term in each passage."""

    terms: I64
    passages: I64
    tf: I64


class Tally:
    """Counts tokens in runs of about a million, so that memory does not grow with the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Count by the terms and words of a lexicon."""
        self._lexicon = lexicon
        self._waiting: list[tuple[I64, I64, I64]] = []
        self._size = 0
        self._runs: list[Postings] = []
        self._frequencies: list[I64] = []
        self._uses: list[I64] = []

    def add(self, surfaces: I64, passages: I64, sentences: I64) -> None:
        """Take whole sentences: each token's word, passage and sentence (-1: a title, or said before)."""
        self._waiting.append((surfaces, passages, sentences))
        self._size += len(surfaces)
        if self._size > RUN:
            self._close_run()

    def postings(self) -> Postings:
        """Give all postings counted so far."""
        self._close_run()
        columns = [np.concatenate([empty(), *column]) for column in zip(*self._runs, strict=True)]
        return Postings(*columns) if columns else Postings(empty(), empty(), empty())

    def sentence_frequency(self) -> I64:
        """Give for each term the number of sentences that hold it."""
        return _summed(self._frequencies, (len(self._lexicon.terms),))

    def word_uses(self) -> I64:
        """Give for each folded word its uses, those inside a sentence, and the capitals among these."""
        return _summed(self._uses, (len(self._lexicon.words), 3))

    def _close_run(self) -> None:
        if not self._waiting:
            return
        surfaces, passages, sentences = map(np.concatenate, zip(*self._waiting, strict=True))
        self._waiting, self._size = [], 0
        term_of, word_of, capital = self._lexicon.columns()
        terms = term_of[surfaces]
        self._runs.append(Postings(*pair_counts(terms[terms >= 0], passages[terms >= 0])))
        said = (terms >= 0) & (sentences >= 0)
        surfaces, terms, sentences = surfaces[said], terms[said], sentences[said]
        self._frequencies.append(np.bincount(pair_counts(terms, sentences)[0]))
        inner = np.concatenate([[False], sentences[1:] == sentences[:-1]])[: len(sentences)]
        self._uses.append(_uses(word_of[surfaces], inner, capital[surfaces] == 1))


def empty() -> I64:
    """Give no numbers."""
    return np.zeros(0, np.int64)


def pair_counts(left: I64, right: I64) -> tuple[I64, I64, I64]:
    """Give the distinct pairs, sorted, and how often each occurs; both below 2**31."""
    keys = left << 32 | right
    keys.sort()
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    distinct = keys[first]
    return distinct >> 32, distinct & 0xFFFFFFFF, np.diff(first, append=len(keys))


def _uses(words: I64, inner: NDArray[np.bool_], capital: NDArray[np.bool_]) -> I64:
    size = int(words.max(initial=-1)) + 1
    columns = (words >= 0, inner & (words >= 0), inner & capital & (words >= 0))
    return np.stack([np.bincount(words[chosen], minlength=size) for chosen in columns], axis=1)


def _summed(runs: list[I64], shape: tuple[int, ...]) -> I64:
    total = np.zeros(shape, np.int64)
    for run in runs:
        total[: len(run)] += run
    return total
