"""What kind of reply a question requests: a list, yes or no, the holder of a position."""

from __future__ import annotations

from itertools import pairwise

from qa_bot.answer_types import answer_type
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import PREPOSITIONS
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.lexicon.verbs import HOLDING_A_POST
from qa_bot.language.morphology import is_plural
from qa_bot.language.tokens import fold
from qa_bot.values import Question, QuestionForm

_KINDS = word_set("kinds sorts types ways")
NUMBERS_OF_ITEMS = range(2, 21)  # a longer list is none to read out
_JOB = (
    r"(?:['’]s?|\b(?:his|her|of)) (?:job|role|post|position|title|profession|occupation)\b"
    r"|\bdo for a living\b"
)


def asks_for_list(question: Question) -> bool:
    """Whether a question asks for several things: a plural noun, "who are", "name the"."""
    words = [fold(token.text) for token in question.tokens]
    if words[:1] == ["list"] or (words[:1] == ["name"] and words[1:2] != ["of"]):
        return True
    if not _asks_what_or_who(question.form) or _asks_for_meaning(question, words):
        return False
    first, second = (*words, "", "")[:2]
    if first == "who" and second in ("are", "were"):
        return True
    at = _focus_place(question)
    if at < 0 and question.form.word == "terse":
        return _begins_with_plural(words)
    return (
        (first == "which" and is_plural(second))
        or (at >= 0 and is_plural(words[at]))
        or not _KINDS.isdisjoint(words)
    )


def _begins_with_plural(words: list[str]) -> bool:
    """Whether key words begin with a plural noun and what it is of: "rules for posting"."""
    at = next((at for at, word in enumerate(words) if word in PREPOSITIONS), 0)
    return at > 0 and is_plural(words[at - 1])


def _asks_for_meaning(question: Question, words: list[str]) -> bool:
    """Whether a noun is to be explained ("What are quasars?"), not things to be named ("the planets")."""
    return question.type == "definition" and {"the", "their", "its"}.isdisjoint(words)


def _asks_what_or_who(form: QuestionForm) -> bool:
    return form.word in ("wh", "terse") or (form.word == "who" and form.shape == "be")


def _focus_place(question: Question) -> int:
    """Return where the noun asked for stands first, -1 if there is none."""
    places = (at for at, token in enumerate(question.tokens) if token.stem == question.focus)
    return next(places, -1) if question.focus else -1


def asked_number(question: Question) -> int:
    """Return how many things a question says there are ("the three demands"), 0 if it does not."""
    at = max(_focus_place(question), 0)
    numbers = [int(one.stem) for one in question.tokens[max(0, at - 3) : at] if one.stem.isdecimal()]
    return next((number for number in reversed(numbers) if number in NUMBERS_OF_ITEMS), 0)


def asked_position(question: Question) -> str:
    """Return the stem of the position whose holder is asked for: "who is the mayor?", "who chairs it?"."""
    if not answer_type(question.type).people or not _may_name(question.form):
        return ""
    if question.form.word == "wh" and question.focus in question.names:
        return ""
    if question.form.name == "who-v":
        return _position_held(question)
    return _position_named(question, question.focus)


def _position_held(question: Question) -> str:
    """Return the position that the verb, or the noun after it, says: "who chairs", "who leads"."""
    wanted = question.focus or next(iter(question.terms), "")
    first = next((fold(token.text) for token in question.tokens if token.stem == wanted), "")
    return wanted if wanted and first in HOLDING_A_POST else _position_named(question, wanted)


def _position_named(question: Question, noun: str) -> str:
    """Return the last word of the position that begins with a noun: "general secretary"."""
    found = question.tokens
    roles = [at for at, token in enumerate(found) if role_of(fold(token.text)) in ROLES]
    at = next((at for at in roles if found[at].stem == noun), -1)
    while at + 1 in roles and at >= 0:
        at += 1
    return found[at].stem if at >= 0 else ""


def asks_job(question: Question) -> bool:
    """Whether a question asks for somebody's occupation: "What is her job?"."""
    return question.type == "role" and compiled(_JOB).search(question.text) is not None


def _may_name(form: QuestionForm) -> bool:
    return form.word in ("who", "terse") or (form.word == "wh" and form.shape == "be")


def asks_whether(question: Question) -> bool:
    """Whether a question wants a yes or a no, and no choice of two: "Is it A or B?", but "... or not?"."""
    words = [fold(token.text) for token in question.tokens]
    choice = any(one == "or" and other != "not" for one, other in pairwise([*words, ""]))
    return question.form.word == "yes-no" and not choice
