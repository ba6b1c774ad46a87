"""What a sentence encoder is, and the check of what one gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import EncoderError
from qa_bot.named_tuples import NamedTuple
from qa_bot.sanitising import one_line

F32 = NDArray[np.float32]
# Encoded whenever an index is opened: who gives another vector for it is another encoder.
PROBE = "The library opens at nine on weekdays, and the reading room is closed on Sundays."
UNIT = 1e-2  # how far from 1 the length of a row may be: some encoders work with few digits


class Encoder(Protocol):
    """Turns texts into vectors, near to each other where the texts mean nearly the same.

    The `name` tells one encoder from another: an index keeps its vectors under it. Where it also has
    `adds_up`, and that is true, its vector of a text is the sum of its words': then there is another clue.
    """

    @property
    def name(self) -> str:
        """The name."""

    def encode(self, texts: Sequence[str]) -> F32:
        """Return a row of length 1 for each text, zeros for a text of which it knows nothing."""


class Encoding(NamedTuple):
    """An encoder, who is told how many sentences of how many it has done, and how many processes may help."""

    encoder: Encoder
    told: Callable[[int, int], None] = lambda done, count: None
    workers: int = 1


def name_of(encoder: object) -> str:
    """Return the name of an encoder, that of its class where it has none of its own."""
    name = getattr(encoder, "name", None)
    return name if isinstance(name, str) and name else type(encoder).__name__


def encoded(encoder: Encoder, texts: Sequence[str]) -> F32:
    """Return the rows that an encoder gives for texts; EncoderError where they are not as they must be."""
    given: Any = encoder.encode([*texts])
    try:
        rows = np.asarray(given, np.float32)
    except (TypeError, ValueError) as error:
        raise _unfit(encoder, f"{type(given).__name__}, which is no table of numbers") from error
    if rows.ndim != 2 or len(rows) != len(texts) or not rows.shape[1]:
        raise _unfit(encoder, f"a table of shape {rows.shape} for {len(texts):,} texts")
    if not np.isfinite(rows).all():
        raise _unfit(encoder, "a number that is not finite")
    lengths = np.sqrt(np.square(rows).sum(axis=1))
    if not (np.abs(lengths - 1) < UNIT)[lengths > 0].all():
        raise _unfit(encoder, f"a row of length {lengths[np.abs(lengths - 1).argmax()]:.3g} instead of 1")
    return rows


def units(rows: F32) -> F32:
    """Return rows made 1 long, zeros where they are zeros."""
    lengths = np.sqrt(np.square(rows).sum(axis=1, keepdims=True))
    made: F32 = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return made


def _unfit(encoder: object, what: str) -> EncoderError:
    wanted = "encode(texts) must return a float32 array with a row of length 1 for each text"
    return EncoderError(f"The encoder {one_line(name_of(encoder))!r} gave {what}; {wanted}.")
