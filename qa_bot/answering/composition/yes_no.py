"""Yes or no, where a rule is sure: a sentence that says just what is asked, or plainly that it is not so.

The sentence must begin with the question's subject and go on with its predicate, word by word, in the form
that answers the question. In doubt there is no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.adverbs import DOUBTS, HARMLESS_ADVERBS, IDLE, QUANTITIES
from qa_bot.language.lexicon.function_words import (
    BE,
    DEMONSTRATIVES,
    DENIALS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PERSONAL,
    PREPOSITIONS,
)
from qa_bot.language.lexicon.irregular_forms import IRREGULAR
from qa_bot.language.lexicon.opposites import OPPOSITES
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import fold, stem, stems, terms, tokens
from qa_bot.values import Answer, Evidence, Question, Sentence, Token

Verdict = Literal["yes", "no"]
LONGEST_ASIDE = 14  # tokens from comma to comma after the subject: a longer aside may be a clause of its own
MOST_JOINED = 2  # words that "and" joins to the subject: "nurses and ambulance workers"
_OPPOSITES = frozenset(frozenset(map(stem, pair)) for pair in OPPOSITES)
_CONTRACTED = {one: f"{one}n't" for one in BE | HAVE | DO | MODALS} | {"will": "won't", "can": "cannot"}
_HELPING = WordUnion(_CONTRACTED, set(_CONTRACTED.values()), HARMLESS_ADVERBS, {"not", "never"})
# A question with one of these denies, or refers to what it does not name.
_UNCLEAR = WordUnion(PERSONAL, DEMONSTRATIVES, DENIALS, word_set("no without except neither nor none"))
_ENDS = (".", ",", "!")
# What may follow in a sentence that says yes: "resigned because of the vote".
_GOES_ON = WordUnion(_ENDS, PREPOSITIONS - {"than"}, {"because", "earlier"})


class _Asked(NamedTuple):
    """A question taken apart, without determiners: "did" "union" "accept offer".

    `is_noun`: the predicate is a noun phrase, as in "Was she a champion?".
    """

    auxiliary: str
    subject: list[str]
    predicate: list[str]
    is_noun: bool


class _Said(NamedTuple):
    """A sentence about the subject of a question: what helps its verb, its predicate, and what follows."""

    helping: list[str]
    predicate: list[str]
    after: list[str]


def verdict(question: Question, sentence: str) -> Verdict | None:
    """Return what a sentence says to a yes/no question; None unless it says just what is asked."""
    words = _without_determiners(map(_folded, tokens(sentence)))
    found = (_compared(asked, words) for asked in _taken_apart(question))
    return next(filter(None, found), None)


def _folded(token: Token) -> str:
    return fold(token.text)


def _without_determiners(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in DETERMINERS]


def _taken_apart(question: Question) -> Iterator[_Asked]:
    """Yield each way to divide a question into subject and predicate."""
    auxiliary, *words = [*map(_folded, question.tokens)] or [""]
    if auxiliary not in _CONTRACTED or any(word in _UNCLEAR for word in words):
        return
    words = [word for word in words if word not in IDLE | set("?!.")]
    for at in range(1, len(words)):
        subject, predicate = _without_determiners(words[:at]), _without_determiners(words[at:])
        if subject and predicate:
            yield _Asked(auxiliary, subject, predicate, words[at] in DETERMINERS)


def _compared(asked: _Asked, words: list[str]) -> Verdict | None:
    """Compare a sentence with a question."""
    said = _said(asked, words)
    if said is None or not _is_same_predicate(asked, said) or _is_doubted(said, words[len(asked.subject) :]):
        return None
    return _polarity(asked, said)


def _polarity(asked: _Asked, said: _Said) -> Verdict | None:
    """Return no for "did not accept" or "rejected"; None for both at once, or if what follows bears on it."""
    negated, opposite = _is_negated(asked, said), _is_opposite(asked, said)
    if negated is None or (negated and opposite):
        return None
    decided: Verdict = "no" if negated or opposite else "yes"
    ends = _ENDS if decided == "no" else _GOES_ON
    return decided if all(word in ends for word in said.after[:1]) else None


def _said(asked: _Asked, words: list[str]) -> _Said | None:
    """Take a sentence apart that begins with the subject of the question."""
    size, verb = len(asked.subject), stem(asked.predicate[0])
    if asked.subject != words[:size]:
        return None
    rest = _after_aside(words[size:])
    helping = list(takewhile(lambda word: word in _HELPING and stem(word) != verb, rest))
    said = _without_attribute(asked, rest[len(helping) :])
    length = len(asked.predicate)
    return _Said(helping, said[:length], said[length:])


def _same(asked: Sequence[str], said: Sequence[str]) -> bool:
    return list(map(stem, asked)) == list(map(stem, said))


def _after_aside(words: list[str]) -> list[str]:
    """Leave out ", the mayor," and "and ambulance workers" after the subject."""
    if words[:1] == [","] and "," in words[1:LONGEST_ASIDE]:
        return words[words.index(",", 1) + 1 :]
    joined = list(takewhile(lambda word: word not in _HELPING, words))
    return words[len(joined) :] if words[:1] == ["and"] and len(joined) <= 1 + MOST_JOINED else words


def _without_attribute(asked: _Asked, words: list[str]) -> list[str]:
    """Read "was an English mathematician" as "was a mathematician"."""
    described = asked.is_noun and asked.auxiliary in BE and words[1:2] == asked.predicate
    return words[1:] if described and words[0] not in QUANTITIES else words


def _is_same_predicate(asked: _Asked, said: _Said) -> bool:
    """Whether a sentence has the predicate asked about, or its opposite, in the form that answers."""
    opposite = _is_opposite(asked, said)
    if not (opposite or _same(asked.predicate[:1], said.predicate[:1])):
        return False
    return _same(asked.predicate[1:], said.predicate[1:]) and _is_in_form(asked, said, opposite)


def _is_opposite(asked: _Asked, said: _Said) -> bool:
    return frozenset(map(stem, (asked.predicate[0], *said.predicate[:1]))) in _OPPOSITES


def _is_in_form(asked: _Asked, said: _Said, opposite: bool) -> bool:
    """Whether the verb stands as the question's helping verb wants it: "accepted" for "did accept"."""
    verb, helped = said.predicate[0], {asked.auxiliary, _CONTRACTED[asked.auxiliary]} & set(said.helping)
    if asked.auxiliary == "did" and not helped:
        return verb.endswith("ed") or IRREGULAR.get(verb, verb) != verb
    if asked.auxiliary == "does" and not helped:
        return verb.endswith("s")
    return opposite or verb == asked.predicate[0]


