"""Words of the question that are neither English nor in the articles, read as the nearest word that is.

What counts as English is the word list of the pyspellchecker package, looked at only when a
question holds a word that no article does.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain, zip_longest
from pathlib import Path

from qa_bot.answer_types import heads
from qa_bot.documents.corpus import Corpus
from qa_bot.language.lexicon.function_words import DO, FUNCTION_WORDS
from qa_bot.language.tokens import american, fold
from qa_bot.questions.form import SLIPS
from qa_bot.values import Token

SHORTEST = 4  # letters of a word that is corrected: shorter ones are near too many others
SIMILAR = 0.75  # least ratio of difflib: a word of four letters may have one wrong
MANY = 1000  # words compared at most, then only those that share two letters: about 10 ms


def corrected(text: str, found: Sequence[Token], corpus: Corpus) -> str:
    """Return the text, given with its tokens, with each misspelt word as the most similar word known.

    Known are the words of the articles, and those that questions ask by (percentage, chairman).
    The similarity is that of Ratcliff and Obershelp (difflib), at least `SIMILAR`.
    """
    pieces, at = [], 0
    for token, following in zip_longest(found, found[1:]):
        pieces += [text[at : token.start], _better(token, following, corpus)]
        at = token.end
    return "".join(pieces) + text[at:]


def is_english(word: str) -> bool:
    """Whether a lower-case word, or its American spelling, is in the list of English words."""
    return word in _english() or american(word) in _english()


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    spec = find_spec("spellchecker")
    if spec is None or spec.origin is None:
        return frozenset()
    packed = (Path(spec.origin).parent / "resources" / "en.json.gz").read_bytes()
    return frozenset(json.loads(gzip.decompress(packed)))


def _better(token: Token, following: Token | None, corpus: Corpus) -> str:
    """Return the word that was meant, the same where it is known."""
    folded = fold(token.text)
    opening = _opening(token, following)
    slip = swapped().get(folded, "")
    if opening or not (slip or _may_be_misspelt(folded)):
        return opening or token.text
    if corpus.frequency(token.stem) or is_english(folded):
        return token.text
    return _cased(slip or _nearest(folded, corpus), token)


def _may_be_misspelt(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _opening(token: Token, following: Token | None) -> str:
    """Return what "whats ..." and "were do ..." mean at the beginning of a question, else ""."""
    word = fold(token.text) if token.start == 0 else ""
    if word in SLIPS:
        return f"{SLIPS[word].capitalize()} is"
    return "Where" if word == "were" and following and fold(following.text) in DO else ""


def _cased(word: str, token: Token) -> str:
    return word.capitalize() if token.text[0].isupper() else word


@lru_cache(maxsize=1)
def swapped() -> Mapping[str, str]:
    """Return function words with two neighbouring letters swapped, "teh", "waht", and what they stand for."""
    words = sorted(word for word in FUNCTION_WORDS if len(word) >= 3)
    slips = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word
        for word in words
        for at in range(len(word) - 1)
    }
    return {slip: word for slip, word in slips.items() if slip not in FUNCTION_WORDS}


def _nearest(word: str, corpus: Corpus) -> str:
    known = chain(corpus.words(word[0]), (head for head in heads() if head[0] == word[0]))
    near = {other for other in known if abs(len(other) - len(word)) <= 2}
    if len(near) > MANY:
        near = {other for other in near if other[:2] == word[:2]}
    return next(iter(get_close_matches(word, sorted(near), n=1, cutoff=SIMILAR)), word)
