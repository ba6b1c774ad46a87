"""The fitted numbers, as readable tables: `+weight<TAB>name`, with where they come from on top."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
FITTED_WITH = ("wordllama", "all-minilm-l6-v2")  # sentence encoders that have tables of their own
OTHER = "other"  # the tables for all others
ALL_ELSE = "all other clues"  # its row in a table of points says what share of theirs the others keep
_ROW = re.compile(r"^(?:#.*|([-+]\d+\.\d+)\t(\S.*))$", re.MULTILINE)


def read_points(encoder: str = "") -> dict[str, float]:
    """Read the points of all clues: fitted, set by hand, and of conversations; none stands twice.

    Where a sentence encoder is named those of meaning are there, and the others keep a share of theirs.
    """
    points = read_weights("sentence") | read_weights("by_hand") | read_weights("conversation")
    if not encoder:
        return points
    of_meaning = dict(read_fitted("points", encoder))
    share = of_meaning.pop(ALL_ELSE, 1.0)
    return {name: share * value for name, value in points.items()} | of_meaning


def read_fitted(name: str, encoder: str) -> dict[str, float]:
    """Read what the table `name` is with an encoder, by the end of its name: its own, else that of any."""
    kinds = (kind for kind in FITTED_WITH if encoder.lower().endswith(kind))
    return read_weights(f"meaning/{name}.{next(kinds, OTHER)}")


@lru_cache(maxsize=16)
def read_weights(name: str) -> dict[str, float]:
    """Read the table `name`: feature -> weight."""
    return parse_weights((_FOLDER / f"{name}.tsv").read_text(encoding="utf-8"))


def parse_weights(text: str) -> dict[str, float]:
    """Parse the lines of a table of weights; ValueError names a line that is none."""
    rows, lines = _ROW.findall(text), text.splitlines()
    if len(rows) < len(lines):
        number, line = next((at, line) for at, line in enumerate(lines, 1) if not _ROW.fullmatch(line))
        raise ValueError(f"line {number}: not `+weight<TAB>name`: {line}")
    return {name: float(weight) for weight, name in rows if name}


def logistic(log_odds: float) -> float:
    """Return the probability that has these log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def row(name: str, key: str) -> list[str]:
    """Return the cells after `key` in the line of the table `name` that begins with it; none without one.

    The lines of the table are in order.
    """
    lines, sought = _bytes(name), f"{key}\t".encode()

    def following(place: int) -> bytes:
        start = lines.find(b"\n", place) + 1
        return lines[start : start + len(sought)]

    before_last = range(lines.rfind(b"\n", 0, -1) + 1)
    start = lines.find(b"\n", bisect_left(before_last, sought, key=following)) + 1
    is_there = lines.startswith(sought, start)
    return lines[start : lines.index(b"\n", start)].decode().split("\t")[1:] if is_there else []


@lru_cache(maxsize=8)
def _bytes(name: str) -> bytes:
    return (_FOLDER / f"{name}.tsv").read_bytes()
