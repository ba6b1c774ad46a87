"""A run as one self-contained page: figures, curves, and the failures one can open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from qa_bot.errors import QABotError
from qa_bot.evaluation import figures as measured
from qa_bot.evaluation.comparison import Comparison
from qa_bot.evaluation.drawing import Html, join, reliability_chart, risk_coverage_chart, tag
from qa_bot.evaluation.evaluate import Report, Result
from qa_bot.evaluation.figures import FIGURES, Figure, Interval
from qa_bot.evaluation.summary import shown, shown_change, shown_interval, verdict
from qa_bot.evaluation.triage import STAGES
from qa_bot.opening import require_regular, write_whole

EXAMPLES_A_STAGE, EXAMPLES_A_KIND, MOST_IDS = 25, 10, 200  # so that a large set gives a short page
_TILES = {
    "sentence_at_1": "right sentence first",
    "f1": "F1 of the answer words",
    "right_when_answered": "right when answered",
    "answered": "answered",
    "answered_unanswerable": "unanswerable, yet answered",
}
STYLE = Path(__file__).with_name("report.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_Values = Mapping[str, float | None]
_Intervals = Mapping[str, Interval | None]


def write_report(path: str | Path, report: Report, comparison: Comparison | None = None) -> None:
    """Write the page, all or nothing; QABotError when it cannot be written."""
    try:
        write_whole(Path(path), page(report, comparison))
    except OSError as error:
        raise _unwritable(path, error) from error


def require_place(path: str | Path, others: Iterable[str | None]) -> None:
    """Raise QABotError where no page can be written, or one of `others` would be lost by it."""
    try:
        require_regular(Path(path))
        os.stat(Path(path).parent)
        lost = [one for one in others if one and os.path.exists(path) and os.path.samefile(path, one)]
    except OSError as error:
        raise _unwritable(path, error) from error
    if lost:
        raise QABotError(f"{path}: the report would be written over what is read; give another name")


def _unwritable(path: str | Path, error: OSError) -> QABotError:
    return QABotError(f"{path}: the report cannot be written ({error.strerror}); give another place")


def page(report: Report, comparison: Comparison | None = None) -> str:
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
    body = tag("body", tag("main", *_sections(report, comparison)))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _sections(report: Report, comparison: Comparison | None) -> Iterator[Html]:
    values, intervals = report.figures(), report.intervals()
    yield _header(report)
    yield tag("div", *(_tile(name, says, values, intervals) for name, says in _TILES.items()), class_="tiles")
    yield from _figure_table(values, intervals)
    yield from _curves(report, values)
    yield from _stages(report)
    yield from _kinds(report)
    if comparison:
        yield from _comparison(comparison, report)


def _header(report: Report) -> Html:
    count = len(report.results)
    where = {"corpus": "the whole corpus", "article": "the right article", "passage": "the right passage"}
    notes = [f"{count:,} questions, asked of {where[report.scope]}."]
    if report.conversations_skipped:
        notes.append(f"Conversations not asked: {report.conversations_skipped:,}.")
    if report.dropped:
        notes.append(f"Questions left out, as none of their answers stands in the text: {report.dropped:,}.")
    return tag("header", tag("h1", report.name), tag("p", " ".join(notes), class_="soft"))


def _tile(name: str, says: str, values: _Values, intervals: _Intervals) -> Html:
    between = shown_interval(name, intervals[name]) or "does not apply"
    return tag(
        "div", tag("b", shown(name, values[name])), tag("span", says), tag("small", between), class_="tile"
    )


def _figure_table(values: _Values, intervals: _Intervals) -> Iterator[Html]:
    yield tag("h2", "Figures")
    yield tag("p", "With the interval that holds 95 of 100 resamplings of the questions.", class_="soft")
    rows = [_figure_row(figure, values[figure.name], intervals.get(figure.name)) for figure in FIGURES]
    yield _table(("figure", "value", "95 % interval", ""), rows, numbers=(1,))


def _figure_row(figure: Figure, value: float | None, interval: Interval | None) -> list[str]:
    name = join(tag("span", figure.name, class_="name-code"), tag("small", figure.says))
    between = shown_interval(figure.name, interval)
    return [name, shown(figure.name, value), between, _track(value, interval)]


def _track(value: float | None, interval: Interval | None) -> Html:
    if value is None or interval is None or interval.high > 1:
        return Html("")
    band = f"left:{interval.low:.2%};width:{max(interval.high - interval.low, 0.004):.2%}"
    return tag("div", tag("i", style=band), tag("b", style=f"left:{value:.2%}"), class_="track")


def _curves(report: Report, values: _Values) -> Iterator[Html]:
    table = measured.columns(report.results)
    curve = measured.risk_coverage(table)
    if not curve:
        return
    answered, right = values["answered"], values["right_when_answered"]
    here = None if answered is None or right is None else (answered, 1 - right)
    yield tag("h2", "Does it know when it knows?")
    yield tag(
        "div",
        _card(
            "Risk and coverage",
            risk_coverage_chart(curve, here),
            "Answer the surest first. The lower and the later the rise, the better; the dot is this run.",
        ),
        _card(
            "Reliability",
            reliability_chart(measured.reliability(table)),
            "Each dot is a tenth of the answerable questions. On the dashed line, confidence is right.",
        ),
        class_="charts",
    )


def _card(title: str, drawing: Html, says: str) -> Html:
    return tag("section", tag("h3", title), drawing, tag("p", says), class_="card")


def _stages(report: Report) -> Iterator[Html]:
    failed = [result for result in report.results if result.stage]
    yield tag("h2", f"Failures by stage: {len(failed):,} of {len(report.results):,}")
    yield tag(
        "p", "A failure belongs to the first stage that explains it. Open one to see examples.", class_="soft"
    )
    for place, (name, says) in enumerate(STAGES.items()):
        chosen = [result for result in failed if result.stage == name]
        title = join(
            tag("span", f"{len(chosen):,}", class_="count"), f" {name} ", tag("span", says, class_="soft")
        )
        share = f"width:{len(chosen) / max(1, len(failed)):.2%}"
        yield _group(title, tag("div", tag("i", style=share, class_=f"s{place}"), class_="bar"), chosen)


def _group(title: Html, bar: Html, results: Sequence[Result], most: int = EXAMPLES_A_STAGE) -> Html:
    surest = sorted(results, key=lambda result: -result.confidence)[:most]
    few = f"The {len(surest)} with the highest confidence of {len(results):,}." if results else "None."
    return tag("details", tag("summary", title, bar), tag("p", few, class_="soft"), *map(_example, surest))


def _example(result: Result) -> Html:
    rows = {
        "expected": " | ".join(result.expected) or "silence",
        "answer words": result.got or "none",
        "said": "yes" if result.answered else "no, offered as closest" if result.closest else "no, silent",
        "sentence": result.sentence,
        "article": result.source,
        "right one": f"no. {result.rank}: {result.right_sentence}" if result.right_sentence else None,
        "runner-up": result.runner_up,
        "read as": result.read_as,
        "missing": ", ".join(result.missing),
        "confidence": f"{result.confidence:.2f}",
        "kind, stage": f"{result.kind}, {result.stage}",
        "id": result.id,
        "error": result.error,
    }
    cells = [join(tag("dt", name), tag("dd", words)) for name, words in rows.items() if words]
    return tag("details", tag("summary", result.question), tag("dl", *cells))


def _kinds(report: Report) -> Iterator[Html]:
    yield tag("h2", "By kind of question or answer type")
    key = [join(tag("i", class_=f"s{place}"), name) for place, name in enumerate(STAGES)]
    yield tag("div", *(tag("span", one) for one in key), class_="key")
    by_kind = report.by_kind()
    head = ("kind", "n", "right first", "F1", "answered", "right when answered", "failed", "at which stage")
    rows = [_kind_row(kind, values, _of_kind(report, kind)) for kind, values in by_kind.items()]
    yield _table(head, rows, numbers=range(1, 7))
    for kind in by_kind:
        failed = [result for result in _of_kind(report, kind) if result.stage]
        title = join(tag("span", f"{len(failed):,}", class_="count"), f" {kind}")
        if failed:
            yield _group(title, _stage_bar(failed), failed, EXAMPLES_A_KIND)


def _of_kind(report: Report, kind: str) -> list[Result]:
    return [result for result in report.results if result.kind == kind]


def _kind_row(kind: str, values: _Values, results: Sequence[Result]) -> list[str]:
    names = ("n", "sentence_at_1", "f1", "answered", "right_when_answered")
    failed = sum(result.stage is not None for result in results)
    return [kind, *(shown(name, values[name]) for name in names), f"{failed:,}", _stage_bar(results)]


def _stage_bar(results: Sequence[Result]) -> Html:
    parts = []
    for place, name in enumerate(STAGES):
        count = sum(result.stage == name for result in results)
        width = f"width:{count / len(results):.2%}"
        parts.append(tag("i", style=width, class_=f"s{place}", title=f"{name}: {count:,}"))
    return tag("div", *parts, class_="bar")


def _comparison(comparison: Comparison, report: Report) -> Iterator[Html]:
    yield tag("h2", "Against the baseline")
    gained, lost = len(comparison.gained), len(comparison.lost)
    shared = f"{comparison.shared:,} questions in both: {gained:,} gained, {lost:,} lost."
    yield tag("p", shared, class_="soft")
    rows = []
    for name, found in comparison.differences.items():
        says = verdict(name, found)
        mark = tag("span", says, class_="good" if says == "better" else "bad")
        code = tag("span", name, class_="name-code")
        rows.append(
            [code, shown(name, found.before), shown(name, found.after), shown_change(name, found), mark]
        )
    yield _table(("figure", "before", "after", "change (95 % interval)", ""), rows, numbers=(1, 2, 3))
    by_id = {result.id: result for result in report.results}
    for title, ids in (("gained", comparison.gained), ("lost", comparison.lost)):
        yield _changed(title, [by_id[id] for id in ids])


def _changed(title: str, results: Sequence[Result]) -> Html:
    few = f"The first {MOST_IDS}." if len(results) > MOST_IDS else ""
    count = tag("span", f"{len(results):,}", class_="count")
    examples = map(_example, results[:MOST_IDS])
    return tag("details", tag("summary", count, f" {title}"), tag("p", few, class_="soft"), *examples)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int]) -> Html:
    kind = ["n" if place in numbers else "t" for place in range(len(head))]
    titles = [tag("th", name, class_=kind[place]) for place, name in enumerate(head)]
    body = [_row(row, kind) for row in rows]
    return tag("div", tag("table", tag("thead", tag("tr", *titles)), tag("tbody", *body)), class_="wide")


def _row(row: Sequence[str], kind: Sequence[str]) -> Html:
    cells = [tag("td", words, class_=kind[place]) for place, words in enumerate(row) if place]
    return tag("tr", tag("th", row[0], scope="row"), *cells)
