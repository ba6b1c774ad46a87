"""What a talk is about: the names and noun phrases in it that a pronoun may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa_bot.language.entities import names
from qa_bot.language.entities.people import gender_of, is_given_name, is_title
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    DETERMINERS,
    ENDS_OF_PHRASE,
    FUNCTION_WORDS,
    HELPERS,
    PREPOSITIONS,
)
from qa_bot.language.lexicon.nouns import EMPTY_NOUNS
from qa_bot.language.lexicon.people import (
    NAME_JOINTS,
    NAME_PARTICLES,
    SHORT_TITLES,
    TITLES,
)
from qa_bot.language.lexicon.places import BUILDINGS
from qa_bot.language.lexicon.verbs import BASE_VERBS
from qa_bot.language.morphology import is_plural
from qa_bot.language.segments import items_of
from qa_bot.language.tokens import fold, stems, terms, tokens
from qa_bot.values import Token

LONGEST_TITLE = 6
LONGEST_PHRASE = 5
LONGEST_LIST = 9
SHORT_ANSWER = 9
FIRST_WORDS = 5
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
_JOINED = re.compile(r",\s(?:and\s)?|\sand\s")
_LOUD_END = re.compile(r"(?:(?<=\s)|^)[A-Z]\S*(?:\s[A-Z]\S*){0,4}$")
_ASKS_PERSON = re.compile(r"(?:and )?whom?\b", re.IGNORECASE)
_DEFINES = re.compile(r"(?:[Aa]nd )?[Ww]ho(?:[’']s| is| was| are| were)(?:\s[A-Z][\w.-]{0,30}){1,5}\s?\??$")
_ASKED_NOUN = re.compile(
    r"(?:and )?(?:what|which) (?P<noun>[a-z][a-z-]{2,20}(?: [a-z][a-z-]{2,20})?)"
    r" (?:was|were|is|are|has|have|had|did|does|do|will|would)\b",
    re.IGNORECASE,
)
_ASKS_THING = re.compile(r"(?:and )?(?:what|which|who)\b", re.IGNORECASE)
_ANTECEDENTS = {
    "he": ("person", "name"),
    "she": ("person", "name"),
    "it": ("thing",),
    "they": ("many", "group"),
}


class Turn(NamedTuple):
    """One question of a talk as it was read, and what it got; empty strings stand for silence."""

    question: str
    answer: str = ""
    sentence: str = ""
    title: str = ""
    alternatives: tuple[str, ...] = ()


def last_asked(talk: Sequence[Turn]) -> Turn:
    """Give the last turn whose question holds more than function words."""
    return next((turn for turn in reversed(talk) if content(turn.question)), talk[-1])


def told_by(turn: Turn) -> list[str]:
    """List what a turn told: the answers shown, or the parts of one answer joined by "and"."""
    told = list(dict.fromkeys(text for text in (turn.answer, *turn.alternatives) if text))
    parts = _JOINED.split(turn.answer) if len(told) == 1 else []
    if not 2 <= len(parts) <= LONGEST_LIST or any(len(part.split()) > LONGEST_PHRASE for part in parts[1:]):
        return told
    loud = _LOUD_END.search(parts[0]) if parts[-1][:1].isupper() else None
    return [loud[0] if loud else parts[0], *parts[1:]]


class Mention(NamedTuple):
    """A name or noun phrase and its place; `kind` is person, group, name, many or thing."""

    text: str
    kind: str
    start: int
    end: int


def topic(talk: Sequence[Turn]) -> str:
    """Name what a talk is about: the last source's title where it is a name that the talk uses."""
    titles = (plain_title(turn.title) for turn in reversed(talk) if turn.title)
    return next((title for title in titles if _is_name(title) and _is_used(title, talk)), "")


def plain_title(title: str) -> str:
    """Leave out what stands in brackets."""
    return re.sub(r"\s{0,3}\([^()]{0,80}\)", "", title).strip()


def _is_name(title: str) -> bool:
    words = title.split()
    loud = all(
        word[0].isupper() or word[0].isdigit() or fold(word) in NAME_JOINTS | NAME_PARTICLES for word in words
    )
    return bool(words) and loud and len(words) <= LONGEST_TITLE


def _is_used(title: str, talk: Sequence[Turn]) -> bool:
    wanted = {fold(token.text) for token in tokens(title) if token.stem} - NAME_JOINTS - NAME_PARTICLES
    return any(wanted <= _words(turn.question) or wanted & _loud(turn) for turn in talk)


