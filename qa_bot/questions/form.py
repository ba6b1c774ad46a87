"""How a question is asked: its form, its noun, and the question turned to begin with its asking word."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.answer_types import is_head
from qa_bot.language.lexicon import WordUnion
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
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import QuestionForm, Token

# Asking words run together with "is": "whats the time".
SLIPS = {"whats": "what", "whos": "who", "wheres": "where", "whens": "when", "hows": "how", "whys": "why"}
# What may stand before the noun asked for and is no part of it.
BEFORE_NOUN = WordUnion(DETERMINERS, POSSESSIVES, QUESTION_ADVERBS, ("any", "all"))
HOW_SHAPES = WordUnion(DO, FINITE_BE, ("many", "much", "long", "old", "far"))
LONGEST_END = 3  # words among the five tokens after an asking word that ends its question: "in what year?"
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
        if folded in SLIPS:
            words += [_Word(token.text, SLIPS[folded]), _Word("is", "is")]
        else:
            words.append(_Word(token.text, folded))
    return words


def _read_words(words: list[_Word]) -> Asking:
    if not words:
        return Asking(TERSE, "", (), "")
    order = _imperative(words)
    if order is not None:
        return _read_what(order, 0)
    at = _question_word(words)
    if words[0].folded in HELPERS and not _polite(words, at):
        return Asking(QuestionForm("yes-no"), "", (), _joined(words))
    return _read_wh(words, at) if at >= 0 else _terse(words)


def _read_wh(words: list[_Word], at: int) -> Asking:
    word = words[at].folded
    if word in ("what", "which", "whose"):
        reading = _read_what(words, at)
    elif word == "how":
        reading = _read_how(words, at)
    else:
        reading = _read_plain(words, at)
    if at <= 1 or _polite(words, at) or not _is_final(words, at):
        return reading
    return reading._replace(form=reading.form._replace(is_final=True))


def _is_final(words: list[_Word], at: int) -> bool:
    """Whether the asking word stands near the end of the question."""
    follow = [word for word in words[at + 1 : at + 6] if word.text[0].isalnum()]
    return len(follow) <= LONGEST_END


def _read_plain(words: list[_Word], at: int) -> Asking:
    """Read a question with who, whom, when, where or why."""
    word = words[at].folded.replace("whom", "who")
    shape = _verb_shape(_folded(words, at + 1))
    phrase = _phrase_after_be(words, at + 2) if (word, shape) == ("who", "be") else []
    return Asking(QuestionForm(word, shape), *_head(phrase), _turned(words, at))


def _read_how(words: list[_Word], at: int) -> Asking:
    follows = _folded(words, at + 1)
    if follows == "come":
        return Asking(QuestionForm("why", "v"), "", (), _turned(words, at))
    phrase = _phrase(words, at + 2)[0] if follows in ("many", "much") else []
    shape = follows if follows in HOW_SHAPES else "o"
    return Asking(QuestionForm("how", shape), *_head(phrase), _turned(words, at))


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
    """Return the place after "kind of", "type of", and whether either stood there."""
    at = start
    while at < len(words) and words[at].folded in KIND_NOUNS and _folded(words, at + 1) == "of":
        at += 2
    return at, at > start


def _phrase(words: list[_Word], start: int) -> tuple[list[_Word], int]:
    """Return the noun phrase that begins at `start`, and where it ends."""
    at = start
    while at < len(words) and not _ends_phrase(words, start, at):
        at += 1
    return words[start:at], at


def _ends_phrase(words: list[_Word], start: int, at: int) -> bool:
    """Whether the word at `at` is no part of the noun phrase that begins at `start`."""
    text, folded = words[at]
    if folded in ENDS_OF_ASKED or folded in QUESTION_ADVERBS or not _wordlike(text):
        return True
    if at == start:
        return _is_first_verb(words, at)
    return text.islower() and not _modifies(words[at - 1].folded) and _is_verb(words, at)


def _is_first_verb(words: list[_Word], at: int) -> bool:
    """Whether the word after the asking word is a verb: "damaged the bridge", not "armed forces"."""
    folded = words[at].folded
    return folded in QUESTION_VERBS or (folded.endswith("ed") and _takes_object(words, at))


def _is_verb(words: list[_Word], at: int) -> bool:
    """Whether a word inside a phrase is a verb: "province borders Alaska", not "province borders"."""
    folded = words[at].folded
    if folded in QUESTION_VERBS or folded.endswith("ed"):
        return True
    follows_noun = is_head(words[at - 1].folded) and folded.endswith("s")
    return follows_noun and (not is_head(folded) or _takes_object(words, at))


def _takes_object(words: list[_Word], at: int) -> bool:
    """Whether a determiner or a name follows."""
    after = words[at + 1] if at + 1 < len(words) else _Word("", "")
    return after.folded in DETERMINERS | POSSESSIVES | {"any", "all"} or after.text[:1].isupper()


def _modifies(word: str) -> bool:
    return word in ("most", "more", "least", "newly", "-", "so", "best", "well") or word.endswith("ly")


def _phrase_after_be(words: list[_Word], start: int) -> list[_Word]:
    """Return the noun phrase after a form of be, without possessors and "the name of"."""
    phrase: list[_Word] = []
    for at in range(start, len(words)):
        if _precedes_noun(words[at].folded, phrase):
            phrase = []
        elif _ends_phrase(words, at - 1 if phrase else at, at):
            break
        else:
            phrase.append(words[at])
    return phrase


def _precedes_noun(word: str, phrase: list[_Word]) -> bool:
    """Whether the noun asked for stands after this word, whatever `phrase` stands before it."""
    if word == "of":
        return bool(phrase) and phrase[-1].folded in KIND_NOUNS
    return word == "'s" or (not phrase and word in BEFORE_NOUN)


def _head(phrase: list[_Word], named: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the head and the modifiers of a noun phrase; a name heads none unless `named`."""
    plain = [word for word in phrase if word.text != "-"]
    if not plain or (plain[-1].text[0].isupper() and not named and not is_head(plain[-1].folded)):
        return "", ()
    return plain[-1].folded, tuple(word.folded for word in plain[:-1])


