"""Sorted words as bytes and offsets: opened by memory map, searched by halving."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import IndexDamaged


def pack(words: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Join sorted words into their letters, and the offset of each (one more than there are words)."""
    ends = np.cumsum([0, *map(len, words)], dtype=np.uint64)
    return np.frombuffer(b"".join(words), dtype=np.uint8), ends.astype(np.uint32)


class Vocabulary:
    """A sorted list of words over packed arrays; a word's number is its place."""

    __slots__ = ("_letters", "_offsets")

    def __init__(self, letters: NDArray[np.uint8], offsets: NDArray[np.uint32]) -> None:
        """Stand over packed words, as `pack` gives them."""
        self._letters = letters.data
        self._offsets = offsets.data

    def __len__(self) -> int:
        """Count the words."""
        return len(self._offsets) - 1

    def __iter__(self) -> Iterator[bytes]:
        """Yield the words in order."""
        return map(self.at, range(len(self)))

    def at(self, number: int) -> bytes:
        """Return the word at a place; IndexDamaged when its offsets make no word."""
        start, end = self._offsets[number], self._offsets[number + 1]
        if not start <= end <= len(self._letters):
            raise IndexDamaged(f"the saved index is damaged: word {number} has no letters")
        return bytes(self._letters[start:end])

    def find(self, word: bytes) -> int | None:
        """Return the number of `word`, or None when it is not there."""
        place = self._place(word)
        return place if place < len(self) and self.at(place) == word else None

    def places(self, word: bytes) -> range:
        """Return the numbers of `word`, which a list that is not distinct may hold several times."""
        first = last = self._place(word)
        while last < len(self) and self.at(last) == word:
            last += 1
        return range(first, last)

    def starting(self, letters: bytes) -> Iterator[bytes]:
        """Yield the words that begin with `letters`, in order."""
        following = map(self.at, range(self._place(letters), len(self)))
        return takewhile(lambda word: word.startswith(letters), following)

    def _place(self, word: bytes) -> int:
        """Return the number of the first word that is not before `word`."""
        return bisect_left(range(len(self)), word, key=self.at)
