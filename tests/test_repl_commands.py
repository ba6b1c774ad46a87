from __future__ import annotations

import pytest
from fake_library import FINISHED, HARBOUR, FakeLibrary
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.errors import QuestionError
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands import TABLE, respond
from qa_bot.terminal.layout import Look, paint
from qa_bot.values import Answer, Reply

ASKED = "When was the wall finished?"
UNSURE = "When did Ada Bell see it?"
SILENT = "Who painted the wall blue?"
HEADS = {
    "a": "---\ndate: 2019-03-01\n---\nThe mayor of Osby, Ann Lee, opened the fair.",
    "b": "---\ndate: 2023-03-01\n---\nBo Ray, the mayor of Osby, has sold the hall by the river.",
}


def shown_by(chat: Chat, typed: str) -> str:
    return paint(respond(chat, typed), Look())


def said(*typed: str) -> str:
    """Type all the lines into a new chat; give what the last one brings."""
    chat = Chat(FakeLibrary())
    for each in typed[:-1]:
        list(respond(chat, each))
    return paint(respond(chat, typed[-1]), Look())


@pytest.mark.parametrize("name", TABLE)
def test_every_command_has_its_help_in_the_table_of_help(name: str) -> None:
    assert TABLE[name].help
    assert len(TABLE[name].help) <= 80
    assert any(row.startswith(f"  /{name}") and TABLE[name].help in row for row in said("/help").split("\n"))


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("before", ["", ASKED, SILENT, UNSURE, "xyzzy"])
@pytest.mark.parametrize("rest", ["", " 2", " nothing-like-it", " \x1b[2J"])
def test_every_command_answers_at_any_time(name: str, before: str, rest: str) -> None:
    shown = said(*filter(None, [before]), f"/{name}{rest}")
    assert bool(shown) == (name != "quit")
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("/opne", "did you mean /open?"),
        ("/source", "did you mean /sources?"),
        ("/WYH", "did you mean /why?"),
        ("/zzz", "/help lists the commands."),
        ("/", "/help lists the commands."),
        ("/" + "z" * 5000, "/help lists the commands."),
    ],
)
def test_an_unknown_command_is_named_with_the_nearest(typed: str, hint: str) -> None:
    shown = said(typed)
    assert shown.startswith("There is no command /")
    assert shown.endswith(hint + "\n")
    assert len(shown) < 120


@pytest.mark.parametrize("typed", ["/quit", "/QUIT", "quit", "exit", "Exit", "/exit", "/q", " quit "])
def test_leaving(typed: str) -> None:
    chat = Chat(FakeLibrary())
    assert list(respond(chat, typed)) == []
    assert chat.left


@pytest.mark.parametrize("typed", ["", "   ", "???", "…", "- -", "\x00\x1b"])
def test_a_line_without_a_word_asks_for_a_question(typed: str) -> None:
    assert said(typed) == "Please ask a question, or type /help.\n"


def test_a_pasted_question_of_several_lines_is_one_question() -> None:
    assert said("  When was the\n wall\tfinished? ").startswith("4 May 1911\n")


def test_why_sets_the_points_side_by_side() -> None:
    assert said(ASKED, "/why") == (
        "The words were taken as: date.\n"
        "1. The wall was finished on 4 May 1911.\n"
        "   The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "   Of the kind asked for: 4 May 1911\n"
        "   The words rest on: before: on +1.25; first: digits -0.50\n"
        "2. The lamp was first lit on 9 June 1912 by Ada Bell.\n"
        "   The lamp, 1912, lamp.md:3\n"
        "  points                1        2    apart\n"
        "  rare words        +2.25    +1.00    +1.25\n"
        "  type of answer    +1.00    +1.00    +0.00\n"
        "  sum               +3.25    +2.00    +1.25\n"
        "  probability        0.90     0.40\n"
    )


def test_why_of_silence_weighs_the_nearest() -> None:
    shown = said(SILENT, "/why")
    assert shown.startswith(
        "No answer was given: the nearest sentence was not sure enough.\n"
        "Support for an answer: 0.12; needed: 0.55.\n"
        "For silence: another group of people is meant.\n"
        "1. Ada Bell drew the plans.\n"
        "   The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "   Not met: painted; wall; blue\n"
    )
    assert "probability        0.05     0.02\n" in shown


def test_why_of_nothing_near() -> None:
    assert said("xyzzy", "/why") == "No sentence was near enough to weigh.\n"


def test_sources_are_those_of_what_was_shown() -> None:
    assert said(ASKED, "/sources") == "1. The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
    assert said(UNSURE, "/sources").count("\n") == 2
    assert said("xyzzy", "/sources") == "The last reply has no source.\n"


