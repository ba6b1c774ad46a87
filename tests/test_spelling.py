"""Misspelt words of a question are read as words of the articles where that is sure; English words never."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa_bot.language.tokens import stem, tokens
from qa_bot.questions.spelling import SHORT_FORMS, corrected

WORDS = """
    ballot colleague college committee dalton department doctors labels phone purse rescheduled secretary
    state strike talks want
""".split()


class Words:
    """A corpus of a few words; only what the spelling asks of it."""

    def __init__(self, *words: str) -> None:
        self.held = sorted(words)

    def frequency(self, term: str) -> int:
        return [stem(word) for word in self.held].count(term)

    def words(self, prefix: str) -> Iterator[str]:
        return (word for word in self.held if word.startswith(prefix))


def read(text: str, *more: str) -> str:
    return corrected(text, tokens(text), Words(*WORDS, *more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("secratary", "secretary"),
        ("stirke", "strike"),
        ("balllot", "ballot"),
        ("comittee", "committee"),
        ("reshedualed", "rescheduled"),
        ("Dalten", "Dalton"),
        ("pecentage", "percentage"),
        ("docters", "doctors"),
        ("lables", "labels"),
        ("Lables", "Labels"),
        ("departmnet", "department"),
        ("depratmant", "department"),
    ],
)
def test_a_slip_is_read_as_the_nearest_word(typed: str, meant: str) -> None:
    assert read(f"Who is the {typed}?") == f"Who is the {meant}?"


@pytest.mark.parametrize(
    "word",
    [
        "nurse", "stage", "organisation", "labour", "there", "xqzt", "2023", "secretaries",
        "fone", "tlks", "strk", "colleges", "wants", "Malawana", "Nye", "Kubernetes", "Dalto-n",
    ],
)  # fmt: skip
def test_other_words_stay(word: str) -> None:
    assert read(f"Who is the {word}?") == f"Who is the {word}?"


def test_a_slip_stays_where_two_words_are_as_near() -> None:
    assert read("Who is the collegue?") == "Who is the collegue?"
    assert read("Who is the colleage?") == "Who is the colleage?"
    assert read("Who is the coleague?") == "Who is the colleague?"


@pytest.mark.parametrize("word", ["secratary", "lables", "wasnt", "u", "dept", "Dalten"])
def test_a_word_of_the_articles_is_left_as_it_is(word: str) -> None:
    assert read(f"Who is the {word}?", word.lower()) == f"Who is the {word}?"


@pytest.mark.parametrize("word", sorted(SHORT_FORMS))
def test_every_short_form_is_read_as_meant_unless_the_articles_hold_it(word: str) -> None:
    assert read(f"so {word} it is") == f"so {SHORT_FORMS[word]} it is"
    assert read(f"so {word} it is", word) == f"so {word} it is"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Why wasnt it called off?", "Why wasn't it called off?"),
        ("Didnt they vote?", "Didn't they vote?"),
        ("dont u want talks?", "don't you want talks?"),
        ("wen do i phone the dept", "when do i phone the department"),
        ("Wich ballot?", "Which ballot?"),
        ("what if ive lost it", "what if I've lost it"),
        ("Im late, wat now", "I'm late, what now"),
        ("R u at the college?", "Are you at the college?"),
        ("whens the strike, pls", "when is the strike, please"),
        ("were do i phone?", "Where do i phone?"),
    ],
)
def test_short_messages_are_read(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Who led teh strike?", "Who led the strike?"), ("Waht is a strike?", "What is a strike?")],
)
def test_swapped_letters_of_a_small_word_are_read_the_right_way(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "¿Quién es el secretario?", "¿Dónde es la strike?", "Wer ist der Secretary?", "Wer ist Tom Hay?",
        "Qui est le secretaire ?", "Chi è il ministro?", "Wo ist das Colege?", "Kto jest ministrem?",
        "Hvem er sekretaren?", "Quem é o secretario?", "Que es un ballott?",
    ],
)  # fmt: skip
def test_nothing_is_corrected_in_another_language(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hwo is teh docters", "who is the doctors"),
        ("docters stirke", "doctors strike"),
        ("new docters", "new doctors"),
        ("Im late, wat docters", "I'm late, what doctors"),
    ],
)
def test_a_question_full_of_slips_is_still_english(typed: str, meant: str) -> None:
    assert read(typed) == meant


def test_a_contraction_without_its_mark_is_read_whole() -> None:
    assert read("whats the strike?") == "what is the strike?"
    assert read("Whos the secretary?") == "Who is the secretary?"


def test_were_does_is_where_does() -> None:
    assert read("Were does Sir David work?") == "Where does Sir David work?"
    assert read("Were the talks held?") == "Were the talks held?"
