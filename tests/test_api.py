"""The public face: names, types, imports, what a wrong argument is told, bots sent elsewhere."""

from __future__ import annotations

import asyncio
import copy
import doctest
import importlib
import json
import multiprocessing
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import qa_bot
from qa_bot import (
    Conversation,
    QABot,
    QABotError,
    QuestionSet,
    QuestionSetError,
    Reply,
    WrongType,
    answer,
    evaluate,
    load_questions,
)

ROOT = Path(__file__).parent.parent
QUESTION = "When will the 72-hour walkout start?"
MILL = {
    "mill": "# The mill\n\nThe mill was built in 1871. John Reed ran it for forty years.\n",
    "pond": "# The pond\n\nThe pond was dug by Ada Bell. It is nine feet deep.\n",
}
ASKED = [
    {"id": "built", "question": "When was the mill built?", "answers": ["1871"]},
    [
        {"id": "dug", "question": "Who dug the pond?", "answers": ["Ada Bell"]},
        {"id": "deep", "question": "How deep is it?", "answers": ["nine feet"]},
    ],
]


@pytest.fixture(scope="module")
def mill() -> QABot:
    return QABot.from_texts(MILL)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in MILL.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("".join(f"{json.dumps(one)}\n" for one in ASKED), encoding="utf-8")
    return path


# Names


def test_the_face_gives_its_names() -> None:
    assert qa_bot.__all__ == sorted(qa_bot.__all__)
    assert [name for name in dir(qa_bot) if not name.startswith("__")] == qa_bot.__all__
    for name in qa_bot.__all__:
        assert getattr(qa_bot, name).__name__ == name
    with pytest.raises(AttributeError, match="nonsense"):
        qa_bot.nonsense  # noqa: B018


def test_the_docstring_tells_of_each_name_once() -> None:
    told = (qa_bot.__doc__ or "").split("What the package gives:")[1].split("The rooms behind it")[0]
    assert sorted(line.split()[0] for line in told.splitlines() if line.strip()) == qa_bot.__all__


def test_every_public_name_is_documented() -> None:
    for name in qa_bot.__all__:
        one = getattr(qa_bot, name)
        members = [one, *(vars(one).values() if isinstance(one, type) else ())]
        public = [
            each for each in members if callable(each) and not getattr(each, "__name__", "_").startswith("_")
        ]
        assert [each for each in public if not each.__doc__] == [], name


@pytest.mark.parametrize("room", ["api", "bot", "conversation.conversation"])
def test_the_examples_are_right(room: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(f"qa_bot.{room}"))
    assert attempted
    assert not failed


USER = """
import asyncio
import pickle
from pathlib import Path

from qa_bot import (
    Answer, Conversation, Evidence, Group, IndexFault, NothingToRead, QABot, QABotError, QuestionError,
    QuestionSet, QuestionSetError, Reply, Report, Sentence, Shown, Source, Within, WrongType,
    answer, evaluate, load_questions,
)

def told(reply: Reply) -> str:
    found: Answer | None = reply.answer
    shown: tuple[Shown, ...] = reply.shown
    evidence: tuple[Evidence, ...] = reply.evidence
    groups: tuple[Group, ...] = reply.groups
    if found is None:
        return str(reply)
    sentence: Sentence = found.sentence
    source: Source = found.source
    confidence: float = found.confidence
    return f"{found.text} {sentence.text} {source.path} {confidence + 1} {reply.as_dict()['kind']}"

async def both(bot: QABot) -> list[Reply]:
    return [await bot.ask_async("Who?"), await bot.ask_async("When?", Within("mill"))]

def measured(bot: QABot, path: Path) -> float | None:
    questions: QuestionSet = load_questions(path)
    report: Report = evaluate(bot.ask, questions, conversation=lambda: bot.conversation().ask)
    report = evaluate("set.jsonl", knowledge="articles/")
    report = evaluate(path, scope="article", progress=print)
    return report.figures()["helped"]

def main() -> None:
    bot = QABot.from_texts({"mill": "The mill was built in 1871."})
    bot = QABot.from_folder(Path("articles"), cache=False)
    talk: Conversation = bot.conversation()
    kept: list[Reply] = talk.replies
    try:
        print(told(talk.ask("Who?")), told(answer("Who?", knowledge="articles/")), hash(bot.ask("Who?")))
    except (IndexFault, NothingToRead, QuestionError, QuestionSetError, WrongType):
        raise
    except QABotError as error:
        print(error.exit_status)
    pickle.dumps((bot, talk, asyncio.run(both(bot))))
"""
WRONG = """
from qa_bot import QABot, answer, evaluate

answer(5)
reveal_type(answer("Who?"))
reveal_type(evaluate("set.jsonl"))
evaluate(knowledge="articles/")
QABot.from_texts(["text"])
answer("Who?").question = "What?"
"""


