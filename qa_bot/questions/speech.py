"""Questions about words: "Who said ...?", "What did X say about Y?", "According to X, ...?"."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.language.entities.people import is_title, role_of
from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.adverbs import ADVERBS, IDLE, QUESTION_ADVERBS
from qa_bot.language.lexicon.function_words import (
    BEFORE_A_VERB,
    COUNTED_DETERMINERS,
    FUNCTION_WORDS,
    HELPERS,
    PLAIN_PREPOSITIONS,
    SHADY_CLAUSES,
    THIRD_POSSESSIVES,
)
from qa_bot.language.lexicon.nouns import STANCES
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.lexicon.reporting_verbs import HEARING, HOW_TOLD, TELLING, WHO_SAYS
from qa_bot.language.tokens import fold, stem
from qa_bot.values import Question, SpeechQuestion, Token

_JUDGING = ("ing", "ful", "less", "ive", "able", "ible", "ous", "fair", "safe", "wrong", "sighted")


def speech_asked(question: Question) -> SpeechQuestion | None:
    """Return what a question asks about who said what, None where it does not."""
    return asks_who_said(question) or asks_what_said(question) or according_to(question)


def asks_who_said(question: Question) -> SpeechQuestion | None:
    """Recognise "Who said ...?", "Who described X as ...?", "According to whom ...?"."""
    words = [fold(token.text) for token in question.tokens]
    for at, word in enumerate(words[:4]):
        if word in ("who", "whom", "which", "whose"):
            return _who(question.tokens, words, at)
    last = len(words) - 1 - (bool(words) and not words[-1].isalnum())
    if last > 1 and words[last] in ("whom", "who") and words[last - 2 : last] == ["according", "to"]:
        return SpeechQuestion("according", _terms(question.tokens[: last - 2]), asks_speaker=True)
    return None


def _who(found: Sequence[Token], words: Sequence[str], at: int) -> SpeechQuestion | None:
    if at >= 2 and words[at - 2 : at] == ["according", "to"]:
        return SpeechQuestion("according", _terms(found[at + 1 :]), asks_speaker=True)
    verb = _who_verb(found, words, at)
    if verb is None or any(word in ("do", "did", "does") for word in words[at + 1 : verb]):
        return None
    start = _past_hearer(words, verb)
    return SpeechQuestion(stem(words[verb]), _terms(found[start:]), asks_speaker=True)


def _who_verb(found: Sequence[Token], words: Sequence[str], at: int) -> int | None:
    """Give the place of the verb of saying that follows the asking word."""
    reach = 4 if words[at] in ("who", "whom") else 7
    for place in range(at + 1, min(len(words), at + 1 + reach)):
        word, rest = words[place], words[place + 1 :]
        if word == "saying" and "quoted" in words[:place]:
            return place
        if WHO_SAYS.get(word) == "freely":
            return place
        if word in ("called", "calls", "call", "labelled", "labels", "dubbed"):
            return place if _is_naming(found, place) else None
        if WHO_SAYS.get(word) == "that":
            return place if _is_clausal(rest) else None
        idle = (
            word in HELPERS
            or word in IDLE | QUESTION_ADVERBS
            or word in ("else", "exactly", "publicly", "it", "that")
            or word in ADVERBS
            or words[at] in ("which", "whose")
        )
        if not idle and word != "quoted" and word != "as":
            return None
    return None


def _is_naming(found: Sequence[Token], at: int) -> bool:
    rest = [fold(token.text) for token in found[at + 1 :]]
    quoted = any(token.text in "“‘\"'" for token in found[at + 1 :])
    judged = any(word.endswith(_JUDGING) for word in rest[2:])
    return quoted or judged or rest[:1] in (["for"], ["on"]) or any(word in ("a", "an") for word in rest[1:])


def _is_clausal(rest: Sequence[str]) -> bool:
    return any(word in ("that", "whether", "why", "how", "out") for word in rest[:5]) or any(
        word in ("“", '"', "‘") for word in rest
    )


def _past_hearer(words: Sequence[str], verb: int) -> int:
    """Leave the hearer of "Who told the BBC that ..." out of the topic."""
    if words[verb] in HEARING and "that" in words[verb + 1 : verb + 9]:
        return words.index("that", verb + 1) + 1
    return verb + 1


def asks_what_said(question: Question) -> SpeechQuestion | None:
    """Recognise "What did X say about Y?", "What does X want?", "What was X's reaction to Y?"."""
    words = [fold(token.text) for token in question.tokens]
    start = next((at for at, word in enumerate(words[:3]) if word in ("what", "how")), -1)
    if start < 0:
        return None
    at = start + 1
    while at < len(words) and words[at] in ("else", "exactly", "precisely"):
        at += 1
    if at >= len(words) or words[at] not in HELPERS:
        return None
    verbs = HOW_TOLD if words[start] == "how" else TELLING | word_set("said told stated")
    if words[at] in ("is", "was", "are", "were"):
        return _stance(question.tokens, words, at + 1) if words[start] == "what" else None
    return _telling(question.tokens, words, at + 1, verbs)


def _telling(
    found: Sequence[Token], words: Sequence[str], first: int, verbs: frozenset[str]
) -> SpeechQuestion | None:
    for at in range(first + 1, min(len(words), first + 16)):
        if (
            words[at] in verbs
            and not found[at].text[0].isupper()
            and words[at - 1] not in COUNTED_DETERMINERS
        ):
            return _asked(found[first:at], words[at], found[_past_hearer(words, at) :])
        if words[at] in ("have", "has") and words[at + 1 : at + 3] == ["to", "say"]:
            return _asked(found[first:at], "say", found[at + 3 :])
        if words[at] in ("make", "made") and words[at + 1 : at + 2] == ["of"]:
            return _asked(found[first:at], "think", found[at + 2 :])
        if words[at] == "to" or words[at] in BEFORE_A_VERB:
            return None
    return None


def _stance(found: Sequence[Token], words: Sequence[str], first: int) -> SpeechQuestion | None:
    """Read "X's reaction to Y" and "the reaction of X to Y"."""
    for at in range(first + 1, min(len(words), first + 14)):
        if words[at] not in STANCES:
            continue
        if words[at - 1] in ("'s", "'"):
            return _asked(found[first : at - 1], words[at], found[at + 1 :])
        if words[at - 1] == "the" and words[at + 1 : at + 2] == ["of"]:
            end = next(
                (
                    n
                    for n in range(at + 3, len(words))
                    if words[n] in word_set("to on about towards regarding over for concerning")
                ),
                len(words),
            )
            return _asked(found[at + 2 : end], words[at], found[end:])
        if words[first] in THIRD_POSSESSIVES and at == first + 1:
            return None
    return None


def according_to(question: Question) -> SpeechQuestion | None:
    """Recognise "According to X, ...?" and "..., according to X?" around any question."""
    words = [fold(token.text) for token in question.tokens]
    at = next((n for n in range(len(words) - 2) if words[n : n + 2] == ["according", "to"]), -1)
    if at < 0 or words[at + 2] in ("who", "whom", "what", "which"):
        return None
    end = next((n for n in range(at + 2, len(words)) if _closes(words[n])), len(words))
    rest = (*question.tokens[:at], *question.tokens[end:])
    return _asked(question.tokens[at + 2 : end], "according", rest)


def _closes(word: str) -> bool:
    return word in (",", "?", "-", "–", "—", ";", ":") or word in (
        "what",
        "who",
        "when",
        "where",
        "why",
        "how",
        "which",
    )


def _asked(subject: Sequence[Token], verb: str, rest: Sequence[Token]) -> SpeechQuestion | None:
    plain = [token for token in subject if token.stem and not is_title(token.text)]
    if not plain or any(fold(token.text) in SHADY_CLAUSES for token in plain):
        return None
    kept = [token for token in plain if fold(token.text) not in FUNCTION_WORDS or token.text.isupper()]
    if not kept:
        return None
    end = next(
        (at for at, token in enumerate(plain) if at and fold(token.text) in PLAIN_PREPOSITIONS),
        len(plain),
    )
    head = [token for token in plain[:end] if token in kept]
    named = bool(head) and head[-1].text[0].isupper() and role_of(fold(head[-1].text)) not in ROLES
    if named:
        head = [token for token in head if token.text[0].isupper()]
    return SpeechQuestion(stem(verb), _terms(rest), _stems(kept), _stems(head), named)


def _stems(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.stem for token in found))


def _terms(found: Sequence[Token]) -> tuple[str, ...]:
    return _stems([token for token in found if token.stem and fold(token.text) not in FUNCTION_WORDS])
