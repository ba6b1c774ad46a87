"""Where quotations stand in a text: curly, straight and single marks, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.named_tuples import NamedTuple

Span = tuple[int, int]
CLOSERS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’'", "'": "'’", "”": "”"}
LEAST_UNCLOSED = 5  # words: fewer after an unclosed mark are no quotation
NEAR = 8  # code points read beside a mark: spaces and the mark before them
Use = Literal["closes", "may close", "opens", ""]
_MARK = re.compile(r"[“”„«»\"‘’']")
_BEFORE_OPENING = '([{—–-/:,;“"‘'
_ELISION = re.compile(r"['‘’](?:\d0s|s\b|em\b|til\b|tis\b|twas\b|n\b|cause\b|bout\b)", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s{1,9}([^\W\d_]{1,30})")


class Quotation(NamedTuple):
    """Quoted words: `start` and `end` without the marks, `left` and `right` with them.

    `follows`: the words go on from the quotation before, over a paragraph's end.
    """

    start: int
    end: int
    left: int
    right: int
    closed: bool
    follows: bool


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the quotations of the paragraphs in order; none lies inside another."""
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        follow = paragraphs[number + 1] if number + 1 < len(paragraphs) else (end, end)
        goes_on = bool(found) and not found[-1].closed and found[-1].right >= paragraphs[number - 1][1]
        for one in _within(text, start, end, _opens_paragraph(text, follow)):
            linked = goes_on and not text[start : one.left].strip()
            found.append(one._replace(follows=linked))
    return found


def _opens_paragraph(text: str, span: Span) -> str:
    """Return the opening mark with which a paragraph begins, or nothing."""
    start, end = span
    head = text[start : min(end, start + NEAR)].lstrip()
    return head[0] if len(head) > 1 and head[0] in CLOSERS and not head[1].isspace() else ""


def _within(text: str, start: int, end: int, next_opening: str) -> Iterator[Quotation]:
    marks = [match.start() for match in _MARK.finditer(text, start, end)]
    at = 0
    while at < len(marks):
        place = marks[at]
        if not _opens(text, start, place, end):
            at += 1
            continue
        carried = _same_opening(text[place], next_opening)
        close, stopped = _closing(text, marks, at, start, end, carried)
        if close >= 0:
            yield _quotation(text, place, marks[close], closed=True)
            at = close + 1
            continue
        if not stopped and _runs_on(text, start, place, end, carried):
            yield _quotation(text, place, end, closed=False)
            return
        at += 1


def _same_opening(mark: str, following: str) -> bool:
    return bool(following) and (mark == following or {mark, following} <= {"“", "”"})


def _quotation(text: str, left: int, close: int, closed: bool) -> Quotation:
    inner = text[left + 1 : close]
    start = left + 1 + len(inner) - len(inner.lstrip())
    end = max(start, left + 1 + len(inner.rstrip()))
    return Quotation(start, end, left, close + 1 if closed else close, closed, False)


def _opens(text: str, start: int, place: int, end: int) -> bool:
    mark = text[place]
    after = text[place + 1 : min(place + 2, end)]
    if mark in "’»" or not after or after.isspace() or _is_elision(text, place, end):
        return False
    if mark == "”":
        return not text[start:place].strip() and after.isalnum()
    return mark in "“„«‘" or text[max(start, place - 1) : place].strip() in _BEFORE_OPENING


def _is_elision(text: str, place: int, end: int) -> bool:
    return text[place] in "‘'" and _ELISION.match(text, place, end) is not None


def _closing(
    text: str, marks: Sequence[int], at: int, start: int, end: int, carried: bool
) -> tuple[int, bool]:
    """Return the number of the closing mark (-1: none), and whether another opening came first."""
    weak = -1
    for number in range(at + 1, len(marks)):
        use = _use_of(text, start, marks[number], end, text[marks[at]])
        if use == "closes":
            return number, False
        if use == "opens":
            return weak, weak < 0
        if use == "may close" and weak < 0:
            weak = number
    return (-1, False) if carried or _after_colon(text, start, marks[at]) else (weak, False)


def _use_of(text: str, start: int, place: int, end: int, opening: str) -> Use:
    """Return what a mark inside a quotation does to it."""
    if text[place] in CLOSERS[opening] and _may_close(text, place, end, opening):
        doubtful = opening in "‘'" and _like_possessive(text, place, end)
        return "may close" if doubtful else "closes"
    return "opens" if text[place] == opening and _opens(text, start, place, end) else ""


def _after_colon(text: str, start: int, place: int) -> bool:
    return text[max(start, place - NEAR) : place].rstrip()[-1:] in ("", ":")


def _may_close(text: str, place: int, end: int, opening: str) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    if opening in "‘'":
        return not after.isalnum() and not text[place - 1].isspace()
    return opening != '"' or not text[place - 1].isspace() or after.isspace()


def _like_possessive(text: str, place: int, end: int) -> bool:
    """Whether a single mark may belong to a plural: "the doctors’ pay"."""
    if text[place - 1] not in "sS":
        return False
    follows = _NEXT_WORD.match(text, place + 1, end)
    return follows is not None and follows[1].lower() not in FUNCTION_WORDS


def _runs_on(text: str, start: int, place: int, end: int, carried: bool) -> bool:
    """Whether an unclosed mark quotes the rest of its paragraph."""
    before = text[max(start, place - NEAR) : place].rstrip()[-1:]
    if before and before not in (":,.?!" if carried else ":,"):
        return False
    return carried or len(text[place : min(end, place + 400)].split()) >= LEAST_UNCLOSED
