"""Values that lean on the day they were written -> ISO 8601, by the article's date, or nothing.

The forms are listed in `relative_dates`. Where readers differ ("next Thursday" on a Monday, "last
summer" in October, the week of a Sunday) there is no value.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from qa_bot.language.entities import dates
from qa_bot.language.entities.calendar import iso_value
from qa_bot.language.entities.tense import leaning
from qa_bot.language.lexicon.calendar import MONTHS, WEEKDAYS
from qa_bot.values import Entity

YEARS = range(1000, 9000)
NEAR = 92  # days: a quarter of a year, in which a bare day or month is surely the one meant
FAR = 270  # days: three quarters, beyond which the words would name the year
DAYS_OF_WEEK = 7
_LEANING = re.compile(r"@([a-z]+)([+-]\d{1,3})?(-\d\d(?:-\d\d)?)?\Z")
AHEAD = 10  # years ahead of an article within which a year of two digits is still meant: '98 is not 2098
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_SUNDAY = 7
Date = datetime.date


def resolve(value: str, date: str | None, leaning: int = 0) -> str | None:
    """Complete a value that leans on the article's `date` (2016, 2016-08 or 2016-08-12), or return None.

    The result is a day, a week (2016-W33), a month, a year, or an interval of months or days. `leaning`
    says whether the words look back (-1), forward (+1), or neither. Complete values are returned
    as they are.
    """
    if not is_open(value):
        return value
    if date is None or int(date[:4]) not in YEARS:
        return None
    if "/" in value:
        ends = [resolve(one, date, leaning) for one in value.split("/")]
        return f"{ends[0]}/{ends[1]}" if ends[0] and ends[1] and ends[0] < ends[1] else None
    if value[0] == "'":
        latest = int(date[:4]) + AHEAD
        return _of_year(f"{latest - (latest - int(value[1:3])) % 100}{value[3:]}")
    if value[0] == "-":
        return _yearless(value, date, leaning)
    match = _LEANING.match(value)
    return _leant(match, date, leaning) if match else None


def _leant(match: re.Match[str], date: str, leaning: int) -> str | None:
    name, step = match[1], int(match[2]) if match[2] else None
    shift = _SHIFTS.get(name)
    found = shift(date, step or 0) if shift else _named(name, step, date, leaning)
    return _of_year(f"{found}{match[3]}") if found and match[3] else found


def _of_year(value: str) -> str | None:
    """Return a complete value, None of a day that its year has not."""
    return iso_value(*value.split("-"))


def _yearless(value: str, date: str, leaning: int) -> str | None:
    month, *rest = value[2:].split("-")
    found = [one for year in _years(date) if (one := _span(year, month, rest[:1]))]
    if len(rest) > 1:
        chosen = next((one for one in found if one[0].isoweekday() == int(rest[1])), None)
        chosen = None if chosen and _looks_away(chosen, date, leaning) else chosen
    else:
        chosen = _chosen(found, date, leaning)
    if chosen is None:
        return None
    return chosen[0].isoformat() if rest else f"{chosen[0]:%Y-%m}"


def _years(date: str) -> range:
    year = int(date[:4])
    return range(year - 1, year + 2)


def _span(year: int, month: str, day: list[str]) -> tuple[Date, Date] | None:
    """Return first and last day of a month, or one day twice; None for a day that does not exist."""
    try:
        first = Date(year, int(month), int(day[0]) if day else 1)
    except ValueError:
        return None
    return (first, first) if day else (first, _end_of_month(first))


def _end_of_month(day: Date) -> Date:
    after = day.replace(day=28) + datetime.timedelta(days=4)
    return after - datetime.timedelta(days=after.day)


def _chosen(found: list[tuple[Date, Date]], date: str, leaning: int) -> tuple[Date, Date] | None:
    """Return the span to which the words look, else the nearest; None where that is far or in doubt."""
    if len(date) < len("2016-08"):
        return None
    away = {one: _days_between(one, date) for one in found}
    past = max((days for days in away.values() if days <= 0), default=-FAR * 2)
    next_ = min((days for days in away.values() if days >= 0), default=FAR * 2)
    meant = _days_meant(past, next_, leaning)
    return next((one for one, days in away.items() if days == meant), None)


def _days_meant(past: int, ahead: int, leaning: int) -> int | None:
    """Return the one of two distances in days that the words mean; None where the other is much nearer."""
    if leaning < 0:
        return None if ahead <= NEAR and past < -FAR else past
    if leaning > 0:
        return None if past >= -NEAR and ahead > FAR else ahead
    nearest = min(past, ahead, key=abs)
    return nearest if abs(nearest) <= NEAR else None


def _looks_away(span: tuple[Date, Date], date: str, leaning: int) -> bool:
    """Whether the words look back and the day is ahead, or the other way round."""
    return len(date) > len("2016") and _days_between(span, date) * leaning < 0


def _days_between(span: tuple[Date, Date], date: str) -> int:
    """Return the days from the article's date to the span: 0 where they meet, below 0 for the past."""
    first, last = bounds(date)
    return min(0, (span[1] - first).days) or max(0, (span[0] - last).days)


