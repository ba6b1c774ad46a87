"""Which reporting verb a quotation belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.discourse.reporting_verbs import Frame
from qa_bot.language.lexicon import WordUnion
from qa_bot.language.lexicon.function_words import BEFORE_A_VERB, CLAUSE_WORDS
from qa_bot.language.segments import Item

# Words that may stand between a verb and its quotation, as measured on attributed news quotations.
_AFTER_COLON = 24
_AFTER_SAYING = 8
_AFTER_OTHER_VERB = 2
_BESIDE_ANOTHER = 1  # "and" between two quotations of one verb
_MARKS = 2  # at most these between a quotation and the speaker after it

_CLAUSE_OPENERS = WordUnion(CLAUSE_WORDS, BEFORE_A_VERB - {"to"})


def owner(items: Sequence[Item], frames: Sequence[Frame], at: int, last_mark: str) -> int:
    """Return the number of the frame to which the quotation at item `at` belongs, -1 if to none.

    `last_mark` is the quotation's last character: a comma says that its speaker follows.
    """
    after = next((number for number, frame in enumerate(frames) if _follows(items, frame, at)), -1)
    before = sum(frame.right <= at for frame in frames) - 1
    if before < 0 or not _reaches(items, frames[before], at):
        return after
    return after if after >= 0 and last_mark == "," else before


def _follows(items: Sequence[Item], frame: Frame, at: int) -> bool:
    """Whether a speaker stands right after the quotation."""
    near = at < frame.left <= at + 1 + _MARKS
    return near and not any(item.word or item.text in ";:" for item in items[at + 1 : frame.left])


def _reaches(items: Sequence[Item], frame: Frame, at: int) -> bool:
    """Whether the words between a verb and the quotation after it are few enough."""
    between = items[frame.right : at]
    words = sum(bool(item.word) for item in between)
    return words <= _reach(frame, between) and not any(item.text in (";", ".") for item in between)


def _reach(frame: Frame, between: Sequence[Item]) -> int:
    if any(item.is_quotation for item in between):
        return _BESIDE_ANOTHER
    if between and between[-1].text == ":":
        return _AFTER_COLON
    says = frame.strength == "say" and not any(item.word in _CLAUSE_OPENERS for item in between)
    return _AFTER_SAYING if says else _AFTER_OTHER_VERB
