from __future__ import annotations

import pytest

from qa_bot.evaluation.dataset import AskedQuestion, GoldText
from qa_bot.evaluation.evaluate import judge
from qa_bot.values import Answer, Group, Reply, Sentence, Source


def say(text: str, source: str) -> Answer:
    sentence = Sentence(f"It is {text}.", 0, len(text) + 7)
    return Answer(text, 6, 6 + len(text), "count", None, sentence, Source(source, source), 0.5)


A, B, C = say("140", "a"), say("95", "b"), say("140", "c")
GOLD = tuple(GoldText(one.source.id, one.sentence.text) for one in (A, B, C))


def asked(*groups: tuple[str, ...], gold: tuple[GoldText, ...] = GOLD) -> AskedQuestion:
    return AskedQuestion("q", "How many?", ("140",), evidence=gold, groups=groups)


@pytest.mark.parametrize(
    ("groups", "right"),
    [
        ((Group("140", ((A, C),)), Group("95", ((B,),))), True),
        ((Group("95", ((B,),)), Group("140", ((A,),))), True),
        ((Group("140", ((A, C),)),), False),
        ((Group("140", ((A, B),)),), False),
        ((), False),
    ],
)
def test_all_values_that_differ_must_be_shown(groups: tuple[Group, ...], right: bool) -> None:
    found = judge(asked(("140",), ("95", "ninety-five")), Reply("?", A, groups=groups))
    assert (found.differing_shown, found.agreeing_shown) == (right, None)


@pytest.mark.parametrize(
    ("groups", "right"),
    [
        ((Group("140", ((A, C),)),), True),
        ((Group("140", ((A,),)), Group("140", ((C,),))), False),
        ((Group("95", ((B,),)),), False),
        ((), False),
    ],
)
def test_one_value_must_be_said_once(groups: tuple[Group, ...], right: bool) -> None:
    found = judge(asked(("140",)), Reply("?", A, groups=groups))
    assert (found.differing_shown, found.agreeing_shown) == (None, right)


def test_a_value_without_a_right_sentence_is_wrong_beside_the_answer() -> None:
    groups = (Group("140", ((A,),)), Group("95", ((B,),)))
    one_right = asked(("140",), gold=GOLD[:1])
    assert judge(asked(), Reply("?", A, groups=groups)).differing_wrong is False
    assert judge(one_right, Reply("?", A, groups=groups[1:])).differing_wrong is False
    assert judge(one_right, Reply("?", groups=groups)).differing_wrong is None
    assert judge(one_right, Reply("?", A, groups=groups)).differing_wrong is True


def test_what_a_reader_sees_is_the_answer_and_the_one_in_doubt_where_nothing_else_is_said() -> None:
    assert [one.answer for one in Reply("?", A, (B,), unsure=True).shown] == [A, B]
    assert [one.answer for one in Reply("?", A, (B,)).shown] == [A]
    assert Reply("?", alternatives=(B,)).shown == ()
