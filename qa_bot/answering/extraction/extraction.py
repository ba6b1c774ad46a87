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
from qa_bot.answering.matching.candidates import Case
from qa_bot.language.entities.abbreviations import expansions
from qa_bot.language.tokens import stem

LEAST = 1e-3
NEARER = (("nearest to the words asked about", 1.0),)
_BRACKETED = re.compile(r"\s?[(\[]([\w.&-]{2,10})[)\]]")
Span = tuple[int, int]


class Wording(NamedTuple):
    """The span of the answer words in a sentence's text, how probable they are, and what that rests on."""

    start: int
    end: int
    probability: float = 1.0
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def log_probability(self) -> float:
        """Give the natural logarithm of the probability, at least that of one in a thousand."""
        return math.log(max(self.probability, LEAST))


def word(case: Case, spans: SpanModel) -> Wording:
    """Choose the answer words of a sentence."""
    sure = next((span for way in WAYS if (span := way(case))), None)
    return Wording(*sure) if sure else _best_span(case, spans)


def _best_span(case: Case, spans: SpanModel) -> Wording:
    question, tokens, text = case.asked.question, case.view.tokens, case.view.text
    candidates = spans.rank(question, tokens)
    if not candidates:
        return Wording(0, len(text), 0.0)
    best = spans.choose(question, candidates, tokens)
    chosen = Wording(best.start, best.end, candidates[0].probability, best.reasons)
    nearer = nearest(case, chosen.start, chosen.end)
    return chosen._replace(start=nearer[0], end=nearer[1], reasons=NEARER) if nearer else chosen


def _claimed(case: Case) -> Span | None:
    told, view = case.pool.speech, case.view
    if told is None or case.claim is None:
        return None
    first, last = told.words(case.claim, view.start, view.end)
    return (first - view.start, last - view.start) if view.start <= first < last <= view.end else None


def _held(case: Case) -> Span | None:
    return (case.holder.start, case.holder.end) if case.holder else None


def _identified(case: Case) -> Span | None:
    return (case.identity.start, case.identity.end) if case.identity else None


def _spelt_out(case: Case) -> Span | None:
    """Give the long form before the bracketed short one that a question asks the meaning of."""
    question, text = case.asked.question, case.view.text
    if answer_type(question.type).short_form != "given":
        return None
    for found in expansions(text):
        short = _BRACKETED.match(text, found.end)
        if short and stem(short[1]) in question.terms:
            return found.start, found.end
    return None


def _settled(case: Case) -> Span | None:
    return clause(case.asked.question, case.view.tokens) if case.asked.question.wants_verdict else None


WAYS: tuple[Callable[[Case], Span | None], ...] = (_claimed, _held, _identified, _spelt_out, _settled)
