"""A line of text, read as a question: its form, what it asks for, and the words that must be met."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa_bot.answer_types import answer_type, classify
from qa_bot.documents.corpus import Corpus
from qa_bot.language.lexicon.adverbs import DEGREES, LIGHT, WEIGHTY
from qa_bot.language.lexicon.function_words import COUNTED_DETERMINERS, FUNCTION_WORDS, HELPERS, PARTICLES, WH
from qa_bot.language.lexicon.verbs import IMPERATIVES
from qa_bot.language.morphology import is_contraction
from qa_bot.language.tokens import fold, stem, stems, tokens
from qa_bot.questions.abbreviations import compounds, expansions
from qa_bot.questions.form import SLIPS, how_asked
from qa_bot.questions.requests import asked_number, asked_position, asks_for_list, asks_job, asks_whether
from qa_bot.questions.speech import speech_asked
from qa_bot.questions.spelling import corrected
from qa_bot.questions.times import times_asked
from qa_bot.values import DialogueContext, Expansion, Question, QuestionForm, Token

# Share of its idf that a word of the conversation counts beside words of the question's own.
WITH_OWN_WORDS = 0.3
LEAST_LOWER = 0.25  # share of lower-case words under which the capitals of a question say nothing


def read_question(text: str, corpus: Corpus | None = None) -> Question:
    """Read a line of text as a question: any text at all, never raising.

    With a corpus, misspelt words are read as the corpus words they are near, and its short forms known.
    """
    found = tuple(tokens(text))
    as_read = corrected(text, found, corpus) if corpus else text
    if as_read != text:
        found = tuple(tokens(as_read))
    question = _with_words(text, as_read, found)
    return question._replace(
        expansions=_written_otherwise(found, corpus) if corpus else (),
        times=times_asked(as_read),
        position=asked_position(question),
        speech=speech_asked(question),
        wants_list=asks_for_list(question),
        item_count=asked_number(question),
        wants_verdict=asks_whether(question),
        asks_job=asks_job(question),
    )


def in_context(question: Question, context: DialogueContext | None) -> Question:
    """Return a question with the words of the conversation that are read with it."""
    new = [(word, share) for word, share in (context.words if context else ()) if word not in question.terms]
    if not new:
        return question
    own = tuple(term for term in question.terms if term not in stems(FUNCTION_WORDS))
    lent = tuple((word, share * (WITH_OWN_WORDS if own else 1.0)) for word, share in new)
    return question._replace(terms=(*own, *(word for word, _ in lent)), context_terms=lent)


def _written_otherwise(found: Sequence[Token], corpus: Corpus) -> tuple[Expansion, ...]:
    return expansions(found, corpus.long_form) + compounds(found, corpus.written_apart, corpus.knows)


def _with_words(typed: str, text: str, found: tuple[Token, ...]) -> Question:
    """Return the question with what its single words say: form, focus, answer type, terms, names."""
    asked = how_asked(found)
    capitals = _capitals(found)
    kind = classify(asked.turned, asked.head, asked.modifiers)
    terms, asking = _terms(found, capitals, asked.form), frozenset(map(stem, answer_type(kind).asks_words))
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


def _terms(found: Sequence[Token], capitals: dict[int, str], form: QuestionForm) -> tuple[str, ...]:
    """Return the stems that must be met: light words only where there are no others.

    A light verb with its particle ("took over") may stand for another verb, and stays; so do the light words
    on which a yes or a no depends.
    """
    light = LIGHT - WEIGHTY if form.word == "yes-no" else LIGHT
    kept = [
        token
        for at, token in enumerate(found)
        if token.stem
        and (at in capitals or not _is_idle(found, at))
        and not (at and token.stem in stems(DEGREES) and found[at - 1].stem == "how")
    ]
    names = {found[at] for at in capitals}
    verbs = {one for one, other in pairwise(found) if fold(other.text) in PARTICLES}
    heavy = [token for token in kept if token in names | verbs or fold(token.text) not in light]
    return tuple(dict.fromkeys(token.stem for token in heavy or kept))


def _is_idle(found: Sequence[Token], at: int) -> bool:
    """Whether a word asks, or helps to, and need not be met: "did", "I'm", "name the", "tell me"."""
    folded = fold(found[at].text).replace("’", "'")
    if folded in FUNCTION_WORDS | HELPERS or folded in SLIPS or is_contraction(folded):
        return True
    following = fold(found[at + 1].text) if at + 1 < len(found) else ""
    if folded == "tell" and following in ("me", "us"):
        return True
    is_order = folded in IMPERATIVES and following in COUNTED_DETERMINERS | WH | {"me", "us", "all"}
    return at == 0 and (is_order or (folded == "list" and len(found) > 1))


def _capitals(found: Sequence[Token]) -> dict[int, str]:
    """Return place and stem of the words whose capital says that they are names."""
    alphabetic = [token.text for token in found if token.text[0].isalpha()]
    lower = [word for word in alphabetic if word[0].islower()]
    if len(alphabetic) > 3 and len(lower) / len(alphabetic) < LEAST_LOWER:
        return {}
    return {
        at: token.stem
        for at, token in enumerate(found)
        if token.stem and token.text[0].isupper() and _is_name(token, at)
    }


def _is_name(token: Token, at: int) -> bool:
    """Whether the capital of a word is that of a name, not that of a sentence's first word."""
    folded = fold(token.text).replace("’", "'")
    if is_contraction(folded):
        return False
    if folded not in FUNCTION_WORDS:
        return at > 0 or folded not in IMPERATIVES | HELPERS
    if len(token.text) > 1 and token.text.isupper():
        return at > 0 or folded not in WH | HELPERS
    return at > 0 and folded in ("may", "will")
