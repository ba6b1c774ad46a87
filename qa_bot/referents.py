"""What a talk is about: the names and noun phrases in it that a pronoun may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.answer_types.capitals import Run, is_acronym, runs
from qa_bot.answer_types.name_words import COUNTRIES, GIVEN, ORGANISATION, PLACE, STATES, TIMES, TITLES
from qa_bot.asking import AUXILIARIES, BE, WH
from qa_bot.text import fold, tokens
from qa_bot.values import Token
from qa_bot.words import FUNCTION_WORDS

LONGEST_TITLE = 6
LONGEST_PHRASE = 5

DETERMINERS = frozenset("the a an this that these those his her their its".split())
_SMALL = frozenset("of the and in on for de la van von der da di".split())
_STOPS = (
    FUNCTION_WORDS | BE | AUXILIARIES | WH
    | frozenset(
        """
        after before during between under over through against within without among across along around
        behind beyond near since until upon via like per because while although though not no there here
        any some all each every both either another other else more most much many few only also ever never
        always still just well very too so then again back out up down off yes which whose become became
        say said says go went gone come came do done make made take took get got give gave begin began
        happen happened start started end ended win won lose lost play played work worked write wrote
        released release born called known named used met led held left told asked instead together
        """.split()
    )
)  # fmt: skip
_FEMALE = frozenset(
    """
    Alice Amy Andrea Angela Ann Anna Anne Barbara Carol Caroline Catherine Charlotte Christine Claire Deborah
    Diana Diane Dorothy Elizabeth Ellen Emily Emma Evelyn Fiona Florence Grace Hannah Heather Helen Isabel
    Jane Janet Jennifer Jessica Joan Judith Julia Julie Karen Kate Katherine Laura Lauren Linda Louise Lucy
    Margaret Maria Marie Martha Mary Michelle Nancy Natalie Nicola Pamela Patricia Rachel Rosa Rose Ruth Sally
    Sandra Sarah Sharon Sophie Susan Tina Virginia Wendy Zoe Miss Mrs Ms Queen Lady Dame Princess Baroness
    Duchess Countess Empress
    """.split()
)
_EITHER = frozenset("Jean Kelly Kim Leon Robin Sam Chris Max Scott Dr Doctor Prof Professor St Judge Justice Pope "
                    "President Chancellor Minister Mayor Senator Governor Rev Reverend Captain".split())  # fmt: skip


class Turn(NamedTuple):
    """One question of a talk as it was read, and what it got; empty strings stand for silence."""

    question: str
    answer: str = ""
    sentence: str = ""
    title: str = ""
    alternatives: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A name or noun phrase; `kind` is person, group, name, many or thing."""

    text: str
    kind: str


def topic(talk: Sequence[Turn]) -> str:
    """Name what a talk is about: the last source's title where it is a name that the talk uses."""
    for turn in reversed(talk):
        title = plain_title(turn.title)
        if title and _names_something(title) and _is_used(title, talk):
            return title
    return ""


def plain_title(title: str) -> str:
    """Leave out what stands in brackets."""
    return re.sub(r"\s*\([^()]{0,80}\)", "", title).strip()


def _names_something(title: str) -> bool:
    words = title.split()
    loud = all(word[0].isupper() or word[0].isdigit() or fold(word) in _SMALL for word in words)
    return loud and len(words) <= LONGEST_TITLE


def _is_used(title: str, talk: Sequence[Turn]) -> bool:
    wanted = {fold(token.text) for token in tokens(title) if token.stem} - _SMALL
    for turn in talk:
        asked = {fold(token.text) for token in tokens(turn.question)}
        if wanted <= asked:
            return True
        told = {
            fold(token.text) for token in tokens(f"{turn.sentence} {turn.answer}") if token.text[0].isupper()
        }
        if wanted & told:
            return True
    return False


