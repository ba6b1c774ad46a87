"""Words of the question that no article holds, one slip away from a word that some article holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qa_bot.text import fold, stem
from qa_bot.values import Question, Token

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 5


def corrected(question: Question, is_known: Callable[[str], bool], count: Callable[[str], int]) -> Question:
    """Replace each unknown term by the commonest known word one slip away that keeps its first letter.

    `is_known` tells whether a stem stands in the articles, `count` how often a word does.
    The tokens keep what was typed; only their stems, and the question's terms, change.
    """
    slips = {
        token.text: better
        for token in question.tokens
        if _may_be_a_slip(token) and not is_known(token.stem) and (better := _nearest(fold(token.text), count))
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


def _may_be_a_slip(token: Token) -> bool:
    return len(token.text) >= SHORTEST and token.text.isalpha()


def _nearest(word: str, count: Callable[[str], int]) -> str | None:
    found = [(-times, other) for other in set(_slips(word)) if (times := count(other))]
    return min(found)[1] if found else None


def _slips(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        before, here, after = word[:at], word[at : at + 1], word[at + 1 :]
        yield before + after
        if after:
            yield before + after[0] + here + after[1:]
        for letter in _LETTERS:
            yield before + letter + here + after
            yield before + letter + after
