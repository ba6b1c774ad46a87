"""Coreference: the names and noun phrases of a conversation that a pronoun may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.language.entities import names
from qa_bot.language.entities.people import gender_of, is_given_name, is_title
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    DETERMINERS,
    ENDS_OF_PHRASE,
    FUNCTION_WORDS,
    HELPERS,
    PREPOSITIONS,
    UNPOINTED,
)
from qa_bot.language.lexicon.nouns import EMPTY_NOUNS
from qa_bot.language.lexicon.people import NAME_JOINTS, NAME_PARTICLES, TITLES
from qa_bot.language.lexicon.places import BUILDINGS
from qa_bot.language.lexicon.verbs import BASE_VERBS
from qa_bot.language.morphology import is_plural
from qa_bot.language.segments import items_of
from qa_bot.language.tokens import fold, stems, terms, tokens
from qa_bot.values import Token

RECENT = 4  # turns: what was said longer ago is seldom meant
LONGEST_TITLE = 6  # words of a title that may be a name
LONGEST_PHRASE = 5  # words of a noun phrase after its determiner
SHORT_ANSWER = 9  # words of an answer that names a thing as a whole
FIRST_WORDS = 5  # words of a longer answer that may name a thing
_COMPLEMENT = re.compile(
    r"(?:.{2,20}(?:ed|en|ful|ous|ive|ic|able|ible|ent|ant|ing|less|ary)|good|bad|big|hard|true|new|old|made|held|sold|built|won"
    r"|set|like|about|popular|official|critical|political|local|real|sick|ill|rich|poor|famous|mad)$",
    re.IGNORECASE,
)
_GENDERS = {"male": "he", "female": "she"}
_KINDS = {"person": "person", "organisation": "group", "several": "many"}
_MEN = re.compile(r".{2,20}(?:ers|ors|ists|ians|ees|men|women)$")
_HUMAN = re.compile(
    r"(?:.{0,20}(?:man|woman|person)|chair|head|leader|minister|secretary|doctor|teacher|manager|director"
    r"|chief executive|officer|author|writer|editor|president|captain|boss|founder|owner|actor|actress"
    r"|singer|mother|father|wife|husband|son|daughter|brother|sister|boy|girl|farmer|driver|scientist)$",
    re.IGNORECASE,
)
_ASKS_PERSON = re.compile(r"(?:and )?whom?\b", re.IGNORECASE)
_DEFINES = re.compile(r"(?:[Aa]nd )?[Ww]ho(?:[’']s| is| was| are| were)(?:\s[A-Z][\w.-]{0,30}){1,5}\s?\??$")
_ASKED_NOUN = re.compile(
    r"(?:and )?(?:what|which) (?P<noun>[a-z][a-z-]{2,20}(?: [a-z][a-z-]{2,20})?)"
    r" (?:was|were|is|are|has|have|had|did|does|do|will|would)\b",
    re.IGNORECASE,
)
_ASKS_THING = re.compile(r"(?:and )?(?:what|which|who)\b", re.IGNORECASE)
# The kinds of mention a pronoun stands for in its own question, and those it may stand for further back.
_SINGULAR, _PLURAL = ("thing", "group", "name"), ("many", "group")
_ANTECEDENTS = {"he": ("person", "name"), "she": ("person", "name"), "it": ("thing",), "they": _PLURAL}
_FITTING = {"he": ("person",), "she": ("person",), "it": _SINGULAR, "they": _PLURAL}
# Plurals after these words are none that a pronoun points at: "any awards".


class Turn(NamedTuple):
    """One question of a conversation as it was read, and what it got; empty strings stand for silence."""

    question: str
    answer: str = ""
    sentence: str = ""
    title: str = ""
    alternatives: tuple[str, ...] = ()


class Dialogue(NamedTuple):
    """The turns of a conversation so far, oldest first, and what it is about: a name, or ""."""

    turns: tuple[Turn, ...]
    topic: str = ""

    @property
    def backwards(self) -> Iterator[Turn]:
        """Return the turns, the latest first."""
        return reversed(self.turns)

    @property
    def recent(self) -> tuple[Turn, ...]:
        """Return the last turns, the latest first."""
        return self.turns[: -RECENT - 1 : -1]

    @property
    def last_asked(self) -> Turn:
        """Return the last turn whose question holds more than function words."""
        return next((turn for turn in self.backwards if content(turn.question)), self.turns[-1])


NAMED = ("person", "group", "name")


class Mention(NamedTuple):
    """A name or noun phrase and its place; `kind` is person, group, name, many or thing."""

    text: str
    kind: str
    start: int
    end: int


def dialogue_of(turns: Sequence[Turn]) -> Dialogue:
    """Return a conversation with its topic: the last source's title that is a name and is used in it."""
    titles = (plain_title(turn.title) for turn in reversed(turns))
    topic = next((title for title in titles if _is_name(title) and _is_used(title, turns)), "")
    return Dialogue(tuple(turns), topic)


def plain_title(title: str) -> str:
    """Return a title without what stands in brackets."""
    return re.sub(r"\s{0,3}\([^()]{0,80}\)", "", title).strip()


