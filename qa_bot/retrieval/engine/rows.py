"""Rows as ClickHouse sends and takes them (RowBinary): read with nothing left over, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

POSTING = np.dtype([("term", "<u4"), ("passage", "<u4"), ("weight", "<f4")])
TIED = np.dtype([*POSTING.descr, ("seen", "<u8")])
LONGEST_LENGTH = 10  # bytes of the number before a string


class Unsound(Exception):
    """What a node said is no reply to what it was asked."""


def table(data: bytes, row: np.dtype[Any]) -> NDArray[Any]:
    """Return rows of numbers."""
    if len(data) % row.itemsize:
        raise Unsound("its reply has half a row")
    rows: NDArray[Any] = np.frombuffer(data, row)
    return rows


def numbers(data: bytes) -> list[int]:
    """Return rows of one number each."""
    found: list[int] = table(data, np.dtype("<u8")).tolist()
    return found


def string(data: bytes | memoryview) -> bytes:
    """Return a string as it is sent: its length, then its bytes."""
    length, head = len(data), bytearray()
    while length > 0x7F:
        head.append(length & 0x7F | 0x80)
        length >>= 7
    return b"".join([bytes([*head, length]), data])


def strings(data: bytes) -> Iterator[bytes]:
    """Yield rows of one string each."""
    at = 0
    while at < len(data):
        found, at = _string_at(data, at)
        yield found


def numbered(data: bytes) -> dict[int, bytes]:
    """Return rows of a number and a string; each number once."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        number = int.from_bytes(data[at : at + 4], "little")
        body, at = _string_at(data, at + 4)
        if number in found:
            raise Unsound("its reply has a row twice")
        found[number] = body
    return found


def numbered_rows(rows: Iterable[tuple[int, bytes]]) -> bytes:
    """Return rows of a number and a string, as they are sent."""
    return b"".join(piece for number, body in rows for piece in (number.to_bytes(4, "little"), string(body)))


def found_passages(data: bytes, most: int, total: int, passages: int) -> list[tuple[int, float]]:
    """Return the passages of the largest sums, at most so many, down to a sum of 0.

    They come as text, one a line, behind them an empty line and the totals: as many postings must have been
    looked at as there are, or the node has lost some.
    """
    lines = data.split(b"\n")
    if len(lines) < 3 or lines[-1] or lines[-3]:
        raise Unsound("its reply has no total")
    *found, (_, _, seen) = map(_found, [*lines[:-3], lines[-2]])
    if seen != total:
        raise Unsound(f"it looked at {seen:,} postings instead of {total:,}")
    is_known = all(0 <= passage < passages and isfinite(score) for passage, score, _ in found)
    if len(found) > most or not is_known or len({passage for passage, _, _ in found}) < len(found):
        raise Unsound("its reply has rows that were not asked for")
    return [(passage, score) for passage, score, _ in found if score > 0]


def _found(line: bytes) -> tuple[int, float, int]:
    try:
        passage, score, count = line.split(b"\t")
        return int(passage), float(score), int(count)
    except ValueError as error:
        raise Unsound("its reply has a line that is no row") from error


def ascending(data: bytes, count: int, passages: int) -> list[int]:
    """Return passages that are numbered in ascending order, exactly so many."""
    rows = table(data, np.dtype("<u4"))
    if len(rows) != count or (rows[1:] <= rows[:-1]).any() or (rows >= passages).any():
        raise Unsound("its reply has other passages than those asked for")
    numbers: list[int] = rows.tolist()
    return numbers


def postings(data: bytes, terms: Sequence[int], total: int, passages: int) -> NDArray[Any]:
    """Return postings of some terms, each once, where as many were looked at as there are."""
    rows = table(data, TIED)
    if (rows["seen"] != total).any():
        raise Unsound(f"it looked at other postings than the {total:,} there are")
    sound = np.isfinite(rows["weight"]) & (rows["passage"] < passages) & np.isin(rows["term"], terms)
    if not sound.all() or len(np.unique(rows[["term", "passage"]])) < len(rows):
        raise Unsound("its reply has rows that were not asked for")
    return rows


def _string_at(data: bytes, at: int) -> tuple[bytes, int]:
    length = shift = 0
    for place in range(at, min(at + LONGEST_LENGTH, len(data))):
        length |= (data[place] & 0x7F) << shift
        shift += 7
        if data[place] < 0x80:
            end = place + 1 + length
            if end > len(data):
                break
            return data[place + 1 : end], end
    raise Unsound("its reply ends inside a row")
