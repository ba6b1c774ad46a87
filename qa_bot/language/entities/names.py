"""Names in a sentence: runs of capitalised words, and what kind of name each may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.language.entities.patterns import Find, by_pattern, compiled, every
from qa_bot.language.lexicon.calendar import CALENDAR_NAMES, DAYS
from qa_bot.language.lexicon.function_words import CLAUSE_WORDS, NEVER_FIRST, PLAIN_PREPOSITIONS
from qa_bot.language.lexicon.nouns import EVENTS
from qa_bot.language.lexicon.organisations import GROUPS, ORGANISATIONS
from qa_bot.language.lexicon.people import (
    ACRONYM_ROLES,
    GENDER_OF_NAME,
    GENDER_OF_ROLE,
    GENDER_OF_TITLE,
    GIVEN,
    NAME_JOINTS,
    NAME_PARTICLES,
    ROLES,
    SHORT_TITLES,
    TITLES,
)
from qa_bot.language.lexicon.places import COUNTRIES, LANGUAGES, PLACES, STATES
from qa_bot.language.lexicon.verbs import ACTS_OF_PEOPLE
from qa_bot.language.segments import Item
from qa_bot.values import Entity

_WORD = r"(?:[A-Z]\.){2,6}|[^\W_]{1,60}(?:(?:['’](?!s\b)|[&-])[^\W_]{1,60}){0,4}|['’]s\b|&"
_MOST_WORDS = 12


class Run(NamedTuple):
    """A stretch of capitalised words and its place in the sentence."""

    start: int
    end: int
    words: tuple[str, ...]


class _Place(NamedTuple):
    word: str
    start: int
    end: int
    linked: bool


@lru_cache(maxsize=512)
def runs(sentence: str) -> tuple[Run, ...]:
    """Return the runs of capitalised words, those with links inside both whole and in pieces."""
    found: dict[tuple[int, int], Run] = {}
    for whole in _whole_runs(_places(sentence)):
        for run in (whole, *_pieces(whole)):
            found.setdefault((run[0].start, run[-1].end), _run(run))
    return tuple(found.values())


def _run(places: list[_Place]) -> Run:
    return Run(places[0].start, places[-1].end, tuple(place.word for place in places))


def _places(sentence: str) -> list[_Place]:
    """Return the words, each marked whether it is linked to the word before by a space alone."""
    found: list[_Place] = []
    for match in compiled(_WORD).finditer(sentence):
        gap = sentence[found[-1].end : match.start()] if found else "-"
        short = bool(found) and (
            found[-1].word in SHORT_TITLES | {"Jr", "Sr", "Mt", "No"} or len(found[-1].word) == 1
        )
        linked = gap in ("", " ", "\u00a0") or (gap == ". " and short)
        found.append(_Place(match.group(), match.start(), match.end(), linked))
    return found


def _whole_runs(places: list[_Place]) -> Iterator[list[_Place]]:
    run: list[_Place] = []
    waiting: list[_Place] = []
    for at, place in enumerate(places):
        if not place.linked or len(waiting) > 2:
            yield from _closed(run)
            run, waiting = [], []
        if _may_be_name(place.word) and (run or _may_begin(places, at)):
            run, waiting = [*run, *waiting, place], []
        elif run and place.word.lower() in NAME_JOINTS | NAME_PARTICLES:
            waiting.append(place)
        else:
            yield from _closed(run)
            run, waiting = [], []
    yield from _closed(run)


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and word not in CALENDAR_NAMES


def _closed(run: list[_Place]) -> Iterator[list[_Place]]:
    if run:
        yield run


def _may_begin(places: list[_Place], at: int) -> bool:
    """Whether a capitalised word may begin a name; of a sentence's first word the capital says nothing."""
    word = places[at].word
    if len(word) > 1 and word.isupper():
        return True
    if at > 0:
        return word.lower() not in NEVER_FIRST
    known = word in GIVEN | TITLES | COUNTRIES | LANGUAGES
    return known or (len(places) > 1 and _makes_name(word, places[1]))


def _makes_name(first: str, follows: _Place) -> bool:
    """Whether the word that follows a sentence's first one makes that a name: "Smith said"."""
    if follows.linked and follows.word[0].isupper():
        return first.lower() not in NEVER_FIRST
    return follows.word in ACTS_OF_PEOPLE and not first.endswith("s")


def _pieces(whole: list[_Place]) -> Iterator[list[_Place]]:
    piece: list[_Place] = []
    if not any(place.word.lower() in NAME_JOINTS for place in whole):
        return
    for place in whole:
        if place.word.lower() in NAME_JOINTS:
            yield from _closed(piece)
            piece = []
        elif piece or place.word[0].isupper():
            piece.append(place)
    yield from _closed(piece)


