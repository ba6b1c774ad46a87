"""Golden replies: what every question got, one readable line each, so that a change of any reply is seen.

The script golden.py and the tests share this. A line holds, parted by tabs: the set, the question's id, the
kind of reply, the words a reader is told, the sentences shown in order (source:start-end), the first digits
of the SHA-256 of the reply's JSON, and the question.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from qa_bot import QABot
from qa_bot.values import Reply

Json: TypeAlias = Any

TESTS = Path(__file__).parent.parent / "tests"
QUESTIONS, ARTICLES, GOLDEN = TESTS / "questions", TESTS / "articles", TESTS / "golden"
DIGITS = 12  # of the digest: 48 bits; among 10,000 replies two are alike by chance once in 5 million
PLACES = 4  # of a float in the digest: machines differ in the sixteenth, and replies are rounded so
DERIVED = ("corpus", "selector")  # of the articles' texts and of places that the digest stands for already

# The project's own sets: the folder of tests/articles each is asked of, None for the bundled articles.
OWN: Mapping[str, str | None] = {
    "conversations": None,
    "conversations_other": "talks",
    "conversations_other_reported": "talks",
    "differing": "differing",
    "differing_knowledge": None,
    "everyday_appliance": "appliance",
    "kinds_appliance": "appliance",
    "everyday_minutes": "minutes",
    "kinds_minutes": "minutes",
    "everyday_talks_appliance": "appliance",
    "everyday_talks_harbour": "harbour",
    "everyday_talks_knowledge": None,
    "everyday_talks_minutes": "minutes",
    "everyday_talks_townguide": "townguide",
    "everyday_talks_workplace": "workplace",
    "everyday_townguide": "townguide",
    "kinds_townguide": "townguide",
    "everyday_workplace": "workplace",
    "kinds_workplace": "workplace",
    "harbour_differing": "harbour",
    "harbour_speakers": "harbour",
    "harbour_times": "harbour",
    "knowledge.questions": None,
    "lists": "forms",
    "lists_knowledge": None,
    "museum": "museum",
    "reworded": None,
    "speakers_knowledge": None,
    "speakers_other": "speakers",
    "talks_harbour": "harbour",
    "talks_museum": "museum",
    "talks_reported": None,
    "talks_town": "town",
    "talks_valley": "valley",
    "times_knowledge": None,
    "times_other": "times",
    "town": "town",
    "valley_differing": "valley",
    "valley_speakers": "valley",
    "valley_times": "valley",
    "yes_no": "forms",
    "yes_no_knowledge": None,
}


class Line(NamedTuple):
    """What one question got."""

    set: str
    id: str
    kind: str
    words: str
    shown: str
    digest: str
    question: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what is the same for the same question in another run."""
        return self.set, self.id

    @property
    def seen(self) -> tuple[str, str, str]:
        """Return what a reader sees of the reply."""
        return self.kind, self.words, self.shown

    @property
    def text(self) -> str:
        """Return the line as it is written."""
        return "\t".join(self)


class Asked(NamedTuple):
    """A question and the reply it got."""

    id: str
    question: str
    reply: Reply


class Golden(NamedTuple):
    """A line, and the JSON object that its digest stands for."""

    line: Line
    told: Json


class Change(NamedTuple):
    """The lines of one question in two runs, None where it was not asked; `about` is one of them."""

    about: Line
    old: Line | None
    new: Line | None

    @property
    def is_seen(self) -> bool:
        """Whether a reader sees the difference; else only the digests differ."""
        return self.old is None or self.new is None or self.old.seen != self.new.seen

    @property
    def text(self) -> str:
        """Return the question, below it the new line, and under that the old one."""
        head = f"{self.about.set} {self.about.id}: {self.about.question}"
        return "\n".join((head, _row("new", self.new), _row("old", self.old)))


def _row(when: str, line: Line | None) -> str:
    return f"  {when}  " + (" | ".join((*line.seen, line.digest)) if line else "not asked")


