"""A report as plain text, for a terminal or a log."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from qa_bot.evaluation.comparison import Comparison, Difference
from qa_bot.evaluation.evaluate import Report, Result
from qa_bot.evaluation.figures import BY_NAME, FIGURES, Figure, Interval
from qa_bot.evaluation.outcomes import SILENCE, in_words, is_of_other_articles, said, worst_first
from qa_bot.evaluation.triage import STAGES

NOTHING = "–"
WIDTH = 100  # columns, where no terminal says otherwise
MOST_LISTED = 20  # named one by one: a screen
MOST_OF_ID, LEAST_WORDS = 24, 36  # characters of a row
_LEAST_BESIDE = 24  # columns for what a row says beside its figures; in fewer it stands below them
_BETWEEN, _AGAINST = "  ", " | "
_WHOLE = ("n", "answerable")
_OF_FOLLOW_UPS = (
    "n", "answerable", "sentence_at_1", "helped", "right", "wrong", "denied", "guessed",
)  # fmt: skip
_PLAIN = ("mrr", "aurc", "shown", "sentences_shown")


def summary(
    report: Report, comparison: Comparison | None = None, width: int = WIDTH, knowledge: str = ""
) -> str:
    """Write how it went, the figures, the failures by stage and by id, and the comparison: no colour.

    A failure has one line of at most `width` characters, save where an error is told in full. `knowledge`
    is the name of what was asked.
    """
    figures = (_figures(report, width), _follow_ups(report, width), _stages(report, width))
    failed = (_failed(report, width), _hint(report, knowledge, width))
    blocks = (
        _verdict(report, width),
        *figures,
        _notes(report),
        *failed,
        _comparison(comparison, report, width),
    )
    return "\n".join(line for block in blocks for line in block)


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


def _verdict(report: Report, width: int) -> Iterator[str]:
    yield from textwrap.wrap(in_words(report.results), width)
    yield ""


def _figures(report: Report, width: int) -> Iterator[str]:
    values, intervals = report.figures(), report.intervals()
    for figure in FIGURES:
        if values[figure.name] is not None:
            yield from _row(figure, values[figure.name], intervals.get(figure.name), width)


def _follow_ups(report: Report, width: int) -> Iterator[str]:
    values = report.follow_ups()
    if values:
        yield ""
        yield "of these, follow-ups"
        for name in _OF_FOLLOW_UPS:
            yield from _row(BY_NAME[name], values[name], None, width)


def _row(figure: Figure, value: float | None, interval: Interval | None, width: int) -> Iterator[str]:
    between = shown_interval(figure.name, interval)
    return _beside(f"{figure.name:<22}{shown(figure.name, value):>10}  {between:<20}  ", figure.says, width)


def _beside(figures: str, says: str, width: int) -> Iterator[str]:
    """Write figures and what they are in rows of `width`: beside them, or below them where that is narrow."""
    room = width - len(figures)
    if room >= _LEAST_BESIDE:
        first, *others = textwrap.wrap(says, room)
        yield figures + first
        yield from (" " * len(figures) + each for each in others)
    else:
        yield figures.rstrip()
        yield from textwrap.wrap(
            says, max(width, _LEAST_BESIDE), initial_indent="    ", subsequent_indent="    "
        )


def _stages(report: Report, width: int) -> Iterator[str]:
    counts = report.stages()
    yield ""
    yield f"failures: {sum(counts.values()):,} of {len(report.results):,}"
    for name, says in STAGES.items():
        if counts[name]:
            yield from _beside(f"  {name:<20}{counts[name]:>10,}  ", says, width)


def _notes(report: Report) -> Iterator[str]:
    if report.conversations_skipped:
        yield f"conversations not asked: {report.conversations_skipped:,}"
    if report.dropped:
        yield f"questions left out, as none of their answers stands in the paragraph: {report.dropped:,}"


def _failed(report: Report, width: int) -> Iterator[str]:
    found = worst_first(report.results)
    if found:
        yield ""
        yield "what failed, the worst first (id, question, expected | got, stage):"
        yield from _listed(found, width)


def _hint(report: Report, knowledge: str, width: int) -> Iterator[str]:
    if is_of_other_articles(report.results):
        where = f" ({knowledge})" if knowledge else ""
        hint = "hint: not one right sentence was found; the set seems to be written for other articles than"
        yield ""
        yield from textwrap.wrap(f"{hint} these{where}: name those with --knowledge PATH", width)


def _comparison(comparison: Comparison | None, report: Report, width: int) -> Iterator[str]:
    if comparison is None:
        return
    won, lost = len(comparison.gained), len(comparison.lost)
    yield ""
    yield f"against the baseline: {comparison.shared:,} questions in both, {won:,} won, {lost:,} lost"
    if not comparison.shared:
        yield "hint: it seems to be the baseline of another set"
    by_id = {result.id: result for result in report.results}
    for name, ids in (("won", comparison.gained), ("lost", comparison.lost)):
        if ids:
            yield f"{name} (id, question, expected | got, stage):"
            yield from _listed([by_id[id] for id in ids], width)
    if any(found.change for found in comparison.differences.values()):
        yield "what changed, with the 95 % interval of the change:"
    for name, found in comparison.differences.items():
        if found.change:
            yield f"  {name:<22}{shown_change(name, found)} {verdict(name, found)}".rstrip()


def _listed(results: Sequence[Result], width: int) -> Iterator[str]:
    """Write one line a question, in columns; an error stands in full, whatever its length."""
    rows = [
        (_short(one.id, MOST_OF_ID), _flat(one.question), _told(one, width), one.stage or "")
        for one in results[:MOST_LISTED]
    ]
    ids, asked, words, stages = (max(map(len, column)) for column in zip(*rows, strict=True))
    free = max(LEAST_WORDS, width - ids - stages - len(_BETWEEN) * 4)
    asked = min(asked, max(free * 2 // 5, free - words))
    words = min(words, free - asked)
    for (id, question, _, stage), one in zip(rows, results, strict=False):
        cells = [f"{id:<{ids}}", f"{_short(question, asked):<{asked}}"]
        cells += [f"{_told(one, words):<{words}}", stage]
        yield (_BETWEEN + _BETWEEN.join(cells)).rstrip()
    if len(results) > MOST_LISTED:
        yield f"{_BETWEEN}and {len(results) - MOST_LISTED:,} more; --report FILE.html, or --json, shows them"


def _told(result: Result, most: int) -> str:
    """Return an error in full, else what was expected and what was got, each cut where both are too long."""
    got, wanted = _flat(said(result)), _flat(result.expected[0] if result.expected else SILENCE)
    if result.error:
        return got
    half = (most - len(_AGAINST)) // 2
    wanted = _short(wanted, max(half, most - len(_AGAINST) - len(got)))
    return wanted + _AGAINST + _short(got, most - len(_AGAINST) - len(wanted))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int) -> str:
    flat = _flat(text)
    return flat if len(flat) <= most else f"{flat[: most - 3].rstrip()}..."
