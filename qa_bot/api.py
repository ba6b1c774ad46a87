"""What most users call, one function a task. Who has many questions opens a QABot once."""

from __future__ import annotations

from functools import cache, partial
from os import PathLike
from typing import TYPE_CHECKING, Any, get_args, overload

from qa_bot.errors import QABotError, require

if TYPE_CHECKING:  # what answers and what evaluates is imported when it is called
    from collections.abc import Callable
    from pathlib import Path

    from qa_bot.bot import QABot
    from qa_bot.evaluation.dataset import QuestionSet
    from qa_bot.evaluation.evaluate import Ask, OpenConversation, Report, Scope
    from qa_bot.values import Reply

    Progress = Callable[[int, int], None]


def answer(question: str, knowledge: str | Path | None = None) -> Reply:
    """Answer one question from the folder or file `knowledge`, by default from the bundled articles.

    Raises as `QABot.from_folder` and `QABot.ask` do.

    >>> reply = answer("When will the 72-hour walkout start?")
    >>> reply.kind, reply.answer.text, reply.answer.value
    ('answer', '13 March', '2023-03-13')
    """
    return _bot_over(knowledge).ask(question)


@overload
def evaluate(
    question_set: QuestionSet | str | Path,
    /,
    *,
    knowledge: str | Path | None = None,
    scope: Scope = "corpus",
    progress: Progress | None = None,
    workers: int = 1,
) -> Report: ...
@overload
def evaluate(
    ask: Ask,
    question_set: QuestionSet | str | Path,
    scope: Scope = "corpus",
    progress: Progress | None = None,
    *,
    conversation: OpenConversation | None = None,
    workers: int = 1,
) -> Report: ...
def evaluate(
    ask: Ask | QuestionSet | str | Path,
    question_set: Any = None,
    scope: Scope = "corpus",
    progress: Progress | None = None,
    *,
    knowledge: str | Path | None = None,
    conversation: OpenConversation | None = None,
    workers: int = 1,
) -> Report:
    """Ask every question of a set, or of its file, and judge the replies; conversations in their order.

    `evaluate("set.jsonl", knowledge="articles/")` asks a folder or a file, by default the articles that the
    set brings (SQuAD), else the bundled ones. `evaluate(bot.ask, question_set)` asks anything that answers
    `ask(question)`, and `ask(question, within)` in another scope than "corpus"; conversations only where
    `conversation()` returns a fresh `ask` that remembers. `scope` is where an answer may be looked for:
    "corpus", the right "article" or "passage". `progress(done, total)` is called per question. A question
    that raises has failed, and the rest are asked. Several `workers` are processes; a script that starts them
    needs `if __name__ == "__main__":`. Raises QuestionSetError where the set cannot be read.
    """
    from qa_bot.evaluation import evaluate as evaluating
    from qa_bot.evaluation.question_sets import locate

    scopes = get_args(evaluating.Scope)
    if scope not in scopes:
        raise QABotError(f"`scope` must be one of {', '.join(map(repr, scopes))}, not {scope!r}.")
    if callable(ask):
        require(knowledge, type(None), "Beside `ask`, which has its articles, `knowledge` must be left out")
        asked = _questions(question_set)
        return evaluating.evaluate(ask, asked, scope, progress, conversation=conversation, workers=workers)
    questions = _questions(ask)
    bot = _bot_for(questions, knowledge)
    located = locate(questions, bot.text_of)
    talk = partial(new_talk, bot)
    return evaluating.evaluate(bot.ask, located, scope, progress, conversation=talk, workers=workers)


def new_talk(bot: QABot) -> Callable[[str], Reply]:
    """Return what asks in a conversation that begins."""
    return bot.conversation().ask


def _questions(given: QuestionSet | str | Path) -> QuestionSet:
    """Return a question set, read where it is given by its path."""
    from qa_bot.evaluation.dataset import QuestionSet
    from qa_bot.evaluation.question_sets import load_questions

    wanted = "`evaluate` must be given a question set or its path, alone or after `ask`"
    require(given, (str, PathLike, QuestionSet), wanted)
    return given if isinstance(given, QuestionSet) else load_questions(given)


def _bot_for(questions: QuestionSet, knowledge: str | Path | None) -> QABot:
    """Return a bot over `knowledge`, or else over the articles that a question set brings."""
    from qa_bot.bot import QABot

    brings_its_own = knowledge is None and questions.texts
    return QABot.from_texts(questions.texts) if brings_its_own else _bot_over(knowledge)


def _bot_over(knowledge: str | Path | None) -> QABot:
    from qa_bot.bot import QABot

    return _bundled_bot() if knowledge is None else QABot.from_folder(knowledge)


@cache
def _bundled_bot() -> QABot:
    from qa_bot.bot import QABot

    return QABot.from_folder()
