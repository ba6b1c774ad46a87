"""Classes of tokens: closed words by name or group, marks, kinds of numbers, capitals, endings."""

from __future__ import annotations

import re
from functools import lru_cache

from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.lexicon.function_words import SPAN_PREPOSITIONS
from qa_bot.language.lexicon.numbers import NUMBER_WORDS
from qa_bot.language.tokens import fold

# The weights of the span model name these groups and the single words in them: they change with it alone.
GROUPS = {
    "article": word_set("a an the"),
    "determiner": word_set(
        "this these those each every some any no all both another other such many most several few much more "
        "less own same"
    ),
    "be or have": word_set("is are was were be been has have had"),
    "auxiliary": word_set(
        "being am having do does did will would shall should can could may might must not cannot"
    ),
    "which or who": word_set("which who whom whose"),
    "clause word": word_set(
        "that when where while because although though if whether unless than how why what so"
    ),
    "pronoun": word_set(
        "he she it they we you i him her them us me his its their our your my "
        "itself himself herself themselves"
    ),
    "naming word": word_set("known called named termed dubbed titled entitled"),
    "about": word_set("about around nearly almost only approximately roughly over"),
    "particle preposition": word_set("above across after along before below down off out past up"),
    "preposition": word_set(
        "against among behind beneath beside besides between beyond despite during except inside into like "
        "near onto outside per since through throughout toward towards under until upon via within without"
    ),
    "particle": word_set("also then there here however later due"),
    "but": word_set("but nor"),
    "number word": word_set(
        "hundred thousand million billion trillion dozen hundreds thousands millions billions half"
    ),
}
CLOSED = {word: group for group, words in GROUPS.items() for word in words} | {
    word: word for word in SPAN_PREPOSITIONS
}
OPEN = ("capitalised", "all capitals", "word", "-ed", "-ing", "-ly", "-s")
NUMERIC = ("four digits", "digits", "decade", "ordinal", "number word")
CAPITAL = ("capitalised", "all capitals", "month")
CONTENT = frozenset((*OPEN, *NUMERIC, *CAPITAL))
_MARKS = {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "dash", "—": "dash", "-": "hyphen", "…": "."}
_SUFFIX = re.compile(r"(?:ed|ing|ly|s)\Z")


@lru_cache(maxsize=1 << 16)
def token_class(text: str) -> str:
    """Return the class of one token."""
    if not text[0].isalnum():
        return _mark_class(text)
    if text in MONTHS:
        return "month"
    word = fold(text)
    if word[:1].isdigit():
        return _number_class(word)
    if len(text) > 1 and text.isupper():
        return "all capitals"
    return _closed_class(word) or ("capitalised" if text[0].isupper() else _suffix_class(word))


def _mark_class(text: str) -> str:
    return "'s" if len(text) > 1 else _MARKS.get(text, text)


def _closed_class(word: str) -> str:
    """Return the class of a closed word or of a number word, empty for any other."""
    if word in CLOSED or word not in NUMBER_WORDS:
        return CLOSED.get(word, "")
    return "number word" if NUMBER_WORDS[word].isdigit() else "ordinal"


def _number_class(word: str) -> str:
    if word.isdigit():
        return "four digits" if len(word) == 4 else "digits"
    if word[-1].isdigit():
        return "digits"
    return "decade" if word.endswith("s") else "ordinal"


def _suffix_class(word: str) -> str:
    suffix = _SUFFIX.search(word) if len(word) > 3 else None
    return f"-{suffix.group()}" if suffix else "word"