def _after_phrase(words: list[_Word], end: int) -> str:
    """Return what follows a noun phrase: be, aux, v (any other verb) or 0 (nothing)."""
    at = end
    if _folded(words, at) == "'s":
        return "v"
    if _folded(words, at) in PREPOSITIONS:
        reach = range(at, min(at + 7, len(words)))  # "city in the south of France did": six words between
        at = next((place for place in reach if words[place].folded in HELPERS), at)
    follows = _folded(words, at)
    if not any(_wordlike(word.text) for word in words[at : at + 2]):
        return "0"
    return _verb_shape(follows)


def _verb_shape(word: str) -> str:
    if word in ANY_BE:
        return "be"
    return "aux" if word in AUXILIARIES else "v"


def _question_word(words: list[_Word]) -> int:
    """Return the place of the question word that asks, -1 if there is none."""
    places = [place for place, word in enumerate(words) if word.folded in WH]
    if not places:
        return -1
    asking = next((place for place in places if _opens(words, place)), places[-1])
    if not _is_clause(words, asking):
        return asking
    return next((at for at in places[1:] if at > asking + 1 and words[at].folded != "when"), asking)


def _opens(words: list[_Word], at: int) -> bool:
    before = _folded(words, at - 1) if at else ""
    return before in PREPOSITIONS or before in ("", "and", "or", "but", ",", ":", ";", "-", "?", ".")


def _is_clause(words: list[_Word], at: int) -> bool:
    """Whether "when" or "where" begins a clause before the question: "When rain falls, what ...?"."""
    follows = _folded(words, at + 1)
    return words[at].folded in ("when", "where") and follows not in HELPERS


def _imperative(words: list[_Word]) -> list[_Word] | None:
    """Return "name the rivers" as a question for what is the rivers; None if it is no order."""
    if words[0].folded in HELPERS and _folded(words, 1) == "you" and _folded(words, 2) in IMPERATIVES:
        words = words[2:]
    first = words[0].folded
    if first not in IMPERATIVES or len(words) < 2:
        return None
    rest = [word for word in words[1:3] if word.folded not in ("me", "us")] + words[3:]
    if not rest or any(word.folded in WH for word in rest[:2]):
        return None
    if first in ("define", "describe", "explain"):
        return [_Word(first, first), *rest]
    if first == "tell" and rest[0].folded == "about":
        return [_Word("describe", "describe"), *rest[1:]]
    return [_Word("name", "name"), _Word("is", "is"), *rest]


def _polite(words: list[_Word], at: int) -> bool:
    """Whether "can you tell me" or the like stands before the question word."""
    return at > 1 and words[0].folded in AUXILIARIES | {"please"} and words[1].folded == "you" and at < 6


def _terse(words: list[_Word]) -> Asking:
    """Read key words: the last known noun before a preposition decides, else any."""
    plain = [word.folded for word in words if _wordlike(word.text)]
    end = next((at for at, word in enumerate(plain) if word in PREPOSITIONS and at), len(plain))
    by_rank = (*plain[:end][::-1], *plain[end:])
    return Asking(TERSE, next(filter(is_head, by_rank), ""), (), _joined(words))


def _turned(words: list[_Word], at: int) -> str:
    """Return the question with its question word first, and what stood before it last."""
    asked = _joined(words[at:])
    return f"{asked} | {_joined(words[:at])}" if at else asked


def _joined(words: Sequence[_Word]) -> str:
    return " ".join(word.folded for word in words)


def _folded(words: list[_Word], at: int) -> str:
    return words[at].folded if 0 <= at < len(words) else ""


def _wordlike(text: str) -> bool:
    return text[0].isalnum() or text in ("-", "'s", "’s")
