"""What went wrong, in one line for a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from qa_bot.errors import QABotError
from qa_bot.repl.neutral import one_line

INTERNAL = 3
_LONGEST = 500


def explain(error: Exception) -> str:
    """Give one line for any exception; those not raised on purpose are named as ours to mend."""
    if isinstance(error, QABotError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory for this."
    if isinstance(error, OSError):
        place = f"{error.filename!s}: " if error.filename else ""
        return f"{place}{error.strerror or error}"
    what = f"{type(error).__name__}: {error}"
    return f"internal error ({what}); please report it. QA_BOT_DEBUG=1 shows where it arose."


def complain(message: str) -> None:
    """Write one line to standard error; without one, stay silent."""
    if sys.stderr is None:
        return
    text = message if len(message) <= _LONGEST else message[:_LONGEST] + "..."
    try:
        sys.stderr.write(f"qa-bot: {one_line(text)}\n")
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr.fileno())


def abandon(descriptor: int) -> None:
    """Point a lost stream at nothing, so that leaving does not fail on it again."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)


def is_debugging(environ: Mapping[str, str]) -> bool:
    """Tell whether QA_BOT_DEBUG asks for tracebacks."""
    return environ.get("QA_BOT_DEBUG", "") not in {"", "0"}
