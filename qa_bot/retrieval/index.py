"""Index: what a built or opened index can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.layout import Layout, Setting
from qa_bot.documents.paragraphs import Stretch, line_of
from qa_bot.documents.view import Writing
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.frequencies import Frequencies
from qa_bot.retrieval.numbering import Numbering, Place, Run, Sources
from qa_bot.retrieval.segment import Reader, SegmentReader
from qa_bot.retrieval.tables import I64, U32, Assembled, Segment, sizes
from qa_bot.retrieval.weighting import smooth_idf
from qa_bot.values import Passage, Within

NO_ID = -1
FILTERS = 4  # choices of articles whose passages are kept marked
ARTICLES = 1 << 8  # whose places were looked up: one question asks after each of some ten many times
TERMS = 1 << 12  # terms that were looked up: those of a hundred questions


class Index:
    """Passages of articles, and which terms stand in them. Never changes; safe from several threads.

    Articles and passages have numbers from 0, in the order of the articles' paths.
    """

    def __init__(self, assembled: Assembled, readers: Sequence[SegmentReader] = ()) -> None:
        """Stand over segments, read from their arrays where no `readers` are given."""
        self.assembled = assembled
        self._readers = readers or tuple(map(Reader, assembled.segments))
        self._numbering = Numbering(assembled)
        self._frequencies = Frequencies(self._readers[0], assembled.union)
        self.sources = Sources(assembled, self._numbering)
        counts = (self._readers[run.segment].sentences_in(run.passages) for run in self._numbering.runs)
        self._sentence_count = sum(counts)
        self._terms = lru_cache(maxsize=TERMS)(partial(_looked_up, self._readers, self._frequencies))
        self._place_of = lru_cache(maxsize=ARTICLES)(partial(_first_called, self._readers, self._numbering))
        self._marked = lru_cache(maxsize=FILTERS)(partial(_marked, self._readers))

    def __reduce__(self) -> tuple[type[Index], tuple[Assembled]]:
        """Let another process have a copy."""
        if not self.is_here:
            raise TypeError("an index that an engine holds is opened anew in another process, not sent there")
        segments = tuple(Segment(one.tables, tuple(one.sources)) for one in self.assembled.segments)
        return Index, (self.assembled._replace(segments=segments),)

    @property
    def is_here(self) -> bool:
        """Whether all of it is in memory or in files here, and not in an engine."""
        return all(isinstance(reader, Reader) for reader in self._readers)

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return self._numbering.passage_count

    @property
    def sentence_count(self) -> int:
        """How many sentences there are."""
        return self._sentence_count

    def holds(self, term: str) -> bool:
        """Whether a passage, its title included, holds a term."""
        return self._terms(term).passages > 0

    def idf(self, term: str) -> float:
        """Return how rare a term is over the passages: positive, larger is rarer."""
        held = np.array([self._terms(term).passages], np.int64)
        return float(smooth_idf(held, self.passage_count)[0])

    def sentence_frequency(self, term: str) -> int:
        """Count the sentences that hold a term."""
        return self._terms(term).sentences

    def search(
        self, weights: Mapping[str, float], k: int, articles: frozenset[str] | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage id, score) of the k best passages (of some `articles`), best first, ties by id.

        A score is the sum of what each term weighs in the passage, times its weight in `weights`.
        """
        found: list[tuple[int, float]] = []
        for at, reader in enumerate(self._readers):
            among = None if articles is None else self._marked(articles)[at]
            held = reader.best(self._in(at, weights), k, among, self._numbering.removed[at])
            found += [(self._numbering.passage(Place(at, number)), score) for number, score in held]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:k]

    def _in(self, segment: int, weights: Mapping[str, float]) -> list[tuple[int, float]]:
        """Return the numbers of terms in a segment that holds them, with their weights."""
        placed = ((self._terms(term).places[segment], weight) for term, weight in weights.items())
        return sorted((place, weight) for place, weight in placed if place is not None)

    def count_passages(self, articles: frozenset[str]) -> int:
        """Count the passages of some articles."""
        return int(self.marked(articles).sum())

    def marked(self, articles: frozenset[str]) -> NDArray[np.bool_]:
        """Mark the passages of some articles."""
        marks, runs = self._marked(articles), self._numbering.runs
        own = (marks[run.segment][run.passages.start : run.passages.stop] for run in runs)
        return np.concatenate([np.zeros(0, np.bool_), *own])

    def sentence_runs(self) -> list[SentenceRun]:
        """Return where the sentences of all passages are, in the order of their ids."""
        return [
            _sentence_run(run, self._readers[run.segment].tables.passage_sentences)
            for run in self._numbering.runs
        ]

    def scores(self, weights: Mapping[str, float], ids: Sequence[int]) -> list[float]:
        """Return the score of each passage of `ids`, 0.0 where it holds none of the terms."""
        places = [*map(self._numbering.passage_at, ids)]
        found: dict[Place, float] = {}
        for at in {place.segment for place in places}:
            own = [place for place in places if place.segment == at]
            numbers = [place.number for place in own]
            scored = self._readers[at].scores(self._in(at, weights), numbers)
            found |= zip(own, scored, strict=True)
        return [found[place] for place in places]

    def passages_with(self, term: str, most: int) -> list[Passage]:
        """Return the first passages that hold a term, at most `most`."""
        return self.fetch(self._first_with(term, most))

    def texts_with(self, term: str, most: int) -> Iterator[str]:
        """Return the texts of the first passages that hold a term, at most `most`."""
        places = self._brought(self._first_with(term, most))
        return (self._readers[at].between(number, number) for at, number in places)

    def _first_with(self, term: str, most: int) -> list[int]:
        """Return the ids of the first passages that hold a term."""
        numbers = self._terms(term).places
        found = (
            self._numbering.passage(Place(run.segment, passage))
            for run in self._numbering.runs
            if (number := numbers[run.segment]) is not None
            for passage in self._readers[run.segment].holding(number, run.passages, most)
        )
        return [*islice(found, most)]

    def fetch(self, ids: Iterable[int]) -> list[Passage]:
        """Return passages by their ids, in the order asked."""
        wanted = [*ids]
        places = zip(wanted, self._brought(wanted), strict=True)
        return [self._readers[place.segment].passage(place.number, id) for id, place in places]

    def bring(self, articles: Iterable[int]) -> None:
        """Bring articles near at once, given their numbers, that will be read one after the other."""
        places = [*map(self._numbering.article_at, articles)]
        for at, reader in enumerate(self._readers):
            own = (reader.passages_of(place.number) for place in places if place.segment == at)
            reader.bring(passages.start for passages in own if passages)

    def _brought(self, ids: Sequence[int]) -> list[Place]:
        """Return where passages are, brought near all at once."""
        places = [*map(self._numbering.passage_at, ids)]
        for at, reader in enumerate(self._readers):
            reader.bring(place.number for place in places if place.segment == at)
        return places

    def sentences_of(self, passage: Passage) -> tuple[int, slice]:
        """Return the segment of a passage, whole or clipped, and where its sentences are there."""
        if passage.id != NO_ID:
            at, number = self._numbering.passage_at(passage.id)
            return at, slice(*self._readers[at].tables.passage_sentences[number : number + 2].tolist())
        at, article = self._known_place(passage.source.id)
        reader = self._readers[at]
        first = int(reader.tables.passage_sentences[reader.passages_of(article).start])
        first += int(reader.layout(article).sentences[:, 0].searchsorted(passage.sentences[0][0]))
        return at, slice(first, first + len(passage.sentences))

    def passages_within(self, within: Within) -> list[Passage]:
        """Return a whole article's passages, or one passage (its id is -1) of the sentences inside a stretch.

        No passage when no sentence lies inside, or there is no such article.
        """
        article = self._place_of(within.source)
        if article is None:
            return []
        if within.start == 0 and within.end is None:
            return self._passages(article, self._passages_of(article))
        return self._clipped(article, self._overlapping(article, within), within)

    def passages_around(self, within: Within, count: int) -> list[Passage]:
        """Return the passages that reach into a stretch, and `count` of the article's on each side."""
        article = self._place_of(within.source)
        own = self._overlapping(article, within) if article else range(0)
        if article is None or not own:
            return []
        whole = self._passages_of(article)
        around = range(max(whole.start, own.start - count), min(whole.stop, own.stop + count))
        return self._passages(article, around)

    def words(self, beginning: str = "") -> Iterator[str]:
        """Yield the distinct surface words, folded, that begin with some letters, in order of their bytes."""
        found = self._frequencies.words(_bytes(beginning))
        return (word.decode("utf-8", "surrogatepass") for word in found)

    def capital_share(self, word: str) -> float:
        """Return the share of a folded word's uses inside sentences that have a capital; 0.0 if none."""
        _, inner, capitals = self._frequencies.of_word(_bytes(word))
        return capitals / inner if inner else 0.0

    def stretch(self, within: Within) -> Stretch | None:
        """Return what stands in a stretch of an article, None when no sentence lies inside."""
        found = self.passages_within(within)
        if not found or (within.start == 0 and within.end is None):
            return None
        (one,) = found
        return Stretch(one.text, one.start, self.layout_of(within.source).paragraphs(one.sentences))

    def layout_of(self, source_id: str) -> Layout:
        """Return where an article's blocks and sentences stand; KeyError when there is no such article."""
        at, article = self._known_place(source_id)
        return self._readers[at].layout(article)

    def text_of(self, source_id: str) -> str:
        """Return an article's whole text as it is read; KeyError when there is no such article."""
        at, article = self._known_place(source_id)
        return self._readers[at].text(article)

    def writing_of(self, source_id: str) -> Writing | None:
        """Return an article as it is written; None where it is read so and has no pages, or there is none."""
        place = self._place_of(source_id)
        return self._readers[place.segment].writing(place.number) if place else None

    def setting(self, source_id: str, place: int) -> Setting:
        """Return what stands above a place of an article; KeyError when there is no such article."""
        return self.layout_of(source_id).setting(place, self.text_of(source_id))

    def text_at(self, number: int) -> str:
        """Return the whole text of the article of that number."""
        at, article = self._numbering.article_at(number)
        return self._readers[at].text(article)

    def _known_place(self, source_id: str) -> Place:
        """Return where the first article with an id is; KeyError where there is none."""
        place = self._place_of(source_id)
        if place is None:
            raise KeyError(source_id)
        return place

    def _passages_of(self, article: Place) -> range:
        """Return the numbers of an article's passages in its segment."""
        return self._readers[article.segment].passages_of(article.number)

    def _passages(self, article: Place, numbers: range) -> list[Passage]:
        """Return some passages of an article by their numbers in its segment."""
        reader, first = self._readers[article.segment], numbers.start
        if not numbers:
            return []
        id = self._numbering.passage(Place(article.segment, first)) - first
        return [reader.passage(number, id + number) for number in numbers]

    def _overlapping(self, article: Place, within: Within) -> range:
        """Return the passages of an article that reach into the stretch, none left out between them."""
        own = self._passages_of(article)
        bounds = self._readers[article.segment].bounds(own)
        end = bounds[-1][1] if within.end is None and bounds else within.end or 0
        inside = [at for at, (a, b) in enumerate(bounds, own.start) if a < end and b > within.start]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def _clipped(self, article: Place, numbers: range, within: Within) -> list[Passage]:
        own = self._passages(article, numbers)
        spans = {span for passage in own for span in passage.sentences if _inside(span, within)}
        if not spans:
            return []
        sentences = tuple(sorted(spans))
        start, end = sentences[0][0], max(last for _, last in sentences)
        for passage in own:
            if (passage.start, passage.end) == (start, end):
                return [passage]
        text = self._readers[article.segment].between(numbers.start, numbers.stop - 1)
        return [_joined(own[0], text, sentences, start, end)]


