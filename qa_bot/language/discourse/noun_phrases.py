"""The noun phrase beside a reporting verb, cut down to the words that name the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qa_bot.language.entities.names import name_start
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon import WordUnion
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS
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
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.organisations import ORGANISATIONS
from qa_bot.language.lexicon.people import NAME_PARTICLES, ROLES, THINGS_IN_ER
from qa_bot.language.morphology import is_past
from qa_bot.language.segments import Item, item_at
from qa_bot.named_tuples import NamedTuple

_ENDS_OF_SPEAKER = WordUnion(CLAUSE_WORDS, BEFORE_A_VERB, PERSONAL, {"there"})
MentionKind = Literal["name", "pronoun", "role", "document"]
LONGEST = 16  # items: a longer noun phrase is read no further, to keep the work linear
_PERSON_ENDINGS = ("ist", "ists", "man", "woman", "men", "women", "ian", "ians", "person", "er", "ers", "or")


class Mention(NamedTuple):
    """Items `first` to `last` of a unit (both taken) that name a speaker; `left`: where its phrase begins."""

    left: int
    first: int
    last: int
    kind: MentionKind


def phrase_before(items: Sequence[Item], last: int, floor: int = 0) -> Mention | None:
    """Return the speaker named by the noun phrase that ends with item `last`."""
    if item_at(items, last).word in THIRD_PERSON:
        return _pronoun(items, last)
    start = phrase_start(items, last, floor)
    return None if start is None else speaker_in(items, start, last)


def _pronoun(items: Sequence[Item], last: int) -> Mention:
    """Take a pronoun with what opens its clause: "On Monday he"."""
    start = phrase_start(items, last - 1)
    opened = start is not None and items[start].word in PLAIN_PREPOSITIONS | ADVERBS | DAYS
    return Mention(start if start is not None and opened else last, last, last, "pronoun")


def phrase_start(items: Sequence[Item], last: int, floor: int = 0) -> int | None:
    """Walk left until the noun phrase ends; None where there is none."""
    at = last
    while at >= max(floor, last - LONGEST) and not _ends_phrase(items, at):
        at -= 1
    return at + 1 if at < last else None


def _ends_phrase(items: Sequence[Item], at: int) -> bool:
    """Whether item `at` can be no part of the noun phrase to its right."""
    item = items[at]
    if not item.word:
        return not item.is_genitive and item.text not in ("’", "&")
    if item.word == "and":
        return not _joins(items, at)
    if item.word == "to":
        return item_at(items, at + 1).word not in COUNTED_DETERMINERS
    if item.word in _ENDS_OF_SPEAKER:
        return True
    attributive = item_at(items, at - 1).word in COUNTED_DETERMINERS
    return item.text.islower() and is_past(item.word) and not attributive


def _joins(items: Sequence[Item], at: int) -> bool:
    """Whether "and" stands between two speakers: "Dr Laurenson and Dr Trivedi", "doctors and nurses"."""
    before, after = item_at(items, at - 1), item_at(items, at + 1)
    if after.word == "the":
        after = item_at(items, at + 2)
    return (before.capital and after.capital) or role_of(before.word) != ""


def speaker_in(items: Sequence[Item], start: int, last: int) -> Mention | None:
    """Return the speaker in the phrase from item `start` to item `last`; None where it names none."""
    left = start
    start = _without_opening(items, start, last)
    if items[last].word in NAMELESS or items[start].word in ("no", "few", "many", "most"):
        return None
    head = _head(items, start, last)
    if items[head].word in DOCUMENTS:
        found = _document(items, start, head, last)
    else:
        found = _named(items, start, head, last) or _role(items, start, head, last)
    return found._replace(left=left) if found else None


def _without_opening(items: Sequence[Item], start: int, last: int) -> int:
    """Leave out "In a letter", "Last week", "Meanwhile" before the phrase proper."""
    if items[start].word in PLAIN_PREPOSITIONS:
        openings = PLAIN_PREPOSITIONS | COUNTED_DETERMINERS
        start = max(at for at in range(start, last + 1) if items[at].word in openings)
        return min(start + 1, last) if items[start].word in PLAIN_PREPOSITIONS else start
    while start < last and (items[start].word in ADVERBS | DAYS or items[start].word.endswith("ly")):
        start += 1
    return start


def _head(items: Sequence[Item], start: int, last: int) -> int:
    """Return the last item before the first inner preposition."""
    places = range(start + 1, last + 1)
    return next((at - 1 for at in places if items[at].word in PLAIN_PREPOSITIONS), last)


def _named(items: Sequence[Item], start: int, head: int, last: int) -> Mention | None:
    """Take the run of capitals that ends the phrase, or its part before a preposition."""
    if head < last and items[head].capital:
        return _before_preposition(items, start, head, last)
    if not items[last].capital or items[last].word in DAYS or _is_plural_role(items[last].word):
        return None
    first = _run_start(items, start, last)
    if role_of(items[head].word) and _follows_preposition(items, start, first):
        return None
    return Mention(start, first, last, "name")


def _follows_preposition(items: Sequence[Item], start: int, first: int) -> bool:
    """Whether a name follows a preposition of its phrase, as in "a spokesman for the Port of Tyne"."""
    before = first - 2 if item_at(items, first - 1).word in COUNTED_DETERMINERS else first - 1
    return before >= start and items[before].word in PLAIN_PREPOSITIONS


def _before_preposition(items: Sequence[Item], start: int, head: int, last: int) -> Mention | None:
    """Take "Mark Dean" of "Mark Dean of the Rail Users", but all of "Bank of England"."""
    if role_of(items[last].word) in ROLES:
        return None
    end = last if is_group_name(items[head]) else head
    return Mention(start, _run_start(items, start, head), end, "name")


def _is_plural_role(word: str) -> bool:
    return word.endswith("s") and role_of(word) in ROLES


def is_group_name(item: Item) -> bool:
    """Whether an item is the noun of an organisation's name: Council, Union."""
    return item.text in ORGANISATIONS


