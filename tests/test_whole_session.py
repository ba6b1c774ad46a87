"""A whole chat in a real terminal, as a person sees it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from real_terminal import RealTerminal

from qa_bot.terminal.commands import TABLE

ROOT = Path(__file__).parent.parent
WALKOUT = "When will the 72-hour walkout start?"
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
CONTROL = {letter: chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}
CLEAR = CONTROL["a"] + CONTROL["k"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Prepare a folder of articles, a home with a history, and an editor that appends two words."""
    shutil.copytree(ROOT / "knowledge", tmp_path / "articles")
    history = tmp_path / "state" / "qa_bot" / "history"
    history.parent.mkdir(parents=True)
    history.write_text(f"{WALKOUT}\nWho chairs the committee?\n")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " doctors strike?\\n" >> "$1"\n')
    editor.chmod(0o755)
    pager = tmp_path / "less"
    pager.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/opened\n')
    pager.chmod(0o755)
    return tmp_path


def opened(place: Path, *arguments: str, columns: int = 80, **more: str) -> RealTerminal:
    """Open a chat under a shell that can suspend it, and bring it back when it was."""
    own = {
        "HOME": str(place),
        "PYTHONPATH": str(ROOT),
        "QA_BOT_CACHE": str(place / "cache"),
        "XDG_STATE_HOME": str(place / "state"),
        "EDITOR": str(place / "editor"),
        "PAGER": str(place / "less"),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
    }
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    chat = [sys.executable, "-m", "qa_bot", "--knowledge", str(place / "articles"), *arguments]
    script = 'set -m; "$@"; status=$?; [ $status -gt 128 ] && echo SUSPENDED && fg >/dev/null; echo LEFT'
    return RealTerminal(["sh", "-c", script, "sh", *chat], {**kept, **own, **more}, columns)


@pytest.fixture
def chat(place: Path) -> Iterator[RealTerminal]:
    with opened(place) as terminal:
        terminal.wait_for(lambda: terminal.typed == "? ")
        terminal.wait_for("5 articles, 107 sentences")
        terminal.wait_for("~/articles | 5 articles")
        yield terminal


def test_a_session_from_the_first_prompt_to_the_last(chat: RealTerminal, place: Path) -> None:
    for step in (menu, ghost, history, paste, editor, interrupt):
        chat.wait_for(lambda: chat.typed == "? ")
        step(chat)
    for use in (open_, save, good, reload, filter_, set_):
        chat.wait_for(lambda: chat.typed == "? ")
        use(chat, place)
    chat.wait_for(lambda: chat.typed == "? ")
    for step in (resize, suspend, leave):
        step(chat)
    kept = (place / "state" / "qa_bot" / "history").read_text().splitlines()
    assert [line for line in kept[2:] if not line.startswith("/")] == [
        "Who is Danny Mortimer?",
        WALKOUT,
        "Who is Jeremy Hunt?",
        "Who is Steve Barclay?",
        "When will the doctors strike?",
        WALKOUT,
        "Who drove the ambulance?",
    ]


def menu(chat: RealTerminal) -> None:
    """Commands come after a slash, names as they are written, titles after a command that takes one."""
    chat.type("/")
    chat.wait_for("/sources")
    chat.wait_for(TABLE["more"].help[:40])
    chat.type(f"{CLEAR}/open juni")
    chat.wait_for("Junior doctors in England to strike for 72 hours in pay dispute")
    chat.type(f"{CLEAR}Who is dan")
    chat.wait_for("Danny Mortimer")
    chat.type(DOWN)
    chat.wait_for(lambda: chat.typed == "? Who is Danny Mortimer")
    chat.type("\r")
    chat.wait_for(lambda: sum("Danny Mortimer" in row for row in chat.rows) == 1)
    chat.type("?\r")
    chat.wait_for("chief executive of NHS Employers")
    chat.wait_for("| about Danny Mortimer")
    assert "about" in chat.rows[-1]


def ghost(chat: RealTerminal) -> None:
    """What was asked before is suggested, and taken over with the right arrow."""
    chat.type("When will")
    chat.wait_for(lambda: chat.dim() == "?" + WALKOUT.removeprefix("When will"))
    assert chat.typed == "? When will"
    chat.type(RIGHT)
    chat.wait_for(lambda: chat.typed == f"? {WALKOUT}")
    chat.type("\r")
    chat.wait_for("13 March")


def history(chat: RealTerminal) -> None:
    """Up recalls what begins so, although the menu is open; Ctrl-R searches."""
    chat.type("Who is")
    chat.type(UP)
    chat.wait_for(lambda: chat.typed == "? Who is Danny Mortimer?")
    chat.type(f"{CLEAR}Who ch{UP}")
    chat.wait_for(lambda: chat.typed == "? Who chairs the committee?")
    chat.type(f"{CLEAR}{CONTROL['r']}72-h")
    chat.wait_for(f"(reverse-i-search)`72-h': {WALKOUT}")
    chat.type(CONTROL["c"])
    chat.wait_for(lambda: chat.typed == "? ")


