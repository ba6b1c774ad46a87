"""Question and ranked passages -> evidence, best first -> an answer, or silence.

A sentence's points are the sum over clues of weight x measure; a softmax over all sentences weighed
turns points into probabilities. The words are chosen by the span model inside the best sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa_bot.answer_types import BY_NAME
from qa_bot.claims import Telling
from qa_bot.clues import CLUES
from qa_bot.confidence import Judgement, Weighed, is_answer, judge, unmet_terms
from qa_bot.passages import line_of
from qa_bot.pool import Asked, Case, Pool, ask_about
from qa_bot.spans import SpanModel
from qa_bot.timeline import resolve
from qa_bot.values import Answer, Evidence, Question, RankedPassage, Reply, Sentence, Source
from qa_bot.weights import read_points
from qa_bot.words import QUESTION_WORDS

SPELLED_OUT = 3
KEPT = 12
SURE = 0.68
NEAR = 4


@dataclass(frozen=True)
class Answerer:
    """Weigh the sentences of ranked passages and choose, by fitted weights."""

    weights: Mapping[str, float]
    spans: SpanModel

    @classmethod
    def default(cls) -> Answerer:
        """Use the weights that come with the package."""
        return cls(read_points(), SpanModel.default())

    def reply(
        self,
        question: Question,
        ranked: Sequence[RankedPassage],
        frequency: Callable[[str], int],
        count: int,
        given: bool = False,
        telling: Telling | None = None,
    ) -> Reply:
        """Answer `question` from the ranked passages, or stay silent and name what is missing.

        `frequency` and `count` describe the corpus, as `ask_about` takes them; `given` says that the
        asker named the text to look in.
        """
        weighed = self.weigh(ask_about(question, frequency, count), ranked, telling)
        if not weighed:
            return Reply(question.text, missing=_in_the_askers_words(question, question.terms))
        judgement = judge(weighed)
        evidence = tuple(
            self._evidence(one, judgement.right, spelled_out=rank < SPELLED_OUT)
            for rank, one in enumerate(weighed[:KEPT])
        )
        if not is_answer(judgement, count, given):
            return _silence(question, evidence, judgement, weighed[0].case)
        return _answered(question, evidence, judgement)

    def weigh(
        self, asked: Asked, ranked: Sequence[RankedPassage], telling: Telling | None = None
    ) -> list[Weighed]:
        """Give every sentence of the passages its points; best first, ties to the earlier one."""
        cases = Pool(asked, ranked, telling).cases()
        points = [self._points(case) for case in cases]
        totals = [sum(by_clue.values()) for by_clue in points]
        weighed = map(Weighed, cases, points, totals, softmax(totals))
        return sorted(weighed, key=lambda one: -one.total)

    def _points(self, case: Case) -> dict[str, float]:
        weights = self.weights
        measured = ((clue.name, clue.measure(case)) for clue in CLUES if clue.name in weights)
        return {name: weights[name] * value for name, value in measured if value}

    def _evidence(self, weighed: Weighed, confidence: float, spelled_out: bool) -> Evidence:
        case = weighed.case
        sentence = Sentence(case.view.text, case.view.start, case.view.end)
        source = _source(case)
        words = self._answer(case, sentence, source, confidence) if spelled_out else None
        return Evidence(sentence, source, weighed.points, weighed.total, weighed.probability, words)

    def _answer(self, case: Case, sentence: Sentence, source: Source, confidence: float) -> Answer:
        question = case.asked.question
        start, end = self._words(case, sentence)
        value = _value(question, sentence.text, start, end, source.date)
        first = sentence.start
        return Answer(
            sentence.text[start:end],
            first + start,
            first + end,
            question.type,
            value,
            sentence,
            source,
            confidence,
        )

    def _words(self, case: Case, sentence: Sentence) -> tuple[int, int]:
        """Give the span of the answer words in the sentence's text."""
        told = case.pool.telling
        if told and case.claim:
            first, last = told.words(case.claim, sentence.start, sentence.end)
            if sentence.start <= first < last <= sentence.end:
                return first - sentence.start, last - sentence.start
        question = case.asked.question
        candidates = self.spans.rank(question, case.view.tokens)
        if not candidates:
            return 0, len(sentence.text)
        best = self.spans.choose(question, candidates, case.view.tokens)
        return best.start, best.end


def softmax(totals: Sequence[float]) -> list[float]:
    """Turn points into probabilities that sum to one."""
    top = max(totals, default=0.0)
    parts = [math.exp(total - top) for total in totals]
    whole = sum(parts)
    return [part / whole for part in parts]


def _silence(question: Question, evidence: tuple[Evidence, ...], judgement: Judgement, best: Case) -> Reply:
    absent = [question.terms[at] for at in unmet_terms(best)]
    missing = _in_the_askers_words(question, absent)
    if not missing or judgement.lacks_kind:
        missing = (_asked_phrase(question), *missing)
    support = round(judgement.support, 4)
    return Reply(
        question.text, None, (), evidence, missing, confidence=round(judgement.right, 4), support=support
    )


def _answered(question: Question, evidence: tuple[Evidence, ...], judgement: Judgement) -> Reply:
    answers = tuple(one.answer for one in evidence if one.answer)
    confidence, support = round(judgement.right, 4), round(judgement.support, 4)
    alternatives = tuple(
        replace(answer, confidence=round(one.probability, 4))
        for one, answer in zip(evidence[1:], answers[1:], strict=False)
    )
    first = replace(answers[0], confidence=confidence)
    unsure = confidence < SURE and bool(alternatives)
    return Reply(question.text, first, alternatives, evidence, (), unsure, confidence, support)


def _asked_phrase(question: Question) -> str:
    """Give the question's own words for what is asked: "how many nurses", "when", "what percentage"."""
    found = question.tokens
    first = next((at for at, token in enumerate(found) if token.stem in QUESTION_WORDS), 0)
    heads = [at for at in range(first, len(found)) if question.head and found[at].stem == question.head]
    last = heads[0] if heads and heads[0] - first <= NEAR else first
    phrase = question.text[found[first].start : found[last].end]
    return phrase[0].lower() + phrase[1:] if found[first].stem in QUESTION_WORDS else phrase


def _in_the_askers_words(question: Question, terms: Sequence[str]) -> tuple[str, ...]:
    wanted = frozenset(terms)
    words = (token.text for token in question.tokens if token.stem in wanted)
    return tuple(dict.fromkeys(words))


def _source(case: Case) -> Source:
    passage = case.passage.passage
    before = case.view.start - passage.start
    return replace(passage.source, line=passage.source.line + line_of(passage.text, before) - 1)


def _value(question: Question, text: str, start: int, end: int, date: str | None) -> str | None:
    for thing in BY_NAME[question.type].find(text):
        if thing.value and thing.start >= start and thing.end <= end:
            return resolve(thing.value, date)
    return None