def _words(text: str) -> set[str]:
    return {fold(token.text) for token in tokens(text)}


def _loud(turn: Turn) -> set[str]:
    """Give the words written with a capital in what was answered."""
    told = tokens(f"{turn.sentence} {turn.answer}")
    return {fold(token.text) for token in told if token.text[0].isupper()}


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
    """Give the names and noun phrases of a question or answer, in the order they stand."""
    spans = {span: _kind_in(text, *span) for span in _names(text)}
    for start, end, kind in _phrases(tokens(text)):
        if not any(first < end and start < last for first, last in spans):
            spans[start, end] = kind
    return tuple(Mention(text[slice(*span)], spans[span], *span) for span in sorted(spans))


def _kind_in(text: str, start: int, end: int) -> str:
    """Tell what a name may name where it stands: "the Harrison Medal" is no person."""
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
    at = 0
    while at < len(found):
        start = at + _determines(found, at)
        end = _without_verb(found, at, start, _end_of_phrase(found, start))
        any_at_all = start == at > 0 and fold(found[at - 1].text) in word_set(
            "any some other more many few several no which what how that who"
        )
        if end > start and not any_at_all and (start > at or is_plural(found[end - 1].text)):
            many = is_plural(found[end - 1].text)
            yield found[at].start, found[end - 1].end, "many" if many else "thing"
        at = max(end, at + 1)


def _determines(found: Sequence[Token], at: int) -> bool:
    """Tell whether a word opens a noun phrase, and no clause: "a strike that spares care"."""
    word, before = fold(found[at].text), fold(found[at - 1].text) if at else ""
    return word in DETERMINERS and (
        word != "that" or before in ENDS_OF_PHRASE | {""} or before.endswith("ed")
    )


def _end_of_phrase(found: Sequence[Token], start: int) -> int:
    end = start
    while end < min(len(found), start + LONGEST_PHRASE) and _nominal(found[end]):
        end += 1
    return end


def _nominal(token: Token) -> bool:
    if not token.stem:
        return token.text == "-"
    return fold(token.text) not in ENDS_OF_PHRASE and not token.text.endswith("ly")


def _without_verb(found: Sequence[Token], at: int, start: int, end: int) -> int:
    """Leave out the verb or adjective that ends the phrase of "will the strike start"."""
    before = fold(found[at - 1].text) if at else ""
    if before not in HELPERS or end == start:
        return _to_plural(found, start, end) if start == at else end
    if before in ANY_BE:
        return end - 1 if end - start > 1 and is_complement(found[end - 1].text) else end
    verb = next((place for place in range(start + 1, end) if fold(found[place].text) in BASE_VERBS), end)
    ended = verb < end or (
        end < len(found) and fold(found[end].text) in ENDS_OF_PHRASE - PREPOSITIONS - DETERMINERS
    )
    return verb if ended else max(end - 1, start + 1)


def is_complement(word: str) -> bool:
    """Guess by its ending whether a word says what something is or was: successful, held."""
    return _COMPLEMENT.match(word) is not None


def _to_plural(found: Sequence[Token], start: int, end: int) -> int:
    """End a phrase without determiner at its last plural: "junior doctors shrunk"."""
    return next((at + 1 for at in range(end - 1, start - 1, -1) if is_plural(found[at].text)), end)


def referent(pronoun: str, before: str, question: str, talk: Sequence[Turn]) -> str:
    """Choose what a pronoun of the class he, she, it or they stands for; empty if that is not clear.

    `before` is the part of the question in front of it: a pronoun looks there first, then to the
    topic, then back through the talk.
    """
    about = topic(talk)
    fits_topic = bool(about) and _topic_fits(pronoun, about)
    if has_antecedent(pronoun, before) or (fits_topic and set(terms(about)) & content(question)):
        return ""
    if fits_topic:
        return about
    return next((mention.text for mention in _recent(pronoun, talk)), "")


def content(text: str) -> set[str]:
    """Give the terms of a text that are no function words."""
    return set(terms(text)) - stems(FUNCTION_WORDS)


def _topic_fits(pronoun: str, about: str) -> bool:
    kind = kind_of(about)
    if pronoun in ("he", "she"):
        return kind in ("person", "name") and gender(about) in ("", pronoun)
    return kind != "person"


def has_antecedent(pronoun: str, before: str) -> bool:
    """Tell whether the part of a question before a pronoun names what it may stand for."""
    return any(mention.kind in _ANTECEDENTS[pronoun] for mention in mentions(before))


