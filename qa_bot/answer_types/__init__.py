"""The one ordered table of answer types, and which of them a question asks for.

The kinds follow Li & Roth, "Learning question classifiers" (2002), as far as they help to choose
words in a sentence. A new type is one row in one family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qa_bot.answer_types import descriptions, names, numbers, others, places, times
from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.morphology import singulars

__all__ = ["BY_NAME", "HEADS", "TABLE", "AnswerType", "classify", "is_head", "singular"]
TABLE: tuple[AnswerType, ...] = (
    *descriptions.ROWS,
    *times.ROWS,
    *numbers.ROWS,
    *places.ROWS,
    *names.ROWS,
    *others.ROWS,
)
BY_NAME: Mapping[str, AnswerType] = MappingProxyType({row.name: row for row in TABLE})
_HEADS = {head: row.name for row in reversed(TABLE) for head in row.heads}
HEADS = tuple(_HEADS)
_DECIDING_MODIFIERS = ("year", "date", "city", "country", "state", "language")


def classify(turned: str, head: str = "", modifiers: Sequence[str] = ()) -> str:
    """Name the answer type of a question: by its words, else by its asked noun, else by what is left.

    `turned` is the question in lower case with its question word first; `head` and `modifiers` are
    the words of the asked noun phrase.
    """
    return (
        _claimed(turned, "asked_by")
        or _by_head(head)
        or next((_HEADS[word] for word in _DECIDING_MODIFIERS if word in modifiers), "")
        or _claimed(turned, "otherwise")
    )


def is_head(word: str) -> bool:
    """Tell whether a row of the table knows `word` as an asked noun."""
    return singular(word) in _HEADS


def singular(word: str) -> str:
    """Guess the singular of a noun in lower case; of several guesses the one that the table knows."""
    guesses = [word, *singulars(word)]
    return next((guess for guess in guesses if guess in _HEADS), guesses[-1])


def _by_head(head: str) -> str:
    single = singular(head)
    liked = (row.name for row in TABLE if row.head_like and _found(row.head_like, single))
    return _HEADS.get(single) or next(liked, "")


def _claimed(turned: str, field: str) -> str:
    return next((row.name for row in TABLE if any(_found(rule, turned) for rule in getattr(row, field))), "")


def _found(pattern: str, text: str) -> bool:
    rule = compiled(pattern)
    return (rule.match(text) if pattern.startswith("^") else rule.search(text)) is not None
