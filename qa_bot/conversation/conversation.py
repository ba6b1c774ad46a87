"""The only place that remembers: one talk, question by question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_bot.conversation.coreference import Turn
from qa_bot.conversation.rewriting import complete
from qa_bot.conversation.topic import leans, parted_besides, pronouns_in, typed_terms
from qa_bot.language.tokens import terms
from qa_bot.values import Answer, Focus, Reply, Sentence, Source, Within

LONGEST_TALK = 20
PLACES = 2
PART_OF_THE_TALK = "Read as part of the talk."


class Conversation:
    """A talk with a bot; `replies` holds what was said lately, oldest first, at most LONGEST_TALK of it."""

    def __init__(
        self, ask: Callable[[str], Reply], ask_in_talk: Callable[[str, Focus], Reply] | None = None
    ) -> None:
        """Begin with nothing remembered; `ask` answers a question, `ask_in_talk` one that leans on the talk.

        Without `ask_in_talk` every question is answered as if it stood alone.
        """
        self.replies: list[Reply] = []
        self._ask = ask
        self._ask_in_talk = ask_in_talk

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
        if text == question and not leans(question):
            return self._alone(question)
        reply = self._in_talk(question, text)
        if text == question:
            return _noted(reply)
        return replace(reply, question=question, read_as=_read_as(text, reply))

    def _alone(self, question: str) -> Reply:
        """Answer a question that may stand alone, from the talk only where it is not answered so."""
        reply = self._ask(question)
        near = reply if reply.answer else self._in_talk(question, question)
        return _noted(near) if near.answer and not reply.answer else reply

    def _in_talk(self, question: str, text: str) -> Reply:
        besides, asked = parted_besides(text)
        if self._ask_in_talk is None:
            return self._ask(asked)
        return self._ask_in_talk(asked, self._focus(question, asked, others=bool(besides)))

    def _focus(self, question: str, asked: str, others: bool) -> Focus:
        told = (reply.answer for reply in self.replies if reply.answer)
        shown = list(dict.fromkeys(map(_shown_last, reversed(self.replies[-PLACES:]))))
        return Focus(
            added=frozenset(terms(asked)) - frozenset(typed_terms(question)),
            places=tuple(place for place in shown if place),
            told=frozenset(_place(answer.source, answer.sentence) for answer in told),
            others=others,
            pronouns=pronouns_in(question),
        )

    def forget(self) -> None:
        """Forget what was said."""
        self.replies.clear()


def _shown_last(reply: Reply) -> Within | None:
    """Give where the sentence stands that a reply shows first: its answer's, or the nearest one."""
    if reply.answer:
        first = shown_first(reply) or reply.answer
        return _place(first.source, first.sentence)
    return _place(reply.evidence[0].source, reply.evidence[0].sentence) if reply.evidence else None


def _place(source: Source, sentence: Sentence) -> Within:
    return Within(source.id, sentence.start, sentence.end)


def _noted(reply: Reply) -> Reply:
    """Say of an answer to a question not completed that the talk had a say in it."""
    return replace(reply, notices=(*reply.notices, PART_OF_THE_TALK)) if reply.answer else reply


def _read_as(text: str, reply: Reply) -> str:
    """Tell how a question was read: as it was completed, with the spelling put right."""
    besides, _ = parted_besides(text)
    return f"{besides}{reply.read_as}" if reply.read_as else text


def turn_of(reply: Reply) -> Turn:
    """Keep of a reply what a later question may lean on."""
    question = parted_besides(reply.read_as or reply.question)[1]
    if reply.answer is None:
        return Turn(question, sentence=reply.evidence[0].sentence.text if reply.evidence else "")
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
