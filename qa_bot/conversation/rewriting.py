"""Follow-up questions, rewritten by rules to stand alone; a complete question is left alone.

Each rule is a row of RULES: its name, and a pure function from a question and the dialogue before it to the
question completed, or to the same question where the rule has nothing to say. They run in order, each on
what the ones before it made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa_bot.conversation.coreference import Dialogue, Turn, content, dialogue_of, phrases_in
from qa_bot.conversation.ellipsis import elliptic, is_fragment, plain, with_phrase, with_word
from qa_bot.conversation.topic import (
    FULL,
    lowered,
    own_terms,
    quoted,
    shortened,
    with_besides,
    with_full_name,
    with_names,
    with_time,
    with_topic,
    with_year,
)
from qa_bot.language.lexicon.adverbs import COURTESIES
from qa_bot.language.tokens import fold, tokens

LONGEST_FOLLOW_UP = 300  # characters: who writes more says what is meant
LONGEST_COMPLETION = 1000  # characters, so that completing again and again ends
LONGEST_SAYING = 30  # words of an answer repeated in "Who said ...?"
_BARE = re.compile(
    r"(?:(?:and|but|or|so|ok|okay|well)\b,?\s+)?"
    r"(?P<word>(?:by|to|for|from|with|of|about|at) (?:whom|who|what|where|when|how (?:much|many|long))"
    r"|(?:in|on|under|for|at|by|to) (?:which|what) [a-z]{2,20}|why|when|where|how|who|whom|which"
    r"|how (?:many|much|long|often)|since when|what year|how come|what for)"
    r"(?:\s+(?:not|then|exactly|so|so long|was that|is that|was it|is it))?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:and\s+)?who\s+(?:said|says|claimed|claims|stated|wrote|told\s+(?:us|them))\s+(?:that|this|it|so)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:and\s+)?(?:then\s+what|what\s+(?:happened|came)\s+(?:next|then|after(?:wards|\s+that)?))",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:the\s+)?(first|second|other|third|last)\s+one\b", re.IGNORECASE)
_ORDINALS = {"first": 0, "second": 1, "other": 1, "third": 2, "last": -1}
_OTHERS = re.compile(
    r"(?:and\s+)?(?:(?:any|are there any|is there any|anything|anyone|anybody|who|what|where|when|some)\s+)?"
    r"(?:others?|else|more)(?:\s+ones?)?",
    re.IGNORECASE,
)


class Completion(NamedTuple):
    """A question that stands alone: its text, and the names of the rules used."""

    text: str
    because: str = ""


class Rule(NamedTuple):
    """A way to complete a follow-up: it returns the same text where it does not apply.

    After a rule that is `last` the question is taken as complete.
    """

    name: str
    complete: Callable[[str, Dialogue], str]
    last: bool = False


def complete(question: str, turns: Sequence[Turn]) -> Completion:
    """Complete a question from the turns before it, oldest first; never raises.

    A question of more than LONGEST_FOLLOW_UP characters is taken as complete.
    """
    text, used = question, list[str]()
    dialogue = dialogue_of(turns)
    for rule in RULES if turns and _may_follow(question) else ():
        better = rule.complete(text, dialogue)
        if better != text and len(better) <= LONGEST_COMPLETION:
            text, used = better, [*used, rule.name]
            if rule.last:
                break
    return Completion(text, ", ".join(used))


def _may_follow(question: str) -> bool:
    said = [fold(token.text) for token in tokens(question) if token.stem]
    asks_on = _NEXT.fullmatch(question.strip(" ?.!"))
    return len(question) <= LONGEST_FOLLOW_UP and not (asks_on or COURTESIES.issuperset(said))


def _who_said(question: str, dialogue: Dialogue) -> str:
    """Return a question for who said the last answer, or its whole sentence where that is a mere name."""
    turn = dialogue.last_asked
    if not _SAID.fullmatch(question.strip(" ?.!")) or not turn.answer:
        return question
    named = any(mention.text == turn.answer for mention in phrases_in(turn.answer))
    whole = turn.sentence if named or len(turn.answer.split()) < 2 else ""
    return f"Who said “{shortened(whole or turn.answer, LONGEST_SAYING)}”?"


def _bare(question: str, dialogue: Dialogue) -> str:
    """Return the last question with the new question word."""
    match = _BARE.fullmatch(question.strip(" ?.!"))
    if not match or not content(dialogue.last_asked.question):
        return question
    word = match["word"].lower()
    return with_word("Why" if word in ("how come", "what for") else word.capitalize(), dialogue.last_asked)


def _others(question: str, dialogue: Dialogue) -> str:
    """Return the last question that was answered, for other answers."""
    turn = next((turn for turn in dialogue.backwards if turn.answer and turn.question.strip()), None)
    if turn is None or not quoted(turn.answer) or not _OTHERS.fullmatch(question.strip(" ?.!")):
        return question
    again = re.sub(r"^Besides [^,]*, ", "", turn.question.strip())
    return f"Besides {quoted(turn.answer)}, {lowered(again)}"


def _one(question: str, dialogue: Dialogue) -> str:
    """Return a question with the answer meant by "the second one"."""
    match = _ONE.search(question)
    if not match:
        return question
    place = _ORDINALS[match[1].lower()]
    lists = ((turn.answer, *turn.alternatives) for turn in dialogue.backwards)
    distinct = (tuple(filter(None, dict.fromkeys(answers))) for answers in lists)
    listed = next((answers for answers in distinct if len(answers) > max(place, 1)), ())
    return f"{question[: match.start()]}{listed[place]}{question[match.end() :]}" if listed else question


def _fragment(question: str, dialogue: Dialogue) -> str:
    """Return the last question with the phrase put in."""
    if not is_fragment(question) or not content(dialogue.last_asked.question):
        return question
    phrase = plain(with_names(plain(question), dialogue))
    return with_phrase(phrase, dialogue.last_asked)


def _elliptic(question: str, dialogue: Dialogue) -> str:
    return question if len(own_terms(question)) > FULL else elliptic(question, dialogue) or question


RULES: tuple[Rule, ...] = (
    Rule("who said that", _who_said, last=True),
    Rule("question word", _bare, last=True),
    Rule("others", _others, last=True),
    Rule("the second one", _one),
    Rule("the year after", with_year),
    Rule("phrase", _fragment, last=True),
    Rule("ellipsis", _elliptic, last=True),
    Rule("pronoun", with_names),
    Rule("time", with_time),
    Rule("fuller name", with_full_name),
    Rule("topic", with_topic),
    Rule("besides", with_besides),
)
