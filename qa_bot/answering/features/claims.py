"""Whether a sentence tells as a fact what is asked: not the other way round, denied or only expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.query import deed_asked
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import AHEAD, FUTURE, SUPPOSING, UNREAL
from qa_bot.language.lexicon.function_words import ANY_BE, GENITIVES, PLAIN_PREPOSITIONS
from qa_bot.language.lexicon.numbers import NUMBER_WORDS
from qa_bot.language.morphology import is_past
from qa_bot.language.negation import denied
from qa_bot.language.tokens import fold, stems, token_stems, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question, Token

_CALLED_OFF = (
    r"\b(?:call(?:ed)? off|cancel\w{0,6}|postponed?|abandon(?:ed)?|scrap(?:ped)?|axed|shelved"
    r"|not (?:go ahead|take place))\b"
)
_BOUND = (
    r"\b(?:no|not)\b.{0,40}\b(?:more|less|later|earlier|fewer|longer) than\b|\bnot until\b"
    r"|\b(?:not|never)\b.{0,20}\bbefore (?:\d|noon|midnight)"
)
QUESTION_OPENERS = ("“", '"', "‘", ".", "!", ":", ",")
_SUPPOSING_WORDS = ("if", "unless", "would", "might", "except", "nobody")
BEFORE = 4  # tokens before a word asked about in which it is told as expected or supposed
# What stands before something that was not done, or not surely.
_UNDONE = (
    r"\b(?:close to|(?:was|were|been) due to|miss\w{0,3}|rather than|charged with"
    r"|(?:dream\w{0,5}|hopes?|chances?|stopped short|instead|accused|suspected|cleared|acquitted) of"
    r"|(?:could|should|might) have"
    r"|(?:ask|wonder|know|unclear|decide|sure)[a-z]{0,3} (?:who|when|where|whether|if|how|why|what))\b"
)
_SUPPOSED = (
    r"(?i)\A\W{0,3}(?:(?:suppose|imagine|assume|unless|whether)\b|(?:if|had|were)\b.{1,200}\bwould\b)"
    r"|\bwould\b.{1,200}\bif\b"
    r"|\b(?:not true|untrue|no (?:evidence|proof|truth|sign)\b.{0,30}"
    r"|(?:once|long|wrongly|widely|previously) (?:thought|believed|assumed|claimed)) that\b"
    r"|\bthat\b.{1,200}\b(?:is|are|was|were) (?:false|untrue|unfounded|baseless|a (?:myth|lie))\b"
)
_ALL_BUT = r"(?i)\b(?:apart from|exception of|excluding|(?:all|every[a-z]{0,6})(?: [a-z]{2,20})? but)\b"
# Letters without any of which a pattern finds nothing: looking for them costs a tenth as much.
_SIGNS = {
    _CALLED_OFF: ("call", "cancel", "postpone", "abandon", "scrap", "axed", "shelved", "not "),
    _BOUND: ("than", "not until", "before"),
    _SUPPOSED: ("would", "that", "suppose", "imagine", "assume", "unless", "whether"),
    _ALL_BUT: ("apart from", "exception of", "excluding", "but"),
}


def is_unreal(candidate: Candidate) -> bool:
    """Whether a fact is asked for and the sentence denies it, or tells it as expected or supposed.

    Of whatever is asked for, a sentence that only asks the same tells nothing.
    """
    if candidate.speech or not any(candidate.sentence.matches):
        return False
    return _is_only_asked(candidate) or (_asks_for_fact(candidate) and _is_told_as_unreal(candidate))


def _asks_for_fact(candidate: Candidate) -> bool:
    """Whether a fact is asked for and not what is denied or supposed, and the sentence sets no bound."""
    asked, question = candidate.weighted, candidate.question
    is_fact = answer_type(question.type).is_fact or question.form.word == "who"
    is_unsure = asked.denies or not asked.stems.isdisjoint(_SUPPOSING_WORDS)
    return is_fact and not is_unsure and not is_bound(candidate.sentence.text)


def _is_told_as_unreal(candidate: Candidate) -> bool:
    """Whether a sentence supposes or denies what it says, leaves somebody out, or calls something off."""
    question, told = candidate.question, _telling(candidate.sentence.text)
    if told.is_supposed or _is_against(candidate):
        return True
    if question.form.word == "who" and told.leaves_out:
        return True
    if told.calls_off and not _is_called_off(question.text):
        return True
    return any(map(_Told(candidate).is_unreal, _places(candidate)))


class _Telling(NamedTuple):
    """What the words of a sentence say of how it tells, whatever is asked."""

    words: tuple[str, ...]
    lower: str
    is_supposed: bool
    leaves_out: bool
    calls_off: bool


@lru_cache(maxsize=1 << 11)
def _telling(text: str) -> _Telling:
    """Read how a sentence tells: once, for questions in a row are often of one article."""
    words = tuple(fold(token.text) for token in tokens(text))
    read = _says(text, _SUPPOSED), _says(text, _ALL_BUT), _is_called_off(text)
    return _Telling(words, text.lower(), *read)


def _is_called_off(text: str) -> bool:
    return _says(text.lower(), _CALLED_OFF)


def _says(text: str, pattern: str) -> bool:
    """Whether a pattern is found in a text, first by its signs."""
    folded = text.casefold()
    return any(sign in folded for sign in _SIGNS[pattern]) and compiled(pattern).search(text) is not None


def _places(candidate: Candidate) -> Iterator[int]:
    """Yield the places of the words that are met, names aside."""
    rated = zip(candidate.question.terms, candidate.sentence.matches, strict=True)
    named = candidate.question.names
    return chain.from_iterable(match.positions for term, match in rated if match and term not in named)


def _is_only_asked(candidate: Candidate) -> bool:
    """Whether all that is met stands in a question that the sentence quotes: "Who runs it?" asked Roe."""
    text = candidate.sentence.text
    end = text.rfind("?")
    if end < 0:
        return False
    tokens, met = candidate.sentence.tokens, candidate.sentence.met
    start = max(text.rfind(mark, 0, end) for mark in QUESTION_OPENERS)
    return bool(met) and start < tokens[min(met)].start <= tokens[max(met)].start < end


def _is_against(candidate: Candidate) -> bool:
    """Whether "for" is asked about and the sentence says "against", or the other way round."""
    asked, said = candidate.weighted.stems, candidate.sentence.stems
    pairs = ("for", "against"), ("against", "for")
    return any(one in asked and other in said and one not in said for one, other in pairs)


class _Told:
    """How a sentence tells what its words say: as a fact, or as denied, expected or supposed."""

    def __init__(self, candidate: Candidate) -> None:
        self._stems = token_stems(candidate.sentence.text)
        self._words, self._text, *_ = _telling(candidate.sentence.text)
        self._asked = candidate.weighted.stems
        is_ahead = not self._asked.isdisjoint(AHEAD)
        unreal = UNREAL - FUTURE if is_ahead else UNREAL | _asked_as_past(candidate.question)
        self._unreal = stems(unreal) - self._asked
        self._supposing = frozenset() if is_ahead else stems(SUPPOSING) - self._asked

    def is_unreal(self, place: int) -> bool:
        """Whether the word at a place is denied, or said to be only expected or supposed."""
        marks = (at + 1 for at in range(place) if self._words[at] in (",", ";", ":"))
        first = max(place - BEFORE, *marks, 0)
        before = self._words[first:place]
        if denied(self._words, place):
            return True
        if all(map(compiled(_UNDONE).search, (" ".join(before), self._text))):
            return True
        return self._is_wanted(first, place) or any(map(self._puts_off, range(first, place)))

    def _is_wanted(self, first: int, place: int) -> bool:
        """Whether a word is only hoped or planned: "hopes to have sold"."""
        before = self._words[first:place]
        done = [word for word in before if word not in ("have", "be") and not word.endswith("ly")]
        return done[-1:] == ["to"] and not self._supposing.isdisjoint(self._stems[first:place])

    def _puts_off(self, at: int) -> bool:
        """Whether a word such as "almost" stands before another, and not before a number."""
        return self._stems[at] in self._unreal and not _is_amount(self._words[at + 1])


def _asked_as_past(question: Question) -> frozenset[str]:
    """Return the word for what is still to come, where "Who won ...?" asks for what has been."""
    is_over = question.form.name == "who-v" and any(is_past(fold(one.text)) for one in question.tokens[:3])
    return frozenset({"will"} if is_over else ())


def _is_amount(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS or word in ("all", "every", "half", "a", "an")


def is_bound(text: str) -> bool:
    """Whether a denial only sets a bound: "must not spend more than £250"."""
    return _says(text.lower(), _BOUND)


def roles_swapped(candidate: Candidate) -> bool:
    """Whether it stands the other way round who did it: "Bell bought Hay" where asked who bought Bell.

    Only where the verb asked about stands in the sentence and every name asked about on one side of it.
    """
    question, tokens, met = candidate.question, candidate.sentence.tokens, _named_places(candidate)
    verb = _deed_place(candidate) if met and not question.speech else -1
    if verb < 0:
        return False
    asks_doer = question.form.name == "who-v"
    is_told = _lean_alike(question, tokens, met, verb) if asks_doer else None
    if is_told is not None:
        return not is_told
    is_passive = any(token.text in ANY_BE for token in tokens[max(0, verb - 2) : verb])
    return max(met) < verb if asks_doer != is_passive else min(met) > verb


def _named_places(candidate: Candidate) -> list[int]:
    """Return where the names asked about stand, nowhere if one of them is not met."""
    rated = zip(candidate.question.terms, candidate.sentence.matches, strict=True)
    found = [match for term, match in rated if term in candidate.question.names]
    return [] if None in found else [place for match in found if match for place in match.positions]


def _deed_place(candidate: Candidate) -> int:
    """Return where the verb asked about stands, -1 unless it does so once."""
    question = candidate.question
    verb = question.terms[0] if question.form.name == "who-v" else deed_asked(question)
    places = candidate.sentence.positions(verb) if verb and verb not in question.names else []
    return places[0] if len(places) == 1 else -1


def _lean_alike(question: Question, tokens: Sequence[Token], met: Sequence[int], verb: int) -> bool | None:
    """Whether names that own what follows the verb, or follow "of", do so in the question; None: neither."""
    if max(met) > verb and any(token.text in GENITIVES for token in tokens[max(met) + 1 : max(met) + 2]):
        return any(token.text in GENITIVES for token in question.tokens)
    if min(met) > verb and fold(tokens[min(met) - 1].text) in PLAIN_PREPOSITIONS:
        return fold(question.tokens[_first_name(question) - 1].text) in PLAIN_PREPOSITIONS
    return None


def _first_name(question: Question) -> int:
    """Return the number of the token with which the first name of a question begins."""
    return next(at for at, token in enumerate(question.tokens) if token.stem in question.names)
