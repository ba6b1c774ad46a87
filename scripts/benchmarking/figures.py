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
    """A row of the table: a title with its unit, and how a library's value is read off the results.

    `of` keeps to one library; with `beside` each is also shown as a multiple of ANOTHER.
    """

    title: str
    value: Value
    beside: bool = False
    of: str | None = None


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


def _row(title: str, measure: str, name: str, **more: object) -> Figure:
    return Figure(title, partial(_measured, measure=measure, name=name), **more)  # type: ignore[arg-type]


def _cold(than: str) -> Value:
    return partial(_share, part=("cold", "cpu_s"), whole=(than, "cold", "cpu_s"))


BUILD_SPEED = Figure("indexing, MB of text a second", partial(_speed, name="wall_s"), beside=True)
BUILD_CPU = Figure("indexing, MB of text a second and processor", partial(_speed, name="cpu_s"), beside=True)
BUILD_PEAK = _row("indexing, most memory in MB", "build", "peak_mb")
DISK = _row("index on disk, MB", "build", "disk_mb")
FIND_50 = _row("passages of a question, median in ms", "find", "p50_ms", beside=True)
FIND_99 = _row("passages of a question, 99th percentile in ms", "find", "p99_ms", beside=True)
READ_50 = _row("passages, misspelt words read, median in ms", "read", "p50_ms", of=OWN)
READ_99 = _row("passages, misspelt words read, 99th percentile in ms", "read", "p99_ms", of=OWN)
HELD = _row("memory while asked, MB", "find", "rss_mb")
COLD = Figure("a process that asks one question, times `import numpy`", _cold(BARE))
COLD_FIVE = Figure("the same, times a folder of five articles", _cold(FIVE), of=OWN)
PROMPT = _row("chat until its prompt is seen, ms", "prompt", "wall_ms", of=OWN)
ANSWER_50 = _row("whole answer, median in ms", "answer", "p50_ms", of=OWN)
ANSWER_99 = _row("whole answer, 99th percentile in ms", "answer", "p99_ms", of=OWN)
ANSWER_HELD = _row("memory while answering, MB", "answer", "rss_mb", of=OWN)
MANY = Figure(
    "many questions by all processors, times as fast as by one",
    partial(_share, part=("many", "one_wall_s"), whole=(OWN, "many", "all_wall_s")),
    of=OWN,
)
MANY_POSSIBLE = _row("many questions, times as fast where nothing else runs", "many", "possible", of=OWN)
REFRESHES = tuple(
    Figure(f"opening again, {what}, % of indexing", partial(_percent, measure=measure), of=OWN)
    for measure, what in (
        ("unchanged", "nothing changed"),
        ("added", "one article added"),
        ("changed", "one article changed"),
        ("removed", "one article removed"),
    )
)
# The rows of the table: what is said of figures that are shown together.
SHOWN: tuple[tuple[str, tuple[Figure, ...]], ...] = (
    ("indexing, MB of text a second / and processor", (BUILD_SPEED, BUILD_CPU)),
    ("indexing, most memory / index on disk, MB", (BUILD_PEAK, DISK)),
    ("passages of a question, median / 99th percentile, ms", (FIND_50, FIND_99)),
    ("memory while asked for passages, MB", (HELD,)),
    ("a process that asks one question, times `import numpy`", (COLD,)),
    ("the same, times a folder of five articles", (COLD_FIVE,)),
    ("chat until its prompt is seen, ms by the clock", (PROMPT,)),
    ("passages, misspelt words read as well, median / 99th percentile, ms", (READ_50, READ_99)),
    ("whole answer, median / 99th percentile, ms", (ANSWER_50, ANSWER_99)),
    ("memory while answering, MB", (ANSWER_HELD,)),
    (
        "many questions by all processors, times as fast: by the clock / if nothing else ran",
        (MANY, MANY_POSSIBLE),
    ),
    ("opening again, % of indexing: unchanged / article added / changed / removed", REFRESHES),
)
