"""Yes or no, where a rule is sure: a sentence that says just what is asked, or plainly that it is not so.

Every word asked about must stand in the sentence, in the order of the question, around the same form of
the verb, with nothing between or beside that could turn the sense. In doubt there is no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.adverbs import DOUBTS, HARMLESS_ADVERBS, IDLE, LIMITS, QUANTITIES
from qa_bot.language.lexicon.calendar import DAYS, PERIODS
from qa_bot.language.lexicon.function_words import (
    BE,
    CLAUSE_WORDS,
    CLOSED_CLASS,
    DEMONSTRATIVES,
    DENIALS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PERSONAL,
    PREPOSITIONS_AND_PARTICLES,
)
from qa_bot.language.lexicon.irregular_forms import IRREGULAR
from qa_bot.language.lexicon.opposites import OPPOSITES
from qa_bot.language.lexicon.punctuation import BREAKING_MARKS
from qa_bot.language.morphology import is_negation
from qa_bot.language.tokens import fold, stem, stems, terms, tokens
from qa_bot.values import Answer, Evidence, Question, Sentence, Token

Verdict = Literal["yes", "no"]
_OPPOSITES = frozenset(frozenset(map(stem, pair)) for pair in OPPOSITES)
_BINDING = ("'s", "'", "’", "-", "that", "or", "than", "if")
MOST_BETWEEN = 2
LONGEST_ASIDE = 14


class _Word(NamedTuple):
    """A token in lower case, whether it carries content, and whether it is the month of May or the like."""

    text: str
    stem: str
    content: bool
    named: bool


class _Asked(NamedTuple):
    """A question taken apart: its first word, its words, the places of its content, the time at its end."""

    auxiliary: str
    words: list[_Word]
    places: list[int]
    times: list[int]


class _Match(NamedTuple):
    """Where the content stands in a sentence; the number of the place met by its opposite (-1: none)."""

    places: list[int]
    turned: int


def verdict(question: Question, sentence: str) -> Verdict | None:
    """Tell whether `sentence` settles a yes/no question, and which way; None unless a rule is sure."""
    asked = _read(question) if question.form.word == "yes-no" else None
    if asked is None:
        return None
    words = _words(tokens(sentence))
    if not _is_plain(words) or not all(_met_in_time(asked, at, words) for at in asked.times):
        return None
    found = {decided for match in _matches(asked, words) if (decided := _decide(asked, words, match))}
    return found.pop() if len(found) == 1 else None


def _words(found: Sequence[Token]) -> list[_Word]:
    words = []
    for token in found:
        text = fold(token.text).replace("’", "'")
        closed = text in CLOSED_CLASS or text.endswith("n't")
        named = text in ("may", "will") and token.text[0].isupper()
        content = bool(token.stem) and (named or not closed) and text not in ("'s", "'")
        words.append(_Word(text, token.stem, content, named))
    return words


def _read(question: Question) -> _Asked | None:
    words = [word for word in _words(question.tokens) if word.text not in "?!."]
    first, rest = words[0].text, words[1:]
    known = BE | HAVE | MODALS | DO
    wrong = (
        PERSONAL
        | DEMONSTRATIVES
        | (CLAUSE_WORDS - word_set("and as once yet"))
        | word_set("my our your there here not never no without either neither however according , ; :")
    )
    if first not in known or any(word.text in wrong or word.text in BREAKING_MARKS for word in rest):
        return None
    split = _time_start(rest)
    places = [at for at, word in enumerate(rest) if word.content and word.text not in IDLE]
    core, times = [at for at in places if at < split], [at for at in places if at >= split]
    return _Asked(first, rest, core, times) if len(core) >= 2 else None


def _time_start(words: Sequence[_Word]) -> int:
    """Find where the time at a question's end begins: "in April 2016"."""
    at = len(words)
    while at and _is_time(words[at - 1]):
        at -= 1
    if at and at < len(words) and words[at - 1].text in ("the", "last", "this"):
        at -= 1
    return (
        at - 1
        if at and at < len(words) and words[at - 1].text in ("in", "on", "during", "at")
        else len(words)
    )


def _is_time(word: _Word) -> bool:
    return word.text in DAYS | PERIODS or word.text[:1].isdigit()


