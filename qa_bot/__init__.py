"""Ask a folder of articles a question; get the sentence that answers it, or an honest silence.

The rooms, in the order a question meets them:

    cli, repl        the terminal: commands and the chat
    conversation     the only place that remembers
    bot              the only place where the stages meet
    question         a line of text -> what is asked for
    retriever        TF-IDF: question -> ranked passages
    index            the saved index, the only room that writes files
    answerer         passages -> evidence -> answer, or silence
    clues            why a sentence looks right, one named row each
    wording, spans   which words of the sentence are the answer
    agreement        what other articles answer, the same or something else
    forms            yes or no, lists, whose claim it is, what a pronoun leans on
    speakers         who said what
    timeline         times resolved against the article's own date
    answer_types     what can be asked for, and how such a thing looks
    passages, articles, text, words, values, errors
    evaluation       question sets, figures, the report, the pytest plugin
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa_bot.bot import QABot, answer
    from qa_bot.evaluation.evaluate import evaluate
    from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

__version__ = "0.1.0"
__all__ = ["Answer", "Evidence", "QABot", "Reply", "Sentence", "Source", "answer", "evaluate"]

_ROOMS = {"QABot": "bot", "answer": "bot", "evaluate": "evaluation.evaluate"}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'qa_bot' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"qa_bot.{_ROOMS.get(name, 'values')}"), name)
