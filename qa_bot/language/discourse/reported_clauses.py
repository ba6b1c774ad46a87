"""Where the words that a reporting verb reports begin: after "that", a hearer, a time, or at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from qa_bot.language.discourse.reporting_verbs import Frame
from qa_bot.language.lexicon import WordUnion
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS, TIME_NOUNS
from qa_bot.language.lexicon.function_words import (
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COUNTED_DETERMINERS,
    ENDS_OF_CLAUSE,
    PLAIN_PREPOSITIONS,
    THIRD_PERSON,
    WH,
)
from qa_bot.language.lexicon.reporting_verbs import ACTS, BARE_SPEECH, CLAUSE_AT_ONCE, HEARING, SPEECH_VERBS
from qa_bot.language.morphology import is_past
from qa_bot.language.segments import Item, item_at

# How many items after a verb are read for a sign of what it reports: none stands farther off in the news.
_THAT = 14
_PLACE = 5  # "said at a meeting that"
_HEARER = 8
_ACT = 12
_QUOTATION = 9
_VERB = 14
_COMMA = 10
_TIME = WordUnion(DAYS, TIME_NOUNS, ADVERBS - {"here", "first", "all", "both", "even"})
_CLAUSE_SUBJECTS = WordUnion(THIRD_PERSON, WH, {"i", "we", "there", "if", "whether"})
_NO_OBJECT = WordUnion(PLAIN_PREPOSITIONS, {""}, but={"for"})
_AUXILIARIES = WordUnion(BEFORE_A_VERB, but={"to", "not"})
_HEARER_ENDS = WordUnion(COUNTED_DETERMINERS, THIRD_PERSON, CLAUSE_WORDS, PLAIN_PREPOSITIONS, {"to", "there"})
_INSIDE_HEARER = ("of", "at", "in", "and")


def clause_start(items: Sequence[Item], frame: Frame, limit: int, end: int) -> int | None:
    """Return where the clause begins that a verb reports; `limit` is where the next verb stands."""
    if not frame.strength:
        return None
    that = _that(items, frame.right, min(end, max(limit, frame.right + 1)))
    if that is not None and _leads_to(items[frame.right : that], frame.verb):
        return that + 1
    return _bare_clause(items, frame, end)


def _bare_clause(items: Sequence[Item], frame: Frame, end: int) -> int | None:
    """Return where a clause without "that" begins: at once, or after a time, a colon or a hearer."""
    start = next((at for at in range(frame.right, end) if items[at].word not in _TIME), end)
    if start < end and items[start].text == ":":
        return start + 1
    if frame.verb in HEARING:
        start = _over_hearer(items, start, end)
    return start if start < end and _begins_clause(items, start, frame) else None


def act_start(items: Sequence[Item], frame: Frame, end: int) -> int | None:
    """Return where an act's object begins: "accused the club of ...", "called it ..."."""
    near = items[frame.right : min(end, frame.right + _ACT)]
    return frame.right if near and _has_object(near, ACTS.get(frame.verb, "")) else None


def _has_object(near: Sequence[Item], needed: str) -> bool:
    """Whether what follows a verb is the object of an act that needs "of", "as", "to" or a description."""
    words = [item.word for item in near]
    if needed in ("of", "as"):
        return needed in words or _reaches_quote(near)
    if needed == "call":
        return _is_calling(near)
    if needed == "object":
        return words[0] not in _NO_OBJECT
    return needed == "to" and "to" in words


def _that(items: Sequence[Item], start: int, end: int) -> int | None:
    """Return the place of the next "that" before any quotation."""
    near = takewhile(lambda at: not items[at].is_quotation, range(start, min(end, start + _THAT)))
    return next((at for at in near if items[at].word == "that"), None)


def _leads_to(between: Sequence[Item], verb: str) -> bool:
    """Whether what stands between a verb and "that" is no clause: a hearer, a time or a place."""
    addressed = verb in HEARING
    if len(between) > _PLACE and not addressed and verb not in ("wrote", "writes"):
        return False
    placed = item_at(between, 0).word in PLAIN_PREPOSITIONS | ADVERBS | DAYS | {""}
    return (placed or addressed) and not any(is_past(item.word) for item in between)


def _over_hearer(items: Sequence[Item], start: int, end: int) -> int:
    """Step over whoever is spoken to: them, reporters, members of the council."""
    places = range(start + 1, min(end, start + _HEARER))
    return next((at for at in places if _ends_hearer(items[at])), end)


def _ends_hearer(item: Item) -> bool:
    return item.word not in _INSIDE_HEARER and (not item.word or item.word in _HEARER_ENDS)


def _begins_clause(items: Sequence[Item], start: int, frame: Frame) -> bool:
    item, verb = items[start], frame.verb
    if item.word in _CLAUSE_SUBJECTS:
        return frame.strength == "say" or verb in CLAUSE_AT_ONCE or item.word != "it"
    if item.is_quotation:
        return SPEECH_VERBS.get(verb) == "say"
    if frame.strength == "clause":
        return verb in CLAUSE_AT_ONCE and _has_subject(items, start)
    return verb in BARE_SPEECH and _opens_statement(items, start)


def _has_subject(items: Sequence[Item], start: int) -> bool:
    item = items[start]
    return (item.word in COUNTED_DETERMINERS or item.capital) and has_verb(items, start)


def _opens_statement(items: Sequence[Item], start: int) -> bool:
    """Whether a statement may begin here; with a preposition only as in "In May, the club ..."."""
    word = items[start].word
    if word not in PLAIN_PREPOSITIONS | {"to"}:
        return word != ""
    opening = items[start : start + _COMMA]
    return word in ("in", "at", "for", "by", "on") and any(item.text == "," for item in opening)


def has_verb(items: Sequence[Item], start: int) -> bool:
    """Whether an auxiliary or the like follows soon, so that a clause begins and no bare object."""
    return any(
        item.word in _AUXILIARIES or item.word.endswith(("n't", "ed"))
        for item in items[start + 2 : start + _VERB]
    )


def _reaches_quote(near: Sequence[Item]) -> bool:
    """Whether a quotation follows with no other clause or place between."""
    quoted = next((at for at, item in enumerate(near[:_QUOTATION]) if item.is_quotation), -1)
    return quoted >= 0 and not any(item.word in ENDS_OF_CLAUSE for item in near[:quoted])


def _is_calling(near: Sequence[Item]) -> bool:
    """Whether "called" asks for something, or says what somebody or something is."""
    words = [item.word for item in near]
    described = words[0] in COUNTED_DETERMINERS and not {"a", "an"}.isdisjoint(words[1:8])
    return words[0] == "for" or described or _reaches_quote(near)
