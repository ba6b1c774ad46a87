from __future__ import annotations

import io
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest
from fake_library import FakeLibrary
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import DummyOutput
from transcripts import TRANSCRIPTS, bot_of, replayed

from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands import TABLE
from qa_bot.terminal.completion import ChatCompleter
from qa_bot.terminal.layout import Line, Look, paint
from qa_bot.terminal.line_editor import LineEditor
from qa_bot.terminal.loading import Loading
from qa_bot.terminal.plain import converse_plainly, prompted
from qa_bot.terminal.progress import Progress, Reading
from qa_bot.terminal.rendering import banner_lines, counted, read_text
from qa_bot.terminal.session import Departure, converse
from qa_bot.terminal.settings import Settings
from qa_bot.values import FilesRead, Source

ASKED = "When was the wall finished?"


def opened(tell: Callable[[str], None]) -> FakeLibrary:
    """Open a bot at once."""
    return FakeLibrary()


def editor(*terminal: object) -> LineEditor:
    """Make a line editor over a bot that never opens."""
    return LineEditor(Loading(opened), InMemoryHistory(), Settings(), *terminal)  # type: ignore[arg-type]


def chat(typed: str, history: InMemoryHistory | None = None) -> list[str]:
    """Type into a terminal that is not there; give the blocks shown."""
    shown: list[str] = []

    def show(lines: Iterable[Line]) -> None:
        shown.append(paint(lines, Look()))

    with create_pipe_input() as keys:
        keys.send_text(typed)
        converse(opened, show, history or InMemoryHistory(), {}, (keys, DummyOutput()))
    banner, *blocks = shown or [""]
    assert not shown or banner.startswith("qa_bot 0.1.0: 2 articles")
    return [block for block in blocks if block]


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        (f"{ASKED}\r\x04", ["4 May 1911"]),
        (f"{ASKED}\r/sources\r/quit\r{ASKED}\r", ["4 May 1911", "1. The harbour wall"]),
        (f"dropped\x03{ASKED}\r\x04", ["4 May 1911"]),
        (f"\x03\x03{ASKED}\rexit\r", ["4 May 1911"]),
        (f"\x1b[200~When was\nthe wall\nfinished?\x1b[201~\r{ASKED}\r\x04", ["4 May 1911", "4 May 1911"]),
        (f"interrupt\r{ASKED}\r\x04", ["4 May 1911"]),
        (f"break\r{ASKED}\r\x04", ["4 May 1911"]),
        (f"{'x' * 5000}\r{ASKED}\r\x04", ["4 May 1911"]),
        ("\r\x04", ["Please ask a question"]),
        ("\x04", []),
        (f"\x1b[31m{ASKED}\x1b[0m\x1b[38;5;1m\x1b[<1;2m\x1b[Mabc\x1b[9;9R\r\x04", ["4 May 1911"]),
        (f"\x1b[{'9' * 99};1;1M\x1b[;M\x1b[31;\x1b]0;x\x07\x03{ASKED}\r\x04", ["4 May 1911"]),
    ],
)
def test_keys(typed: str, starts: list[str]) -> None:
    blocks = chat(typed)
    assert len(blocks) == len(starts)
    assert all(block.startswith(start) for block, start in zip(blocks, starts, strict=True))


@pytest.mark.parametrize("done", [None, True, False])
def test_control_c_beside_enter_ends_only_a_prompt_that_is_open(done: bool | None) -> None:
    with create_pipe_input() as keys:
        session = editor(keys, DummyOutput()).session
    future = None if done is None else SimpleNamespace(done=lambda: done)
    left: list[object] = []
    app = SimpleNamespace(future=future, exit=lambda **how: left.append(how["exception"]))
    assert session.key_bindings is not None
    session.key_bindings.get_bindings_for_keys((Keys.SIGINT,))[-1].handler(SimpleNamespace(app=app))  # type: ignore[arg-type]
    assert left == ([KeyboardInterrupt] if done is False else [])


def test_control_c_while_a_prompt_closes_is_only_a_control_c() -> None:
    class Closing:
        def prompt(self, **_: object) -> str:
            departure.interrupt(signal.SIGINT, None)
            try:
                raise KeyboardInterrupt
            finally:
                raise RuntimeError("Event loop is closed")

    departure = Departure(Closing(), lambda: None)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        departure.prompt()
    with pytest.raises(KeyboardInterrupt):
        departure.interrupt(signal.SIGINT, None)


def test_the_menu_opens_while_typing_unless_told_otherwise() -> None:
    with create_pipe_input() as keys:
        made = editor(keys, DummyOutput())
        assert made.session.default_buffer.complete_while_typing()
        made.settings.menu = False
        assert not made.session.default_buffer.complete_while_typing()


