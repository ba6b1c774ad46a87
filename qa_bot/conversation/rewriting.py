"""Follow-up questions, completed from the talk so far by rules; a complete question is left alone.

Each rule is a row of RULES: its name, and a pure function from a question and the talk before it to the
question completed, or to the same question where the rule has nothing to say. They run in order, each on
what the ones before it made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa_bot.conversation.coreference import Turn, content, last_asked, phrases_in, told_by
from qa_bot.conversation.ellipsis import elliptic, is_fragment, plain, with_phrase, with_word
from qa_bot.conversation.topic import (
    FULL,
    lowered,
    own_terms,
    quoted,
    shortened,
    with_article,
    with_each,
    with_full_name,
    with_names,
    with_owner,
    with_time,
    with_told,
    with_topic,
    with_year,
)
from qa_bot.language.lexicon.adverbs import COURTESIES
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import fold, stems, terms, tokens

__all__ = ["RULES", "Completion", "Rule", "Turn", "complete"]
LONGEST_FOLLOW_UP = 300
LONGEST_COMPLETION = 1000
LONGEST_SAYING = 30
_BARE = re.compile(
    r"(?:(?:and|but|or|so|ok|okay|well)\b,?\s+)?"
    r"(?P<word>(?:by|to|for|from|with|of|about|at) (?:whom|who|what|where|when|how (?:much|many|long))"
    r"|(?:in|on|under|for|at|by|to) (?:which|what) [a-z]{2,20}|why|when|where|how|who|whom|which"
    r"|how (?:many|much|long|often)|since when|what year|where exactly|when exactly|how come|what for)"
    r"(?:\s+(?:not|then|so|so long|so many|so much|was that|is that|was it|is it|did it happen))?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:and\s+)?who\s+(?:said|says|claimed|claims|stated|wrote|told\s+(?:us|them))\s+(?:that|this|it|so)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:(?:and|so)\s+)?(?:then\s+what"
    r"|what\s+(?:happened|happens|came|comes)\s+(?:next|then|after(?:wards|\s+that)?)(?:\s+then)?)",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:(?:the\s+)?(first|second|third|fourth|fifth|other|last)\s+one|the\s+(former|latter))\b",
    re.IGNORECASE,
)
_ORDINALS = {
    "first": 0, "former": 0, "second": 1, "other": 1, "third": 2, "fourth": 3, "fifth": 4,
    "last": -1, "latter": -1,
}  # fmt: skip
_OTHERS = re.compile(
    r"(?:and\s+)?(?:(?:any|are there any|is there any|anything|anyone|anybody|who|what|where|when|some)\s+)?"
    r"(?:others?|else|more)(?:\s+ones?)?",
    re.IGNORECASE,
)


class Completion(NamedTuple):
    """A question that stands alone: its text, the words added to it, and the names of the rules used."""

    text: str
    added: tuple[str, ...] = ()
    because: str = ""


class Rule(NamedTuple):
    """A way to complete a follow-up: gives the same text back where it does not apply.

    After a rule that is `last` the question is taken as complete.
    """

    name: str
    complete: Callable[[str, Sequence[Turn]], str]
    last: bool = False


def complete(question: str, talk: Sequence[Turn]) -> Completion:
    """Complete a question from the talk before it, oldest turn first; never raises.

    A question of more than LONGEST_FOLLOW_UP characters is taken as complete.
    """
    text, used = question, list[str]()
    for rule in RULES if talk and _may_follow(question) else ():
        better = rule.complete(text, talk)
        if better != text and len(better) <= LONGEST_COMPLETION:
            text, used = better, [*used, rule.name]
            if rule.last:
                break
    return Completion(text, _added(question, text), ", ".join(used))


def _may_follow(question: str) -> bool:
    said = [fold(token.text) for token in tokens(question) if token.stem]
    told_on = _NEXT.fullmatch(question.strip(" ?.!"))
    return len(question) <= LONGEST_FOLLOW_UP and bool(said) and not (told_on or COURTESIES.issuperset(said))


def _added(question: str, text: str) -> tuple[str, ...]:
    had = set(terms(question)) | stems(FUNCTION_WORDS)
    words = {token.stem: token.text for token in tokens(text) if token.stem and token.stem not in had}
    return tuple(words.values())


def _who_said(question: str, talk: Sequence[Turn]) -> str:
    """Ask who said the words of the last answer, or its whole sentence where the answer is a mere name."""
    turn = last_asked(talk)
    if not _SAID.fullmatch(question.strip(" ?.!")) or not turn.answer:
        return question
    named = any(mention.text == turn.answer for mention in phrases_in(turn.answer))
    whole = turn.sentence if named or len(turn.answer.split()) < 2 else ""
    return f"Who said “{shortened(whole or turn.answer, LONGEST_SAYING)}”?"


def _bare(question: str, talk: Sequence[Turn]) -> str:
    """Ask the last question again with the new question word."""
    match = _BARE.fullmatch(question.strip(" ?.!"))
    if not match or not content(last_asked(talk).question):
        return question
    word = match["word"].lower()
    return with_word("Why" if word in ("how come", "what for") else word.capitalize(), last_asked(talk))


def _others(question: str, talk: Sequence[Turn]) -> str:
    """Ask the last question that was answered again, for other answers."""
    turn = next((turn for turn in reversed(talk) if turn.answer and turn.question.strip()), None)
    if turn is None or not quoted(turn.answer) or not _OTHERS.fullmatch(question.strip(" ?.!")):
        return question
    again = re.sub(r"^Besides [^,]*, ", "", turn.question.strip())
    return f"Besides {quoted(turn.answer)}, {lowered(again)}"


def _one(question: str, talk: Sequence[Turn]) -> str:
    """Put the answer meant in the place of "the second one"."""
    match = _ONE.search(question)
    if not match:
        return question
    place = _ORDINALS[(match[1] or match[2]).lower()]
    lists = (told_by(turn) for turn in reversed(talk))
    told = next((texts for texts in lists if len(texts) > max(place, 1)), None)
    return f"{question[: match.start()]}{told[place]}{question[match.end() :]}" if told else question


def _fragment(question: str, talk: Sequence[Turn]) -> str:
    """Ask the last question again with the phrase put in."""
    if not is_fragment(question) or not content(last_asked(talk).question):
        return question
    phrase = plain(with_names(plain(question), talk))
    return with_phrase(phrase, last_asked(talk))


def _elliptic(question: str, talk: Sequence[Turn]) -> str:
    return question if len(own_terms(question)) > FULL else elliptic(question, talk) or question


RULES: tuple[Rule, ...] = (
    Rule("who said that", _who_said, last=True),
    Rule("question word", _bare, last=True),
    Rule("others", _others, last=True),
    Rule("the second one", _one),
    Rule("the year after", with_year),
    Rule("phrase", _fragment, last=True),
    Rule("ellipsis", _elliptic, last=True),
    Rule("pronoun", with_names),
    Rule("each", with_each),
    Rule("time", with_time),
    Rule("this article", with_article),
    Rule("fuller name", with_full_name),
    Rule("whose", with_owner),
    Rule("topic", with_topic),
    Rule("besides", with_told),
)
