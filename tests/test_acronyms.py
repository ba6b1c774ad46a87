"""Short forms are learnt from the articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_bot.language.entities.abbreviations import definition, stand_ins
from qa_bot.language.tokens import tokens
from qa_bot.questions.abbreviations import expansions

TEXT = (
    "The Medical Practitioners’ Union (MPU) met. The Ministry of Defence (MoD) agreed. "
    "The junior doctors’ committee (JDC) voted. Profits rose (UK only). The Royal College (ABC) left."
)


def defined_in(text: str) -> Callable[[str], tuple[str, ...]]:
    return lambda term: definition(term, [text])


@pytest.mark.parametrize(
    ("question", "short", "long"),
    [
        ("What is the MPU?", "mpu", ("medic", "practition", "union")),
        ("mpu chairman?", "mpu", ("medic", "practition", "union")),
        ("Who chairs the Medical Practitioners' Union?", "mpu", ("medic", "practition", "union")),
        ("What did the MoD say?", "mod", ("ministri", "defens")),
        ("What does JDC stand for?", "jdc", ("junior", "doctor", "committe")),
    ],
)
def test_a_definition_is_found(question: str, short: str, long: tuple[str, ...]) -> None:
    assert (short, long) in expansions(tokens(question), defined_in(TEXT))


@pytest.mark.parametrize("question", ["What is the UK?", "What is the ABC?", "Who is the chair?", "", "()"])
def test_brackets_that_spell_nothing_are_left(question: str) -> None:
    assert expansions(tokens(question), defined_in(TEXT)) == ()


def test_long_and_short_form_stand_in_for_each_other() -> None:
    pairs = stand_ins(expansions(tokens("What is the MPU?"), defined_in(TEXT)))
    assert pairs["union"] == {"mpu": 1.0}
    assert sum(pairs["mpu"].values()) == pytest.approx(1.0)
