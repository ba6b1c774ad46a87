"""The vectors of sentences, added up from those of the words in them: each is encoded once."""

from __future__ import annotations

from itertools import islice

import numpy as np

from qa_bot.encoding.adding import Table, sums
from qa_bot.encoding.encoder import units
from qa_bot.encoding.named import AddingEncoder
from qa_bot.retrieval.tables import I8, I64, starts
from qa_bot.retrieval.tallying import Lexicon
from qa_bot.retrieval.vectors import whole_numbers


class Adder:
    """Adds up the vectors of the words of sentences.

    The rows are those of an encoder that is given each sentence behind what stands above it.
    """

    def __init__(self, encoder: AddingEncoder) -> None:
        """Know no words yet."""
        self._encoder = encoder
        self._columns = encoder.sums([""]).shape[1]
        self._words = Table(self._columns)
        self._begin()

    def _begin(self) -> None:
        self._numbers, self._above = dict[str, int](), Table(self._columns)
        self._rows = [np.zeros((0, self._columns), np.int8)]

    def number(self, above: str) -> int:
        """Return the number of what stands above sentences."""
        return self._numbers.setdefault(above, len(self._numbers))

    def add(self, lexicon: Lexicon, words: I64, sizes: I64, above: I64) -> None:
        """Add up sentences: the numbers of their words, how many each has, and of what stands above it.

        The lexicon knows the words: always the same one.
        """
        if new := lexicon.words_from(len(self._words)):
            self._words.extend(self._encoder.of_words(new))
        if new := [*islice(self._numbers, len(self._above), None)]:
            self._above.extend(self._encoder.sums(new))
        summed = sums(self._words.rows, words, starts(sizes, np.int64))
        summed += self._above.rows[above]
        self._rows.append(whole_numbers(units(summed)))

    def rows(self) -> I8:
        """Return the rows of the sentences since they were asked for last; numbers begin anew."""
        rows = np.concatenate(self._rows)
        self._begin()
        return rows
