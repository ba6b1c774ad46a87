"""Question and ranked passages -> evidence, best first -> an answer, or silence.

A sentence's points are the sum over clues of weight x measure; a softmax over all sentences weighed
turns points into probabilities. The words are chosen by the span model inside the best sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa_bot.answering.abstention import Judgement, judge
from qa_bot.answering.answerability import Weighed, unmet_terms
from qa_bot.answering.composition.merging import borne_out, grouped, rivals, told
from qa_bot.answering.composition.normalising import value_in
from qa_bot.answering.extraction.extraction import word
from qa_bot.answering.extraction.spans import SpanModel
from qa_bot.answering.features import CLUES, Clue
from qa_bot.answering.matching.candidates import Case, Pool
from qa_bot.answering.matching.query import Asked, ask_about
from qa_bot.answering.matching.speech import Telling
from qa_bot.answering.weights import read_points
from qa_bot.documents.passages import line_of
from qa_bot.language.lexicon.adverbs import VAGUE
from qa_bot.language.lexicon.function_words import WH
from qa_bot.language.tokens import fold, stems
from qa_bot.questions.times import TimeAsked, absent_times
from qa_bot.values import Answer, Evidence, Focus, Question, RankedPassage, Reply, Sentence, Source

SPELLED_OUT = 3
KEPT = 12
SURE = 0.68
NEAR = 4
LONGEST_ASKED = 12
STANDS_OUT = "answer words stand out"


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
        focus: Focus | None = None,
    ) -> Reply:
        """Answer `question` from the ranked passages, or stay silent and name what is missing.

        `frequency` and `count` describe the corpus, as `ask_about` takes them; `given` says that the
        asker named the text to look in; `focus` what a later question of a talk leans on.
        """
        weighed = self.rank(ask_about(question, frequency, count), ranked, telling, focus)
        if not weighed:
            return Reply(question.text, missing=_in_the_askers_words(question, question.terms))
        judgement = judge(weighed, count, given)
        evidence = tuple(
            self._evidence(one, judgement.right, spelled_out=rank < SPELLED_OUT)
            for rank, one in enumerate(weighed[:KEPT])
        )
        if judgement.is_answer:
            reply = self._with_groups(_answered(question, evidence, judgement), weighed)
        else:
            reply = _silence(question, evidence, judgement, weighed[0].case, frequency)
        return replace(reply, least_support=round(judgement.needed, 4), vetoes=judgement.vetoes)

    def weigh(
        self,
        asked: Asked,
        ranked: Sequence[RankedPassage],
        telling: Telling | None = None,
        focus: Focus | None = None,
    ) -> list[Weighed]:
        """Give every sentence of the passages its points; best first, ties to the earlier one."""
        cases = Pool(asked, ranked, telling, focus).cases()
        clues = [clue for clue in CLUES if clue.name in self.weights and clue.is_about(asked.question.type)]
        points = [self._points(clues, case) for case in cases]
        return _in_order(map(Weighed, cases, points, [sum(by_clue.values()) for by_clue in points]))

    def rank(
        self,
        asked: Asked,
        ranked: Sequence[RankedPassage],
        telling: Telling | None = None,
        focus: Focus | None = None,
    ) -> list[Weighed]:
        """Weigh the sentences, then hold the best few against each other by their answer words."""
        weighed, weight = self.weigh(asked, ranked, telling, focus), self.weights.get(STANDS_OUT)
        if not weight:
            return weighed
        worded = [self._worded(one, weight) for one in weighed[:SPELLED_OUT]]
        return _in_order([*worded, *weighed[SPELLED_OUT:]])

    def _worded(self, weighed: Weighed, weight: float) -> Weighed:
        wording = word(weighed.case, self.spans)
        points = weight * wording.log_probability
        total = weighed.total + points
        return weighed._replace(points=weighed.points | {STANDS_OUT: points}, total=total, wording=wording)

    def _points(self, clues: Sequence[Clue], case: Case) -> dict[str, float]:
        measured = ((clue.name, clue.measure(case)) for clue in clues)
        return {name: self.weights[name] * value for name, value in measured if value}

    def _with_groups(self, reply: Reply, weighed: Sequence[Weighed]) -> Reply:
        """Add what other articles answer: the same, or something else."""
        found = rivals(weighed)
        if reply.answer is None or not found:
            return reply
        first = weighed[0]
        spelled = [(one, self._evidence(one, round(one.probability, 4), spelled_out=True)) for one in found]
        others = [
            told(first, one, borne_out(evidence.answer, _readings(one.case, evidence.answer), [reply.answer]))
            for one, evidence in spelled
            if evidence.answer
        ]
        answer = borne_out(reply.answer, _readings(first.case, reply.answer), [one.answer for one in others])
        best = replace(reply.evidence[0], answer=answer)
        return replace(
            reply,
            answer=answer,
            evidence=(best, *reply.evidence[1:]),
            groups=grouped(told(first, first, answer), others),
        )

    def _evidence(self, weighed: Weighed, confidence: float, spelled_out: bool) -> Evidence:
        case = weighed.case
        sentence = Sentence(case.view.text, case.view.start, case.view.end)
        source = _source(case)
        one = Evidence(sentence, source, weighed.points, weighed.total, weighed.probability)
        if not spelled_out:
            return one
        wording = weighed.wording or word(case, self.spans)
        span = wording.start, wording.end
        words = _answer(case.asked.question, sentence, source, span, confidence)
        return replace(one, answer=words, found=_found(case), unmet=_unmet(case), reasons=wording.reasons)


def _in_order(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Put the best first, ties to the earlier one, each with its probability among all."""
    best_first = sorted(weighed, key=lambda one: -one.total)
    shares = softmax([one.total for one in best_first])
    return [one._replace(probability=share) for one, share in zip(best_first, shares, strict=True)]


