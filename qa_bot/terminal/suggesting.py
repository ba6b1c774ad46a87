"""Questions that the articles surely answer: made from sentences, kept where the bot finds these again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from qa_bot.answer_types import ANSWER_TYPES, answer_type
from qa_bot.language.lexicon.function_words import ARTICLES, CORE_PREPOSITIONS, FINITE_BE, MODALS, REFERRING
from qa_bot.language.lexicon.irregular_forms import IRREGULAR
from qa_bot.language.tokens import tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.terminal.library import Library
from qa_bot.values import Entity, Sentence, Source, Token

_LONGEST_SUBJECT, _LEAST_REST, _LONGEST_REST = 7, 2, 12  # words: a longer question is hard to read
_MOST_SENTENCES = 40  # of an article tried
_MOST_ASKED = 60  # questions tried in all: about a second
_ENDS = frozenset(',;:.!?()—–-“”"')


class Rule(NamedTuple):
    """A way to turn a sentence into questions that it answers, and an example of it."""

    make: Callable[[str], Iterator[str]]
    sentence: str
    question: str


def suggestions(bot: Library, sources: Sequence[Source], known: Collection[str]) -> Iterator[str]:
    """Yield questions not yet known that the bot answers with the sentence they were made from."""
    seen = set(known)
    made = (one for one in _in_turn(_made(bot, source) for source in sources) if one.question not in seen)
    for one in islice(made, _MOST_ASKED):
        if _is_answered(bot, one):
            seen.add(one.question)
            yield one.question


class _Made(NamedTuple):
    """A question, and the sentence that it was made from."""

    question: str
    source: Source
    sentence: Sentence


def _in_turn(made: Iterable[Iterator[_Made]]) -> Iterator[_Made]:
    """Take one question of each article, then the next of each."""
    waiting = deque(made)
    while waiting:
        article = waiting.popleft()
        for one in islice(article, 1):
            yield one
            waiting.append(article)


def _made(bot: Library, source: Source) -> Iterator[_Made]:
    for sentence in islice(bot.sentences(source.id), _MOST_SENTENCES):
        for question in chain.from_iterable(rule.make(sentence.plain) for rule in RULES):
            yield _Made(question, source, sentence)


def _is_answered(bot: Library, one: _Made) -> bool:
    """Whether the sentence of a question is what the bot states when it is asked."""
    reply = bot.ask(one.question)
    if reply.answer is None or reply.unsure or reply.answer.source.id != one.source.id:
        return False
    found = reply.answer.sentence
    return found.start < one.sentence.end and one.sentence.start < found.end


def _who(sentence: str) -> Iterator[str]:
    """Ask for the person with whom a sentence begins."""
    person = _person_first(sentence)
    rest = _words_from(sentence, person.end) if person else []
    if len(rest) >= _LEAST_REST and _is_of_one(rest[0].text):
        yield f"Who {sentence[rest[0].start : rest[-1].end]}?"


def _is_of_one(verb: str) -> bool:
    """Whether a word may be the verb of "who": one in the past, or of one person."""
    is_plain = verb.isalpha() and verb.islower()
    return is_plain and (verb in MODALS or verb in IRREGULAR or verb.endswith(("ed", "s")))


def _who_is(sentence: str) -> Iterator[str]:
    """Ask who somebody is, where a sentence says it beside the name."""
    person = _person_first(sentence)
    if (
        person
        and " " in sentence[: person.end]
        and sentence[person.end :].startswith((", a ", ", an ", ", the "))
    ):
        yield f"Who is {sentence[: person.end]}?"


def _when(sentence: str) -> Iterator[str]:
    """Ask when it was, where a sentence says it after a form of "be" or the like."""
    found = _words_from(sentence, 0)
    at = next((at for at, one in enumerate(found) if one.text in FINITE_BE | MODALS), 0)
    rest = _before_time(sentence, found[at + 1 :])
    if 0 < at <= _LONGEST_SUBJECT and len(rest) >= _LEAST_REST and _is_definite(found[:at]):
        subject = _uncapitalised(sentence[found[0].start : found[at - 1].end])
        yield f"When {found[at].text} {subject} {sentence[rest[0].start : rest[-2].end]}?"


def _before_time(sentence: str, words: Sequence[Token]) -> list[Token]:
    """Return the words before a time and its preposition, with that; none where no time follows one."""
    time = next((one for one in _times(sentence) if words and one.start > words[0].start), None)
    rest = [one for one in words if time and one.end < time.start]
    return rest if rest and rest[-1].text in CORE_PREPOSITIONS else []


def _is_definite(subject: Sequence[Token]) -> bool:
    """Whether a subject is a name of several words, or begins with an article."""
    is_named = len(subject) > 1 and subject[1].text[:1].isupper()
    return is_named or subject[0].text.lower() in ARTICLES


RULES = (
    Rule(_who, "Ada Bell drew the plans.", "Who drew the plans?"),
    Rule(_who_is, "Ada Bell, a young engineer, drew the plans.", "Who is Ada Bell?"),
    Rule(_when, "The wall was finished on 4 May 1911.", "When was the wall finished?"),
)


def _person_first(sentence: str) -> Entity | None:
    return next((one for one in answer_type("person").find(sentence) if one.start == 0), None)


def _times(sentence: str) -> Iterator[Entity]:
    rows = (row for row in ANSWER_TYPES.rows if row.is_time)
    found = (one for row in rows for one in row.find(sentence))
    return iter(sorted(found, key=lambda one: (one.start, -one.end)))


def _words_from(sentence: str, place: int) -> list[Token]:
    """Return the words from a place to the next mark, none where they are too many or hold a pronoun."""
    found: list[Token] = []
    for token in tokens(sentence):
        if token.start >= place:
            if token.text in _ENDS:
                break
            found.append(token)
    is_clear = REFERRING.isdisjoint(token.text.lower() for token in found)
    return found if is_clear and len(found) <= _LONGEST_SUBJECT + _LONGEST_REST else []


def _uncapitalised(words: str) -> str:
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if first.lower() in ARTICLES else words
