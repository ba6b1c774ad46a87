"""What can be seen of a stretch of words: at its first edge, at its last edge, and as a whole.

A feature is a short English string. The weights that go with it are kept elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from qa_bot.answer_types import BY_NAME
from qa_bot.text import fold
from qa_bot.values import Question, Token
from qa_bot.words import NUMBER_WORDS

LONGEST = 20
LONGEST_TO_MARK = 40
EDGE = "edge of the sentence"

_NAMED = frozenset(["of", "in", "by", "to", "and", "or", "as", "at", "on", "for", "from", "with"])
_GROUPS = {
    "article": "a an the",
    "determiner": "this these those each every some any no all both another other such many most several few "
    "much more less own same",
    "be or have": "is are was were be been has have had",
    "auxiliary": "being am having do does did will would shall should can could may might must not cannot",
    "which or who": "which who whom whose",
    "clause word": "that when where while because although though if whether unless than how why what so",
    "pronoun": "he she it they we you i him her them us me his its their our your my itself himself herself "
    "themselves",
    "naming word": "known called named termed dubbed titled entitled",
    "about": "about around nearly almost only approximately roughly over",
    "preposition": "above across after against along among before behind below beneath beside besides between "
    "beyond despite down during except inside into like near off onto out outside past per since through "
    "throughout toward towards under until up upon via within without",
    "particle": "but nor also then there here however later due",
    "month": "january february march april may june july august september october november december",
    "number word": "hundred thousand million billion trillion dozen hundreds thousands millions billions half",
}
_CLOSED = {word: group for group, words in _GROUPS.items() for word in words.split()}
_CLOSED |= {word: word for word in _NAMED} | {"may": "auxiliary"}
_MARKS = {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "dash", "—": "dash", "-": "hyphen", "…": "."}
_SUFFIX = re.compile(r"(?:ed|ing|ly|s)\Z")
_OPEN = frozenset(["capitalised", "all capitals", "word", "-ed", "-ing", "-ly", "-s"])
_NUMERIC = frozenset(["four digits", "digits", "decade", "ordinal", "number word"])
_CAPITAL = frozenset(["capitalised", "all capitals", "month"])
_CONTENT = _OPEN | _NUMERIC | {"month"}
_NO_START = frozenset(["article", "be or have", "which or who", "and", "or", "'s"])
_NO_END = frozenset(
    ["article", "which or who", "and", "or", "of", "in", "by", "to", "as", "at", "for", "from", "with"]
)
_NO_END_WORDS = frozenset(
    [
        "that",
        "than",
        "but",
        "nor",
        "is",
        "are",
        "was",
        "were",
        "against",
        "among",
        "behind",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "despite",
        "during",
        "except",
        "inside",
        "into",
        "like",
        "near",
        "onto",
        "outside",
        "past",
        "per",
        "since",
        "through",
        "throughout",
        "toward",
        "towards",
        "under",
        "until",
        "upon",
        "via",
        "within",
        "without",
    ]
)
_SIGNS_FIRST = frozenset("$£€")
_SIGNS_LAST = frozenset("%°")
_INSIDE = ("comma", "of", "and", "clause", "preposition")
_INSIDE_CLASSES = {
    ",": "comma", "of": "of", "and": "and", "or": "and", "which or who": "clause", "clause word": "clause",
    "be or have": "clause", "auxiliary": "clause", "pronoun": "clause", "in": "preposition", "by": "preposition",
    "to": "preposition", "at": "preposition", "on": "preposition", "for": "preposition", "from": "preposition",
    "with": "preposition", "preposition": "preposition",
}  # fmt: skip
_DECAY = 0.8
_BETWEEN = ("nothing", "words", "a preposition", "a verb", "a mark", "a clause word", "a comma", "all")
_LEVELS = (
    {name: 2 for name in (*_NAMED, "preposition")}
    | {"be or have": 3, "auxiliary": 3}
    | {name: 4 for name in ("(", ")", '"', ";", ":", "dash")}
    | {"which or who": 5, "clause word": 5, ",": 6}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the features need of a question; the same for each of its sentences."""

    terms: frozenset[str]
    head: str
    preposition: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A sentence seen by a question: classes have two edges before and two after the tokens.

    `before` and `after` hold, for each token, how many question words stand on that side, each
    counted less the farther off it is; `content` and `shared` are running counts.
    """

    tokens: Sequence[Token]
    asked: Asked
    classes: list[str]
    near_before: list[int]
    near_after: list[int]
    between_before: list[int]
    between_after: list[int]
    before: list[float]
    after: list[float]
    content: list[int]
    shared: list[int]
    found: frozenset[tuple[int, int]]


def asked_of(question: Question) -> Asked:
    """Give the side of `question` that the features look at."""
    return Asked(frozenset(question.terms), question.head, _asked_preposition(question.tokens), question.type)


def _asked_preposition(tokens: Sequence[Token]) -> str:
    words = [fold(token.text) for token in tokens if token.stem]
    edges = (words[0], words[-1]) if words else ()
    return next((word for word in edges if _CLOSED.get(word) == "preposition" or word in _NAMED), "")


@lru_cache(maxsize=1 << 16)
def token_class(text: str) -> str:
    """Name the class of one token: a closed word or its group, a mark, a kind of number, capitals, a suffix."""
    if not text[0].isalnum():
        return "'s" if len(text) > 1 else _MARKS.get(text, text)
    word = fold(text)
    if word in _CLOSED:
        return _CLOSED[word]
    if word[:1].isdigit():
        return _number_class(word)
    if word in NUMBER_WORDS:
        return "number word" if NUMBER_WORDS[word].isdigit() else "ordinal"
    if text[0].isupper():
        return "all capitals" if len(text) > 1 and text.isupper() else "capitalised"
    return _suffix_class(word)


def _number_class(word: str) -> str:
    if word.isdigit():
        return "four digits" if len(word) == 4 else "digits"
    if word[-1].isdigit():
        return "digits"
    return "decade" if word.endswith("s") else "ordinal"


def _suffix_class(word: str) -> str:
    suffix = _SUFFIX.search(word) if len(word) > 3 else None
    return f"-{suffix.group()}" if suffix else "word"


def view_of(asked: Asked, tokens: Sequence[Token]) -> View:
    """Look at a sentence's `tokens` with the eyes of a question."""
    classes = [token_class(token.text) for token in tokens]
    matched = [token.stem in asked.terms for token in tokens]
    content = [name in _CONTENT for name in classes]
    return View(
        tokens,
        asked,
        [EDGE, EDGE, *classes, EDGE, EDGE],
        _distances(matched),
        _distances(matched[::-1])[::-1],
        _between(matched, classes),
        _between(matched[::-1], classes[::-1])[::-1],
        _decayed(matched),
        _decayed(matched[::-1])[::-1],
        [0, *accumulate(content)],
        [0, *accumulate(map(min, content, matched))],
        _found(asked.type, tokens),
    )


