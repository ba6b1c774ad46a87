"""Whose words are whose in one article's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from qa_bot.language.discourse.mentions import first_subject, mention_before
from qa_bot.language.discourse.noun_phrases import Mention
from qa_bot.language.discourse.ownership import owner
from qa_bot.language.discourse.people import Known, People
from qa_bot.language.discourse.reported_speech import is_free, reported
from qa_bot.language.discourse.reporting_verbs import Frame, frames
from qa_bot.language.lexicon.function_words import TIMED_CLAUSES
from qa_bot.language.lexicon.nouns import DOCUMENTS
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.lexicon.reporting_verbs import TELLING
from qa_bot.language.quotations import Quotation, quotations
from qa_bot.language.segments import Item, Unit, extent, units
from qa_bot.values import Attribution

Span = tuple[int, int]
Kind = Literal["quoted", "reported"]
MOSTLY = 0.8


class _Voice(NamedTuple):
    """A speaker at a verb, known by name."""

    start: int
    end: int
    known: Known
    cue: str


def attributions(text: str, paragraphs: Sequence[Sequence[Span]]) -> list[Attribution]:
    """Return whose words are whose in the paragraphs, each given as the spans of its sentences, by start.

    Contents of different speakers may lie one inside the other; what is doubtful is left out.
    """
    found = _Reader(text, paragraphs).read()
    return sorted(found, key=lambda one: (one.start, -one.end))


def claim_of(found: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """Give the innermost attribution whose content holds all of `start` to `end`, if any."""
    holding = [one for one in found if one.start <= start and end <= one.end]
    return min(holding, key=lambda one: one.end - one.start, default=None)


class _Spoken(NamedTuple):
    """The unit in which words were quoted last, and whose they were."""

    unit: Unit
    voice: _Voice


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, paragraphs: Sequence[Sequence[Span]]) -> None:
        self._text = text
        self._paragraphs = [extent(paragraph) for paragraph in paragraphs]
        self._quotes = quotations(text, self._paragraphs)
        self._units = units(text, paragraphs, self._quotes)
        self._people = People(text)
        self._said: dict[int, _Voice] = {}
        self._last: _Spoken | None = None
        self._announced: _Voice | None = None

    def read(self) -> list[Attribution]:
        found: list[Attribution] = []
        for unit in self._units:
            found += self._read_unit(unit)
        return found

    def _read_unit(self, unit: Unit) -> list[Attribution]:
        self._people.meet(unit)
        resolved = self._voices(unit)
        told = list(self._reported(unit, resolved))
        quoted = [one for one in self._quoted(unit, resolved) if not _within(one, told)]
        self._announced = self._announcer(unit, resolved)
        return [one for one in told if not _within(one, told)] + quoted

    def _voices(self, unit: Unit) -> list[tuple[Frame, _Voice | None]]:
        found: list[tuple[Frame, _Voice | None]] = []
        for frame in frames(unit.items):
            voice = self._voice(unit, frame)
            found.append((frame, voice))
        return found

    def _voice(self, unit: Unit, frame: Frame) -> _Voice | None:
        known = self._people.resolve(unit.items, self._meant(unit.items, frame))
        if known is None or not _agrees(unit.items[frame.at].word, known):
            return None
        free = is_free(unit.items, frame)
        if free or frame.mention.kind == "name":
            self._people.spoke(known)
        if free:
            self._people.wrote(known, set(_documents(unit.items, frame)))
        first, last = unit.items[frame.mention.first], unit.items[frame.mention.last]
        return _Voice(first.start, last.end, known, unit.items[frame.at].text)

    def _meant(self, items: list[Item], frame: Frame) -> Mention:
        """Read the he of "The player was silent when he said ..." as the player."""
        mention = frame.mention
        if mention.kind != "pronoun" or items[mention.first].word not in ("he", "she") or frame.left < 2:
            return mention
        if items[frame.left - 1].word not in TIMED_CLAUSES:
            return mention
        subject = first_subject(items, frame.left)
        post = subject is not None and subject.kind == "role" and items[subject.last].word in ROLES
        return subject if subject and post else mention

    def _reported(self, unit: Unit, resolved: Sequence[tuple[Frame, _Voice | None]]) -> Iterator[Attribution]:
        every = [frame for frame, _ in resolved]
        for number, (_, voice) in enumerate(resolved):
            span = reported(unit.items, every, number) if voice else None
            if voice and span:
                start, end = _edges(unit.items, span)
                yield self._attribution(start, end, voice, "reported")

    def _quoted(self, unit: Unit, resolved: Sequence[tuple[Frame, _Voice | None]]) -> Iterator[Attribution]:
        for at, item in enumerate(unit.items):
            if item.quote < 0:
                continue
            voice = self._voice_of(unit, resolved, at)
            if voice:
                self._said[item.quote] = voice
                self._last = _Spoken(unit, voice)
                quote = self._quotes[item.quote]
                start, end = quote.start, _without_comma(self._text, quote)
                if start < end:
                    yield self._attribution(start, end, voice, "quoted")

    def _voice_of(
        self, unit: Unit, resolved: Sequence[tuple[Frame, _Voice | None]], at: int
    ) -> _Voice | None:
        quote = self._quotes[unit.items[at].quote]
        if quote.follows:
            return self._said.get(unit.items[at].quote - 1)
        number = owner(
            unit.items,
            [frame for frame, _ in resolved],
            at,
            self._text[max(quote.start, quote.end - 1) : quote.end],
        )
        if number >= 0:
            return resolved[number][1]
        named = self._before_colon(unit, at)
        if named:
            return named
        if not _fills(unit, quote):
            return None
        if self._announced:
            return self._announced
        return self._last.voice if self._last and self._goes_on(unit, self._last.unit) else None

    def _goes_on(self, unit: Unit, before: Unit) -> bool:
        """Tell whether a quotation that fills its unit goes on with the last speaker's words.

        It does in the same paragraph, and as a whole paragraph right after the one that those words end.
        """
        ended = (unit.start, unit.end) == self._paragraphs[unit.paragraph]
        follows = ended and before.end == self._paragraphs[unit.paragraph - 1][1]
        return unit.paragraph == before.paragraph or (follows and unit.paragraph > 0)

    def _before_colon(self, unit: Unit, at: int) -> _Voice | None:
        """Read "Dr Ron Singer: ..." where no verb stands."""
        items = unit.items
        if at < 2 or items[at - 1].text != ":" or any(not item.word for item in items[: at - 1]):
            return None
        mention = mention_before(items, at - 2)
        if mention is None or mention.left > 0 or mention.kind not in ("name", "role"):
            return None
        known = self._people.resolve(items, mention)
        if known is None:
            return None
        self._people.spoke(known)
        return _Voice(items[mention.first].start, items[mention.last].end, known, ":")

    def _announcer(self, unit: Unit, resolved: Sequence[tuple[Frame, _Voice | None]]) -> _Voice | None:
        """Give who speaks next after a unit that ends with a colon."""
        if unit.items and unit.items[-1].text == ":" and resolved:
            return resolved[-1][1]
        return None

    def _attribution(self, start: int, end: int, voice: _Voice, kind: Kind) -> Attribution:
        known = voice.known
        name = self._text[known.start : known.end]
        post = self._people.post_of(known)
        return Attribution(
            start, end, voice.start, voice.end, known.start, known.end, name, voice.cue, kind, post
        )


def _agrees(verb: str, known: Known) -> bool:
    """Tell whether a speaker's number fits the verb's: no "Mykonos fear"."""
    return verb not in TELLING or known.kind not in ("person", "place", "name")


def _within(one: Attribution, others: Sequence[Attribution]) -> bool:
    """Tell whether the same speaker's larger content holds this one."""
    return any(
        other is not one
        and other.speaker == one.speaker
        and other.start <= one.start
        and one.end <= other.end
        and (other.start, other.end) != (one.start, one.end)
        for other in others
    )


def _edges(items: Sequence[Item], span: Span) -> Span:
    return items[span[0]].start, items[span[1] - 1].end


def _without_comma(text: str, quote: Quotation) -> int:
    end = quote.end
    while end > quote.start and text[end - 1] in ", ":
        end -= 1
    return end


def _fills(unit: Unit, quote: Quotation) -> bool:
    return min(quote.right, unit.end) - max(quote.left, unit.start) > MOSTLY * (unit.end - unit.start)


def _documents(items: Sequence[Item], frame: Frame) -> Iterator[str]:
    """Give the letters and the like in which a frame's speaker speaks."""
    for at in range(max(0, frame.left - 12), min(len(items), frame.right + 12)):
        if items[at].word in DOCUMENTS and _is_place(items, at, frame):
            yield items[at].word


def _is_place(items: Sequence[Item], at: int, frame: Frame) -> bool:
    within = frame.mention.kind == "name" and frame.left <= at < frame.mention.first
    return within or any(item.word in ("in", "on") for item in items[max(0, at - 3) : at])
