"""Who speaks, as the words stand beside a verb, and the posts that stand beside names."""

from __future__ import annotations

from collections.abc import Sequence

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
from qa_bot.language.segments import Item


def mention_before(items: Sequence[Item], last: int, floor: int = 0) -> Mention | None:
    """Give the speaker whose phrase ends with item `last`, stepping over an apposition."""
    if last < floor:
        return None
    item = items[last]
    if item.text == ")":
        return mention_before(items, _over_bracket(items, last, floor), floor)
    if item.text in (",", *DASHES):
        return _before_apposition(items, last, floor)
    if item.word in ("who", "which"):
        before = last - 1 - (items[last - 1].text == "," if last > floor else 0)
        return mention_before(items, before, floor)
    return phrase_before(items, last, floor)


def _over_bracket(items: Sequence[Item], last: int, floor: int) -> int:
    for at in range(last - 1, max(floor, last - 8) - 1, -1):
        if items[at].text == "(":
            return at - 1
    return floor - 1


def _before_apposition(items: Sequence[Item], comma: int, floor: int) -> Mention | None:
    """Read "X, chair of Y, " backwards from its last comma."""
    end = comma
    for _ in range(3):
        start = _mark_before(items, end, floor)
        if start < floor:
            return None
        inner = items[start + 1 : end]
        if _all_name(inner, start > floor and _is_post(items, start - 1, floor)):
            return _name_after(items, start, end, floor)
        found = (
            phrase_before(items, start - 1, floor) if start - 1 >= floor and items[start - 1].word else None
        )
        if found is None and start > floor and items[start - 1].text == ")":
            found = mention_before(items, start - 1, floor)
        if _apposes(inner) and found is not None and found.kind != "pronoun":
            return found
        end = start
    return None


def _name_after(items: Sequence[Item], start: int, end: int, floor: int) -> Mention | None:
    """Read "her lawyer, David Kendall," whose name stands between the commas."""
    found = phrase_before(items, end - 1, start + 1)
    left = phrase_start(items, start - 1, floor) if start > floor and items[start - 1].word else None
    return found._replace(left=left) if found and left is not None else found


def _mark_before(items: Sequence[Item], end: int, floor: int) -> int:
    for at in range(end - 1, max(floor, end - 24) - 1, -1):
        if items[at].text in (",", *DASHES):
            return at
        if not items[at].word and items[at].text not in ("’s", "'s", "’", "&", "(", ")"):
            return floor - 1
    return floor - 1


def _is_post(items: Sequence[Item], last: int, floor: int) -> bool:
    """Tell whether the noun phrase that ends with item `last` is a post: "the MP for Wenholm"."""
    start = phrase_start(items, last, floor) if items[last].word else None
    return start is not None and any(_is_role(items[at]) for at in range(start, last + 1))


def _is_role(item: Item) -> bool:
    return role_of(item.word) != "" or item.text in ACRONYM_ROLES


def _all_name(inner: Sequence[Item], after_post: bool) -> bool:
    """Tell whether words between commas are a person's name: "the mayor, Ana Brook, said"."""
    if not 1 <= len(inner) <= 4 or not all(item.capital for item in inner):
        return False
    first = inner[0].text
    if len(inner) == 1:
        return after_post and is_given_name(first)
    known = is_given_name(first) or is_title(first)
    return known or (after_post and kind_of(inner, 0, len(inner) - 1) == "person")


def _apposes(inner: Sequence[Item]) -> bool:
    """Tell whether words between commas may stand beside a name: a post, an age, a clause with who."""
    if not inner:
        return False
    first = inner[0].word
    if first in ("who", "whose", "which", "of", "from", "for", "at", "then", "now") or first[:1].isdigit():
        return True
    if first in COUNTED_DETERMINERS or inner[0].text in ACRONYM_ROLES or role_of(first):
        return True
    return any(role_of(item.word) for item in inner) and first not in CLAUSE_WORDS