def _found(name: str, tokens: Sequence[Token]) -> frozenset[tuple[int, int]]:
    """Give what the recogniser of an answer type finds, as the tokens count code points."""
    if name not in BY_NAME or not tokens:
        return frozenset()
    begin = tokens[0].start
    return frozenset((one.start + begin, one.end + begin) for one in BY_NAME[name].find(_text(tokens)))


def _text(tokens: Sequence[Token]) -> str:
    """Put the text together again, each gap a run of spaces."""
    gaps = [0, *(after.start - before.end for before, after in pairwise(tokens))]
    return "".join([" " * gap + token.text for gap, token in zip(gaps, tokens, strict=True)])


def _distances(matched: Sequence[bool]) -> list[int]:
    steps, far = [], 99
    for here in matched:
        steps.append(far)
        far = 1 if here else far + 1
    return steps


def _between(matched: Sequence[bool], classes: Sequence[str]) -> list[int]:
    """Give the weightiest thing since the last question word, as its place in `_BETWEEN`."""
    levels, level = [], len(_BETWEEN) - 1
    for here, name in zip(matched, classes, strict=True):
        levels.append(level)
        level = 0 if here else max(level, _LEVELS.get(name, 1))
    return levels


def _decayed(matched: Sequence[bool]) -> list[float]:
    sums, near = [], 0.0
    for here in matched:
        sums.append(near)
        near = (near + here) * _DECAY
    return sums


