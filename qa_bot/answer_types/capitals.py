"""Names in a sentence: runs of capitalised words, and what kind of name each may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from qa_bot.answer_types.finders import by_pattern, compiled, every
from qa_bot.answer_types.name_words import (
    COUNTRIES,
    GIVEN,
    LANGUAGES,
    NEVER_FIRST,
    ORGANISATION,
    PARTICLES,
    PLACE,
    STATES,
    TIMES,
    TITLES,
)
from qa_bot.answer_types.row import Find, word_set
from qa_bot.values import Found

_WORD = r"(?:[A-Z]\.){2,6}|[^\W_]{1,60}(?:(?:['’](?!s\b)|[&-])[^\W_]{1,60}){0,4}|['’]s\b|&"
_LINKS = word_set("of the and for in on 's ’s & at")
_ABBREVIATED = word_set("Dr Mr Mrs Ms St Jr Sr Gen Gov Rep Sen Prof Rev Sgt Capt Lt Col Mt No")
_EVENT = word_set(
    """
    War Wars Battle Siege Revolution Rebellion Festival Games Cup Olympics Massacre Uprising Crisis Treaty
    Championship Championships Conference Summit Hurricane Earthquake Riots Conflict Crusade Day Bowl Open
    Revolt Coup Movement Depression Strike League Series Awards Tournament Prix Campaign Offensive Expo
    """
)
_PERSONAL = word_set(
    """
    said says told wrote writes argued argues died married believed believes born joined studied
    """
)


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
    """Give the runs of capitalised words, those with links inside both whole and in pieces."""
    found: dict[tuple[int, int], Run] = {}
    for whole in _whole_runs(_places(sentence)):
        for run in (whole, *_pieces(whole)):
            found.setdefault((run[0].start, run[-1].end), _run(run))
    return tuple(found.values())


def _run(places: list[_Place]) -> Run:
    return Run(places[0].start, places[-1].end, tuple(place.word for place in places))


def _places(sentence: str) -> list[_Place]:
    """Give the words, each marked whether it is linked to the word before by a space alone."""
    found: list[_Place] = []
    for match in compiled(_WORD).finditer(sentence):
        gap = sentence[found[-1].end : match.start()] if found else "-"
        short = bool(found) and (found[-1].word in _ABBREVIATED or len(found[-1].word) == 1)
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
        if place.word[0].isupper() and place.word not in TIMES and (run or _may_begin(places, at)):
            run, waiting = [*run, *waiting, place], []
        elif run and place.word.lower() in _LINKS | PARTICLES:
            waiting.append(place)
        else:
            yield from _closed(run)
            run, waiting = [], []
    yield from _closed(run)


def _closed(run: list[_Place]) -> Iterator[list[_Place]]:
    if run:
        yield run


def _may_begin(places: list[_Place], at: int) -> bool:
    word = places[at].word
    loud = len(word) > 1 and word.isupper()
    if at > 0:
        return word.lower() not in NEVER_FIRST or loud
    follows = places[1] if len(places) > 1 else None
    goes_on = follows is not None and follows.linked and follows.word[0].isupper()
    if loud or word in GIVEN or word in TITLES or word in COUNTRIES or word in LANGUAGES:
        return True
    if goes_on:
        return word.lower() not in NEVER_FIRST
    return follows is not None and follows.word in _PERSONAL and not word.endswith("s")


def _pieces(whole: list[_Place]) -> Iterator[list[_Place]]:
    piece: list[_Place] = []
    if not any(place.word.lower() in _LINKS for place in whole):
        return
    for place in whole:
        if place.word.lower() in _LINKS:
            yield from _closed(piece)
            piece = []
        elif piece or place.word[0].isupper():
            piece.append(place)
    yield from _closed(piece)


def _is_organisation(run: Run) -> bool:
    first, last = run.words[0], run.words[-1]
    return last in ORGANISATION or (first in ORGANISATION and "of" in run.words) or is_acronym(run)


def _is_place(run: Run) -> bool:
    return run.words[-1] in PLACE or is_country(run) or is_state(run)


def is_country(run: Run) -> bool:
    """Tell whether a run names a country."""
    return " ".join(run.words) in COUNTRIES


def is_state(run: Run) -> bool:
    """Tell whether a run names a state, a province or the like."""
    return " ".join(run.words) in STATES or run.words[-1] in (
        "Province",
        "County",
        "State",
        "Territory",
        "Prefecture",
    )


def is_acronym(run: Run) -> bool:
    """Tell whether a run is one word in capitals."""
    letters = run.words[0].replace(".", "")
    return len(run.words) == 1 and 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def _is_person(run: Run) -> bool:
    """Tell whether a run may name a person: no organisation, place, language or linked run."""
    if _is_organisation(run) or _is_place(run) or any(word.lower() in _LINKS for word in run.words):
        return False
    return len(run.words) <= 5 and run.words[-1] not in LANGUAGES and run.words[-1] not in _EVENT


def _person_span(run: Run) -> Found:
    """Leave a title out where two names remain."""
    skipped = 0
    while skipped + 2 < len(run.words) and run.words[skipped] in TITLES:
        skipped += 1
    return Found(run.start, run.end) if not skipped else Found(_word_start(run, skipped), run.end)


def _word_start(run: Run, at: int) -> int:
    return run.end - sum(map(len, run.words[at:])) - (len(run.words) - at - 1)


def _outside_bodies(sentence: str) -> list[Run]:
    """Give the runs that are no part of the name of an organisation."""
    found = runs(sentence)
    bodies = [run for run in found if len(run.words) > 1 and _is_organisation(run)]
    return [run for run in found if not any(one.start <= run.start and run.end <= one.end for one in bodies)]


def by_kind(*kinds: Callable[[Run], bool]) -> Find:
    """Find the runs that are of one of `kinds`."""

    def find(sentence: str) -> Iterator[Found]:
        return (Found(run.start, run.end) for run in runs(sentence) if any(kind(run) for kind in kinds))

    return find


def places(sentence: str) -> Iterable[Found]:
    """Find what may be the name of a place."""
    return [Found(run.start, run.end) for run in _outside_bodies(sentence) if _may_be_place(run)]


def _may_be_place(run: Run) -> bool:
    return not _is_organisation(run) and run.words[0] not in TITLES | GIVEN


def cities(sentence: str) -> Iterable[Found]:
    """Find what may be the name of a town: a place of at most three words, no country or state."""
    near = [run for run in _outside_bodies(sentence) if _may_be_place(run) and len(run.words) <= 3]
    return [Found(run.start, run.end) for run in near if not (is_country(run) or is_state(run))]


def persons(sentence: str) -> Iterable[Found]:
    """Find what may be a person's name."""
    return [_person_span(run) for run in _outside_bodies(sentence) if _is_person(run)]


names = by_kind(lambda run: True)
organisations = by_kind(
    lambda run: not _is_place(run) and run.words[0] not in TITLES and run.words[0] not in GIVEN
)
countries = by_kind(is_country)
states = by_kind(is_state)
events = by_kind(lambda run: bool(_EVENT & set(run.words)))
languages = every(
    by_kind(lambda run: len(run.words) == 1 and run.words[0] in LANGUAGES),
    by_pattern(
        r"(?<!\w)(?P<x>[A-Z]\w{2,20}(?: [A-Z]\w{2,20})?)(?= (?:language|dialect|script|alphabet)s?\b"
        r"|-(?:speaking|language)\b)"
    ),
)
acronyms = by_kind(is_acronym)
