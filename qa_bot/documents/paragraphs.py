"""Paragraphs of an article with their sentences, one by one or several in a row."""

from __future__ import annotations

import re

from qa_bot.documents.lines import WIDEST
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Block, Sentence, Span

LINE_END = re.compile(r"\r\n?|\n")


def line_of(text: str, offset: int) -> int:
    r"""Return the one-based line of `offset`; \n, \r\n and \r each end one line."""
    ends = text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
    return 1 + ends - (text[max(0, offset - 1) : offset + 1] == "\r\n")


class Paragraph(NamedTuple):
    """A paragraph or an item of an article, and the spans of its sentences, or of some in a row."""

    block: Block
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The span from the first sentence to the last."""
        return self.sentences[0][0], self.sentences[-1][1]


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

    def announces(self, sentence: Sentence) -> Sentence | None:
        """Return the last sentence above the list in which `sentence` stands; None where none is in reach."""
        above = self.paragraphs[: max(0, self.paragraph_of(sentence.start))]
        found = next((one for one in reversed(above) if one.block.kind != "item"), None)
        return Sentence(self.words(found.sentences[-1]), *found.sentences[-1]) if found else None

    def _is_right_below(self, number: int) -> bool:
        """Whether a paragraph follows a short line without a blank one: a sentence a line."""
        above, own = self.paragraphs[max(0, number - 1)], self.paragraphs[number]
        ends = [*LINE_END.finditer(self.text, above.span[1] - self.origin, own.span[0] - self.origin)]
        line = LINE_END.split(self.words(above.span))[-1]
        return len(ends) == 1 and len(line) <= WIDEST and own.block.kind == above.block.kind == "paragraph"
