"""The clue of time: how the article's date and the sentence's words meet the times asked about."""

from __future__ import annotations

from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities.calendar import ARTICLE_YEAR
from qa_bot.language.entities.patterns import compiled
from qa_bot.questions.times import article_fit, in_order
from qa_bot.values import TimeAsked

GOOD = 0.7  # share of the best sentence's mass with which a passage is about what is asked
# On the scale of `article_fit`, -1 to 2: a sentence on the right side of an event, an article that is, or
# is not, the newest of those about what is asked.
IN_ORDER, NEWEST, NOT_NEWEST = 0.5, 1.0, -0.5
_HAPPENED_IN = rf"\b[Ii]n (?:(?:early |late |mid-)?(?:[A-Z][a-z]{{2,8}} )?)({ARTICLE_YEAR})\b"


def dated_as_asked(candidate: Candidate) -> float:
    """Return how the article's date meets the times asked about: -1 (another year) to 2 (year and month)."""
    times, date = candidate.question.times, candidate.source.date
    return max(-1.0, min(2.0, sum(_fit(candidate, one, date) for one in times))) if date else 0.0


def _fit(candidate: Candidate, one: TimeAsked, date: str) -> float:
    if one.relation == "latest":
        return NEWEST if _is_newest(candidate, date) else NOT_NEWEST
    if not one.when:
        return IN_ORDER if in_order(one, candidate.sentence.stems) else 0.0
    return _fit_of_date(candidate, one, article_fit(one, date))


def _fit_of_date(candidate: Candidate, one: TimeAsked, fit: float) -> float:
    """Return the fit of the article's date, corrected by a year that the passage or the sentence names."""
    if fit < 0 and _names_year(candidate, one):
        return 0.0
    return fit - 1 if fit >= 0 and _is_of_another_year(candidate.sentence.text, one) else fit


def _names_year(candidate: Candidate, one: TimeAsked) -> bool:
    """Whether the passage or its title names the year asked about."""
    rated = zip(candidate.question.terms, candidate.passage.met_with_titles, strict=True)
    return any(is_met and term == one.when[:4] for term, is_met in rated)


def _is_of_another_year(text: str, one: TimeAsked) -> bool:
    """Whether a sentence says "in" another year than the one asked about."""
    if one.relation != "in" or not one.when[0].isdigit():
        return False
    return one.when[:4] not in text and compiled(_HAPPENED_IN).search(text) is not None


def _is_newest(candidate: Candidate, date: str) -> bool:
    """Whether no newer article meets the question about as well."""
    least = GOOD * candidate.candidates.top
    good = [one.source.date or "" for one in candidate.candidates.passages if one.top >= least]
    return date >= max(good, default="")
