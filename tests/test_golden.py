"""The reply to every question of the project's own sets is the one in tests/golden.

`python scripts/golden.py own` writes the changes that are meant; read them before they are kept.
"""

from __future__ import annotations

import pytest
from golden_lines import GOLDEN, OWN, QUESTIONS, ask_own, changes, line_of, read, rounded


@pytest.mark.parametrize("name", OWN)
def test_the_replies_are_the_golden_ones(name: str) -> None:
    changed = changes(read(GOLDEN / f"{name}.txt"), (one.line for one in ask_own(name)))
    if changed:
        told = "\n".join(change.text for change in changed)
        pytest.fail(f"{len(changed)} replies changed in {name}\n{told}", pytrace=False)


def test_every_set_is_asked() -> None:
    assert {path.name for path in QUESTIONS.glob("*.jsonl")} == {f"{name}.jsonl" for name in OWN}
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.txt" for name in OWN}


def test_a_change_is_told_with_its_question() -> None:
    told = ("answer", "Ada Bell", "harbour:60-84", "0a1b2c3d4e5f")
    old = line_of("town", "who-1", *told, "Who drew\tthe plans?")
    new = old._replace(kind="silence", words="-")
    [change], [digest] = changes([old], [new]), changes([old], [old._replace(digest="f5e4d3c2b1a0")])
    assert change.text.split("\n") == [
        "town who-1: Who drew the plans?",
        "  new  silence | - | harbour:60-84 | 0a1b2c3d4e5f",
        "  old  answer | Ada Bell | harbour:60-84 | 0a1b2c3d4e5f",
    ]
    assert (change.is_seen, digest.is_seen) == (True, False)
    assert "not asked" in changes([old], [])[0].text
    assert changes([old], [old]) == []


def test_the_last_digits_of_a_float_do_not_count() -> None:
    assert rounded({"points": [0.1 + 0.2, -0.0], "unsure": True}) == rounded(
        {"points": [0.3, 0], "unsure": True}
    )
    assert str(rounded(-0.0)) == "0.0"
