"""The clause of a sentence that answers a yes/no question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_bot.language.lexicon.function_words import LOOSE_CLAUSES
from qa_bot.language.lexicon.punctuation import CLAUSE_MARKS, EDGE_MARKS
from qa_bot.language.tokens import fold
from qa_bot.values import Question, Span, Token


def clause(question: Question, found: Sequence[Token]) -> Span:
    """Return the span of the clause that holds most of the words a yes/no question asks about, or the later.

    `found` are the tokens of the sentence, not empty; the span counts code points as they do.
    """
    asked = set(question.terms)
    parts = list(_clauses(found))
    best = max(parts, key=lambda part: (len({one.stem for one in found[slice(*part)]} & asked), part))
    return found[best[0]].start, found[best[1] - 1].end


def _clauses(found: Sequence[Token]) -> Iterator[Span]:
    edges = [0, *(at for at in range(1, len(found) - 1) if _parts(found, at)), len(found)]
    for start, end in pairwise(edges):
        first = next((at for at in range(start, end) if _is_inner(found[at])), end)
        last = next(
            (at for at in range(end - 1, first - 1, -1) if found[at].text not in EDGE_MARKS), first - 1
        )
        if first <= last:
            yield first, last + 1
    if not any(_is_inner(token) for token in found):
        yield 0, len(found)


def _parts(found: Sequence[Token], at: int) -> bool:
    """Whether a new clause begins at a token: at a semicolon, a dash, or ", but"."""
    follows = fold(found[at + 1].text)
    joins = follows in LOOSE_CLAUSES and follows not in ("as", "after")
    joins = joins or follows in ("because", "so", "unless", "which", "even")
    return found[at].text in CLAUSE_MARKS or (found[at].text == "," and joins)


def _is_inner(token: Token) -> bool:
    return token.text not in EDGE_MARKS and fold(token.text) not in ("but", "and", "while")
