"""Clues of the talk: what the asker of a later question added to it, and where the talk stands."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities import names
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import REFERRING
from qa_bot.language.tokens import fold, terms
from qa_bot.values import Token, Within

FADES = 400.0
OPENING = 15
_PEOPLE = frozenset(("he", "she"))


def own_words(candidate: Candidate) -> float:
    """Give the share of the idf of the words that the asker typed which is met here."""
    return (
        share_met(candidate, candidate.candidates.own)
        if candidate.context and candidate.candidates.own
        else 0.0
    )


def follows_what_was_shown(candidate: Candidate) -> float:
    """Tell how closely the sentence follows one that the talk has just shown, 1 (at once) to 0."""
    return max(
        (_nearness(candidate.sentence.start - place.start) for place in _places(candidate)), default=0.0
    )


def of_the_talks_article(candidate: Candidate) -> float:
    """Tell that the article is the one the talk is in."""
    context, source = candidate.context, candidate.source.id
    return float(context is not None and any(place.source == source for place in context.places[:1]))


def given_already(candidate: Candidate) -> float:
    """Tell that the sentence has been given as an answer and holds no thing of the kind asked for.

    Where others are asked for it counts ten times: there no sentence is given twice.
    """
    if candidate.context is None or not given_before(candidate):
        return 0.0
    return 10.0 if candidate.context.exclude_given else float(not candidate.entities)


def pronoun_as_asked(candidate: Candidate) -> float:
    """Tell that the sentence speaks of "he" or "it" as the question does: 1, of another person: -1."""
    said = _opening_pronoun(candidate.sentence.tokens)
    if not candidate.context or not said or not candidate.context.pronouns:
        return 0.0
    if said in candidate.context.pronouns:
        return 1.0
    return -1.0 if said in _PEOPLE and _PEOPLE & candidate.context.pronouns else 0.0


def new_entity(candidate: Candidate) -> float:
    """Tell that a thing of the kind asked for stands here that was not told already."""
    if candidate.context is None:
        return 0.0
    fresh = bool(candidate.entities) and not given_before(candidate)
    return float(fresh or candidate.description is not None or candidate.position_holder is not None)


def given_before(candidate: Candidate) -> bool:
    """Tell whether the sentence has been given as an answer."""
    here = Within(candidate.source.id, candidate.sentence.start, candidate.sentence.end)
    return candidate.context is not None and here in candidate.context.given


def of_another(candidate: Candidate) -> bool:
    """Tell that a sentence names people, but neither by name nor by a pronoun the one asked about."""
    question, sentence = candidate.question, candidate.sentence
    if answer_type(question.type).people or candidate.speech_match or not question.names:
        return False
    met = any(
        match and term in question.names for term, match in zip(question.terms, sentence.matches, strict=True)
    )
    if met or not (REFERRING | word_set("hers theirs who whose whom")).isdisjoint(
        fold(token.text) for token in sentence.tokens
    ):
        return False
    people = names.persons(sentence.text)
    return any(question.names.isdisjoint(terms(sentence.text[one.start : one.end])) for one in people)


def share_met(candidate: Candidate, wanted: frozenset[int]) -> float:
    """Give the share of the idf of some of the question's terms that the sentence meets; 1 for none."""
    mass = sum(candidate.weighted.idf[at] for at in wanted)
    return (
        sum(candidate.weighted.idf[at] * candidate.sentence.strength(at) for at in wanted) / mass
        if mass
        else 1.0
    )


def _opening_pronoun(found: Sequence[Token]) -> str:
    """Give the pronoun with which a sentence begins, or the "she" of "the drawings, she said"."""
    words = [fold(token.text) for token in found[:OPENING]]
    if words[:1] in (["it"], ["they"]):
        return words[0]
    return next((word for word in words if word in _PEOPLE), "")


def _places(candidate: Candidate) -> list[Within]:
    source = candidate.source.id
    return (
        [place for place in candidate.context.places if place.source == source] if candidate.context else []
    )


def _nearness(distance: int) -> float:
    return math.exp(-distance / FADES) if distance > 0 else 0.0
