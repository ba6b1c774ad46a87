"""What stands around a sentence in its article: its paragraph, the ones beside, the items that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qa_bot.documents.lines import WIDEST, item_start
from qa_bot.values import Passage, Sentence

Span = tuple[int, int]
_LEANING = re.compile(
    r"[“‘\"'(\s]{0,3}(?:he|she|it|they|this|that|these|those|his|her|their|its)\b", re.IGNORECASE
)
_WIDE_MARK = 8
_LINE_END = re.compile(r"\r\n?|\n")


class Surroundings(NamedTuple):
    """A stretch of an article that begins at `origin`, and the sentences of its paragraphs and items.

    All spans are those of the article.
    """

    text: str
    origin: int
    paragraphs: tuple[tuple[Span, ...], ...]

    def words(self, span: Span) -> str:
        """Give the words of a span."""
        return self.text[span[0] - self.origin : span[1] - self.origin]

    def paragraph_of(self, place: int) -> int:
        """Give the number of the paragraph that holds `place`, -1 if none does."""
        held = (number for number, one in enumerate(self.paragraphs) if one[0][0] <= place < one[-1][1])
        return next(held, -1)

    def before(self, sentence: Sentence) -> Sentence | None:
        """Give the sentence before `sentence` in the same paragraph."""
        number = self.paragraph_of(sentence.start)
        earlier = [one for one in self.paragraphs[number] if one[1] <= sentence.start] if number >= 0 else []
        return Sentence(self.words(earlier[-1]), *earlier[-1]) if earlier else None

    def is_item(self, number: int) -> bool:
        """Tell whether a paragraph is an item of a list: a mark or a number stands before it on its line."""
        start, end = (place - self.origin for place in self.paragraph_span(number))
        line = _line_start(self.text, start)
        mark = item_start(self.text[line:end])
        return mark >= 0 and 0 <= start - line - mark <= _WIDE_MARK

    def mark(self, number: int) -> tuple[int, str]:
        """Give how far an item is indented, and its bullet; none for a number or a letter."""
        start = self.paragraph_span(number)[0] - self.origin
        before = self.text[_line_start(self.text, start) : start]
        return len(before) - len(before.lstrip()), before.strip()[:1]

    def paragraph_span(self, number: int) -> Span:
        """Give a paragraph from its first sentence to its last."""
        return self.paragraphs[number][0][0], self.paragraphs[number][-1][1]


def surroundings(passage: Passage) -> Surroundings:
    """Group a passage's sentences by paragraph."""
    return Surroundings(
        passage.text, passage.start, tuple(_paragraphs(passage.text, passage.start, passage.sentences))
    )


def leans(sentence: str) -> bool:
    """Tell whether a sentence begins with a pronoun, so that it leans on the one before."""
    return _LEANING.match(sentence) is not None


def _paragraphs(text: str, origin: int, sentences: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    first = 0
    for number, (one, other) in enumerate(pairwise(sentences), 1):
        if _parts(text, one[1] - origin, other[0] - origin):
            yield tuple(sentences[first:number])
            first = number
    if sentences[first:]:
        yield tuple(sentences[first:])


def _parts(text: str, end: int, start: int) -> bool:
    """Tell whether a paragraph ends between two sentences: at a blank line, a list mark, a long line."""
    ends = list(_LINE_END.finditer(text, end, start))
    if not ends:
        return False
    blank = any(not text[one.end() : other.start()].strip() for one, other in pairwise(ends))
    long = end - _line_start(text, end) > WIDEST
    return blank or long or item_start(text[ends[-1].end() : start + _WIDE_MARK]) >= 0


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
