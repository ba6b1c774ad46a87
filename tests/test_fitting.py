"""What the fitting scripts share: weights in their directions, tables that can be read again."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from qa_bot.answering.weights import parse_weights

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture
def fitting(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("fitting")


# direction declared, whether the column speaks for the label, the sign its weight may have
DIRECTIONS = [(1, True, 1), (1, False, 0), (-1, True, 0), (-1, False, -1), (0, True, 1), (0, False, -1)]


@pytest.mark.parametrize(("direction", "speaks_for", "sign"), DIRECTIONS)
def test_a_weight_keeps_to_its_direction(
    fitting: ModuleType, direction: int, speaks_for: bool, sign: int
) -> None:
    column = np.tile([0.0, 1.0, 0.0, 1.0, 1.0, 0.0], 20)
    labels = np.tile([False, True, False, True, False, True], 20)
    rows = np.stack([column, np.arange(120.0)], axis=1)
    toward = labels if speaks_for else ~labels
    weight, _, _ = fitting.binary(rows, toward, np.ones(120), [direction, 0], 1.0)
    assert np.sign(round(weight, 6)) == sign


def test_a_question_counts_for_its_share(fitting: ModuleType) -> None:
    rows, labels = np.ones((4, 1)), np.array([True, False, False, False])
    *_, constant = fitting.binary(rows, labels, np.array([3.0, 1.0, 1.0, 1.0]), [0], 1.0)
    assert constant == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize(("penalty", "moved"), [(1e9, 0.0), (1e-3, 1.0)])
def test_a_standing_weight_is_moved_as_far_as_the_questions_ask(
    fitting: ModuleType, penalty: float, moved: float
) -> None:
    column = np.tile([0.0, 1.0], 100)[:, None]
    labels = np.tile([False, True], 100)
    standing = [0.5, -0.25]
    weight, _ = fitting.binary(column, labels, np.ones(200), [1], penalty, standing)
    assert bool(weight > 5) == bool(moved)
    assert moved or weight == pytest.approx(0.5, abs=1e-4)


def test_a_table_written_is_read_again(fitting: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    weights = {"small": 0.5, "large": -2.0, "none": 0.0001, "alike": 0.5}
    fitting.write_weights(path, ["What it is.", "Where it comes from."], weights)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# What it is.\n# Where it comes from.\n-2.000\tlarge\n")
    assert list(parse_weights(text).items()) == [("large", -2.0), ("alike", 0.5), ("small", 0.5)]
