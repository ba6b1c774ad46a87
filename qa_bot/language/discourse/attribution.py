"""Whose words are whose in one article's text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from qa_bot.language.discourse.labels import Label, label
from qa_bot.language.discourse.mentions import mention_after, mention_before
from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.discourse.ownership import owner
from qa_bot.language.discourse.people import Known, People
from qa_bot.language.discourse.reported_speech import is_free, reported
from qa_bot.language.discourse.reporting_verbs import Frame, frames
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.reporting_verbs import TELLING
from qa_bot.language.quotations import Quotation, quotations
from qa_bot.language.segments import Item, Unit, extent, item_at, units
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Attribution

Span = tuple[int, int]
Kind = Literal["quoted", "reported"]
INDENT = 8  # code points at most before a label in its line
MOSTLY = 0.8  # share of a unit: a quotation that fills more of it has its speaker elsewhere
NEAR_VERB = 12  # items: "In a letter to parents, Ruth Amos said"


class _Voice(NamedTuple):
    """A speaker at a verb, known by name."""

    start: int
    end: int
    known: Known
    cue: str


class _Speech(NamedTuple):
    """A reporting verb and its speaker, None where nobody is known."""

    frame: Frame
    voice: _Voice | None


class _Spoken(NamedTuple):
    """The unit in which words were quoted last, and whose they were."""

    unit: Unit
    voice: _Voice


def told(text: str, paragraphs: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """Yield the spans of a paragraph that are quoted, reported or stand under a label, whoever says so.

    Every attribution of its words lies in one of them. A quotation may go on in the paragraph after it, which
    is given too, if there is one.
    """
    quotes = quotations(text, [extent(one) for one in paragraphs])
    for unit in units(text, paragraphs[:1], quotes):
        items, found = unit.items, frames(unit.items)
        yield from ((item.start, item.end) for item in items if item.is_quotation)
        for span in (reported(items, found, number) for number in range(len(found))):
            if span:
                yield items[span[0]].start, items[span[1] - 1].end
        if label(items):
            yield unit.start, extent(paragraphs[0])[1]


def claim_of(found: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """Return the innermost attribution whose content holds all of `start` to `end`, if any."""
    holding = [one for one in found if one.start <= start and end <= one.end]
    return min(holding, key=lambda one: one.end - one.start, default=None)


class AttributionReader:
    """Reads a text from its beginning, for who "she" is depends on what was before; no farther than asked."""

    def __init__(self, text: str, paragraphs: Sequence[Sequence[Span]]) -> None:
        """Stand before the paragraphs, each given as the spans of its sentences."""
        self._found: list[Attribution] = []
        self._read_to = 0
        self._text = text
        self._paragraphs = [extent(paragraph) for paragraph in paragraphs]
        self._quotes = quotations(text, self._paragraphs)
        self._units = units(text, paragraphs, self._quotes)
        self._people = People(text)
        self._quoted_by: dict[int, _Voice] = {}
        self._last: _Spoken | None = None
        self._announced: _Voice | None = None
        self._labelled: _Voice | None = None

    def until(self, place: int) -> list[Attribution]:
        """Return at least the attributions of words before a place, by start.

        Contents of different speakers may lie one inside the other; what is doubtful is left out.
        """
        goal = self._settled(place)
        while self._read_to < goal:
            unit = next(self._units, None)
            self._read_to = unit.end if unit else goal
            self._found += self._read_unit(unit) if unit else ()
        return sorted(self._found, key=lambda one: (one.start, -one.end))

    def _settled(self, place: int) -> int:
        """Return how far must be read for the words before a place.

        Who speaks a quotation that goes on over several paragraphs may be told behind the last of them.
        """
        number = bisect_left(self._quotes, place, key=lambda one: one.left)
        while number < len(self._quotes) and self._quotes[number].follows:
            number += 1
        return max(place, self._quotes[number - 1].right if number else 0)

    def _read_unit(self, unit: Unit) -> list[Attribution]:
        self._people.meet(unit)
        speech = [_Speech(frame, self._voice(unit.items, frame)) for frame in frames(unit.items)]
        indirect = list(self._reported(unit.items, speech))
        direct = [*self._quoted(unit, speech), *self._under_label(unit)]
        # After a unit that ends with a colon, its last speaker speaks.
        ends_with_colon = item_at(unit.items, len(unit.items) - 1).text == ":"
        self._announced = speech[-1].voice if speech and ends_with_colon else None
        return [one for one in (*indirect, *direct) if not _is_within(one, indirect)]

    def _voice(self, items: list[Item], frame: Frame) -> _Voice | None:
        known = self._people.resolve(items, frame.mention)
        if known is None or not _agrees(frame.verb, known):
            return None
        free = is_free(items, frame)
        if free or frame.mention.kind == "name":
            self._people.spoke(known)
        if free:
            self._people.wrote(known, set(_documents(items, frame)))
        first, last = items[frame.mention.first], items[frame.mention.last]
        return _Voice(first.start, last.end, known, items[frame.at].text)

    def _reported(self, items: Sequence[Item], speech: Sequence[_Speech]) -> Iterator[Attribution]:
        every = [one.frame for one in speech]
        for number, (_, voice) in enumerate(speech):
            span = reported(items, every, number) if voice else None
            if voice and span:
                start, end = items[span[0]].start, items[span[1] - 1].end
                yield self._attribution(start, end, voice, "reported")

    def _quoted(self, unit: Unit, speech: Sequence[_Speech]) -> Iterator[Attribution]:
        for at, item in [pair for pair in enumerate(unit.items) if pair[1].quote >= 0]:
            voice = self._voice_of(unit, speech, at)
            if voice is None:
                continue
            self._last = _Spoken(unit, voice)
            for number in self._unclaimed(item.quote):
                self._quoted_by[number] = voice
                start, end = self._quotes[number][:2]
                words = self._text[start:end].rstrip(", :")
                if words:
                    yield self._attribution(start, start + len(words), voice, "quoted")

    def _unclaimed(self, number: int) -> Iterator[int]:
        """Yield a quotation and those before that it goes on with, as far as nobody spoke them."""
        yield number
        while self._quotes[number].follows and number - 1 not in self._quoted_by:
            number -= 1
            yield number

    def _under_label(self, unit: Unit) -> Iterator[Attribution]:
        """Yield the words of a unit that a label gives to a speaker, from its line to its paragraph's end."""
        start, opening = unit.start, self._paragraphs[unit.paragraph][0]
        self._labelled = None if start == opening else self._labelled
        found = label(unit.items) if self._begins_line(start, opening) else None
        known = self._people.resolve(found.items, found.mention) if found else None
        if found and known and self._is_speaker(found, known):
            first, last = unit.items[found.mention.first], unit.items[found.mention.last]
            self._labelled = _Voice(first.start, last.end, known, ":")
            self._people.spoke(known)
            start = unit.items[found.start].start
        if self._labelled:
            yield self._attribution(start, unit.end, self._labelled, "quoted")

    def _begins_line(self, place: int, opening: int) -> bool:
        """Whether nothing but a margin stands before a place on its line."""
        _, line_end, indent = self._text[max(opening, place - INDENT) : place].rpartition("\n")
        return not indent.strip() and (line_end != "" or place == opening)

    def _is_speaker(self, found: Label, known: Known) -> bool:
        """Whether a label names somebody: by a role or a given name, or as the article told before."""
        if found.mention.kind == "role" or known.kind != "person":
            return found.mention.kind == "role"
        is_fuller = len(known.words) > found.mention.last - found.mention.first + 1
        return found.known or is_fuller or self._people.post_of(known) != ""

    def _voice_of(self, unit: Unit, speech: Sequence[_Speech], at: int) -> _Voice | None:
        """Return the speaker of the quotation at item `at`."""
        quote = self._quotes[unit.items[at].quote]
        before = self._quoted_by.get(unit.items[at].quote - 1) if quote.follows else None
        if before:
            return before
        last_mark = self._text[max(quote.start, quote.end - 1) : quote.end]
        number = owner(unit.items, [one.frame for one in speech], at, last_mark)
        if number >= 0:
            return speech[number].voice
        named = self._before_colon(unit.items, at) or self._after_dash(unit.items, at)
        return named or (self._continued(unit) if _fills(unit, quote) else None)

    def _continued(self, unit: Unit) -> _Voice | None:
        """Return the speaker whose words a quotation goes on with that fills its unit."""
        if self._announced:
            return self._announced
        return self._last.voice if self._last and self._goes_on(unit, self._last.unit) else None

    def _goes_on(self, unit: Unit, before: Unit) -> bool:
        """Whether a unit stands in the paragraph of `before`, or is all of the next one after its end."""
        if unit.paragraph == before.paragraph:
            return True
        ended = (unit.start, unit.end) == self._paragraphs[unit.paragraph]
        return ended and before.end == self._paragraphs[unit.paragraph - 1][1]

    def _before_colon(self, items: list[Item], at: int) -> _Voice | None:
        """Read "Dr Ron Singer: ..." where no verb stands."""
        mention = mention_before(items, at - 2) if item_at(items, at - 1).text == ":" else None
        return self._beside(items, mention) if mention and mention.left == 0 else None

    def _after_dash(self, items: list[Item], at: int) -> _Voice | None:
        """Read "... — Ron Singer" and "... — Ron Singer, a doctor" at the end of a unit."""
        mention = mention_after(items, at + 2) if item_at(items, at + 1).text in ("—", "–") else None
        if mention is None or item_at(items, mention.last + 1).text not in ("", ",", ".", "("):
            return None
        return self._beside(items, mention) if at == 0 else None

    def _beside(self, items: list[Item], mention: Mention) -> _Voice | None:
        """Return the speaker named beside a quotation where no verb stands."""
        known = self._people.resolve(items, mention) if mention.kind in ("name", "role") else None
        if known is None:
            return None
        self._people.spoke(known)
        return _Voice(items[mention.first].start, items[mention.last].end, known, ":")

    def _attribution(self, start: int, end: int, voice: _Voice, kind: Kind) -> Attribution:
        known = voice.known
        name = self._text[known.start : known.end]
        post = self._people.post_of(known)
        places = start, end, voice.start, voice.end, known.start, known.end
        return Attribution(*places, name, voice.cue, kind, post)


def _agrees(verb: str, known: Known) -> bool:
    """Whether a speaker's number fits the verb's: no "Mykonos fear"."""
    return verb not in TELLING or known.kind not in ("person", "place", "name")


def _is_within(one: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether the same speaker's larger content holds this one."""
    return any(
        other.speaker == one.speaker
        and other.start <= one.start
        and one.end <= other.end
        and (other.start, other.end) != (one.start, one.end)
        for other in others
    )


def _fills(unit: Unit, quote: Quotation) -> bool:
    return min(quote.right, unit.end) - max(quote.left, unit.start) > MOSTLY * (unit.end - unit.start)


def _documents(items: Sequence[Item], frame: Frame) -> Iterator[str]:
    """Yield the letters and the like in which a frame's speaker speaks."""
    for at in range(max(0, frame.left - NEAR_VERB), min(len(items), frame.right + NEAR_VERB)):
        if items[at].word in DOCUMENTS and _is_place(items, at, frame):
            yield items[at].word


def _is_place(items: Sequence[Item], at: int, frame: Frame) -> bool:
    within = frame.mention.kind == "name" and frame.left <= at < frame.mention.first
    return within or any(item.word in ("in", "on") for item in items[max(0, at - 3) : at])
