"""Clues of the talk: what the asker of a later question added to it, and where the talk stands."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Case
from qa_bot.language.entities import names
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import REFERRING
from qa_bot.language.tokens import fold, terms
from qa_bot.values import Token, Within

FADES = 400.0
OPENING = 15
_PEOPLE = frozenset(("he", "she"))


def own_words(case: Case) -> float:
    """Give the share of the idf of the words that the asker typed which is met here."""
    return share_met(case, case.pool.own) if case.pool.context and case.pool.own else 0.0


def follows_what_was_shown(case: Case) -> float:
    """Tell how closely the sentence follows one that the talk has just shown, 1 (at once) to 0."""
    return max((_nearness(case.view.start - place.start) for place in _places(case)), default=0.0)


def of_the_talks_article(case: Case) -> float:
    """Tell that the article is the one the talk is in."""
    context, source = case.pool.context, case.passage.passage.source.id
    return float(context is not None and any(place.source == source for place in context.places[:1]))


def told_already(case: Case) -> float:
    """Tell that the sentence has been given as an answer and holds no thing of the kind asked for.

    Where others are asked for it counts ten times: there no sentence is given twice.
    """
    if case.pool.context is None or not told_before(case):
        return 0.0
    return 10.0 if case.pool.context.exclude_given else float(not case.things)


def pronoun_as_asked(case: Case) -> float:
    """Tell that the sentence speaks of "he" or "it" as the question does: 1, of another person: -1."""
    said = _opening_pronoun(case.view.tokens)
    if not case.pool.context or not said or not case.pool.context.pronouns:
        return 0.0
    if said in case.pool.context.pronouns:
        return 1.0
    return -1.0 if said in _PEOPLE and _PEOPLE & case.pool.context.pronouns else 0.0


def new_thing(case: Case) -> float:
    """Tell that a thing of the kind asked for stands here that was not told already."""
    if case.pool.context is None:
        return 0.0
    fresh = bool(case.things) and not told_before(case)
    return float(fresh or case.identity is not None or case.holder is not None)


def told_before(case: Case) -> bool:
    """Tell whether the sentence has been given as an answer."""
    here = Within(case.passage.passage.source.id, case.view.start, case.view.end)
    return case.pool.context is not None and here in case.pool.context.given


def of_another(case: Case) -> bool:
    """Tell that a sentence names people, but neither by name nor by a pronoun the one asked about."""
    question, view = case.asked.question, case.view
    if answer_type(question.type).people or case.claim or not question.names:
        return False
    met = any(hit and term in question.names for term, hit in zip(question.terms, view.hits, strict=True))
    if met or not (REFERRING | word_set("hers theirs who whose whom")).isdisjoint(
        fold(token.text) for token in view.tokens
    ):
        return False
    people = names.persons(view.text)
    return any(question.names.isdisjoint(terms(view.text[one.start : one.end])) for one in people)


def share_met(case: Case, wanted: frozenset[int]) -> float:
    """Give the share of the idf of some of the question's terms that the sentence meets; 1 for none."""
    mass = sum(case.asked.idf[at] for at in wanted)
    return sum(case.asked.idf[at] * case.view.level(at) for at in wanted) / mass if mass else 1.0


def _opening_pronoun(found: Sequence[Token]) -> str:
    """Give the pronoun with which a sentence begins, or the "she" of "the drawings, she said"."""
    words = [fold(token.text) for token in found[:OPENING]]
    if words[:1] in (["it"], ["they"]):
        return words[0]
    return next((word for word in words if word in _PEOPLE), "")


def _places(case: Case) -> list[Within]:
    source = case.passage.passage.source.id
    return (
        [place for place in case.pool.context.places if place.source == source] if case.pool.context else []
    )


def _nearness(distance: int) -> float:
    return math.exp(-distance / FADES) if distance > 0 else 0.0
