"""The one maker of replies: what is stated, what other articles say, what a reader sees in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa_bot.answer_types import answer_type
from qa_bot.answering.answerability import ScoredCandidate, each_text_once
from qa_bot.answering.composition.context import announcement, with_context
from qa_bot.answering.composition.equivalence import place, same_value
from qa_bot.answering.composition.lists import bulleted, items
from qa_bot.answering.composition.merging import MARGIN, corroborated, grouped, source_answer
from qa_bot.answering.composition.missing import missing, nowhere_near, unmet
from qa_bot.answering.composition.normalising import value_in
from qa_bot.answering.decision import Decision
from qa_bot.answering.extraction.extraction import ExtractedSpan
from qa_bot.answering.features.polarity import signs_of_no
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.verdicts import condition
from qa_bot.documents.corpus import Corpus
from qa_bot.documents.paragraphs import line_of
from qa_bot.language.lexicon.calendar import DAYS
from qa_bot.language.tokens import fold, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Answer, Evidence, Group, Question, Reply, Sentence, Shown, Source

KEPT = 12  # sentences of the ranking kept as evidence
# Probability of the best sentence below which the second one is shown too. At .8 it is shown to eight in a
# hundred ordinary questions fewer, and one more of them is told a wrong sentence alone.
SURE = 0.88
DAY_HYPHENS = 2  # in the value of a day, 2016-01-12 or --01-12: that of a month or a year has fewer


class Ground(NamedTuple):
    """What a reply is made from: the sentences, best first, the first few with words, and the judgement."""

    question: Question
    corpus: Corpus
    scored: tuple[ScoredCandidate, ...]
    decision: Decision


def empty(question: Question, corpus: Corpus) -> Reply:
    """Return the reply where no sentence could be weighed."""
    lacking = missing(question, question.terms, corpus)
    return Reply(question.typed, missing=lacking, read_as=_read_as(question))


def unstated(ground: Ground) -> Reply:
    """Return the reply without an answer: the closest sentences, or silence; it names what is missing."""
    decision, (best, *_) = ground.decision, ground.scored
    offered = each_text_once(ground.scored)[: decision.offered] if decision.kind == "closest" else ()
    shown = [_offered(one, ground, decision.right if one is best else one.probability) for one in offered]
    # What announces a list is told with the items of the list.
    announced = {one.context for one in shown}
    return replace(
        _judged(ground, _evidence(ground)),
        missing=missing(ground.question, nowhere_near(best.candidate), ground.corpus),
        shown=tuple(one for one in shown if one.sentence not in announced),
    )


def _offered(scored: ScoredCandidate, ground: Ground, confidence: float) -> Shown:
    """Return a sentence as it is offered: the words that meet the question, what announces its list."""
    (sentence, source), matched = _place_of(scored.candidate), scored.candidate.sentence
    met = [matched.tokens[at] for at in sorted(set(matched.met))]
    spans = tuple((sentence.start + one.start, sentence.start + one.end) for one in met)
    before = announcement(source.id, sentence, ground.corpus)
    return Shown(sentence, source, round(confidence, 4), met=spans, context=before)


def stated(ground: Ground, rivals: Sequence[ScoredCandidate]) -> Reply:
    """Return the reply that states an answer; `rivals` are the best sentences of other articles."""
    question, corpus, evidence = ground.question, ground.corpus, _evidence(ground)
    best, *others = _answers(evidence, ground.decision.right)
    # A copy of the best sentence is no other answer.
    others.sort(key=lambda one: one.sentence.text == best.sentence.text)
    differs = bool(others) and others[0].sentence.text != best.sentence.text
    unsure = best.confidence < SURE and differs
    best, groups = _merged(ground.scored[0], best, rivals)
    settled, candidate = ground.decision.verdict, ground.scored[0].candidate
    best = _as_claimed(candidate, best, corpus) if settled else with_context(best, question, corpus, True)
    others = [with_context(one, question, corpus, unsure and rank == 0) for rank, one in enumerate(others)]
    doubted = others[:1] if unsure else []
    groups = _led_by(best, [_group_with_context(one, question, corpus) for one in groups])
    listed = _items(ground, best)
    if listed and candidate.sentence.announces:
        best = with_context(listed[0], question, corpus, True)
    doubted = [one for one in doubted if all(one.sentence != each.sentence for each in listed)]
    # What is settled or listed is said of the best sentence: it stays the one shown.
    seen = _seen(best, doubted, () if settled or listed else groups)
    first, *rest = _each_once([*seen, best, *others])
    return replace(
        _judged(ground, evidence),
        answer=first,
        alternatives=tuple(rest),
        unsure=bool(doubted),
        verdict=settled,
        verdict_reasons=signs_of_no(candidate) if settled else (),
        condition=condition(best.sentence.text) if settled else "",
        items=listed,
        groups=groups,
        shown=tuple(Shown(one.sentence, one.source, one.confidence, one) for one in seen),
    )


def _items(ground: Ground, best: Answer) -> tuple[Answer, ...]:
    """Return the items of the list asked for: bullets, else dates, else those of the best sentence.

    Bullets are told where no list is asked for as well, if the question is met above them only.
    """
    question = ground.question
    if not (question.wants_list or _is_met_above(ground.scored[0].candidate)):
        return ()
    found = bulleted(question, best, ground.corpus)
    if found or not question.wants_list:
        return found
    return _dates(ground) if answer_type(question.type).is_time else items(question, best)


def _is_met_above(candidate: Candidate) -> bool:
    """Whether a statement is asked for, and the sentence only announces it, or is one of those announced."""
    sentence, question = candidate.sentence, candidate.question
    if answer_type(question.type).is_fact or question.form.word == "yes-no":
        return False
    return sentence.announces or (bool(sentence.led_in) and not any(sentence.matches))


def _dates(ground: Ground) -> tuple[Answer, ...]:
    """Return the days asked for over several sentences and articles, each once, as they are ranked.

    A sentence counts whose passage meets all that is asked about, the word for the date aside.
    """
    about = [at for at, term in enumerate(ground.question.terms) if term != ground.question.focus]
    found: dict[str, Answer] = {}
    for scored in ground.scored[:KEPT]:
        candidate = scored.candidate
        if ground.scored[0].total - scored.total > MARGIN or not about:
            continue
        if all(candidate.passage.met_with_titles[at] for at in about):
            dates = (_answer(candidate, one[:2], scored.probability) for one in candidate.entities)
            for one in dates:
                if _is_day(one):
                    found.setdefault(one.value or one.text, one)
    return tuple(found.values()) if len(found) > 1 else ()


def _is_day(time: Answer) -> bool:
    """Whether a time names a day: its value does, or, in an article without a date, its words."""
    if time.value:
        return time.value.count("-") >= DAY_HYPHENS and any(map(str.isdigit, time.text))
    words = {fold(token.text) for token in tokens(time.text)}
    return not DAYS.isdisjoint(words) and any(word[0].isdigit() for word in words)


def _as_claimed(candidate: Candidate, best: Answer, corpus: Corpus) -> Answer:
    """Add its context to the answer of a yes or no: who claims the words from the first met to the last."""
    sentence, question = candidate.sentence, candidate.question
    if not sentence.met:
        return with_context(best, question, corpus, True)
    first, last = sentence.tokens[min(sentence.met)].start, sentence.tokens[max(sentence.met)].end
    start, end = sentence.start + first, sentence.start + last
    met = replace(best, text=sentence.text[first:last], start=start, end=end)
    told = with_context(met, question, corpus, True)
    return replace(told, text=best.text, start=best.start, end=best.end)


def _judged(ground: Ground, evidence: tuple[Evidence, ...]) -> Reply:
    """Return the reply with the evidence and what decided, and nothing said yet."""
    question, decision = ground.question, ground.decision
    return Reply(
        question=question.typed,
        read_as=_read_as(question),
        evidence=evidence,
        confidence=round(decision.right, 4),
        support=round(decision.support, 4),
        vetoes=decision.vetoes,
    )


def _read_as(question: Question) -> str | None:
    return question.text if question.text != question.typed else None


def _each_once(answers: Sequence[Answer]) -> list[Answer]:
    """Return answers without those that stand where an earlier one does."""
    kept: dict[tuple[str, int, int], Answer] = {}
    for one in answers:
        kept.setdefault(place(one), one)
    return list(kept.values())


def _led_by(best: Answer, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Put the best sentence before others that say the same, else the newest articles lead.

    Where all articles say the same, its period leads as well.
    """
    one_value = len(groups) == 1
    return tuple(group._replace(periods=_periods_led_by(best, group, one_value)) for group in groups)


