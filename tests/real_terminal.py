"""A program in a real terminal: what is typed goes through a pty, what is shown is read off its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyte

PATIENCE = 30.0  # seconds for anything to appear: a busy machine is slow


class Screen(pyte.HistoryScreen):  # type: ignore[misc]
    """A screen that answers when it is asked where its cursor is, as terminals do."""

    answer: Callable[[str], None] = staticmethod(lambda data: None)

    def write_process_input(self, data: str) -> None:
        self.answer(data)

    def select_graphic_rendition(self, *attrs: int, **more: Any) -> None:
        """Show dim text in brown, a colour that nothing else has: pyte knows no dim."""
        super().select_graphic_rendition(*(33 if one == 2 else one for one in attrs), **more)


class RealTerminal:
    """Runs a command in a terminal of so many columns and rows, and looks at its screen."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self._screen = Screen(columns, rows, history=1000)
        self._stream = pyte.ByteStream(self._screen)
        self._pid, self._handle = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(environ))
        self._screen.answer = lambda data: self.type(data)
        self.resize(columns, rows)
        self.raw = b""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._handle, keys.encode())

    def paste(self, text: str) -> None:
        """Paste as a terminal does that says so."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; of a lower one the last rows are kept, as terminals do."""
        cut = max(0, self._screen.lines - rows)
        self._screen.resize(rows, columns)
        self._screen.cursor.y = max(0, self._screen.cursor.y - cut)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as they are seen."""
        return [row.rstrip() for row in self._screen.display]

    @property
    def line(self) -> str:
        """The row in which the cursor stands."""
        return self.rows[self._screen.cursor.y]

    @property
    def typed(self) -> str:
        """What stands before the cursor in its row."""
        return str(self._screen.display[self._screen.cursor.y])[: self._screen.cursor.x]

    def dim(self) -> str:
        """Return what is dim in the row of the cursor."""
        row = self._screen.buffer[self._screen.cursor.y]
        return "".join(row[x].data for x in range(self._screen.columns) if row[x].fg == "brown").strip()

    def wait_for(self, what: str | Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until a text is on the screen, or something is so; AssertionError shows the screen instead."""
        until = time.monotonic() + patience
        is_there = what if callable(what) else lambda: any(what in row for row in self.rows)
        while not is_there():
            if time.monotonic() > until:
                shown = "\n".join(self.rows)
                raise AssertionError(
                    f"waited in vain for {what!r}; typed: {self.typed!r}; the screen:\n{shown}"
                )
            self._read(0.05)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._handle], [], [], seconds)[0]:
            return False
        try:
            found = os.read(self._handle, 65536)
        except OSError:  # the program has ended
            time.sleep(seconds)
            return False
        self.raw += found
        self._stream.feed(found)
        return True

    def ended(self, patience: float = PATIENCE) -> int:
        """Wait for the program to end and return its exit status."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            self._read(0.05)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self._pid = 0
                while self._read(0.05):
                    pass
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the program did not end; the screen:\n" + "\n".join(self.rows))

    def __enter__(self) -> RealTerminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._handle)
