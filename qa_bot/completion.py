"""Follow-up questions, completed from the talk so far by rules; a complete question is left alone.

Each rule is a row of RULES: its name, and a pure function from a question and the talk before it to the
question completed, or to the same question where the rule has nothing to say. They run in order, each on
what the ones before it made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa_bot.asking import AUXILIARIES, BE, WH
from qa_bot.reasking import TIME, elliptic, is_fragment, plain, with_phrase, with_word
from qa_bot.referents import Mention, Turn, has_antecedent, is_plural, mentions, phrases_in, referent, topic
from qa_bot.text import fold, stem, terms, tokens
from qa_bot.words import FUNCTION_WORDS

__all__ = ["RULES", "Completion", "Rule", "Turn", "complete"]

LONGEST_FOLLOW_UP = 300
LONGEST_COMPLETION = 1000
LONGEST_BESIDES = 14
LONGEST_PLAIN = 5
LONGEST_SAYING = 30
RECENT = 4
THIN = 1
FULL = 2

_FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
_OPENERS = FUNCTION_WORDS | WH | BE | AUXILIARIES | {"any", "anything", "name", "and"}
_PRONOUNS = {
    word: name
    for name, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves",
    }.items()
    for word in words.split()
}
_POSSESSIVE = frozenset("his its their hers theirs".split())
_EXPLETIVE = re.compile(r"it (?:\w{1,20} )?(?:to|that|true|take)\b", re.IGNORECASE)
_UNRESOLVED = re.compile(rf"\b(?:{'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?:(?:and|but|or|so|ok|okay|well)\b,?\s+)?"
    r"(?P<word>why|when|where|how|who|whom|which|how many|how much|how long|how often|since when"
    r"|in what year|what year|where exactly|when exactly)"
    r"(?:\s+(?:not|then|so|was that|is that|was it|is it|did it happen))?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:and\s+)?who\s+(?:said|says|claimed|claims|stated|wrote|told\s+(?:us|them))\s+(?:that|this|it|so)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:the\s+)?(first|second|third|fourth|fifth|other|last)\s+one\b", re.IGNORECASE)
_ORDINALS = {"first": 0, "second": 1, "other": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_MORE = re.compile(
    r"(?<!’s )(?<!'s )(?<!the )(?<!each )(?<!or )"
    r"\b(?:others?|else|another|any ?more|some more|additional|further)\b(?! than\b)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:and\s+)?(?:(?:any|are there any|is there any|anything|anyone|anybody|who|what|where|when|some)\s+)?"
    r"(?:others?|else|more)(?:\s+ones?)?",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:any|anyone|anything|some|there|happen(?:ed|s)?)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:besides|other than|apart from|aside from|except|in addition to|one another)\b", re.IGNORECASE
)
_ABOUT_ARTICLE = re.compile(r"\b(?:this|the) (?:article|section|text|page)\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"(?:and\s+)?(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(?!the\b|there\b|that\b|this\b)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\s+(?:of|that|which|who)\b|['’]s")
_POINTERS = ("this ", "that ", "these ", "those ")
_POINTING = frozenset("the this that these those".split())
_BARE_NOUNS = frozenset(
    """
    time year season period month day decade era night week article section text page name only same most
    first last other way reason fact thing result world
    """.split()
)
_VAGUE = frozenset(
    stem(word)
    for word in """
    happen interesting notable significant important special anything anyone many much long old often far
    other others else more some any another most best well good time year first know known tell fact facts
    name something someone exactly
    """.split()
)
_THEN = re.compile(
    r"\b(?:(?:at|during|in|by) )?(?:that|this|the same) (?:very )?"
    r"(?:time|year|season|period|month|day|decade|era)(?: period)?\b|\b(?:back )?then(?= ?(?:\?|$))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[1-9]|20)\d\d(?:[-–]\d{2,4})?\b")


class Completion(NamedTuple):
    """A question that stands alone: its text, the words added to it, and the names of the rules used."""

    text: str
    added: tuple[str, ...] = ()
    because: str = ""


class Rule(NamedTuple):
    """A way to complete a follow-up: gives the same text back where it does not apply.

    After a rule that is `last` the question is taken as complete.
    """

    name: str
    complete: Callable[[str, Sequence[Turn]], str]
    last: bool = False


def complete(question: str, talk: Sequence[Turn]) -> Completion:
    """Complete a question from the talk before it, oldest turn first; never raises.

    A question of more than LONGEST_FOLLOW_UP characters is taken as complete.
    """
    text, used = question, list[str]()
    for rule in RULES if talk and len(question) <= LONGEST_FOLLOW_UP else ():
        better = rule.complete(text, talk)
        if better != text and len(better) <= LONGEST_COMPLETION:
            text, used = better, [*used, rule.name]
            if rule.last:
                break
    return Completion(text, _added(question, text), ", ".join(used))


def _added(question: str, text: str) -> tuple[str, ...]:
    had = set(terms(question)) | _FUNCTION_STEMS
    words = {token.stem: token.text for token in tokens(text) if token.stem and token.stem not in had}
    return tuple(words.values())


def _asked(talk: Sequence[Turn]) -> Turn:
    return next((turn for turn in reversed(talk) if turn.question.strip()), talk[-1])


def _who_said(question: str, talk: Sequence[Turn]) -> str:
    """Ask who said the words of the last answer, or its whole sentence where the answer is a mere name."""
    turn = _asked(talk)
    if not _SAID.fullmatch(question.strip(" ?.!")) or not turn.answer:
        return question
    named = any(mention.text == turn.answer for mention in phrases_in(turn.answer))
    whole = turn.sentence if named or len(turn.answer.split()) < 2 else ""
    return f"Who said “{shortened(whole or turn.answer, LONGEST_SAYING)}”?"


def _bare(question: str, talk: Sequence[Turn]) -> str:
    """Ask the last question again with the new question word."""
    match = _BARE.fullmatch(question.strip(" ?.!"))
    if not match or not _asked(talk).question.strip():
        return question
    return with_word(match["word"].capitalize(), _asked(talk))


def _others(question: str, talk: Sequence[Turn]) -> str:
    """Ask the last question again, for other answers."""
    turn = _asked(talk)
    if not _OTHERS.fullmatch(question.strip(" ?.!")) or not turn.answer or not turn.question.strip():
        return question
    again = re.sub(r"^Besides [^,]*, ", "", turn.question.strip())
    return f"Besides {quoted(turn.answer)}, {lowered(again)}"


def _one(question: str, talk: Sequence[Turn]) -> str:
    """Put the answer meant in the place of "the second one"."""
    turn = talk[-1]
    told = list(dict.fromkeys(text for text in (turn.answer, *turn.alternatives) if text))
    match = _ONE.search(question)
    place = _ORDINALS[match[1].lower()] if match else 0
    if not match or place >= len(told):
        return question
    return f"{question[: match.start()]}{told[place]}{question[match.end() :]}"


def _fragment(question: str, talk: Sequence[Turn]) -> str:
    """Ask the last question again with the phrase put in."""
    if not is_fragment(question) or not _asked(talk).question.strip():
        return question
    phrase = plain(_pronouns(plain(question), talk))
    return with_phrase(phrase, _asked(talk))


def _elliptic(question: str, talk: Sequence[Turn]) -> str:
    return question if len(_own(question)) > FULL else elliptic(question, talk) or question


def _pronouns(question: str, talk: Sequence[Turn]) -> str:
    """Put names and noun phrases in the place of pronouns."""
    pieces, at = list[str](), 0
    for token in tokens(question):
        name = _PRONOUNS.get(fold(token.text), "")
        expletive = name == "it" and _EXPLETIVE.match(question, token.start)
        found = referent(name, question[: token.start], question, talk) if name and not expletive else ""
        if found:
            owned = _owns(token.text, question[token.end :])
            pieces += [question[at : token.start], possessive(found) if owned else found]
            at = token.end
    return "".join(pieces) + question[at:]


def _owns(word: str, after: str) -> bool:
    if fold(word) != "her":
        return fold(word) in _POSSESSIVE
    follows = re.match(r"\s{1,3}(\w+)", after)
    return follows is not None and fold(follows[1]) not in FUNCTION_WORDS


def possessive(name: str) -> str:
    """Give a name with its possessive mark."""
    return name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"


def _time(question: str, talk: Sequence[Turn]) -> str:
    """Say beside "that season", "then" or "at that time" which one the talk last spoke of."""
    match = _THEN.search(question)
    if not match or _YEAR.search(question):
        return question
    told = (text for turn in reversed(talk[-2:]) for text in (turn.answer, turn.question))
    found = next(filter(None, map(_YEAR.search, told)), None)
    return f"{question[: match.end()]} ({found[0]}){question[match.end() :]}" if found else question


def _fuller(question: str, talk: Sequence[Turn]) -> str:
    """Put the full name the talk gave a thing in the place of a short one: "the war", "that suit"."""
    for short in _pointed(question):
        full = _full_name(short, talk)
        if full:
            return question[: short.start] + full + question[short.end :]
    return question


def _pointed(question: str) -> list[Mention]:
    """Give the phrases that point at something by "the" or "that" and have no more than two words besides."""
    found = [mention for mention in mentions(question) if mention.kind in ("thing", "many")]
    return [mention for mention in found if _points(mention.text, question[mention.end :])]


def _points(text: str, after: str) -> bool:
    words = [fold(word) for word in text.split()]
    plain_noun = words[-1] in _BARE_NOUNS or (words[0] == "the" and is_plural(words[-1]))
    if words[0] not in _POINTING or plain_noun or _stands_alone(words):
        return False
    return 2 <= len(words) <= 3 and not _RUNS_ON.match(after)


def _stands_alone(words: Sequence[str]) -> bool:
    """Tell whether "this" is no determiner: "what did this cause?"."""
    return words[0] in ("this", "that") and words[1:] in (["cause"], ["change"], ["mean"], ["affect"])


def _full_name(short: Mention, talk: Sequence[Turn]) -> str:
    for turn in reversed(talk[-RECENT:]):
        for mention in (*mentions(turn.question)[::-1], *mentions(turn.answer)):
            if _is_fuller(mention.text.split(), short.text.split()):
                return definite(mention.text)
    return ""


def _is_fuller(words: Sequence[str], short: Sequence[str]) -> bool:
    same = fold(words[-1]) == fold(short[-1])
    return same and len(words) > len(short) and not words[0].endswith("ing")


def definite(phrase: str) -> str:
    """Begin a noun phrase with "the"."""
    first, _, rest = phrase.partition(" ")
    if fold(first) in ("a", "an", "the", "that", "this", "his", "her", "their", "its"):
        return f"the {rest}"
    return phrase if "'s " in phrase or "’s " in phrase else f"the {phrase}"


def _definite(question: str, talk: Sequence[Turn]) -> str:
    """Say whose "the album" or "the band" is meant."""
    about = topic(talk)
    pointed = _pointed(question)
    if _is_full(question) or not about or not pointed or _names_something(question, about):
        return question
    return f"{question[: pointed[-1].end]} of {about}{question[pointed[-1].end :]}"


def _names_something(question: str, about: str) -> bool:
    named = any(mention.kind in ("person", "group", "name") for mention in mentions(question))
    return named or bool(set(terms(about)) & (set(terms(question)) - _FUNCTION_STEMS))


def _thin(question: str, talk: Sequence[Turn]) -> str:
    """Add what the talk is about, in brackets, to a question that names nothing of its own."""
    about = topic(talk)
    defines = _DEFINES.match(question) and not _is_unresolved(question)
    if defines or _ABOUT_ARTICLE.search(question) or _taken_up(question, talk):
        return question
    if _names_something(question, about) or _is_full(question):
        return question
    about = about or _context(question, talk)
    return f"{question.rstrip(' ?.!')} ({about})?" if about else question


def _taken_up(question: str, talk: Sequence[Turn]) -> bool:
    """Tell whether a question takes up "the amplifiers" of one just asked, so that both mean the same."""
    before = [mention for turn in talk[-RECENT:] for mention in mentions(turn.question)]
    asked = {fold(mention.text) for mention in before if mention.kind == "many"}
    here = [fold(mention.text) for mention in mentions(question)]
    return any(found in asked and found.startswith("the ") for found in here)


def _is_full(question: str) -> bool:
    """Tell whether a question says enough by itself: one that asks for any at all, or points, says less."""
    spare = 2 if _ANY.search(question) else 1 if _pointed(question) else 0
    return len(_own(question)) > FULL + spare and not _is_unresolved(question)


def _is_unresolved(question: str) -> bool:
    """Tell whether a pronoun is left that has nothing before it to stand for."""
    found = [(word, _PRONOUNS[fold(word[0])]) for word in _UNRESOLVED.finditer(question)]
    return any(
        not has_antecedent(name, question[: word.start()]) and not _EXPLETIVE.match(question, word.start())
        for word, name in found
    )


def _own(question: str) -> set[str]:
    """Give the terms by which a question says what it asks about: pointing phrases do not."""
    short = (mention.text for mention in _pointed(question) if len(mention.text.split()) == 2)
    pointed = {term for text in short for term in terms(text)}
    return set(terms(question)) - _FUNCTION_STEMS - _VAGUE - pointed


def _context(question: str, talk: Sequence[Turn]) -> str:
    """Give the phrases of the last question to a question of hardly a word, where no name serves."""
    words = _own(question)
    pointing = any(fold(mention.text).startswith(_POINTERS) for mention in _pointed(question))
    if len(words) > THIN and not pointing:
        return ""
    asked = _asked(talk).question
    kept = [mention.text for mention in mentions(asked)] + [found[0] for found in TIME.finditer(asked)]
    had = set(terms(question)) | _FUNCTION_STEMS
    return ", ".join(dict.fromkeys(text for text in kept if not set(terms(text)) <= had))


def _besides(question: str, talk: Sequence[Turn]) -> str:
    """Say what was told already to a question for others."""
    if not _MORE.search(question) or _EXCEPT.search(question):
        return question
    told = next((turn.answer for turn in reversed(talk) if turn.answer), "")
    return f"Besides {quoted(told)}, {lowered(question)}" if told else question


def quoted(told: str) -> str:
    """Give the beginning of an answer, in quote marks if it is more than a short phrase."""
    words = shortened(told, LONGEST_BESIDES)
    return f"“{words}”" if len(words.split()) > LONGEST_PLAIN else words


def shortened(text: str, most: int) -> str:
    """Keep at most `most` words of a text, without marks at its ends."""
    return " ".join(text.split()[:most]).strip(' .,;:?!(“”"')


def lowered(question: str) -> str:
    """Begin a question in lower case, unless a name begins it."""
    first = re.match(r"\w+", question)
    return question[:1].lower() + question[1:] if first and fold(first[0]) in _OPENERS else question


RULES: tuple[Rule, ...] = (
    Rule("who said that", _who_said, last=True),
    Rule("question word", _bare, last=True),
    Rule("others", _others, last=True),
    Rule("the second one", _one),
    Rule("phrase", _fragment, last=True),
    Rule("ellipsis", _elliptic, last=True),
    Rule("pronoun", _pronouns),
    Rule("time", _time),
    Rule("fuller name", _fuller),
    Rule("whose", _definite),
    Rule("topic", _thin),
    Rule("besides", _besides),
)
