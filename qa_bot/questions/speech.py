"""Questions about words: "Who said ...?", "What did X say about Y?", "According to X, ...?"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from qa_bot.language.entities.people import is_title, role_of
from qa_bot.language.lexicon import WordUnion, word_set
from qa_bot.language.lexicon.adverbs import ADVERBS, IDLE, QUESTION_ADVERBS
from qa_bot.language.lexicon.function_words import (
    BEFORE_A_VERB,
    COUNTED_DETERMINERS,
    DO,
    FINITE_BE,
    FUNCTION_WORDS,
    HAVE,
    HELPERS,
    NOBODY,
    PLAIN_PREPOSITIONS,
    SHADY_CLAUSES,
    WH,
)
from qa_bot.language.lexicon.nouns import STANCES
from qa_bot.language.lexicon.people import ROLES
from qa_bot.language.lexicon.reporting_verbs import HEARING, HOW_TOLD, TELLING, WHO_SAYS
from qa_bot.language.negation import is_negation
from qa_bot.language.tokens import fold, stem
from qa_bot.values import Question, SpeechQuestion, Token

OPENING = 3  # words of what was said in which "nobody" or "nothing" denies it
_JUDGING = ("ing", "ful", "less", "ive", "able", "ible", "ous", "fair", "safe", "wrong", "sighted")
# Verbs that report words only where they judge: "called the plan a shambles", not "called the strike".
_NAMING = word_set("called calls call labelled labels dubbed")
_TOLD = WordUnion(TELLING, ("said", "told", "stated"))
# What may stand between the asking word and the verb of saying: "who has publicly said".
_BESIDE_VERB = WordUnion(
    HELPERS, IDLE, ADVERBS, QUESTION_ADVERBS, word_set("else exactly publicly it that quoted as")
)
_ENDS_OF_SPEAKER = word_set("to on about towards regarding over for concerning")
_AFTER_SPEAKER = WordUnion(WH, (",", "?", "-", "–", "—", ";", ":"), but=("whom", "whose"))
_QUOTES = ("“", "‘", '"', "'")


def speech_asked(question: Question) -> SpeechQuestion | None:
    """Return what a question asks about who said what, None where it does not."""
    return asks_who_said(question) or asks_what_said(question) or according_to(question)


def asks_who_said(question: Question) -> SpeechQuestion | None:
    """Return what "Who said ...?", "Who described X as ...?" or "According to whom ...?" asks for."""
    words = _folded(question.tokens)
    at = next((at for at, word in enumerate(words[:4]) if word in ("who", "whom", "which", "whose")), -1)
    if at >= 0:
        return _who(question.tokens, words, at)
    while words and not words[-1].isalnum():
        words.pop()
    if words[-3:] in (["according", "to", "whom"], ["according", "to", "who"]):
        return _speaker_asked("according", question.tokens[: len(words) - 3])
    return None


def _who(found: Sequence[Token], words: Sequence[str], at: int) -> SpeechQuestion | None:
    if at >= 2 and words[at - 2 : at] == ["according", "to"]:
        return _speaker_asked("according", found[at + 1 :])
    verb = _who_verb(found, words, at)
    if verb is None or not DO.isdisjoint(words[at + 1 : verb]):
        return None
    return _speaker_asked(words[verb], found[_past_hearer(words, verb) :])


def _speaker_asked(verb: str, topic: Sequence[Token]) -> SpeechQuestion:
    words = _folded(topic)
    denies = any(map(is_negation, words)) or not NOBODY.isdisjoint(words[:OPENING])
    return SpeechQuestion(stem(verb), _terms(topic), asks_speaker=True, denies=denies)


def _who_verb(found: Sequence[Token], words: Sequence[str], at: int) -> int | None:
    """Return the place of the verb of saying that follows the asking word, None where there is none."""
    is_who = words[at] in ("who", "whom")
    reach = 4 if is_who else 7  # words: "which member of the town council said"
    for place in range(at + 1, min(len(words), at + 1 + reach)):
        if _is_verb_of_saying(words, place):
            return place if _reports(found, words, place) else None
        if is_who and words[place] not in _BESIDE_VERB:
            return None
    return None


def _is_verb_of_saying(words: Sequence[str], at: int) -> bool:
    return words[at] in WHO_SAYS or words[at] in _NAMING or (words[at] == "saying" and "quoted" in words[:at])


def _reports(found: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether a verb of saying reports words here: "wrote that", not "wrote Bleak House"."""
    if words[at] in _NAMING:
        return _is_judging(found, words, at)
    return WHO_SAYS.get(words[at]) != "that" or _is_clausal(words[at + 1 :])


