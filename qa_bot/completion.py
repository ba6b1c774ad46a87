"""Follow-up questions, completed from the talk so far by rules; a complete question is left alone.

Each rule is a row of RULES: a name, and a pure function from a question and the talk before it to the
question completed, or to the same question where the rule has nothing to say. They run in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa_bot.asking import AUXILIARIES, BE, WH
from qa_bot.referents import (
    Mention,
    Turn,
    fitting,
    gender,
    kind_of,
    mentions,
    plain_title,
    topic,
)
from qa_bot.text import fold, stem, terms, tokens
from qa_bot.words import FUNCTION_WORDS

__all__ = ["RULES", "Completion", "Rule", "Turn", "complete"]

LONGEST_BESIDES = 14
LONGEST_EVENT = 12

_CLASSES = {
    word: name
    for name, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
    }.items()
    for word in words.split()
}
_POSSESSIVE = frozenset("his her its their hers theirs".split())
_FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))


class Completion(NamedTuple):
    """A question that stands alone: its text, the words added to it, and the names of the rules used."""

    text: str
    added: tuple[str, ...] = ()
    because: str = ""


class Rule(NamedTuple):
    """A way to complete a follow-up: gives the same text back where it does not apply."""

    name: str
    complete: Callable[[str, Sequence[Turn]], str]


def complete(question: str, talk: Sequence[Turn]) -> Completion:
    """Complete a question from the talk before it, oldest turn first; never raises."""
    text, used = question, []
    for rule in RULES if talk else ():
        better = rule.complete(text, talk)
        if better != text:
            text, used = better, [*used, rule.name]
    return Completion(text, _added(question, text), ", ".join(used))


def _added(question: str, text: str) -> tuple[str, ...]:
    had = set(terms(question)) | _FUNCTION_STEMS
    words = {token.stem: token.text for token in tokens(text) if token.stem and token.stem not in had}
    return tuple(words.values())


def _pronouns(question: str, talk: Sequence[Turn]) -> str:
    pieces, at = [], 0
    found = tokens(question)
    for place, token in enumerate(found):
        name = _CLASSES.get(fold(token.text))
        referent = _referent(name, question[: token.start], question, talk) if name else ""
        if referent:
            owned = _owns(token.text, question, token.end)
            pieces += [question[at : token.start], possessive(referent) if owned else referent]
            at = token.end
    return "".join(pieces) + question[at:]


def _owns(word: str, question: str, end: int) -> bool:
    if fold(word) == "her":
        follows = re.match(r"\s+(\w+)", question[end:])
        return bool(follows) and fold(follows[1]) not in FUNCTION_WORDS
    return fold(word) in _POSSESSIVE


def possessive(name: str) -> str:
    """Give the name with its possessive mark."""
    return name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"


def _referent(name: str, before: str, question: str, talk: Sequence[Turn]) -> str:
    if fitting(name, mentions(before)):
        return ""
    about = topic(talk)
    if about and set(terms(about)) & set(terms(question)) - _FUNCTION_STEMS:
        return ""
    if about and name in ("he", "she") and kind_of(about) != "group":
        return about
    if about and name in ("it", "they") and kind_of(about) != "person":
        return about
    return _last(name, talk) or about


def _last(name: str, talk: Sequence[Turn]) -> str:
    for turn in reversed(talk):
        for text in (turn.question, turn.answer):
            found = fitting(name, mentions(text))
            if found:
                return found[-1].text
    return ""


_MORE = re.compile(
    r"\b(?:other|others|else|another|any ?more|some more|additional|further)\b(?! than\b)", re.IGNORECASE
)
_EXCEPT = re.compile(
    r"\b(?:besides|other than|apart from|aside from|except|in addition to|each other|one another|instead of)\b"
    r"|\bthe other\b|\bor other\b",
    re.IGNORECASE,
)


def _besides(question: str, talk: Sequence[Turn]) -> str:
    if not _MORE.search(question) or _EXCEPT.search(question):
        return question
    told = next((turn.answer for turn in reversed(talk) if turn.answer), "")
    told = shortened(told, LONGEST_BESIDES)
    return f"Besides {told}, {lowered(question)}" if told else question


def shortened(text: str, most: int) -> str:
    """Cut a text at a clause mark, or after at most `most` words; its end marks are left out."""
    words = text.split()[:most]
    return " ".join(words).strip(' .,;:?!(“"')


def lowered(question: str) -> str:
    """Begin a question in lower case, unless a name begins it."""
    first = re.match(r"\w+", question)
    plain = bool(first) and fold(first[0]) in FUNCTION_WORDS | WH | BE | AUXILIARIES | {"any", "anything"}
    return question[:1].lower() + question[1:] if plain else question


def _definite(question: str, talk: Sequence[Turn]) -> str:
    about = topic(talk)
    if not about or _names(question, talk):
        return question
    match = re.search(r"\b(the|this|that|these|those) (\w+)(?= *(?:$|\?|of\b|in\b|\w))", question, re.I)
    if match and fold(match[2]) not in FUNCTION_WORDS | {
        "article",
        "section",
        "other",
        "only",
        "same",
        "most",
        "first",
    }:
        return f"{question[: match.end()]} of {about}{question[match.end() :]}"
    return question


def _thin(question: str, talk: Sequence[Turn]) -> str:
    about = topic(talk)
    if (
        not about
        or _names(question, talk)
        or re.search(r"\bthis (article|section)\b|^what (is|are) (?!the\b)", question, re.I)
    ):
        return question
    return question.rstrip(" ?") + f" ({about})?"


def _names(question, talk):
    if any(m.kind in ("person", "group", "name") for m in mentions(question)):
        return True
    about = topic(talk)
    return bool(set(terms(about)) & set(terms(question)) - _FUNCTION_STEMS)


RULES: tuple[Rule, ...] = (
    Rule("pronoun", _pronouns),
    Rule("definite", _definite),
    Rule("thin", _thin),
    Rule("besides", _besides),
)
