from __future__ import annotations

import math
import random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation import figures
from qa_bot.evaluation.dataset import AskedQuestion, GoldSpan, GoldText
from qa_bot.evaluation.metrics import exact, f1, normalise, sentence_right
from qa_bot.values import Sentence


@pytest.mark.parametrize(
    ("answer", "folded"),
    [
        ("The Denver Broncos!", "denver broncos"),
        ("an  apple,\n a day", "apple day"),
        ("U.S.", "us"),
        ("Theatre", "theatre"),
        ("24–10", "24–10"),
    ],
)
def test_normalise(answer: str, folded: str) -> None:
    assert normalise(answer) == folded


@pytest.mark.parametrize(
    ("answer", "accepted", "is_exact", "overlap"),
    [
        ("the Broncos", ["Denver Broncos", "Broncos"], 1.0, 1.0),
        ("Denver Broncos", ["Broncos"], 0.0, 2 / 3),
        ("Broncos Broncos", ["Broncos"], 0.0, 2 / 3),
        ("Panthers", ["Broncos"], 0.0, 0.0),
        ("", ["Broncos"], 0.0, 0.0),
        ("the", ["a"], 1.0, 1.0),
    ],
)
def test_exact_and_f1(answer: str, accepted: list[str], is_exact: float, overlap: float) -> None:
    assert exact(answer, accepted) == is_exact
    assert f1(answer, accepted) == pytest.approx(overlap)


@given(st.text(), st.lists(st.text(), min_size=1))
def test_exact_implies_full_f1(answer: str, accepted: list[str]) -> None:
    assert exact(answer, accepted) <= f1(answer, accepted) <= 1
    assert exact(answer, [answer]) == f1(answer, [answer]) == 1


SPANS = AskedQuestion("q", "?", ("x",), spans=(GoldSpan("a", 10, 20), GoldSpan("a", 40, 45)))
WORDS = AskedQuestion("q", "?", ("x",), evidence=(GoldText("a", "said “no\nmore”"), GoldText("", "don't")))


LONG = AskedQuestion("q", "?", ("x",), evidence=(GoldText("a", "The mill was sold in May 1911 to Ann Roe."),))


@pytest.mark.parametrize(
    ("question", "source", "start", "text", "right"),
    [
        (SPANS, "a", 0, "x" * 10, False),
        (SPANS, "a", 0, "x" * 11, True),
        (SPANS, "a", 19, "x", True),
        (SPANS, "a", 20, "x", False),
        (SPANS, "a", 44, "xyz", True),
        (SPANS, "b", 0, "x" * 50, False),
        (WORDS, "a", 0, 'He said  "no more" twice.', True),
        (WORDS, "b", 0, 'He said "no more" twice.', False),
        (WORDS, "a", 0, "He said no more.", False),
        (WORDS, "b", 0, "They don’t.", True),
        (WORDS, "b", 0, "THEY DON'T.", True),
        (WORDS, "a", 0, "He SAID “No MORE”.", True),
        (LONG, "a", 0, "The mill was sold", True),
        (LONG, "a", 0, "the MILL was sold in", True),
        (LONG, "a", 0, "The mill was", False),
        (LONG, "a", 0, "was sold", False),
        (LONG, "b", 0, "The mill was sold", False),
        (LONG, "a", 0, "The mill was sold to", False),
        (LONG, "a", 0, "It rained, and the mill was sold in May 1911 to Ann Roe.", True),
    ],
)
def test_sentence_right(question: AskedQuestion, source: str, start: int, text: str, right: bool) -> None:
    assert sentence_right(Sentence(text, start, start + len(text)), source, question) is right


class Row(NamedTuple):
    answerable: bool = True
    rank: int | None = 1
    source_right: bool | None = True
    exact: float | None = 1.0
    f1: float | None = 1.0
    offered: bool = True
    answered: bool = True
    closest: bool = False
    answer_right: bool | None = True
    shown: int = 1
    shown_right: bool | None = True
    words_right: bool | None = True
    confidence: float = 1.0

    @property
    def support(self) -> float:
        return self.confidence

    seconds: float = 0.5
    differing_shown: bool | None = None
    agreeing_shown: bool | None = None
    differing_wrong: bool | None = None


