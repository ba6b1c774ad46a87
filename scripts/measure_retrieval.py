#!/usr/bin/env python3
"""How often the passage with the answer comes first, over a question set in SQuAD form.

    scripts/measure_retrieval.py QUESTIONS.json

All articles of the set are indexed together, the way a folder is. One line for each way of
weighting rare words; `fitted` is the one in use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import numpy as np

from qa_bot.documents.articles import article_from_text
from qa_bot.evaluation.dataset import GoldSpan
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.questions.reading import read_question
from qa_bot.retrieval import weighting
from qa_bot.retrieval.refreshing import build
from qa_bot.retrieval.retriever import Retriever
from qa_bot.retrieval.tables import F64, I64
from qa_bot.values import Article, Question

DEPTHS = (1, 5, 8)


class Asked(NamedTuple):
    """A question, and where its first answer stands."""

    question: Question
    gold: GoldSpan


def read(path: Path) -> tuple[list[Article], list[Asked]]:
    """Return the articles of a set, and its answerable questions."""
    found = load_questions(path)
    made = (article_from_text(source, text) for source, text in found.texts.items())
    articles = [article._replace(title=found.titles[article.id]) for article in made]
    return articles, [Asked(read_question(one.text), one.spans[0]) for one in found.questions if one.spans]


def rank_of(retriever: Retriever, asked: Asked) -> int:
    """Return the rank, from 1, of the passage with the answer; 99 when it is not found."""
    for rank, (passage, _) in enumerate(retriever.rank(asked.question, max(DEPTHS)), 1):
        if passage.source.id == asked.gold.source and passage.start <= asked.gold.start < passage.end:
            return rank
    return 99


def smooth_idf(held: I64, passages: int) -> F64:
    """Return scikit-learn's own idf."""
    return np.asarray(np.log((passages + 1) / (held + 1)) + 1)


def probabilistic_idf(held: I64, passages: int) -> F64:
    """Return the idf of BM25."""
    return np.asarray(np.log1p((passages - held + 0.5) / (held + 0.5)))


IDF_FORMS: dict[str, Callable[[I64, int], F64]] = {
    "fitted": weighting.smooth_idf,
    "scikit-learn's own": smooth_idf,
    "bm25": probabilistic_idf,
}


def main() -> None:
    articles, asked = read(Path(sys.argv[1]))
    index = build(articles)
    print(f"{len(asked)} questions, {index.passage_count} passages of {len(articles)} articles")
    for name, form in IDF_FORMS.items():
        with mock.patch("qa_bot.retrieval.index.smooth_idf", form):
            ranks = np.array([rank_of(Retriever(index), one) for one in asked])
        shares = "  ".join(f"top {depth}: {100 * (ranks <= depth).mean():5.2f} %" for depth in DEPTHS)
        print(f"{name:20} {shares}")


if __name__ == "__main__":
    main()
