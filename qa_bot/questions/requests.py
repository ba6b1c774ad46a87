"""What kind of reply a question requests: a list, yes or no, the holder of a position."""

from __future__ import annotations

import re

from qa_bot.answer_types import answer_type
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.lexicon.verbs import HOLDING_A_POST
from qa_bot.language.morphology import is_plural
from qa_bot.language.tokens import fold
from qa_bot.values import Question, QuestionForm

_JOB = re.compile(
    r"(?:['’]s?|\b(?:his|her|of)) (?:job|role|post|position|title|profession|occupation)\b"
    r"|\bdo for a living\b"
)


def asks_for_list(question: Question) -> bool:
    """Tell whether a question asks for several things: a plural noun, "who are", "name the"."""
    words = [fold(token.text) for token in question.tokens]
    defined = question.type == "definition" and not ({"the", "their", "its"} & set(words))
    named = question.form.word == "wh" or (question.form.word == "who" and question.form.shape == "be")
    if not named or defined:
        return False
    if words[0] in ("who", "whom") and words[1:2] in (["are"], ["were"]):
        return True
    if words[0] == "which" and len(words) > 1 and is_plural(words[1]):
        return True
    heads = [fold(one.text) for one in question.tokens if question.focus and one.stem == question.focus]
    return bool(heads) and is_plural(heads[0])


def asked_number(question: Question) -> int:
    """Give how many things a question says there are ("the three demands"); 0 if it does not."""
    at = next(
        (at for at, one in enumerate(question.tokens) if question.focus and one.stem == question.focus), 0
    )
    before = [one.stem for one in question.tokens[max(0, at - 3) : at] if one.stem in map(str, range(2, 21))]
    return int(before[-1]) if before else 0


def asked_position(question: Question) -> str:
    """Give the stem of the post whose holder is asked for: "who is the mayor?", "who chairs it?"."""
    if not answer_type(question.type).people or not _may_name(question.form):
        return ""
    if question.form.word == "wh" and question.focus in question.names:
        return ""
    acts = question.form.name == "who-v"
    wanted = question.focus or (question.terms[0] if acts and question.terms else "")
    posts = [fold(token.text) for token in question.tokens]
    places = [at for at, token in enumerate(question.tokens) if wanted and token.stem == wanted]
    if acts and places and posts[places[0]] in HOLDING_A_POST:
        return wanted
    at = next((place for place in places if role_of(posts[place]) in ROLES), -1)
    while 0 <= at < len(posts) - 1 and role_of(posts[at + 1]) in ROLES:
        at += 1
    return question.tokens[at].stem if at >= 0 else ""


def asks_job(question: Question) -> bool:
    """Whether a question asks for somebody's occupation: "What is her job?"."""
    return question.type == "role" and _JOB.search(question.text) is not None


def _may_name(form: QuestionForm) -> bool:
    return form.word in ("who", "terse") or (form.word == "wh" and form.shape == "be")


def asks_whether(question: Question) -> bool:
    """Tell whether a question wants a yes or a no, and no choice of two: "Is it A or B?"."""
    return question.form.word == "yes-no" and not any(token.stem == "or" for token in question.tokens)
