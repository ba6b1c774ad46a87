"""Dates are completed by the article's date, or not at all."""

from __future__ import annotations

import pytest

from qa_bot.timeline import resolve


@pytest.mark.parametrize(
    ("value", "date", "resolved"),
    [
        ("--03-13", "2023-02-24", "2023-03-13"),
        ("--12-30", "2016-01-12", "2015-12-30"),
        ("--01-12", "2015-12", "2016-01-12"),
        ("--09", "2016-08-12", "2016-09"),
        ("--02-29", "2016-03-01", "2016-02-29"),
        ("2014-10", "2016-08-12", "2014-10"),
        ("37000", None, "37000"),
        ("--03-13", None, None),
        ("--03-13", "2023", None),
        ("--02-30", "2016-03-01", None),
    ],
)
def test_a_date_is_completed_or_absent(value: str, date: str | None, resolved: str | None) -> None:
    assert resolve(value, date) == resolved
