"""Ask every question of a set, and judge each reply."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import partial
from typing import Any, Literal, NamedTuple

from qa_bot.evaluation import figures as measured
from qa_bot.evaluation import metrics
from qa_bot.evaluation.dataset import AskedQuestion, Conversation, QuestionSet
from qa_bot.evaluation.triage import STAGES, Ranked, ranking, stage
from qa_bot.values import Reply, Within

Scope = Literal["corpus", "article", "passage"]
Ask = Callable[..., Reply]
Talk = Callable[[], Callable[[str], Reply]]


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went.

    `got`, `sentence`, `source` and `type` are the first of the ranking, whether or not it was
    said aloud; `rank` is that of the first right sentence; `stage` is None when all was well.
    None stands wherever a value does not apply.
    """

    id: str
    question: str
    kind: str
    answerable: bool
    expected: tuple[str, ...]
    got: str | None
    type: str | None
    sentence: str | None
    source: str | None
    runner_up: str | None
    right_sentence: str | None
    rank: int | None
    source_right: bool | None
    exact: float | None
    f1: float | None
    offered: bool
    answered: bool
    answer_right: bool | None
    shown: int
    shown_right: bool | None
    confidence: float
    support: float
    missing: tuple[str, ...]
    read_as: str | None
    stage: str | None
    seconds: float
    follow_up: bool = False
    differing_shown: bool | None = None
    agreeing_shown: bool | None = None
    differing_wrong: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give the JSON form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Result:
        """Build a result from its JSON form."""
        values = {"follow_up": False} | {
            field.name: row[field.name] for field in fields(cls) if field.name in row
        }
        return cls(**values | {name: tuple(values[name]) for name in ("expected", "missing")})


@dataclass(frozen=True, slots=True)
class Report:
    """A run over one question set: results per question first, the figures derived from them."""

    name: str
    scope: Scope
    results: tuple[Result, ...]
    conversations_skipped: int = 0
    dropped: int = 0

    def figures(self) -> dict[str, float | None]:
        """Give every figure by its name; None where it does not apply."""
        return measured.figures(measured.columns(self.results))

    def intervals(self) -> dict[str, measured.Interval | None]:
        """Give the 95 % bootstrap interval of every figure that has one."""
        return measured.intervals(measured.columns(self.results))

    def stages(self) -> dict[str, int]:
        """Count the failures of every stage, in the order of the pipeline."""
        counts = Counter(result.stage for result in self.results)
        return {name: counts[name] for name in STAGES}

    def by_kind(self) -> dict[str, dict[str, float | None]]:
        """Give the figures of every kind of question, the most frequent kind first."""
        kinds = Counter(result.kind for result in self.results)
        chosen = {kind: [one for one in self.results if one.kind == kind] for kind, _ in kinds.most_common()}
        return {kind: measured.figures(measured.columns(results)) for kind, results in chosen.items()}

    def follow_ups(self) -> dict[str, float | None] | None:
        """Give the figures of the questions that lean on others before them; None if there are none."""
        chosen = [one for one in self.results if one.follow_up]
        return measured.figures(measured.columns(chosen)) if chosen else None

    def as_dict(self) -> dict[str, Any]:
        """Give the JSON form; a later run can be compared with it."""
        return {
            "name": self.name,
            "scope": self.scope,
            "figures": self.figures(),
            "intervals": {name: found and list(found) for name, found in self.intervals().items()},
            "stages": self.stages(),
            "by_kind": self.by_kind(),
            "follow_ups": self.follow_ups(),
            "conversations_skipped": self.conversations_skipped,
            "dropped": self.dropped,
            "questions": [result.as_dict() for result in self.results],
        }


def evaluate(
    ask: Ask,
    question_set: QuestionSet,
    scope: Scope = "corpus",
    progress: Callable[[int, int], None] | None = None,
    *,
    conversation: Talk | None = None,
) -> Report:
    """Ask every question and judge the replies.

    `ask(question)` is called in scope "corpus", `ask(question, within)` otherwise; a question whose
    article is not known is asked of the corpus. `conversation()` gives a fresh `ask` that remembers;
    without it, conversations are skipped and counted. `progress(done, total)` is called per question.
    """
    talks = question_set.conversations if conversation else ()
    total = len(question_set.questions) + sum(len(talk) for talk in talks)
    results: list[Result] = []
    for question, asking in _asking(ask, question_set, scope, talks, conversation):
        results.append(timed(asking, question))
        if progress:
            progress(len(results), total)
    skipped = len(question_set.conversations) - len(talks)
    return Report(question_set.name, scope, tuple(results), skipped, question_set.dropped)


