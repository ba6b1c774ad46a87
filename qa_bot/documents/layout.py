"""Where an article's blocks and sentences stand: rows of numbers, as an index keeps them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.lines import plain_heading
from qa_bot.documents.paragraphs import Paragraph
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Article, Block, BlockKind, Span

KINDS: tuple[BlockKind, ...] = ("paragraph", "item", "heading")
PARAGRAPH, ITEM, HEADING = range(3)
START, END, KIND, LEVEL, MARK, ABOVE = range(6)


class Heading(NamedTuple):
    """The words of a heading, and its rank: 1 is the highest."""

    level: int
    text: str


class Setting(NamedTuple):
    """What stands above a place: the headings, the highest first, and the lead-in of its list ("": none).

    `is_first`: it is in the first block below its heading.
    """

    headings: tuple[str, ...] = ()
    lead_in: str = ""
    is_first: bool = False

    def dating(self, title: str) -> tuple[str, ...]:
        """Return the headings that may date what stands below, the highest first; not the `title`."""
        return tuple(heading for heading in self.headings if heading != title) or self.headings


class Layout(NamedTuple):
    """The blocks of one article (as `block_rows` makes them), and the spans of its sentences, by start.

    Every sentence lies in a block.
    """

    rows: NDArray[Any]
    sentences: NDArray[Any]

    @property
    def length(self) -> int:
        """The end of the last block, in characters of the article."""
        return int(self.rows[-1, END]) if len(self.rows) else 0

    def number_at(self, place: int) -> int:
        """Return the number of the block that begins last before `place`, or there; -1 if none does."""
        return int(self.rows[:, START].searchsorted(place, "right")) - 1

    def block(self, number: int) -> Block:
        """Return a block."""
        start, end, kind, level, mark, _ = self.rows[number].tolist()
        return Block(start, end, KINDS[kind], level, chr(mark) if mark else "")

    def blocks_at(self, place: int, beside: int = 0) -> list[Block]:
        """Return the block in which a place stands, and as many `beside` it on each side, but no headings."""
        number = self.number_at(place)
        around = range(max(0, number - beside), min(len(self.rows), number + beside + 1))
        return [self.block(one) for one in around if one == number or int(self.rows[one, KIND]) != HEADING]

    def between(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs and items that begin between two places of the article."""
        first, last = self.rows[:, START].searchsorted([start, end]).tolist()
        if first == last:
            return ()
        bounds = self.rows[first, START], self.rows[last - 1, END]
        spans = self.sentences[slice(*self.sentences[:, START].searchsorted(bounds).tolist())]
        return self.paragraphs([(left, right) for left, right in spans.tolist()])

    def paragraphs(self, sentences: Sequence[Span]) -> tuple[Paragraph, ...]:
        """Group sentences of the article, given by start, by the block they stand in."""
        numbers = self.rows[:, START].searchsorted([start for start, _ in sentences], "right") - 1
        grouped = groupby(zip(numbers.tolist(), sentences, strict=True), key=lambda pair: pair[0])
        return tuple(Paragraph(self.block(number), tuple(span for _, span in own)) for number, own in grouped)

    def headings(self, number: int, text: str) -> tuple[Heading, ...]:
        """Return the headings above a block, the highest first; `text` is the article's."""
        found: list[Heading] = []
        while above := int(self.rows[number, ABOVE]):
            number = above - 1
            start, end, _, level, *_ = self.rows[number].tolist()
            found.append(Heading(level, plain_heading(text[start:end])))
        return tuple(reversed(found))

    def setting(self, place: int, text: str) -> Setting:
        """Return what stands above a place of the article, whose `text` is given."""
        number = self.number_at(place)
        if number < 0:
            return Setting()
        lead_in = self.lead_in(number) if self.rows[number, KIND] == ITEM else None
        headings = tuple(heading.text for heading in self.headings(number, text))
        is_first = number > 0 and int(self.rows[number - 1, KIND]) == HEADING
        return Setting(headings, text[lead_in.start : lead_in.end] if lead_in else "", is_first)

    def holds_items(self, start: int, end: int) -> bool:
        """Whether an item of a list stands between two places."""
        first, last = self.number_at(start), self.number_at(end)
        return bool((self.rows[max(0, first) : last + 1, KIND] == ITEM).any())

    def list_at(self, place: int) -> Span | None:
        """Return the span of the list that a place stands in, or that begins right below it, if any."""
        first = self.number_at(place)
        if first >= 0 and self.rows[first, KIND] != ITEM:
            first += 1
        if not 0 <= first < len(self.rows) or self.rows[first, KIND] != ITEM:
            return None
        level = self.rows[first, LEVEL]
        while first > 0 and self._goes_on(first - 1, level):
            first -= 1
        last = first
        while last + 1 < len(self.rows) and self._goes_on(last + 1, level):
            last += 1
        return int(self.rows[first, START]), int(self.rows[last, END])

    def _goes_on(self, number: int, level: int) -> bool:
        """Whether a block is an item of a list of that level, or of one inside it."""
        return bool(self.rows[number, KIND] == ITEM and self.rows[number, LEVEL] >= level)

    def lead_in(self, number: int) -> Block | None:
        """Return the paragraph that a list follows, given one of its items; None if there is none."""
        while number >= 0 and self.rows[number, KIND] == ITEM:
            number -= 1
        return self.block(number) if number >= 0 and self.rows[number, KIND] == PARAGRAPH else None


def block_rows(article: Article) -> list[tuple[int, ...]]:
    """Return a row for each paragraph, item and heading of an article.

    start, end, kind (its place in KINDS), level, mark (its code point, 0 for none), and the heading above
    (its place among the rows, counted from 1; 0 for none), which is of a higher rank where the row is a
    heading itself.
    """
    rows: list[tuple[int, ...]] = []
    above = [0]
    for block in article.blocks:
        if block.kind not in KINDS:
            continue
        if block.kind == "heading":
            above = [number for number in above if number == 0 or rows[number - 1][LEVEL] < block.level]
        kind, mark = KINDS.index(block.kind), ord(block.mark) if block.mark else 0
        rows.append((block.start, block.end, kind, block.level, mark, above[-1]))
        if block.kind == "heading":
            above.append(len(rows))
    return rows


def blocks_of(rows: NDArray[Any]) -> Iterator[Block]:
    """Yield the blocks that rows tell of."""
    for start, end, kind, level, mark, _ in rows.tolist():
        yield Block(start, end, KINDS[kind], level, chr(mark) if mark else "")


def is_sound(layout: Layout) -> bool:
    """Whether rows read from a file can be walked: blocks in order, sentences in blocks."""
    rows, spans = layout.rows.astype(np.int64), layout.sentences.astype(np.int64)
    if not len(rows):
        return not len(spans)
    ordered = (np.diff(rows[:, START]) >= 0).all() and (np.diff(rows[:, : END + 1]) >= 0).all()
    known = (rows[:, KIND] < len(KINDS)).all() and (rows[:, MARK] <= sys.maxunicode).all()
    inside = (spans[:, START] >= rows[0, START]).all() and (np.diff(spans) >= 0).all()
    return bool(ordered and known and inside) and _rises(rows)


def _rises(rows: NDArray[np.int64]) -> bool:
    """Whether the heading above each block is a heading that stands before it."""
    above = rows[:, ABOVE]
    earlier = bool((above <= np.arange(len(rows))).all())
    return earlier and bool((rows[above[above > 0] - 1, KIND] == HEADING).all())
