"""How dates, years, hours and spells of time are written in English, and their ISO 8601 values.

What leans on the day it was written has a value that `resolving.resolve` completes by the article's
date: see `relative_dates`.
"""

from __future__ import annotations

import re

from qa_bot.language.entities.calendar import DAY, MONTH, WEEKDAY, YEAR, iso_value, month_number
from qa_bot.language.entities.patterns import any_of, by_pattern, every, longest, one_of
from qa_bot.language.entities.quantities import AMOUNT, UNIT, number
from qa_bot.language.entities.relative_dates import (
    ago_value,
    feast_value,
    lone_month_value,
    season_value,
    weekday_value,
    which_value,
)
from qa_bot.language.lexicon.calendar import MONTHS, WEEKDAYS

_MONTHS = " ".join(MONTHS)
_SURE_MONTH = one_of(_MONTHS.replace("March ", "").replace("May ", ""))
_LEFT = r"(?<![\w$£€.,:/-])"
_RIGHT = r"(?![\w%°:/]|[.,]\d|-\d)"
_DASH = r"\s?[–—-]\s?"
_OF = one_of("beginning end start middle summer spring autumn winter fall")
_PART = rf"(?:[Ee]arly|[Ll]ate|[Mm]id|[Tt]he {_OF} of)[ -](?:in )?"
_ORDINAL = any_of(
    r"\d{1,2}(?:st|nd|rd|th)|(?:[Tt]hir|[Ff]our|[Ff]if|[Ss]ix|[Ss]even|[Ee]igh|[Nn]ine)teenth"
    r"|[Tt]wenty-first",
    r"[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth"
    r"|[Ee]leventh",
    r"[Tt]welfth|[Tt]wentieth",
)
_ERA = r"(?:B\.C\.(?:E\.)?|BCE?|A\.D\.|AD|C\.E\.|CE|BP)(?!\w)"
_SPELL = one_of("second minute hour day night week fortnight month season year decade century centurie")
_ISO_UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
}
_DIGIT = r"\d"
_HAS_MONTH = one_of("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")


def _day_value(match: re.Match[str]) -> str | None:
    """Return 2016-03-13; --03-13 without a year, --03-13-1 on a Monday; none for no day of the calendar."""
    if match["till"]:
        return None
    value = iso_value(match["y"], month_number(match["m"]), match["d"])
    weekday = f"-{WEEKDAYS.index(match['w'].lower()) + 1}" if match["w"] and not match["y"] else ""
    return value and value + weekday


def _iso_value(match: re.Match[str]) -> str | None:
    return iso_value(match["y"], match["m"], match["d"])


def _month_value(match: re.Match[str]) -> str | None:
    return iso_value(match["y"], month_number(match["m"]))


def _year_value(match: re.Match[str]) -> str | None:
    return match["x"].zfill(4)


def _clock_value(match: re.Match[str]) -> str | None:
    """Return T14:30; none where morning and evening cannot be told apart."""
    hour, minute, half = int(match["h"]), match["min"] or "00", (match["half"] or "")[:1].lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half or not 12 <= hour <= 23:
        return None
    return f"T{hour:02d}:{minute}"


def _noon_value(match: re.Match[str]) -> str | None:
    return "T12:00" if match["noon"] else "T00:00" if match["night"] else None


def _duration_value(match: re.Match[str]) -> str | None:
    """Return PT72H, P2W, P40Y: none for vague numbers and units that ISO 8601 does not know."""
    unit, count = _ISO_UNITS.get(match["unit"].lower().rstrip("s")), number(match["n"])
    if not unit or not count or match["till"] or match["kind"]:
        return None
    return f"P{unit[:-1]}{count}{unit[-1]}"


