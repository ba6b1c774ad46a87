"""Questions about who said what, held against the speakers of the articles weighed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_bot.speakers import Asked, Attribution, according_to, asks_what_said, asks_who_said, speaks
from qa_bot.text import stem, terms
from qa_bot.values import Question

Span = tuple[int, int]
LEAST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Said:
    """Who speaks in one article: its text, and whose words stand where in it."""

    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """The attribution that fits a question best in one sentence, and how well, 0 to 1."""

    share: float
    attribution: Attribution


@dataclass(frozen=True)
class Telling:
    """A question about who said what (`is_who`: the speaker is asked for)."""

    asked: Asked
    is_who: bool
    said: Callable[[str], Said]

    def claim(self, source: str, start: int, end: int) -> Claim | None:
        """Give the best claim in the sentence from `start` to `end` of an article, if one fits."""
        said = self.said(source)
        here = [one for one in said.attributions if one.start < end and start < one.end]
        claims = [Claim(self._share(one, said.text, start, end), one) for one in here]
        best = max(claims, key=lambda claim: claim.share, default=None)
        return best if best and best.share >= LEAST_SHARE else None

    def _share(self, one: Attribution, text: str, start: int, end: int) -> float:
        fit = 1.0 if self.is_who else speaks(self.asked, one, text)
        return fit and fit * (
            self._cover(one, text, start, end) if self.is_who else self._about(one, text, start, end)
        )

    def _cover(self, one: Attribution, text: str, start: int, end: int) -> float:
        if not self.asked.topic:
            return 0.0
        content = set(terms(text[max(start, one.start) : min(end, one.end)]))
        around = set(terms(text[start:end]))
        points = sum(1.0 if term in content else 0.9 if term in around else 0.0 for term in self.asked.topic)
        return points / len(self.asked.topic)

    def _about(self, one: Attribution, text: str, start: int, end: int) -> float:
        same_verb = 0.1 * (stem(one.cue) == self.asked.verb)
        return min(1.0, 0.5 + same_verb + self._cover(one, text, start, end) / 2)

    def words(self, claim: Claim, start: int, end: int) -> Span:
        """Give the article's span that answers: the speaker's name, or what was said."""
        one = claim.attribution
        if self.is_who:
            inside = start <= one.name_start and one.name_end <= end
            return (one.name_start, one.name_end) if inside else (one.speaker_start, one.speaker_end)
        return max(start, one.start), min(end, one.end)


def telling(question: Question, said: Callable[[str], Said]) -> Telling | None:
    """Read a question as one about who said what, or None; `said` gives an article's speakers."""
    who = asks_who_said(question)
    asked = who or asks_what_said(question) or according_to(question)
    return Telling(asked, who is not None, said) if asked else None
