from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_library import CANNED, HARBOUR, LAMP, FakeLibrary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot import __version__
from qa_bot.environment import KNOWLEDGE
from qa_bot.errors import IndexFault, NothingToRead
from qa_bot.terminal import cli, running, streams
from qa_bot.terminal.rendering import left_out_texts
from qa_bot.terminal.streams import explain
from qa_bot.values import Reply, Skipped

ROOT = Path(__file__).parent.parent
ASKED = "When was the wall finished?"
CLOSEST = "Who painted the wall blue?"
SILENT = "Who sank the ferry?"
FAKED = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
from fake_library import FakeLibrary
from qa_bot.terminal import cli, running
running._open = lambda knowledge, **wishes: FakeLibrary(skipped=())
sys.exit(cli.main())
"""


class Typed(io.TextIOWrapper):
    def __init__(self, typed: str | bytes) -> None:
        written = typed if isinstance(typed, bytes) else typed.encode("utf-8", "surrogatepass")
        super().__init__(io.BytesIO(written), encoding="utf-8", errors="strict")


@pytest.fixture(autouse=True)
def _faked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_open", lambda knowledge, **wishes: FakeLibrary(skipped=()))
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
        (["ask", "…?", ASKED], "", 1),
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
        (["-V"], "", 0),
        (["help"], "", 0),
        (["help", "ask"], "", 0),
        (["help", "nonsense"], "", 2),
        (["idnex", "x"], "", 2),
        ([ASKED], "", 0),
        (["When", "was", "the", "wall", "finished?"], "", 0),
        ([str(ROOT / "knowledge")], f"{ASKED}\n", 0),
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
    def fail(knowledge: str | None, **wishes: object) -> FakeLibrary:
        raise raised

    monkeypatch.setattr(running, "_open", fail)
    assert cli.main(["ask", ASKED]) == status
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("qa-bot: ")
    assert told in written.err
    assert written.err.count("\n") == 1
    assert len(written.err) < 4000


@pytest.mark.parametrize(("arguments", "typed"), [(["ask", "break"], ""), ([], "break\n")])
def test_debugging_shows_where_a_fault_arose(
    arguments: list[str],
    typed: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QA_BOT_DEBUG", "1")
    monkeypatch.setattr("sys.stdin", Typed(typed))
    cli.main(arguments)
    told = capsys.readouterr().err
    assert "Traceback (most recent call last):\n" in told
    assert "ZeroDivisionError: a^[[2J\nb" in told
    assert "\x1b" not in told


def test_one_questions_failure_ends_no_batch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Typed(f"{ASKED}\nbreak\n{'x' * 5000}\n???\n{ASKED}\n"))
    assert cli.main(["ask", "--json"]) == 3
    written = capsys.readouterr()
    rows = [json.loads(row) for row in written.out.splitlines()]
    assert [row["kind"] for row in rows] == ["answer", None, None, None, "answer"]
    assert [row["question"][:5] for row in rows] == [ASKED[:5], "break", "xxxxx", "???", ASKED[:5]]
    told = written.err.splitlines()
    assert [row["error"] in "".join(told) or "\x1b" in row["error"] for row in rows[1:4]] == [True] * 3
    assert all(row.keys() >= rows[0].keys() for row in rows)
    assert len(told) == 3


@pytest.mark.parametrize("as_json", [[], ["--json"]])
@pytest.mark.parametrize("typed", ["\0", "x", "y " * 3])
def test_a_line_without_end_is_refused(
    typed: str, as_json: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(streams, "_LONGEST_LINE", 1 << 12)
    monkeypatch.setattr("sys.stdin", Typed(f"{ASKED}\n{typed * (1 << 20)}"))
    assert cli.main(["ask", *as_json]) == 2
    told = capsys.readouterr()
    assert told.err.endswith("qa-bot: a line of the input does not end; give one question a line\n")
    assert "4 May 1911" in told.out


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_without_end_is_refused() -> None:
    ran = shell("ulimit -v 2000000; $QA ask </dev/zero; echo $?; $QA </dev/zero; echo $?")
    assert ran.stdout.startswith(b"2\n")
    assert ran.stdout.endswith(b"\n2\n")
    assert ran.stderr.count(b"does not end") == 2


def test_a_long_line_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(streams, "_LONGEST_LINE", 1 << 13)
    monkeypatch.setattr("sys.stdin", Typed(f"{ASKED}\n{'x' * 200_000}\n{ASKED}\n{ASKED}"))
    assert cli.main(["ask"]) == 2
    told = capsys.readouterr()
    assert told.out.count("\n4 May 1911\n") == 3
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["Who", "is", "Danny Mortimer?"], ["Who is Danny Mortimer?"]),
        (["Who", "is Danny Mortimer?"], ["Who is Danny Mortimer?"]),
        (["When", "was", "the", "wall", "finished?"], [ASKED]),
        (["strike", "dates"], ["strike dates"]),
        ([ASKED, "Who is it?"], [ASKED, "Who is it?"]),
        ([ASKED, "Why?"], [ASKED, "Why?"]),
        ([ASKED, "Hello"], [f"{ASKED} Hello"]),
        (["Who runs", "the lido"], ["Who runs the lido"]),
        (["strike"], ["strike"]),
    ],
)
def test_words_without_quotes_are_one_question(
    words: list[str], asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["ask", "--json", *words])
    assert [json.loads(row)["question"] for row in capsys.readouterr().out.splitlines()] == asked


@pytest.mark.parametrize("command", ["chat", "ask", "index", "check"])
def test_every_command_looks_where_the_environment_says(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The wall was finished in 1911.")
    looked: list[str | None] = []
    monkeypatch.setattr(running, "_open", lambda place, **wishes: looked.append(place) or FakeLibrary())
    monkeypatch.setattr("qa_bot.retrieval.folder.check_folder", lambda place, *_: looked.append(str(place)))
    monkeypatch.setattr("qa_bot.terminal.checking.check_lines", lambda *_: [])
    monkeypatch.setenv(KNOWLEDGE.name, str(tmp_path))
    for options in ([], ["--knowledge", "."]):
        with contextlib.suppress(AttributeError):  # nothing was checked
            cli.main([command, *options, *([ASKED] if command == "ask" else [])])
    assert looked == [str(tmp_path), "."]


@pytest.mark.parametrize("command", ["ask", "chat"])
def test_who_types_no_question_is_told_how(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "is_terminal", lambda stream: stream is sys.stdin)
    cli.main([command])
    assert capsys.readouterr().err.startswith("qa-bot: type questions, one a line; Ctrl-D ends")


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


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["--knowlege", "x", "When?"], "--knowledge"),
        (["ask", "--jsno", "When?"], "--json"),
        (["--no-histroy"], "--no-history"),
        (["evaluate", "x.jsonl", "--reprot=x.html"], "--report"),
    ],
)
def test_a_misspelt_option_is_named(
    arguments: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    assert f"did you mean {meant}?; see qa-bot" in capsys.readouterr().err


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
    monkeypatch.setattr(running, "_open", lambda knowledge, **wishes: library)
    left_out = "qa-bot: not read, or only in part: a^[]0;owned^G.txt (empty)\n"
    for arguments in (["ask", ASKED], []):
        cli.main(arguments)
        assert capsys.readouterr().err == f"qa-bot: the index is kept in memory\n{left_out}"


def test_files_left_out_are_named_by_reason_in_a_few_lines() -> None:
    skipped = [Skipped(f"{number}.pdf", "not .txt or .md") for number in range(900)]
    skipped += [Skipped("a\nb.txt", "empty"), Skipped("a b.txt", "empty"), Skipped("a\u200bb.txt", "empty")]
    skipped += [Skipped(f"{number}.txt", f"reason {number}") for number in range(9)]
    told = [*left_out_texts(skipped)]
    assert told[0].endswith("0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 895 more (not .txt or .md)")
    assert told[1].endswith("a<U+000A>b.txt, a b.txt, a<U+200B>b.txt (empty)")
    assert told[-1].endswith("6 files more; qa-bot check PATH names each")
    assert len(told) == 6


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

    def keep(knowledge: str | None, **wishes: object) -> FakeLibrary:
        opened.append(knowledge)
        return FakeLibrary()

    monkeypatch.setattr(running, "_open", keep)
    cli.main(arguments)
    assert opened == ["K"]


def test_index_tells_what_was_read_and_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "_open", lambda knowledge, **wishes: FakeLibrary())
    assert cli.main(["index", "x"]) == 0
    assert capsys.readouterr().out == (
        "2 articles, 5 sentences, dated 1911-05-06 to 1912.\nnot read: a^[]0;owned^G.txt: empty\n"
    )


def test_index_says_by_its_status_that_nothing_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeLibrary()
    library.kept = False
    monkeypatch.setattr(running, "_open", lambda knowledge, **wishes: library)
    assert cli.main(["index", "x"]) == 3


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


def test_evaluate_reports_figures_by_name(
    question_set: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert cli.main(["evaluate", str(question_set)]) == 0
    written = capsys.readouterr()
    assert written.err == ""
    verdict, told = written.out.split("\n\n", 1)
    assert verdict.startswith("Of 1 question the articles answer, 1 gets a right answer.")
    figures = {row.split()[0]: row.split()[1] for row in told.splitlines() if row.strip()}
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


def test_evaluate_goes_on_where_a_question_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    path = tmp_path / "set.jsonl"
    known, unknown = {"source": "harbour", "text": "4 May 1911"}, {"source": "nosuch", "text": "x"}
    rows: list[dict[str, object]] = [
        {"id": "good", "question": ASKED, "answers": ["4 May 1911"], "evidence": [known]},
        {"id": "bad\x1b", "question": "break", "answers": ["x"]},
        {"id": "long", "question": "x" * 5000, "answers": []},
        {"id": "lost", "question": ASKED, "answers": ["x"], "evidence": [unknown]},
        {"id": "half", "question": ASKED, "answers": ["4 May 1911"], "evidence": [unknown, known]},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for scope in ("corpus", "article", "passage"):
        assert cli.main(["evaluate", "--scope", scope, str(path)]) == 3
        written = capsys.readouterr().out
        rows_told = written.split("\n\n", 1)[1].splitlines()
        told = {row.split()[0]: row for row in written.split("what failed")[1].splitlines()[1:]}
        assert "line 2: internal error (ZeroDivisionError: a^[[2J b)" in told["bad^["]
        assert "line 3: The question has 5,000 characters; ask in at most 4,096." in told["long"]
        assert "line 4: there is no article 'nosuch'" in told["lost"]
        figures = {row.split()[0]: row.split()[1] for row in reversed(rows_told) if row}
        assert (figures["n"], figures["failures:"], figures["failed"]) == ("5", "3", "3")
        assert (figures["helped"], figures["guessed"], figures["quiet"]) == ("50.0", "100.0", "0.0")
    path.write_text("".join(json.dumps(row) + "\n" for row in [rows[0], *rows[2:]]))
    page = tmp_path / "page.html"
    assert cli.main(["evaluate", "--json", "--report", str(page), str(path)]) == 2
    found = json.loads(capsys.readouterr().out)
    errors = [row["id"] for row in found["questions"] if row["error"]]
    assert errors == ["long", "lost"]
    assert "there is no article &#x27;nosuch&#x27;" in page.read_text()


ODD_PLACES = [
    lambda path: os.mkfifo(path),
    lambda path: path.symlink_to("/dev/zero"),
    lambda path: path.symlink_to("/dev/null"),
    lambda path: path.mkdir(),
    lambda path: path.symlink_to(path),
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files")
@pytest.mark.parametrize("make", ODD_PLACES)
@pytest.mark.parametrize("option", ["", "--baseline", "--report"])
def test_evaluate_waits_for_no_pipe_and_reads_no_device(
    option: str,
    make: Callable[[Path], None],
    question_set: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = tmp_path / "odd.jsonl"
    make(odd)
    arguments = [option, str(odd), str(question_set)] if option else [str(odd)]
    assert cli.main(["evaluate", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"qa-bot: {odd}: ")


@pytest.mark.parametrize("other", ["set", "baseline"])
def test_a_report_is_written_over_nothing_that_is_read(
    other: str, question_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["evaluate", "--json", str(question_set)])
    baseline = tmp_path / "baseline.json"
    baseline.write_text(capsys.readouterr().out)
    target = question_set if other == "set" else baseline
    before = target.read_bytes()
    arguments = [
        "--report",
        f"{target.parent}/./{target.name}",
        "--baseline",
        str(baseline),
        str(question_set),
    ]
    assert cli.main(["evaluate", *arguments]) == 2
    assert target.read_bytes() == before


@pytest.mark.parametrize("name", ["articles/page.html", "articles/../articles/new/page.html"])
def test_a_report_is_not_written_among_the_articles(
    name: str, question_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles" / "new").mkdir(parents=True)
    (tmp_path / "articles" / "mill.txt").write_text("The mill was built in 1871.")
    given = ["--knowledge", str(tmp_path / "articles"), "--report", str(tmp_path / name)]
    assert cli.main(["evaluate", *given, str(question_set)]) == 2
    assert "would be read as one of the articles; give another place" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    question_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("the old one")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert cli.main(["evaluate", "--report", str(page), str(question_set)]) == 2
    assert "No space left" in capsys.readouterr().err
    assert page.read_text() == "the old one"
    assert sorted(tmp_path.iterdir()) == sorted([page, question_set])


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


def test_parts_of_an_index_are_put_together_when_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SMALL", "GROWTH"):
        monkeypatch.setattr(f"qa_bot.retrieval.uniting.{name}", 0)
    for number in range(2):
        (folder / f"new{number}.txt").write_text("The pier fell.")
        assert cli.main(["index", str(folder)]) == 0
    assert len([*tmp_path.glob("cache/*/g-*")]) == 2
    assert cli.main(["index", str(folder), "--compact"]) == 0
    assert len([*tmp_path.glob("cache/*/g-*")]) == 1


def test_a_damaged_index_is_found(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["index", str(folder)])
    largest = max((tmp_path / "cache").rglob("*.npy"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1] + b"\x7f")
    assert cli.main(["check", str(folder)]) == 3
    assert "The index cannot be used as it is: " in capsys.readouterr().out


@pytest.mark.parametrize("command", ["ask", "index", "check", "evaluate"])
def test_where_nothing_is_readable_the_files_are_named(
    command: str, folder: Path, question_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "harbour.txt").write_bytes(b"\0" * 99)
    (folder / "lamp.md").unlink()
    paths = {"ask": [ASKED, "--knowledge"], "evaluate": [str(question_set), "--knowledge"]}
    assert cli.main([command, *paths.get(command, []), str(folder)]) == 2
    told = capsys.readouterr().err
    assert "not read, or only in part: harbour.txt (binary)\n" in told
    assert "not read, or only in part: empty.txt (empty)\n" in told


def test_ask_names_what_it_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "odd.txt").write_bytes(b"The caf\xe9 opened.")
    for _ in range(2):
        cli.main(["ask", ASKED, "--knowledge", str(folder)])
        told = capsys.readouterr().err
        assert "odd.txt (not UTF-8 at byte 7, read as Windows-1252 there)\n" in told
        assert "empty.txt (empty)\n" in told


def test_index_is_kept_or_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    for cache, status in ((tmp_path / "cache", 0), (tmp_path / "file", 3), (tmp_path / "file" / "x", 3)):
        monkeypatch.setenv("QA_BOT_CACHE", str(cache))
        assert cli.main(["index", str(folder)]) == status
        assert ("stays in memory" in capsys.readouterr().err) == (status == 3)


def test_without_a_home_the_index_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QA_BOT_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "")
    assert cli.main(["index", str(folder)]) == 3
    assert "There is no home folder to keep the index in" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["ask", "index", "check"])
def test_a_user_that_is_not_there(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = ["--knowledge", "~nosuchuser/x", ASKED] if command == "ask" else ["~nosuchuser/x"]
    assert cli.main([command, *missing]) == 2
    assert "cannot read '~nosuchuser/x': there is no such user" in capsys.readouterr().err


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
    left_out = "qa-bot: not read, or only in part: empty.txt (empty)\n"
    assert (ran.returncode, ran.stderr) == (0, left_out)
    assert blocks[0].startswith("4 May 1911\n  The wall was finished on 4 May 1911.\n")
    assert len(blocks) == 8


ENDING = """
import atexit, sys, threading, time
{before}
from qa_bot.__main__ import main
sys.argv[1:] = ["ask", "--json", "--knowledge", {folder!r}, {question!r}]
main()
"""


@pytest.mark.parametrize(
    ("before", "left"),
    [
        ("", ""),
        ("atexit.register(print, 'cleaned up')", "cleaned up\n"),
        ("threading.Thread(target=lambda: (time.sleep(2), print('done'))).start()", "done\n"),
    ],
)
@pytest.mark.parametrize(("question", "status"), [(ASKED, 0), (SILENT, 1)])
def test_a_process_ends_when_all_is_said_and_done(
    before: str, left: str, question: str, status: int, folder: Path
) -> None:
    code = ENDING.format(before=before, folder=str(folder), question=question)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == status
    said, _, rest = ran.stdout.partition("\n")
    assert json.loads(said)["question"] == question
    assert rest == left


def test_a_profiler_tells_what_it_saw() -> None:
    command = [sys.executable, "-m", "cProfile", "-m", "qa_bot", "--version"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "function calls" in ran.stdout
