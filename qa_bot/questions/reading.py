"""A line of text, read as a question: its form, what it asks for, and the words that must be met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa_bot.answer_types import answer_type, classify
from qa_bot.documents.corpus import Corpus
from qa_bot.language.entities.names import is_acronym
from qa_bot.language.lexicon.adverbs import DEGREES
from qa_bot.language.lexicon.function_words import COUNTED_DETERMINERS, FUNCTION_WORDS, HELPERS, WH
from qa_bot.language.lexicon.verbs import IMPERATIVES
from qa_bot.language.tokens import fold, stem, stems, tokens
from qa_bot.questions.abbreviations import expansions
from qa_bot.questions.form import how_asked
from qa_bot.questions.requests import asked_number, asked_position, asks_for_list, asks_job, asks_whether
from qa_bot.questions.speech import speech_asked
from qa_bot.questions.spelling import corrected
from qa_bot.questions.times import times_asked
from qa_bot.values import Question, Token


def read_question(text: str, corpus: Corpus | None = None) -> Question:
    """Read a line of text as a question: any text at all, never raising.

    With a corpus, misspelt words are read as the corpus words they are near, and its short forms known.
    """
    found = tuple(tokens(text))
    as_read = corrected(text, found, corpus) if corpus else text
    if as_read != text:
        found = tuple(tokens(as_read))
    question = _with_words(text, as_read, found)
    return replace(
        question,
        expansions=expansions(found, corpus.texts_naming) if corpus else (),
        times=times_asked(as_read),
        position=asked_position(question),
        speech=speech_asked(question),
        wants_list=asks_for_list(question),
        item_count=asked_number(question),
        wants_verdict=asks_whether(question),
        asks_job=asks_job(question),
    )


def _with_words(typed: str, text: str, found: tuple[Token, ...]) -> Question:
    """Return the question with what its single words say: form, focus, answer type, terms, names."""
    asked = how_asked(found)
    capitals = _capitals(found)
    kind = classify(asked.turned, asked.head, asked.modifiers)
    terms, asking = _terms(found, capitals), frozenset(map(stem, answer_type(kind).asks_words))
    return Question(
        typed=typed,
        text=text,
        tokens=found,
        terms=tuple(term for term in terms if term not in asking) or terms,
        form=asked.form,
        focus=stem(asked.head) if asked.head else "",
        type=kind,
        names=frozenset(capitals.values()),
        numbers=frozenset(token.stem for token in found if token.stem[:1].isdigit()),
    )


def _terms(found: Sequence[Token], capitals: dict[int, str]) -> tuple[str, ...]:
    kept = {
        token.stem: None
        for at, token in enumerate(found)
        if token.stem
        and (at in capitals or not _is_idle(found, at))
        and not (at and token.stem in stems(DEGREES) and found[at - 1].stem == "how")
    }
    return tuple(kept)


def _is_idle(found: Sequence[Token], at: int) -> bool:
    """Tell whether a word asks, or helps to, and need not be met: "did", "didn't", "name the"."""
    folded = fold(found[at].text).replace("’", "'")
    ordered = (
        at == 0
        and folded in IMPERATIVES
        and fold(found[1].text if found[1:] else "") in COUNTED_DETERMINERS | {"me", "us"}
    )
    return folded in FUNCTION_WORDS or ordered or (at == 0 and folded in HELPERS)


def _capitals(found: Sequence[Token]) -> dict[int, str]:
    """Give place and stem of the words whose capital says that they are names."""
    alphabetic = [token.text for token in found if token.text[0].isalpha()]
    lower = sum(word[0].islower() for word in alphabetic)
    if lower * 4 < len(alphabetic) and len(alphabetic) > 3:
        return {}
    return {
        at: token.stem
        for at, token in enumerate(found)
        if token.stem and token.text[0].isupper() and _is_name(token, at)
    }


def _is_name(token: Token, at: int) -> bool:
    folded = fold(token.text).replace("’", "'")
    if at == 0 and folded in HELPERS:
        return False
    if folded in FUNCTION_WORDS:
        loud = is_acronym(token.text)
        return (loud and folded not in WH | HELPERS) or (at > 0 and (loud or folded in ("may", "will")))
    return at > 0 or folded not in IMPERATIVES
