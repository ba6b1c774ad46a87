from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_library import CANNED, HARBOUR, LAMP, FakeLibrary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot import __version__
from qa_bot.errors import IndexFault, NothingToRead
from qa_bot.terminal import cli
from qa_bot.terminal.streams import explain
from qa_bot.values import Reply

ROOT = Path(__file__).parent.parent
ASKED = "When was the wall finished?"
CLOSEST = "Who painted the wall blue?"
SILENT = "Who sank the ferry?"
FAKED = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
from fake_library import FakeLibrary
from qa_bot.terminal import cli
cli._open = lambda knowledge: FakeLibrary()
sys.exit(cli.main())
"""


class Typed(io.TextIOWrapper):
    def __init__(self, typed: str | bytes) -> None:
        written = typed if isinstance(typed, bytes) else typed.encode("utf-8", "surrogatepass")
        super().__init__(io.BytesIO(written), encoding="utf-8", errors="strict")


@pytest.fixture(autouse=True)
def _faked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_open", lambda knowledge: FakeLibrary())
    monkeypatch.setattr("sys.stdin", Typed(""))


@pytest.mark.parametrize(
    ("arguments", "typed", "status"),
    [
        (["ask", ASKED], "", 0),
        (["ask", ASKED, "When did Ada Bell see it?"], "", 0),
        (["ask", CLOSEST], "", 1),
        (["ask", SILENT], "", 1),
        (["ask", ASKED, SILENT], "", 1),
        (["ask"], f"{ASKED}\n", 0),
        (["ask"], f"\n  \n{ASKED}\n{SILENT}", 1),
        (["ask"], "", 2),
        (["ask"], "\n \n", 2),
        (["ask", ""], "", 1),
        (["ask", "???"], "", 1),
        (["ask", "…", ASKED], "", 1),
        (["ask", "x" * 5000], "", 2),
        (["ask", "--top", "3", ASKED], "", 0),
        (["ask", "--top", "0", ASKED], "", 2),
        (["ask", "--top", "x", ASKED], "", 2),
        (["ask", "--nonsense"], "", 2),
        (["ask", "break"], "", 3),
        (["ask", "interrupt"], "", 130),
        (["nonsense"], "", 2),
        (["--help"], "", 0),
        (["ask", "--help"], "", 0),
        (["--version"], "", 0),
        (["evaluate", "/no/such/set.jsonl"], "", 2),
        ([], f"{ASKED}\n", 0),
        (["chat"], "", 0),
        (["chat", "--no-history", "--knowledge", "x"], "break\nquit\n", 0),
        (["index", "x"], "", 0),
    ],
)
def test_exit_status(
    arguments: list[str],
    typed: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", Typed(typed))
    assert cli.main(arguments) == status
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert bool(told) == (
        status not in {0, 1} or "break" in typed or any(not any(map(str.isalnum, q)) for q in arguments)
    )
    assert all(row.startswith("qa-bot: ") for row in told.splitlines())


@pytest.mark.parametrize(
    ("raised", "status", "told"),
    [
        (NothingToRead("no article in /x: give a folder of .txt or .md files"), 2, "no article in /x"),
        (IndexFault("the index is damaged\x1b[2J"), 3, "the index is damaged^[[2J\n"),
        (MemoryError(), 3, "not enough memory"),
        (RecursionError("maximum recursion depth exceeded"), 3, "internal error (RecursionError"),
        (PermissionError(13, "Permission denied", "/x\ny"), 3, "/x y: Permission denied\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (ValueError("\udcff" * 10_000), 3, "internal error (ValueError: \\udcff"),
    ],
)
def test_whatever_goes_wrong_is_one_line(
    raised: BaseException,
    status: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(knowledge: str | None) -> FakeLibrary:
        raise raised

    monkeypatch.setattr(cli, "_open", fail)
    assert cli.main(["ask", ASKED]) == status
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("qa-bot: ")
    assert told in written.err
    assert written.err.count("\n") == 1
    assert len(written.err) < 4000


def test_debugging_shows_where_a_fault_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["ask", "break"])


def test_an_answer_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", ASKED])
    written = capsys.readouterr()
    assert written.err == ""
    assert written.out == (
        "4 May 1911\n  The wall was finished on 4 May 1911.\n"
        "  The harbour wall, The Herald, 1911-05-06, harbour.txt:3\n"
    )


def test_several_questions_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", ASKED, "a\x1bb?"])
    blocks = capsys.readouterr().out.split("\n\n")
    assert blocks[0].startswith(f"? {ASKED}\n4 May 1911\n")
    assert blocks[1].startswith("? a^[b?\nThe articles don't say.")


def test_top_shows_so_many_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", "--top", "3", ASKED])
    assert [row[:2] for row in capsys.readouterr().out.splitlines() if row[:1].isdigit()] == [
        "1.",
        "2.",
        "3.",
    ]


def test_json_is_the_reply_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    questions = [ASKED, CLOSEST, SILENT]
    cli.main(["ask", "--json", *questions])
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert rows == [CANNED[question].as_dict() for question in questions]
    assert [row["kind"] for row in rows] == ["answer", "closest", "silence"]


@pytest.mark.parametrize("top", [1, 2, 3])
def test_json_top_counts_the_answer(top: int, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", "--json", "--top", str(top), ASKED])
    assert len(json.loads(capsys.readouterr().out)["alternatives"]) == top - 1


@given(st.text(st.characters(exclude_categories=()), max_size=50).map(lambda text: "a" + text))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_keeps_every_character(question: str) -> None:
    written = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", written)
        cli.main(["ask", "--json", "--", question])
    assert written.getvalue().isascii()
    assert written.getvalue().count("\n") == 1
    assert question in {"break", "interrupt"} or json.loads(written.getvalue())["question"] == question


@pytest.mark.parametrize(
    "typed", [b"\xff\xfe", b"a\x80b\n", b"\xef\xbb\xbfWhen was the wall finished?\r\n", b"\x00\n"]
)
def test_any_bytes_can_come_in(
    typed: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Typed(typed))
    status = cli.main(["ask"])
    assert status == (0 if b"wall" in typed else 1)
    assert "Traceback" not in capsys.readouterr().err


def test_ten_million_characters_are_not_echoed(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", "x" * 10_000_000])
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err == "qa-bot: The question has 10,000,000 characters; ask in at most 4,096.\n"


def test_usage_is_told_safely(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", "--top", "\x1b[2J", ASKED])
    assert "\x1b" not in capsys.readouterr().err
    cli.main(["\x1b[2J"])
    assert "\x1b" not in capsys.readouterr().err


def test_notices_go_to_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = FakeLibrary()
    library.notices = ("the index is kept in memory",)
    monkeypatch.setattr(cli, "_open", lambda knowledge: library)
    cli.main(["ask", ASKED])
    cli.main([])
    assert capsys.readouterr().err == "qa-bot: the index is kept in memory\n" * 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--knowledge", "K"],
        ["chat", "--knowledge", "K"],
        ["--knowledge", "K", "ask", "?a"],
        ["ask", "?a", "--knowledge", "K"],
    ],
)
def test_knowledge_may_stand_before_or_after(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str | None] = []

    def keep(knowledge: str | None) -> FakeLibrary:
        opened.append(knowledge)
        return FakeLibrary()

    monkeypatch.setattr(cli, "_open", keep)
    cli.main(arguments)
    assert opened == ["K"]


def test_index_tells_what_was_read_and_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["index", "x"])
    assert capsys.readouterr().out == (
        "2 articles, 5 sentences, dated 1911-05-06 to 1912.\nnot read: a^[]0;owned^G.txt: empty\n"
    )


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    evidence = [{"source": "harbour", "text": "finished on 4 May 1911"}]
    rows = [
        {"id": "q1", "question": ASKED, "answers": ["4 May 1911"], "evidence": evidence},
        {"id": "q2", "question": SILENT, "answers": [], "evidence": []},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_evaluate_reports_figures_by_name(question_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", str(question_set)]) == 0
    written = capsys.readouterr()
    assert written.err == ""
    figures = {row.split()[0]: row.split()[1] for row in written.out.splitlines() if row.strip()}
    assert figures["n"] == "2"
    assert figures["sentence_at_1"] == "100.0"


def test_evaluate_as_json_is_a_baseline_for_the_next(
    question_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline, page = tmp_path / "before.json", tmp_path / "page.html"
    cli.main(["evaluate", "--json", "--scope", "article", str(question_set)])
    baseline.write_text(capsys.readouterr().out)
    found = json.loads(baseline.read_text())
    assert (found["n"], found["exact"], found["answered_unanswerable"]) == (2, 1.0, 0.0)
    again = ["evaluate", "--json", "--baseline", str(baseline), "--report", str(page), str(question_set)]
    assert cli.main(again) == 0
    assert json.loads(capsys.readouterr().out)["comparison"]["shared"] == 2
    assert page.read_text().startswith("<!doctype html>")


@pytest.mark.parametrize("option", ["--report", "--baseline"])
def test_evaluate_names_a_file_it_cannot_use(
    option: str, question_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "missing" / "file")
    assert cli.main(["evaluate", option, path, str(question_set)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"qa-bot: {path}: ")
    assert told.count("\n") == 1


def test_help_names_every_command_and_status(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"    {name} " in shown for name in ("chat", "ask", "evaluate", "index", "check"))
    assert "130 interrupted" in shown


def test_an_error_without_a_message_is_still_named() -> None:
    assert explain(OSError("lost")) == "lost"


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell command in which $QA is qa-bot with the fake library."""
    environ = {**os.environ, "QA": sys.executable, "SCRIPT": FAKED, **variables}
    replaced = command.replace("$QA", '"$QA" -W error -c "$SCRIPT"')
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", replaced], capture_output=True, env=environ, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("command", "statuses", "told"),
    [
        (f"yes '{ASKED}' | head -3000 | $QA ask | head -1", {0, 141}, b""),
        (f"yes '{ASKED}' | head -3000 | $QA | head -1", {0, 141}, b""),
        (f"$QA ask '{ASKED}' >/dev/full", {3}, b"qa-bot: the output was lost: No space left on device\n"),
        ("$QA --help >/dev/full", {3}, b"qa-bot: the output was lost: No space left on device\n"),
        (f"$QA ask '{ASKED}' >&-", {3}, b"qa-bot: the output was lost: standard output is closed\n"),
        (f"$QA ask '{ASKED}' 2>&-", {0}, b""),
        ("$QA ask '???' 2>/dev/full", {1}, b""),
        ("$QA <&-", {0}, b""),
        ("$QA </dev/null", {0}, b""),
        ("$QA ask <&-", {2}, b"qa-bot: there is no question: give one, or one per line on standard input\n"),
        ("$QA ask $'a\\xff\\x1b?' b", {1}, b""),
    ],
)
def test_lost_and_odd_streams(command: str, statuses: set[int], told: bytes) -> None:
    ran = shell(command)
    assert ran.returncode in statuses
    assert ran.stderr == told
    assert b"\x1b" not in ran.stdout


