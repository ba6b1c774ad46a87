"""The shape of a row: one kind of thing that can be asked for, and how it looks in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.language.entities.patterns import Find, nothing


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer: which questions ask for it, and where it stands in a sentence.

    `asked_by` are patterns over the question turned so that its question word comes first
    ("what year did x die ? | in"), lower case, tokens parted by spaces. `heads` are the nouns that
    decide when no row's `asked_by` did (singular), `head_like` a pattern of such nouns, and
    `otherwise` patterns tried last. `hard`: a sentence in which `find` finds nothing cannot answer.
    `asks`, `finds` (sentence, words, perhaps value) and `ignores` (sentence, perhaps words) are the
    row's tests.
    """

    name: str
    asked_by: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    head_like: str = ""
    otherwise: tuple[str, ...] = ()
    find: Find = nothing
    hard: bool = False
    asks: tuple[str, ...] = ()
    finds: tuple[tuple[str, ...], ...] = ()
    ignores: tuple[str | tuple[str, str], ...] = ()
