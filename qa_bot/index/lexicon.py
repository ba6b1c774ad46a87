"""Surface words -> numbers, each stemmed and folded once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa_bot.text import fold, stem

I64 = NDArray[np.int64]


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
        """Give a new surface word the next number."""
        number = self[surface] = len(self)
        term = stem(surface)
        word = fold(surface) if term and surface[0].isalpha() else ""
        self._term_of.append(self.terms.setdefault(term, len(self.terms)) if term else -1)
        self._word_of.append(self.words.setdefault(word, len(self.words)) if word else -1)
        self._capital.append(surface[0].isupper())
        return number

    def numbers(self, surfaces: Sequence[str]) -> I64:
        """Give the number of each surface word."""
        return np.fromiter(map(self.__getitem__, surfaces), np.int64, len(surfaces))

    def columns(self) -> tuple[I64, I64, I64]:
        """Give each surface word's term and folded word by number (-1: none), and 1 for a capital."""
        return (
            np.array(self._term_of, np.int64),
            np.array(self._word_of, np.int64),
            np.array(self._capital, np.int64),
        )
