from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from qa_bot import pytest_plugin
from qa_bot.values import Answer, Evidence, Reply, Sentence, Shown, Source

pytest_plugins = "pytester"

TEXT = "Ada was born in 1815. She wrote the Notes."
BORN = {"id": "born", "question": "When was Ada born?", "answers": ["1815"],
        "evidence": [{"source": "ada", "text": "born in 1815"}]}  # fmt: skip
WROTE = {"id": "wrote", "question": "What did she write?", "answers": ["the Notes"],
         "evidence": [{"source": "ada", "text": "wrote"}]}  # fmt: skip
WRONG = {**WROTE, "id": "wrong", "question": "What did Ada write?"}
NOBODY = {"id": "nobody", "question": "Who was Newton?", "answers": [], "evidence": []}
LOUD = {**NOBODY, "id": "loud", "question": "When was Newton born?"}


class FakeBot:
    """Answer 1815 to every "born", the Notes to "she" (in a talk only after Ada), else stay silent.

    Asked "why", offer both sentences.
    """

    def __init__(self, heard: list[str] | None = None) -> None:
        self.heard = heard

    def ask(self, text: str) -> Reply:
        if self.heard is not None:
            self.heard.append(text)
        first, second = self._evidence(0, 21, "1815"), self._evidence(22, 42, "the Notes")
        if "born" in text:
            return Reply(text, first.answer, (), (first, second), confidence=0.9)
        if "she" in text and (self.heard is None or "Ada" in self.heard[0]):
            return Reply(text, second.answer, (), (second, first), confidence=0.7)
        if "Why" in text:
            offered = tuple(Shown(one.sentence, one.source, 0.2) for one in (first, second))
            return Reply(text, None, (), (first, second), missing=("engine",), confidence=0.2, shown=offered)
        return Reply(text, None, (), (first, second), missing=("Newton",), confidence=0.1)

    def conversation(self) -> FakeBot:
        return FakeBot([])

    def text_of(self, source_id: str) -> str:
        return {"ada": TEXT}[source_id]

    def _evidence(self, start: int, end: int, words: str) -> Evidence:
        sentence, source = Sentence(TEXT[start:end], start, end), Source("ada", "Ada")
        place = TEXT.index(words)
        answer = Answer(words, place, place + len(words), "thing", None, sentence, source, 0.5)
        return Evidence(sentence, source, {}, 1.0, 0.5, answer)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Put a fake in the place of the bot, and note what it is opened over."""
    paths: list[Path] = []

    def open_bot(path: Path) -> FakeBot:
        paths.append(path)
        return FakeBot()

    monkeypatch.setattr(pytest_plugin, "open_bot", open_bot)
    return paths


def run(
    pytester: pytest.Pytester,
    *rows: object,
    ini: str = "qa_bot_knowledge = articles",
    args: tuple[str, ...] = (),
) -> pytest.RunResult:
    """Run pytest in process over one question file."""
    pytester.mkdir("articles").joinpath("ada.txt").write_text(TEXT, encoding="utf-8")
    pytester.makefile(".ini", pytest=f"[pytest]\n{ini}\n")
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    pytester.path.joinpath("articles", "ada.questions.jsonl").write_text(lines, encoding="utf-8")
    return pytester.runpytest_inprocess(*plugged(), *args)


def plugged() -> list[str]:
    """Name the plugin on the command line, unless the package is installed with its entry point."""
    installed = "qa_bot" in entry_points(group="pytest11").names
    return [] if installed else ["-p", "qa_bot.pytest_plugin"]


def test_silent_unless_switched_on(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, BORN, ini="")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert opened == []


def test_every_question_is_a_test_of_one_bot(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, BORN, WROTE, NOBODY, args=("-v",))
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        ["*ada.questions.jsonl::born PASSED*", "*::wrote PASSED*", "*::nobody PASSED*"]
    )
    assert opened == [pytester.path / "articles"]


def test_a_wrong_answer_is_readable(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, BORN, WRONG)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*wrong: What did Ada write?*",
            "asked      What did Ada write?",
            "expected   the Notes",
            "got        silence (missing: Newton)",
            "sentence   Ada was born in 1815.",
            "from       ada",
            "right one  She wrote the Notes. (no. 2)",
            "runner-up  She wrote the Notes.",
            "stage      ranking",
            "confidence 0.10",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_an_article_that_is_not_there_is_named(pytester: pytest.Pytester, opened: list[Path]) -> None:
    elsewhere = {**WROTE, "evidence": [{"source": "ada.txt", "text": "She wrote"}]}
    result = run(pytester, BORN, elsewhere)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["error      line 2: there is no article 'ada.txt'; name a file without its ending"]
    )


def test_silence_is_expected_without_answers(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, NOBODY, LOUD)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["expected   silence", "got        1815", "stage      guessed"])


def test_what_is_offered_without_a_claim_is_no_answer(pytester: pytest.Pytester, opened: list[Path]) -> None:
    offered = {**WROTE, "id": "offered", "question": "Why did Ada write of an engine?"}
    unanswerable = {**NOBODY, "id": "unasked", "question": "Why was Newton late?"}
    result = run(pytester, offered, unanswerable)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["got        closest (missing: engine)", "stage      ranking"])


def test_a_turn_is_asked_after_the_turns_before_it_even_alone(
    pytester: pytest.Pytester, opened: list[Path]
) -> None:
    talk = [BORN, WROTE]
    result = run(pytester, talk, [{**WROTE, "id": "cold"}], args=("-k", "wrote or cold"))
    result.assert_outcomes(passed=1, failed=1, deselected=1)
    result.stdout.fnmatch_lines(["FAILED*::cold*"])


def test_floors_hold_for_the_whole_file(pytester: pytest.Pytester, opened: list[Path]) -> None:
    floors = (
        "qa_bot_knowledge = articles\nqa_bot_floors =\n    sentence_at_1 0.6\n    answered_unanswerable 0.4"
    )
    result = run(pytester, BORN, WROTE, WRONG, NOBODY, LOUD, ini=floors, args=("-k", "floors"))
    result.assert_outcomes(failed=1, deselected=5)
    result.stdout.fnmatch_lines(["answered_unanswerable is 0.500, wanted at most 0.4"])
    result.stdout.no_fnmatch_line("*sentence_at_1 is*")


def test_a_floor_that_is_reached_or_does_not_apply_passes(
    pytester: pytest.Pytester, opened: list[Path]
) -> None:
    floors = "qa_bot_knowledge = articles\nqa_bot_floors =\n    sentence_at_1 1.0\n    best_f1 0.9"
    run(pytester, BORN, WROTE, ini=floors).assert_outcomes(passed=3)


def test_not_strict_leaves_the_verdict_to_the_floors(pytester: pytest.Pytester, opened: list[Path]) -> None:
    options = "qa_bot_knowledge = articles\nqa_bot_strict = false\nqa_bot_floors = sentence_at_1 "
    result = run(pytester, BORN, WRONG, ini=options + "0.5", args=("-rx",))
    result.assert_outcomes(passed=2, xfailed=1)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["XFAIL*::wrong - ranking: What did Ada write?"])


def test_not_strict_still_fails_below_a_floor(pytester: pytest.Pytester, opened: list[Path]) -> None:
    options = "qa_bot_knowledge = articles\nqa_bot_strict = false\nqa_bot_floors = sentence_at_1 0.6"
    result = run(pytester, BORN, WRONG, ini=options)
    result.assert_outcomes(passed=1, xfailed=1, failed=1)
    result.stdout.fnmatch_lines(["sentence_at_1 is 0.500, wanted at least 0.6"])


@pytest.mark.parametrize(
    ("floor", "says"),
    [
        ("accuracy 0.9", "qa_bot_floors: no figure 'accuracy'; there are sentence_at_1, *"),
        ("n 3", "qa_bot_floors: no figure 'n'; there are *"),
        ("mrr", "qa_bot_floors: 'mrr' must be a figure and a number, like sentence_at_1 0.9"),
    ],
)
def test_a_floor_that_cannot_be_read(
    pytester: pytest.Pytester, opened: list[Path], floor: str, says: str
) -> None:
    result = run(pytester, BORN, ini=f"qa_bot_knowledge = articles\nqa_bot_floors = {floor}")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{says}"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_file_that_cannot_be_read_is_one_line(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, BORN, "{")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ada.questions.jsonl, line 2: not JSON*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def missing(folder: Path) -> str:
    return "cannot read '*article': no such file or directory; give * (did you mean 'articles'[?])"


def empty(folder: Path) -> str:
    folder.mkdir()
    return "no readable text in '*article': give a folder with .txt, * files"


def unreadable(folder: Path) -> str:
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG")
    (folder / "b.txt").write_text(" \n")
    return "no readable text in '*article': give a folder with .txt, * files; b.txt: empty"


@pytest.mark.parametrize("args", [(), ("--collect-only",), ("--continue-on-collection-errors",)])
@pytest.mark.parametrize("make", [missing, empty, unreadable])
def test_knowledge_that_cannot_be_read_is_one_line_at_collection(
    make: Callable[[Path], str], args: tuple[str, ...], pytester: pytest.Pytester, opened: list[Path]
) -> None:
    says = make(pytester.path / "article")
    pytester.path.joinpath("more.questions.jsonl").write_text(json.dumps(BORN), encoding="utf-8")
    result = run(pytester, BORN, WROTE, NOBODY, ini="qa_bot_knowledge = article", args=args)
    assert result.parseoutcomes().get("errors", result.parseoutcomes().get("error")) == 1
    told = [line for line in result.outlines if "qa_bot_knowledge" in line]
    assert len(told) == 1
    result.stdout.fnmatch_lines([f"pytest.ini, qa_bot_knowledge: {says}"])
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")
    assert opened == []


def test_looking_at_what_there_is_opens_no_bot(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, BORN, [WROTE], args=("--collect-only",))
    result.stdout.fnmatch_lines(["*<QuestionItem born>", "*<QuestionItem wrote>"])
    assert opened == []


def test_a_wrong_floor_is_said_once(pytester: pytest.Pytester, opened: list[Path]) -> None:
    pytester.path.joinpath("more.questions.jsonl").write_text(json.dumps(BORN), encoding="utf-8")
    ini = "qa_bot_knowledge = articles\nqa_bot_floors = helpd 0.9"
    result = run(pytester, BORN, ini=ini)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["qa_bot_floors: no figure 'helpd' (did you mean 'helped'[?]); there are *"])


NAMED = {**BORN, "id": "named", "answers": ["1816"]}


def test_words_that_are_wrong_fail(pytester: pytest.Pytester, opened: list[Path]) -> None:
    longer = {**BORN, "id": "longer", "answers": ["in the year 1815"]}
    spare = {**BORN, "id": "spare", "answers": ["in 1815"]}
    result = run(pytester, NAMED, spare, longer)
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["expected   1816", "got        1815", "stage      answer words"])
    result.stdout.fnmatch_lines(["FAILED *::named - answer words: 1816 | 1815"])


def test_unless_the_set_says_sentence_only(pytester: pytest.Pytester, opened: list[Path]) -> None:
    said = {**NAMED, "expect": "sentence"}
    later = [{"defaults": {"expect": "sentence"}}, {**NAMED, "id": "later"}, [{**NAMED, "id": "talk"}]]
    run(pytester, said, {**NAMED, "id": "before"}, *later).assert_outcomes(passed=3, failed=1)


def test_what_failed_last_is_run_again(pytester: pytest.Pytester, opened: list[Path]) -> None:
    args = ("-p", "cacheprovider", "--lf")
    run(pytester, BORN, NAMED, ODD_ID, args=args).assert_outcomes(passed=2, failed=1)
    again = pytester.runpytest_inprocess(*plugged(), *args)
    again.assert_outcomes(failed=1)


OPENED = """
import os
import pathlib
from qa_bot import pytest_plugin

