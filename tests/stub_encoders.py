"""Encoders for the tests: a bag of words in which some words mean the same, and one that counts its work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MEANT = {"physicians": "doctors", "pay": "wages", "canine": "dog", "automobile": "car", "shut": "closed"}


class WordBag:
    """Encodes a text as the sum of the vectors of its words; words that mean the same have the same."""

    adds_up = True

    def __init__(self, name: str = "bag", columns: int = 48, salt: str = "") -> None:
        self.name, self._columns, self._salt = name, columns, salt
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        assert texts  # some libraries fail where there are none
        self.encoded += texts
        rows = np.array([self._row(text) for text in texts], np.float32).reshape(len(texts), self._columns)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)

    def _row(self, text: str) -> NDArray[np.float64]:
        words = ["".join(filter(str.isalnum, word)).lower() for word in text.split()]
        return np.sum([self._word(MEANT.get(word, word)) for word in words if word] or [self._none], axis=0)

    @property
    def _none(self) -> NDArray[np.float64]:
        return np.zeros(self._columns)

    def _word(self, word: str) -> NDArray[np.float64]:
        seed = int.from_bytes(hashlib.sha256(f"{self._salt}{word}".encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(self._columns)
