"""Who speaks in one article, read only when somebody asks about words that may be said by anybody."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from threading import Lock

from qa_bot.language.discourse.attribution import AttributionReader, told
from qa_bot.values import Attribution, Span


class ArticleSpeech:
    """Who speaks in an article, or in a part of it: its text, and whose words stand where in it."""

    def __init__(self, text: str, paragraphs: Sequence[Sequence[Span]], since: int = 0) -> None:
        """Stand over paragraphs, given as the spans of their sentences; nothing before `since` is told."""
        self.text = text
        self._paragraphs, self._since = paragraphs, since
        self._starts = [sentences[0][0] for sentences in paragraphs]
        self._told: dict[int, list[Span]] = {}
        self._reader: AttributionReader | None = None
        self._reading = Lock()

    @property
    def attributions(self) -> list[Attribution]:
        """All that is attributed, by start."""
        return self._until(len(self.text))

    def _until(self, place: int) -> list[Attribution]:
        """Return at least what is attributed before a place; the article is read no farther."""
        with self._reading:
            self._reader = self._reader or AttributionReader(self.text, self._paragraphs)
            found = self._reader.until(place)
        return [one for one in found if one.start >= self._since]

    def within(self, start: int, end: int) -> list[Attribution]:
        """Return the attributions of words between two offsets."""
        if not any(first < end and start < last for first, last in self._told_about(start, end)):
            return []
        return [one for one in self._until(end) if one.start < end and start < one.end]

    def holding(self, start: int, end: int) -> list[Attribution]:
        """Return the attributions whose words hold all between two offsets."""
        if not any(first <= start and end <= last for first, last in self._told_about(start, end)):
            return []
        return [one for one in self._until(end) if one.start <= start and end <= one.end]

    def _told_about(self, start: int, end: int) -> list[Span]:
        """Return what is told as said, by whomever, in the paragraphs between two offsets."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end)
        return [span for number in range(max(0, first), last) for span in self._told_in(number)]

    def _told_in(self, number: int) -> list[Span]:
        if number not in self._told:
            self._told[number] = list(told(self.text, self._paragraphs[number : number + 2]))
        return self._told[number]
