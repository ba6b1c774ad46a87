"""Clues of the passage: its retrieval score, and what it and its title meet."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.features.coverage import idf_share, names_unmet, phrases
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence


def passage_score_relative(candidate: Candidate) -> float:
    """Return the retrieval score of the passage relative to the best passage's."""
    return candidate.passage.score / candidate.candidates.top_score


def passage_cover(candidate: Candidate) -> float:
    """Return the share of the question's idf that the passage with its title meets."""
    return idf_share(candidate, candidate.passage.met_with_titles)


def covered_here_or_by_title(candidate: Candidate) -> float:
    """Return the share of the question's idf that the sentence or the title meets."""
    return _coverage(candidate, [candidate.sentence])


def covered_around(candidate: Candidate) -> float:
    """Return the share of the question's idf that the title, the sentence or its neighbours meet."""
    return _coverage(candidate, candidate.around)


def same_phrase_in_passage(candidate: Candidate) -> float:
    """Return the weight of the question's neighbouring words that are neighbours in the passage too."""
    return phrases(candidate, candidate.passage.phrases)


def names_missing_from_passage(candidate: Candidate) -> float:
    """Return the idf, in tens, of the question's names that the passage and its title do not meet."""
    return names_unmet(candidate, candidate.passage.met_with_titles) / 10


def _coverage(candidate: Candidate, sentences: Sequence[MatchedSentence]) -> float:
    columns = zip(*(one.matches for one in sentences), strict=True)
    rated = zip(candidate.passage.met_in_title, columns, strict=True)
    return idf_share(candidate, (in_title or any(matches) for in_title, matches in rated))


def met_by_setting(candidate: Candidate) -> float:
    """Return the share of the idf of the words not met here that the nearest heading or the lead-in meets."""
    return _share_unmet(candidate, candidate.passage.under | candidate.sentence.led_in)


def met_higher(candidate: Candidate) -> float:
    """Return the share of the idf of the words met neither here nor by those that higher headings meet."""
    titled = frozenset(at for at, met in enumerate(candidate.passage.met_in_title) if met)
    nearest = candidate.passage.under | candidate.sentence.led_in
    return _share_unmet(candidate, (candidate.passage.above | titled) - nearest)


def opens_section(candidate: Candidate) -> float:
    """Return the share of the idf that the nearest heading meets, for the first sentence below it."""
    if candidate.sentence.number or not candidate.passage.is_first:
        return 0.0
    idf = candidate.weighted.idf
    return sum(idf[at] for at in candidate.passage.under) / candidate.weighted.mass


def article_share(candidate: Candidate) -> float:
    """Return the retrieval scores of the article's passages, summed, relative to the best article's."""
    sums = candidate.candidates.article_scores
    return sums[candidate.source.id] / (max(sums.values()) or 1.0)


def _share_unmet(candidate: Candidate, terms: frozenset[int]) -> float:
    idf, matches = candidate.weighted.idf, candidate.sentence.matches
    unmet = [at for at, match in enumerate(matches) if match is None]
    mass = sum(idf[at] for at in unmet)
    return sum(idf[at] for at in unmet if at in terms) / mass if mass else 0.0
