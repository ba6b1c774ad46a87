"""Clues of the entities: whether what is asked for stands in the sentence, and how near the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa_bot.answering.features.coverage import met_share
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.lexicon.function_words import ARTICLES, FINITE_BE
from qa_bot.values import Entity, Token

MOST_COUNTED = 3  # entities of the asked type that earn points
HALF_WAY = 4  # tokens from a word asked about at which an entity is worth half as much as beside it


def fitting_entities(candidate: Candidate) -> float:
    """Count the new entities of the asked type, at most three."""
    return float(min(MOST_COUNTED, len(candidate.entities)))


def required_entity_near(candidate: Candidate) -> float:
    """Return how near a date, number or amount of the asked type stands to the question's words."""
    return max((_nearness(candidate, entity) for entity in candidate.entities), default=0.0)


def counts_the_noun(candidate: Candidate) -> float:
    """Whether a number here counts the asked-for noun: it stands in it, or at most three words before."""
    return float(any(map(candidate.counts, candidate.entities)))


def defines(candidate: Candidate) -> float:
    """Whether a name asked about is said to be something here."""
    if candidate.description is not None:
        return 1.0
    return float(candidate.row.defining and _any_met(candidate, _is_described))


def spells_out(candidate: Candidate) -> float:
    """Whether a name asked about stands in brackets here, or brackets stand after it."""
    return float(_any_met(candidate, _is_spelt_out))


def said_as_asked(candidate: Candidate) -> float:
    """Return how well the words here are those that a question about who said what asks for."""
    return candidate.speech_match.share if candidate.speech_match else 0.0


def holds_the_position(candidate: Candidate) -> float:
    """Return the share of the question's idf met where a name stands beside the position asked for.

    Or where, the other way round, the position of the person asked about stands beside the name.
    """
    has_position = candidate.question.type == "role" and candidate.description
    return met_share(candidate) if candidate.position_holder or has_position else 0.0


def stands_here(candidate: Candidate) -> float:
    """Whether an entity of the asked type stands here."""
    return float(bool(candidate.entities))


def _any_met(candidate: Candidate, test: Callable[[Sequence[Token], int], bool]) -> bool:
    met = (at for match in candidate.sentence.matches if match for at in match.positions)
    return any(test(candidate.sentence.tokens, at) for at in met)


def _is_spelt_out(found: Sequence[Token], at: int) -> bool:
    before = [token.text for token in found[max(0, at - 1) : at]]
    after = [token.text for token in found[at + 1 : at + 2]]
    return after == ["("] or (before == ["("] and after == [")"])


def _is_described(found: Sequence[Token], at: int) -> bool:
    """Whether "is a ..." or ", the ..." follows a token."""
    after = [token.text for token in found[at + 1 : at + 3]]
    return len(after) > 1 and after[0] in FINITE_BE | {","} and after[1] in ARTICLES | {"one"}


def _nearness(candidate: Candidate, entity: Entity) -> float:
    """Return the share of the question's idf met, each term the less the farther it is from an entity."""
    first = candidate.sentence.token_at(entity.start)
    last = candidate.sentence.token_at(entity.end - 1)
    total = 0.0
    for idf, match in zip(candidate.weighted.idf, candidate.sentence.matches, strict=True):
        if match:
            distance = min(max(first - at, at - last, 0) for at in match.positions)
            total += idf * match.strength / (1 + distance / HALF_WAY)
    return total / candidate.weighted.mass
