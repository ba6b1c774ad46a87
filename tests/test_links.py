"""Places in files: links where a terminal knows them, whole paths at others, as they are named elsewhere."""

from __future__ import annotations

import io
import os
from contextlib import chdir
from pathlib import Path

import pytest
from fake_library import CANNED, FINISHED

from qa_bot.bot import QABot
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands import respond
from qa_bot.terminal.layout import Look, look_of, paint, rooted
from qa_bot.terminal.links import Link, knows_links, linked, reachable
from qa_bot.terminal.rendering import reply_lines
from qa_bot.terminal.sources import source_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "known"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "alacritty"}, True),
        ({"TERM": "foot-extra"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "5002"}, False),
        ({"VTE_VERSION": "5202"}, True),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "10000"}, True),
        ({"VTE_VERSION": "old"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"KONSOLE_VERSION": "220401"}, True),
        ({"VTE_VERSION": "7600", "STY": "1.pts"}, False),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"VTE_VERSION": "7600", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_terminals_that_know_links(environ: dict[str, str], known: bool) -> None:
    assert knows_links(environ) == known


@pytest.mark.parametrize(
    ("environ", "places"),
    [
        ({"TERM": "xterm-kitty"}, "link"),
        ({"TERM": "xterm"}, "path"),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, "path"),
        ({"TERM": "dumb", "FORCE_HYPERLINK": "1"}, "path"),
    ],
)
def test_the_look_chooses_how_places_are_written(environ: dict[str, str], places: str) -> None:
    assert look_of(Terminal(), environ).places == places
    assert look_of(io.StringIO(), environ).places == "named"


def test_a_link_is_an_address_without_anything_that_a_terminal_would_obey() -> None:
    written = linked("a.md:3", Link("/tmp/a b\x1b]8;;x\x07/é#1.md", ":3"))
    address = written.removeprefix("\x1b]8;;").partition("\x1b\\")[0]
    host = os.uname().nodename
    assert address == f"file://{host}/tmp/a%20b%1B%5D8%3B%3Bx%07/%C3%A9%231.md"
    assert written.endswith("\x1b\\a.md:3\x1b]8;;\x1b\\")


def test_a_path_is_written_from_the_working_folder_where_it_lies_below(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with chdir(tmp_path):
        assert reachable(Link(str(tmp_path / "in" / "a.md"), ":3")) == "in/a.md:3"
        assert reachable(Link("/elsewhere/a\u202eb.md", ":3")) == "/elsewhere/a<U+202E>b.md:3"


def test_a_source_is_clickable_only_where_its_file_is_known(tmp_path: Path) -> None:
    (one,) = rooted([source_line(FINISHED.source)], lambda path: tmp_path / path)
    assert one.bits[-1].link == Link(str(tmp_path / "harbour.txt"), ":3")
    (one,) = rooted([source_line(FINISHED.source)], lambda _: None)
    assert one.bits[-1].link is None


@pytest.mark.parametrize("width", [20, 40, 80, None])
def test_a_link_changes_no_column(width: int | None, tmp_path: Path) -> None:
    lines = rooted(reply_lines(CANNED["When was the wall finished?"]), lambda path: tmp_path / path)
    shown = paint(lines, Look(width, "plain", "link"))
    pieces = shown.split("\x1b]8;;")
    bare = "".join(one.partition("\x1b\\")[2] if number else one for number, one in enumerate(pieces))
    assert bare == paint(lines, Look(width))
    assert "file://" in shown


def test_at_other_terminals_the_whole_path_is_shown(tmp_path: Path) -> None:
    article = tmp_path / "mill.txt"
    article.write_text("The mill was built in 1871.")
    for root in (tmp_path, article):
        chat = Chat(QABot.from_folder(root, cache=False))
        told = paint(respond(chat, "When was the mill built?"), Look(None, "styled", "path"))
        assert f"{article}:1" in told
        assert paint(respond(chat, "/articles"), Look(None, "styled", "path")).rstrip().endswith(str(article))