class SentenceRun(NamedTuple):
    """Sentences of a segment in a row, and how many of them each of the passages there has."""

    segment: int
    rows: slice
    counts: I64


class _Term(NamedTuple):
    """How many passages and sentences hold a term, and its number in each segment."""

    passages: int
    sentences: int
    places: tuple[int | None, ...]


def _sentence_run(run: Run, passage_sentences: U32) -> SentenceRun:
    bounds = passage_sentences[run.passages.start : run.passages.stop + 1]
    return SentenceRun(run.segment, slice(int(bounds[0]), int(bounds[-1])), sizes(bounds))


def _looked_up(readers: Sequence[SegmentReader], frequencies: Frequencies, term: str) -> _Term:
    stored = _bytes(term)
    return _Term(*frequencies.of_term(stored), tuple(reader.terms.find(stored) for reader in readers))


def _first_called(readers: Sequence[SegmentReader], numbering: Numbering, source_id: str) -> Place | None:
    """Return where the first article with an id is, None where there is none."""
    found = (
        (number, place)
        for at, reader in enumerate(readers)
        for place in map(partial(Place, at), reader.articles_called(_bytes(source_id)))
        if (number := numbering.article(place)) is not None
    )
    return min(found, default=(0, None))[1]


def _marked(readers: Sequence[SegmentReader], articles: frozenset[str]) -> list[NDArray[np.bool_]]:
    """Mark the passages of some articles in each segment."""
    return [reader.marked(articles) for reader in readers]


def _joined(
    first: Passage, text: str, sentences: tuple[tuple[int, int], ...], start: int, end: int
) -> Passage:
    """Return a stretch of the text that begins with a passage as one passage."""
    here, there = start - first.start, end - first.start
    line = first.source.line + line_of(text, here) - 1
    return Passage(NO_ID, first.source._replace(line=line), start, end, text[here:there], sentences)


def _inside(span: tuple[int, int], within: Within) -> bool:
    return within.start <= span[0] and (within.end is None or span[1] <= within.end)


def _bytes(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")
