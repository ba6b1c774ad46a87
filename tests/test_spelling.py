"""Misspelt words of a question are read as words of the articles; English words never are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa_bot.question import read_question
from qa_bot.spelling import corrected
from qa_bot.text import stem

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


def words_from(beginning: str) -> Iterator[str]:
    return (word for word in WORDS if word.startswith(beginning))


def read(text: str) -> dict[str, str]:
    known = {stem(word) for word in WORDS}
    return dict(corrected(read_question(text), known.__contains__, words_from).corrections)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("secratary", "secretary"),
        ("stirke", "strike"),
        ("balllot", "ballot"),
        ("comittee", "committee"),
        ("reshedualed", "rescheduled"),
        ("Dalten", "dalton"),
        ("docters", "doctors"),
    ],
)
def test_a_slip_is_read_as_the_nearest_word(typed: str, meant: str) -> None:
    assert read(f"Who is the {typed}?") == {typed: meant}


@pytest.mark.parametrize(
    "word", ["nurse", "stage", "organisation", "labour", "there", "xqzt", "2023", "secretaries"]
)
def test_other_words_stay(word: str) -> None:
    assert read(f"Who is the {word}?") == {}


def test_terms_follow_the_correction() -> None:
    known = {stem(word) for word in WORDS}
    question = corrected(read_question("Who is the secratary?"), known.__contains__, words_from)
    assert question.terms == ("secretari",)
    assert question.tokens[3].text == "secratary"
