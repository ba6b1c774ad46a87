"""The table of vectors in the wheel of `wordllama`: a text's vector is the sum of its words', made a unit.

https://github.com/dleemiller/WordLlama (MIT). Its two files are read without importing it, or what it needs:
that would take half a second.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from qa_bot.encoding.encoder import F32
from qa_bot.encoding.words import I64, ODD, Words, words_in, written_in

NAME = "wordllama"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
TABLE = "embedding.weight"
VOCABULARY = '"vocab"'
# Of the 256 columns, which are trained so that the first of them stand alone (Kusupati and others 2022,
# "Matryoshka Representation Learning"): with all of them no more answers are found.
COLUMNS = 64
FEW = 32  # texts whose words are looked up faster one by one
AT_ONCE = 1024  # texts whose words are added up together
MOST_WORDS = 1 << 16  # whose vectors are kept, in 16 MB
SLOTS = 19  # bits: room for eight times as many keys, in 8 MB
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
        """Return a row for each text, of any length; zeros for one without a word."""
        lots = (texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE))
        with self._lock:
            return np.concatenate([np.zeros((0, COLUMNS), np.float32), *map(self._encoded, lots)])

    def _encoded(self, texts: Sequence[str]) -> F32:
        """Add up the words of each text, behind the sum of all its lines but the last, which many share."""
        if len(self._words.rows) > MOST_WORDS:
            self._words = _Sums(self._table)
        parts = [text.rpartition("\n") for text in texts]
        begun = self._rows_of([above for above, _, _ in parts])
        rows, first = self._rows_in([last for _, _, last in parts])
        vectors = self._words.vectors()
        return _sums(vectors, rows, first, vectors[begun])

    def _rows_in(self, texts: Sequence[str]) -> tuple[I64, I64]:
        """Return the rows of the words of texts, and where those of each text begin."""
        if len(texts) > FEW:
            words = words_in(texts)
            return self._words.rows_of(words, self._row_of), words.first
        written = [*map(written_in, texts)]
        rows = self._rows_of([*chain.from_iterable(written)])
        return np.array(rows, np.int64), np.cumsum([0, *map(len, written)])

    def _rows_of(self, names: Sequence[str]) -> list[int]:
        try:
            return [*map(self._words.rows.__getitem__, names)]
        except KeyError:
            return [*map(self._row_of, names)]

    def _row_of(self, name: str) -> int:
        """Return the row of a word, or of words that are kept together."""
        row = self._words.rows.get(name)
        if row is None:
            words = [name] if name.isalnum() else _WORD.findall(name)
            row = self._words.add(name, [number for word in words for number in self._cut(word)])
        return row

    def _cut(self, word: str) -> list[int]:
        """Return the numbers of the longest piece that a word begins with, and so on to its end."""
        spelt, at, found = f"{BLANK}{word}", 0, list[int]()
        while at < len(spelt):
            end = min(len(spelt), at + self._longest)
            while end > at and spelt[at:end] not in self._pieces:
                end -= 1
            if end > at:
                found.append(self._pieces[spelt[at:end]])
            at = max(end, at + 1)
        return found


class _Sums:
    """Sums of rows of a table, by a name or by a word's key; they are added up when they are asked for."""

    def __init__(self, table: NDArray[np.float16]) -> None:
        self.rows: dict[str, int] = {}
        self._of_keys: dict[int, int] = {}
        # The row of one key among those of the same highest bits, so that most words are looked up at once.
        self._key_at, self._row_at = np.zeros(1 << SLOTS, np.uint64), np.zeros(1 << SLOTS, np.int64)
        self._table = table
        self._waiting: list[list[int]] = []
        self._made: F32 = np.zeros((0, table.shape[1]), np.float32)

    def add(self, name: str, numbers: list[int]) -> int:
        """Add the sum of the rows of some numbers, and return where it stands."""
        row = self.rows[name] = len(self.rows)
        self._waiting.append(numbers)
        return row

    def rows_of(self, words: Words, new: Callable[[str], int]) -> I64:
        """Return the row of each word; `new` gives that of one whose key is not known."""
        slots = (words.keys * ODD) >> np.uint64(64 - SLOTS)
        rows: I64 = self._row_at[slots]
        missed = np.flatnonzero(self._key_at[slots] != words.keys)
        if len(missed):
            keys, chosen, back = np.unique(words.keys[missed], return_index=True, return_inverse=True)
            numbers, of_keys, known = missed[chosen], self._of_keys, keys.tolist()
            unknown = [at for at, key in enumerate(known) if key not in of_keys]
            for at, word in zip(unknown, words.written(numbers[unknown]), strict=True):
                of_keys[known[at]] = new(word)
            found = np.array([*map(of_keys.__getitem__, known)])
            rows[missed] = found[back]
            is_free = self._key_at[slots[numbers]] == 0
            free = slots[numbers[is_free]]
            self._key_at[free], self._row_at[free] = keys[is_free], found[is_free]
        return rows

    def vectors(self) -> F32:
        """Return the table of the sums, and room behind them."""
        if self._waiting:
            first, last = len(self.rows) - len(self._waiting), len(self.rows)
            if last > len(self._made):
                more = np.zeros((last, self._made.shape[1]), np.float32)
                self._made = np.concatenate([self._made, more])
            pieces = self._table[[*chain.from_iterable(self._waiting)]].astype(np.float32)
            bounds = np.cumsum([0, *map(len, self._waiting)])
            self._made[first:last] = _sums(pieces, np.arange(len(pieces)), bounds, self._made[first:last])
            self._waiting = []
        return self._made


def _sums(table: F32, rows: I64, first: I64, begun: F32) -> F32:
    """Return sums of rows of a table, added in their order to what is begun; `first`: where each sum's begin.

    All first ones are added at once, then all second ones: in an order in which those that still have one
    stand before the others.
    """
    sizes = np.diff(first)
    order = np.argsort(-sizes, kind="stable")
    sizes, places, summed = sizes[order], first[:-1][order], begun[order]
    added = np.empty_like(summed)
    for done, count in enumerate(np.searchsorted(-sizes, -np.arange(sizes.max(initial=0))).tolist()):
        table.take(rows[places[:count] + done], axis=0, out=added[:count], mode="clip")
        summed[:count] += added[:count]
    back = np.empty_like(summed)
    back[order] = summed
    return back


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
