"""What a reply does to its reader: one row an outcome, every question has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from qa_bot.named_tuples import NamedTuple

if TYPE_CHECKING:
    from qa_bot.evaluation.evaluate import Result


SILENCE = "silence"
ENOUGH_TO_TELL = 3  # questions none of which finds its sentence


class Outcome(NamedTuple):
    """An outcome: whom it `holds` for, what follows "of 9 questions 6 get", how bad it is (0: good)."""

    name: str
    holds: Callable[[Result], bool]
    says: str
    title: str
    badness: int
    of_answerable: bool = True


# The first row that holds counts. Those of questions that the articles do not answer come last.
OUTCOMES = (
    Outcome("error", lambda one: one.stage == "failed", "an error", "error", 6),
    Outcome("right", lambda one: one.answerable and not one.stage, "{get} a right answer", "right answer", 0),
    Outcome(
        "partly", lambda one: _states(one) and _shows(one),
        "an answer that is partly right", "partly right: the sentence, not its words", 2,
    ),
    Outcome(
        "offered", lambda one: _shows(one),
        "the right sentence as a suggestion", "right sentence, but only suggested", 1,
    ),
    Outcome("wrong", lambda one: one.answerable and _states(one), "a wrong answer", "wrong answer", 4),
    Outcome("none", lambda one: one.answerable, "no answer", "no answer", 3),
    Outcome(
        "guessed", lambda one: _states(one),
        "{get} an answer all the same", "answered, though no article says so", 5, of_answerable=False,
    ),
    Outcome("quiet", lambda one: True, "rightly {get} no answer", "rightly not answered", 0, False),
)  # fmt: skip
BEST_FIRST = tuple(sorted(OUTCOMES, key=lambda row: row.badness))


def _states(result: Result) -> bool:
    return result.answered


def _shows(result: Result) -> bool:
    return bool(result.shown_right)


def outcome_of(result: Result) -> Outcome:
    """Return what a reply did to its reader."""
    return next(row for row in OUTCOMES if row.holds(result))


def worst_first(results: Iterable[Result]) -> list[Result]:
    """Return the failures, the worst first: by their outcome, and the surer the worse."""
    failed = (result for result in results if result.stage)
    return sorted(failed, key=lambda one: (-outcome_of(one).badness, -one.confidence))


def in_words(results: Iterable[Result]) -> str:
    """Say how a run went, in a sentence or two that need no explaining."""
    results = list(results)
    groups = {
        "the articles answer": [one for one in results if one.answerable],
        "the articles do not answer": [one for one in results if not one.answerable],
    }
    told = [_told(what, group) for what, group in groups.items() if group]
    return " ".join(told) or "There is no question."


def is_of_other_articles(results: Iterable[Result]) -> bool:
    """Whether no right sentence was ever weighed, as where the set was written for another folder."""
    known = [one for one in results if one.answerable]
    return len(known) >= ENOUGH_TO_TELL and not any(one.rank or one.source_right for one in known)


def said(result: Result) -> str:
    """Say what a reader got: the words stated, or how the question was left open, or what went wrong."""
    if result.error:
        return result.error
    if result.answered:
        return result.got or "no words"
    missing = f" (missing: {', '.join(result.missing)})" if result.missing else ""
    return ("closest" if result.closest else SILENCE) + missing


def expected(result: Result) -> str:
    """Say what was expected: the accepted words, or silence."""
    return " | ".join(result.expected) or SILENCE


def _told(what: str, results: list[Result]) -> str:
    """Say of how many questions how many had each outcome, the good ones first."""
    counts = Counter(outcome_of(one) for one in results)
    is_known = results[0].answerable
    first, *others = [row for row in BEST_FIRST if counts[row] or (is_known and row.name == "right")]
    told = first.says.format(get="gets" if counts[first] < 2 else "get")
    rest = [f"{counts[row]:,} {row.says.removeprefix('{get} ')}" for row in others]
    number = f"{counts[first]:,}" if counts[first] else "none"
    noun = "question" if len(results) == 1 else "questions"
    return f"Of {len(results):,} {noun} {what}, {listed([f'{number} {told}', *rest])}."


def listed(parts: Sequence[str]) -> str:
    """Write "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
