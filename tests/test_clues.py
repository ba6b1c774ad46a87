"""Every clue applies where its name says so, and nowhere else."""

from __future__ import annotations

import math

import pytest
from bench import STRIKE, candidate, candidates
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.answering.features import CLUES
from qa_bot.answering.matching.candidates import CandidateSet
from qa_bot.answering.ranking import STANDS_OUT
from qa_bot.answering.weights import read_points, read_weights
from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text

BY_NAME = {clue.name: clue.value for clue in CLUES}

# clue, question, sentence where it is larger, sentence where it is smaller
STRONGER = [
    ("shared rare words", "How long will the walkout last?", "The walkout", "Dr Ron"),
    ("things of the asked type", "When does it begin?", "It begins", "Dr Ron"),
    ("words in the sentence before", "When does the walkout begin?", "It begins", "The walkout"),
    ("same phrase", "When will junior doctors strike?", "Junior doctors", "The walkout"),
    ("asked-for noun", "Which walkout is it?", "The walkout", "Dr Ron"),
    ("date, number or amount near the words", "On what date does it begin?", "It begins", "Dr Ron"),
    ("names missing", "What did Ron Singer say?", "The walkout", "Dr Ron"),
    ("pronoun for the sentence before", "When does the walkout begin?", "It begins", "The walkout"),
    ("words at the start", "What is the walkout?", "The walkout", "Dr Ron"),
    ("shared function words", "What is the chair of the union?", "Dr Ron", "It begins"),
    ("place in the passage", "Who won?", "The ballot", "Junior"),
    ("done by", "Who won the ballot?", "The ballot", "Dr Ron"),
    ("a reason asked for and here", "Why did the mill close?", "Orders fell because", "The mill"),
    ("says what the name is", "What is the BMA?", "The BMA is", "The BMA met"),
    ("short form spelt out", "What is the BMA?", "The British", "The BMA met"),
    ("first word met", "Will the walkout fail?", "The walkout", "It begins"),
    ("last word met", "Have the talks failed?", "Dr Ron", "It begins"),
    ("new words", "Who is the union?", "Dr Ron", "It begins"),
    ("topic named in the first sentence", "Which junior doctors won?", "The ballot", "The walkout"),
    ("nothing new", "When will junior doctors strike in March?", "Junior", "Dr Ron"),
    ("all words met", "Have the talks failed?", "Dr Ron", "It begins"),
    ("length", "Who is the union?", "Dr Ron", "It begins"),
    ("best of all passages", "Have the talks failed?", "Dr Ron", "It begins"),
    ("a time asked for and here", "When does it begin?", "It begins", "Dr Ron"),
    ("a duration asked for and here", "How long will the walkout last?", "The walkout", "Dr Ron"),
    ("an amount asked for and here", "How many doctors won the ballot?", "The walkout", "Dr Ron"),
    ("a person asked for and here", "Who is chair of the union?", "Dr Ron", "The walkout"),
    ("a place asked for and here", "Where did the mill stand?", "It stood in", "The mill"),
    ("a meaning asked for and here", "What is a loom?", "A loom is", "The mill"),
    ("a work or event asked for and here", "Which book tells of the mill?", "The book", "The mill"),
    ("some name asked for and here", "What mill did the owner buy?", "Acme Steel", "A loom"),
    ("said as asked", "What did the owner say about the mill?", "“We had", "The mill"),
    ("explains the sentence before", "Why did the mill close?", "This was because", "The mill"),
    ("holds the post asked for", "Who is the mayor?", "Ann Roe", "Jo May"),
    ("number of the asked-for noun", "How many looms did the mill sell?", "It sold", "Acme Steel"),
    ("question covered here or by the title", "Who bought the mill?", "Acme Steel", "A loom"),
    ("question covered here and around", "Who bought the mill?", "Orders fell", "A loom"),
    ("words in the nearest heading", "What are the fares of the ferry?", "Two pounds", "From nine"),
    ("words in higher headings", "What are the fares of the ferry?", "Two pounds", "One pound"),
    ("first below its heading", "What are the fares of the ferry?", "Two pounds", "Children pay"),
    ("answers the question before it", "Who may ride the ferry alone?", "Over ten", "Children pay"),
    ("told as denied, expected or supposed", "Who won the ballot?", "Dr Ron", "The ballot"),
    ("told as denied, expected or supposed", "How many looms were sold?", "Twelve looms", "Nine looms"),
    ("told the other way round", "Who bought Acme Steel?", "Acme Steel", "Bo Ray"),
    ("told the other way round", "What did Acme Steel buy?", "Bo Ray", "Acme Steel"),
    ("only announces", "What does the ferry carry?", "It carries", "a van"),
    ("says what may be", "Can dogs ride on the ferry?", "Dogs must", "Dogs bark"),
    ("says what may be", "Are dogs let onto the ferry?", "No dogs", "Dogs bark"),
    ("says outright yes or no", "Can dogs ride on the ferry?", "No dogs", "Dogs bark"),
    ("says on what condition", "What if a dog bites?", "When a dog", "Dogs bark"),
    ("item of the list asked for", "What things does the ferry carry?", "a van", "Dogs bark"),
    ("holds a list where one is asked for", "Which goods does the mill sell?", "It sells", "A loom"),
    ("words in the nearest heading", "What things does the ferry carry?", "a van", "Dogs bark"),
]
# clue, question of another kind, sentence of which it says nothing there
SILENT_OF = [
    ("answers the question before it", "Which dogs ride on the ferry?", "Dogs bark"),
    ("says what may be", "Who can ride on the ferry?", "Dogs must"),
    ("says outright yes or no", "Who can ride on the ferry?", "No dogs"),
    ("says on what condition", "What does a dog bite?", "When a dog"),
    ("item of the list asked for", "What does the ferry carry?", "a van"),
    ("item of the list asked for", "What things does the ferry carry?", "It carries"),
    ("holds a list where one is asked for", "What does the ferry carry?", "It carries"),
    ("first below its heading", "Which dogs bark on the ferry?", "Two pounds"),
]
SAME_IN_A_PASSAGE = {
    "passage score against the best",
    "question covered by the passage",
    "names missing from the passage",
    "same phrase in the passage",
}
MILL = (
    "The mill closed early. This was because trade was poor. Orders fell because prices rose. "
    "Acme Steel Company bought it. It sold 12 old looms. It stood in Leeds. It saved by selling looms. "
    "A loom is a machine for weaving. "
    "The book Silent Spring tells of it. “We had no choice about the mill,” the owner said."
)
FERRY = """# Getting about

## The ferry

### Hours

From nine until six.

### Fares

Two pounds each way. Children pay half. Who may ride alone? Over ten all may.

### Dogs and luggage

Dogs must be kept on a lead. Dogs bark. No dogs in the cabin. When a dog bites, its owner pays.

### The crossing

It carries:

- a van of the post
- bicycles

## The bus

### Fares

One pound each way.
"""
TEXTS = {
    "told as denied, expected or supposed": (
        "Dr Ron is expected to win the ballot. The ballot was won by Ann Roe. Twelve looms would be sold. "
        "Nine looms were sold."
    ),
    "told the other way round": "Acme Steel bought the mill. Bo Ray bought Acme Steel.",
    "says what the name is": "The BMA met. It was large. The BMA is the union of doctors.",
    "short form spelt out": "The BMA met. It was large. The British Medical Association (BMA) agreed.",
    "holds a list where one is asked for": "A loom is there. It sells nails, planks and ropes.",
    "holds the post asked for": "Ann Roe, the mayor, came late. Jo May told the mayor to wait.",
}


