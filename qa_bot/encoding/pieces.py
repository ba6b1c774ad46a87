"""Words -> the numbers of their pieces: the longest that a word begins with, and so on to its end.

All words are cut at once, by the keys of the bytes that stand at a place: 16 of them for each, of which the
longest that is a piece's is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from mmap import mmap

import numpy as np
from numpy.typing import NDArray

from qa_bot.encoding.adding import I64, bounds

U8 = NDArray[np.uint8]
U64 = NDArray[np.uint64]
EIGHT = 8  # bytes that are looked at together
BLANK = "\u2581"  # stands in a piece for the blank before a word
# Bytes of a piece: of 32,000 four in a thousand are longer, of nine and more letters that are not Latin.
LONGEST = 2 * EIGHT
READ = 32  # bytes of a word: what stands behind them has no part in its vector
SLOTS = 19  # bits: 16 for each piece
ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads keys (Knuth, volume 3, 6.4)
_LOWEST = np.array([(1 << (8 * count)) - 1 for count in range(EIGHT + 1)], np.uint64)
_SIZES = np.arange(1, LONGEST + 1)
# Bytes of a character in UTF-8, by its first one.
_BYTES = np.array([1] * 0xC0 + [2] * 0x20 + [3] * 0x10 + [4] * 0x10)
_INSIDE = np.uint64(0x5851F42D4C957F2D)  # on the keys of pieces that do not begin a word: any number
_VOCABULARY, _MERGES, _ESCAPE = b'"vocab"', b'"merges"', re.compile(rb"\\.")
_NUMBER = re.compile(rb'"\s*:\s*(\d+)')


class Pieces:
    """The pieces of a tokenizer's file, by their keys."""

    def __init__(self, file: bytes | mmap) -> None:
        """Read the vocabulary; ValueError where its pieces do not stand in order of their numbers."""
        data, starts, ends = _spelt(file)
        blank = np.frombuffer(BLANK.encode(), np.uint8)
        begins = np.all([data[starts + at] == byte for at, byte in enumerate(blank)], axis=0)
        starts += len(blank) * begins
        fit = np.flatnonzero(ends - starts <= LONGEST)
        salts = np.where(begins[fit], np.uint64(0), _INSIDE)
        keys = _keys_at(data, starts[fit], (ends - starts)[fit]) ^ salts
        order = keys.argsort()
        self._keys, self._numbers = keys[order], fit[order]
        self._is_taken = np.zeros(1 << SLOTS, np.bool_)
        self._is_taken[_slots(keys)] = True
        self._blank = self._numbers[self._keys == 0]

    def cut(self, words: Sequence[str]) -> tuple[I64, I64]:
        """Return the numbers of the pieces of words, one after the other, and where those of each begin.

        What no piece begins with is left out; before a word of which no piece is the beginning stands the
        blank's, if it has one.
        """
        data, starts, ends = _joined(words)
        ends = np.minimum(ends, starts + READ)
        owners = np.arange(len(words))
        numbers, sizes = self._longest(data, starts, ends, np.uint64(0))
        blank = np.flatnonzero(sizes == 0) if len(self._blank) else owners[:0]
        numbers[blank] = self._blank[:1]
        found = [(owners[sizes > 0], numbers[sizes > 0]), (owners[blank], numbers[blank])]
        at = starts + sizes
        while len(left := np.flatnonzero(at < ends)):
            owners, at, ends = owners[left], at[left], ends[left]
            numbers, sizes = self._longest(data, at, ends, _INSIDE)
            found.append((owners[sizes > 0], numbers[sizes > 0]))
            at += np.maximum(sizes, _BYTES[data[at]])
        owners, numbers = map(np.concatenate, zip(*found, strict=True))
        return numbers[owners.argsort(kind="stable")], bounds(np.bincount(owners, minlength=len(words)))

    def _longest(self, data: U8, starts: I64, ends: I64, salt: np.uint64) -> tuple[I64, I64]:
        """Return the number and the size of the longest piece at some places; 0 bytes where there is none."""
        first = _eights(data)[starts]
        may_be = np.zeros((len(starts), LONGEST), np.bool_)
        may_be[:, :EIGHT] = self._is_taken[_slots(_truncated(first[:, None], _SIZES[:EIGHT]) ^ salt)]
        longer = np.flatnonzero(ends - starts > EIGHT)
        behind = _truncated(_eights(data)[starts[longer] + EIGHT][:, None], _SIZES[:EIGHT])
        may_be[longer, EIGHT:] = self._is_taken[_slots((_mixed(first[longer])[:, None] + behind) ^ salt)]
        may_be &= (ends - starts)[:, None] >= _SIZES
        numbers, sizes = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
        left = np.flatnonzero(may_be.any(axis=1))
        while len(left):
            size = LONGEST - may_be[left, ::-1].argmax(axis=1)
            keys = _keys_at(data, starts[left], size) ^ salt
            row = np.minimum(self._keys.searchsorted(keys), len(self._keys) - 1)
            is_one = self._keys[row] == keys
            numbers[left[is_one]], sizes[left[is_one]] = self._numbers[row[is_one]], size[is_one]
            left, size = left[~is_one], size[~is_one]
            may_be[left, size - 1] = False
            left = left[may_be[left].any(axis=1)]
        return numbers, sizes


def _slots(keys: U64) -> U64:
    slots: U64 = (keys * ODD) >> np.uint64(64 - SLOTS)
    return slots


def _joined(words: Sequence[str]) -> tuple[U8, I64, I64]:
    """Return the bytes of words, and where each begins and ends in them."""
    data = "\0".join([*words, "\0" * EIGHT]).encode("utf-8", "surrogatepass")
    found = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(found == 0)[: len(words)]
    return found, np.concatenate([[0], ends + 1])[: len(words)], ends


def _spelt(file: bytes | mmap) -> tuple[U8, I64, I64]:
    """Return bytes, and where each piece begins and ends in them, in order of their numbers."""
    first, last = file.find(_VOCABULARY) + len(_VOCABULARY), file.rfind(_MERGES)
    data = _ESCAPE.sub(b"  ", file[first : last if last > first else len(file)]) + b"\0" * EIGHT
    found = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(found == ord('"'))
    starts, ends = quotes[::2] + 1, quotes[1::2]
    number = _NUMBER.match(data, ends[-1])
    if not number or int(number[1]) != len(ends) - 1:
        raise ValueError("the pieces of the vocabulary are not in order of their numbers")
    return found, starts, ends


def _keys_at(data: U8, starts: I64, sizes: I64) -> U64:
    """Return the keys of up to 16 bytes at some places: the first eight, mixed with those that follow."""
    at, longer = _eights(data), np.flatnonzero(sizes > EIGHT)
    keys = _truncated(at[starts], np.minimum(sizes, EIGHT))
    keys[longer] = _mixed(keys[longer]) + _truncated(at[starts[longer] + EIGHT], sizes[longer] - EIGHT)
    return keys


def _eights(data: U8) -> U64:
    """Return the eight bytes at each place as a number, whose lowest is the first: a view."""
    eight = data[:EIGHT].view("<u8")
    return np.lib.stride_tricks.as_strided(eight, (len(data) - EIGHT + 1,), (1,), writeable=False)


def _truncated(eight: U64, sizes: I64) -> U64:
    """Return the first `sizes` of eight bytes."""
    return eight & _LOWEST[sizes]


def _mixed(keys: U64) -> U64:
    """Return keys spread over all their bits, so that more bytes may be added to them."""
    spread = keys * ODD
    found: U64 = spread ^ (spread >> np.uint64(32))
    return found
