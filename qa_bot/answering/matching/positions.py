"""Who holds a position: the names beside "mayor", "health secretary", "keeper of the light"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa_bot.language.discourse.mentions import post_beside
from qa_bot.language.entities.names import is_acronym, kind_of, name_runs
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.entities.people import is_given_name, is_title, role_of
from qa_bot.language.lexicon.function_words import COUNTED_DETERMINERS, FINITE_BE, PLAIN_PREPOSITIONS
from qa_bot.language.lexicon.people import OTHER_POST, ROLES
from qa_bot.language.segments import Item, units
from qa_bot.language.tokens import stem, stems, terms
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Entity, Question

FARTHEST = 12  # tokens before a name in which the position may begin
LONGEST_BEFORE = 160  # code points before a name that are searched for a description of its bearer
_BE = r"(?:is to be|was to be|was|is|has been|had been|will be|were|are)"
_WORK = (
    r"(?:(?:re-?)?(?:elected|appointed|named|made|became|becomes|become|served|serves)|took over|takes over)"
)
_BECAME = (
    rf"(?:,? who\b[^,.;:]{{1,80}},)?\s(?:(?:{_BE} )?{_WORK}(?: as)?|{_BE})"
    r"(?P<position>(?: [^\W\d_][\w’'-]{0,30}){1,6})"
)
_WHO_IS = rf"^who (?:(?:{_BE} )?{_WORK}(?: as)?|{_BE}) "
_SET_OFF = (
    r",\s(?P<description>(?:who (?:is|was|has|had|runs?|ran|leads?|led|owns?|owned|works?|worked|managed"
    r"|manages)|an?|the|one of|his|her|their|whose)\s[^,;:.()]{2,120}"
    r"|[^\W\d_]{3,20}\s(?:of|at|for|to|in)\s[^,;:.()]{2,120})(?=[,;.)]|\Z)"
)
_NOUN = (
    r"(?!\w{1,20}ed\b|(?:and|or|was|were|is|are|had|has|that|which|who|an?|the|his|her|its|their)\b)"
    r"[\w’'-]{1,30}"
)
_TIME = r"(?:year|month|week|day|night|morning|evening|time|end|summer|winter|spring|autumn)s?\b"
_BEFORE = (
    r"(?i)(?:^|[.;:,]\s|\b(?:and|but|with|by|of|to|for)\s)"
    rf"(?P<description>(?:an?|the|his|her|its|their|our)\s(?:{_NOUN}\s){{0,3}}(?:(?:of|for|at)\s(?:the\s)?)?"
    rf"(?:{_NOUN}\s){{0,2}}(?!{_TIME}){_NOUN}),\s$"
)
_NAME_ENDS = r"\s{0,9}(?:[,;.:)]|\Z)"


class PositionHolder(NamedTuple):
    """A name's span in a text, and the words of the position beside it."""

    start: int
    end: int
    position: str


def position_holder(question: Question, text: str, position: str) -> PositionHolder | None:
    """Return the name in a sentence beside the position with a stem, the one with most words asked about.

    A former holder, or a deputy, counts only where the question says so.
    """
    asked = question.stems.union(*(one.long for one in question.expansions))
    fitting = [
        one
        for one in position_holders(text)
        if _is_held(one.position, position, asked)
        and _may_be_meant(one.position, question, asked)
        and not _is_asked_about(text[one.start : one.end], question)
    ]
    return max(fitting, key=lambda one: (len(asked & set(terms(one.position))), -one.start), default=None)


def names_another(question: Question, text: str, position: str) -> bool:
    """Whether a sentence names a deputy, or a former holder, of the position asked for."""
    parts = (part for one in position_holders(text) for part in _parts_held(one.position, position))
    return any(_is_another(part, question.stems) for part in parts)


@lru_cache(maxsize=256)
def position_holders(text: str) -> tuple[PositionHolder, ...]:
    """Return the names of one sentence that stand beside a position, names of several people first."""
    found = (
        one
        for unit in units(text, [[(0, len(text))]], ())
        for first, last in name_runs(unit.items)
        if kind_of(unit.items, first, last) in ("person", "name", "several")
        for one in _positions_of(text, unit.items, first, last)
    )
    return tuple(dict.fromkeys(found))


def _is_asked_about(name: str, question: Question) -> bool:
    """Whether the question holds a name: "before Ann Roe" asks for somebody else."""
    return not question.names.isdisjoint(terms(name)[-1:])


def _is_held(words: str, position: str, asked: frozenset[str]) -> bool:
    """Whether the position is the last noun of a part of a phrase, and no other position unless asked for."""
    return any(not _is_another(part, asked) for part in _parts_held(words, position))


def _is_another(part: set[str], asked: frozenset[str]) -> bool:
    """Whether words such as "deputy" or "former", not asked for, make another position of one."""
    return bool(part & stems(OTHER_POST) - asked)


def _parts_held(words: str, position: str) -> Iterator[set[str]]:
    """Yield the stems of the parts of a phrase whose last noun is the position: "chair and former MP"."""
    parts = (part.split() for part in words.split(" and "))
    return (set(terms(" ".join(part))) for part in parts if _ends_in(_before_preposition(part), position))


def _ends_in(words: Sequence[str], position: str) -> bool:
    return bool(words) and terms(words[-1])[-1:] == [position]


