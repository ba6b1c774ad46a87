"""Which words meet a question's word, and how well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.matching import by_first_letter, one_edit, variants
from qa_bot.text import stem

MET = [
    ("strikes", "strike", "same word"),
    ("organise", "organization", "same word"),
    ("struck", "striking", "same word"),
    ("37,000", "37000", "same word"),
    ("seven", "7", "same word"),
    ("negotiate", "negotiator", "same word"),
    ("imposed", "imposition", "same family"),
    ("France", "French", "country and people"),
    ("begin", "start", "synonym"),
    ("resign", "quit", "synonym"),
    ("secretary", "secretery", "one letter off"),
]
APART = [("nurse", "purse"), ("doctor", "nurse"), ("ballot", "strike"), ("union", "government"), ("13", "14")]


@pytest.mark.parametrize(("asked", "met", "rule"), MET)
def test_a_word_is_met_by_its_relatives(asked: str, met: str, rule: str) -> None:
    found = {variant.stem: variant.rule for variant in variants(stem(asked), by_first_letter([stem(met)]))}
    assert found.get(stem(met)) == rule


@pytest.mark.parametrize(("asked", "other"), APART)
def test_a_word_is_not_met_by_a_stranger(asked: str, other: str) -> None:
    found = {variant.stem for variant in variants(stem(asked), by_first_letter([stem(other)]))}
    assert stem(other) not in found


def test_the_same_word_is_the_best_variant() -> None:
    stems = by_first_letter(["strike", "striker", "stoppag"])
    assert variants("strike", stems)[0] == ("strike", 1.0, "same word")


def test_what_the_articles_define_meets_a_word() -> None:
    assert ("mpu", 1.0, "short form") in variants("practition", {}, {"mpu": 1.0})


@given(st.text("abcd", min_size=1, max_size=6), st.text("abcd", min_size=1, max_size=6))
def test_one_edit_works_both_ways(one: str, other: str) -> None:
    assert one_edit(one, other) == one_edit(other, one)


@given(st.text("abc", min_size=2, max_size=6), st.integers(0, 5), st.sampled_from("xyz"))
def test_one_letter_more_or_other_is_one_edit(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    assert one_edit(word, word[:at] + letter + word[at:])
    assert one_edit(word, word[:at] + letter + word[at + 1 :])
