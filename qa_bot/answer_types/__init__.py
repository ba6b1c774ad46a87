"""The one ordered table of answer types, and which of them a question asks for.

The kinds follow Li & Roth, "Learning question classifiers" (2002), as far as they help to choose
words in a sentence. A new type is one row in one family: everything else reads the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from qa_bot.answer_types import descriptions, names, numbers, others, places, times
from qa_bot.answer_types.answer_type import AnswerType, AnswerTypes, Claim
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.morphology import singulars
from qa_bot.values import Entity

__all__ = [
    "ANSWER_TYPES",
    "AnswerType",
    "AnswerTypes",
    "answer_type",
    "classify",
    "find",
    "heads",
    "is_head",
    "singular",
]
# Sentences of which is kept what a type finds there: several stages ask, and questions in a row are alike.
FOUND = 1 << 11
ANSWER_TYPES = AnswerTypes(
    (*descriptions.ROWS, *times.ROWS, *numbers.ROWS, *places.ROWS, *names.ROWS, *others.ROWS)
)


def answer_type(name: str) -> AnswerType:
    """Return the row of an answer type; of a name that the table has not, one without any property."""
    return ANSWER_TYPES.by_name.get(name) or AnswerType(name)


@lru_cache(maxsize=FOUND)
def find(name: str, text: str) -> tuple[Entity, ...]:
    """Return what an answer type finds in a sentence."""
    return tuple(answer_type(name).find(text))


def classify(turned: str, head: str = "", modifiers: Sequence[str] = ()) -> str:
    """Return the answer type's name: by the question's words, else its asked noun, else by what is left.

    `turned` is the question in lower case with its question word first; `head` and `modifiers` are
    the words of the asked noun phrase.
    """
    return (
        _claimed(turned, lambda row: row.asked_by)
        or _by_head(head)
        or _by_modifier(modifiers)
        or _claimed(turned, lambda row: row.otherwise)
    )


def heads() -> Iterable[str]:
    """Return the asked nouns that some row knows."""
    return ANSWER_TYPES.by_head


def is_head(word: str) -> bool:
    """Whether a row knows `word` as an asked noun."""
    return singular(word) in ANSWER_TYPES.by_head


def singular(word: str) -> str:
    """Return the likely singular of a noun in lower case; of several guesses the one that a row knows."""
    guesses = [word, *singulars(word)]
    return next((guess for guess in guesses if guess in ANSWER_TYPES.by_head), guesses[-1])


def _by_head(head: str) -> str:
    single = singular(head)
    alike = (row.name for row in ANSWER_TYPES.rows if row.head_like(single))
    return ANSWER_TYPES.by_head.get(single) or next(alike, "")


def _by_modifier(modifiers: Sequence[str]) -> str:
    return next((name for word, name in ANSWER_TYPES.by_modifier.items() if word in modifiers), "")


def _claimed(turned: str, claims: Callable[[AnswerType], Sequence[Claim]]) -> str:
    rows = ANSWER_TYPES.rows
    return next((row.name for row in rows if any(_meets(claim, turned) for claim in claims(row))), "")


def _meets(claim: Claim, text: str) -> bool:
    if callable(claim):
        return claim(text)
    rule = compiled(claim)
    return (rule.match(text) if claim.startswith("^") else rule.search(text)) is not None
