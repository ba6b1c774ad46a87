"""Who speaks, as the words stand beside a verb: the noun phrase, cut down to the speaker's mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from qa_bot.answer_types.name_words import GIVEN, ORGANISATION, PARTICLES
from qa_bot.speakers import cues
from qa_bot.speakers.items import Item
from qa_bot.speakers.names import given_gender, is_title, kind_of, name_runs, name_start, role_of
from qa_bot.words import IRREGULAR

MentionKind = Literal["name", "pronoun", "role", "document"]

LONGEST = 16
_LINKS = frozenset({"of", "the", "and", "for", "&", "’s", "'s", "’"}) | PARTICLES
_PAST = frozenset(form for form, base in IRREGULAR.items() if form != base and not form.endswith("s")) - {
    "men", "women", "children", "people", "media", "criteria", "center", "centre", "left", "found", "data",
}  # fmt: skip
_DASHES = frozenset("—–-")


class Mention(NamedTuple):
    """Items `first` to `last` of a unit (both taken) that name a speaker; `left`: where its phrase begins."""

    left: int
    first: int
    last: int
    kind: MentionKind


def mention_before(items: Sequence[Item], last: int, floor: int = 0) -> Mention | None:
    """Give the speaker whose phrase ends with item `last`, stepping over an apposition."""
    if last < floor:
        return None
    item = items[last]
    if item.text == ")":
        return mention_before(items, _over_bracket(items, last, floor), floor)
    if item.text in (",", *_DASHES):
        return _before_apposition(items, last, floor)
    if item.word in ("who", "which"):
        before = last - 1 - (items[last - 1].text == "," if last > floor else 0)
        return mention_before(items, before, floor)
    return _phrase(items, last, floor)


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
        if _all_name(inner, start > floor and role_of(items[start - 1].word) != ""):
            return _name_after(items, start, end, floor)
        found = _phrase(items, start - 1, floor) if start - 1 >= floor and items[start - 1].word else None
        if found is None and start > floor and items[start - 1].text == ")":
            found = mention_before(items, start - 1, floor)
        if _apposes(inner) and found is not None and found.kind != "pronoun":
            return found
        end = start
    return None


def _name_after(items: Sequence[Item], start: int, end: int, floor: int) -> Mention | None:
    """Read "her lawyer, David Kendall," whose name stands between the commas."""
    found = _phrase(items, end - 1, start + 1)
    left = _phrase_start(items, start - 1, floor) if start > floor and items[start - 1].word else None
    return found._replace(left=left) if found and left is not None else found


def _mark_before(items: Sequence[Item], end: int, floor: int) -> int:
    for at in range(end - 1, max(floor, end - 24) - 1, -1):
        if items[at].text in (",", *_DASHES):
            return at
        if not items[at].word and items[at].text not in ("’s", "'s", "’", "&", "(", ")"):
            return floor - 1
    return floor - 1


def _all_name(inner: Sequence[Item], after_post: bool) -> bool:
    """Tell whether words between commas are a person's name: "the mayor, Ana Brook, said"."""
    if not 2 <= len(inner) <= 4 or not all(item.capital for item in inner):
        return False
    first = inner[0].text
    known = first in GIVEN or is_title(first) or given_gender(first) != ""
    return known or (after_post and kind_of(inner, 0, len(inner) - 1) == "person")


def _apposes(inner: Sequence[Item]) -> bool:
    """Tell whether words between commas may stand beside a name: a post, an age, a clause with who."""
    if not inner:
        return False
    first = inner[0].word
    if first in ("who", "whose", "which", "of", "from", "for", "at", "then", "now") or first[:1].isdigit():
        return True
    if first in cues.DETERMINERS or inner[0].text in cues.ACRONYM_ROLES or role_of(first):
        return True
    return any(role_of(item.word) for item in inner) and first not in cues.CLAUSE_WORDS


def _phrase(items: Sequence[Item], last: int, floor: int) -> Mention | None:
    """Cut the noun phrase that ends with item `last` down to its speaker."""
    if items[last].word in cues.PRONOUNS:
        return _pronoun(items, last, floor)
    start = _phrase_start(items, last, floor)
    if start is None:
        return None
    return _speaker(items, start, last)


