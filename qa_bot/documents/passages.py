"""Article -> passages: a few neighbouring sentences each, the unit of retrieval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from qa_bot.language.sentences import sentences
from qa_bot.values import Article, Passage, Source, Span

FEWEST_SENTENCES = 3  # a shorter paragraph is joined to its neighbour: alone it has too few words to be found
MOST_SENTENCES = 12  # and at most
MOST_WORDS = 250  # words, so that a passage speaks of one thing


def passages(article: Article) -> list[Passage]:
    """Cut an article into passages in reading order, numbered from 0.

    A paragraph is a passage; short neighbours of one section are joined, long ones are cut.
    """
    groups = list(_groups(article))
    lines = _lines(article.text, [spans[0][0] for spans in groups])
    rows = enumerate(zip(groups, lines, strict=True))
    return [_passage(article, number, spans, line) for number, (spans, line) in rows]


def _lines(text: str, places: Iterable[int]) -> Iterator[int]:
    """Yield the lines, from 1, of places in order."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    line, before = 1, 0
    for place in places:
        line += text.count("\n", before, place)
        before = place
        yield line


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


def _merged(text: str, paragraphs: Sequence[list[Span]]) -> list[list[Span]]:
    """Join neighbours until a group has enough sentences; what is left over joins the last group."""
    groups: list[list[Span]] = []
    for paragraph in filter(None, paragraphs):
        if groups and _joins(text, groups[-1], paragraph, short=groups[-1]):
            groups[-1] = groups[-1] + paragraph
        else:
            groups.append(paragraph)
    if len(groups) > 1 and _joins(text, groups[-2], groups[-1], short=groups[-1]):
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def _joins(text: str, left: list[Span], right: list[Span], short: list[Span]) -> bool:
    """Whether two neighbours are joined because `short`, one of them, is too short by itself."""
    if len(short) >= FEWEST_SENTENCES or len(left) + len(right) > MOST_SENTENCES:
        return False
    return _is_short(text, left + right)


def _is_short(text: str, spans: Sequence[Span]) -> bool:
    """Whether spans have no more words than a passage may; these are counted where they may be too many."""
    if spans[-1][1] - spans[0][0] + len(spans) <= 2 * MOST_WORDS:
        return True
    return sum(_sizes(text, spans)) <= MOST_WORDS


def _sizes(text: str, spans: Sequence[Span]) -> list[int]:
    """Return the number of words of each span."""
    return [len(text[start:end].split()) for start, end in spans]


def _cut(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """Cut a long paragraph into pieces of about equal size."""
    if len(spans) <= MOST_SENTENCES and _is_short(text, spans):
        yield spans
        return
    sizes = _sizes(text, spans)
    pieces = math.ceil(max(len(spans) / MOST_SENTENCES, sum(sizes) / MOST_WORDS, 1))
    fill, piece, words = sum(sizes) / pieces, list[Span](), 0
    for span, size in zip(spans, sizes, strict=True):
        is_full = len(piece) == MOST_SENTENCES or words + size > MOST_WORDS
        if piece and (is_full or words + size / 2 > fill):
            yield piece
            piece, words = [], 0
        piece.append(span)
        words += size
    if piece:
        yield piece
