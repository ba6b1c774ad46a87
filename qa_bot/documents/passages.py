"""Article -> passages: a few neighbouring sentences each, the unit of retrieval.

And the blocks that a passage's sentences stand in, as rows that an index can keep.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.lines import WIDEST, plain_heading
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.sentences import sentences
from qa_bot.values import Article, Block, BlockKind, Passage, Sentence, Source

__all__ = ["Heading", "Layout", "Paragraph", "Stretch", "block_rows", "line_of", "passages"]
FEWEST_SENTENCES = 3
MOST_SENTENCES = 12
MOST_WORDS = 250
KINDS: tuple[BlockKind, ...] = ("paragraph", "item", "heading")
HEADING = KINDS.index("heading")
START, END, KIND, LEVEL, MARK, ABOVE = range(6)
Span = tuple[int, int]
_LINE_END = re.compile(r"\r\n?|\n")


def passages(article: Article, first_id: int = 0) -> list[Passage]:
    """Cut an article into passages in reading order, numbered from `first_id`.

    A paragraph is a passage; short neighbours of one section are joined, long ones are cut.
    """
    line_ends = [match.end() for match in _LINE_END.finditer(article.text)]
    return [
        _passage(article, number, spans, 1 + bisect_right(line_ends, spans[0][0]))
        for number, spans in enumerate(_groups(article), first_id)
    ]


def line_of(text: str, offset: int) -> int:
    r"""Give the one-based line of `offset`; \n, \r\n and \r each end one line."""
    return 1 + sum(match.end() <= offset for match in _LINE_END.finditer(text, 0, offset + 1))


def _passage(article: Article, number: int, spans: Sequence[Span], line: int) -> Passage:
    start, end = spans[0][0], spans[-1][1]
    source = Source(article.id, article.title, article.publisher, article.date, article.path, line)
    return Passage(number, source, start, end, article.text[start:end], tuple(spans))


def _groups(article: Article) -> Iterator[list[Span]]:
    for section in _sections(article):
        for group in _merged(article.text, section):
            yield from _cut(article.text, group)


def _sections(article: Article) -> Iterator[list[list[Span]]]:
    """Yield the sentences of the paragraphs between two headings."""
    section: list[list[Span]] = []
    for block in article.blocks:
        if block.kind == "heading" and section:
            yield section
            section = []
        if block.kind in ("paragraph", "item"):
            section.append(list(sentences(article.text, block.start, block.end)))
    yield section


def _merged(text: str, paragraphs: Sequence[list[Span]]) -> Iterator[list[Span]]:
    """Join neighbours until a group has enough sentences; what is left over joins the last group."""
    groups: list[list[Span]] = []
    for paragraph in filter(None, paragraphs):
        if groups and len(groups[-1]) < FEWEST_SENTENCES and _fits(text, groups[-1] + paragraph):
            groups[-1] = groups[-1] + paragraph
        else:
            groups.append(paragraph)
    if len(groups) > 1 and len(groups[-1]) < FEWEST_SENTENCES and _fits(text, groups[-2] + groups[-1]):
        groups[-2:] = [groups[-2] + groups[-1]]
    yield from groups


def _fits(text: str, spans: Sequence[Span]) -> bool:
    return len(spans) <= MOST_SENTENCES and sum(_words(text, span) for span in spans) <= MOST_WORDS


def _words(text: str, span: Span) -> int:
    return len(text[span[0] : span[1]].split())


def _cut(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """Cut a long paragraph into pieces of about equal size."""
    sizes = [_words(text, span) for span in spans]
    pieces = math.ceil(max(len(spans) / MOST_SENTENCES, sum(sizes) / MOST_WORDS, 1))
    fill, held, words = sum(sizes) / pieces, list[Span](), 0
    for span, size in zip(spans, sizes, strict=True):
        if held and (len(held) == MOST_SENTENCES or words + size > MOST_WORDS or words + size / 2 > fill):
            yield held
            held, words = [], 0
        held.append(span)
        words += size
    if held:
        yield held


class Paragraph(NamedTuple):
    """A paragraph or an item of an article, and the spans of its sentences, or of some in a row."""

    block: Block
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The span from the first sentence to the last."""
        return self.sentences[0][0], self.sentences[-1][1]

    @property
    def is_marked_item(self) -> bool:
        """Whether it is an item of a list after a bullet, a number or a letter."""
        return self.block.kind == "item" and bool(self.block.mark)


class Heading(NamedTuple):
    """The words of a heading, and its rank: 1 is the highest."""

    level: int
    text: str


