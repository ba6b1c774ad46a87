from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from fake_library import SOURCES, FakeLibrary
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import History, InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from qa_bot.bot import QABot
from qa_bot.errors import IndexDamaged, NothingToRead
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.completion import MOST, ChatCompleter
from qa_bot.terminal.history import FileHistory, MemoryHistory
from qa_bot.terminal.layout import Line, Look, paint
from qa_bot.terminal.pasting import questions_in
from qa_bot.terminal.session import converse
from qa_bot.terminal.settings import Settings
from qa_bot.terminal.status import fitted, status_of

ASKED = "When was the wall finished?"
ROOT = Path(__file__).parent.parent
PATIENCE = 20.0  # seconds


def paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


class Typist:
    """Types into a chat that is not on any terminal, each time what it was waiting for was shown."""

    def __init__(self, *steps: tuple[str, str], settings: Settings | None = None) -> None:
        self.shown: list[str] = []
        self._steps = steps
        self._settings = settings

    def chat(self, open_bot: Callable[[Callable[[str], None]], FakeLibrary], history: History) -> list[str]:
        """Chat, and return the blocks shown after the banner."""
        with create_pipe_input() as keys:
            hand = threading.Thread(target=self._type, args=(keys,))
            hand.start()
            converse(open_bot, self._show, history, {}, (keys, DummyOutput()), self._settings)
            hand.join()
        return self.shown[1:]

    def _show(self, lines: Iterable[Line]) -> None:
        self.shown.append(paint(lines, Look()))

    def _type(self, keys: PipeInput) -> None:
        for awaited, typed in self._steps:
            until = time.monotonic() + PATIENCE
            while awaited not in "".join(self.shown) and time.monotonic() < until:
                time.sleep(0.01)
            keys.send_text(typed)


def typed(text: str, history: History | None = None) -> list[str]:
    return Typist(("", text)).chat(lambda tell: FakeLibrary(), history or MemoryHistory())


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("", []),
        (" \n\n ", []),
        ("When was\nthe wall\nfinished?", ["When was the wall finished?"]),
        ("Who is Hunt?\nwho chairs the committee?\n", ["Who is Hunt?", "who chairs the committee?"]),
        ("who is Hunt\nwhen did it begin\ndid it end", ["who is Hunt", "when did it begin", "did it end"]),
        ("Who is Hunt\nThe committee\n/why", ["Who is Hunt", "The committee", "/why"]),
        ("Who is Hunt?\nthe committee", ["Who is Hunt?", "the committee"]),
        ("When was\n\nthe wall", ["When was", "the wall"]),
        ("- Who is Hunt?\n2. When was it?\n* 2016?", ["Who is Hunt?", "When was it?", "2016?"]),
        ("  When\twas  it? \r\n Why?", ["When was it?", "Why?"]),
    ],
)
def test_lines_are_read_as_questions(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


def test_pasted_questions_are_asked_one_by_one_after_a_notice() -> None:
    shown = typed(paste(f"{ASKED}\nWho sank the ferry?\n/sources") + "\r\x04")
    assert shown[0] == "3 questions pasted: asked one by one.\n"
    assert [block.splitlines()[0] for block in shown[1:]] == [
        f"? {ASKED}",
        "? Who sank the ferry?",
        "? /sources",
    ]
    assert "4 May 1911" in shown[1]


def test_an_interruption_drops_the_rest_of_what_was_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    shown = typed(paste(f"interrupt\n{ASKED}\nWho sank the ferry?") + f"\r{ASKED}\r\x04")
    assert [block.splitlines()[0] for block in shown] == [
        "3 questions pasted: asked one by one.",
        "4 May 1911",
    ]
    assert capsys.readouterr().err == "qa-bot: interrupted\n"


def test_quit_among_pasted_lines_leaves() -> None:
    assert len(typed(paste(f"/quit\n{ASKED}") + "\r")) == 2


@pytest.mark.parametrize("kept", [True, False])
def test_each_pasted_question_is_recalled_by_itself(tmp_path: Path, kept: bool) -> None:
    history = FileHistory(tmp_path / "history") if kept else MemoryHistory()
    typed(paste("Who is Hunt?\nWhy?") + "\r\x04", history)
    assert history.get_strings() == ["Who is Hunt?", "Why?"]


def test_up_recalls_while_the_menu_is_open() -> None:
    steps = Typist(("", "When was the harb"), ("2 articles", "\x15When\x1b[A\r\x04"))
    assert steps.chat(lambda tell: FakeLibrary(), InMemoryHistory([ASKED, "/help"]))[0].startswith(
        "4 May 1911"
    )


def test_the_prompt_waits_for_no_articles_and_a_question_does() -> None:
    gate = threading.Event()

    def open_slowly(tell: Callable[[str], None]) -> FakeLibrary:
        tell("reading articles: 1 of 2")
        gate.wait(PATIENCE)
        return FakeLibrary()

    threading.Timer(0.3, gate.set).start()
    assert typed_into(open_slowly, f"{ASKED}\r\x04")[0].startswith("4 May 1911")


def typed_into(open_bot: Callable[[Callable[[str], None]], FakeLibrary], text: str) -> list[str]:
    return Typist(("", text)).chat(open_bot, MemoryHistory())


def test_what_goes_wrong_while_reading_ends_the_prompt() -> None:
    def fail(tell: Callable[[str], None]) -> FakeLibrary:
        raise NothingToRead("There is no article in x.")

    with pytest.raises(NothingToRead, match="no article in x"):
        typed_into(fail, "half a question")


def test_nothing_is_imported_before_the_prompt_that_only_a_question_needs() -> None:
    script = (
        "import sys, qa_bot.terminal.cli, qa_bot.terminal.session, qa_bot.terminal.history\n"
        "print(*{'numpy', 'qa_bot.bot', 'qa_bot.terminal.commands'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"


SLOW = """
import sys, time
sys.path[:0] = {path!r}
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from qa_bot.terminal.session import converse
with create_pipe_input() as keys:
    keys.send_text("\\x04")
    converse(lambda tell: time.sleep(600), print, InMemoryHistory(), {{}}, (keys, DummyOutput()))
"""


def test_leaving_does_not_wait_for_the_articles() -> None:
    script = SLOW.format(path=[str(ROOT)])
    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 0


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (80, "/home/ada/harbour | 2 articles | about wall finished"),
        (40, "/home/ada/harbour | 2 articles"),
        (20, "/home/ada/harbour"),
        (1, "/home/ada/harbour"),
    ],
)
def test_the_status_line_drops_what_does_not_fit(width: int, told: str) -> None:
    chat = Chat(FakeLibrary())
    chat.ask(ASKED)
    assert fitted(status_of(chat), width) == told