def _is_organisation(run: Run) -> bool:
    first, last = run.words[0], run.words[-1]
    return last in ORGANISATIONS or (first in ORGANISATIONS and "of" in run.words) or is_acronym(run)


def _is_place(run: Run) -> bool:
    return run.words[-1] in PLACES or is_country(run) or is_state(run)


def is_country(run: Run) -> bool:
    """Whether a run names a country."""
    return " ".join(run.words) in COUNTRIES


def is_state(run: Run) -> bool:
    """Whether a run names a state, a province or the like."""
    return " ".join(run.words) in STATES or run.words[-1] in (
        "Province",
        "County",
        "State",
        "Territory",
        "Prefecture",
    )


def is_acronym(run: Run) -> bool:
    """Whether a run is one word in capitals."""
    letters = run.words[0].replace(".", "")
    return len(run.words) == 1 and 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def _is_person(run: Run) -> bool:
    """Tell whether a run may name a person: no organisation, place, language or linked run."""
    if _is_organisation(run) or _is_place(run) or any(word.lower() in NAME_JOINTS for word in run.words):
        return False
    return len(run.words) <= 5 and run.words[-1] not in LANGUAGES and run.words[-1] not in EVENTS


def _person_span(run: Run) -> Entity:
    """Leave a title out where two names remain."""
    skipped = 0
    while skipped + 2 < len(run.words) and run.words[skipped] in TITLES:
        skipped += 1
    return Entity(run.start, run.end) if not skipped else Entity(_word_start(run, skipped), run.end)


def _word_start(run: Run, at: int) -> int:
    return run.end - sum(map(len, run.words[at:])) - (len(run.words) - at - 1)


def _outside_bodies(sentence: str) -> list[Run]:
    """Return the runs that are no part of the name of an organisation."""
    found = runs(sentence)
    bodies = [run for run in found if len(run.words) > 1 and _is_organisation(run)]
    return [run for run in found if not any(one.start <= run.start and run.end <= one.end for one in bodies)]


def by_kind(*kinds: Callable[[Run], bool]) -> Find:
    """Find the runs that are of one of `kinds`."""

    def find(sentence: str) -> Iterator[Entity]:
        return (Entity(run.start, run.end) for run in runs(sentence) if any(kind(run) for kind in kinds))

    return find


def places(sentence: str) -> Iterable[Entity]:
    """Find what may be the name of a place."""
    return [Entity(run.start, run.end) for run in _outside_bodies(sentence) if _may_be_place(run)]


def _may_be_place(run: Run) -> bool:
    return not _is_organisation(run) and run.words[0] not in TITLES | GIVEN


def cities(sentence: str) -> Iterable[Entity]:
    """Find what may be the name of a town: a place of at most three words, no country or state."""
    near = [run for run in _outside_bodies(sentence) if _may_be_place(run) and len(run.words) <= 3]
    return [Entity(run.start, run.end) for run in near if not (is_country(run) or is_state(run))]


def persons(sentence: str) -> Iterable[Entity]:
    """Find what may be a person's name."""
    return [_person_span(run) for run in _outside_bodies(sentence) if _is_person(run)]


names = by_kind(lambda run: True)
organisations = by_kind(
    lambda run: not _is_place(run) and run.words[0] not in TITLES and run.words[0] not in GIVEN
)
countries = by_kind(is_country)
states = by_kind(is_state)
events = by_kind(lambda run: bool(EVENTS & set(run.words)))
languages = every(
    by_kind(lambda run: len(run.words) == 1 and run.words[0] in LANGUAGES),
    by_pattern(
        r"(?<!\w)(?P<x>[A-Z]\w{2,20}(?: [A-Z]\w{2,20})?)(?= (?:language|dialect|script|alphabet)s?\b"
        r"|-(?:speaking|language)\b)"
    ),
)
acronyms = by_kind(is_acronym)


def is_title(text: str) -> bool:
    """Tell whether a word is a title before a name, with or without its full stop."""
    return text.rstrip(".") in TITLES


def given_gender(name: str) -> str:
    """Give "male", "female" or nothing for a given name."""
    return GENDER_OF_NAME.get(name, "")


def role_of(word: str) -> str:
    """Give the known role or group that a word in lower case names, as singular, else nothing."""
    shorter = word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word
    for guess in (word, shorter, word.split("-")[-1]):
        if guess in ROLES or guess in GROUPS:
            return guess
    return ""


def names_is_acronym(text: str) -> bool:
    """Tell whether a word is written in capitals: BMA, U.S., MPs."""
    letters = text.replace(".", "").removesuffix("s")
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