def _periods_led_by(best: Answer, group: Group, one_value: bool) -> tuple[tuple[Answer, ...], ...]:
    periods = [tuple(sorted(period, key=lambda one: place(one) != place(best))) for period in group.periods]
    return tuple(sorted(periods, key=lambda period: one_value and place(period[0]) != place(best)))


def _seen(best: Answer, doubted: Sequence[Answer], groups: Sequence[Group]) -> list[Answer]:
    """Return the answers seen: the best, or one for each value and period; then the one in doubt."""
    if not groups:
        return [best, *doubted]
    said = [answer for group in groups for answer in group.answers]
    seen = [period[0] for group in groups for period in group.periods]
    unsaid = (one for one in doubted if not any(same_value(one, other) for other in said))
    return [*seen, *(one for one in unsaid if not any(one.sentence == other.sentence for other in seen))]


def _answers(evidence: Sequence[Evidence], right: float) -> Iterator[Answer]:
    """Yield the answers of the best sentences: the first with the judgement's probability."""
    for rank, one in enumerate(evidence):
        if one.answer:
            yield replace(one.answer, confidence=round(one.probability if rank else right, 4))


def _merged(
    first: ScoredCandidate, best: Answer, rivals: Sequence[ScoredCandidate]
) -> tuple[Answer, tuple[Group, ...]]:
    """Return the answer of the best sentence that others corroborate, and all answers grouped by value."""
    others = [(one, _answer_of(one, round(one.probability, 4))) for one in rivals]
    said = [
        source_answer(first, one, corroborated(answer, _readings(one.candidate, answer), [best]))
        for one, answer in others
    ]
    best = corroborated(best, _readings(first.candidate, best), [one.answer for one in said])
    return best, grouped(source_answer(first, first, best), said)


