from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_texts import TEXTS, articles

from qa_bot.documents.articles import article_from_text
from qa_bot.language.tokens import tokens
from qa_bot.questions.reading import read_question
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build
from qa_bot.retrieval.retriever import Retriever
from qa_bot.values import Question, QuestionForm, Within

BUILT = build(articles())


def asked(text: str) -> Question:
    """Read a question that has function words alone as one without terms."""
    return Question(text, text, tuple(tokens(text)), (), QuestionForm("terse"), "", "")


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        ("Who called off the strike?", "harbour", "Ann Smith called it off"),
        ("Where were otters seen?", "otters", "river Tweed"),
        ("Where does the choir sing?", "deep/choir", "choir of Leeds"),
        ("How many fish are there?", "otters", "37,000 fish"),
        ("Which café paid nobody?", "harbour", "Café Zürich"),
        ("CAFE", "harbour", "Café Zürich"),
    ],
)
def test_the_right_passage_comes_first(question: str, source: str, words: str) -> None:
    first = Retriever(BUILT).rank(read_question(question))[0]
    assert first.passage.source.id == source
    assert words in first.passage.text
    assert first.score > 0


GUIDE = """# Skiff ferry

## Fares

Two pounds each way.

## Dogs

They ride for nothing, on a lead.

## The crossing

It takes an hour.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What are the fares?", "Two pounds"),
        ("Can I take my dog?", "They ride"),
        ("How long is the crossing?", "It takes"),
        ("What are the fares of the Skiff ferry?", "Two pounds"),
    ],
)
def test_a_passage_is_found_by_the_headings_above_it(question: str, words: str) -> None:
    index = build([article_from_text("guide", GUIDE), *articles()])
    first = Retriever(index).rank(read_question(question))[0]
    assert first.passage.text.startswith(words)


def test_a_title_finds_every_passage_below_it() -> None:
    index = build([article_from_text("guide", GUIDE), *articles()])
    found = Retriever(index).rank(read_question("Where is the Skiff?"))
    assert {one.passage.text[:4] for one in found} == {"Two ", "They", "It t"}


@pytest.mark.parametrize("source", ["guide"])
def test_within_an_article_headings_count_as_in_the_search(source: str) -> None:
    index = build([article_from_text(source, GUIDE), *articles()])
    question = read_question("What are the fares for a dog?")
    everywhere = {one.passage.text: one.score for one in Retriever(index).rank(question, 100)}
    inside = Retriever(index).rank(question, 100, Within(source))
    assert {one.passage.text: one.score for one in inside if one.score} == {
        text: score for text, score in everywhere.items() if text in GUIDE
    }
    assert len([one for one in inside if one.score]) == 2


def test_unknown_words_find_nothing() -> None:
    assert Retriever(BUILT).rank(read_question("Which zeppelin exploded?")) == []


def test_k() -> None:
    question = read_question("the strike in March")
    everything = Retriever(BUILT).rank(question, 8)
    assert len(everything) > 1
    assert Retriever(BUILT).rank(question, 1) == everything[:1]


def test_function_words_are_used_when_nothing_else_is_asked() -> None:
    assert Retriever(BUILT).rank(asked("Who was it?")), "no content word: all words"
    assert Retriever(BUILT).rank(asked("?!")) == []


def test_a_term_counts_once() -> None:
    once, twice = (
        Question("", "", (), terms, QuestionForm("terse"), "", "")
        for terms in (("strike",), ("strike", "strike"))
    )
    assert Retriever(BUILT).rank(once) == Retriever(BUILT).rank(twice)


@pytest.mark.parametrize("source", TEXTS)
@pytest.mark.parametrize("question", ["Who called off the strike in March?", "otters", "zeppelins", "?"])
def test_within_an_article_scores_are_those_of_the_search(source: str, question: str) -> None:
    read = read_question(question) if question != "?" else asked("?")
    everywhere = {one.passage.id: one.score for one in Retriever(BUILT).rank(read, 100)}
    inside = Retriever(BUILT).rank(read, 100, Within(source))
    assert len(inside) == len(BUILT.passages_within(Within(source)))
    assert {one.passage.id: one.score for one in inside} == {
        one.passage.id: everywhere.get(one.passage.id, 0.0) for one in inside
    }
    assert inside == sorted(inside, key=lambda one: (-one.score, one.passage.start))


def test_a_given_stretch_is_always_ranked() -> None:
    text = TEXTS["otters"]
    stretch = Within("otters", text.index("The otters ate"), text.index("A ranger"))
    (given_one,) = Retriever(BUILT).rank(read_question("Which zeppelin exploded?"), within=stretch)
    assert (given_one.passage.text, given_one.score) == ("The otters ate fish; the fish were small.", 0.0)
    (given_one,) = Retriever(BUILT).rank(read_question("Who ate fish?"), within=stretch)
    assert given_one.score > 0


def clipped_to_the_end(index: Index, source: str) -> list[Within]:
    return [Within(source, p.start, p.end) for p in index.passages_within(Within(source))]


@pytest.mark.parametrize("source", TEXTS)
def test_a_stretch_that_is_a_passage_is_that_passage(source: str) -> None:
    for stretch, whole in zip(
        clipped_to_the_end(BUILT, source), BUILT.passages_within(Within(source)), strict=True
    ):
        assert BUILT.passages_within(stretch) == [whole]


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_a_clipped_passage_scores_as_if_it_were_indexed(source: str, data: st.DataObject) -> None:
    text = TEXTS[source]
    start = data.draw(st.integers(0, len(text)))
    stretch = Within(source, start, data.draw(st.integers(start, len(text))))
    question = read_question("Who called off the strike of the otters in March?")
    for one in Retriever(BUILT).rank(question, within=stretch):
        passage = one.passage
        assert stretch.start <= passage.start <= passage.end <= (stretch.end or 0)
        assert text[passage.start : passage.end] == passage.text
        assert all(passage.start <= a < b <= passage.end for a, b in passage.sentences)
        assert one.score >= 0
