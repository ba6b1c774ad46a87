"""The project's own questions over the bundled articles, and the floors that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_bot.bot import QABot
from qa_bot.evaluation.evaluate import evaluate
from qa_bot.evaluation.question_sets import load

QUESTIONS = Path(__file__).parent / "questions"
FLOORS = {
    "knowledge": {"sentence_at_1": 0.90, "answered": 0.65, "right_when_answered": 0.95},
    "reworded": {"sentence_at_1": 0.28},
}
CEILINGS = {"knowledge": {"answered_unanswerable": 0.10, "calibration_error": 0.10}}


@pytest.fixture(scope="module")
def bot() -> QABot:
    return QABot.from_folder(cache=False)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_hold_their_floors(bot: QABot, name: str) -> None:
    figures = evaluate(bot.ask, load(QUESTIONS / f"{name}.jsonl")).figures()
    low = {
        figure: (figures[figure], floor) for figure, floor in FLOORS[name].items() if figures[figure] < floor
    }
    ceilings = CEILINGS.get(name, {})
    high = {figure: (figures[figure], top) for figure, top in ceilings.items() if figures[figure] > top}
    assert (low, high) == ({}, {})


@pytest.mark.parametrize("name", ["knowledge", "reworded"])
def test_the_set_is_what_it_says(bot: QABot, name: str) -> None:
    questions = load(QUESTIONS / f"{name}.jsonl").questions
    assert len({one.id for one in questions}) == len(questions)
    for one in questions:
        for gold in one.evidence:
            assert gold.text in bot.text_of(gold.source), one.id
        if one.answers:
            assert any(one.answers[0] in bot.text_of(gold.source) for gold in one.evidence), one.id


def test_the_set_is_large_enough() -> None:
    questions = load(QUESTIONS / "knowledge.jsonl").questions
    assert sum(one.answerable for one in questions) >= 120
    assert sum(not one.answerable for one in questions) >= 30
