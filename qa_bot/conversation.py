"""The only place that remembers: one talk, question by question."""

from __future__ import annotations

from collections.abc import Callable

from qa_bot.values import Reply


class Conversation:
    """A talk with a bot; `replies` holds what was said so far, oldest first."""

    def __init__(self, ask: Callable[[str], Reply]) -> None:
        """Begin with nothing remembered; `ask` answers one question."""
        self.replies: list[Reply] = []
        self._ask = ask

    def ask(self, question: str) -> Reply:
        """Answer a question and remember it. Raises QuestionError as `QABot.ask` does."""
        reply = self._ask(question)
        self.replies.append(reply)
        return reply

    def forget(self) -> None:
        """Forget what was said."""
        self.replies.clear()
