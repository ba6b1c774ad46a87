"""Commands that reach outside the chat: files, programs, folders that change."""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from fake_library import FakeLibrary

from qa_bot.bot import QABot
from qa_bot.evaluation.evaluate import evaluate
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.citations import check, read_export
from qa_bot.terminal.commands import TABLE, respond
from qa_bot.terminal.layout import Look, paint
from qa_bot.terminal.settings import SETTINGS
from qa_bot.terminal.suggesting import RULES
from qa_bot.terminal.surroundings import Surroundings, at_line

WALL = """---
title: The harbour wall
date: 1911-05-06
publisher: The Herald
---

The harbour wall was finished on 4 May 1911. It cost £37,000.

Ada Bell, an engineer, drew the plans.
"""
LAMP = "The lamp was first lit on 9 June 1912. Joan Marsh keeps the lamp.\n"
FINISHED = "When was the harbour wall finished?"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Make two articles, and stand beside their folder."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "wall.md").write_text(WALL)
    (articles / "lamp.txt").write_text(LAMP)
    with chdir(tmp_path):
        yield articles


def chat_about(folder: Path, surroundings: Surroundings | None = None) -> Chat:
    return Chat(QABot.from_folder(folder, cache=False), surroundings)


def shown(chat: Chat, *typed: str) -> str:
    """Type lines; give what the last one brings."""
    return [paint(respond(chat, one), Look()) for one in typed][-1]


class Desk:
    """Stands in for the terminal: notes which programs are run, and what is sent."""

    def __init__(self, **environ: str) -> None:
        self.ran: list[tuple[list[str], str | None]] = []
        self.sent: list[str] = []
        self.surroundings = Surroundings(
            environ, True, lambda: ["/articles old", "older wall", "old lamp"], self.run, self.sent.append
        )

    def run(self, command: Sequence[str], text: str | None) -> None:
        if command[0] == "missing":
            raise FileNotFoundError(2, "No such file or directory")
        self.ran.append((list(command), text))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("vim", ["vim", "+7", "/a b.md"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+7", "/a b.md"]),
        ("nano", ["nano", "+7", "/a b.md"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "/a b.md"]),
        ("less -R", ["less", "-R", "+7", "/a b.md"]),
        ("code --wait", ["code", "--wait", "--goto", "/a b.md:7"]),
        ("hx", ["hx", "/a b.md:7"]),
        ("kate", ["kate", "--line", "7", "/a b.md"]),
        ("my-editor", ["my-editor", "/a b.md"]),
    ],
)
def test_editors_are_told_the_line_as_they_take_it(command: str, told: list[str]) -> None:
    assert at_line(command.split(), Path("/a b.md"), 7) == told


@pytest.mark.parametrize(
    ("environ", "setting", "program"),
    [
        ({"PAGER": "less", "EDITOR": "vim"}, "pager", "less"),
        ({"PAGER": "less", "EDITOR": "vim"}, "editor", "vim"),
        ({"PAGER": " ", "VISUAL": "code", "EDITOR": "vim"}, "pager", "code"),
        ({"EDITOR": "vim"}, "pager", "vim"),
        ({"PAGER": "''", "EDITOR": "vim"}, "pager", "vim"),
        ({"PAGER": "less"}, "editor", "less"),
    ],
)
def test_open_runs_the_program_that_is_set(
    folder: Path, environ: dict[str, str], setting: str, program: str
) -> None:
    desk = Desk(**environ)
    told = shown(chat_about(folder, desk.surroundings), FINISHED, f"/set open {setting}", "/open")
    assert desk.ran == [(at_line([program], folder / "wall.md", 7), None)]
    assert told == "Opened The harbour wall, The Herald, 1911-05-06, wall.md:7.\n"


@pytest.mark.parametrize(
    ("environ", "setting"), [({}, "pager"), ({"PAGER": "less", "EDITOR": "vim"}, "here")]
)
def test_open_shows_the_lines_where_no_program_is_wanted(
    folder: Path, environ: dict[str, str], setting: str
) -> None:
    desk = Desk(**environ)
    told = shown(chat_about(folder, desk.surroundings), FINISHED, f"/set open {setting}", "/open")
    assert "    7  The harbour wall was finished on 4 May 1911." in told
    assert desk.ran == []