@pytest.mark.parametrize(
    ("root", "told"),
    [
        (Path("/home/ada/notes/2016"), "~/notes/2016 | 2 articles"),
        (Path("/srv/" + "deep/" * 20 + "end"), "end | 2 articles"),
        (Path("/srv/a\x1b[2Jb"), "/srv/a^[[2Jb | 2 articles"),
        (None, "2 articles"),
    ],
)
def test_the_status_line_names_the_folder_shortly(
    root: Path | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    library = FakeLibrary()
    library.root = root
    assert fitted(status_of(Chat(library)), 80) == told


def offered(library: object, text: str, asked_for: bool = True) -> list[str]:
    completer = ChatCompleter(lambda: Chat(library))  # type: ignore[arg-type]
    event = CompleteEvent(completion_requested=asked_for, text_inserted=not asked_for)
    return [one.text for one in completer.get_completions(Document(text), event)]


def test_the_menu_needs_three_letters_and_tab_two() -> None:
    assert offered(FakeLibrary(), "Who is ad", asked_for=False) == []
    assert offered(FakeLibrary(), "Who is ada", asked_for=False) == ["Ada Bell"]
    assert offered(FakeLibrary(), "Who is ad") == ["Ada Bell", "ada"]


def test_a_word_that_says_nothing_begins_no_title() -> None:
    assert offered(FakeLibrary(), "Who lit the") == []
    assert offered(FakeLibrary(), "Who lit the l") == ["The lamp"]


def test_nothing_is_offered_before_the_articles_are_read_but_commands() -> None:
    completer = ChatCompleter(lambda: None)
    event = CompleteEvent(completion_requested=True)
    assert list(completer.get_completions(Document("Who is ada"), event)) == []
    assert [one.text for one in completer.get_completions(Document("/hel"), event)] == ["/help "]


def test_titles_that_a_terminal_would_obey_are_spelt_out_and_few() -> None:
    library = FakeLibrary()
    library.sources = tuple(SOURCES[0]._replace(title=f"harm\x1b[2J {number}") for number in range(50))
    found = offered(library, "the harm")
    assert 0 < len(found) <= MOST
    assert all("\x1b" not in one for one in found)


def test_a_damaged_index_offers_nothing() -> None:
    class Damaged(FakeLibrary):
        def names(self, beginning: str) -> list[str]:
            raise IndexDamaged("word 3 has no letters")

    assert offered(Damaged(), "Who is fer") == []


TEXTS = {
    "a": "Danny Mortimer leads NHS Employers. On Monday Danny Mortimer spoke. Jeremy Hunt left for a dance.",
    "b": "A dance was held by Danny Fox. It was in the Bank of England. We dance with Danny Mortimer.",
}


@pytest.mark.parametrize(
    ("beginning", "names"),
    [
        ("dan", ["Danny Mortimer", "Danny Fox"]),
        ("Danny F", ["Danny Fox"]),
        ("jer", ["Jeremy Hunt"]),
        ("bank of", ["Bank of England"]),
        ("danc", []),
        ("mortimer", []),
        ("the", []),
        ("zzz", []),
        ("danny mortimer x", []),
    ],
)
def test_names_are_offered_as_they_are_written_the_most_frequent_first(
    beginning: str, names: list[str]
) -> None:
    found = list(QABot.from_texts(TEXTS).names(beginning))
    assert found[: len(names)] == names
    assert bool(found) == bool(names)


def test_words_are_those_that_begin_so() -> None:
    assert list(QABot.from_texts(TEXTS).words("dan")) == ["dance", "danny"]


@pytest.mark.parametrize(
    ("questions", "topic"),
    [
        ([], ""),
        (["Who is Danny Mortimer?"], "Danny Mortimer"),
        (["Who is Danny Mortimer?", "Did Jeremy Hunt leave?"], "Jeremy Hunt"),
        (["Who is Danny Mortimer?", "thanks"], "Danny Mortimer"),
        (["Who is Danny Mortimer?", "new topic"], ""),
    ],
)
def test_a_talk_has_a_topic(questions: list[str], topic: str) -> None:
    talk = QABot.from_texts(TEXTS).conversation()
    for question in questions:
        talk.ask(question)
    assert talk.topic == topic
