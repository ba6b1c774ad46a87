"""Large arrays whose bytes are vouched for block by block: a block is checked when it is first used."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import IndexDamaged

BLOCK = 1 << 16  # bytes: checked in some 30 microseconds, and a page of text is rarely in two of them
_DIGITS = 8  # of a block's checksum, in hexadecimal


def damaged(what: str) -> IndexDamaged:
    """Return the error that says what of a saved index is not as it was written."""
    return IndexDamaged(f"the saved index is damaged ({what}): delete it, or index the folder again")


def block_sums(data: bytes | memoryview) -> str:
    """Return the checksums of the blocks of an array's bytes, one after the other."""
    whole = memoryview(data).cast("B")
    return "".join(_sum(whole, number) for number in range(-(-len(whole) // BLOCK)))


def _sum(data: memoryview, number: int) -> str:
    return f"{zlib.crc32(data[number * BLOCK : (number + 1) * BLOCK]):08x}"


class Guarded(np.ndarray[Any, np.dtype[Any]]):
    """An array that gives nothing of itself before its blocks have the checksums they were written with."""

    _name = ""
    _sums = ""
    _seen = bytearray()

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401
        """Return what an array gives, checked; IndexDamaged when it is not what was written."""
        if self._sums:
            self._check(*_rows(key, len(self)))
        return self.view(np.ndarray)[key]

    def __reduce__(self) -> Any:  # noqa: ANN401
        """Let another process have a plain copy."""
        return self[:].__reduce__()

    def _check(self, first: int, last: int) -> None:
        row = self.strides[0]
        start, end = first * row // BLOCK, -(-last * row // BLOCK)
        if self._seen.find(0, start, end) < 0:
            return
        data = self.view(np.ndarray).reshape(-1).view(np.uint8).data
        for number in range(start, end):
            known = self._sums[number * _DIGITS : (number + 1) * _DIGITS]
            if not self._seen[number] and _sum(data, number) != known:
                raise damaged(f"{self._name} has other contents")
            self._seen[number] = 1


def guarded(array: NDArray[Any], name: str, sums: object) -> NDArray[Any]:
    """Return an array that checks itself by `sums`, as `block_sums` made them of its bytes."""
    if not isinstance(sums, str) or len(sums) != _DIGITS * -(-array.nbytes // BLOCK):
        raise damaged(f"{name} has no checksums")
    made = array.view(Guarded)
    made._name, made._sums, made._seen = name, sums, bytearray(len(sums) // _DIGITS)
    return made


def _rows(key: Any, size: int) -> tuple[int, int]:  # noqa: ANN401
    """Return the first row that a key asks for, and the one after the last; all where it is in doubt."""
    key = key[0] if isinstance(key, tuple) and key else key
    if isinstance(key, (int, np.integer)):
        at = int(key) + size if key < 0 else int(key)
        return (at, at + 1) if 0 <= at < size else (0, 0)
    return _run(key, size)


def _run(key: Any, size: int) -> tuple[int, int]:  # noqa: ANN401
    if isinstance(key, slice) and key.step in (None, 1):
        first, last, _ = key.indices(size)
        return first, max(first, last)
    places: Sequence[int] = key if isinstance(key, list) else []
    if places and all(isinstance(place, int) and 0 <= place < size for place in places):
        return min(places), max(places) + 1
    return 0, size


def plain(array: NDArray[Any]) -> NDArray[Any]:
    """Return the whole array, checked."""
    whole: NDArray[Any] = array[:]
    return whole
