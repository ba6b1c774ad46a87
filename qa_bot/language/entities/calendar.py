"""How the parts of a date are written, as patterns, and the ISO 8601 value of a whole one."""

from __future__ import annotations

import datetime

from qa_bot.language.entities.patterns import any_of, compiled, one_of
from qa_bot.language.lexicon.calendar import DAY_WORDS, MONTH_NUMBERS, MONTHS, WEEKDAY_NAMES

_SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
_SURE_MONTHS = tuple(name for name in MONTHS if name not in ("March", "May"))
# A month whose name is no verb as well, as it stands alone; in small letters; beside a number, short or long.
SURE_MONTH = any_of(*_SURE_MONTHS, *map(str.upper, _SURE_MONTHS))
SMALL_MONTH = any_of(*map(str.lower, _SURE_MONTHS))
MONTH = any_of(
    SURE_MONTH, "March|MARCH|May|MAY", rf"{one_of(_SHORT_MONTHS + ' ' + _SHORT_MONTHS.upper())}\b\.?"
)
WEEKDAY = any_of(*WEEKDAY_NAMES, *map(str.upper, WEEKDAY_NAMES))
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:1\d{3}|20\d{2})"
ARTICLE_YEAR = r"(?:19|20)\d\d"  # a year in which an article may have been written
_ANY_LEAP_YEAR = "2000"
_ISO_LENGTHS = (len("2016"), len("2016-08"), len("2016-08-12"))
_SHORT_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3}"
_NAMED_MONTH, _NAMED_DAY, _NAMED_YEAR = rf"(?P<name>{MONTH})", rf"(?P<day>{DAY})", rf"(?P<year>{YEAR})"
_TIME = r"(?:(?:T|,?\s{1,3}(?:at\s)?)\d{1,2}[:.]?\d\d.{0,40})?"
_FORMS = tuple(
    rf"(?i)(?:{_SHORT_WEEKDAY})?{form}{_TIME}\Z"
    for form in (
        rf"{_NAMED_YEAR}(?:(?P<mark>[-/.])(?P<month>\d\d)(?:(?P=mark)(?P<day>\d\d))?)?(?![\d/.-])",
        rf"{_NAMED_DAY}(?:\sof)?[\s-]{{1,3}}{_NAMED_MONTH}[,\s-]{{0,4}}{_NAMED_YEAR}",
        rf"{_NAMED_MONTH}\s{{1,3}}{_NAMED_DAY}[,\s]{{1,4}}{_NAMED_YEAR}",
        rf"{_NAMED_MONTH}[,\s]{{0,4}}{_NAMED_YEAR}",
    )
)


def iso_date(words: str) -> str | None:
    """Return the ISO 8601 value of words that are nothing but a date: 2016, 2016-08, 2016-08-12, or None."""
    for form in _FORMS:
        if match := compiled(form).match(words.strip()):
            parts = match.groupdict()
            name, day = parts.get("name"), parts.get("day")
            return iso_value(parts["year"], month_number(name) if name else parts.get("month"), day)
    return None


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name, long or short."""
    return MONTH_NUMBERS[name[:3].lower()]


def iso_value(year: str | None, month: str | int | None = None, day: str | None = None) -> str | None:
    """Return 2016, 2016-08, 2016-08-12 or, where the year is not known, --08-12; None for no such day."""
    numbers = [int(year or _ANY_LEAP_YEAR)]
    numbers += [int(month)] if month else []
    numbers += [DAY_WORDS.get(day.lower()) or int(day.rstrip("stndrhSTNDRH"))] if day else []
    try:
        date = datetime.date(*[*numbers, 1, 1][:3]).isoformat()
    except ValueError:
        return None
    exact = date[: _ISO_LENGTHS[len(numbers) - 1]]
    return exact if year else f"-{exact[len(_ANY_LEAP_YEAR) :]}"
