"""Questions about who said what, held against the speakers of the articles weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_bot.speakers import (
    Asked,
    Attribution,
    according_to,
    asks_what_said,
    asks_who_said,
    is_said_as,
    is_same_act,
    speaks,
)
from qa_bot.speakers.matching import SURE
from qa_bot.values import Question

Span = tuple[int, int]
LEAST_SHARE = 0.3
SAME_VERB = 0.05


@dataclass(frozen=True, slots=True)
class Said:
    """Who speaks in one article: its text, and whose words stand where in it."""

    text: str
    attributions: tuple[Attribution, ...]

    def within(self, start: int, end: int) -> list[Attribution]:
        """Give the attributions of words between two offsets."""
        return [one for one in self.attributions if one.start < end and start < one.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """The attribution that fits a question best in one sentence, and how well, 0 to 1."""

    share: float
    attribution: Attribution


Cover = Callable[[Sequence[str], int, int], float]


@dataclass(frozen=True)
class Telling:
    """A question about who said what (`is_who`: the speaker is asked for)."""

    asked: Asked
    is_who: bool
    said: Callable[[str], Said]

    def claim(self, source: str, start: int, end: int, cover: Cover) -> Claim | None:
        """Give the best claim in the sentence from `start` to `end` of an article, if one fits.

        `cover` gives the share of terms met between two offsets of the article.
        """
        said = self.said(source)
        claims = [
            Claim(self._share(one, said.text, start, end, cover), one) for one in said.within(start, end)
        ]
        best = max(claims, key=lambda claim: claim.share, default=None)
        return best if best and best.share >= LEAST_SHARE else None

    def voice(self, source: str, start: int, end: int) -> int | None:
        """Give where the speaker asked about is named for words in a sentence; None if nobody surely is."""
        if self.is_who:
            return None
        said = self.said(source)
        heard = (one for one in said.within(start, end) if speaks(self.asked, one, said.text) == SURE)
        return next((max(start, one.speaker_start) for one in heard), None)

    def _share(self, one: Attribution, text: str, start: int, end: int, cover: Cover) -> float:
        first, last = max(start, one.start), min(end, one.end)
        if self.is_who:
            return cover(self.asked.topic, first, last)
        return speaks(self.asked, one, text) * self._about(one, first, last, cover)

    def _about(self, one: Attribution, first: int, last: int, cover: Cover) -> float:
        said, same = is_said_as(self.asked.verb, one.cue), is_same_act(self.asked.verb, one.cue)
        if not self.asked.topic:
            return 1.0 if said else 0.5
        points = 0.45 + SAME_VERB * (said + same)
        return min(1.0, points + cover(self.asked.topic, first, last) / 2)

    def words(self, claim: Claim, start: int, end: int) -> Span:
        """Give the article's span that answers: the speaker's name, or what was said.

        Where the speaker is named in another sentence only, what was said stands for it.
        """
        one = claim.attribution
        if self.is_who:
            named = ((one.name_start, one.name_end), (one.speaker_start, one.speaker_end))
            inside = [span for span in named if start <= span[0] and span[1] <= end]
            if inside:
                return inside[0]
        return max(start, one.start), min(end, one.end)


def telling(question: Question, said: Callable[[str], Said]) -> Telling | None:
    """Read a question as one about who said what, or None; `said` gives an article's speakers."""
    who = asks_who_said(question)
    asked = who or asks_what_said(question) or according_to(question)
    return Telling(asked, who is not None, said) if asked else None
