"""Small talk: what is said to the program and asks nothing of the articles, and what is said to it."""

from __future__ import annotations

from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import COURTEOUS, COURTESIES
from qa_bot.language.tokens import fold

LONGEST = 60  # characters: who says more may mean more
ASK, COMMANDS = "Ask me about the articles, or type /help.", "/help shows what can be typed."
ARTICLES, MORE = "/articles lists the articles.", "/more shows the next best sentences."
REASONS = "/why shows what spoke for the sentence."
_PHRASES = {
    "help|help me|i need help|what can you do|what can i ask|what can i ask you|how do you work": COMMANDS,
    "what articles do you have|which articles do you have|what articles are there|what do you know": ARTICLES,
    "more|show more|show me more": MORE,
    "are you sure|are you certain|how sure are you": REASONS,
    "how are you|how are you doing|how are you today|how is it going|how's it going|what's up|whats up": ASK,
    "who are you|what are you|are you a bot|are you human|good morning|good afternoon|good evening": ASK,
}
_SAID = {phrase: line for phrases, line in _PHRASES.items() for phrase in phrases.split("|")}


def small_talk(text: str) -> str:
    """Return what is said to small talk, "" where a text is none."""
    if len(text) > LONGEST:
        return ""
    words = compiled(r"[^\W_]+(?:['’][^\W_]+)?").findall(text.lower().replace("’", "'"))
    is_courtesy = not COURTESIES.isdisjoint(words) and COURTEOUS.issuperset(map(fold, words))
    return _SAID.get(" ".join(words)) or (ASK if is_courtesy else "")