def _met_in_time(asked: _Asked, at: int, words: Sequence[_Word]) -> bool:
    """Tell whether a word of time is met as it is asked for: no "since 2015" for "in 2015"."""
    wanted = asked.words[at].stem
    for place, word in enumerate(words):
        if word.stem == wanted:
            before = [one.text for one in words[max(0, place - 3) : place] if not _is_time(one)]
            return bool(before) and before[-1] in ("in", "on", "during", "at", ",", "of", "the")
    return False


def _is_plain(words: Sequence[_Word]) -> bool:
    """Tell whether a sentence asks, quotes and lists nothing."""
    return not any(word.text in BREAKING_MARKS for word in words)


def _matches(asked: _Asked, words: Sequence[_Word]) -> Iterator[_Match]:
    """Give the ways to find the question's content in the sentence in the same order."""
    wanted = [asked.words[at].stem for at in asked.places]
    for start, word in enumerate(words):
        if _meets(wanted[0], word):
            match = _follow(wanted, words, start)
            if match:
                yield match


def _follow(wanted: Sequence[str], words: Sequence[_Word], start: int) -> _Match | None:
    places, turned = [start], -1
    for number, term in enumerate(wanted[1:], 1):
        after = range(places[-1] + 1, len(words))
        same = next((at for at in after if _meets(term, words[at])), None)
        if same is None and turned < 0:
            same = next((at for at in after if _opposed(term, words[at])), None)
            turned = number
        if same is None:
            return None
        places.append(same)
    return _Match(places, turned)


def _meets(term: str, word: _Word) -> bool:
    return word.stem == term and word.content


def _opposed(term: str, word: _Word) -> bool:
    return word.content and frozenset((term, word.stem)) in _OPPOSITES


def _decide(asked: _Asked, words: Sequence[_Word], match: _Match) -> Verdict | None:
    """Hold the sentence against the question, gap by gap."""
    verb = _verb(asked, words, match)
    if verb < 1 or not _whole(asked, words, match) or not _unhedged(asked, words, match):
        return None
    negated = _negations(words, match.places)
    denied = (match.turned >= 0) + len(negated)
    if denied > 1 or (denied and _limited(words)):
        return None
    gaps = range(1, len(match.places))
    strict = bool(denied)
    open_gaps = all(
        _clause_gap(asked, words, match, number)
        if number == verb
        else _gap(asked, words, match, number, strict)
        for number in gaps
    )
    if not (
        open_gaps
        and _begins(words, match.places[0])
        and _ends(words, match.places[-1], strict, verb == gaps[-1])
    ):
        return None
    return "no" if denied else "yes"


def _whole(asked: _Asked, words: Sequence[_Word], match: _Match) -> bool:
    """Tell whether no word asked about is only a part of a compound: no "semi-final" for "final"."""
    pairs = zip(asked.places, match.places, strict=True)
    return all(_hyphens(asked.words, there) == _hyphens(words, here) for there, here in pairs)


def _hyphens(words: Sequence[_Word], at: int) -> tuple[bool, bool]:
    before, after = words[max(0, at - 1)].text, words[min(len(words) - 1, at + 1)].text
    return before in ("-", "‑"), after in ("-", "‑")


def _limited(words: Sequence[_Word]) -> bool:
    return any(word.text in LIMITS for word in words)


def _unhedged(asked: _Asked, words: Sequence[_Word], match: _Match) -> bool:
    """Tell whether no word of doubt, condition, speech or refusal stands there that is not asked about."""
    known = {word.stem for word in asked.words} | {stem(asked.auxiliary)}
    held = set(match.places) | set(_negations(words, match.places))
    start = 1 if words[0].text in ("but", "however", "and") else 0
    return not any(
        word.stem in stems(DOUBTS) and not word.named and word.stem not in known and at not in held
        for at, word in enumerate(words[start:], start)
    )


def _negations(words: Sequence[_Word], places: Sequence[int]) -> list[int]:
    """Give where a negation stands between the first and the last of the places."""
    inner = range(places[0], places[-1])
    return [
        at for at in inner if is_negation(words[at].text) or (words[at].text == "no" and at + 1 in places)
    ]


