"""The fitted numbers, as readable tables: `+weight<TAB>name`, with where they come from on top."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import permutations
from pathlib import Path

_FOLDER = Path(__file__).parent
_ROW = re.compile(r"([-+]\d+\.\d+)\t(\S.*)")


def read_points() -> dict[str, float]:
    """Read the points of all clues: fitted, set by hand, and of conversations; none stands twice."""
    return read_weights("sentence") | read_weights("by_hand") | read_weights("conversation")


@lru_cache(maxsize=8)
def read_weights(name: str) -> dict[str, float]:
    """Read the table `name`: feature -> weight."""
    return parse_weights((_FOLDER / f"{name}.tsv").read_text(encoding="utf-8"))


def parse_weights(text: str) -> dict[str, float]:
    """Parse the lines of a table of weights; ValueError names a line that is none."""
    weights: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        row = _ROW.fullmatch(line)
        if row is None:
            raise ValueError(f"line {number}: not `+weight<TAB>name`: {line}")
        weights[row[2]] = float(row[1])
    return weights


def logistic(log_odds: float) -> float:
    """Return the probability that has these log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))


def read_bridge() -> dict[str, dict[str, float]]:
    """Read the pairs of words that stand for each other: question stem -> sentence stem -> strength."""
    pairs: dict[str, dict[str, float]] = {}
    for line in _lines("bridge.tsv"):
        strength, asked, met = line.split("\t")
        pairs.setdefault(asked, {})[met] = float(strength)
    return pairs


def read_synonyms() -> list[tuple[str, str]]:
    """Read the pairs (word of the question, word of the sentence) of the table of synonyms.

    A plain line is a group whose words stand for each other; `> general: special special` says
    that a general word of the question is met by a special one of the sentence.
    """
    return [pair for line in _lines("synonyms.txt") for pair in _pairs(line)]


def read_phrases() -> dict[str, list[str]]:
    """Read the verbs of several words ("step down") -> the single words that may stand for each."""
    rows = (line.partition(":") for line in _lines("phrases.txt"))
    return {phrase: words.split() for phrase, _, words in rows}


def _pairs(line: str) -> list[tuple[str, str]]:
    if line.startswith(">"):
        general, _, special = line[1:].partition(":")
        return [(general.strip(), word) for word in special.split()]
    return list(permutations(line.split(), 2))


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
