"""Other ways of the articles to write a word: its short or long form, as two words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import fold, stem
from qa_bot.values import Expansion, Token

LONGEST = 6


def expansions(found: Sequence[Token], long_form: Callable[[str], tuple[str, ...]]) -> tuple[Expansion, ...]:
    """Return the short forms that a question, given as its tokens, uses, or whose long form it spells out.

    `long_form` returns the stems that the articles spell a short form out by.
    """
    wanted = {*_short_words(found), *_initials(found)}
    defined = {term: long_form(term) for term in sorted(wanted)}
    return tuple(Expansion(term, long) for term, long in defined.items() if long)


def compounds(
    found: Sequence[Token], written_apart: Callable[[str], str], knows: Callable[[str], bool]
) -> tuple[Expansion, ...]:
    """Return the words that the articles write as two, or as one where the question has two.

    Of a word written apart ("walkout") the rarer part stands for it; one written together ("sign-off",
    "walk out") stands for both parts.
    """
    words = [token for token in found if token.stem]
    parted = ((token.stem, written_apart(fold(token.text))) for token in words)
    apart = [Expansion(term, (stem(word),)) for term, word in parted if word]
    pairs = (
        (stem(first + other.text), (one.stem, other.stem))
        for one, other in pairwise(words)
        for first in dict.fromkeys((one.text, one.stem))
    )
    return (*apart, *(Expansion(whole, parts) for whole, parts in pairs if knows(whole)))


def _short_words(found: Sequence[Token]) -> list[str]:
    return [
        token.stem for token in found if 2 <= len(token.text) <= LONGEST and token.stem not in FUNCTION_WORDS
    ]


def _initials(found: Sequence[Token]) -> list[str]:
    """Return the initials of each run of two to six capitalised words."""
    runs: list[str] = [""]
    for token in found:
        if token.text[0].isupper():
            runs[-1] += token.text[0].lower()
        elif token.stem and token.stem not in FUNCTION_WORDS:
            runs.append("")
    return [run[first:] for run in runs for first in (0, 1) if 2 <= len(run[first:]) <= LONGEST]