def test_open_outside_a_terminal_runs_nothing(folder: Path) -> None:
    chat = chat_about(folder, Surroundings({"PAGER": "false", "EDITOR": "false"}))
    assert "    7  The harbour wall was finished" in shown(chat, FINISHED, "/open")


def test_open_says_which_program_cannot_be_run_and_shows_the_lines(folder: Path) -> None:
    told = shown(chat_about(folder, Desk(EDITOR="missing").surroundings), FINISHED, "/open")
    assert told.startswith("missing cannot be run: No such file or directory.\nThe harbour wall, The Herald")


@pytest.mark.parametrize("pager", ["no\x1b[31m-such", "'no\x1b[31m-such' -x {}", "/", "no-such'"])
def test_open_survives_a_pager_that_is_no_program(folder: Path, pager: str) -> None:
    told = shown(chat_about(folder, Surroundings({"PAGER": pager}, at_terminal=True)), FINISHED, "/open")
    assert " cannot be run: " in told
    assert "    7  The harbour wall was finished" in told
    assert "\x1b" not in told


def test_open_runs_a_real_editor(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "vim"
    script.write_text(f"#!{sys.executable}\nimport sys\nopen('seen', 'w').write(repr(sys.argv[1:]))\n")
    script.chmod(0o755)
    chat = chat_about(folder, Surroundings({"EDITOR": str(script)}, at_terminal=True))
    shown(chat, FINISHED, "/open")
    assert (tmp_path / "seen").read_text() == repr(["+7", str(folder / "wall.md")])


def test_a_text_that_is_no_file_is_opened_as_a_copy() -> None:
    copies: list[str] = []

    def run(command: Sequence[str], text: str | None) -> None:
        copies.append(Path(command[-1]).read_text())

    bot = QABot.from_texts({"wall": "The harbour wall was finished on 4 May 1911."})
    chat = Chat(bot, Surroundings({"EDITOR": "vim"}, True, run=run))
    shown(chat, FINISHED, "/open", "/open")
    assert copies == ["The harbour wall was finished on 4 May 1911."] * 2
    shutil.rmtree(chat.copy_of("").parent)  # as a system that tidies up does, under a chat of days
    place = chat.copy_of("")
    del chat
    gc.collect()
    assert not place.parent.exists()


def test_context_shows_the_paragraph_and_a_lone_sentence_with_its_neighbours(folder: Path) -> None:
    chat = chat_about(folder)
    assert shown(chat, FINISHED, "/context") == (
        "The harbour wall, The Herald, 1911-05-06, wall.md:7\n"
        "  The harbour wall was finished on 4 May 1911. It cost £37,000.\n"
    )
    assert shown(chat, "Who drew the plans?", "/context") == (
        "The harbour wall, The Herald, 1911-05-06, wall.md:9\n"
        "  The harbour wall was finished on 4 May 1911. It cost £37,000.\n"
        "  Ada Bell, an engineer, drew the plans.\n"
    )


def test_context_emphasises_the_sentence_and_the_words(folder: Path) -> None:
    chat = chat_about(folder)
    list(respond(chat, FINISHED))
    told = paint(respond(chat, "/context"), Look(90, "styled"))
    assert (
        "\x1b[1mThe harbour wall was finished on \x1b[0m\x1b[1;4m4 May 1911\x1b[0m\x1b[1m.\x1b[0m It" in told
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lamp", ["lamp.txt"]),
        ("source:herald", ["wall.md"]),
        ("source:The Herald file:wall", ["wall.md"]),
        ('source:"The Herald"', ["wall.md"]),
        ("file:*.txt", ["lamp.txt"]),
        ("after:1911-05", ["wall.md"]),
        ("before:1911-06", ["wall.md"]),
        ("as-of:1911-05-06", ["wall.md"]),
        ("as-of:6 May 1911", ["wall.md"]),
    ],
)
def test_filters_keep_articles(folder: Path, typed: str, kept: list[str]) -> None:
    chat = chat_about(folder)
    told = shown(chat, f"/filter {typed}")
    assert [one.path for one in chat.sources] == kept
    assert told.startswith("Asking 1 of 2 articles: ")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/filter before:1911", "No article is left with before:1911; nothing has changed.\n"),
        ("/as-of 1911-05-05", "No article is left with as-of:1911-05-05; nothing has changed.\n"),
        ("/filter after:", "after: takes DATE.\n"),
        ("/filter after:then", "'then' is no date: write 2016, 2016-08, 2016-08-12 or 12 August 2016.\n"),
        ("/filter ", "Asking all 2 articles; there is no filter.\n"),
        *(
            (f"/as-of {date}", f"{date!r} is no date: write 2016, 2016-08, 2016-08-12 or 12 August 2016.\n")
            for date in ("1911-13", "1911-02-30", "0000", "１９１１")
        ),
    ],
)
def test_what_is_no_filter_changes_nothing(folder: Path, typed: str, told: str) -> None:
    chat = chat_about(folder)
    assert shown(chat, typed) == told
    assert len(chat.sources) == 2