def checked(place: Path, text: str) -> list[str]:
    """Check a user's file as mypy --strict does; return what is told of it."""
    user = place / "user.py"
    user.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary"]
    cache = f"--cache-dir={ROOT / '.mypy_cache' / 'of_a_user'}"
    ran = subprocess.run(
        [*command, cache, str(user)],
        cwd=place,
        env={"MYPYPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert not ran.stderr
    return [line.removeprefix("user.py:") for line in ran.stdout.splitlines() if line.startswith("user.py")]


def test_a_user_is_helped_by_types(tmp_path: Path) -> None:
    assert checked(tmp_path, USER) == []
    told = checked(tmp_path, WRONG)
    assert [line.split(":")[0] for line in told if "error" in line] == ["4", "7", "8", "9"]
    assert 'Revealed type is "qa_bot.values.Reply"' in told[1]
    assert 'Revealed type is "qa_bot.evaluation.evaluate.Report"' in told[2]
    assert (ROOT / "qa_bot" / "py.typed").exists()


# Imports

ERRORS = (
    "EncoderError",
    "IndexFault",
    "NothingToRead",
    "QABotError",
    "QuestionError",
    "QuestionSetError",
    "WrongType",
)
VALUES = ("Answer", "Evidence", "Group", "Reply", "Sentence", "Shown", "Source", "Within")
_VALUES = {"qa_bot.values", "qa_bot.named_tuples"}
_BASE = {*_VALUES, "qa_bot.errors"}
_EVALUATION = {f"qa_bot.evaluation{room}" for room in ("", ".dataset", ".jsonl", ".squad", ".question_sets")}
_JUDGING = {f"qa_bot.evaluation.{room}" for room in ("evaluate", "figures", "metrics", "triage")}
IMPORTED: dict[str, set[str]] = {
    "__version__": set(),
    **{name: {"qa_bot.errors"} for name in ERRORS},
    **dict.fromkeys(VALUES, _VALUES),
    "QuestionSet": {*_VALUES, "qa_bot.evaluation", "qa_bot.evaluation.dataset"},
    "load_questions": _BASE | _EVALUATION | {"qa_bot.opening"},
    "Report": _BASE | _JUDGING | {"qa_bot.evaluation", "qa_bot.evaluation.dataset", "qa_bot.parallel"},
    "answer": {"qa_bot.api", "qa_bot.errors"},
    "evaluate": {"qa_bot.api", "qa_bot.errors"},
}


def imported_with(name: str) -> tuple[set[str], set[str]]:
    """Return the modules of ours, and the larger ones of others, that a fresh process imports for a name."""
    code = f"import sys, qa_bot; qa_bot.{name}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(ran.stdout.split())
    ours = {one for one in modules if one.startswith("qa_bot.")}
    return ours, modules & {"numpy", "scipy", "sklearn", "prompt_toolkit", "yaml", "asyncio", "markdown_it"}


@pytest.mark.parametrize("name", IMPORTED)
def test_a_name_imports_only_what_it_needs(name: str) -> None:
    ours, others = imported_with(name)
    assert ours <= IMPORTED[name]
    assert others <= ({"numpy"} if "qa_bot.evaluation.figures" in ours else set())


@pytest.mark.parametrize("name", ["QABot", "Conversation"])
def test_a_bot_imports_neither_scorer_nor_terminal(name: str) -> None:
    ours, others = imported_with(name)
    assert not [one for one in ours if one.split(".")[1] in ("evaluation", "terminal", "display", "api")]
    assert others <= {"numpy"}


def test_no_name_is_left_out_of_the_imports_watched() -> None:
    assert {*IMPORTED} - {"__version__"} | {"QABot", "Conversation"} == {*qa_bot.__all__}


# Wrong arguments


WRONG_TYPES: dict[str, tuple[Callable[[QABot], Any], str]] = {
    "text": (lambda _: QABot.from_texts({"a": 5}), "The text of 'a' must be a str, not int 5."),
    "no articles": (
        lambda _: QABot.from_articles(5),  # type: ignore[arg-type]
        "Articles must be a list of Article, not int 5.",
    ),
    "beginning": (
        lambda bot: bot.words(5),  # type: ignore[arg-type]
        "The beginning of a word must be a str, not int 5.",
    ),
    "place": (
        lambda bot: bot.ask("Who ran it?", qa_bot.Within("mill", "a", "b")),  # type: ignore[arg-type]
        "A Within must stand from a character to another (int), not str 'a'.",
    ),
    "id": (lambda _: QABot.from_texts({5: "a"}), "The id of a text must be a str, not int 5."),
    "texts": (
        lambda _: QABot.from_texts(["a"]),
        "Texts must be a mapping of id to text, such as {'mill': 'The mill ...'}, not list ['a'].",
    ),
    "articles": (
        lambda _: QABot.from_articles(["a"]),
        "An article must be an Article; QABot.from_texts reads plain texts, not str 'a'.",
    ),
    "index": (
        lambda _: QABot("articles/"),
        "A QABot must be given an Index; QABot.from_folder reads articles, not str 'articles/'.",
    ),
    "folder": (
        lambda _: QABot.from_folder(5),
        "The place of the articles must be a path (str or Path), or None for the bundled ones, not int 5.",
    ),
    "folder in bytes": (
        lambda _: QABot.from_folder(b"articles"),
        "The place of the articles must be a path (str or Path), or None for the bundled ones, "
        "not bytes b'articles'.",
    ),
    "question": (lambda bot: bot.ask(5), "A question must be text (str), not int 5."),
    "no question": (lambda bot: bot.ask(None), "A question must be text (str), not None."),
    "question in bytes": (lambda bot: bot.ask(b"Who?"), "A question must be text (str), not bytes b'Who?'."),
    "in a talk": (lambda bot: bot.conversation().ask(5), "A question must be text (str), not int 5."),
    "answer": (lambda _: answer(5), "A question must be text (str), not int 5."),
    "scope": (
        lambda bot: bot.ask("Who?", "mill"),
        "`scope` must be a Within, such as Within('article id'), not str 'mill'.",
    ),
    "questions": (
        lambda _: load_questions(5),
        "A question set must be given by its path (str or Path), not int 5.",
    ),
    "evaluate": (
        lambda _: evaluate(5),
        "`evaluate` must be given a question set or its path, alone or after `ask`, not int 5.",
    ),
    "evaluate without a set": (
        lambda bot: evaluate(bot.ask),
        "`evaluate` must be given a question set or its path, alone or after `ask`, not None.",
    ),
    "evaluate with both": (
        lambda bot: evaluate(bot.ask, QuestionSet("set"), knowledge="articles/"),
        "Beside `ask`, which has its articles, `knowledge` must be left out, not str 'articles/'.",
    ),
}


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_a_wrong_argument_is_named_with_the_way_out(mill: QABot, name: str) -> None:
    call, message = WRONG_TYPES[name]
    with pytest.raises(WrongType) as raised:
        call(mill)
    assert str(raised.value) == message
    assert isinstance(raised.value, TypeError)
    assert isinstance(raised.value, QABotError)


def test_a_large_argument_is_named_in_short() -> None:
    with pytest.raises(WrongType) as raised:
        QABot.from_texts(["x" * 10_000] * 100)  # type: ignore[arg-type]
    assert len(str(raised.value)) < 400


# Evaluation


def test_a_question_set_is_asked_of_a_folder(questions: Path, articles: Path) -> None:
    report = evaluate(questions, knowledge=articles)
    assert [(one.id, one.words_right) for one in report.results] == [
        ("built", True),
        ("dug", True),
        ("deep", True),
    ]
    assert report.conversations_skipped == 0
    assert repr(report) == "<Report 'set.jsonl', questions: 3, well answered: 3>"
    assert evaluate(str(questions), knowledge=str(articles)).figures()["n"] == 3


def test_a_question_set_that_was_read_or_whatever_answers_will_do(questions: Path, mill: QABot) -> None:
    found = load_questions(questions)
    assert repr(found) == "<QuestionSet 'set.jsonl', questions: 3>"
    assert hash(found) == hash(load_questions(questions))
    for given in (found, questions, str(questions)):
        report = evaluate(mill.ask, given)
        assert ([one.id for one in report.results], report.conversations_skipped) == (["built"], 1)
    told = evaluate(mill.ask, found, conversation=lambda: mill.conversation().ask)
    assert [one.id for one in told.results] == ["built", "dug", "deep"]
    assert evaluate(ask=Reply, question_set=found).figures()["answered"] == 0


def test_a_set_that_brings_its_articles_is_asked_of_them(tmp_path: Path) -> None:
    asked = {
        "id": "1",
        "question": "When was the mill built?",
        "answers": [{"text": "1871", "answer_start": 22}],
    }
    paragraph = {"context": "The mill was built in 1871.", "qas": [asked]}
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"data": [{"title": "Mill", "paragraphs": [paragraph]}]}))
    steps: list[tuple[int, int]] = []
    report = evaluate(path, scope="passage", progress=lambda *step: steps.append(step))
    assert ([one.exact for one in report.results], report.scope, steps) == ([1.0], "passage", [(1, 1)])