_day_first = by_pattern(
    rf"{_LEFT}(?:(?P<w>{WEEKDAY}),? (?:the )?)?(?P<d>{DAY})(?P<till>{_DASH}{DAY})?"
    rf"(?: day)?(?: of)? (?P<m>{MONTH})(?:,? (?:of |in )?(?P<y>{YEAR})(?!\d))?(?!\w)",
    _day_value,
    hint=_HAS_MONTH,
)
_month_first = by_pattern(
    rf"(?<!\w)(?:(?P<w>{WEEKDAY}),? )?(?P<m>{MONTH}) (?:the )?(?P<d>{DAY})(?P<till>{_DASH}{DAY})?"
    rf"(?![\w%:]|[.,]\d)(?:,? (?:of )?(?P<y>{YEAR})(?!\d))?",
    _day_value,
    hint=_HAS_MONTH,
)
_numeric = by_pattern(r"(?<![\w-])(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])", _iso_value, hint=_DIGIT)
_slashed = by_pattern(r"(?<![\w/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])", hint="/")
_FEAST = any_of(
    r"Christmas(?: Day| Eve)?|Easter(?: Sunday| Monday)?|New Year['’]s (?:Day|Eve)|Thanksgiving(?: Day)?",
    r"(?:Boxing|Independence|Labou?r|May) Day|Good Friday|Halloween",
)
_feasts = by_pattern(rf"(?<!\w){_FEAST}(?!\w)", feast_value)
_month_year = by_pattern(
    rf"(?<!\w)(?P<m>{MONTH}),? (?:of )?(?P<y>{YEAR})(?!\w|-\d)", _month_value, hint=_HAS_MONTH
)
_month_of_old = by_pattern(rf"(?<!\w){MONTH} \d{{3}}(?![\w,.]\d|\d)", hint=_HAS_MONTH)
_month_range = by_pattern(
    rf"(?<!\w){MONTH}(?:{_DASH}| to | and ){MONTH}(?:,? {YEAR})?(?!\w)", hint=_HAS_MONTH
)
_before_month = one_of(
    "[Ii]n [Oo]f [Bb]y [Ss]ince until last next this from to and between during early late"
)
_lone_month = by_pattern(
    rf"(?<![\w-])(?:{_PART})?{_SURE_MONTH}(?!\w)"
    rf"|(?<!\w)(?:{_before_month}) (?P<x>March|May)(?!\w| [a-z]{{1,20}} (?:have|be)\b)",
    lone_month_value,
    hint=_HAS_MONTH,
)
_month_name = by_pattern(
    rf"(?<![\w-])(?:{_SURE_MONTH}|(?:March|May)(?= {DAY}\b| {YEAR}\b|,| to |–|\.|$))(?!\w)"
    rf"|(?<=\d )(?:March|May)\b|(?<!\w)(?:{_before_month}) (?P<x>March|May)(?!\w)",
    hint=_HAS_MONTH,
)
_full_year = by_pattern(
    rf"(?:{_LEFT}|(?<=\b[Mm]id-))(?P<x>{YEAR}){_RIGHT}(?! {UNIT}\b)", _year_value, hint=_DIGIT
)
_BEFORE_YEAR = any_of(
    "[Ii]n|[Bb]y|[Aa]round|[Uu]ntil|[Ss]ince|[Aa]fter|[Bb]efore|to|[Tt]he year", r"[drcb]\."
)
_AFTER_YEAR = r"(?=[,;)–]|\.(?!\d)|$| (?:and|by|he|she|when|the|to|with|led|as|under)\b)"
_early_year = by_pattern(rf"\b{_BEFORE_YEAR} (?P<x>[1-9]\d\d){_AFTER_YEAR}", _year_value, hint=_DIGIT)
_part_of_year = by_pattern(rf"(?<!\w){_PART}{YEAR}(?!\w|-\d)", season_value, hint=_DIGIT)
_years_range = by_pattern(
    any_of(
        rf"{_LEFT}{YEAR}(?:{_DASH}|/)(?:{YEAR}|\d\d)(?!\w|[.,]\d|-\d)",
        rf"{_LEFT}{YEAR} (?:to|until|and|or|through) {YEAR}(?!\w)",
        rf"(?<=\(|\s)[1-9]\d\d{_DASH}[1-9]\d{{1,2}}(?=\))",
    ),
    hint=_DIGIT,
)
_later_year = by_pattern(rf"(?<=[–-])(?P<x>{YEAR}){_RIGHT}", _year_value, hint=_DIGIT)
_ancient = by_pattern(
    rf"{_LEFT}(?:c(?:a|irca)?\.? ?)?\d{{1,3}}(?:,?\d{{3}})?(?:{_DASH}\d{{1,4}})? ?{_ERA}"
    r"|(?<!\w)(?:AD|A\.D\.) ?\d{1,4}(?!\w)",
    hint=_DIGIT,
)
_decade = by_pattern(
    rf"(?<!\w)(?:{_PART}(?:the )?|[Mm]id-to-late[ -])?(?:1\d|20)\d0['’]?s(?!\w)|(?<=the )['’]?\d0s(?!\w)"
    r"|(?<=the )(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b"
)
_HALF = any_of(
    "(?:first|second|latter|third|last|early|later) (?:half|quarter|part|decades|years)",
    "beginning|end|turn|start|middle",
)
_PART_OF_CENTURY = rf"(?:(?:[Tt]he )?{_HALF} of the |(?:[Ee]arly|[Mm]id|[Ll]ate)[ -])"
_AND_ORDINAL = rf"{_ORDINAL}(?: to | and | or |[ –-](?=\d))(?:the )?"
_century = by_pattern(
    rf"(?<!\w){_PART_OF_CENTURY}?(?:{_AND_ORDINAL})?{_ORDINAL}[ -](?:centur(?:y|ies)|millenni(?:um|a))"
    rf"(?: {_ERA})?",
    hint="entur|illenni",
)
_SEASON = rf"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all(?=(?: of)? {YEAR}))"
_season = by_pattern(
    rf"(?<!\w)(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[ -])?{_SEASON}(?: (?:of )?{YEAR})?(?!\w)",
    season_value,
    hint="pring|ummer|utumn|inter|all ",
)
_AGE = any_of(
    r"(?:First|Second) World War|World War (?:II?|One|Two|1|2)|[A-Z]\w{2,20} (?:[A-Z]\w{2,20} )?War",
    r"Middle Ages|Renaissance|Enlightenment|Pleistocene|Holocene",
    r"[A-Z]\w{2,20} (?:[Ee]ra|[Pp]eriod|[Dd]ynasty|Ages?|Empire|Revolution)",
    r"[Mm]edieval (?:period|times)|[Gg]olden age",
    rf"[Ss]eason (?:\d{{1,2}}|{one_of('one two three four five six seven eight nine ten')})",
)
_ages = by_pattern(rf"(?<!\w){_AGE}(?!\w)")
_weekdays = by_pattern(
    rf"(?<!\w)(?:(?:last|next|this) )?{WEEKDAY}s?(?: (?:morning|afternoon|evening|night))?(?!\w)",
    weekday_value,
    hint="day",
)
_WHICH = "(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]he (?:following|previous|same)|that)"
_DEICTIC = one_of(
    "week month year decade century day night morning summer winter autumn spring weekend season"
)
_VAGUE_COUNT = any_of(AMOUNT, "[Aa]n?|[Ss]everal|[Mm]any|[Aa] few|[Ss]ome")
_which = by_pattern(
    rf"(?<!\w)(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|{_WHICH} {_DEICTIC})(?!\w)", which_value
)
_ago = by_pattern(
    rf"(?<!\w)(?P<n>{_VAGUE_COUNT}) (?P<unit>{_SPELL}s?) (?P<way>ago|later|earlier|before|after)(?!\w)",
    ago_value,
    hint=r"(?:ago|later|earlier|before|after)\b",
)
_relative = longest(_which, _ago)
_CLOCK_END = r"(?:\s?(?P<half>[ap]\.m\.?|[apAP][mM])(?!\w)|(?<=:\d\d)(?![\w:.]\d|\w))"
_clock = by_pattern(
    rf"{_LEFT}(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?{_CLOCK_END}(?: (?:GMT|UTC|BST|[ECMP][SD]T)\b)?",
    _clock_value,
    hint=_DIGIT,
)
_noon = by_pattern(
    r"(?<!\w)(?:(?P<noon>[Nn]oon|[Mm]idday)|(?P<night>[Mm]idnight)|(?:\d{1,2}|\w{3,6}) o['’]clock)(?!\w)",
    _noon_value,
)
_HOURS = one_of("morning afternoon evening dawn dusk sunrise sunset nightfall")
_time_of_day = by_pattern(rf"(?<!\w)(?:(?:early|late|mid)[ -])?{_HOURS}(?!\w)")
_exact_duration = by_pattern(
    rf"{_LEFT}(?P<n>{AMOUNT})(?P<till>(?:{_DASH}| to | or ){AMOUNT})?[ -](?P<kind>[a-z]{{3,12}}[ -])??"
    rf"(?P<unit>{_SPELL}s?)(?!\w|['’]s|[ -]old\b| of age)",
    _duration_value,
    hint=_SPELL,
)
_BEFORE_SPELL = one_of("[Ff]or lasted lasts takes took within [Ii]n about [Oo]ver nearly almost than another")
_SOME = (
    r"(?:[Ss]everal|[Mm]any|[Aa] few|[Ss]ome|[Aa] couple of|half a|(?:dozen|hundred|thousand|million)s of)"
)
_AFTER_SPELL = r"(?= (?:of|to|or|later|before|after|for)\b|,|\.)"
_loose_duration = by_pattern(
    any_of(
        rf"(?<!\w){_BEFORE_SPELL} (?P<x>(?:half )?an? (?:(?:full|half) )?{_SPELL}(?: and a half)?)(?!\w)",
        rf"(?<!\w){_SOME} {_SPELL}s?(?!\w)",
        rf"(?<!\w)(?:[Dd]ecade|[Cc]enturie|hour|day|week|month|year)s{_AFTER_SPELL}",
        r"(?<!\w)(?:[Uu]ntil|[Ss]ince) (?:the )?(?:\d{4}|\d{1,2}th century)(?!\w)",
    ),
    hint=rf"{_SPELL}|ntil|ince",
)
_days = longest(_day_first, _month_first, _numeric, _slashed, _feasts)
_bare_years = longest(_full_year, _early_year)
_spans_of_years = longest(_years_range, _part_of_year, _ancient, _decade, _century)
dates = longest(
    _days, _month_range, _month_year, _month_of_old, _lone_month, _spans_of_years, _season, _relative,
    _weekdays, _bare_years, _ages,
)  # fmt: skip
years = every(longest(_years_range, _ancient, _decade, _bare_years, _numeric), _later_year)
months = _month_name
weekdays = by_pattern(rf"(?<!\w){WEEKDAY}(?!\w)", hint="day")
weekdays_and_days = longest(
    _days, _weekdays, _month_year, _relative, _part_of_year, _lone_month, _years_range, _bare_years
)
periods = every(
    longest(_spans_of_years, _season, _ages, _lone_month, _bare_years), _exact_duration, _time_of_day
)
clocks = longest(_clock, _noon, _time_of_day)
durations = every(longest(_exact_duration, _loose_duration), _years_range)
