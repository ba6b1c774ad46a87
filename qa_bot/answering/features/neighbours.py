"""Clues of the neighbours: what the sentences around this one say."""

from __future__ import annotations

from qa_bot.answer_types import answer_type
from qa_bot.answering.features.coverage import first_stem
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence
from qa_bot.language.lexicon.function_words import DEMONSTRATIVES, REFERRING
from qa_bot.language.tokens import stem

_EXPLAINING = ("because", "reason", "due", "owing", "explains", "why")


def carried_over(candidate: Candidate) -> float:
    """Give the mass met in the sentence before but not here, relative to the passage's best."""
    return _only_in(candidate, candidate.before)


def stands_in_for_before(candidate: Candidate) -> float:
    """Give the mass (in tens) of the sentence before where this one begins with a pronoun."""
    before = candidate.before
    return before.mass / 10 if before and _stands_in(candidate) else 0.0


def relative_position(candidate: Candidate) -> float:
    """Tell where in its passage the sentence stands: 0 first, 1 last."""
    return candidate.sentence.number / max(1, len(candidate.passage.sentences) - 1)


def topic_in_first_sentence(candidate: Candidate) -> float:
    """Give the mass met in the passage's first sentence but not here, relative to its best."""
    first = candidate.passage.sentences[0]
    return _only_in(candidate, first) if candidate.sentence.number > 1 else 0.0


def explains_before(candidate: Candidate) -> float:
    """Give the mass of the sentence before, relative to the best, where this one gives its reason."""
    before, question = candidate.before, candidate.question
    if answer_type(question.type).group != "a reason" or before is None or not candidate.passage.top:
        return 0.0
    opening = {token.stem for token in candidate.sentence.tokens[:5]}
    stands_in = _stands_in(candidate) and bool(candidate.entities)
    return (
        before.mass / candidate.passage.top
        if stands_in or not opening.isdisjoint(map(stem, _EXPLAINING))
        else 0.0
    )


def _only_in(candidate: Candidate, other: MatchedSentence | None) -> float:
    if other is None or not candidate.passage.top:
        return 0.0
    rated = zip(
        candidate.weighted.idf,
        candidate.passage.rarity,
        other.matches,
        candidate.sentence.matches,
        strict=True,
    )
    mass = sum(idf * rare * there.strength for idf, rare, there, here in rated if there and not here)
    return mass / candidate.passage.top


def _stands_in(candidate: Candidate) -> bool:
    return first_stem(candidate.sentence) in REFERRING | DEMONSTRATIVES | {"such"}
