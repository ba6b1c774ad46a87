"""Who speaks, as the words stand beside a verb, and the positions that stand beside names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from qa_bot.language.discourse.noun_phrases import (
    LONGEST,
    Mention,
    is_group_name,
    phrase_before,
    phrase_start,
    speaker_in,
)
from qa_bot.language.entities.names import kind_of, name_runs
from qa_bot.language.entities.people import is_given_name, is_title, role_of
from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.adverbs import ADVERBS
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.lexicon.function_words import (
    BEFORE_A_VERB,
    CLAUSE_WORDS,
    COUNTED_DETERMINERS,
    PLAIN_PREPOSITIONS,
    THIRD_PERSON,
)
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.people import ACRONYM_ROLES
from qa_bot.language.lexicon.punctuation import DASHES
from qa_bot.language.lexicon.reporting_verbs import ACTS, SPEECH_VERBS
from qa_bot.language.morphology import is_past
from qa_bot.language.segments import Item, item_at

# Items read at most: longer appositions and brackets are rare, and the work must stay linear.
_APPOSITION = 24
_BRACKET = 8
_APPOSITIONS = 3
_POSITION = 20
_SUBJECT = 5
_MARKS = (",", *DASHES)
_INSIDE_APPOSITION = ("’s", "'s", "’", "(", ")")
_OPENS_APPOSITION = WordUnion(COUNTED_DETERMINERS, word_set("who whose which of from for"))
_NOT_IN_SPEAKER = WordUnion(CLAUSE_WORDS, BEFORE_A_VERB, THIRD_PERSON, DAYS, ADVERBS)
_NOT_AT_END = WordUnion(ADVERBS, DAYS, PLAIN_PREPOSITIONS, COUNTED_DETERMINERS)
_STATEMENT_VERBS = WordUnion(SPEECH_VERBS, ACTS, BEFORE_A_VERB - {"to"})


def mention_before(items: Sequence[Item], last: int) -> Mention | None:
    """Return the speaker whose phrase ends with item `last`, stepping over an apposition."""
    last = _over_bracket(items, _over_relative(items, last))
    if item_at(items, last).text in _MARKS:
        return _before_apposition(items, last)
    return phrase_before(items, last)


def _over_relative(items: Sequence[Item], last: int) -> int:
    """Step left over "who" and the comma before it."""
    if item_at(items, last).word not in ("who", "which"):
        return last
    return last - 2 if item_at(items, last - 1).text == "," else last - 1


def _over_bracket(items: Sequence[Item], last: int) -> int:
    """Step left over "(Labour)"."""
    if item_at(items, last).text != ")":
        return last
    places = range(last - 1, max(0, last - _BRACKET) - 1, -1)
    return next((at - 1 for at in places if items[at].text == "("), -1)


def _before_apposition(items: Sequence[Item], end: int) -> Mention | None:
    """Read "X, chair of Y, " backwards from its last comma."""
    for _ in range(_APPOSITIONS):
        start = _mark_before(items, end)
        if start < 0:
            return None
        found = _beside_apposition(items, start, end)
        if found:
            return found
        end = start
    return None


def _beside_apposition(items: Sequence[Item], start: int, end: int) -> Mention | None:
    """Return the speaker whom the words between two marks stand beside, or name."""
    inner = items[start + 1 : end]
    if _is_name(inner, _is_position(items, start - 1)):
        return _name_after(items, start, end)
    return phrase_before(items, _over_bracket(items, start - 1)) if _is_apposition(inner) else None


def _name_after(items: Sequence[Item], start: int, end: int) -> Mention | None:
    """Read "her lawyer, David Kendall," whose name stands between the commas."""
    found, left = phrase_before(items, end - 1, start + 1), phrase_start(items, start - 1)
    return found._replace(left=left) if found and left is not None else found


def _mark_before(items: Sequence[Item], end: int) -> int:
    for at in range(end - 1, max(0, end - _APPOSITION) - 1, -1):
        if items[at].text in _MARKS:
            return at
        if not items[at].word and items[at].text not in _INSIDE_APPOSITION:
            return -1
    return -1


def _is_position(items: Sequence[Item], last: int) -> bool:
    """Whether the noun phrase that ends with item `last` is a position: "the MP for Wenholm"."""
    start = phrase_start(items, last)
    return start is not None and any(map(_is_role, items[start : last + 1]))


def _is_role(item: Item) -> bool:
    return role_of(item.word) != "" or item.text in ACRONYM_ROLES


def _is_name(inner: Sequence[Item], after_position: bool) -> bool:
    """Whether words between commas are a person's name: "the mayor, Ana Brook, said"."""
    if not inner or not all(item.capital for item in inner) or kind_of(inner, 0, len(inner) - 1) != "person":
        return False
    return after_position or is_title(inner[0].text) or is_given_name(inner[0].text)


