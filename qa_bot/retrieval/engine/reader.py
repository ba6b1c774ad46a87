"""The segment that an engine holds: its nodes find passages; articles are fetched whole, and kept a while."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from heapq import nlargest
from itertools import chain
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.layout import Layout
from qa_bot.documents.view import Writing
from qa_bot.errors import EngineMismatch
from qa_bot.retrieval.engine import rows, statements
from qa_bot.retrieval.engine.bodies import Body, opened
from qa_bot.retrieval.engine.cluster import Cluster, Shard
from qa_bot.retrieval.engine.kept import Kept
from qa_bot.retrieval.engine.rows import TIED, Unsound
from qa_bot.retrieval.engine.statements import Wanted
from qa_bot.retrieval.search import Weighted
from qa_bot.retrieval.segment import SegmentReader
from qa_bot.retrieval.weighting import K1
from qa_bot.values import Passage

SLACK = 8  # passages asked for beyond the k best: as many may tie with the last of them
ROUNDING = 1e-9  # of a sum: far more than adding up in another order changes
MOST_KEPT = 64 << 20  # bytes of articles that are kept: those of some hundred questions
TOGETHER = 256  # articles fetched by one query
ROW_HEAD = 16  # bytes before an article in a reply, at most
LINE = 64  # bytes of a passage, its sum and its count in a reply, at most
LARGE = 50_000  # postings: of fewer adding up all is as fast
LITTLE = 0.2  # of the weight of all terms: what the common ones may have that are looked at last
MOST_WEIGHT = (K1 + 1.0) * (1 + 1e-6)  # more than any posting weighs, rounded as it is
Said = TypeVar("Said")
Sums = list[tuple[int, float]]


class EngineReader(SegmentReader):
    """Articles that are spread over shards by their numbers: number n is in shard n modulo their count."""

    def __init__(self, kept: Kept, sentences: int, generation: int, cluster: Cluster) -> None:
        """Stand over what a client keeps, and the nodes that hold the rest."""
        super().__init__(kept.segment)
        self.segment = kept.segment
        self._kept, self._sentences = kept, sentences
        self._generation, self._cluster = generation, cluster
        self._bodies = _Bodies(MOST_KEPT)
        self._passages = int(self.tables.article_passages[-1])

    def best(
        self, terms: Weighted, k: int, among: NDArray[np.bool_] | None = None, removed: Sequence[slice] = ()
    ) -> list[tuple[int, float]]:
        """Return (passage number, score) of the k best passages.

        The engine's sums choose who is scored exactly, from the postings that come with each article.
        """
        if k <= 0 or not terms or (among is not None and not among.any()):
            return []
        wanted = Wanted(terms, among)
        found = self._found(wanted, k)
        least = _last_of(found, k) * (1 - ROUNDING)
        scored: Sums = []
        near: Sums = []
        for at, own in enumerate(found):
            if len(own) == k + SLACK and own[-1][1] >= least:
                scored += self._tied(at, wanted, least)
            else:
                near += (one for one in own if one[1] >= least)
        scored += self._exact(terms, near)
        return sorted(scored, key=lambda one: (-one[1], one[0]))[:k]

    def _exact(self, terms: Weighted, near: Sums) -> Sums:
        """Return passages with their exact scores, which the engine's sums must be but for rounding."""
        passages = [passage for passage, _ in near]
        exact = self.scores(terms, passages)
        for (passage, added), score in zip(near, exact, strict=True):
            if abs(added - score) > ROUNDING * score:
                raise EngineMismatch(f"The engine adds up {added} for passage {passage}, its article {score}")
        return [*zip(passages, exact, strict=True)]

    def _found(self, wanted: Wanted, k: int) -> list[Sums]:
        """Return the passages of the largest sums of each shard, best first, some more than `k`.

        Where terms stand in many passages, those that tell most are asked for alone first. A passage that
        gets too little of these for the others to lift it to the k-th is left out then (MaxScore: Turtle and
        Flood 1995).
        """
        most, telling = k + SLACK, self._telling(wanted)
        if telling is not None:
            first = self._sums(statements.best(self._generation, telling, most), telling, most)
            rest = sum(weight for _, weight in wanted.terms) - sum(weight for _, weight in telling.terms)
            least = _last_of(first, k) * (1 - ROUNDING) - rest * MOST_WEIGHT
            if least > 0:
                query = statements.best_of_likely(self._generation, wanted, most, telling, least)
                return self._sums(query, wanted, most)
        return self._sums(statements.best(self._generation, wanted, most), wanted, most)

    def _telling(self, wanted: Wanted) -> Wanted | None:
        """Return a large search without its commonest terms, whose weights are small; None for others."""
        starts = self.tables.starts
        counts = {term: int(starts[term + 1] - starts[term]) for term, _ in wanted.terms}
        allowed = LITTLE * sum(weight for _, weight in wanted.terms)
        common: dict[int, float] = {}
        for term, weight in sorted(wanted.terms, key=lambda one: -counts[one[0]]):
            if sum(common.values()) + weight > allowed:
                break
            common[term] = weight
        total = sum(counts.values())
        if total < LARGE or 2 * sum(counts[term] for term in common) < total:
            return None
        return wanted._replace(terms=[one for one in wanted.terms if one[0] not in common])

    def _sums(self, query: str, counted: Wanted, most: int) -> list[Sums]:
        """Return what each shard says, where it has looked at all postings of the terms."""

        def ask(total: int, shard: Shard) -> Sums:
            read = partial(rows.found_passages, most=most, total=total, passages=self._passages)
            return sorted(shard.ask(query, (most + 2) * LINE, read), key=lambda one: -one[1])

        return self._each(self._held([term for term, _ in counted.terms]), ask)

    def _each(self, counts: Sequence[int], ask: Callable[[int, Shard], list[Said]]) -> list[list[Said]]:
        """Return what each shard says, given its own count; nothing where that is 0."""
        counted = zip(self._cluster.shards, counts, strict=True)
        asked = [(shard, partial(ask, count)) for shard, count in counted if count]
        answered = iter(self._cluster.ask(asked))
        return [next(answered) if count else [] for count in counts]

    def _held(self, terms: Sequence[int]) -> list[int]:
        """Return how many postings of some terms each shard has."""
        totals: list[int] = self._kept.shard_postings[:, [*terms]].sum(axis=1, dtype=np.int64).tolist()
        return totals

    def _tied(self, at: int, wanted: Wanted, least: float) -> Sums:
        """Return all passages of a shard whose sum is not less, where more tie than were asked for."""
        numbers = [term for term, _ in wanted.terms]
        query = statements.at_least(self._generation, wanted, least)
        total = self._held(numbers)[at]
        read = partial(rows.postings, terms=numbers, total=total, passages=self._passages)
        found = self._cluster.shards[at].ask(query, total * TIED.itemsize, read)
        return _summed(found, wanted.terms)

    def scores(self, terms: Weighted, passages: Sequence[int]) -> list[float]:
        """Return the exact score of each passage."""
        self.bring(passages)
        return [self._score(terms, passage) for passage in passages]

    def _score(self, terms: Weighted, passage: int) -> float:
        article = self.article_of(passage)
        body = self._body(article)
        return body.reader.scores(body.own(terms), [passage - self.passages_of(article).start])[0]

    def holding(self, term: int, passages: range, most: int) -> list[int]:
        """Return the first passages that hold a term; an engine's articles all count: `passages` are all."""
        query = statements.first_holding(self._generation, term, most)

        def ask(count: int, shard: Shard) -> list[int]:
            return shard.ask(query, count * 4, partial(rows.ascending, count=count, passages=self._passages))

        counts = [min(total, most) for total in self._held([term])]
        return sorted(chain.from_iterable(self._each(counts, ask)))[:most]

    def sentences_in(self, passages: range) -> int:
        """Count the sentences of all passages: an engine's articles all count."""
        return self._sentences

    def bring(self, passages: Iterable[int]) -> None:
        """Fetch the articles of these passages that are not here, from each shard at once."""
        missing = self._bodies.missing(map(self.article_of, passages))
        for first in range(0, len(missing), TOGETHER):
            self._fetch(missing[first : first + TOGETHER])

    def _fetch(self, articles: Sequence[int]) -> dict[int, Body]:
        shards = self._cluster.shards
        spread = [[one for one in articles if one % len(shards) == at] for at in range(len(shards))]
        asked: list[tuple[Shard, Callable[[Shard], dict[int, Body]]]] = [
            (shard, partial(self._from, own)) for shard, own in zip(shards, spread, strict=True) if own
        ]
        fetched = {number: body for found in self._cluster.ask(asked) for number, body in found.items()}
        for number, body in fetched.items():
            self._bodies.put(number, body, int(self._kept.article_sizes[number]))
        return fetched

    def _from(self, articles: Sequence[int], shard: Shard) -> dict[int, Body]:
        most = int(self._kept.article_sizes[list(articles)].sum(dtype=np.int64)) + ROW_HEAD * len(articles)
        query = statements.articles(self._generation, articles)
        return shard.ask(query, most, partial(self._read, articles))

    def _read(self, articles: Sequence[int], data: bytes) -> dict[int, Body]:
        """Return the articles that were asked for, each as it was built."""
        found = rows.numbered(data)
        if found.keys() != set(articles):
            raise Unsound("its reply has other articles than those asked for")
        for number, body in found.items():
            size, checksum = self._kept.article_sizes[number], self._kept.article_sums[number]
            if len(body) != size or zlib.crc32(body) != checksum:
                raise Unsound(f"its article {number} has other contents")
        return {number: opened(body, self.sources[number]) for number, body in found.items()}

    def _body(self, article: int) -> Body:
        return self._bodies.get(article) or self._fetch([article])[article]

    def _own(self, passages: range) -> tuple[Body, range]:
        """Return the article of passages, and their numbers in it."""
        article = self.article_of(passages.start)
        first = self.passages_of(article).start
        return self._body(article), range(passages.start - first, passages.stop - first)

    def bounds(self, passages: range) -> list[list[int]]:
        """Return where passages in a row, all of one article, start and end."""
        if not passages:
            return []
        body, own = self._own(passages)
        return body.reader.bounds(own)

    def between(self, first: int, last: int) -> str:
        """Return the text from the start of one passage to the end of another of the same article."""
        body, own = self._own(range(first, last + 1))
        return body.reader.between(own.start, own.stop - 1)

    def passage(self, number: int, id: int) -> Passage:
        """Return a passage, under the id it has among all."""
        body, own = self._own(range(number, number + 1))
        return body.reader.passage(own.start, id)

    def layout(self, article: int) -> Layout:
        """Return where an article's blocks and sentences stand."""
        return self._body(article).reader.layout(0)

    def text(self, article: int) -> str:
        """Return an article's text as it is read."""
        return self._body(article).reader.text(0)

    def writing(self, article: int) -> Writing | None:
        """Return an article as it is written; None where it is read so and has no pages."""
        return self._body(article).reader.writing(0)


