"""Yes or no, where it is more likely right than wrong: the sentence answers, and says the one or the other.

What may be so, or is only wanted or planned, settles nothing; nor does what another article says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qa_bot.answering.features.coverage import covered_with_titles
from qa_bot.answering.features.polarity import clause_met, probability_of_no
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.matching.sentences import SPEAKER
from qa_bot.answering.matching.terms import SLIP
from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import INTENDING, MAYBE, WEIGHTY
from qa_bot.language.lexicon.function_words import (
    ANYONE,
    DEMONSTRATIVES,
    FUNCTION_WORDS,
    MODALS,
    NAMELESS,
    PARTICLES,
    THIRD_PERSON,
)
from qa_bot.language.lexicon.verbs import VERBS_WITH_TO
from qa_bot.language.tokens import fold, stems
from qa_bot.values import Token, Verdict

LEAST = 0.5  # probability from which a verdict is given: more likely right than not
LEAST_MET = 0.5  # share of the question's idf
EITHER = 0.5  # probability of a no at which a sentence says as much yes as no
HEDGED_WITHIN, INTENDED_WITHIN = 3, 3  # tokens before a word asked about: "may charge", "want to sell"
LONGEST_CONDITION = 160  # code points
_CONDITION = (
    rf"\b(?:only (?:if|when)|if|unless|provided|as long as)\b(?:(?!,? then\b)[^.;:]){{3,{LONGEST_CONDITION}}}"
)
_SUPPOSED = r"\W{0,9}(?:If|Unless)\b"


def verdict(candidate: Candidate, others: Iterable[Candidate]) -> Verdict | None:
    """Return what a sentence says to a yes/no question; None if it is open or an `other` says otherwise."""
    if _is_open(candidate):
        return None
    said = _said(candidate)
    return None if any(_says_otherwise(other, candidate, said) for other in others) else said


def _said(candidate: Candidate) -> Verdict:
    return "no" if probability_of_no(candidate) > EITHER else "yes"


def condition(sentence: str) -> str:
    """Return the words of a condition that a sentence sets, such as "if it is inspected"; "" for none."""
    found = compiled(_CONDITION).search(sentence)
    return found[0].strip() if found else ""


def is_too_unsure(candidate: Candidate, right: float) -> bool:
    """Whether what a sentence says to a yes/no question is more likely wrong than right.

    `right`: the probability that it answers the question. A yes asserts what is asked.
    """
    no = probability_of_no(candidate)
    return (no <= EITHER and not _asserts(candidate)) or right * max(no, 1 - no) < LEAST


def _asserts(candidate: Candidate) -> bool:
    """Whether a sentence says of what is asked about what is asked.

    It must ask nothing itself, and meet a part of the question, alone or as the answer to one like it, and by
    no slip: "charge" is not "change". It must not be said of something else, nor be a mere purpose: "to pay".
    """
    if "?" in candidate.sentence.text or covered_with_titles(candidate) < LEAST_MET:
        return False
    places = _met_places(candidate)
    is_purpose = bool(places) and all(_is_purpose(candidate, at) for at in places)
    return _meets(candidate) and not is_purpose and _has_subject(candidate, places)


def _meets(candidate: Candidate) -> bool:
    """Whether a sentence meets a word asked about, by no slip, or answers a question that does."""
    matches = [*filter(None, candidate.sentence.matches)]
    if not matches:
        return bool(candidate.asked_above or candidate.sentence.led_in)
    return all(match.rule != SLIP for match in matches)


def _has_subject(candidate: Candidate, places: Sequence[int]) -> bool:
    """Whether the first word asked about, if no pronoun stands before it, is met in the sentence.

    Or what is met stands at its beginning, or behind a pronoun: then what stands above it is meant.
    """
    asked = _folded(candidate.question.tokens)
    if not ANYONE.isdisjoint(asked[1:2]) or next(iter(candidate.sentence.matches), None):
        return True
    before = _folded(candidate.sentence.tokens[: min(places, default=0)])
    is_meant = not (THIRD_PERSON | DEMONSTRATIVES | NAMELESS).isdisjoint(before)
    return is_meant or all(word in FUNCTION_WORDS or not word.isalnum() for word in before)


def _is_purpose(candidate: Candidate, place: int) -> bool:
    """Whether a word stands behind a "to" of a purpose: "to pay", not "has to pay"."""
    before = _folded(candidate.sentence.tokens[max(0, place - 2) : place])
    return before[-1:] == ["to"] and before[0] not in VERBS_WITH_TO


def _is_open(candidate: Candidate) -> bool:
    """Whether a sentence leaves open what is asked, or tells of another name or number."""
    if _is_of_another(candidate) or _lacks_weighty(candidate):
        return True
    if not _asks_what_may_be(candidate):
        supposed = compiled(_SUPPOSED).match(clause_met(candidate)) is not None
        if supposed or next(_stands_before(candidate, MAYBE, HEDGED_WITHIN), None) is not None:
            return True
    return any("to" in between for between in _stands_before(candidate, INTENDING, INTENDED_WITHIN))


def _lacks_weighty(candidate: Candidate) -> bool:
    """Whether a light word on which a yes or a no depends is not in the sentence: "all", "keep"."""
    asked = candidate.weighted.stems & stems(WEIGHTY - PARTICLES)
    return not asked <= candidate.sentence.stems


def _is_of_another(candidate: Candidate) -> bool:
    """Whether a name or a number asked about is met by neither the sentence nor what stands above it."""
    strict = candidate.question.names | candidate.question.numbers
    rated = zip(candidate.question.terms, candidate.met_or_titled, strict=True)
    return any(term in strict and not met for term, met in rated)


def _says_otherwise(other: Candidate, candidate: Candidate, said: Verdict) -> bool:
    """Whether another article says just what is asked but for a "not", a name or a number."""
    question = other.question
    unmet = {
        term for term, match in zip(question.terms, other.sentence.matches, strict=True) if match is None
    }
    if other.source.id == candidate.source.id or unmet.issuperset(question.terms):
        return False
    if unmet:
        return unmet <= question.names | question.numbers
    return _said(other) != said


def _asks_what_may_be(candidate: Candidate) -> bool:
    """Whether a rule or a possibility is asked about: "may I", "can it", "what if"."""
    asked = [fold(token.text) for token in candidate.question.tokens]
    return "if" in asked or any(word in MODALS - {"will"} for word in asked[:1])


def _stands_before(candidate: Candidate, words: frozenset[str], within: int) -> Iterator[list[str]]:
    """Yield the words between one of `words`, if not asked about, and a word that is met soon after it."""
    sentence = candidate.sentence
    asked = {fold(token.text) for token in candidate.question.tokens}
    for place in _met_places(candidate):
        before = range(max(0, place - within), place)
        yield from (
            _folded(sentence.tokens[at + 1 : place])
            for at in before
            if _is_one_of(sentence.tokens[at], words) and fold(sentence.tokens[at].text) not in asked
        )


def _met_places(candidate: Candidate) -> list[int]:
    """Return the numbers of the tokens of the sentence that meet what is asked about, but for names."""
    question = candidate.question
    rated = zip(question.terms, candidate.sentence.matches, strict=True)
    met = (match for term, match in rated if match and match.rule != SPEAKER and term not in question.names)
    return [at for match in met for at in match.positions]


def _is_one_of(token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of some words, in any form; function words have no stem."""
    return fold(token.text) in words or token.stem in stems(words)


def _folded(words: tuple[Token, ...]) -> list[str]:
    return [fold(word.text) for word in words]
