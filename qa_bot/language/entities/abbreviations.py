"""Short forms defined in a text: "Medical Practitioners' Union (MPU)".

`definition` must be sure, for it serves every question: each letter must stand for a word. `expansions` finds
what may answer "what does MPU stand for", and is content with the first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qa_bot.language.entities.patterns import compiled, trimmed
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import stem, tokens
from qa_bot.values import Entity, Expansion, Token

_SHORT_FORM = re.compile(r"\((?:or |the )?([A-Z][A-Za-z&]{0,4}[A-Z])s?\)")


def stand_ins(found: Sequence[Expansion]) -> Mapping[str, Mapping[str, float]]:
    """Return what may meet each term: the short form for every long word, and its last words for it."""
    pairs: dict[str, dict[str, float]] = {}
    for short, long in found:
        for word in long:
            pairs.setdefault(word, {})[short] = 1.0
            pairs.setdefault(short, {})[word] = 1 / len(long)
    return pairs


def definition(term: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the long form that the texts define for a short form, none where none does.

    A definition counts when the initials of the words before the bracket spell the short form, small words
    passed over (after Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation
    definitions").
    """
    for text in texts:
        for match in _SHORT_FORM.finditer(text):
            long = _spelt_out(match[1], tokens(text[max(0, match.start() - 120) : match.start()]))
            if long and stem(match[1]) == term:
                return long
    return ()


def _spelt_out(short: str, before: Sequence[Token]) -> tuple[str, ...]:
    letters, long = [letter.lower() for letter in short if letter.isalpha()], []
    for token in reversed(before):
        if not letters:
            break
        if _is_passed_over(token, letters[-1]):
            continue
        if token.text[0].lower() != letters.pop():
            return ()
        if token.stem not in FUNCTION_WORDS:
            long.append(token.stem)
    return () if letters else tuple(reversed(long))


def _is_passed_over(token: Token, letter: str) -> bool:
    """Whether a mark or a small word has no letter in the short form: the "of" of "DoH"."""
    return not token.stem or (token.stem in FUNCTION_WORDS and token.text[0].lower() != letter)


def expansions(sentence: str) -> Iterator[Entity]:
    """Find the long form before a bracketed short one, by its initials, or in brackets after it."""
    if "(" not in sentence and "[" not in sentence:
        return
    yield from _before_short_form(sentence)
    yield from _after_short_form(sentence)


def _before_short_form(sentence: str) -> Iterator[Entity]:
    for match in compiled(r"[(\[](?P<short>[A-Z][\w.&-]{1,8})[)\]]").finditer(sentence):
        start = _long_start(sentence, match.start(), match["short"])
        if start >= 0:
            yield Entity(start, len(sentence[: match.start()].rstrip()))


def _after_short_form(sentence: str) -> Iterator[Entity]:
    for match in compiled(
        r"(?<!\w)(\w)[\w&.-]{1,8} [(\[](?:for )?[“\"]?(?P<long>[^()“”\"\[\]]{3,80})"
    ).finditer(sentence):
        start, end = match.span("long")
        if match[1].isupper() and sentence[start].lower() == match[1].lower() and " " in sentence[start:end]:
            yield Entity(*trimmed(sentence, start, end))


def _long_start(sentence: str, end: int, short: str) -> int:
    """Return where the words whose initials make `short` begin, reading back from `end`; -1 if nowhere."""
    window = max(end - 120, 0)
    words = [match.start() + window for match in compiled(r"[^\W_]{1,40}").finditer(sentence[window:end])]
    letters = sum(letter.isalpha() for letter in short)
    near = [start for start in words[-letters - 3 :] if sentence[start].lower() == short[0].lower()]
    return min(near, key=lambda start: abs(len(words) - words.index(start) - letters), default=-1)
