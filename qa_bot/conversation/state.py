"""The state of a conversation: what was asked and told, and what its pronouns and short phrases stand for.

A pronoun stands for one thing or for none: for what it stood for in the question before (what a speaker has
in mind is spoken of by pronouns, Grosz, Joshi & Weinstein 1995), for what that question named or was
answered by, for what the article is about; and else for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from qa_bot.conversation.mentions import (
    Mention,
    content,
    gender,
    is_date,
    is_empty,
    kind_of,
    mentions,
    phrases_in,
)
from qa_bot.language.entities.calendar import YEAR
from qa_bot.language.entities.people import is_given_name, is_title, role_of
from qa_bot.language.lexicon.adverbs import VAGUE
from qa_bot.language.lexicon.function_words import (
    FUNCTION_WORDS,
    REFERRING,
    THIRD_POSSESSIVES,
)
from qa_bot.language.lexicon.people import NAME_JOINTS, NAME_PARTICLES, PEOPLE, ROLES
from qa_bot.language.tokens import fold, terms, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Token, Within

RECENT = 4  # turns: what was said longer ago is seldom meant
LONGEST_TITLE = 6  # words of a title that may be a name
SHORT_ANSWER = 9  # words of an answer that names a thing as a whole
PRONOUNS = {
    word: name
    for name, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
    }.items()
    for word in words.split()
}
_PEOPLE = ("he", "she")
_ASKS_PERSON = re.compile(r"(?:and )?whom?\b", re.IGNORECASE)
_ASKS_THING = re.compile(r"(?:and )?(?:what|which|who)\b", re.IGNORECASE)
# Whose answer is no more than what somebody is, who is spoken of all the same.
_WHO_IS = re.compile(r"(?:[Aa]nd )?[Ww]ho(?:[’']s| is| was| are| were)(?:\s[A-Z][\w.-]{0,30}){1,5}\s?\??$")
# "It" that stands for nothing: "is it true that", "will it rain?".
_EXPLETIVE = re.compile(
    r"it (?:(?:\w{1,20} )?(?:to|that|true|take|rain|snow)|(?:[\w’']{1,20} ){1,3}(?:fault|idea|turn))\b",
    re.IGNORECASE,
)
# The kinds of mention a pronoun may stand for in its own question, and further back.
_SINGULAR, _PLURAL = ("thing", "group", "name"), ("many", "group")
_ANTECEDENTS = {"he": ("person", "name"), "she": ("person", "name"), "it": ("thing",), "they": _PLURAL}
_FITTING = {"he": ("person",), "she": ("person",), "it": _SINGULAR, "they": _PLURAL}
YEAR_NAMED = re.compile(rf"\b{YEAR}\b")


class Turn(NamedTuple):
    """One question of a conversation as it was read, and what was stated to it; "" where nothing was.

    `items` are the answers to count through, `place` where the sentence shown first stands, `words` the stems
    the question was read with beside its own, `bound` what its pronouns stood for.
    """

    question: str
    answer: str = ""
    sentence: str = ""
    title: str = ""
    items: tuple[str, ...] = ()
    place: Within | None = None
    words: Mapping[str, float] = MappingProxyType({})
    bound: tuple[tuple[str, str], ...] = ()


class State(NamedTuple):
    """The turns of a conversation so far, oldest first, and the name its last article is about, or ""."""

    turns: tuple[Turn, ...]
    topic: str = ""

    @property
    def backwards(self) -> Iterator[Turn]:
        """Return the turns, the latest first."""
        return reversed(self.turns)

    @property
    def last_asked(self) -> Turn:
        """Return the last turn whose question holds more than function words."""
        return next((turn for turn in self.backwards if content(turn.question)), self.turns[-1])

    def year_spoken_of(self) -> str:
        """Return the year last spoken of, "" where none was."""
        said = (text for turn in self.turns[: -RECENT - 1 : -1] for text in (turn.question, turn.answer))
        return next((found[0] for found in map(YEAR_NAMED.search, said) if found), "")

    def turn_meant(self, question: str) -> Turn:
        """Return the turn to which a question comes back: the latest that names what it does, or the last."""
        named = {term for mention in mentions(question) for term in content(mention.text)}
        turns = (turn for turn in self.backwards if named & content(f"{turn.question} {turn.answer}"))
        return next(turns, self.turns[-1])


def state_of(turns: Sequence[Turn]) -> State:
    """Return the state after some turns; its topic is the last article's title, if a name that was used."""
    titles = (plain_title(turn.title) for turn in reversed(turns) if turn.title)
    title = next(titles, "")
    return State(tuple(turns), title if _is_name(title) and _is_used(title, turns) else "")


