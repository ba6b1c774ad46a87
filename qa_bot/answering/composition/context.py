"""The form an answer takes: yes or no, a list, whose claim it is, what its pronoun leans on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from qa_bot.answering.composition.lists import listed
from qa_bot.answering.composition.yes_no import Verdict, verdict
from qa_bot.answering.matching.speech import Said
from qa_bot.documents.passages import Stretch, line_of
from qa_bot.language.discourse.attribution import Attribution
from qa_bot.language.discourse.attribution import claim_of as innermost
from qa_bot.language.discourse.pronouns import stands_for
from qa_bot.language.lexicon.function_words import BE
from qa_bot.language.lexicon.reporting_verbs import ACTS, CLAUSAL, PARTICIPLES, STRONG, WITH_PARTICLE
from qa_bot.language.tokens import fold, terms
from qa_bot.questions.requests import asks_for_list
from qa_bot.values import Answer, Evidence, Group, Question, Reply, Sentence, StandsFor

Span = tuple[int, int]
READ_BEFORE = 1_500
READ_AFTER = 600
LIST_AFTER = 2_500
_WORD = re.compile(r"[a-z]+")
_TAKEN_UP = re.compile(
    r"\b(?:claims?|ideas?|suggestions?|allegations?|accusations?|fears?|beliefs?|hopes?) that\b"
)
_DENIAL = frozenset(["not", "never"])
_QUOTES = '“”"‘«»'
_SUBJECT = re.compile(r"(?:[\w,]{1,20} ){0,7}(?:he|she|it)\b", re.IGNORECASE)
_LEANING = re.compile(
    r"[“‘\"'(\s]{0,3}(?:he|she|it|they|this|that|these|those|his|her|their|its)\b", re.IGNORECASE
)


class Corpus(Protocol):
    """What a reply asks of the articles: the paragraphs around a place, and who speaks there."""

    def around(self, source_id: str, start: int, end: int) -> Stretch | None:
        """Return the paragraphs of an article between two code points, None where no sentence is."""

    def said_at(self, source_id: str, place: int) -> Said:
        """Return who speaks around a place of an article."""


def leans(sentence: str) -> bool:
    """Return whether a sentence begins with a pronoun, so that it leans on the one before."""
    return _LEANING.match(sentence) is not None


def formed(reply: Reply, question: Question, corpus: Corpus) -> Reply:
    """Give a reply the form that its question asks for, and say what its sentences lean on.

    Whose claim it is, and what a pronoun stands for, is told of the answers shown at first only.
    """
    if reply.answer is None:
        return reply
    shown = 2 if reply.unsure else 1
    first, *others = (
        _dressed(one, question, corpus, rank < shown)
        for rank, one in enumerate((reply.answer, *reply.alternatives))
    )
    return replace(
        reply,
        answer=first,
        alternatives=tuple(others),
        groups=tuple(
            _grouped(one, (first, *others[: reply.unsure]), question, corpus) for one in reply.groups
        ),
        verdict=_verdict(question, first, others[: reply.unsure], reply)
        if question.form == "yes-no"
        else None,
        items=_items(question, first, corpus) if asks_for_list(question) and not reply.unsure else (),
    )


def _grouped(group: Group, shown: Sequence[Answer], question: Question, corpus: Corpus) -> Group:
    """Dress the answers of a group, those that are shown already as they are shown."""
    told = {(one.source.id, one.start): one for one in shown}
    return group._replace(
        answers=tuple(
            told.get((one.source.id, one.start)) or _dressed(one, question, corpus, True)
            for one in group.answers
        )
    )


def _dressed(answer: Answer, question: Question, corpus: Corpus, shown: bool) -> Answer:
    """Add to an answer whose claim it is, the sentence it leans on, and what its pronoun stands for."""
    sentence = answer.sentence
    leaning = leans(sentence.text)
    pronoun = shown and _SUBJECT.match(sentence.text) is not None
    near = _near(answer, corpus, READ_AFTER) if shown or leaning else None
    number = near.paragraph_of(sentence.start) if near else -1
    if near is None or number < 0:
        return answer
    speaks = shown and _may_be_said(near.words(near.paragraphs[number].span), sentence.text)
    return replace(
        answer,
        claim_of=_claimant(answer, question, corpus) if speaks else None,
        context=near.before(sentence) if leaning else None,
        stands_for=_stands_for(sentence, near, number) if pronoun else (),
    )


def _near(answer: Answer, corpus: Corpus, after: int) -> Stretch | None:
    sentence = answer.sentence
    return corpus.around(answer.source.id, max(0, sentence.start - READ_BEFORE), sentence.end + after)


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    known = STRONG | CLAUSAL | PARTICIPLES | frozenset(WITH_PARTICLE) | frozenset(ACTS)
    return frozenset(filter(_is_claim, known)) | {"according", "statement", "view", "opinion"}


def _may_be_said(paragraph: str, sentence: str) -> bool:
    """Tell whether a sentence has a verb of saying, or is quoted where its paragraph has one."""
    speech = _speech()
    if not speech.isdisjoint(_WORD.findall(sentence.lower())):
        return True
    before = paragraph[: max(0, paragraph.find(sentence))]
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    quoted = opened or any(mark in sentence for mark in _QUOTES)
    return quoted and (":" in paragraph or not speech.isdisjoint(_WORD.findall(paragraph.lower())))


def _claimant(answer: Answer, question: Question, corpus: Corpus) -> str | None:
    """Return the speaker of the answer's words as the article names him, if they are somebody's claim."""
    said = corpus.said_at(answer.source.id, answer.sentence.start)
    start, end = _without_marks(answer)
    held = innermost([one for one in said.attributions if _is_claim(one.cue.lower())], start, end)
    if held is None or _is_named(held, said.text, start, end) or _is_vague(held.speaker):
        return None
    passing = question.form.startswith("who-be") and _is_beside_comma(said.text, start, end)
    if passing or _TAKEN_UP.search(said.text, held.start, start):
        return None
    return _with_article(held, said.text)


def _is_vague(speaker: str) -> bool:
    """Return whether a speaker is a single common noun: "spokesman" tells nobody, "doctors" a group."""
    return speaker.islower() and speaker.isalpha() and not speaker.endswith("s")


def _with_article(held: Attribution, text: str) -> str:
    article = text[max(0, held.name_start - 4) : held.name_start]
    return f"the {held.speaker}" if article.lower() == "the " else held.speaker


def _is_named(held: Attribution, text: str, start: int, end: int) -> bool:
    """Tell whether the answer is the speaker, or the speaker's post, and nothing that is said."""
    words = text[start:end]
    return held.speaker_start <= start < held.speaker_end or words in held.post or words in held.speaker