def starts(view: View) -> list[int]:
    """List the tokens where an answer may begin."""
    classes = view.classes
    return [at for at, token in enumerate(view.tokens) if _may_start(classes[at + 2], token, view, at)]


def _may_start(name: str, token: Token, view: View, at: int) -> bool:
    if not token.stem:
        return token.text in _SIGNS_FIRST
    return name not in _NO_START and token.stem not in ("but", "nor") and not _after_hyphen(view, at)


def _after_hyphen(view: View, at: int) -> bool:
    tokens = view.tokens
    return (
        at > 1
        and tokens[at - 1].text == "-"
        and tokens[at - 1].end == tokens[at].start
        and tokens[at - 2].end == tokens[at - 1].start
    )


def ends(view: View) -> list[int]:
    """List the tokens where an answer may end."""
    classes = view.classes
    return [at for at, token in enumerate(view.tokens) if _may_end(classes[at + 2], token)]


def _may_end(name: str, token: Token) -> bool:
    if name in _NO_END or name == "'s":
        return False
    if not token.text[0].isalnum():
        return token.text in _SIGNS_LAST
    return token.text.lower() not in _NO_END_WORDS


def spans(view: View) -> Iterator[tuple[int, list[int]]]:
    """Pair each start with its ends: at most 20 tokens, or 40 up to a mark or the sentence's end."""
    lasts = ends(view)
    far_lasts = [last for last in lasts if last + 1 == len(view.tokens) or not view.tokens[last + 1].stem]
    for first in starts(view):
        near = lasts[bisect_left(lasts, first) : bisect_left(lasts, first + LONGEST)]
        far = bisect_left(far_lasts, first + LONGEST), bisect_left(far_lasts, first + LONGEST_TO_MARK)
        yield first, near + far_lasts[slice(*far)]


def first_features(view: View, at: int) -> list[str]:
    """Name what stands at the first edge of a span that begins with token `at`."""
    second, before, first = view.classes[at : at + 3]
    names = [
        f"first: {first}",
        f"before: {before}",
        f"before and first: {before} {first}",
        f"two before: {second} {before}",
        _NEAR_BEFORE[min(view.near_before[at], 10)],
        _BETWEEN_BEFORE[view.between_before[at]],
    ]
    tokens, asked = view.tokens, view.asked
    if asked.head and at and asked.head in (tokens[at - 1].stem, tokens[at - 2].stem if at > 1 else ""):
        names.append("asked noun: just before")
    if asked.preposition:
        names += _prepositions(view, at)
    if first in _GROUPS:
        names.append(f"first word: {tokens[at].text.lower()}")
    if before in _GROUPS:
        names.append(f"word before: {tokens[at - 1].text.lower()}")
    return names


def _prepositions(view: View, at: int) -> Iterator[str]:
    tokens, asked = view.tokens, view.asked
    if at and tokens[at - 1].text.lower() == asked.preposition:
        yield "asked preposition: just before"
    if tokens[at].text.lower() == asked.preposition:
        yield "asked preposition: first"


def last_features(view: View, at: int) -> list[str]:
    """Name what stands at the last edge of a span that ends with token `at`."""
    last, after, second = view.classes[at + 2 : at + 5]
    names = [
        f"last: {last}",
        f"after: {after}",
        f"last and after: {last} {after}",
        f"two after: {after} {second}",
        _NEAR_AFTER[min(view.near_after[at], 10)],
        _BETWEEN_AFTER[view.between_after[at]],
    ]
    tokens, head = view.tokens, view.asked.head
    if head and head == tokens[at].stem:
        names.append("asked noun: last")
    if head and head in (token.stem for token in tokens[at + 1 : at + 3]):
        names.append("asked noun: just after")
    if last in _GROUPS:
        names.append(f"last word: {tokens[at].text.lower()}")
    if after in _GROUPS:
        names.append(f"word after: {tokens[at + 1].text.lower()}")
    return names


def _bucket(steps: int) -> str:
    return {0: "0", 1: "1", 2: "2", 3: "3 or 4", 4: "3 or 4"}.get(
        steps, "5 to 9" if steps < 10 else "10 or more"
    )


