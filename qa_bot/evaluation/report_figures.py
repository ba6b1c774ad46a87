"""The later half of the report page: stages, kinds, every figure, curves, and what the figures did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from qa_bot.evaluation import figures as measured
from qa_bot.evaluation.comparison import Comparison, Difference
from qa_bot.evaluation.drawing import Html, bar, join, reliability_chart, risk_coverage_chart, table, tag
from qa_bot.evaluation.evaluate import Report
from qa_bot.evaluation.figures import FIGURES, Figure, Interval
from qa_bot.evaluation.provenance import Provenance
from qa_bot.evaluation.summary import shown, shown_change, shown_interval, verdict
from qa_bot.evaluation.triage import STAGES

_Values = Mapping[str, float | None]


def stages(report: Report) -> Iterator[Html]:
    """Yield how many failures belong to which stage."""
    counts = {name: count for name, count in report.stages().items() if count}
    if not counts:
        return
    yield tag("h2", "Where it goes wrong")
    yield tag("p", "A failure belongs to the first stage that explains it.", class_="soft")
    places, most = list(STAGES), max(counts.values())
    rows = [
        [
            join(name, tag("small", STAGES[name])), f"{count:,}",
            bar([(f"s{places.index(name)}", count, name)], most),
        ]
        for name, count in counts.items()
    ]  # fmt: skip
    yield table(("stage", "questions", ""), rows, numbers=(1,))


def kinds(report: Report) -> Iterator[Html]:
    """Yield a row of figures for each kind of question, where there are several."""
    by_kind = report.by_kind()
    if len(by_kind) < 2:
        return
    yield tag("h2", "By kind of question or answer")
    names = [name for name, count in report.stages().items() if count]
    key = [join(tag("i", class_=f"s{list(STAGES).index(name)}"), name) for name in names]
    yield tag("div", *(tag("span", one) for one in key), class_="key")
    head = ("kind", "n", "right first", "F1", "answered", "right when answered", "failed", "at which stage")
    rows = [_kind_row(kind, values, report) for kind, values in by_kind.items()]
    yield table(head, rows, numbers=range(1, 7))


def _kind_row(kind: str, values: _Values, report: Report) -> list[str]:
    names = ("n", "sentence_at_1", "f1", "answered", "right_when_answered")
    results = [result for result in report.results if result.kind == kind]
    counts = Counter(result.stage for result in results if result.stage)
    parts = [(f"s{place}", counts[name], name) for place, name in enumerate(STAGES) if counts[name]]
    failed = f"{counts.total():,}"
    return [kind, *(shown(name, values[name]) for name in names), failed, bar(parts, len(results))]


def figures(report: Report, provenance: Provenance) -> Iterator[Html]:
    """Yield the table of figures; times, which no two runs share, only where the date may differ as well."""
    values, intervals = report.figures(), report.intervals()
    told = [figure for figure in FIGURES if values[figure.name] is not None]
    told = [one for one in told if not (provenance.is_dated and one.name.startswith("seconds"))]
    yield tag("h2", "Every figure")
    yield tag("p", "With the interval that holds 95 of 100 resamplings of the questions.", class_="soft")
    rows = [_figure_row(figure, values[figure.name], intervals.get(figure.name)) for figure in told]
    yield table(("figure", "value", "95 % interval", ""), rows, numbers=(1,))


def _figure_row(figure: Figure, value: float | None, interval: Interval | None) -> list[str]:
    name = join(tag("span", figure.name, class_="name-code"), tag("small", figure.says))
    between = shown_interval(figure.name, interval).replace(" %", "\u00a0%")
    return [name, shown(figure.name, value), between, _track(value, interval)]


def _track(value: float | None, interval: Interval | None) -> Html:
    if value is None or interval is None or interval.high > 1:
        return Html("")
    band = f"left:{interval.low:.2%};width:{max(interval.high - interval.low, 0.004):.2%}"
    return tag("div", tag("i", style=band), tag("b", style=f"left:{value:.2%}"), class_="track")


def curves(report: Report) -> Iterator[Html]:
    """Yield the drawings of what confidence is worth."""
    table = measured.columns(report.results)
    curve = measured.risk_coverage(table)
    if not curve:
        return
    values = report.figures()
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


def figure_changes(comparison: Comparison) -> Iterator[Html]:
    """Yield the figures that differ from the baseline."""
    rows = [_change_row(name, found) for name, found in comparison.differences.items() if found.change]
    if not rows:
        return
    yield tag("h2", "What changed since the baseline")
    yield table(("figure", "before", "after", "change (95 % interval)", ""), rows, numbers=(1, 2, 3))


def _change_row(name: str, found: Difference) -> list[str]:
    says = verdict(name, found)
    mark = tag("span", says, class_="good" if says == "better" else "bad")
    code = tag("span", name, class_="name-code")
    return [code, shown(name, found.before), shown(name, found.after), shown_change(name, found), mark]
