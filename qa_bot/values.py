"""The frozen values that the rooms hand to one another, in the order a question meets them.

Every `start` and `end` counts Unicode code points of the article's decoded text, end exclusive:
`article.text[start:end]` is the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from qa_bot.named_tuples import NamedTuple

ReplyKind = Literal["answer", "closest", "silence"]
Verdict = Literal["yes", "no"]
BlockKind = Literal["paragraph", "item", "heading", "caption", "matter"]
Span = tuple[int, int]
Around = tuple[str, str]  # what stands before and after some words, AROUND code points at most
NOTHING_AROUND: Around = ("", "")
AROUND = 32  # code points kept on each side of a quotation: they tell apart the same words elsewhere
LONGEST_QUOTED = 60  # characters of an answer or a sentence in a line that stands for it


class Block(NamedTuple):
    """A stretch of an article; only a `paragraph` or an `item` (of a list) may answer.

    `level` is the rank of a heading (1 the highest), or the indentation of an item in characters; `mark` an
    item's bullet, "1" for a number or a letter, "" for none.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    mark: str = ""


class Edit(NamedTuple):
    """A stretch of an article's text that is read as `put`: a mark as nothing, an entity as its character."""

    start: int
    end: int
    put: str = ""


def edited(text: str, edits: Iterable[Edit], origin: int = 0) -> str:
    """Return a text that begins at `origin` with its edits made."""
    pieces, done = list[str](), 0
    for one in edits:
        pieces += (text[done : one.start - origin], one.put)
        done = one.end - origin
    return "".join((*pieces, text[done:]))


class Article(NamedTuple):
    """One text as it was read.

    `edits`, in order and apart from one another, are what is not read as it stands.

    `date` is ISO 8601, as precise as known: 2016, 2016-08 or 2016-08-12; `date_from` and `title_from` tell
    where these were found: "front matter", "header", "heading" (a title), "file name", "text" (a date) or
    "file" (a date that only the making of the file tells).
    """

    id: str
    text: str
    title: str
    date: str | None = None
    publisher: str | None = None
    path: str | None = None
    blocks: tuple[Block, ...] = ()
    date_from: str | None = None
    edits: tuple[Edit, ...] = ()
    title_from: str | None = None


class Skipped(NamedTuple):
    """A file that was not read, or only in part, and why."""

    path: str
    reason: str


class FilesRead(NamedTuple):
    """How far the reading of files has come: how many of all, how many of their bytes; new passages."""

    files: int
    all_files: int
    size: int
    all_sizes: int
    passages: int = 0


class Source(NamedTuple):
    """Where words stand: what a reader knows an article by, and the line, from 1; of a PDF file the page."""

    id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    path: str | None = None
    line: int = 1
    date_from: str | None = None
    page: int | None = None

    @property
    def place(self) -> str:
        """Return the file, and which of its articles it is where it holds several: "news.csv#12"."""
        return self.id if self.path is None or self.id.startswith(f"{self.path}#") else self.path

    @property
    def is_typed(self) -> bool:
        """Whether its texts are texts: one that comes from a file may be anything."""
        optional = (self.publisher, self.date, self.path, self.date_from)
        return all(isinstance(one, str) for one in (self.id, self.title)) and all(
            one is None or isinstance(one, str) for one in optional
        )

    @property
    def where(self) -> str:
        """Return the file and the line, or of a PDF file the page: "news.md:12", "report.pdf, page 3"."""
        return self.place + self.at

    @property
    def at(self) -> str:
        """Return the line, or of a PDF file the page, as it follows the file: ":12", ", page 3"."""
        return f", page {self.page}" if self.page else f":{self.line}"


class Passage(NamedTuple):
    """A few neighbouring sentences of one article, given as spans of it: the unit of retrieval."""

    id: int
    source: Source
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]


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
    """A time in a question, in the user's `words`.

    `when` is ISO 8601 as far as said (2016, 2016-01, 2016-01-12, --01), "" for "latest" and for an event
    ("before the strike").
    """

    relation: Relation
    when: str = ""
    words: str = ""


