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

from qa_bot.encoding.adding import I64, Table, bounds, grained, sums
from qa_bot.encoding.encoder import F32
from qa_bot.encoding.pieces import Pieces
from qa_bot.language.tokens import split, stem

WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
TABLE = "embedding.weight"
# Of the 256 columns, which are trained so that the first of them stand alone (Kusupati and others 2022,
# "Matryoshka Representation Learning"): with all of them no more answers are found.
COLUMNS = 64
AT_ONCE = 8192  # texts whose words are added up together
MOST_WORDS = 1 << 16  # whose vectors are kept, in 16 MB
_PART = re.compile(r"[^\W_]+")  # of a word: U.S. has two


class WordLlama:
    """Encodes texts by a table of vectors. Safe from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the files of the package, which lies in `folder`."""
        self._pieces = Pieces(_mapped(folder / TOKENIZER))
        self._vectors = _table(folder / WEIGHTS)
        self._lock = Lock()
        self._rows, self._words = dict[str, int](), Table(COLUMNS)

    def encode(self, texts: Sequence[str]) -> F32:
        """Return a row for each text, of any length: the sum of its words'; zeros for one without a word."""
        lots = (texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE))
        return np.concatenate([np.zeros((0, COLUMNS), np.float32), *map(self._encoded, lots)])

    def _encoded(self, texts: Sequence[str]) -> F32:
        words = [*map(split, texts)]
        sizes = [*map(len, words)]
        with self._lock:
            rows = self._rows_of([*chain.from_iterable(words)])
            return sums(self._words.rows, rows, bounds(sizes))

    def _rows_of(self, words: Sequence[str]) -> I64:
        """Return the rows of words; those of new ones are made."""
        if len(self._words) > MOST_WORDS:
            self._rows, self._words = {}, Table(COLUMNS)
        if new := [word for word in {*words} if word not in self._rows]:
            self._rows.update(zip(new, self._words.extend(self.of_words(new)), strict=True))
        return np.fromiter(map(self._rows.__getitem__, words), np.int64, len(words))

    def of_words(self, words: Sequence[str]) -> F32:
        """Return a row for each word, the sum of its pieces'; zeros for what has no term."""
        parts = [_PART.findall(word) if stem(word) else [] for word in words]
        numbers, first = self._pieces.cut([*chain.from_iterable(parts)])
        vectors = grained(self._vectors[numbers])
        return sums(vectors, np.arange(len(vectors)), first[bounds([*map(len, parts)])])


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _table(path: Path) -> NDArray[np.float16]:
    """Return the first columns of the table in a file of safetensors, mapped."""
    data = _mapped(path)
    size = int.from_bytes(data[:8], "little")
    about = json.loads(data[8 : 8 + size])[TABLE]
    first, last = about["data_offsets"]
    whole = np.frombuffer(data, "<f2", (last - first) // 2, 8 + size + first)
    return whole.reshape(about["shape"])[:, :COLUMNS]
