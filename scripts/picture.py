"""Draw a chat about the bundled articles, as the program shows it today, into docs/chat.svg.

python scripts/picture.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from qa_bot import QABot
from qa_bot.terminal.layout import Line, Look, cells, paint
from qa_bot.terminal.plain import converse_plainly
from qa_bot.terminal.rendering import banner_lines

PICTURE = Path(__file__).parent.parent / "docs" / "chat.svg"
TYPED = ("Who is the health secretary?", "When will the 72-hour walkout start?", "Who was hurt?")
TITLE = "A chat with qa_bot: two articles that differ, an answer, and an honest silence"
PROMPT = "? "
COLUMNS, MARGIN, SIZE, CELL, ROW = 88, 18, 14, 8.43, 20  # of the letters, in columns and pixels
# What a terminal does for each number of a style, as a class of the style sheet below.
CLASSES = {"1": "bold", "2": "dim", "3": "italic", "4": "underline"}
STYLE = f"""
  text {{ font: {SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328 }}
  .paper {{ fill: #fbfbfa; stroke: #d0d7de }}
  .typed {{ fill: #0550ae }}
  .bold {{ font-weight: 700 }}
  .dim {{ fill: #59636e }}
  .italic {{ font-style: italic }}
  .underline {{ text-decoration: underline }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #e6edf3 }}
    .paper {{ fill: #0d1117; stroke: #3d444d }}
    .typed {{ fill: #79c0ff }}
    .dim {{ fill: #9198a1 }}
  }}"""
_ESCAPE = re.compile(r"\x1b\[([\d;]*)m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")


class Run(NamedTuple):
    """Some letters of a row in one style: the column they begin in, their classes."""

    column: int
    classes: str
    text: str


def session() -> str:
    """Return what a terminal is sent in a chat, with what is typed."""
    rows = [_painted(banner_lines(_bot()))]

    def typed() -> Iterator[str]:
        for question in TYPED:
            rows.append(f"\x1b[34m{PROMPT}{question}\x1b[0m\n")
            yield question

    converse_plainly(_bot(), typed(), lambda lines: rows.append(_painted(lines)), {})
    return "\n".join("".join(pair) for pair in _pairs(rows)).rstrip("\n") + "\n"


def _bot() -> QABot:
    return QABot.from_folder(None, cache=False)


def _painted(lines: Iterable[Line]) -> str:
    return paint(lines, Look(COLUMNS, "styled"))


def _pairs(rows: list[str]) -> Iterator[list[str]]:
    """Yield the first row, then each question with its reply."""
    yield rows[:1]
    yield from (rows[at : at + 2] for at in range(1, len(rows), 2))


def runs(row: str) -> Iterator[Run]:
    """Yield the letters of a row by their styles, which are given as a terminal is told them."""
    column, at, classes = 0, 0, ""
    for found in [*_ESCAPE.finditer(row), None]:
        text = row[at : found.start() if found else len(row)]
        if text:
            yield Run(column, classes, text)
        column += cells(text)
        if found:
            at = found.end()
            classes = classes if found[1] is None else _classes(found[1])


def _classes(codes: str) -> str:
    known = CLASSES | {"34": "typed"}
    return " ".join(known[code] for code in codes.split(";") if code in known)


def svg(shown: str) -> str:
    """Return the picture of what a terminal shows."""
    rows = shown.rstrip("\n").split("\n")
    width, height = round(2 * MARGIN + COLUMNS * CELL), 2 * MARGIN + len(rows) * ROW
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    letters = [_text(run, number) for number, row in enumerate(rows) for run in runs(row)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{TITLE}</title>\n<style>{STYLE}\n</style>",
        f'<rect class="paper" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>',
    ]
    return "\n".join([*parts, *letters, "</svg>\n"])


def _text(run: Run, number: int) -> str:
    """Draw letters in their columns, whatever font there is."""
    x, y = MARGIN + run.column * CELL, MARGIN + number * ROW + SIZE
    given = f' class="{run.classes}"' if run.classes else ""
    length = f'textLength="{cells(run.text) * CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text{given} x="{x:.1f}" y="{y}" {length} xml:space="preserve">{escape(run.text)}</text>'


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(svg(session()), encoding="utf-8")


if __name__ == "__main__":
    main()
