"""The noun phrase before a verb of saying, cut down to the words that name the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from qa_bot.language.entities.names import name_start
from qa_bot.language.entities.people import is_title, role_of
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS, TIME_NOUNS
from qa_bot.language.lexicon.function_words import (
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COUNTED_DETERMINERS,
    NAMELESS,
    PERSONAL,
    PLAIN_PREPOSITIONS,
    THIRD_PERSON,
    THIRD_POSSESSIVES,
)
from qa_bot.language.lexicon.irregular_forms import PAST_FORMS
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.organisations import GROUPS, ORGANISATIONS
from qa_bot.language.lexicon.people import ADJECTIVES_ING, NAME_PARTICLES, PAIRS, ROLES, THINGS_IN_ER
from qa_bot.language.segments import Item

MentionKind = Literal["name", "pronoun", "role", "document"]
LONGEST = 16


class Mention(NamedTuple):
    """Items `first` to `last` of a unit (both taken) that name a speaker; `left`: where its phrase begins."""

    left: int
    first: int
    last: int
    kind: MentionKind


def phrase_before(items: Sequence[Item], last: int, floor: int) -> Mention | None:
    """Cut the noun phrase that ends with item `last` down to its speaker."""
    if items[last].word in THIRD_PERSON:
        return _pronoun(items, last, floor)
    start = phrase_start(items, last, floor)
    if start is None:
        return None
    return speaker_in(items, start, last)


def _pronoun(items: Sequence[Item], last: int, floor: int) -> Mention | None:
    """Take a pronoun only where a clause begins: at an edge, or after "On Monday"."""
    if last == floor or not items[last - 1].word or items[last - 1].word in CLAUSE_WORDS:
        return Mention(last, last, last, "pronoun")
    start = phrase_start(items, last - 1, floor)
    if items[last - 1].word in DAYS | ADVERBS:
        return Mention(last, last, last, "pronoun")
    opens = start is not None and items[start].word in PLAIN_PREPOSITIONS | ADVERBS | DAYS
    return Mention(start, last, last, "pronoun") if start is not None and opens else None


def phrase_start(items: Sequence[Item], last: int, floor: int) -> int | None:
    """Walk left until the noun phrase ends; None where there is none."""
    at = last
    while at >= max(floor, last - LONGEST):
        if _stops(items, at, last):
            break
        at -= 1
    return at + 1 if at < last else None


def _stops(items: Sequence[Item], at: int, last: int) -> bool:
    item = items[at]
    if not item.word:
        return not (item.text in ("’s", "'s", "’", "'", "&") and at < last) or item.quote >= 0
    if item.word in ("and", "or"):
        return not _joins(items, at, last)
    if item.word == "to" and at < last:
        return not (items[at + 1].capital or items[at + 1].word in COUNTED_DETERMINERS)
    if item.word in CLAUSE_WORDS | BEFORE_A_VERB | PERSONAL | {"there"} or item.word.endswith("n't"):
        return True
    return item.text.islower() and _verbal(items, at, last)


def _joins(items: Sequence[Item], at: int, last: int) -> bool:
    """Tell whether "and" stands between two names: "Dr Laurenson and Dr Trivedi", "and the BMA"."""
    if not 0 < at < last:
        return False
    after = items[at + 1]
    if after.word == "the" and at + 1 < last:
        after = items[at + 2]
    before = items[at - 1]
    if before.capital and after.capital:
        return True
    return bool(role_of(before.word)) and (bool(role_of(after.word)) or after.word == "former")


def _verbal(items: Sequence[Item], at: int, last: int) -> bool:
    word = items[at].word
    if at < last and items[at - 1].word in COUNTED_DETERMINERS | THIRD_POSSESSIVES if at else False:
        return False
    if word in PAST_FORMS:
        return True
    return (
        word.endswith("ed")
        and len(word) > 4
        and not (at < last and items[at - 1].word.endswith("ly") if at else False)
    )


def speaker_in(items: Sequence[Item], start: int, last: int) -> Mention | None:
    """Cut the phrase from item `start` to item `last` down to its speaker; None where it names none."""
    left = start
    start = _without_opening(items, start, last)
    if items[last].word in NAMELESS or items[start].word in ("no", "none", "few", "many", "most"):
        return None
    head = _head_end(items, start, last)
    if items[head].word in DOCUMENTS:
        return _document(items, left, start, head, last)
    return _named(items, left, start, head, last) or _role(items, left, start, head, last)


def _without_opening(items: Sequence[Item], start: int, last: int) -> int:
    """Leave out "In a letter", "Last week", "Meanwhile" before the phrase proper."""
    if items[start].word in PLAIN_PREPOSITIONS:
        return _after_preposition(items, start, last)
    while start < last and _is_opening(items, start):
        start += 1
    return _after_second(items, start, last)


def _after_second(items: Sequence[Item], start: int, last: int) -> int:
    """Begin anew at a determiner inside: "to one report the council"."""
    for at in range(last - 1, start, -1):
        if items[at].word in ("the", "a", "an"):
            before = items[at - 1].word
            return start if not before or before in PLAIN_PREPOSITIONS or before in ("and", "both") else at
    return start


def _is_opening(items: Sequence[Item], at: int) -> bool:
    word = items[at].word
    timed = word in TIME_NOUNS and at > 0 and items[at - 1].word in ("last", "this", "next", "earlier")
    return (
        timed or word in ADVERBS | DAYS or (word.endswith("ly") and items[at].text != items[at].text.upper())
    )


def _after_preposition(items: Sequence[Item], start: int, last: int) -> int:
    titled = next((at for at in range(start, last + 1) if is_title(items[at].text)), -1)
    if titled >= 0:
        return titled
    cut = max(
        at
        for at in range(start, last + 1)
        if at == start or items[at].word in PLAIN_PREPOSITIONS | COUNTED_DETERMINERS
    )
    if items[cut].word in PLAIN_PREPOSITIONS or items[cut].word in THIRD_POSSESSIVES:
        cut = min(cut + 1, last)
    while cut < last and (
        _is_opening(items, cut)
        or (items[last].capital and not items[cut].capital and not _only_determiner(items, cut))
    ):
        cut += 1
    return cut


def _only_determiner(items: Sequence[Item], at: int) -> bool:
    return items[at].word in COUNTED_DETERMINERS


def _head_end(items: Sequence[Item], start: int, last: int) -> int:
    """Give the last item before the first inner preposition."""
    for at in range(start + 1, last + 1):
        if items[at].word in PLAIN_PREPOSITIONS:
            return at - 1
    return last


def _named(items: Sequence[Item], left: int, start: int, head: int, last: int) -> Mention | None:
    """Take the run of capitals that ends the phrase, or its part before a preposition."""
    if head < last and items[head].capital and items[head].word not in DAYS:
        if is_group_name(items[head]) and role_of(items[last].word) in ROLES:
            return None
        whole = is_group_name(items[head]) and items[last].capital and items[head + 1].word in ("of", "for")
        return Mention(left, _run_start(items, start, head), last if whole else head, "name")
    if not items[last].capital or items[last].word in DAYS:
        return None
    first = _run_start(items, start, last)
    if first == last and items[last].word.endswith("s") and role_of(items[last].word) in ROLES:
        return None
    before = first - 1 - (first > start and items[first - 1].word in COUNTED_DETERMINERS)
    if before >= start and items[before].word in PLAIN_PREPOSITIONS and _is_role_phrase(items, start, head):
        return None
    if before >= start and items[before].word in DOCUMENTS:
        return None
    return Mention(left, first, last, "name")


def is_group_name(item: Item) -> bool:
    """Tell whether an item is the noun of an organisation's name: Council, Union."""
    return item.text in ORGANISATIONS or role_of(item.word) in GROUPS


