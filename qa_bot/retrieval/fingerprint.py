"""Hashes that stand for the rules by which an index was made, and for the articles it was made of.

None of the rules' source files is imported for it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import sentencex
import Stemmer

from qa_bot.values import Source

RULES = (
    "documents/**/*.py",
    "language/entities/calendar.py",
    "language/entities/patterns.py",
    "language/lexicon/*.py",
    "language/sentences.py",
    "language/tokens.py",
)
COUNTS = ("retrieval/assembling.py", "retrieval/counting.py", "retrieval/weighting.py")
_PACKAGE = Path(__file__).parents[1]
_SHA256 = "sha256:"
NO_ARTICLES = f"{_SHA256}{0:064x}"
CORPUS = re.compile(f"{_SHA256}[0-9a-f]{{64}}")


@cache
def fingerprint() -> str:
    """Return the hash of the rules that read, cut, split and count a text, as they stand in this version."""
    digest = hashlib.sha256()
    for path in sorted(path for rule in (*RULES, *COUNTS) for path in _PACKAGE.glob(rule)):
        digest.update(path.read_bytes())
    parts = (Stemmer.version(), getattr(sentencex, "__version__", ""), unicodedata.unidata_version)
    digest.update(" ".join(parts).encode())
    return digest.hexdigest()


def corpus_fingerprint(
    added: Iterable[tuple[Source, str]],
    removed: Iterable[tuple[Source, str]] = (),
    before: str = NO_ARTICLES,
) -> str:
    """Return a hash of all articles, each told by its place and a hash of what it says, in any order.

    It is the sum of their hashes, so that `before` may be the hash without what is `added` and with what is
    `removed` (AdHash: Bellare and Micciancio 1997, "A New Paradigm for Collision-Free Hashing").
    """
    total = int(before.removeprefix(_SHA256), 16) + sum(map(_hashed, added)) - sum(map(_hashed, removed))
    return f"{_SHA256}{total % (1 << 256):064x}"


def _hashed(article: tuple[Source, str]) -> int:
    source, digest = article
    row = f"{source.place}\0{digest}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(row).digest(), "big")
