"""Inflection: singular and plural nouns, past forms of verbs, words run together."""

from __future__ import annotations

from qa_bot.language.lexicon.function_words import PERSONAL, WH
from qa_bot.language.lexicon.irregular_forms import IRREGULAR, PAST_FORMS, PLURAL_FORMS
from qa_bot.language.tokens import fold

_CONTRACTING = PERSONAL | WH | {"that", "there", "here"}
_CONTRACTED = ("m", "re", "ve", "ll", "d", "s")
_NO_PLURALS = ("news", "series", "means", "species", "physics", "mathematics", "politics")
_SHORTEST_PLURAL = 4  # letters: shorter words in -s are no plurals as often, "gas", "was"
_SHORTEST_PAST = 5  # letters: shorter words in -ed are no past forms as often, "need"


def singulars(word: str) -> list[str]:
    """Return the possible singulars of a noun in lower case, none where it is no plural."""
    if word in IRREGULAR and (word in PLURAL_FORMS or word.endswith("ves")):
        return [IRREGULAR[word]]
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return []
    if word.endswith("ies"):
        return [word[:-1], word[:-3] + "y"]
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return [word[:-1], word[:-2]]
    return [word[:-1]]


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    folded = fold(word)
    in_s = len(folded) >= _SHORTEST_PLURAL and folded not in _NO_PLURALS
    return folded in PLURAL_FORMS or (in_s and bool(singulars(folded)))


def is_past(word: str) -> bool:
    """Whether a word in lower case looks like a verb in the past."""
    return word in PAST_FORMS or (word.endswith("ed") and len(word) >= _SHORTEST_PAST)


def is_contraction(word: str) -> bool:
    """Whether a word in lower case is two run together: "i'm", "they've", "mustn't"."""
    first, _, rest = word.partition("'")
    return word.endswith("n't") or (rest in _CONTRACTED and first in _CONTRACTING)