def test_the_keys_of_vi_are_a_setting() -> None:
    with create_pipe_input() as keys:
        made = editor(keys, DummyOutput())
        made.settings.editing = "vi"
        made.prepare()
        assert made.session.editing_mode == EditingMode.VI


def test_an_interrupted_answer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    chat("interrupt\r\x04")
    assert capsys.readouterr().err == "qa-bot: interrupted\n"


def test_tab_completes_the_line() -> None:
    # Completion runs in a thread, which a busy machine may keep waiting.
    for pause in (0.5, 2.0, 8.0):
        shown = _completed(pause)
        if shown[1].startswith("Ask a question about the articles"):
            return
    raise AssertionError(shown)


def _completed(pause: float) -> list[str]:
    """Return what is shown where Enter is pressed a while after Tab."""
    shown: list[str] = []
    with create_pipe_input() as keys:
        keys.send_text("/he\t")
        later = threading.Timer(pause, keys.send_text, ["\r\x04"])
        later.start()
        converse(
            opened,
            lambda lines: shown.append(paint(lines, Look())),
            InMemoryHistory(),
            {},
            (keys, DummyOutput()),
        )
        later.join()
    return shown


def test_control_d_with_text_does_not_leave() -> None:
    assert chat(f"x{ASKED}\x01\x04\r\x04")[0].startswith("4 May 1911")


def test_up_recalls_what_begins_as_the_line_does() -> None:
    history = InMemoryHistory([ASKED, "/help"])
    assert chat("Whe\x1b[A\r\x04", history)[0].startswith("4 May 1911")


def test_what_goes_wrong_is_told_in_one_safe_line(capsys: pytest.CaptureFixture[str]) -> None:
    chat("break\r\x04")
    told = capsys.readouterr().err
    assert told.startswith("qa-bot: internal error (ZeroDivisionError: a^[[2J b); please report it.")
    assert told.count("\n") == 1


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_chat_goes_as_its_transcript(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert replayed(bot_of(path), written) == written


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


def complete(text: str) -> list[str]:
    completer = ChatCompleter(lambda: Chat(FakeLibrary()))
    document = Document(text)
    found = completer.get_completions(document, CompleteEvent(completion_requested=True))
    return [text[: len(text) + each.start_position] + each.text for each in found]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/", [f"/{name} ".rstrip("" if row.takes else " ") for name, row in TABLE.items()]),
        ("/fi", ["/filter "]),
        ("/so", ["/sources"]),
        ("/SO", ["/sources"]),
        ("/open har", ["/open harbour", "/open harbours"]),
        ("/open the l", ["/open The lamp"]),
        ("/forget har", []),
        ("/zzz har", []),
        ("Who built Har", ["Who built Harbour", "Who built Harbours"]),
        (
            "Who built the harb",
            [f"Who built {end}" for end in ("The harbour wall", "the harbour", "the harbours")],
        ),
        ("the lam", ["The lamp", "the lamp"]),
        ("Who is ad", ["Who is Ada Bell", "Who is ada"]),
        ("Who is ada b", ["Who is Ada Bell"]),
        ("Who is Ada Bell", []),
        ("fin", ["finished"]),
        ("f", []),
        ("", []),
        ("zzz", []),
        ("/zzz", []),
    ],
)
def test_tab_offers_commands_and_words(typed: str, offered: list[str]) -> None:
    assert complete(typed) == offered


def test_the_banner_says_what_was_read_and_how_to_leave() -> None:
    assert paint(banner_lines(FakeLibrary(), "a\x1bb"), Look()).split("\n")[:4] == [
        "qa_bot 0.1.0: 2 articles, 5 sentences, dated 1911-05-06 to 1912.",
        "1 file not read; qa-bot check PATH says why.",
        "Note: a^[b",
        "Ask a question. /help lists the commands; Ctrl-D leaves.",
    ]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([], ""),
        ([None], ""),
        (["1911"], ", dated 1911"),
        (["1912", None, "1911-05"], "; 2 articles dated 1911-05 to 1912"),
    ],
)
def test_the_banner_gives_the_dates_once(dates: list[str | None], said: str) -> None:
    library = FakeLibrary()
    library.sources = tuple(Source("a", "A", None, date) for date in dates)
    assert read_text(library) == f"{counted(len(dates), 'article')}, 5 sentences{said}"


class Interrupted(io.StringIO):
    """A terminal where Ctrl-C is pressed once."""

    pressed = False

    def readline(self, size: int | None = -1) -> str:
        if not self.pressed:
            self.pressed = True
            raise KeyboardInterrupt
        return super().readline()


def test_a_simple_terminal_is_prompted_and_control_c_drops_the_line() -> None:
    written: list[str] = []
    assert list(prompted(Interrupted("one\ntwo\n"), written.append, "? ")) == ["one\n", "two\n"]
    assert written == ["? ", "\n", "? ", "? ", "? "]


