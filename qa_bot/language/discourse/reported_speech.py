"""What is said: the stretch of a unit that a verb of saying reports."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.discourse.reported_clauses import act_start, clause_start, has_verb
from qa_bot.language.discourse.reporting_verbs import Frame
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    CLAUSE_WORDS,
    LOOSE_CLAUSES,
    PLAIN_PREPOSITIONS,
    SHADY_CLAUSES,
    TIMED_CLAUSES,
)
from qa_bot.language.lexicon.punctuation import LOOSE_MARKS, SAID_ENDS
from qa_bot.language.lexicon.reporting_verbs import ACTS, HEARING
from qa_bot.language.segments import Item

Span = tuple[int, int]
_DASHES = ("—", "–")
_ADJUNCT = 14
_HEARER = 6


def reported(items: Sequence[Item], frames: Sequence[Frame], number: int) -> Span | None:
    """Give the items, end exclusive, that frame `number` reports; None if it reports nothing."""
    frame = frames[number]
    end = _last(items)
    if frame.order in ("source", "view"):
        return _filled(items, *_around(items, frame, end))
    if frame.order == "passive":
        span = _passive(items, frame, end)
    elif _aside(items, frame):
        span = _aside_span(items, frame, end) or _after(items, frames, number, end)
    else:
        span = _after(items, frames, number, end)
    if span is None:
        return None
    first = span[0] + (_follows_that(items, frame, len(items)) and span[0] == frame.right)
    return _filled(items, first, _cut(items, frames, number, span))


def _last(items: Sequence[Item]) -> int:
    end = len(items)
    while end and items[end - 1].text in SAID_ENDS:
        end -= 1
    return end


def _filled(items: Sequence[Item], start: int, end: int) -> Span | None:
    while start < end and (items[start].text in (*SAID_ENDS, ":", *_DASHES)):
        start += 1
    while start < end and items[end - 1].quote < 0 and items[end - 1].text in LOOSE_MARKS:
        end -= 1
    words = [item for item in items[start:end] if item.word]
    quoted = any(item.quote >= 0 for item in items[start:end])
    only_quoted = quoted and all(item.word in ("and", "or", "as", "a", "an", "“") for item in words)
    return None if only_quoted or (len(words) < 2 and not quoted) else (start, end)


def _around(items: Sequence[Item], frame: Frame, end: int) -> Span:
    """Read "According to X, C" and "C, according to X"."""
    after = frame.right
    if frame.left == 0 or (frame.left == 1 and items[0].word in CLAUSE_WORDS):
        comma = next((at for at in range(after, min(end, after + 24)) if items[at].text == ","), after)
        return comma, end
    if after < end and items[after].text == "," and end - after > 2:
        return 0, end
    return (0, frame.left) if sum(bool(item.word) for item in items[: frame.left]) > 3 else (0, 0)


def _passive(items: Sequence[Item], frame: Frame, end: int) -> Span | None:
    """Read "the strike will begin on Monday, employers have been told by X"."""
    for at in range(frame.right, min(end, frame.right + 4)):
        if items[at].word in ("that", ACTS.get(items[frame.at].word, "that")):
            return at + (items[at].word == "that"), end
    comma = next((at for at in range(frame.at, max(0, frame.at - 14), -1) if items[at].text == ","), 0)
    told = items[frame.at].word in ("told", "warned", "informed")
    return (0, comma) if told and comma > 3 and frame.right >= end else None


def _aside(items: Sequence[Item], frame: Frame) -> bool:
    """Tell whether the frame stands after a comma, so that it may be an aside."""
    if frame.order not in ("before", "inverted") or frame.left < 2:
        return False
    return items[frame.left - 1].text in (",", *_DASHES) and any(item.word for item in items[: frame.left])


def _aside_span(items: Sequence[Item], frame: Frame, end: int) -> Span | None:
    """Give what "C, X said" or "C1, X said, C2" reports."""
    before, at = frame.left - 1, frame.right
    words = sum(bool(item.word) for item in items[:before]) + 4 * any(
        item.quote >= 0 for item in items[:before]
    )
    opening = items[0].word in PLAIN_PREPOSITIONS or items[0].word in TIMED_CLAUSES
    told = items[frame.at].word in HEARING and end - at <= _HEARER and not has_verb(items[:end], at)
    if at >= end or (told and items[at].text != ":"):
        return (0, before) if words > 3 else None
    mark = items[at].text
    if mark == ":":
        if any(item.quote >= 0 for item in items[at : at + 2]):
            return None
        return (0, end) if words > 3 and not opening else None
    if mark in (",", ";", *_DASHES):
        return 0, end
    if frame.order == "inverted":
        return 0, before
    return _with_adjunct(items, before, at, end) if words > 3 else None


def _with_adjunct(items: Sequence[Item], before: int, at: int, end: int) -> Span | None:
    if items[at].word not in DAYS | word_set(
        "on in during at to via from after before of last this when as earlier later"
    ):
        return None
    rest = items[at:end]
    if any(item.word == "that" or item.quote >= 0 or item.text == ":" for item in rest[:_ADJUNCT]):
        return None
    comma = next((n for n, item in enumerate(rest[:8]) if item.text == ","), -1)
    if comma > 0:
        return 0, end
    return (0, before) if len(rest) <= _ADJUNCT else None


def _after(items: Sequence[Item], frames: Sequence[Frame], number: int, end: int) -> Span | None:
    frame = frames[number]
    if not _stands_free(items, frame):
        return None
    limit = frames[number + 1].left if number + 1 < len(frames) else end
    if frame.order == "inverted" and not _follows_that(items, frame, end):
        return None
    start = clause_start(items, frame, limit, end) or act_start(items, frame, end)
    if start is None:
        return None
    return (start, _relative_end(items, start, end)) if frame.order == "clause" else (start, end)


def is_free(items: Sequence[Item], frame: Frame) -> bool:
    """Tell whether the frame is told by the article itself and is no part of a clause with which or that."""
    return (
        frame.left == 0
        or frame.order == "shared"
        or items[frame.left - 1].word not in CLAUSE_WORDS - LOOSE_CLAUSES
    )


def _follows_that(items: Sequence[Item], frame: Frame, end: int) -> bool:
    return frame.right < end and items[frame.right].word == "that"


def _stands_free(items: Sequence[Item], frame: Frame) -> bool:
    """Tell whether the speaker's phrase begins where a clause may begin."""
    if frame.order in ("shared", "inverted") or frame.left == 0:
        return True
    before = items[frame.left - 1]
    if before.word in SHADY_CLAUSES:
        return False
    if before.word in TIMED_CLAUSES:
        return frame.right < len(items) and items[frame.right].word == "that"
    return not before.word or before.word in CLAUSE_WORDS


def _relative_end(items: Sequence[Item], start: int, end: int) -> int:
    return next((at for at in range(start, min(end, start + 60)) if items[at].text == ","), end)


def _cut(items: Sequence[Item], frames: Sequence[Frame], number: int, span: Span) -> int:
    """End the content where the next verb of the same speaker, or the next speaker's clause, begins."""
    opened = frames[number].left
    if opened and items[opened - 1].text == "(":
        return next((at for at in range(span[0], span[1]) if items[at].text == ")"), span[1])
    for frame in frames[number + 1 :]:
        if frame.left <= span[0] or frame.left >= span[1]:
            continue
        before = items[frame.left - 1]
        if frame.order == "shared":
            return frame.left - (before.word in ("and", "but", "then"))
        if (
            (
                (frame.order == "before" and before.word in ("and", "but", "while", "whereas"))
                or before.text == ";"
            )
            and frame.left >= 2
            and not items[frame.left - 2].word
        ):
            return frame.left - 1
    return span[1]
