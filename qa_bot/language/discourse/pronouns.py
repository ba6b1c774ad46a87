"""What the pronoun stands for with which a sentence begins, told only where a rule is sure.

A pronoun is read as the one person, or the one organisation, named since the topic was set: nobody
else of that gender, and no nameless "the engineer", may stand in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa_bot.language.entities.names import is_acronym, kind_of, name_runs
from qa_bot.language.entities.people import gender_of, is_given_name, is_title, role_of
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS, TIME_NOUNS
from qa_bot.language.lexicon.function_words import (
    BE,
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COORDINATORS,
    HAVE,
    PLAIN_PREPOSITIONS,
)
from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.lexicon.people import ACRONYM_ROLES, GENDER_OF_ROLE, NAME_PARTICLES, ROLES
from qa_bot.language.lexicon.verbs import ACTS_OF_BODIES
from qa_bot.language.quotations import quotations
from qa_bot.language.segments import Item, extent, units
from qa_bot.values import StandsFor

Span = tuple[int, int]
MOST_UNITS = 4
LONGEST_OPENING = 8
_GENDERS = {"he": "male", "she": "female"}
_FORMS = {"male": word_set("he him his himself"), "female": word_set("she her hers herself")}


class _Name(NamedTuple):
    """A name in a unit: its items, what it names, and whether it surely names a person."""

    first: int
    last: int
    kind: str
    gender: str
    person: bool
    end: str


def stands_for(text: str, paragraphs: Sequence[Sequence[Span]], start: int) -> StandsFor | None:
    """Tell what the subject pronoun of the sentence that begins at `start` stands for.

    `paragraphs` are the spans of their sentences in order, up to the sentence's own. None where the
    sentence does not begin with a pronoun, or no rule is sure.
    """
    read = list(units(text, paragraphs, quotations(text, [*map(extent, paragraphs)])))
    number = next((at for at, unit in enumerate(read) if unit.start <= start < unit.end), -1)
    if number < 0:
        return None
    own = [item for item in read[number].items if item.start >= start]
    at = subject_pronoun(own)
    if at < 0 or own[0].start != start:
        return None
    earlier = [item for item in read[number].items if item.start < start]
    before = [one.items for one in read[:number] if read[number].paragraph - one.paragraph <= 1]
    name = _named(own[at:], [*before, earlier] if earlier else before, text)
    return StandsFor(own[at].start, own[at].end, name) if name else None


def subject_pronoun(items: Sequence[Item]) -> int:
    """Give the place of the pronoun that begins a sentence, "But in 1910 he" taken in; -1 if none does."""
    for at, item in enumerate(items[:LONGEST_OPENING]):
        if item.word in ("he", "she", "it"):
            return at if at == 0 or _opens(items, at) else -1
        if not (item.word or item.text == ",") or (at and item.capital and item.word not in DAYS):
            return -1
    return -1


def _opens(items: Sequence[Item], at: int) -> bool:
    first, before = items[0].word, items[at - 1]
    if at == 1:
        return first in COORDINATORS | ADVERBS
    timed = before.word in DAYS | TIME_NOUNS or before.word.isdigit() or before.text == ","
    clause = any(item.word in CLAUSE_WORDS - COORDINATORS for item in items[:at])
    return timed and not clause and first in PLAIN_PREPOSITIONS | COORDINATORS | ADVERBS


def _named(own: Sequence[Item], before: Sequence[Sequence[Item]], text: str) -> str:
    pronoun = own[0].word
    if pronoun == "it":
        return _organisation(own, before[-1], text) if before else ""
    return _person(pronoun, before[-MOST_UNITS:], text)


def _person(pronoun: str, before: Sequence[Sequence[Item]], text: str) -> str:
    """Go back to the nearest unit that names people; it must name just one who can be meant."""
    known = [(items, one) for items in before for one in _names(items)]
    for items in reversed(before):
        able = [one for one in _names(items) if _may_be(one, _GENDERS[pronoun], known)]
        if _nameless(items, able) or any(_is_other(items, one, _GENDERS[pronoun]) for one in able):
            return ""
        if able:
            sure = len({one.end for one in able}) == 1 and _sure(able, known)
            return _fullest(able[0].end, known, text) if sure else ""
    return ""


def _may_be(one: _Name, gender: str, known: Sequence[tuple[Sequence[Item], _Name]]) -> bool:
    if one.kind not in ("person", "name", "several") and not one.gender:
        return False
    genders = {other.gender for _, other in known if other.end == one.end and other.gender}
    return gender in (genders or {gender})


def _is_other(items: Sequence[Item], one: _Name, gender: str) -> bool:
    """Tell whether a name owns something, or stands after a pronoun that already means somebody."""
    owns = one.last + 1 < len(items) and items[one.last + 1].text in ("’s", "'s", "’", "'")
    return owns or any(item.word in _FORMS[gender] for item in items[: one.first])


def _sure(able: Sequence[_Name], known: Sequence[tuple[Sequence[Item], _Name]]) -> bool:
    alike = [other for _, other in known if other.end == able[0].end]
    return any(other.person for other in alike) and not any(other.kind == "several" for other in able)


def _fullest(end: str, known: Sequence[tuple[Sequence[Item], _Name]], text: str) -> str:
    forms = (text[items[one.first].start : items[one.last].end] for items, one in known if one.end == end)
    return max(forms, key=len)


def _names(items: Sequence[Item]) -> Iterator[_Name]:
    for first, last in name_runs(items):
        kind, gender = kind_of(items, first, last), gender_of(items, first, last)
        opening = items[first].text
        titled = is_title(opening) or is_given_name(opening)
        person = kind == "person" and titled and _spelt_as_name(items, first, last)
        yield _Name(first, last, kind, gender, person, items[last].text)


def _spelt_as_name(items: Sequence[Item], first: int, last: int) -> bool:
    words = items[first : last + 1]
    whole = all(item.capital or item.text in NAME_PARTICLES or item.text == "." for item in words)
    return whole and len(words) > 1 and not any(role_of(item.word) for item in words[1:])


def _nameless(items: Sequence[Item], able: Sequence[_Name]) -> bool:
    """Tell whether a person without a name is spoken of, who is not one of `able` by another word."""
    return any(
        item.word in GENDER_OF_ROLE or item.word == "friend" or role_of(item.word) in ROLES
        for at, item in enumerate(items)
        if not item.capital and not any(_describes(items, at, one) for one in able)
    )


def _describes(items: Sequence[Item], at: int, one: _Name) -> bool:
    """Tell whether the post at `at` stands beside a name: "X, chair of", "secretary X", "X was a poet"."""
    if one.first - LONGEST_OPENING // 2 <= at < one.first:
        return all(item.word and item.word not in PLAIN_PREPOSITIONS for item in items[at : one.first])
    between = items[one.last + 1 : at]
    beside = bool(between) and (between[0].text == "," or between[0].word in BE)
    return at > one.last and beside and all(_links(item) for item in between[1:])


def _links(item: Item) -> bool:
    verbal = item.word in BEFORE_A_VERB | CLAUSE_WORDS - {"and"} or item.word.endswith("ed")
    return not verbal and (bool(item.word) or item.text in ("-", "’s", "'s"))


def _organisation(own: Sequence[Item], before: Sequence[Item], text: str) -> str:
    """Read "It has rejected ..." as the one organisation with which the unit before begins."""
    verb = next(
        (item.word for item in own[1:4] if item.word not in COORDINATORS | ADVERBS | HAVE | {"would"}), ""
    )
    named = [one for one in _names(before) if one.kind not in ("person", "place")]
    if verb not in ACTS_OF_BODIES or len({one.end for one in named}) != 1:
        return ""
    first = named[0]
    opens = first.first == 0 or (first.first == 1 and before[0].word == "the")
    rest = before[first.last + 1 :]
    group = first.kind == "organisation" and not any(role_of(item.word) in GROUPS for item in rest[4:])
    if not (opens and group) or (is_acronym(first.end) and first.end in ACRONYM_ROLES):
        return ""
    return text[before[0].start : before[first.last].end]
