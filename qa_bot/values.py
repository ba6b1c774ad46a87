"""What flows through the house: frozen values, in the order a question meets them.

Every `start` and `end` counts Unicode code points of the article's decoded text, end exclusive,
so that `article.text[start:end]` gives the words back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

BlockKind = Literal["paragraph", "item", "heading", "caption", "matter"]
Span = tuple[int, int]


class Block(NamedTuple):
    """A stretch of an article: only a `paragraph` or an `item` (of a list) may answer.

    `level` is the rank of a heading (1 is the highest), or the indentation of an item in characters.
    `mark` is an item's bullet, "1" for a number or a letter, "" where the item has no mark.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    mark: str = ""


class Article(NamedTuple):
    """One text as it was read. `date` is ISO 8601, as precise as known: 2016, 2016-08 or 2016-08-12.

    `date_from` tells where it was found: "front matter", "header", "file name" or "text".
    """

    id: str
    text: str
    title: str
    date: str | None = None
    publisher: str | None = None
    path: str | None = None
    blocks: tuple[Block, ...] = ()
    date_from: str | None = None


class Skipped(NamedTuple):
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
    date_from: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give the `source` object of the JSON form."""
        names = ("id", "title", "publisher", "date", "path", "line", "date_from")
        return {name: getattr(self, name) for name in names}


class Passage(NamedTuple):
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


Relation = Literal["in", "since", "before", "as of", "latest"]


class TimeAsked(NamedTuple):
    """A time in a question: `when` is ISO 8601 as far as said (2016, 2016-01, 2016-01-12, --01).

    `words` are the user's. An event ("before the strike") has no `when`, nor has "latest".
    """

    relation: Relation
    when: str = ""
    words: str = ""


class QuestionForm(NamedTuple):
    """How a question is asked.

    `word` is what asks: who, wh (what, which, whose), how, when, where, why, else "yes-no" or "terse".
    `shape` is what follows it: "be", "aux", "v", "np", "verb", or the word after "how". `of_kind` stands
    for "what kind of"; `follows` is what comes after a noun phrase; `is_final` says that the asking word
    stands near the end of the question.
    """

    word: str
    shape: str = ""
    of_kind: bool = False
    follows: str = ""
    is_final: bool = False

    @property
    def name(self) -> str:
        """Return the form as one word, as weights are bound to it: "wh-np-kind-be-fin"."""
        kind, final = "kind" if self.of_kind else "", "fin" if self.is_final else ""
        return "-".join(part for part in (self.word, self.shape, kind, self.follows, final) if part)


class SpeechQuestion(NamedTuple):
    """What a question about who said what asks for, as stems in the order they stand.

    `asks_speaker` is true for "Who said ...?"; else `speaker` holds the words for the speaker, `name` those
    of them that are the name or the position itself ("chief executive" of "the chief executive of NHS
    Employers"), and `named` says that it is a name. `topic` is what was said, or what it was about;
    `verb` the verb asked by.
    """

    verb: str
    topic: tuple[str, ...]
    speaker: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    named: bool = False
    asks_speaker: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A line of text, read: everything that is asked for, and the words that must be met.

    `typed` is the line as it was put, `text` as it is read, misspelt words corrected. `focus` is the stem
    of the noun asked for ("" if none), `type` the name of the answer type, `terms` the distinct stems that
    are no function words, in the order they stand, `expansions` the short forms in it, `times` the times
    it names, `position` the stem of the post whose holder is asked for ("" if none), `speech` what it asks
    about who said what. `wants_list` asks for several things, `item_count` of them where it says how many
    (0 if not), `wants_verdict` for yes or no, `asks_job` for somebody's occupation.
    """

    typed: str
    text: str
    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    form: QuestionForm
    focus: str
    type: str
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    expansions: tuple[Expansion, ...] = ()
    times: tuple[TimeAsked, ...] = ()
    position: str = ""
    speech: SpeechQuestion | None = None
    wants_list: bool = False
    item_count: int = 0
    wants_verdict: bool = False
    asks_job: bool = False

    @property
    def stems(self) -> frozenset[str]:
        """Return every stem of the question, function words and all."""
        return frozenset(token.stem for token in self.tokens if token.stem)


class Entity(NamedTuple):
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


class DialogueContext(NamedTuple):
    """The state of a conversation that a follow-up question depends on.

    `added_terms` holds the stems that completing the question added, `places` where the sentences shown
    last stand, latest first, `given` where all the answers given stand; `exclude_given` asks for others
    than those. `pronouns` are those typed: he, she, it, they.
    """

    added_terms: frozenset[str] = frozenset()
    places: tuple[Within, ...] = ()
    given: frozenset[Within] = frozenset()
    exclude_given: bool = False
    pronouns: frozenset[str] = frozenset()


class Query(NamedTuple):
    """A question as it is put to a bot: `scope` None asks all articles, `context` None stands alone."""

    text: str
    scope: Within | None = None
    context: DialogueContext | None = None


class Attribution(NamedTuple):
    """Words and whose they are; all offsets are those of the article's text.

    `start` to `end`: the quoted words without their marks, or the reported clause (with the aside
    "she said" where one stands inside). `speaker_start` to `speaker_end`: the mention beside the
    verb. `name_start` to `name_end`: where `speaker`, the words that the mention stands for, stands;
    elsewhere for a pronoun or a surname. `cue`: the verb as written. `post`: what the article says
    the speaker is ("chief executive of NHS Employers"), where it stands beside the name.
    """

    start: int
    end: int
    speaker_start: int
    speaker_end: int
    name_start: int
    name_end: int
    speaker: str
    cue: str
    kind: Literal["quoted", "reported"]
    post: str = ""


class ArticleSpeech(NamedTuple):
    """Who speaks in one article: its text, and whose words stand where in it."""

    text: str
    attributions: tuple[Attribution, ...]

    def within(self, start: int, end: int) -> list[Attribution]:
        """Return the attributions of words between two offsets."""
        return [one for one in self.attributions if one.start < end and start < one.end]


class Sentence(NamedTuple):
    """A sentence as it stands in its article."""

    text: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """Give the `sentence` object of the JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end}


class StandsFor(NamedTuple):
    """A pronoun's span in the article, and the name it stands for: our reading, not the article's."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that answer, inside the sentence that holds them.

    `confidence` is the probability that the sentence is the right one; `value` the normalised
    form (ISO date, plain number) where a rule is sure of it. `claim_of` names the speaker whose
    claim the sentence is, `context` is the sentence before where this one begins with a pronoun,
    `stands_for` tells what its subject pronouns stand for, `is_time` whether `value` is a date or an hour.
    """

    text: str
    start: int
    end: int
    type: str
    value: str | None
    sentence: Sentence
    source: Source
    confidence: float
    claim_of: str | None = None
    context: Sentence | None = None
    stands_for: tuple[StandsFor, ...] = ()
    is_time: bool = False

    @property
    def date(self) -> str | None:
        """Return the date or hour that the words stand for, where they do not say all of it."""
        if not self.is_time or self.value is None or not self.value[:1].isdigit():
            return None
        is_said = self.value in self.text or ("/" not in self.value and self.value[:4] in self.text)
        return None if is_said else self.value

    def as_dict(self) -> dict[str, Any]:
        """Give the JSON objects `answer`, `sentence`, `source`, `confidence`, and what goes with them."""
        words = {name: getattr(self, name) for name in ("text", "start", "end", "type", "value")}
        return {
            "answer": words,
            "sentence": self.sentence.as_dict(),
            "source": self.source.as_dict(),
            "confidence": self.confidence,
            "claim_of": self.claim_of,
            "context": self.context.as_dict() if self.context else None,
            "stands_for": [one._asdict() for one in self.stands_for],
        }


class Group(NamedTuple):
    """Answers of several articles that agree on one value, and how the group stands to the others.

    `periods` holds the answers newest first, those of articles more than a year apart apart. `mark` is
    "later article" or "sources differ", "" where there is nothing to say.
    """

    value: str
    periods: tuple[tuple[Answer, ...], ...]
    mark: str = ""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return the answers of all periods, newest first."""
        return tuple(answer for period in self.periods for answer in period)

    def as_dict(self) -> dict[str, Any]:
        """Give the JSON form: each answer with its sentence and source, newest first."""
        answers = [answer.as_dict() for answer in self.answers]
        return {"value": self.value, "mark": self.mark, "answers": answers}


class Shown(NamedTuple):
    """A sentence that a reader sees, with the words that answer where they are stated."""

    sentence: Sentence
    source: Source
    confidence: float
    answer: Answer | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return its object of the JSON list `shown`."""
        if self.answer:
            return self.answer.as_dict()
        place = {"sentence": self.sentence.as_dict(), "source": self.source.as_dict()}
        return {"answer": None, **place, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that was weighed: the points each named clue gave it, and their sum.

    For the best few also: `found`, the things here of the kind asked for; `unmet`, the asker's words
    that nothing here meets; `reasons`, what the choice of the answer's words rests on most, with points.
    """

    sentence: Sentence
    source: Source
    points: dict[str, float]
    total: float
    probability: float
    answer: Answer | None = None
    found: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    reasons: tuple[tuple[str, float], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the sentence's part of the JSON object `why`."""
        return {
            "sentence": self.sentence.as_dict(),
            "source": self.source.as_dict(),
            "points": {name: round(points, 4) for name, points in self.points.items()},
            "total": round(self.total, 4),
            "probability": round(self.probability, 4),
            "found": list(self.found),
            "unmet": list(self.unmet),
            "reasons": {name: round(points, 4) for name, points in self.reasons},
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question got: an answer or silence, and the evidence, best first.

    `confidence` is the probability that the first sentence is right, `support` the probability
    that the articles hold an answer at all, which decides on silence. `verdict` settles a yes/no
    question where a rule is sure, `items` are all items of a list asked for, `groups` the answers of
    several articles, newest first. `shown` are the sentences a reader sees, in their order: chat, JSON,
    conversation and scoring read it, and `answer` is the first of them. Left out, they are the answer (and
    the first alternative of an unsure reply), or the nearest sentence. `least_support` is what an answer
    needed, `vetoes` name the reasons to stay silent that applied.
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
    verdict: Literal["yes", "no"] | None = None
    items: tuple[Answer, ...] = ()
    groups: tuple[Group, ...] = ()
    shown: tuple[Shown, ...] = ()
    least_support: float = 0.0
    vetoes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Show the answer and the one in doubt, or the nearest sentence, where nothing else is said."""
        if not self.shown:
            object.__setattr__(self, "shown", self._plainly_shown())

    def _plainly_shown(self) -> tuple[Shown, ...]:
        if self.answer is None:
            return tuple(Shown(one.sentence, one.source, self.confidence) for one in self.evidence[:1])
        doubted = self.alternatives[:1] if self.unsure else ()
        return tuple(Shown(one.sentence, one.source, one.confidence, one) for one in (self.answer, *doubted))

    @property
    def shows_groups(self) -> bool:
        """Tell whether a reader is shown the answers of several articles: not beside yes or no, or a list."""
        return bool(self.groups) and not (self.verdict or self.items)

    @property
    def nearest(self) -> Evidence | None:
        """Give the sentence that came nearest where there is no answer; it is none."""
        return self.evidence[0] if self.evidence and self.answer is None else None

    def why(self) -> dict[str, Any]:
        """Give the proof as JSON: what decided on silence, and the best two sentences side by side."""
        best = self.evidence[:2]
        clues = dict.fromkeys(name for one in best for name in one.points)
        apart = {name: best[0].points.get(name, 0.0) - best[-1].points.get(name, 0.0) for name in clues}
        return {
            "support": self.support,
            "least_support": self.least_support,
            "vetoes": list(self.vetoes),
            "winner": best[0].as_dict() if best else None,
            "runner_up": best[1].as_dict() if best[1:] else None,
            "difference": {name: round(points, 4) for name, points in apart.items()} if best[1:] else {},
        }

    def as_dict(self) -> dict[str, Any]:
        """Give the JSON form of the contract."""
        found = self.answer.as_dict() if self.answer else self._nothing()
        nearest = self.nearest
        return {
            "question": self.question,
            "read_as": self.read_as,
            **found,
            "unsure": self.unsure,
            "missing": list(self.missing),
            "shown": [one.as_dict() for one in self.shown],
            "alternatives": [answer.as_dict() for answer in self.alternatives],
            "support": self.support,
            "verdict": self.verdict,
            "items": [{"text": item.text, "start": item.start, "end": item.end} for item in self.items],
            "groups": [group.as_dict() for group in self.groups],
            "nearest": _place(nearest) if nearest else None,
            "why": self.why(),
        }

    def _nothing(self) -> dict[str, Any]:
        absent = dict.fromkeys(("answer", "sentence", "source", "claim_of", "context"))
        return {**absent, "confidence": self.confidence, "stands_for": []}


def _place(one: Evidence) -> dict[str, Any]:
    return {"sentence": one.sentence.as_dict(), "source": one.source.as_dict()}


class Conversation(Protocol):
    """What remembers the questions before."""

    def ask(self, text: str) -> Reply:
        """Answer `text`, which may lean on what was asked before."""

    def forget(self) -> None:
        """Forget what was asked before."""


class Library(Protocol):
    """The part of a bot that a chat needs."""

    @property
    def sources(self) -> Sequence[Source]:
        """The articles that were read."""

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that were not read, and why."""

    @property
    def notices(self) -> Sequence[str]:
        """What a reader should know about the index."""

    @property
    def sentence_count(self) -> int:
        """The number of sentences that may answer."""

    def conversation(self) -> Conversation:
        """Begin to remember."""

    def words(self) -> Iterator[str]:
        """Give the distinct words of the articles."""

    def text_of(self, source_id: str) -> str:
        """Give the text of one article."""
