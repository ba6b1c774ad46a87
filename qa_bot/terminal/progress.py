"""How far a long piece of work has come, on one line of a terminal that is wiped at the end."""

from __future__ import annotations

from time import monotonic
from types import TracebackType
from typing import TextIO

_PATIENCE = 0.5  # seconds: shorter work shows nothing
_INTERVAL = 0.1  # seconds between two figures: faster ones cannot be read


def progress_text(what: str, done: int, total: int) -> str:
    """Say that `done` of `total` are done."""
    return f"{what} {done:,} of {total:,}"


class Progress:
    """Write `what done/total` to a terminal once the work takes longer than half a second."""

    def __init__(self, what: str, stream: TextIO | None) -> None:
        """Name the work; nothing is written unless `stream` is a terminal."""
        self._what = what
        self._stream = stream if stream is not None and stream.isatty() else None
        self._next = monotonic() + _PATIENCE
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        self.show(progress_text(self._what, done, total))

    def show(self, text: str) -> None:
        """Show a text in place of the one before it."""
        if self._stream is None or monotonic() < self._next:
            return
        self._stream.write("\r" + text.ljust(self._width))
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
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
