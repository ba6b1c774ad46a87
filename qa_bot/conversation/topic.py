"""What a follow-up question leaves out, filled in from its context: names, times, the topic, answers given.

Each `with_` function returns a question with one kind of gap filled, or the same question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.conversation.coreference import (
    NAMED,
    Dialogue,
    Mention,
    content,
    has_antecedent,
    is_complement,
    is_empty,
    mentions,
    plain_title,
    referent,
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

LONGEST_BESIDES = 14  # words of an answer that are said again
LONGEST_PLAIN = 5  # words of an answer said again without quotation marks
THIN = 1  # content words of a question that needs those of the last one
FULL = 2  # content words with which a question says what it is about
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
_DEFINES = re.compile(
    r"(?:and\s+)?(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(?!the\b|there\b|that\b|this\b)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\s{1,9}(?:of|that|which|who)\b|['’]s")
_POINTERS = ("this ", "that ", "these ", "those ")
_THEN = re.compile(
    r"\b(?:(?:at|during|in|by) )?(?:that|this|the same) (?:very )?"
    r"(?:time|year|season|period|month|day|decade|era)(?: period)?\b|\b(?:back )?then(?= ?(?:\?|$))",
    re.IGNORECASE,
)
_SHIFT = re.compile(r"\bthe\s(?:year\s(before|after)|(previous|following)\syear)\b(?!\s\w)", re.IGNORECASE)
_YEAR = re.compile(rf"\b{YEAR}(?:[-–]\d{{2,4}})?\b")


def with_names(question: str, dialogue: Dialogue) -> str:
    """Return a question with names and noun phrases in the place of its pronouns."""
    pieces, at = list[str](), 0
    for token in tokens(question):
        name = "" if _is_quoted(question, token.start) else _PRONOUNS.get(fold(token.text), "")
        expletive = name == "it" and _EXPLETIVE.match(question, token.start)
        found = referent(name, question[: token.start], question, dialogue) if name and not expletive else ""
        if found:
            owned = _owns(token.text, question[token.end :])
            pieces += [question[at : token.start], possessive(found) if owned else found]
            at = token.end
    return "".join(pieces) + question[at:]


def _is_quoted(question: str, at: int) -> bool:
    """Whether a word stands inside quotation marks, whose words are nobody's to change."""
    before = question[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def pronouns_in(question: str) -> frozenset[str]:
    """Return the pronouns of a question, each as he, she, it or they."""
    found = (_PRONOUNS.get(fold(token.text)) for token in tokens(question))
    return frozenset(one for one in found if one)


def _owns(word: str, after: str) -> bool:
    if fold(word) != "her":
        return fold(word) in (THIRD_POSSESSIVES - {"her"}) | {"hers", "theirs"}
    follows = re.match(r"\s{1,3}(\w+)", after)
    return follows is not None and fold(follows[1]) not in FUNCTION_WORDS


def possessive(name: str) -> str:
    """Return a name with its possessive mark."""
    return name if name.endswith(("'s", "’s")) else f"{name}'" if name.endswith("s") else f"{name}'s"


def with_year(question: str, dialogue: Dialogue) -> str:
    """Return a question with the year meant by "the year before" or "the following year"."""
    match = _SHIFT.search(question)
    asked = (text for turn in dialogue.recent for text in (turn.question, turn.answer))
    found = next(filter(None, map(_YEAR.search, asked)), None)
    if not match or not found or _YEAR.search(question):
        return question
    is_before = fold(match[1] or match[2]) in ("before", "previous")
    year = int(found[0][:4]) + (-1 if is_before else 1)
    return f"{question[: match.start()]}in {year}{question[match.end() :]}"


def with_time(question: str, dialogue: Dialogue) -> str:
    """Return a question with the year last spoken of beside "that season", "then" or "at that time"."""
    match = _THEN.search(question)
    if not match or _YEAR.search(question):
        return question
    said = (text for turn in dialogue.recent[:2] for text in (turn.answer, turn.question))
    found = next(filter(None, map(_YEAR.search, said)), None)
    return f"{question[: match.end()]} ({found[0]}){question[match.end() :]}" if found else question


def with_full_name(question: str, dialogue: Dialogue) -> str:
    """Return a question with the full name given before for "the war", "that suit"."""
    for short in _pointed(question):
        full = _full_name(short, dialogue)
        if full:
            return question[: short.start] + full + question[short.end :]
    return question


def _pointed(question: str) -> list[Mention]:
    """Return the phrases that point at something by "the" or "that" and have at most two words besides."""
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
    """Whether "this" is no determiner: "was this successful?", "what did this cause?"."""
    first, _, word = text.partition(" ")
    if fold(first) not in ("this", "that"):
        return False
    follows = fold(after.split()[0]) if after.split() else ""
    verb = fold(before.split()[-1]) if before.split() else ""
    acts = verb in AUXILIARIES and (follows.strip(" ?.!") == "" or follows in DETERMINERS)
    return acts or (verb in ANY_BE and is_complement(word))


def _full_name(short: Mention, dialogue: Dialogue) -> str:
    for turn in dialogue.recent:
        for mention in (*mentions(turn.question)[::-1], *mentions(turn.answer)):
            if _is_fuller(mention.text.split(), short.text.split()):
                return definite(mention.text)
    return ""


def _is_fuller(words: Sequence[str], short: Sequence[str]) -> bool:
    return fold(words[-1]) == fold(short[-1]) and len(words) > len(short)


def definite(phrase: str) -> str:
    """Return a noun phrase that begins with "the", or a possessor."""
    first, _, rest = phrase.partition(" ")
    if fold(first) in ("a", "an", "the", "that", "this", "his", "her", "their", "its"):
        return f"the {rest}"
    return phrase if "'s " in phrase or "’s " in phrase else f"the {phrase}"


def is_short(question: str) -> bool:
    """Whether a question is too short to stand alone."""
    return len(own_terms(question)) <= FULL and not names_something(question)


def names_something(question: str) -> bool:
    """Whether a question holds a name."""
    return any(mention.kind in NAMED for mention in mentions(question))


def with_topic(question: str, dialogue: Dialogue) -> str:
    """Return a question that names nothing of its own with what the conversation is about, in brackets."""
    is_bare = not content(question) and (WH | HELPERS).isdisjoint(
        fold(token.text) for token in tokens(question)
    )
    if is_bare or _defines(question) or _stands_by_itself(question, dialogue):
        return question
    about = dialogue.topic or _context(question, dialogue)
    return f"{question.rstrip(' ?.!')} ({about})?" if about else question


def _defines(question: str) -> bool:
    """Whether a question asks what something is that it names: "What is photosynthesis?"."""
    return _DEFINES.match(question) is not None and not (_pointed(question) or _is_unresolved(question))


def _stands_by_itself(question: str, dialogue: Dialogue) -> bool:
    """Whether a question needs no topic: it names something, says enough, or goes on with what was asked."""
    is_about_topic = not content(dialogue.topic).isdisjoint(terms(question))
    is_named = is_about_topic or names_something(question)
    return is_named or _is_full(question) or _is_taken_up(question, dialogue)


def _is_taken_up(question: str, dialogue: Dialogue) -> bool:
    """Whether "the amplifiers" or "the bridge" was just asked about without the topic."""
    asked = {
        fold(mention.text)
        for turn in dialogue.recent
        for mention in mentions(turn.question)
        if mention.kind == "many" or plain_title(turn.title) != dialogue.topic
    }
    here = {fold(mention.text) for mention in mentions(question)}
    return any(phrase.startswith("the ") for phrase in asked & here)


def _is_full(question: str) -> bool:
    """Whether a question says enough by itself: one that asks for any at all, or points, must say more."""
    enough = FULL + 1 if _pointed(question) else FULL
    if _ANY.search(question):
        enough = FULL + 2
    return len(own_terms(question)) > enough and not _is_unresolved(question)


def _is_unresolved(question: str) -> bool:
    """Whether a pronoun is left that has nothing before it to stand for."""
    typed = (word for word in _UNRESOLVED.finditer(question) if not _is_quoted(question, word.start()))
    found = [(word, _PRONOUNS[fold(word[0])]) for word in typed]
    return any(
        not has_antecedent(name, question[: word.start()]) and not _EXPLETIVE.match(question, word.start())
        for word, name in found
    )


def own_terms(question: str) -> set[str]:
    """Return the terms by which a question says what it asks about: pointing phrases do not."""
    short = (mention.text for mention in _pointed(question) if len(mention.text.split()) == 2)
    pointed = {term for text in short for term in terms(text)}
    return typed_terms(question) - pointed


def typed_terms(question: str) -> set[str]:
    """Return the terms of a question that say something: no function words, no vague ones."""
    return set(terms(question)) - stems(FUNCTION_WORDS) - stems(VAGUE)


def _context(question: str, dialogue: Dialogue) -> str:
    """Return the phrases of the last question to a question of hardly a word, where no name serves."""
    words = typed_terms(question)
    pointing = [mention for mention in _pointed(question) if fold(mention.text).startswith(_POINTERS)]
    last = dialogue.last_asked
    read = " ".join(f" {fold(turn.sentence)}" for turn in dialogue.recent)
    is_read = any(f" {fold(mention.text).split()[-1]}" in read for mention in pointing)
    if is_read or (len(words) > THIN and not pointing):
        return ""
    asked = last.question
    kept = [mention.text for mention in mentions(asked) if not is_empty(mention.text)]
    kept += [found[0] for found in TIME.finditer(asked)]
    had = set(terms(question)) | stems(FUNCTION_WORDS)
    return ", ".join(dict.fromkeys(text for text in kept if not set(terms(text)) <= had))


def with_besides(question: str, dialogue: Dialogue) -> str:
    """Return a question for others with the answer already given."""
    if not _MORE.search(question) or _EXCEPT.search(question):
        return question
    given = quoted(next((turn.answer for turn in dialogue.backwards if turn.answer), ""))
    return f"Besides {given}, {lowered(question)}" if given else question


def parted_besides(question: str) -> tuple[str, str]:
    """Return "Besides Lima, " and the rest of a question: it says what is known, no article need say so."""
    match = _BESIDES.match(question)
    return (match[0], question[match.end() :]) if match else ("", question)


def quoted(answer: str) -> str:
    """Return the beginning of an answer, in quotation marks if it is more than a short phrase."""
    words = shortened(answer, LONGEST_BESIDES)
    return f"“{words}”" if len(words.split()) > LONGEST_PLAIN else words


def shortened(text: str, most: int) -> str:
    """Return at most `most` words of a text, without marks at its ends."""
    return " ".join(text.split()[:most]).strip(' .,;:?!(“”"')


def lowered(question: str) -> str:
    """Return a question that begins in lower case, unless a name begins it."""
    first = re.match(r"\w+", question)
    is_plain = first and fold(first[0]) in FUNCTION_WORDS | HELPERS | {"any", "anything", "name"}
    return question[:1].lower() + question[1:] if is_plain else question
