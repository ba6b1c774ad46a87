"""Sentences as rows of items, a whole quotation being one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa_bot.language.lexicon.people import SHORT_TITLES
from qa_bot.language.quotations import Quotation

Span = tuple[int, int]
MOST_GLUED = 3_000
_ITEM = re.compile(
    rf"""
      (?:{"|".join(sorted(SHORT_TITLES))}|Jr|Sr|Mt)\.(?=\s)
    | (?:[A-Z]\.){{2,8}} | [A-Z]\.(?=\s?[A-Z])
    | \d+(?:[.,]\d+)*(?:%|[^\W\d_]*)(?:[-‑][^\W_]+)*
    | ['’]s\b
    | [^\W_]+(?:['’](?!s\b)[^\W\d_]+|[-‑&](?=[^\W_])[^\W_]+)*
    | [^\s\w] | _
    """,
    re.VERBOSE,
)


class Item(NamedTuple):
    """A word, a mark or a whole quotation; `word` is in lower case, empty but for words."""

    text: str
    word: str
    start: int
    end: int
    quote: int = -1

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital."""
        return bool(self.word) and self.text[0].isupper()


class Unit(NamedTuple):
    """A sentence, not cut inside a quotation, and the number of its paragraph."""

    items: list[Item]
    start: int
    end: int
    paragraph: int


def items_of(text: str) -> list[Item]:
    """Return the words and marks of a text, quotations taken apart."""
    return list(_plain(text, 0, len(text)))


def extent(sentences: Sequence[Span]) -> Span:
    """Return the span from the first of a paragraph's sentences to the last."""
    return sentences[0][0], sentences[-1][1]


def units(text: str, paragraphs: Sequence[Sequence[Span]], quotes: Sequence[Quotation]) -> Iterator[Unit]:
    """Yield the units of the paragraphs in order, each given as the spans of its sentences."""
    first = 0
    for number, sentences in enumerate(paragraphs):
        last = first
        while last < len(quotes) and quotes[last].left < sentences[-1][1]:
            last += 1
        inside = quotes[first:last]
        for left, right in _glued(text, sentences, inside):
            upto = first
            while upto < last and quotes[upto].left < right:
                upto += 1
            yield Unit(list(_items(text, left, right, quotes, first, upto)), left, right, number)
            first = upto
        first = last


def _glued(text: str, sentences: Sequence[Span], quotes: Sequence[Quotation]) -> Iterator[Span]:
    held: Span | None = None
    at = 0
    for left, right in sentences:
        while at < len(quotes) and quotes[at].right <= left:
            at += 1
        inside = at < len(quotes) and quotes[at].left < left
        if held and (inside or _continues(text, held, left, quotes[at - 1] if at else None)):
            held = (held[0], right)
            continue
        if held:
            yield held
        held = (left, right)
    if held:
        yield held


def _continues(text: str, held: Span, left: int, before: Quotation | None) -> bool:
    if held[1] - held[0] > MOST_GLUED:
        return False
    if text[left].islower():
        return True
    ends_so = before is not None and before.right >= held[1] and before.end > before.start
    return ends_so and before is not None and text[before.end - 1] in "?!,"


def _items(
    text: str, start: int, end: int, quotes: Sequence[Quotation], first: int, last: int
) -> Iterator[Item]:
    for number in range(first, last):
        one = quotes[number]
        yield from _plain(text, start, max(start, one.left))
        yield Item(text[one.left], "", one.left, one.right, number)
        start = one.right
    yield from _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> Iterator[Item]:
    for match in _ITEM.finditer(text, start, end):
        found = match.group()
        word = found.lower().replace("’", "'") if found[0].isalnum() else ""
        yield Item(found, word, match.start(), match.end())
