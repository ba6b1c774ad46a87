"""What goes beside an answer: whose claim it is, the sentence it leans on, what its pronoun stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from qa_bot.documents.corpus import Corpus
from qa_bot.documents.passages import Stretch
from qa_bot.language.discourse.attribution import claim_of as innermost
from qa_bot.language.discourse.pronouns import stands_for
from qa_bot.language.lexicon.reporting_verbs import ACTS, SPEECH_VERBS, WITH_PARTICLE
from qa_bot.values import Answer, Attribution, Question, Sentence, StandsFor

Span = tuple[int, int]
READ_BEFORE = 1_500
READ_AFTER = 600
_WORD = re.compile(r"[a-z]+")
_TAKEN_UP = re.compile(
    r"\b(?:claims?|ideas?|suggestions?|allegations?|accusations?|fears?|beliefs?|hopes?) that\b"
)
_QUOTES = '“”"‘«»'
_SUBJECT = re.compile(r"(?:[\w,]{1,20} ){0,7}(?:he|she|it)\b", re.IGNORECASE)
_LEANING = re.compile(
    r"[“‘\"'(\s]{0,3}(?:he|she|it|they|this|that|these|those|his|her|their|its)\b", re.IGNORECASE
)


def leans(sentence: str) -> bool:
    """Whether a sentence begins with a pronoun, so that it leans on the one before."""
    return _LEANING.match(sentence) is not None


def dressed(answer: Answer, question: Question, corpus: Corpus, shown: bool) -> Answer:
    """Add to an answer the sentence it leans on, and if `shown` whose claim it is and who its pronoun is."""
    sentence = answer.sentence
    leaning = leans(sentence.text)
    pronoun = shown and _SUBJECT.match(sentence.text) is not None
    near = surroundings_of(answer, corpus, READ_AFTER) if shown or leaning else None
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


def surroundings_of(answer: Answer, corpus: Corpus, after: int) -> Stretch | None:
    """Return the paragraphs around an answer's sentence, as far as `after` code points on."""
    first, last = answer.sentence.start - READ_BEFORE, answer.sentence.end + after
    return corpus.paragraphs_near(answer.source.id, max(0, first), last)


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    known = SPEECH_VERBS.keys() | WITH_PARTICLE.keys() | ACTS.keys()
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
    said = corpus.speech_near(answer.source.id, answer.sentence.start)
    start, end = _without_marks(answer)
    held = innermost([one for one in said.attributions if _is_claim(one.cue.lower())], start, end)
    if held is None or _is_named(held, said.text, start, end) or _is_vague(held.speaker):
        return None
    passing = question.form.name.startswith("who-be") and _is_beside_comma(said.text, start, end)
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
