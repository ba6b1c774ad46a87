"""Labels of speakers at the beginning of a line: "Ann Roe: ...", "ANN ROE (vet): ...", "THE MAYOR: ..."."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.entities.names import name_start
from qa_bot.language.entities.people import is_given_name, is_title, role_of
from qa_bot.language.lexicon.people import NAME_PARTICLES, ROLES
from qa_bot.language.segments import Item, item_at
from qa_bot.named_tuples import NamedTuple

OPENING = 6  # items at most before the name: a bullet, "**", an hour in brackets
LONGEST_NAME = 5
LONGEST = 24  # items up to the colon, a position in brackets taken in
_ENDS = (".", "!", "?", "…")
_MARKS = ("*", "_", "]", ")", "}")


class Label(NamedTuple):
    """Who a label names, and the item with which the words said begin.

    `items` are those of the unit, a name in capitals spelt as names are; `known`: the name alone shows that
    it is a person's.
    """

    items: list[Item]
    mention: Mention
    start: int
    known: bool


def label(items: Sequence[Item]) -> Label | None:
    """Return the label with which a line begins; None where no statement follows it."""
    first, last = _named(items)
    colon = _colon(items, last + 1) if first >= 0 else -1
    start = next((at for at in range(colon + 1, len(items)) if items[at].text not in _MARKS), 0)
    if colon < 0 or not start or items[start].is_quotation or not _ends_well(items):
        return None
    spelt = [*items[:first], *map(_spelt, items[first : last + 1]), *items[last + 1 :]]
    first = name_start(spelt, first, last)
    return _of_role(spelt, first, last, start) or _of_name(spelt, first, last, start)


def _named(items: Sequence[Item]) -> tuple[int, int]:
    """Return the first and the last item of what may be a name near the beginning, -1 if there is none."""
    first = next((at for at, item in enumerate(items[:OPENING]) if item.capital), -1)
    if any(item.word.isalpha() for item in items[: max(first, 0)]):
        return -1, -1
    last = first
    while last < first + LONGEST_NAME and _is_of_name(item_at(items, last + 1)):
        last += 1
    return first, last


def _is_of_name(item: Item) -> bool:
    return item.capital or item.text in NAME_PARTICLES


def _colon(items: Sequence[Item], at: int) -> int:
    """Return the place of the colon after a name, marks or a position between; -1 if there is none."""
    while item_at(items, at).text in _MARKS:
        at += 1
    if item_at(items, at).text in (",", "("):
        near = range(at + 1, min(len(items), at + LONGEST))
        at = next((place for place in near if items[place].text in (":", ".")), at)
    return at if item_at(items, at).text == ":" else -1


def _ends_well(items: Sequence[Item]) -> bool:
    ends = (item for item in reversed(items) if item.text not in _MARKS)
    return next(ends).text in _ENDS


def _spelt(item: Item) -> Item:
    return item._replace(text=item.text.title()) if item.text.isupper() and len(item.text) > 1 else item


def _of_role(items: list[Item], first: int, last: int, start: int) -> Label | None:
    is_role = items[first].word == "the" and role_of(items[last].word) in ROLES
    return Label(items, Mention(first, first, last, "role"), start, True) if is_role else None


def _of_name(items: list[Item], first: int, last: int, start: int) -> Label:
    named = is_given_name(items[first].text) or is_title(items[first].text)
    return Label(items, Mention(first, first, last, "name"), start, named and last > first)
