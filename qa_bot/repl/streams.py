"""Standard output and input as they really are: closed, full, not UTF-8, or a terminal."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from qa_bot.repl.faults import abandon
from qa_bot.repl.layout import Line, Look, line, look_of, paint


class OutputLost(Exception):
    """Standard output could not be written."""


def prepare_streams() -> None:
    """Let no character that a stream cannot carry stop the program."""
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def show(lines: Iterable[Line]) -> None:
    """Write lines to standard output, in the manner that suits it."""
    say(paint(lines, look_of(sys.stdout, os.environ) if sys.stdout else Look()))


def show_block(lines: Iterable[Line]) -> None:
    """Write lines and then a blank one; nothing when there are no lines."""
    block = list(lines)
    show([*block, line()] if block else [])


def say(text: str) -> None:
    """Write to standard output at once; OutputLost says why when that fails."""
    if sys.stdout is None:
        msg = "standard output is closed"
        raise OutputLost(msg)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputLost(error.strerror or str(error)) from error


def drop_output() -> None:
    """Let what is left in a lost standard output vanish, so that leaving does not fail on it again."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        try:
            abandon(sys.stdout.fileno())
        except OSError:
            return


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is there and a terminal."""
    return stream is not None and stream.isatty()
