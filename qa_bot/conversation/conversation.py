"""One conversation: its questions are read after those before them, answered and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_bot.conversation.follow_ups import asked_besides
from qa_bot.conversation.reading import Reading, named_terms, own_terms, read_follow_up, topic_of
from qa_bot.conversation.state import PRONOUNS, Turn
from qa_bot.language.tokens import fold, terms, tokens
from qa_bot.questions.small_talk import small_talk
from qa_bot.values import STARTS_ANEW, Answer, DialogueContext, Query, Reply, Sentence, Source, Within

PLACES = 2  # turns whose places count as near, beside that of the turn meant
LONGEST_MEMORY = 20  # replies: more would slow each question, and what is older is hardly meant


class Conversation:
    """A conversation with a bot; `replies` holds the latest LONGEST_MEMORY replies, oldest first.

    One at a time may ask: each question depends on those before it. A copy, or one sent to another process,
    goes on from there.

    >>> from qa_bot import QABot
    >>> talk = QABot.from_texts({"mill": "John Reed ran the mill. It was built in 1871."}).conversation()
    >>> talk.ask("Who ran the mill?")
    <Reply answer 'John Reed' (mill:1)>
    >>> talk.ask("When was it built?").read_as
    'When was the mill built?'
    """

    def __init__(self, ask: Callable[[Query], Reply]) -> None:
        """Begin with nothing remembered; `ask` answers a question, alone or with what it depends on."""
        self.replies: list[Reply] = []
        self.articles: frozenset[str] | None = None  # those that may answer, None for all
        self._turns: list[Turn] = []
        self._ask = ask

    def __repr__(self) -> str:
        """Return how many replies it holds, and the latest, in one line."""
        latest = f", the latest {self.replies[-1]!r}" if self.replies else ""
        return f"<Conversation, replies: {len(self.replies)}{latest}>"

    def ask(self, question: str) -> Reply:
        """Read a question after those before it, answer it and remember it; small talk is not remembered.

        The reply keeps the question as it was typed; its `read_as` holds it as it was read, where that is
        another question; a notice says what a question that says too little was taken as about. Raises
        QuestionError as `QABot.ask` does, and then remembers nothing of it.
        """
        said = small_talk(question) if isinstance(question, str) else ""
        if said == "forget":
            self.forget()
        if said or not isinstance(question, str):
            return self._ask(Query(question))
        reading = read_follow_up(question, self._turns)
        context = self._context(question, reading)
        reply = self._ask(Query(reading.text, context=context, articles=self.articles))
        starts_anew = STARTS_ANEW in reply.vetoes
        if starts_anew:
            reading = Reading(question)
            reply = self._ask(Query(question, articles=self.articles))
        if reading.text != question:
            reply = replace(reply, question=question, read_as=reply.read_as or reading.text)
        turn = turn_of(reply)._replace(words=dict(reading.words), bound=reading.bound)
        reply = _noted(reply, reading)
        self.replies = [*self.replies, reply][-LONGEST_MEMORY:]
        if not (starts_anew and reply.kind == "silence"):  # of what no article tells nobody talks on
            self._turns = [*self._turns, turn][-LONGEST_MEMORY:]
        return reply

    @property
    def topic(self) -> str:
        """What a question that says too little would be taken as about, "" where that is not clear."""
        return topic_of(self._turns)

    def _context(self, question: str, reading: Reading) -> DialogueContext | None:
        if reading.turn is None:
            return None
        near = (reading.turn, *self._turns[: -PLACES - 1 : -1])
        answers = (reply.answer for reply in self.replies if reply.answer)
        places = dict.fromkeys(turn.place for turn in near)
        typed = {PRONOUNS.get(fold(token.text), "") for token in tokens(question)}
        added = frozenset(terms(reading.text)) - own_terms(question)
        return DialogueContext(
            added_terms=added | frozenset(reading.words),
            words=tuple(sorted(reading.words.items())),
            places=tuple(place for place in places if place),
            given=frozenset(_place(answer.source, answer.sentence) for answer in answers),
            exclude_given=reading.others,
            pronouns=frozenset(typed - {""}),
            named=frozenset(named_terms(question)),
        )

    def forget(self) -> None:
        """Forget the questions asked before."""
        self.replies.clear()
        self._turns.clear()


def _place(source: Source, sentence: Sentence) -> Within:
    return Within(source.id, sentence.start, sentence.end)


def _noted(reply: Reply, reading: Reading) -> Reply:
    """Return a reply with the notice of what its question was taken as about, where that was found."""
    shown = reply.shown[0] if reply.shown else None
    found = set(terms(f"{shown.source.title} {shown.sentence.plain}")) if shown else set(reading.words)
    if reply.missing:  # a word that no article has is a topic of its own
        return reply
    about = [phrase for phrase in reading.about if found & set(terms(phrase)) & set(reading.words)]
    if not about:
        return reply
    return replace(reply, notices=(*reply.notices, f"Taking this as about {', '.join(about)}."))


def turn_of(reply: Reply) -> Turn:
    """Return what a later question may depend on of a reply."""
    question = asked_besides(reply.read_as or reply.question)
    place = next((_place(one.source, one.sentence) for one in reply.shown), None)
    if reply.answer is None:
        return Turn(question, place=place)
    items = tuple(answer.plain for answer in _listed(reply))
    answer = reply.answer
    return Turn(question, answer.plain, answer.sentence.plain, answer.source.title, items, place)


def _listed(reply: Reply) -> tuple[Answer, ...]:
    """Return the answers to count through: items, those of several articles, or the one in doubt."""
    groups = tuple(group.answers[0] for group in reply.groups)
    return reply.items or groups or (reply.alternatives[:1] if reply.unsure else ())
