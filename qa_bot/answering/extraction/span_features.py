"""Features of a span of tokens: at its first edge, at its last edge, and as a whole.

A feature is a short English string; the span model has a weight for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa_bot.answering.extraction.annotation import BETWEEN, AnnotatedSentence
from qa_bot.answering.extraction.token_classes import CAPITAL, GROUPS, NUMERIC
from qa_bot.language.lexicon.function_words import SPAN_PREPOSITIONS
from qa_bot.values import Span

FARTHEST = 10  # steps to a question word; all farther ones are one feature


def _bucket(steps: int) -> str:
    if steps >= FARTHEST:
        return "10 or more"
    few = ("0", "1", "2", "3 or 4", "3 or 4")
    return few[steps] if steps < len(few) else "5 to 9"


_NEAR_BEFORE = [f"question word before: {_bucket(steps)} off" for steps in range(FARTHEST + 1)]
_NEAR_AFTER = [f"question word after: {_bucket(steps)} off" for steps in range(FARTHEST + 1)]
_BETWEEN_BEFORE = [f"between question word and first: {kind}" for kind in BETWEEN]
_BETWEEN_AFTER = [f"between last and question word: {kind}" for kind in BETWEEN]
_NEAR_BOTH = [f"question words near: {near}" for near in range(9)]
_LENGTHS = ["", *"1234", "5 or 6", "5 or 6", *["7 to 9"] * 3, *["10 to 14"] * 5]


def first_features(sentence: AnnotatedSentence, at: int) -> list[str]:
    """Return what stands at the first edge of a span that begins with token `at`."""
    second, before, first = sentence.classes[at : at + 3]
    names = [
        f"first: {first}",
        f"before: {before}",
        f"before and first: {before} {first}",
        f"two before: {second} {before}",
        _NEAR_BEFORE[min(sentence.near_before[at], FARTHEST)],
        _BETWEEN_BEFORE[sentence.between_before[at]],
    ]
    tokens, question = sentence.tokens, sentence.question
    if question.focus and question.focus in [token.stem for token in tokens[max(0, at - 2) : at]]:
        names.append("asked noun: just before")
    if question.preposition:
        names += _prepositions(sentence, at)
    if first in GROUPS:
        names.append(f"first word: {tokens[at].text.lower()}")
    if before in GROUPS:
        names.append(f"word before: {tokens[at - 1].text.lower()}")
    return names


def _prepositions(sentence: AnnotatedSentence, at: int) -> Iterator[str]:
    tokens, question = sentence.tokens, sentence.question
    if at and tokens[at - 1].text.lower() == question.preposition:
        yield "asked preposition: just before"
    if tokens[at].text.lower() == question.preposition:
        yield "asked preposition: first"


def last_features(sentence: AnnotatedSentence, at: int) -> list[str]:
    """Return what stands at the last edge of a span that ends with token `at`."""
    last, after, second = sentence.classes[at + 2 : at + 5]
    names = [
        f"last: {last}",
        f"after: {after}",
        f"last and after: {last} {after}",
        f"two after: {after} {second}",
        _NEAR_AFTER[min(sentence.near_after[at], FARTHEST)],
        _BETWEEN_AFTER[sentence.between_after[at]],
    ]
    tokens, focus = sentence.tokens, sentence.question.focus
    if focus and focus == tokens[at].stem:
        names.append("asked noun: last")
    if focus and focus in [token.stem for token in tokens[at + 1 : at + 3]]:
        names.append("asked noun: just after")
    if last in GROUPS:
        names.append(f"last word: {tokens[at].text.lower()}")
    if after in GROUPS:
        names.append(f"word after: {tokens[at + 1].text.lower()}")
    return names


def length_feature(length: int) -> str:
    """Return the group of a span's length in tokens."""
    return f"length: {_LENGTHS[length] if length < len(_LENGTHS) else '15 or more'}"


def span_features(sentence: AnnotatedSentence, first: int, last: int) -> list[str]:
    """Return what the span from token `first` to token `last` is as a whole, its length left out."""
    classes = sentence.classes
    bits = 0
    for name in classes[first + 2 : last + 3]:
        bits |= _BITS.get(name, 0)
    names = [
        f"around: {classes[first + 1]} {classes[last + 3]}",
        _shared(sentence, first, last),
        _NEAR_BOTH[min(int(2 * (sentence.before[first] + sentence.after[last])), 8)],
        _recognised(sentence, first, last),
        *_contents(bits),
    ]
    if any(first <= at < last for at in sentence.focus):
        names.append("asked noun: inside, not last")
    if bits & _PAIRED:
        names += _cut_pairs(classes[first + 2 : last + 3])
    if classes[first + 1] == '"' == classes[last + 3]:
        names.append("quotation: whole")
    return names


def _recognised(sentence: AnnotatedSentence, first: int, last: int) -> str:
    span = sentence.tokens[first].start, sentence.tokens[last].end
    if not sentence.entities:
        return "recognised: nothing in the sentence"
    if span in sentence.entities:
        return "recognised: whole"
    if any(_holds(entity, span) for entity in sentence.entities):
        return "recognised: part of one"
    inside = any(_holds(span, entity) for entity in sentence.entities)
    return "recognised: one inside" if inside else "recognised: elsewhere"


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _shared(sentence: AnnotatedSentence, first: int, last: int) -> str:
    shared = sentence.shared[last + 1] - sentence.shared[first]
    if not shared:
        return "question words inside: none"
    content = sentence.content[last + 1] - sentence.content[first]
    return "question words inside: all" if shared == content else "question words inside: some"


def _cut_pairs(inside: Sequence[str]) -> Iterator[str]:
    if inside.count('"') % 2:
        yield "quotation: cut"
    if inside.count("(") != inside.count(")"):
        yield "bracket: cut"


_SHAPES = ("capital", "number", "word")
_KINDS = (*_SHAPES, "verb ending", "comma", "of", "and", "clause", "preposition", "pair")
_BIT = {kind: 1 << at for at, kind in enumerate(_KINDS)}
_PAIRED = _BIT["pair"]
_BITS = (
    dict.fromkeys(CAPITAL, _BIT["capital"])
    | dict.fromkeys(NUMERIC, _BIT["number"])
    | dict.fromkeys(("word", "-s", "-ly"), _BIT["word"])
    | dict.fromkeys(("-ed", "-ing"), _BIT["word"] | _BIT["verb ending"])
    | dict.fromkeys((*SPAN_PREPOSITIONS, "preposition", "particle preposition"), _BIT["preposition"])
    | dict.fromkeys(("which or who", "clause word", "be or have", "auxiliary", "pronoun"), _BIT["clause"])
    | dict.fromkeys(('"', "(", ")"), _BIT["pair"])
    | {",": _BIT["comma"], "of": _BIT["of"], "and": _BIT["and"], "or": _BIT["and"], "as": 0}
)


@lru_cache(maxsize=1 << 10)
def _contents(bits: int) -> tuple[str, ...]:
    inside = [kind for kind in _KINDS if bits & _BIT[kind] and kind != "pair"]
    shape = " ".join(kind for kind in inside if kind in _SHAPES) or "closed words"
    return (f"shape: {shape}", *(f"inside: {kind}" for kind in inside if kind not in _SHAPES))
