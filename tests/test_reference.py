"""The reference and the man page are what the tables say, and the man page is sound."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from reference import DOCS, FILES, WRITTEN, man_page, markdown

from qa_bot.environment import VARIABLES, default_cache
from qa_bot.evaluation import jsonl
from qa_bot.terminal.cli import parser
from qa_bot.terminal.history import history_path

ROOT = DOCS.parent


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_file_is_what_the_tables_say(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == WRITTEN[path](), "run python scripts/reference.py"


def test_every_option_and_variable_is_told() -> None:
    options = {
        name for row in parser().commands.values() for name in row.options if name not in ("-h", "--help")
    }
    for told in (markdown(), man_page().replace("\\-", "-")):
        assert [name for name in options if name not in told] == []
        assert [row.name for row in VARIABLES if row.name not in told] == []


def test_files_are_where_they_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    for row in VARIABLES:
        monkeypatch.delenv(row.name, raising=False)
    monkeypatch.setenv("HOME", "/h")
    found = [f"{default_cache()}/", str(history_path({"HOME": "/h"}))]
    assert [path.replace("/h/", "~/", 1) for path in found] == list(FILES)


def test_every_key_that_is_read_is_told() -> None:
    read = re.findall(r"""row(?:\.get\(|\[)"(\w+)\"""", Path(jsonl.__file__).read_text())
    assert set(read) == jsonl.KEYS.keys()


@pytest.mark.parametrize(
    "command",
    [["mandoc", "-Tlint", "-Werror"], ["man", "--warnings=w", "-l"], ["groff", "-man", "-ww", "-z"]],
    ids=lambda command: command[0],
)
def test_the_man_page_is_sound(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]} here")
    ran = subprocess.run([*command, str(DOCS / "qa-bot.1")], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "ERROR" not in ran.stdout


def test_the_man_page_is_installed() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"docs/qa-bot.1": "share/man/man1/qa-bot.1"}