def text_for(question: str) -> str:
    if {"ferry", "bus", "dog"} & set(question.strip("?").split()):
        return FERRY
    return MILL if "mill" in question or "loom" in question else STRIKE


@pytest.mark.parametrize(("name", "question", "more", "less"), STRONGER)
def test_a_clue_tells_two_sentences_apart(name: str, question: str, more: str, less: str) -> None:
    text = TEXTS.get(name, text_for(question))
    assert BY_NAME[name](candidate(question, more, text)) > BY_NAME[name](candidate(question, less, text))


@pytest.mark.parametrize(("name", "question", "beginning"), SILENT_OF)
def test_a_clue_says_nothing_of_other_questions(name: str, question: str, beginning: str) -> None:
    assert BY_NAME[name](candidate(question, beginning, FERRY)) == 0.0


@pytest.mark.parametrize("condition", ["if", "when", "unless", "after", "once", "before", "whenever"])
def test_every_word_of_condition_is_met(condition: str) -> None:
    text = f"A fee is due {condition} a dog bites. Dogs bark."
    assert BY_NAME["says on what condition"](candidate("What if a dog bites?", "A fee", text)) == 1.0


ASKING = (
    "Can dogs swim? “Can dogs swim?” *Can dogs swim?* (Can dogs swim?) “Can dogs swim?” the man said. "
    "Dogs swim."
)


def test_no_question_is_weighed_but_one_that_somebody_puts() -> None:
    assert [one.sentence.text for one in candidates("Can dogs swim?", ASKING)] == [
        "“Can dogs swim?”",
        "“Can dogs swim?” the man said.",
        "Dogs swim.",
    ]


def test_where_there_are_only_questions_nothing_is_weighed() -> None:
    assert candidates("Can dogs swim?", "Can dogs swim? Do dogs bark?") == []


