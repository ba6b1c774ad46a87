"""scripts/set-up, with a Python that only pretends to install."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from real_terminal import RealTerminal

ROOT = Path(__file__).parent.parent
PYTHON = """#!/bin/sh
case "$*" in
    -V) echo "Python 3.12.0" ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    "-m pip install"*)
        echo "$*" >> asked-of-pip
        echo "Collecting numpy>=2"
        echo "  Downloading numpy-2.whl (17 MB)"
        echo "Installing collected packages: numpy"
        [ -z "$PIP_FAILS" ] || { echo "ERROR: no route to the index"; exit 1; }
        ;;
esac
"""
SHIM = """#!/bin/sh
echo "pyenv: python3.12: command not found" >&2
printf "\\nThe 'python3.12' command exists in these Python versions:\\n  3.12.1\\n  3.12.4\\n" >&2
exit 127
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Prepare a checkout without .venv, and some Pythons."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "set-up", tmp_path / "scripts")
    (tmp_path / "pyproject.toml").touch()
    os.utime(tmp_path / "pyproject.toml", (1_000_000_000, 1_000_000_000))
    old = '#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2"\n'  # whose -c fails
    for name, text in {"new": PYTHON, "shim": SHIM, "old": old, "broken": "#!/bin/sh\nexit 1\n"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    return tmp_path


def environ(place: Path, python: str, **more: str) -> dict[str, str]:
    own = {"PYTHON": str(place / python), "SET_UP_FOR": "./scripts/chat", "PATH": os.environ["PATH"]}
    return {**own, "TERM": "xterm", **more}


def set_up(place: Path, python: str, *extra: str, **more: str) -> tuple[int, str]:
    command = [str(place / "scripts" / "set-up"), *extra]
    ran = subprocess.run(
        command, env=environ(place, python, **more), capture_output=True, text=True, check=False
    )
    assert ran.stdout == ""
    return ran.returncode, ran.stderr


def test_it_installs_once_and_tells_how_long_that_took(place: Path) -> None:
    status, said = set_up(place, "new")
    first, last = said.splitlines()
    assert status == 0
    assert first == "Setting up .venv (first use; about a minute) ..."
    assert last.startswith("Set up in ")
    assert set_up(place, "new") == (0, "")
    assert set_up(place, "new", "test")[0] == 0
    assert [row.split()[-1] for row in (place / "asked-of-pip").read_text().splitlines()] == [".", ".[test]"]
    assert "no-cache" not in (place / "asked-of-pip").read_text()


def test_it_installs_again_when_the_project_asks_for_other_things(place: Path) -> None:
    set_up(place, "new")
    os.utime(place / "pyproject.toml")
    stamp = place / ".venv" / "installed"
    os.utime(stamp, (1_100_000_000, 1_100_000_000))
    assert set_up(place, "new")[1].startswith("Setting up")


def test_a_person_sees_it_move(place: Path) -> None:
    with RealTerminal([str(place / "scripts" / "set-up")], environ(place, "new")) as terminal:
        assert terminal.ended() == 0
        for told in ("making .venv", "Collecting numpy>=2", "Downloading numpy-2.whl (17 MB)"):
            assert told.encode() in terminal.raw
        assert terminal.rows[1].startswith("Set up in ")


def test_what_pip_says_is_shown_when_it_fails_and_it_is_tried_again(place: Path) -> None:
    status, said = set_up(place, "new", PIP_FAILS="1")
    assert status == 2
    assert "ERROR: no route to the index" in said
    assert said.splitlines()[-1].startswith("pip could not install qa_bot: is the package index reachable")
    assert set_up(place, "new")[0] == 0


@pytest.mark.parametrize(
    ("python", "way_out"),
    [
        ("shim", "is pyenv's, and no version of it is switched on here. "
                 "Switch one on: PYENV_VERSION=3.12.4 ./scripts/chat"),
        ("old", "is Python 3.9.2. Name a newer one: PYTHON=python3.12 ./scripts/chat"),
        ("broken", "does not run. Name another one: PYTHON=/path/to/python3.12 ./scripts/chat"),
        ("none", "here. Install it, or name one: PYTHON=/path/to/python3.12 ./scripts/chat"),
    ],
)  # fmt: skip
def test_a_python_that_will_not_do_is_named_with_the_way_out(place: Path, python: str, way_out: str) -> None:
    status, said = set_up(place, python)
    assert status == 2
    assert said.startswith("qa_bot needs Python 3.11 or newer")
    assert said.endswith(f"{way_out}\n")
    assert said.count("\n") == 1
