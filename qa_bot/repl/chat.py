"""One chat: the bot, its conversation, and the last reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from qa_bot.repl.rendering import shown_answers
from qa_bot.values import Reply, Skipped, Source


class Conversation(Protocol):
    """What remembers the questions before."""

    def ask(self, text: str) -> Reply:
        """Answer `text`, which may lean on what was asked before."""

    def forget(self) -> None:
        """Forget what was asked before."""


class Library(Protocol):
    """The part of a bot that a chat needs."""

    @property
    def sources(self) -> Sequence[Source]:
        """The articles that were read."""

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that were not read, and why."""

    @property
    def notices(self) -> Sequence[str]:
        """What a reader should know about the index."""

    @property
    def sentence_count(self) -> int:
        """The number of sentences that may answer."""

    def conversation(self) -> Conversation:
        """Begin to remember."""

    def words(self) -> Iterator[str]:
        """Give the distinct words of the articles."""

    def text_of(self, source_id: str) -> str:
        """Give the text of one article."""


class Chat:
    """What the commands of a chat work on."""

    def __init__(self, bot: Library) -> None:
        """Begin a chat with `bot`; nothing is remembered yet."""
        self.bot = bot
        self.conversation = bot.conversation()
        self.reply: Reply | None = None
        self.told = 0
        self.left = False

    def ask(self, question: str) -> Reply:
        """Answer a question and keep the reply for /why, /sources, /more and /open."""
        self.reply = self.conversation.ask(question)
        self.told = max(1, len(shown_answers(self.reply)))
        return self.reply

    def forget(self) -> None:
        """Forget the questions and the last reply."""
        self.conversation.forget()
        self.reply, self.told = None, 0
