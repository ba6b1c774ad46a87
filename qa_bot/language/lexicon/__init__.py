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

    __slots__ = ("_but", "_classes")

    def __init__(self, *classes: Container[str], but: Container[str] = ()) -> None:
        """Join classes, the words in `but` left out."""
        self._classes = classes
        self._but = but

    def __contains__(self, word: object) -> bool:
        """Whether a word stands in any of the classes and is not left out."""
        for one in self._classes:  # asked of each word of an article: any() would take twice as long
            if word in one:
                return word not in self._but
        return False
