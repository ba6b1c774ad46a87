"""Where the words that a verb of saying reports begin: after "that", a hearer, a time, or at once."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.discourse.reporting_verbs import Frame
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS, TIME_NOUNS
from qa_bot.language.lexicon.function_words import (
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COUNTED_DETERMINERS,
    DEMONSTRATIVES,
    ENDS_OF_CLAUSE,
    PERSONAL,
    PLAIN_PREPOSITIONS,
    THIRD_PERSON,
    WH,
)
from qa_bot.language.lexicon.reporting_verbs import BARE_SPEECH, CLAUSE_AT_ONCE, HEARING, MENTAL, SPEECH_VERBS
from qa_bot.language.morphology import is_past
from qa_bot.language.segments import Item

_THAT = 14
_PLACE = 5
_WRITING = frozenset(("wrote", "writes"))


def clause_start(items: Sequence[Item], frame: Frame, limit: int, end: int) -> int | None:
    """Give the item at which the clause begins that a verb reports; `limit` is where the next verb stands."""
    level = frame.level.split("+")[0]
    if level not in ("say", "clause") or frame.right >= end:
        return None
    word = items[frame.at].word
    that = _that(items, frame.right, min(end, max(limit, frame.right + 1)))
    if that is not None and _leads_to(items, frame.right, that, word):
        return that + 1
    start = _over_time(items, frame.right, end)
    if start < end and items[start].text == ":":
        return start + 1
    if word in HEARING:
        start = over_hearer(items, start, end)
    if start >= end or not _begins_clause(items, start, word, level):
        return None
    return start


def act_start(items: Sequence[Item], frame: Frame, end: int) -> int | None:
    """Give where an act's object begins: "accused the club of ...", "called it ..."."""
    sign = frame.level.split("+")[-1]
    start = frame.right
    near = items[start : min(end, start + 14)]
    if not near or (not near[0].word and near[0].quote < 0):
        return None
    words = [item.word for item in near]
    quoted = _reaches_quote(near[:9])
    if sign in ("of", "as") and (sign in words[:12] or quoted):
        return start
    if sign == "to" and "to" in words[:12]:
        return start
    if sign == "object":
        return start if words[0] not in PLAIN_PREPOSITIONS - {"for"} else None
    if sign == "call":
        return start if _is_calling(words, quoted) else None
    return None


def _that(items: Sequence[Item], start: int, end: int) -> int | None:
    for at in range(start, min(end, start + _THAT)):
        if items[at].word == "that":
            return at
        if items[at].quote >= 0 or items[at].text in (":", ";") or items[at].word in BEFORE_A_VERB - {"to"}:
            return None
    return None


def _leads_to(items: Sequence[Item], start: int, that: int, verb: str) -> bool:
    """Tell whether what stands between a verb and "that" is no clause: a hearer, a time or a place."""
    if start == that:
        return True
    first = items[start].word
    if verb in MENTAL:
        return False
    if that - start > _PLACE and verb not in HEARING | _WRITING:
        return False
    placed = first in PLAIN_PREPOSITIONS | ADVERBS | DAYS or not first
    return (placed or verb in HEARING) and not any(is_past(items[at].word) for at in range(start, that))


def _over_time(items: Sequence[Item], start: int, end: int) -> int:
    """Step over "on Monday", "earlier this week", "yesterday"."""
    at = start
    while at < end and at < start + 5:
        word = items[at].word
        timed = word in DAYS | TIME_NOUNS | ADVERBS - {"here", "first", "all", "both", "even"}
        leads = (
            word in ("on", "last", "this", "earlier")
            and at + 1 < end
            and items[at + 1].word in DAYS | TIME_NOUNS | {"on", "this"}
        )
        if not (timed or leads):
            break
        at += 1
    return at


def over_hearer(items: Sequence[Item], start: int, end: int) -> int:
    """Step over the one who is told: them, reporters, the BBC, members of the council."""
    if start >= end:
        return start
    first = items[start]
    if first.word in PERSONAL - word_set("he she they") | DEMONSTRATIVES | word_set(
        "her who whom which there what"
    ):
        return start + 1
    at = start + (first.word in COUNTED_DETERMINERS)
    if at < end and items[at].capital:
        while at < end and (
            items[at].capital
            or (items[at].word in ("of", "the", "and") and at + 1 < end and items[at + 1].capital)
        ):
            at += 1
        return at
    for place in range(at, min(end, at + 8)):
        if place > at and _hearer_ends(items[place]):
            return place
    return at + 1 if at > start or first.word.endswith("s") else end


def _hearer_ends(item: Item) -> bool:
    if item.word in ("of", "at", "in", "and"):
        return False
    edges = COUNTED_DETERMINERS | THIRD_PERSON | CLAUSE_WORDS | PLAIN_PREPOSITIONS | {"to", "there"}
    return not item.word or item.word in edges


def _begins_clause(items: Sequence[Item], start: int, verb: str, level: str) -> bool:
    item = items[start]
    if item.word in THIRD_PERSON | WH | {"i", "we", "there", "if", "whether"}:
        return level == "say" or verb in CLAUSE_AT_ONCE or item.word not in ("it",)
    if verb.startswith("ask") or not (item.word or item.quote >= 0):
        return False
    if item.quote >= 0:
        return SPEECH_VERBS.get(verb) == "say"
    if verb in HEARING and not has_verb(items, start):
        return False
    if level == "clause":
        bare = verb in CLAUSE_AT_ONCE
        return bare and (item.word in COUNTED_DETERMINERS or item.capital) and has_verb(items, start)
    if verb not in BARE_SPEECH:
        return False
    if item.word in PLAIN_PREPOSITIONS | {"to"}:
        return item.word in ("in", "at", "for", "by", "on") and _has_comma(items, start)
    return True


def has_verb(items: Sequence[Item], start: int) -> bool:
    """Tell whether an auxiliary or the like follows soon, so that a clause begins and no bare object."""
    return any(
        item.word in BEFORE_A_VERB - {"to", "not"} or item.word.endswith(("n't", "ed"))
        for item in items[start + 2 : start + 14]
    )


def _has_comma(items: Sequence[Item], start: int) -> bool:
    return any(item.text == "," for item in items[start : start + 10])


def _reaches_quote(near: Sequence[Item]) -> bool:
    """Tell whether a quotation follows with no other clause or place between."""
    first = next((at for at, item in enumerate(near) if item.quote >= 0), -1)
    return first >= 0 and not any(item.word in ENDS_OF_CLAUSE for item in near[:first])


def _is_calling(words: Sequence[str], quoted: bool) -> bool:
    if words[0] in ("for", "on"):
        return len(words) > 1 if words[0] == "for" else "to" in words[2:]
    named = words[0] in ("it", "him", "her", "them", "this", "that") or words[0] in COUNTED_DETERMINERS
    return quoted or (named and any(word in ("a", "an") for word in words[1:8]))
