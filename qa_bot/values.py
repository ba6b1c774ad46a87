"""What flows through the house: frozen values, in the order a question meets them.

Every `start` and `end` counts Unicode code points of the article's decoded text, end exclusive,
so that `article.text[start:end]` gives the words back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

BlockKind = Literal["paragraph", "item", "heading", "caption", "matter"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article: only a `paragraph` or an `item` (of a list) may answer."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read. `date` is ISO 8601, as precise as known: 2016, 2016-08 or 2016-08-12."""

    id: str
    text: str
    title: str
    date: str | None = None
    publisher: str | None = None
    path: str | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, or only in part, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: an article's face, and the one-based line."""

    id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    path: str | None = None
    line: int = 1

    def as_dict(self) -> dict[str, Any]:
        """Give the `source` object of the JSON form."""
        return {name: getattr(self, name) for name in ("id", "title", "publisher", "date", "path", "line")}


@dataclass(frozen=True, slots=True)
class Passage:
    """A few neighbouring sentences of one article: the unit of retrieval.

    `text` is the article's slice from `start` to `end`; `sentences` are spans of the article.
    """

    id: int
    source: Source
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]


class Token(NamedTuple):
    """A token of a text; `stem` is empty for a punctuation mark."""

    text: str
    stem: str
    start: int
    end: int


class Expansion(NamedTuple):
    """A short form's stem, and the stems of the words it stands for, in order."""

    short: str
    long: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A line of text, read: what is asked for, and the words that must be met.

    `form` is the shape of the asking ("who-be", "what-np", "how-many", "yes-no" ...), `head` the
    stem of the noun asked for ("" if none), `type` the name of the answer type, `terms` the
    distinct stems that are no function words, in the order they stand, `expansions` the
    short forms in it. `text` is the question as it is read, misspelt words corrected.
    """

    text: str
    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    form: str
    head: str
    type: str
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    expansions: tuple[Expansion, ...] = ()


class Found(NamedTuple):
    """A thing recognised in a sentence's text: its span there, and its normalised value if sure."""

    start: int
    end: int
    value: str | None = None


class RankedPassage(NamedTuple):
    """A passage and its retrieval score for one question."""

    passage: Passage
    score: float


class Within(NamedTuple):
    """Ask only inside one article, or one stretch of it (`end` None: to its end)."""

    source: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in its article."""

    text: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """Give the `sentence` object of the JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that answer, inside the sentence that holds them.

    `confidence` is the probability that the sentence is the right one; `value` the normalised
    form (ISO date, plain number) where a rule is sure of it.
    """

    text: str
    start: int
    end: int
    type: str
    value: str | None
    sentence: Sentence
    source: Source
    confidence: float

    def as_dict(self) -> dict[str, Any]:
        """Give the four JSON objects `answer`, `sentence`, `source` and `confidence`."""
        words = {name: getattr(self, name) for name in ("text", "start", "end", "type", "value")}
        return {
            "answer": words,
            "sentence": self.sentence.as_dict(),
            "source": self.source.as_dict(),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that was weighed: the points each named clue gave it, and their sum."""

    sentence: Sentence
    source: Source
    points: dict[str, float]
    total: float
    probability: float
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question got: an answer or silence, and the evidence, best first.

    `confidence` is the probability that the first sentence is right, `support` the probability
    that the articles hold an answer at all, which decides on silence.
    """

    question: str
    answer: Answer | None = None
    alternatives: tuple[Answer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    unsure: bool = False
    confidence: float = 0.0
    support: float = 0.0
    read_as: str | None = None
    notices: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Give the JSON form of the contract."""
        nothing = {"answer": None, "sentence": None, "source": None, "confidence": self.confidence}
        found = self.answer.as_dict() if self.answer else nothing
        return {
            "question": self.question,
            "read_as": self.read_as,
            **found,
            "unsure": self.unsure,
            "missing": list(self.missing),
            "alternatives": [answer.as_dict() for answer in self.alternatives],
        }
