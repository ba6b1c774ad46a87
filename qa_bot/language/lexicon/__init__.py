"""Closed words of English, one file a word class, each word stated once in its class.

A list that several classes make up is written as their union or difference, under a name that says what it
is for. Nothing here knows of questions, and nothing here imports anything of the package but these files.
"""

from __future__ import annotations

from collections.abc import Container


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text` as a set."""
    return frozenset(text.split())


class WordUnion:
    """Several word classes read as one, so that a word stands in its class alone."""

    __slots__ = ("_classes",)

    def __init__(self, *classes: Container[str]) -> None:
        """Join classes; what is true of a word of any is true of one of the union."""
        self._classes = classes

    def __contains__(self, word: object) -> bool:
        """Whether a word stands in any of the classes."""
        return any(word in one for one in self._classes)
