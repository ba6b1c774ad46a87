"""The one ordered table of answer types, and which of them a question asks for.

The kinds follow Li & Roth, "Learning question classifiers" (2002), as far as they help to choose
words in a sentence. A new type is one row in one family.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from qa_bot.answer_types import descriptions, names, numbers, times
from qa_bot.answer_types.row import AnswerType

__all__ = ["BY_NAME", "TABLE", "AnswerType", "classify", "is_head", "singular"]

TABLE: tuple[AnswerType, ...] = (
    *descriptions.FIRST,
    *times.ROWS,
    *numbers.ROWS,
    *names.ROWS,
    *descriptions.LAST,
)
BY_NAME: Mapping[str, AnswerType] = MappingProxyType({row.name: row for row in TABLE})
_HEADS = {head: row.name for row in reversed(TABLE) for head in row.heads}
_DECIDING_MODIFIERS = ("year", "date", "city", "country", "state", "language")
_PLURALS = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "lives": "life"}


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
    return word in _HEADS or singular(word) in _HEADS


def singular(word: str) -> str:
    """Guess the singular of a noun in lower case."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4 and word not in ("series", "species"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")) else word


def _by_head(head: str) -> str:
    single = singular(head)
    known = _HEADS.get(head) or _HEADS.get(single)
    return known or next((row.name for row in TABLE if row.head_like and _found(row.head_like, single)), "")


def _claimed(turned: str, field: str) -> str:
    return next((row.name for row in TABLE if any(_found(rule, turned) for rule in getattr(row, field))), "")


def _found(pattern: str, text: str) -> bool:
    return _compiled(pattern).match(text) is not None if pattern[:1] == "^" else _search(pattern, text)


def _search(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
