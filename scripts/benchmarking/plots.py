"""The figures as SVG pictures that can be read on light and on dark pages. Drawn twice they are the same."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarking import figures
from benchmarking.figures import Figure, title
from benchmarking.libraries import LIBRARIES
from benchmarking.results import MANY_FILES, Results

INK, PAPER, GRID = "#1f2328", "#fbfbfa", "#d0d7de"
ON_DARK = {INK: "#e6edf3", PAPER: "#0d1117", GRID: "#3d444d"}
# Colours that stand out from both papers, and from each other for colour-blind eyes; marks differ as well.
LOOKS = dict(
    zip(
        (row.name for row in LIBRARIES),
        (
            ("#d1495b", "o"),
            ("#3f83c8", "s"),
            ("#58a9e0", "D"),
            ("#2a9d6f", "^"),
            ("#b8862b", "v"),
            ("#8e6bbf", "P"),
            ("#d9822b", "X"),
        ),
        strict=True,
    )
)
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "qa_bot",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.facecolor": PAPER,
    "axes.titlesize": 9,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": PAPER,
    "grid.color": GRID,
    "legend.frameon": False,
    "xtick.color": INK,
    "ytick.color": INK,
}
WIDTH, HEIGHT, FOOT = 3.6, 2.7, 0.4  # inches: of a panel, and of the names below


class Plot(NamedTuple):
    """A picture: the name of its file, what it shows, and a figure for each of its panels."""

    name: str
    about: str
    panels: tuple[Figure, ...]


PLOTS = (
    Plot(
        "indexing",
        "Indexing: speed, memory and disk against passages",
        (figures.BUILD_SPEED, figures.BUILD_PEAK, figures.DISK),
    ),
    Plot(
        "asking",
        "Asking: time to find passages, and memory, against passages",
        (*figures.FIND, figures.FIND_HELD),
    ),
    Plot(
        "answering",
        "Answering: time of a whole answer, and memory, against passages",
        (*figures.ANSWER, figures.ANSWER_HELD),
    ),
    Plot(
        "starting",
        "Starting: a process that asks one question, a chat, a changed article, against passages",
        (figures.COLD, figures.PROMPT, figures.REFRESHES[2]),
    ),
)


def draw(results: Results, folder: Path) -> list[Path]:
    """Write the pictures that have values into a folder; ImportError where matplotlib is missing."""
    paths = []
    for plot in (_with_values(results, one) for one in PLOTS):
        if not plot.panels:
            continue
        path = folder / f"{plot.name}.svg"
        path.write_text(svg(results, plot), encoding="utf-8")
        paths.append(path)
    return paths


def _with_values(results: Results, plot: Plot) -> Plot:
    """Leave out the panels that would be empty."""
    filled = (one for one in plot.panels if any(_points(results, one, library) for library in LOOKS))
    return plot._replace(panels=tuple(filled))


def svg(results: Results, plot: Plot) -> str:
    """Return one picture."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    with matplotlib.rc_context(SETTINGS):
        size = (WIDTH * len(plot.panels), HEIGHT + FOOT)
        figure, axes = pyplot.subplots(1, len(plot.panels), figsize=size, squeeze=False, layout="constrained")
        lines: dict[str, Any] = {}
        for panel, one in zip(plot.panels, axes[0], strict=True):
            lines |= dict(_panel(results, panel, one))
        figure.legend(lines.values(), lines.keys(), loc="outside lower center", ncols=len(lines))
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Title": plot.about})
        pyplot.close(figure)
    return _for_dark_pages(drawn.getvalue())


def _panel(results: Results, panel: Figure, axes: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Draw a line for each library that has values, and yield its name with it."""
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_title(title(panel).replace("`", ""))
    axes.set_xlabel("passages")
    axes.set(xscale="log", yscale="log")
    for library, (colour, mark) in LOOKS.items():
        if points := _points(results, panel, library):
            is_own = library == LIBRARIES[0].name
            look = {"color": colour, "marker": mark, "markersize": 5, "linewidth": 2.2 if is_own else 1.4}
            yield library, axes.plot(*zip(*points.items(), strict=True), zorder=3 if is_own else 2, **look)[0]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5), numticks=9))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(_short)


def _short(number: float, _: object) -> str:
    """Return a number of an axis: 0.5, 200, 20k, 1m."""
    unit, by = next(((name, size) for name, size in (("m", 1e6), ("k", 1e3)) if number >= size), ("", 1))
    return f"{number / by:g}{unit}"


def _points(results: Results, panel: Figure, library: str) -> Mapping[int, float]:
    if panel.of not in (None, library):
        return {}
    values = {
        corpus.passages: panel.value(results, corpus, library)
        for corpus in results.corpora
        if corpus.name != MANY_FILES
    }
    return {size: value for size, value in sorted(values.items()) if value}


def _for_dark_pages(drawn: str) -> str:
    """Add a style sheet that turns ink and paper round where dark pages are preferred."""
    turned = "".join(
        f'[style*="{what}: {light}"] {{ {what}: {dark} !important }}\n'
        for light, dark in ON_DARK.items()
        for what in ("fill", "stroke")
    )
    sheet = f"<style>@media (prefers-color-scheme: dark) {{\n{turned}}}</style>"
    rows = (row.rstrip() for row in drawn.splitlines())
    return re.sub(r"(<svg [^>]*>)", lambda found: f"{found[1]}\n{sheet}", "\n".join(rows), count=1) + "\n"
