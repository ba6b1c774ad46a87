"""What a reader sees, what the scorer counts and what a conversation remembers are the same sentences.

Asked of every reply to the project's own sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from golden_lines import OWN, own_replies

from qa_bot.conversation.conversation import Conversation, turn_of
from qa_bot.display import CLOSEST, DIFFERING, SILENCE, UNDATED, UNSURE, rows
from qa_bot.evaluation.dataset import AskedQuestion, GoldSpan
from qa_bot.evaluation.evaluate import judge
from qa_bot.sanitising import one_line
from qa_bot.terminal.layout import OURS, QUIET, Look, paint
from qa_bot.terminal.rendering import reply_lines, source_line
from qa_bot.values import Answer, Evidence, Query, Reply, Shown, Within

Placed = Answer | Evidence | Shown


def weighed(reply: Reply) -> list[Placed]:
    """Return everything in a reply that has a sentence."""
    grouped = (answer for group in reply.groups for answer in group.answers)
    return [*reply.shown, *reply.alternatives, *grouped, *reply.evidence]


def place(one: Placed) -> Within:
    return Within(one.source.id, one.sentence.start, one.sentence.end)


NUMBER = re.compile(r"\d\. ")


def printed(reply: Reply) -> list[tuple[str, str]]:
    """Return the sentences printed, each with its source: the line before every line that is a source.

    A sentence that is offered without a claim, or is all answer, stands behind its number.
    """
    sources = {source_line(one.source): one.source.id for one in weighed(reply)}
    lines = pairwise(reply_lines(reply))
    return [
        (
            "".join(
                bit.text
                for bit in line.bits[bool(NUMBER.fullmatch(line.bits[0].text)) :]
                if bit.style not in (OURS, QUIET)
            ),
            sources[below],
        )
        for line, below in lines
        if below in sources
    ]


def replies(name: str) -> Iterator[Reply]:
    return (one.reply for one in own_replies(name))


@pytest.mark.parametrize("name", OWN)
def test_the_sentences_printed_are_those_shown(name: str) -> None:
    for reply in replies(name):
        shown = [(one_line(one.sentence.plain), one.source.id) for one in reply.shown]
        assert printed(reply) == shown, reply.question


@pytest.mark.parametrize("name", OWN)
def test_python_prints_what_the_chat_shows(name: str) -> None:
    for reply in replies(name):
        chat, told = paint(reply_lines(reply), Look()).splitlines(), str(reply).splitlines()
        for opening in (SILENCE, CLOSEST, UNSURE, DIFFERING, UNDATED):
            assert (opening in told) == (opening in chat), reply.question
        sentences = ["".join(row[1:]) for row in rows(reply) if row.role == "sentence"]
        for sentence, one in zip(sentences, reply.shown, strict=True):
            assert sentence.endswith(one_line(one.sentence.plain)), reply.question
        # The chat says a value once, Python also how an article of another year words it.
        years_apart = [part[0].plain for group in reply.groups for part in group.periods[1:]]
        for row in rows(reply):
            said = (*chat, *years_apart) if row.role == "answer" else ()
            assert not said or any(one.startswith(row.text.split("  (")[0]) for one in said), reply.question


@pytest.mark.parametrize("name", OWN)
def test_the_answer_is_the_first_of_those_shown(name: str) -> None:
    for reply in replies(name):
        assert reply.answer == (reply.shown[0].answer if reply.shown else None), reply.question


@pytest.mark.parametrize("name", OWN)
def test_the_scorer_counts_the_sentences_shown(name: str) -> None:
    for reply in replies(name):
        counted = {place(one) for one in reply.shown}
        for one in {place(one) for one in weighed(reply)}:
            gold = GoldSpan(one.source, one.start, one.end or 0)
            result = judge(AskedQuestion("q", reply.question, ("any",), (gold,)), reply)
            # What a speaker says is shown with the sentences up to his name.
            is_shown = any(
                each.source == one.source and each.start <= one.start < (each.end or 0) for each in counted
            )
            assert (result.shown, result.shown_right) == (len(reply.shown), is_shown), reply.question
            assert (result.answered, result.closest) == (reply.kind == "answer", reply.kind == "closest")


@pytest.mark.parametrize("name", OWN)
def test_a_conversation_remembers_the_sentence_shown_first(name: str) -> None:
    for reply in replies(name):
        heard: list[Query] = []
        told = [reply, Reply("Why is that?")]
        conversation = Conversation(lambda query, heard=heard, told=told: heard.append(query) or told.pop(0))
        conversation.ask(reply.question)
        conversation.ask("Why is that?")
        context = heard[-1].context
        assert context is not None
        assert context.places == tuple(map(place, reply.shown[:1])), reply.question
        assert context.given == frozenset(map(place, reply.shown[:1] if reply.answer else ())), reply.question
        stated = reply.shown[:1] if reply.answer else ()
        assert turn_of(reply).sentence == "".join(one.sentence.plain for one in stated), reply.question


@pytest.mark.parametrize("name", OWN)
def test_a_conversation_counts_through_what_was_shown(name: str) -> None:
    for reply in replies(name):
        seen = {one.plain for one in (*reply.items, *(each.answer for each in reply.shown)) if one}
        turn = turn_of(reply)
        assert {text for text in (turn.answer, *turn.items) if text} <= seen, reply.question
