"""Clues of the things: whether what is asked for stands in the sentence, and how near the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa_bot.answer_types import answer_type
from qa_bot.answering.features.coverage import met_share
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import Hit, SentenceView
from qa_bot.language.lexicon.function_words import FINITE_BE
from qa_bot.values import Found, Token


def fitting_things(case: Case) -> float:
    """Count the new things of the asked type, at most three."""
    return float(min(3, len(case.things)))


def hard_thing_near(case: Case) -> float:
    """Tell how near a date, number or amount of the asked type stands to the question's words."""
    return _nearest_thing(case) if _is_hard(case) else 0.0


def counts_the_noun(case: Case) -> float:
    """Tell that a number here counts the asked-for noun: it stands in it, or at most three words before."""
    question = case.asked.question
    hit = case.view.hits[question.terms.index(question.focus)] if question.focus in question.terms else None
    return float(hit is not None and any(_counts(case.view, thing, hit) for thing in case.things))


def defines(case: Case) -> float:
    """Tell whether a name asked about is said to be something here."""
    if not answer_type(case.asked.question.type).defining:
        return float(case.identity is not None)
    return float(case.identity is not None or _any_met(case, _is_told))


def spells_out(case: Case) -> float:
    """Tell whether a name asked about stands in brackets here, or brackets stand after it."""
    return float(_any_met(case, _is_spelt_out))


def said_as_asked(case: Case) -> float:
    """Tell how well the words here are those that a question about who said what asks for."""
    return case.claim.share if case.claim else 0.0


def holds_the_post(case: Case) -> float:
    """Give the share of the question's idf met where a name stands beside the post asked for.

    Or where, the other way round, the post of the person asked about stands beside the name.
    """
    asks_post = case.asked.question.type == "role" and case.identity
    return met_share(case) if case.holder or asks_post else 0.0


def stands_here(case: Case) -> float:
    """Tell that a thing of the asked type stands here."""
    return float(bool(case.things))


def _counts(view: SentenceView, number: Found, noun: Hit) -> bool:
    first, last = view.token_at(number.start), view.token_at(number.end - 1)
    return any(first <= at <= last + 3 for at in noun.positions)


def _any_met(case: Case, test: Callable[[Sequence[Token], int], bool]) -> bool:
    met = (at for hit in case.view.hits if hit for at in hit.positions)
    return any(test(case.view.tokens, at) for at in met)


def _is_spelt_out(found: Sequence[Token], at: int) -> bool:
    after = [token.text for token in found[at + 1 : at + 2]]
    return after == ["("] or (at > 0 and found[at - 1].text == "(" and after == [")"])


def _is_told(found: Sequence[Token], at: int) -> bool:
    after = [token.text for token in found[at + 1 : at + 3]]
    return len(after) > 1 and after[0] in FINITE_BE | {","} and after[1] in ("a", "an", "the", "one")


def _is_hard(case: Case) -> bool:
    return answer_type(case.asked.question.type).required


def _nearest_thing(case: Case) -> float:
    return max((_nearness(case, thing) for thing in case.things), default=0.0)


def _nearness(case: Case, thing: Found) -> float:
    first, last = case.view.token_at(thing.start), case.view.token_at(thing.end - 1)
    total = 0.0
    for idf, hit in zip(case.asked.idf, case.view.hits, strict=True):
        if hit:
            distance = min(max(first - at, at - last, 0) for at in hit.positions)
            total += idf * hit.level / (1 + distance / 4)
    return total / case.asked.mass
