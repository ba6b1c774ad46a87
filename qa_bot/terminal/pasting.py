"""Several lines pasted at once, or written in an editor: how many questions they are."""

from __future__ import annotations

import re

from qa_bot.language.lexicon.function_words import HELPERS, WH

_MARKED = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+")
_ENDS = ("?", ".", "!", "?”", '?"')


def questions_in(typed: str) -> list[str]:
    """Return the questions and commands of some lines, one each; a question broken at its margin is one.

    A line goes on in the next where it ends no sentence and the next begins with a small letter, unless
    that asks by itself: "who", "did".
    """
    found = list[str]()
    goes_on = False
    for text in typed.split("\n"):
        bare = " ".join(text.split())
        if goes_on and _continues(bare):
            found[-1] += f" {bare}"
        elif bare:
            found.append(_MARKED.sub("", bare, count=1) if _MARKED.match(bare) else bare)
        goes_on = bool(bare) and not bare.endswith(_ENDS)
    return found


def _continues(line: str) -> bool:
    """Whether a line may be the rest of the one before it."""
    return line[:1].islower() and line.split()[0].lower() not in WH | HELPERS
