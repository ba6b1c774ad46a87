"""Standard output and input as they really are: closed, full, not UTF-8, or a terminal."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from qa_bot.environment import DEBUG
from qa_bot.errors import QABotError, QuestionError
from qa_bot.sanitising import neutralise, one_line
from qa_bot.terminal.layout import Line, Look, line, look_of, paint

PLAINLY = "qa_bot.plainly"  # how a stream writes what it cannot carry
_TYPED = {
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "–": "-", "—": "--", "…": "...", "•": "*", "→": "->",
}  # fmt: skip
INTERNAL = 3  # exit status
_LONGEST = 500  # characters of a message: a few rows of a terminal
_LONGEST_LINE, _MOST_PIECES = 1 << 20, 100  # characters of a line, and how many times as many are passed over


class OutputLost(Exception):
    """Standard output could not be written."""


def prepare_streams() -> None:
    """Let no character that a stream cannot carry stop the program; quotes and dashes become plain ones."""
    codecs.register_error(PLAINLY, _plainly)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdin else PLAINLY)


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write a mark that a stream cannot carry as it is typed; another character as its code."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    beginning, place = error.object[error.start], error.start + 1
    if beginning in _TYPED:
        return _TYPED[beginning], place
    return codecs.backslashreplace_errors(
        UnicodeEncodeError(error.encoding, error.object, error.start, place, error.reason)
    )


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
        raise OutputLost("standard output is closed")
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
    """Whether a stream is there and a terminal."""
    return stream is not None and stream.isatty()


def explain(error: Exception) -> str:
    """Return one line for any exception; those not raised on purpose are named as ours to mend."""
    if isinstance(error, QABotError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory for this."
    if isinstance(error, OSError):
        place = f"{error.filename!s}: " if error.filename else ""
        return f"{place}{error.strerror or error}"
    what = f"{type(error).__name__}: {error}"
    return f"internal error ({what}); please report it. {DEBUG.name}=1 shows where it arose."


def complain(*messages: str) -> None:
    """Write messages to standard error, a line each; without one, stay silent."""
    for message in messages:
        text = message if len(message) <= _LONGEST else message[:_LONGEST] + "..."
        _tell(f"qa-bot: {one_line(text)}\n")


def complain_at_length(error: BaseException) -> None:
    """Write where an error arose to standard error, what a terminal would obey spelt out."""
    from traceback import format_exception

    _tell(neutralise("".join(format_exception(error))))


def _tell(text: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr.fileno())


def input_lines(stream: TextIO | None) -> Iterator[str]:
    """Yield the lines of an input; of one of a million characters the beginning only.

    QuestionError at a line that does not end: it would be read until no memory is left.
    """
    while stream is not None and (typed := stream.readline(_LONGEST_LINE)):
        yield typed.removeprefix("\ufeff")
        for _ in range(_MOST_PIECES):
            if len(typed) < _LONGEST_LINE or typed.endswith("\n"):
                break
            typed = stream.readline(_LONGEST_LINE)
        else:
            raise QuestionError("a line of the input does not end; give one question a line")


def abandon(descriptor: int) -> None:
    """Point a lost stream at nothing, so that leaving does not fail on it again."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)


def is_debugging(environ: Mapping[str, str]) -> bool:
    """Whether tracebacks are wanted."""
    return DEBUG.is_on(environ)