def name_runs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield the first and last item of each name outside quotations; "X and Y" comes whole and in parts."""
    at = 0
    while at < len(items):
        if not _begins(items, at):
            at += 1
            continue
        last = _run_end(items, at)
        yield from _parts(items, at, last)
        at = last + 1


def _begins(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if not item.capital or item.word in DAYS or item.word == "i":
        return False
    if at and items[at - 1].word:
        return True
    if item.text in GIVEN or is_title(item.text) or names_is_acronym(item.text) or given_gender(item.text):
        return True
    if item.word in NEVER_FIRST or item.word in CLAUSE_WORDS | PLAIN_PREPOSITIONS:
        return False
    return at + 1 < len(items) and (items[at + 1].capital or (items[at - 1].text in ("(", ",") and at > 0))


def _run_end(items: Sequence[Item], first: int) -> int:
    last = first
    for at in range(first + 1, min(len(items), first + _MOST_WORDS)):
        item = items[at]
        if item.capital and item.word not in DAYS:
            last = at
        elif (
            not (
                item.word in ("of", "and", "for")
                or item.text in NAME_PARTICLES
                or item.text in ("&", "’", "'")
            )
            or at > last + 1
        ):
            break
    return last


def _parts(items: Sequence[Item], first: int, last: int) -> Iterator[tuple[int, int]]:
    joint = next((at for at in range(first + 1, last) if items[at].word == "and"), -1)
    if joint < 0 or _is_group_word(items[last]):
        yield name_start(items, first, last), last
        return
    parts = (name_start(items, first, joint - 1), joint - 1), (name_start(items, joint + 1, last), last)
    if all(kind_of(items, *part) == "person" for part in parts):
        yield parts[0][0], last
    yield from parts


def name_start(items: Sequence[Item], first: int, last: int) -> int:
    """Cut a post in capitals off: "Health Secretary Jeremy Hunt", "Labour MP Jane Smith"."""
    start = first
    if _is_group_word(items[last]):
        return start
    for at in range(first, last):
        if items[at].word == "and" or items[at + 1].word == "and":
            break
        if _is_post(items[at]) and items[at + 1].capital and not role_of(items[at + 1].word):
            start = at + 1
        elif at > start and _may_begin_a_name(items, at):
            start = at
    return start


def _is_post(item: Item) -> bool:
    if item.text in ACRONYM_ROLES:
        return True
    return role_of(item.word) in ROLES and not is_title(item.text) and not given_gender(item.text)


def _may_begin_a_name(items: Sequence[Item], at: int) -> bool:
    text, before = items[at].text, items[at - 1].text
    if is_title(before) or before.endswith(".") or given_gender(before):
        return False
    return is_title(text) or given_gender(text) != ""


def _is_group_word(item: Item) -> bool:
    return item.text in ORGANISATIONS or (item.capital and role_of(item.word) in GROUPS)


def kind_of(items: Sequence[Item], first: int, last: int) -> str:
    """Tell "person", "organisation", "several" or only "name" for the items of a name."""
    words = [item for item in items[first : last + 1] if item.word]
    if is_title(words[0].text) and not any(item.word == "and" for item in words):
        return "person"
    if _names_is_organisation(words):
        return "organisation"
    if _names_is_place(words):
        return "place"
    if any(item.word == "and" for item in words):
        return "several"
    if words[0].text in GIVEN or given_gender(words[0].text):
        return "person"
    plain = len(words) in (2, 3) and all(item.capital for item in words)
    return "person" if plain and not any(role_of(item.word) for item in words) else "name"


def _names_is_organisation(words: Sequence[Item]) -> bool:
    named = _is_group_word(words[-1]) or (len(words) > 2 and words[-1].text in COUNTRIES)
    lettered = any(names_is_acronym(item.text) and item.text not in ACRONYM_ROLES for item in words)
    return named or lettered or (_is_group_word(words[0]) and any(item.word == "of" for item in words))


def _names_is_place(words: Sequence[Item]) -> bool:
    return words[-1].text in PLACES or " ".join(item.text for item in words) in COUNTRIES


def gender_of(items: Sequence[Item], first: int, last: int) -> str:
    """Give "male", "female" or nothing for the items of a name or a role."""
    words = [item for item in items[first : last + 1] if item.word]
    if any(item.word == "and" for item in words):
        return ""
    for item in words:
        if told := GENDER_OF_TITLE.get(item.text.rstrip("."), GENDER_OF_ROLE.get(item.word)):
            return told
    names = [item.text for item in words if not is_title(item.text)]
    return given_gender(names[0]) if len(names) > 1 or (names and len(words) == 1) else ""