def test_a_filter_reaches_the_answers_until_it_is_cleared(folder: Path) -> None:
    chat = chat_about(folder)
    assert shown(chat, "/filter lamp", FINISHED).endswith(
        "Note: asked of 1 of 2 articles (lamp); /clear asks all.\n"
    )
    assert "4 May" not in shown(chat, FINISHED)
    assert shown(chat, "/clear", FINISHED).startswith("4 May 1911\n")


def test_undated_articles_that_a_date_leaves_out_are_counted(folder: Path) -> None:
    assert shown(chat_about(folder), "/as-of 1912").endswith("Note: left out: 1 article without a date.\n")


def test_changed_articles_are_read_again_before_a_question(folder: Path) -> None:
    chat = chat_about(folder)
    shown(chat, FINISHED)
    (folder / "wall.md").write_text(WALL.replace("4 May 1911", "5 June 1911"))
    (folder / "mill.txt").write_text("Anna Pell was made manager of the mill.")
    chat._next_look = 0.0
    told = shown(chat, FINISHED)
    assert told.startswith("Note: read again: mill.txt is new, wall.md has changed.\n5 June 1911\n")
    assert "Note" not in shown(chat, "Who was made manager of the mill?")


def test_a_file_that_changes_twice_is_read_twice(folder: Path) -> None:
    chat = chat_about(folder)
    for day in ("5 June", "6 July"):
        (folder / "wall.md").write_text(WALL.replace("4 May", day))
        chat._next_look = 0.0
        assert f"\n{day} 1911\n" in shown(chat, FINISHED)


def test_changes_are_only_told_where_that_is_set_and_told_once(folder: Path) -> None:
    chat = chat_about(folder)
    shown(chat, "/set refresh off", FINISHED)
    (folder / "lamp.txt").unlink()
    chat._next_look = 0.0
    assert shown(chat, FINISHED).startswith(
        "Note: lamp.txt is gone; /reload reads the articles again.\n4 May"
    )
    chat._next_look = 0.0
    assert shown(chat, FINISHED).startswith("4 May")
    assert shown(chat, "/reload") == "Read again: lamp.txt is gone.\n"
    assert shown(chat, "/reload") == "Nothing has changed.\n"
    assert len(chat.bot.sources) == 1