class _Bodies:
    """Articles that were fetched, those used last, up to so many bytes. Safe from several threads."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._held: OrderedDict[int, tuple[Body, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, number: int) -> Body | None:
        with self._lock:
            if number not in self._held:
                return None
            self._held.move_to_end(number)
            return self._held[number][0]

    def missing(self, numbers: Iterable[int]) -> list[int]:
        with self._lock:
            return [number for number in dict.fromkeys(numbers) if number not in self._held]

    def put(self, number: int, body: Body, size: int) -> None:
        with self._lock:
            if number not in self._held:
                self._size += size
            self._held[number] = (body, size)
            while self._size > self._most and len(self._held) > 1:
                self._size -= self._held.popitem(last=False)[1][1]


def _last_of(found: Sequence[Sums], k: int) -> float:
    """Return the k-th largest sum of all shards, 0.0 where there are fewer."""
    scores = [score for own in found for _, score in own]
    return nlargest(k, scores)[-1] if len(scores) >= k else 0.0


def _summed(found: NDArray[Any], terms: Weighted) -> Sums:
    """Return the passages of postings with their scores, added up in the order of the terms."""
    passages, places = np.unique(found["passage"], return_inverse=True)
    scores = np.zeros(len(passages), np.float64)
    for term, weight in terms:
        own = found["term"] == term
        scores[places[own]] += found["weight"][own].astype(np.float64) * weight
    return [*zip(passages.tolist(), scores.tolist(), strict=True)]