def _recent(pronoun: str, talk: Sequence[Turn]) -> Iterator[Mention]:
    """Give what a pronoun may stand for, the latest turn first; an answer first where it was asked for."""
    asks = _ASKS_PERSON if pronoun in ("he", "she") else _ASKS_THING
    for turn in reversed(talk):
        asked = _surest_first(pronoun, fitting(pronoun, asked_about(turn))[::-1])
        told = _surest_first(pronoun, fitting(pronoun, _told(pronoun, turn)))
        first = asks.match(turn.question) and not _DEFINES.match(turn.question)
        yield from (*told, *asked) if first else (*asked, *told)
        if pronoun in ("he", "she"):
            yield from _surest_first(pronoun, fitting(pronoun, mentions(turn.sentence)))


def _surest_first(pronoun: str, found: list[Mention]) -> list[Mention]:
    """Put the names that are surely of the pronoun's gender first."""
    return sorted(found, key=lambda mention: pronoun in ("he", "she") and gender(mention.text) != pronoun)


def asked_about(turn: Turn) -> list[Mention]:
    """Give the mentions of a question, a name with the noun it has in the answering sentence as well.

    The noun asked for comes last: "the reward" of "what reward was offered?".
    """
    found = [_lengthened(mention, turn) for mention in mentions(turn.question)]
    by_salience = sorted(found, key=lambda mention: not _is_setting(mention, turn.question))
    return [*by_salience, *_asked_for(turn.question)]


def _is_setting(mention: Mention, question: str) -> bool:
    """Tell whether a name only says where: "in Wenholm"."""
    before = question[: mention.start].split()
    return mention.kind == "name" and fold(before[-1] if before else "") in ("in", "at", "near", "from")


def _asked_for(question: str) -> Iterator[Mention]:
    match = _ASKED_NOUN.match(question)
    if match and not _is_no_phrase(match["noun"]):
        many = is_plural(match["noun"].split()[-1])
        yield Mention(f"the {match['noun']}", "many" if many else "thing", *match.span("noun"))


def _is_no_phrase(noun: str) -> bool:
    """Tell whether words after "what" are no plain noun phrase."""
    return any(fold(word) in ENDS_OF_PHRASE or fold(word) in EMPTY_NOUNS for word in noun.split())


def _lengthened(mention: Mention, turn: Turn) -> Mention:
    """Give "Ashby lido" for "Ashby" where the question and the answering sentence both say so."""
    follows = re.match(r"\s[a-z]{3,20}\b", turn.question[mention.end :])
    longer = mention.text + (follows[0] if follows else "")
    if mention.kind != "name" or not follows or longer not in turn.sentence:
        return mention
    return Mention(longer, "thing", mention.start, mention.start + len(longer))


def _told(pronoun: str, turn: Turn) -> list[Mention]:
    """Give what an answer names: a long answer names a thing only with its first words, and no groups.

    Whoever is the answer to a question with "who" is no "it".
    """
    words = turn.answer.split()
    if pronoun == "it" and _ASKS_PERSON.match(turn.question):
        return [mention for mention in phrases_in(turn.answer) if mention.kind == "group"]
    if len(words) <= SHORT_ANSWER or pronoun in ("he", "she"):
        return phrases_in(turn.answer)
    return phrases_in(" ".join(words[:FIRST_WORDS])) if pronoun == "it" else []


def phrases_in(answer: str) -> list[Mention]:
    """Give the mentions of an answer as it would stand inside a sentence; their places are not its own."""
    return list(mentions(f"as {answer}"))


def fitting(pronoun: str, found: Iterable[Mention]) -> list[Mention]:
    """Keep what a pronoun of the class he, she, it or they may stand for, in the same order."""
    return [mention for mention in found if _fits(pronoun, mention)]


def is_empty(phrase: str) -> bool:
    """Tell whether a phrase ends with a noun that names nothing of its own: the end, the first part."""
    last = fold(phrase.split()[-1])
    return last in EMPTY_NOUNS or last.rstrip("s") in EMPTY_NOUNS


def _fits(pronoun: str, mention: Mention) -> bool:
    last = fold(mention.text.split()[-1])
    human = pronoun == "it" and _HUMAN.match(last)
    if human or mention.text.strip(".") in SHORT_TITLES | {"Miss", "Sir"} or is_empty(mention.text):
        return False
    if pronoun in ("he", "she"):
        return mention.kind == "person" and gender(mention.text) in ("", pronoun)
    if pronoun == "they" and last in BUILDINGS:
        return False
    return mention.kind in (("many", "group") if pronoun == "they" else ("thing", "group", "name"))