@pytest.mark.parametrize(
    "variables", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]
)
def test_poor_locales(variables: dict[str, str]) -> None:
    ran = shell(f"$QA ask --top 9 '{ASKED}' 'café … ?'", **variables)
    assert ran.returncode == 1
    assert ran.stderr == b""
    assert "It cost £37,000.".encode() in ran.stdout or b"It cost \\xa337,000." in ran.stdout


@pytest.mark.parametrize("module", ["numpy", "prompt_toolkit", "sklearn", "qa_bot.bot", "qa_bot.evaluation"])
def test_help_loads_nothing_heavy(module: str) -> None:
    shown = "import sys; from qa_bot.terminal.cli import parser; parser().format_help()"
    code = f"{shown}; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--version"])
    assert capsys.readouterr().out == f"qa-bot {__version__}\n"


def test_a_reply_that_is_silent_is_still_json(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["ask", "--json", "xyzzy"])
    assert json.loads(capsys.readouterr().out) == Reply("xyzzy").as_dict()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make two small articles, and let the real bot read them."""
    monkeypatch.undo()
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "harbour.txt").write_text(HARBOUR)
    (articles / "lamp.md").write_bytes(LAMP.encode())
    (articles / "empty.txt").write_text("")
    return articles


def test_from_folder_to_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = ["ask", "--knowledge", str(folder), "--json", "When was the wall finished?"]
    assert cli.main(question) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"] == "4 May 1911"
    assert HARBOUR[found["answer"]["start"] : found["answer"]["end"]] == "4 May 1911"
    assert found["source"]["path"] == "harbour.txt"
    assert cli.main(["ask", "--knowledge", str(folder), "Who won the football cup in Peru?"]) == 1
    assert capsys.readouterr().out.startswith("The articles don't say.\n")


def test_check_then_index_then_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(folder)]) == 0
    assert "Not indexed yet" in capsys.readouterr().out
    assert cli.main(["index", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("2 articles, ")
    assert "\nnot read: empty.txt: " in shown
    assert cli.main(["check", str(folder)]) == 0
    assert "The index is sound: " in capsys.readouterr().out


def test_a_damaged_index_is_found(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["index", str(folder)])
    largest = max((tmp_path / "cache").rglob("*.npy"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1] + b"\x7f")
    assert cli.main(["check", str(folder)]) == 3
    assert "The index cannot be used as it is: " in capsys.readouterr().out


@pytest.mark.parametrize("command", ["ask", "index", "check"])
def test_nothing_to_read(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(folder / "mis\x1b[2Jsing")
    arguments = [command, "--knowledge", missing, ASKED] if command == "ask" else [command, missing]
    assert cli.main(arguments) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("qa-bot: ")
    assert "\x1b" not in written.err


def test_the_real_chat_through_pipes(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "qa_bot", "--knowledge", str(folder)],
        input=f"{ASKED}\n/why\n/sources\n/more\n/open\n/articles\n/forget\n/help\nquit\nleft?\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    blocks = ran.stdout.rstrip("\n").split("\n\n")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert blocks[0].startswith("4 May 1911\n  The wall was finished on 4 May 1911.\n")
    assert len(blocks) == 8