def paste(chat: RealTerminal) -> None:
    """Lines pasted are asked one by one, each above its reply."""
    chat.paste("Who is Jeremy Hunt?\nWho is Steve Barclay?\n")
    chat.wait_for(lambda: chat.rows[-3:-1] != ["", ""] or "Who is Steve Barclay?" in chat.rows)
    chat.type("\r")
    chat.wait_for("? Who is Steve Barclay?")
    chat.wait_for("the health and social care secretary")


def editor(chat: RealTerminal) -> None:
    """Ctrl-X Ctrl-E opens the line in $EDITOR, and asks what that leaves, as in a shell."""
    chat.type(f"When will the{CONTROL['x']}{CONTROL['e']}")
    chat.wait_for("? When will the doctors strike?")
    chat.wait_for("| about the doctors")


def interrupt(chat: RealTerminal) -> None:
    """Ctrl-C drops the line, and the chat goes on."""
    chat.type(f"no question{CONTROL['c']}")
    chat.wait_for(lambda: chat.typed == "? " and "? no question" in chat.rows)


def open_(chat: RealTerminal, place: Path) -> None:
    """/open shows the article at the line in the pager, and the prompt comes back."""
    chat.type(f"{WALKOUT}\r")
    chat.wait_for("| about the 72-hour walkout")
    chat.wait_for(lambda: chat.typed == "? ")
    chat.type("/open\r")
    chat.wait_for("Opened Junior doctors in England")
    assert (place / "opened").read_text() == f"+15 {place}/articles/walkout_march_2023.md\n"


def save(chat: RealTerminal, place: Path) -> None:
    """/save writes the chat with its sources."""
    chat.type(f"/save {place}/talk.md\r")
    chat.wait_for("Saved 6 questions to")
    assert "walkout_march_2023.md" in (place / "talk.md").read_text()


def good(chat: RealTerminal, place: Path) -> None:
    """/good keeps the question with its answer in a question set."""
    chat.type(f"/set questions {place}/kept.jsonl\r")
    chat.wait_for(lambda: chat.typed == "? " and any("kept.jsonl" in row for row in chat.rows[-12:]))
    chat.type("/good\r")
    chat.wait_for(lambda: (place / "kept.jsonl").exists() and chat.typed == "? ")
    assert "13 March" in (place / "kept.jsonl").read_text()


def reload(chat: RealTerminal, place: Path) -> None:
    """/reload reads what has changed, and the next question finds it."""
    with open(place / "articles" / "walkout_march_2023.md", "a") as article:
        article.write("\n\nThe ambulance was driven by Olga Wren.\n")
    chat.type("/reload\r")
    chat.wait_for("Read again: walkout_march_2023.md")
    chat.wait_for(lambda: chat.typed == "? ")
    chat.type("Who drove the ambulance?\r")
    chat.wait_for("Olga Wren")


def filter_(chat: RealTerminal, place: Path) -> None:
    """/filter narrows what is asked, and the status line says so."""
    chat.type("/filter file:walkout\r")
    chat.wait_for("1 of 5 articles | file:walkout")
    chat.wait_for(lambda: chat.typed == "? ")
    chat.type("/clear\r")
    chat.wait_for("~/articles | 5 articles | about")


def set_(chat: RealTerminal, place: Path) -> None:
    """/set turns the menu off, and the keys of vi on."""
    chat.type("/set menu off\r")
    chat.wait_for(lambda: "menu" in "".join(chat.rows[-14:]) and chat.typed == "? ")
    chat.type("/set editing vi\r")
    chat.wait_for(lambda: chat.typed == "? " and "/set editing vi" in "".join(chat.rows))
    chat.type("Who is dan\x1b0")
    chat.wait_for(lambda: chat.typed == "? " and chat.line == "? Who is dan")
    assert not any("Danny Mortimer" in row for row in chat.rows[-8:])
    chat.type("ddi/set editing emacs\r")
    chat.wait_for(lambda: chat.typed == "? " and "/set editing emacs" in "".join(chat.rows))


def resize(chat: RealTerminal) -> None:
    """The status line keeps what fits the new width, and the line stays whole."""
    chat.type("half a question")
    chat.resize(40, 20)
    chat.wait_for(lambda: chat.typed == "? half a question" and len(chat.rows[-1]) <= 40)
    chat.resize(100, 24)
    chat.wait_for(lambda: chat.typed == "? half a question")


def suspend(chat: RealTerminal) -> None:
    """Ctrl-Z gives the shell back, and fg the line half typed."""
    chat.type(CONTROL["z"])
    chat.wait_for("SUSPENDED")
    chat.wait_for(lambda: chat.typed == "? half a question")


def leave(chat: RealTerminal) -> None:
    """Ctrl-D leaves at an empty line only."""
    chat.type(f"{CONTROL['a']}{CONTROL['d']}")
    chat.wait_for(lambda: chat.line == "? alf a question")
    chat.type(f"{CONTROL['k']}{CONTROL['d']}")
    chat.wait_for("LEFT")
    assert chat.ended() == 0
