"""Clues of the neighbours: what the sentences around this one say."""

from __future__ import annotations

from qa_bot.answer_types import answer_type
from qa_bot.answering.features.coverage import first_stem
from qa_bot.answering.matching.candidates import Case
from qa_bot.answering.matching.views import SentenceView
from qa_bot.language.lexicon.function_words import DEMONSTRATIVES, REFERRING
from qa_bot.language.tokens import stem

_EXPLAINING = ("because", "reason", "due", "owing", "explains", "why")


def carried_over(case: Case) -> float:
    """Give the mass met in the sentence before but not here, relative to the passage's best."""
    return _only_in(case, case.before)


def stands_in_for_before(case: Case) -> float:
    """Give the mass (in tens) of the sentence before where this one begins with a pronoun."""
    before = case.before
    return before.mass / 10 if before and _stands_in(case) else 0.0


def relative_position(case: Case) -> float:
    """Tell where in its passage the sentence stands: 0 first, 1 last."""
    return case.view.number / max(1, len(case.passage.sentences) - 1)


def topic_in_first_sentence(case: Case) -> float:
    """Give the mass met in the passage's first sentence but not here, relative to its best."""
    first = case.passage.sentences[0]
    return _only_in(case, first) if case.view.number > 1 else 0.0


def explains_before(case: Case) -> float:
    """Give the mass of the sentence before, relative to the best, where this one gives its reason."""
    before, question = case.before, case.asked.question
    if answer_type(question.type).group != "a reason" or before is None or not case.passage.top:
        return 0.0
    opening = {token.stem for token in case.view.tokens[:5]}
    stands_in = _stands_in(case) and bool(case.things)
    return (
        before.mass / case.passage.top if stands_in or not opening.isdisjoint(map(stem, _EXPLAINING)) else 0.0
    )


def _only_in(case: Case, other: SentenceView | None) -> float:
    if other is None or not case.passage.top:
        return 0.0
    rated = zip(case.asked.idf, case.passage.rarity, other.hits, case.view.hits, strict=True)
    mass = sum(idf * rare * there.level for idf, rare, there, here in rated if there and not here)
    return mass / case.passage.top


def _stands_in(case: Case) -> bool:
    return first_stem(case.view) in REFERRING | DEMONSTRATIVES | {"such"}
