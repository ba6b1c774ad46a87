"""How a question is read in a conversation: what is asked, and what is read with it.

What no row of follow-ups reads stays as typed. A question that says too little by itself is read with the
words of the turn it comes back to: they count for less than its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qa_bot.conversation.follow_ups import ROWS, TIME
from qa_bot.conversation.mentions import NAMED, content, is_empty, mentions
from qa_bot.conversation.state import (
    SHORT_ANSWER,
    State,
    Turn,
    has_antecedent,
    is_human,
    pronouns_of,
    state_of,
    with_names,
)
from qa_bot.language.lexicon.adverbs import LIGHT, VAGUE
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.lexicon.numbers import NUMBER_WORDS
from qa_bot.language.tokens import stems, terms
from qa_bot.named_tuples import NamedTuple

LONGEST_FOLLOW_UP = 300  # characters: who writes more says what is meant
LONGEST_READING = 1000  # characters, so that reading again and again ends
FADES, LEAST = 0.5, 0.2  # what a word of the conversation counts, turn by turn, and when it is forgotten
FULL = 2  # content words with which a question says what it is about
MOST_PHRASES = 3  # of a turn that a follow-up is taken as about
_MORE = re.compile(
    r"(?<!’s )(?<!'s )(?<!the )(?<!each )(?<!or )"
    r"\b(?:others?|else|another|any ?more|some more|additional|further)\b(?! than\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:besides|other than|apart from|aside from|except|in addition to|one another)\b", re.I
)
_POINTS_BACK = re.compile(
    r"\b(?:this|that|these|those)(?: (?:too|then|again|though))?\s*(?:[?.!,]|$)", re.IGNORECASE
)
_DEFINES = re.compile(
    r"(?:and\s+)?(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(?!the\b|there\b|that\b|this\b)",
    re.IGNORECASE,
)

_ASKS_WHO_IS = re.compile(r"who(?:['’]s|\s+(?:is|are|was|were))\s+the\b", re.IGNORECASE)


class Reading(NamedTuple):
    """How a question is read in a conversation.

    `text` is what is asked, `because` the row that read it, `words` the stems read with it, and `about` the
    phrases they come from; `bound` is what its pronouns stand for, `others`: not what was told already.
    `turn` is the one it comes back to, None where it stands alone.
    """

    text: str
    because: str = ""
    words: Mapping[str, float] = MappingProxyType({})
    about: tuple[str, ...] = ()
    bound: tuple[tuple[str, str], ...] = ()
    others: bool = False
    turn: Turn | None = None


def read_follow_up(question: str, turns: Sequence[Turn]) -> Reading:
    """Read a question after some turns, oldest first; never raises.

    A question that says what it is about stands alone; so does one of more than LONGEST_FOLLOW_UP characters.
    """
    if not turns or len(question) > LONGEST_FOLLOW_UP:
        return Reading(question)
    state = state_of(turns)
    text, used, is_complete = _by_rows(question, state)
    if is_complete:
        return _as_read(question, text, used, state)
    if is_whole(text):
        return _as_read(question, text, used, state) if used else Reading(question)
    named, bound = with_names(text, state)
    if len(named) > LONGEST_READING:
        named, bound = text, ()
    used += ["pronoun"] if named != text else []
    return _as_read(question, named, used, state, bound)


def _by_rows(question: str, state: State) -> tuple[str, list[str], bool]:
    """Return a question as the rows read it, which of them did, and whether it is taken as complete."""
    text, used = question, list[str]()
    for row in ROWS:
        better = row.read(text, state)
        if better and better != text and len(better) <= LONGEST_READING:
            text, used = better, [*used, row.name]
            if row.last:
                return text, used, True
    return text, used, False


def _as_read(
    question: str, text: str, used: Sequence[str], state: State, bound: tuple[tuple[str, str], ...] = ()
) -> Reading:
    """Return a reading with the words of the turn it comes back to, where it says too little by itself."""
    turn = state.turn_meant(question)
    others = bool(_MORE.search(question)) and not _EXCEPT.search(question)
    reading = Reading(text, ", ".join(used), bound=bound, others=others, turn=turn)
    if is_whole(text):
        return reading
    own = stems(FUNCTION_WORDS) | stems(VAGUE) | stems(LIGHT) | set(terms(text))
    about = tuple(phrase for phrase in _about(turn) if not set(terms(phrase)) <= own)
    words = {word: share for word, share in _words_of(turn).items() if word not in own}
    return reading._replace(words=words, about=about[:MOST_PHRASES])


def _words_of(turn: Turn) -> dict[str, float]:
    """Return the stems by which a turn is known, its question's and a short answer's; what each counts.

    Those with which it was read itself count FADES as much as they did.
    """
    answer = turn.answer if len(turn.answer.split()) <= SHORT_ANSWER else ""
    faded = {word: share * FADES for word, share in turn.words.items() if share * FADES >= LEAST}
    return faded | dict.fromkeys(content(turn.question) | content(answer), 1.0)


def topic_of(turns: Sequence[Turn]) -> str:
    """Return what some turns are about: what the last of them names, else its article's topic, else ""."""
    if not turns:
        return ""
    state = state_of(turns)
    return next(iter(_about(state.last_asked)), state.topic)


def _about(turn: Turn) -> list[str]:
    """Return the phrases of a turn's question that name something, and its times."""
    kept = [mention.text for mention in mentions(turn.question) if not is_empty(mention.text)]
    kept += [found[0] for found in TIME.finditer(turn.question) if not any(one in found[0] for one in kept)]
    return list(dict.fromkeys(kept))


def is_whole(question: str) -> bool:
    """Whether a question says by itself what it is about.

    It names something, asks what something is or who holds a post ("the health secretary", but not "the
    mayor": of which town?), or has more than FULL content words; none that points back, or where a pronoun
    stands for nothing in the question itself.
    """
    if points_back(question):
        return False
    named = any(mention.kind in NAMED for mention in mentions(question))
    said = len(own_terms(question))
    return (
        named
        or _DEFINES.match(question) is not None
        or said > FULL
        or (said == FULL and _asks_post(question))
    )


def _asks_post(question: str) -> bool:
    return _ASKS_WHO_IS.match(question) is not None and any(map(is_human, mentions(question)))


def named_terms(question: str) -> set[str]:
    """Return the terms by which a question names something, none where it has a pronoun or points back."""
    if points_back(question) or any(pronouns_of(question)):
        return set()
    named = {term for mention in mentions(question) for term in own_terms(mention.text)}
    return named - stems(frozenset(NUMBER_WORDS))


def points_back(question: str) -> bool:
    """Whether a pronoun, or "this", stands for something that is not in the question itself."""
    if _POINTS_BACK.search(question):
        return True
    return any(not has_antecedent(name, question[: token.start]) for token, name in pronouns_of(question))


def own_terms(question: str) -> set[str]:
    """Return the terms by which a question says what it asks about."""
    return content(question) - stems(VAGUE)
