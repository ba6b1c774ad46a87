"""Clues of the passage: what the retriever and the title say of it."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.features.coverage import phrases
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import SentenceView


def passage_score_relative(case: Case) -> float:
    """Give the retrieval score of the passage relative to the best passage's."""
    return case.passage.score / case.pool.top_score


def passage_cover(case: Case) -> float:
    """Give the share of the question's idf that the passage with its title meets."""
    rated = zip(case.asked.idf, case.passage.met_with_title, strict=True)
    return sum(idf for idf, met in rated if met) / case.asked.mass


def covered_here_or_by_title(case: Case) -> float:
    """Give the share of the question's idf that the sentence or the title meets."""
    return _cover(case, [case.view])


def covered_around(case: Case) -> float:
    """Give the share of the question's idf that the title, the sentence or its neighbours meet."""
    return _cover(case, [view for view in (case.before, case.view, case.after) if view])


def same_phrase_in_passage(case: Case) -> float:
    """Weigh the question's neighbouring words that are neighbours in the passage too."""
    return phrases(case, case.passage.phrases)


def names_missing_from_passage(case: Case) -> float:
    """Give the idf, in tens, of the question's names that the passage and its title do not meet."""
    question = case.asked.question
    met = case.passage.met_with_title
    return (
        sum(
            idf
            for term, idf, ok in zip(question.terms, case.asked.idf, met, strict=True)
            if term in question.names and not ok
        )
        / 10
    )


def _cover(case: Case, views: Sequence[SentenceView]) -> float:
    titled = case.passage.title_hits
    rated = enumerate(zip(case.asked.idf, titled, strict=True))
    return sum(idf for at, (idf, ok) in rated if ok or any(view.hits[at] for view in views)) / case.asked.mass
