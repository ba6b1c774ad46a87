"""Short forms learnt from the articles themselves: "Medical Practitioners' Union (MPU)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from qa_bot.text import stem, tokens
from qa_bot.values import Expansion, Question, Token
from qa_bot.words import FUNCTION_WORDS

LONGEST = 6
_SHORT_FORM = re.compile(r"\((?:or |the )?([A-Z][A-Za-z&]{0,4}[A-Z])s?\)")


def expansions(question: Question, texts_with: Callable[[str], Iterable[str]]) -> tuple[Expansion, ...]:
    """Find the short forms that the question uses, or whose long form it spells out.

    `texts_with` gives texts that hold a term. A definition counts when the initials of the words
    before the bracket spell the short form, small words passed over (after Schwartz and Hearst
    2003, "A simple algorithm for identifying abbreviation definitions").
    """
    wanted = {*_short_words(question.tokens), *_initials(question.tokens)}
    found = {term: _definition(term, texts_with(term)) for term in sorted(wanted)}
    return tuple(Expansion(term, long) for term, long in found.items() if long)


def stand_ins(found: Sequence[Expansion]) -> Mapping[str, Mapping[str, float]]:
    """Give what may meet each term: the short form for every long word, and its last words for it."""
    pairs: dict[str, dict[str, float]] = {}
    for short, long in found:
        for word in long:
            pairs.setdefault(word, {})[short] = 1.0
            pairs.setdefault(short, {})[word] = 1 / len(long)
    return pairs


def _short_words(found: Sequence[Token]) -> list[str]:
    return [
        token.stem for token in found if 2 <= len(token.text) <= LONGEST and token.stem not in FUNCTION_WORDS
    ]


def _initials(found: Sequence[Token]) -> list[str]:
    """Give the initials of each run of two to six capitalised words."""
    runs: list[str] = [""]
    for token in found:
        if token.text[0].isupper():
            runs[-1] += token.text[0].lower()
        elif token.stem and token.stem not in FUNCTION_WORDS:
            runs.append("")
    return [run[first:] for run in runs for first in (0, 1) if 2 <= len(run[first:]) <= LONGEST]


def _definition(term: str, texts: Iterable[str]) -> tuple[str, ...]:
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
        if not token.stem or (token.stem in FUNCTION_WORDS and token.text[0].lower() != letters[-1]):
            continue
        if token.text[0].lower() != letters.pop():
            return ()
        if token.stem not in FUNCTION_WORDS:
            long.append(token.stem)
    return () if letters else tuple(reversed(long))
