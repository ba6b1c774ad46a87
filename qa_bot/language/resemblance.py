"""When two texts are copies or nearly: Broder 1997, "On the resemblance and containment of documents"."""

from __future__ import annotations

import hashlib
import heapq
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from qa_bot.language.tokens import terms
from qa_bot.named_tuples import NamedTuple

SHINGLE = 3  # words in a run
COPIED = 0.5  # share of the runs of two texts that near copies have in common
SKETCH = 128  # runs that stand for a text: those with the least checksums
LEAST = 8  # runs, about ten words: what many short texts have in common makes no copy


class Copy(NamedTuple):
    """A text that is one before it, or nearly: their numbers, and whether every word is the same."""

    number: int
    original: int
    is_same: bool


def near_copies(one: str, other: str) -> bool:
    """Whether two texts share most runs of three words."""
    runs, others = _shingles(one), _shingles(other)
    return len(runs & others) >= COPIED * len(runs | others)


def copies(texts: Iterable[str]) -> Iterator[Copy]:
    """Yield which texts are copies of an earlier one, or nearly; in a time that grows as the texts do.

    Each is held against one other: the first text that most of its sketch was met in.
    """
    first_in: dict[int, int] = {}
    originals: dict[int, tuple[frozenset[int], bytes]] = {}
    for number, text in enumerate(texts):
        sketch, words = _sketch(text), " ".join(text.split()).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(words).digest()
        if len(sketch) < LEAST:
            continue
        met = Counter(first_in[run] for run in sketch if run in first_in).most_common(1)
        original = met[0][0] if met else number
        if met and _resemble(sketch, originals[original][0]):
            yield Copy(number, original, digest == originals[original][1])
            continue
        originals[number] = sketch, digest
        for run in sketch:
            first_in.setdefault(run, number)


def _resemble(one: frozenset[int], other: frozenset[int]) -> bool:
    sample = set(heapq.nsmallest(SKETCH, one | other))
    return len(sample & one & other) >= COPIED * len(sample)


def _sketch(text: str) -> frozenset[int]:
    runs = (" ".join(run).encode("utf-8", "surrogatepass") for run in _shingles(text))
    return frozenset(heapq.nsmallest(SKETCH, set(map(zlib.crc32, runs))))


def _shingles(text: str) -> set[tuple[str, ...]]:
    found = terms(text)
    return {tuple(found[at : at + SHINGLE]) for at in range(max(1, len(found) - SHINGLE + 1))}