def _pronoun(items: Sequence[Item], last: int, floor: int) -> Mention | None:
    """Take a pronoun only where a clause begins: at an edge, or after "On Monday"."""
    if last == floor or not items[last - 1].word or items[last - 1].word in cues.CLAUSE_WORDS:
        return Mention(last, last, last, "pronoun")
    start = _phrase_start(items, last - 1, floor)
    if items[last - 1].word in cues.DAYS | cues.ADVERBS:
        return Mention(last, last, last, "pronoun")
    opens = start is not None and items[start].word in cues.PREPOSITIONS | cues.ADVERBS | cues.DAYS
    return Mention(start, last, last, "pronoun") if start is not None and opens else None


def _phrase_start(items: Sequence[Item], last: int, floor: int) -> int | None:
    """Walk left until the noun phrase ends; None where there is none."""
    at = last
    while at >= max(floor, last - LONGEST):
        if _stops(items, at, last):
            break
        at -= 1
    return at + 1 if at < last else None


def _stops(items: Sequence[Item], at: int, last: int) -> bool:
    item = items[at]
    if not item.word:
        return not (item.text in ("’s", "'s", "’", "'", "&") and at < last) or item.quote >= 0
    if item.word in ("and", "or"):
        return not _joins(items, at, last)
    if (
        item.word in cues.CLAUSE_WORDS
        or item.word in cues.AUXILIARIES
        or item.word in cues.OTHER_PRONOUNS - {"this", "that", "these", "those"}
    ):
        return True
    if item.word in cues.PRONOUNS or item.word.endswith("n't"):
        return True
    return item.text.islower() and _verbal(items, at, last)


def is_past(word: str) -> bool:
    """Tell whether a word looks like a verb in the past."""
    return word in _PAST or (word.endswith("ed") and len(word) > 4)


def _joins(items: Sequence[Item], at: int, last: int) -> bool:
    """Tell whether "and" stands between two names: "Dr Laurenson and Dr Trivedi", "and the BMA"."""
    if not 0 < at < last:
        return False
    after = items[at + 1]
    if after.word == "the" and at + 1 < last:
        after = items[at + 2]
    before = items[at - 1]
    if before.capital and after.capital:
        return True
    return bool(role_of(before.word)) and (bool(role_of(after.word)) or after.word == "former")


def _verbal(items: Sequence[Item], at: int, last: int) -> bool:
    word = items[at].word
    if at < last and items[at - 1].word in cues.DETERMINERS | cues.POSSESSIVES if at else False:
        return False
    if word in _PAST:
        return True
    return (
        word.endswith("ed")
        and len(word) > 4
        and not (at < last and items[at - 1].word.endswith("ly") if at else False)
    )


def _speaker(items: Sequence[Item], start: int, last: int) -> Mention | None:
    left = start
    start = _without_opening(items, start, last)
    if items[last].word in cues.VAGUE or items[start].word in ("no", "none", "few", "many", "most"):
        return None
    head = _head_end(items, start, last)
    return _named(items, left, start, head, last) or _role(items, left, start, head, last)


def _without_opening(items: Sequence[Item], start: int, last: int) -> int:
    """Leave out "In a letter", "Last week", "Meanwhile" before the phrase proper."""
    if items[start].word in cues.PREPOSITIONS:
        return _after_preposition(items, start, last)
    while start < last and _is_opening(items, start):
        start += 1
    return start


def _is_opening(items: Sequence[Item], at: int) -> bool:
    word = items[at].word
    timed = word in cues.TIME_NOUNS and at > 0 and items[at - 1].word in ("last", "this", "next", "earlier")
    return (
        timed
        or word in cues.ADVERBS | cues.DAYS
        or (word.endswith("ly") and items[at].text != items[at].text.upper())
    )


