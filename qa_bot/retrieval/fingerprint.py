"""Hashes that stand for the rules by which an index was made, and for the articles it was made of.

None of the rules' source files is imported for it.
"""

from __future__ import annotations

import hashlib
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


@cache
def fingerprint() -> str:
    """Return the hash of the rules that read, cut, split and count a text, as they stand in this version."""
    digest = hashlib.sha256()
    for path in sorted(path for rule in (*RULES, *COUNTS) for path in _PACKAGE.glob(rule)):
        digest.update(path.read_bytes())
    parts = (Stemmer.version(), getattr(sentencex, "__version__", ""), unicodedata.unidata_version)
    digest.update(" ".join(parts).encode())
    return digest.hexdigest()


def corpus_fingerprint(sources: Iterable[Source], digests: Iterable[str]) -> str:
    """Return a hash of all articles, each told by its place and a hash of what it says, in any order."""
    rows = sorted(f"{one.place}\0{digest}\n" for one, digest in zip(sources, digests, strict=True))
    return f"sha256:{hashlib.sha256(''.join(rows).encode('utf-8', 'surrogatepass')).hexdigest()}"
