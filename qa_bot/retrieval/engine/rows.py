"""Rows as ClickHouse sends and takes them (RowBinary): read with nothing left over, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

POSTING = np.dtype([("term", "<u4"), ("passage", "<u4"), ("weight", "<f4")])
FOUND = np.dtype([("passage", "<u4"), ("score", "<f8")])
TOTAL = np.uint32(0xFFFFFFFF)  # stands for no passage: the row with it counts the postings looked at
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


def found_passages(data: bytes, most: int, total: int, passages: int) -> NDArray[Any]:
    """Return the passages found, at most so many, where the row with the total proves that all were seen."""
    rows = table(data, FOUND)
    totals = rows["passage"] == TOTAL
    if totals.sum() != 1:
        raise Unsound("its reply has no total")
    if float(rows["score"][totals][0]) != total:
        raise Unsound(f"it looked at {float(rows['score'][totals][0]):,.0f} postings instead of {total:,}")
    found: NDArray[Any] = rows[~totals]
    is_score = np.isfinite(found["score"]) & (found["score"] > 0)
    is_known = found["passage"] < passages
    if (
        len(found) > most
        or not (is_score & is_known).all()
        or len(set(found["passage"].tolist())) < len(found)
    ):
        raise Unsound("its reply has rows that were not asked for")
    return found


def postings(data: bytes, terms: Sequence[int], passages: int) -> NDArray[Any]:
    """Return postings of some terms."""
    rows = table(data, POSTING)
    sound = np.isfinite(rows["weight"]) & (rows["passage"] < passages) & np.isin(rows["term"], terms)
    if not sound.all():
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
