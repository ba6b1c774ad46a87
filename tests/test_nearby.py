"""A follow-up answered from the article the talk is in: when, and from which of its sentences."""

from __future__ import annotations

import pytest

from qa_bot.nearby import HELD, OWN, TOLD, Followed, settled, share_held
from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

MILL = Source("mill", "The mill", date="1911-05-06")
POND = Source("pond", "The pond")
BURNT = "The mill burnt down in May."
TAUGHT = "Her teacher was Anna Bell of Whitby."
NOTHING: frozenset[str] = frozenset()


def evidence(text: str, total: float, *, at: int = 0, source: Source = MILL, **points: float) -> Evidence:
    sentence = Sentence(text, at, at + len(text))
    kind = "quotation" if "said" in points else "date" if "lacks" in points else "person"
    answer = Answer(text, at, at + len(text), kind, None, sentence, source, 0.5)
    return Evidence(sentence, source, points, total, 0.5, answer, found=(text,) if "kind" in points else ())


def reply(*found: Evidence, support: float = 0.3, silent: bool = False) -> Reply:
    answers = () if silent else tuple(one.answer for one in found if one.answer)
    return Reply("?", answers[0] if answers else None, answers[1:], found, confidence=0.9, support=support)


BEST, NEXT = evidence(BURNT, 12.0), evidence(TAUGHT, 10.0, at=40)
SILENT = reply(BEST, NEXT, support=0.0, silent=True)

CHOICES = [
    ("less support is enough", reply(BEST, NEXT), Followed(NOTHING, NOTHING), BURNT),
    ("but not hardly any", reply(BEST, NEXT, support=0.05), Followed(NOTHING, NOTHING), None),
    ("what the asker added decides", reply(BEST, NEXT), Followed(NOTHING, frozenset({"teacher"})), TAUGHT),
    ("nothing holds it", reply(BEST, NEXT), Followed(NOTHING, frozenset({"sister"})), None),
    ("much support", reply(BEST, NEXT, support=0.8), Followed(NOTHING, frozenset({"sister"})), BURNT),
    ("the kind asked for", reply(BEST, evidence(TAUGHT, 11.0, kind=0.3)), Followed(NOTHING, NOTHING), TAUGHT),
    ("no date where one is asked", reply(evidence(BURNT, 12.0, lacks=-1)), Followed(NOTHING, NOTHING), None),
    ("nobody said it", reply(evidence(BURNT, 12.0, said=1)), Followed(NOTHING, NOTHING), None),
    ("another year", reply(BEST), Followed(NOTHING, frozenset({"1912"})), None),
    ("the article's year", reply(BEST, support=0.8), Followed(NOTHING, frozenset({"1911"})), BURNT),
    ("others", reply(BEST, NEXT), Followed(NOTHING, NOTHING, (BEST.sentence,), others=True), TAUGHT),
    ("only what was told", reply(BEST), Followed(NOTHING, NOTHING, (BEST.sentence,), others=True), None),
    ("a person is no answer about himself", reply(evidence("Anna Bell", 9.0)),
     Followed(frozenset({"anna", "bell"}), NOTHING), None),
]  # fmt: skip


@pytest.mark.parametrize(("why", "near", "talk", "expected"), CHOICES, ids=[row[0] for row in CHOICES])
def test_the_article_of_the_talk_answers(why: str, near: Reply, talk: Followed, expected: str | None) -> None:
    found = settled(SILENT, near, talk)
    assert (found.answer and found.answer.sentence.text) == expected
    assert found is SILENT if expected is None else found.evidence[0].sentence == found.answer.sentence


def test_an_answer_from_another_article_stands() -> None:
    answered = reply(evidence("The pond froze.", 1.0, source=POND))
    assert settled(answered, reply(BEST), Followed(NOTHING, NOTHING)) is answered


def test_the_points_of_a_follow_up_are_named() -> None:
    fit = evidence(TAUGHT, 11.0, kind=0.3)
    talk = Followed(NOTHING, frozenset({"teacher"}), (fit.sentence,))
    best = settled(SILENT, reply(fit), talk).evidence[0]
    assert {OWN, HELD, TOLD} <= best.points.keys()
    assert best.total == pytest.approx(11.0 + sum(best.points[name] for name in (OWN, HELD, TOLD)))


@pytest.mark.parametrize(
    ("own", "text", "share"),
    [
        ({"teacher"}, TAUGHT, 1.0),
        ({"teacher", "sister"}, TAUGHT, 0.5),
        ({"marri"}, "They wed in June.", 1.0),
        (set(), TAUGHT, 0.0),
        ({"sister"}, "", 0.0),
    ],
)
def test_a_sentence_holds_a_share_of_the_words(own: set[str], text: str, share: float) -> None:
    assert share_held(frozenset(own), text) == share
