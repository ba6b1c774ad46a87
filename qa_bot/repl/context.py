"""What a sentence leans on: the one before it, when it begins with a pronoun."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa_bot.sentences import sentences
from qa_bot.values import Answer, Sentence

TextOf = Callable[[str], str]

_LEANING = re.compile(
    r"[“‘\"'(\s]*(?:he|she|it|they|this|that|these|those|his|her|their|its)\b", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_FURTHEST = 2000


def leaned_on(answer: Answer, text_of: TextOf) -> str | None:
    """Give the sentence before the answer's in its paragraph, when that one begins with a pronoun."""
    if not _LEANING.match(answer.sentence.text):
        return None
    return sentence_before(text_of(answer.source.id), answer.sentence)


def sentence_before(text: str, sentence: Sentence) -> str | None:
    """Give the sentence before `sentence` in the same paragraph of the article's `text`."""
    furthest = max(0, sentence.start - _FURTHEST)
    ends = [blank.end() for blank in _BLANK_LINE.finditer(text, furthest, sentence.start)]
    spans = list(sentences(text, ends[-1] if ends else furthest, sentence.start))
    return text[slice(*spans[-1])] if spans else None
