"""Every slice a reply holds is verbatim at its offsets, in folders of every make."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.values import AROUND, Answer, Reply

TESTS = Path(__file__).parent
PRONOUNS = {"he", "she", "it", "they"}
KEYS = frozenset(
    """
    question read_as kind answer sentence source confidence claim_of context stands_for unsure missing
    shown alternatives support verdict condition items groups corpus why
    """.split()
)
STRANGE = {
    "crlf": "Title: The mill\r\nDate: 2020-02-03\r\n\r\nThe mill burnt down on Friday.\r\nIt was built\r\n"
    "in 1790 by Sam Hart, a carpenter from Ely.\r\n\r\nHe sold it last year.\r\n",
    "mac": "The bridge fell in 1907.\rNobody was hurt.\r\rIt was rebuilt by Lena Oak in 1910.\r",
    "emoji": "# Party 🎉\n\nThe party 🎉 starts at 8pm on Friday 👨‍👩‍👧‍👦. Zoë said “yes 👍🏽”. It was "
    "planned by Zoë and Bé Ồ. The cafe\u0301 is shut. Ｆｕｌｌ ｗｉｄｔｈ text costs ５ pounds.\n",
    "marks": "\ufeffהגשר\n\nThe \u202ebridge\u202c in Haifa was opened by David\u00a0Levi in 1948.\x07 "
    "He\u200b was the mayor.\n",
    "table": "| Day | Opens |\n|---|---|\n| Monday | 9am |\n\nThe hall has three rooms:\n\n1. a kitchen;\n"
    "2. a **stage**,\n   * with lights\n3. an office.\n\n- [ ] buy paint\n",
    "claims": "“The ferry is late,” said Ann Roe, the captain. “It left at noon.\n\n“It has 40 seats.”\n\n"
    "The owner, Bo Ray, said it had cost £3 million. He blamed the fog. She did not.\n",
    "one": "x",
    "poem": "The rain came down on Harrow Hill,\nThe rain came in May,\nAnd Tom the miller lost his mill.\n",
    "long": "The " + "very " * 3000 + "old cat sat on the mat. " * 40,
    "future": "---\ndate: 9999-12-31\n---\nThe sun will go out tomorrow. It ends in three weeks.\n",
}
QUESTIONS = {
    "strange": """
        When did the mill burn down?
        Who built the mill?
        Did he sell it?
        When did the bridge fall?
        Was the bridge rebuilt?
        When does the party start?
        Who planned the party?
        Is the café shut?
        Who opened the bridge in Haifa?
        How much does the text cost?
        What rooms has the hall?
        What are the three rooms?
        When did the ferry leave?
        How many seats has it?
        What had it cost?
        Who is Bo Ray?
        Who lost his mill?
        Did the cat sit on the mat?
        When will the sun go out?
        x
        He
        mill bridge party
        Did she blame the fog?
        What did Ann Roe say?
    """,
    "differing": """
        Who is the leader of the council?
        How many people signed the petition?
        Who designed the theatre?
        When will the biscuit works close?
        How many homes were damaged?
        Who is Lena Frost?
        How much did the footbridge cost?
        How many steps has the tower?
        Who is the keeper?
    """,
    "forms": """
        What are the trust's three aims?
        Who were the judges?
        Does the loaf contain yeast?
        Did she enter the cake competition?
        What do the two schools share?
        Will jobs be lost?
        Is Mrs Linklater planning a second shop?
        Was the capsule damaged?
    """,
    "speakers": """
        How many jobs will go?
        What did Sheila Mounsey say?
        Why was it put off?
        Is the orchard unloved?
        Who said the drawings came from the brochure?
        When will the committee meet?
        Was Kwame fit?
    """,
    "times": """
        When did fares rise?
        When was the Petrel sold?
        When will the lido open?
        When did the choir win?
        How much is a single ticket?
        Who was chair before 2015?
        When did she break down?
    """,
    "town": """
        How long was the bridge closed?
        Who leads the council?
        What did the inquiry find?
        How many hangers have been replaced?
        Did the captain do anything wrong?
        Was he to blame?
    """,
}
ASKED = [(folder, line.strip()) for folder, lines in QUESTIONS.items() for line in lines.strip().splitlines()]
WORDS = sorted({word for _, question in ASKED for word in question.strip("?").split()} | {"not", "2020", "“"})


@cache
def bot_of(folder: str) -> QABot:
    if folder == "strange":
        return QABot.from_texts(STRANGE)
    return QABot.from_folder(TESTS / "articles" / folder, cache=False)


def slices_of(answer: Answer) -> Iterator[tuple[str, str, int, int]]:
    source, sentence = answer.source.id, answer.sentence
    yield source, answer.text, answer.start, answer.end
    yield source, sentence.text, sentence.start, sentence.end
    if answer.context:
        yield source, answer.context.text, answer.context.start, answer.context.end


def answers_of(reply: Reply) -> Iterator[Answer]:
    yield from (reply.answer,) if reply.answer else ()
    yield from reply.alternatives
    yield from reply.items
    yield from (answer for group in reply.groups for answer in group.answers)
    yield from (one.answer for one in reply.evidence if one.answer)


def check(bot: QABot, reply: Reply) -> None:
    for answer in answers_of(reply):
        for source, text, start, end in slices_of(answer):
            assert bot.text_of(source)[start:end] == text
        assert answer.sentence.start <= answer.start < answer.end <= answer.sentence.end
        for one in answer.stands_for:
            assert bot.text_of(answer.source.id)[one.start : one.end].lower() in PRONOUNS
            assert answer.sentence.start <= one.start < one.end <= answer.sentence.end
            assert one.name in bot.text_of(answer.source.id)
    for one in reply.evidence:
        assert bot.text_of(one.source.id)[one.sentence.start : one.sentence.end] == one.sentence.text
    for shown in reply.shown:
        text = bot.text_of(shown.source.id)
        assert text[shown.sentence.start : shown.sentence.end] == shown.sentence.text
        assert not (shown.answer and shown.met)
        assert all(shown.sentence.start <= start < end <= shown.sentence.end for start, end in shown.met)
        assert list(shown.met) == sorted(set(shown.met))
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in shown.met)
    check_kind(reply)
    check_json(bot, json.loads(json.dumps(reply.as_dict())))


def check_kind(reply: Reply) -> None:
    """Check that the kind, the sentences shown and what is said to be missing go together."""
    assert reply.kind == ("answer" if reply.answer else "closest" if reply.shown else "silence")
    assert len(reply.missing) <= 1
    if reply.answer is None:
        first = {one.sentence.text: one.source.id for one in reversed(reply.evidence)}
        # What announces a list stands before its item, and not again by itself.
        announced = {one.context.start for one in reply.shown if one.context}
        best = [one for one in reply.evidence if first[one.sentence.text] == one.source.id]
        best = [one for one in best if one.sentence.start not in announced]
        best = best[: len(reply.shown)]
        assert len(reply.shown) <= 3
        assert [(one.source, one.sentence) for one in reply.shown] == [
            (one.source, one.sentence) for one in best
        ]
        assert not any(one.answer for one in reply.shown)


def check_selector(text: str, part: dict[str, Any]) -> None:
    selector, start, end = part["selector"], part["start"], part["end"]
    assert selector["exact"] == text[start:end]
    assert selector["prefix"] == text[max(0, start - AROUND) : start]
    assert selector["suffix"] == text[end : end + AROUND]


def check_json(bot: QABot, told: dict[str, Any]) -> None:
    assert set(told) == KEYS
    assert told["corpus"] == bot.fingerprint
    if told["answer"]:
        answer, source = told["answer"], told["source"]["id"]
        assert bot.text_of(source)[answer["start"] : answer["end"]] == answer["text"]
        check_selector(bot.text_of(source), answer)
    for shown in told["shown"]:
        sentence, source = shown["sentence"], shown["source"]["id"]
        assert bot.text_of(source)[sentence["start"] : sentence["end"]] == sentence["text"]
        check_selector(bot.text_of(source), sentence)
        assert ("met" in shown) == (told["kind"] == "closest")
    assert told["answer"] is None or told["shown"][0]["answer"] == told["answer"]
    assert (told["answer"] is not None) == (told["kind"] == "answer")
    assert not (told["answer"] is None and (told["verdict"] or told["items"] or told["groups"]))
    assert not told["condition"] or (told["verdict"] and told["condition"] in told["sentence"]["text"])


@pytest.mark.parametrize(("folder", "question"), ASKED)
def test_every_slice_of_a_reply_is_verbatim(folder: str, question: str) -> None:
    bot = bot_of(folder)
    check(bot, bot.ask(question))


@pytest.mark.parametrize("folder", QUESTIONS)
def test_and_in_a_talk(folder: str) -> None:
    bot = bot_of(folder)
    talk = bot.conversation()
    for question in (question for home, question in ASKED if home == folder):
        check(bot, talk.ask(question))
    assert any(reply.answer for reply in talk.replies)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(QUESTIONS)), st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
@example("differing", ["What"])  # small talk
def test_whatever_is_asked(folder: str, words: Sequence[str]) -> None:
    bot = bot_of(folder)
    question = " ".join(words)
    if any(map(str.isalnum, question)):
        check(bot, bot.ask(question))
