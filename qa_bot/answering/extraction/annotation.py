"""A sentence as a question sees it, and the spans of it that may answer at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from qa_bot.answer_types import find
from qa_bot.answering.extraction.token_classes import CLOSED, CONTENT, token_class
from qa_bot.language.lexicon.function_words import FINITE_BE, SPAN_PREPOSITIONS
from qa_bot.language.tokens import fold, tokens
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question, Span, Token

LONGEST = 20  # tokens of a span
LONGEST_TO_MARK = 40  # tokens of a span that ends where a mark, or the end of the sentence, follows
FAR = 99  # steps to a question word where there is none
EDGE = "edge of the sentence"
BETWEEN = (
    "nothing",
    "words",
    "a preposition",
    "a verb",
    "a mark",
    "a clause word",
    "a comma",
    "no question word",
)
_NO_START = ("article", "be or have", "which or who", "and", "or", "but", "'s")
_NO_END = ("article", "which or who", "but", "preposition", "'s")
SIGNS_FIRST = ("$", "£", "€")
SIGNS_LAST = ("%", "°")
_DECAY = 0.8  # what a question word counts one token farther off
# How far a class of tokens parts a span from a question word: its place in BETWEEN, 1 where none is named.
_LEVELS = (
    dict.fromkeys((*SPAN_PREPOSITIONS, "preposition", "particle preposition"), 2)
    | {"be or have": 3, "auxiliary": 3}
    | dict.fromkeys(("(", ")", '"', ";", ":", "dash"), 4)
    | {"which or who": 5, "clause word": 5, ",": 6}
)


_SPACE = re.compile(r"\s")


class QuestionFeatures(NamedTuple):
    """What the features need of a question; the same for each of its sentences."""

    terms: frozenset[str]
    focus: str
    preposition: str
    type: str


class AnnotatedSentence(NamedTuple):
    """A sentence as a question sees it. `classes` has two edges before and two after those of the tokens.

    For each token: `near_*` steps to the next question word on that side, `between_*` the
    weightiest token on the way (its place in BETWEEN), `before` and `after` how many question words
    stand there, each counted less the farther off it is. `content` and `shared` (content words
    that are question words) are running counts, `focus` the places of the asked noun, `entities`
    the spans of what the recogniser of the answer type finds.
    """

    tokens: Sequence[Token]
    question: QuestionFeatures
    classes: list[str]
    near_before: list[int]
    near_after: list[int]
    between_before: list[int]
    between_after: list[int]
    before: list[float]
    after: list[float]
    content: list[int]
    shared: list[int]
    entities: frozenset[Span]
    focus: list[int]


def features_of(question: Question) -> QuestionFeatures:
    """Return what the features need of a question."""
    preposition = _asked_preposition(question.tokens)
    return QuestionFeatures(frozenset(question.terms), question.focus, preposition, question.type)


def _asked_preposition(tokens: Sequence[Token]) -> str:
    """Return the preposition with which a question begins or ends: "in what year", "who for"."""
    words = [fold(token.text) for token in tokens if token.stem]
    edges = (words[0], words[-1]) if words else ()
    return next((word for word in edges if _is_preposition(CLOSED.get(word, ""))), "")


def annotate(question: QuestionFeatures, text: str) -> AnnotatedSentence:
    """Return a sentence with what its tokens are and how they stand to a question's words."""
    words = tokens(text)
    classes = [token_class(token.text) for token in words]
    matched = [token.stem in question.terms for token in words]
    content = [name in CONTENT for name in classes]
    shared = [is_content and is_matched for is_content, is_matched in zip(content, matched, strict=True)]
    return AnnotatedSentence(
        tokens=words,
        question=question,
        classes=[EDGE, EDGE, *classes, EDGE, EDGE],
        near_before=_distances(matched),
        near_after=_distances(matched[::-1])[::-1],
        between_before=_between(matched, classes),
        between_after=_between(matched[::-1], classes[::-1])[::-1],
        before=_decayed(matched),
        after=_decayed(matched[::-1])[::-1],
        content=[0, *accumulate(content)],
        shared=[0, *accumulate(shared)],
        entities=_recognised(question.type, text),
        focus=[at for at, token in enumerate(words) if question.focus and token.stem == question.focus],
    )


def _recognised(name: str, text: str) -> frozenset[Span]:
    """Return the spans that the recogniser of an answer type finds, a line break read as a space."""
    return frozenset((one.start, one.end) for one in find(name, _SPACE.sub(" ", text)))


def _distances(matched: Sequence[bool]) -> list[int]:
    steps, far = [], FAR
    for here in matched:
        steps.append(far)
        far = 1 if here else far + 1
    return steps


def _between(matched: Sequence[bool], classes: Sequence[str]) -> list[int]:
    """Return the weightiest class since the last question word, as its place in `BETWEEN`."""
    levels, level = [], len(BETWEEN) - 1
    for here, name in zip(matched, classes, strict=True):
        levels.append(level)
        level = 0 if here else max(level, _LEVELS.get(name, 1))
    return levels


def _decayed(matched: Sequence[bool]) -> list[float]:
    sums, near = [], 0.0
    for here in matched:
        sums.append(near)
        near = (near + 1 if here else near) * _DECAY
    return sums


def starts(sentence: AnnotatedSentence) -> list[int]:
    """Return the tokens where an answer may begin."""
    classes = sentence.classes
    return [
        at for at, token in enumerate(sentence.tokens) if _may_start(classes[at + 2], token, sentence, at)
    ]


def _may_start(name: str, token: Token, sentence: AnnotatedSentence, at: int) -> bool:
    if not token.stem:
        return token.text in SIGNS_FIRST
    return name not in _NO_START and not _after_hyphen(sentence, at)


def _after_hyphen(sentence: AnnotatedSentence, at: int) -> bool:
    tokens = sentence.tokens
    return (
        at > 1
        and tokens[at - 1].text == "-"
        and tokens[at - 1].end == tokens[at].start
        and tokens[at - 2].end == tokens[at - 1].start
    )


def ends(sentence: AnnotatedSentence) -> list[int]:
    """Return the tokens where an answer may end."""
    classes = sentence.classes
    return [at for at, token in enumerate(sentence.tokens) if _may_end(classes[at + 2], token)]


def _is_preposition(name: str) -> bool:
    """Whether a class of words is one of prepositions."""
    return name.endswith("preposition") or name in SPAN_PREPOSITIONS - {"and", "or", "as"}


def _may_end(name: str, token: Token) -> bool:
    if name in _NO_END or (name in SPAN_PREPOSITIONS and name != "on"):
        return False
    if not token.text[0].isalnum():
        return token.text in SIGNS_LAST
    return token.text.lower() not in FINITE_BE | {"that", "than"}


def spans(sentence: AnnotatedSentence) -> Iterator[tuple[int, list[int]]]:
    """Yield each start with its ends: at most 20 tokens, or 40 up to a mark or the sentence's end."""
    lasts = ends(sentence)
    far_lasts = [
        last for last in lasts if last + 1 == len(sentence.tokens) or not sentence.tokens[last + 1].stem
    ]
    for first in starts(sentence):
        near = lasts[bisect_left(lasts, first) : bisect_left(lasts, first + LONGEST)]
        far = bisect_left(far_lasts, first + LONGEST), bisect_left(far_lasts, first + LONGEST_TO_MARK)
        yield first, near + far_lasts[slice(*far)]