def mention_after(items: Sequence[Item], first: int) -> Mention | None:
    """Give the speaker whose phrase begins with item `first`: "said X", "according to X"."""
    if first >= len(items) or not items[first].word:
        return None
    if items[first].word in THIRD_PERSON:
        return Mention(first, first, first, "pronoun")
    last = first
    while last + 1 < min(len(items), first + LONGEST) and _goes_on(items, first, last + 1):
        last += 1
    while last > first and items[last].word in ADVERBS | DAYS | PLAIN_PREPOSITIONS | COUNTED_DETERMINERS:
        last -= 1
    return (
        speaker_in(items, first, last) if items[first].word not in CLAUSE_WORDS | PLAIN_PREPOSITIONS else None
    )


def _goes_on(items: Sequence[Item], first: int, at: int) -> bool:
    item = items[at]
    if not item.word:
        return item.text in ("’s", "'s", "&") or (item.text in "’'" and items[at - 1].word.endswith("s"))
    if item.word in ("and", "or"):
        after = items[at + 1] if at + 1 < len(items) else item
        return items[at - 1].capital and after.capital and after.word not in THIRD_PERSON
    if item.word in CLAUSE_WORDS | BEFORE_A_VERB | THIRD_PERSON | DAYS | ADVERBS:
        return False
    if item.word in ("by", "from") and items[at - 1].word in DOCUMENTS:
        return True
    if item.word in PLAIN_PREPOSITIONS:
        return (item.word in ("of", "for", "at") and not items[first].capital) or (
            item.word == "of" and is_group_name(items[at - 1])
        )
    return True


def post_beside(items: Sequence[Item], first: int, last: int) -> tuple[int, int] | None:
    """Give the text span of the post beside a name: "X, chair of Y,", "NHS Employers chief executive X"."""
    after = _post_after(items, last)
    if after:
        return after
    last = first - 1 - (first > 1 and items[first - 1].text == ",")
    start = phrase_start(items, last, 0) if first and role_of(items[last].word) else None
    if start is None:
        return None
    openings = COUNTED_DETERMINERS | PLAIN_PREPOSITIONS
    post = next((at for at in range(start, last + 1) if _is_role(items[at])), last)
    head = max((at + 1 for at in range(start, post + 1) if items[at].word in openings), default=start)
    return (items[head].start, items[last].end) if head <= last else None


def _tells(inner: Sequence[Item]) -> bool:
    """Tell whether a clause goes on after a name, so that no post stands there."""
    if inner[0].word in ("who", "whose"):
        return False
    verbs = SPEECH_VERBS.keys() | ACTS.keys() | (BEFORE_A_VERB - {"to"})
    return is_past(inner[0].word) or any(item.word in verbs for item in inner)


def _post_after(items: Sequence[Item], last: int) -> tuple[int, int] | None:
    if last + 2 >= len(items) or items[last + 1].text not in (",", "is", "was", *DASHES):
        return None
    start = last + 2
    end = start
    while end < min(len(items), start + 20) and (items[end].word or items[end].text in ("’s", "'s", "’")):
        end += 1
    inner = items[start:end]
    if (
        not inner
        or _tells(inner)
        or not _apposes(inner)
        or not any(role_of(item.word) or item.word == "chairs" for item in inner)
    ):
        return None
    return inner[0].start, inner[-1].end


def first_subject(items: Sequence[Item], at: int) -> Mention | None:
    """Give the subject with which a unit begins: a pronoun, a name, or "the union"."""
    if not items[0].word or at < 2:
        return None
    if items[0].word in THIRD_PERSON - {"it"}:
        return Mention(0, 0, 0, "pronoun")
    run = next(name_runs(items), None)
    if run and run[0] <= 1 and (run[0] == 0 or items[0].word in ("the", "but")) and run[1] < at:
        return Mention(0, *run, "name")
    if items[0].word in COUNTED_DETERMINERS:
        for last in range(1, min(at, 5)):
            if (
                role_of(items[last].word)
                and _word_at(items, last + 1) not in PLAIN_PREPOSITIONS
                and not role_of(_word_at(items, last + 1))
            ):
                return Mention(0, 0, last, "role")
    return None


def _word_at(items: Sequence[Item], at: int) -> str:
    return items[at].word if at < len(items) else ""
