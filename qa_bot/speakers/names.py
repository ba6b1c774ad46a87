"""Names in a unit: where they stand, and whether they name a man, a woman, several or an organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_bot.answer_types.name_words import (
    COUNTRIES,
    GIVEN,
    NEVER_FIRST,
    ORGANISATION,
    PARTICLES,
    PLACE,
    TITLES,
)
from qa_bot.speakers import cues
from qa_bot.speakers.items import Item

_TITLES = TITLES | cues.MALE_TITLES | cues.FEMALE_TITLES
_MOST_WORDS = 12


def is_title(text: str) -> bool:
    """Tell whether a word is a title before a name, with or without its full stop."""
    return text.rstrip(".") in _TITLES


def given_gender(name: str) -> str:
    """Give "male", "female" or nothing for a given name."""
    if name in cues.MALE_NAMES:
        return "male"
    return "female" if name in cues.FEMALE_NAMES else ""


def role_of(word: str) -> str:
    """Give the known role or group that a word in lower case names, as singular, else nothing."""
    shorter = word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word
    for guess in (word, shorter, word.split("-")[-1]):
        if guess in cues.ROLES or guess in cues.GROUPS:
            return guess
    return ""


def is_acronym(text: str) -> bool:
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
    if not item.capital or item.word in cues.DAYS or item.word == "i":
        return False
    if at and items[at - 1].word:
        return True
    if item.text in GIVEN or is_title(item.text) or is_acronym(item.text) or given_gender(item.text):
        return True
    if item.word in NEVER_FIRST or item.word in cues.CLAUSE_WORDS | cues.PREPOSITIONS:
        return False
    return at + 1 < len(items) and (items[at + 1].capital or (items[at - 1].text in ("(", ",") and at > 0))


def _run_end(items: Sequence[Item], first: int) -> int:
    last = first
    for at in range(first + 1, min(len(items), first + _MOST_WORDS)):
        item = items[at]
        if item.capital and item.word not in cues.DAYS:
            last = at
        elif (
            not (item.word in ("of", "and", "for") or item.text in PARTICLES or item.text in ("&", "’", "'"))
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
    if item.text in cues.ACRONYM_ROLES:
        return True
    return role_of(item.word) in cues.ROLES and not is_title(item.text) and not given_gender(item.text)


def _may_begin_a_name(items: Sequence[Item], at: int) -> bool:
    text, before = items[at].text, items[at - 1].text
    if is_title(before) or before.endswith(".") or given_gender(before):
        return False
    return is_title(text) or given_gender(text) != ""


def _is_group_word(item: Item) -> bool:
    return item.text in ORGANISATION or (item.capital and role_of(item.word) in cues.GROUPS)


def kind_of(items: Sequence[Item], first: int, last: int) -> str:
    """Tell "person", "organisation", "several" or only "name" for the items of a name."""
    words = [item for item in items[first : last + 1] if item.word]
    if is_title(words[0].text) and not any(item.word == "and" for item in words):
        return "person"
    if _is_organisation(words):
        return "organisation"
    if _is_place(words):
        return "place"
    if any(item.word == "and" for item in words):
        return "several"
    if words[0].text in GIVEN or given_gender(words[0].text):
        return "person"
    plain = len(words) in (2, 3) and all(item.capital for item in words)
    return "person" if plain and not any(role_of(item.word) for item in words) else "name"


def _is_organisation(words: Sequence[Item]) -> bool:
    named = _is_group_word(words[-1]) or (len(words) > 2 and words[-1].text in COUNTRIES)
    lettered = any(is_acronym(item.text) and item.text not in cues.ACRONYM_ROLES for item in words)
    return named or lettered or (_is_group_word(words[0]) and any(item.word == "of" for item in words))


def _is_place(words: Sequence[Item]) -> bool:
    return words[-1].text in PLACE or " ".join(item.text for item in words) in COUNTRIES


def gender_of(items: Sequence[Item], first: int, last: int) -> str:
    """Give "male", "female" or nothing for the items of a name or a role."""
    words = [item for item in items[first : last + 1] if item.word]
    if any(item.word == "and" for item in words):
        return ""
    for item in words:
        if item.text in cues.MALE_TITLES or item.word in cues.MALE_ROLES:
            return "male"
        if item.text in cues.FEMALE_TITLES or item.word in cues.FEMALE_ROLES:
            return "female"
    names = [item.text for item in words if not is_title(item.text)]
    return given_gender(names[0]) if len(names) > 1 or (names and len(words) == 1) else ""
