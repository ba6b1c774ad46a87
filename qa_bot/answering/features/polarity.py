"""What a sentence says to a question of yes or no: the signs of a no, and the probability fitted on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import SPEAKER
from qa_bot.answering.weights import logistic, read_weights
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.opposites import OPPOSITES
from qa_bot.language.lexicon.verbs import PERMITTING, REFUSING
from qa_bot.language.negation import denies
from qa_bot.language.tokens import fold, stem, stems, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question

# What ends a clause that another one takes back or explains, and the clause with which a sentence may open.
_CLAUSE_ENDS = r"[;:—]|,? \b(?:but|although|though|whereas|while|because|however)\b"
_OPENING_CLAUSE = r"(?:If|When|Unless|Although|Though|While|Since|As)\b[^,]{1,200},"
# Where the main clause of a question ends: "can I go if I am not a member".
_ASKED_UP_TO = r"\b(?:if|when|while|without|who|that|which|before|after|once|because)\b"
# Denials that deny nothing asked about: "not only", "no later than".
_IDLE_DENIALS = (
    r"\b(?:not (?:only|just|least|alone)|ruled out|(?:whether )?or not|nothing but|any or no|without"
    r"|no (?:later|more|less|fewer|longer than|doubt|matter|charge))\b"
)
_ASIDE = r", (?:who|which)\b[^,]{1,120},"  # "GPs, who rejected the offer, may work"
_OUTRIGHT = r"^\W*(?:no|yes)\b[.,]|\bonly\b"
_OPPOSITES = frozenset(frozenset(map(stem, pair)) for pair in OPPOSITES)


class Reading(NamedTuple):
    """A sentence as it is read for a yes or a no: the clause that meets most, and whether that denies."""

    candidate: Candidate
    clause: str
    denies: bool


class Sign(NamedTuple):
    """A named sign that a sentence says no, or yes: true or not of its reading."""

    name: str
    applies: Callable[[Reading], bool]


def read(candidate: Candidate) -> Reading:
    """Read a candidate's sentence for a yes or a no."""
    clause = clause_met(candidate)
    return Reading(candidate, clause, _denies(clause))


def probability_of_no(candidate: Candidate) -> float:
    """Return how probably the sentence says no, if it answers the question at all: 0 to 1."""
    return logistic(sum(log_odds for _, log_odds in signs_of_no(candidate)))


def signs_of_no(candidate: Candidate) -> tuple[tuple[str, float], ...]:
    """Return the signs that apply and what always holds, each with the log odds of a no that it gives."""
    weights, reading = read_weights("polarity"), read(candidate)
    names = (sign.name for sign in SIGNS if sign.applies(reading))
    return tuple((name, weights.get(name, 0.0)) for name in ("always", *names))


def says_outright(candidate: Candidate) -> float:
    """Whether yes or no is asked for, and the sentence denies, says the opposite or "only", or begins so."""
    if candidate.question.form.word != "yes-no":
        return 0.0
    opens = compiled(_OUTRIGHT).search(candidate.sentence.text.lower()) is not None
    reading = read(candidate)
    return float(opens or reading.denies or _says_opposite(reading))


def clause_met(candidate: Candidate) -> str:
    """Return the clause of the sentence that meets most of the question, the first of several."""
    text, words = candidate.sentence.text, candidate.sentence.tokens
    ends = [match.start() for match in compiled(_CLAUSE_ENDS).finditer(text)]
    opening = compiled(_OPENING_CLAUSE).match(text)
    edges = sorted({0, len(text), *ends, *([opening.end()] if opening else [])})
    rated = zip(candidate.weighted.idf, candidate.sentence.matches, strict=True)
    places = [
        (words[match.positions[0]].start, idf) for idf, match in rated if match and match.rule != SPEAKER
    ]
    masses = [sum(idf for at, idf in places if first <= at < last) for first, last in pairwise(edges)]
    best = masses.index(max(masses))
    return text[edges[best] : edges[best + 1]]


def _denies(text: str) -> bool:
    found = tokens(compiled(_IDLE_DENIALS).sub(" ", text.lower()))
    return denies(fold(token.text) for token in found)


def _denies_elsewhere(reading: Reading) -> bool:
    return not reading.denies and _denies(reading.candidate.sentence.text)


def _refuses(reading: Reading) -> bool:
    """Whether what is asked about is refused: not where that is asked, "Is it forbidden to light a fire?"."""
    if _asks_of_refusing(reading.candidate.question):
        return False
    said = {token.stem for token in tokens(compiled(_ASIDE).sub(" ", reading.clause))}
    return not stems(REFUSING).isdisjoint(said - reading.candidate.weighted.stems)


def _asks_of_refusing(question: Question) -> bool:
    asked = question.text.lower()
    main = compiled(_ASKED_UP_TO).split(asked)[0] or asked
    return any(token.stem in stems(REFUSING) for token in tokens(main))


def _says_opposite(reading: Reading) -> bool:
    asked = (token.stem for token in reading.candidate.question.tokens if token.stem)
    said = reading.candidate.sentence.stems
    return any(frozenset(pair) in _OPPOSITES for pair in product(asked, said))


def _permits(reading: Reading) -> bool:
    return not (reading.denies or stems(PERMITTING).isdisjoint(reading.candidate.sentence.stems))


SIGNS: tuple[Sign, ...] = (
    Sign("denies where it meets the question", lambda reading: reading.denies),
    Sign("denies elsewhere", _denies_elsewhere),
    Sign("refuses, forbids or fails", _refuses),
    Sign("the opposite of a word asked about", _says_opposite),
    Sign("permits", _permits),
)