def _after_preposition(items: Sequence[Item], start: int, last: int) -> int:
    titled = next((at for at in range(start, last + 1) if is_title(items[at].text)), -1)
    if titled >= 0:
        return titled
    cut = max(
        at
        for at in range(start, last + 1)
        if at == start or items[at].word in cues.PREPOSITIONS | cues.DETERMINERS
    )
    if items[cut].word in cues.PREPOSITIONS or items[cut].word in cues.POSSESSIVES:
        cut = min(cut + 1, last)
    while cut < last and (
        _is_opening(items, cut)
        or (items[last].capital and not items[cut].capital and not _only_determiner(items, cut))
    ):
        cut += 1
    return cut


def _only_determiner(items: Sequence[Item], at: int) -> bool:
    return items[at].word in cues.DETERMINERS


def _head_end(items: Sequence[Item], start: int, last: int) -> int:
    """Give the last item before the first inner preposition."""
    for at in range(start + 1, last + 1):
        if items[at].word in cues.PREPOSITIONS:
            return at - 1
    return last


def _named(items: Sequence[Item], left: int, start: int, head: int, last: int) -> Mention | None:
    """Take the run of capitals that ends the phrase, or its part before a preposition."""
    if head < last and items[head].capital and items[head].word not in cues.DAYS:
        if _is_organisation(items[head]) and role_of(items[last].word) in cues.ROLES:
            return None
        whole = (
            _is_organisation(items[head]) and items[last].capital and items[head + 1].word in ("of", "for")
        )
        return Mention(left, _run_start(items, start, head), last if whole else head, "name")
    if not items[last].capital or items[last].word in cues.DAYS:
        return None
    first = _run_start(items, start, last)
    if first == last and items[last].word.endswith("s") and role_of(items[last].word) in cues.ROLES:
        return None
    before = first - 1 - (first > start and items[first - 1].word in cues.DETERMINERS)
    if before >= start and items[before].word in cues.PREPOSITIONS and _is_role_phrase(items, start, head):
        return None
    if before >= start and items[before].word in cues.DOCUMENTS:
        return None
    return Mention(left, first, last, "name")


def _is_organisation(item: Item) -> bool:
    return item.text in ORGANISATION or role_of(item.word) in cues.GROUPS


def _is_role_phrase(items: Sequence[Item], start: int, head: int) -> bool:
    return bool(role_of(items[head].word)) and not items[head].capital


def _run_start(items: Sequence[Item], start: int, last: int) -> int:
    """Go left over capitals; a title, a given name or the word after a post begins the name."""
    first = last
    for at in range(last - 1, start - 1, -1):
        if not (
            items[at].capital
            or (items[at].text in _LINKS - {"the", "of", "for"} and at > start and items[at - 1].capital)
        ):
            break
        if items[at].word in cues.DETERMINERS or items[at].text in ("’s", "'s"):
            break
        first = at
    return name_start(items, first, last)


def _role(items: Sequence[Item], left: int, start: int, head: int, last: int) -> Mention | None:
    """Take "a spokeswoman for the department", "doctors", "the union", "the letter"."""
    if role_of(items[last].word) in cues.ROLES and _is_organisation(items[head]):
        head = last
    word = items[head].word
    if items[start].word.endswith("ing") and start < last and items[start].word not in cues.ADJECTIVES_ING:
        return None
    if word in cues.DOCUMENTS:
        return _document(items, left, start, head, last)
    if not role_of(word) and word not in cues.PAIRS and not _may_speak(items, start, head):
        return None
    if word in cues.DAYS | cues.TIME_NOUNS | cues.VAGUE:
        return None
    return Mention(left, start, last, "role")


def _may_speak(items: Sequence[Item], start: int, head: int) -> bool:
    """Tell whether an unknown noun after a determiner looks like a person: "the archaeologist"."""
    word = items[head].word
    if items[start].word not in cues.DETERMINERS or head == start or word in cues.THINGS_IN_ER:
        return False
    return word.endswith(
        ("ist", "ists", "man", "woman", "men", "women", "ian", "ians", "person", "er", "ers", "or")
    )


