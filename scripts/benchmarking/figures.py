"""The figures that are shown of the measurements, one row each: in tables and in plots the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from benchmarking.libraries import OWN
from benchmarking.results import BARE, FIVE, Corpus, Results

ANOTHER = "bm25s numpy"  # beside which others are put where it makes sense
Value: TypeAlias = Callable[[Results, Corpus, str], float | None]


class Figure(NamedTuple):
    """A row of the table: what is measured, which of its figures, its unit, and how it is read off results.

    `of` keeps to one library; with `beside` each is also shown as a multiple of ANOTHER.
    """

    what: str
    which: str
    unit: str
    value: Value
    beside: bool = False
    of: str | None = None


def title(*figures: Figure) -> str:
    """Return the title of figures that are shown together."""
    which = " / ".join(one.which for one in figures)
    return (
        f"{figures[0].what}: {which}, {figures[0].unit}" if which else f"{figures[0].what}, {figures[0].unit}"
    )


def _measured(results: Results, corpus: Corpus, library: str, measure: str, name: str) -> float | None:
    return results.median(corpus.name, library, measure, name)


def _speed(results: Results, corpus: Corpus, library: str, name: str) -> float | None:
    taken = results.median(corpus.name, library, "build", name)
    return corpus.megabytes / taken if taken else None


def _share(
    results: Results, corpus: Corpus, library: str, part: tuple[str, str], whole: tuple[str, str, str]
) -> float | None:
    """Return one measure's figure over that of another library or measure."""
    mine, (who, measure, name) = results.median(corpus.name, library, *part), whole
    other = results.median(corpus.name, who, measure, name)
    return mine / other if mine is not None and other else None


def _percent(results: Results, corpus: Corpus, library: str, measure: str) -> float | None:
    share = _share(results, corpus, library, (measure, "cpu_s"), (library, "build", "cpu_s"))
    return None if share is None else 100 * share


def _row(what: str, which: str, unit: str, of: str | None, measure: str, name: str) -> Figure:
    return Figure(what, which, unit, partial(_measured, measure=measure, name=name), of=of)


def _times(measure: str, what: str, of: str | None) -> tuple[Figure, Figure]:
    half = _row(what, "median", "ms", of, measure, "p50_ms")
    most = _row(what, "99th percentile", "ms", of, measure, "p99_ms")
    return half._replace(beside=of is None), most._replace(beside=of is None)


def _cold(unit: str, than: str, of: str | None) -> Figure:
    value = partial(_share, part=("cold", "cpu_s"), whole=(than, "cold", "cpu_s"))
    return Figure("a process that asks one question", "", unit, value, of=of)


SPEED = "MB of text a second"
BUILD_SPEED = Figure("indexing", "speed", SPEED, partial(_speed, name="wall_s"), beside=True)
BUILD_CPU = Figure("indexing", "that of one processor", SPEED, partial(_speed, name="cpu_s"), beside=True)
BUILD_PEAK = _row("indexing", "most memory", "MB", None, "build", "peak_mb")
DISK = _row("indexing", "index on disk", "MB", None, "build", "disk_mb")
FIND = _times("find", "finding passages", None)
FIND_HELD = _row("finding passages", "memory", "MB", None, "find", "rss_mb")
COLD = _cold("times `import numpy`", BARE, None)
COLD_FIVE = _cold("times one that asks five articles", FIVE, OWN)
PROMPT = _row("chat", "until its prompt is seen", "ms by the clock", OWN, "prompt", "wall_ms")
READ = _times("read", "finding passages, misspelt words read as well", OWN)
ANSWER = _times("answer", "whole answer", OWN)
ANSWER_HELD = _row("whole answer", "memory", "MB", OWN, "answer", "rss_mb")
MANY = Figure(
    "many questions by all processors",
    "by the clock",
    "times as fast as by one",
    partial(_share, part=("many", "one_wall_s"), whole=(OWN, "many", "all_wall_s")),
    of=OWN,
)
MANY_POSSIBLE = _row(MANY.what, "if nothing else ran", MANY.unit, OWN, "many", "possible")
REFRESHES = tuple(
    Figure("opening again", which, "% of indexing", partial(_percent, measure=measure), of=OWN)
    for measure, which in (
        ("unchanged", "nothing changed"),
        ("added", "article added"),
        ("changed", "changed"),
        ("removed", "removed"),
    )
)
# The rows of the table: figures that are shown together.
SHOWN: tuple[tuple[Figure, ...], ...] = (
    *((BUILD_SPEED, BUILD_CPU), (BUILD_PEAK, DISK), FIND, (FIND_HELD,), (COLD,), (COLD_FIVE,), (PROMPT,)),
    *(READ, ANSWER, (ANSWER_HELD,), (MANY, MANY_POSSIBLE), REFRESHES),
)
