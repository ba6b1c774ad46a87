"""A report as plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot.evaluation.comparison import Comparison, Difference
from qa_bot.evaluation.evaluate import Report
from qa_bot.evaluation.figures import BY_NAME, FIGURES, Figure, Interval
from qa_bot.evaluation.triage import STAGES

NOTHING = "–"
MOST_FAILED = 20  # named one by one: a screen
_WHOLE = ("n", "answerable")
_OF_FOLLOW_UPS = (
    "n", "answerable", "sentence_at_1", "helped", "right", "wrong", "denied", "guessed",
)  # fmt: skip
_PLAIN = ("mrr", "aurc", "shown", "sentences_shown")


def summary(report: Report, comparison: Comparison | None = None) -> str:
    """Write the figures, the failures by stage and, when given, the comparison: aligned lines, no colour."""
    blocks = (_figures(report), _follow_ups(report), _stages(report), _notes(report), _failed(report))
    return "\n".join(line for block in (*blocks, _comparison(comparison)) for line in block)


def shown(name: str, value: float | None) -> str:
    """Write a figure as a person reads it: shares in per cent, times in seconds."""
    if value is None:
        return NOTHING
    if name in _WHOLE:
        return f"{value:,.0f}"
    if name.startswith("seconds"):
        return f"{value:,.1f} s" if value >= 1 else f"{value * 1000:.1f} ms"
    return f"{value:.3f}" if name in _PLAIN else f"{value:.1%}".replace("%", " %")


def shown_interval(name: str, interval: Interval | None) -> str:
    """Write an interval as "low to high"."""
    return f"{shown(name, interval.low)} to {shown(name, interval.high)}" if interval else ""


def shown_change(name: str, found: Difference) -> str:
    """Write the change of a figure with its interval; shares in points of a per cent."""
    scale, unit, places = (1, "", 3) if name in _PLAIN else (100, " points", 1)
    change, low, high = (f"{value * scale:+.{places}f}" for value in (found.change, found.low, found.high))
    return f"{change}{unit} ({low} to {high})"


def verdict(name: str, found: Difference) -> str:
    """Say `better` or `worse` when the interval of the change leaves zero out, else nothing."""
    if found.low <= 0 <= found.high:
        return ""
    return "better" if (found.change > 0) == (BY_NAME[name].better == "more") else "worse"


def _figures(report: Report) -> Iterator[str]:
    values, intervals = report.figures(), report.intervals()
    for figure in FIGURES:
        yield _row(figure, values[figure.name], intervals.get(figure.name))


def _follow_ups(report: Report) -> Iterator[str]:
    values = report.follow_ups()
    if values:
        yield ""
        yield "of these, follow-ups"
        yield from (_row(BY_NAME[name], values[name], None) for name in _OF_FOLLOW_UPS)


def _row(figure: Figure, value: float | None, interval: Interval | None) -> str:
    between = shown_interval(figure.name, interval)
    return f"{figure.name:<22}{shown(figure.name, value):>10}  {between:<20}  {figure.says}"


def _stages(report: Report) -> Iterator[str]:
    counts = report.stages()
    yield ""
    yield f"failures: {sum(counts.values()):,} of {len(report.results):,}"
    for name, says in STAGES.items():
        yield f"  {name:<20}{counts[name]:>10,}  {says}"


def _notes(report: Report) -> Iterator[str]:
    if report.conversations_skipped:
        yield f"conversations not asked: {report.conversations_skipped:,}"
    if report.dropped:
        yield f"questions left out, as none of their answers stands in the paragraph: {report.dropped:,}"


def _failed(report: Report) -> Iterator[str]:
    found = report.failures()
    yield from (f"failed: {id}, {error}" for id, error in list(found.items())[:MOST_FAILED])
    if len(found) > MOST_FAILED:
        yield f"failed: {len(found) - MOST_FAILED:,} more, in --json each with its error"


def _comparison(comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        return
    gained, lost = len(comparison.gained), len(comparison.lost)
    yield ""
    yield f"against the baseline: {comparison.shared:,} questions in both, {gained:,} gained, {lost:,} lost"
    for name, found in comparison.differences.items():
        if found.change:
            yield f"  {name:<22}{shown_change(name, found)} {verdict(name, found)}".rstrip()