def _group_with_context(group: Group, question: Question, corpus: Corpus) -> Group:
    periods = (tuple(with_context(one, question, corpus, True) for one in period) for period in group.periods)
    return group._replace(periods=tuple(periods))


def _evidence(ground: Ground) -> tuple[Evidence, ...]:
    return tuple(_evidence_of(one, ground.decision.right) for one in ground.scored[:KEPT])


def _evidence_of(scored: ScoredCandidate, confidence: float) -> Evidence:
    candidate = scored.candidate
    sentence, source = _place_of(candidate)
    cosine = candidate.candidates.likeness.of_question.get(candidate.place)
    one = Evidence(sentence, source, scored.points, scored.total, scored.probability, cosine=cosine)
    if scored.extracted is None:
        return one
    return one._replace(
        answer=_answer_of(scored, confidence),
        found=tuple(
            dict.fromkeys(candidate.sentence.text[one.start : one.end] for one in candidate.entities)
        ),
        unmet=unmet(candidate),
        reasons=scored.extracted.reasons,
    )


def _answer_of(scored: ScoredCandidate, confidence: float) -> Answer:
    """Return the answer that a sentence with chosen words gives."""
    extracted = scored.extracted or ExtractedSpan(0, len(scored.candidate.sentence.text))
    return _answer(scored.candidate, (extracted.start, extracted.end), confidence)


def _answer(candidate: Candidate, span: tuple[int, int], confidence: float) -> Answer:
    (sentence, source), type = _place_of(candidate), candidate.question.type
    start, end = span
    value = value_in(type, sentence.text, span, source.date)
    words = sentence.text[start:end]
    first = sentence.start
    place, is_time = (first + start, first + end), answer_type(type).is_time
    return Answer(words, *place, type, value, sentence, source, confidence, is_time=is_time)


def _readings(candidate: Candidate, answer: Answer) -> list[Answer]:
    """Return the things of the asked type in a sentence that are no part of the answer chosen there."""
    found = [_answer(candidate, (one.start, one.end), answer.confidence) for one in candidate.entities]
    return [one for one in found if one.end <= answer.start or answer.end <= one.start]


def _place_of(candidate: Candidate) -> tuple[Sentence, Source]:
    passage, sentence = candidate.passage.passage, candidate.sentence
    line = passage.source.line + line_of(passage.text, sentence.start - passage.start) - 1
    return Sentence(sentence.text, sentence.start, sentence.end), passage.source._replace(line=line)
