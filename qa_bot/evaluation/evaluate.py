"""Ask every question of a set, and judge each reply."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from typing import Any, Literal, TypeVar

from qa_bot.errors import QABotError, QuestionSetError
from qa_bot.evaluation import figures as measured
from qa_bot.evaluation import metrics
from qa_bot.evaluation.dataset import AskedQuestion, Conversation, QuestionSet
from qa_bot.evaluation.triage import STAGES, Ranked, ranking, stage
from qa_bot.named_tuples import NamedTuple
from qa_bot.parallel import mapped
from qa_bot.values import Reply, Within

Scope = Literal["corpus", "article", "passage"]
Ask = Callable[..., Reply]
Value = TypeVar("Value")
LONGEST_ERROR = 300  # characters of an error that are kept
INTERNAL_ERROR = "internal error"  # what an error is called that was not raised on purpose
OpenConversation = Callable[[], Callable[[str], Reply]]


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went.

    `got`, `type`, `sentence` and `source` are the first of the ranking, stated or not, `runner_up` is the
    second sentence; `rank` is that of the first right sentence. `answered` says that an answer was stated,
    `closest` that sentences were offered without a claim, `shown` counts the sentences shown; `stage` is None
    when all was well, `error` what kept the question from being answered. None stands wherever a value does
    not apply.
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
    closest: bool
    answer_right: bool | None
    shown: int
    shown_right: bool | None
    words_right: bool | None
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
    error: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return asdict(self)

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Result:
        """Build a result from its JSON form."""
        values = {field.name: row[field.name] for field in fields(cls) if field.name in row}
        return cls(**values | {name: tuple(values[name]) for name in ("expected", "missing")})


@dataclass(frozen=True, slots=True)
class Report:
    """A run over one question set: results per question first, the figures derived from them."""

    name: str
    scope: Scope
    results: tuple[Result, ...]
    conversations_skipped: int = 0
    dropped: int = 0

    def __repr__(self) -> str:
        """Return its name and how many questions went well, in one line."""
        well = sum(result.stage is None for result in self.results)
        return f"<Report {self.name!r}, questions: {len(self.results)}, well answered: {well}>"

    def failures(self) -> dict[str, str]:
        """Return what kept questions from being answered, by their ids."""
        return {result.id: result.error for result in self.results if result.error}

    def figures(self) -> dict[str, float | None]:
        """Return every figure by its name; None where it does not apply."""
        return measured.figures(measured.columns(self.results))

    def intervals(self) -> dict[str, measured.Interval | None]:
        """Return the 95 % bootstrap interval of every figure that has one."""
        return measured.intervals(measured.columns(self.results))

    def stages(self) -> dict[str, int]:
        """Count the failures of every stage, in the order of the pipeline."""
        counts = Counter(result.stage for result in self.results)
        return {name: counts[name] for name in STAGES}

    def by_kind(self) -> dict[str, dict[str, float | None]]:
        """Return the figures of every kind of question, the most frequent kind first."""
        kinds = Counter(result.kind for result in self.results)
        chosen = {kind: [one for one in self.results if one.kind == kind] for kind, _ in kinds.most_common()}
        return {kind: measured.figures(measured.columns(results)) for kind, results in chosen.items()}

    def follow_ups(self) -> dict[str, float | None] | None:
        """Return the figures of the follow-up questions; None if there are none."""
        chosen = [one for one in self.results if one.follow_up]
        return measured.figures(measured.columns(chosen)) if chosen else None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form; a later run can be compared with it."""
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
    conversation: OpenConversation | None = None,
    workers: int = 1,
) -> Report:
    """Ask every question and judge the replies.

    `ask(question)` is called in scope "corpus", `ask(question, within)` otherwise; a question whose
    article is not known is asked of the corpus. `conversation()` returns a fresh `ask` that remembers;
    without it, conversations are skipped and counted. `progress(done, total)` is called per question. A
    question that raises has failed, and the rest are asked. With several `workers`, processes of their own,
    `ask` and `conversation` must be such as can be sent to one.
    """
    conversations = question_set.conversations if conversation else ()
    total = len(question_set.questions) + sum(map(len, conversations))
    units: tuple[AskedQuestion | Conversation, ...] = (*question_set.questions, *conversations)
    results: list[Result] = []
    for some in mapped(_results, _Asking(ask, scope, conversation), units, min(workers, len(units))):
        for result in some:
            results.append(result)
            if progress:
                progress(len(results), total)
    skipped = len(question_set.conversations) - len(conversations)
    return Report(question_set.name, scope, tuple(results), skipped, question_set.dropped)


