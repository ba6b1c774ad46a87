"""A run as one self-contained page: a verdict, the failures one can open, then figures and curves."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qa_bot.errors import QABotError
from qa_bot.evaluation.comparison import Comparison
from qa_bot.evaluation.drawing import Html, bar, join, tag
from qa_bot.evaluation.evaluate import Report, Result
from qa_bot.evaluation.outcomes import (
    BEST_FIRST,
    Outcome,
    expected,
    in_words,
    is_of_other_articles,
    outcome_of,
    said,
    worst_first,
)
from qa_bot.evaluation.provenance import Provenance
from qa_bot.evaluation.report_figures import curves, figure_changes, figures, kinds, stages
from qa_bot.evaluation.triage import STAGES
from qa_bot.opening import is_inside, require_writable, write_whole

MOST_SHOWN = 200  # questions of an outcome, won or lost: so that a large set gives a page that opens
STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SCOPES = {"corpus": "", "article": ", each in the right article", "passage": ", each in the right passage"}


def write_report(
    path: str | Path, report: Report, provenance: Provenance, comparison: Comparison | None = None
) -> None:
    """Write the page to a file."""
    try:
        write_whole(Path(path), page(report, provenance, comparison))
    except OSError as error:
        raise _unwritable(path, error) from error


def require_place(path: str | Path, others: Iterable[str | None], articles: Path | None = None) -> None:
    """Raise QABotError where no page can be written, or one of `others` or the `articles` is harmed by it."""
    try:
        require_writable(Path(path))
        os.stat(Path(path).parent)
        lost = [one for one in others if one and os.path.exists(path) and os.path.samefile(path, one)]
    except OSError as error:
        raise _unwritable(path, error) from error
    if is_inside(Path(path), articles):
        raise QABotError(f"{path}: the report would be read as one of the articles; give another place")
    if lost:
        raise QABotError(f"{path}: the report would be written over what is read; give another name")


def _unwritable(path: str | Path, error: OSError) -> QABotError:
    return QABotError(f"{path}: the report cannot be written ({error.strerror}); give another place")


def page(report: Report, provenance: Provenance, comparison: Comparison | None = None) -> str:
    """Return the page as one text: HTML with its style and drawings inside, no scripts."""
    title = f"{report.name}: evaluation"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("title", title),
        tag("style", Html(STYLE.read_text(encoding="utf-8"))),
    )
    body = tag("body", tag("main", *_sections(report, provenance, comparison)))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _sections(report: Report, provenance: Provenance, comparison: Comparison | None) -> Iterator[Html]:
    yield _header(report, provenance)
    yield from _outcomes(report)
    yield from _failures(report)
    if comparison:
        yield from _changes(comparison, report)
    yield from stages(report)
    yield from kinds(report)
    yield from figures(report, provenance)
    yield from curves(report)
    if comparison:
        yield from figure_changes(comparison)


def _header(report: Report, provenance: Provenance) -> Html:
    made = f"{provenance.made.day} {provenance.made:%B %Y, %H:%M} UTC"
    asked = f"{len(report.results):,} questions asked of {provenance.knowledge}{_SCOPES[report.scope]}"
    return tag(
        "header",
        tag("h1", report.name),
        tag("p", f"{made} \u00b7 qa-bot {provenance.version} \u00b7 {asked}", class_="soft"),
        tag("p", in_words(report.results), class_="verdict"),
        *(tag("p", note, class_="note") for note in _notes(report)),
    )


def _notes(report: Report) -> Iterator[str]:
    if is_of_other_articles(report.results):
        yield "Not one right sentence was found: the set seems to be written for other articles than these."
    if report.conversations_skipped:
        yield f"Conversations not asked: {report.conversations_skipped:,}."
    if report.dropped:
        yield f"Questions left out, as none of their answers stands in the text: {report.dropped:,}."


def _outcomes(report: Report) -> Iterator[Html]:
    """Yield a bar of what became of the questions that the articles answer, and a tile an outcome."""
    counts = Counter(map(outcome_of, report.results))
    answerable = [row for row in BEST_FIRST if row.of_answerable and counts[row]]
    total = sum(one.answerable for one in report.results)
    if total:
        parts = [(row.name, counts[row], row.title) for row in answerable]
        yield bar(parts, total, class_="bar wide-bar", role="img", aria_label=in_words(report.results))
    totals = {True: total, False: len(report.results) - total}
    rows = sorted(filter(counts.get, BEST_FIRST), key=lambda row: not row.of_answerable)
    tiles = [_tile(row, counts[row], totals[row.of_answerable]) for row in rows]
    if tiles:
        yield tag("div", *tiles, class_="tiles")


def _tile(row: Outcome, count: int, total: int) -> Html:
    parts = (tag("b", f"{count:,}"), tag("small", f" of {total:,}"), tag("span", row.title))
    return tag("div", *parts, class_=f"tile {row.name}")


def _failures(report: Report) -> Iterator[Html]:
    failed = worst_first(report.results)
    yield tag(
        "h2", f"What failed: {len(failed):,} of {len(report.results):,}" if failed else "Nothing failed"
    )
    for row in reversed(BEST_FIRST):
        chosen = [result for result in failed if outcome_of(result) == row]
        if chosen:
            yield _group(row.title, chosen, is_open=True)


def _group(title: str, results: Sequence[Result], is_open: bool) -> Html:
    count = tag("span", f"{len(results):,}", class_="count")
    few = f"The first {MOST_SHOWN:,}; --json has all." if len(results) > MOST_SHOWN else ""
    notes = [tag("p", few, class_="soft")] if few else []
    cases = map(_case, results[:MOST_SHOWN])
    opened = {"open": "open"} if is_open else {}
    return tag("details", tag("summary", count, f" {title}"), *notes, *cases, class_="group", **opened)


def _case(result: Result) -> Html:
    """Return a question with what was expected and got, and what else is known of it to open."""
    rows = {
        "sentence": result.sentence,
        "article": result.source,
        "right one": f"no. {result.rank}: {result.right_sentence}" if result.right_sentence else None,
        "runner-up": result.runner_up,
        "read as": result.read_as,
        "missing": ", ".join(result.missing),
        "stage": f"{result.stage}: {STAGES[result.stage]}" if result.stage else None,
        "kind": result.kind,
        "confidence": f"{result.confidence:.2f}",
        "id": result.id,
    }
    cells = [join(tag("dt", name), tag("dd", words)) for name, words in rows.items() if words]
    pair = tag(
        "span",
        tag("small", "expected"), tag("span", expected(result)),
        tag("small", "got"), tag("span", f"suggested: {result.sentence}" if result.closest else said(result)),
        class_="pair",
    )  # fmt: skip
    summary = tag("summary", tag("span", result.question, class_="asked"), pair)
    return tag("details", summary, tag("dl", *cells), class_="case")


def _changes(comparison: Comparison, report: Report) -> Iterator[Html]:
    won, lost = len(comparison.gained), len(comparison.lost)
    yield tag("h2", f"Against the baseline: {won:,} won, {lost:,} lost")
    yield tag("p", f"Of {comparison.shared:,} questions in both runs.", class_="soft")
    by_id = {result.id: result for result in report.results}
    for title, ids in (("lost", comparison.lost), ("won", comparison.gained)):
        if ids:
            yield _group(title, [by_id[id] for id in ids], is_open=title == "lost")
