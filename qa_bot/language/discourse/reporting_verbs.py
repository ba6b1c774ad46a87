"""Reporting verbs with their speakers: "the chair of the board said", "said X", "according to X"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from qa_bot.language.discourse.mentions import apposition_end, first_subject, mention_after, mention_before
from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.entities.names import kind_of, name_runs
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon import WordUnion
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    BE,
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COORDINATORS,
    COUNTED_DETERMINERS,
    DO,
    MODALS,
    PLAIN_PREPOSITIONS,
    THIRD_PERSON,
)
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.reporting_verbs import (
    ACTS,
    CITED,
    INVERTING,
    NOUNS_TOO,
    QUOTED,
    SPEECH_VERBS,
    WITH_PARTICLE,
)
from qa_bot.language.negation import is_negation
from qa_bot.language.segments import Item, item_at
from qa_bot.named_tuples import NamedTuple

Order = Literal["before", "inverted", "shared", "clause", "passive", "source"]
Strength = Literal["say", "clause", ""]
_REPORTING = WordUnion(SPEECH_VERBS, ACTS, WITH_PARTICLE)
_HELPERS = WordUnion(BEFORE_A_VERB, ADVERBS, but=DAYS)
_UNSAID = WordUnion(MODALS - {"will"}, DO - {"did"}, {"to"})
_AFTER_SPEAKER = WordUnion(PLAIN_PREPOSITIONS, DAYS, CLAUSE_WORDS - COORDINATORS, {""})
_BEFORE_SAME_SUBJECT = ("and", "but")
_LONGEST_NAME = 5  # items looked at for the name after a post: "said the manager, Mohammed Khan,"


class Frame(NamedTuple):
    """A verb at item `at` with its speaker; `left` to `right` (end exclusive) is all that names them."""

    at: int
    left: int
    right: int
    mention: Mention
    order: Order
    verb: str

    @property
    def strength(self) -> Strength:
        """How surely a clause that follows is reported: "say" by itself, "clause" with more evidence."""
        kind = SPEECH_VERBS.get(self.verb)
        if kind in ("say", "saying") or (kind is None and self.verb in WITH_PARTICLE):
            return "say"
        return "clause" if kind == "clause" else ""


def frames(items: Sequence[Item]) -> list[Frame]:
    """Return the reporting verbs of a unit that have a speaker, in order."""
    found: list[Frame] = []
    for at, item in enumerate(items):
        if not item.word:
            continue
        frame = None
        if _cites(items, at):
            frame = _source(items, at)
        elif item.word in _REPORTING and _is_verb(items, at):
            frame = _frame(items, at, found)
        if frame:
            found.append(frame)
    return found


def _cites(items: Sequence[Item], at: int) -> bool:
    """Whether whoever says something is named two items on: "according to X", "in the words of X"."""
    if items[at].word == "according":
        return item_at(items, at + 1).word == "to"
    if items[at].word not in CITED:
        return False
    before = [item.word for item in items[max(0, at - 2) : at]]
    return before == ["in", "the"] and item_at(items, at + 1).word == "of"


def _is_verb(items: Sequence[Item], at: int) -> bool:
    """Whether a form of a reporting verb is one here: no part of a name, no noun, with its particle."""
    if (at > 0 and items[at].capital) or _is_noun(items, at):
        return False
    particle = WITH_PARTICLE.get(items[at].word)
    return particle is None or item_at(items, at + 1).word == particle


def _is_noun(items: Sequence[Item], at: int) -> bool:
    before = item_at(items, at - 1)
    if before.word in COUNTED_DETERMINERS or before.word in PLAIN_PREPOSITIONS or before.is_genitive:
        return True
    return items[at].word in NOUNS_TOO and not _may_be_subject(before)


def _may_be_subject(item: Item) -> bool:
    if not item.word or item.capital or role_of(item.word):
        return True
    return item.word in THIRD_PERSON | DOCUMENTS | {"who", "and", "also"}


def _frame(items: Sequence[Item], at: int, before: Sequence[Frame]) -> Frame | None:
    inverted = _inverted(items, at) if items[at].word in INVERTING else None
    if inverted:
        return inverted
    subject, helpers = _over_helpers(items, at)
    if any(word in _UNSAID or is_negation(word) for word in helpers):
        return None
    if items[at].word.endswith("ing"):
        return _participle(items, at, before)
    return _finite(items, at, subject, helpers, before)


def _participle(items: Sequence[Item], at: int, before: Sequence[Frame]) -> Frame | None:
    """Read "X was quoted as saying", and "..., adding"."""
    if items[at].word == "saying" and item_at(items, at - 1).word == "as" and items[at - 2].word in QUOTED:
        return _with_subject(items, at, _over_helpers(items, at - 2)[0])
    return _shared(items, at, before) if at and not items[at - 1].word else None


def _finite(
    items: Sequence[Item], at: int, subject: int, helpers: Sequence[str], before: Sequence[Frame]
) -> Frame | None:
    if not BE.isdisjoint(helpers):
        return _passive(items, at)
    if item_at(items, subject).word in _BEFORE_SAME_SUBJECT:
        return _shared(items, at, before)
    return _with_subject(items, at, subject)


def _over_helpers(items: Sequence[Item], at: int) -> tuple[int, list[str]]:
    """Step left over auxiliaries and adverbs: return the place before them, and them."""
    helpers: list[str] = []
    place = at - 1
    while place >= 0 and _is_helper(items[place]):
        helpers.append(items[place].word)
        place -= 1
    return place, helpers


def _is_helper(item: Item) -> bool:
    return item.word in _HELPERS or (item.word.endswith("ly") and item.text.islower())


def _after_verb(items: Sequence[Item], at: int) -> int:
    return at + 2 if items[at].word in WITH_PARTICLE else at + 1


def _inverted(items: Sequence[Item], at: int) -> Frame | None:
    """Read "said X" right after a quotation or a comma, where no verb follows."""
    before = item_at(items, at - 1)
    is_led_in = before.is_quotation or before.text == ","
    mention = mention_after(items, _after_verb(items, at)) if is_led_in else None
    if mention is None or item_at(items, mention.last + 1).word not in _AFTER_SPEAKER:
        return None
    right = apposition_end(items, mention.last + 1)
    return Frame(at, at, right, _by_name(items, mention), "inverted", items[at].word)


def _by_name(items: Sequence[Item], mention: Mention) -> Mention:
    """Take the name of "said the manager, Mohammed Khan," where one stands beside the position."""
    comma = mention.last + 1
    if mention.kind != "role" or item_at(items, comma).text != ",":
        return mention
    start, end = next(name_runs(items[comma + 1 : comma + 1 + _LONGEST_NAME]), (-1, -1))
    first, last = comma + 1, comma + 1 + end
    if start != 0 or item_at(items, last + 1).word or kind_of(items, first, last) != "person":
        return mention
    return Mention(mention.left, first, last, "name")


def _with_subject(items: Sequence[Item], at: int, subject: int) -> Frame | None:
    """Read "X said" and "X, who said", and "as X said" like "according to X"."""
    mention = mention_before(items, subject)
    if mention is None:
        return None
    order: Order = "clause" if items[subject].word in ("who", "which") else "before"
    left, right = mention.left, _after_verb(items, at)
    if item_at(items, left - 1).word == "as" and item_at(items, right).text in (",", ".", ""):
        return Frame(at, left - 1, right, mention, "source", items[at].word)
    return Frame(at, left, right, mention, order, items[at].word)


def _shared(items: Sequence[Item], at: int, before: Sequence[Frame]) -> Frame | None:
    """Return a second verb with the subject of the first: "met fans and said", "..., adding"."""
    mention = before[-1].mention if before else first_subject(items, at)
    if mention is None:
        return None
    return Frame(at, at, _after_verb(items, at), mention, "shared", items[at].word)


def _passive(items: Sequence[Item], at: int) -> Frame | None:
    """Read "have been told by X"."""
    mention = mention_after(items, at + 2) if item_at(items, at + 1).word == "by" else None
    if mention is None:
        return None
    right = apposition_end(items, mention.last + 1)
    right += item_at(items, right).text == "," and item_at(items, right + 1).word == "that"
    return Frame(at, at, right, mention, "passive", items[at].word)


def _source(items: Sequence[Item], at: int) -> Frame | None:
    """Read "according to X" and "in the words of X"."""
    mention = mention_after(items, at + 2)
    if mention is None:
        return None
    named = _by_name(items, mention)
    left = at if items[at].word == "according" else at - 2
    return Frame(at, left, apposition_end(items, named.last + 1), named, "source", "according")