def judge(question: AskedQuestion, reply: Reply, seconds: float = 0.0) -> Result:
    """Compare one reply with what is expected."""
    ranked = ranking(reply)
    words, type = _proposed(ranked)
    rank = _rank(question, ranked)
    right = metrics.shown_right(question, reply)
    return Result(
        id=question.id,
        question=question.text,
        kind=question.kind or type or "unknown",
        answerable=question.answerable,
        expected=_expected(question),
        got=_given(question, reply, words),
        type=type,
        sentence=_text_at(ranked, 1),
        source=ranked[0].source if ranked else None,
        runner_up=_text_at(ranked, 2),
        right_sentence=_text_at(ranked, rank),
        rank=rank,
        source_right=_where(question.sources, any(one.source in question.sources for one in ranked[:1])),
        exact=_score(metrics.exact, words, question),
        f1=_score(metrics.f1, words, question),
        offered=bool(ranked),
        answered=reply.kind == "answer",
        closest=reply.kind == "closest",
        answer_right=_where(reply.answer and question.answerable, right[:1] == [True]),
        shown=len(right),
        shown_right=_where(question.answerable, any(right)),
        words_right=_where(question.answerable, right[:1] == [True] and metrics.words_right(question, reply)),
        confidence=reply.confidence,
        support=reply.support,
        missing=tuple(reply.missing),
        read_as=reply.read_as,
        stage=stage(question, ranked, rank, _words_fit(question, reply, words), reply.kind == "answer"),
        seconds=seconds,
        follow_up=question.follow_up,
        differing_shown=metrics.differing_shown(question, reply),
        agreeing_shown=metrics.agreeing_shown(question, reply),
        differing_wrong=metrics.differing_wrong(question, reply),
    )


def timed(put: Callable[[], Reply], question: AskedQuestion) -> Result:
    """Ask, take the time, and judge; an error costs this question only."""
    start = time.perf_counter()
    try:
        if question.fault:
            raise QuestionSetError(question.fault, question.line)
        reply = put()
        return judge(question, reply, time.perf_counter() - start)
    except Exception as error:
        return _failed(question, error)


def _failed(question: AskedQuestion, error: Exception) -> Result:
    """Return the result of a question that got no reply: never better than a wrong one."""
    known = isinstance(error, QABotError)
    words = " ".join(str(error).split())[:LONGEST_ERROR]
    told = words if known else f"{INTERNAL_ERROR} ({type(error).__name__}: {words})"
    where = f"line {question.line}: " if question.line else ""
    nothing, counted = judge(question, Reply(question.text)), not question.answerable
    return replace(nothing, stage="failed", error=where + told, answered=counted, offered=counted)


class _Asking(NamedTuple):
    """What questions are put to, and where an answer may stand."""

    ask: Ask
    scope: Scope
    conversation: OpenConversation | None


def _results(asking: _Asking, unit: AskedQuestion | Conversation) -> list[Result]:
    """Return how a question went, or the turns of a conversation, one after the other."""
    if isinstance(unit, AskedQuestion):
        return [timed(partial(_ask, asking.ask, unit, asking.scope), unit)]
    ask_next = asking.conversation() if asking.conversation else asking.ask
    return [timed(partial(ask_next, turn.text), turn) for turn in unit]


def _ask(ask: Ask, question: AskedQuestion, scope: Scope) -> Reply:
    within = scope_of(question, scope)
    return ask(question.text, within) if within else ask(question.text)


def scope_of(question: AskedQuestion, scope: Scope) -> Within | None:
    """Return the stretch a question may be answered from; None for the whole corpus."""
    source = question.within.source if question.within else min(question.sources, default=None)
    if scope == "corpus" or source is None:
        return None
    return question.within if scope == "passage" and question.within else Within(source)


def _where(applies: object, value: Value) -> Value | None:
    """Return a value, or None where it does not apply."""
    return value if applies else None


def _proposed(ranked: list[Ranked]) -> tuple[str | None, str | None]:
    """Return the words of the first sentence and their answer type; None where it has none."""
    first = ranked[0].answer if ranked else None
    return (first.text, first.type) if first else (None, None)


def _expected(question: AskedQuestion) -> tuple[str, ...]:
    """Return what a person reads as expected: a verdict, items, words, else those of the right sentence."""
    if question.verdict:
        return (question.verdict,)
    items = (", ".join(question.items),) if question.items else ()
    return items or question.answers or tuple(gold.text for gold in question.evidence)


def _given(question: AskedQuestion, reply: Reply, words: str | None) -> str | None:
    """Return what a person reads as given in its place."""
    if reply.answer and question.verdict:
        return reply.verdict or "neither yes nor no"
    if reply.answer and question.items and reply.items:
        return ", ".join(item.plain for item in reply.items)
    return words


def _words_fit(question: AskedQuestion, reply: Reply, words: str | None) -> bool:
    """Whether the words that were stated, or would have been, are those expected."""
    return metrics.words_right(question, reply) if reply.answer else metrics.words_fit(words or "", question)


def _score(
    metric: Callable[[str, tuple[str, ...]], float], words: str | None, question: AskedQuestion
) -> float | None:
    """Return a score of words, none being the empty text; None where no words are expected."""
    return metric(words or "", question.answers) if question.answers else None


def _text_at(ranked: list[Ranked], rank: int | None) -> str | None:
    """Return the sentence at a rank, from 1; None where there is none."""
    return ranked[rank - 1].sentence.text if rank and rank <= len(ranked) else None


def _rank(question: AskedQuestion, ranked: list[Ranked]) -> int | None:
    right = (metrics.sentence_right(one.sentence, one.source, question) for one in ranked)
    return next((place for place, is_right in enumerate(right, 1) if is_right), None)
