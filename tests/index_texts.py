"""Small articles and folders for the tests of the index."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from qa_bot.documents.articles import article_from_text
from qa_bot.questions.reading import read_question
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.retriever import Retriever
from qa_bot.retrieval.tables import Tables
from qa_bot.retrieval.uniting import whole
from qa_bot.values import Article, Within

TERMS = ["strike", "port", "the", "fish", "otter", "ship", "may", "cafe", "nowhere", "x"]

TEXTS = {
    "harbour": "The harbour strike\n\nThe strike began on 13 March. Ann Smith called it off in May. "
    "Nobody at the Café Zürich was paid.\n\nThe port of Rotterdam opened again. Ships came. "
    "Trade rose by 3.5%.",
    "otters": "Otters return\n\nOtters were seen in the river Tweed. The otters ate fish; "
    "the fish were small. A ranger, Tom Lee, counted 37,000 fish.",
    "deep/choir": "A choir sings\n\nThe choir of Leeds sang in March. It sang the strike song. "
    "“We're glad,” said Ann. The hall was full.",
    "2016-08-12_fair": "A fair opens\n\nMusic played all day. Nobody slept. Rain fell at noon.",
}


def articles(texts: dict[str, str] = TEXTS) -> list[Article]:
    return [article_from_text(name, text, f"{name}.txt") for name, text in texts.items()]


def write(root: Path, texts: dict[str, str] = TEXTS) -> Path:
    for name, text in texts.items():
        path = root / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def aged(root: Path) -> None:
    """Make the articles and their folders old enough to be relied on."""
    for path in (*root.rglob("*.txt"), root, *filter(Path.is_dir, root.rglob("*"))):
        os.utime(path, (1_000_000_000, 1_000_000_000), follow_symlinks=False)


def content(index: Index) -> dict[str, object]:
    """Return all that an index is made of, so that two can be compared byte for byte."""
    tables, sources = whole(index.assembled)
    arrays = {
        name: (str(array.dtype), array.shape, array.tobytes()) for name, array in tables._asdict().items()
    }
    return arrays | {"sources": sources}


def tables_of(index: Index) -> Tables:
    """Return the arrays of an index of one segment."""
    (segment,) = index.assembled.segments
    return segment.tables


def ranked(index: Index, question: str) -> list[tuple[str, float]]:
    return [(one.passage.text, one.score) for one in Retriever(index).rank(read_question(question))]


def told(index: Index, terms: Sequence[str] = TERMS) -> dict[str, object]:
    """Return all that an index can be asked."""
    ids = [source.id for source in index.sources]
    every = index.fetch(range(index.passage_count))
    words = list(index.words())
    weights = {term: index.idf(term) for term in terms if index.holds(term)}
    some = frozenset(ids[::2])
    return {
        "sources": list(index.sources),
        "counts": (index.passage_count, index.sentence_count, index.count_passages(some)),
        "passages": every,
        "words": [(word, index.capital_share(word)) for word in words],
        "some words": list(index.words("o")),
        "terms": [
            (term, index.holds(term), index.sentence_frequency(term), index.idf(term)) for term in terms
        ],
        "best": [index.search(weights, k, among) for k in (1, 3, 50) for among in (None, some)],
        "scores": index.scores(weights, [passage.id for passage in every]),
        "first": [index.passages_with(term, most) for term in terms for most in (1, 2, 99)],
        "their texts": [list(index.texts_with(term, 2)) for term in terms],
        "texts": [(index.text_of(id), index.writing_of(id) and index.writing_of(id).text) for id in ids],
        "texts in order": [index.text_at(number) for number in range(len(ids))],
        "layouts": [[array.tolist() for array in index.layout_of(id)] for id in ids],
        "whole": [index.passages_within(Within(id)) for id in ids],
        "stretches": [index.passages_within(Within(id, 3, 40)) for id in ids],
        "around": [index.passages_around(Within(id, 3, 40), 1) for id in ids],
        "unknown": (index.passages_within(Within("?")), index.writing_of("?")),
    }
