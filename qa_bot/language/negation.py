"""Negation: words that deny, words denied by one before them, and what is left out of what is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa_bot.language.lexicon.function_words import DENIALS, NOBODY, UNTRUE

DENIED_WITHIN = 4  # words before another in which it is denied
_CLAUSE_MARKS = (",", ";", ":")
_IDLE = ("only", "just", "merely", "least")
_DENYING_PAIRS = {
    ("no", "one"), ("no", "longer"), ("no", "chance"), ("no", "evidence"), ("far", "from"),
    ("wrong", "to"),
}  # fmt: skip
_OF_PLACES = ("in", "on", "at", "for", "by")  # and times: what stands in the stead of another begins so
LEFT_OUT_WITHIN = 40  # code points before words in which "except" leaves them out
_LEFT_OUT = re.compile(
    r"\b(?:not|except(?: for)?|excluding|apart from|other than|rather than|instead of|unlike|nor|neither"
    r"|exception of|(?:all|every|each|everyone|everybody)(?: [a-z]{2,20}){0,2} but)"
    r"(?: (?:in|on|at|by|to|for|from|with))?(?: (?:the|an?))? \Z",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:\bnot|n['’]t)(?: [a-z]{1,20}){0,3} \Z")
_LEAVING = re.compile(
    r"\bnot|n['’]t|\b(?:exc|apart from|other than|rather than|instead of|unlike|nor|neither)|\bbut\b",
    re.IGNORECASE,
)


def is_negation(word: str) -> bool:
    """Whether a word in lower case denies its clause: "not", "didn't"."""
    return word in DENIALS or word.endswith("n't")


def denies(words: Iterable[str]) -> bool:
    """Whether any of some words in lower case denies: "not", "didn't", "nobody"."""
    return any(is_negation(word) or word in NOBODY for word in words)


def denied(words: Sequence[str], place: int) -> bool:
    """Whether a word of a sentence, given in lower case, is denied by one shortly before it in its clause.

    Not by "not only", nor where "until" follows, for then it only sets a bound.
    """
    after = words[place:]
    for at in range(place - 1, max(-1, place - 1 - DENIED_WITHIN), -1):
        if words[at] in _CLAUSE_MARKS:
            return False
        if _denies_from(words, at, place):
            return words[at + 1] not in _IDLE and "until" not in after and not _is_contrast(after)
    return False


def _denies_from(words: Sequence[str], at: int, place: int) -> bool:
    """Whether the word at `at` denies what follows up to a place; "no" denies the next word alone."""
    if tuple(words[at : at + 2]) in _DENYING_PAIRS or words[at] in UNTRUE:
        return True
    return denies(words[at : at + 1]) and (words[at] != "no" or at + 1 == place)


def _is_contrast(words: Sequence[str]) -> bool:
    """Whether another amount or place takes a denied one's stead: "in May but in June", "£40 but £50"."""
    at = words.index("but") + 1 if "but" in words else len(words)
    after = words[at : at + 1]
    return any(word in _OF_PLACES or word[0].isdigit() or word[0] in "£$€" for word in after)


@lru_cache(maxsize=1 << 11)
def _may_leave_out(text: str) -> bool:
    """Whether a text has a word without which it leaves nothing out: looked for once, not for each thing."""
    return _LEAVING.search(text) is not None


def left_out(text: str, start: int) -> bool:
    """Whether the words of a text from `start` on are left out of what it says: "not May", "except Ann"."""
    if not _may_leave_out(text):
        return False
    before, after = text[max(0, start - LEFT_OUT_WITHIN) : start], text[start : start + LEFT_OUT_WITHIN]
    is_contrasted = _NOT.search(before) is not None and _is_contrast(after.lower().split())
    return is_contrasted or _LEFT_OUT.search(before) is not None