def _document(items: Sequence[Item], left: int, start: int, head: int, last: int) -> Mention | None:
    """Go from "the union’s statement" and "a letter from X" to whose it is."""
    owner = head - 1
    while owner > start and items[owner].word and not items[owner].capital:
        owner -= 1
    if items[owner].text in ("’s", "'s") and owner > start:
        found = _speaker(items, start, owner - 1)
        return found._replace(left=left) if found else None
    if head < last and items[head + 1].word in ("from", "by") and head + 2 <= last:
        found = _speaker(items, head + 2, last)
        return found._replace(left=left) if found else None
    return (
        Mention(left, start, last, "document")
        if items[start].word in ("the", "this", "that", "his", "her", "its", "their")
        else None
    )


def mention_after(items: Sequence[Item], first: int) -> Mention | None:
    """Give the speaker whose phrase begins with item `first`: "said X", "according to X"."""
    if first >= len(items) or not items[first].word:
        return None
    if items[first].word in cues.PRONOUNS:
        return Mention(first, first, first, "pronoun")
    last = first
    while last + 1 < min(len(items), first + LONGEST) and _goes_on(items, first, last + 1):
        last += 1
    while (
        last > first and items[last].word in cues.ADVERBS | cues.DAYS | cues.PREPOSITIONS | cues.DETERMINERS
    ):
        last -= 1
    return (
        _speaker(items, first, last)
        if items[first].word not in cues.CLAUSE_WORDS | cues.PREPOSITIONS
        else None
    )


def _goes_on(items: Sequence[Item], first: int, at: int) -> bool:
    item = items[at]
    if not item.word:
        return item.text in ("’s", "'s", "&") or (item.text in "’'" and items[at - 1].word.endswith("s"))
    if item.word in ("and", "or"):
        after = items[at + 1] if at + 1 < len(items) else item
        return items[at - 1].capital and after.capital and after.word not in cues.PRONOUNS
    if item.word in cues.CLAUSE_WORDS | cues.AUXILIARIES | cues.PRONOUNS | cues.DAYS | cues.ADVERBS:
        return False
    if item.word in cues.PREPOSITIONS:
        return (item.word in ("of", "for", "at") and not items[first].capital) or (
            item.word == "of" and _is_organisation(items[at - 1])
        )
    return True


def post_beside(items: Sequence[Item], first: int, last: int) -> tuple[int, int] | None:
    """Give the text span of the post beside a name: "X, chair of Y,", "NHS Employers chief executive X"."""
    after = _post_after(items, last)
    if after:
        return after
    last = first - 1 - (first > 1 and items[first - 1].text == ",")
    start = _phrase_start(items, last, 0) if first and role_of(items[last].word) else None
    if start is None:
        return None
    openings = cues.DETERMINERS | cues.PREPOSITIONS if last < first - 1 else cues.DETERMINERS
    head = max((at + 1 for at in range(start, last + 1) if items[at].word in openings), default=start)
    return (items[head].start, items[last].end) if head <= last else None


def _tells(inner: Sequence[Item]) -> bool:
    """Tell whether a clause goes on after a name, so that no post stands there."""
    if inner[0].word in ("who", "whose"):
        return False
    verbs = cues.STRONG | cues.CLAUSAL | cues.ACTS.keys() | (cues.AUXILIARIES - {"to"})
    return is_past(inner[0].word) or any(item.word in verbs for item in inner)


def _post_after(items: Sequence[Item], last: int) -> tuple[int, int] | None:
    if last + 2 >= len(items) or items[last + 1].text not in (",", "is", "was", *_DASHES):
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
    if items[0].word in cues.PRONOUNS - {"it"}:
        return Mention(0, 0, 0, "pronoun")
    run = next(name_runs(items), None)
    if run and run[0] <= 1 and (run[0] == 0 or items[0].word in ("the", "but")) and run[1] < at:
        return Mention(0, *run, "name")
    if items[0].word in cues.DETERMINERS:
        for last in range(1, min(at, 5)):
            if (
                role_of(items[last].word)
                and _word_at(items, last + 1) not in cues.PREPOSITIONS
                and not role_of(_word_at(items, last + 1))
            ):
                return Mention(0, 0, last, "role")
    return None


def _word_at(items: Sequence[Item], at: int) -> str:
    return items[at].word if at < len(items) else ""
