"""Every clue applies where its name says so, and nowhere else."""

from __future__ import annotations

import math

import pytest
from bench import STRIKE, case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.clues import CLUES
from qa_bot.weights import read_weights

BY_NAME = {clue.name: clue.measure for clue in CLUES}

# clue, question, sentence where it is larger, sentence where it is smaller
STRONGER = [
    ("shared rare words", "How long will the walkout last?", "The walkout", "Dr Ron"),
    ("things of the asked type", "When does it begin?", "It begins", "Dr Ron"),
    ("words in the sentence before", "When does the walkout begin?", "It begins", "The walkout"),
    ("words in the sentence after", "What will junior doctors do when talks fail?", "It begins", "Dr Ron"),
    ("same phrase", "When will junior doctors strike?", "Junior doctors", "The walkout"),
    ("asked-for noun", "Which walkout is it?", "The walkout", "Dr Ron"),
    ("date, number or amount near the words", "On what date does it begin?", "It begins", "Dr Ron"),
    ("name or phrase near the words", "Who is chair of the union?", "Dr Ron", "The walkout"),
    ("next sentence is best", "Who chairs the union?", "It begins", "Dr Ron"),
    ("names missing", "What did Ron Singer say?", "The walkout", "Dr Ron"),
    ("numbers missing", "What lasts 72 hours?", "Dr Ron", "The walkout"),
    ("how many rare words", "Will the walkout last?", "The walkout", "Dr Ron"),
    ("pronoun for the sentence before", "When does the walkout begin?", "It begins", "The walkout"),
    ("words at the start", "What is the walkout?", "The walkout", "Dr Ron"),
    ("shared function words", "What is the chair of the union?", "Dr Ron", "It begins"),
    ("place in the passage", "Who won?", "The ballot", "Junior"),
    ("done by", "Who won the ballot?", "The ballot", "Dr Ron"),
    ("says what the name is", "What is the BMA?", "The British", "The BMA met"),
    ("first word met", "Will the walkout fail?", "The walkout", "It begins"),
    ("last word met", "Have the talks failed?", "Dr Ron", "It begins"),
    ("new words", "Who is the union?", "Dr Ron", "It begins"),
    ("topic named in the first sentence", "Which junior doctors won?", "The ballot", "The walkout"),
    ("nothing of the asked type", "When did the union meet?", "Dr Ron", "It begins"),
    ("nothing new", "Will junior doctors strike in March?", "Junior", "Dr Ron"),
    ("all words met", "Have the talks failed?", "Dr Ron", "It begins"),
    ("begins with a name asked about", "What did Dr Singer say?", "Dr Ron", "It begins"),
    ("length", "Who is the union?", "Dr Ron", "It begins"),
    ("best of all passages", "Have the talks failed?", "Dr Ron", "It begins"),
]
SAME_IN_A_PASSAGE = {
    "passage score",
    "passage score against the best",
    "passage rank",
    "question covered by the passage",
    "names missing from the passage",
}
TEXTS = {"says what the name is": "The BMA met. It was large. The British Medical Association (BMA) agreed."}


@pytest.mark.parametrize(("name", "question", "more", "less"), STRONGER)
def test_a_clue_tells_two_sentences_apart(name: str, question: str, more: str, less: str) -> None:
    text = TEXTS.get(name, STRIKE)
    assert BY_NAME[name](case(question, more, text)) > BY_NAME[name](case(question, less, text))


def test_every_clue_has_a_row_here_and_a_weight_of_its_own() -> None:
    shown = {name for name, *_ in STRONGER} | SAME_IN_A_PASSAGE | {"words close together"}
    assert shown == set(BY_NAME)
    assert len(BY_NAME) == len(CLUES)
    assert set(read_weights("sentence")) == set(BY_NAME)


def test_words_close_together() -> None:
    near = (
        "The union chair won. The union, "
        + "which met in an old hall by the sea for many days, " * 2
        + "has a chair."
    )
    measure = BY_NAME["words close together"]
    question = "Who is the union chair?"
    assert measure(case(question, "The union chair", near)) > measure(case(question, "The union,", near))


@pytest.mark.parametrize("name", sorted(SAME_IN_A_PASSAGE))
def test_retrieval_clues_are_the_passages(name: str) -> None:
    values = {BY_NAME[name](one) for one in cases("Who is Bob, chair of the union?")}
    assert len(values) == 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=200))
def test_every_clue_gives_a_number_for_any_text(question: str, text: str) -> None:
    for one in cases(f"who {question}", f"Some words. {text}"):
        assert all(math.isfinite(clue.measure(one)) for clue in CLUES)
