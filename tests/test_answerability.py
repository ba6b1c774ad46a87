"""The signs by which a ranking is judged."""

from __future__ import annotations

import pytest
from bench import STRIKE

from qa_bot.answering.answerability import FEATURES, ScoredCandidate, logistic, measure
from qa_bot.answering.ranking import Ranker
from qa_bot.answering.weights import read_weights
from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text


def weigh(question: str, text: str = STRIKE) -> list[ScoredCandidate]:
    bot = QABot.from_articles([article_from_text("a", text)])
    read = bot.read(question)
    return Ranker.default().score(read, bot.rank(read), bot.corpus)


# sign, question where it is larger, question where it is smaller
STRONGER = [
    ("points", "How long will the walkout last?", "How long will the walkout in Peru annoy miners?"),
    ("log odds among all", "How long will the walkout last?", "How long will miners annoy doctors?"),
    ("margin over the next", "How long will the walkout last?", "How long will miners annoy doctors?"),
    ("question covered by the passage", "Will the walkout last?", "Will the walkout annoy miners?"),
    ("names absent from the passage", "Is the walkout in Peru?", "Is the walkout in March?"),
    ("numbers absent from the passage", "Is the walkout in 1999?", "Is the walkout on 13 March?"),
    ("nothing of the asked type", "What percentage of the union met?", "Who is the chair of the union?"),
    ("group absent", "Which nurses will strike in March?", "Which doctors will strike in March?"),
    ("nothing of the looked-for kind", "Who said the walkout will last?", "Who won the ballot?"),
    ("covered word for word by the sentence", "Will the walkout last?", "Will the walkout annoy miners?"),
    ("phrases met", "Will junior doctors strike?", "Will doctors who are junior strike?"),
    ("passage score", "Will junior doctors strike in March?", "Will miners strike?"),
    ("negation differs", "Who did not chair the union?", "Who is chair of the union?"),
    ("idf met", "Will junior doctors strike in March?", "Will miners strike?"),
]


@pytest.mark.parametrize(("name", "more", "less"), STRONGER)
def test_a_sign_tells_two_questions_apart(name: str, more: str, less: str) -> None:
    assert measure(weigh(more))[name] > measure(weigh(less))[name]


def test_more_sentences_are_more_to_weigh() -> None:
    one, two = (measure(weigh("Will doctors strike?", text)) for text in ("Doctors strike.", STRIKE))
    assert two["sentences weighed"] > one["sentences weighed"] == 0.0


def test_every_sign_has_a_row_here() -> None:
    assert {name for name, *_ in STRONGER} | {"sentences weighed"} == {feature.name for feature in FEATURES}


TABLES = ["confidence", "silence"]


def test_every_sign_is_weighed_by_a_table() -> None:
    scored = {name for table in TABLES for name in read_weights(table)}
    assert scored == {feature.name for feature in FEATURES} | {"always"}


@pytest.mark.parametrize("table", TABLES)
def test_every_weight_has_the_direction_that_its_sign_declares(table: str) -> None:
    directions = {feature.name: feature.direction for feature in FEATURES} | {"always": 0}
    against = {name: weight for name, weight in read_weights(table).items() if weight * directions[name] < 0}
    assert not against


def test_logistic_is_a_probability() -> None:
    assert logistic(-1e9) < 1e-9
    assert logistic(0) == 0.5
    assert logistic(1e9) > 1 - 1e-9