class QuestionForm(NamedTuple):
    """How a question is asked.

    `word` is what asks: who, wh (what, which, whose), how, when, where, why, else "yes-no" or "terse".
    `shape` is what follows it: "be", "aux", "v", "np", "verb", or the word after "how". `of_kind`: it asks
    "what kind of"; `follows`: what comes after the noun phrase; `is_final`: the asking word stands near the
    end of the question.
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
    """A question about reported speech, its words as stems in the order they stand.

    `asks_speaker` is true for "Who said ...?"; else `speaker` holds the words for the speaker, `name` those
    of them that are the name or the position itself ("chief executive" of "the chief executive of NHS
    Employers"), `named` whether it is a name. `topic` is what was said, or what it was about; `verb` the
    verb asked by. `denies`: the topic is said not to be so.
    """

    verb: str
    topic: tuple[str, ...]
    speaker: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    named: bool = False
    asks_speaker: bool = False
    denies: bool = False


class Question(NamedTuple):
    """A question as it is read: what is asked for, and the words that an answer must match.

    `text` is what was `typed`, misspelt words corrected. `focus` is the stem of the noun asked for ("" if
    none), `type` the name of the answer type, `terms` the distinct stems that are no function words, in the
    order they stand, `position` the stem of the position whose holder is asked for ("" if none).
    `wants_list` asks for several things, `item_count` of them where it says how many (0 if not),
    `wants_verdict` for yes or no, `asks_job` for somebody's occupation. `context_terms` are the terms
    that come from the conversation, each with how much it counts (0 to 1).
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
    context_terms: tuple[tuple[str, float], ...] = ()

    @property
    def stems(self) -> frozenset[str]:
        """Return every stem of the question, those of function words too."""
        return frozenset(token.stem for token in self.tokens if token.stem)


class Entity(NamedTuple):
    """A thing recognised in a text: its span, and its normalised value where a rule is sure of it."""

    start: int
    end: int
    value: str | None = None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it has a character in common with a span."""
        return self.start < end and start < self.end


class RankedPassage(NamedTuple):
    """A passage and its retrieval score for one question."""

    passage: Passage
    score: float


class Within(NamedTuple):
    """One article, or a stretch of it (`end` None: to its end)."""

    source: str
    start: int = 0
    end: int | None = None


class DialogueContext(NamedTuple):
    """The state of a conversation that a follow-up question depends on.

    `added_terms` are the stems of the question that were not typed, `words` those of the turn it comes back
    to that are read with it, each with how much it counts (0 to 1), `places` where the sentences shown last
    stand, that of the turn it comes back to first, `given` where all answers given stand, `pronouns` those
    typed: he, she, it, they; `named` the stems of what is named where nothing points back. `exclude_given`:
    the user wants answers other than those already given.
    """

    added_terms: frozenset[str] = frozenset()
    words: tuple[tuple[str, float], ...] = ()
    places: tuple[Within, ...] = ()
    given: frozenset[Within] = frozenset()
    exclude_given: bool = False
    pronouns: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


# Why nothing is stated to a question that does not go on with its conversation: it is asked by itself then.
STARTS_ANEW = "it is about something else than the conversation"


class Query(NamedTuple):
    """A question as it is put to a bot: of all articles without a `scope`, by itself without a `context`.

    `articles` are the ids of those that may answer, None for all.
    """

    text: str
    scope: Within | None = None
    context: DialogueContext | None = None
    articles: frozenset[str] | None = None


class Attribution(NamedTuple):
    """Words of an article and whose they are.

    `start` to `end`: the quoted words without their marks, or the reported clause (with the aside "she said"
    where one stands inside). `speaker_start` to `speaker_end`: the mention beside the verb. `name_start` to
    `name_end`: where `speaker` stands, elsewhere for a pronoun or a surname. `cue`: the verb as written.
    `post`: what the speaker is ("chief executive of NHS Employers"), where it stands beside the name.
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


class Sentence(NamedTuple):
    """A sentence as it stands in its article, or several where the answer's words stand apart from it.

    `edits` are what of it is not read as it stands.
    """

    text: str
    start: int
    end: int
    edits: tuple[Edit, ...] = ()

    def words(self, start: int, end: int) -> str:
        """Return what is read between two places of the article, without marks."""
        inside = (one for one in self.edits if start <= one.start and one.end <= end)
        return edited(self.text[max(0, start - self.start) : max(0, end - self.start)], inside, start)

    @property
    def plain(self) -> str:
        """Return what is read of it, without marks."""
        return self.words(self.start, self.end)

    def as_dict(self) -> dict[str, Any]:
        """Return its object of the JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end, "plain": self.plain}


class StandsFor(NamedTuple):
    """A pronoun's span in the article, and the name it stands for: our reading, not the article's."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that answer, inside the sentence that holds them.

    `value` is their normalised form (ISO date, plain number) where a rule is sure of it, `confidence` the
    probability that the sentence is the right one, `claim_of` the speaker whose claim it is, `context` the
    sentence before one that begins with a pronoun, `stands_for` what its subject pronouns stand for,
    `is_time` whether `value` is a date or an hour, `around` what stands before and after the sentence.
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
    around: Around = NOTHING_AROUND

    def __repr__(self) -> str:
        """Return the words, their type and place in one line."""
        return _in_short("Answer", self.type, words=self.plain, source=self.source)

    @property
    def plain(self) -> str:
        """Return the words as they are read, without marks."""
        return self.sentence.words(self.start, self.end) if self.sentence.edits else self.text

    @property
    def date(self) -> str | None:
        """Return the date or hour that the words stand for, where they do not say all of it."""
        if not self.is_time or self.value is None or not self.value[:1].isdigit():
            return None
        is_said = self.value in self.plain or ("/" not in self.value and self.value[:4] in self.plain)
        return None if is_said else self.value

    @property
    def selector(self) -> dict[str, str]:
        """Return the W3C text-quote selector of the words."""
        before, after = self.around
        first, last = self.start - self.sentence.start, self.end - self.sentence.start
        text = self.sentence.text
        return quote_selector(before + text[:first], text[first:last], text[last:] + after)

    def as_dict(self) -> dict[str, Any]:
        """Return the objects `answer`, `sentence`, `source` of the JSON form, and what belongs to them."""
        return {
            "answer": {
                **_fields(self, "text", "start", "end", "plain", "type", "value"),
                "selector": self.selector,
            },
            **_cited(self),
            "confidence": self.confidence,
            "claim_of": self.claim_of,
            "context": self.context.as_dict() if self.context else None,
            "stands_for": [one._asdict() for one in self.stands_for],
        }


class Group(NamedTuple):
    """Answers of several articles that agree on one value.

    `periods` holds the answers newest first, those of articles more than a year apart in a tuple each.
    `mark` is "later article" or "sources differ", "" where there is nothing to say.
    """

    value: str
    periods: tuple[tuple[Answer, ...], ...]
    mark: str = ""

    def __repr__(self) -> str:
        """Return the value, and how many articles bear it out, in one line."""
        return _in_short("Group", f"of {self.articles}", words=self.value)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return the answers of all periods, newest first."""
        return tuple(answer for period in self.periods for answer in period)

    @property
    def articles(self) -> int:
        """Return by how many articles the value is borne out; reprints were left out before."""
        return len({answer.source.id for answer in self.answers})

    def as_dict(self) -> dict[str, Any]:
        """Return its object of the JSON list `groups`, the answers newest first."""
        answers = [answer.as_dict() for answer in self.answers]
        return {"value": self.value, "mark": self.mark, "articles": self.articles, "answers": answers}


class Shown(NamedTuple):
    """A sentence that a reader sees: with the words that answer where they are stated.

    Where it is only offered, `met` are the spans in the article of the words that meet the question, and
    `context` is what announces the list that it is an item of; `around` is what stands before and after it.
    """

    sentence: Sentence
    source: Source
    confidence: float
    answer: Answer | None = None
    met: tuple[Span, ...] = ()
    context: Sentence | None = None
    around: Around = NOTHING_AROUND

    def __repr__(self) -> str:
        """Return the sentence, how sure it is and its place in one line."""
        return _in_short("Shown", f"{self.confidence:.2f}", words=self.sentence.plain, source=self.source)

    def as_dict(self) -> dict[str, Any]:
        """Return its object of the JSON list `shown`."""
        if self.answer:
            return self.answer.as_dict()
        met = [list(span) for span in self.met]
        context = self.context.as_dict() if self.context else None
        told = {"confidence": self.confidence, "met": met, "context": context}
        return {"answer": None, **_cited(self), **told}


class Evidence(NamedTuple):
    """One sentence that was weighed: the points each named clue gave it, and their sum.

    Only the best few have `found`, the things in it of the answer type, `unmet`, the user's words that
    nothing in it matches, and `reasons`, what the choice of the answer's words rests on most, with points.
    `cosine` is how near it is in meaning to the question, None without a sentence encoder.
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
    cosine: float | None = None

    def __hash__(self) -> int:
        """Hash what tells it from other evidence; `points` is a dict, which has no hash."""
        return hash((self.sentence, self.source, self.total, self.probability, self.answer))

    def __repr__(self) -> str:
        """Return the sentence, how probable it is and its place in one line."""
        return _in_short("Evidence", f"{self.probability:.2f}", words=self.sentence.plain, source=self.source)

    def as_dict(self) -> dict[str, Any]:
        """Return its object of the JSON object `why`."""
        return {
            **_place(self),
            "points": {name: round(points, 4) for name, points in self.points.items()},
            "total": round(self.total, 4),
            "probability": round(self.probability, 4),
            "found": list(self.found),
            "unmet": list(self.unmet),
            "reasons": {name: round(points, 4) for name, points in self.reasons},
            **({} if self.cosine is None else {"cosine": round(self.cosine, 4)}),
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question got: an answer, the closest sentences, or silence; and the evidence, best first.

    `confidence` is the probability that the first sentence is right, if the articles hold an answer,
    `support` the probability that they do, `vetoes` the reasons to state nothing that applied. `missing`
    names the one word or name of the question, if any, that no article has. `verdict` settles a yes/no
    question, by its `verdict_reasons` (signs with the log odds of a no that each gives) and under the
    `condition` that the sentence sets (its words, "" for none), `items` are those of a list asked for,
    `groups` the answers of several articles, newest first. `shown` are the sentences a reader sees, in their
    order: of an answer those that state it, the first that of `answer`; without an answer those offered as
    closest, none where silence is kept. Left out, they are the answer, and the first alternative of an
    unsure reply. `corpus` is the fingerprint of the articles that were asked.
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
    notices: tuple[str, ...] = ()
    verdict: Verdict | None = None
    condition: str = ""
    items: tuple[Answer, ...] = ()
    groups: tuple[Group, ...] = ()
    shown: tuple[Shown, ...] = ()
    vetoes: tuple[str, ...] = ()
    verdict_reasons: tuple[tuple[str, float], ...] = ()
    corpus: str = ""

    def __post_init__(self) -> None:
        """Fill `shown` where it is left out."""
        if not self.shown:
            object.__setattr__(self, "shown", self._plainly_shown())

    def __repr__(self) -> str:
        """Return its kind, the words that answer or else the first sentence, and where, in one line."""
        first = next(iter(self.shown), None)
        words = self.answer.plain if self.answer else first.sentence.plain if first else ""
        return _in_short("Reply", self.kind, self.verdict, words=words, source=first and first.source)

    def __str__(self) -> str:
        """Return it as a person reads it: what is answered or offered, its sentences and their sources."""
        from qa_bot.display import reply_text

        return reply_text(self)

    def _repr_html_(self) -> str:
        """Return it as a notebook shows it."""
        from qa_bot.display import reply_html

        return reply_html(self)

    def _plainly_shown(self) -> tuple[Shown, ...]:
        if self.answer is None:
            return ()
        doubted = self.alternatives[:1] if self.unsure else ()
        return tuple(Shown(one.sentence, one.source, one.confidence, one) for one in (self.answer, *doubted))

    @property
    def shows_groups(self) -> bool:
        """Whether a reader sees the answers of several articles: not beside yes or no, or a list."""
        return bool(self.groups) and not (self.verdict or self.items)

    @property
    def ungrouped(self) -> tuple[Answer, ...]:
        """Return the answers shown that no group holds: other words, be it of the same sentence."""
        grouped = {(each.source.id, each.start) for group in self.groups for each in group.answers}
        answers = (one.answer for one in self.shown if one.answer)
        return tuple(one for one in answers if (one.source.id, one.start) not in grouped)

    @property
    def kind(self) -> ReplyKind:
        """Say what it is: "answer" (stated), "closest" (offered without a claim) or "silence"."""
        if self.answer:
            return "answer"
        return "closest" if self.shown else "silence"

    def why(self) -> dict[str, Any]:
        """Return the JSON object `why`: what decided, and the best two sentences side by side."""
        first, second = (*self.evidence, None, None)[:2]
        return {
            "support": self.support,
            "vetoes": list(self.vetoes),
            "verdict": dict(self.verdict_reasons),
            "winner": first.as_dict() if first else None,
            "runner_up": second.as_dict() if second else None,
            "difference": _difference(first.points, second.points) if first and second else {},
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "question": self.question,
            "read_as": self.read_as,
            "kind": self.kind,
            **(self.answer.as_dict() if self.answer else self._no_answer()),
            "unsure": self.unsure,
            "missing": list(self.missing),
            "shown": [one.as_dict() for one in self.shown],
            "alternatives": [answer.as_dict() for answer in self.alternatives],
            "support": self.support,
            "verdict": self.verdict,
            "condition": self.condition,
            "items": [
                {**_fields(item, "text", "start", "end", "plain"), "source": item.source.id}
                for item in self.items
            ],
            "groups": [group.as_dict() for group in self.groups],
            "corpus": self.corpus or None,
            "why": self.why(),
        }

    def _no_answer(self) -> dict[str, Any]:
        absent = dict.fromkeys(("answer", "sentence", "source", "claim_of", "context"))
        return {**absent, "confidence": self.confidence, "stands_for": []}


def _in_short(*parts: str | None, words: str = "", source: Source | None = None) -> str:
    """Return a value in one line: what it is, the beginning of its words, where they stand."""
    begun = f"{words[:LONGEST_QUOTED]}..." if len(words) > LONGEST_QUOTED else words
    where = f"({repr(source.where)[1:-1]})" if source else None  # repr() spells out what a terminal obeys
    return f"<{' '.join(filter(None, (*parts, begun and repr(begun), where)))}>"


def _fields(one: Answer, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _place(one: Answer | Shown | Evidence) -> dict[str, Any]:
    return {"sentence": one.sentence.as_dict(), "source": one.source._asdict()}


def _cited(one: Answer | Shown) -> dict[str, Any]:
    """Return the objects `sentence`, with the W3C text-quote selector that finds it, and `source`."""
    before, after = one.around
    place = _place(one)
    return place | {
        "sentence": place["sentence"] | {"selector": quote_selector(before, one.sentence.text, after)}
    }


def quote_selector(before: str, words: str, after: str) -> dict[str, str]:
    """Return the text-quote selector of some words (W3C Web Annotation Data Model, 4.2.4)."""
    beside = {"prefix": before[-AROUND:], "suffix": after[:AROUND]}
    return {"type": "TextQuoteSelector", "exact": words, **beside}


def _difference(first: dict[str, float], second: dict[str, float]) -> dict[str, float]:
    """Return by how many points the first of two sentences is ahead, clue by clue."""
    return {name: round(first.get(name, 0.0) - second.get(name, 0.0), 4) for name in first | second}