def line_of(*fields: str) -> Line:
    """Return the line with these fields, white space in them made single spaces."""
    return Line(*(" ".join(field.split()) for field in fields))


def golden(name: str, id: str, question: str, reply: Reply) -> Golden:
    """Return the line of a reply, and its JSON."""
    told = rounded(reply.as_dict())
    line = line_of(name, id, reply.kind, words(reply), shown(reply), digest(told), question)
    return Golden(line, told)


def words(reply: Reply) -> str:
    """Return what a reader is told before the sentences: yes or no, items, answer words, what is missing."""
    if reply.answer is None:
        return f"missing: {', '.join(reply.missing)}" if reply.missing else "-"
    if reply.verdict:
        return reply.verdict
    said = reply.items or [one.answer for one in reply.shown if one.answer]
    return " / ".join(dict.fromkeys(one.text for one in said))


def shown(reply: Reply) -> str:
    """Return where the sentences stand that a reader sees, in order; with silence, the nearest one."""
    places = (f"{one.source.id}:{one.sentence.start}-{one.sentence.end}" for one in reply.shown)
    return " ".join(places) or "-"


def digest(told: Json) -> str:
    """Return the first digits of the SHA-256 of a JSON object, whatever the order of its keys."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8")).hexdigest()[:DIGITS]


def rounded(told: Json) -> Json:
    """Return a JSON object with every float in it rounded, zero without a sign, and nothing DERIVED."""
    if isinstance(told, float):
        return round(told, PLACES) + 0.0
    if isinstance(told, dict):
        return {name: rounded(value) for name, value in told.items() if name not in DERIVED}
    return [rounded(value) for value in told] if isinstance(told, (list, tuple)) else told


def talks_in(path: Path) -> list[list[Json]]:
    """Return the talks of a file of JSON lines, each a list of turns; a single question is a talk of one."""
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").split("\n") if row.strip()]
    turns = [row["turns"] if isinstance(row, dict) and "turns" in row else row for row in rows]
    return [row if isinstance(row, list) else [row] for row in turns]


def ask_talks(name: str, bot: QABot, talks: Iterable[list[Json]]) -> Iterator[Golden]:
    """Ask talks, each in order with what was said remembered."""
    return (golden(name, *one) for one in asked(bot, talks))


def asked(bot: QABot, talks: Iterable[list[Json]]) -> Iterator[Asked]:
    """Yield every question of talks, asked in order, with its reply."""
    for number, turns in enumerate(talks, 1):
        talk = bot.conversation()
        for place, turn in enumerate(turns, 1):
            id = str(turn.get("id", f"{number}.{place}"))
            yield Asked(id, turn["question"], talk.ask(turn["question"]))


def ask_own(name: str) -> Iterator[Golden]:
    """Return the golden lines of one of the project's own sets."""
    return (golden(name, *one) for one in own_replies(name))


@cache
def own_replies(name: str) -> tuple[Asked, ...]:
    """Ask one of the project's own sets, once in a run."""
    return tuple(asked(own_bot(OWN[name]), talks_in(QUESTIONS / f"{name}.jsonl")))


@cache
def own_bot(folder: str | None) -> QABot:
    """Return the bot over a folder of tests/articles, or over the bundled articles."""
    return QABot.from_folder(ARTICLES / folder if folder else None, cache=False)


def read(path: Path) -> list[Line]:
    """Return the lines of a file."""
    return [Line(*row.split("\t")) for row in path.read_text(encoding="utf-8").split("\n") if row]


def written(lines: Iterable[Line]) -> str:
    """Return lines as the text of a file."""
    return "".join(f"{line.text}\n" for line in lines)


def changes(old: Iterable[Line], new: Iterable[Line]) -> list[Change]:
    """Return what changed from one run to another, in the order of the old run."""
    before, after = ({line.key: line for line in lines} for lines in (old, new))
    asked = before | after
    pairs = (Change(asked[key], before.get(key), after.get(key)) for key in asked)
    return [pair for pair in pairs if pair.old != pair.new]