def _is_name(title: str) -> bool:
    words = title.split()
    return 0 < len(words) <= LONGEST_TITLE and all(map(_is_part_of_name, words))


def _is_part_of_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or fold(word) in NAME_JOINTS | NAME_PARTICLES


def _is_used(title: str, turns: Sequence[Turn]) -> bool:
    wanted = {fold(token.text) for token in tokens(title) if token.stem} - NAME_JOINTS - NAME_PARTICLES
    return any(wanted <= _words(turn.question) or wanted & _loud(turn) for turn in turns)


def _words(text: str) -> set[str]:
    return {fold(token.text) for token in tokens(text)}


def _loud(turn: Turn) -> set[str]:
    """Return the words written with a capital in what was answered."""
    answered = tokens(f"{turn.sentence} {turn.answer}")
    return {fold(token.text) for token in answered if token.text[0].isupper()}


def kind_of(name: str) -> str:
    """Return what a name may name: a person, a group, many, or what is not known: name."""
    words = items_of(name)
    last = words[-1].text if words else ""
    if re.fullmatch(r"[A-Z]{2,6}s", last):
        return "many"
    if name.startswith("The ") or last in ("Band", "Brothers", "Sisters", "Employers"):
        return "group"
    kind = _KINDS.get(names.kind_of(words, 0, len(words) - 1), "name") if words else "name"
    titled = bool(words) and (is_title(words[0].text) or is_given_name(words[0].text))
    return "many" if kind != "group" and not titled and _MEN.match(last) else kind


def gender(name: str) -> str:
    """Guess he or she by title and given name; empty when neither is sure."""
    words = items_of(name)
    return _GENDERS.get(gender_of(words, 0, len(words) - 1), "")


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """Return the names and noun phrases of a question or answer, in the order they stand."""
    spans = {span: _kind_in(text, *span) for span in _names(text)}
    for start, end, kind in _phrases(tokens(text)):
        if not any(first < end and start < last for first, last in spans):
            spans[start, end] = kind
    return tuple(Mention(text[slice(*span)], spans[span], *span) for span in sorted(spans))


def _kind_in(text: str, start: int, end: int) -> str:
    """Return what a name may name where it stands: "the Harrison Medal" is no person."""
    kind = kind_of(text[start:end])
    pointed = fold(text[max(0, start - 4) : start]) == "the "
    titled = text[start:end].split()[0].strip(".") in TITLES
    return "name" if kind == "person" and pointed and not titled else kind


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the names stand, each of several joined by "and" by itself."""
    items = items_of(text)
    for first, last in names.name_runs(items):
        if names.kind_of(items, first, last) != "several":
            yield items[first].start, items[last].end


def _phrases(found: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of the noun phrases that have a determiner or end with a plural."""
    at = 0
    while at < len(found):
        start = at + 1 if _determines(found, at) else at
        end = _end_of_phrase(found, at, start)
        kind = _kind_of_phrase(found[start:end])
        if kind and (start > at or (kind == "many" and _before(found, at) not in UNPOINTED)):
            yield found[at].start, found[end - 1].end, kind
        at = max(end, at + 1)


def _kind_of_phrase(words: Sequence[Token]) -> str:
    if not words:
        return ""
    return "many" if is_plural(words[-1].text) else "thing"


def _before(found: Sequence[Token], at: int) -> str:
    return fold(found[at - 1].text) if at else ""


def _determines(found: Sequence[Token], at: int) -> bool:
    """Whether a word opens a noun phrase, and no clause: "a strike that spares care"."""
    word = fold(found[at].text)
    before = _before(found, at)
    is_pointing = word != "that" or before in ENDS_OF_PHRASE | {""} or before.endswith("ed")
    return word in DETERMINERS and is_pointing


def _end_of_phrase(found: Sequence[Token], at: int, start: int) -> int:
    """Return where the noun phrase from `at` ends, whose words after the determiner begin at `start`."""
    end = start
    while end < min(len(found), start + LONGEST_PHRASE) and _nominal(found[end]):
        end += 1
    before = _before(found, at)
    if before in HELPERS and end > start:
        return _before_complement(found, start, end) if before in ANY_BE else _before_verb(found, start, end)
    return _to_plural(found, start, end) if start == at else end


def _nominal(token: Token) -> bool:
    if not token.stem:
        return token.text == "-"
    return fold(token.text) not in ENDS_OF_PHRASE and not token.text.endswith("ly")


def _before_complement(found: Sequence[Token], start: int, end: int) -> int:
    """Return where the phrase of "was the album successful" ends."""
    return end - 1 if end - start > 1 and is_complement(found[end - 1].text) else end


def _before_verb(found: Sequence[Token], start: int, end: int) -> int:
    """Return where the phrase of "will the strike start" ends."""
    verb = next((place for place in range(start + 1, end) if fold(found[place].text) in BASE_VERBS), end)
    after = fold(found[end].text) if end < len(found) else ""
    is_ended = verb < end or after in ENDS_OF_PHRASE - PREPOSITIONS - DETERMINERS
    return verb if is_ended else max(end - 1, start + 1)