def test_a_scope_that_there_is_not_is_refused(questions: Path) -> None:
    with pytest.raises(QABotError, match="'corpus', 'article', 'passage', not 'page'"):
        evaluate(questions, scope="page")  # type: ignore[call-overload]


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="nowhere"):
        evaluate(tmp_path / "nowhere.jsonl")


def test_an_answer_is_looked_for_where_told(articles: Path) -> None:
    reply = answer("Who dug the pond?", knowledge=articles)
    assert reply.answer
    assert (reply.answer.text, reply.answer.source.path) == ("Ada Bell", "pond.md")
    bundled = answer(QUESTION).answer
    assert bundled
    assert bundled.value == "2023-03-13"


# Bots sent elsewhere


def sent(one: Any) -> Any:
    return pickle.loads(pickle.dumps(one))


def asked(bot: QABot) -> list[dict[str, Any]]:
    return [
        bot.ask(one).as_dict() for one in ("When was the mill built?", "Who dug the pond?", "Who sank it?")
    ]


def test_a_bot_of_texts_takes_them_along(mill: QABot) -> None:
    again = sent(mill)
    assert asked(again) == asked(mill)
    assert (repr(again), again.sources) == (repr(mill), mill.sources)


def test_a_bot_of_a_folder_is_opened_there_anew(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    bot = QABot.from_folder("articles")
    pickled = pickle.dumps(bot)
    assert len(pickled) < 1000
    monkeypatch.chdir(ROOT)
    assert asked(pickle.loads(pickled)) == asked(bot)
    (articles / "weir.md").write_text("The weir was built in 1902.\n")
    assert len(pickle.loads(pickled).sources) == 3


def test_a_copy_of_a_bot_is_the_bot(mill: QABot) -> None:
    assert copy.copy(mill) is mill
    assert copy.deepcopy(mill) is mill


@pytest.mark.parametrize("again", [sent, copy.deepcopy])
def test_a_conversation_goes_on_where_it_was(
    mill: QABot, again: Callable[[Conversation], Conversation]
) -> None:
    talk = mill.conversation()
    assert again(talk).replies == []
    talk.ask("Who dug the pond?")
    other = again(talk)
    assert other.replies == talk.replies
    assert other.ask("How deep is it?") == talk.ask("How deep is it?")
    other.ask("When was the mill built?")
    assert (len(other.replies), len(talk.replies)) == (3, 2)
    assert repr(other) == "<Conversation, replies: 3, the latest <Reply answer '1871' (mill:3)>>"


def test_other_processes_may_ask(mill: QABot, articles: Path) -> None:
    questions = ["When was the mill built?", "Who dug the pond?"] * 2
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for bot in (mill, QABot.from_folder(articles, cache=False)):
            assert pool.map(bot.ask, questions) == [bot.ask(one) for one in questions]
        talk = mill.conversation()
        talk.ask("Who dug the pond?")
        assert pool.apply(talk.ask, ("How deep is it?",)) == talk.ask("How deep is it?")


# Several at once


def test_eight_threads_get_what_one_gets() -> None:
    bot = QABot.from_texts(MILL)  # nothing is worked out yet that they could share
    ready = threading.Barrier(8)

    def ask_all(_: int) -> list[dict[str, Any]]:
        ready.wait()
        return asked(bot)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask_all, range(8)))
    assert together == [asked(QABot.from_texts(MILL))] * 8


def test_several_questions_may_be_awaited_at_once(mill: QABot) -> None:
    questions = ["When was the mill built?", "Who dug the pond?", "Who sank it?"] * 3

    async def gathered() -> list[Reply]:
        return await asyncio.gather(*map(mill.ask_async, questions))

    assert asyncio.run(gathered()) == [mill.ask(question) for question in questions]


def test_who_cancels_a_question_is_let_go_at_once(mill: QABot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(mill, "ask", lambda *_: (begun.set(), go_on.wait(30)))

    async def cancelled() -> bool:
        task = asyncio.create_task(mill.ask_async("Who dug the pond?"))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        is_free = not go_on.is_set()
        go_on.set()
        return is_free

    assert asyncio.run(cancelled())
    monkeypatch.undo()
    assert mill.ask("Who dug the pond?").answer


def test_what_is_wrong_is_told_to_who_awaits(mill: QABot) -> None:
    with pytest.raises(WrongType):
        asyncio.run(mill.ask_async(5))  # type: ignore[arg-type]
