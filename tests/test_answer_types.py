"""Every row of the table is held to its own examples, and to a few promises that all rows make."""

from __future__ import annotations

import re
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer_types import ANSWER_TYPES, answer_type, classify, is_head, singular
from qa_bot.answer_types.answer_type import AnswerType
from qa_bot.language.entities.patterns import nothing
from qa_bot.language.entities.quantities import number
from qa_bot.questions.reading import read_question

ROWS = ANSWER_TYPES.rows
FINDERS = [row for row in ROWS if row.find is not nothing]
ASKS = [(row.name, question) for row in ROWS for question in row.asks]
FINDS = [(row.name, *example) for row in FINDERS for example in row.finds]
IGNORES = [(row.name, example) for row in FINDERS for example in row.ignores]


def found(name: str, sentence: str) -> dict[str, str | None]:
    return {sentence[start:end]: value for start, end, value in answer_type(name).find(sentence)}


def row_name(row: AnswerType) -> str:
    return row.name


@pytest.mark.parametrize(("name", "question"), ASKS)
def test_a_row_claims_its_questions(name: str, question: str) -> None:
    assert read_question(question).type == name


@pytest.mark.parametrize("example", FINDS, ids=str)
def test_a_row_finds_its_examples(example: tuple[str, ...]) -> None:
    name, sentence, words, *value = example
    assert words in found(name, sentence)
    assert found(name, sentence)[words] == (value[0] if value else None)


@pytest.mark.parametrize(("name", "example"), IGNORES, ids=str)
def test_a_row_leaves_near_misses(name: str, example: str | tuple[str, str]) -> None:
    if isinstance(example, str):
        assert found(name, example) == {}
    else:
        assert example[1] not in found(name, example[0])


@pytest.mark.parametrize("row", ROWS, ids=row_name)
def test_a_row_has_examples(row: AnswerType) -> None:
    assert len(row.asks) >= 3
    assert row.find is nothing or (len(row.finds) >= 3 and len(row.ignores) >= 2)


@pytest.mark.parametrize("row", ROWS, ids=row_name)
def test_a_row_is_asked_for_somehow(row: AnswerType) -> None:
    assert row.asked_by or row.heads or row.otherwise


def test_names_are_unique() -> None:
    assert len(ANSWER_TYPES.by_name) == len(ROWS)


def test_no_head_belongs_to_two_rows() -> None:
    shared = {(one.name, two.name): one.heads & two.heads for one, two in combinations(ROWS, 2)}
    assert {pair: heads for pair, heads in shared.items() if heads} == {}


@pytest.mark.parametrize("row", ROWS, ids=row_name)
def test_heads_are_known_in_the_plural(row: AnswerType) -> None:
    plurals = [f"{head}s" for head in row.heads if not head.endswith(("s", "x", "y", "sh", "ch", "man"))]
    assert [plural for plural in plurals if classify("| ?", plural) != row.name] == []


def test_what_is_compared_is_not_said_to_be_equated_as_well() -> None:
    assert [row.name for row in ROWS if row.compared and row.equated] == []


def test_what_is_required_is_not_said_to_be_expected_as_well() -> None:
    assert [row.name for row in ROWS if row.required and row.expected] == []


def test_a_name_without_a_row_has_no_property() -> None:
    assert answer_type("no such type") == AnswerType("no such type")


def test_every_pattern_of_a_question_compiles() -> None:
    for row in ROWS:
        for claim in (*row.asked_by, *row.otherwise):
            assert callable(claim) or re.compile(claim)


REPEATED = [
    "1", "1,", "1 ", "1,000 ", "12.", "1.1", "$", "£1", "a ", "A ", "Aa ", "Aa of ", "A. ", "the ", "of ",
    "one ", "hundred ", "twenty-", "and ", "-", "–", "(", ")", "“", "‘", "’", "'", '"', "'s", ", a ",
    " is a ", "by ", "to ", "in ", "May ", "March 1", "Monday, ", "the early ", "19th ", "early ", "12 ",
    "%", "said ", "because ", "called ", "BC ", "é", " ", "\n", "US$1 to ", "1914–", "aged ", "every ",
    "years ", "a few ", "x (A) ", "word ", "Mr. ",
]  # fmt: skip


@pytest.mark.parametrize(
    "piece", [*REPEATED, "what ", "who is ", "how much ", "name of ", "is ", "kind of ", "does x do "]
)
def test_asking_is_linear(piece: str) -> None:
    read_question(piece)
    start = time.process_time()
    read_question((piece * 4096)[:4096])
    assert time.process_time() - start < 0.5


PIECES = st.sampled_from(
    [
        *REPEATED,
        "Dr ",
        "London",
        "£5m",
        "12 March 2016",
        "7 a.m.",
        "8:30",
        "1990s",
        "NATO",
        "25-year-old",
        "half",
        "\u00a0",
        "İ",
        "٣",
        "²",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PIECES, max_size=12).map(" ".join),
)


@given(TEXTS)
def test_spans_lie_inside_and_are_trimmed(text: str) -> None:
    for row in FINDERS:
        for start, end, value in row.find(text):
            assert 0 <= start < end <= len(text), row.name
            words = text[start:end]
            assert words == words.strip(), row.name
            assert words[-1] not in ",;:", row.name
            assert value is None or value.strip(), row.name


@given(TEXTS)
def test_every_text_has_a_type(text: str) -> None:
    assert classify(text.lower()) in ANSWER_TYPES.by_name


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("37,000", "37000"), ("3.50", "3.5"), ("1.25 billion", "1250000000"), ("nine", "9"), ("zero", "0"),
        ("twenty-five", "25"), ("one hundred and twenty", "120"), ("two million", "2000000"),
        ("a hundred", "100"), ("three hundred thousand", "300000"),
        ("one million two hundred thousand and six", "1200006"), ("five two", None), ("twenty ten", None),
        ("half a million", None), ("thousand million", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_have_plain_digits(words: str, digits: str | None) -> None:
    assert number(words) == digits


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_keep_their_number(value: int) -> None:
    assert number(f"{value:,}") == str(value)


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("cities", "city"),
        ("women", "woman"),
        ("boxes", "box"),
        ("churches", "church"),
        ("species", "species"),
        ("bus", "bus"),
    ],
)
def test_singular(plural: str, single: str) -> None:
    assert singular(plural) == single


@pytest.mark.parametrize(
    ("word", "known"), [("cities", True), ("president", True), ("walkout", False), ("", False)]
)
def test_known_heads(word: str, known: bool) -> None:
    assert is_head(word) is known
