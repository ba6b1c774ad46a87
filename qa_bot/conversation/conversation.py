"""One conversation: its questions are completed, answered and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_bot.conversation.coreference import Turn
from qa_bot.conversation.rewriting import complete
from qa_bot.conversation.topic import is_short, parted_besides, pronouns_in, typed_terms
from qa_bot.language.tokens import terms
from qa_bot.questions.small_talk import small_talk
from qa_bot.values import Answer, DialogueContext, Query, Reply, Sentence, Source, Within

LONGEST_MEMORY = 20  # replies: more would slow each question, and what is older is hardly meant
PLACES = 2  # replies whose places count as near: the last two
READ_IN_CONTEXT = "Read as part of the talk."


class Conversation:
    """A conversation with a bot; `replies` holds the latest LONGEST_MEMORY replies, oldest first."""

    def __init__(self, ask: Callable[[Query], Reply]) -> None:
        """Begin with nothing remembered; `ask` answers a question, alone or with what it depends on."""
        self.replies: list[Reply] = []
        self._ask = ask

    def ask(self, question: str) -> Reply:
        """Complete a question from those before it, answer it and remember it; small talk is not remembered.

        The reply keeps the question as it was typed; its `read_as` holds it as it was completed. Raises
        QuestionError as `QABot.ask` does, and then remembers nothing of it.
        """
        if isinstance(question, str) and small_talk(question):
            return self._ask(Query(question))
        reply = self._answered(question)
        self.replies = [*self.replies, reply][-LONGEST_MEMORY:]
        return reply

    def _answered(self, question: str) -> Reply:
        if not isinstance(question, str) or not self.replies:
            return self._ask(Query(question))
        text = complete(question, [turn_of(reply) for reply in self.replies]).text
        if text == question and not is_short(question):
            return self._alone(question)
        reply = self._in_context(question, text)
        if text == question:
            return _noted(reply)
        return replace(reply, question=question, read_as=_read_as(text, reply))

    def _alone(self, question: str) -> Reply:
        """Answer a question that may stand alone, in context only where it is not answered so."""
        reply = self._ask(Query(question))
        if reply.answer:
            return reply
        in_context = self._in_context(question, question)
        return _noted(in_context) if in_context.answer else reply

    def _in_context(self, question: str, text: str) -> Reply:
        besides, asked = parted_besides(text)
        return self._ask(Query(asked, context=self._context(question, asked, others=bool(besides))))

    def _context(self, question: str, asked: str, others: bool) -> DialogueContext:
        answers = (reply.answer for reply in self.replies if reply.answer)
        shown = list(dict.fromkeys(map(_shown_last, reversed(self.replies[-PLACES:]))))
        return DialogueContext(
            added_terms=frozenset(terms(asked)) - frozenset(typed_terms(question)),
            places=tuple(place for place in shown if place),
            given=frozenset(_place(answer.source, answer.sentence) for answer in answers),
            exclude_given=others,
            pronouns=pronouns_in(question),
        )

    def forget(self) -> None:
        """Forget the questions asked before."""
        self.replies.clear()


def _shown_last(reply: Reply) -> Within | None:
    """Return where the sentence stands that a reply shows first."""
    return next((_place(one.source, one.sentence) for one in reply.shown), None)


def _place(source: Source, sentence: Sentence) -> Within:
    return Within(source.id, sentence.start, sentence.end)


def _noted(reply: Reply) -> Reply:
    """Return a reply with the notice that an answer to a question not completed depends on those before."""
    return replace(reply, notices=(*reply.notices, READ_IN_CONTEXT)) if reply.answer else reply


def _read_as(text: str, reply: Reply) -> str:
    """Return how a question was read: as it was completed, with the spelling put right."""
    besides, _ = parted_besides(text)
    return f"{besides}{reply.read_as}" if reply.read_as else text


def turn_of(reply: Reply) -> Turn:
    """Return what a later question may depend on of a reply."""
    question = parted_besides(reply.read_as or reply.question)[1]
    if reply.answer is None:
        return Turn(question, sentence=reply.shown[0].sentence.plain if reply.shown else "")
    others = tuple(answer.plain for answer in _listed(reply))
    answer = reply.answer
    return Turn(question, answer.plain, answer.sentence.plain, answer.source.title, others)


def _listed(reply: Reply) -> tuple[Answer, ...]:
    """Return the answers to count through: items, those of several articles, or the one in doubt."""
    groups = tuple(group.answers[0] for group in reply.groups)
    return reply.items or groups or (reply.alternatives[:1] if reply.unsure else ())
