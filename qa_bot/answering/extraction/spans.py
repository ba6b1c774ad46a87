"""Which words of a sentence answer: every plausible span is scored by a linear model.

The score of a span is the sum of the weights of its features. The edges are scored first, each
once; the spans with the best edges are then looked at as a whole. A softmax over them gives the
probabilities. A weight may hold always, for one answer type, one question form or one noun asked for.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

from qa_bot.answering.extraction.annotation import (
    LONGEST_TO_MARK,
    SIGNS_FIRST,
    SIGNS_LAST,
    AnnotatedSentence,
    annotate,
    ends,
    features_of,
    spans,
)
from qa_bot.answering.extraction.span_features import (
    first_features,
    last_features,
    length_feature,
    span_features,
)
from qa_bot.answering.weights import read_weights
from qa_bot.language.lexicon.function_words import ARTICLES
from qa_bot.language.tokens import tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question, Span

KEPT = 30  # spans of a sentence that are looked at as a whole
SHOWN = 12  # candidates of a sentence
REASONS = 4  # weights that are told as the reasons of a span
LENGTHS = tuple(length_feature(length + 1) for length in range(LONGEST_TO_MARK))
EXACT_COUNTS = 0.5  # what the probability to be exact counts beside the expected word F1


class SpanCandidate(NamedTuple):
    """A span of a sentence's text that may answer, and its first and last token."""

    start: int
    end: int
    probability: float
    score: float
    first: int
    last: int


class SpanModel:
    """A linear model of answer spans: the weights of named features, made once and never changed."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the weight of each feature, `feature | type year` for one bound to a type or form."""
        self._tables: dict[str, dict[str, float]] = {}
        for feature, weight in weights.items():
            name, _, condition = feature.partition(" | ")
            self._tables.setdefault(condition, {})[name] = weight
        self._merged = lru_cache(maxsize=256)(self._merge)

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> SpanModel:
        """Return the model that comes with the package."""
        return cls(read_weights("spans"))

    def rank(self, question: Question, text: str) -> list[SpanCandidate]:
        """Return the most probable spans of a sentence, at most 12, best first; they sum to at most 1."""
        return _rank(self.weights_for(question), _annotated(features_of(question), text))

    def reasons(self, question: Question, text: str, one: SpanCandidate) -> tuple[tuple[str, float], ...]:
        """Return the weights that the score of a span of a sentence rests on most."""
        sentence = _annotated(features_of(question), text)
        return _reasons(self.weights_for(question), sentence, one.first, one.last)

    def weights_for(self, question: Question) -> Mapping[str, float]:
        """Return the weight of each feature for one question: always, and under its conditions."""
        return self._merged(*conditions_of(question))

    def _merge(self, *conditions: str) -> Mapping[str, float]:
        merged = dict(self._tables.get("", {}))
        for condition in conditions:
            for name, weight in self._tables.get(condition, {}).items():
                merged[name] = merged.get(name, 0.0) + weight
        return merged


_annotated = lru_cache(maxsize=8)(annotate)  # a sentence is ranked, and then the reasons are asked


def conditions_of(question: Question) -> tuple[str, ...]:
    """Return what weights may be bound to: the question's answer type, its form, the noun asked for."""
    bound = f"type {question.type}", f"form {question.form.name}"
    return (*bound, f"noun {question.focus}") if question.focus else bound


def choose(candidates: Sequence[SpanCandidate], text: str) -> SpanCandidate:
    """Return the candidate with the highest expected word F1, plus half its probability to be exact.

    The expectation takes each candidate in turn for the truth. `candidates` must not be empty.
    """
    spans = _word_spans(candidates, text)
    gains = [
        _expected_f1(span, spans, candidates) + EXACT_COUNTS * one.probability
        for one, span in zip(candidates, spans, strict=True)
    ]
    return candidates[gains.index(max(gains))]


