"""The condition on which a sentence says yes or no."""

from __future__ import annotations

from qa_bot.language.entities.patterns import compiled

LONGEST = 160  # code points
_CONDITION = rf"\b(?:only (?:if|when)|if|unless|provided|as long as)\b[^.;:]{{3,{LONGEST}}}"


def condition(sentence: str) -> str:
    """Return the words of a condition that a sentence sets, such as "if it is inspected"; "" for none."""
    found = compiled(_CONDITION).search(sentence)
    return found[0].strip() if found else ""