def _is_negated(asked: _Asked, said: _Said) -> bool | None:
    """Whether a sentence denies the predicate; None if it has other helping verbs than the question."""
    auxiliary, verbs = asked.auxiliary, [word for word in said.helping if word not in HARMLESS_ADVERBS]
    plain = [] if auxiliary in DO else [auxiliary]
    if verbs == plain:
        return False
    negated = verbs in ([auxiliary, "not"], [_CONTRACTED[auxiliary]], [*plain, "never"])
    return True if negated else None


def _is_doubted(said: _Said, words: Sequence[str]) -> bool:
    """Whether the words after the subject cast doubt, those asked about aside."""
    known = {*map(stem, said.predicate)}
    return any(stem(word) in stems(DOUBTS) - known for word in words if word not in said.helping)


def settled(
    question: Question,
    answer: Answer,
    others: Sequence[Answer],
    evidence: Sequence[Evidence],
    likely: Verdict | None,
) -> Verdict | None:
    """Return what the answer's sentence settles, unless somebody claims it or another sentence says no.

    `likely` is what it probably says where no rule is sure.
    """
    if question.form.word != "yes-no":
        return None
    decided = None if answer.claim_of else verdict(question, answer.sentence.text) or likely
    if decided is None or any(_is_against(one, answer, question) for one in evidence):
        return None
    against = [verdict(question, other.sentence.text) for other in others]
    return decided if all(other in (None, decided) for other in against) else None


def _is_against(one: Evidence, answer: Answer, question: Question) -> bool:
    """Whether another article may say otherwise: just what is asked but for a "not", a name or a number."""
    unmet = frozenset(question.terms).difference(terms(one.sentence.text))
    if one.source.id == answer.source.id or unmet.issuperset(question.terms):
        return False
    if not unmet:
        return _denies(one.sentence) != _denies(answer.sentence)
    return unmet <= question.names | question.numbers


def _denies(sentence: Sentence) -> bool:
    return any(is_negation(fold(token.text)) for token in tokens(sentence.text))