def is_complement(word: str) -> bool:
    """Whether a word by its ending says what something is or was: successful, held."""
    return _COMPLEMENT.match(word) is not None


def _to_plural(found: Sequence[Token], start: int, end: int) -> int:
    """Return the end of the last plural of a phrase without determiner: "junior doctors shrunk"."""
    return next((at + 1 for at in range(end - 1, start - 1, -1) if is_plural(found[at].text)), end)


def referent(pronoun: str, before: str, question: str, dialogue: Dialogue) -> str:
    """Return what a pronoun of the class he, she, it or they stands for, "" if that is not clear.

    `before` is the part of the question in front of it: a pronoun looks there first, then to the
    topic, then back through the conversation.
    """
    about = dialogue.topic
    fits_topic = bool(about) and _topic_fits(pronoun, about)
    if has_antecedent(pronoun, before) or (fits_topic and set(terms(about)) & content(question)):
        return ""
    if fits_topic:
        return about
    return next((mention.text for mention in _candidates(pronoun, dialogue)), "")


def content(text: str) -> set[str]:
    """Return the terms of a text that are no function words."""
    return set(terms(text)) - stems(FUNCTION_WORDS)


def _topic_fits(pronoun: str, about: str) -> bool:
    kind = kind_of(about)
    if pronoun in ("he", "she"):
        return kind in ("person", "name") and gender(about) in ("", pronoun)
    return kind != "person"


def has_antecedent(pronoun: str, before: str) -> bool:
    """Whether the part of a question before a pronoun names what it may stand for."""
    return any(mention.kind in _ANTECEDENTS[pronoun] for mention in mentions(before))


def _candidates(pronoun: str, dialogue: Dialogue) -> Iterator[Mention]:
    """Yield what a pronoun may stand for, the latest turn first; an answer first where it was asked for."""
    asks = _ASKS_PERSON if pronoun in ("he", "she") else _ASKS_THING
    for turn in dialogue.backwards:
        asked = _fitting(pronoun, _asked_about(turn)[::-1])
        answered = _fitting(pronoun, _answered(pronoun, turn))
        first = asks.match(turn.question) and not _DEFINES.match(turn.question)
        yield from (*answered, *asked) if first else (*asked, *answered)
        if pronoun in ("he", "she"):
            yield from _fitting(pronoun, mentions(turn.sentence))


def _asked_about(turn: Turn) -> list[Mention]:
    """Return the mentions of a question, the noun asked for last: "the reward" of "what reward"."""
    found = sorted(mentions(turn.question), key=lambda mention: not _is_setting(mention, turn.question))
    return [*found, *_asked_for(turn.question)]


def _is_setting(mention: Mention, question: str) -> bool:
    """Whether a name only says where: "in Wenholm"."""
    before = question[: mention.start].split()
    return mention.kind == "name" and fold(before[-1] if before else "") in ("in", "at", "near", "from")


def _asked_for(question: str) -> Iterator[Mention]:
    match = _ASKED_NOUN.match(question)
    if match and (ENDS_OF_PHRASE | EMPTY_NOUNS).isdisjoint(map(fold, match["noun"].split())):
        many = is_plural(match["noun"].split()[-1])
        yield Mention(f"the {match['noun']}", "many" if many else "thing", *match.span("noun"))


def _answered(pronoun: str, turn: Turn) -> list[Mention]:
    """Return what an answer names: a long answer names a thing only with its first words, and no groups.

    Whoever is the answer to a question with "who" is no "it".
    """
    words = turn.answer.split()
    if pronoun == "it" and _ASKS_PERSON.match(turn.question):
        return [mention for mention in phrases_in(turn.answer) if mention.kind == "group"]
    if len(words) <= SHORT_ANSWER or pronoun in ("he", "she"):
        return phrases_in(turn.answer)
    return phrases_in(" ".join(words[:FIRST_WORDS])) if pronoun == "it" else []


def phrases_in(answer: str) -> list[Mention]:
    """Return the mentions of an answer as it would stand inside a sentence; their places are not its own."""
    return list(mentions(f"as {answer}"))


def _fitting(pronoun: str, found: Iterable[Mention]) -> list[Mention]:
    """Return what a pronoun may stand for, names that are surely of its gender first."""
    fitting = (mention for mention in found if _fits(pronoun, mention))
    return sorted(fitting, key=lambda mention: gender(mention.text) != pronoun)


def is_empty(phrase: str) -> bool:
    """Whether a phrase ends with a noun that names nothing of its own: the end, the first part."""
    last = fold(phrase.split()[-1])
    return last in EMPTY_NOUNS or last.rstrip("s") in EMPTY_NOUNS


def _fits(pronoun: str, mention: Mention) -> bool:
    if mention.kind not in _FITTING[pronoun] or is_empty(mention.text):
        return False
    last = fold(mention.text.split()[-1])
    if pronoun == "it":
        return not _HUMAN.match(last)
    if pronoun == "they":
        return last not in BUILDINGS
    return gender(mention.text) in ("", pronoun)
