"""Sentences as rows of items, a whole quotation being one of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from qa_bot.language.lexicon.people import SHORT_TITLES
from qa_bot.language.quotations import Quotation
from qa_bot.named_tuples import NamedTuple

Span = tuple[int, int]
MOST_JOINED = 3_000  # code points: a longer span is joined no further, to keep the work linear
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

    @property
    def is_quotation(self) -> bool:
        """Whether it is a whole quotation."""
        return self.quote >= 0

    @property
    def is_genitive(self) -> bool:
        """Whether it is the ending of a possessive."""
        return self.text in ("’s", "'s")


_NEW_ITEM = partial(tuple.__new__, Item)  # faster by half than Item()
NO_ITEM = Item("", "", 0, 0)  # what stands before the first item and after the last


class Unit(NamedTuple):
    """A sentence, not cut inside a quotation, and the number of its paragraph."""

    items: list[Item]
    start: int
    end: int
    paragraph: int


def item_at(items: Sequence[Item], at: int) -> Item:
    """Return the item in a place, NO_ITEM beyond both ends."""
    return items[at] if 0 <= at < len(items) else NO_ITEM


def items_of(text: str) -> list[Item]:
    """Return the words and marks of a text, quotations taken apart."""
    return _plain(text, 0, len(text))


def extent(sentences: Sequence[Span]) -> Span:
    """Return the span from the first of a paragraph's sentences to the last."""
    return sentences[0][0], sentences[-1][1]


def units(text: str, paragraphs: Sequence[Sequence[Span]], quotes: Sequence[Quotation]) -> Iterator[Unit]:
    """Yield the units of the paragraphs in order, each given as the spans of its sentences."""
    lefts = [one.left for one in quotes]
    for number, sentences in enumerate(paragraphs):
        for left, right in _joined(text, sentences, quotes, lefts):
            inside = range(bisect_left(lefts, left), bisect_left(lefts, right))
            yield Unit(list(_items(text, left, right, quotes, inside)), left, right, number)


def _joined(
    text: str, sentences: Sequence[Span], quotes: Sequence[Quotation], lefts: Sequence[int]
) -> Iterator[Span]:
    """Yield the sentences of a paragraph, those that belong together as one span."""
    start, end = sentences[0]
    for left, right in sentences[1:]:
        at = bisect_left(lefts, left)
        if not _goes_on(text, (start, end), left, quotes[at - 1] if at else None):
            yield start, end
            start = left
        end = right
    yield start, end


def _goes_on(text: str, joined: Span, left: int, before: Quotation | None) -> bool:
    """Whether the sentence at `left` goes on with the span before it, or with the quotation `before`."""
    if before and before.right > left:
        return True
    if joined[1] - joined[0] > MOST_JOINED:
        return False
    is_quoted = before is not None and before.right >= joined[1]
    signed = is_quoted and text[left] in "—–"
    return text[left].islower() or signed or _ends_openly(text, joined, before)


def _ends_openly(text: str, joined: Span, quote: Quotation | None) -> bool:
    """Whether a span ends with a quotation whose speaker may follow: "Is it safe?" asked Kerr."""
    if quote is None or quote.right < joined[1]:
        return False
    return quote.end > quote.start and text[quote.end - 1] in "?!,"


def _items(
    text: str, start: int, end: int, quotes: Sequence[Quotation], inside: Iterable[int]
) -> Iterator[Item]:
    for number in inside:
        one = quotes[number]
        yield from _plain(text, start, one.left)
        yield Item(text[one.left], "", one.left, one.right, number)
        start = one.right
    yield from _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> list[Item]:
    return [
        _NEW_ITEM(
            (
                found := match[0],
                found.lower().replace("’", "'") if found[0].isalnum() else "",
                match.start(),
                match.end(),
                -1,
            )
        )
        for match in _ITEM.finditer(text, start, end)
    ]
