"""How far a long piece of work has come, on one line of a terminal that is wiped at the end."""

from __future__ import annotations

import os
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from qa_bot.values import FilesRead

_PATIENCE = 0.5  # seconds: shorter work shows nothing
_INTERVAL = 0.125  # seconds between two figures, the last aside: faster ones cannot be read
_SOON = 1.0  # seconds after which it can be told how long the rest will take
_COLUMNS = 80  # of a terminal that does not tell
_UNITS = ((3_600, "h"), (60, "min"), (1, "s"))


class Reading:
    """Says how far the reading of articles has come and, by the bytes that are read, when it will be over."""

    def __init__(self) -> None:
        """Begin when it is asked first."""
        self._begun: float | None = None

    def text(self, read: FilesRead) -> str:
        """Return it as parts of a line, the most important first."""
        now = monotonic()
        self._begun = now if self._begun is None else self._begun
        parts = [
            f"reading articles: {read.files:,} of {read.all_files:,}",
            self._rest(read, now - self._begun),
        ]
        parts += [
            f"{_megabytes(read.size)} of {_megabytes(read.all_sizes)} MB",
            f"{read.passages:,} passages",
        ]
        return ", ".join(filter(None, parts))

    def _rest(self, read: FilesRead, seconds: float) -> str:
        if read.files == read.all_files:
            return "putting the index together"
        if seconds < _SOON or not read.size:
            return ""
        return f"{_duration(seconds * (read.all_sizes - read.size) / read.size)} left"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f}"


def _duration(seconds: float) -> str:
    """Return a time in its largest unit, rounded up: nobody is to be told that it is over before it is."""
    unit, name = next((row for row in _UNITS if seconds > row[0]), _UNITS[-1])
    return f"{-int(-seconds // unit)} {name}"


def encoded_text(done: int, count: int) -> str:
    """Say how many sentences a sentence encoder has done."""
    return f"{done:,} of {count:,} sentences encoded"


class Progress:
    """Write `what done/total` to a terminal once the work takes longer than half a second."""

    def __init__(self, what: str, stream: TextIO | None) -> None:
        """Name the work; nothing is written unless `stream` is a terminal."""
        self._what = what
        self._stream = stream if stream is not None and stream.isatty() else None
        self._first = self._next = monotonic() + _PATIENCE
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        self.show(f"{self._what} {done:,} of {total:,}")

    def show(self, text: str, is_last: bool = False) -> None:
        """Show a text in place of the one before it: in one line, without last parts that do not fit.

        The last need not wait for its time: it stays.
        """
        if self._stream is None or monotonic() < (self._first if is_last else self._next):
            return
        width = _columns(self._stream) - 1
        while len(text) > width and ", " in text:
            text = text.rpartition(", ")[0]
        text = text[:width]
        self._stream.write("\r" + text.ljust(min(self._width, width)))
        self._stream.flush()
        self._width, self._next = len(text), monotonic() + _INTERVAL

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        if self._stream is not None and self._width:
            blank = " " * min(self._width, _columns(self._stream) - 1)
            self._stream.write("\r" + blank + "\r")
            self._stream.flush()


def _columns(stream: TextIO) -> int:
    """Return how wide a terminal is now."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _COLUMNS
    except (OSError, ValueError):  # it is none, or does not tell
        return _COLUMNS
