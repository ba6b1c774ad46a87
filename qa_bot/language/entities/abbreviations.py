"""Short forms defined in a text: "Medical Practitioners' Union (MPU)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import stem, tokens
from qa_bot.values import Expansion, Token

_SHORT_FORM = re.compile(r"\((?:or |the )?([A-Z][A-Za-z&]{0,4}[A-Z])s?\)")


def stand_ins(found: Sequence[Expansion]) -> Mapping[str, Mapping[str, float]]:
    """Give what may meet each term: the short form for every long word, and its last words for it."""
    pairs: dict[str, dict[str, float]] = {}
    for short, long in found:
        for word in long:
            pairs.setdefault(word, {})[short] = 1.0
            pairs.setdefault(short, {})[word] = 1 / len(long)
    return pairs


def definition(term: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of the long form that the texts define for a short form, none where none does."""
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
