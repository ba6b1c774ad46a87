"""Small talk: what is said to the program and asks nothing of the articles."""

from __future__ import annotations

from typing import Literal, get_args

from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.adverbs import COURTEOUS
from qa_bot.named_tuples import NamedTuple

SmallTalk = Literal[
    "",
    "bye",
    "thanks",
    "hello",
    "assent",
    "help",
    "self",
    "articles",
    "more",
    "reasons",
    "wrong",
    "source",
    "forget",
]
LONGEST = 60  # characters: who says more may mean more


class _Row(NamedTuple):
    """A kind of small talk: the phrases that are all that is said, and words that say it among courtesies."""

    kind: SmallTalk
    phrases: str = ""
    words: str = ""


# The first row counts where several are said: "ok thanks, bye".
_ROWS = (
    _Row("bye", "see you|see you later|good night", "bye goodbye cheerio"),
    _Row("thanks", "much appreciated|well done|good job", "thanks thank thankyou thx ta cheers"),
    _Row(
        "hello",
        "how are you|how are you doing|how are you today|how is it going|how's it going|what's up|whats up"
        "|good morning|good afternoon|good evening|nice to meet you",
        "hello hi hey hiya",
    ),
    _Row(
        "assent",
        "can i ask you something|can i ask you a question|i have a question"
        "|i see|i get it|got it|no thanks|never mind|nevermind|fair enough|good to know|that's all|nothing",
        "yes no yeah yep nope please ok okay great cool sorry nice sure perfect hmm hm um uh oh ah wow lol"
        " haha",
    ),
    _Row(
        "help",
        "help|help me|i need help|what can you do|what can i ask|what can i ask you|how do you work"
        "|how does this work|what do i do|what now|what|huh|pardon|what do you mean",
    ),
    _Row(
        "self",
        "who are you|what are you|who made you|what is your name|what's your name|are you a bot|are you human"
        "|are you an ai",
    ),
    _Row(
        "articles",
        "what articles do you have|which articles do you have|what articles are there|what do you know"
        "|how many articles are there|how many articles do you have|what files do you have"
        "|what do you have|what is this about|what's this about|what are the articles about"
        "|list the articles",
    ),
    _Row("more", "more|show more|show me more|tell me more|go on"),
    _Row(
        "reasons",
        "are you sure|are you certain|how sure are you|explain|why do you say that|how do you know",
    ),
    _Row(
        "wrong",
        "wrong|that's wrong|thats wrong|that is wrong|you are wrong|you're wrong|youre wrong|that's not right"
        "|that is not right|that's not true|that's not what i asked|that is not what i asked|incorrect",
    ),
    _Row(
        "source",
        "source|sources|source please|where does it say that|where does it say so|where does it say this"
        "|where is that from|where did you get that|says who|which article|which article is that from",
    ),
    _Row(
        "forget",
        "new topic|new subject|new question|change the subject|start over|forget|forget it|forget that",
    ),
)
_KINDS = {phrase: row.kind for row in _ROWS for phrase in row.phrases.split("|") if phrase}
_WORDS = {word: row.kind for row in _ROWS for word in row.words.split()}
KINDS: tuple[SmallTalk, ...] = get_args(SmallTalk)[1:]


def small_talk(text: str) -> SmallTalk:
    """Return what kind of small talk a text is, "" where it is none."""
    if len(text) > LONGEST:
        return ""
    words = compiled(r"[^\W_]+(?:['’][^\W_]+)?").findall(text.lower().replace("’", "'"))
    whole = _KINDS.get(" ".join(words))
    if whole:
        return whole
    said = {_WORDS[word] for word in words if word in _WORDS}
    # Of what is said beside courtesies, a phrase counts: "ok, thanks, are you sure?".
    rest = " ".join(word for word in words if word not in _WORDS)
    if said and rest in _KINDS:
        return _KINDS[rest]
    is_courtesy = said and all(word in _WORDS or word in COURTEOUS for word in words)
    return min(said, key=KINDS.index) if is_courtesy else ""