def kind_of(name: str) -> str:
    """Tell what a name may name: a person, a group, or any thing."""
    words = tuple(name.split())
    if not words:
        return "name"
    if _is_group(words):
        return "group"
    if words[0] in GIVEN or words[0] in TITLES or (len(words) > 1 and _plain_name(words)):
        return "person"
    return "name"


def _is_group(words: tuple[str, ...]) -> bool:
    loud = is_acronym(Run(0, 0, words))
    return loud or words[0] == "The" or bool(set(words) & ORGANISATION) or words[-1] in ("Band", "Brothers")


def _plain_name(words: tuple[str, ...]) -> bool:
    name = " ".join(words)
    placed = words[-1] in PLACE or name in COUNTRIES or name in STATES
    return (
        not placed
        and len(words) <= 4
        and not any(fold(word) in ("of", "the", "and", "for", "in") for word in words)
    )


def gender(name: str) -> str:
    """Guess he or she by title and given name; empty when neither is sure."""
    first = name.split()[0].strip(".") if name.split() else ""
    if first in _FEMALE:
        return "she"
    return "he" if first in (GIVEN | TITLES) - _EITHER else ""


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """Give the names and noun phrases of a question or answer, in the order they stand."""
    found = tokens(text)
    names = list(_names(text))
    spans = {(start, end): kind_of(text[start:end]) for start, end in names}
    for start, end, kind in _phrases(text, found):
        if not any(a < end and start < b for a, b in spans):
            spans[start, end] = kind
    return tuple(Mention(text[start:end], spans[start, end]) for start, end in sorted(spans))


def _names(text: str) -> Iterator[tuple[int, int]]:
    taken = -1
    for match in re.finditer(r"[“\"]([^“”\"]{2,60})[”\"]", text):
        yield match.start(), match.end()
    for run in sorted(runs(text), key=lambda run: (run.start, -run.end)):
        first = text[run.start : run.end].split()[0]
        if run.start >= taken and not (run.start == 0 and fold(first) in _STOPS) and first not in TIMES:
            taken = run.end
            yield run.start, run.end


def _phrases(text: str, found: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(found):
        end = at + 1 if fold(found[at].text) in DETERMINERS else at
        start = end
        while end < len(found) and end - start < LONGEST_PHRASE and _nominal(found[end]):
            end += 1
        end = _without_verb(found, at, start, end)
        if end > start and (start > at or _is_plural(found[end - 1].text)):
            many = _is_plural(found[end - 1].text)
            yield found[at].start, found[end - 1].end, "many" if many else "thing"
        at = max(end, at + 1)


def _nominal(token: Token) -> bool:
    if not token.stem:
        return token.text == "-"
    return fold(token.text) not in _STOPS and not token.text.endswith("ly")


def _without_verb(found: Sequence[Token], at: int, start: int, end: int) -> int:
    """Leave out the verb or adjective that ends the phrase of "will the strike start"."""
    before = [fold(token.text) for token in found[:at]]
    if not before or before[-1] not in BE | AUXILIARIES or end - start < 2:
        return end
    if before[-1] in BE and any(word in ("what", "who", "which") for word in before):
        return end
    return end - 1


def _is_plural(word: str) -> bool:
    folded = fold(word)
    return len(folded) > 3 and (
        (folded.endswith("s") and not folded.endswith(("ss", "us", "is")))
        or folded in ("people", "children", "women", "men")
    )


def fitting(pronoun: str, found: Iterable[Mention]) -> list[Mention]:
    """Keep what a pronoun of the class he, she, it or they may stand for, in the same order."""
    return [mention for mention in found if _fits(pronoun, mention)]


def _fits(pronoun: str, mention: Mention) -> bool:
    if pronoun in ("he", "she"):
        return mention.kind == "person" and gender(mention.text) in ("", pronoun)
    if pronoun == "they":
        return mention.kind in ("many", "group")
    return mention.kind in ("thing", "group", "name")
