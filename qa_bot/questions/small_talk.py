"""Small talk: what is said to the program and asks nothing of the articles."""

from __future__ import annotations

from typing import Literal

from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import COURTEOUS, COURTESIES
from qa_bot.language.tokens import fold

SmallTalk = Literal["", "help", "articles", "more", "reasons", "courtesy"]
LONGEST = 60  # characters: who says more may mean more
_PHRASES: dict[SmallTalk, str] = {
    "help": "help|help me|i need help|what can you do|what can i ask|what can i ask you|how do you work",
    "articles": (
        "what articles do you have|which articles do you have|what articles are there|what do you know"
    ),
    "more": "more|show more|show me more",
    "reasons": "are you sure|are you certain|how sure are you",
    "courtesy": (
        "how are you|how are you doing|how are you today|how is it going|how's it going|what's up|whats up"
        "|who are you|what are you|are you a bot|are you human|good morning|good afternoon|good evening"
    ),
}
_KINDS = {phrase: kind for kind, phrases in _PHRASES.items() for phrase in phrases.split("|")}


def small_talk(text: str) -> SmallTalk:
    """Return what kind of small talk a text is, "" where it is none."""
    if len(text) > LONGEST:
        return ""
    words = compiled(r"[^\W_]+(?:['’][^\W_]+)?").findall(text.lower().replace("’", "'"))
    is_courtesy = not COURTESIES.isdisjoint(words) and COURTEOUS.issuperset(map(fold, words))
    return _KINDS.get(" ".join(words)) or ("courtesy" if is_courtesy else "")