def right(confidence: float, **more: Any) -> Row:
    return Row(confidence=confidence, **more)


def wrong(confidence: float, **more: Any) -> Row:
    return Row(confidence=confidence, rank=None, f1=0.0, exact=0.0, **more)


def unanswerable(confidence: float, *, answered: bool = False, offered: bool = True) -> Row:
    nothing = dict.fromkeys(
        ("rank", "source_right", "exact", "f1", "answer_right", "shown_right", "words_right")
    )
    return Row(
        answerable=False,
        offered=offered,
        answered=answered,
        shown=int(answered),
        confidence=confidence,
        **nothing,  # type: ignore[arg-type]
    )


def measure(*rows: Row) -> dict[str, float | None]:
    return figures.figures(figures.columns(rows))


def test_figures_of_a_small_run() -> None:
    rows = [
        Row(),
        Row(rank=2, source_right=False, exact=0.0, f1=0.5, answer_right=False, shown=2, seconds=1.5,
            words_right=False),
        Row(rank=4, exact=None, f1=None, answered=False, answer_right=None, shown=0, shown_right=False,
            words_right=False),
        Row(rank=None, exact=0.0, f1=0.0, answer_right=False, shown_right=False, words_right=False),
        unanswerable(0.2, answered=True),
        unanswerable(0.1),
    ]  # fmt: skip
    found = measure(*rows)
    expected = {
        "n": 6, "answerable": 4, "sentence_at_1": 0.25, "sentence_at_3": 0.5, "mrr": (1 + 0.5 + 0.25) / 4,
        "source_at_1": 0.75, "exact": 1 / 3, "f1": 0.5, "answered": 0.75, "right_when_answered": 1 / 3,
        "helped": 0.5, "right": 0.25, "words": 0.25, "closest": 0.0, "wrong": 0.25, "missed": 0.0,
        "denied": 0.25, "guessed": 0.5, "quiet": 0.5, "shown": 1.0, "right_shown": 0.5,
        "sentences_shown": 1.0, "answered_unanswerable": 0.5, "seconds": 4.0, "seconds_p50": 0.5,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_what_is_offered_helps_or_misses_and_is_no_silence() -> None:
    offered = Row(answered=False, closest=True, answer_right=None, words_right=False, shown=3)
    found = measure(
        offered,
        offered._replace(shown_right=False, rank=None),
        offered._replace(answerable=False, shown_right=None, rank=None, words_right=None),
        unanswerable(0.1),
    )
    expected = {
        "helped": 0.5, "right": 0.0, "words": 0.0, "closest": 0.5, "wrong": 0.0, "missed": 0.5, "denied": 0.0,
        "guessed": 0.0, "quiet": 0.5, "shown": 3.0, "answered": 0.0,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_every_answerable_question_helps_or_is_wrong_missed_or_denied() -> None:
    found = measure(
        right(0.9), wrong(0.8, shown_right=False), Row(answered=False, shown_right=False, shown=0)
    )
    parts = [found[name] or 0.0 for name in ("helped", "wrong", "missed", "denied")]
    assert sum(parts) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("name", "other"),
    [("right_shown", "helped"), ("sentences_shown", "shown"), ("answered_unanswerable", "guessed")],
)
def test_an_older_name_of_a_figure_still_means_the_same(name: str, other: str) -> None:
    for rows in ([right(0.9), unanswerable(0.2, answered=True)], [wrong(0.9, shown_right=False)], []):
        assert measure(*rows)[name] == measure(*rows)[other]


def test_figures_that_do_not_apply_are_none() -> None:
    nothing = {name for name, value in measure().items() if value is None}
    assert nothing == {figure.name for figure in figures.FIGURES} - {"n", "answerable", "seconds"}
    only_silence = measure(unanswerable(0.5))
    assert only_silence["answered_unanswerable"] == 0
    silent = {name for name, value in only_silence.items() if value is None}
    assert {"sentence_at_1", "mrr", "f1", "right_shown", "best_f1", "aurc", "calibration_error"} <= silent
    only_answerable = measure(right(0.5))
    assert (only_answerable["answered_unanswerable"], only_answerable["best_f1"]) == (None, None)


@pytest.mark.parametrize(
    ("rows", "area"),
    [
        ([right(0.9), right(0.8)], 0.0),
        ([wrong(0.9), wrong(0.8)], 1.0),
        ([right(0.9), wrong(0.8)], (0 + 1 / 2) / 2),
        ([wrong(0.9), right(0.8)], (1 + 1 / 2) / 2),
        ([right(0.5), wrong(0.5)], 1 / 2),
        ([wrong(0.5), right(0.5)], 1 / 2),
        ([right(0.9), right(0.5), wrong(0.4), unanswerable(0.99)], (0 + 0 + 1 / 3) / 3),
    ],
)
def test_aurc(rows: list[Row], area: float) -> None:
    assert measure(*rows)["aurc"] == pytest.approx(area)


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([right(1.0), wrong(0.0)], 0.0),
        ([right(0.0), wrong(1.0)], 1.0),
        ([right(0.75), right(0.75), right(0.75), wrong(0.75)], 0.0),
        ([right(0.9), wrong(0.9), unanswerable(0.3)], 0.4),
        ([right(0.8)] * 10 + [wrong(0.1)] * 10, 0.15),
    ],
)
def test_calibration_error(rows: list[Row], error: float) -> None:
    assert measure(*rows)["calibration_error"] == pytest.approx(error)


