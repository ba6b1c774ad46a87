"""Words of the question that are neither English nor in the articles, read as the nearest word that is.

What counts as English is the word list of the pyspellchecker package, looked at only when a
question holds a word that no article does.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, zip_longest
from pathlib import Path

from qa_bot.answer_types import heads
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import american, fold
from qa_bot.values import Question, Token

SHORTEST = 4
SIMILAR = 0.75
MANY = 1000
CONTRACTED = {
    f"{word}s": f"{word.capitalize()} is" for word in ("what", "who", "where", "when", "how", "why")
}


def corrected(
    question: Question, is_known: Callable[[str], bool], words: Callable[[str], Iterable[str]]
) -> str:
    """Give the question's text with each misspelt word written as the most similar word known.

    `is_known` tells whether a stem stands in the articles; `words` gives the articles' words that
    begin with some letters. Words that questions ask by (percentage, chairman) are known as well.
    The similarity is that of Ratcliff and Obershelp (difflib), at least `SIMILAR`.
    """
    pieces, at = [], 0
    for token, following in zip_longest(question.tokens, question.tokens[1:]):
        pieces += [question.text[at : token.start], _better(token, following, is_known, words)]
        at = token.end
    return "".join(pieces) + question.text[at:]


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


def _better(
    token: Token,
    following: Token | None,
    is_known: Callable[[str], bool],
    words: Callable[[str], Iterable[str]],
) -> str:
    folded = fold(token.text)
    if token.start == 0 and folded == "were" and following and fold(following.text) in ("do", "does", "did"):
        return "Where"
    if token.start == 0 and folded in CONTRACTED:
        return CONTRACTED[folded]
    slip = swapped().get(folded)
    if slip and not is_known(token.stem) and not is_english(folded):
        return _cased(slip, token)
    if len(folded) < SHORTEST or not folded.isalpha() or is_known(token.stem) or is_english(folded):
        return token.text
    return _cased(_nearest(folded, words), token)


def _cased(word: str, token: Token) -> str:
    return word.capitalize() if token.text[0].isupper() else word


@lru_cache(maxsize=1)
def swapped() -> Mapping[str, str]:
    """Give function words with two neighbouring letters swapped, "teh", "waht", and what they stand for."""
    words = sorted(word for word in FUNCTION_WORDS if len(word) >= 3)
    slips = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
        for word in words
        for at in range(len(word) - 1)
    }
    return {slip: word for slip, word in slips.items() if slip not in FUNCTION_WORDS}


def _nearest(word: str, words: Callable[[str], Iterable[str]]) -> str:
    known = chain(words(word[0]), (head for head in heads() if head[0] == word[0]))
    near = {other for other in known if abs(len(other) - len(word)) <= 2}
    if len(near) > MANY:
        near = {other for other in near if other[:2] == word[:2]}
    return next(iter(get_close_matches(word, sorted(near), n=1, cutoff=SIMILAR)), word)
