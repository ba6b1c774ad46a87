"""Small versions of what scripts/faults.py does at length."""

from __future__ import annotations

import faults
import pytest

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")


@pytest.mark.parametrize("target", ["reader", "question", "index", "terminal"])
def test_a_little_fuzzing(target: str) -> None:
    assert faults.fuzz(0, 1, examples=30, only=target) == {target: 1}


def test_changed_bytes_are_seen_and_crash_nothing() -> None:
    outcomes = faults.sweep(step=97, processes=2, full=True, seed=1)
    assert not {"WRONG", "CRASHED"} & outcomes.keys()
    assert outcomes["damaged"] > 50


def test_killed_writers_leave_a_sound_index() -> None:
    assert faults.kill(kills=4, writers=2, seed=1) == {"right": 4, "sound": 4, "clean": 4}


def test_several_writers_at_once() -> None:
    assert faults.together(writers=3, rounds=3) == {"ended": 3, "sound": 1}
