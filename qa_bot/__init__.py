"""Ask a folder of articles a question; get the sentence that answers it, or an honest silence.

    from qa_bot import QABot, answer

    reply = answer("Who chairs the committee?", knowledge="articles/")
    print(reply)                              # the words, the sentence, where it stands
    reply.answer                              # None where nothing is stated

    bot = QABot.from_folder("articles/")      # for many questions; or QABot.from_texts({"id": "text"})
    bot.ask("Who chairs the committee?")
    talk = bot.conversation()                 # talk.ask("and since when?")

What the package gives:

    answer            answers one question
    evaluate          asks a question set, and tells how well the answers do
    load_questions    reads the file of a question set
    QABot             answers questions about a folder, a file or texts
    Conversation      reads each question after those before it
    Reply             what a question got: an answer, the closest sentences, or silence
    Answer            the words that answer, their place and their value
    Group             answers of several articles that agree
    Shown             a sentence that a reader sees
    Evidence          a sentence that was weighed, and what spoke for it
    Sentence          a sentence and its place
    Source            the article, file and line where words stand
    Within            one article, or a stretch of it, to ask alone
    QuestionSet       questions with what is known of their answers
    Report            how each question of a set went, and the figures
    QABotError        every error that is raised on purpose, and of these
    NothingToRead         there is no readable article
    QuestionError         the question is empty or too long
    QuestionSetError      the question set cannot be read
    IndexFault            a saved index cannot be used, nor made anew
    EncoderError          a sentence encoder cannot be had, or does not give what it must
    WrongType             an argument is of a type that cannot be used; a TypeError too

The rooms behind it, in the order a question meets them:

    terminal         the command line and the chat
    api              answer, evaluate
    conversation     the only place that remembers
    bot              the only place where the stages meet
    questions        a line of text -> what is asked for
    retrieval        TF-IDF: question -> ranked passages; the saved index
    answering        passages -> evidence -> answer, or silence
    answer_types     what can be asked for, and how such a thing looks
    documents        files -> articles -> passages
    language         what is known of English, and nothing of any question
    encoding         sentence encoders, for those who want one
    evaluation       question sets, figures, the report
    pytest_plugin    every question a test
    values, errors   what flows, and what can go wrong
    display          how a reply prints in Python
    opening          how files are opened that others wrote
    sanitising       text made safe to show
    environment      the environment variables that are read
    named_tuples     named tuples that are quickly made
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes time to import
if TYPE_CHECKING:
    from typing import Any

    from qa_bot.api import answer, evaluate
    from qa_bot.bot import QABot
    from qa_bot.conversation.conversation import Conversation
    from qa_bot.errors import (
        EncoderError,
        IndexFault,
        NothingToRead,
        QABotError,
        QuestionError,
        QuestionSetError,
        WrongType,
    )
    from qa_bot.evaluation.dataset import QuestionSet
    from qa_bot.evaluation.evaluate import Report
    from qa_bot.evaluation.question_sets import load_questions
    from qa_bot.values import Answer, Evidence, Group, Reply, Sentence, Shown, Source, Within

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Conversation",
    "EncoderError",
    "Evidence",
    "Group",
    "IndexFault",
    "NothingToRead",
    "QABot",
    "QABotError",
    "QuestionError",
    "QuestionSet",
    "QuestionSetError",
    "Reply",
    "Report",
    "Sentence",
    "Shown",
    "Source",
    "Within",
    "WrongType",
    "answer",
    "evaluate",
    "load_questions",
]

_ERRORS = (
    "EncoderError",
    "IndexFault",
    "NothingToRead",
    "QABotError",
    "QuestionError",
    "QuestionSetError",
    "WrongType",
)
_ROOMS = {
    "Conversation": "conversation.conversation",
    "QABot": "bot",
    "QuestionSet": "evaluation.dataset",
    "Report": "evaluation.evaluate",
    "answer": "api",
    "evaluate": "api",
    "load_questions": "evaluation.question_sets",
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
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
