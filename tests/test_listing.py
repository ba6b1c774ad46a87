from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_bot.answering.composition.lists import items
from qa_bot.bot import QABot
from qa_bot.language.coordination import coordinated, longest
from qa_bot.questions.reading import read_question
from qa_bot.values import Answer, Sentence, Source

TESTS = Path(__file__).parent
ISSUES = (
    "Those issues included the deployment of doctors, flexible training, training costs, mutual recognition "
    "of the syllabus, study leave and medicine’s gender pay gap."
)
TALKS = "The talks between NHS Employers, the BMA and the government broke down last week."


@pytest.mark.parametrize(
    ("sentence", "answer", "items"),
    [
        ("Dr Rob Lowe and Dr Asha Trivedi, co-chairs, left.", "Dr Rob", ["Dr Rob Lowe", "Dr Asha Trivedi"]),
        ("Its members are Ann Lee, Bob Ray, and Cy Orr.", "Bob Ray", ["Ann Lee", "Bob Ray", "Cy Orr"]),
        (TALKS, "NHS Employers", ["NHS Employers", "the BMA", "the government"]),
        ("The farm grows apples, pears and plums.", "apples, pears and plums", ["apples", "pears", "plums"]),
        ("Nurses and bus drivers have gone.", "Nurses and bus drivers", ["Nurses", "bus drivers"]),
        ("It asks for two things: a vote, and a written promise.", "vote", ["a vote", "a written promise"]),
        ("The farm grows apples.", "apples", []),
        ("The farm grows apples, pears and plums.", "apples", []),
        ("The union met the minister, rejected the offer and left.", "the minister", []),
        ("Laws of the Food and Drug Administration bind.", "Drug Administration", []),
        ("A meeting of the Department of Health and Social Care was held.", "Department of Health", []),
        ("The committee said the plan was fair and the union agreed.", "the plan", []),
        ("The committee rejected the terms and conditions of the offer.", "the terms", []),
    ],
)  # fmt: skip
def test_a_coordination_is_split_where_it_is_one(sentence: str, answer: str, items: list[str]) -> None:
    start = sentence.index(answer)
    spans = coordinated(sentence, start, start + len(answer))
    assert [sentence[first:last] for first, last in spans] == items


def test_a_long_list_is_taken_whole() -> None:
    start = ISSUES.index("flexible")
    spans = coordinated(ISSUES, start, start + 8)
    assert [ISSUES[first:last].split()[0] for first, last in spans] == [
        "the", "flexible", "training", "mutual", "study", "medicine’s",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "is_list", "number"),
    [
        ("Which unions went on strike?", True, 0),
        ("Who are the co-chairs?", True, 0),
        ("What are the three demands?", True, 3),
        ("Name the rivers of Wales.", True, 0),
        ("Which sons deliver the bread?", True, 0),
        ("Who is the chair?", False, 0),
        ("What is the news?", False, 0),
        ("Which union went on strike?", False, 0),
        ("How many unions are there?", False, 0),
        ("What does the farm sell?", False, 0),
    ],
)
def test_what_asks_for_a_list(question: str, is_list: bool, number: int) -> None:
    read = read_question(question)
    assert read.wants_list == is_list
    assert not is_list or read.item_count == number


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which fruits does the farm grow?", ["apples", "pears", "plums"]),
        ("What are the three fruits of the farm?", ["apples", "pears", "plums"]),
        ("What are the two fruits of the farm?", []),
    ],
)
def test_there_are_as_many_items_as_the_question_says(question: str, expected: list[str]) -> None:
    text = "The farm grows apples, pears and plums."
    answer = Answer(text[15:-1], 25, 48, "thing", "x", Sentence(text, 10, 49), Source("a", "A"), 0.9)
    found = items(read_question(question), answer)
    assert [one.text for one in found] == expected
    assert all(text[one.start - 10 : one.end - 10] == one.text and one.value is None for one in found)


@pytest.mark.parametrize(
    ("name", "articles", "least"),
    [("lists", "articles/forms", 10), ("lists_knowledge", "", 4)],
)
def test_the_sets_are_listed_rightly_or_not_at_all(name: str, articles: str, least: int) -> None:
    bot = QABot.from_folder(TESTS / articles if articles else None, cache=False)
    rows = [
        json.loads(row) for row in (TESTS / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    right = 0
    for row in rows:
        found = bot.ask(row["question"]).items
        assert [one.text for one in found] in ([], row["items"]), row["question"]
        assert all(bot.text_of(one.source.id)[one.start : one.end] == one.text for one in found)
        right += bool(found)
    assert right >= least


GUARANTEE = (
    "# Your guarantee\n\nThe guarantee lasts three years from the day of purchase.\n\n"
    "The guarantee does not cover:\n\n- damage by lightning\n- faded plastic\n- a lost key\n\n"
    "Parties need a deposit. Weddings need £200.\n"
)


def test_what_announces_a_list_is_told_with_all_its_items() -> None:
    reply = QABot.from_texts({"a": GUARANTEE}).ask("What does the guarantee not cover?")
    assert [(one.text, one.source.line) for one in reply.items] == [
        ("damage by lightning", 7),
        ("faded plastic", 8),
        ("a lost key", 9),
    ]
    assert reply.answer is not None
    assert reply.answer.context is not None
    assert reply.answer.context.text == "The guarantee does not cover:"


def test_an_item_is_offered_with_what_announces_its_list() -> None:
    reply = QABot.from_texts({"a": GUARANTEE, "b": "The hub needs a key."}).ask("can i claim for lightning")
    offered = {one.sentence.text: one.context and one.context.text for one in reply.shown}
    assert offered["damage by lightning"] == "The guarantee does not cover:"


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "Which suburbs were hit?",
            "The worst was around Hornsby, St Ives (by the lake) or Turramurra.",
            ["Hornsby", "St Ives", "Turramurra"],
        ),
        (
            "Which keys open it?",
            "To open it press [Space] , [Enter] or [Tab].",
            ["Space", "Enter", "Tab"],
        ),
        (
            "What things did the county offer the schools?",
            "It offered the schools money for a hall, a library and two buses.",
            ["money for a hall", "a library", "two buses"],
        ),
        ("Which towns have a mill?", "Lowick and Ashby have no mill.", []),
    ],
)
def test_three_items_need_nothing_that_announces_them(
    question: str, sentence: str, expected: list[str]
) -> None:
    asked = frozenset(token.stem for token in read_question(question).tokens)
    assert [sentence[start:end] for start, end in longest(sentence, asked)] == expected
