from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa_bot.answering.composition.lists import coordinated, following, listed
from qa_bot.bot import QABot
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


def test_a_list_ends_where_other_marks_begin_and_passes_over_deeper_items() -> None:
    text = "The hall has:\n\n* a pool;\n  * heated\n* two courts.\n\n- paint\n- mend\n\n* a stray"
    bot = QABot.from_texts({"a": text})
    around = bot.corpus.paragraphs_near("a", 0, len(text))
    end = text.index(":") + 1
    assert around is not None
    assert [text[start:end] for start, end in following(around, Sentence(text[:end], 0, end))] == [
        "a pool",
        "two courts",
    ]


@pytest.mark.parametrize(
    "marks", [("a) ", "b) "), ("9. ", "10. "), (" 9. ", "10. "), ("- St. ", "- "), ("i. ", "ii. ")]
)
def test_items_of_one_list_need_not_be_marked_alike(marks: tuple[str, str]) -> None:
    text = f"The hall has:\n\n{marks[0]}Ann Lee\n{marks[1]}Bo Ray\n"
    bot = QABot.from_texts({"a": text})
    around = bot.corpus.paragraphs_near("a", 0, len(text))
    end = text.index(":") + 1
    assert around is not None
    assert len(following(around, Sentence(text[:end], 0, end))) == 2


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


TEXT = (
    "The trust has three aims:\n\n- a marina\n- a museum. It costs much.\n- paths\n\n"
    "It met. Boats came: two.\n"
)
THREE = ["a marina", "a museum. It costs much", "paths"]
NUMBERED = "It has two aims:\n1. a marina;\n2. a museum.\n\nBoats came.\n"


def _answer(text: str, sentence: str) -> Answer:
    start = text.index(sentence)
    place = Sentence(sentence, start, start + len(sentence))
    return Answer(sentence[:3], start, start + 3, "thing", None, place, Source("a", "A"), 0.9)


@pytest.mark.parametrize(
    ("text", "sentence", "question", "items"),
    [
        (TEXT, "The trust has three aims:", "What are the aims?", THREE),
        (TEXT, "The trust has three aims:", "What are the two aims?", []),
        (TEXT, "a marina", "What are the three aims?", THREE),
        (TEXT, "It met.", "What are the aims?", []),
        (TEXT, "Boats came: two.", "What are the aims?", []),
        (NUMBERED, "It has two aims:", "What are the aims?", ["a marina", "a museum"]),
    ],
)  # fmt: skip
def test_items_that_follow_a_colon(text: str, sentence: str, question: str, items: list[str]) -> None:
    bot = QABot.from_texts({"a": text})
    answer = _answer(text, sentence)
    spans = listed(read_question(question), answer, bot.corpus.paragraphs_near("a", 0, len(text)))
    assert [text[start:end] for start, end in spans] == items
    assert listed(read_question(question), replace(answer), None) == []


@pytest.mark.parametrize(
    ("name", "articles", "least"), [("lists", "articles/forms", 10), ("lists_knowledge", "", 4)]
)
def test_the_sets_are_listed_rightly_or_not_at_all(name: str, articles: str, least: int) -> None:
    bot = QABot.from_folder(TESTS / articles if articles else None, cache=False)
    rows = [
        json.loads(row) for row in (TESTS / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    right = 0
    for row in rows:
        items = bot.ask(row["question"]).items
        assert [one.text for one in items] in ([], row["items"]), row["question"]
        assert all(bot.text_of(one.source.id)[one.start : one.end] == one.text for one in items)
        right += bool(items)
    assert right >= least
