"""Marks are not words: what is read of a line, and what of it is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot import QABot
from qa_bot.documents.markdown import read_markdown
from qa_bot.documents.marks import marks, with_short_addresses
from qa_bot.documents.plain_text import read_text
from qa_bot.documents.view import Writing, inverse, places_of, view_of
from qa_bot.values import Article, Edit, edited

READ = {
    "It cost __900 pounds__ on _4 May 2015_.": "It cost 900 pounds on 4 May 2015.",
    "**Both *of* them** and ***all***": "Both of them and all",
    "~~gone~~ and ==kept==": "gone and kept",
    "snake_case_name, 2*3*4 and 5 * 6 * 7": "snake_case_name, 2*3*4 and 5 * 6 * 7",
    "by [Nora Bell](https://x.org/a) in [**Hull**](b.md 'x')": "by Nora Bell in Hull",
    "see [this][label], [that][] and [a note]": "see this, that and [a note]",
    "[[Some Page|Nora Bell]] of [[Hull]]": "Nora Bell of Hull",
    "<b>Nora&nbsp;Bell</b> &amp; <a href='x'>sons</a>": "Nora\xa0Bell & sons",
    "one<br>two": "one two",
    "Write to <your name> if a < b and c > d": "Write to <your name> if a < b and c > d",
    "nine miles[12] long.[citation needed] Next[^a]": "nine miles long. Next",
    "Use `a *b* c` and ``d ` e``": "Use a *b* c and d ` e",
    "{ref}`the pump <pump>` or :doc:`pumps`": "the pump or pumps",
    "{{< ref >}}Open{% raw %} daily {{cite|a}}": "Open daily ",
    "A word<!-- hidden *words* --> stays %%note%%": "A word stays ",
    "See https://x.org/2019/01/25/a_(b)?c=d. Next": "See x.org. Next",
    "<https://x.org/a> or <nora@x.org>": "x.org or nora@x.org",
    "![a chart](x.png)After [![b](i.png)](u)": "After ",
    "[ ] paint the gate": "paint the gate",
    "[!NOTE] Mind the gap": "Mind the gap",
    "\\*not emphasis\\*": "not emphasis",
    "Opening hours { #hours .wide }": "Opening hours",
    "the `BTS docs <https://x.org/b>`__ (https://\n  x.org/b)": "the BTS docs",
    "ready :rocket: at 12:30:45": "ready  at 12:30:45",
    "a quotation\n> that goes on": "a quotation\nthat goes on",
    "the harbour mas-\n   ter": "the harbour master",
}


@pytest.mark.parametrize("text", READ)
def test_a_line_is_read_without_its_marks(text: str) -> None:
    assert edited(text, marks(text, 0, len(text))) == READ[text]


def test_a_hyphen_at_a_line_end_stays_between_two_words() -> None:
    text = "The well-\nknown house. It is known well. The har-\nbour."
    assert view_of(article(text)).text == "The well-known house. It is known well. The harbour."


def article(text: str) -> Article:
    document = read_text(text)
    return Article("a", text, "a", blocks=document.blocks, edits=document.edits)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *("Hull bought **the pump** [it](x) | --- `a` ``` <b> &amp; _x_ # - > 1. ![i](j)").split(" "),
            *("\n", "\n\n", "    ", ":", "[^1]", "!!!", ":::", "~~~", "a-\nb"),
        ]
    )
).map(" ".join)


@given(MARKDOWN)
def test_edits_stand_in_order_and_lead_back(text: str) -> None:
    for document in (read_text(text), read_markdown(text)):
        places = [place for one in document.edits for place in one[:2]]
        assert places == sorted(places)
        blocks = [place for one in document.blocks for place in one[:2]]
        assert blocks == sorted(blocks)
        view = edited(text, document.edits)
        back = inverse(text, document.edits)
        assert edited(view, back) == text
        assert inverse(view, back) == document.edits


@given(MARKDOWN, st.data())
def test_what_is_read_between_two_places_is_a_slice(text: str, data: st.DataObject) -> None:
    view = view_of(article(text))
    writing = Writing(view.text, places_of(view.edits), "".join(one.put for one in view.edits))
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    sentence = writing.sentence((start, end))
    assert writing.text == text
    assert sentence.text == text[sentence.start : sentence.end]
    assert sentence.plain == view.text[start:end]
    inner = writing.span((start, end))
    assert sentence.start <= inner[0] <= inner[1] <= sentence.end


def test_an_address_is_shortened_whole_where_lines_broke_it() -> None:
    text = "See a.b (https://x.org/manuals/debian-\nfaq/c.html) or http://y.org/d. The mas-\nter."
    joined = [Edit(place - 1, place + 1) for place in (text.index("\nfaq"), text.index("\nter"))]
    short = with_short_addresses(text, joined)
    assert edited(text, short) == "See a.b or y.org. The master."


def test_places_move_inside_and_around_marks() -> None:
    places = places_of([Edit(4, 4, "**"), Edit(8, 8, "**")])
    assert places.inside((4, 8)) == (6, 10)
    assert places.around((4, 8)) == (4, 12)


def test_an_answer_is_a_slice_and_is_shown_without_marks() -> None:
    text = "The pump was bought by [Nora Bell](https://x.org/a) in [**Hull**](b.md) for __900 pounds__."
    bot = QABot.from_texts({"a": text})
    for question, words in (("Where was the pump bought?", "Hull"), ("Who bought the pump?", "Nora Bell")):
        answer = bot.ask(question).answer
        assert answer is not None
        assert bot.text_of("a")[answer.start : answer.end] == answer.text == answer.plain == words
        assert answer.sentence.text == text
        assert answer.sentence.plain == "The pump was bought by Nora Bell in Hull for 900 pounds."