def test_plain_chat_stops_at_quit_and_skips_blank_lines() -> None:
    shown: list[str] = []
    converse_plainly(
        FakeLibrary(), ["\n", "  \n", "quit\n", ASKED], lambda block: shown.extend(map(str, block)), {}
    )
    assert shown == []


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_waits_then_writes_one_line_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, now = Screen(), [0.0]
    monkeypatch.setattr("qa_bot.terminal.progress.monotonic", lambda: now[0])
    with Progress("read", screen) as progress:
        progress(1, 1000)
        assert screen.getvalue() == ""
        now[0] = 1.0
        progress(500, 1000)
        progress(501, 1000)
    assert screen.getvalue() == "\rread 500 of 1,000\r" + " " * 17 + "\r"


def test_progress_is_drawn_ten_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, now = Screen(), [0.0]
    monkeypatch.setattr("qa_bot.terminal.progress.monotonic", lambda: now[0])
    with Progress("read", screen) as progress:
        for step in range(2_000):
            now[0] = step / 1_000
            progress(step, 2_000)
        progress.show("last", is_last=True)
    drawn = screen.getvalue().split("\r")
    assert 10 <= len(drawn) - 3 <= 15, "of two seconds, one and a half are shown"
    assert drawn[-3].rstrip() == "last"


@pytest.mark.parametrize("columns", [20, 45, 60, 80])
def test_progress_takes_no_more_than_a_line(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, now = Screen(), [0.0]
    monkeypatch.setattr("qa_bot.terminal.progress.monotonic", lambda: now[0])
    monkeypatch.setattr("qa_bot.terminal.progress._columns", lambda _: columns)
    reading = Reading()
    with Progress("", screen) as progress:
        for step in range(5):
            now[0] = step * 10.0
            text = reading.text(FilesRead(step * 1_000, 5_000, step * 10**8, 5 * 10**8, step * 9_999))
            progress.show(text)
    drawn = screen.getvalue().split("\r")
    assert max(map(len, drawn)) < columns
    assert drawn[-2].strip() == ""
    assert drawn[-3].rstrip() == text[: columns - 1] or text.startswith(drawn[-3].rstrip() + ",")


def test_reading_tells_files_bytes_passages_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("qa_bot.terminal.progress.monotonic", lambda: now[0])
    reading = Reading()

    def told(seconds: float, *read: int) -> str:
        now[0] = 100.0 + seconds
        return reading.text(FilesRead(*read)).removeprefix("reading articles: ")

    assert told(0.0, 0, 4_000, 0, 10**8, 0) == "0 of 4,000, 0.0 of 100.0 MB, 0 passages"
    assert told(0.5, 10, 4_000, 10**6, 10**8, 9) == "10 of 4,000, 1.0 of 100.0 MB, 9 passages"
    assert told(2.0, 99, 4_000, 10**6, 10**8, 9) == "99 of 4,000, 4 min left, 1.0 of 100.0 MB, 9 passages"
    assert told(99.0, 99, 4_000, 10**6, 10**8, 9).split(", ")[1] == "3 h left"
    assert told(30.0, 99, 4_000, 75 * 10**6, 10**8, 9).split(", ")[1] == "10 s left"
    assert told(40.0, 4_000, 4_000, 10**8, 10**8, 9).split(", ")[1] == "putting the index together"


def test_progress_says_nothing_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr("qa_bot.terminal.progress.monotonic", lambda: 10.0 * len(pipe.getvalue()) + 9.0)
    with Progress("read", pipe) as progress:
        progress(1, 2)
    with Progress("read", None) as progress:
        progress(1, 2)
    assert pipe.getvalue() == ""


SCRIPT = """
import sys
sys.path[:0] = {path!r}
from fake_library import FakeLibrary
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.history import InMemoryHistory
from qa_bot.terminal.session import converse
from qa_bot.terminal.streams import show
converse(lambda tell: FakeLibrary(), show, InMemoryHistory(), {{}})
print("left")
"""


def read_until(handle: int, text: bytes, seconds: float = 20.0) -> bytes:
    found, end = b"", time.monotonic() + seconds
    while text not in found and time.monotonic() < end:
        if select.select([handle], [], [], 0.1)[0]:
            try:
                found += os.read(handle, 4096)
            except OSError:
                break
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(number: int) -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    script = SCRIPT.format(path=[str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    )
    try:
        assert b"?2004h" in read_until(master, b"?2004h")
        os.write(master, ASKED.encode() + b"\r")
        assert b"harbour.txt" in read_until(master, b"harbour.txt")
        process.send_signal(number)
        assert process.wait(20) == 128 + number
        assert termios.tcgetattr(slave) == before
        assert b"Traceback" not in read_until(master, b"Traceback", 0.3)
    finally:
        process.kill()
        process.wait()
        os.close(master)
        os.close(slave)
