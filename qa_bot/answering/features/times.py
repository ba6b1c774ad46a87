"""The clue of time: how the article's date and the sentence's words meet the times asked about."""

from __future__ import annotations

from qa_bot.answering.matching.candidates import Case
from qa_bot.language.entities.calendar import ARTICLE_YEAR
from qa_bot.language.entities.patterns import compiled
from qa_bot.questions.times import article_fit, in_order
from qa_bot.values import TimeAsked

_HAPPENED_IN = rf"\b[Ii]n (?:(?:early |late |mid-)?(?:[A-Z][a-z]{{2,8}} )?)({ARTICLE_YEAR})\b"
GOOD = 0.7


def dated_as_asked(case: Case) -> float:
    """Tell how the article's date meets the times asked about: -1 (another year) to 2 (year and month)."""
    if not case.asked.question.times or not case.passage.passage.source.date:
        return 0.0
    return max(-1.0, min(2.0, sum(_dated(case, one) for one in case.asked.question.times)))


def _dated(case: Case, one: TimeAsked) -> float:
    if one.relation == "latest":
        return _is_newest(case)
    if not one.when:
        return 0.5 * in_order(one, case.view.stems)
    points = article_fit(one, case.passage.passage.source.date or "")
    if points < 0:
        return points * (not _names_time(case, one))
    return points - (one.relation == "in" and _is_of_another_year(case.view.text, one))


def _names_time(case: Case, one: TimeAsked) -> bool:
    year, terms, met = one.when[:4], case.asked.question.terms, case.passage.met_with_title
    return year in terms and met[terms.index(year)]


def _is_of_another_year(text: str, one: TimeAsked) -> bool:
    years = compiled(_HAPPENED_IN).findall(text)
    return bool(years) and one.when[:4] not in text and one.when[:1].isdigit()


def _is_newest(case: Case) -> float:
    """Tell that no newer article meets the question about as well (1), or that one does (-0.5)."""
    good = [one for one in case.pool.passages if one.top >= GOOD * case.pool.top]
    newest = max((one.passage.source.date or "" for one in good), default="")
    return 1.0 if (case.passage.passage.source.date or "") >= newest else -0.5
