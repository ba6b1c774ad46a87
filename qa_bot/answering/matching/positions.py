"""Who holds a post: the names that stand beside "mayor", "health secretary", "keeper of the light"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.language.discourse.mentions import post_beside
from qa_bot.language.entities.names import is_acronym, kind_of, name_runs
from qa_bot.language.entities.people import is_given_name, is_title, role_of
from qa_bot.language.lexicon.function_words import COUNTED_DETERMINERS, FINITE_BE, PLAIN_PREPOSITIONS
from qa_bot.language.lexicon.people import OTHER_POST, ROLES
from qa_bot.language.segments import Item, units
from qa_bot.language.tokens import stem, stems, terms
from qa_bot.values import Found, Question

FARTHEST = 12
_BE = r"(?:is to be|was to be|was|is|has been|had been|will be|were|are)"
_WORK = (
    r"(?:(?:re-?)?(?:elected|appointed|named|made|became|becomes|become|served|serves)|took over|takes over)"
)
_BECAME = re.compile(
    rf"(?:,? who\b[^,.;:]{{1,80}},)?\s(?:(?:{_BE} )?{_WORK}(?: as)?|{_BE})"
    r"(?P<post>(?: [^\W\d_][\w’'-]{0,30}){1,6})"
)
_WHO_IS = re.compile(rf"^who (?:(?:{_BE} )?{_WORK}(?: as)?|{_BE}) ")
_OF_BODY = re.compile(r"(?P<post>(?:[^\W\d_][\w’'-]{0,30} ){1,3})(?:of|for|at) (?:the )?$")
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


class Holder(NamedTuple):
    """A name's span in a text, and the words of the post beside it."""

    start: int
    end: int
    post: str


def holder(question: Question, text: str, post: str) -> Holder | None:
    """Give the name in a sentence beside the post with the stem `post`, the one with most words asked about.

    A former holder, or a deputy, counts only where the question says so.
    """
    asked = frozenset(token.stem for token in question.tokens)
    asked = asked.union(*(one.long for one in question.expansions))
    fitting = [
        one
        for one in holders(text)
        if _is_held(one.post, post, asked)
        and _may_be(one.post, question, asked)
        and not _is_asked_about(text[one.start : one.end], question)
    ]
    return max(fitting, key=lambda one: (len(asked & set(terms(one.post))), -one.start), default=None)


def holds_another(question: Question, text: str, post: str) -> bool:
    """Tell whether a sentence names a deputy, or a former holder, of the post asked for."""
    asked = frozenset(token.stem for token in question.tokens)
    return any(
        part & stems(OTHER_POST) - asked for one in holders(text) for part in _parts_held(one.post, post)
    )


@lru_cache(maxsize=256)
def holders(text: str) -> tuple[Holder, ...]:
    """Find the names of one sentence that stand beside a post, names of several people first."""
    found = (
        one
        for unit in units(text, [[(0, len(text))]], ())
        for first, last in name_runs(unit.items)
        if kind_of(unit.items, first, last) in ("person", "name", "several")
        for one in _posts_of(text, unit.items, first, last)
    )
    return tuple(dict.fromkeys(found))


def _is_asked_about(name: str, question: Question) -> bool:
    """Tell whether the question holds a name: "before Ann Roe" asks for somebody else."""
    return terms(name)[-1:] != [] and terms(name)[-1] in question.names


def _is_held(words: str, post: str, asked: frozenset[str]) -> bool:
    """Tell whether the post is the last noun of a part of the phrase, and no other post unless asked for."""
    return any(not part & stems(OTHER_POST) - asked for part in _parts_held(words, post))


def _parts_held(words: str, post: str) -> Iterator[set[str]]:
    """Give the stems of the parts of a phrase whose last noun is the post: "chair and former MP"."""
    parts = (part.split() for part in words.split(" and "))
    return (set(terms(" ".join(part))) for part in parts if _ends_in(_before_preposition(part), post))


def _ends_in(words: Sequence[str], post: str) -> bool:
    return bool(words) and terms(words[-1])[-1:] == [post]


def _may_be(words: str, question: Question, asked: frozenset[str]) -> bool:
    """Tell whether a post is of no other body than the one asked about.

    In a question without capitals any word may be a name.
    """
    capitals = _names_in(words, any(is_acronym(token.text) for token in question.tokens))
    named = frozenset(question.terms) if question.text[1:].islower() else question.names
    return capitals <= asked or named <= frozenset(terms(words))


