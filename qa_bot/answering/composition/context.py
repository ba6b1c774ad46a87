"""What goes beside an answer: whose claim it is, the sentence it leans on, what its pronoun stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from qa_bot.documents.surroundings import Surroundings, leans, surroundings
from qa_bot.language.discourse.attribution import attributions
from qa_bot.language.discourse.attribution import claim_of as innermost
from qa_bot.language.discourse.pronouns import stands_for
from qa_bot.language.lexicon import reporting_verbs
from qa_bot.values import Answer, Attribution, Corpus, Question, Sentence, StandsFor

Span = tuple[int, int]
READ_BEFORE = 1_500
READ_AFTER = 600
_WORD = re.compile(r"[a-z]+")
_TAKEN_UP = re.compile(
    r"\b(?:claims?|ideas?|suggestions?|allegations?|accusations?|fears?|beliefs?|hopes?) that\b"
)
_QUOTES = '“”"‘«»'
_SUBJECT = re.compile(r"(?:[\w,]{1,20} ){0,7}(?:he|she|it)\b", re.IGNORECASE)


def dressed(answer: Answer, question: Question, corpus: Corpus, shown: bool) -> Answer:
    """Add to an answer the sentence it leans on, and if `shown` whose claim it is and who its pronoun is."""
    sentence = answer.sentence
    leaning = leans(sentence.text)
    pronoun = shown and _SUBJECT.match(sentence.text) is not None
    near = surroundings_of(answer, corpus, READ_AFTER) if shown or leaning else None
    number = near.paragraph_of(sentence.start) if near else -1
    if near is None or number < 0:
        return answer
    speaks = shown and _may_be_said(near.words(near.paragraph_span(number)), sentence.text)
    return replace(
        answer,
        claim_of=_claimant(answer, question, near, number) if speaks else None,
        context=near.before(sentence) if leaning else None,
        stands_for=_stands_for(sentence, near, number) if pronoun else (),
    )


def surroundings_of(answer: Answer, corpus: Corpus, after: int) -> Surroundings | None:
    """Return what stands around an answer's sentence, `after` code points on."""
    sentence = answer.sentence
    found = corpus.passages_near(answer.source.id, max(0, sentence.start - READ_BEFORE), sentence.end + after)
    return surroundings(found[0]) if found else None


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    known = (
        reporting_verbs.STRONG
        | reporting_verbs.CLAUSAL
        | reporting_verbs.PARTICIPLES
        | frozenset(reporting_verbs.PARTICLES)
        | frozenset(reporting_verbs.ACTS)
    )
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


def _claimant(answer: Answer, question: Question, near: Surroundings, number: int) -> str | None:
    """Name the speaker of the answer's words, read from the few paragraphs before and its own."""
    found = attributions(near.text, _spans(near, 0 if near.origin == 0 else min(1, number), number))
    told = [one for one in found if _is_claim(one.cue.lower())]
    start, end = (place - near.origin for place in _without_marks(answer))
    held = innermost(told, start, end)
    if held is None or _is_named(held, near.text, start, end):
        return None
    passing = question.form.name.startswith("who-be") and _is_beside_comma(near.text, start, end)
    if passing or _TAKEN_UP.search(near.text, held.start, start):
        return None
    if held.speaker.islower() and held.speaker.isalpha() and not held.speaker.endswith("s"):
        return None
    article = near.text[max(0, held.name_start - 4) : held.name_start]
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
    return reporting_verbs.ACTS.get(cue) not in ("to", "object", "call")


def _without_marks(answer: Answer) -> Span:
    inner = answer.text.strip(_QUOTES + "’' ")
    start = answer.start + answer.text.find(inner)
    return start, start + len(inner)


def _spans(near: Surroundings, first: int, last: int) -> list[Span]:
    spans = [near.paragraph_span(number) for number in range(first, last + 1)]
    return [(start - near.origin, end - near.origin) for start, end in spans]


def _stands_for(sentence: Sentence, near: Surroundings, number: int) -> tuple[StandsFor, ...]:
    spans = _spans(near, max(0, number - 1), number)
    found = stands_for(near.text, spans, sentence.start - near.origin)
    if found is None:
        return ()
    return (found._replace(start=found.start + near.origin, end=found.end + near.origin),)
