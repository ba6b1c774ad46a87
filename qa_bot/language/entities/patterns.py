"""Ways to find things in a sentence: by a pattern, several at once, the longest of several.

Patterns are held as text and compiled when first used, so that importing the table costs nothing.
Every quantifier in them is bounded, which keeps them linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from qa_bot.values import Entity

Value = Callable[[re.Match[str]], str | None]
_LOOSE = " \t\r\n\u00a0,;:"
Find = Callable[[str], Iterable[Entity]]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, once."""
    return re.compile(pattern)


def no_value(match: re.Match[str]) -> str | None:
    """Return no value: none is sure."""
    return None


def one_of(words: str) -> str:
    """Return the pattern of any one of `words`, which are parted by white space."""
    return any_of(*words.split())


def any_of(*patterns: str) -> str:
    """Return the pattern of any one of `patterns`."""
    return f"(?:{'|'.join(patterns)})"


def by_pattern(pattern: str, value: Value = no_value, *, hint: str = "") -> Find:
    """Find what `pattern` matches: its group `x` if it has one, else all of it.

    A sentence that does not hold `hint`, a cheaper pattern, is passed over.
    """

    def find(sentence: str) -> Iterator[Entity]:
        if hint and not compiled(hint).search(sentence):
            return
        rule = compiled(pattern)
        named = "x" in rule.groupindex
        for match in rule.finditer(sentence):
            start, end = trimmed(sentence, *match.span("x" if named and match["x"] else 0))
            if start < end:
                yield Entity(start, end, value(match))

    return find


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Shrink a span until it neither begins nor ends with white space or a comma."""
    while start < end and (text[start] in _LOOSE or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _LOOSE or text[end - 1].isspace()):
        end -= 1
    return start, end


def every(*finds: Find) -> Find:
    """Find what any of `finds` finds, each span once."""

    def find(sentence: str) -> Iterable[Entity]:
        spans: dict[tuple[int, int], Entity] = {}
        for found in chain.from_iterable(each(sentence) for each in finds):
            spans.setdefault(found[:2], found)
        return sorted(spans.values(), key=lambda found: found[:2])

    return find


def longest(*finds: Find) -> Find:
    """Find what any of `finds` finds; of two that overlap the earlier, then the longer."""
    return lambda sentence: apart(chain.from_iterable(each(sentence) for each in finds))


def apart(found: Iterable[Entity]) -> Iterator[Entity]:
    """Yield entities in order, of those that overlap the earlier, then the longer."""
    past = 0
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= past:
            past = each.end
            yield each


def joined(between: str, find: Find) -> Find:
    """Find what `find` finds, neighbours parted by nothing but `between` as one, which has no value."""

    def joint(sentence: str) -> Iterator[Entity]:
        held: Entity | None = None
        for one in find(sentence):
            if held and compiled(between).fullmatch(sentence, held.end, one.start):
                held = Entity(held.start, one.end)
                continue
            if held:
                yield held
            held = one
        if held:
            yield held

    return joint


def nothing(sentence: str) -> Iterable[Entity]:
    """Find nothing: for what has no shape of its own."""
    return ()
