"""Articles -> an index in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qa_bot.index.assembling import assemble
from qa_bot.index.counting import count
from qa_bot.index.reading import Index
from qa_bot.index.weighting import fitted_idf
from qa_bot.passages import passages
from qa_bot.values import Article, Passage


def build(articles: Sequence[Article]) -> Index:
    """Build an index in memory; scikit-learn is imported to fit it."""
    return Index(assemble([count(with_passages(articles))], fitted_idf))


def with_passages(articles: Iterable[Article]) -> Iterator[tuple[Article, list[Passage]]]:
    """Give each article with its passages."""
    return ((article, passages(article)) for article in articles)
