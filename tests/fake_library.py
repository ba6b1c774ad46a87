"""A bot of four canned questions, for faults and exotic values that no real one gives at will."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qa_bot.errors import QuestionError
from qa_bot.terminal.library import Changes
from qa_bot.values import Answer, Evidence, Reply, Sentence, Shown, Skipped, Source, Within

HARBOUR = (
    "The harbour wall\n\nThe wall was finished on 4 May 1911. It cost £37,000.\n\n"
    "Ada Bell drew the plans.\nShe was 31.\n"
)
LAMP = "The lamp\r\n\r\nThe lamp was first lit on 9 June 1912 by Ada Bell.\r\n"
SOURCES = (
    Source("harbour", "The harbour wall", "The Herald", "1911-05-06", "harbour.txt", 3),
    Source("lamp", "The lamp", None, "1912", "lamp.md", 3),
)
TEXTS = {"harbour": HARBOUR, "lamp": LAMP}


def evidence(source: Source, sentence: str, words: str = "", probability: float = 0.5) -> Evidence:
    """Find a sentence and its answer's words in an article."""
    start = TEXTS[source.id].index(sentence)
    place = Sentence(sentence, start, start + len(sentence))
    answer = None
    if words:
        at = start + sentence.index(words)
        answer = Answer(words, at, at + len(words), "date", None, place, source, probability)
    points = {"rare words": 2.5 * probability, "type of answer": 1.0, "nothing": 0.0}
    return Evidence(place, source, points, sum(points.values()), probability, answer)


FINISHED = evidence(SOURCES[0], "The wall was finished on 4 May 1911.", "4 May 1911", 0.9)._replace(
    found=("4 May 1911",),
    reasons=(("before: on", 1.25), ("first: digits", -0.5)),
)
LIT = evidence(SOURCES[1], "The lamp was first lit on 9 June 1912 by Ada Bell.", "9 June 1912", 0.4)
WALL = evidence(SOURCES[0], "The wall was finished on 4 May 1911.", "4 May 1911", 0.3)._replace(
    unmet=("painted", "blue")
)
PLANS = evidence(SOURCES[0], "Ada Bell drew the plans.", "Ada Bell", 0.05)._replace(unmet=("sank", "ferry"))
COST = evidence(SOURCES[0], "It cost £37,000.", "", 0.02)


def _reply(question: str, *found: Evidence, **more: object) -> Reply:
    first, *others = (each.answer for each in found)
    given = {"confidence": found[0].probability, **more}
    return Reply(question, first, tuple(filter(None, others)), found, **given)  # type: ignore[arg-type]


def offered(one: Evidence, *words: str) -> Shown:
    """Offer a sentence as closest, met by some words of it."""
    places = (TEXTS[one.source.id].index(word, one.sentence.start) for word in words)
    spans = tuple((place, place + len(word)) for place, word in zip(places, words, strict=True))
    return Shown(one.sentence, one.source, one.probability, met=spans)


_DOUBTED = "when did Ada Bell see the lamp?"
CANNED = {
    reply.question: reply
    for reply in (
        _reply("When was the wall finished?", FINISHED, LIT, PLANS, COST),
        _reply("When did Ada Bell see it?", LIT, FINISHED, unsure=True, read_as=_DOUBTED),
        Reply(
            "Who painted the wall blue?",
            evidence=(WALL, COST, PLANS),
            shown=(offered(WALL, "wall"), offered(COST)),
            missing=("painted",),
            confidence=0.3,
            support=0.62,
            vetoes=("the sentence was told already",),
        ),
        Reply(
            "Who sank the ferry?", evidence=(PLANS, COST), missing=("ferry",), confidence=0.05, support=0.12
        ),
    )
}


class FakeConversation:
    """Answers from the canned replies; knows nothing else."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.articles: frozenset[str] | None = None

    def ask(self, text: str) -> Reply:
        if len(text) > 4096:
            raise QuestionError(f"The question has {len(text):,} characters; ask in at most 4,096.")
        if text == "break":
            raise ZeroDivisionError("a\x1b[2J\nb")
        if text == "interrupt":
            raise KeyboardInterrupt
        self.asked.append(text)
        return CANNED.get(text, Reply(text))

    def forget(self) -> None:
        self.asked.clear()

    @property
    def topic(self) -> str:
        return self.asked[-1].removesuffix("?").split(" the ")[-1] if self.asked else ""


class FakeLibrary:
    """Stands in for QABot."""

    def __init__(self, skipped: tuple[Skipped, ...] = (Skipped("a\x1b]0;owned\x07.txt", "empty"),)) -> None:
        self.sources: tuple[Source, ...] = SOURCES
        self.skipped = skipped
        self.notices: tuple[str, ...] = ()
        self.sentence_count = 5
        self.passage_count = 3
        self.kept = True
        self.encoder = None
        self.root: Path | None = Path("/home/ada/harbour")
        self.pending: Changes = ((), (), ())
        self.refreshed = 0

    def ask(self, question: str, within: Within | None = None) -> Reply:
        return FakeConversation().ask(question)

    def not_english(self) -> tuple[int, int]:
        return 0, len(self.sources)

    def conversation(self) -> FakeConversation:
        return FakeConversation()

    def words(self, beginning: str = "") -> Iterator[str]:
        words = ("ada", "bell", "finished", "harbour", "harbours", "lamp")
        return (word for word in words if word.startswith(beginning))

    def names(self, beginning: str) -> list[str]:
        return [name for name in ("Ada Bell",) if name.lower().startswith(beginning.lower())]

    def text_of(self, source_id: str) -> str:
        return TEXTS[source_id]

    def sentences(self, source_id: str) -> Iterator[Sentence]:
        return (one.sentence for one in (FINISHED, COST, PLANS, LIT) if one.source.id == source_id)

    def paragraphs(self, source_id: str, sentence: Sentence, beside: int = 0) -> list[Sentence]:
        return [sentence]

    def file_of(self, path: str) -> Path | None:
        return self.root / path if self.root else None

    def changes(self) -> Changes:
        return self.pending

    def refresh(self) -> None:
        self.refreshed += 1
        self.pending = ((), (), ())
