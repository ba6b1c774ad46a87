"""Sorted words as bytes and offsets: opened by memory map, searched by halving."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import IndexDamaged


def pack(words: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Join sorted words into their letters, and the offset of each (one more than there are words)."""
    ends = np.cumsum([0, *map(len, words)], dtype=np.uint64)
    return np.frombuffer(b"".join(words), dtype=np.uint8), ends.astype(np.uint32)


Packed = tuple[memoryview, memoryview]  # letters and offsets
SOUGHT = 1 << 12  # words whose places are kept: those of a question are sought by several stages


class Vocabulary:
    """A sorted list of distinct words over packed arrays; a word's number is its place."""

    __slots__ = ("_packed", "_place")

    def __init__(self, letters: NDArray[np.uint8], offsets: NDArray[np.uint32]) -> None:
        """Stand over packed words, as `pack` gives them."""
        self._packed = letters.data, offsets.data
        self._place = lru_cache(maxsize=SOUGHT)(partial(_place, self._packed))

    def __len__(self) -> int:
        """Count the words."""
        return _count(self._packed)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the words in order."""
        return map(self.at, range(len(self)))

    def at(self, number: int) -> bytes:
        """Return the word at a place; IndexDamaged when its offsets make no word."""
        return _at(self._packed, number)

    def find(self, word: bytes) -> int | None:
        """Return the number of `word`, or None when it is not there."""
        place, is_there = self._place(word)
        return place if is_there else None

    def starting(self, letters: bytes) -> Iterator[bytes]:
        """Yield the words that begin with `letters`, in order."""
        following = map(self.at, range(self._place(letters)[0], len(self)))
        return takewhile(lambda word: word.startswith(letters), following)


def _count(packed: Packed) -> int:
    return len(packed[1]) - 1


def _at(packed: Packed, number: int) -> bytes:
    letters, offsets = packed
    start, end = offsets[number], offsets[number + 1]
    if not start <= end <= len(letters):
        raise IndexDamaged(f"the saved index is damaged: word {number} has no letters")
    return bytes(letters[start:end])


def _place(packed: Packed, word: bytes) -> tuple[int, bool]:
    """Return the number of the first word that is not before `word`, and whether it is `word`."""
    place = bisect_left(range(_count(packed)), word, key=partial(_at, packed))
    return place, place < _count(packed) and _at(packed, place) == word
