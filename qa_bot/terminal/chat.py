"""One chat: the bot, its conversation, and the last reply."""

from __future__ import annotations

from qa_bot.terminal.library import Library
from qa_bot.terminal.settings import Settings
from qa_bot.values import Reply


class Chat:
    """What the commands of a chat work on."""

    def __init__(self, bot: Library) -> None:
        """Begin a chat with `bot`; nothing is remembered yet."""
        self.bot = bot
        self.settings = Settings()
        self.conversation = bot.conversation()
        self.reply: Reply | None = None
        self.shown_count = 0
        self.left = False

    def ask(self, question: str) -> Reply:
        """Answer a question and keep the reply for /why, /sources, /more and /open."""
        self.reply = self.conversation.ask(question)
        self.shown_count = len(self.reply.shown)
        return self.reply

    def forget(self) -> None:
        """Forget the questions and the last reply."""
        self.conversation.forget()
        self.reply, self.shown_count = None, 0
