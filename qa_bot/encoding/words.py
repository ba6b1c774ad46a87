"""The words of many texts, found all at once in their bytes, each under a key: a number of 64 bits.

A string for each word, made and looked up, takes five times as long; of few texts it is faster.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa_bot.named_tuples import NamedTuple

U8 = NDArray[np.uint8]
U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
BETWEEN = "\0"  # texts; a text's own are read as blanks
EIGHT = 8  # bytes in a key
ODD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads keys (Knuth, volume 3, 6.4)
# What is a word: letters, digits and underscores. Of all but the first 128 characters only the punctuation
# from U+2000 to U+203F is told from letters: three bytes each, of which the first two are the same.
_WORD = re.compile(r"[0-9A-Za-z_\x80-\u1fff\u2040-\U0010ffff]+")
_PUNCTUATION = (0xE2, 0x80)
_IN_WORDS = np.array([byte > 127 or _WORD.fullmatch(chr(byte)) is not None for byte in range(256)])
_LOWEST = np.array([(1 << (8 * count)) - 1 for count in range(EIGHT + 1)], np.uint64)


class Words(NamedTuple):
    """`w` words of `t` texts: keys (w,); first (t + 1,): where those of each begin; where they stand in data.

    A key of up to eight bytes is the word itself. Longer ones are mixed: that two of a hundred thousand
    have the same one is as likely as 3 in ten thousand million.
    """

    keys: U64
    first: I64
    starts: I64
    ends: I64
    data: bytes

    def written(self, numbers: I64) -> list[str]:
        """Return some words as they are written."""
        spans = zip(self.starts[numbers].tolist(), self.ends[numbers].tolist(), strict=True)
        return [self.data[start:end].decode("utf-8", "surrogatepass") for start, end in spans]


def written_in(text: str) -> list[str]:
    """Return the words of one text, in their order, as they are written."""
    return _WORD.findall(text)


def words_in(texts: Sequence[str]) -> Words:
    """Return the words of texts, in their order."""
    joined = BETWEEN.join(texts)
    if joined.count(BETWEEN) >= max(1, len(texts)):
        joined = BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)
    # One byte before them, so that no word begins there, and as many behind as a key has.
    padded = f"{BETWEEN}{joined}{BETWEEN * (EIGHT + 1)}".encode("utf-8", "surrogatepass")
    data = np.frombuffer(padded, np.uint8)
    edges = _edges(data)
    starts, ends = edges[::2], edges[1::2]
    between = np.flatnonzero(data[1 : len(data) - EIGHT] == 0)[: len(texts)] + 1
    first = np.concatenate([[0], np.searchsorted(starts, between)])
    return Words(_keys(data, starts, ends - starts), first, starts, ends, padded)


def _edges(data: U8) -> I64:
    """Return where words begin and end by turns."""
    is_in = _IN_WORDS[data]
    lead = np.flatnonzero(data == _PUNCTUATION[0])
    for offset in range(3):
        is_in[lead[data[lead + 1] == _PUNCTUATION[1]] + offset] = False
    return np.flatnonzero(is_in[1:] != is_in[:-1]) + 1


def _keys(data: U8, starts: I64, sizes: I64) -> U64:
    """Return the key of what stands at some places: its first bytes, mixed with those that follow."""
    at = np.lib.stride_tricks.as_strided(data[:EIGHT].view(np.uint64), (len(data) - EIGHT + 1,), (1,))
    keys = at[starts] & _LOWEST[np.minimum(sizes, EIGHT)]
    longer, done = np.flatnonzero(sizes > EIGHT), EIGHT
    while len(longer):
        mixed, left = keys[longer] * ODD, np.minimum(sizes[longer] - done, EIGHT)
        keys[longer] = (mixed ^ (mixed >> np.uint64(32))) + (at[starts[longer] + done] & _LOWEST[left])
        done += EIGHT
        longer = longer[sizes[longer] > done]
    return keys
