"""Values of the words that lean on the day they were written: "next week", "yesterday", "in March".

A value begins with `--` where only the year is left out (--09, --03-13, --03-13-1 on a Monday), with a mark
where the century is ('87, '87-06), else with `@`: a unit of time and how many of them away (@day-1, @week+1,
@month+0, @year-2), or the name of a day, month or season with "last" (@thursday-1), "this" (@july+0), "next"
(@summer+1) or nothing (@thursday) before it. A month or day may follow: @year-1-03 is March of last year,
@month+1-12 the 12th of next month. The idea of a value that waits for the day is that of Stroetgen and
Gertz, "HeidelTime" (2010). Words that lean on another time of the text ("that week") have no value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa_bot.language.entities.calendar import month_number
from qa_bot.language.entities.patterns import any_of, compiled, one_of
from qa_bot.language.entities.quantities import number
from qa_bot.language.lexicon.calendar import MONTHS, PERIODS

_STEPS = {"last": "-1", "this": "+0", "next": "+1"}
_ONE_WORD = {"yesterday": "@day-1", "today": "@day+0", "tonight": "@day+0", "tomorrow": "@day+1"}
_YEARS = {
    "last year": -1,
    "this year": 0,
    "next year": 1,
    "the year before last": -2,
    "the year after next": 2,
}
_PARTS_OF_A_DAY = {"this morning": "@day+0", "last night": "@day-1"}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_FEASTS = {
    "christmas day": "--12-25",
    "christmas eve": "--12-24",
    "boxing day": "--12-26",
    "new year's day": "--01-01",
    "new year's eve": "--12-31",
    "halloween": "--10-31",
}
_WAYS = {"ago": "-", "in": "+", "hence": "+", "from now": "+", "from today": "+"}
_UNITS = {unit: (unit, 1) for unit in ("day", "week", "month", "year")} | {"fortnight": ("week", 2)}
_MOST_YEARS_AGO = 30
_BOUND = r"\b(?:the|his|her|its|their|our|my|your|every|each|another|very)(?: last)?\s\Z"
_NO_DAY = any_of(
    r"\b(?:the|that|a|an|one|some|any|every|each|other|alternate|same|following|previous|first|second|third)\s\Z",
    r"(?:[a-z,;] [A-Z][\w’'.-]{1,20}|\A(?:Black|Good|Super|Bloody|Easter|Ash|Palm|Holy|Cyber|Whit)) \Z",
)
_NOT_THIS_DAY = r",? (?:of|next|last|week|fortnight|a week|after next|before last)\b|['’]s (?:child|best)\b"
_VAGUELY = (
    r"\b(?:about|around|almost|nearly|over|roughly|some|than|least|most|approximately|under|just|barely|only)"
    r"\s\Z"
)
_WHICH_BEFORE = r"\b(?:[Ee]very|[Ee]ach|[Tt]hat|[Aa]) \Z"
_BEFORE = 40


def which_value(match: re.Match[str]) -> str | None:
    """Return the value of "yesterday", "this morning", "next week", "last summer"."""
    words = " ".join(match["words"].lower().split())
    before = _before(match)
    if words in _ONE_WORD:
        is_vague = before.endswith((" of ", "even ")) or match.string[match.end() :].startswith(("'s", "’s"))
        return None if is_vague else _ONE_WORD[words]
    if compiled(_BOUND).search(before.lower()):
        return None
    which, _, unit = words.rpartition(" ")
    value = f"@{unit}{_STEPS[which]}" if which in _STEPS and unit in PERIODS else None
    return value or _PARTS_OF_A_DAY.get(words)


def ago_value(match: re.Match[str]) -> str | None:
    """Return the value of "two weeks ago", "in two weeks": by days where days are counted, else in the unit.

    There is none of a number that is no whole one: "2.5 years ago".
    """
    way, count = _WAYS.get(match["way"].lower()), _whole(match)
    unit, times = _UNITS.get(match["unit"].lower().removesuffix("s"), ("", 0))
    if not way or not unit or not count or compiled(_VAGUELY).search(_before(match)):
        return None
    return None if _is_round(unit, count) else f"@{unit}{way}{count * times}"


def _whole(match: re.Match[str]) -> int:
    """Return the number of units, 0 where it is vague, no whole one or too large."""
    plain = number(match["n"]) or ""
    is_whole = plain.isdecimal() and len(plain) < len("1000") and not match["half"]
    return int(plain) if is_whole else 0


def far_value(match: re.Match[str]) -> str:
    """Return the value of "the day after tomorrow", "the week before last"."""
    return f"@{match['unit']}{'+' if match['far'].startswith('after') else '-'}2"


def month_day_value(match: re.Match[str]) -> str | None:
    """Return @month+1-12 for "the 12th of next month"; none where the month is not said."""
    step = _STEPS.get((match["near"] or "").partition(" ")[0])
    return f"@month{step}-{int(match['d'][:-2]):02d}" if step else None


def _is_round(unit: str, count: int) -> bool:
    """Whether a number of years is too large, or too round, to be exact."""
    return unit == "year" and (count > _MOST_YEARS_AGO or count % 10 == 0)


def weekday_value(match: re.Match[str]) -> str | None:
    """Return @thursday, or @thursday-1 for "last Thursday"; none for Thursdays, or a named Thursday."""
    words = match[0].lower().split()
    day = next(word for word in words if "day" in word)
    after = match.string[match.end() : match.end() + _BEFORE]
    is_another = compiled(_NO_DAY).search(_before(match)) or compiled(_NOT_THIS_DAY).match(after)
    is_open = words[0] in ("the", "that") or day.endswith("s")
    return None if is_another or is_open else f"@{day}{_STEPS.get(words[0], '')}"


def lone_month_value(match: re.Match[str]) -> str | None:
    """Return --09 for "early September", @september-1 for "last September"; none for "every September"."""
    name = match["x"] or match[0].replace("-", " ").split()[-1]
    month = month_number(name)
    inside = next((word for word in match[0].lower().split() if word in _STEPS), "")
    which = compiled(_WHICH_BEFORE).search(_before(match, "x" if match["x"] else 0))
    if not inside and which is None:
        return f"--{month:02d}"
    step = _STEPS.get(inside)
    return f"@{MONTHS[month - 1].lower()}{step}" if step else None


def season_value(match: re.Match[str]) -> str | None:
    """Return 2016-06/2016-08 for "summer 2016" and 2016 for "late 2016"; none for a winter, or no year."""
    parts, words = match.groupdict(), match[0].lower()
    if "winter" in words or not any(map(parts.get, ("y", "short", "near"))):
        return None
    season = compiled(one_of("spring summer autumn fall")).search(words)
    if season is None:
        return match["y"]
    months = [in_year(parts, f"-{month:02d}") for month in _SEASONS[season[0]]]
    return "/".join(filter(None, months)) or None


def in_year(parts: Mapping[str, str | None], rest: str) -> str | None:
    """Return the value of a month or day, -06 or -06-15, in the year that the parts of a date tell.

    Of "last year" it is @year-1-06; there is none where another year is leant on.
    """
    if parts["y"]:
        return f"{parts['y']}{rest}"
    if parts["short"]:
        return f"'{parts['short']}{rest}"
    step = _YEARS.get((parts["near"] or "").lower())
    return None if step is None else f"@year{step:+d}{rest}"


def feast_value(match: re.Match[str]) -> str | None:
    """Return the day of a feast that is the same day every year."""
    day, parts = _FEASTS.get(match["feast"].lower().replace("’", "'")), match.groupdict()
    if day and any(map(parts.get, ("y", "short", "near"))):
        return in_year(parts, day[len("-") :])
    return day or match["y"]


def _before(match: re.Match[str], group: str | int = 0) -> str:
    start = match.start(group)
    return match.string[max(0, start - _BEFORE) : start]