def judge(question: AskedQuestion, reply: Reply, seconds: float = 0.0) -> Result:
    """Compare one reply with what is expected."""
    ranked = ranking(reply)
    proposed = _proposed(question, ranked)
    said = _said(question, reply)
    return Result(
        id=question.id,
        question=question.text,
        kind=question.kind or proposed.type or "unknown",
        answerable=question.answerable,
        expected=question.answers or tuple(gold.text for gold in question.evidence),
        confidence=reply.confidence,
        support=reply.support,
        missing=tuple(reply.missing),
        read_as=reply.read_as,
        stage=stage(question, ranked, proposed.rank, proposed.f1, said.answered),
        seconds=seconds,
        follow_up=question.follow_up,
        **metrics.judged(question, reply)._asdict(),
        **proposed._asdict(),
        **said._asdict(),
    )


def timed(asking: Callable[[], Reply], question: AskedQuestion) -> Result:
    """Ask, take the time, and judge."""
    start = time.perf_counter()
    reply = asking()
    return judge(question, reply, time.perf_counter() - start)


def _asking(
    ask: Ask,
    question_set: QuestionSet,
    scope: Scope,
    talks: Iterable[Conversation],
    conversation: Talk | None,
) -> Iterator[tuple[AskedQuestion, Callable[[], Reply]]]:
    for question in question_set.questions:
        yield question, partial(_ask, ask, question, scope)
    for talk in talks:
        say = conversation() if conversation else ask
        for turn in talk:
            yield turn, partial(say, turn.text)


def _ask(ask: Ask, question: AskedQuestion, scope: Scope) -> Reply:
    within = scope_of(question, scope)
    return ask(question.text, within) if within else ask(question.text)


def scope_of(question: AskedQuestion, scope: Scope) -> Within | None:
    """Give the stretch a question may be answered from; None for the whole corpus."""
    source = question.within.source if question.within else min(question.sources, default=None)
    if scope == "corpus" or source is None:
        return None
    return question.within if scope == "passage" and question.within else Within(source)


class _Proposed(NamedTuple):
    """What the ranking would answer, before any decision to stay silent."""

    got: str | None
    type: str | None
    sentence: str | None
    source: str | None
    runner_up: str | None
    right_sentence: str | None
    rank: int | None
    source_right: bool | None
    exact: float | None
    f1: float | None
    offered: bool


class _Said(NamedTuple):
    """What was shown, after that decision."""

    answered: bool
    answer_right: bool | None
    shown: int
    shown_right: bool | None


def _proposed(question: AskedQuestion, ranked: list[Ranked]) -> _Proposed:
    first, second = [*ranked[:2], None, None][:2]
    got = first.answer if first else None
    words = got.text if got else ""
    rank = _rank(question, ranked)
    return _Proposed(
        got=got.text if got else None,
        type=got.type if got else None,
        sentence=first.sentence.text if first else None,
        source=first.source if first else None,
        runner_up=second.sentence.text if second else None,
        right_sentence=ranked[rank - 1].sentence.text if rank else None,
        rank=rank,
        source_right=bool(first and first.source in question.sources) if question.sources else None,
        exact=metrics.exact(words, question.answers) if question.answers else None,
        f1=metrics.f1(words, question.answers) if question.answers else None,
        offered=bool(ranked),
    )


def _said(question: AskedQuestion, reply: Reply) -> _Said:
    shown = reply.shown if reply.answer else ()
    right = [metrics.sentence_right(one.sentence, one.source.id, question) for one in shown]
    return _Said(
        answered=bool(shown),
        answer_right=right[0] if right and question.answerable else None,
        shown=len(shown),
        shown_right=any(right) if question.answerable else None,
    )


def _rank(question: AskedQuestion, ranked: list[Ranked]) -> int | None:
    right = (metrics.sentence_right(one.sentence, one.source, question) for one in ranked)
    return next((place for place, is_right in enumerate(right, 1) if is_right), None)
