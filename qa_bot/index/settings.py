"""What an index depends on besides the articles: when it differs, a saved index is made anew."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from types import ModuleType

import sentencex
import Stemmer

from qa_bot import articles, blocks, datelines, files, headers, lines, passages, sentences, text, words
from qa_bot.index import assembling, counting, lexicon, tally, weighting

FORMAT = 2
RULES = (articles, blocks, datelines, files, headers, lines, passages, sentences, text, words)
COUNTS = (assembling, counting, lexicon, tally, weighting)


@cache
def fingerprint() -> str:
    """Hash the rules that read, cut, split and count a text, as they stand in this version."""
    digest = hashlib.sha256()
    for module in (*RULES, *COUNTS):
        digest.update(_source(module))
    parts = (Stemmer.version(), getattr(sentencex, "__version__", ""), unicodedata.unidata_version)
    digest.update(" ".join(parts).encode())
    return digest.hexdigest()


def _source(module: ModuleType) -> bytes:
    loader = module.__spec__.loader if module.__spec__ else None
    data: bytes = loader.get_data(module.__file__)  # type: ignore[union-attr]
    return data