def test_a_look_for_changes_waits_after_one_that_took_long() -> None:
    looks: list[int] = []

    class Watched(FakeLibrary):
        def changes(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
            looks.append(1)
            return super().changes()

    chat = Chat(Watched())
    chat._next_look = float("inf")
    shown(chat, "When was the wall finished?")
    assert looks == []
    chat._next_look = 0.0
    shown(chat, "When was the wall finished?")
    assert looks == [1]


def test_an_article_that_changed_is_not_opened_at_the_old_place(folder: Path) -> None:
    chat = chat_about(folder)
    shown(chat, FINISHED)
    (folder / "wall.md").write_text("Nothing of the kind.")
    shown(chat, "/reload")
    for command in ("/open", "/context"):
        assert shown(chat, command) == "The article has changed since; ask again.\n"


@pytest.mark.parametrize(
    ("become", "told"),
    [
        (lambda path: path.write_bytes(bytes(300)), ["lamp.txt has changed", "lamp.txt (binary)"]),
        (lambda path: path.write_text(""), ["lamp.txt has changed", "lamp.txt (empty)"]),
        (
            lambda path: (path.unlink(), path.symlink_to("wall.md")),
            ["lamp.txt is gone", "lamp.txt (a link, not followed)"],
        ),
    ],
    ids=["binary", "empty", "a link"],
)
def test_a_file_that_can_be_read_no_more_is_told(
    folder: Path, become: Callable[[Path], object], told: list[str]
) -> None:
    chat = chat_about(folder)
    become(folder / "lamp.txt")
    notes = shown(chat, FINISHED)
    assert notes.startswith(
        f"Note: read again: {told[0]}.\nNote: not read, or only in part: {told[1]}.\n4 May"
    )
    (folder / "wall.md").write_bytes(bytes(300))
    (folder / "lamp.txt").unlink()
    (folder / "lamp.txt").write_text(LAMP)
    assert shown(chat, "/reload").endswith("\nnot read, or only in part: wall.md (binary)\n")


def test_articles_stay_where_the_folder_holds_none_any_more(folder: Path) -> None:
    chat = chat_about(folder)
    for file in folder.iterdir():
        file.unlink()
    told = (
        "Note: lamp.txt is gone, wall.md is gone; no article is left, so all stay as they were.\n4 May 1911\n"
    )
    assert shown(chat, FINISHED).startswith(told)
    chat._next_look = 0.0
    assert shown(chat, FINISHED).startswith("4 May 1911\n")


def test_the_articles_are_found_after_the_working_folder_has_gone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with chdir(tmp_path / "here"):
        chat = Chat(QABot.from_folder("../articles", cache=False))
        (tmp_path / "here").rmdir()
        assert shown(chat, FINISHED).startswith("4 May 1911\n")
        (folder / "lamp.txt").unlink()
        assert shown(chat, "/reload") == "Read again: lamp.txt is gone.\n"
        assert "    7  The harbour wall was finished" in shown(chat, FINISHED, "/open")
        assert shown(chat, "/good").startswith("It cannot be written: No such file or directory")
        (tmp_path / "here").mkdir()


def test_a_filter_outlives_a_reload(folder: Path) -> None:
    chat = chat_about(folder)
    shown(chat, "/filter file:.txt")
    (folder / "mill.txt").write_text("Anna Pell was made manager of the mill.")
    shown(chat, "/reload")
    assert shown(chat, "/filter") == "Asking 2 of 3 articles: file:.txt. /clear asks all.\n"
    assert chat.conversation.articles == {"lamp", "mill"}


def test_a_folder_that_is_gone_is_told(folder: Path) -> None:
    chat = chat_about(folder)
    folder.rename(folder.with_name("elsewhere"))
    assert shown(chat, "/reload").endswith("articles cannot be read; the articles stay as they were.\n")
    assert shown(chat, FINISHED).startswith("4 May 1911\n")


def test_another_folder_is_asked_anew(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mill.txt").write_text("Anna Pell was made manager of the mill.")
    chat = chat_about(folder)
    shown(chat, FINISHED, "/filter lamp")
    assert "1 article, 1 sentence" in shown(chat, "/knowledge other")
    assert (chat.filters, chat.reply, chat.replies) == ({}, None, [])
    assert shown(chat, "Who was made manager?").startswith("Anna Pell\n")
    assert shown(chat, "/knowledge") == f"Asking {tmp_path / 'other'}.\n"
    assert shown(chat, "/knowledge nowhere") == (
        "cannot read 'nowhere': no such file or directory; give a folder or a file\n"
    )
    assert shown(chat, "Who was made manager?").startswith("Anna Pell\n")


def test_a_folder_that_holds_nothing_to_read_says_what_it_holds(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "scan.txt").write_bytes(bytes(300))
    told = shown(chat_about(folder), "/knowledge other")
    assert told.startswith("not read, or only in part: scan.txt (binary)\nno readable text in 'other': ")


def test_many_articles_go_through_the_pager(folder: Path) -> None:
    for number in range(99):
        (folder / f"n{number:02}.txt").write_text("A text.")
    desk = Desk(PAGER="more")
    assert shown(chat_about(folder, desk.surroundings), "/articles") == "101 articles listed.\n"
    (command, text) = desk.ran[0]
    assert command == ["more"]
    assert text is not None
    assert text.count("\n") == 101


@pytest.mark.parametrize("program", ["pbcopy", "wl-copy", "xclip", "xsel"])
def test_copy_uses_the_clipboard_program_and_names_it(folder: Path, tmp_path: Path, program: str) -> None:
    (tmp_path / program).write_text("")
    (tmp_path / program).chmod(0o755)
    desk = Desk(PATH=str(tmp_path), DISPLAY=":0", WAYLAND_DISPLAY="wayland-0")
    told = shown(chat_about(folder, desk.surroundings), FINISHED, "/copy")
    quoted = (
        "“The harbour wall was finished on 4 May 1911.” (The harbour wall, The Herald, 1911-05-06, wall.md:7)"
    )
    assert told == f"Copied with {program}: {quoted}\n"
    assert desk.ran[0][0][0] == program
    assert desk.ran[0][1] == quoted


def test_copy_hands_the_words_to_the_terminal_where_there_is_no_program(folder: Path) -> None:
    desk = Desk(PATH="")
    told = shown(chat_about(folder, desk.surroundings), FINISHED, "/copy 2")
    assert told.startswith("Handed to the terminal to copy (OSC 52): “It cost £37,000.” (")
    (codes,) = desk.sent
    assert b64decode(codes.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() in told


def test_good_and_bad_write_a_question_set_that_evaluate_reads(folder: Path, tmp_path: Path) -> None:
    chat = chat_about(folder)
    shown(chat, FINISHED, "/good")
    shown(chat, "Who keeps the lamp?", "/bad", "/bad 1", "/bad Joan Marsh")
    shown(chat, "Who was Sven Larsen?", "/bad none")
    question_set = load_questions(tmp_path / "chat.questions.jsonl")
    rows = {one.text: one for one in question_set.questions}
    assert len(rows) == 3
    assert rows[FINISHED].answers == ("4 May 1911",)
    assert rows[FINISHED].evidence[0].source == "wall"
    assert rows["Who keeps the lamp?"].answers == ("Joan Marsh",)
    assert rows["Who was Sven Larsen?"].evidence == ()
    report = evaluate(chat.bot.ask, question_set)  # type: ignore[arg-type]
    assert report.figures()["helped"] == 1.0
    assert report.figures()["guessed"] == 0.0


def test_what_was_kept_before_stays_in_the_question_set(folder: Path, tmp_path: Path) -> None:
    written = '{"id": "mine", "question": "Why?", "answers": []}'
    (tmp_path / "mine.jsonl").write_text(f"\ufeff{written}\n\nnot json\n")
    chat = chat_about(folder)
    told = shown(chat, "/set questions mine.jsonl", FINISHED, "/good")
    assert told == f"Kept in mine.jsonl as right: {FINISHED}\n"
    rows = (tmp_path / "mine.jsonl").read_text().splitlines()
    assert rows[:2] == [written, "not json"]
    assert json.loads(rows[2])["question"] == FINISHED


def test_good_keeps_no_question_that_gets_another_reply_by_itself(folder: Path, tmp_path: Path) -> None:
    because = "Ann Roe resigned because the dam broke. The mill closed because trade fell."
    chat = Chat(QABot.from_texts({"dam": f"{because} The inn burnt down because of a lamp."}))
    told = shown(chat, "Who resigned?", "and why?", "/good")
    assert told.startswith("Not kept: “and why?” gets another reply when it is asked by itself")
    assert shown(chat, "Who resigned?", "/good") == "Kept in chat.questions.jsonl as right: Who resigned?\n"
    assert len((tmp_path / "chat.questions.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was the wall finished?", {"verdict": "yes", "answers": []}),
        ("Did the ferry sink?", {"answers": [], "evidence": []}),
    ],
)
def test_good_keeps_what_kind_of_reply_was_right(question: str, expected: dict[str, object]) -> None:
    bot = QABot.from_texts({"wall": "The wall was finished on 4 May 1911."})
    chat = Chat(bot)
    chat.settings.questions = os.devnull + ".jsonl"
    from qa_bot.terminal.marking import rightly_replied

    row = rightly_replied(chat.ask(question))
    assert {name: row[name] for name in expected} == expected


def test_a_question_set_is_no_other_file(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Mine\n\nWords.\n")
    chat = chat_about(folder)
    assert shown(chat, "/set questions notes.md") == "/set questions takes FILE.jsonl.\n"
    assert shown(chat, FINISHED, "/good").startswith("Kept in chat.questions.jsonl ")
    assert (tmp_path / "notes.md").read_text() == "# Mine\n\nWords.\n"


def test_a_question_set_stays_as_private_as_it_was(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "chat.questions.jsonl"
    mine.touch(0o600)
    shown(chat_about(folder), FINISHED, "/good")
    assert load_questions(mine).questions
    assert mine.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_write_protected_is_not_replaced(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "chat.questions.jsonl"
    mine.touch(0o400)
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (mine.resolve(), os.W_OK))
    told = shown(chat_about(folder), FINISHED, "/good")
    assert told.startswith(f"It cannot be written: {mine.resolve()}: it is write-protected. ")
    assert mine.read_text() == ""


def test_odd_letters_of_articles_and_file_names_can_be_kept(tmp_path: Path) -> None:
    """A line of JSON stays one line, and a name that is not UTF-8 can be written."""
    (tmp_path / "articles").mkdir()
    name = os.fsdecode(b"caf\xe9.txt") if sys.platform == "linux" else "cafe.txt"
    text = "The caf\u00e9\n\nThe caf\u00e9 was\u2028 opened by Ann\u0085 Hill in 1844.\n"
    (tmp_path / "articles" / name).write_text(text, "utf-8")
    with chdir(tmp_path):
        chat = chat_about(tmp_path / "articles")
        shown(chat, "When was the caf\u00e9 opened?", "/good", "/save talk.md", "/save talk.jsonl", "/good")
    (one,) = load_questions(tmp_path / "chat.questions.jsonl").questions
    assert one.evidence[0].source == os.path.splitext(name)[0]
    assert one.evidence[0].text.isprintable() is False
    for saved in ("talk.md", "talk.jsonl"):
        (cited,) = read_export(tmp_path / saved).citations
        assert cited.source.path == name
        assert check(cited, chat.bot).outcome == "stands"  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["a talk.md", "'a talk.md'", '"a talk.md"', "a\\ talk.md"])
def test_a_path_is_taken_as_a_terminal_quotes_it(folder: Path, tmp_path: Path, typed: str) -> None:
    chat = chat_about(folder)
    assert shown(chat, FINISHED, f"/save {typed}") == "Saved 1 question to a talk.md.\n"
    assert (tmp_path / "a talk.md").is_file()
    folder.rename(tmp_path / "it's my folder")
    assert shown(chat, "/knowledge it's my folder").startswith("qa_bot ")
    assert shown(chat, '/knowledge "it\'s my folder"').startswith("qa_bot ")
    assert shown(chat, '/set questions "my set.jsonl"').startswith("questions my set.jsonl ")
    assert shown(chat, "/knowledge 'not closed").startswith('cannot read "\'not closed"')


@pytest.mark.parametrize(
    "typed", ["/save articles/talk.md", "/save articles/../articles/new/talk.jsonl", "/good"]
)
def test_nothing_is_written_among_the_articles(folder: Path, typed: str) -> None:
    chat = chat_about(folder)
    told = shown(chat, "/set questions articles/q.jsonl", FINISHED, typed)
    assert "would be read as one of the articles" in told
    assert sorted(one.name for one in folder.iterdir()) == ["lamp.txt", "wall.md"]


def test_a_file_that_is_there_is_not_overwritten_but_the_chats_own_is(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("mine")
    chat = chat_about(folder)
    assert shown(chat, FINISHED, "/save talk.md") == "talk.md is there already; name another file.\n"
    assert (tmp_path / "talk.md").read_text() == "mine"
    assert shown(chat, "/save new.md", "/save new.md") == "Saved 1 question to new.md.\n"
    (tmp_path / "new.md").write_text("with notes of mine")
    os.utime(tmp_path / "new.md", ns=(1, 1))
    assert shown(chat, "/save new.md") == "new.md has been changed since; name another file.\n"
    assert (tmp_path / "new.md").read_text() == "with notes of mine"
    assert "is not a path" in shown(chat, "/save ~nobody-at-all/talk.md")
    assert "is not a path" in shown(chat, "/save a\x00b.md")
    told = shown(chat, "/save no/such/talk.md")
    assert told == f"It cannot be written: {tmp_path / 'no/such/talk.md'}: No such file or directory.\n"


def test_history_looks_in_this_chat_and_in_earlier_ones(folder: Path) -> None:
    chat = chat_about(folder, Desk().surroundings)
    assert shown(chat, FINISHED, "/history") == f"1. {FINISHED}  (4 May 1911)\n"
    assert shown(chat, "/history OLD") == "old lamp\nolder wall\n"
    assert shown(chat, "/history mill") == "No question asked before holds 'mill'.\n"


@pytest.mark.parametrize("rule", RULES)
def test_suggestions_are_made_as_the_rules_examples(rule: object) -> None:
    made, sentence, question = rule  # type: ignore[misc]
    assert question in list(made(sentence))


def test_suggestions_are_answered_by_the_sentence_they_were_made_from(folder: Path) -> None:
    chat = chat_about(folder)
    first = shown(chat, "/suggest").splitlines()
    assert "- When was the harbour wall finished?" in first
    for row in first:
        assert chat.bot.ask(row.removeprefix("- ")).answer
    assert not set(first) & set(shown(chat, "/suggest").splitlines())


@pytest.mark.parametrize("row", SETTINGS.values(), ids=lambda row: row.name)
def test_every_setting_has_its_help_and_can_be_set(row: object) -> None:
    chat = Chat(FakeLibrary())
    name, takes, told = row  # type: ignore[misc]
    assert any(told in line and takes in line for line in shown(chat, "/set").splitlines())
    for value in takes.split("|"):
        assert shown(chat, f"/set {name} {value}").startswith(f"{name} {value}")
    if "|" in takes:
        assert shown(chat, f"/set {name} nonsense") == f"/set {name} takes {takes}.\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/help fi", ["filter"]),
        ("/set re", ["refresh"]),
        ("/set refresh o", ["refresh on", "refresh off"]),
        ("/set nothing o", []),
        ("/filter so", ["source:"]),
        ("/filter source:th", ["source:The Herald"]),
        ("/filter after:1911 file:l", ["after:1911 file:lamp.txt"]),
        ("/open ", ["1", "2", "3"]),
        ("/bad n", ["none"]),
        ("/why ", ["all"]),
        ("/save ar", ["articles/"]),
        ("/knowledge articles/", ["articles/lamp.txt", "articles/wall.md"]),
        ("/knowledge no/such/", []),
    ],
)
def test_arguments_are_completed(folder: Path, typed: str, offered: list[str]) -> None:
    chat = chat_about(folder)
    shown(chat, FINISHED)
    name, _, rest = typed[1:].partition(" ")
    assert list(TABLE[name].complete(chat, rest)) == offered


@pytest.mark.parametrize("name", TABLE)
def test_help_on_a_command_tells_its_whole_help(name: str) -> None:
    told = shown(Chat(FakeLibrary()), f"/help {name}")
    assert told.startswith(f"{TABLE[name].usage}: {TABLE[name].help}\n")
    assert " ".join(TABLE[name].long_help.split()) in " ".join(told.split())
