"""Whether a sentence tells as a fact what is asked: not the other way round, denied or only expected."""

from __future__ import annotations

from itertools import chain

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import AHEAD, FUTURE, UNREAL
from qa_bot.language.lexicon.function_words import FINITE_BE, PLAIN_PREPOSITIONS
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import fold, stems
from qa_bot.values import Question, Token

_CALLED_OFF = r"\b(?:call(?:ed)? off|cancel\w{0,6}|postponed?|abandon(?:ed)?|scrap(?:ped)?)\b"
_BOUND = r"\b(?:no|not)\b.{0,40}\b(?:more|less|later|earlier|fewer|longer) than\b|\bnot until\b"
BEFORE = 4  # tokens before a word asked about in which it is denied, or told as expected


def is_unreal(candidate: Candidate) -> bool:
    """Whether one fact is asked for and the sentence denies it, or tells it as expected or supposed."""
    asked = candidate.weighted.stems
    if not answer_type(candidate.question.type).is_fact or not any(candidate.sentence.matches):
        return False
    if (
        any(map(is_negation, asked))
        or not asked.isdisjoint(stems(UNREAL))
        or is_bound(candidate.sentence.text)
    ):
        return False
    words, names = candidate.sentence.tokens, candidate.question.names
    rated = zip(candidate.question.terms, candidate.sentence.matches, strict=True)
    places = chain.from_iterable(match.positions for term, match in rated if match and term not in names)
    before = {at for place in places for at in range(max(0, place - BEFORE), place)}
    if any(_is_unreal(words[at], asked) and not words[at + 1].text[0].isdigit() for at in before):
        return True
    called_off = compiled(_CALLED_OFF)
    asks_for_end = called_off.search(candidate.question.text.lower()) is not None
    return not asks_for_end and called_off.search(candidate.sentence.text.lower()) is not None


def _is_unreal(token: Token, asked: frozenset[str]) -> bool:
    """Whether a word denies what follows, or, unless the future is asked about, puts it off."""
    if is_negation(fold(token.text)) or token.stem in stems(UNREAL - FUTURE):
        return True
    return token.stem in stems(FUTURE) and asked.isdisjoint(AHEAD)


def is_bound(text: str) -> bool:
    """Whether a denial only sets a bound: "must not spend more than £250"."""
    return compiled(_BOUND).search(text.lower()) is not None


def roles_swapped(candidate: Candidate) -> bool:
    """Whether it stands the other way round who did it: "Bell bought Hay" where asked who bought Bell.

    Only where the verb asked about stands in the sentence and every name asked about on one side of it.
    """
    question, sentence = candidate.question, candidate.sentence
    asks_doer = question.form.name == "who-v"
    asks_deed = question.form.shape == "aux" and question.form.word in ("who", "wh")
    named = [at for at, term in enumerate(question.terms) if term in question.names]
    if not named or not (asks_doer or asks_deed) or question.speech:
        return False
    verb = question.terms[0 if asks_doer else -1]
    if verb in question.names or (asks_deed and verb != _last_stem(question)):
        return False
    places = sentence.positions(verb)
    met = [place for at in named if (match := sentence.matches[at]) for place in match.positions]
    if len(places) != 1 or not met or any(sentence.matches[at] is None for at in named):
        return False
    is_passive = any(sentence.tokens[at].text in FINITE_BE for at in range(max(0, places[0] - 2), places[0]))
    first = min(met)
    if asks_doer and first > places[0] and fold(sentence.tokens[first - 1].text) in PLAIN_PREPOSITIONS:
        return fold(question.tokens[_first_name(question) - 1].text) not in PLAIN_PREPOSITIONS
    are_before = all(place < places[0] for place in met)
    are_after = all(place > places[0] for place in met)
    return (are_before if asks_doer else are_after) != is_passive and (are_before or are_after)


def _first_name(question: Question) -> int:
    """Return the number of the token with which the first name of a question begins."""
    return next(at for at, token in enumerate(question.tokens) if token.stem in question.names)


def _last_stem(question: Question) -> str:
    return next((token.stem for token in reversed(question.tokens) if token.stem), "")
