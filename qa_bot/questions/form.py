"""How a question is asked: its form, its noun, and the question turned to begin with its asking word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa_bot.answer_types import is_head
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.adverbs import QUESTION_ADVERBS
from qa_bot.language.lexicon.function_words import (
    ANY_BE,
    AUXILIARIES,
    DETERMINERS,
    DO,
    ENDS_OF_ASKED,
    FINITE_BE,
    HELPERS,
    POSSESSIVES,
    PREPOSITIONS,
    WH,
)
from qa_bot.language.lexicon.nouns import KIND_NOUNS
from qa_bot.language.lexicon.verbs import IMPERATIVES, QUESTION_VERBS
from qa_bot.language.tokens import fold
from qa_bot.values import QuestionForm, Token

_SLIPS = {"whats": "what", "whos": "who", "wheres": "where", "whens": "when", "hows": "how", "whys": "why"}


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
    if first in HELPERS and not _polite(words, at):
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
    kind = "be" if follows in ANY_BE else "aux" if follows in AUXILIARIES else "v"
    phrase = _phrase_after_be(words, at + 2) if word == "who" and kind == "be" else []
    return Asking(QuestionForm(word, kind), *_head(phrase), _turned(words, at))


def _read_how(words: list[_Word], at: int) -> Asking:
    follows = _folded(words, at + 1)
    if follows == "come":
        return Asking(QuestionForm("why", "v"), "", (), _turned(words, at))
    phrase = _phrase(words, at + 2)[0] if follows in ("many", "much") else []
    form = QuestionForm(
        "how", follows if follows in DO | FINITE_BE | word_set("many much long old far") else "o"
    )
    return Asking(form, *_head(phrase), _turned(words, at))


def _read_what(words: list[_Word], at: int) -> Asking:
    """Read a question with what, which or whose, or an order such as "name the rivers of Wales"."""
    start, of_kind = _after_kind(words, at + 1)
    follows = _folded(words, start)
    turned = _turned(words, at)
    if follows in ANY_BE:
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
    while at < len(words) and words[at].folded in KIND_NOUNS and _folded(words, at + 1) == "of":
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
    if folded in ENDS_OF_ASKED or not _wordlike(text):
        return True
    if at == start:
        return (
            folded in QUESTION_VERBS
            or folded in QUESTION_ADVERBS
            or (folded.endswith("ed") and _takes_object(words, at))
        )
    before = words[at - 1].folded
    if folded in QUESTION_ADVERBS or not text.islower() or _modifies(before):
        return folded in QUESTION_ADVERBS
    verbal = folded in QUESTION_VERBS or folded.endswith("ed")
    return verbal or (is_head(before) and folded.endswith("s") and _is_verb(words, at))


def _is_verb(words: list[_Word], at: int) -> bool:
    """Tell whether a word in -s after a known noun is a verb: "province borders Alaska"."""
    return not is_head(words[at].folded) or _takes_object(words, at)


def _takes_object(words: list[_Word], at: int) -> bool:
    """Tell whether a determiner or a name follows."""
    after = words[at + 1] if at + 1 < len(words) else _Word("", "")
    return after.folded in DETERMINERS | POSSESSIVES | {"any", "all"} or after.text[:1].isupper()


def _modifies(word: str) -> bool:
    return word in ("most", "more", "least", "newly", "-", "so", "best", "well") or word.endswith("ly")


def _phrase_after_be(words: list[_Word], start: int) -> list[_Word]:
    """Take the noun phrase after a form of be, passing over possessors and "the name of"."""
    at = start
    phrase: list[_Word] = []
    while at < len(words):
        folded = words[at].folded
        if folded == "'s" or (folded == "of" and phrase and phrase[-1].folded in KIND_NOUNS):
            phrase = []
        elif not phrase and (
            folded in DETERMINERS | POSSESSIVES | {"any", "all"} or folded in QUESTION_ADVERBS
        ):
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
    if _folded(words, at) in PREPOSITIONS:
        verbs = range(at, min(at + 7, len(words)))
        at = next((place for place in verbs if words[place].folded in HELPERS), at)
    follows = _folded(words, at)
    if not any(_wordlike(word.text) for word in words[at : at + 2]):
        return "0"
    return "be" if follows in ANY_BE else "aux" if follows in AUXILIARIES else "v"


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
        not before or before in PREPOSITIONS or before in ("and", "or", "but", ",", ":", ";", "-", "?", ".")
    )


def _is_clause(words: list[_Word], at: int) -> bool:
    follows = _folded(words, at + 1)
    return words[at].folded in ("when", "where") and follows not in HELPERS


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
    return at > 1 and words[0].folded in AUXILIARIES | {"please"} and words[1].folded == "you" and at < 6


def _terse(words: list[_Word]) -> Asking:
    """Read key words: the last known noun before a preposition decides, else any."""
    plain = [word.folded for word in words if _wordlike(word.text)]
    end = next((at for at, word in enumerate(plain) if word in PREPOSITIONS and at), len(plain))
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
