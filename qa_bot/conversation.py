"""The only place that remembers: one talk, question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qa_bot.completion import complete
from qa_bot.gaps import names_something, own_terms, parted_besides
from qa_bot.nearby import AFTER_SILENCE, SUPPORTED, WELL_SUPPORTED, Followed, settled
from qa_bot.referents import Turn
from qa_bot.text import terms
from qa_bot.values import Answer, Reply, Sentence, Within

LONGEST_TALK = 20


class Conversation:
    """A talk with a bot; `replies` holds what was said lately, oldest first, at most LONGEST_TALK of it."""

    def __init__(
        self, ask: Callable[[str], Reply], ask_within: Callable[[str, Within], Reply] | None = None
    ) -> None:
        """Begin with nothing remembered; `ask` answers one question, `ask_within` one about one article.

        Without `ask_within` a follow-up is asked of all articles only.
        """
        self.replies: list[Reply] = []
        self._ask = ask
        self._ask_within = ask_within

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
        if text == question:
            return self._ask(question)
        reply = self._followed(question, text)
        return replace(reply, question=question, read_as=_read_as(text, reply))

    def _followed(self, question: str, text: str) -> Reply:
        """Answer a completed question, from the talk's own article where that is better."""
        besides, asked = parted_besides(text)
        reply = self._ask(asked)
        if self._ask_within is None:
            return reply
        talk = Followed(frozenset(terms(asked)), frozenset(own_terms(question)), self._told(), bool(besides))
        for source, least in self._places(question, reply):
            near = self._ask_within(asked, Within(source))
            found = settled(reply, near, talk, least) if near.evidence else reply
            if found is not reply or reply.answer:
                return found
        return reply

    def _told(self) -> tuple[Sentence, ...]:
        return tuple(reply.answer.sentence for reply in self.replies if reply.answer)

    def _places(self, question: str, reply: Reply) -> Iterator[tuple[str, float]]:
        """Give the articles to look in, and the support an answer needs there.

        First the one of the last answer, or of the sentence shown as nearest; then, for a talk that
        moves on to another name, the one that fits best.
        """
        last = self.replies[-1]
        shown = next((each.answer.source for each in reversed(self.replies) if each.answer), None)
        if last.answer is None and last.evidence:
            yield last.evidence[0].source.id, AFTER_SILENCE
        elif shown:
            yield shown.id, SUPPORTED
        if reply.evidence and not reply.answer and names_something(question):
            yield reply.evidence[0].source.id, WELL_SUPPORTED

    def forget(self) -> None:
        """Forget what was said."""
        self.replies.clear()


def _read_as(text: str, reply: Reply) -> str:
    """Tell how a question was read: as it was completed, with the spelling put right."""
    besides, _ = parted_besides(text)
    return f"{besides}{reply.read_as}" if reply.read_as else text


def turn_of(reply: Reply) -> Turn:
    """Keep of a reply what a later question may lean on."""
    question = parted_besides(reply.read_as or reply.question)[1]
    if reply.answer is None:
        return Turn(question)
    others = tuple(answer.text for answer in shown_after(reply))
    answer = shown_first(reply) or reply.answer
    return Turn(question, answer.text, answer.sentence.text, answer.source.title, others)


def shown_first(reply: Reply) -> Answer | None:
    """Give the answer that a reader sees first: that of the newest article where several are shown."""
    if reply.shows_groups:
        return reply.groups[0].answers[0]
    return reply.answer


def shown_after(reply: Reply) -> tuple[Answer, ...]:
    """Give the answers shown after the first: items of a list, groups, or the other that may be meant."""
    groups = tuple(group.answers[0] for group in reply.groups if group.answers)
    return reply.items or groups or (reply.alternatives[:1] if reply.unsure else ())
