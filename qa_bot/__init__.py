"""Ask a folder of articles a question; get the sentence that answers it, or an honest silence.

The rooms, in the order a question meets them:

    terminal         the command line and the chat
    conversation     the only place that remembers
    bot              the only place where the stages meet
    questions        a line of text -> what is asked for
    retrieval        TF-IDF: question -> ranked passages; the saved index
    answering        passages -> evidence -> answer, or silence
    answer_types     what can be asked for, and how such a thing looks
    documents        files -> articles -> passages
    language         what is known of English, and nothing of any question
    evaluation       question sets, figures, the report
    pytest_plugin    every question a test
    values, errors   what flows, and what can go wrong
    opening          how files are opened that others wrote
    environment      the environment variables that are read
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes time to import
if TYPE_CHECKING:
    from typing import Any

    from qa_bot.bot import QABot, answer
    from qa_bot.errors import IndexFault, NothingToRead, QABotError, QuestionError, QuestionSetError
    from qa_bot.evaluation.evaluate import evaluate
    from qa_bot.evaluation.question_sets import load
    from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Evidence",
    "IndexFault",
    "NothingToRead",
    "QABot",
    "QABotError",
    "QuestionError",
    "QuestionSetError",
    "Reply",
    "Sentence",
    "Source",
    "answer",
    "evaluate",
    "load",
]

_ERRORS = ("IndexFault", "NothingToRead", "QABotError", "QuestionError", "QuestionSetError")
_ROOMS = {
    "QABot": "bot",
    "answer": "bot",
    "evaluate": "evaluation.evaluate",
    "load": "evaluation.question_sets",
    **dict.fromkeys(_ERRORS, "errors"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'qa_bot' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"qa_bot.{_ROOMS.get(name, 'values')}"), name)


def __dir__() -> list[str]:
    """Return the public names, those not imported yet too."""
    return sorted({*globals(), *__all__})
