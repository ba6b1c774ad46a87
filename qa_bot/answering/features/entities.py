"""Clues of the things: whether what is asked for stands in the sentence, and how near the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.features.coverage import met_share
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import MatchedSentence, TermMatch
from qa_bot.language.lexicon.function_words import FINITE_BE
from qa_bot.values import Entity, Token


def fitting_entities(candidate: Candidate) -> float:
    """Count the new things of the asked type, at most three."""
    return float(min(3, len(candidate.entities)))


def required_entity_near(candidate: Candidate) -> float:
    """Tell how near a date, number or amount of the asked type stands to the question's words."""
    return _nearest_entity(candidate) if _is_required(candidate) else 0.0


def counts_the_noun(candidate: Candidate) -> float:
    """Tell that a number here counts the asked-for noun: it stands in it, or at most three words before."""
    question = candidate.question
    match = (
        candidate.sentence.matches[question.terms.index(question.focus)]
        if question.focus in question.terms
        else None
    )
    return float(
        match is not None and any(_counts(candidate.sentence, entity, match) for entity in candidate.entities)
    )


def defines(candidate: Candidate) -> float:
    """Tell whether a name asked about is said to be something here."""
    if not answer_type(candidate.question.type).defining:
        return float(candidate.description is not None)
    return float(candidate.description is not None or _any_met(candidate, _is_told))


def spells_out(candidate: Candidate) -> float:
    """Tell whether a name asked about stands in brackets here, or brackets stand after it."""
    return float(_any_met(candidate, _is_spelt_out))


def said_as_asked(candidate: Candidate) -> float:
    """Tell how well the words here are those that a question about who said what asks for."""
    return candidate.speech_match.share if candidate.speech_match else 0.0


def holds_the_position(candidate: Candidate) -> float:
    """Give the share of the question's idf met where a name stands beside the post asked for.

    Or where, the other way round, the post of the person asked about stands beside the name.
    """
    asks_post = candidate.question.type == "role" and candidate.description
    return met_share(candidate) if candidate.position_holder or asks_post else 0.0


def stands_here(candidate: Candidate) -> float:
    """Tell that a thing of the asked type stands here."""
    return float(bool(candidate.entities))


def _counts(sentence: MatchedSentence, number: Entity, noun: TermMatch) -> bool:
    first, last = sentence.token_at(number.start), sentence.token_at(number.end - 1)
    return any(first <= at <= last + 3 for at in noun.positions)


def _any_met(candidate: Candidate, test: Callable[[Sequence[Token], int], bool]) -> bool:
    met = (at for match in candidate.sentence.matches if match for at in match.positions)
    return any(test(candidate.sentence.tokens, at) for at in met)


def _is_spelt_out(found: Sequence[Token], at: int) -> bool:
    after = [token.text for token in found[at + 1 : at + 2]]
    return after == ["("] or (at > 0 and found[at - 1].text == "(" and after == [")"])


def _is_told(found: Sequence[Token], at: int) -> bool:
    after = [token.text for token in found[at + 1 : at + 3]]
    return len(after) > 1 and after[0] in FINITE_BE | {","} and after[1] in ("a", "an", "the", "one")


def _is_required(candidate: Candidate) -> bool:
    return answer_type(candidate.question.type).required


def _nearest_entity(candidate: Candidate) -> float:
    return max((_nearness(candidate, entity) for entity in candidate.entities), default=0.0)


def _nearness(candidate: Candidate, entity: Entity) -> float:
    first, last = candidate.sentence.token_at(entity.start), candidate.sentence.token_at(entity.end - 1)
    total = 0.0
    for idf, match in zip(candidate.weighted.idf, candidate.sentence.matches, strict=True):
        if match:
            distance = min(max(first - at, at - last, 0) for at in match.positions)
            total += idf * match.strength / (1 + distance / 4)
    return total / candidate.weighted.mass
