"""What can go wrong, as exceptions that carry what the caller needs to act.

Silence is not among them: "the articles don't say" is a value (`Reply.answer is None`).
"""

from __future__ import annotations

from collections.abc import Sequence


class QABotError(Exception):
    """Base of every error this package raises on purpose; its text is one line for a person."""

    exit_status = 2


class WrongType(QABotError, TypeError):
    """An argument is of a type that cannot be used, whatever its value."""


class QuestionError(QABotError, ValueError):
    """The question cannot be asked: empty, or too long."""

    exit_status = 2


class NothingToRead(QABotError):
    """There is no readable article at `path`; `skipped` are the files that were left out, and why."""

    exit_status = 2

    def __init__(self, message: str, path: str = "", skipped: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.path = path
        self.skipped = tuple(skipped)


class QuestionSetError(QABotError):
    """A question set cannot be read; `line` is its one-based line, 0 where none applies."""

    exit_status = 2

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class EncoderError(QABotError):
    """A sentence encoder cannot be had, or does not give what it must."""

    exit_status = 2


class IndexFault(QABotError):
    """A saved index cannot be used, and could not be built anew."""

    exit_status = 3

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class IndexDamaged(IndexFault):
    """A saved index is not what its manifest says."""


class IndexOutdated(IndexFault):
    """A saved index was made by another format or other settings."""


class IndexReplaced(IndexDamaged):
    """An engine no longer has the index that was opened: another was built since, or it was dropped."""


class EngineUnavailable(IndexFault):
    """A shard of an engine gives no sound reply from any of its nodes."""


class EngineMismatch(IndexFault):
    """An engine holds something else than this program would have built."""

    def __init__(self, message: str) -> None:
        super().__init__(f"{message}: build it again with qa-bot index PATH --engine URL")


def require(value: object, wanted: type | tuple[type, ...], demand: str) -> None:
    """Raise WrongType where a value is of none of the types `wanted`; the demand says what must be one."""
    if not isinstance(value, wanted):
        from reprlib import repr as short_repr

        kind = "" if value is None else f"{type(value).__name__} "
        raise WrongType(f"{demand}, not {kind}{short_repr(value)}.")