class Stretch(NamedTuple):
    """A stretch of an article that begins at `origin`: its text, and its paragraphs and items in order.

    All spans are those of the article.
    """

    text: str
    origin: int
    paragraphs: tuple[Paragraph, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span[0] - self.origin : span[1] - self.origin]

    def paragraph_of(self, place: int) -> int:
        """Return the number of the paragraph whose sentences hold `place`, -1 if none does."""
        spans = (one.span for one in self.paragraphs)
        return next((at for at, (start, end) in enumerate(spans) if start <= place < end), -1)

    def before(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence before `sentence` in the same paragraph, or in the line right above it."""
        number = self.paragraph_of(sentence.start)
        if number < 0:
            return None
        above = self.paragraphs[number - 1].sentences if self._is_right_below(number) else ()
        own = self.paragraphs[number].sentences
        earlier = [one for one in (*above, *own) if one[1] <= sentence.start]
        return Sentence(self.words(earlier[-1]), *earlier[-1]) if earlier else None

    def _is_right_below(self, number: int) -> bool:
        """Return whether a paragraph follows a short line without a blank one: a sentence a line."""
        above, own = self.paragraphs[max(0, number - 1)], self.paragraphs[number]
        ends = [*_LINE_END.finditer(self.text, above.span[1] - self.origin, own.span[0] - self.origin)]
        line = _LINE_END.split(self.words(above.span))[-1]
        return len(ends) == 1 and len(line) <= WIDEST and own.block.kind == above.block.kind == "paragraph"


@dataclass(frozen=True, slots=True)
class Layout:
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

    def between(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return the paragraphs and items that begin between two places of the article."""
        first, last = self.rows[:, START].searchsorted([start, end]).tolist()
        if first == last:
            return ()
        bounds = self.rows[first, START], self.rows[last - 1, END]
        held = self.sentences[slice(*self.sentences[:, START].searchsorted(bounds).tolist())]
        return self.paragraphs([(left, right) for left, right in held.tolist()])

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

    def lead_in(self, number: int) -> Block | None:
        """Return the paragraph that a list follows, given one of its items; None if there is none."""
        while number >= 0 and self.rows[number, KIND] == KINDS.index("item"):
            number -= 1
        is_led = number >= 0 and self.rows[number, KIND] == KINDS.index("paragraph")
        return self.block(number) if is_led else None


def block_rows(article: Article) -> list[tuple[int, ...]]:
    """Return a row for each paragraph, item and heading of an article.

    start, end, kind (its place in KINDS), level, mark (its code point, 0 for none), and the heading above
    (its place among the rows, counted from 1; 0 for none), which is of a higher rank where the row is a
    heading itself.
    """
    rows: list[tuple[int, ...]] = []
    above: list[int] = []
    for block in article.blocks:
        if block.kind not in KINDS:
            continue
        if block.kind == "heading":
            above = [number for number in above if rows[number - 1][LEVEL] < block.level]
        mark = ord(block.mark) if block.mark else 0
        rows.append(
            (block.start, block.end, KINDS.index(block.kind), block.level, mark, *(above[-1:] or [0]))
        )
        if block.kind == "heading":
            above.append(len(rows))
    return rows


def is_sound(layout: Layout) -> bool:
    """Return whether rows read from a file can be walked: blocks in order, sentences in blocks."""
    rows, spans = layout.rows.astype(np.int64), layout.sentences.astype(np.int64)
    if not len(rows):
        return not len(spans)
    ordered = (np.diff(rows[:, START]) >= 0).all() and (np.diff(rows[:, : END + 1]) >= 0).all()
    known = (rows[:, KIND] < len(KINDS)).all() and (rows[:, MARK] <= sys.maxunicode).all()
    inside = (spans[:, START] >= rows[0, START]).all() and (np.diff(spans) >= 0).all()
    return bool(ordered and known and inside) and _rises(rows)


def _rises(rows: NDArray[np.int64]) -> bool:
    """Return whether the heading above each block is a heading that stands before it."""
    above = rows[:, ABOVE]
    earlier = bool((above <= np.arange(len(rows))).all())
    return earlier and bool((rows[above[above > 0] - 1, KIND] == HEADING).all())


def heading(title: str, date: str | None) -> str:
    """Give an article's title and its date in words: what each of its passages is found by as well."""
    if date is None:
        return title
    year, month, day = [*date.split("-"), "", ""][:3]
    name = MONTHS[int(month) - 1] if month else ""
    return " ".join([title, day.lstrip("0"), name, year])
