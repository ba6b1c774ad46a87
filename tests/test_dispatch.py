"""Which command is meant, and with what, by everything that can be typed after qa-bot."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.terminal import cli, running
from qa_bot.terminal.dispatch import NoSuchCommand, meant

TOP = cli.parser()
COMMANDS = TOP.commands
WHEN = "When will it start?"


def parsed(*typed: str) -> argparse.Namespace:
    row, arguments = meant(typed, TOP)
    return row.parse_args(arguments)


def asked(*typed: str) -> tuple[str | None, list[str]]:
    """Return the knowledge named and the questions asked."""
    found = parsed(*typed)
    assert found.run is cli._ask
    return found.knowledge, running.whole_questions(found.questions)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "knowledge", "questions"),
    [
        ([WHEN], None, [WHEN]),
        (["ask", WHEN], None, [WHEN]),
        (["When", "will", "it", "start?"], None, [WHEN]),
        (["When", "will", "it", "start"], None, [WHEN[:-1]]),
        (["--knowledge", "notes", "When", "will", "it", "start?"], "notes", [WHEN]),
        (["--knowledge=notes", WHEN], "notes", [WHEN]),
        (["When", "will", "--knowledge", "notes", "it", "start?"], "notes", [WHEN]),
        ([WHEN, "--knowledge", "notes"], "notes", [WHEN]),
        (["--knowledge", "notes", "ask", WHEN], "notes", [WHEN]),
        (["--json", "ask", WHEN], None, [WHEN]),
        (["--json", WHEN], None, [WHEN]),
        (["--top", "3", WHEN], None, [WHEN]),
        ([WHEN, "Why?"], None, [WHEN, "Why?"]),
        (["Why?"], None, ["Why?"]),
        (["Why? "], None, ["Why? "]),
        (["ask", "strike"], None, ["strike"]),
        (["strike", "dates"], None, ["strike dates"]),
        (["strike dates"], None, ["strike dates"]),
        (["What", "is", "it"], None, ["What is it"]),
        (["what", "is", "it"], None, ["what is it"]),
        (["has", "it", "begun"], None, ["has it begun"]),
        (["Chekc", "agreed", "what"], None, ["Chekc agreed what"]),
        (["mask", "rules"], None, ["mask rules"]),
        (["How", "cold", "is", "-5", "degrees"], None, ["How cold is -5 degrees"]),
        (["./nowhere", "When", "will", "it", "start"], "./nowhere", ["When will it start"]),
        (["/nowhere/notes", WHEN], "/nowhere/notes", [WHEN]),
        (["nowhere/", WHEN], "nowhere/", [WHEN]),
        (["AC/DC", "tour", "dates"], None, ["AC/DC tour dates"]),
        (["/ or \\ in paths?", "Why?"], None, ["/ or \\ in paths?", "Why?"]),
        (["--", "check"], None, ["check"]),
        (["--", "--json"], None, ["--json"]),
        (["ask", "--", "--json", "is", "what"], None, ["--json is what"]),
        (["strike", "--", "--dates"], None, ["strike --dates"]),
        (["notes", WHEN], "notes", [WHEN]),
        (["notes", "When", "will", "it", "start?"], "notes", [WHEN]),
        (["notes", "--json", WHEN], "notes", [WHEN]),
        (["notes", "--", "notes"], "notes", ["notes"]),
        (["--knowledge", "x", "notes", "of", "May"], "x", ["notes of May"]),
        (["--knowledge", "x", "notes", "here?"], "x", ["notes here?"]),
        (["--json"], None, []),
        (["notes", "--top", "1"], "notes", []),
        (["-"], None, ["-"]),
        (["ask", "-"], None, ["-"]),
        (["", ""], None, [" "]),
        ([""], None, [""]),
        (["?"], None, ["?"]),
        (["what/when?"], None, ["what/when?"]),
    ],
)
def test_a_question_needs_no_command(typed: list[str], knowledge: str | None, questions: list[str]) -> None:
    assert asked(*typed) == (knowledge, questions)


@pytest.mark.parametrize(
    ("typed", "knowledge"),
    [
        ([], None),
        (["--"], None),
        (["--no-history"], None),
        (["--knowledge", "notes"], "notes"),
        (["notes"], "notes"),
        (["notes", "--no-history"], "notes"),
        (["--no-history", "notes"], "notes"),
        (["."], "."),
        (["./missing"], "./missing"),
        (["~nobody/missing"], "~nobody/missing"),
    ],
)
def test_a_place_alone_opens_the_chat(typed: list[str], knowledge: str | None) -> None:
    found = parsed(*typed)
    assert (found.run, found.knowledge or found.path) == (cli._chat, knowledge)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (["chat", "notes"], "chat"),
        (["check", "notes"], "check"),
        (["check"], "check"),
        (["--json", "check", "notes"], "check"),
        (["index", "--", "notes"], "index"),
        (["help", "ask"], "help"),
        (["completion", "fish"], "completion"),
        (["evaluate", "--scope", "article", "set.jsonl"], "evaluate"),
        (["ask", "--help"], "ask"),
        (["--help", "ask"], "ask"),
    ],
)
def test_a_command_is_itself(typed: list[str], name: str) -> None:
    assert meant(typed, TOP)[0] is COMMANDS[name]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (["--help"], ["--help"]),
        (["-h"], ["--help"]),
        (["-V"], ["--version"]),
        (["check", "-V"], ["--version"]),
        (["--json", "--version"], ["--version"]),
    ],
)
def test_help_and_version_are_of_the_whole(typed: list[str], left: list[str]) -> None:
    assert meant(typed, TOP) == (TOP, left)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["chekc"], "did you mean check?"),
        (["chekc", "notes"], "did you mean check?"),
        (["chekc", "notes", "--json"], "did you mean check?"),
        (["aks", "When", "will", "it", "start?"], "did you mean ask?"),
        (["evalute", "set.jsonl"], "did you mean evaluate?"),
        (["strike"], "to ask that, type qa-bot ask strike"),
        (["--knowledge", "notes", "indx"], "did you mean index?"),
    ],
)
def test_a_misspelt_command_is_an_error_with_a_way_out(typed: list[str], told: str) -> None:
    with pytest.raises(NoSuchCommand, match=told.replace("?", r"\?")):
        meant(typed, TOP)


def test_an_option_means_the_same_to_every_command() -> None:
    """Else it could not be told, before the command is known, whether a value follows it."""
    rows = [(name, takes) for row in (TOP, *COMMANDS.values()) for name, takes in row.options.items()]
    assert len(set(rows)) == len(dict(rows))


OPTIONS = st.lists(
    st.sampled_from([["--json"], ["--top", "3"], ["--knowledge", "notes"], ["--knowledge=notes"]]), max_size=3
)
WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)
WORDS = st.lists(WORD.filter(lambda word: not word.startswith("-")), min_size=1, max_size=6)


@given(WORDS, OPTIONS, st.data())
def test_options_may_stand_anywhere(words: list[str], options: list[list[str]], data: st.DataObject) -> None:
    """However a question and its options are mingled, the same is asked."""
    question = ["What", *words, "now?"]
    expected = parsed("ask", *(part for option in options for part in option), "--", *question)
    pieces = [[word] for word in question]
    for option in options:
        pieces.insert(data.draw(st.integers(0, len(pieces))), option)
    mingled = [part for piece in pieces for part in piece]
    before = data.draw(st.sampled_from([[], ["ask"]]))
    assert parsed(*before, *mingled) == expected


@given(
    st.lists(
        st.one_of(WORD, st.sampled_from(["--", "-", "ask", "notes", "--json", "--knowledge", "help", ""]))
    )
)
def test_whatever_is_typed_is_understood_or_refused(typed: list[str]) -> None:
    try:
        row, arguments = meant(typed, TOP)
    except NoSuchCommand:
        return
    kept = [word for word in typed if word not in {"--", *COMMANDS} and not word.startswith("-")]
    assert row is TOP or set(kept) <= set(arguments)
