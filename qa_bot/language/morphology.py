"""Inflection: singular and plural nouns, past forms of verbs."""

from __future__ import annotations

from qa_bot.language.lexicon.irregular_forms import PAST_FORMS

_PLURALS = {"men": "man", "women": "woman", "children": "child", "wives": "wife", "lives": "life"}


def singulars(word: str) -> list[str]:
    """Return the possible singulars of a noun in lower case, none where it is no plural."""
    if word in _PLURALS:
        return [_PLURALS[word]]
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return []
    if word.endswith("ies"):
        return [word[:-1], word[:-3] + "y"]
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return [word[:-1], word[:-2]]
    return [word[:-1]]


def is_past(word: str) -> bool:
    """Tell whether a word looks like a verb in the past."""
    return word in PAST_FORMS or (word.endswith("ed") and len(word) > 4)
