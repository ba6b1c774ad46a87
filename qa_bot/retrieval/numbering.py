"""Articles and passages of several segments, numbered through in the order of the articles' paths."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain

from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.rows import Rows
from qa_bot.retrieval.tables import Assembled, Tables
from qa_bot.values import Source


class Place(NamedTuple):
    """Where an article or a passage is: the number of its segment, and its own number there."""

    segment: int
    number: int


class Run(NamedTuple):
    """Articles of a segment in a row, and their passages, by their numbers there."""

    segment: int
    articles: range
    passages: range


class Numbering:
    """The numbers of articles and passages among all, and in their segments."""

    def __init__(self, assembled: Assembled) -> None:
        """Give numbers to all that the runs of an index name."""
        tables = [segment.tables for segment in assembled.segments]
        self.runs = [_run(tables, row) for row in assembled.union.runs.tolist()]
        self._articles = [*accumulate((len(run.articles) for run in self.runs), initial=0)]
        self._passages = [*accumulate((len(run.passages) for run in self.runs), initial=0)]
        self._of = [[n for n, run in enumerate(self.runs) if run.segment == at] for at in range(len(tables))]
        self.removed = [
            self._removed(int(tables[at].article_passages[-1]), own) for at, own in enumerate(self._of)
        ]

    def _removed(self, passages: int, own: Sequence[int]) -> list[slice]:
        """Return the passages of a segment that are in none of its runs."""
        runs = [self.runs[at].passages for at in own]
        bounds = [0, *chain.from_iterable((one.start, one.stop) for one in runs), passages]
        return [slice(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True) if pair[0] < pair[1]]

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return self._articles[-1]

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return self._passages[-1]

    def article_at(self, number: int) -> Place:
        """Return where an article is; IndexError where there is none of that number."""
        at = _holding(self._articles, number)
        run = self.runs[at]
        return Place(run.segment, run.articles[number - self._articles[at]])

    def passage_at(self, number: int) -> Place:
        """Return where a passage is; IndexError where there is none of that number."""
        at = _holding(self._passages, number)
        run = self.runs[at]
        return Place(run.segment, run.passages[number - self._passages[at]])

    def article(self, place: Place) -> int | None:
        """Return the number of an article among all, None where it was removed."""
        own = self._of[place.segment]
        before = bisect_right(own, place.number, key=lambda at: self.runs[at].articles.start)
        if not before or place.number not in self.runs[own[before - 1]].articles:
            return None
        return self._articles[own[before - 1]] + place.number - self.runs[own[before - 1]].articles.start

    def passage(self, place: Place) -> int:
        """Return the number among all of a passage that was not removed."""
        own = self._of[place.segment]
        at = own[bisect_right(own, place.number, key=lambda at: self.runs[at].passages.start) - 1]
        return self._passages[at] + place.number - self.runs[at].passages.start


class Sources(Rows[Source]):
    """The faces of all articles, in order."""

    def __init__(self, assembled: Assembled, numbering: Numbering) -> None:
        """Stand over those of the segments."""
        self._segments, self._numbering = assembled.segments, numbering

    def __len__(self) -> int:
        """Count the articles."""
        return self._numbering.article_count

    def at(self, number: int) -> Source:
        """Return the face of one article."""
        place = self._numbering.article_at(number)
        return self._segments[place.segment].sources[place.number]


def is_sound(assembled: Assembled) -> bool:
    """Whether runs read from a file can be numbered: of each segment in order, and none twice."""
    ends = [0] * len(assembled.segments)
    for segment, first, last in assembled.union.runs.tolist():
        if segment >= len(ends) or not ends[segment] <= first < last <= len(
            assembled.segments[segment].sources
        ):
            return False
        ends[segment] = last
    return True


def _run(tables: Sequence[Tables], row: Sequence[int]) -> Run:
    segment, first, last = row
    bounds = tables[segment].article_passages
    return Run(segment, range(first, last), range(int(bounds[first]), int(bounds[last])))


def _holding(starts: Sequence[int], number: int) -> int:
    """Return the number of the run that holds a number; IndexError where none does."""
    if not 0 <= number < starts[-1]:
        raise IndexError(f"no number {number}: there are {starts[-1]}")
    return bisect_right(starts, number) - 1