def _is_judging(found: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether "called" means said to be, or asked for."""
    rest = words[at + 1 :]
    is_quoted = any(token.text in _QUOTES for token in found[at + 1 :])
    is_judged = any(word.endswith(_JUDGING) for word in rest[2:])
    return is_quoted or is_judged or rest[:1] in (["for"], ["on"]) or not {"a", "an"}.isdisjoint(rest[1:])


def _is_clausal(rest: Sequence[str]) -> bool:
    begins_clause = not {"that", "whether", "why", "how", "out"}.isdisjoint(rest[:5])
    return begins_clause or any(word in _QUOTES[:3] for word in rest)


def _past_hearer(words: Sequence[str], verb: int) -> int:
    """Return where the topic begins after a verb: "Who told the BBC that ..." is not about the BBC."""
    if words[verb] in HEARING and "that" in words[verb + 1 : verb + 9]:
        return words.index("that", verb + 1) + 1
    return verb + 1


def asks_what_said(question: Question) -> SpeechQuestion | None:
    """Return what "What did X say about Y?", "What does X want?" or "X's reaction to Y?" asks for."""
    words = _folded(question.tokens)
    start = next((at for at, word in enumerate(words[:3]) if word in ("what", "how")), len(words))
    after = range(start + 1, len(words))
    at = next((at for at in after if words[at] not in ("else", "exactly", "precisely")), -1)
    if at < 0 or words[at] not in HELPERS:
        return None
    if words[at] not in FINITE_BE:
        return _telling(question.tokens, words, at + 1, HOW_TOLD if words[start] == "how" else _TOLD)
    return _stance(question.tokens, words, at + 1) if words[start] == "what" else None


def _telling(
    found: Sequence[Token], words: Sequence[str], first: int, verbs: Container[str]
) -> SpeechQuestion | None:
    """Read "did X say about Y", the speaker beginning at `first`."""
    for at in range(first + 1, min(len(words), first + 16)):  # a speaker has at most 15 words
        verb, topic = _verb_at(found, words, at, verbs)
        if verb:
            return _asked(found[first:at], verb, found[topic:])
        if words[at] in BEFORE_A_VERB:
            return None
    return None


def _verb_at(found: Sequence[Token], words: Sequence[str], at: int, verbs: Container[str]) -> tuple[str, int]:
    """Return the verb of saying that stands at a place, "" if none, and where its topic begins."""
    if words[at] in HAVE and words[at + 1 : at + 3] == ["to", "say"]:
        return "say", at + 3
    if words[at] in ("make", "made") and words[at + 1 : at + 2] == ["of"]:
        return "think", at + 2
    is_noun = found[at].text[0].isupper() or words[at - 1] in COUNTED_DETERMINERS
    if words[at] == "write" and not _terms(found[at + 1 :]):
        return "", at
    return ("", at) if is_noun or words[at] not in verbs else (words[at], _past_hearer(words, at))


def _stance(found: Sequence[Token], words: Sequence[str], first: int) -> SpeechQuestion | None:
    """Read "X's reaction to Y" and "the reaction of X to Y"."""
    for at in range(first + 1, min(len(words), first + 14)):
        if words[at] in STANCES and words[at - 1] in ("'s", "'"):
            return _asked(found[first : at - 1], words[at], found[at + 1 :])
        if words[at] in STANCES and words[at - 1] == "the" and words[at + 1 : at + 2] == ["of"]:
            after = range(at + 3, len(words))
            end = next((place for place in after if words[place] in _ENDS_OF_SPEAKER), len(words))
            return _asked(found[at + 2 : end], words[at], found[end:])
    return None


def according_to(question: Question) -> SpeechQuestion | None:
    """Return what "According to X, ...?" or "..., according to X?" asks for, around any question."""
    words = _folded(question.tokens)
    at = next((at for at in range(len(words) - 2) if words[at : at + 2] == ["according", "to"]), -1)
    if at < 0 or words[at + 2] in ("who", "whom", "what", "which"):
        return None
    after = range(at + 2, len(words))
    end = next((place for place in after if words[place] in _AFTER_SPEAKER), len(words))
    return _asked(question.tokens[at + 2 : end], "according", (*question.tokens[:at], *question.tokens[end:]))


def _asked(speaker: Sequence[Token], verb: str, topic: Sequence[Token]) -> SpeechQuestion | None:
    plain = [token for token in _words(speaker) if not is_title(token.text)]
    kept = [token for token in plain if _is_content(token)]
    if not kept or not SHADY_CLAUSES.isdisjoint(_folded(plain)):
        return None
    name = [token for token in _before_preposition(plain) if token in kept]
    named = bool(name) and _is_name(name[-1])
    if named:
        name = list(filter(_is_capitalised, name))
    return SpeechQuestion(stem(verb), _terms(topic), _stems(kept), _stems(name), named)


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper()


def _is_name(token: Token) -> bool:
    """Whether a word has the capital of a name, not of a position ("the Mayor")."""
    return _is_capitalised(token) and role_of(fold(token.text)) not in ROLES


def _is_content(token: Token) -> bool:
    """Whether a word of a speaker's name is no function word; one in capitals (WHO) is none."""
    return fold(token.text) not in FUNCTION_WORDS or token.text.isupper()


def _before_preposition(found: Sequence[Token]) -> Sequence[Token]:
    """Return the words before the first preposition: "chief executive" of NHS Employers."""
    places = (at for at, token in enumerate(found) if at and fold(token.text) in PLAIN_PREPOSITIONS)
    return found[: next(places, len(found))]


def _words(found: Sequence[Token]) -> list[Token]:
    return [token for token in found if token.stem]


def _folded(found: Sequence[Token]) -> list[str]:
    return [fold(token.text) for token in found]


def _stems(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.stem for token in found))


def _terms(found: Sequence[Token]) -> tuple[str, ...]:
    return _stems([token for token in _words(found) if fold(token.text) not in FUNCTION_WORDS])
