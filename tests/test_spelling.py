"""Misspelt words of a question are read as words of the articles; English words never are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa_bot.language.tokens import stem, tokens
from qa_bot.questions.spelling import corrected

WORDS = [
    "ballot",
    "committee",
    "dalton",
    "doctors",
    "purse",
    "rescheduled",
    "secretary",
    "state",
    "strike",
    "talks",
]


class Words:
    """A corpus of WORDS; only what the spelling asks of it."""

    def frequency(self, term: str) -> int:
        return [stem(word) for word in WORDS].count(term)

    def words(self, prefix: str) -> Iterator[str]:
        return (word for word in WORDS if word.startswith(prefix))


def read(text: str) -> str:
    return corrected(text, tokens(text), Words())  # type: ignore[arg-type]


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
    ],
)
def test_a_slip_is_read_as_the_nearest_word(typed: str, meant: str) -> None:
    assert read(f"Who is the {typed}?") == f"Who is the {meant}?"


@pytest.mark.parametrize(
    "word", ["nurse", "stage", "organisation", "labour", "there", "xqzt", "2023", "secretaries"]
)
def test_other_words_stay(word: str) -> None:
    assert read(f"Who is the {word}?") == f"Who is the {word}?"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Who led teh strike?", "Who led the strike?"), ("Waht is a strike?", "What is a strike?")],
)
def test_swapped_letters_of_a_small_word_are_read_the_right_way(typed: str, meant: str) -> None:
    assert read(typed) == meant


def test_a_contraction_without_its_mark_is_read_whole() -> None:
    assert read("whats the strike?") == "what is the strike?"
    assert read("Whos the secretary?") == "Who is the secretary?"


def test_were_does_is_where_does() -> None:
    assert read("Were does Sir David work?") == "Where does Sir David work?"
    assert read("Were the talks held?") == "Were the talks held?"
