"""The signs by which a ranking is judged."""

from __future__ import annotations

import pytest
from bench import STRIKE

from qa_bot.answering.abstention import SIGNS, Weighed, logistic, measure
from qa_bot.answering.ranking import Ranker
from qa_bot.answering.weights import read_weights
from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text


def weigh(question: str) -> list[Weighed]:
    bot = QABot.from_articles([article_from_text("a", STRIKE)])
    read = bot.read(question)
    return Ranker.default().weigh(read, bot.rank(read), bot.corpus)


# sign, question where it is larger, question where it is smaller
STRONGER = [
    ("points", "How long will the walkout last?", "How long will the walkout in Peru annoy miners?"),
    ("question covered by the sentence", "Will the walkout last?", "Will the walkout annoy miners?"),
    ("question covered by the passage", "Will the walkout last?", "Will the walkout annoy miners?"),
    ("names absent from the passage", "Is the walkout in Peru?", "Is the walkout in March?"),
    ("numbers absent from the passage", "Is the walkout in 1999?", "Is the walkout on 13 March?"),
    ("asked-for noun absent", "Which miners are in the union?", "Which chair is in the union?"),
    ("nothing of the asked type", "What percentage of the union met?", "Who is the chair of the union?"),
    ("negation differs", "Who did not chair the union?", "Who is chair of the union?"),
]


@pytest.mark.parametrize(("name", "more", "less"), STRONGER)
def test_a_sign_tells_two_questions_apart(name: str, more: str, less: str) -> None:
    assert measure(weigh(more))[name] > measure(weigh(less))[name]


@pytest.mark.parametrize("table", ["confidence", "silence"])
def test_the_tables_weigh_signs_there_are(table: str) -> None:
    assert set(read_weights(table)) <= {sign.name for sign in SIGNS} | {"always"}


def test_logistic_is_a_probability() -> None:
    assert logistic(-1e9) < 1e-9
    assert logistic(0) == 0.5
    assert logistic(1e9) > 1 - 1e-9
