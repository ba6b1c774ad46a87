"""What a question set holds: questions with what is known about their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Within

Expect = Literal["words", "sentence"]


class GoldSpan(NamedTuple):
    """The place of an expected answer: code points of the article `source`, end exclusive."""

    source: str
    start: int
    end: int


class GoldText(NamedTuple):
    """Words that stand in the right sentence, of article `source` ("": of any article)."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and what is expected of it.

    `answers` are the accepted words, `spans` or `evidence` say where the right sentence is, `within`
    is the passage it was asked about, `line` its one-based line in the file (0: unknown). `follow_up`
    says that it depends on the questions before it. `groups` are the values that different articles
    give, each with its accepted forms: all must be shown. `verdict` is "yes" or "no" where one is expected,
    `items` are those of a list. `expect` says what has to be right: the sentence with the words of it that
    answer, or the sentence only. `fault` says why it cannot be asked ("" if it can): it counts as failed.
    """

    id: str
    text: str
    answers: tuple[str, ...] = ()
    spans: tuple[GoldSpan, ...] = ()
    evidence: tuple[GoldText, ...] = ()
    kind: str | None = None
    within: Within | None = None
    line: int = 0
    follow_up: bool = False
    groups: tuple[tuple[str, ...], ...] = ()
    verdict: str | None = None
    items: tuple[str, ...] = ()
    expect: Expect = "words"
    fault: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the articles hold an answer; if not, silence is right."""
        return bool(self.answers or self.evidence)

    @property
    def sources(self) -> frozenset[str]:
        """Return the ids of the articles that hold the answer, as far as known."""
        golds: tuple[GoldSpan | GoldText, ...] = self.spans or self.evidence
        return frozenset(gold.source for gold in golds if gold.source)


Conversation = tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions asked one by one, conversations asked in order, and the set's own articles, if any.

    `texts` and `titles` are by article id; `dropped` counts questions left out because none of
    their answers stands in the paragraph.
    """

    name: str
    questions: tuple[AskedQuestion, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)  # a dict has no hash
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    dropped: int = 0

    def __repr__(self) -> str:
        """Return its name and size, in one line."""
        count = len(self.questions) + sum(map(len, self.conversations))
        return f"<QuestionSet {self.name!r}, questions: {count}>"
