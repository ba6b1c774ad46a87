"""Verbs of saying with their speakers: "the chair of the board said", "said X", "according to X"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from qa_bot.language.discourse.mentions import first_subject, mention_after, mention_before
from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.entities.names import kind_of, name_runs
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    BE,
    BEFORE_A_VERB,
    COUNTED_DETERMINERS,
    DO,
    MODALS,
    PARTICLES,
    PLAIN_PREPOSITIONS,
    THIRD_PERSON,
    THIRD_POSSESSIVES,
)
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.reporting_verbs import (
    ACTS,
    ATTRIBUTIONS_BY_NOUN,
    INVERTING,
    NOUNS_TOO,
    SPEECH_VERBS,
    WITH_PARTICLE,
)
from qa_bot.language.morphology import is_negation
from qa_bot.language.segments import Item

Order = Literal["before", "inverted", "shared", "clause", "passive", "source", "view"]
_DASHES = ("—", "–")
_STEPS = 6


class Frame(NamedTuple):
    """A verb at item `at` with its speaker; `left` to `right` (end exclusive) is all that names them.

    `level` is "say" (a strong verb), "clause" (one that needs more signs) or the sign an act needs.
    """

    at: int
    left: int
    right: int
    mention: Mention
    order: Order
    level: str


def frames(items: Sequence[Item]) -> list[Frame]:
    """Give the verbs of saying in a unit that have a speaker, in order."""
    found: list[Frame] = []
    for at, item in enumerate(items):
        if item.word == "according":
            frame = _source(items, at)
        elif item.word in ATTRIBUTIONS_BY_NOUN:
            frame = _view(items, at)
        else:
            level = _level(items, at)
            frame = _frame(items, at, level, found) if level else None
        if frame:
            found.append(frame)
    return found


def _level(items: Sequence[Item], at: int) -> str:
    word = items[at].word
    if items[at].capital and at:
        return ""
    after = items[at + 1].word if at + 1 < len(items) else ""
    if word in WITH_PARTICLE:
        return "say" if after == WITH_PARTICLE[word] else ""
    if word in ("laid", "lays", "lay") and after == "the" and _word(items, at + 2) == "blame":
        return "object"
    if ACTS.get(word) == "call" and after in PARTICLES | {"in"}:
        return ""
    kind = SPEECH_VERBS.get(word, "")
    if kind in ("say", "saying"):
        return "say" if word not in ACTS else "say+to"
    return "clause+" + ACTS[word] if kind == "clause" and word in ACTS else kind or ACTS.get(word, "")


def _word(items: Sequence[Item], at: int) -> str:
    return items[at].word if 0 <= at < len(items) else ""


def _frame(items: Sequence[Item], at: int, level: str, before: Sequence[Frame]) -> Frame | None:
    if at and _is_noun(items, at):
        return None
    stop = at + 2 if items[at].word in WITH_PARTICLE else at + 1
    if items[at].word in INVERTING and (inverted := _inverted(items, at, stop, level)):
        return inverted
    subject, helpers = _over_helpers(items, at)
    if any(is_negation(word) or word == "hardly" for word in helpers):
        return None
    if any(word in (MODALS - {"will"}) | DO | {"cannot", "to"} for word in helpers) and "did" not in helpers:
        return None
    if items[at].word.endswith("ing"):
        return _participle(items, at, stop, level, before, subject, helpers)
    if any(word in BE for word in helpers):
        return _passive(items, at, level)
    return _finite(items, at, stop, level, before, subject)


def _is_noun(items: Sequence[Item], at: int) -> bool:
    before = items[at - 1]
    if before.word in COUNTED_DETERMINERS | PLAIN_PREPOSITIONS or before.text in ("’s", "'s"):
        return True
    if items[at].word not in NOUNS_TOO:
        return False
    plain = bool(before.word) and not before.capital and before.word not in THIRD_PERSON | ADVERBS
    known = before.word in DOCUMENTS or role_of(before.word) != ""
    return plain and before.word not in ("who", "and", "also") and not known


def _over_helpers(items: Sequence[Item], at: int) -> tuple[int, list[str]]:
    """Step left over auxiliaries and adverbs: gives the place before them, and them."""
    helpers: list[str] = []
    place = at - 1
    while place >= 0 and len(helpers) < _STEPS and _is_helper(items, place):
        helpers.append(items[place].word)
        place -= 1
    return place, helpers


def _is_helper(items: Sequence[Item], at: int) -> bool:
    word = items[at].word
    if word in BEFORE_A_VERB | ADVERBS or word.endswith("n't"):
        return word not in DAYS
    return word.endswith("ly") and len(word) > 4 and items[at].text.islower()


def _inverted(items: Sequence[Item], at: int, stop: int, level: str) -> Frame | None:
    """Read "said X" right after a quotation or a comma."""
    if at == 0 or not (items[at - 1].quote >= 0 or items[at - 1].text in (",", *_DASHES)):
        return None
    mention = mention_after(items, stop)
    if mention is None or (mention.kind == "pronoun" and items[at - 1].quote < 0):
        return None
    quoted = items[at - 1].quote >= 0 or (at > 1 and items[at - 2].quote >= 0)
    if not _closes(items, mention.last + 1, quoted):
        return None
    right = _over_apposition(items, mention.last + 1)
    return Frame(at, at, right, _by_name(items, mention), "inverted", level)


def _closes(items: Sequence[Item], at: int, quoted: bool) -> bool:
    """Tell whether a phrase may end before item `at`: no verb follows."""
    word = _word(items, at)
    if quoted:
        return word not in BEFORE_A_VERB - {"to", "not"}
    return not word or word in PLAIN_PREPOSITIONS | DAYS


def _by_name(items: Sequence[Item], mention: Mention) -> Mention:
    """Take the name of "said the manager, Mohammed Khan." where one stands beside the post."""
    at = mention.last + 1
    if mention.kind != "role" or at + 2 >= len(items) or items[at].text != ",":
        return mention
    run = next(name_runs(items[at + 1 : at + 6]), None)
    if not run or run[0] != 0 or run[1] == 0:
        return mention
    end = at + 2 + run[1]
    closed = end >= len(items) or not items[end].word
    person = kind_of(items, at + 1, at + 1 + run[1]) == "person"
    return Mention(mention.left, at + 1, at + 1 + run[1], "name") if closed and person else mention


def _over_apposition(items: Sequence[Item], at: int) -> int:
    """Step right over ", chair of the board" to what follows it."""
    if at >= len(items) or items[at].text != ",":
        return at
    inner = items[at + 1 : at + 14]
    end = next(
        (n for n, item in enumerate(inner) if item.text in (",", ".", ":", ";") or item.quote >= 0),
        len(inner),
    )
    posted = any(role_of(item.word) for item in inner[:end]) or (inner and inner[0].word in ("who", "of"))
    first = inner[0].word if inner else ""
    starts = first in COUNTED_DETERMINERS | {"who", "of", "from"} or (first != "" and role_of(first) == first)
    helpers = BEFORE_A_VERB if first != "who" else frozenset()
    told = any(item.word in helpers or SPEECH_VERBS.get(item.word) == "say" for item in inner[:end])
    return at + 1 + end if posted and starts and not told else at


def _participle(
    items: Sequence[Item],
    at: int,
    stop: int,
    level: str,
    before: Sequence[Frame],
    subject: int,
    helpers: list[str],
) -> Frame | None:
    if any(word in BE for word in helpers):
        return _finite(items, at, stop, level, before, subject)
    edge = at == 0 or not items[at - 1].word or items[at - 1].word == "and"
    return _shared(items, at, stop, level, before) if edge and at else None


def _finite(
    items: Sequence[Item], at: int, stop: int, level: str, before: Sequence[Frame], subject: int
) -> Frame | None:
    if subject < 0:
        return None
    if items[subject].word in ("and", "but", "then", "yet"):
        return _shared(items, at, stop, level, before)
    if items[subject].quote >= 0 or (
        items[subject].text == "," and subject and items[subject - 1].quote >= 0
    ):
        return None
    mention = mention_before(items, subject)
    if mention is None:
        return None
    order: Order = "clause" if items[subject].word in ("who", "which") else "before"
    return Frame(at, mention.left, stop, mention, order, level)


def _shared(items: Sequence[Item], at: int, stop: int, level: str, before: Sequence[Frame]) -> Frame | None:
    """Give a second verb the subject of the first: "met fans and said", "..., adding"."""
    earlier = next((one for one in reversed(before) if one.order != "source"), None)
    mention = earlier.mention if earlier else first_subject(items, at)
    return Frame(at, at, stop, mention, "shared", level) if mention else None


def _passive(items: Sequence[Item], at: int, level: str) -> Frame | None:
    """Read "have been told by X"."""
    if _word(items, at + 1) != "by":
        return None
    mention = mention_after(items, at + 2)
    return Frame(at, at, mention.last + 1, mention, "passive", level) if mention else None


def _source(items: Sequence[Item], at: int) -> Frame | None:
    if _word(items, at + 1) != "to":
        return None
    mention = mention_after(items, at + 2)
    if mention is None or mention.kind == "pronoun":
        return None
    named = _by_name(items, mention)
    return Frame(at, at, _over_apposition(items, named.last + 1), named, "source", "say")


def _view(items: Sequence[Item], at: int) -> Frame | None:
    """Read "in his view", "by the union’s account"."""
    closed = at + 1 == len(items) or items[at + 1].text in (",", ".")
    if at < 2 or not closed:
        return None
    if items[at - 1].word in THIRD_POSSESSIVES and items[at - 2].word in ("in", "by", "to"):
        mention: Mention | None = Mention(at - 1, at - 1, at - 1, "pronoun")
        start = at - 2
    elif items[at - 1].text in ("’s", "'s") and at > 2:
        mention = mention_before(items, at - 2)
        start = mention.left - 1 if mention else 0
        if mention and _word(items, mention.left) in ("in", "by", "to"):
            start = mention.left
    else:
        return None
    if mention is None or _word(items, start) not in ("in", "by", "to"):
        return None
    if start and items[start - 1].text != ",":
        return None
    return Frame(at, start, at + 1, mention, "view", "say")
