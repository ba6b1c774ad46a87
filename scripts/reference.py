"""Write docs/reference.md and the man page docs/qa-bot.1 from the tables of the program.

python scripts/reference.py
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from qa_bot import __version__
from qa_bot.documents.formats import FORMATS
from qa_bot.environment import VARIABLES
from qa_bot.evaluation.figures import FIGURES
from qa_bot.evaluation.jsonl import KEYS
from qa_bot.pytest_plugin import SUFFIX, pytest_addoption
from qa_bot.terminal.arguments import Parser
from qa_bot.terminal.cli import FORMS, parser
from qa_bot.terminal.commands import TABLE
from qa_bot.terminal.exit_statuses import MEANINGS

DOCS = Path(__file__).parent.parent / "docs"
FILES = {
    "~/.cache/qa_bot/": "the indexes, a folder for each folder asked, and compiled patterns; may be removed",
    "~/.local/state/qa_bot/history": "what was typed in the chat; only its owner may read it",
}
EXAMPLES = {
    "qa-bot": "Chat about the bundled articles.",
    "qa-bot ~/articles": "Chat about a folder of your own.",
    'qa-bot --knowledge ~/articles "When does the ferry sail?"': "Ask one question.",
    "qa-bot ask --json < questions.txt": "Ask a file of questions, one a line; each reply is a line of JSON.",
    "qa-bot check ~/articles": "See what was read, what was not, and why.",
    'eval "$(qa-bot completion bash)"': "Let this shell complete commands, options and files.",
}


class Table(NamedTuple):
    """Rows of a term and what it means, under a heading; `usage` is what is typed."""

    heading: str
    rows: dict[str, str]
    intro: str = ""
    usage: str = ""


def command_tables() -> Iterator[Table]:
    """Yield a table of arguments and options for each command."""
    top = parser()
    for name, row in top.commands.items():
        rows = {term(action): action.help or "" for action in row.actions if action.dest != "help"}
        yield Table(f"qa-bot {name}", rows, f"{row.description}.", synopsis(row))


def synopsis(row: Parser) -> str:
    """Return how a command is typed."""
    optional = [action for action in row.actions if action.option_strings and action.dest != "help"]
    positional = [action for action in row.actions if not action.option_strings]
    options = [f"[{term(action)}]" for action in optional]
    words = [_repeated(action) for action in positional]
    return " ".join([row.prog, *words, *options])


def _repeated(action: argparse.Action) -> str:
    name = str(action.metavar)
    return {"*": f"[{name} ...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def term(action: argparse.Action) -> str:
    """Return an option as it is typed, with what follows it."""
    if not action.option_strings:
        return str(action.metavar)
    choices = "|".join(map(str, action.choices or ()))
    value = "" if action.nargs == 0 else f" {action.metavar or choices}"
    return f"{', '.join(action.option_strings)}{value}"


class _Declared:
    """Keeps what the pytest plugin declares."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}

    def addini(self, name: str, help: str, **_: Any) -> None:  # noqa: ANN401
        self.rows[name] = help


def _ini_options() -> dict[str, str]:
    declared: Any = _Declared()
    pytest_addoption(declared)
    return dict(declared.rows)


def _figures() -> dict[str, str]:
    better = {"more": " (more is better)", "less": " (less is better)", "": ""}
    return {row.name: row.says + better[row.better] for row in FIGURES}


def _formats() -> dict[str, str]:
    several = {True: "several articles a file", False: "one article a file"}
    needs = {row: f"; needs pip install {row.needs}" if row.needs else "" for row in FORMATS}
    return {", ".join(row.suffixes): several[row.has_several] + needs[row] for row in FORMATS}


def shared_tables() -> list[Table]:
    """Return the tables that the man page has too."""
    statuses = {str(number): meaning for number, meaning in MEANINGS.items()}
    return [
        Table("In the chat", {f"/{row.name} {row.takes}".strip(): row.help for row in TABLE.values()}),
        Table("Environment", {row.name: row.meaning for row in VARIABLES}),
        Table("Files", FILES),
        Table("Exit status", statuses, "Of several questions the worst status is returned."),
    ]


def reference_tables() -> list[Table]:
    """Return all tables of the reference."""
    keys = (
        "One JSON object a line in a file named .jsonl; a line that is a list of them is one conversation, "
        "asked in order. Other keys are ignored. SQuAD JSON (1.1 and 2.0) is read as it is."
    )
    asked = f"Under `[tool.pytest.ini_options]`; files named `NAME{SUFFIX}` are collected."
    return [
        *command_tables(),
        *shared_tables(),
        Table("Files that are read", _formats()),
        Table("Keys of a question set", KEYS, keys),
        Table(
            "Figures of an evaluation",
            _figures(),
            "In this order by `qa-bot evaluate`, with these names in `--json`.",
        ),
        Table("Options of the pytest plugin", _ini_options(), asked),
    ]


def markdown() -> str:
    """Return docs/reference.md."""
    top = parser()
    head = (
        f"# Reference\n\nMade by `python scripts/reference.py` from the tables of qa_bot {__version__}.\n\n"
    )
    begun = f"{head}{top.description}\n"
    return begun + "".join(_markdown_table(table) for table in reference_tables())


def _markdown_table(table: Table) -> str:
    usage = f"\n```text\n{table.usage}\n```\n" if table.usage else ""
    intro = f"\n{table.intro}\n" if table.intro else ""
    rows = "".join(f"| `{_cell(name)}` | {_cell(meaning)} |\n" for name, meaning in table.rows.items())
    return f"\n## {table.heading}\n{intro}{usage}" + (f"\n| | |\n|---|---|\n{rows}" if rows else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def man_page() -> str:
    """Return the man page, in the man(7) macros."""
    title = f'.TH QA\\-BOT 1 "" "qa_bot {__version__}" "User Commands"'
    return "\n".join([title, *_sections(_man_sections())]) + "\n"


def _man_sections() -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of the man page, each with its parts."""
    yield "Name", ["qa\\-bot \\- ask a folder of articles a question"]
    forms = [f".B qa\\-bot\n{_roff(form)}" for form in FORMS]
    yield "Synopsis", ["\n.br\n".join(forms)]
    yield "Description", [_roff(str(parser().description))]
    rows = command_tables()
    yield "Commands", [part for row in rows for part in (f".SS {_words(row.usage)}", *_body(row))]
    for table in shared_tables():
        yield table.heading, _body(table)
    yield "Examples", _tagged(EXAMPLES)


def _body(table: Table) -> list[str]:
    return [*([_roff(table.intro)] if table.intro else []), *_tagged(table.rows)]


def _sections(sections: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    for heading, parts in sections:
        yield f".SH {_roff(heading.upper())}"
        yield from parts


def _tagged(rows: Mapping[str, str]) -> list[str]:
    return [f".TP\n\\fB{_words(name)}\\fR\n{_roff(meaning)}" for name, meaning in rows.items()]


def _roff(text: str) -> str:
    """Return text in short lines, in which nothing is a request or an escape."""
    rows = wrap(text.replace("`", ""), 72, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"\\&{_words(row)}" if row.startswith((".", "'")) else _words(row) for row in rows)


def _words(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti")


WRITTEN = {DOCS / "reference.md": markdown, DOCS / "qa-bot.1": man_page}


def main() -> None:
    """Write both files."""
    for path, written in WRITTEN.items():
        path.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
