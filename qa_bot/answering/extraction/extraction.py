"""Which words of one sentence answer: the first of EXTRACTORS that is sure of them, else the span model."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.extraction.clauses import clause
from qa_bot.answering.extraction.disambiguation import nearest, whole_time
from qa_bot.answering.extraction.spans import SpanModel, choose
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities.abbreviations import expansions
from qa_bot.language.entities.patterns import nothing
from qa_bot.language.tokens import stem, stems
from qa_bot.values import Span

LOOK = 40  # code points after a noun in which its share stands
LEAST = 1e-3  # probability below which an extraction counts no less
NEARER = (("nearest to the words asked about", 1.0),)
_BRACKETED = re.compile(r"\s?[(\[]([\w.&-]{2,10})[)\]]")


class ExtractedSpan(NamedTuple):
    """The span of the answer words in a sentence's text, how probable they are, and what that rests on."""

    start: int
    end: int
    probability: float = 1.0
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def log_probability(self) -> float:
        """Return the natural logarithm of the probability, at least that of one in a thousand."""
        return math.log(max(self.probability, LEAST))


def extract(candidate: Candidate, spans: SpanModel) -> ExtractedSpan:
    """Return the answer words of a sentence."""
    sure = next(filter(None, (extractor(candidate) for extractor in EXTRACTORS)), None)
    return ExtractedSpan(*sure) if sure else _best_span(candidate, spans)


def _best_span(candidate: Candidate, spans: SpanModel) -> ExtractedSpan:
    text = candidate.sentence.text
    ranked = spans.rank(candidate.question, text)
    if not ranked:
        return ExtractedSpan(0, len(text), 0.0)
    best = choose(ranked, text)
    chosen = ExtractedSpan(best.start, best.end, ranked[0].probability, best.reasons)
    nearer = nearest(candidate, chosen.start, chosen.end)
    chosen = chosen._replace(start=nearer[0], end=nearer[1], reasons=NEARER) if nearer else chosen
    start, end = whole_time(candidate, chosen.start, chosen.end) or chosen[:2]
    return chosen._replace(start=start, end=end)


def _speech(candidate: Candidate) -> Span | None:
    """Return the speaker's name, or what was said."""
    speech, match, sentence = candidate.speech, candidate.speech_match, candidate.sentence
    if speech is None or match is None:
        return None
    first, last = speech.words(match, sentence.start, sentence.end)
    inside = sentence.start <= first < last <= sentence.end
    return (first - sentence.start, last - sentence.start) if inside else None


def _position_holder(candidate: Candidate) -> Span | None:
    return candidate.position_holder and candidate.position_holder[:2]


def _description(candidate: Candidate) -> Span | None:
    return candidate.description and candidate.description[:2]


def _long_form(candidate: Candidate) -> Span | None:
    """Return the long form before the bracketed short one that a question asks the meaning of."""
    question, text = candidate.question, candidate.sentence.text
    if answer_type(question.type).short_form != "given":
        return None
    for found in expansions(text):
        short = _BRACKETED.match(text, found.end)
        if short and stem(short[1]) in question.terms:
            return found.start, found.end
    return None


def _clause(candidate: Candidate) -> Span | None:
    """Return the clause that answers a question of yes or no."""
    question = candidate.question
    return clause(question, candidate.sentence.tokens) if question.wants_verdict else None


def _statement(candidate: Candidate) -> Span | None:
    """Return the whole sentence where a description is asked for, or what is required stands in no part."""
    row = answer_type(candidate.question.type)
    is_open = row.clause and row.find is nothing and not candidate.question.wants_verdict
    is_bare = row.required and not candidate.entities
    return (0, len(candidate.sentence.text)) if is_open or is_bare else None


def _counted(candidate: Candidate) -> Span | None:
    """Return the one number that counts the noun asked for."""
    if not answer_type(candidate.question.type).counts:
        return None
    counting = [one for one in candidate.entities if candidate.counts(one)]
    return counting[0][:2] if len(counting) == 1 else None


def _of_the_noun(candidate: Candidate) -> Span | None:
    """Return the share right after a noun that asks for one: "a turnout of 77%, with 98% in favour"."""
    row = answer_type(candidate.question.type)
    if row.name != "percent" or len(candidate.entities) < 2:
        return None
    matches = (match for match in candidate.sentence.matches if match and match.stem in stems(row.heads))
    ends = [candidate.sentence.tokens[at].end for match in matches for at in match.positions]
    after = [one for end in ends for one in candidate.entities if end < one.start < end + LOOK]
    return min(after)[:2] if after else None


EXTRACTORS: tuple[Callable[[Candidate], Span | None], ...] = (
    _speech,
    _position_holder,
    _description,
    _long_form,
    _clause,
    _statement,
    _counted,
    _of_the_noun,
)
