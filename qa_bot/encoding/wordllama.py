"""The table of vectors in the wheel of `wordllama`: a text's vector is the sum of its words', made a unit.

https://github.com/dleemiller/WordLlama (MIT). Its two files are read without importing it, or what it needs:
that would take half a second.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from qa_bot.encoding.encoder import F32, units

NAME = "wordllama"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
TABLE = "embedding.weight"
VOCABULARY = '"vocab"'
# Of the 256 columns, which are trained so that the first of them stand alone (Kusupati and others 2022,
# "Matryoshka Representation Learning"): with all of them no more answers are found.
COLUMNS = 64
AT_ONCE = 512  # texts whose words are added up together
MOST_WORDS = 1 << 16  # whose vectors are kept, in 16 MB
BLANK = "\u2581"  # stands in a piece for the blank before a word
_WORD = re.compile(r"\w+")


class WordLlama:
    """Encodes texts by a table of vectors. Safe from several threads."""

    name = NAME
    adds_up = True

    def __init__(self, folder: Path) -> None:
        """Open the files of the package, which lies in `folder`."""
        self._pieces = _vocabulary(folder / TOKENIZER)
        self._longest = max(map(len, self._pieces))
        self._table = _table(folder / WEIGHTS)
        self._words = _Sums(self._table)
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> F32:
        """Return a unit row for each text; zeros for one without a word."""
        lots = (texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE))
        with self._lock:
            return np.concatenate([np.zeros((0, COLUMNS), np.float32), *map(self._encoded, lots)])

    def _encoded(self, texts: Sequence[str]) -> F32:
        if len(self._words.rows) > MOST_WORDS:
            self._words = _Sums(self._table)
        rows = [self._rows_of(text) for text in texts]
        return units(_sums(self._words.vectors(), [*chain.from_iterable(rows)], [*map(len, rows)]))

    def _rows_of(self, text: str) -> list[int]:
        """Return the rows of a text's words, and that of all lines but the last, which many texts share."""
        above, _, last = text.rpartition("\n")
        names = [above, *_WORD.findall(last)] if above else _WORD.findall(last)
        try:
            return [*map(self._words.rows.__getitem__, names)]
        except KeyError:
            return [*map(self._row_of, names)]

    def _row_of(self, name: str) -> int:
        """Return the row of a word, or of words that are kept together."""
        row = self._words.rows.get(name)
        if row is None:
            cut = (number for word in _WORD.findall(name) for number in self._cut(word))
            row = self._words.add(name, [*cut])
        return row

    def _cut(self, word: str) -> list[int]:
        """Return the numbers of the longest piece that a word begins with, and so on to its end."""
        left, found = f"{BLANK}{word}", list[int]()
        while left:
            size = min(len(left), self._longest)
            while size and left[:size] not in self._pieces:
                size -= 1
            if size:
                found.append(self._pieces[left[:size]])
            left = left[size or 1 :]
        return found


class _Sums:
    """Sums of rows of a table, by a name; they are added up when they are asked for."""

    def __init__(self, table: NDArray[np.float16]) -> None:
        self.rows: dict[str, int] = {}
        self._table = table
        self._waiting: list[list[int]] = []
        self._made: F32 = np.zeros((0, table.shape[1]), np.float32)

    def add(self, name: str, numbers: list[int]) -> int:
        """Add the sum of the rows of some numbers, and return where it stands."""
        row = self.rows[name] = len(self.rows)
        self._waiting.append(numbers)
        return row

    def vectors(self) -> F32:
        """Return the table of the sums, and room behind them."""
        if self._waiting:
            first, last = len(self.rows) - len(self._waiting), len(self.rows)
            if last > len(self._made):
                more = np.zeros((last, self._made.shape[1]), np.float32)
                self._made = np.concatenate([self._made, more])
            numbers = [*chain.from_iterable(self._waiting)]
            self._made[first:last] = _sums(self._table, numbers, [*map(len, self._waiting)])
            self._waiting = []
        return self._made


def _sums(table: NDArray[np.floating], numbers: Sequence[int], sizes: Sequence[int]) -> F32:
    """Return the sums of rows of a table, as many for each sum as `sizes` says, added in their order."""
    summed = np.zeros((len(sizes), table.shape[1]), np.float32)
    if numbers:
        rows = table[np.asarray(numbers)].astype(np.float32, copy=False)
        counts = np.asarray(sizes)
        summed[counts > 0] = np.add.reduceat(rows, (np.cumsum(counts) - counts)[counts > 0], axis=0)
    return summed


def _vocabulary(path: Path) -> dict[str, int]:
    """Return the pieces of a tokenizer's file and their numbers; the merges behind them are not read."""
    text = path.read_text(encoding="utf-8")
    pieces: dict[str, int] = json.JSONDecoder().raw_decode(text, text.index("{", text.index(VOCABULARY)))[0]
    return pieces


def _table(path: Path) -> NDArray[np.float16]:
    """Return the first columns of the table in a file of safetensors, mapped."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(data[:8], "little")
    about = json.loads(data[8 : 8 + size])[TABLE]
    first, last = about["data_offsets"]
    whole = np.frombuffer(data, "<f2", (last - first) // 2, 8 + size + first)
    return whole.reshape(about["shape"])[:, :COLUMNS]