_NEAR_BEFORE = [f"question word before: {_bucket(steps)} off" for steps in range(11)]
_NEAR_AFTER = [f"question word after: {_bucket(steps)} off" for steps in range(11)]
_BETWEEN_BEFORE = [f"between question word and first: {kind}" for kind in _BETWEEN]
_BETWEEN_AFTER = [f"between last and question word: {kind}" for kind in _BETWEEN]
_LENGTHS = ["", *"1234", "5 or 6", "5 or 6", *["7 to 9"] * 3, *["10 to 14"] * 5]


def length_feature(length: int) -> str:
    """Name the group of a span's length in tokens."""
    return f"length: {_LENGTHS[length] if length < len(_LENGTHS) else '15 or more'}"


def span_features(view: View, first: int, last: int) -> list[str]:
    """Name what the span from token `first` to token `last` is as a whole, its length left out."""
    classes = view.classes
    bits = 0
    for name in classes[first + 2 : last + 3]:
        bits |= _BITS.get(name, _MARK_BIT)
    names = [
        f"around: {classes[first + 1]} {classes[last + 3]}",
        _shared(view, first, last),
        f"question words near: {min(int(2 * (view.before[first] + view.after[last])), 8)}",
        _recognised(view, first, last),
        *_contents(bits),
    ]
    names += _head_inside(view, first, last)
    names += _quoted(view, first, last)
    return names


def _recognised(view: View, first: int, last: int) -> str:
    start, end = view.tokens[first].start, view.tokens[last].end
    if not view.found:
        return "recognised: nothing in the sentence"
    if (start, end) in view.found:
        return "recognised: whole"
    if any(begin <= start and end <= stop for begin, stop in view.found):
        return "recognised: part of one"
    if any(start <= begin and stop <= end for begin, stop in view.found):
        return "recognised: one inside"
    return "recognised: elsewhere"


def _shared(view: View, first: int, last: int) -> str:
    content = view.content[last + 1] - view.content[first]
    shared = view.shared[last + 1] - view.shared[first]
    if not shared:
        return "question words inside: none"
    return "question words inside: all" if shared == content else "question words inside: some"


def _head_inside(view: View, first: int, last: int) -> Iterator[str]:
    head = view.asked.head
    if head and any(token.stem == head for token in view.tokens[first:last]):
        yield "asked noun: inside, not last"


def _quoted(view: View, first: int, last: int) -> Iterator[str]:
    classes = view.classes
    if classes[first + 1] == '"' == classes[last + 3]:
        yield "quotation: whole"
    inside = classes[first + 2 : last + 3]
    if inside.count('"') % 2:
        yield "quotation: cut"
    if inside.count("(") != inside.count(")"):
        yield "bracket: cut"


def _bits() -> dict[str, int]:
    kinds = ["capital", "number", "word", "verb ending", *_INSIDE]
    bit = {kind: 1 << at for at, kind in enumerate(kinds)}
    found = dict.fromkeys(_CAPITAL, bit["capital"]) | dict.fromkeys(_NUMERIC, bit["number"])
    found |= {"word": bit["word"], "-s": bit["word"], "-ly": bit["word"]}
    found |= {"-ed": bit["word"] | bit["verb ending"], "-ing": bit["word"] | bit["verb ending"]}
    closed = dict.fromkeys(_CLOSED.values(), 0)
    return (
        closed | found | {name: bit[kind] for name, kind in _INSIDE_CLASSES.items()} | {"'s": 0, "hyphen": 0}
    )


_BITS = _bits()
_MARK_BIT = 0


@lru_cache(maxsize=1 << 10)
def _contents(bits: int) -> tuple[str, ...]:
    kinds = ["capital", "number", "word", "verb ending", *_INSIDE]
    held = [kind for at, kind in enumerate(kinds) if bits >> at & 1]
    shape = " ".join(kind for kind in held if kind in ("capital", "number", "word")) or "closed words"
    return (
        f"shape: {shape}",
        *(f"inside: {kind}" for kind in held if kind not in ("capital", "number", "word")),
    )
