"""The figures as Markdown, and as the section of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarking.figures import ANOTHER, SHOWN, Figure, title
from benchmarking.libraries import LIBRARIES
from benchmarking.results import MANY_FILES, Corpus, Results

BEGIN, END = "<!-- made by scripts/benchmark -->", "<!-- made until here -->"
_MADE = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.S)


def table(results: Results) -> str:
    """Return a table with a column for each corpus and a row for each figure of each library."""
    rows = [["", "", *map(_heading, results.corpora)], ["---", "---", *["--:"] * len(results.corpora)]]
    for figures in SHOWN:
        rows.extend(_rows(results, figures))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def section(results: Results) -> str:
    """Return what is said of the measurements in a document: with what they were made, and the table."""
    return f"\n{_made_with(results)}\n\n{table(results)}\n"


def put_into(document: Path, results: Results) -> None:
    """Write the section anew between the marks in a document."""
    text = document.read_text(encoding="utf-8")
    document.write_text(_MADE.sub(lambda _: section(results), text), encoding="utf-8")


def made_in(document: Path) -> str:
    """Return what stands between the marks of a document, empty where there are none."""
    found = _MADE.search(document.read_text(encoding="utf-8"))
    return found[0] if found else ""


def _made_with(results: Results) -> str:
    given = results.setting
    versions = ", ".join(f"{name} {version}" for name, version in given["versions"].items())
    texts = ", ".join(f"`{name}`" for name in given["texts"])
    lines = [
        f"{given['processors']} processors, Python {given['python']}, {versions}.",
        f"Passages of {texts}, then mixed copies; {given['questions']} questions;",
        f"medians of {given['rounds']} rounds, fewer where one takes long. In brackets: times {ANOTHER}.",
    ]
    lines += [f"Left out: {'; '.join(results.left_out)}."] if results.left_out else []
    return "\n".join(lines)


def _heading(corpus: Corpus) -> str:
    kind = "small files" if corpus.name == MANY_FILES else "passages"
    count = corpus.files if corpus.name == MANY_FILES else corpus.passages
    return f"{count:,} {kind}, {written(corpus.megabytes)} MB"


def _rows(results: Results, figures: Sequence[Figure]) -> Iterator[list[str]]:
    name = title(*figures)
    for library in (row.name for row in LIBRARIES if figures[0].of in (None, row.name)):
        cells = [
            " / ".join(filter(None, (_cell(results, one, corpus, library) for one in figures)))
            for corpus in results.corpora
        ]
        if any(cells):
            yield [name, f"**{library}**" if library == LIBRARIES[0].name else library, *cells]
            name = ""


def _cell(results: Results, figure: Figure, corpus: Corpus, library: str) -> str:
    value = figure.value(results, corpus, library)
    if value is None:
        return ""
    other = figure.value(results, corpus, ANOTHER) if figure.beside and library != ANOTHER else None
    return f"{written(value)} ({written(value / other)}x)" if other else written(value)


def written(value: float) -> str:
    """Return a number with two or three digits that count."""
    value = float(f"{value:.3g}")
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
