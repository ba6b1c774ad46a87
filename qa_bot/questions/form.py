"""How a question is asked: its form, its noun, and the question turned to begin with its asking word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa_bot.answer_types import is_head
from qa_bot.language.lexicon.word_sets import word_set
from qa_bot.language.tokens import fold
from qa_bot.values import QuestionForm, Token

BE = word_set("is are was were am be been being 's isn't aren't wasn't weren't")
AUXILIARIES = word_set(
    """
    do does did has have had can could will would shall should may might must don't doesn't didn't hasn't
    haven't hadn't can't couldn't won't wouldn't shouldn't
    """
)
WH = word_set("who whom whose what which when where why how")
_SLIPS = {"whats": "what", "whos": "who", "wheres": "where", "whens": "when", "hows": "how", "whys": "why"}
_DETERMINERS = word_set("the a an this that these those his her its their our your my any all")
_PREPOSITIONS = word_set(
    """
    of in on at by for with from to into onto about as than during after before between under over through
    against within without among across along around behind beyond near since until upon via like per
    """
)
_ENDS = (
    BE | AUXILIARIES | WH | _DETERMINERS | _PREPOSITIONS
    | word_set("and or but if because he she it they we you i them him us me there here not while")
)  # fmt: skip
_ADVERBS = word_set(
    """
    also first originally once never ever still now currently formerly usually often typically commonly
    generally only just mainly mostly officially primarily sometimes always eventually later initially
    previously recently
    """
)
_VERBS = word_set(
    """
    became become begin began bring brings brought build builds built came causes caught chose come comes
    contain contains contributed control controls create creates deals describes do does drew ended ends
    exist exists fall falls features fell follows fought found gave get gets give gives go goes got govern
    governs grew had happen happens hear held help helps hold holds host hosts include includes instead
    joins kept killed known lead leads led left lie lies lives lost made make makes means meet meets met
    offers opens owns paid play plays produce produces provide provides put ran refer refers rejected
    remain remains runs said sang sat saw say says sent serve serves set shows sold speak spoke stand
    stands start starts states stood take takes taught tell tells think thought threw told took use uses
    want wants went win wins won work works write writes wrote born done seen written given taken called
    happened prompted triggered caused inspired influenced forced started followed motivated
    """
)
_LENT = word_set("kind type sort form name term title part one some kinds types sorts forms names")
IMPERATIVES = word_set("name list give identify state provide mention define describe explain tell show find")
_POLITE = word_set("do does did can could would will please")
_QUESTION_SHORT = word_set("many much long old far did do does is was are were")


TERSE = QuestionForm("terse")


class _Word(NamedTuple):
    text: str
    folded: str


class Asking(NamedTuple):
    """How a question is asked; `head` and `modifiers` are words as they stand, in lower case."""

    form: QuestionForm
    head: str
    modifiers: tuple[str, ...]
    turned: str


def how_asked(found: Sequence[Token]) -> Asking:
    """Read how a question, given as its tokens, is asked."""
    return _read_words(_words(found))


def _words(found: Sequence[Token]) -> list[_Word]:
    words = []
    for token in found:
        folded = fold(token.text).replace("’", "'")
        if folded in _SLIPS:
            words += [_Word(token.text, _SLIPS[folded]), _Word("is", "is")]
        else:
            words.append(_Word(token.text, folded))
    return words


def _read_words(words: list[_Word]) -> Asking:
    if not words:
        return Asking(TERSE, "", (), "")
    asked = _imperative(words)
    at = _question_word(words) if asked is None else -1
    first = words[0].folded
    if first in BE | AUXILIARIES and not _polite(words, at):
        return Asking(QuestionForm("yes-no"), "", (), _joined(words))
    if asked is not None:
        return _read_what(asked, 0)
    if at < 0:
        return _terse(words)
    return _read_wh(words, at)


def _read_wh(words: list[_Word], at: int) -> Asking:
    word = words[at].folded
    if word in ("what", "which", "whose"):
        reading = _read_what(words, at)
    elif word == "how":
        reading = _read_how(words, at)
    else:
        reading = _read_plain(words, at)
    last = at > 1 and sum(word.text[0].isalnum() for word in words[at : at + 6]) <= 4
    return (
        reading._replace(form=reading.form._replace(is_final=True))
        if last and not _polite(words, at)
        else reading
    )


def _read_plain(words: list[_Word], at: int) -> Asking:
    """Read a question with who, whom, when, where or why."""
    word = {"whom": "who"}.get(words[at].folded, words[at].folded)
    follows = _folded(words, at + 1)
    kind = "be" if follows in BE else "aux" if follows in AUXILIARIES else "v"
    phrase = _phrase_after_be(words, at + 2) if word == "who" and kind == "be" else []
    return Asking(QuestionForm(word, kind), *_head(phrase), _turned(words, at))


def _read_how(words: list[_Word], at: int) -> Asking:
    follows = _folded(words, at + 1)
    if follows == "come":
        return Asking(QuestionForm("why", "v"), "", (), _turned(words, at))
    phrase = _phrase(words, at + 2)[0] if follows in ("many", "much") else []
    form = QuestionForm("how", follows if follows in _QUESTION_SHORT else "o")
    return Asking(form, *_head(phrase), _turned(words, at))


def _read_what(words: list[_Word], at: int) -> Asking:
    """Read a question with what, which or whose, or an order such as "name the rivers of Wales"."""
    start, of_kind = _after_kind(words, at + 1)
    follows = _folded(words, start)
    turned = _turned(words, at)
    if follows in BE:
        return Asking(QuestionForm("wh", "be", of_kind), *_head(_phrase_after_be(words, start + 1)), turned)
    if follows in AUXILIARIES:
        return Asking(QuestionForm("wh", "aux"), "", (), turned)
    phrase, end = _phrase(words, start)
    if not phrase:
        return Asking(QuestionForm("wh", "verb"), "", (), turned)
    form = QuestionForm("wh", "np", of_kind, _after_phrase(words, end))
    return Asking(form, *_head(phrase, named=True), turned)


def _after_kind(words: list[_Word], start: int) -> tuple[int, bool]:
    """Step over "kind of", "type of", "is the name of": gives the next place and whether it did."""
    at = start
    while at < len(words) and words[at].folded in _LENT and _folded(words, at + 1) == "of":
        at += 2
    return at, at > start


def _phrase(words: list[_Word], start: int) -> tuple[list[_Word], int]:
    """Take the noun phrase that stands right after the question word, and where it ends."""
    at = start
    while at < len(words) and not _ends_phrase(words, start, at):
        at += 1
    return words[start:at], at


def _ends_phrase(words: list[_Word], start: int, at: int) -> bool:
    text, folded = words[at]
    if folded in _ENDS or not _wordlike(text):
        return True
    if at == start:
        return folded in _VERBS or folded in _ADVERBS or (folded.endswith("ed") and _takes_object(words, at))
    before = words[at - 1].folded
    if folded in _ADVERBS or not text.islower() or _modifies(before):
        return folded in _ADVERBS
    verbal = folded in _VERBS or folded.endswith("ed")
    return verbal or (is_head(before) and folded.endswith("s") and _is_verb(words, at))


def _is_verb(words: list[_Word], at: int) -> bool:
    """Tell whether a word in -s after a known noun is a verb: "province borders Alaska"."""
    return not is_head(words[at].folded) or _takes_object(words, at)


def _takes_object(words: list[_Word], at: int) -> bool:
    """Tell whether a determiner or a name follows."""
    after = words[at + 1] if at + 1 < len(words) else _Word("", "")
    return after.folded in _DETERMINERS or after.text[:1].isupper()


def _modifies(word: str) -> bool:
    return word in ("most", "more", "least", "newly", "-", "so", "best", "well") or word.endswith("ly")


def _phrase_after_be(words: list[_Word], start: int) -> list[_Word]:
    """Take the noun phrase after a form of be, passing over possessors and "the name of"."""
    at = start
    phrase: list[_Word] = []
    while at < len(words):
        folded = words[at].folded
        if folded == "'s" or (folded == "of" and phrase and phrase[-1].folded in _LENT):
            phrase = []
        elif not phrase and (folded in _DETERMINERS or folded in _ADVERBS):
            pass
        elif _ends_phrase(words, at if not phrase else at - 1, at):
            break
        else:
            phrase.append(words[at])
        at += 1
    return phrase


def _head(phrase: list[_Word], named: bool = False) -> tuple[str, tuple[str, ...]]:
    """Give the head and the modifiers of a noun phrase; a name heads none unless `named`."""
    plain = [word for word in phrase if word.text != "-"]
    if not plain or (plain[-1].text[0].isupper() and not named and not is_head(plain[-1].folded)):
        return "", ()
    return plain[-1].folded, tuple(word.folded for word in plain[:-1])


def _after_phrase(words: list[_Word], end: int) -> str:
    at = end
    if _folded(words, at) == "'s":
        return "v"
    if _folded(words, at) in _PREPOSITIONS:
        verbs = range(at, min(at + 7, len(words)))
        at = next((place for place in verbs if words[place].folded in BE | AUXILIARIES), at)
    follows = _folded(words, at)
    if not any(_wordlike(word.text) for word in words[at : at + 2]):
        return "0"
    return "be" if follows in BE else "aux" if follows in AUXILIARIES else "v"


def _question_word(words: list[_Word]) -> int:
    """Find the question word that asks: -1 if there is none."""
    places = [place for place, word in enumerate(words) if word.folded in WH]
    if not places:
        return -1
    asking = [place for place in places if _opens(words, place)] or places[-1:]
    later = [place for place in places if place > asking[0] + 1 and words[place].folded != "when"]
    return later[0] if later and _is_clause(words, asking[0]) else asking[0]


def _opens(words: list[_Word], at: int) -> bool:
    before = _folded(words, at - 1) if at else ""
    return (
        not before or before in _PREPOSITIONS or before in ("and", "or", "but", ",", ":", ";", "-", "?", ".")
    )


def _is_clause(words: list[_Word], at: int) -> bool:
    follows = _folded(words, at + 1)
    return words[at].folded in ("when", "where") and follows not in BE | AUXILIARIES


def _imperative(words: list[_Word]) -> list[_Word] | None:
    """Turn "name the rivers" into "what is the rivers"; None if it is no order."""
    first = words[0].folded
    if first not in IMPERATIVES or len(words) < 2:
        return None
    rest = [word for word in words[1:3] if word.folded not in ("me", "us")] + words[3:]
    if not rest or any(word.folded in WH for word in rest[:2]):
        return None
    if first in ("define", "describe", "explain"):
        return [_Word(first, first), *rest]
    return [_Word("name", "name"), _Word("is", "is"), *rest]


def _polite(words: list[_Word], at: int) -> bool:
    """Tell whether "can you tell me" or the like stands before the question word."""
    return at > 1 and words[0].folded in _POLITE and words[1].folded == "you" and at < 6


def _terse(words: list[_Word]) -> Asking:
    """Read key words: the last known noun before a preposition decides, else any."""
    plain = [word.folded for word in words if _wordlike(word.text)]
    end = next((at for at, word in enumerate(plain) if word in _PREPOSITIONS and at), len(plain))
    known = [word for word in plain[:end] if is_head(word)][::-1] + [
        word for word in plain[end:] if is_head(word)
    ]
    return Asking(TERSE, known[0] if known else "", (), _joined(words))


def _turned(words: list[_Word], at: int) -> str:
    """Put the question word first, what stood before it last."""
    asked = _joined(words[at:])
    return f"{asked} | {_joined(words[:at])}" if at else asked


def _joined(words: Sequence[_Word]) -> str:
    return " ".join(word.folded for word in words)


def _folded(words: list[_Word], at: int) -> str:
    return words[at].folded if 0 <= at < len(words) else ""


def _wordlike(text: str) -> bool:
    return text[0].isalnum() or text in ("-", "'s", "’s")