def plain_title(title: str) -> str:
    """Return a title without what stands in brackets."""
    return re.sub(r"\s{0,3}\([^()]{0,80}\)", "", title).strip()


def _is_name(title: str) -> bool:
    words = title.split()
    return 0 < len(words) <= LONGEST_TITLE and all(map(_is_part_of_name, words))


def _is_part_of_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or fold(word) in NAME_JOINTS | NAME_PARTICLES


def _is_used(title: str, turns: Sequence[Turn]) -> bool:
    """Whether a title was said, or of a person the last name."""
    said = fold(title.split()[-1]) if kind_of(title) == "person" else fold(title)
    return any(f" {said}" in f" {fold(f'{turn.question} {turn.sentence} {turn.answer}')}" for turn in turns)


def with_names(question: str, state: State) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a question with names and noun phrases in place of its pronouns, and what each stands for."""
    pieces, at, bound = list[str](), 0, dict[str, str]()
    for token, name in pronouns_of(question):
        if name in bound:  # once is enough: "did Tobias Wren play for his country"
            continue
        bound[name] = found = referent(name, question[: token.start], question, state)
        if found:
            owned = _owns(token.text, question[token.end :])
            pieces += [question[at : token.start], possessive(found) if owned else found]
            at = token.end
    return "".join(pieces) + question[at:], tuple(bound.items())


def pronouns_of(question: str) -> Iterator[tuple[Token, str]]:
    """Yield the pronouns of a question that stand for something, each with its class: he, she, it, they."""
    for token in tokens(question):
        name = PRONOUNS.get(fold(token.text), "")
        is_expletive = name == "it" and _EXPLETIVE.match(question, token.start)
        is_slip = fold(token.text) == "its" and not _owns(token.text, question[token.end :])  # "it's"
        if name and not (is_expletive or is_slip) and not _is_quoted(question, token.start):
            yield token, name


def _is_quoted(question: str, at: int) -> bool:
    """Whether a word stands inside quotation marks, whose words are nobody's to change."""
    before = question[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _owns(word: str, after: str) -> bool:
    if fold(word) not in ("her", "its"):
        return fold(word) in THIRD_POSSESSIVES | {"hers", "theirs"}
    follows = re.match(r"\s{1,3}(\w+)", after)
    return follows is not None and fold(follows[1]) not in FUNCTION_WORDS | VAGUE


def possessive(name: str) -> str:
    """Return a name with its possessive mark."""
    return name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"


def referent(pronoun: str, before: str, question: str, state: State) -> str:
    """Return what a pronoun of the class he, she, it or they stands for, "" if that is not clear.

    `before` is the part of the question in front of it: a pronoun looks there first.
    """
    if has_antecedent(pronoun, before):
        return ""
    meant = dict(state.turns[-1].bound)
    if pronoun in meant:
        return _unless_said(meant[pronoun], question)
    found = next((_definite(mention, state) for mention in _candidates(pronoun, state)), "")
    if not found and state.topic and _topic_fits(pronoun, state.topic):
        found = state.topic
    return _unless_said(found, question)


def _definite(mention: Mention, state: State) -> str:
    """Return a mention with "the" where the conversation has it, "the BMA", or where it has "a"."""
    first, _, rest = mention.text.partition(" ")
    if fold(first) in ("a", "an") and rest:
        return f"the {rest}"
    said = " ".join(f"{turn.question} {turn.sentence}" for turn in state.turns[-RECENT:])
    is_bare = mention.kind == "group" and re.search(rf"\b[Tt]he {re.escape(mention.text)}\b", said)
    return f"the {mention.text}" if is_bare else mention.text


def has_antecedent(pronoun: str, before: str) -> bool:
    """Whether the part of a question before a pronoun names what it may stand for."""
    return any(
        mention.kind in _ANTECEDENTS[pronoun] or (pronoun in _PEOPLE and is_human(mention))
        for mention in mentions(before)
    )


def _unless_said(name: str, question: str) -> str:
    """Return a name unless the question says it already."""
    return "" if set(terms(name)) & content(question) else name


def _topic_fits(pronoun: str, topic: str) -> bool:
    kind = kind_of(topic)
    if pronoun in _PEOPLE:
        return kind in ("person", "name") and gender(topic) in ("", pronoun)
    return kind != "person"


def _candidates(pronoun: str, state: State) -> Iterator[Mention]:
    """Yield what a pronoun may stand for, the latest turn first; an answer first where it was asked for."""
    asks = _ASKS_PERSON if pronoun in _PEOPLE else _ASKS_THING
    recent = 1 if pronoun == "they" else RECENT  # "they" is often nobody in particular
    for turn in state.turns[: -recent - 1 : -1]:
        is_asked_for = asks.match(turn.question) is not None and not _WHO_IS.match(turn.question)
        asked = _fitting(pronoun, _asked_about(turn.question))
        answered = _fitting(pronoun, _answered(pronoun, turn), is_asked_for)
        yield from (*answered, *asked) if is_asked_for else (*asked, *answered)
        if pronoun in _PEOPLE:
            yield from _fitting(pronoun, mentions(turn.sentence))


def _asked_about(question: str) -> Iterator[Mention]:
    """Yield the mentions of a question, the last first, but not what only says where: "in Wenholm"."""
    for mention in mentions(question)[::-1]:
        before = question[: mention.start].split()
        if not before or fold(before[-1]) not in ("in", "at", "near", "from"):
            yield mention


def _answered(pronoun: str, turn: Turn) -> list[Mention]:
    """Return what an answer names: a long one names only people; whoever answers "who" is no "it"."""
    if pronoun == "it" and _ASKS_PERSON.match(turn.question):
        return [mention for mention in phrases_in(turn.answer) if mention.kind == "group"]
    is_short = len(turn.answer.split()) <= SHORT_ANSWER
    return phrases_in(turn.answer) if is_short or pronoun in _PEOPLE else []


def _fitting(pronoun: str, found: Iterable[Mention], asked_for: bool = False) -> list[Mention]:
    """Return what a pronoun may stand for, names that are surely of its gender first.

    `asked_for`: it answers the question who; of other names the first must be one that people are given, for
    two words with capitals may be a club.
    """
    fitting = (mention for mention in found if _fits(pronoun, mention, asked_for))
    return sorted(fitting, key=lambda mention: gender(mention.text) != pronoun)


def _fits(pronoun: str, mention: Mention, asked_for: bool) -> bool:
    if mention.kind not in _FITTING[pronoun] or _names_nothing(mention.text):
        return False
    if pronoun in _PEOPLE:
        return _may_be_called(pronoun, mention.text, asked_for)
    return pronoun == "they" or not is_human(mention)


def _names_nothing(phrase: str) -> bool:
    """Whether a phrase names a day, nothing of its own, or somebody by another pronoun: his ship."""
    words = phrase.split()
    return is_empty(phrase) or is_date(words[-1]) or not REFERRING.isdisjoint(map(fold, words))


def _may_be_called(pronoun: str, name: str, asked_for: bool) -> bool:
    """Whether somebody of that name may be he, or she."""
    known = gender(name)  # of a lone name it says whether that is one: "Rowan" may be a ship
    if known:
        return known == pronoun
    first, *rest = name.split()
    return bool(rest) and (asked_for or is_given_name(first) or is_title(first))


def is_human(mention: Mention) -> bool:
    """Whether a noun phrase names somebody by what he or she is: the owner."""
    last = fold(mention.text.split()[-1])
    return role_of(last) in ROLES or last in PEOPLE
