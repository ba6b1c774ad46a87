"""What a follow-up question leaves out, filled in from the talk: names, times, the topic, what was told.

Each `with_` function gives a question with one kind of gap filled, or the same question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.conversation.coreference import (
    Mention,
    Turn,
    content,
    has_antecedent,
    is_complement,
    is_empty,
    last_asked,
    mentions,
    plain_title,
    referent,
    topic,
)
from qa_bot.conversation.ellipsis import TIME
from qa_bot.language.entities.calendar import YEAR
from qa_bot.language.lexicon.adverbs import VAGUE
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    AUXILIARIES,
    DEMONSTRATIVES,
    DETERMINERS,
    FUNCTION_WORDS,
    HELPERS,
    THIRD_POSSESSIVES,
    WH,
)
from qa_bot.language.lexicon.nouns import EMPTY_NOUNS
from qa_bot.language.morphology import is_plural
from qa_bot.language.tokens import fold, stems, terms, tokens

LONGEST_BESIDES = 14
LONGEST_PLAIN = 5
RECENT = 4
THIN = 1
FULL = 2
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
_EXPLETIVE = re.compile(
    r"it (?:(?:\w{1,20} )?(?:to|that|true|take)\b"
    r"|(?:[\w’']{1,20} ){1,4}(?:fault|idea|turn|decision|doing)\b|because\b|who\b)",
    re.IGNORECASE,
)
_UNRESOLVED = re.compile(rf"\b(?:{'|'.join(_PRONOUNS)})\b", re.IGNORECASE)
_MORE = re.compile(
    r"(?<!’s )(?<!'s )(?<!the )(?<!each )(?<!or )"
    r"\b(?:others?|else|another|any ?more|some more|additional|further)\b(?! than\b)",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:any|anyone|anything|some|there|happen(?:ed|s)?)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:besides|other than|apart from|aside from|except|in addition to|one another)\b", re.IGNORECASE
)
_BESIDES = re.compile(r"Besides (?:“[^”]*”|[^,?]*), (?=\S)")
_ABOUT_ARTICLE = re.compile(r"\b(?:this|the) (?:article|section|text|page)\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"(?:and\s+)?(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(?!the\b|there\b|that\b|this\b)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\s+(?:of|that|which|who)\b|['’]s")
_POINTERS = ("this ", "that ", "these ", "those ")
_THEN = re.compile(
    r"\b(?:(?:at|during|in|by) )?(?:that|this|the same) (?:very )?"
    r"(?:time|year|season|period|month|day|decade|era)(?: period)?\b|\b(?:back )?then(?= ?(?:\?|$))",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\b(?:{'|'.join(sorted(HELPERS))})\s(each|both)(?:\s\w{{1,20}})?\s?\??$",
    re.IGNORECASE,
)
_STEPS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_SHIFT = re.compile(
    r"\b(?:in\s)?(?:the\s(?P<before>previous|preceding|next|following)\syear"
    r"|(?:the|a|one|(?P<count>two|three|four|five|ten))\syears?\s(?P<after>before|after|earlier|later))\b(?!\s\w)",
    re.IGNORECASE,
)
_PLAIN_YEAR = re.compile(rf"\b{YEAR}\b")
_YEAR = re.compile(rf"\b{YEAR}(?:[-–]\d{{2,4}})?\b")


def with_names(question: str, talk: Sequence[Turn]) -> str:
    """Put names and noun phrases in the place of pronouns."""
    pieces, at = list[str](), 0
    for token in tokens(question):
        name = "" if _is_quoted(question, token.start) else _PRONOUNS.get(fold(token.text), "")
        expletive = name == "it" and _EXPLETIVE.match(question, token.start)
        found = referent(name, question[: token.start], question, talk) if name and not expletive else ""
        if found:
            owned = _owns(token.text, question[token.end :])
            pieces += [question[at : token.start], possessive(found) if owned else found]
            at = token.end
    return "".join(pieces) + question[at:]


def _is_quoted(question: str, at: int) -> bool:
    """Tell whether a word stands inside quotation marks, whose words are nobody's to change."""
    before = question[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def pronouns_in(question: str) -> frozenset[str]:
    """Give the pronouns of a question, each as he, she, it or they."""
    found = (_PRONOUNS.get(fold(token.text)) for token in tokens(question))
    return frozenset(one for one in found if one)


def _owns(word: str, after: str) -> bool:
    if fold(word) != "her":
        return fold(word) in (THIRD_POSSESSIVES - {"her"}) | {"hers", "theirs"}
    follows = re.match(r"\s{1,3}(\w+)", after)
    return follows is not None and fold(follows[1]) not in FUNCTION_WORDS


def possessive(name: str) -> str:
    """Give a name with its possessive mark."""
    return name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"


def with_each(question: str, talk: Sequence[Turn]) -> str:
    """Say of what "each" or "both" is said: "how much did each cost?"."""
    match = _EACH.search(question)
    of = referent("they", question[: match.start(1)], question, talk) if match else ""
    return f"{question[: match.end(1)]} of {of}{question[match.end(1) :]}" if match and of else question


def with_year(question: str, talk: Sequence[Turn]) -> str:
    """Put the year meant in the place of "the year before", "the following year", "two years later"."""
    match = _SHIFT.search(question)
    if not match or _YEAR.search(question):
        return question
    asked = (text for turn in reversed(talk[-RECENT:]) for text in (turn.question, turn.answer))
    found = next(filter(None, map(_PLAIN_YEAR.search, asked)), None)
    if found is None:
        return question
    word = fold(match["before"] or match["after"] or "next")
    steps = _STEPS.get(fold(match["count"] or ""), 1) * (
        -1 if word in ("before", "earlier", "previous", "preceding") else 1
    )
    return f"{question[: match.start()]}in {int(found[0]) + steps}{question[match.end() :]}"


def with_time(question: str, talk: Sequence[Turn]) -> str:
    """Say beside "that season", "then" or "at that time" which one the talk last spoke of."""
    match = _THEN.search(question)
    if not match or _YEAR.search(question):
        return question
    told = (text for turn in reversed(talk[-2:]) for text in (turn.answer, turn.question))
    found = next(filter(None, map(_YEAR.search, told)), None)
    return f"{question[: match.end()]} ({found[0]}){question[match.end() :]}" if found else question


def with_article(question: str, talk: Sequence[Turn]) -> str:
    """Put the topic in the place of "this article"."""
    about = topic(talk) if _MORE.search(question) else ""
    return _ABOUT_ARTICLE.sub(lambda match: about, question, count=1) if about else question


def with_full_name(question: str, talk: Sequence[Turn]) -> str:
    """Put the full name the talk gave a thing in the place of a short one: "the war", "that suit"."""
    for short in _pointed(question):
        full = _full_name(short, talk)
        if full:
            return question[: short.start] + full + question[short.end :]
    return question


def _pointed(question: str) -> list[Mention]:
    """Give the phrases that point at something by "the" or "that" and have no more than two words besides."""
    found = [mention for mention in mentions(question) if mention.kind in ("thing", "many")]
    return [
        mention
        for mention in found
        if _points(mention.text, question[mention.end :])
        and not _stands_alone(mention.text, question[: mention.start], question[mention.end :])
    ]


def _points(text: str, after: str) -> bool:
    words = [fold(word) for word in text.split()]
    plain_noun = words[-1] in EMPTY_NOUNS or (words[0] == "the" and is_plural(words[-1]))
    if words[0] not in DEMONSTRATIVES | {"the"} or plain_noun:
        return False
    return 2 <= len(words) <= 3 and not _RUNS_ON.match(after)


def _stands_alone(text: str, before: str, after: str) -> bool:
    """Tell whether "this" is no determiner: "was this successful?", "what did this cause?"."""
    first, _, word = text.partition(" ")
    if fold(first) not in ("this", "that"):
        return False
    follows = fold(after.split()[0]) if after.split() else ""
    verb = fold(before.split()[-1]) if before.split() else ""
    acts = verb in AUXILIARIES and (follows.strip(" ?.!") == "" or follows in DETERMINERS)
    return acts or (verb in ANY_BE and is_complement(word))


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


def with_owner(question: str, talk: Sequence[Turn]) -> str:
    """Say whose "the album" or "the band" is meant."""
    about = topic(talk)
    pointed = _pointed(question)
    if _is_full(question) or not about or not pointed or _is_placed(question, about):
        return question
    if _taken_up(question, talk):
        return question
    return f"{question[: pointed[-1].end]} of {about}{question[pointed[-1].end :]}"


def leans(question: str) -> bool:
    """Tell whether a question says so little that the talk decides what it means."""
    return len(own_terms(question)) <= FULL and not names_something(question)


def names_something(question: str) -> bool:
    """Tell whether a question holds a name."""
    return any(mention.kind in ("person", "group", "name") for mention in mentions(question))


def _is_placed(question: str, about: str) -> bool:
    return names_something(question) or bool(
        set(terms(about)) & (set(terms(question)) - stems(FUNCTION_WORDS))
    )


def with_topic(question: str, talk: Sequence[Turn]) -> str:
    """Add what the talk is about, in brackets, to a question that names nothing of its own."""
    about = topic(talk)
    if not content(question) and not {fold(token.text) for token in tokens(question)} & (WH | HELPERS):
        return question
    defines = _DEFINES.match(question) and not _is_unresolved(question)
    if defines or _ABOUT_ARTICLE.search(question) or _taken_up(question, talk):
        return question
    if _is_placed(question, about) or _is_full(question):
        return question
    about = about or _context(question, talk)
    return f"{question.rstrip(' ?.!')} ({about})?" if about else question


def _taken_up(question: str, talk: Sequence[Turn]) -> bool:
    """Tell whether "the amplifiers" or "the bridge" was just asked about without the topic."""
    about = topic(talk)
    asked = {
        fold(mention.text)
        for turn in talk[-RECENT:]
        for mention in mentions(turn.question)
        if mention.kind == "many" or plain_title(turn.title) != about
    }
    here = [fold(mention.text) for mention in mentions(question)]
    return any(found in asked and found.startswith("the ") for found in here)


def _is_full(question: str) -> bool:
    """Tell whether a question says enough by itself: one that asks for any at all, or points, says less."""
    spare = 2 if _ANY.search(question) else 1 if _pointed(question) else 0
    return len(own_terms(question)) > FULL + spare and not _is_unresolved(question)


def _is_unresolved(question: str) -> bool:
    """Tell whether a pronoun is left that has nothing before it to stand for."""
    typed = (word for word in _UNRESOLVED.finditer(question) if not _is_quoted(question, word.start()))
    found = [(word, _PRONOUNS[fold(word[0])]) for word in typed]
    return any(
        not has_antecedent(name, question[: word.start()]) and not _EXPLETIVE.match(question, word.start())
        for word, name in found
    )


def own_terms(question: str) -> set[str]:
    """Give the terms by which a question says what it asks about: pointing phrases do not."""
    short = (mention.text for mention in _pointed(question) if len(mention.text.split()) == 2)
    pointed = {term for text in short for term in terms(text)}
    return typed_terms(question) - pointed


def typed_terms(question: str) -> set[str]:
    """Give the terms of a question that say something: no function words, no vague ones."""
    return set(terms(question)) - stems(FUNCTION_WORDS) - stems(VAGUE)


def _context(question: str, talk: Sequence[Turn]) -> str:
    """Give the phrases of the last question to a question of hardly a word, where no name serves."""
    words = typed_terms(question)
    pointing = [mention for mention in _pointed(question) if fold(mention.text).startswith(_POINTERS)]
    last = last_asked(talk)
    read = " ".join(f" {fold(turn.sentence)}" for turn in talk[-RECENT:])
    told = any(f" {fold(mention.text).split()[-1]}" in read for mention in pointing)
    if told or (len(words) > THIN and not pointing):
        return ""
    asked = last.question
    kept = [mention.text for mention in mentions(asked) if not is_empty(mention.text)]
    kept += [found[0] for found in TIME.finditer(asked)]
    had = set(terms(question)) | stems(FUNCTION_WORDS)
    return ", ".join(dict.fromkeys(text for text in kept if not set(terms(text)) <= had))


def with_told(question: str, talk: Sequence[Turn]) -> str:
    """Say what was told already to a question for others."""
    if not _MORE.search(question) or _EXCEPT.search(question):
        return question
    told = next((turn.answer for turn in reversed(talk) if turn.answer), "")
    return f"Besides {quoted(told)}, {lowered(question)}" if quoted(told) else question


def parted_besides(question: str) -> tuple[str, str]:
    """Take "Besides Lima, " off a question: it says what is known, and no article need say so."""
    match = _BESIDES.match(question)
    return (match[0], question[match.end() :]) if match else ("", question)


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
    return (
        question[:1].lower() + question[1:]
        if first and fold(first[0]) in FUNCTION_WORDS | HELPERS | {"any", "anything", "name"}
        else question
    )
