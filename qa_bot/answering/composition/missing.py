"""What a reply without an answer names as missing, in the user's words."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answering.answerability import unmet_terms
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.documents.corpus import Corpus
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import LIGHT, VAGUE
from qa_bot.language.tokens import stems
from qa_bot.questions.times import absent_times
from qa_bot.values import Question, Token


def missing(question: Question, absent: Sequence[str], corpus: Corpus) -> tuple[str, ...]:
    """Return the one time, name, number or word asked about that no article has; nothing where all do.

    `absent` are the terms that the passage nearest to an answer does not meet.
    """
    known = stems(VAGUE | LIGHT) | {term for one in question.expansions for term in (one.short, *one.long)}
    nowhere = [term for term in absent if term not in known and not corpus.knows(term)]
    words = [token for token in question.tokens if token.stem in nowhere]
    times = [one.words for one in absent_times(question.times, nowhere)]
    named = (token for token in words if token.stem in question.names | question.numbers)
    found = next(iter((*named, *words)), None)
    return tuple(times[:1]) or (() if found is None else (_whole(question, found),))


def unmet(candidate: Candidate) -> tuple[str, ...]:
    """Return the words asked about that a sentence does not meet."""
    question, matches = candidate.question, candidate.sentence.matches
    wanted = {question.terms[at] for at, match in enumerate(matches) if match is None}
    return tuple(dict.fromkeys(token.text for token in question.tokens if token.stem in wanted))


def nowhere_near(candidate: Candidate) -> list[str]:
    """Return the terms that the passage of a sentence does not meet."""
    return [candidate.question.terms[at] for at in unmet_terms(candidate)]


def _whole(question: Question, token: Token) -> str:
    """Return a word as typed, with what a hyphen joins to it: "48-hour"."""
    joined = compiled(r"[^\s-]{1,60}(?:-[^\W_]{1,60})*").match(question.text, token.start)
    return joined[0].rstrip("?!.,;:") if joined else token.text