def _run_start(items: Sequence[Item], start: int, last: int) -> int:
    """Go left over capitals; a title, a given name or the word after a position begins the name."""
    first = last
    while first > start and _is_in_name(items, first - 1):
        first -= 1
    return name_start(items, first, last)


def _is_in_name(items: Sequence[Item], at: int) -> bool:
    if items[at].text in NAME_PARTICLES | {"and", "&", "’"}:
        return item_at(items, at - 1).capital
    return items[at].capital and items[at].word not in COUNTED_DETERMINERS


def _role(items: Sequence[Item], start: int, head: int, last: int) -> Mention | None:
    """Take "a spokeswoman for the department", "doctors", "the union"."""
    if items[start].word.endswith("ing"):
        return None
    known = role_of(items[head].word) or _may_speak(items[start].word, items[head].word)
    return Mention(start, start, last, "role") if known else None


def _may_speak(first: str, noun: str) -> bool:
    """Whether an unknown noun after a determiner looks like a person: "the archaeologist"."""
    return first in COUNTED_DETERMINERS and noun not in THINGS_IN_ER and noun.endswith(_PERSON_ENDINGS)


def _document(items: Sequence[Item], start: int, head: int, last: int) -> Mention | None:
    """Go from "the union’s statement" and "a letter from X" to whose it is."""
    genitive = max((at for at in range(start + 1, head) if items[at].is_genitive), default=-1)
    if genitive >= 0:
        return speaker_in(items, start, genitive - 1)
    if head + 2 <= last and items[head + 1].word in ("from", "by"):
        return speaker_in(items, head + 2, last)
    known = items[start].word in THIRD_POSSESSIVES | {"the"}
    return Mention(start, start, last, "document") if known else None
