"""The last question asked again: with another question word, or with another thing in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa_bot.conversation.coreference import (
    NAMED,
    SHORT_ANSWER,
    Dialogue,
    Mention,
    Turn,
    kind_of,
    mentions,
    phrases_in,
)
from qa_bot.language.lexicon.adverbs import DEGREES
from qa_bot.language.lexicon.calendar import MONTHS, SEASONS
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    DETERMINERS,
    DO,
    HELPERS,
    MODALS,
    PERSONAL,
    PREPOSITIONS,
    WH,
)
from qa_bot.language.morphology import is_plural
from qa_bot.language.tokens import fold, tokens
from qa_bot.questions.form import how_asked
from qa_bot.values import Token

FARTHEST_VERB = 9  # tokens after the question word: an auxiliary farther off is another clause's
LONGEST_FRAGMENT = 8  # words: a longer phrase is a question of its own
_LEAD = re.compile(
    r"^\s*(?:(?:and|but|or|so|ok|okay|then|well),?\s+)?(?:(?:what|how) about\s+)?", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:what|how) about\b", re.IGNORECASE)
_MONTH = f"(?:{'|'.join((*MONTHS, *SEASONS))})"
_EVENT = r"(?:ballot|vote|election|season|strike|final|race|census|tour|tournament|edition|report)"
TIME = re.compile(
    rf"\b(?:in|on|since|during|by|before|after|until|from)\s+(?:(?:early|late|the)\s+)?"
    rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{4}})?|\d{{4}}(?:\s+{_EVENT})?)\b",
    re.IGNORECASE,
)
_TIME_ALONE = re.compile(rf"(?:{_MONTH}\s+)?\d{{4}}|{_MONTH}|the\s+\d{{4}}\s+{_EVENT}", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:(?:last|this|next) (?:year|month|week|summer|winter|spring|autumn|season|time)"
    r"|(?:before|after|since|until) (?:that|then|this)|today|now|yesterday|tomorrow)",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:in|at|of|for|by|from|to)\s+(?:the\s+)?[A-Z]\w*(?:\s+[A-Z]\w*){0,3}")
_HEAD = re.compile(r"((?:what|who)\s+(?:is|was|are|were)\s+)the\s+[^?]{1,60}?(?= of )", re.IGNORECASE)
_COUNTED = re.compile(rf"(how many )[^?]{{1,60}}?(?= (?:{'|'.join(sorted(HELPERS))})\b)", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(r"how many \w{2,20}ed$", re.IGNORECASE)
_OF_THEM = re.compile(r"of (?:them|these|those|us|you)\s")
_CLAUSE = re.compile(r"\s{1,9}(?:(?:in\s{1,9})?(?:which|whom)|that|who|with|without)\b[^,?]*")


class Parted(NamedTuple):
    """A question in its parts: "how many" "operations" "were" "moved", its verb empty if not an auxiliary."""

    word: str
    noun: str
    verb: str
    rest: str


def plain(question: str) -> str:
    """Return a question without a leading "and" or "what about", and without its end mark."""
    text = _LEAD.sub("", question).strip(" ?.!,")
    opens = re.match(r"\w+", text)
    return text[:1].lower() + text[1:] if opens and fold(opens[0]) in PREPOSITIONS else text


def part(question: str) -> Parted | None:
    """Return the parts of a question, None if neither a question word nor an auxiliary is near its start."""
    text = question.strip(" ?.!")
    found = tokens(text)
    asks = next((at for at, token in enumerate(found[:4]) if fold(token.text) in WH), -1)
    if _ABOUT.match(text):
        return None
    if asks < 0:
        opens = bool(found) and fold(found[0].text) in HELPERS
        return Parted("", "", fold(found[0].text), text[found[0].end :].strip()) if opens else None
    long = len(found) > asks + 1 and fold(found[asks + 1].text) in DEGREES
    end = asks + 2 if long else asks + 1
    return _part_after(text, found, asks, end)


def _part_after(text: str, found: Sequence[Token], asks: int, end: int) -> Parted:
    word = text[found[asks].start : found[end - 1].end]
    reach = range(end, min(len(found), end + FARTHEST_VERB))
    verb = next((at for at in reach if fold(found[at].text) in HELPERS), -1)
    if verb >= 0:
        noun = text[found[end - 1].end : found[verb].start].strip()
        if asks and fold(found[asks - 1].text) in PREPOSITIONS:
            noun = ""
        return Parted(word, noun, found[verb].text, text[found[verb].end :].strip())
    head = _head_end(found, end)
    noun = text[found[end - 1].end : found[head - 1].end].strip() if head > end else ""
    return Parted(word, noun, "", text[found[head - 1].end :].strip())


def _head_end(found: Sequence[Token], end: int) -> int:
    """Return where the noun phrase asked for ends."""
    head = how_asked(found).head
    return next((at + 1 for at in range(end, len(found)) if head and fold(found[at].text) == head), end)


def with_word(word: str, turn: Turn) -> str:
    """Return the question of a turn with another question word: why, when, how many."""
    parted = part(turn.question)
    if parted is None:
        return f"{word}: {_LEAD.sub('', turn.question).strip(' ?.!')}?"
    asked = _restated(word, parted, turn.answer) if _asks_subject(parted) else _turned(word, parted)
    return " ".join(asked.split()) + "?"


def _asks_subject(parted: Parted) -> bool:
    """Whether the question word is the subject, so that its answer must take its place."""
    if not parted.verb:
        return True
    if fold(parted.word) not in ("who", "what") or parted.noun:
        return False
    is_passive = re.match(r"(?:been|be|\w{2,20}ed)\b", parted.rest) is not None
    return fold(parted.verb) in ANY_BE or is_passive or _is_modal_subject(parted)


def _is_modal_subject(parted: Parted) -> bool:
    """Whether a modal verb is followed by its main verb, as in "who will build the bridge"."""
    opens = fold((parted.rest.split() or [""])[0])
    modal = fold(parted.verb) in MODALS and fold(parted.word) == "who"
    subject = opens in DETERMINERS | PREPOSITIONS | PERSONAL | {"there", "some", "many"} or is_plural(opens)
    return modal and opens[:1].isalpha() and parted.rest[:1].islower() and not subject


def _restated(word: str, parted: Parted, answer: str) -> str:
    """Return a question for the subject as one for something else, with a short answer as its subject."""
    if word.lower().startswith("how m"):
        return f"{word} {re.sub(r'^.* of ', '', parted.noun)} {parted.verb} {parted.rest}"
    subject = answer.strip(" .,;") if len(answer.split()) <= SHORT_ANSWER else ""
    if parted.verb:
        return f"{word} {parted.verb} {subject or _gap(parted)} {parted.rest}"
    happened = re.match(r"happen(?:ed|s)?\b", parted.rest)
    if happened:
        return f"{word} did this happen{parted.rest[happened.end() :]}"
    return f"{word} was it that {subject or parted.noun or 'this'} {parted.rest}"


def _gap(parted: Parted) -> str:
    return "" if fold(parted.verb) in ANY_BE else "this"


def _turned(word: str, parted: Parted) -> str:
    """Return a question for an object or adverb as one for something else, its noun put back."""
    degree = re.fullmatch(r"how (long|old|often|far)", parted.word, re.IGNORECASE)
    noun = f"{degree[1]} {parted.noun}" if degree and word == "Why" else parted.noun
    if fold(parted.verb) in DO or _opens_with_noun(parted.rest):
        return f"{word} {parted.verb} {parted.rest} {noun}"
    return f"{word} {parted.verb} {noun} {parted.rest}"


def _opens_with_noun(text: str) -> bool:
    """Whether a determiner or a name stands first."""
    first = re.match(r"\w+", text)
    return first is not None and (fold(first[0]) in DETERMINERS or first[0][0].isupper())


def is_fragment(question: str) -> bool:
    """Whether a question is a mere phrase: "And in 2016?", "What about nurses?"."""
    led = plain(question).lower() != question.strip(" ?.!,").lower()
    words = [fold(token.text) for token in tokens(plain(question)) if token.stem]
    if not words or len(words) > LONGEST_FRAGMENT or set(words) & (WH | HELPERS):
        return False
    return led or words[0] in PREPOSITIONS or _TIME_ALONE.fullmatch(plain(question)) is not None


def with_phrase(phrase: str, turn: Turn) -> str:
    """Return the question of a turn with a phrase of it changed: a time, a place, a name, a noun."""
    asked = turn.question.strip(" ?.!")
    for change in CHANGES:
        better = change(phrase, asked)
        if better and better != asked:
            return f"{better}?"
    parted = part(asked)
    about = " ".join(f"{parted.noun} {parted.rest}".split()) if parted else asked
    if phrase in about:
        return f"What about {phrase}?"
    return f"What about {phrase} ({about})?"


def _time_changed(phrase: str, asked: str) -> str:
    if _RELATIVE.fullmatch(phrase):
        return f"{_RELATIVE.sub('', asked).strip()} {phrase}"
    if _TIME_ALONE.fullmatch(phrase):
        phrase = f"in {phrase}"
    if not TIME.fullmatch(phrase):
        return ""
    old = TIME.search(asked)
    return f"{asked[: old.start()]}{phrase}{asked[old.end() :]}" if old else f"{asked} {phrase}"


def _place_changed(phrase: str, asked: str) -> str:
    first = fold(phrase.split()[0])
    if first not in PREPOSITIONS:
        return ""
    old = next((match for match in _PLACED.finditer(asked) if fold(match[0].split()[0]) == first), None)
    return f"{asked[: old.start()]}{phrase}{asked[old.end() :]}" if old else f"{asked} {phrase}"


def _name_changed(phrase: str, asked: str) -> str:
    if not any(mention.text == phrase and mention.kind in NAMED for mention in phrases_in(phrase)):
        return ""
    kinds = ("person",) if kind_of(phrase) == "person" else ("group", "name")
    lone = {"person"} if " " not in phrase else set()  # "Rowan" may be such a name as "Hazel", or a ship
    old = [
        mention
        for mention in mentions(asked)
        if mention.kind in kinds or ({mention.kind} <= lone and " " not in mention.text)
    ]
    return _names_replaced(asked, old, phrase) if old else ""


def _names_replaced(asked: str, old: Sequence[Mention], phrase: str) -> str:
    """Return a question with a name in the place of the last one, and of those joined to it by "and"."""
    start = old[-1].start
    for mention in old[-2::-1]:
        if asked[mention.end : start].strip() not in ("and", ",", "or"):
            break
        start = mention.start
    single = start == old[-1].start
    before = asked[:start] if single else re.sub(r"^(\w{2,5}) are\b", r"\1 is", asked[:start])
    return f"{before}{phrase}{asked[old[-1].end :]}"


def _head_changed(phrase: str, asked: str) -> str:
    """Return "what is the capital of Peru" with another noun asked for: "the population"."""
    old = _HEAD.match(asked)
    return f"{old[1]}{phrase}{asked[old.end() :]}" if old and phrase.lower().startswith("the ") else ""


def _noun_changed(phrase: str, asked: str) -> str:
    new = [mention for mention in phrases_in(phrase) if mention.kind not in NAMED]
    alike = [old for old in mentions(asked) if old.kind not in NAMED and _alike(old.text, phrase)]
    if not new or not alike:
        return ""
    clause = _CLAUSE.match(asked, alike[-1].end)
    return f"{asked[: alike[-1].start]}{phrase}{asked[clause.end() if clause else alike[-1].end :]}"


def _counted_changed(phrase: str, asked: str) -> str:
    """Return "how many cars will the ship carry" with another noun counted: "passengers"."""
    old = _COUNTED.match(asked)
    words = phrase.split()
    if not old or not is_plural(words[-1]) or fold(words[0]) in DETERMINERS or not words[0][0].islower():
        return ""
    return f"{old[1]}{phrase}{asked[old.end() :]}"


def _alike(old: str, phrase: str) -> bool:
    """Whether two phrases have one noun, or both begin with "a", or are both plurals by themselves."""
    first, again = fold(old.split()[0]), fold(phrase.split()[0])
    same = fold(old.split()[-1]) == fold(phrase.split()[-1]) or (first == again and first in ("a", "an"))
    bare = is_plural(old.split()[-1]) and is_plural(phrase.split()[-1])
    return same or (bare and not {first, again} & DETERMINERS)


CHANGES = (_time_changed, _place_changed, _name_changed, _head_changed, _noun_changed, _counted_changed)


def elliptic(question: str, dialogue: Dialogue) -> str:
    """Return "how many in 2016?", "which teams in Wales?" with the verb of an earlier question, or ""."""
    asked = part(plain(question))
    if asked is None:
        return ""
    if _COUNTS_NOTHING.match(f"{asked.word} {asked.noun}"):
        return _counted(asked, dialogue)
    if not _lacks_verb(asked):
        return ""
    parted = (part(turn.question) for turn in dialogue.backwards)
    last = next((last for last in parted if last and last.rest and _same_noun(asked.noun, last)), None)
    return _filled(asked, last) if last else ""


def _lacks_verb(asked: Parted) -> bool:
    """Whether a question is a question word with mere phrases: "how many in 2016", "which operations"."""
    if asked.verb or not (asked.word and (asked.noun or asked.rest)):
        return False
    opens = fold((asked.rest.split() or ["of"])[0])
    return opens in PREPOSITIONS and not _OF_THEM.match(asked.rest)


def _counted(asked: Parted, dialogue: Dialogue) -> str:
    """Return "how many voted?" with who is counted, the many last asked about, and the time last named."""
    found = (mention for turn in dialogue.backwards for mention in mentions(turn.question)[::-1])
    many = next((mention.text for mention in found if mention.kind == "many"), "")
    times = (time[0] for turn in dialogue.turns[-1:] for time in TIME.finditer(turn.question))
    time = "" if TIME.search(asked.rest) else next(times, "")
    words = f"{asked.word} {many} {asked.noun} {asked.verb} {asked.rest} {time}"
    return f"{' '.join(words.split())}?" if many else ""


def _same_noun(noun: str, last: Parted) -> bool:
    return not noun or noun.split()[-1].lower() in last.noun.lower().split()


def _filled(asked: Parted, last: Parted) -> str:
    noun = asked.noun or re.sub(r"^.{0,80}\bof ", "", last.noun)
    again = " ".join(f"{asked.word.capitalize()} {noun} {last.verb} {last.rest}".split())
    return with_phrase(asked.rest, Turn(again)) if asked.rest else f"{again}?"
