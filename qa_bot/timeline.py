"""When it holds: dates resolved against the article's own date, never today's."""

from __future__ import annotations

import datetime


def resolve(value: str, date: str | None) -> str | None:
    """Complete an ISO value that lacks its year (--MM-DD, --MM) by the article's `date`.

    The year is the one that brings the day nearest to the article's date, so that date must name
    at least a month; otherwise there is no value. Complete values are given back as they are.
    """
    if not value.startswith("--"):
        return value
    if date is None or len(date) < len("2016-08"):
        return None
    month, _, day = value[2:].partition("-")
    anchor = _day(date)
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    dates = [found for year in years if (found := _valid(year, month, day or "15"))]
    if not dates:
        return None
    nearest = min(dates, key=lambda found: abs(found - anchor))
    return nearest.isoformat() if day else f"{nearest:%Y-%m}"


def _day(date: str) -> datetime.date:
    return datetime.date.fromisoformat(date if len(date) == len("2016-08-12") else f"{date}-15")


def _valid(year: int, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(year, int(month), int(day))
    except ValueError:
        return None
