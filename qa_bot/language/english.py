"""Whether a text is English: by the share of the words that every English text is full of."""

from __future__ import annotations

import re

from qa_bot.language.lexicon.function_words import ENGLISH_ABOVE_ALL

LEAST_LETTERS = 120  # about 25 words: of fewer nothing is said
LEAST_SHARE = 0.04  # of the words; measured: English prose has 0.06 to 0.25, other languages under 0.02
MOST_READ = 20_000  # characters
_WORD = re.compile(r"[^\W\d_]+")


def is_english(text: str) -> bool | None:
    """Whether running text is English; None where it is too short to tell."""
    words = _WORD.findall(text[:MOST_READ])
    if sum(map(len, words)) < LEAST_LETTERS:
        return None
    return sum(word.lower() in ENGLISH_ABOVE_ALL for word in words) >= LEAST_SHARE * len(words)