def _may_be_meant(words: str, question: Question, asked: frozenset[str]) -> bool:
    """Whether a position is of no other body than the one asked about.

    In a question without capitals any word may be a name.
    """
    capitals = _names_in(words, any(is_acronym(token.text) for token in question.tokens))
    named = frozenset(question.terms) if question.text[1:].islower() else question.names
    return capitals <= asked or named <= frozenset(terms(words))


def _names_in(words: str, with_acronyms: bool) -> set[str]:
    """Return the stems of the capitalised words of a position, short forms in capitals only if wanted."""
    found = words.split()
    names = [word for word in found[1:] if word[0].isupper() and not _is_acronym(word)]
    acronyms = [word for word in found if with_acronyms and _is_acronym(word)]
    return set(map(stem, [*names, *acronyms]))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _positions_of(text: str, items: Sequence[Item], first: int, last: int) -> Iterator[PositionHolder]:
    """Yield the name from item `first` to `last` with each position that stands beside it."""
    after_title = _after_title(items, first, last)
    # A lone surname keeps its title: "Mayor Ode".
    start, end = items[after_title if after_title < last else first].start, items[last].end
    beside = post_beside(items, first, last)
    if beside:
        yield PositionHolder(start, end, _without_verb(text[slice(*beside)]))
    if after_title > first:
        yield PositionHolder(start, end, text[items[first].start : items[after_title].start])
    later = compiled(_BECAME).match(text, end)
    if later:
        yield PositionHolder(start, end, _position_in(later["position"]))
    if first > 1 and _is_led_in(items, first, last):
        yield PositionHolder(start, end, _position_in(_clause_before(text, items, first - 1)))


def _is_led_in(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether a name is what the words before it are: "the mayor is Ann Roe", "The mayor, Ann Roe, said"."""
    return items[first - 1].word in FINITE_BE | {"remains"} or _is_set_off(items, first, last)


def _is_set_off(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether a name stands between marks after words that begin with a determiner."""
    if items[first - 1].text != "," or (items[last + 1 : last + 2] and items[last + 1].word):
        return False
    return items[_clause_start(items, first - 1)].word in COUNTED_DETERMINERS


def _after_title(items: Sequence[Item], first: int, last: int) -> int:
    """Return the first item of a name after a position before it: "Prime Minister Sam Ode", "Mayor Ode"."""
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


def _without_verb(position: str) -> str:
    """Return "chief executive" of "who is to be chief executive" or "who took over as chief executive"."""
    return compiled(_WHO_IS).sub("", position)


def _clause_before(text: str, items: Sequence[Item], end: int) -> str:
    """Return the words before item `end`, back to a mark, at most a dozen."""
    start = _clause_start(items, end)
    return text[items[start].start : items[end].start] if start < end else ""


def _clause_start(items: Sequence[Item], end: int) -> int:
    farthest = max(0, end - FARTHEST)
    return next((at + 1 for at in range(end - 1, farthest - 1, -1) if not items[at].word), farthest)


def _position_in(words: str) -> str:
    """Return a phrase if the noun before its first preposition is a position, else nothing."""
    named = _before_preposition(words.split())
    return words.strip() if named and role_of(named[-1].lower()) in ROLES else ""


def _before_preposition(words: Sequence[str]) -> Sequence[str]:
    at = next((place for place, word in enumerate(words) if place and word in PLAIN_PREPOSITIONS), len(words))
    return words[:at]


def asks_who(question: Question) -> bool:
    """Whether a question asks who, or what, somebody is."""
    return question.type == "identity" or question.asks_job


def asks_for_position(question: Question) -> bool:
    """Whether a question asks who holds a position, or which one somebody holds."""
    return question.position != "" or question.type == "role"


def who_is(question: Question, text: str) -> Entity | None:
    """Return the words of one sentence that say who the person asked about is, None where no rule is sure.

    A position beside the name is best, then an apposition.
    """
    if not (asks_who(question) and question.terms):
        return None
    wanted = frozenset(question.terms)
    described = (
        _description(text, unit.items, first, last)
        for unit in units(text, [[(0, len(text))]], ())
        for first, last in name_runs(unit.items)
        if _is_meant(unit.items[first : last + 1], wanted)
    )
    return next(filter(None, described), None)


def _is_meant(name: Sequence[Item], wanted: frozenset[str]) -> bool:
    """Whether a name ends as the one asked about does, and is not of several people."""
    stems = [stem(item.text) for item in name if item.word]
    return stems[-1] in wanted and "and" not in stems


def _description(text: str, items: Sequence[Item], first: int, last: int) -> Entity | None:
    position = post_beside(items, first, last)
    if position:
        return Entity(*position)
    start, end = items[first].start, items[last].end
    return _set_before(text, start, end) or _set_after(text, end)


def _set_after(text: str, end: int) -> Entity | None:
    """Return what stands after a name between marks: "X, a driver, is 30."."""
    match = compiled(_SET_OFF).match(text, end)
    return Entity(*match.span("description")) if match else None


def _set_before(text: str, start: int, end: int) -> Entity | None:
    """Return what stands before a name between marks: "Its driver, X, is 30."."""
    origin = max(0, start - LONGEST_BEFORE)
    match = compiled(_BEFORE).search(text[origin:start]) if compiled(_NAME_ENDS).match(text, end) else None
    return Entity(origin + match.start("description"), origin + match.end("description")) if match else None
