"""Many questions by several processes: the same replies, in the same order, and errors where they belong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot import QABot, QuestionError, WrongType, evaluate
from qa_bot.parallel import AHEAD, AT_ONCE, mapped

QUESTIONS = [
    "When will the 72-hour walkout start?",
    "Who is Danny Mortimer?",
    "Who was hurt?",
    "Who resigned?",
    "What is the MPU?",
]
OWN = Path(__file__).parent / "questions" / "knowledge.questions.jsonl"


def add(shared: int, item: int) -> int:
    return shared + item


@pytest.mark.parametrize("workers", [0, 1, 2])
@pytest.mark.parametrize("count", [0, 1, 5, AT_ONCE * AHEAD + 3])
def test_outcomes_come_in_the_order_of_the_items(count: int, workers: int) -> None:
    assert list(mapped(add, 10, iter(range(count)), workers)) == list(range(10, 10 + count))


def test_one_worker_takes_an_item_when_it_is_its_turn() -> None:
    taken = []

    def items() -> Iterator[int]:
        for one in range(3):
            taken.append(one)
            yield one

    assert next(mapped(add, 1, items(), 1)) == 1
    assert taken == [0]


def fail(shared: int, item: int) -> int:
    if item == 3:
        raise ValueError("three is too many")
    return item


def test_what_fails_in_a_process_fails_here() -> None:
    outcomes = mapped(fail, 0, range(9), 2)
    with pytest.raises(ValueError, match="three is too many"):
        list(outcomes)


def die(parent: int, item: int) -> int:
    if item == 5 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def test_what_a_killed_process_leaves_undone_is_done_here() -> None:
    assert list(mapped(die, os.getpid(), range(40), 2)) == list(range(40))


@pytest.fixture(scope="module")
def bot() -> QABot:
    return QABot.from_folder()


def test_many_questions_get_the_replies_of_one_after_the_other(bot: QABot) -> None:
    assert bot.ask_many(iter(QUESTIONS), workers=2) == [bot.ask(one) for one in QUESTIONS]
    assert bot.ask_many([]) == []


def test_a_bot_over_texts_is_asked_so_too() -> None:
    mill = QABot.from_texts({"mill": "The mill burnt down on 3 May 1911. Nobody was hurt."})
    assert [
        one.answer and one.answer.text
        for one in mill.ask_many(["When did the mill burn down?"] * 3, workers=2)
    ] == ["3 May 1911"] * 3


def test_a_question_that_cannot_be_asked_is_said(bot: QABot) -> None:
    with pytest.raises(QuestionError):
        bot.ask_many([*QUESTIONS, " "], workers=2)
    with pytest.raises(WrongType):
        bot.ask_many([*QUESTIONS, 5], workers=2)  # type: ignore[list-item]
    with pytest.raises(WrongType, match="workers"):
        bot.ask_many(QUESTIONS, workers="2")  # type: ignore[arg-type]


def test_a_set_is_evaluated_as_by_one_process() -> None:
    alone, together = (evaluate(OWN, workers=workers) for workers in (1, 2))
    told = [[one.as_dict() | {"seconds": 0} for one in report.results] for report in (alone, together)]
    assert told[0] == told[1]


@pytest.mark.parametrize("form", ["--json", "--top=1"])
def test_the_command_line_answers_alike_with_jobs(form: str, tmp_path: Path) -> None:
    asked = "\n".join([*QUESTIONS, "??", "x" * 5000])

    def ran(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "qa_bot", "ask", form, *more]
        return subprocess.run(command, input=asked, capture_output=True, text=True, check=False)

    alone, together = ran(), ran("--jobs", "2")
    assert (together.stdout, together.returncode) == (alone.stdout, alone.returncode)
    assert together.stderr.split("\n")[-3:] == alone.stderr.split("\n")[-3:]


def test_a_script_asks_with_several_processes(tmp_path: Path) -> None:
    script = tmp_path / "ask.py"
    script.write_text(
        "from qa_bot import QABot\n"
        "if __name__ == '__main__':\n"
        f"    replies = QABot.from_folder().ask_many({QUESTIONS!r}, workers=2)\n"
        "    print([one.kind for one in replies])\n"
    )
    ran = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )
    assert json.loads(ran.stdout.replace("'", '"')) == [
        "answer", "answer", "silence", "answer", "answer",
    ]  # fmt: skip
