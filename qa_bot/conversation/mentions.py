"""Mentions: the names and noun phrases of a question or answer, and what each may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa_bot.language.entities import names
from qa_bot.language.entities.people import gender_of, role_of
from qa_bot.language.lexicon.adverbs import DEGREES, LIGHT
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    DEMONSTRATIVES,
    DETERMINERS,
    ENDS_OF_PHRASE,
    FUNCTION_WORDS,
    HELPERS,
    PERSONAL,
    PREPOSITIONS,
    REFLEXIVE,
)
from qa_bot.language.lexicon.nouns import EMPTY_NOUNS
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.lexicon.verbs import BASE_VERBS
from qa_bot.language.morphology import is_plural
from qa_bot.language.segments import items_of
from qa_bot.language.tokens import fold, stems, terms, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Token

LONGEST_PHRASE = 5  # words of a noun phrase after its determiner
NAMED = ("person", "group", "name")
# Words that by their ending say what something is or was, and are no part of the phrase before them.
_COMPLEMENT = re.compile(
    r"(?:.{2,20}(?:ed|en|ful|ous|ive|ic|able|ible|ent|ant|ing|less|ary)|good|bad|big|hard|true|new|old|made|held|sold|built|won"
    r"|set|like|about|popular|official|critical|political|local|real|sick|ill|rich|poor|famous|mad)$",
    re.IGNORECASE,
)
_GENDERS = {"male": "he", "female": "she"}
_KINDS = {"person": "person", "organisation": "group", "several": "many"}


class Mention(NamedTuple):
    """A name or noun phrase and its place; `kind` is person, group, name, many or thing."""

    text: str
    kind: str
    start: int
    end: int


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the names and noun phrases of a question or answer, in the order they stand."""
    spans = {(start, end): kind_of(text[start:end]) for start, end in _names(text)}
    for start, end, kind in _phrases(tokens(text)):
        if not any(first < end and start < last for first, last in spans):
            spans[start, end] = kind
    return tuple(Mention(text[slice(*span)], spans[span], *span) for span in sorted(spans))


def phrases_in(answer: str) -> list[Mention]:
    """Return the mentions of an answer as it would stand inside a sentence; their places are not its own."""
    return list(mentions(f"as {answer}"))


def kind_of(name: str) -> str:
    """Return what a name may name: a person, a group, many, or what is not known: name."""
    words = items_of(name)
    return _KINDS.get(names.kind_of(words, 0, len(words) - 1), "name") if words else "name"


def gender(name: str) -> str:
    """Guess he or she by title and given name; empty when neither is sure."""
    words = items_of(name)
    return _GENDERS.get(gender_of(words, 0, len(words) - 1), "")


def is_empty(phrase: str) -> bool:
    """Whether a phrase ends with a noun that names nothing of its own: the end, the first one."""
    last = fold(phrase.split()[-1])
    return last in EMPTY_NOUNS | {"one"} or last.rstrip("s") in EMPTY_NOUNS


def is_date(word: str) -> bool:
    """Whether a word names a day or a month: Saturdays."""
    return fold(word).removesuffix("s") in DAYS


def is_complement(word: str) -> bool:
    """Whether a word by its ending says what something is or was: successful, held; but not secretary."""
    if role_of(fold(word)) in ROLES:
        return False
    return _COMPLEMENT.match(word) is not None or fold(word) in DEGREES


def content(text: str) -> set[str]:
    """Return the terms of a text that are no function words."""
    return set(terms(text)) - stems(FUNCTION_WORDS)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the names stand, each of several joined by "and" by itself."""
    items = items_of(text)
    for first, last in names.name_runs(items):
        if names.kind_of(items, first, last) != "several":
            yield items[first].start, items[last].end


def _phrases(found: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the noun phrases that begin with a determiner."""
    for at, token in enumerate(found):
        end = _end_of_phrase(found, at) if fold(token.text) in DETERMINERS else at
        if end == at + 2 and fold(token.text) in DEMONSTRATIVES and is_complement(found[at + 1].text):
            continue  # "is that true?"
        if end > at + 1:
            kind = "many" if is_plural(found[end - 1].text) else "thing"
            yield token.start, found[end - 1].end, kind


def _end_of_phrase(found: Sequence[Token], at: int) -> int:
    """Return where the noun phrase ends whose determiner is token `at`."""
    start = end = at + 1
    while end < min(len(found), start + LONGEST_PHRASE) and _nominal(found[end]):
        end += 1
    before = fold(found[at - 1].text) if at else ""
    if before not in HELPERS or end == start:
        return end
    return _before_complement(found, start, end) if before in ANY_BE else _before_verb(found, start, end)


def _nominal(token: Token) -> bool:
    if not token.stem:
        return token.text == "-"
    return fold(token.text) not in ENDS_OF_PHRASE | LIGHT | REFLEXIVE and not token.text.endswith("ly")


def _before_complement(found: Sequence[Token], start: int, end: int) -> int:
    """Return where the phrase of "was the album successful" ends."""
    return next((at for at in range(start + 1, end) if is_complement(found[at].text)), end)


def _before_verb(found: Sequence[Token], start: int, end: int) -> int:
    """Return where the phrase of "will the strike start" ends."""
    verb = next((place for place in range(start + 1, end) if fold(found[place].text) in BASE_VERBS), end)
    after = fold(found[end].text) if end < len(found) else ""
    is_ended = verb < end or after in ENDS_OF_PHRASE - PREPOSITIONS - DETERMINERS - PERSONAL
    return verb if is_ended else max(end - 1, start + 1)
