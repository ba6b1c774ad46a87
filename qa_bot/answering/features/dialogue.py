"""Clues of the conversation: what a follow-up adds to it, and where the conversation stands."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities import names
from qa_bot.language.lexicon.function_words import REFERRING, RELATIVE
from qa_bot.language.tokens import fold, terms
from qa_bot.values import Token

# Code points in which a place just shown loses two thirds of its pull: a sentence, and a paragraph.
FOLLOWS, NEAR = 150.0, 400.0
OPENING = 15  # tokens in which a sentence names its subject, or says "she said"
_PEOPLE = frozenset(("he", "she"))


def own_words(candidate: Candidate) -> float:
    """Return the share of the idf of the words typed that is met here."""
    typed = candidate.candidates.typed_terms
    return share_met(candidate, typed) if candidate.context and typed else 0.0


def follows_at_once(candidate: Candidate) -> float:
    """Return how closely the sentence follows the one shown last, 1 (at once) to 0."""
    distance = _distance(candidate)
    return _pull(candidate) * math.exp(-distance / FOLLOWS) if distance and distance > 0 else 0.0


def near_what_was_shown(candidate: Candidate) -> float:
    """Return how near the sentence stands to the one shown last, before or after it, 1 to 0."""
    distance = _distance(candidate)
    return _pull(candidate) * math.exp(-abs(distance) / NEAR) if distance is not None else 0.0


def shown_last(candidate: Candidate) -> float:
    """Return 1 for the sentence shown last, less where it does not tell of what the question names."""
    return _pull(candidate) if _distance(candidate) == 0 else 0.0


def _distance(candidate: Candidate) -> int | None:
    """Return how far behind the sentence shown last this one begins, None in another article."""
    for place in candidate.context.places[:1] if candidate.context else ():
        if place.source == candidate.source.id:
            return candidate.sentence.start - place.start
    return None


def _pull(candidate: Candidate) -> float:
    """Return how much it counts where the conversation stands: less far from what the question names itself.

    It is the share met in the sentence, beside or above it, of what is named and any passage tells of.
    """
    named = candidate.candidates.named_and_told
    met = (candidate.met_or_titled[at] or any(one.matches[at] for one in candidate.around) for at in named)
    return sum(met) / len(named) if named else 1.0


def of_the_conversations_article(candidate: Candidate) -> float:
    """Whether the article is the one the conversation is in."""
    return float(_distance(candidate) is not None)


# Where the conversation stands, and nothing of what a sentence says.
OF_PLACE = (follows_at_once, near_what_was_shown, shown_last, of_the_conversations_article)


def given_already(candidate: Candidate) -> float:
    """Whether the sentence has been given as an answer and holds no entity of the type asked for."""
    if candidate.context is None or not given_before(candidate):
        return 0.0
    return float(not candidate.entities)


def pronoun_as_asked(candidate: Candidate) -> float:
    """Return 1 where the sentence speaks of "he" or "it" as the question does, -1 where of another person."""
    asked = candidate.context.pronouns if candidate.context else frozenset()
    pronoun = _opening_pronoun(candidate.sentence.tokens) if asked else ""
    if not pronoun:
        return 0.0
    if pronoun in asked:
        return 1.0
    return -1.0 if pronoun in _PEOPLE and _PEOPLE & asked else 0.0


def new_entity(candidate: Candidate) -> float:
    """Whether an entity of the type asked for stands here that has not been given already."""
    if candidate.context is None:
        return 0.0
    is_fresh = bool(candidate.entities) and not given_before(candidate)
    return float(is_fresh or candidate.description is not None or candidate.position_holder is not None)


def given_before(candidate: Candidate) -> bool:
    """Whether the sentence has been given as an answer."""
    given = candidate.context.given if candidate.context else ()
    here = candidate.sentence
    return any(
        one.source == candidate.source.id and one.start <= here.start and here.end <= (one.end or one.start)
        for one in given
    )


def of_another(candidate: Candidate) -> bool:
    """Whether a sentence names people, but neither by name nor by a pronoun the one asked about."""
    question, text = candidate.question, candidate.sentence.text
    if answer_type(question.type).people or candidate.speech_match or not question.names:
        return False
    if _refers_to_named(candidate):
        return False
    people = (text[one.start : one.end] for one in names.persons(text))
    return any(question.names.isdisjoint(terms(name)) for name in people)


def share_met(candidate: Candidate, wanted: frozenset[int]) -> float:
    """Return the share of the idf of some of the question's terms that the sentence meets; 1 for none."""
    idf, sentence = candidate.weighted.idf, candidate.sentence
    mass = sum(idf[at] for at in wanted)
    return sum(idf[at] * sentence.strength(at) for at in wanted) / mass if mass else 1.0


def _refers_to_named(candidate: Candidate) -> bool:
    """Whether the sentence holds a name asked about, or a pronoun that may stand for it."""
    rated = zip(candidate.question.terms, candidate.sentence.matches, strict=True)
    if any(match and term in candidate.question.names for term, match in rated):
        return True
    return any(fold(token.text) in REFERRING | RELATIVE for token in candidate.sentence.tokens)


def _opening_pronoun(found: Sequence[Token]) -> str:
    """Return the pronoun with which a sentence begins, or the "she" of "the drawings, she said"."""
    words = [fold(token.text) for token in found[:OPENING]]
    if words[:1] in (["it"], ["they"]):
        return words[0]
    return next((word for word in words if word in _PEOPLE), "")
