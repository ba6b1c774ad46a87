"""What a user of the package gets in hand: printed, hashed, copied, sent elsewhere."""

from __future__ import annotations

import copy
import json
import pickle
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from fake_library import CANNED, FINISHED, SOURCES, evidence
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.display import source_text
from qa_bot.values import Answer, Evidence, Group, Reply, Sentence, Shown, Source, StandsFor

QUESTIONS = (
    "When will the 72-hour walkout start?",
    "Who is the health secretary?",
    "What did Danny Mortimer say?",
    "Was the deal rejected?",
    "When will the nurses strike?",
    "Who was hurt?",
    "hello",
)


@pytest.fixture(scope="module")
def replies() -> dict[str, Reply]:
    bot = QABot.from_folder(cache=False)
    return {question: bot.ask(question) for question in QUESTIONS}


def test_a_reply_is_one_line_in_a_session(replies: dict[str, Reply]) -> None:
    assert [repr(reply) for reply in replies.values()] == [
        "<Reply answer '13 March' (walkout_march_2023.md:15)>",
        "<Reply answer 'Steve Barclay' (walkout_march_2023.md:7)>",
        "<Reply answer 'Industrial action, said Danny Mortimer, chief executive of N...'"
        " (rolling_action_august_2016.md:33)>",
        "<Reply answer yes 'in a vote in April, a majority of the BMA’s junior doctor me...'"
        " (rolling_action_august_2016.md:17)>",
        "<Reply closest 'Nurses and ambulance workers have also taken industrial acti...'"
        " (walkout_march_2023.md:27)>",
        "<Reply silence>",
        "<Reply silence>",
    ]


def test_what_a_reply_holds_is_one_line_each() -> None:
    reply = CANNED["When was the wall finished?"]
    assert repr(reply.answer) == "<Answer date '4 May 1911' (harbour.txt:3)>"
    assert repr(reply.evidence[0]) == "<Evidence 0.90 'The wall was finished on 4 May 1911.' (harbour.txt:3)>"
    assert repr(reply.shown[0]) == "<Shown 0.90 'The wall was finished on 4 May 1911.' (harbour.txt:3)>"
    assert FINISHED.answer
    assert repr(Group("1911-05-04", ((FINISHED.answer,),))) == "<Group of 1 '1911-05-04'>"


def test_a_reply_prints_as_a_person_reads_it(replies: dict[str, Reply]) -> None:
    assert str(replies["When will the 72-hour walkout start?"]) == (
        "13 March  (2023-03-13)\n"
        "  According to: the BMA\n"
        "  The 72-hour walkout will start on 13 March, hospital trusts and other employers have been told by "
        "the BMA.\n"
        "  Junior doctors in England to strike for 72 hours in pay dispute, 2023-02-24, "
        "walkout_march_2023.md:15"
    )
    assert str(replies["Who was hurt?"]) == "The articles don't say.\n  No article says “hurt”."
    assert str(replies["Was the deal rejected?"]).startswith("Yes.\n  But in a vote in April, ")


def test_what_is_closest_is_numbered_and_what_was_read_otherwise_is_said() -> None:
    assert str(CANNED["Who painted the wall blue?"]).splitlines() == [
        "I'm not sure the articles answer this. Closest:",
        "  No article says “painted”.",
        "  1. The wall was finished on 4 May 1911.",
        "  The harbour wall, The Herald, 1911-05-06, harbour.txt:3",
        "  2. It cost £37,000.",
        "  The harbour wall, The Herald, 1911-05-06, harbour.txt:3",
    ]
    doubted = str(CANNED["When did Ada Bell see it?"]).splitlines()
    assert doubted[:3] == [
        "Read as: when did Ada Bell see the lamp?",
        "Not sure: one of these two.",
        "1. 9 June 1912",
    ]


