from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from fake_library import CANNED, FINISHED, HARBOUR, FakeLibrary
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
CLOSEST = "Who painted the wall blue?"
SILENT = "Who sank the ferry?"
PETITIONS = {
    "a": "---\ndate: 2019-03-01\n---\n2,400 people signed the petition.",
    "b": "---\ndate: 2023-03-01\n---\nThe petition was signed by 3,100 people.",
}


@pytest.fixture(autouse=True, scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let what commands write lie in a folder of its own."""
    with chdir(tmp_path_factory.mktemp("chat")):
        yield


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
@pytest.mark.parametrize("before", ["", ASKED, CLOSEST, SILENT, UNSURE, "xyzzy"])
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


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("help", "Ask a question"), ("what", "Ask a question"), ("what can you do?", "Ask a question"),
        ("more", "2. "), ("Are you sure?", "Stated, because"), ("source?", "1. "),
        ("where does it say that", "1. "), ("Which articles do you have?", "2 articles: "),
        ("what is this about", "2 articles: "),
        ("how many articles are there?", "2 articles: "), ("Can I ask you something?", "Ask me"),
        ("Thanks!", "You're welcome."),
        ("ok thanks, bye", "Goodbye."), ("Hello there", "Hello."), ("How are you?", "Hello."),
        ("yes", "Ask me"), ("no", "Ask me"), ("who are you", "I look for sentences"),
        ("no, that's wrong", "/why shows"), ("You are wrong!", "/why shows"),
    ],
)  # fmt: skip
def test_small_talk_is_met_with_a_line(typed: str, told: str) -> None:
    assert said(ASKED, typed).startswith(told)
    assert said(ASKED, typed, "/why") == said(ASKED, "/why")


def test_why_sets_the_points_side_by_side() -> None:
    assert said(ASKED, "/why all") == (
        "Stated, because one sentence stands out, most of all for “rare words”.\n"
        "The first sentence is right with probability 0.90; the articles hold an answer with 0.00.\n"
        "The words were taken as: date.\n"
        "1. The wall was finished on 4 May 1911.\n"
        "   The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "   Of the kind asked for: 4 May 1911\n"
        "   The words rest on: before: on +1.25; first: digits -0.50\n"
        "2. The lamp was first lit on 9 June 1912 by Ada Bell.\n"
        "   The lamp, 1912, lamp.md:3\n"
        "      1      2  points\n"
        "  +2.25  +1.00  rare words\n"
        "  +1.00  +1.00  type of answer\n"
        "  +3.25  +2.00  sum\n"
        "   0.90   0.40  share among all sentences\n"
    )


def test_why_of_what_is_closest_tells_the_reason_against_it() -> None:
    shown = said(CLOSEST, "/why")
    assert shown.startswith(
        "Not stated, because the best sentence may not be the answer: the sentence was told already.\n"
        "The first sentence is right with probability 0.30; the articles hold an answer with 0.62.\n"
        "1. The wall was finished on 4 May 1911.\n"
        "   The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "   Not met: painted; blue\n"
    )
    assert "   0.30   0.02  share among all sentences\n" in shown


def test_why_of_silence_weighs_what_was_nearest() -> None:
    shown = said(SILENT, "/why")
    assert shown.startswith(
        "Silent, because nothing near enough was found.\n"
        "The first sentence is right with probability 0.05; the articles hold an answer with 0.12.\n"
        "1. Ada Bell drew the plans.\n"
        "   The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
        "   Not met: sank; ferry\n"
    )
    assert "   0.05   0.02  share among all sentences\n" in shown


WHY = [
    (ASKED, {}, "Stated, because one sentence stands out, most of all for “rare words”."),
    (ASKED, {"points": {}}, "Stated, because one sentence stands out."),
    (UNSURE, {}, "Two sentences came out nearly alike, so both are shown."),
    (
        CLOSEST,
        {},
        "Not stated, because the best sentence may not be the answer: the sentence was told already.",
    ),
    (SILENT, {}, "Silent, because nothing near enough was found."),
]


@pytest.mark.parametrize(("question", "first", "sentence"), WHY)
def test_why_begins_with_one_sentence(question: str, first: dict[str, Any], sentence: str) -> None:
    chat = Chat(FakeLibrary())
    reply = CANNED[question]
    best, *others = reply.evidence
    chat.reply = replace(reply, evidence=(best._replace(**first), *others))
    assert paint(respond(chat, "/why"), Look()).splitlines()[0] == sentence


UNMET = "which holds all you asked about but “steel”, “wall”"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (ASKED, f"one sentence, {UNMET}, stands out"),
        (UNSURE, f"nearly alike, so both are shown; the first, {UNMET}"),
    ],
)
def test_why_names_the_words_not_met_in_a_whole_sentence(question: str, says: str) -> None:
    chat = Chat(FakeLibrary())
    best, *others = CANNED[question].evidence
    chat.reply = replace(CANNED[question], evidence=(best._replace(unmet=("steel", "wall")), *others))
    assert says in paint(respond(chat, "/why"), Look()).splitlines()[0]


def test_why_of_nothing_near() -> None:
    assert said("xyzzy", "/why") == "No sentence was near enough to weigh.\n"


def test_sources_are_those_of_what_was_shown() -> None:
    assert said(ASKED, "/sources") == "1. The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
    assert said(UNSURE, "/sources").count("\n") == 2
    assert said(CLOSEST, "/sources").count("\n") == 2
    assert said(SILENT, "/sources") == "The last reply has no source.\n"
    assert said("xyzzy", "/sources") == "The last reply has no source.\n"


def test_what_is_opened_bears_the_number_that_sources_gave_it() -> None:
    chat = Chat(QABot.from_texts(PETITIONS))
    shown = shown_by(chat, "How many people signed the petition?")
    assert shown.index("3,100") < shown.index("2,400")
    assert [row.split(",")[0] for row in shown_by(chat, "/sources").splitlines()] == ["1. b", "2. a"]
    assert "3,100" in shown_by(chat, "/open 1")
    assert "2,400" in shown_by(chat, "/open 2")
    assert "petition" not in shown_by(chat, "/more")


def test_what_is_opened_bears_the_number_it_was_offered_under() -> None:
    chat = Chat(QABot.from_texts(PETITIONS))
    offered = shown_by(chat, "When was the petition signed?")
    rows = [row for row in offered.splitlines() if row[:2] in ("1.", "2.", "3.")]
    assert len(rows) == 2
    for number, row in enumerate(rows, 1):
        assert row[3:] in shown_by(chat, f"/open {number}")


def test_more_goes_on_where_the_reply_stopped_and_ends() -> None:
    first = said(ASKED, "/more")
    assert first.startswith("2. The lamp was first lit on 9 June 1912 by Ada Bell.\n")
    assert "\n3. Ada Bell drew the plans.\n" in first
    assert "\n4. It cost £37,000.\n" in first
    assert said(ASKED, "/more", "/more") == "There is no more.\n"
    assert said(UNSURE, "/more") == "There is no more.\n"


def test_more_of_what_is_closest_states_no_words() -> None:
    assert said(CLOSEST, "/more").startswith("3. Ada Bell drew the plans.\n")
    assert said(CLOSEST, "/more", "/more") == "There is no more.\n"
    assert said(SILENT, "/more").startswith("1. Ada Bell drew the plans.\n")
    assert "\n2. It cost £37,000.\n" in said(SILENT, "/more")


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


def test_open_sets_no_words_off_in_what_is_only_offered() -> None:
    chat = Chat(FakeLibrary())
    list(respond(chat, CLOSEST))
    shown = paint(respond(chat, "/open"), Look(90, "styled"))
    assert "\x1b[1mThe wall was finished on 4 May 1911.\x1b[0m It cost" in shown


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
        "... and 150 more; /articles WORDS narrows the list.\n"
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
    st.text(st.characters(exclude_categories=())),
    st.sampled_from(["", "/", *(f"/{name} " for name in TABLE if name != "knowledge")]),
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


@pytest.mark.parametrize("question", [ASKED, UNSURE, CLOSEST, SILENT])
@pytest.mark.parametrize("command", ["/why", "/why all", "/help"])
def test_the_proof_fits_a_narrow_terminal_and_keeps_its_columns(question: str, command: str) -> None:
    chat = Chat(QABot.from_folder(cache=False)) if command == "/why all" else Chat(FakeLibrary())
    list(respond(chat, question if command != "/why all" else "When will the 72-hour walkout start?"))
    rows = paint(respond(chat, command), Look(40)).splitlines()
    assert max(map(len, rows)) <= 40
    for before, row in pairwise(rows):
        if before[2:3] in "+-" and before.strip() and before[0] == " ":
            assert row[:2] in ("  ", " +", " -"), row


def test_why_of_differing_articles_begins_with_the_one_shown_first() -> None:
    chat = Chat(QABot.from_texts(PETITIONS))
    shown = shown_by(chat, "How many people signed the petition?")
    assert shown.index("3,100") < shown.index("2,400")
    why = shown_by(chat, "/why")
    assert why.index("3,100") < why.index("2,400")


def test_why_sums_up_the_clues_that_it_leaves_out() -> None:
    chat = Chat(QABot.from_folder(cache=False))
    list(respond(chat, "When will the 72-hour walkout start?"))
    whole, short = shown_by(chat, "/why all").splitlines(), shown_by(chat, "/why").splitlines()
    assert len(short) < len(whole)
    assert short[0] == whole[0]
    figures = [float(row.split()[0]) for row in short if re.match(r"\s+[+-]\d", row)]
    assert sum(figures[:-1]) == pytest.approx(figures[-1], abs=0.06)
