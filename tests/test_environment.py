from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa_bot import environment
from qa_bot.environment import DEBUG, VARIABLES

PACKAGE = Path(environment.__file__).parent
# HOME is the user's, and read where there is none too.
READ = re.compile(r"""environ(?:\.get\(|\[)["'](?!HOME)\w+|getenv\(|["']QA_BOT_\w+["']""")


def test_variables_are_read_through_their_rows() -> None:
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "environment.py"]
    assert {str(path): found for path in files if (found := READ.findall(path.read_text()))} == {}


def test_every_variable_is_told_once() -> None:
    assert len({row.name for row in VARIABLES}) == len(VARIABLES) > 8
    assert all(row.meaning and not row.meaning.endswith(".") for row in VARIABLES)


@pytest.mark.parametrize(("value", "on"), [("", False), ("0", False), ("1", True), ("yes", True)])
def test_a_switch_is_off_at_0(value: str, on: bool) -> None:
    assert DEBUG.is_on({DEBUG.name: value}) == on
