"""Which way a time in a sentence looks from the day it was written, by the verb that governs it.

The nearest marker of tense before the time decides, else the first one after it; participles and
infinitives look neither way. Reichenbach, "Elements of Symbolic Logic" (1947), explains why: "had planned
to strike in December" is past of speech and either side of the event.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot.language.entities.patterns import any_of, compiled, one_of

PAST, EITHER, FUTURE = -1, 0, 1
_WORD = r"(?: [a-z’'-]{1,15})"
_BE_NOW = one_of("is are am")
_WAS = one_of("was were")
_AHEAD = one_of("to due set scheduled planned expected going likely")
_REPORTING = one_of(
    """
    said told added announced reported revealed confirmed claimed wrote argued insisted warned stated
    predicted
    """
)
_IRREGULAR = one_of(
    """
    did went came began became took gave got met won lost held fell rose grew made left led ran sold
    bought built broke chose drew drove fought found flew kept knew laid lay paid sat sent shot sank spent
    spoke stood struck swept taught threw withdrew wound thought brought caught sought felt heard hid sang
    swam rang rode ate bore dealt dug fed fled forgot froze hung leapt lent meant shook shone slept slid
    swore tore woke wore wept
    """
)
_NO_VERB = one_of(
    "need indeed hundred speed feed seed red bed breed shed exceed proceed succeed sacred naked"
)
_ADJECTIVE_AFTER = one_of(
    """
    the a an of in for with from by on at its their his her our more most new any no as
    """
)
_TIMETABLED = any_of(
    one_of("starts begins opens closes ends meets resumes returns expires commences reopens"),
    "runs out|takes place|kicks off",
)
_EARLIER = any_of("[Ee]arlier", "[Ll]ate(?: last)?", "[Bb]ack")
_MARKERS = (
    (FUTURE, rf"(?:will|shall|won['’]t|[a-z]{{1,4}}['’]ll)\b{_WORD}{{0,3}}"),
    (FUTURE, rf"{_BE_NOW}(?: (?:not|now|still|also|currently|already|only))? {_AHEAD}\b{_WORD}{{0,2}}"),
    (EITHER, rf"(?:would|could|should|may|might|must|can)\b{_WORD}{{0,3}}"),
    (EITHER, rf"{_WAS}(?: \w{{2,12}})? {_AHEAD}\b{_WORD}{{0,2}}"),
    (EITHER, rf"(?:has|have|{_BE_NOW}|be|been|being)\b{_WORD}{{0,2}}"),
    (EITHER, r"(?:[a-z]{2,14}ed|chose|had|hopes|plans|wants|hoping|planning) to [a-z]{2,15}"),
    (
        EITHER,
        r"(?:planned|scheduled|due|expected|set|postponed|delayed|brought forward) (?:for|until|from|to)\b",
    ),
    (EITHER, r"to (?!(?:the|a|an|his|her|its|their|our|this|that)\b)[a-z]{2,15}(?: \w{2,15}(?:ed|en))?"),
    (EITHER, r"(?:beginning|starting|commencing|opening|ending|running|due)\b"),
    (FUTURE, rf"(?:{_TIMETABLED}|upcoming|forthcoming)\b"),
    (PAST, rf"{_WAS}\b(?! {_AHEAD})|had\b|ago\b"),
    (PAST, rf"{_IRREGULAR}\b"),
    (PAST, rf"(?!{_NO_VERB}\b|{_REPORTING}\b)[a-z]{{2,14}}ed\b"),
)
_LOOK = 240
_TOLD_THEN = rf"\b{_REPORTING}(?: {_EARLIER})?(?: (?:on|in|at))? \Z"
_TOLD_HEARERS = (
    r"\b(?:told|informed|addressed|asked|wrote to)"
    r"(?: (?!(?:that|would|will|had|could|should|was|were|to)\b)[\w’'-]{1,20}){1,7} on \Z"
)
_CLAUSE_ENDS = r"(?: that\b|[.,;”\"]|\Z)"
_EARLIER_ON = rf"\b{_EARLIER} (?:on|in|this)? ?\Z"


def leaning(text: str, start: int, end: int) -> int:
    """Return which way the time from `start` to `end` looks: back (-1), ahead (1), neither (0)."""
    before = text[max(0, start - _LOOK) : start]
    if compiled(_TOLD_THEN).search(before) or compiled(_EARLIER_ON).search(before):
        return PAST
    if compiled(_TOLD_HEARERS).search(before) and compiled(_CLAUSE_ENDS).match(text, end):
        return PAST
    ways = list(_markers(before))
    if ways:
        return ways[-1]
    return next(_markers(text[end : end + _LOOK]), EITHER)


def _markers(text: str) -> Iterator[int]:
    """Yield the way of each marker of tense, in order; a participle that stands as an adjective is none."""
    for match in compiled(_ALL).finditer(text):
        number = int((match.lastgroup or "m0")[1:])
        if number < _PARTICIPLES or not compiled(_BEFORE_ADJECTIVE).search(text[: match.start()][-12:]):
            yield _MARKERS[number][0]


_PARTICIPLES = len(_MARKERS) - 2
_BEFORE_ADJECTIVE = rf"\b{_ADJECTIVE_AFTER} \Z"
_ALL = r"(?<![\w’'-])(?:" + "|".join(f"(?P<m{at}>{rule})" for at, (_, rule) in enumerate(_MARKERS)) + ")"