def _names_in(words: str, loud: bool) -> set[str]:
    """Give the stems of the capitalised words of a post, short forms in capitals only when `loud`."""
    found = words.split()
    names = [word for word in found[1:] if word[0].isupper() and not is_acronym(word)]
    return {stem(word) for word in (*names, *filter(is_acronym, found if loud else ()))}


def _posts_of(text: str, items: Sequence[Item], first: int, last: int) -> Iterator[Holder]:
    after_title = _after_title(items, first, last)
    start = items[after_title if after_title < last else first].start
    end = items[last].end
    beside = post_beside(items, first, last)
    if beside:
        yield Holder(start, end, _without_verb(_whole_post(text, *beside)))
    if after_title > first:
        yield Holder(start, end, text[items[first].start : items[after_title].start])
    later = _BECAME.match(text, end)
    if later:
        yield Holder(start, end, _noun_phrase(later["post"]))
    before = _clause_before(text, items, first - 1)
    if first > 1 and (
        items[first - 1].word in FINITE_BE | {"remains"} or (before and _is_set_off(items, first, last))
    ):
        yield Holder(start, end, _noun_phrase(before))


def _is_set_off(items: Sequence[Item], first: int, last: int) -> bool:
    """Tell whether a name stands between marks after words that begin with a determiner."""
    if items[first - 1].text != "," or (items[last + 1 : last + 2] and items[last + 1].word):
        return False
    return items[_clause_start(items, first - 1)].word in COUNTED_DETERMINERS


def _after_title(items: Sequence[Item], first: int, last: int) -> int:
    """Give the first item of a name after a post before it: "Prime Minister Sam Ode", "Mayor Ode"."""
    words = items[first : last + 1]
    if any(item.word == "and" or is_given_name(item.text) for item in words[:-2]):
        return first
    titles = (at for at in range(first, last) if _is_before_name(items, at))
    return max(titles, default=first - 1) + 1


def _is_before_name(items: Sequence[Item], at: int) -> bool:
    word = items[at].word
    return (
        is_title(items[at].text)
        and word not in ("doctor", "lord", "professor", "father", "mother")
        and role_of(word) != ""
        and items[at + 1].capital
    )


def _without_verb(post: str) -> str:
    """Give "chief executive" of "who is to be chief executive" or "who took over as chief executive"."""
    return _WHO_IS.sub("", post)


def _whole_post(text: str, start: int, end: int) -> str:
    """Give a post, and where it is only the body ("chair of the council X") the words before it too."""
    led = _OF_BODY.search(text[max(0, start - 80) : start])
    before = led["post"].split() if led else []
    cut = max(
        (
            at + 1
            for at, word in enumerate(before)
            if word.lower() in COUNTED_DETERMINERS | PLAIN_PREPOSITIONS
        ),
        default=0,
    )
    return " ".join([*before[cut:], *(["of"] if before[cut:] else []), text[start:end]])


def _clause_before(text: str, items: Sequence[Item], end: int) -> str:
    """Give the words before item `end`, back to a mark, at most a dozen."""
    start = _clause_start(items, end)
    return text[items[start].start : items[end].start] if start < end else ""


def _clause_start(items: Sequence[Item], end: int) -> int:
    farthest = max(0, end - FARTHEST)
    return next((at + 1 for at in range(end - 1, farthest - 1, -1) if not items[at].word), farthest)


def _noun_phrase(words: str) -> str:
    """Give a phrase if the noun before its first preposition is a post, else nothing."""
    named = _before_preposition(words.split())
    return words.strip() if named and role_of(named[-1].lower()) in ROLES else ""


def _before_preposition(words: Sequence[str]) -> Sequence[str]:
    at = next((place for place, word in enumerate(words) if place and word in PLAIN_PREPOSITIONS), len(words))
    return words[:at]


def who_is(question: Question, text: str) -> Found | None:
    """Find the words of one sentence that tell who the person asked about is, None where a rule is not sure.

    A post beside the name is best, then an apposition, then "X is a ...".
    """
    asks = question.type == "identity" or question.asks_job
    if not asks or not question.terms:
        return None
    wanted = frozenset(question.terms)
    for unit in units(text, [[(0, len(text))]], ()):
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
