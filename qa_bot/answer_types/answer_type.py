"""The shape of a row: one kind of thing that can be asked for, and how it looks in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from qa_bot.language.entities.patterns import Find, nothing
from qa_bot.named_tuples import NamedTuple

Claim = str | Callable[[str], bool]
TypeGroup = Literal[
    "a time",
    "a duration",
    "an amount",
    "a person",
    "a reason",
    "a place",
    "a meaning",
    "a work or event",
    "some name",
]


def no_noun(noun: str) -> bool:
    """Whether a noun asks for the type by its shape: none does."""
    return False


class AnswerType(NamedTuple):
    """A kind of answer: which questions ask for it, where it stands in a sentence, how it is treated.

    Asking. `asked_by` are patterns (or tests) over the question turned so that its question word comes
    first ("what year did x die ? | in"), lower case, tokens parted by spaces. `heads` are the nouns that
    decide when no row's `asked_by` did (singular), `head_like` a test of such nouns, `modifiers` the nouns
    that decide before one that no row knows ("which city walls"), and `otherwise` patterns tried last.
    `asks_words` are words that only ask for it and need not be met ("stand for").

    Finding. `find` finds the things of the type in a sentence; with `beside_words` only those count that
    stand beside a word asked about. `of_any_size`: it finds what cannot be held against each other (an age,
    a season, an hour), so that the nearest need not be the one meant.

    Ranking. `group` names the clue "... asked for and here" whose weight a thing of the type earns.
    `defining`: the answer says what a name is. `short_form`: the question may give a short form and ask
    for the long one, or asks for the short form. `counts`: the number should count the asked noun.
    `people`: people are asked for by name.

    The decision. `required`: a sentence in which `find` finds nothing cannot answer. `expected`: it can, but
    seldom does. `clause`: a whole statement answers, and nothing of a kind need stand in it.

    Several articles. `equated`: what two articles say may be found to be the same. `compared`: the same, or
    different.

    `asks`, `finds` (sentence, words, perhaps value) and `ignores` (sentence, perhaps words) are the row's
    tests.
    """

    name: str
    asked_by: tuple[Claim, ...] = ()
    heads: frozenset[str] = frozenset()
    head_like: Callable[[str], bool] = no_noun
    modifiers: frozenset[str] = frozenset()
    otherwise: tuple[Claim, ...] = ()
    asks_words: frozenset[str] = frozenset()
    find: Find = nothing
    beside_words: bool = False
    of_any_size: bool = False
    group: TypeGroup | None = None
    defining: bool = False
    short_form: Literal["given", "asked"] | None = None
    counts: bool = False
    people: bool = False
    required: bool = False
    expected: bool = False
    clause: bool = False
    equated: bool = False
    compared: bool = False
    asks: tuple[str, ...] = ()
    finds: tuple[tuple[str, ...], ...] = ()
    ignores: tuple[str | tuple[str, str], ...] = ()

    @property
    def is_time(self) -> bool:
        """Whether a part of the calendar or a clock time is asked for: its value is a date or an hour."""
        return self.group == "a time"

    @property
    def is_fact(self) -> bool:
        """Whether one time, number or person is asked for: much of the kind is never told."""
        return self.group in ("a time", "a duration", "an amount", "a person")

    @property
    def is_amount(self) -> bool:
        """Whether a number is asked for, or a length of time given by one."""
        return self.group in ("an amount", "a duration")


@dataclass(frozen=True)
class AnswerTypes:
    """The ordered rows, and what is looked up in them. Of two rows that know a noun the earlier has it."""

    rows: tuple[AnswerType, ...]

    @cached_property
    def by_name(self) -> Mapping[str, AnswerType]:
        """Return the rows by their names."""
        return {row.name: row for row in self.rows}

    @cached_property
    def by_head(self) -> Mapping[str, str]:
        """Return the name of each asked noun's row."""
        return {head: row.name for row in reversed(self.rows) for head in row.heads}

    @cached_property
    def by_modifier(self) -> Mapping[str, str]:
        """Return the row's name of each noun that decides before another one, in the order of the rows."""
        return {word: row.name for row in self.rows for word in row.modifiers}
