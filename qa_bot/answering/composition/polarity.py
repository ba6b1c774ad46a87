"""Yes or no by what a sentence permits, forbids, states or denies, where no rule of grammar is sure.

A sentence that denies says no; one that permits what is asked for, or states nearly all of it, says yes. A
doubt leaves the question open. Rules are read with the lead-in of their list.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from qa_bot.answering.answerability import covered_with_titles
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import SPEAKER
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import DOUBTS, HARD_DOUBTS, OPEN, WEIGHTY
from qa_bot.language.lexicon.verbs import ALLOWING, DENYING
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import fold, stems, tokens

# Shares of the question's idf that a plain statement must meet to say yes, and a denial or a rule to decide.
COVERED, HALF = 0.7, 0.5
LONGEST_CONDITION = 160  # code points
# What ends a clause that another one takes back or explains, and the clause with which a sentence may open.
_CLAUSE_ENDS = r"[;:—]|,? \b(?:but|although|though|whereas|while|because|however)\b"
_OPENING_CLAUSE = r"(?:If|When|Unless|Although|Though|While|Since|As)\b[^,]{1,200},"
_PERMISSION = (
    r"^(?:can|could|may|must|should|shall|do (?:i|we|you)|am i|are we|is it|will (?:they|you|we|i))\b"
    r"|\b(?:allowed|okay?|have to|need to|permitted)\b"
)
# Denials that deny nothing asked about: "not only", "no later than".
_IDLE_DENIALS = (
    r"\b(?:not (?:only|just|least|alone)|(?:whether )?or not|nothing but"
    r"|no (?:later|more|less|fewer|longer than|doubt|matter))\b"
)
_CONDITION = rf"\b(?:only (?:if|when)|if|unless|provided|as long as)\b[^.;:]{{3,{LONGEST_CONDITION}}}"


def polarity(candidate: Candidate) -> Literal["yes", "no"] | None:
    """Return what a sentence says to a yes/no question; None where it settles nothing."""
    question = candidate.question
    said = f"{candidate.sentence.lead_in}\n{_clause_met(candidate)}"
    is_denied = _denies(said)
    if (
        _lacks_weighty(candidate)
        or _is_of_another(candidate)
        or _is_open(candidate, HARD_DOUBTS if is_denied else DOUBTS)
    ):
        return None
    covered = covered_with_titles(candidate)
    if covered < (HALF if is_denied or _permits(candidate) else COVERED):
        return None
    return "no" if is_denied != _denies(question.text) else "yes"


def condition(sentence: str) -> str:
    """Return the words of a condition that a sentence sets, such as "if it is inspected"; "" for none."""
    found = compiled(_CONDITION).search(sentence)
    return found[0].strip() if found else ""


def _clause_met(candidate: Candidate) -> str:
    """Return the clause of the sentence that meets most of the question, the first of several."""
    text, words = candidate.sentence.text, candidate.sentence.tokens
    ends = [match.start() for match in compiled(_CLAUSE_ENDS).finditer(text)]
    opening = compiled(_OPENING_CLAUSE).match(text)
    edges = sorted({0, len(text), *ends, *([opening.end()] if opening else [])})
    rated = zip(candidate.weighted.idf, candidate.sentence.matches, strict=True)
    places = [
        (words[match.positions[0]].start, idf) for idf, match in rated if match and match.rule != SPEAKER
    ]
    masses = [sum(idf for at, idf in places if first <= at < last) for first, last in pairwise(edges)]
    best = masses.index(max(masses))
    return text[edges[best] : edges[best + 1]]


def _lacks_weighty(candidate: Candidate) -> bool:
    """Whether a light word on which a yes or a no depends is not in the sentence: "all", "keep", "up"."""
    asked = candidate.weighted.stems & stems(WEIGHTY)
    return not asked <= candidate.sentence.stems


def _is_of_another(candidate: Candidate) -> bool:
    """Whether a name or a number asked about is met by neither the sentence nor what stands above it."""
    strict = candidate.question.names | candidate.question.numbers
    rated = zip(candidate.question.terms, candidate.met_or_titled, strict=True)
    return any(term in strict and not met for term, met in rated)


def _permits(candidate: Candidate) -> bool:
    """Whether permission is asked for and the sentence gives a rule."""
    asked = compiled(_PERMISSION).search(candidate.question.text.lower())
    return asked is not None and not ALLOWING.isdisjoint(candidate.sentence.stems)


def _denies(text: str) -> bool:
    found = tokens(compiled(_IDLE_DENIALS).sub(" ", text.lower()))
    return any(is_negation(fold(token.text)) or token.stem in stems(DENYING) for token in found)


def _is_open(candidate: Candidate, doubts: frozenset[str]) -> bool:
    """Whether a sentence leaves open what is asked: it may be so, it is planned, said, refused or in part.

    A rule may say "may", "must" and "if".
    """
    asks_rule = compiled(_PERMISSION).search(candidate.question.text.lower())
    new = candidate.sentence.stems - candidate.weighted.stems
    return not new.isdisjoint(stems(doubts - OPEN if asks_rule else doubts))