def bounds(date: str) -> tuple[Date, Date]:
    """Return the first and the last day of a day or a month."""
    if len(date) == len("2016-08-12"):
        day = Date.fromisoformat(date)
        return day, day
    first = Date.fromisoformat(f"{date}-01")
    return first, _end_of_month(first)


def _day(date: str) -> Date | None:
    return Date.fromisoformat(date) if len(date) == len("2016-08-12") else None


def _by_day(date: str, step: int) -> str | None:
    day = _day(date)
    return (day + datetime.timedelta(days=step)).isoformat() if day else None


def _by_week(date: str, step: int) -> str | None:
    """Return an ISO week; none on a Sunday, which some weeks end with and others begin with."""
    day = _day(date)
    if day is None or day.isoweekday() == _SUNDAY:
        return None
    year, week, _ = (day + datetime.timedelta(weeks=step)).isocalendar()
    return f"{year}-W{week:02d}"


def _by_month(date: str, step: int) -> str | None:
    if len(date) < len("2016-08"):
        return None
    months = int(date[:4]) * 12 + int(date[5:7]) - 1 + step
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _by_year(date: str, step: int) -> str | None:
    return f"{int(date[:4]) + step:04d}"


_SHIFTS: Mapping[str, Callable[[str, int], str | None]] = MappingProxyType(
    {"day": _by_day, "week": _by_week, "month": _by_month, "year": _by_year}
)


def _named(name: str, step: int | None, date: str, leaning: int) -> str | None:
    if name in WEEKDAYS:
        day = _day(date)
        return _weekday(WEEKDAYS.index(name) + 1, step, day, leaning) if day else None
    if len(date) < len("2016-08") or step is None:
        return None
    year, month = int(date[:4]), int(date[5:7])
    if name in _SEASONS:
        return _season(name, year, month, step)
    return _month(_MONTHS[name], year, month, step) if name in _MONTHS else None


def _weekday(number: int, step: int | None, day: Date, leaning: int) -> str | None:
    ahead = (number - day.isoweekday()) % 7
    behind = ahead - 7 if ahead else 0
    away = _days_away(number, step, day.isoweekday(), (behind, ahead), leaning)
    return None if away is None else (day + datetime.timedelta(days=away)).isoformat()


def _days_away(number: int, step: int | None, today: int, ways: tuple[int, int], leaning: int) -> int | None:
    """Return the days to a weekday: "last" and "next" only where they pass over no other one this week."""
    behind, ahead = ways
    if step is None:
        return _days_by_tense(behind, ahead, leaning)
    if step > 0:
        return (ahead or DAYS_OF_WEEK) if number <= today < _SUNDAY else None
    if number < today:
        return None
    return ahead if step == 0 else behind or -DAYS_OF_WEEK


def _days_by_tense(behind: int, ahead: int, leaning: int) -> int | None:
    """Return the days to a bare weekday: back or ahead as the verb looks, today where that is the day."""
    if leaning < 0:
        return behind
    return ahead if leaning > 0 or not ahead else None


def _month(wanted: int, year: int, month: int, step: int) -> str | None:
    """Return the month that "last", "this" or "next" means; none where this year's is passed over."""
    if step == 0:
        return f"{year:04d}-{wanted:02d}" if abs(wanted - month) <= len(MONTHS) // 2 else None
    is_sure = wanted >= month if step < 0 else wanted <= month
    return f"{year + step:04d}-{wanted:02d}" if is_sure else None


def _season(name: str, year: int, month: int, step: int) -> str | None:
    """Return the season (northern half) that "last", "this" or "next" means, as its first/last month."""
    first = _SEASONS[name]
    chosen = next(_starts(first, year, month, step), None)
    if chosen is None:
        return None
    last = (first + 1) % 12 + 1
    return f"{chosen:04d}-{first:02d}/{chosen + (last < first):04d}-{last:02d}"


def _starts(first: int, year: int, month: int, step: int) -> Iterator[int]:
    """Yield the year in which the season meant begins, if it is sure."""
    if first == _SEASONS["winter"]:
        yield from _winter(year, month, step)
    elif step == 0:
        yield from [year] if month < first + 6 and month < len(MONTHS) else []
    elif step < 0:
        yield from [year - 1] if month < first + 3 else []
    else:
        yield from [year + 1] if month >= first else []


def _winter(year: int, month: int, step: int) -> Iterator[int]:
    """Yield the year in which the winter meant begins: it runs over New Year."""
    current = year if month >= len(MONTHS) // 2 else year - 1
    is_sure = {0: month >= _SEASONS["autumn"], -1: month >= _SEASONS["summer"], 1: month < _SEASONS["summer"]}
    if month in (12, 1, 2) or is_sure[step]:
        yield current + step


def dates_in(text: str, date: str | None) -> Iterator[str]:
    """Yield the dates that a sentence names, as ISO 8601; those that lean on no known day are left out."""
    for one in dates.dates(text):
        if one.value and (value := resolved(one, text, date)):
            yield value


def is_open(value: str) -> bool:
    """Whether a value leans on another date: no year, or relative."""
    return value.startswith(("--", "@", "'"))


def resolved(one: Entity, text: str, date: str | None) -> str | None:
    """Return the ISO 8601 value of a date in `text`, resolved by the date of its article, or None."""
    value = one.value or ""
    return resolve(value, date, leaning(text, one.start, one.end)) if is_open(value) else value
