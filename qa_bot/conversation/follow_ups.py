"""How follow-up questions are read as questions that a person would type: each way a row of ROWS."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa_bot.conversation.mentions import NAMED, Mention, content, kind_of, mentions, phrases_in
from qa_bot.conversation.state import YEAR_NAMED, State, with_names
from qa_bot.language.lexicon.adverbs import DEGREES
from qa_bot.language.lexicon.calendar import MONTHS, SEASONS
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    DO,
    FUNCTION_WORDS,
    HELPERS,
    PREPOSITIONS,
    WH,
)
from qa_bot.language.tokens import fold, tokens
from qa_bot.named_tuples import NamedTuple

LONGEST_SAYING = 30  # words of an answer repeated in "Who said ...?"
LONGEST_KNOWN = 5  # words of an answer repeated in "Besides ..., who ...?"
LONGEST_FRAGMENT = 8  # words: a longer phrase is a question of its own
FARTHEST_VERB = 9  # tokens after the question word: an auxiliary farther off is another clause's

_LEAD = re.compile(
    r"^\s*(?:(?:and|but|or|so|ok|okay|then|well),?\s+)?"
    r"(?:(?:(?:what|how) about|how many|how much)\s+(?!of\b))?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:and\s+)?(?:what|how) about\b", re.IGNORECASE)
_SAID = re.compile(
    r"(?:and\s+)?who\s+(?:said|says|claimed|claims|stated|wrote|told\s+(?:us|them))\s+(?:that|this|it|so)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:(?:and|but|or|so|ok|okay|well)\b,?\s+)?"
    r"(?P<word>(?:by|to|for|from|with|of|about|at) (?:whom|who|what|where|when|how (?:much|many|long))"
    r"|(?:in|on|under|for|at|by|to) (?:which|what) [a-z]{2,20}|why|when|where|how"
    r"|since when|what year|how come|what for)"
    r"(?:\s+(?:not|then|exactly|so|so long|was that|is that|was it|is it))?",
    re.IGNORECASE,
)
_ADJUNCTS = ("when", "where", "why", "how")  # question words that are no subject or object
_ONE = re.compile(r"\b(?:the\s+)?(first|second|other|third|last)\s+one\b", re.IGNORECASE)
_ORDINALS = {"first": 0, "second": 1, "other": 1, "third": 2, "last": -1}
_OTHERS = re.compile(
    r"(?:and\s+)?(?:(?:any|are there any|is there any|anything|anyone|anybody|who|what|where|when|some)\s+)?"
    r"(?:others?|else|more)(?:\s+ones?)?|(?:and |can you )?(?:name )?another(?: one)?",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?:in )?the\s(?:year\s(before|after)|(previous|following)\syear)\b(?!\s\w)", re.IGNORECASE
)
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
_PLACED = re.compile(
    r"\b(?:in|at|of|for|by|from|to)\s+(?:the\s+)?(?:[A-Z]\w*(?:\s+[A-Z]\w*){0,3}|(?:north|south|east|west)\w*\b)"
)


class Row(NamedTuple):
    """A way to read a follow-up: a question in full, or "" where it does not apply.

    After a row that is `last` the question is taken as complete.
    """

    name: str
    read: Callable[[str, State], str]
    last: bool = True


def plain(question: str) -> str:
    """Return a question without a leading "and" or "what about", and without its end mark."""
    text = _LEAD.sub("", question).strip(" ?.!,")
    opens = re.match(r"\w+", text)
    return text[:1].lower() + text[1:] if opens and fold(opens[0]) in PREPOSITIONS else text


def quoted(answer: str, most: int) -> str:
    """Return at most `most` words of an answer, without marks at its ends."""
    return " ".join(answer.split()[:most]).strip(' .,;:?!(“”"')


def asked_besides(question: str) -> str:
    """Return what is asked by "Besides Lima, which towns ...?", which says what is known already."""
    return re.sub(r"^Besides [^,]*, ", "", question.strip())


def lowered(question: str) -> str:
    """Return a question that begins in lower case, unless a name begins it."""
    first = re.match(r"\w+", question)
    is_plain = first and fold(first[0]) in FUNCTION_WORDS | HELPERS | {"any", "anything", "name"}
    return question[:1].lower() + question[1:] if is_plain else question


def _who_said(question: str, state: State) -> str:
    """Return a question for who said the last answer, or its whole sentence where that is a mere name."""
    turn = state.last_asked
    if not _SAID.fullmatch(question.strip(" ?.!")) or not turn.answer:
        return ""
    named = any(mention.text == turn.answer for mention in phrases_in(turn.answer))
    whole = turn.sentence if named or len(turn.answer.split()) < 2 else ""
    return f"Who said “{quoted(whole or turn.answer, LONGEST_SAYING)}”?"


class Parted(NamedTuple):
    """A question in its parts: "how many" "operations" "were" "moved"; of yes or no, its word is empty."""

    word: str
    noun: str
    verb: str
    rest: str


def part(question: str) -> Parted | None:
    """Return the parts of a question, None where no auxiliary follows its question word, or begins it."""
    text = question.strip(" ?.!")
    found = tokens(text)
    asks = next((at for at, token in enumerate(found[:3]) if fold(token.text) in WH), -1)
    if asks < 0:
        opens = bool(found) and fold(found[0].text) in HELPERS
        return Parted("", "", fold(found[0].text), text[found[0].end :].strip()) if opens else None
    end = asks + 1 + (len(found) > asks + 1 and fold(found[asks + 1].text) in DEGREES)
    reach = range(end, min(len(found), end + FARTHEST_VERB))
    verb = next((at for at in reach if fold(found[at].text) in HELPERS), -1)
    if verb < 0:
        return None
    rest = text[found[verb].end :].strip()
    if asks and fold(found[asks - 1].text) in PREPOSITIONS:  # "in what year": no subject or object
        return Parted("", "", found[verb].text, rest)
    word = text[found[asks].start : found[end - 1].end]
    return Parted(word, text[found[end - 1].end : found[verb].start].strip(), found[verb].text, rest)


def _bare(question: str, state: State) -> str:
    """Return the last question with the new question word, where the old one leaves no gap behind."""
    match, asked = _BARE.fullmatch(question.strip(" ?.!")), part(state.last_asked.question)
    if not match or asked is None or not asked.rest or not _leaves_no_gap(asked):
        return ""
    if fold(match["word"]) == fold(asked.word):
        return ""
    word = "Why" if match["word"].lower() in ("how come", "what for") else match["word"].capitalize()
    return " ".join(f"{word} {asked.verb} {asked.noun} {asked.rest}".split()) + "?"


def _leaves_no_gap(asked: Parted) -> bool:
    """Whether the question word may be taken away: it is no object, nor says how long or how old."""
    word, verb = fold(asked.word), fold(asked.verb)
    if word in ("how many", "how much"):
        return verb in ANY_BE if asked.noun else verb not in DO
    if not word:
        return True
    return not asked.noun and word.split()[0] in _ADJUNCTS and not word.startswith("how ")


def _others(question: str, state: State) -> str:
    """Return the last question that was answered, for other answers."""
    turn = next((turn for turn in state.backwards if turn.answer and content(turn.question)), None)
    if turn is None or not _OTHERS.fullmatch(question.strip(" ?.!")):
        return ""
    known = quoted(turn.answer, LONGEST_KNOWN + 1)
    is_short = known and len(known.split()) <= LONGEST_KNOWN
    return f"Besides {known}, {lowered(turn.question)}" if is_short else turn.question


def _one(question: str, state: State) -> str:
    """Return a question with the answer meant by "the second one"."""
    match = _ONE.search(question)
    if not match:
        return ""
    place = _ORDINALS[match[1].lower()]
    lists = (tuple(filter(None, dict.fromkeys((turn.answer, *turn.items)))) for turn in state.backwards)
    named = (answers for answers in lists if all(len(one.split()) <= LONGEST_KNOWN for one in answers))
    listed = next((answers for answers in named if len(answers) > max(place, 1)), ())
    return f"{question[: match.start()]}{listed[place]}{question[match.end() :]}" if listed else ""


def _year(question: str, state: State) -> str:
    """Return a question with the year meant by "the year before" or "the following year"."""
    match, spoken = _SHIFT.search(question), state.year_spoken_of()
    if not match or not spoken or YEAR_NAMED.search(question):
        return ""
    is_before = fold(match[1] or match[2]) in ("before", "previous")
    year = int(spoken) + (-1 if is_before else 1)
    return f"{question[: match.start()]}in {year}{question[match.end() :]}"


def _phrase(question: str, state: State) -> str:
    """Return the last question with a phrase put in the place of one of its kind."""
    asked = state.last_asked.question
    if not is_fragment(question) or _ABOUT.match(asked):
        return ""
    return _swapped(plain(with_names(plain(question), state)[0]), asked)


def is_fragment(question: str) -> bool:
    """Whether a question is a mere phrase: "And in 2016?", "What about nurses?"."""
    led = plain(question).lower() != question.strip(" ?.!,").lower()
    words = [fold(token.text) for token in tokens(plain(question)) if token.stem]
    if not words or len(words) > LONGEST_FRAGMENT or set(words) & (WH | HELPERS):
        return False
    return led or words[0] in PREPOSITIONS or _TIME_ALONE.fullmatch(plain(question)) is not None


def _swapped(phrase: str, asked: str) -> str:
    """Return a question with a phrase in the place of one of its kind, "" where there is none."""
    asked = asked.strip(" ?.!")
    better = next(filter(None, (slot(phrase, asked) for slot in SLOTS)), "")
    return f"{better}?" if better and better != asked else ""


def _time_changed(phrase: str, asked: str) -> str:
    if _RELATIVE.fullmatch(phrase):
        return f"{_RELATIVE.sub('', asked).strip()} {phrase}"
    old = TIME.search(asked)
    if old is None and phrase.startswith("the "):  # an event, and none is named in the question
        return ""
    if _TIME_ALONE.fullmatch(phrase):
        phrase = f"in {phrase}"
    return _put(phrase, asked, old) if TIME.fullmatch(phrase) else ""


def _place_changed(phrase: str, asked: str) -> str:
    first, _, place = phrase.partition(" ")
    if fold(first) not in PREPOSITIONS or not place:
        return ""
    alike = (one for one in _PLACED.finditer(asked) if fold(one[0].split()[0]) == fold(first))
    last = re.search(rf"\b{re.escape(first)} (?:[\w-]{{1,20}} ){{0,2}}[\w-]{{1,20}}$", asked, re.IGNORECASE)
    return _put(phrase, asked, next(alike, last))


def _put(phrase: str, asked: str, old: re.Match[str] | None) -> str:
    return f"{asked[: old.start()]}{phrase}{asked[old.end() :]}" if old else f"{asked} {phrase}"


def _name_changed(phrase: str, asked: str) -> str:
    """Return a question with a name in the place of the last one, and of those joined to it by "and"."""
    if not any(mention.text == phrase and mention.kind in NAMED for mention in phrases_in(phrase)):
        return ""
    kinds = ("person",) if kind_of(phrase) == "person" else ("group", "name")
    lone = {"person"} if " " not in phrase else set()  # "Rowan" may be such a name as "Hazel", or a ship
    old = [
        mention
        for mention in mentions(asked)
        if mention.kind in kinds or ({mention.kind} <= lone and " " not in mention.text)
    ]
    if not old:
        return ""
    start = _start_of_joined(asked, old)
    single = start == old[-1].start
    before = asked[:start] if single else re.sub(r"^(\w{2,5}) are\b", r"\1 is", asked[:start])
    return f"{before}{phrase}{asked[old[-1].end :]}"


def _start_of_joined(asked: str, found: Sequence[Mention]) -> int:
    """Return where the last of some mentions begins, with those joined to it."""
    start = found[-1].start
    for mention in found[-2::-1]:
        if asked[mention.end : start].strip() not in ("and", ",", "or"):
            break
        start = mention.start
    return start


SLOTS = (_time_changed, _place_changed, _name_changed)


ROWS: tuple[Row, ...] = (
    Row("who said that", _who_said),
    Row("question word", _bare),
    Row("others", _others),
    Row("the second one", _one, last=False),
    Row("the year after", _year, last=False),
    Row("phrase", _phrase),
)
