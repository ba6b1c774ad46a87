"""Which words of one sentence answer: the first way of WAYS that is sure of them, else the span model."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.extraction.clauses import clause
from qa_bot.answering.extraction.disambiguation import nearest
from qa_bot.answering.extraction.spans import SpanModel
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities.phrases import expansions
from qa_bot.language.tokens import stem

LEAST = 1e-3
NEARER = (("nearest to the words asked about", 1.0),)
_BRACKETED = re.compile(r"\s?[(\[]([\w.&-]{2,10})[)\]]")
Span = tuple[int, int]


class ExtractedSpan(NamedTuple):
    """The span of the answer words in a sentence's text, how probable they are, and what that rests on."""

    start: int
    end: int
    probability: float = 1.0
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def log_probability(self) -> float:
        """Give the natural logarithm of the probability, at least that of one in a thousand."""
        return math.log(max(self.probability, LEAST))


def extract(candidate: Candidate, spans: SpanModel) -> ExtractedSpan:
    """Choose the answer words of a sentence."""
    sure = next((span for way in EXTRACTORS if (span := way(candidate))), None)
    return ExtractedSpan(*sure) if sure else _best_span(candidate, spans)


def _best_span(candidate: Candidate, spans: SpanModel) -> ExtractedSpan:
    question, tokens, text = candidate.question, candidate.sentence.tokens, candidate.sentence.text
    ranked = spans.rank(question, tokens)
    if not ranked:
        return ExtractedSpan(0, len(text), 0.0)
    best = spans.choose(question, ranked, tokens)
    chosen = ExtractedSpan(best.start, best.end, ranked[0].probability, best.reasons)
    nearer = nearest(candidate, chosen.start, chosen.end)
    return chosen._replace(start=nearer[0], end=nearer[1], reasons=NEARER) if nearer else chosen


def _said(candidate: Candidate) -> Span | None:
    told, sentence = candidate.speech, candidate.sentence
    if told is None or candidate.speech_match is None:
        return None
    first, last = told.words(candidate.speech_match, sentence.start, sentence.end)
    return (
        (first - sentence.start, last - sentence.start)
        if sentence.start <= first < last <= sentence.end
        else None
    )


def _held(candidate: Candidate) -> Span | None:
    return (
        (candidate.position_holder.start, candidate.position_holder.end)
        if candidate.position_holder
        else None
    )


def _described(candidate: Candidate) -> Span | None:
    return (candidate.description.start, candidate.description.end) if candidate.description else None


def _spelt_out(candidate: Candidate) -> Span | None:
    """Give the long form before the bracketed short one that a question asks the meaning of."""
    question, text = candidate.question, candidate.sentence.text
    if answer_type(question.type).short_form != "given":
        return None
    for found in expansions(text):
        short = _BRACKETED.match(text, found.end)
        if short and stem(short[1]) in question.terms:
            return found.start, found.end
    return None


def _settled(candidate: Candidate) -> Span | None:
    return clause(candidate.question, candidate.sentence.tokens) if candidate.question.wants_verdict else None


EXTRACTORS: tuple[Callable[[Candidate], Span | None], ...] = (_said, _held, _described, _spelt_out, _settled)
