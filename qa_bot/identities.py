"""Who somebody is: the words that a sentence sets beside a name to tell it, "X, keeper of the light,"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.speakers.items import Item, units
from qa_bot.speakers.mentions import post_beside
from qa_bot.speakers.names import name_runs
from qa_bot.text import stem
from qa_bot.values import Found, Question

_SET_OFF = re.compile(
    r",\s(?P<told>(?:who (?:is|was|has|had|runs?|ran|leads?|led|owns?|owned|works?|worked|managed|manages)"
    r"|an?|the|one of|his|her|their|whose)\s[^,;:.()]{2,120}"
    r"|[^\W\d_]{3,20}\s(?:of|at|for|to|in)\s[^,;:.()]{2,120})(?=[,;.)]|\Z)"
)
_IS = re.compile(r"\s(?:is|was)\s(?P<told>(?:now |then |also )?(?:an?|the|one of)\s[^,;:.()]{2,120})")


_NOUN = (
    r"(?!\w{1,20}ed\b|(?:and|or|was|were|is|are|had|has|that|which|who|an?|the|his|her|its|their)\b)"
    r"[\w’'-]{1,30}"
)
_TIME = r"(?:year|month|week|day|night|morning|evening|time|end|summer|winter|spring|autumn)s?\b"
_BEFORE = re.compile(
    r"(?:^|[.;:,]\s|\b(?:and|but|with|by|of|to|for)\s)"
    rf"(?P<told>(?:an?|the|his|her|its|their|our)\s(?:{_NOUN}\s){{0,3}}(?:(?:of|for|at)\s(?:the\s)?)?"
    rf"(?:{_NOUN}\s){{0,2}}(?!{_TIME}){_NOUN}),\s$",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(r"\s*(?:[,;.:)]|\Z)")
LONGEST_BEFORE = 160
_JOB = re.compile(
    r"(?:['’]s?|\b(?:his|her|of)) (?:job|role|post|position|title|profession|occupation)\b"
    r"|\bdo for a living\b"
)


def who_is(question: Question, text: str) -> Found | None:
    """Find the words of one sentence that tell who the person asked about is, None where a rule is not sure.

    A post beside the name is best, then an apposition, then "X is a ...".
    """
    asks = question.type == "identity" or (question.type == "role" and _JOB.search(question.text))
    if not asks or not question.terms:
        return None
    wanted = frozenset(question.terms)
    for unit in units(text, [(0, len(text))], ()):
        for first, last in name_runs(unit.items):
            if _is_meant(unit.items[first : last + 1], wanted):
                found = _told(text, unit.items, first, last)
                if found:
                    return found
    return None


def _is_meant(name: Sequence[Item], wanted: frozenset[str]) -> bool:
    """Tell whether a name ends as the one asked about does, and holds nothing that it does not."""
    stems = [stem(item.text) for item in name if item.word]
    return stems[-1] in wanted and "and" not in stems


def _told(text: str, items: Sequence[Item], first: int, last: int) -> Found | None:
    post = post_beside(items, first, last)
    if post:
        return Found(*post)
    end = items[last].end
    before = _set_before(text, items[first].start, end)
    if before:
        return before
    match = _SET_OFF.match(text, end) or _IS.match(text, end)
    return Found(*match.span("told")) if match else None


def _set_before(text: str, start: int, end: int) -> Found | None:
    """Find what stands before a name between marks: "Its driver, X, is 30."."""
    origin = max(0, start - LONGEST_BEFORE)
    match = _BEFORE.search(text[origin:start]) if _NAME_ENDS.match(text, end) else None
    return Found(origin + match.start("told"), origin + match.end("told")) if match else None
