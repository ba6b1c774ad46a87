from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prompt_toolkit.history import History, InMemoryHistory

from qa_bot.terminal.history import MOST_BYTES, FileHistory, history_path, open_history


def environ(folder: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(folder)}


def kept(folder: Path) -> list[str]:
    """Open the history anew and read it, oldest first."""
    history, notice = open_history(environ(folder))
    assert notice is None

    async def read(history: History) -> list[str]:
        return [each async for each in history.load()]

    return asyncio.run(read(history))[::-1]


def place(folder: Path) -> Path:
    path = history_path(environ(folder))
    assert path is not None
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_only_the_owner_may_read_it(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        history, notice = open_history(environ(tmp_path))
    finally:
        os.umask(before)
    history.append_string("a question")
    path = tmp_path / "qa_bot" / "history"
    assert notice is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_text() == "a question\n"


def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = place(tmp_path).parent
    folder.chmod(0o755)
    open_history(environ(tmp_path))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_chats_add_to_one_file(tmp_path: Path) -> None:
    first, second = (open_history(environ(tmp_path))[0] for _ in range(2))
    first.append_string("one")
    second.append_string("two")
    first.append_string("three\nlines")
    assert kept(tmp_path) == ["one", "two", "three lines"]


@pytest.mark.parametrize("typed", [" a secret", "", "   "])
def test_a_leading_space_is_not_kept(tmp_path: Path, typed: str) -> None:
    history, _ = open_history(environ(tmp_path))
    history.append_string(typed)
    assert history.get_strings() == []
    assert kept(tmp_path) == []


@given(st.text(st.characters(exclude_categories=())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_text_is_stored_without_harm(tmp_path: Path, typed: str) -> None:
    history, _ = open_history(environ(tmp_path))
    history.append_string(typed)
    assert all("\n" not in each for each in kept(tmp_path))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01\n\x80\n", b"no line end", b"\x00" * 5000, b"\n\n\n"])
def test_a_damaged_file_is_read_as_far_as_it_goes(tmp_path: Path, content: bytes) -> None:
    place(tmp_path).write_bytes(content)
    kept(tmp_path)


def test_a_large_file_is_cut_to_its_latest_half(tmp_path: Path) -> None:
    path = place(tmp_path)
    path.write_bytes(b"".join(b"question %d\n" % number for number in range(200_000)))
    found = kept(tmp_path)
    assert found[-1] == "question 199999"
    assert found[0].startswith("question ")
    assert MOST_BYTES // 4 < path.stat().st_size <= MOST_BYTES // 2
    assert [each.name for each in path.parent.iterdir()] == ["history"]


def test_a_file_that_is_one_endless_line_is_emptied(tmp_path: Path) -> None:
    path = place(tmp_path)
    path.write_bytes(b"x" * (2 * MOST_BYTES))
    assert kept(tmp_path) == []


def _make_folder(path: Path) -> None:
    path.mkdir()


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


def _make_parent_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("")


@pytest.mark.parametrize("make", [_make_folder, _make_pipe, _make_parent_a_file])
def test_what_is_no_file_keeps_the_history_in_memory(tmp_path: Path, make: object) -> None:
    path = place(tmp_path)
    make(path)  # type: ignore[operator]
    history, notice = open_history(environ(tmp_path))
    assert isinstance(history, InMemoryHistory)
    assert notice is not None
    assert notice.startswith(f"This chat's history is not kept: {path}: ")


def test_a_file_that_cannot_be_opened_keeps_it_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    history, notice = open_history(environ(tmp_path))
    assert isinstance(history, InMemoryHistory)
    assert notice is not None
    assert notice.endswith("history: Permission denied.")


def test_a_file_that_vanishes_or_fills_the_disk_does_not_stop_the_chat(tmp_path: Path) -> None:
    gone = FileHistory(tmp_path / "gone" / "history")
    gone.append_string("a question")
    assert gone.get_strings() == ["a question"]
    assert list(gone.load_history_strings()) == []
    FileHistory(Path("/dev/full")).append_string("a question")


@pytest.mark.parametrize(
    ("variables", "path"),
    [
        ({"XDG_STATE_HOME": "/s", "HOME": "/h"}, "/s/qa_bot/history"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state/qa_bot/history"),
        ({"HOME": "/h"}, "/h/.local/state/qa_bot/history"),
    ],
)
def test_where_it_is_kept(variables: dict[str, str], path: str) -> None:
    assert str(history_path(variables)) == path


@pytest.mark.parametrize(("variables", "wanted"), [({"QA_BOT_NO_HISTORY": "1"}, True), ({}, False)])
def test_it_can_be_switched_off(tmp_path: Path, variables: dict[str, str], wanted: bool) -> None:
    history, notice = open_history(environ(tmp_path) | variables, wanted)
    assert isinstance(history, InMemoryHistory)
    assert notice is None
    assert not list(tmp_path.iterdir())
