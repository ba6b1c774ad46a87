"""The only place that remembers: one talk, question by question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_bot.completion import complete
from qa_bot.referents import Turn
from qa_bot.values import Reply

LONGEST_TALK = 20


class Conversation:
    """A talk with a bot; `replies` holds what was said lately, oldest first, at most LONGEST_TALK of it."""

    def __init__(self, ask: Callable[[str], Reply]) -> None:
        """Begin with nothing remembered; `ask` answers one question."""
        self.replies: list[Reply] = []
        self._ask = ask

    def ask(self, question: str) -> Reply:
        """Complete a question from the talk so far, answer it and remember it.

        The reply keeps the question as it was typed; its `read_as` holds it as it was completed. Raises
        QuestionError as `QABot.ask` does, and then remembers nothing of it.
        """
        reply = self._answered(question)
        self.replies = [*self.replies, reply][-LONGEST_TALK:]
        return reply

    def _answered(self, question: str) -> Reply:
        if not isinstance(question, str) or not self.replies:
            return self._ask(question)
        text = complete(question, [turn_of(reply) for reply in self.replies]).text
        reply = self._ask(text)
        return reply if text == question else replace(reply, question=question, read_as=reply.read_as or text)

    def forget(self) -> None:
        """Forget what was said."""
        self.replies.clear()


def turn_of(reply: Reply) -> Turn:
    """Keep of a reply what a later question may lean on."""
    question = reply.read_as or reply.question
    if reply.answer is None:
        return Turn(question)
    others = tuple(answer.text for answer in reply.alternatives)
    answer = reply.answer
    return Turn(question, answer.text, answer.sentence.text, answer.source.title, others)