@pytest.mark.parametrize(
    ("rows", "best"),
    [
        ([right(0.9), unanswerable(0.1)], 1.0),
        ([right(0.1), unanswerable(0.9)], 0.5),
        ([right(0.5), unanswerable(0.5)], 0.5),
        ([right(0.9), right(0.5), unanswerable(0.6)], 2 / 3),
        ([right(0.9, exact=None)._replace(f1=0.4), unanswerable(0.1)], 0.7),
        ([wrong(0.9), unanswerable(0.1)], 0.5),
        ([right(0.2), unanswerable(0.9, offered=False)], 1.0),
        ([right(0.9)._replace(f1=None), right(0.9), unanswerable(0.1)], 1.0),
    ],
)
def test_best_f1(rows: list[Row], best: float) -> None:
    assert measure(*rows)["best_f1"] == pytest.approx(best)


def brute_best_f1(rows: list[Row]) -> float:
    def score(threshold: float) -> float:
        gains = [(row.f1 or 0.0) if row.answerable else 0.0 for row in rows if row.confidence >= threshold]
        return sum(gains) + sum(not row.answerable for row in rows if row.confidence < threshold)

    return max(score(threshold) for threshold in [*(row.confidence for row in rows), math.inf]) / len(rows)


ROWS = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), st.sampled_from([0.0, 0.3, 1.0])
    ).map(lambda cell: Row(confidence=cell[1], f1=cell[2]) if cell[0] else unanswerable(cell[1])),
    max_size=12,
)


@given(ROWS)
def test_best_f1_is_that_of_trying_every_threshold(rows: list[Row]) -> None:
    kinds = {row.answerable for row in rows}
    expected = pytest.approx(brute_best_f1(rows)) if kinds == {True, False} else None
    assert measure(*rows)["best_f1"] == expected


@given(ROWS, st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_the_order(rows: list[Row], random: random.Random) -> None:
    shuffled = random.sample(rows, len(rows))
    assert measure(*rows) == pytest.approx(measure(*shuffled))


def test_intervals_are_repeatable_and_hold_the_figure() -> None:
    rows = [right(0.8)] * 30 + [wrong(0.3)] * 20
    first, second = (figures.intervals(figures.columns(rows), 200) for _ in range(2))
    assert first == second
    found = first["sentence_at_1"]
    assert found is not None
    assert found.low < 0.6 < found.high
    assert 0.2 < found.high - found.low < 0.35
    assert first["answered_unanswerable"] is None
    assert "n" not in first


def test_figure_names_are_unique() -> None:
    assert len(figures.BY_NAME) == len(figures.FIGURES)