def test_what_is_opened_bears_the_number_that_sources_gave_it() -> None:
    chat = Chat(QABot.from_texts(HEADS))
    shown = shown_by(chat, "Who is the mayor of Osby?")
    assert shown.index("Bo Ray") < shown.index("Ann Lee")
    assert [row.split(",")[0] for row in shown_by(chat, "/sources").splitlines()] == ["1. b", "2. a"]
    assert "Bo Ray" in shown_by(chat, "/open 1")
    assert "Ann Lee" in shown_by(chat, "/open 2")
    assert "mayor" not in shown_by(chat, "/more")


def test_more_goes_on_where_the_reply_stopped_and_ends() -> None:
    first = said(ASKED, "/more")
    assert first.startswith("2. 9 June 1912\n")
    assert "\n3. Ada Bell\n" in first
    assert "\n4. It cost £37,000.\n" in first
    assert said(ASKED, "/more", "/more") == "There is no more.\n"
    assert said(UNSURE, "/more") == "There is no more.\n"


def test_open_shows_lines_by_number_around_the_answer() -> None:
    assert said(ASKED, "/open") == (
        "The harbour wall, The Herald, 1911-05-06, harbour.txt\n"
        "    1  The harbour wall\n"
        "    3  The wall was finished on 4 May 1911. It cost £37,000.\n"
        "    5  Ada Bell drew the plans.\n"
        "    6  She was 31.\n"
    )


def test_open_counts_lines_that_end_in_carriage_returns() -> None:
    assert "\n    3  The lamp was first lit on 9 June 1912 by Ada Bell.\n" in said(ASKED, "/open 2")


def test_open_emphasises_the_answer_inside_its_sentence() -> None:
    chat = Chat(FakeLibrary())
    list(respond(chat, ASKED))
    shown = paint(respond(chat, "/open"), Look(90, "styled"))
    assert "\x1b[1mThe wall was finished on \x1b[0m\x1b[1;4m4 May 1911\x1b[0m\x1b[1m.\x1b[0m It cost" in shown


@pytest.mark.parametrize("number", ["0", "9", "-1", "x", "1.5", "²", "9" * 5000])
def test_open_names_the_numbers_it_takes(number: str) -> None:
    assert said(ASKED, f"/open {number}") == "/open takes a number from 1 to 4.\n"


def test_articles_are_listed_and_narrowed() -> None:
    assert said("/articles") == (
        "The harbour wall, The Herald, 1911-05-06, harbour.txt\nThe lamp, 1912, lamp.md\n"
    )
    assert said("/articles HERALD").count("\n") == 1
    assert said("/articles tower") == "No article's title, publisher, date or file holds 'tower'.\n"


def test_many_articles_are_counted() -> None:
    chat = Chat(FakeLibrary())
    chat.bot.sources = FakeLibrary().sources * 100  # type: ignore[misc]
    assert paint(respond(chat, "/articles"), Look()).endswith(
        "... and 150 more; /articles WORD narrows the list.\n"
    )


def test_forget_forgets_the_conversation_and_the_reply() -> None:
    chat = Chat(FakeLibrary())
    list(respond(chat, ASKED))
    list(respond(chat, "/forget"))
    assert chat.conversation.asked == []  # type: ignore[attr-defined]
    assert paint(respond(chat, "/why"), Look()) == "Nothing has been asked yet.\n"


def test_too_long_a_question_is_the_bots_to_refuse() -> None:
    with pytest.raises(QuestionError, match="10,000,000 characters"):
        said("x" * 10_000_000)


@given(
    st.text(st.characters(exclude_categories=())), st.sampled_from(["", "/", "/open ", "/articles ", "/why "])
)
def test_anything_can_be_typed(text: str, front: str) -> None:
    said(ASKED, front + text)


@given(st.integers(0, len(HARBOUR) - 1), st.integers(1, 30))
def test_open_survives_any_place(start: int, length: int) -> None:
    chat = Chat(FakeLibrary())
    end = min(len(HARBOUR), start + length)
    sentence = type(FINISHED.sentence)(HARBOUR[start:end], start, end)
    answer = Answer(HARBOUR[start:end], start, end, "date", None, sentence, FINISHED.source, 0.9)
    chat.reply = Reply("?", answer, evidence=(FINISHED,))
    shown = paint(respond(chat, "/open"), Look())
    assert "".join(HARBOUR[start:end].split()) in "".join(row[7:] for row in shown.split("\n")).replace(
        " ", ""
    )
