"""What a person wants to know of the articles of a folder before asking: copies, languages, titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from qa_bot.documents.layout import END, ITEM, KIND, PARAGRAPH, START
from qa_bot.language.english import is_english
from qa_bot.language.resemblance import copies
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.uniting import whole
from qa_bot.retrieval.vocabulary import Vocabulary
from qa_bot.retrieval.weighting import fitted_idf
from qa_bot.values import Source

LOOKED_AT = 50  # articles, spread over all: so many are read before a chat begins
MOST_BLOCKS = 300  # of an article, about twenty pages: enough to tell what it is
MOST_COMPARED = 50_000  # characters of an article
LEAST_PROSE = 60  # characters of a paragraph that tells its language: shorter ones are names and numbers


class Face(NamedTuple):
    """What a reader knows an article by, and where each was found."""

    path: str
    title: str
    title_from: str | None
    date: str | None
    date_from: str | None


class CopyFound(NamedTuple):
    """A file whose text stands in another one too, or nearly."""

    path: str
    copy_of: str
    is_same: bool


class Languages(NamedTuple):
    """The files of the articles that are not in English, and of how many articles that was told."""

    foreign: tuple[str, ...]
    looked_at: int


def languages(index: Index, most: int = LOOKED_AT) -> Languages:
    """Tell which articles are not in English, of all or of `most` spread evenly over them."""
    looked_at = range(0, len(index.sources), max(1, -(-len(index.sources) // most)))
    index.bring(looked_at)
    foreign = (number for number in looked_at if is_english(_prose(index, number)) is False)
    return Languages(tuple(index.sources[number].place for number in foreign), len(looked_at))


def is_fitted(index: Index) -> bool:
    """Whether the idf of every term is to the bit what scikit-learn fits to the counts."""
    tables = whole(index.assembled).tables
    fitted = fitted_idf(tables.ids, tables.tf, tables.starts, len(tables.passages))
    terms = (
        term.decode("utf-8", "surrogatepass") for term in Vocabulary(tables.term_letters, tables.term_offsets)
    )
    return all(index.idf(term) == idf for term, idf in zip(terms, fitted.tolist(), strict=True))


def copies_among(index: Index) -> Iterator[CopyFound]:
    """Yield the articles whose text is that of another one, or nearly."""
    bodies = ("\n".join(_blocks(index, number, PARAGRAPH, ITEM)) for number in range(len(index.sources)))
    for found in copies(body[:MOST_COMPARED] for body in bodies):
        of, path = index.sources[found.original], index.sources[found.number]
        yield CopyFound(path.place, of.place, found.is_same)


def faces(root: Path, sources: Sequence[Source]) -> Iterator[Face]:
    """Yield the faces of articles, read anew: an index does not keep where a title was found."""
    from qa_bot.documents.articles import read_file
    from qa_bot.documents.sandbox import Sandbox

    with Sandbox() as sandbox:
        for path, own in groupby(sources, key=lambda source: source.path):
            articles = read_file(root, path, sandbox).articles if path else ()
            places = {article.id: article.title_from for article in articles}
            for one in own:
                yield Face(one.place, one.title, places.get(one.id), one.date, one.date_from)


def _prose(index: Index, number: int) -> str:
    return "\n".join(block for block in _blocks(index, number, PARAGRAPH) if len(block) >= LEAST_PROSE)


def _blocks(index: Index, number: int, *kinds: int) -> Iterator[str]:
    """Yield the first blocks of some kinds in an article."""
    text, rows = index.text_at(number), index.layout_of(index.sources[number].id).rows[:MOST_BLOCKS]
    for row in rows[np.isin(rows[:, KIND], kinds)].tolist():
        yield text[row[START] : row[END]]
