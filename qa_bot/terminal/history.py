"""The questions typed before, kept for the next chat in a file that only its owner may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from prompt_toolkit.history import History, InMemoryHistory

from qa_bot.environment import NO_HISTORY, STATE_HOME
from qa_bot.opening import flags
from qa_bot.terminal.pasting import questions_in

MOST_BYTES = 1 << 20  # about twenty thousand questions; a longer file is halved
_FLAGS = flags("O_APPEND", "O_CREAT", "O_NONBLOCK", "O_CLOEXEC")


def open_history(environ: Mapping[str, str], wanted: bool = True) -> tuple[History, str | None]:
    """Return the history file, or one in memory and a notice why."""
    if not wanted or NO_HISTORY.is_on(environ):
        return MemoryHistory(), None
    path = history_path(environ)
    if path is None:
        return MemoryHistory(), "This chat's history is not kept: there is no home folder."
    try:
        _prepare(path)
    except OSError as error:
        reason = error.strerror or str(error)
        return MemoryHistory(), f"This chat's history is not kept: {path}: {reason}."
    return FileHistory(path), None


def history_path(environ: Mapping[str, str]) -> Path | None:
    """Return $XDG_STATE_HOME/qa_bot/history, by default under ~/.local/state; None without a home."""
    state = STATE_HOME.of(environ)
    home = environ.get("HOME", os.path.expanduser("~"))
    if os.path.isabs(state):
        return Path(state, "qa_bot", "history")
    return Path(home, ".local", "state", "qa_bot", "history") if os.path.isabs(home) else None


class QuestionHistory(History):
    """Keeps each question of several lines by itself; what begins with a space is not kept."""

    def append_string(self, string: str) -> None:
        """Remember a question, unless it is blank or begins with a space."""
        for question in [] if string.startswith(" ") else questions_in(string):
            super().append_string(question)


class MemoryHistory(QuestionHistory, InMemoryHistory):
    """Forgets all at the end of the chat."""


class FileHistory(QuestionHistory):
    """One question a line of a file."""

    def __init__(self, path: Path) -> None:
        """Use the prepared file at `path`."""
        super().__init__()
        self._path = path

    def load_history_strings(self) -> Iterable[str]:
        """Return the questions, the latest first; none when the file cannot be read."""
        try:
            lines = _tail(self._path).decode("utf-8", "replace").split("\n")
        except OSError:
            return []
        return [each for each in reversed(lines) if each.strip()]

    def store_string(self, string: str) -> None:
        """Add a question to the file; one that cannot be written is remembered in this chat only."""
        try:
            handle = os.open(self._path, os.O_WRONLY | _FLAGS, 0o600)
        except OSError:
            return
        try:
            os.write(handle, string.encode("utf-8", "backslashreplace") + b"\n")
        except OSError:
            return
        finally:
            os.close(handle)


def _prepare(path: Path) -> None:
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.parent.chmod(0o700)
    handle = os.open(path, os.O_RDWR | _FLAGS, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not a regular file")
        os.chmod(path, 0o600)
        if os.fstat(handle).st_size > MOST_BYTES:
            _shorten(path)
    finally:
        os.close(handle)


def _tail(path: Path) -> bytes:
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - MOST_BYTES))
        read = file.read(MOST_BYTES)
    return read if size <= MOST_BYTES else read.partition(b"\n")[2]


def _shorten(path: Path) -> None:
    kept = _tail(path)[-MOST_BYTES // 2 :].partition(b"\n")[2]
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:
        file.write(kept)
    os.replace(fresh, path)