# clue, question, sentence that answers it as it is asked
TOLD_AS_ASKED = [
    ("When will the hall open?", "The hall is expected to open in May."),
    ("When will the hall open?", "Ann Roe said the hall would open in May."),
    ("When do they plan to shut it?", "They plan to shut the hall in May."),
    ("How many homes were flooded?", "Nearly 400 homes were flooded."),
    ("How many doctors voted?", "Almost 37,000 doctors voted."),
    ("When was the strike called off?", "The strike was cancelled on Monday."),
    ("When did the hall open?", "The hall opened in May."),
    ("Who did not vote?", "Ann Roe did not vote."),
    ("How much may be spent?", "No more than £250 may be spent."),
    ("Who beat Ann Roe?", "Bo Ray beat Ann Roe."),
    ("Who beat Ann Roe?", "Ann Roe was beaten by Bo Ray."),
    ("What did Ann Roe buy?", "Ann Roe bought the mill."),
    ("What did Ann Roe buy?", "The mill was bought by Ann Roe."),
    ("What did Ann Roe say about the roof?", "“The roof leaks,” said Ann Roe."),
    ("What did Ann Roe say about the roof?", "Ann Roe said the roof leaks."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentence"), TOLD_AS_ASKED)
def test_what_is_told_as_it_is_asked_is_neither_unreal_nor_turned_round(question: str, sentence: str) -> None:
    one = candidate(question, sentence, f"{sentence} It rained.")
    assert BY_NAME["told as denied, expected or supposed"](one) == 0.0
    assert BY_NAME["told the other way round"](one) == 0.0


def test_one_sentence_of_a_section_is_the_first_below_its_heading() -> None:
    fares = "Two pounds each way. Nobody rides free. It is paid on board."
    text = f"# Ferry\n\n## Fares\n\n{fares}\n\n{fares.replace('Two', 'Three')}\n\n## Hours\n\nIt is open."
    found = candidates("What are the fares?", text)
    first = [one.sentence.text[:5] for one in found if BY_NAME["first below its heading"](one)]
    assert first == ["Two p"]


OF_MEANING = read_points("wordllama").keys() - read_points().keys()
OF_SEVERAL_PASSAGES = {"words close together", "dated as asked", "share of the article"}


def test_every_clue_has_a_row_here_and_a_weight_of_its_own() -> None:
    shown = {name for name, *_ in STRONGER} | SAME_IN_A_PASSAGE | OF_SEVERAL_PASSAGES
    assert shown | set(read_weights("conversation")) | OF_MEANING == set(BY_NAME)
    assert len(BY_NAME) == len(CLUES)
    assert set(read_points()) == {*BY_NAME, STANDS_OUT}.difference(OF_MEANING)


def test_no_clue_has_two_weights() -> None:
    tables = [read_weights(name) for name in ("sentence", "by_hand", "conversation")]
    assert sum(map(len, tables)) == len(read_points())


def test_an_article_of_the_year_asked_about_comes_first() -> None:
    texts = {
        "old": "---\ndate: 2016-01\n---\nDoctors went on strike.",
        "new": "---\ndate: 2023\n---\nDoctors went on strike.",
    }
    bot = QABot.from_articles([article_from_text(name, text) for name, text in texts.items()])
    for question, source, points in (
        ("Who went on strike in 2016?", "old", 1),
        ("Who went on strike in January 2016?", "old", 2),
        ("Who went on strike in 2023?", "new", 1),
    ):
        best, other = bot.ask(question).evidence
        assert (best.source.id, best.points["dated as asked"]) == (source, 2.0 * points)
        assert other.points["dated as asked"] < 0


def test_the_article_with_most_of_the_passages_found_has_the_largest_share() -> None:
    rose = "The rose needs sun.\n\nWater the rose at dawn.\n\nPrune the rose in March."
    bot = QABot.from_texts({"rose": rose, "shop": "A rose costs a pound in the shop.", "dog": "Dogs bark."})
    read = bot.read("How often is a rose cut?")
    found = CandidateSet(read, bot.rank(read), bot.corpus).candidates()
    shares = {one.source.id: BY_NAME["share of the article"](one) for one in found}
    assert shares.keys() == {"rose", "shop"}
    assert shares["rose"] == 1.0 > shares["shop"] > 0.0


def test_words_close_together() -> None:
    near = (
        "The union chair won. The union, "
        + "which met in an old hall by the sea for many days, " * 2
        + "has a chair."
    )
    measure = BY_NAME["words close together"]
    question = "Who is the union chair?"
    assert measure(candidate(question, "The union chair", near)) > measure(
        candidate(question, "The union,", near)
    )


@pytest.mark.parametrize("name", sorted(SAME_IN_A_PASSAGE))
def test_retrieval_clues_are_the_passages(name: str) -> None:
    values = {BY_NAME[name](one) for one in candidates("Who is Bob, chair of the union?")}
    assert len(values) == 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=200))
def test_every_clue_gives_a_number_for_any_text(question: str, text: str) -> None:
    for one in candidates(f"who {question}", f"Some words. {text}"):
        assert all(math.isfinite(clue.measure(one)) for clue in CLUES)