def _is_apposition(inner: Sequence[Item]) -> bool:
    """Whether words between commas may stand beside a name: a position, an age, a clause with who."""
    if not inner:
        return False
    first = inner[0].word
    if first in _OPENS_APPOSITION or first[:1].isdigit():
        return True
    return first not in CLAUSE_WORDS and any(map(_is_role, inner))


def apposition_end(items: Sequence[Item], at: int) -> int:
    """Return the place after ", chair of the board", or `at` where none begins."""
    if item_at(items, at).text != ",":
        return at
    inner = list(takewhile(_is_in_phrase, items[at + 1 : at + _APPOSITION]))
    describes = any(map(_is_role, inner)) and not inner[0].word[:1].isdigit()
    return at + 1 + len(inner) if describes and not _states(inner) else at


def mention_after(items: Sequence[Item], first: int) -> Mention | None:
    """Return the speaker whose phrase begins with item `first`: "said X", "according to X"."""
    word = item_at(items, first).word
    if word in THIRD_PERSON:
        return Mention(first, first, first, "pronoun")
    if not word or word in CLAUSE_WORDS | PLAIN_PREPOSITIONS:
        return None
    last = first
    while last + 1 < first + LONGEST and _goes_on(items, first, last + 1):
        last += 1
    while last > first and items[last].word in _NOT_AT_END:
        last -= 1
    return speaker_in(items, first, last)


def _goes_on(items: Sequence[Item], first: int, at: int) -> bool:
    """Whether item `at` belongs to the phrase that began with item `first`."""
    item = item_at(items, at)
    if not item.word:
        return item.is_genitive or item.text in ("&", "’", "'")
    if item.word == "and":
        return items[at - 1].capital and item_at(items, at + 1).capital
    if item.word in PLAIN_PREPOSITIONS:
        return _may_follow(item.word, items[at - 1], items[first])
    if items[first].capital and item.word in COUNTED_DETERMINERS:
        return items[at - 1].word in PLAIN_PREPOSITIONS
    return item.word not in _NOT_IN_SPEAKER


def _may_follow(preposition: str, before: Item, first: Item) -> bool:
    """Whether a preposition goes on with a speaker's phrase: "a letter from", "the head of", "Bank of"."""
    if preposition in ("by", "from"):
        return before.word in DOCUMENTS
    if first.capital:
        return preposition == "of" and is_group_name(before)
    return preposition in ("of", "for", "at")


def post_beside(items: Sequence[Item], first: int, last: int) -> tuple[int, int] | None:
    """Return the text span of the position beside a name: "X, chair of Y,", "NHS chief executive X"."""
    after = _position_after(items, last)
    if after:
        return after
    end = first - 2 if item_at(items, first - 1).text == "," else first - 1
    start = phrase_start(items, end) if role_of(item_at(items, end).word) else None
    return None if start is None else _position_in(items, start, end)


def _position_in(items: Sequence[Item], start: int, end: int) -> tuple[int, int]:
    """Return the span of the position in a noun phrase, without what stands before it."""
    position = next(at for at in range(start, end + 1) if _is_role(items[at]))
    openings = COUNTED_DETERMINERS | PLAIN_PREPOSITIONS
    after = (at + 1 for at in range(start, position) if items[at].word in openings)
    return items[max(after, default=start)].start, items[end].end


def _position_after(items: Sequence[Item], last: int) -> tuple[int, int] | None:
    if item_at(items, last + 1).text not in (*_MARKS, "is", "was"):
        return None
    inner = list(takewhile(_is_in_phrase, items[last + 2 : last + 2 + _POSITION]))
    if not any(role_of(item.word) for item in inner) or not _is_apposition(inner) or _states(inner):
        return None
    return inner[0].start, inner[-1].end


def _is_in_phrase(item: Item) -> bool:
    return bool(item.word) or item.is_genitive or item.text == "’"


def _states(inner: Sequence[Item]) -> bool:
    """Whether words after a name are a clause that goes on, and no apposition."""
    if inner[0].word in ("who", "whose"):
        return False
    return is_past(inner[0].word) or any(item.word in _STATEMENT_VERBS for item in inner)


def first_subject(items: Sequence[Item], at: int) -> Mention | None:
    """Return the subject with which a unit begins: a pronoun, a name, or "the union"."""
    first = item_at(items, 0).word
    if first in THIRD_PERSON - {"it"}:
        return Mention(0, 0, 0, "pronoun")
    start, last = next(name_runs(items), (len(items), len(items)))
    if last < at and (start == 0 or (start == 1 and first == "the")):
        return Mention(0, start, last, "name")
    return _opening_role(items, at) if first in COUNTED_DETERMINERS else None


def _opening_role(items: Sequence[Item], at: int) -> Mention | None:
    for last in range(1, min(at, _SUBJECT)):
        if role_of(items[last].word) and item_at(items, last + 1).word not in PLAIN_PREPOSITIONS:
            return Mention(0, 0, last, "role")
    return None
