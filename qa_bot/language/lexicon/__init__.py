"""Closed words of English, one file a word class, each word stated once in its class.

A list that several classes make up is written as their union or difference, under a name that says what it
is for. Nothing here knows of questions, and nothing here imports anything of the package but these files.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text` as a set."""
    return frozenset(text.split())
