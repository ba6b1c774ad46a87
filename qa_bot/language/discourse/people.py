"""Who a mention stands for: a pronoun, a surname or "the letter", read by what stood before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from qa_bot.language.discourse.mentions import first_subject, post_beside
from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.entities.names import kind_of, name_runs
from qa_bot.language.entities.people import gender_of, is_title, role_of
from qa_bot.language.lexicon.function_words import ARTICLES, PLAIN_PREPOSITIONS, THIRD_POSSESSIVES
from qa_bot.language.lexicon.organisations import GROUPS
from qa_bot.language.segments import Item, Unit
from qa_bot.named_tuples import NamedTuple

FARTHEST = 8  # paragraphs back to a speaker whom a pronoun or "the doctor" may mean
NEAR_UNITS = 4  # units back to one that begins with whom a pronoun may mean
NAMESAKES = 8  # names kept for one word, so that the work stays linear
# How many of each are remembered, the latest of them.
_SPEAKERS = 12
_OPENERS = 12
_SEEN = 40


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
        self._speakers: deque[Known] = deque(maxlen=_SPEAKERS)
        self._openers: deque[Known] = deque(maxlen=_OPENERS)
        self._seen: deque[Known] = deque(maxlen=_SEEN)
        self._authors: dict[str, Known] = {}
        self._genders: dict[tuple[str, ...], str] = {}
        self._posts: dict[tuple[str, ...], str] = {}
        self._holders: dict[str, list[Known]] = {}
        self._unit = 0
        self._paragraph = -1
        self._continued = False

    def meet(self, unit: Unit) -> None:
        """Take note of the names in a unit, outside its quotations."""
        self._unit += 1
        if unit.paragraph != self._paragraph:
            self._continued = bool(unit.items) and unit.items[0].word in ("he", "she")
        self._paragraph = unit.paragraph
        for first, last in name_runs(unit.items):
            known = self._known(unit.items, first, last)
            self._enter(known)
            self._learn_post(unit.items, first, last, known)
            if first <= 1:  # "Kerr", "The council", "But Kerr"
                self._openers.append(known)
        self._open_with_role(unit.items)

    def _open_with_role(self, items: list[Item]) -> None:
        """Let "The trust ..." stand for what a following "it" may mean, "A spokesman ..." for a "he"."""
        if items and items[0].word in ARTICLES:
            subject = first_subject(items, len(items))
            if subject:
                self._openers.append(self._here(self._role(items, subject)))

    def resolve(self, items: list[Item], mention: Mention) -> Known | None:
        """Return whom a mention stands for, None where that is not known."""
        first = items[mention.first]
        if mention.kind == "pronoun" or (mention.kind == "document" and first.word in THIRD_POSSESSIVES):
            return self._pronoun(first.word, first.start)
        if mention.kind == "document":
            return self._authors.get(items[mention.last].word) or self._as_it_stands(items, mention)
        if mention.kind == "role":
            return self._role(items, mention)
        return self._fullest(self._known(items, mention.first, mention.last))

    def spoke(self, known: Known) -> None:
        """Remember the latest speaker."""
        self._speakers.append(self._here(known))
        self._enter(known)

    def post_of(self, known: Known) -> str:
        """Return the position that stood beside a name, or nothing."""
        return self._posts.get(known.words, "")

    def wrote(self, known: Known, documents: set[str]) -> None:
        """Remember whose letter, email or statement it is."""
        for word in documents:
            self._authors[word] = known

    def _here(self, known: Known) -> Known:
        return known._replace(unit=self._unit, paragraph=self._paragraph)

    def _learn_post(self, items: list[Item], first: int, last: int, known: Known) -> None:
        span = post_beside(items, first, last) if known.kind in ("person", "name", "several") else None
        if span is None:
            return
        holder, post = self._fullest(known), self._text[span[0] : span[1]]
        if holder.words not in self._posts:
            self._posts[holder.words] = post
            self._holders.setdefault(_noun(post.lower().split()), []).append(holder)

    def _enter(self, known: Known) -> None:
        for word in {*known.words[:1], *known.words[-1:]}:
            namesakes = self._by_name.setdefault(word, [])
            if len(namesakes) < NAMESAKES and known.words not in {one.words for one in namesakes}:
                namesakes.append(known)
        self._seen.append(known)

    def _known(self, items: list[Item], first: int, last: int) -> Known:
        words = tuple(item.text for item in items[first : last + 1] if item.word and not is_title(item.text))
        gender, kind = gender_of(items, first, last), kind_of(items, first, last)
        return Known(items[first].start, items[last].end, words, gender, kind, self._unit, self._paragraph)

    def _as_it_stands(self, items: list[Item], mention: Mention) -> Known:
        return self._known(items, mention.first, mention.last)._replace(kind=mention.kind)

    def _fullest(self, known: Known) -> Known:
        """Go from a surname, or a lone given name, to the fullest form met before."""
        if known.kind == "several":
            return self._together(known)
        if len(known.words) != 1:
            return known
        longer = self._namesakes(known)
        surnames = [one for one in longer if one.words[-1] == known.words[0]] or longer
        return surnames[0] if len({one.words for one in surnames}) == 1 else known

    def _namesakes(self, known: Known) -> list[Known]:
        """Return the people met with a longer name that begins or ends with this one."""
        named = (one for one in self._by_name.get(known.words[0], ()) if len(one.words) > 1)
        return [one for one in named if one.kind == "person" and _agree(one.gender, known.gender)]

    def _together(self, known: Known) -> Known:
        """Go from "Dr Laurenson and Dr Trivedi" to the same two in full."""
        ends = _surnames(known.words)
        fuller = (one for one in self._seen if one.kind == "several" and _surnames(one.words) == ends)
        return max(fuller, key=lambda one: len(one.words), default=known)

    def _role(self, items: list[Item], mention: Mention) -> Known:
        standing = self._as_it_stands(items, mention)
        if items[mention.first].word != "the" or mention.last > mention.first + 3:
            return standing
        head = items[mention.last].word
        return self._holder(head) or self._same_role(head) or self._group(head) or standing

    def _holder(self, head: str) -> Known | None:
        """Return the one person, or pair, with this position: "the co-chairs", "the manager"."""
        kind = "several" if role_of(head) != head else "person"
        holders = [one for one in self._holders.get(head, []) if one.kind == kind]
        return holders[0] if len(holders) == 1 else None

    def _same_role(self, head: str) -> Known | None:
        return self._last(lambda one: one.kind == "role" and (head == "source" or _head(one) == head))

    def _group(self, head: str) -> Known | None:
        """Read "the council" as the last organisation with that word."""
        named = (one for one in reversed(self._seen) if one.kind == "organisation")
        return next((one for one in named if head in map(str.lower, one.words)), None)

    def _pronoun(self, word: str, start: int) -> Known | None:
        if word in ("it", "its"):
            return self._speaker_or_subject(_is_body, _is_body)
        if word in ("they", "their"):
            return self._last(lambda one: one.kind == "several" or _is_plural(one)) or self._pair()
        gender = "male" if word in ("he", "his") else "female"
        found = self._human(gender, start)
        if found:
            self._genders[found.words] = gender
        return found

    def _pair(self) -> Known | None:
        return next((one for one in reversed(self._seen) if one.kind == "several"), None)

    def _human(self, gender: str, start: int) -> Known | None:
        """Return the speaker, or the subject of a sentence near, that a pronoun may mean.

        A person first named in the same paragraph, after the last speaker spoke, comes before both.
        """
        here = self._new_here(gender, start)
        if here:
            return here[0] if len({one.words for one in here}) == 1 else None

        def fits(one: Known) -> bool:
            return (one.kind in ("person", "name") or _is_person_noun(one)) and self._may_be(one, gender)

        return self._speaker_or_subject(fits, lambda one: one.kind != "name" and fits(one))

    def _new_here(self, gender: str, end: int) -> list[Known]:
        """Return whom this paragraph names before `end`, if nobody spoke and no pronoun opened it.

        Whoever was named before somebody without a name came in is left out.
        """
        if self._continued or any(one.paragraph == self._paragraph for one in self._speakers):
            return []
        since = max((one.unit for one in self._openers if _is_person_noun(one)), default=0)
        named = (one for one in self._seen if one.paragraph == self._paragraph and one.end <= end)
        people = [self._fullest(one) for one in named if one.unit >= since]
        return [one for one in people if one.kind == "person" and self._may_be(one, gender)]

    def _may_be(self, one: Known, gender: str) -> bool:
        return _agree(one.gender or self._genders.get(one.words, ""), gender)

    def _speaker_or_subject(
        self, may_speak: Callable[[Known], bool], may_open: Callable[[Known], bool]
    ) -> Known | None:
        """Return the last speaker, or the subject with which a later sentence began, if that is near."""
        speaker = self._last(may_speak)
        subject = next(filter(may_open, reversed(self._openers)), None)
        if subject is None or (speaker and speaker.unit >= subject.unit):
            return speaker
        return self._fullest(subject) if self._unit - subject.unit <= NEAR_UNITS else None

    def _last(self, fits: Callable[[Known], bool]) -> Known | None:
        """Return the last speaker who fits."""
        near = (one for one in reversed(self._speakers) if self._paragraph - one.paragraph <= FARTHEST)
        return next(filter(fits, near), None)


def _surnames(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word, after in zip(words, (*words[1:], "and"), strict=True) if after == "and")


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _is_person_noun(known: Known) -> bool:
    return known.kind == "role" and not _is_group(known) and not _is_plural(known)


def _is_body(known: Known) -> bool:
    return known.kind in ("organisation", "place", "document") or _is_group(known)


def _is_group(known: Known) -> bool:
    return known.kind == "role" and role_of(_head(known)) in GROUPS and not _is_plural(known)


def _is_plural(known: Known) -> bool:
    head = _head(known)
    return known.kind == "role" and head.endswith("s") and role_of(head) != head


def _head(known: Known) -> str:
    return _noun([word.lower() for word in known.words])


def _noun(words: Sequence[str]) -> str:
    """Return the noun of a position: "a spokeswoman for the department" -> spokeswoman."""
    if not words or words[0] in ("who", "whose"):
        return ""
    return words[
        next((at for at, word in enumerate(words) if at and word in PLAIN_PREPOSITIONS), len(words)) - 1
    ]
