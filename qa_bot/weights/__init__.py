"""The fitted numbers, as readable tables: `weight<TAB>name`, with where they come from on top."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=8)
def read_weights(name: str) -> dict[str, float]:
    """Read the table `name`: what is weighed -> its weight."""
    return {what: float(weight) for weight, what in _rows(name)}


def read_bridge() -> dict[str, dict[str, float]]:
    """Read the pairs of words that stand for each other: question stem -> sentence stem -> level."""
    pairs: dict[str, dict[str, float]] = {}
    for level, asked, met in _rows("bridge"):
        pairs.setdefault(asked, {})[met] = float(level)
    return pairs


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