open_bot = pytest_plugin.open_bot

def noting(path):
    with pathlib.Path(__file__).with_name("opened.txt").open("a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\\n")
    return open_bot(path)

pytest_plugin.open_bot = noting
"""


def test_workers_share_the_questions_and_open_the_bot_once_each(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xdist")
    monkeypatch.setenv("QA_BOT_CACHE", str(pytester.path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(Path(pytest_plugin.__file__).parents[1]))
    pytester.makeconftest(OPENED)
    asked = [{**BORN, "id": f"born-{number}"} for number in range(8)]
    run(pytester, *asked, NAMED, args=("--collect-only",))
    ini = "[pytest]\nqa_bot_knowledge = articles\nqa_bot_floors = sentence_at_1 1"
    pytester.makefile(".ini", pytest=ini)
    result = pytester.runpytest_subprocess(*plugged(), "-n", "2")
    result.assert_outcomes(passed=9, failed=1)
    assert sorted((pytester.path / "opened.txt").read_text().split()) == ["gw0", "gw1"]


def test_one_questions_failure_costs_one_test_and_counts_against_the_floors(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FailingBot(FakeBot):
        def ask(self, text: str) -> Reply:
            if "fail" in text:
                raise ValueError("no\x1b[31m luck")
            return super().ask(text)

        def conversation(self) -> FakeBot:
            return FailingBot([])

    monkeypatch.setattr(pytest_plugin, "open_bot", lambda path: FailingBot())
    failing = {**BORN, "id": "failing", "question": "Why does it fail?"}
    floors = "qa_bot_knowledge = articles\nqa_bot_floors = helped 0.9\n    guessed 0.1"
    unanswerable = {**NOBODY, "id": "nothing", "question": "What fails?"}
    talk = [{**failing, "id": "first"}, {**BORN, "id": "second"}]
    result = run(pytester, BORN, failing, unanswerable, talk, ini=floors)
    result.assert_outcomes(passed=2, failed=4)
    result.stdout.fnmatch_lines(
        [
            "error      line 2: internal error (ValueError: no^[[][[]31m luck)",
            "helped is 0.500, wanted at least 0.9",
            "guessed is 1.000, wanted at most 0.1",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    assert "\x1b" not in result.stdout.str()


ODD_ID = {**BORN, "id": "\u00e9/\u00fc q\x1b]0;x\x07\u202e", "question": "When was \u00e9 Ada born?"}
ODD_QUESTION = {**WRONG, "id": "odd", "question": "What \x1b]0;x\x07\u202e did \u00e9 Ada write?"}


def test_what_a_terminal_would_obey_is_spelt_out(pytester: pytest.Pytester, opened: list[Path]) -> None:
    result = run(pytester, ODD_ID, ODD_QUESTION, args=("-v", "-rA"))
    result.assert_outcomes(passed=1, failed=1)
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout.str())
    result.stdout.fnmatch_lines(["asked      What ^[[]]0;x^G<U+202E> did \u00e9 Ada write[?]"])


def test_ids_pass_in_a_poor_locale(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("LC_ALL", "C"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0")):
        monkeypatch.setenv(name, value)
    run(pytester, {**ODD_ID, "question": BORN["question"]}, args=("--collect-only",))
    result = pytester.runpytest_subprocess(*plugged(), "-v")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*::\\xe9/\\xfc q\\x1b]0;x\\x07\\u202e PASSED*"])
