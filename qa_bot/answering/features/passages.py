"""Clues of the passage: what the retriever and the title say of it."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.features.coverage import phrases
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence


def passage_score_relative(candidate: Candidate) -> float:
    """Give the retrieval score of the passage relative to the best passage's."""
    return candidate.passage.score / candidate.candidates.top_score


def passage_cover(candidate: Candidate) -> float:
    """Give the share of the question's idf that the passage with its title meets."""
    rated = zip(candidate.weighted.idf, candidate.passage.met_with_title, strict=True)
    return sum(idf for idf, met in rated if met) / candidate.weighted.mass


def covered_here_or_by_title(candidate: Candidate) -> float:
    """Give the share of the question's idf that the sentence or the title meets."""
    return _cover(candidate, [candidate.sentence])


def covered_around(candidate: Candidate) -> float:
    """Give the share of the question's idf that the title, the sentence or its neighbours meet."""
    return _cover(
        candidate,
        [sentence for sentence in (candidate.before, candidate.sentence, candidate.after) if sentence],
    )


def same_phrase_in_passage(candidate: Candidate) -> float:
    """Weigh the question's neighbouring words that are neighbours in the passage too."""
    return phrases(candidate, candidate.passage.phrases)


def names_missing_from_passage(candidate: Candidate) -> float:
    """Give the idf, in tens, of the question's names that the passage and its title do not meet."""
    question = candidate.question
    met = candidate.passage.met_with_title
    return (
        sum(
            idf
            for term, idf, ok in zip(question.terms, candidate.weighted.idf, met, strict=True)
            if term in question.names and not ok
        )
        / 10
    )


def _cover(candidate: Candidate, sentences: Sequence[MatchedSentence]) -> float:
    titled = candidate.passage.met_in_title
    rated = enumerate(zip(candidate.weighted.idf, titled, strict=True))
    return (
        sum(idf for at, (idf, ok) in rated if ok or any(sentence.matches[at] for sentence in sentences))
        / candidate.weighted.mass
    )
