"""Make every question of a `*.questions.jsonl` file a test.

A test passes when the right sentence is stated first and its answer words have every word of an accepted
answer, in its order and with few besides, or are most of one; where the set says `"expect": "sentence"`, in
a line or in a line {"defaults": {...}} above it, the sentence is enough.

Switched on by `qa_bot_knowledge = PATH` (a folder or file of articles, relative to the rootdir);
without it nothing is collected and nothing else of the package is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from qa_bot.evaluation.dataset import AskedQuestion
    from qa_bot.evaluation.evaluate import Result

SUFFIX = ".questions.jsonl"
KNOWLEDGE, FLOORS, STRICT = "qa_bot_knowledge", "qa_bot_floors", "qa_bot_strict"
Floor = tuple[str, float]
_BOT = pytest.StashKey[Any]()
_FLOORS = pytest.StashKey[list[Floor] | None]()


class WrongAnswer(Exception):
    """A question did not get what its file expects."""


class BelowFloor(Exception):
    """A figure of a whole file misses its floor."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the ini options."""
    parser.addini(KNOWLEDGE, "the articles that *.questions.jsonl files are asked of")
    parser.addini(FLOORS, "lines of FIGURE NUMBER that every file must reach", type="linelist")
    parser.addini(
        STRICT, "fail for every wrong question; if false, only floors fail", type="bool", default=True
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a question file, when the project has named its knowledge."""
    if not parent.config.getini(KNOWLEDGE) or not file_path.name.endswith(SUFFIX):
        return None
    return QuestionFile.from_parent(parent, path=file_path)


def open_bot(path: Path) -> Any:  # noqa: ANN401 - importing the bot's type here would load it
    """Open the bot over the articles at `path`."""
    from qa_bot.bot import QABot

    return QABot.from_folder(path)


class QuestionFile(pytest.File):
    """One question set: an item a question, and one for the floors, if any."""

    def collect(self) -> Iterator[pytest.Item]:
        """Read the questions; a wrong setting, or a file that cannot be read, is an error of one line."""
        from qa_bot.errors import QABotError
        from qa_bot.evaluation.question_sets import load_questions
        from qa_bot.sanitising import neutralise

        try:
            floors = _floors(self.config)
            if floors is None:
                return
            questions = load_questions(self.path)
        except (QABotError, pytest.UsageError) as error:
            raise self.CollectError(neutralise(str(error))) from error
        alone = [((one,), False) for one in questions.questions]
        turns = [(one[:place], True) for one in questions.conversations for place in range(1, len(one) + 1)]
        items = [
            QuestionItem.from_parent(self, name=_ascii(asked[-1].id), turns=asked, in_conversation=remembered)
            for asked, remembered in (*alone, *turns)
        ]
        yield from items
        if floors:
            yield FloorsItem.from_parent(self, name="floors", items=items, floors=floors)


class QuestionItem(pytest.Item):
    """One question; in a conversation, asked after the turns before it."""

    def __init__(
        self,
        *,
        turns: tuple[AskedQuestion, ...],
        in_conversation: bool,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Take the question; in a conversation, the turns up to and with it."""
        super().__init__(**options)
        self.turns = turns
        self.in_conversation = in_conversation
        self.known: Result | None = None

    @property
    def question(self) -> AskedQuestion:
        """Return the question under test."""
        return self.turns[-1]

    def result(self) -> Result:
        """Ask, once, and judge."""
        from qa_bot.evaluation.evaluate import timed
        from qa_bot.evaluation.question_sets import located

        if self.known is None:
            self.known = timed(self._asking(), located(self.question, _bot(self.config).text_of))
        return self.known

    def runtest(self) -> None:
        """Fail, or under `qa_bot_strict = false` only note, a wrong answer."""
        result = self.result()
        if result.stage and self.config.getini(STRICT):
            raise WrongAnswer(explain(result))
        if result.stage:
            pytest.xfail(f"{result.stage}: {_ascii(result.question)}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Show what was asked, expected and given instead of a traceback."""
        return _plain(excinfo) or super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Point at the question's line."""
        from qa_bot.sanitising import one_line

        return self.path, self.question.line - 1, f"{self.name}: {one_line(self.question.text)}"

    def _asking(self) -> Callable[[], Any]:
        bot = _bot(self.config)
        if not self.in_conversation:
            return partial(bot.ask, self.question.text)
        conversation = bot.conversation()
        for turn in self.turns[:-1]:
            with suppress(Exception):  # it fails in the test of its own turn
                conversation.ask(turn.text)
        return partial(conversation.ask, self.question.text)


class FloorsItem(pytest.Item):
    """The figures of a whole file, each against its floor (or ceiling, where less is better)."""

    def __init__(self, *, items: list[QuestionItem], floors: list[Floor], **options: Any) -> None:  # noqa: ANN401
        """Take the file's questions, and the floors."""
        super().__init__(**options)
        self.items = items
        self.floors = floors

    def runtest(self) -> None:
        """Ask what was not asked yet, and compare; pass over a figure that does not apply to the file."""
        from qa_bot.evaluation import figures

        values = figures.figures(figures.columns(item.result() for item in self.items))
        missed = [line for name, floor in self.floors if (line := _missed(name, values[name], floor))]
        if missed:
            raise BelowFloor("\n".join(missed))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Show the figures that miss, one a line."""
        return _plain(excinfo) or super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Name the file."""
        return self.path, None, f"{self.path.name}: floors"


def explain(result: Result) -> str:
    """Write a wrong answer: a line for the summary, then asked, expected, got and what else is known."""
    from qa_bot.evaluation.outcomes import SILENCE, expected, said
    from qa_bot.sanitising import one_line

    lines = {
        "asked": result.question,
        "read as": result.read_as,
        "expected": expected(result),
        "got": None if result.error else said(result),
        "sentence": result.sentence,
        "from": result.source,
        "right one": f"{result.right_sentence} (no. {result.rank})" if result.right_sentence else None,
        "runner-up": result.runner_up,
        "stage": result.stage,
        "confidence": f"{result.confidence:.2f}",
        "error": result.error,
    }
    rows = [f"{label:<11}{one_line(words)}" for label, words in lines.items() if words]
    brief = result.error or f"{(*result.expected, SILENCE)[0]} | {said(result)}"
    return "\n".join([one_line(f"{result.stage}: {brief}"), *rows])


def _ascii(text: str) -> str:
    """Return a name that any terminal can show, as pytest makes those of its own parametrised tests."""
    return text.encode("unicode_escape").decode("ascii")


def _bot(config: pytest.Config) -> Any:  # noqa: ANN401
    if _BOT not in config.stash:
        config.stash[_BOT] = open_bot(_knowledge(config))
    return config.stash[_BOT]


def _knowledge(config: pytest.Config) -> Path:
    from qa_bot.documents.files import given_path

    return config.rootpath / given_path(config.getini(KNOWLEDGE))


def _floors(config: pytest.Config) -> list[Floor] | None:
    """Read the settings, once; a wrong one is raised once, and is None when they are asked for again."""
    if _FLOORS not in config.stash:
        config.stash[_FLOORS] = None
        _require_knowledge(config)
        config.stash[_FLOORS] = [_floor(line) for line in config.getini(FLOORS) if line.strip()]
    return config.stash[_FLOORS]


def _require_knowledge(config: pytest.Config) -> None:
    """Look whether there is an article, without opening the bot."""
    from qa_bot.documents.articles import require_article
    from qa_bot.errors import NothingToRead
    from qa_bot.sanitising import one_line, shown_path

    try:
        require_article(_knowledge(config))
    except NothingToRead as error:
        why = "".join(f"; {shown_path(path)}: {one_line(reason)}" for path, reason in error.skipped[-1:])
        where = config.inipath.name if config.inipath else "-o"
        raise pytest.UsageError(f"{where}, {KNOWLEDGE}: {error}{why}") from error


def _floor(line: str) -> Floor:
    from difflib import get_close_matches

    from qa_bot.evaluation.figures import BY_NAME

    name, _, number = line.strip().partition(" ")
    if name not in BY_NAME or not BY_NAME[name].better:
        known = [figure.name for figure in BY_NAME.values() if figure.better]
        near = "".join(
            f" (did you mean {one!r}?)" for one in get_close_matches(name, known, n=1, cutoff=0.75)
        )
        msg = f"{FLOORS}: no figure {name!r}{near}; there are {', '.join(known)}"
        raise pytest.UsageError(msg)
    try:
        return name, float(number)
    except ValueError as error:
        msg = f"{FLOORS}: {line!r} must be a figure and a number, like sentence_at_1 0.9"
        raise pytest.UsageError(msg) from error


def _missed(name: str, value: float | None, floor: float) -> str | None:
    from qa_bot.evaluation.figures import BY_NAME

    more = BY_NAME[name].better == "more"
    if value is None or (value >= floor if more else value <= floor):
        return None
    return f"{name} is {value:.3f}, wanted {'at least' if more else 'at most'} {floor:g}"


def _plain(excinfo: pytest.ExceptionInfo[BaseException]) -> str | None:
    from qa_bot.errors import QABotError
    from qa_bot.sanitising import neutralise

    expected = (WrongAnswer, BelowFloor, pytest.UsageError, QABotError)
    if not excinfo.errisinstance(expected):
        return None
    encoding = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    return neutralise(str(excinfo.value)).encode(encoding, "backslashreplace").decode(encoding)
