"""Stretches of an article as lines, with a sentence and its answer's words set off where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa_bot.named_tuples import NamedTuple
from qa_bot.sanitising import one_line
from qa_bot.terminal.layout import ANSWER, QUIET, WORDS, Bit, Line, line
from qa_bot.terminal.sources import article_line
from qa_bot.values import Answer, Sentence, Source

_AROUND = 2  # lines with text that are shown on each side
_LINE_END = re.compile(r"\r\n|\r|\n")


class _Emphasis(NamedTuple):
    start: int
    end: int
    style: str


def excerpt_lines(text: str, source: Source, sentence: Sentence, answer: Answer | None) -> Iterator[Line]:
    """Show the lines of an article around a sentence, by number."""
    yield article_line(source, ANSWER)
    lines = _numbered(text)
    first = next((at for at, (_, _, end) in enumerate(lines) if end >= sentence.start), 0)
    last = next((at for at, (_, _, end) in enumerate(lines) if end >= sentence.end), len(lines) - 1)
    shown = lines[max(0, first - _AROUND) : last + 1 + _AROUND]
    places = _emphasis(sentence, answer)
    for number, start, end in shown:
        cut = _cut(start, end, places)
        words = (Bit(style, one_line(text[left:right])) for left, right, style in cut)
        yield line(Bit(QUIET, f"{number:>5}  "), *words, hang=7)


def styled_bits(paragraph: Sentence, sentence: Sentence, answer: Answer | None) -> Iterator[Bit]:
    """Return a paragraph as it is read, a sentence of it and the answer's words set off."""
    for left, right, style in _cut(paragraph.start, paragraph.end, _emphasis(sentence, answer)):
        yield Bit(style, one_line(paragraph.words(left, right)))


def _numbered(text: str) -> list[tuple[int, int, int]]:
    edges = [(0, 0), *((end.start(), end.end()) for end in _LINE_END.finditer(text)), (len(text), len(text))]
    spans = ((before[1], after[0]) for before, after in pairwise(edges))
    return [(number, start, end) for number, (start, end) in enumerate(spans, 1) if text[start:end].strip()]


def _emphasis(sentence: Sentence, answer: Answer | None) -> list[_Emphasis]:
    if answer is None:
        return [_Emphasis(sentence.start, sentence.end, ANSWER)]
    return [
        _Emphasis(sentence.start, answer.start, ANSWER),
        _Emphasis(answer.start, answer.end, WORDS),
        _Emphasis(answer.end, sentence.end, ANSWER),
    ]


def _cut(start: int, end: int, places: list[_Emphasis]) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of a stretch, each with its style."""
    inside = (edge for place in places for edge in place[:2] if start < edge < end)
    for left, right in pairwise(sorted({start, end, *inside})):
        yield left, right, next((one.style for one in places if one.start <= left < one.end), "")
