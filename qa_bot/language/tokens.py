"""Tokens and terms as offsets; the text itself is never changed.

One tokeniser serves passages, questions and clues, so they cannot drift apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache, partial

import Stemmer

from qa_bot.language.lexicon.irregular_forms import IRREGULAR
from qa_bot.language.lexicon.numbers import NUMBER_WORDS
from qa_bot.values import Token

MAX_TERM = 64
_INNER = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    rf"""
      (?:[A-Za-z]\.){{2,}}                                  # U.S.
    | \d+(?:,\d{{3}}(?!\d)|\.\d+)*(?:(?:st|nd|rd|th|s)\b)?   # 37,000  3.5  2nd  1990s
    | [^\W\d_][^\W_]*(?:(?:[{_INNER}]|['’](?!s\b)(?=[^\W\d_]))[^\W_]*)*   # words, don't, B12
    | ['’]s\b                                               # the possessive, by itself
    | [^\s\w] | _                                           # marks, one by one
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DROPPED = re.compile(rf"[{_INNER}]")
_SIGNS = {"%": "%", "$": "$", "£": "£", "€": "€", "°": "°"}
_NEW_TOKEN = partial(tuple.__new__, Token)  # Token._make without its check of the length
_TO_Z = re.compile(r"(?<=\w\w\w[iy])s(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")
_TO_OR = re.compile(r"(?<=\w\w\w)our(?=(?:s|ed|ing|able|ite|ites|al|er|ers|ful)?$)")


@lru_cache(maxsize=1 << 11)
def tokens(text: str) -> tuple[Token, ...]:
    """Split `text` into words, numbers and marks, each with its stem and code-point offsets."""
    matches = list(_TOKEN.finditer(text))
    words = list(map(re.Match.group, matches))
    stemmed = map(_stem if max(map(len, words), default=0) <= MAX_TERM else stem, words)
    starts, ends = map(re.Match.start, matches), map(re.Match.end, matches)
    return tuple(map(_NEW_TOKEN, zip(words, stemmed, starts, ends, strict=True)))


@lru_cache(maxsize=1 << 11)
def distinct_terms(text: str) -> frozenset[str]:
    """Return the stems of `text`, each once, marks left out."""
    return frozenset(filter(None, token_stems(text)))


@lru_cache(maxsize=1 << 11)
def token_stems(text: str) -> tuple[str, ...]:
    """Return the stem of each token of `text`, empty for marks."""
    return tuple([token.stem for token in tokens(text)])


def places(stem: str, text: str) -> list[int]:
    """Return the numbers of the tokens of `text` that have a stem."""
    found = token_stems(text)
    if found.count(stem) == 1:
        return [found.index(stem)]
    return [at for at, other in enumerate(found) if other == stem]


def split(text: str) -> list[str]:
    """Split `text` into its words, numbers and marks as they stand."""
    return _TOKEN.findall(text)


def terms(text: str) -> list[str]:
    """Return the stems of `text` in order, marks left out: what is indexed and asked for."""
    return [found for word in split(text) if (found := stem(word))]


def fold(word: str) -> str:
    """Fold case, accents, width and invisible characters away."""
    if word.isascii():
        return word.lower()
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", word).replace("’", "'"))
    return plain.casefold()


def stem(word: str) -> str:
    """Return the term of one token: folded, numbers plain, irregular forms regular, Snowball English."""
    return _stem(word) if len(word) <= MAX_TERM else fold(word[:MAX_TERM])


@cache
def stems(words: frozenset[str]) -> frozenset[str]:
    """Return the stems of a closed list of words."""
    return frozenset(map(stem, words))


@lru_cache(maxsize=1 << 17)
def _stem(word: str) -> str:
    folded = fold(word)
    if not folded or not folded[0].isalnum():
        return _SIGNS.get(folded, "")
    if folded[0].isdigit():
        return folded.replace(",", "")
    folded = folded.replace(".", "")
    known = NUMBER_WORDS.get(folded)
    return known or _snowball(folded)


def american(word: str) -> str:
    """Spell a folded word the American way, as far as endings show it: organise, labour, programme."""
    regular = IRREGULAR.get(word, word)
    if "is" in regular or "ys" in regular:  # without the look, the pattern would be tried at each letter
        regular = _TO_Z.sub("z", regular)
    return _TO_OR.sub("or", regular) if "our" in regular else regular


def _snowball(word: str) -> str:
    return str(Stemmer.Stemmer("english", 0).stemWord(american(word)))
