"""Who somebody is: the words beside the name, and silence where no rule is sure."""

from __future__ import annotations

import pytest

from qa_bot import QABot
from qa_bot.answering.matching.positions import who_is
from qa_bot.questions.reading import read_question

TOLD = [
    ("Who is Ann Roe?", "The boat, said Ann Roe, keeper of the light, was lost.", "keeper of the light"),
    ("who is karen roe", "Karen Roe is a retired judge, and she sat for years.", "a retired judge"),
    ("Who is Tom Bell?", "Tom Bell, who runs a bakery in Leeds, closed it.", "who runs a bakery in Leeds"),
    ("Who was Ann Roe?", "Jo May and Ann Roe, the mayor, left at noon.", "the mayor"),
    ("Who is Ann Roe?", "The queen, Ann Roe, lives in Fife.", "The queen"),
    ("Who is Ann Roe?", "The winner of the race, Ann Roe, cried.", "The winner of the race"),
    ("Who is Ann Roe?", "In the spring, Ann Roe left.", None),
    ("Who is Ann Roe?", "The next year, Ann Roe, cold and wet, left.", None),
    ("Who is Ann Roe?", "The mayor thanked Jo May, an engineer, and Ann Roe went home.", None),
    ("Who is Ann Roe?", "Ann Roe went home, and the mayor stayed.", None),
    (
        "What is Ann Roe's job?",
        "The boat, said Ann Roe, keeper of the light, was lost.",
        "keeper of the light",
    ),
    ("What does Ann Roe do for a living?", "Ann Roe is a retired judge.", "a retired judge"),
    ("What role did Ann Roe play?", "Ann Roe, the mayor, left.", None),
    ("When did Ann Roe retire?", "Ann Roe, the mayor, retired in May.", None),
]


@pytest.mark.parametrize(("question", "text", "told"), TOLD)
def test_the_words_beside_a_name_tell_who_it_is(question: str, text: str, told: str | None) -> None:
    found = who_is(read_question(question), text)
    assert (text[found.start : found.end] if found else None) == told


def test_the_bot_answers_with_them() -> None:
    bot = QABot.from_texts({"light": "The harbour was closed. Ann Roe, keeper of the light, saw it first."})
    reply = bot.ask("Who is Ann Roe?")
    assert reply.answer is not None
    assert reply.answer.text == "keeper of the light"
