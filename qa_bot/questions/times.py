"""The time that a question names, and how an article's date and its sentences meet it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from qa_bot.language.entities.calendar import ARTICLE_YEAR, DAY, MONTH, iso_value, month_number
from qa_bot.language.entities.patterns import any_of, compiled, one_of
from qa_bot.language.entities.resolving import dates_in
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.tokens import terms
from qa_bot.values import Relation, TimeAsked

_RELATIONS: dict[str, Relation] = {
    "since": "since", "from": "since", "after": "since", "following": "since",
    "before": "before", "until": "before", "till": "before", "prior to": "before", "ahead of": "before",
    "as of": "as of", "as at": "as of",
}  # fmt: skip
_LEFT_OUT = ("by", "than")
_RELATION_WORDS = {
    kind: " ".join(words for words, known in _RELATIONS.items() if known == kind)
    for kind in ("in", "since", "before", "as of", "latest")
}
_WORDS_OF = {
    "before": word_set("before ahead prior until previous previously earlier"),
    "since": word_set("after following since once later subsequently"),
}
_WHOLE_YEAR = rf"{ARTICLE_YEAR}(?![\w%/–-]|[.,]\d)"
_RELATED = rf"(?P<relation>{any_of(*_RELATIONS, *_LEFT_OUT, 'in', 'during', 'on', 'of', 'for')}) "
_PART = (
    r"(?:(?:the|early|late|mid|end of|start of|beginning of|spring|summer|autumn|winter)[ -](?:of )?){0,3}"
)
_TIME = (
    rf"(?<!\w)(?:{_RELATED}{_PART})?"
    rf"(?P<words>(?:(?P<day>{DAY}) (?:of )?)?(?P<month>{MONTH})(?!\w)(?: (?P<after>{DAY})(?!\w))?"
    rf"(?:(?:, ?| )(?P<year>{_WHOLE_YEAR}))?|(?<![\w£$€,.-])(?P<bare>{_WHOLE_YEAR}))"
)
_HAS_TIME = rf"\d|{any_of(*(name[:3].lower() for name in MONTHS))}"  # what every such time has in it
_LATEST = (
    r"\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|nowadays|right now|at present|at the moment|now"
    r"|as of (?:now|today))\b"
)
_EVENT = (
    rf"\b(?P<relation>{one_of('before after following')}|ahead of|prior to) "
    rf"(?={one_of('the a an this that their his her its')} |[A-Z])"
)


def times_asked(text: str) -> tuple[TimeAsked, ...]:
    """Return the times that a question names; "by 2020" and "more than 2000" narrow nothing."""
    found = compiled(f"(?i){_TIME}").finditer(text) if compiled(_HAS_TIME).search(text.lower()) else ()
    named = tuple(filter(None, map(_named, found)))
    latest = [TimeAsked("latest", words=match[0]) for match in compiled(f"(?i){_LATEST}").finditer(text)]
    events = [TimeAsked(_RELATIONS[match["relation"]]) for match in compiled(_EVENT).finditer(text)]
    return (*named, *latest[:1], *events[:1])


def article_fit(one: TimeAsked, date: str) -> float:
    """Return how well an article of that `date` meets a time asked about: -1 (not) to 2 (month and year)."""
    if not one.when:
        return 0.0
    if one.when.startswith("--"):
        is_in_month = one.relation in ("in", "as of") and date[5:7] == one.when[2:4]
        return 0.5 if is_in_month else 0.0
    known = min(len(date), len(one.when))
    return _fit_by_relation(one.relation, date[:known], one.when[:known])


def _fit_by_relation(relation: Relation, ours: str, asked: str) -> float:
    """Return how well a date stands to one asked about, both as precise as the less precise of them."""
    if relation == "in":
        return _sameness(ours, asked)
    if relation == "since":
        return 0.5 if ours >= asked else -1.0
    if relation == "before":
        return 0.5 if ours <= asked else 0.0
    return _fit_as_of(ours, asked)


def _fit_as_of(ours: str, asked: str) -> float:
    """Return how well a date fits "as of": best earlier in the same year, worst later."""
    if ours > asked:
        return -1.0
    return max(0.5, _sameness(ours, asked))


def met_terms(
    times: Sequence[TimeAsked], date: str | None, texts: Iterable[str], amount: bool
) -> frozenset[str]:
    """Return the question's terms of time that the article's date, or a date stated in `texts`, meets.

    An article of 2016 meets "after 2014" by its date, but for an `amount` the start must be named.
    """
    if not times or not date:
        return frozenset()
    stated = list(texts)
    met = (one for one in times if _is_met(one, date, stated, amount))
    return frozenset(term for one in met for term in terms(f"{one.words} {_RELATION_WORDS[one.relation]}"))


def absent_times(times: Sequence[TimeAsked], absent: Iterable[str]) -> list[TimeAsked]:
    """Return the months and days of a year that are asked about and have a word among the `absent` terms."""
    missing = frozenset(absent)
    return [one for one in times if is_exact(one) and not missing.isdisjoint(terms(one.words))]


def is_exact(one: TimeAsked) -> bool:
    """Whether a month or day of a year is asked about."""
    return one.when[:1].isdigit() and len(one.when) > len("2016")


def is_of_another_year(one: TimeAsked, stated: Iterable[str]) -> bool:
    """Whether, of the dates stated, those in the month asked about are all in other years."""
    years = {date[:4] for date in stated if date[4:7] == one.when[4:7]}
    return is_exact(one) and one.relation == "in" and bool(years) and one.when[:4] not in years


def in_order(one: TimeAsked, stems: Iterable[str]) -> bool:
    """Whether a sentence's words set it on the side of the event that is asked about."""
    return not one.when and not _WORDS_OF.get(one.relation, frozenset()).isdisjoint(stems)


def _named(match: re.Match[str]) -> TimeAsked | None:
    relation = (match["relation"] or "").lower()
    if relation in _LEFT_OUT or not _is_time(match, relation):
        return None
    year, day = match["year"] or match["bare"], match["day"] or match["after"]
    when = iso_value(year, month_number(match["month"]) if match["month"] else None, day)
    return TimeAsked(_RELATIONS.get(relation, "in"), when, match["words"]) if when else None


def _is_time(match: re.Match[str], relation: str) -> bool:
    """Whether it is no verb ("may", "march") and no round number of things."""
    if match["bare"]:
        return relation in (*_RELATIONS, "in", "during") or not match["bare"].endswith("00")
    is_verb = match["month"].lower() in ("may", "march", "mar")
    return not is_verb or bool(relation or match["year"] or match["day"] or match["after"])


def _sameness(ours: str, asked: str) -> float:
    """Return 2 for the same year and month, 1 for the same year, -1 for another."""
    if ours[:4] != asked[:4]:
        return -1.0
    return 2.0 if len(ours) > len("2016") and ours[5:7] == asked[5:7] else 1.0


def _is_met(one: TimeAsked, date: str, texts: Sequence[str], amount: bool) -> bool:
    if one.relation == "latest":
        return True
    if one.relation in ("since", "before", "as of") and one.when[:1].isdigit():
        return not amount and article_fit(one, date) > 0
    return any(value.startswith(one.when) for value in _dates_stated(one, date, texts))


def _dates_stated(one: TimeAsked, date: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield the dates stated in the sentences of an article at most a year from the time asked about."""
    if one.when[:1].isdigit() and abs(int(date[:4]) - int(one.when[:4])) <= 1:
        for text in texts:
            yield from dates_in(text, date)
