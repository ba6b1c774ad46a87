"""Words of the question that are neither English nor in the articles, read as the nearest word that is.

What counts as English is the word list of the pyspellchecker package, looked at only when a
question holds a word that no article does.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from qa_bot.text import american, fold, stem
from qa_bot.values import Question, Token

SHORTEST = 4
SIMILAR = 0.75


def corrected(
    question: Question, is_known: Callable[[str], bool], words: Callable[[str], Iterable[str]]
) -> Question:
    """Read each misspelt word as the most similar word of the articles that begins like it.

    `is_known` tells whether a stem stands in the articles; `words` gives the articles' words that
    begin with some letters. The tokens keep what was typed; their stems, and the question's terms,
    change. The similarity is that of Ratcliff and Obershelp (difflib), at least `SIMILAR`.
    """
    slips = {
        token.text: better
        for token in question.tokens
        if _may_be_a_slip(token)
        and not is_known(token.stem)
        and (better := _nearest(fold(token.text), words))
    }
    if not slips:
        return question
    stems = {stem(slip): stem(better) for slip, better in slips.items()}
    return replace(
        question,
        tokens=tuple(token._replace(stem=stems.get(token.stem, token.stem)) for token in question.tokens),
        terms=tuple(dict.fromkeys(stems.get(term, term) for term in question.terms)),
        head=stems.get(question.head, question.head),
        names=frozenset(stems.get(term, term) for term in question.names),
        corrections=tuple(slips.items()),
    )


def is_english(word: str) -> bool:
    """Tell whether a lower-case word, or its American spelling, is in the list of English words."""
    return word in _english() or american(word) in _english()


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    spec = find_spec("spellchecker")
    if spec is None or spec.origin is None:
        return frozenset()
    packed = (Path(spec.origin).parent / "resources" / "en.json.gz").read_bytes()
    return frozenset(json.loads(gzip.decompress(packed)))


def _may_be_a_slip(token: Token) -> bool:
    return len(token.text) >= SHORTEST and token.text.isalpha() and not is_english(fold(token.text))


def _nearest(word: str, words: Callable[[str], Iterable[str]]) -> str | None:
    near = (other for other in words(word[0]) if abs(len(other) - len(word)) <= 2)
    return next(iter(get_close_matches(word, near, n=1, cutoff=SIMILAR)), None)