def _is_role_phrase(items: Sequence[Item], start: int, head: int) -> bool:
    return bool(role_of(items[head].word)) and not items[head].capital


def _run_start(items: Sequence[Item], start: int, last: int) -> int:
    """Go left over capitals; a title, a given name or the word after a post begins the name."""
    first = last
    for at in range(last - 1, start - 1, -1):
        if not (
            items[at].capital
            or (
                items[at].text in NAME_PARTICLES | {"and", "&", "’s", "'s", "’"}
                and at > start
                and items[at - 1].capital
            )
        ):
            break
        if items[at].word in COUNTED_DETERMINERS or items[at].text in ("’s", "'s"):
            break
        first = at
    return name_start(items, first, last)


def _role(items: Sequence[Item], left: int, start: int, head: int, last: int) -> Mention | None:
    """Take "a spokeswoman for the department", "doctors", "the union", "the letter"."""
    if role_of(items[last].word) in ROLES and is_group_name(items[head]):
        head = last
    word = items[head].word
    if items[start].word.endswith("ing") and start < last and items[start].word not in ADJECTIVES_ING:
        return None
    if word in DOCUMENTS:
        return _document(items, left, start, head, last)
    if not role_of(word) and word not in PAIRS and not _may_speak(items, start, head):
        return None
    if word in DAYS | TIME_NOUNS | NAMELESS:
        return None
    return Mention(left, start, last, "role")


def _may_speak(items: Sequence[Item], start: int, head: int) -> bool:
    """Tell whether an unknown noun after a determiner looks like a person: "the archaeologist"."""
    word = items[head].word
    if items[start].word not in COUNTED_DETERMINERS or head == start or word in THINGS_IN_ER:
        return False
    return word.endswith(
        ("ist", "ists", "man", "woman", "men", "women", "ian", "ians", "person", "er", "ers", "or")
    )


def _document(items: Sequence[Item], left: int, start: int, head: int, last: int) -> Mention | None:
    """Go from "the union’s statement" and "a letter from X" to whose it is."""
    owner = head - 1
    while owner > start and items[owner].word and not items[owner].capital:
        owner -= 1
    if items[owner].text in ("’s", "'s") and owner > start:
        found = speaker_in(items, start, owner - 1)
        return found._replace(left=left) if found else None
    if head < last and items[head + 1].word in ("from", "by", "of") and head + 2 <= last:
        found = speaker_in(items, head + 2, last)
        return found._replace(left=left) if found else None
    return (
        Mention(left, start, last, "document")
        if items[start].word in ("the", "this", "that", "his", "her", "its", "their")
        else None
    )