def gate(
    weights: Mapping[str, float], sentence: AnnotatedSentence, kept: int = KEPT
) -> list[tuple[float, int, int]]:
    """Return the spans with the best edges and length as (score, first token, last token), best first."""
    lasts = {at: _sum(weights, last_features(sentence, at)) for at in ends(sentence)}
    lengths = [weights.get(name, 0.0) for name in LENGTHS]
    scored: list[tuple[float, int, int]] = []
    for first, group in spans(sentence):
        edge = _sum(weights, first_features(sentence, first))
        scored += [(edge + lasts[last] + lengths[last - first], -first, -last) for last in group]
    return [(score, -first, -last) for score, first, last in nlargest(kept, scored)]


def _rank(weights: Mapping[str, float], sentence: AnnotatedSentence) -> list[SpanCandidate]:
    scored = [
        (score + _sum(weights, span_features(sentence, first, last)), -first, -last)
        for score, first, last in gate(weights, sentence)
    ]
    scored.sort(reverse=True)
    grown = [math.exp(score - scored[0][0]) for score, _, _ in scored]
    total = sum(grown)
    found = [
        SpanCandidate(
            _start(sentence, -first),
            _end(sentence, -first, -last),
            share / total,
            score,
            -first,
            -last,
        )
        for share, (score, first, last) in zip(grown, scored[:SHOWN], strict=False)
    ]
    return _merged(found)


def _merged(found: Sequence[SpanCandidate]) -> list[SpanCandidate]:
    """Join candidates that came to be the same span, "98" and "98%": their probabilities add up."""
    spans: dict[Span, SpanCandidate] = {}
    for one in found:
        known = spans.setdefault(one[:2], one)
        if known is not one:
            spans[one[:2]] = known._replace(probability=known.probability + one.probability)
    return sorted(spans.values(), key=lambda one: -one.probability)


def _start(sentence: AnnotatedSentence, first: int) -> int:
    """Return the start of a span, the sign of a currency before it taken in."""
    before = sentence.classes[first + 1]
    return sentence.tokens[first - 1 if before in SIGNS_FIRST else first].start


def _end(sentence: AnnotatedSentence, first: int, last: int) -> int:
    """Return the end of a span; a sign after it, a bracket or quotation that ends there, is taken in."""
    inside, after = sentence.classes[first + 2 : last + 3], sentence.classes[last + 3]
    opened = after == ")" and inside.count("(") > inside.count(")")
    quoted = after == '"' and inside.count('"') % 2 == 1
    grown = opened or quoted or after in SIGNS_LAST
    return sentence.tokens[last + 1].end if grown else sentence.tokens[last].end


def _sum(weights: Mapping[str, float], names: Sequence[str]) -> float:
    # Exact, unlike `sum`, which rounds differently from Python 3.12 on: spans that tie must tie everywhere.
    return math.fsum([weights[name] for name in names if name in weights])


def _reasons(
    weights: Mapping[str, float], sentence: AnnotatedSentence, first: int, last: int
) -> tuple[tuple[str, float], ...]:
    names = (
        *first_features(sentence, first),
        *last_features(sentence, last),
        length_feature(last - first + 1),
        *span_features(sentence, first, last),
    )
    known = [(name, weights[name]) for name in names if name in weights]
    return tuple(sorted(known, key=lambda reason: -abs(reason[1]))[:REASONS])


def _word_spans(candidates: Sequence[SpanCandidate], text: str) -> list[Span]:
    """Return the first word and the end of the words of each candidate, articles not counted."""
    words = [token for token in tokens(text) if token.stem and token.text.lower() not in ARTICLES]
    starts, ends = [word.start for word in words], [word.end for word in words]
    return [(bisect_left(starts, one.start), bisect_right(ends, one.end)) for one in candidates]


def _expected_f1(span: Span, spans: Sequence[Span], candidates: Sequence[SpanCandidate]) -> float:
    start, end = span
    return sum(
        one.probability * 2 * (min(end, last) - max(start, first)) / (end - start + last - first)
        for one, (first, last) in zip(candidates, spans, strict=True)
        if first < end and start < last
    )
