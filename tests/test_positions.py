from __future__ import annotations

import time

import pytest

from qa_bot.answering.decision import OTHER_HOLDER
from qa_bot.answering.matching.positions import names_another, position_holder
from qa_bot.bot import QABot
from qa_bot.questions.reading import read_question


@pytest.mark.parametrize(
    ("question", "position"),
    [
        ("Who is the mayor?", "mayor"),
        ("Who was the health secretary in 2016?", "secretari"),
        ("Who chairs the committee?", "chair"),
        ("What is the name of the head teacher?", "teacher"),
        ("Harrow Bay mayor", "mayor"),
        ("York School chief executive", "execut"),
        ("Who led the council?", "lead"),
        ("Who won the race?", ""),
        ("Who is Jane Roe?", ""),
        ("When was the mayor elected?", ""),
        ("How many mayors are there?", ""),
        ("What was the name of the Doctor Who special?", ""),
    ],
)
def test_the_position_whose_holder_is_asked_for(question: str, position: str) -> None:
    assert read_question(question).position == position


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("Who is the health secretary?", "Health secretary Jane Roe has resigned.", "Jane Roe"),
        ("Who is the health secretary?", "Health and social care secretary Sam Ode agreed.", "Sam Ode"),
        ("Who is the health secretary?", "Jane Roe, the health secretary, has resigned.", "Jane Roe"),
        ("Who is the mayor?", "The mayor, Ines Okafor, opened the bridge.", "Ines Okafor"),
        ("Who is the mayor?", "Mayor Ines Okafor opened the bridge.", "Ines Okafor"),
        ("Who is the mayor?", "Ines Okafor was elected mayor of Harrow Bay.", "Ines Okafor"),
        ("Who is the mayor?", "The new mayor of Harrow Bay is Ines Okafor.", "Ines Okafor"),
        ("Who is the keeper?", "The keeper of Brindle light, Tamsin Pellow, paints.", "Tamsin Pellow"),
        ("Who is the prime minister?", "Prime Minister Sam Ode promised a vote.", "Sam Ode"),
        ("Who is the mayor?", "Sam Ode, who rises at three to bake, is the new mayor.", "Sam Ode"),
        ("Who is the mayor?", "Sam Ode, who is to be mayor of Harrow Bay, agreed.", "Sam Ode"),
        ("Who is the chair?", "Sam Ode, who took over as chair of the trust in April, agreed.", "Sam Ode"),
        ("Who was the mayor?", "Sam Ode has been mayor of Harrow Bay since May.", "Sam Ode"),
        ("Who was mayor before Sam Ode?", "Sam Ode, the mayor, agreed.", None),
        ("Who is the mayor?", "Sam Ode, who was elected in May, was angry at the mayor of York.", None),
        ("Who is the mayor?", "Sam Ode was told by the mayor of York.", None),
        ("Who chairs the committee?", "An email from chair of the committee Ellen Roe came.", "Ellen Roe"),
        (
            "Who are the co-chairs?",
            "Dr Rob Low and Dr Vi Tri, co-chairs, agreed.",
            "Dr Rob Low and Dr Vi Tri",
        ),
        ("Who is the former mayor?", "Former mayor Tom Pike resigned.", "Tom Pike"),
        ("Who is the commissioner of the NFL?", "NFL commissioner Roger Low spoke.", "Roger Low"),
        (
            "Who is the head of Low School?",
            "Ann Roe, head of Low School, met Jo May, head of York.",
            "Ann Roe",
        ),
        ("Who is the chair of York?", "York chair and former MP Dr Ron Low left.", "Dr Ron Low"),
        ("Who is the mayor?", "Dr Roe has told the mayor what must be done.", None),
        ("Who is the mayor?", "The mayor said Ines Okafor was late.", None),
        ("Who is the mayor?", "The deputy mayor, Lena Frost, spoke.", None),
        ("Who is the mayor?", "Former mayor Tom Pike resigned.", None),
        ("Who is the mayor?", "The mayor’s secretary, Lena Frost, spoke.", None),
        ("Who is the head of Low School?", "Jo May, head of York School, spoke.", None),
        ("Who is the president of ABC?", "ESPN president George Low spoke.", None),
    ],
)
def test_who_holds_a_position(question: str, sentence: str, name: str | None) -> None:
    read = read_question(question)
    found = position_holder(read, sentence, read.position)
    assert (sentence[found.start : found.end] if found else None) == name


ANOTHER = [
    ("Who is the mayor of Orb?", "Uma Nye, deputy mayor of Orb, smiled.", True),
    ("Who is the deputy mayor of Orb?", "Uma Nye, deputy mayor of Orb, smiled.", False),
    ("Who is the mayor of Lee?", "The former mayor of Lee, Ed Fox, died.", True),
    ("Who is the mayor of Lee?", "Ed Fox, the mayor of Lee, died.", False),
    ("Who is the mayor of Lee?", "The fox died.", False),
]


@pytest.mark.parametrize(("question", "sentence", "other"), ANOTHER)
def test_a_deputy_holds_another_position(question: str, sentence: str, other: bool) -> None:
    read = read_question(question)
    assert names_another(read, sentence, read.position) is other
    reply = QABot.from_texts({"a": sentence}).ask(question)
    assert (OTHER_HOLDER in reply.vetoes, reply.answer is None) == (other, other or "fox" in sentence)


@pytest.mark.parametrize("piece", ["Mayor Ann ", "the mayor, Ann Roe ", "Ann Roe and ", "chair of the "])
def test_a_long_sentence_takes_no_long_time(piece: str) -> None:
    read = read_question("Who is the mayor?")
    start = time.process_time()
    position_holder(read, piece * 1_000, "mayor")
    assert time.process_time() - start < 5
