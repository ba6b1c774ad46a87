"""Name the stage a failed question fell at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from qa_bot.evaluation.dataset import AskedQuestion, GoldSpan, GoldText
from qa_bot.evaluation.metrics import folded
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Answer, Reply, Sentence

Stage = Literal[
    "sentence splitting",
    "retrieval",
    "answer type",
    "ranking",
    "answer words",
    "withheld",
    "guessed",
    "failed",
]
STAGES: dict[str, str] = {
    "sentence splitting": "the expected words run over the end of a sentence",
    "retrieval": "the right sentence was never weighed",
    "answer type": "words of another shape were looked for",
    "ranking": "another sentence won over the right one",
    "answer words": "right sentence, wrong words (or verdict, or items) of it",
    "withheld": "the right sentence came first and was not stated",
    "guessed": "answered what no article says",
    "failed": "not answered at all: an error, or a fault of the set",
}
_NEIGHBOURS = 3  # characters between two sentences cut apart: a space, or a line end and indentation
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|hundred"
    r"|thousand|million|billion|twice|\w+teen|\w+ty)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]\w*")


class Ranked(NamedTuple):
    """A sentence of a reply's ranking, with the words it would answer with."""

    sentence: Sentence
    source: str
    answer: Answer | None


def ranking(reply: Reply) -> list[Ranked]:
    """Return the sentences of a reply, best first; where it carries no evidence, those of its answers."""
    if reply.evidence:
        return [Ranked(found.sentence, found.source.id, found.answer) for found in reply.evidence]
    answers = (reply.answer, *reply.alternatives)
    return [Ranked(answer.sentence, answer.source.id, answer) for answer in answers if answer]


def stage(
    question: AskedQuestion, ranked: Sequence[Ranked], rank: int | None, words: bool, answered: bool
) -> Stage | None:
    """Name the first stage, in the order of the pipeline, that explains a failure; None for success.

    `rank` is that of the first right sentence, `words` says that those of the first are right.
    """
    if not question.answerable:
        return "guessed" if answered else None
    if rank == 1 and words:
        return None if answered else "withheld"
    return _failed_at(question, ranked, rank)


def _failed_at(question: AskedQuestion, ranked: Sequence[Ranked], rank: int | None) -> Stage:
    """Name the stage that explains why the right words did not come first."""
    if splits(question, ranked):
        return "sentence splitting"
    if rank is None:
        return "retrieval"
    if other_shape(question, ranked[rank - 1].answer):
        return "answer type"
    return "ranking" if rank > 1 else "answer words"


def splits(question: AskedQuestion, ranked: Sequence[Ranked]) -> bool:
    """Whether sentences share the expected words between them while none holds them whole."""
    golds: tuple[GoldSpan | GoldText, ...] = question.spans or question.evidence
    return bool(golds) and all(_is_split(gold, ranked) for gold in golds)


def other_shape(question: AskedQuestion, answer: Answer | None) -> bool:
    """Whether the words picked in the right sentence are a number where a name is expected, say."""
    if answer is None or not question.answers:
        return False
    return shape(answer.text) not in {shape(text) for text in question.answers}


def shape(words: str) -> str:
    """Return roughly what kind of words these are: a `number`, a `name` (mostly capitals), or `words`."""
    if _NUMBER.search(words):
        return "number"
    found = _WORD.findall(words)
    capitals = sum(word[0].isupper() for word in found)
    return "name" if found and capitals * 2 >= len(found) else "words"


def _is_split(gold: GoldSpan | GoldText, ranked: Sequence[Ranked]) -> bool:
    here = [found.sentence for found in ranked if gold.source in ("", found.source)]
    if isinstance(gold, GoldSpan):
        shared = [one for one in here if one.start < gold.end and gold.start < one.end]
        return bool(shared) and not any(one.start <= gold.start and gold.end <= one.end for one in shared)
    words = folded(gold.text)
    if any(words in folded(one.text) for one in here):
        return False
    return any(words in folded(text) for text in _joined(here))


def _joined(sentences: Sequence[Sentence]) -> list[str]:
    ordered = sorted(sentences, key=lambda one: one.start)
    return [f"{a.text} {b.text}" for a, b in pairwise(ordered) if 0 <= b.start - a.end <= _NEIGHBOURS]
