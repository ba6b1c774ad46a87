"""Where blocks stand in Markdown and in what its extensions add."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_bot import QABot
from qa_bot.documents.articles import read_file
from qa_bot.documents.markdown import read_markdown
from qa_bot.documents.sandbox import Sandbox
from qa_bot.documents.view import view_of
from qa_bot.values import Article

H = "# Pumps\n\n"
FENCE = "```"
BLOCKS = {
    "a heading and a line without a full stop": (
        "# Pumps {#p}\n\nOpen daily\n",
        [("heading", "# Pumps"), ("paragraph", "Open daily")],
    ),
    "a fence in a list": (
        f"{H}1. Run:\n    {FENCE}sh\n    pump --start\n    {FENCE}\n2. Wait.\n\n   Then go.\n",
        [("item", "Run:"), ("item", "Wait."), ("item", "Then go.")],
    ),
    "an admonition": (
        f'{H}!!! note "Mind"\n\n    It leaks.\n\nIt is old.\n',
        [("paragraph", "It leaks."), ("paragraph", "It is old.")],
    ),
    "a tab with code": (
        f'{H}=== "Tab"\n\n    It leaks.\n\n    {FENCE}\n    code\n    {FENCE}\n',
        [("paragraph", "It leaks.")],
    ),
    "a longer fence around a fence": (
        f"{H}````\n{FENCE}\ncode.\n{FENCE}\n````\nIt leaks.\n",
        [("paragraph", "It leaks.")],
    ),
    "a directive": (f"{H}{FENCE}{{note}}\n:class: x\nIt leaks.\n{FENCE}\n", [("paragraph", "It leaks.")]),
    "a container": (f"{H}:::{{tip}}\n:open: yes\nIt leaks.\n:::\n", [("paragraph", "It leaks.")]),
    "a table": (
        f"{H}| Pump | `Litres` | |\n|---|---|---|\n| **Brook** | 40 | `a` |\n| Dale | | |\n",
        [("item", "Pump: Brook; Litres: 40; a"), ("item", "Pump: Dale")],
    ),
    "lines of links": (
        f"{H}([Post](https://p.org/2019) / [Times](https://t.org/b))\n\n1. [A Site][]\n\n"
        "[1]: https://x.org 'The pump'\n\nIt leaks.\n",
        [("paragraph", "It leaks.")],
    ),
    "lines that point elsewhere": (
        f"{H}See also: [A](a.md) and [B](b.md).\n\n**Read more:** [C](c.md)\n\n"
        "Related pages:\n\n- [D](d.md)\n\nIt leaks.\n",
        [("paragraph", "Related pages:"), ("paragraph", "It leaks.")],
    ),
    "links that are announced": (
        f"{H}It runs on:\n\n- [Debian](d.md)\n- [Mac](m.md)\n",
        [("paragraph", "It runs on:"), ("item", "Debian"), ("item", "Mac")],
    ),
    "tags around words": (f"{H}<div align=center>\nIt <b>leaks</b>.\n</div>\n", [("paragraph", "It leaks.")]),
    "a comment": (f"{H}<!--\nIt leaks.\n-->\n\nIt is old.\n", [("paragraph", "It is old.")]),
    "indented code and an indented sentence": (
        f"{H}    x = pump(1)\n\nIt leaks.\n\n    It was bought by Nora Bell in Hull in 1990.\n",
        [("paragraph", "It leaks."), ("paragraph", "It was bought by Nora Bell in Hull in 1990.")],
    ),
    "items with letters inside an item": (
        f"{H}1. It leaks.\n\ta. Badly.\n\tb. Always.\n",
        [("item", "It leaks."), ("item", "Badly."), ("item", "Always.")],
    ),
    "a quotation": (f"{H}> It leaks\n> badly.\n", [("paragraph", "It leaks\nbadly.")]),
    "a bold line is a heading": (
        f"{H}**Opening hours**\n\nAll day.\n",
        [("heading", "Opening hours"), ("paragraph", "All day.")],
    ),
    "a line of hard spaces": (f"{H}It leaks\n\u00a0\nbadly.\n", [("paragraph", "It leaks\n\u00a0\nbadly.")]),
    "facts a line each": (
        f"{H}Founded: 1832\nArea: 40 acres\n",
        [("paragraph", "Founded: 1832"), ("paragraph", "Area: 40 acres")],
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_stand_where_markdown_has_them(name: str) -> None:
    text, expected = BLOCKS[name]
    document = read_markdown(text)
    view = view_of(Article("a", text, "a", blocks=document.blocks, edits=document.edits))
    found = [(block.kind, view.text[block.start : block.end]) for block in view.blocks]
    assert found[-len(expected) :] == expected
    assert len(found) <= len(expected) + 1


def test_a_label_line_is_no_title(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("(harbour-office)=\n# Harbour office\n\nIt is open daily.\n")
    (article,), *_ = read_file(tmp_path, "a.md", Sandbox())
    assert article is not None
    assert article.title == "Harbour office"


def test_a_row_answers_by_the_header_of_its_column(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Pumps\n\n| Pump | Litres |\n|---|---|\n| Brook | 40 |\n| Dale | 65 |\n")
    bot = QABot.from_folder(tmp_path, cache=False)
    shown = bot.ask("How many litres does the Dale pump hold?").shown[0]
    assert shown.sentence.text == "| Dale | 65 |"
    assert shown.sentence.plain == "Pump: Dale; Litres: 65"
    assert bot.text_of("a")[shown.sentence.start : shown.sentence.end] == shown.sentence.text
    assert shown.source.line == 6
