"""What a silent reply names as missing, in the user's words."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.answerability import unmet_terms
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.documents.corpus import Corpus
from qa_bot.language.lexicon.adverbs import VAGUE
from qa_bot.language.lexicon.function_words import WH
from qa_bot.language.tokens import fold, stems
from qa_bot.questions.times import absent_times
from qa_bot.values import Question, TimeAsked

NEAR = 4  # words from the asking word to the noun asked for, so that "how many nurses" is named
LONGEST_ASKED = 12  # words; of a longer question only the asking word and its noun are named


def missing(candidate: Candidate, corpus: Corpus) -> tuple[str, ...]:
    """Return what no article gives: the words that stand nowhere, else what was asked for."""
    question = candidate.question
    absent = [question.terms[at] for at in unmet_terms(candidate)]
    nowhere = [term for term in absent if not corpus.frequency(term) and term not in stems(VAGUE)]
    words = _with_times(as_typed(question, nowhere), absent_times(question.times, absent))
    return words or (_asked_phrase(question),)


def unmet(candidate: Candidate) -> tuple[str, ...]:
    """Return the words asked about that a sentence does not meet."""
    terms = candidate.question.terms
    return as_typed(
        candidate.question,
        [terms[at] for at, match in enumerate(candidate.sentence.matches) if match is None],
    )


def as_typed(question: Question, terms: Sequence[str]) -> tuple[str, ...]:
    """Return the question's words for some of its terms."""
    wanted = frozenset(terms)
    return tuple(dict.fromkeys(token.text for token in question.tokens if token.stem in wanted))


def _asked_phrase(question: Question) -> str:
    """Return the question's own words for what is asked: "how many nurses", "who resigned"."""
    found = question.tokens
    words = [at for at, token in enumerate(found) if token.stem]
    if not words:
        return question.text.strip()
    opening = next((at for at in words if found[at].stem in question.terms), words[0])
    first = next((at for at in words if fold(found[at].text) in WH), opening)
    last = _last_asked(question, first, words[-1])
    phrase = _closed(question.text[found[first].start : found[last].end])
    return phrase[0].lower() + phrase[1:] if fold(found[first].text) in WH else phrase


def _last_asked(question: Question, first: int, last: int) -> int:
    """Return the token with which the phrase asked for ends: the noun, if it is near, else the last."""
    found = question.tokens
    nouns = [at for at in range(first, len(found)) if question.focus and found[at].stem == question.focus]
    if nouns and nouns[0] - first <= NEAR:
        return nouns[0]
    return last if last - first <= LONGEST_ASKED else first


def _closed(phrase: str) -> str:
    """Leave out what a bracket or a quotation mark opens and nothing closes: "who (the" is "who"."""
    cut = [
        phrase.rfind(opens) for opens, closes in ("()", "“”") if phrase.count(opens) > phrase.count(closes)
    ]
    return phrase[: min(cut)].strip() or phrase if cut else phrase


def _with_times(words: Sequence[str], times: Sequence[TimeAsked]) -> tuple[str, ...]:
    """Name a whole time ("March 2019") instead of those of its words that are missing."""
    told = [one.words for one in times]
    return (*(word for word in words if not any(word in time.split() for time in told)), *told)
