"""The only place that remembers: one talk, question by question."""

from __future__ import annotations

from qa_bot.bot import QABot
from qa_bot.values import Reply


class Conversation:
    """A talk with a bot; `replies` holds what was said so far, oldest first."""

    def __init__(self, bot: QABot) -> None:
        """Begin with nothing remembered."""
        self.replies: list[Reply] = []
        self._bot = bot

    def ask(self, question: str) -> Reply:
        """Answer a question and remember it. Raises QuestionError as `QABot.ask` does."""
        reply = self._bot.ask(question)
        self.replies.append(reply)
        return reply

    def forget(self) -> None:
        """Forget what was said."""
        self.replies.clear()
