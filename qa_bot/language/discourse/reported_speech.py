"""What is said: the stretch of a unit that a reporting verb reports."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.discourse.reported_clauses import act_start, clause_start, has_verb
from qa_bot.language.discourse.reporting_verbs import Frame
from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import CLAUSE_WORDS, LOOSE_CLAUSES, SHADY_CLAUSES, TIMED_CLAUSES
from qa_bot.language.lexicon.punctuation import LOOSE_MARKS, SAID_ENDS
from qa_bot.language.lexicon.reporting_verbs import HEARING
from qa_bot.language.segments import Item, item_at

Span = tuple[int, int]
_ADJUNCT = 14  # items at most in "on Monday at a meeting in the town hall" after "X said"
_HEARER = 6  # items at most in whoever is spoken to: "the BBC", "members of the council"
_COMMA = 8  # items at most before the comma after which the reported clause goes on
_SOURCE = 24  # items at most between "according to X" and the comma after it
_RELATIVE = 60  # items at most in a clause with "who" or "which"
_CLAUSE = 4  # words at least before ", X said": fewer are only "Last week"
_ADJUNCT_OPENERS = WordUnion(
    DAYS, word_set("on in during at to via from after before of last this when as earlier later")
)


def reported(items: Sequence[Item], frames: Sequence[Frame], number: int) -> Span | None:
    """Return the items, end exclusive, that frame `number` reports; None if it reports nothing."""
    frame = frames[number]
    end = _last(items)
    if frame.order == "source":
        return _filled(items, *_around(items, frame, end))
    span = _passive(items, frame, end) if frame.order == "passive" else _active(items, frames, number, end)
    if span is None:
        return None
    start, stop = span
    if start == frame.right and _follows_that(items, frame):
        start += 1
    if item_at(items, frame.left - 1).text == "(":
        return _filled(items, start, next((at for at in range(*span) if items[at].text == ")"), stop))
    return _filled(items, start, _cut(items, frames[number + 1 :], span))


def _last(items: Sequence[Item]) -> int:
    end = len(items)
    while end and items[end - 1].text in SAID_ENDS:
        end -= 1
    return end


def _filled(items: Sequence[Item], start: int, end: int) -> Span | None:
    """Leave out the marks at both ends; None where a quotation alone, or a single word, remains."""
    while start < end and items[start].text in SAID_ENDS:
        start += 1
    while start < end and not items[end - 1].is_quotation and items[end - 1].text in LOOSE_MARKS:
        end -= 1
    return (start, end) if _has_content(items[start:end]) else None


def _has_content(items: Sequence[Item]) -> bool:
    words = [item.word for item in items if item.word]
    if any(item.is_quotation for item in items):
        return not set(words) <= {"and", "or", "as", "a", "an"}
    return len(words) > 1


def _around(items: Sequence[Item], frame: Frame, end: int) -> Span:
    """Read "According to X, C" and "C, according to X"."""
    if frame.left <= 1:
        places = range(frame.right, min(end, frame.right + _SOURCE))
        return next((at for at in places if items[at].text == ","), frame.right), end
    if item_at(items, frame.right).text == ",":
        return 0, end
    return (0, frame.left) if _words(items[: frame.left]) >= _CLAUSE else (0, 0)


def _words(items: Sequence[Item]) -> int:
    return sum(bool(item.word) for item in items)


def _passive(items: Sequence[Item], frame: Frame, end: int) -> Span | None:
    """Read "patients were told by X that C" and "C, patients were told by X"."""
    if frame.right < end:
        return (frame.right, end) if _follows_that(items, frame) else None
    comma = next((at for at in range(frame.at, _CLAUSE - 1, -1) if items[at].text == ","), 0)
    return (0, comma) if comma else None


def _active(items: Sequence[Item], frames: Sequence[Frame], number: int, end: int) -> Span | None:
    frame = frames[number]
    aside = _aside(items, frame, end) if _is_aside(items, frame) else None
    if aside or not _stands_free(items, frame):
        return aside
    limit = frames[number + 1].left if number + 1 < len(frames) else end
    start = clause_start(items, frame, limit, end) or act_start(items, frame, end)
    if start is None:
        return None
    return (start, _relative_end(items, start, end)) if frame.order == "clause" else (start, end)


def _is_aside(items: Sequence[Item], frame: Frame) -> bool:
    """Whether the frame stands after a comma, so that it may be an aside."""
    return frame.order in ("before", "inverted") and item_at(items, frame.left - 1).text == ","


def _aside(items: Sequence[Item], frame: Frame, end: int) -> Span | None:
    """Return what "C, X said", "C, X told the BBC", "C, X said on Monday" or "C1, X said, C2" reports."""
    before, after = frame.left - 1, items[frame.right : end]
    mark = item_at(after, 0).text
    if mark in (",", ";", "—", "–"):
        return 0, end
    if frame.order == "inverted":
        return 0, before
    if mark == ":" or _words(items[:before]) < _CLAUSE:
        return None
    if not after or _is_hearer(items, frame, end):
        return 0, before
    return _with_adjunct(before, after, end)


def _is_hearer(items: Sequence[Item], frame: Frame, end: int) -> bool:
    """Whether only whoever is spoken to follows: "C, X told the BBC"."""
    near = end - frame.right <= _HEARER
    return near and frame.verb in HEARING and not has_verb(items[:end], frame.right)


def _with_adjunct(before: int, after: Sequence[Item], end: int) -> Span | None:
    """Read "C, X said on Monday" and "C1, X said on Monday, C2"."""
    if after[0].word not in _ADJUNCT_OPENERS:
        return None
    if any(item.word == "that" or item.is_quotation for item in after[:_ADJUNCT]):
        return None
    if any(item.text == "," for item in after[:_COMMA]):
        return 0, end
    return (0, before) if len(after) <= _ADJUNCT else None


def is_free(items: Sequence[Item], frame: Frame) -> bool:
    """Whether the article itself says what the frame says, in no clause with "which" or "that"."""
    return item_at(items, frame.left - 1).word not in CLAUSE_WORDS - LOOSE_CLAUSES


def _follows_that(items: Sequence[Item], frame: Frame) -> bool:
    return item_at(items, frame.right).word == "that"


def _stands_free(items: Sequence[Item], frame: Frame) -> bool:
    """Whether the speaker's phrase begins where a clause may begin."""
    if frame.order == "shared":
        return True
    before = item_at(items, frame.left - 1).word
    if before in TIMED_CLAUSES:
        return _follows_that(items, frame)
    return not before or before in CLAUSE_WORDS - SHADY_CLAUSES


def _relative_end(items: Sequence[Item], start: int, end: int) -> int:
    return next((at for at in range(start, min(end, start + _RELATIVE)) if items[at].text == ","), end)


def _cut(items: Sequence[Item], later: Sequence[Frame], span: Span) -> int:
    """End the content where the next verb of the same speaker, or the next speaker's clause, begins."""
    for frame in later:
        if not span[0] < frame.left < span[1]:
            continue
        joined = items[frame.left - 1].word in ("and", "but", "while")
        if frame.order == "shared" or (joined and not item_at(items, frame.left - 2).word):
            return frame.left - 1
    return span[1]
