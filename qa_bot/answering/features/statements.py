"""Clues of what a sentence does: whether it announces, allows, sets a condition, lists, answers."""

from __future__ import annotations

from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.coordination import longest
from qa_bot.language.lexicon.function_words import CONDITIONS
from qa_bot.language.lexicon.verbs import ALLOWING
from qa_bot.language.tokens import stems


def announces(candidate: Candidate) -> float:
    """Whether the sentence only announces what follows."""
    return float(candidate.sentence.announces)


def allows(candidate: Candidate) -> float:
    """Whether yes or no is asked for, and the sentence says what may, must or cannot be, or what is not."""
    if candidate.question.form.word != "yes-no":
        return 0.0
    return float(not ALLOWING.isdisjoint(candidate.sentence.stems))


def conditions(candidate: Candidate) -> float:
    """Whether the question asks what holds "if", and the sentence says when something holds."""
    asked = "if" in candidate.weighted.stems
    return float(asked and not stems(CONDITIONS).isdisjoint(candidate.sentence.stems))


def lists(candidate: Candidate) -> float:
    """Whether several things are asked for, and the sentence is an item of a list whose lead-in is met."""
    return float(candidate.question.wants_list and bool(candidate.sentence.led_in))


def holds_list(candidate: Candidate) -> float:
    """Whether several things are asked for, and the sentence itself tells at least three, "A, B and C"."""
    if not candidate.question.wants_list:
        return 0.0
    return float(bool(longest(candidate.sentence.text, candidate.weighted.stems)))


def answers_before(candidate: Candidate) -> float:
    """Return the share of the question's idf that is met by the question right before it, or its heading."""
    return sum(candidate.weighted.idf[at] for at in candidate.asked_above) / candidate.weighted.mass
