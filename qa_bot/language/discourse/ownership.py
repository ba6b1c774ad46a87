"""Which verb of saying a quotation belongs to: the cheapest by distance, marks and kind of verb."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.discourse.reporting_verbs import Frame
from qa_bot.language.lexicon.function_words import BEFORE_A_VERB, CLAUSE_WORDS, ENDS_OF_CLAUSE
from qa_bot.language.segments import Item


def owner(items: Sequence[Item], frames: Sequence[Frame], at: int, text_end: str) -> int:
    """Give the number of the frame to which the quotation at item `at` belongs, -1 if to none.

    `text_end` is the quotation's last character. Costs as chosen on attributed news quotations.
    """
    best, cost = -1, 100.0
    for number, frame in enumerate(frames):
        price = _cost_after(items, frame, at, text_end)
        if price is None:
            price = _cost_before(items, frames, number, at)
        if price is not None and price < cost:
            best, cost = number, price
    return best


def _cost_after(items: Sequence[Item], frame: Frame, at: int, text_end: str) -> float | None:
    if frame.order not in ("before", "inverted", "source", "view") or frame.left <= at:
        return None
    between = items[at + 1 : frame.left]
    if len(between) > 2 or any(item.word for item in between):
        return None
    if any(item.text in ";:" for item in between):
        return None
    cost = len(between) + 4.0 * (frame.level != "say")
    comma = text_end == "," or any(item.text == "," for item in between)
    cost -= 8 if comma else 4 if text_end in "?!" else 0
    cost += 8 if text_end == "." and not comma else 0
    return cost - 2 * (frame.right < len(items) and items[frame.right].text == ",")


def _cost_before(items: Sequence[Item], frames: Sequence[Frame], number: int, at: int) -> float | None:
    frame = frames[number]
    if frame.right > at:
        return None
    between = items[frame.right : at]
    if any(item.text in (";", ".") for item in between):
        return None
    if number + 1 < len(frames) and frames[number + 1].right <= at:
        return None
    words = sum(bool(item.word) for item in between)
    if words > _reach(items, frame, between):
        return None
    cost = len(between) + 4.0 * (frame.level != "say")
    cost -= 5 if between and between[-1].text in (",", ":") else 0
    cost -= 4 if not between else 2 if len(between) <= 2 else 0
    return cost + 5 * any(item.word in ("and", "but", "while", "when") for item in between)


def _reach(items: Sequence[Item], frame: Frame, between: Sequence[Item]) -> int:
    """Give how many words may stand between a verb and its quotation."""
    if any(item.quote >= 0 for item in between):
        joined = all(item.word in ("and", "or", "") for item in between)
        return 1 if joined else 0
    if between and between[-1].text == ":":
        return 24
    level = frame.level
    if frame.order in ("source", "view", "passive"):
        return 0
    if frame.left and items[frame.left - 1].word in ("when", "if", "whether"):
        return 0
    if level in ("as", "call"):
        return 10 if not any(item.word in ENDS_OF_CLAUSE - {"as"} for item in between) else 0
    return 8 if level.startswith("say") and not _has_clause(between) else 2


def _has_clause(between: Sequence[Item]) -> bool:
    return any(item.word in BEFORE_A_VERB - {"to"} or item.word in CLAUSE_WORDS for item in between)
