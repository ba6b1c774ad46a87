"""A new answer type is one row: here "temperature", which the table has not, is asked, found and compared."""

from __future__ import annotations

import re

import pytest

import qa_bot.answer_types
from qa_bot.answer_types import ANSWER_TYPES
from qa_bot.answer_types.answer_type import AnswerType, AnswerTypes
from qa_bot.answering.composition.merging import DIFFER
from qa_bot.bot import QABot
from qa_bot.language.entities.patterns import by_pattern
from qa_bot.questions.reading import read_question

MILL = "The kiln at Wick Mill was fired by Ann Roe. The kiln at Wick Mill reached 840 °C at noon."
BAKERY = "---\ndate: 2019-05-02\n---\nBread is sold. The oven at Hale Bakery reached 240 °C."
GUIDE = (
    "---\ndate: 2019-05-02\n---\nThe shop stands by the sea. "
    "At Hale Bakery the oven reached 260 °C in May, and bread was burnt."
)
SAME_WORDS = "---\ndate: 2019-05-02\n---\nThe shop stands by the sea. The oven at Hale Bakery reached 260 °C."
HALL = "The oven at Hale Bakery is lit by Ann Roe. She bakes bread there with her brother."


def degrees(match: re.Match[str]) -> str:
    return f"{match['n']} °C"


TEMPERATURE = AnswerType(
    "temperature",
    asked_by=(r"^how (?:hot|cold|warm)\b", r"^(?:what|which) temperature\b"),
    find=by_pattern(r"(?<![\w.])(?P<n>-?\d{1,4}) ?(?:°C|degrees)(?!\w)", degrees),
    group="an amount",
    required=True,
    compared=True,
    asks_words=frozenset(["temperature", "hot", "cold", "warm"]),
)


def put_first(row: AnswerType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa_bot.answer_types, "ANSWER_TYPES", AnswerTypes((row, *ANSWER_TYPES.rows)))


@pytest.fixture(autouse=True)
def one_more_row(monkeypatch: pytest.MonkeyPatch) -> None:
    put_first(TEMPERATURE, monkeypatch)


@pytest.mark.parametrize(
    "question",
    ["How hot was the kiln?", "What temperature did it reach?", "The oven reached which temperature?"],
)
def test_it_is_asked(question: str) -> None:
    assert read_question(question).type == "temperature"


def test_words_that_only_ask_need_not_be_met() -> None:
    assert "temperature" not in read_question("What temperature did the oven reach?").terms


def test_it_is_found_and_ranked() -> None:
    reply = QABot.from_texts({"mill": MILL}).ask("What temperature did the kiln at Wick Mill reach?")
    assert reply.answer is not None
    assert (reply.answer.type, reply.answer.text, reply.answer.value) == ("temperature", "840 °C", "840 °C")
    assert "an amount asked for and here" in reply.evidence[0].points
    assert "date, number or amount near the words" in reply.evidence[0].points


def test_of_several_years_it_is_that_of_the_year_asked_about() -> None:
    text = "The kiln at Wick Mill reached 840 °C in 2018 and 910 °C in 2019."
    reply = QABot.from_texts({"mill": text}).ask("What temperature did the kiln at Wick Mill reach in 2019?")
    assert reply.answer is not None
    assert reply.answer.value == "910 °C"


@pytest.mark.parametrize("guide", [GUIDE, SAME_WORDS])
def test_two_articles_are_compared(guide: str) -> None:
    bot = QABot.from_texts({"bakery": BAKERY, "guide": guide})
    reply = bot.ask("What temperature did the oven at Hale Bakery reach?")
    assert {group.value: group.mark for group in reply.groups} == {"240 °C": DIFFER, "260 °C": DIFFER}


HALL_ASKED = "What temperature does the oven at Hale Bakery reach?"


def test_articles_that_name_none_state_nothing() -> None:
    assert QABot.from_texts({"hall": HALL}).ask(HALL_ASKED).answer is None


def test_without_its_properties_it_is_neither_compared_nor_required(monkeypatch: pytest.MonkeyPatch) -> None:
    required = QABot.from_texts({"hall": HALL}).ask(HALL_ASKED)
    put_first(TEMPERATURE._replace(compared=False, required=False, group=None), monkeypatch)
    bot = QABot.from_texts({"bakery": BAKERY, "guide": GUIDE})
    reply = bot.ask("What temperature did the oven at Hale Bakery reach?")
    assert (reply.kind, reply.groups) == ("answer", ())
    assert QABot.from_texts({"hall": HALL}).ask(HALL_ASKED).support > required.support
