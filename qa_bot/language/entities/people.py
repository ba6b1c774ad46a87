"""What the words of a name or a role say of a person: titles, given names, posts, gender."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.lexicon.people import GENDER_OF_NAME, GENDER_OF_ROLE, GENDER_OF_TITLE, ROLES, TITLES
from qa_bot.language.morphology import singulars
from qa_bot.language.segments import Item


def is_title(text: str) -> bool:
    """Whether a word is a title before a name, with or without its full stop."""
    return text.rstrip(".") in TITLES


def is_given_name(text: str) -> bool:
    """Whether a word is a known given name."""
    return text in GENDER_OF_NAME


@lru_cache(maxsize=1 << 12)
def role_of(word: str) -> str:
    """Return the known role or group that a word in lower case names, as singular, else nothing."""
    for guess in (word, *reversed(singulars(word)), word.split("-")[-1]):
        if guess in ROLES or guess in GROUPS:
            return guess
    return ""


def gender_of(items: Sequence[Item], first: int, last: int) -> str:
    """Return "male", "female" or nothing for the items of a name or a role."""
    words = [item for item in items[first : last + 1] if item.word]
    if any(item.word == "and" for item in words):
        return ""
    titles = (GENDER_OF_TITLE.get(item.text.rstrip("."), GENDER_OF_ROLE.get(item.word)) for item in words)
    return next(filter(None, titles), None) or _gender_of_given_name(words)


def _gender_of_given_name(words: Sequence[Item]) -> str:
    """Return the gender of a name's first word; a lone word after a title is a surname."""
    names = [item.text for item in words if not is_title(item.text)]
    return GENDER_OF_NAME.get(names[0], "") if len(names) > 1 or (names and len(words) == 1) else ""
