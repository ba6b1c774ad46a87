"""Who a mention stands for: a pronoun, a surname or "the letter", read by what stood before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa_bot.language.discourse.mentions import first_subject, post_beside
from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.entities.names import kind_of, name_runs
from qa_bot.language.entities.people import gender_of, is_title, role_of
from qa_bot.language.lexicon.function_words import PLAIN_PREPOSITIONS, THIRD_POSSESSIVES
from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.lexicon.people import PAIRS
from qa_bot.language.segments import Item, Unit

FARTHEST = 8
NEAR_UNITS = 4
NAMESAKES = 8


class Known(NamedTuple):
    """A name where it stands in full: its span and words, what it is, and where it was met."""

    start: int
    end: int
    words: tuple[str, ...]
    gender: str
    kind: str
    unit: int
    paragraph: int


class People:
    """The names and speakers of one text, met in reading order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_name: dict[str, list[Known]] = {}
        self._speakers: deque[Known] = deque(maxlen=12)
        self._openers: deque[Known] = deque(maxlen=12)
        self._seen: deque[Known] = deque(maxlen=40)
        self._authors: dict[str, Known] = {}
        self._genders: dict[tuple[str, ...], str] = {}
        self._posts: dict[tuple[str, ...], str] = {}
        self._holders: dict[str, list[Known]] = {}
        self._unit = 0
        self._paragraph = 0
        self._continued = False

    def meet(self, unit: Unit) -> None:
        """Take note of the names in a unit, outside its quotations."""
        self._unit += 1
        if unit.paragraph != self._paragraph or self._unit == 1:
            self._continued = bool(unit.items) and unit.items[0].word in ("he", "she")
        self._paragraph = unit.paragraph
        for first, last in name_runs(unit.items):
            known = self._known(unit.items, first, last)
            self._enter(known)
            self._learn_post(unit.items, first, last, known)
            if first == 0 or (first == 1 and unit.items[0].word == "the"):
                self._openers.append(known)
        self._open_with_role(unit.items)

    def _open_with_role(self, items: list[Item]) -> None:
        """Let "The trust ..." stand for what a following "it" may mean, "A spokesman ..." for a "he"."""
        subject = first_subject(items, len(items)) if items and items[0].word in ("the", "a", "an") else None
        if subject and subject.kind == "role":
            known = self._role(items, subject)
            if known:
                self._openers.append(known._replace(unit=self._unit, paragraph=self._paragraph))

    def resolve(self, items: list[Item], mention: Mention) -> Known | None:
        """Give whom a mention stands for, or None where that cannot be told."""
        if mention.kind == "pronoun":
            return self._pronoun(items[mention.first].word, items[mention.first].start)
        if mention.kind == "document":
            word, first = items[mention.last].word, items[mention.first].word
            if first in THIRD_POSSESSIVES:
                return self._pronoun(first, items[mention.first].start)
            return self._authors.get(word) or self._as_it_stands(items, mention)
        if mention.kind == "role":
            return self._role(items, mention)
        return self._fullest(self._known(items, mention.first, mention.last))

    def spoke(self, known: Known) -> None:
        """Remember the latest speaker."""
        self._speakers.append(known._replace(unit=self._unit, paragraph=self._paragraph))
        if known.kind != "role":
            self._enter(known)

    def post_of(self, known: Known) -> str:
        """Give the post that stood beside a name, or nothing."""
        return self._posts.get(known.words, "")

    def _learn_post(self, items: list[Item], first: int, last: int, known: Known) -> None:
        span = post_beside(items, first, last) if known.kind in ("person", "name", "several") else None
        if span is None:
            return
        holder, post = self._fullest(known), self._text[span[0] : span[1]]
        if holder.words not in self._posts:
            self._posts[holder.words] = post
            self._holders.setdefault(_noun(post.lower().split()), []).append(holder)

    def wrote(self, known: Known, documents: set[str]) -> None:
        """Remember whose letter, email or statement it is."""
        for word in documents:
            self._authors[word] = known

    def _enter(self, known: Known) -> None:
        if known.kind in ("person", "name") and known.words:
            for word in {known.words[-1], known.words[0]}:
                held = self._by_name.setdefault(word, [])
                if len(held) < NAMESAKES and known.words not in {one.words for one in held}:
                    held.append(known)
        self._seen.append(known)

    def _known(self, items: list[Item], first: int, last: int) -> Known:
        words = tuple(item.text for item in items[first : last + 1] if item.word and not is_title(item.text))
        gender, kind = gender_of(items, first, last), kind_of(items, first, last)
        return Known(items[first].start, items[last].end, words, gender, kind, self._unit, self._paragraph)

    def _as_it_stands(self, items: list[Item], mention: Mention) -> Known:
        found = self._known(items, mention.first, mention.last)
        return found._replace(kind="role" if mention.kind == "role" else "document")

    def _fullest(self, known: Known) -> Known:
        """Go from a surname, or a lone given name, to the fullest form met before."""
        if known.kind == "several":
            return self._together(known)
        if len(known.words) != 1 or known.kind == "organisation":
            return known
        name = known.words[0]
        longer = [
            one
            for one in self._by_name.get(name, ())
            if len(one.words) > 1 and one.kind == "person" and _agree(one.gender, known.gender)
        ]
        surnames = [one for one in longer if one.words[-1] == name] or longer
        if not surnames or len({one.words for one in surnames}) > 1:
            return known
        return surnames[0]

    def _together(self, known: Known) -> Known:
        """Go from "Dr Laurenson and Dr Trivedi" to the same two in full."""
        ends = _surnames(known.words)
        fuller = (one for one in self._seen if one.kind == "several" and _surnames(one.words) == ends)
        return max(fuller, key=lambda one: len(one.words), default=known)

    def _role(self, items: list[Item], mention: Mention) -> Known | None:
        standing = self._as_it_stands(items, mention)
        if items[mention.first].word not in ("the", "both") or mention.last > mention.first + 3:
            return standing
        head = items[mention.last].word
        if head in PAIRS or items[mention.first + 1].word == "two":
            return self._last(lambda one: one.kind == "several") or self._last_seen("several") or standing
        return self._holder(head) or self._same_role(head) or self._same_group(head) or standing

    def _holder(self, head: str) -> Known | None:
        """Give the one person, or pair, whose post is the asked one: "the co-chairs", "the manager"."""
        kind = "several" if role_of(head) != head else "person"
        held = [one for one in self._holders.get(head, []) if one.kind == kind]
        return held[0] if len(held) == 1 else None

    def _same_role(self, head: str) -> Known | None:
        return self._last(lambda one: one.kind == "role" and (head == "source" or _head(one) == head))

    def _same_group(self, head: str) -> Known | None:
        return self._group(head) if role_of(head) in GROUPS else None

    def _group(self, head: str) -> Known | None:
        """Read "the council" as the organisation with that word, or one that a sentence near began with."""
        named = [
            one for one in self._seen if one.kind == "organisation" and head in {w.lower() for w in one.words}
        ]
        if named:
            return named[-1]
        near = [one for one in self._openers if self._unit - one.unit <= 2]
        if not near or near[-1].kind != "organisation" or len({one.words for one in near}) > 1:
            return None
        own = role_of(near[-1].words[-1].lower())
        return near[-1] if own in ("", role_of(head)) or head in ("organisation", "organization") else None

    def _pronoun(self, word: str, start: int) -> Known | None:
        if word in ("it", "its"):
            return self._it()
        if word in ("they", "their"):
            return self._last(lambda one: one.kind == "several" or _plural(one)) or self._last_seen("several")
        gender = "male" if word in ("he", "his") else "female"
        found = self._human(gender, start)
        if found:
            self._genders[found.words] = gender
        return found

    def _human(self, gender: str, start: int) -> Known | None:
        """Give the speaker, or the subject of a sentence near, that a pronoun may mean.

        A person first named in the same paragraph, after the last speaker spoke, comes before both.
        """
        here = self._new_here(gender, start)
        if here:
            return here[0] if len({one.words for one in here}) == 1 and here[0].kind == "person" else None
        speaker = self._last(lambda one: _is_human(one) and self._may_be(one, gender))
        opener = next((one for one in reversed(self._openers) if self._opens(one, gender)), None)
        if speaker and not (opener and opener.unit > speaker.unit):
            return speaker
        if opener and self._unit - opener.unit <= NEAR_UNITS:
            return self._fullest(opener)
        return None

    def _new_here(self, gender: str, end: int) -> list[Known]:
        """Give whom this paragraph names before `end`, if nobody spoke and no pronoun opened it."""
        if self._continued or any(one.paragraph == self._paragraph for one in self._speakers):
            return []
        named = (one for one in self._seen if one.paragraph == self._paragraph and one.end <= end)
        last = max((one.unit for one in self._openers if one.kind == "role" and _is_human(one)), default=0)
        here = (self._fullest(one) for one in named if one.unit >= last)
        return [one for one in here if one.kind in ("person", "several") and self._may_be(one, gender)]

    def _opens(self, one: Known, gender: str) -> bool:
        return (one.kind == "person" or (one.kind == "role" and _is_human(one))) and self._may_be(one, gender)

    def _may_be(self, one: Known, gender: str) -> bool:
        return _agree(one.gender or self._genders.get(one.words, ""), gender)

    def _it(self) -> Known | None:
        speaker = self._last(lambda one: one.kind in ("organisation", "place", "document") or _is_group(one))
        opener = next(
            (one for one in reversed(self._openers) if _is_group(one) or one.kind == "organisation"), None
        )
        if opener and self._unit - opener.unit <= 2 and (speaker is None or opener.unit > speaker.unit):
            return opener
        return speaker if speaker and self._paragraph - speaker.paragraph <= 2 else None

    def _last(self, fits: Callable[[Known], bool]) -> Known | None:
        for one in reversed(self._speakers):
            if self._paragraph - one.paragraph > FARTHEST:
                return None
            if fits(one):
                return one
        return None

    def _last_seen(self, kind: str) -> Known | None:
        return next((one for one in reversed(self._seen) if one.kind == kind), None)


def _surnames(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        word
        for word, after in zip(words, (*words[1:], "and"), strict=True)
        if after == "and" and word != "and"
    )


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _is_human(known: Known) -> bool:
    if known.kind in ("person", "name"):
        return True
    return known.kind == "role" and not _is_group(known) and not _plural(known)


def _is_group(known: Known) -> bool:
    return known.kind == "role" and not _plural(known) and role_of(_head(known)) in GROUPS


def _plural(known: Known) -> bool:
    head = _head(known)
    return known.kind == "role" and head.endswith("s") and role_of(head) != head


def _head(known: Known) -> str:
    return _noun([word.lower() for word in known.words])


def _noun(words: Sequence[str]) -> str:
    """Give the noun of a post: "a spokeswoman for the department" -> spokeswoman."""
    if words and words[0] in ("who", "whose"):
        return ""
    before = (at for at, word in enumerate(words) if at and word in PLAIN_PREPOSITIONS)
    at = next(before, len(words))
    return words[at - 1] if words else ""
