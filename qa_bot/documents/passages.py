"""Article -> passages: a few neighbouring sentences each, the unit of retrieval."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.sentences import sentences
from qa_bot.values import Article, Passage, Source

__all__ = ["line_of", "passages"]
FEWEST_SENTENCES = 3
MOST_SENTENCES = 12
MOST_WORDS = 250
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


def heading(title: str, date: str | None) -> str:
    """Give an article's title and its date in words: what each of its passages is found by as well."""
    if date is None:
        return title
    year, month, day = [*date.split("-"), "", ""][:3]
    name = MONTHS[int(month) - 1] if month else ""
    return " ".join([title, day.lstrip("0"), name, year])