def softmax(totals: Sequence[float]) -> list[float]:
    """Turn points into probabilities that sum to one."""
    top = max(totals, default=0.0)
    parts = [math.exp(total - top) for total in totals]
    whole = sum(parts)
    return [part / whole for part in parts]


def _answer(
    question: Question, sentence: Sentence, source: Source, span: tuple[int, int], confidence: float
) -> Answer:
    (start, end), first = span, sentence.start
    value = value_in(question.type, sentence.text, span, source.date)
    words = sentence.text[start:end]
    return Answer(words, first + start, first + end, question.type, value, sentence, source, confidence)


def _readings(case: Case, answer: Answer) -> list[Answer]:
    """Give the things of the asked type in a sentence that are no part of the answer chosen there."""
    question, sentence = case.asked.question, answer.sentence
    spans = [(thing.start, thing.end) for thing in case.things]
    found = [_answer(question, sentence, answer.source, span, answer.confidence) for span in spans]
    return [one for one in found if one.end <= answer.start or answer.end <= one.start]


def _found(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.view.text[one.start : one.end] for one in case.things))


def _unmet(case: Case) -> tuple[str, ...]:
    terms = case.asked.question.terms
    absent = [terms[at] for at, hit in enumerate(case.view.hits) if hit is None]
    return _in_the_askers_words(case.asked.question, absent) if absent else ()


def _silence(
    question: Question,
    evidence: tuple[Evidence, ...],
    judgement: Judgement,
    best: Case,
    frequency: Callable[[str], int],
) -> Reply:
    """Name what no article gives: the words that stand nowhere, else what was asked for."""
    absent = [question.terms[at] for at in unmet_terms(best)]
    nowhere = [term for term in absent if not frequency(term) and term not in stems(VAGUE)]
    missing = _with_times(_in_the_askers_words(question, nowhere), absent_times(best.asked.times, absent))
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
    """Give the question's own words for what is asked: "how many nurses", "who resigned"."""
    found = question.tokens
    words = [at for at, token in enumerate(found) if token.stem]
    if not words:
        return question.text.strip()
    opening = next((at for at in words if found[at].stem in question.terms), words[0])
    first = next((at for at in words if fold(found[at].text) in WH), opening)
    heads = [at for at in range(first, len(found)) if question.head and found[at].stem == question.head]
    whole = words[-1] if words[-1] - first <= LONGEST_ASKED else first
    last = heads[0] if heads and heads[0] - first <= NEAR else whole
    phrase = _closed(question.text[found[first].start : found[last].end])
    return phrase[0].lower() + phrase[1:] if fold(found[first].text) in WH else phrase


def _closed(phrase: str) -> str:
    """Leave out what a bracket or a quotation mark opens and nothing closes: "who (the" is "who"."""
    cut = [
        phrase.rfind(opens) for opens, closes in ("()", "“”") if phrase.count(opens) > phrase.count(closes)
    ]
    return phrase[: min(cut)].strip() or phrase if cut else phrase


def _in_the_askers_words(question: Question, terms: Sequence[str]) -> tuple[str, ...]:
    wanted = frozenset(terms)
    words = (token.text for token in question.tokens if token.stem in wanted)
    return tuple(dict.fromkeys(words))


def _with_times(words: Sequence[str], times: Sequence[TimeAsked]) -> tuple[str, ...]:
    """Name a whole time ("March 2019") instead of those of its words that are missing."""
    told = [one.words for one in times]
    return (*(word for word in words if not any(word in time.split() for time in told)), *told)


def _source(case: Case) -> Source:
    passage = case.passage.passage
    before = case.view.start - passage.start
    return replace(passage.source, line=passage.source.line + line_of(passage.text, before) - 1)
