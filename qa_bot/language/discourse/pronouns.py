"""What the pronoun stands for with which a sentence begins, given only where a rule is sure.

A pronoun is read as the one person, or the one organisation, named since the topic was set: nobody
else of that gender, and no nameless "the engineer", may stand in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_bot.language.entities.names import kind_of, name_runs
from qa_bot.language.entities.people import gender_of, is_given_name, is_title, role_of
from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    BE,
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COORDINATORS,
    HAVE,
    PLAIN_PREPOSITIONS,
)
from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.lexicon.people import GENDER_OF_ROLE, ROLES
from qa_bot.language.lexicon.verbs import ACTS_OF_BODIES
from qa_bot.language.quotations import quotations
from qa_bot.language.segments import Item, Unit, extent, item_at, units
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import StandsFor

Span = tuple[int, int]
MOST_UNITS = 4  # units before a pronoun in which a person is looked for
LONGEST_OPENING = 8  # items: "In the spring of 1910 he"
LONGEST_APPOSITION = 4  # items after an organisation's name that may call it a union or the like
_GENDERS = {"he": "male", "she": "female"}
_FORMS = {"male": word_set("he him his himself"), "female": word_set("she her hers herself")}
_OPENERS = WordUnion(PLAIN_PREPOSITIONS, COORDINATORS, ADVERBS)
_SUBORDINATORS = WordUnion(CLAUSE_WORDS, but=COORDINATORS)
_BEFORE_MAIN_VERB = WordUnion(COORDINATORS, ADVERBS, HAVE, {"would"})
_VERBAL = WordUnion(BEFORE_A_VERB, CLAUSE_WORDS - {"and"})


class _Name(NamedTuple):
    """A name in a unit: its items, what it names, and whether it surely names a person."""

    first: int
    last: int
    kind: str
    gender: str
    person: bool
    end: str


class _Met(NamedTuple):
    """A name and the items of the unit in which it stands."""

    items: Sequence[Item]
    name: _Name


def stands_for(text: str, paragraphs: Sequence[Sequence[Span]], start: int) -> StandsFor | None:
    """Return what the subject pronoun of the sentence that begins at `start` stands for.

    `paragraphs` are the spans of their sentences in order, up to the sentence's own. None where the
    sentence does not begin with a pronoun, or no rule is sure.
    """
    read = list(units(text, paragraphs, quotations(text, [*map(extent, paragraphs)])))
    unit = next((one for one in read if one.start <= start < one.end), None)
    own = [item for item in unit.items if item.start >= start] if unit else []
    at = _subject_pronoun(own)
    if unit is None or at < 0 or own[0].start != start:
        return None
    name = _name_meant(own[at:], _before(unit, read, start), text)
    return StandsFor(own[at].start, own[at].end, name) if name else None


def _before(unit: Unit, read: Sequence[Unit], start: int) -> list[list[Item]]:
    """Return the units before a place, from the paragraph before on, with what its own has before it."""
    near = [one.items for one in read if one.end <= unit.start and unit.paragraph - one.paragraph <= 1]
    own = [item for item in unit.items if item.start < start]
    return [*near, own] if own else near


def _subject_pronoun(items: Sequence[Item]) -> int:
    """Return the place of the pronoun that begins a sentence, also in "But in 1910 he"; -1 if none does."""
    places = (at for at, item in enumerate(items[:LONGEST_OPENING]) if item.word in ("he", "she", "it"))
    at = next(places, -1)
    return at if at <= 0 or _is_adverbial(items[:at]) else -1


def _is_adverbial(opening: Sequence[Item]) -> bool:
    """Whether words may stand before the subject and name nobody: "But", "In the spring of 1910"."""
    if opening[0].word not in _OPENERS or any(item.word in _SUBORDINATORS for item in opening):
        return False
    return not any(item.capital and item.word not in DAYS for item in opening[1:])


def _name_meant(own: Sequence[Item], before: Sequence[Sequence[Item]], text: str) -> str:
    pronoun = own[0].word
    if pronoun == "it":
        return _organisation(own, before[-1], text) if before else ""
    return _person(_GENDERS[pronoun], before[-MOST_UNITS:], text)


def _person(gender: str, before: Sequence[Sequence[Item]], text: str) -> str:
    """Go back to the nearest unit that names people; it must name just one who can be meant."""
    known = [_Met(items, one) for items in before for one in _names(items)]
    for items in reversed(before):
        able = [one for one in _names(items) if _may_be(one, gender, known)]
        if _nameless(items, able) or any(_is_other(items, one, gender) for one in able):
            return ""
        if able:
            return _fullest(able, known, text)
    return ""


def _may_be(one: _Name, gender: str, known: Sequence[_Met]) -> bool:
    if one.kind not in ("person", "name", "several") and not one.gender:
        return False
    genders = {other.gender for _, other in known if other.end == one.end and other.gender}
    return gender in (genders or {gender})


def _is_other(items: Sequence[Item], one: _Name, gender: str) -> bool:
    """Whether a name owns something, or stands after a pronoun that already means somebody."""
    owns = item_at(items, one.last + 1).text in ("’s", "'s", "’", "'")
    return owns or any(item.word in _FORMS[gender] for item in items[: one.first])


def _fullest(able: Sequence[_Name], known: Sequence[_Met], text: str) -> str:
    """Return the fullest form of the one name that may be meant, nothing where there are several."""
    alike = [one for one in known if one.name.end == able[0].end]
    several = any(one.kind == "several" or one.end != able[0].end for one in able)
    if several or not any(one.name.person for one in alike):
        return ""
    forms = (text[items[one.first].start : items[one.last].end] for items, one in alike)
    return max(forms, key=len)


def _names(items: Sequence[Item]) -> Iterator[_Name]:
    for first, last in name_runs(items):
        kind, gender = kind_of(items, first, last), gender_of(items, first, last)
        opening = items[first].text
        person = kind == "person" and last > first and (is_title(opening) or is_given_name(opening))
        yield _Name(first, last, kind, gender, person, items[last].text)


def _nameless(items: Sequence[Item], able: Sequence[_Name]) -> bool:
    """Whether a person without a name is spoken of, who is not one of `able` by another word."""
    people = (at for at, item in enumerate(items) if not item.capital and _is_person_noun(item.word))
    return any(not any(_describes(items, at, one) for one in able) for at in people)


def _is_person_noun(word: str) -> bool:
    return word in GENDER_OF_ROLE or role_of(word) in ROLES


def _describes(items: Sequence[Item], at: int, one: _Name) -> bool:
    """Whether the noun at `at` stands beside a name: "X, chair of", "X was a poet"."""
    between = items[one.last + 1 : at]
    beside = bool(between) and (between[0].text == "," or between[0].word in BE)
    return beside and all(item.word and item.word not in _VERBAL for item in between[1:])


def _organisation(own: Sequence[Item], before: Sequence[Item], text: str) -> str:
    """Read "It has rejected ..." as the one organisation with which the unit before begins."""
    verb = next((item.word for item in own[1:4] if item.word not in _BEFORE_MAIN_VERB), "")
    named = list(_names(before))
    if verb not in ACTS_OF_BODIES or len({one.end for one in named}) != 1:
        return ""
    subject, article = named[0], 1 if before[0].word == "the" else 0
    rest = before[subject.last + 1 + LONGEST_APPOSITION :]
    if subject.first != article or subject.kind != "organisation" or any(map(_is_group_noun, rest)):
        return ""
    return text[before[0].start : before[subject.last].end]


def _is_group_noun(item: Item) -> bool:
    return role_of(item.word) in GROUPS
