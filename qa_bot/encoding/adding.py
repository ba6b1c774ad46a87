"""Sums of the vectors of words: that of a text is its own before it is made a unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa_bot.encoding.encoder import F32

I64 = NDArray[np.int64]
# Numbers that are whole ones of these add up without a rounding, in any order, as long as the sum is below
# 8,192: it has 24 bits, and the numbers of a table seldom come to 8.
GRAIN = np.float32(2**-11)


def grained(vectors: NDArray[np.float16]) -> F32:
    """Return vectors whose sums depend on no order."""
    found: F32 = vectors.astype(np.float32)
    found /= GRAIN
    np.rint(found, out=found)
    found *= GRAIN
    return found


def bounds(sizes: Sequence[int] | I64) -> I64:
    """Return where each of some runs begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def sums(table: F32, rows: I64, first: I64) -> F32:
    """Return sums of rows of a table; `first`: where each sum's rows begin, and where the last one's end.

    All first ones are added at once, then all second ones: in an order in which those that still have one
    stand before the others.
    """
    sizes = np.diff(first)
    order = np.argsort(-sizes, kind="stable")
    sizes, places = sizes[order], first[:-1][order]
    summed = np.zeros((len(order), table.shape[1]), np.float32)
    one = np.empty_like(summed)
    for done, count in enumerate(np.searchsorted(-sizes, -np.arange(sizes.max(initial=0))).tolist()):
        table.take(rows[places[:count] + done], axis=0, out=one[:count], mode="clip")
        summed[:count] += one[:count]
    back = np.empty_like(summed)
    back[order] = summed
    return back


class Table:
    """Rows that more are added to."""

    def __init__(self, columns: int) -> None:
        """Hold none yet."""
        self._count = 0
        self.rows: F32 = np.zeros((0, columns), np.float32)  # and room behind them

    def __len__(self) -> int:
        """Count the rows."""
        return self._count

    def extend(self, rows: F32) -> range:
        """Add rows, and return their numbers."""
        before, self._count = self._count, self._count + len(rows)
        if self._count > len(self.rows):
            room = np.zeros((self._count, self.rows.shape[1]), np.float32)
            self.rows = np.concatenate([self.rows, room])
        self.rows[before : self._count] = rows
        return range(before, self._count)