def test_a_list_a_condition_a_pronoun_and_a_notice_are_told() -> None:
    first = FINISHED.answer
    assert first
    other = replace(first, stands_for=(StandsFor(first.start, first.end, "the day"),))
    listed = Reply("Which days?", first, items=(first, other), notices=("harbour.txt has changed.",))
    assert str(listed).splitlines()[:2] == ["- 4 May 1911", "- 4 May 1911 [the day]"]
    assert str(listed).endswith("\nNote: harbour.txt has changed.")
    assert str(Reply("Is it?", first, verdict="no", condition="if it rains")).startswith("No, if it rains.\n")


def test_words_that_are_the_whole_sentence_are_said_once() -> None:
    first = FINISHED.answer
    assert first
    sentence = first.sentence
    whole = replace(first, text=sentence.text, start=sentence.start, end=sentence.end)
    assert str(Reply("?", whole)) == f"  {sentence.text}\n  {source_text(first.source)}"
    unsure = Reply("?", first, (replace(whole, source=SOURCES[1]),), unsure=True)
    assert f"\n  2. {sentence.text}\n" in str(unsure)


@pytest.mark.parametrize("of", [repr, str, Reply._repr_html_])
@given(text=st.text(st.characters(exclude_categories=()), min_size=1))
def test_nothing_that_a_terminal_obeys_is_printed(of: Callable[[Reply], str], text: str) -> None:
    sentence = Sentence(text, 0, len(text))
    source = Source(text, text, text, "2020", text)
    answer = Answer(text, 0, len(text), "thing", None, sentence, source, 0.9, claim_of=text, context=sentence)
    reply = Reply("q", answer, read_as=text, notices=(text,), missing=(text,))
    assert [char for char in of(reply) if char != "\n" and unicodedata.category(char) in ("Cc", "Cs")] == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", of(reply))


class Page(HTMLParser):
    """The tags of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.marked = self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert [name for name, _ in attrs] == ["style"]
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self.open[-1] == "span" else ""


def test_a_notebook_shows_the_same_words(replies: dict[str, Reply]) -> None:
    for reply in replies.values():
        page = Page(reply._repr_html_())
        assert page.text == "".join(line.strip() for line in str(reply).splitlines())
        assert page.open == []
        if reply.answer and len(reply.shown) == 1:
            assert page.marked == reply.answer.plain


def test_what_an_article_says_is_no_markup() -> None:
    text = "<script>alert(1)</script> & <b style='x'>so</b>"
    source = Source("a", text)
    answer = Answer(text, 0, len(text), "thing", None, Sentence(text, 0, len(text)), source, 0.9)
    page = Page(Reply("q", answer)._repr_html_())
    assert page.tags == {"div", "span"}
    assert page.marked == text


def values_of(reply: Reply) -> list[Any]:
    return [reply, *reply.shown, *reply.evidence, *reply.groups, *([reply.answer] if reply.answer else [])]


def test_equal_values_have_one_hash(replies: dict[str, Reply]) -> None:
    again = QABot.from_folder(cache=False)
    for question, reply in replies.items():
        for one, other in zip(values_of(reply), values_of(again.ask(question)), strict=True):
            assert one == other
            assert hash(one) == hash(other)
    assert len({*replies.values()}) == len(replies)


def test_evidence_of_other_points_is_another() -> None:
    one = evidence(SOURCES[0], "It cost £37,000.")
    other = one._replace(points={**one.points, "nothing": 0.1})
    assert one != other
    assert len({one, other, one._replace(points=dict(one.points))}) == 2


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_is_equal(replies: dict[str, Reply], again: Callable[[Any], Any]) -> None:
    for reply in replies.values():
        for one in values_of(reply):
            assert again(one) == one
            assert type(again(one)) is type(one)


def test_the_json_form_is_read_back_as_it_was(replies: dict[str, Reply]) -> None:
    for reply in replies.values():
        assert json.loads(json.dumps(reply.as_dict())) == reply.as_dict()


def test_short_forms_leave_no_field_out_of_a_comparison() -> None:
    shown = Shown(FINISHED.sentence, FINISHED.source, 0.5)
    assert shown != shown._replace(confidence=0.501)
    assert isinstance(FINISHED, Evidence)
    assert FINISHED._replace(total=0.0) != FINISHED