def _verb(asked: _Asked, words: Sequence[_Word], match: _Match) -> int:
    """Give the number of the place where the predicate begins; -1 where it cannot be told."""
    numbers = range(1, len(match.places))
    return next((number for number in numbers if _is_predicate(asked, words, match, number)), -1)


def _is_predicate(asked: _Asked, words: Sequence[_Word], match: _Match, number: int) -> bool:
    between = {word.text for word in words[match.places[number - 1] + 1 : match.places[number]]}
    here, there = words[match.places[number]].text, asked.words[asked.places[number]].text
    if asked.auxiliary in DO:
        return _did(asked.auxiliary, between, here, there, number == match.turned)
    if asked.auxiliary in BE:
        apposed = "," in between and between <= DETERMINERS | {","}
        return asked.auxiliary in between or asked.auxiliary + "n't" in between or apposed
    negated = {asked.auxiliary + "n't", {"will": "won't", "can": "cannot"}.get(asked.auxiliary, "")}
    return (here == there or number == match.turned) and bool(between & {asked.auxiliary, *negated})


def _did(auxiliary: str, between: set[str], here: str, there: str, turned: bool) -> bool:
    """Tell whether a verb stands in the form that answers do, does or did."""
    if here == there and not turned:
        negated = auxiliary in between and "not" in between
        return negated or auxiliary + "n't" in between
    if auxiliary == "did":
        return here.endswith("ed") or IRREGULAR.get(here, here) != here
    return auxiliary == "does" and here.endswith("s")


def _clause_gap(asked: _Asked, words: Sequence[_Word], match: _Match, number: int) -> bool:
    """Tell whether only helping words, and asides between commas, stand between subject and predicate."""
    inner = _without_asides(words[match.places[number - 1] + 1 : match.places[number]])
    wanted = asked.words[asked.places[number - 1] + 1 : asked.places[number]]
    helpers = {"did": HAVE | DO, "do": DO, "does": DO}.get(asked.auxiliary, {asked.auxiliary})
    allowed = HARMLESS_ADVERBS | DENIALS | helpers | DETERMINERS | {"n't"}
    be = [word.text for word in inner if word.text in BE and word.text != asked.auxiliary]
    if be != [word.text for word in wanted if word.text in BE]:
        return False
    if asked.auxiliary in BE and _is_described(inner):
        inner = inner[:-1]
    rest = [word for word in inner if word.text not in allowed | BE and not word.text.endswith(("n't", "ly"))]
    prepositions = {word.text for word in wanted} & PREPOSITIONS_AND_PARTICLES
    return all(word.text in prepositions or (word.text == "," and not be) for word in rest) and (
        len([word for word in rest if word.text == ","]) <= (asked.auxiliary in BE and _apposed(inner))
    )


def _is_described(inner: Sequence[_Word]) -> bool:
    """Tell whether one plain word stands between "a" and the noun: "was an English mathematician"."""
    article = len(inner) > 1 and inner[-2].text in ("a", "an", "the")
    return article and inner[-1].content and inner[-1].text not in QUANTITIES


def _apposed(inner: Sequence[_Word]) -> bool:
    return bool(inner) and inner[0].text == "," and not any(word.text in BE for word in inner)


def _without_asides(inner: Sequence[_Word]) -> list[_Word]:
    """Leave out what stands between two commas, or in brackets, and another subject that "and" joins on."""
    kept = list(inner)
    for opening, closing in ((",", ","), ("(", ")")):
        ends = [at for at, word in enumerate(kept) if word.text in (opening, closing)]
        if len(ends) == 2 and ends[0] == 0 and ends[1] <= LONGEST_ASIDE:
            kept = kept[ends[1] + 1 :]
    if kept and kept[0].text == "and":
        size = next((at for at, word in enumerate(kept[1:], 1) if not word.content), len(kept))
        kept = kept[size:] if 1 < size <= 1 + MOST_BETWEEN else kept
    return kept


