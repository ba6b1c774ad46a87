"""Who says what in the articles of a folder, as the tests of speakers read them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from qa_bot.documents.articles import article_from_text
from qa_bot.language.discourse import ArticleSpeech, Attribution
from qa_bot.language.sentences import sentences
from qa_bot.values import Span


@cache
def attributed(folder: Path) -> tuple[tuple[str, str, Attribution], ...]:
    """Return each attribution of a folder's paragraphs, with its article's id and text."""
    found: list[tuple[str, str, Attribution]] = []
    for path in sorted(folder.glob("*.md")):
        text, paragraphs = read(path)
        found += [(path.stem, text, one) for one in attributions(text, paragraphs)]
    return tuple(found)


def attributions(text: str, paragraphs: Sequence[Sequence[Span]]) -> list[Attribution]:
    """Return all that is attributed in a text, given the spans of its paragraphs' sentences."""
    return ArticleSpeech(text, paragraphs).attributions


def read(path: Path) -> tuple[str, list[list[Span]]]:
    """Return an article's text, and the spans of the sentences of each of its paragraphs."""
    article = article_from_text(path.stem, path.read_text("utf-8"))
    blocks = (block for block in article.blocks if block.kind == "paragraph")
    return article.text, [list(sentences(article.text, block.start, block.end)) for block in blocks]