def _is_beside_comma(text: str, start: int, end: int) -> bool:
    """Tell whether a comma sets words off: that X is mayor in "X, the mayor, said" is nobody's claim."""
    return text[end : end + 1] == "," or text[:start].rstrip().endswith(",")


def _is_claim(cue: str) -> bool:
    """Tell whether a verb presents what follows as so: no "wants", no "promised"."""
    return ACTS.get(cue) not in ("to", "object", "call")


def _without_marks(answer: Answer) -> Span:
    inner = answer.text.strip(_QUOTES + "’' ")
    start = answer.start + answer.text.find(inner)
    return start, start + len(inner)


def _stands_for(sentence: Sentence, near: Stretch, number: int) -> tuple[StandsFor, ...]:
    before = near.paragraphs[max(0, number - 1) : number + 1]
    local = [[(start - near.origin, end - near.origin) for start, end in one.sentences] for one in before]
    found = stands_for(near.text, local, sentence.start - near.origin)
    if found is None:
        return ()
    return (found._replace(start=found.start + near.origin, end=found.end + near.origin),)


def _verdict(question: Question, answer: Answer, others: Sequence[Answer], reply: Reply) -> Verdict | None:
    """Settle a yes/no question by the answer's sentence, unless somebody claims it, or another says no."""
    decided = None if answer.claim_of else verdict(question, answer.sentence.text)
    if decided is None or any(_is_against(one, answer, question) for one in reply.evidence):
        return None
    against = [verdict(question, other.sentence.text) for other in others]
    return decided if all(other in (None, decided) for other in against) else None


def _is_against(one: Evidence, answer: Answer, question: Question) -> bool:
    """Tell whether another article may say otherwise.

    It says just what is asked, but for a "not", or for another number; where the question asks what is
    so, and not what somebody did, also for another name.
    """
    unmet = frozenset(question.terms).difference(terms(one.sentence.text))
    if one.source.id == answer.source.id or unmet.issuperset(question.terms):
        return False
    if not unmet:
        return _denies(one.sentence) != _denies(answer.sentence)
    state = fold(question.tokens[0].text) in BE
    return unmet <= (question.names | question.numbers if state else question.numbers)


def _denies(sentence: Sentence) -> bool:
    return not _DENIAL.isdisjoint(_WORD.findall(sentence.text.lower()))


def _items(question: Question, answer: Answer, corpus: Corpus) -> tuple[Answer, ...]:
    near = _near(answer, corpus, LIST_AFTER)
    spans = listed(question, answer, near)
    return tuple(_item(answer, near, span) for span in spans) if near else ()


def _item(answer: Answer, near: Stretch, span: Span) -> Answer:
    (start, end), words = span, near.words(span)
    sentence = answer.sentence
    inside = sentence.start <= start and end <= sentence.end
    origin = near.origin
    ahead = line_of(near.text, start - origin) - line_of(near.text, sentence.start - origin)
    source = answer.source if inside else replace(answer.source, line=answer.source.line + ahead)
    held = sentence if inside else Sentence(words, start, end)
    return replace(answer, text=words, start=start, end=end, value=None, sentence=held, source=source)