def _gap(asked: _Asked, words: Sequence[_Word], match: _Match, number: int, strict: bool) -> bool:
    """Tell whether two neighbouring words asked about hang together in the sentence as in the question."""
    inner = words[match.places[number - 1] + 1 : match.places[number]]
    wanted = asked.words[asked.places[number - 1] + 1 : asked.places[number]]
    for kind in (PREPOSITIONS_AND_PARTICLES, BE, {"'s", "and"}):
        asked_for = {word.text for word in wanted if word.text in kind}
        if {word.text for word in inner if word.text in kind} != asked_for and not (
            kind is not PREPOSITIONS_AND_PARTICLES and kind is not BE and _owned_by_another(inner)
        ):
            return False
    extra = [
        word for word in inner if word.content and word.text not in HARMLESS_ADVERBS and word.text != "no"
    ]
    if len(extra) > (0 if strict else MOST_BETWEEN) or any(word.text in QUANTITIES for word in extra):
        return False
    held = (
        DETERMINERS
        | PREPOSITIONS_AND_PARTICLES
        | HARMLESS_ADVERBS
        | BE
        | {"'s", "'", "’", "and", "-", "no", "any"}
    )
    return all(word.content or word.text in held for word in inner)


def _owned_by_another(inner: Sequence[_Word]) -> bool:
    """Tell whether a mark of possession belongs to a word that is not asked about: "the council's offer"."""
    return any(one.content and other.text == "'s" for one, other in pairwise(inner)) and not any(
        word.text == "and" for word in inner
    )


def _begins(words: Sequence[_Word], place: int) -> bool:
    """Tell whether the subject's phrase stands alone before its first word asked about."""
    before: list[_Word] = []
    for word in reversed(words[:place]):
        if word.text in (",", "(", ")"):
            break
        before.append(word)
    if before and before[-1].text in ("but", "and", "however"):
        before.pop()
    timed = bool(before) and before[-1].text in ("in", "on", "by", "at") and any(map(_is_time, before))
    rest = [
        word for word in before if not (timed and (_is_time(word) or word.text in PREPOSITIONS_AND_PARTICLES))
    ]
    plain = all(word.content or word.text in DETERMINERS | HARMLESS_ADVERBS for word in rest)
    extra = [word for word in rest if word.content]
    counted = any(word.text in QUANTITIES or word.text[0].isdigit() for word in extra)
    return plain and len(extra) <= MOST_BETWEEN and not counted


def _ends(words: Sequence[_Word], place: int, strict: bool, is_verb: bool) -> bool:
    """Tell whether the phrase ends after its last word asked about, so that no other noun is meant."""
    if place + 1 >= len(words):
        return True
    after = words[place + 1]
    if strict:
        return after.text in (".", "!", ",") or (
            after.text in ("in", "on") and place + 2 < len(words) and _is_time(words[place + 2])
        )
    if after.content:
        late = DAYS | PERIODS | HARMLESS_ADVERBS | word_set("earlier late early last next")
        return after.text in late or after.text.endswith("ly")
    return after.text not in _BINDING and not (is_verb and after.text == "to")


def settled(
    question: Question, answer: Answer, others: Sequence[Answer], evidence: Sequence[Evidence]
) -> Verdict | None:
    """Settle a yes/no question by the answer's sentence, unless somebody claims it, or another says no."""
    if question.form.word != "yes-no":
        return None
    decided = None if answer.claim_of else verdict(question, answer.sentence.text)
    if decided is None or any(_is_against(one, answer, question) for one in evidence):
        return None
    against = [verdict(question, other.sentence.text) for other in others]
    return decided if all(other in (None, decided) for other in against) else None


def _is_against(one: Evidence, answer: Answer, question: Question) -> bool:
    """Tell whether another article may say otherwise.

    It says just what is asked, but for a "not", or for another number; where the question asks what is
    so, and not what somebody did, also for another name.
    """
    unmet = frozenset(question.terms).difference(terms(one.sentence.text))
    if one.source.id == answer.source.id or unmet.issuperset(question.terms):
        return False
    if not unmet:
        return _denies(one.sentence) != _denies(answer.sentence)
    state = fold(question.tokens[0].text) in BE
    return unmet <= (question.names | question.numbers if state else question.numbers)


def _denies(sentence: Sentence) -> bool:
    return any(is_negation(fold(token.text)) for token in tokens(sentence.text))
