"""Clues of the neighbouring sentences."""

from __future__ import annotations

from qa_bot.answering.features.coverage import first_stem
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import DEMONSTRATIVES, REFERRING
from qa_bot.language.tokens import stems

OPENING = 5  # tokens in which a sentence says that it gives a reason
_EXPLAINING = word_set("because reason due owing explains why")


def carried_over(candidate: Candidate) -> float:
    """Return the mass met in the sentence before but not here, relative to the passage's best."""
    return _only_in(candidate, candidate.before) if candidate.before else 0.0


def stands_in_for_before(candidate: Candidate) -> float:
    """Return the mass (in tens) of the sentence before where this one begins with a pronoun."""
    return candidate.before.mass / 10 if candidate.before and _refers_back(candidate) else 0.0


def relative_position(candidate: Candidate) -> float:
    """Return where in its passage the sentence stands: 0 first, 1 last."""
    return candidate.sentence.number / max(1, len(candidate.passage.sentences) - 1)


def topic_in_first_sentence(candidate: Candidate) -> float:
    """Return the mass met in the passage's first sentence but not here, relative to its best."""
    return _only_in(candidate, candidate.passage.sentences[0]) if candidate.sentence.number > 1 else 0.0


def explains_before(candidate: Candidate) -> float:
    """Return the mass of the sentence before, relative to the best, where this one gives its reason."""
    if candidate.before is None or not candidate.passage.top:
        return 0.0
    return candidate.before.mass / candidate.passage.top if _gives_reason(candidate) else 0.0


def _gives_reason(candidate: Candidate) -> bool:
    if _refers_back(candidate) and candidate.entities:
        return True
    return any(token.stem in stems(_EXPLAINING) for token in candidate.sentence.tokens[:OPENING])


def _only_in(candidate: Candidate, other: MatchedSentence) -> float:
    passage, here = candidate.passage, candidate.sentence.matches
    if not passage.top:
        return 0.0
    rated = zip(candidate.weighted.idf, passage.rarity, other.matches, here, strict=True)
    mass = sum(idf * rare * there.strength for idf, rare, there, met in rated if there and not met)
    return mass / passage.top


def _refers_back(candidate: Candidate) -> bool:
    """Whether a sentence begins with a word that stands for something in the one before."""
    return first_stem(candidate.sentence) in REFERRING | DEMONSTRATIVES | {"such"}
