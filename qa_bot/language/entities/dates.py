"""How dates, years, hours and spells of time are written in English, and their ISO 8601 values.

What leans on the day it was written has a value that `resolving.resolve` completes by the article's
date: see `relative_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa_bot.language.entities.calendar import (
    ARTICLE_YEAR,
    DAY,
    MONTH,
    SMALL_MONTH,
    SURE_MONTH,
    WEEKDAY,
    YEAR,
    iso_value,
    month_number,
)
from qa_bot.language.entities.patterns import any_of, by_pattern, compiled, every, joined, longest, one_of
from qa_bot.language.entities.quantities import AMOUNT, UNIT, number
from qa_bot.language.entities.relative_dates import (
    ago_value,
    far_value,
    feast_value,
    in_year,
    lone_month_value,
    month_day_value,
    season_value,
    weekday_value,
    which_value,
)
from qa_bot.language.entities.tense import FUTURE, leaning
from qa_bot.language.lexicon.calendar import DAY_WORDS, MONTHS, WEEKDAYS
from qa_bot.values import Entity

_LEFT = r"(?<![\w$£€.,:/-])"
_RIGHT = r"(?![\w%°:/]|[.,]\d|-\d)"
_DASH = r"\s?[–—-]\s?"
_PART_OF = any_of(
    "(?:first|second|third|fourth|latter|last|final|early|later)"
    " (?:half|quarter|part|weeks?|days|years|decades)",
    "beginning|end|turn|start|middle",
)
_NTH_DAY = rf"(?:first|second|third|fourth|last) (?:weekend|{WEEKDAY}) (?:of|in)"
_SEASONS = "spring|summer|autumn|winter|fall"
_PART = (
    rf"(?:[Ee]arly|[Ll]ate|[Mm]id|(?:[Tt]he )?(?:(?:{_PART_OF}|{_SEASONS}) of|{_NTH_DAY})|[QH][1-4](?: of)?)"
    "[ -](?:in )?"
)
# The year after a month: 1987, '87, or one that leans on another.
_NEAR_YEAR = any_of(
    "[Tt]he year (?:before last|after next|before|after)",
    "(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Tt]he (?:same|previous|following)) year",
)
_YEAR_AFTER = (
    rf"(?:(?:of |in )?(?:(?P<y>{YEAR})(?!\d)|['’‘](?P<short>\d\d)(?!\w))"
    rf"|(?<=[ ,])(?:of |in )?(?P<near>{_NEAR_YEAR})(?!\w|['’]s))"
)
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
_HAS_MONTH = any_of(*(form for name in MONTHS for form in (name[:3], name[:3].upper())))
_HAS_SMALL_MONTH = any_of(*(name[:3].lower() for name in MONTHS))
_REST_OF_MONTH = r"[A-Za-z]{0,6}\.?,? ?"


def _day_value(match: re.Match[str]) -> str | None:
    """Return 2016-03-13; --03-13 without a year, --03-13-1 on a Monday; none for no day of the calendar.

    Several days that follow each other are an interval: 2016-03-12/2016-03-14.
    """
    parts = match.groupdict()
    value = _of_its_year(match, parts["d"])
    if parts.get("last"):
        is_between = match.string.endswith("between ", 0, match.start())
        return _run_value(value, _of_its_year(match, parts["last"]), parts["till"], is_between)
    is_bare = parts.get("w") and value and value.startswith("--")
    return f"{value}-{WEEKDAYS.index(parts['w'].lower()) + 1}" if is_bare else value


def _run_value(first: str | None, last: str | None, till: str, is_between: bool) -> str | None:
    """Return the interval from the first to the last of some days of a month; None where days may lack."""
    if not first or not last or first >= last or "or" in till or till.startswith(","):
        return None
    is_next = int(last[-2:]) - int(first[-2:]) == 1
    return f"{first}/{last}" if is_next or is_between or "and" not in till else None


def _of_its_year(match: re.Match[str], day: str | None = None) -> str | None:
    """Return the value of a month, or its day, in the year after it: 2016-03, '16-03, @year-1-03, --03."""
    value = iso_value(match["y"], month_number(match["m"]), day)
    if not value or not (match["y"] or match["short"] or match["near"]):
        return value
    return in_year(match.groupdict(), value[-len("-03-13" if day else "-03") :])


def _iso_value(match: re.Match[str]) -> str | None:
    return iso_value(match["y"], match["m"], match["d"])


def _slashed_value(match: re.Match[str]) -> str | None:
    """Return the value of 13/9/2016 and 9/13/2016; none where day and month cannot be told apart."""
    month, day = sorted((int(match["one"]), int(match["other"])))
    is_sure = day > len(MONTHS) or day == month
    return iso_value(match["y"], month, str(day)) if is_sure and match["y"] else None


def _year_value(match: re.Match[str]) -> str | None:
    return match["x"].zfill(4)


def _short_year_value(match: re.Match[str]) -> str | None:
    return f"'{match['x'][1:]}"


def _clock_value(match: re.Match[str]) -> str | None:
    """Return T14:30, T09:30; none for a run of hours, or where morning and evening cannot be told apart."""
    hour, minute, half = int(match["h"]), match["min"] or "00", (match["half"] or "")[:1].lower()
    if match["first"]:
        return None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half or not (12 <= hour <= 23 or match["h"][0] == "0"):
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


_DAY_FIRST = (
    rf"{_LEFT}(?:(?P<w>{WEEKDAY})(?:, ?| )(?:the )?)?(?P<d>{DAY})"
    rf"(?:(?P<till>(?:, {DAY}){{1,3}},? and |{_DASH}| (?:to|and|or|until|through) (?:the )?)(?P<last>{DAY}))?"
    rf"(?: day)?(?: of )?[ -]?(?P<m>%s)(?:[ -]?,? ?{_YEAR_AFTER}|(?!\w))"
)
_day_first = by_pattern(_DAY_FIRST % MONTH, _day_value, hint=_HAS_MONTH)
_day_and_small_month = by_pattern(
    _DAY_FIRST % SMALL_MONTH, _day_value, hint=rf"\d[a-z]{{0,2}}(?: day)?(?: of )?[ -]?{_HAS_SMALL_MONTH}"
)
_DAYS_END = rf"(?={DAY}(?:,? {YEAR}|[,.;)]|$| (?:in|at|for)\b))"
_month_first = by_pattern(
    rf"(?<!\w)(?:(?P<w>{WEEKDAY})(?:, ?| ))?(?P<m>{MONTH}) ?(?:the )?(?P<d>{DAY})"
    rf"(?:(?P<till>{_DASH}| (?:to|and) {_DAYS_END})(?P<last>{DAY}))?"
    rf"(?:(?:, ?| ){_YEAR_AFTER}|(?![\w%:]|[.,]\d))",
    _day_value,
    hint=rf"{_HAS_MONTH}{_REST_OF_MONTH}(?:the )?\d",
)
_day_in_words = by_pattern(
    rf"(?<!\w)(?:[Tt]he )?(?P<d>(?i:{any_of(*DAY_WORDS)})) (?:day )?of (?P<m>{MONTH})"
    rf"(?:,? ?{_YEAR_AFTER}|(?!\w|['’]s))",
    _day_value,
    hint="(?:st|nd|rd|th) (?:day )?of ",
)
_day_of_month = by_pattern(
    rf"(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom) (?P<x>the (?P<d>{DAY})(?<=[a-z])"
    r"(?: of (?P<near>(?:last|this|next|the|that) month))?)"
    r"(?=[.,;:!?)]|$| (?:at|and(?! (?:the )?\d)|in|for|to|but|when|with|by|after|before)\b)",
    month_day_value,
    hint=r"\d(?:st|nd|rd|th)\b",
)
_numeric = by_pattern(
    r"(?<![\w-])(?<!\d[./])(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)(?![\w/-]|\.\d)",
    _iso_value,
    hint=r"\d{4}[-/.]\d",
)
_slashed = by_pattern(
    rf"(?<![\w/])(?<!\d\.)(?P<one>\d\d?)(?P<mark>[/.])(?P<other>\d\d?)(?P=mark)"
    rf"(?:(?P<y>{ARTICLE_YEAR})|(?<=/)\d\d)(?![\w/]|\.\d)",
    _slashed_value,
    hint=r"\d[/.]\d",
)
_FEAST = any_of(
    r"Christmas(?: Day| Eve)?|Easter(?: Sunday| Monday)?|New Year['’]s (?:Day|Eve)|Thanksgiving(?: Day)?",
    r"(?:Boxing|Independence|Labou?r|May) Day|Good Friday|Halloween",
)
_feasts = by_pattern(
    rf"(?<!\w)(?P<feast>{_FEAST})(?:,? {_YEAR_AFTER})?(?!\w)",
    feast_value,
    hint=" Day|Friday|Christmas|Easter|New Year|Thanksgiving|Halloween",
)
_month_year = by_pattern(
    rf"(?<!\w)(?:{_PART})?(?P<m>{MONTH}),? ?{_YEAR_AFTER}(?!\w|-\d)",
    _of_its_year,
    hint=rf"{_HAS_MONTH}{_REST_OF_MONTH}(?:of |in )?(?:[\d'’‘]|[LlNn]|[Tt]h)",
)
_month_of_old = by_pattern(
    rf"(?<!\w){MONTH} \d{{3}}(?![\w,.]\d|\d)", hint=rf"{_HAS_MONTH}{_REST_OF_MONTH}\d\d\d"
)
_month_range = by_pattern(
    rf"(?<!\w){MONTH}(?:{_DASH}| to | and ){MONTH}(?:,? {YEAR})?(?!\w)",
    hint=rf"{_HAS_MONTH}[A-Za-z]{{0,6}}\.?(?:{_DASH}| to | and ){_HAS_MONTH}",
)
_before_month = one_of("[Ii]n [Oo]f [Bb]y [Ss]ince until from to and between during")
_HAVE = r"[a-z]{1,20} (?:have|be)\b"
_STEP = "(?:[Ll]ast|[Nn]ext|[Tt]his) "
_lone_month = by_pattern(
    rf"(?<![\w-])(?:(?:{_PART}|{_STEP}){{1,2}}(?:(?:March|May)(?! {_HAVE})|{SURE_MONTH})|{SURE_MONTH})(?!\w)"
    rf"|(?<!\w){_before_month} (?P<x>March|May)(?!\w| {_HAVE})",
    lone_month_value,
    hint=_HAS_MONTH,
)
_month_name = by_pattern(
    rf"(?<![\w-])(?:{SURE_MONTH}|(?:March|May)(?= {DAY}\b| {YEAR}\b|,| to |–|\.|$))(?!\w)"
    rf"|(?<=\d )(?:March|May)\b|(?<!\w)(?:{_before_month}|{_STEP.strip()}|early|late) (?P<x>March|May)(?!\w)",
    hint=_HAS_MONTH,
)
_full_year = by_pattern(
    rf"(?:{_LEFT}|(?<=\b[Mm]id-))(?P<x>{YEAR}){_RIGHT}(?! {UNIT}\b)", _year_value, hint=YEAR
)
_BEFORE_YEAR = r"(?:[Ii]n|[Bb]y|[Aa]round|[Uu]ntil|[Ss]ince|[Aa]fter|[Bb]efore|to|[Tt]he year|[drcb]\.)"
_AFTER_YEAR = r"(?=[,;)–]|\.(?!\d)|$| (?:and|by|he|she|when|the|to|with|led|as|under)\b)"
_early_year = by_pattern(rf"\b{_BEFORE_YEAR} (?P<x>[1-9]\d\d){_AFTER_YEAR}", _year_value, hint=r" [1-9]\d\d")
_short_year = by_pattern(rf"\b{_BEFORE_YEAR} (?P<x>['’‘]\d\d)(?!\w)", _short_year_value, hint=r"['’‘]\d\d")
_part_of_year = by_pattern(rf"(?<!\w){_PART}(?P<y>{YEAR})(?!\w|-\d)", season_value, hint=YEAR)
_fiscal_year = by_pattern(
    any_of(
        rf"(?<!\w)(?:FY ?|(?:[Ff]iscal|[Ff]inancial)(?: year)? )['’]?(?:{YEAR}|\d\d)(?:[/–-]\d\d)?(?!\w)",
        rf"{_LEFT}{YEAR}/(?:{YEAR}|\d\d)(?!\w|[.,]\d|-\d)",
    ),
    hint="FY|iscal|inancial|/",
)
_years_range = by_pattern(
    any_of(
        rf"{_LEFT}{YEAR}{_DASH}(?:{YEAR}|\d\d)(?!\w|[.,]\d|-\d)",
        rf"{_LEFT}{YEAR} (?:to|until|and|or|through) {YEAR}(?!\w)",
        rf"(?<=\(|\s)[1-9]\d\d{_DASH}[1-9]\d{{1,2}}(?=\))",
    ),
    hint=r"\d\s?[–—-]\s?\d|\d (?:to|until|and|or|through) \d",
)
_later_year = by_pattern(rf"(?<=[–-])(?P<x>{YEAR}){_RIGHT}", _year_value, hint=YEAR)
_ancient = by_pattern(
    rf"{_LEFT}(?:c(?:a|irca)?\.? ?)?\d{{1,3}}(?:,?\d{{3}})?(?:{_DASH}\d{{1,4}})? ?{_ERA}"
    r"|(?<!\w)(?:AD|A\.D\.) ?\d{1,4}(?!\w)",
    hint=r"B\.?C|A\.?D|C\.?E|BP",
)
_decade = by_pattern(
    rf"(?<!\w)(?:{_PART}(?:the )?|[Mm]id-to-late[ -])?(?:1\d|20)\d0['’]?s(?!\w)"
    r"|(?<=the )(?:(?:early|mid|late)[ -])?['’]?\d0s(?!\w)"
    r"|(?<=the )(?:(?:early|mid|late)[ -])?(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b",
    hint=r"0['’]?s|ties",
)
_PART_OF_CENTURY = rf"(?:(?:[Tt]he )?{_PART_OF} of the |(?:[Ee]arly|[Mm]id|[Ll]ate)[ -])"
_AND_ORDINAL = rf"{_ORDINAL}(?: to | and | or |[ –-](?=\d))(?:the )?"
_century = by_pattern(
    rf"(?<!\w){_PART_OF_CENTURY}?(?:{_AND_ORDINAL})?{_ORDINAL}[ -](?:centur(?:y|ies)|millenni(?:um|a))"
    rf"(?: {_ERA})?",
    hint="entur|illenni",
)
_SEASON = rf"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ff]all(?=(?: of)? (?:{YEAR}|['’]\d\d|{_NEAR_YEAR})))"
_season = by_pattern(
    rf"(?<!\w)(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[ -]|[Tt]he (?=\w{{4,6}} of (?:\d|['’‘]|{_NEAR_YEAR})))?{_SEASON}"
    rf"(?:,? {_YEAR_AFTER})?(?!\w)",
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
_TIME_OF_DAY = "(?: (?:morning|afternoon|evening|night))?"
_weekdays = by_pattern(
    rf"(?<!\w)(?:{_STEP}|(?:[Tt]he (?:following|previous|same|next)|[Tt]hat) )?{WEEKDAY}s?"
    rf"{_TIME_OF_DAY}(?!\w)",
    weekday_value,
    hint="day|DAY",
)
_WHICH = "(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]he (?:following|previous|same)|that)"
_DEICTIC = one_of(
    "week month year decade century day night morning summer winter autumn spring weekend season"
)
_COUNT = any_of("[Aa] couple of|[Aa] few|[Hh]alf an?", AMOUNT, "[Aa]n?|[Ss]everal|[Mm]any|[Ss]ome")
_which = by_pattern(
    rf"(?<!\w)(?:(?:[Ee]arl(?:y|ier)|[Ll]ater?|(?:[Tt]he )?{_PART_OF} of) )?"
    rf"(?P<words>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|{_WHICH} {_DEICTIC}){_TIME_OF_DAY}(?!\w)",
    which_value,
)
_unknown_day = by_pattern(
    any_of(
        rf"(?:[Tt]he )?(?:{_PART_OF} of the|{_NTH_DAY} (?:the|each|every)) {_DEICTIC}",
        "[Tt]he (?:weekend|[Nn]ew [Yy]ear)|[Ww]eek(?:day|end)s",
        rf"(?:[Ii]n )?[Tt]he (?:(?:next|coming)|(?:last|past|first|following|previous) {_COUNT})"
        rf" (?:{_COUNT} )?{_SPELL}s(?! of\b)|[Ww]ithin {_COUNT} {_SPELL}s?",
    ).join((r"(?<!\w)", r"(?!\w|['’]s|-)")),
    hint=any_of(
        rf"(?:the|each|every) {_DEICTIC}",
        "(?:[Tt]he |[Ww]eek)(?:weekend|[Nn]ew|days|ends)",
        rf"(?:next|coming|last|past|first|following|previous) .{{0,60}}{_SPELL}s|[Ww]ithin ",
    ),
)
_far = by_pattern(
    r"(?<!\w)[Tt]he (?P<unit>day|week|month|year)"
    r" (?P<far>before (?:yesterday|last)|after (?:tomorrow|next))(?!\w)",
    far_value,
    hint=" before | after ",
)
_ago = by_pattern(
    rf"(?<!\w)(?P<n>{_COUNT}) (?P<unit>{_SPELL}s?)(?P<half> and a half)? "
    r"(?P<way>ago|later|earlier|before|after|hence|from (?:now|today))(?!\w)",
    ago_value,
    hint=rf"{_SPELL}s?(?: and a half)? (?:ago|later|earlier|before|after|hence|from (?:now|today))\b",
)
_in_time = by_pattern(
    rf"(?<!\w)(?P<way>[Ii]n) (?P<n>{_COUNT}) (?P<unit>{_SPELL}s?)(?P<half> and a half)?"
    r"(?:['’]?s?['’]? time)?(?!\w|-|['’]s)",
    ago_value,
    hint=rf"[Ii]n .{{1,40}}{_SPELL}",
)


def _ahead(sentence: str) -> Iterator[Entity]:
    """Find "in two weeks" where it tells what will be: else it says how long something took."""
    for one in _in_time(sentence):
        is_ahead = sentence.startswith("time", one.end - len("time"))
        if is_ahead or leaning(sentence, one.start, one.end) == FUTURE:
            yield one


_relative = longest(_which, _unknown_day, _far, _ago, _ahead)
_HOUR = r"(?:[01]?\d|2[0-4])"
_HALF_DAY = r"(?:[ap]\.m\.?|[apAP][mM])(?!\w)"
_CLOCK = rf"{_HOUR}(?:[:.][0-5]\d)?(?:\s?{_HALF_DAY})?"
_clock = by_pattern(
    rf"{_LEFT}(?P<first>{_CLOCK}(?:{_DASH}| (?:to|until|till) )|(?<=between ){_CLOCK} and )?"
    rf"(?P<h>{_HOUR})(?:[:.h](?P<min>[0-5]\d))?"
    rf"(?:\s?(?P<half>{_HALF_DAY})|(?<=\d[:h]\d\d)(?![\w:.]\d|\w))(?: (?:GMT|UTC|BST|[ECMP][SD]T)\b)?",
    _clock_value,
    hint=r"\d\s?[apAP]\.?[mM]|\d[:h]\d\d",
)
_HOUR_WORD = one_of("one two three four five six seven eight nine ten eleven twelve")
_MINUTES = r"(?:[Ff]ive|[Tt]en|[Tt]wenty(?:-five)?|[1-5]?\d)"
_ON_A_DIAL = any_of(
    rf"[Hh]alf past|(?:a )?[Qq]uarter (?:past|to)|{_MINUTES} (?:minutes (?:past|to)|past)",
    rf"(?:(?<=\bat )|(?<=\bAt )|(?<=\buntil )|(?<=\bby ))(?!\d){_MINUTES} to",
)
_noon = by_pattern(
    any_of(
        r"(?:12 |twelve )?(?:(?P<noon>[Nn]oon|[Mm]idday)|(?P<night>[Mm]idnight))",
        any_of(
            rf"(?:\d{{1,2}}|{_HOUR_WORD}) o['’]clock|{_ON_A_DIAL} (?:{_HOUR_WORD}|{_HOUR})",
            rf"(?<=\bat )(?:{_HOUR_WORD}|{_HOUR})(?= (?:in the (?:mor|aft|eve)|at night))",
        )
        + "(?: (?:in the (?:morning|afternoon|evening)|at night))?",
        r"(?:(?<=\bat )|(?<=\bAt ))[0-2]\d[0-5]\d (?:hours|hrs)",
    ).join((r"(?<!\w)", r"(?!\w)")),
    _noon_value,
    hint=r"oon|idday|idnight|clock|past|uarter|(?:ive|en|ty|es) to |\bat \d|hours|hrs|in the [mae]|at night",
)
_bare_hour = by_pattern(rf"(?<=\bat ){_HOUR}(?=[.;!?]|, (?!\d)|$| (?:on|and|sharp)\b)(?!\.\d)", hint=" at ")
_HOURS = one_of("morning afternoon evening dawn dusk sunrise sunset nightfall")
_time_of_day = by_pattern(rf"(?<!\w)(?:(?:early|late|mid)[ -])?{_HOURS}(?!\w)")
_exact_duration = by_pattern(
    rf"{_LEFT}(?P<n>{AMOUNT})(?P<till>(?:{_DASH}| to | or ){AMOUNT})?[ -](?P<kind>[a-z]{{3,12}}[ -])??"
    rf"(?P<unit>{_SPELL}s?)(?!\w|['’]s|[ -]old\b| of age)",
    _duration_value,
    hint=_SPELL,
)
_BEFORE_SPELL = one_of(
    "[Ff]or lasted lasts takes took within [Ii]n about [Oo]ver nearly almost than another spent [Aa]fter"
)
_SOME = (
    r"(?:[Ss]everal|[Mm]any|[Aa] few|[Ss]ome|[Aa] couple of|half a|(?:dozen|hundred|thousand|million)s of)"
)
_loose_duration = by_pattern(
    any_of(
        rf"(?<!\w){_BEFORE_SPELL}"
        rf" (?P<x>(?:half )?an? (?:(?:full|half) )?{_SPELL}(?: and a half)?|{_SPELL}s)(?!\w)",
        rf"(?<!\w){_SOME} {_SPELL}s?(?!\w)",
        r"(?<!\w)(?:[Dd]ecade|[Cc]enturie|hour|day|week|month|year)s(?= (?:later|before|after)\b)",
        r"(?<!\w)(?:[Uu]ntil|[Ss]ince) (?:the )?(?:\d{4}|\d{1,2}th century)(?!\w)",
    ),
    hint=rf"{_SPELL}|ntil|ince",
)
_days = longest(
    _day_first, _day_and_small_month, _month_first, _day_in_words, _numeric, _slashed, _day_of_month, _feasts
)
_bare_years = longest(_full_year, _early_year, _short_year)
_spans_of_years = longest(_years_range, _part_of_year, _fiscal_year, _ancient, _decade, _century)
_TILL = "[–—-]| – | (?:to|until|till|through) "
_BESIDE = ",?(?: (?:at|on|of|from|by|around|about|just|after|before)){0,2} "
dates = joined(
    _TILL,
    longest(
        _days, _month_range, _month_year, _month_of_old, _lone_month, _spans_of_years, _season, _relative,
        _weekdays, _bare_years, _ages,
    ),
)  # fmt: skip
years = every(longest(_years_range, _fiscal_year, _ancient, _decade, _bare_years, _numeric), _later_year)
months = _month_name
weekdays = by_pattern(rf"(?<!\w){WEEKDAY}(?!\w)", hint="day")
weekdays_and_days = longest(
    _days,
    _weekdays,
    _month_year,
    _relative,
    _part_of_year,
    _lone_month,
    _years_range,
    _fiscal_year,
    _bare_years,
)
periods = every(
    longest(_spans_of_years, _season, _ages, _lone_month, _bare_years), _exact_duration, _time_of_day
)
clocks = joined(_TILL, longest(_clock, _noon, _time_of_day))
clocks_and_bare_hours = longest(clocks, _bare_hour)


def dates_with_hours(sentence: str) -> Iterable[Entity]:
    """Find dates, an hour beside one with it: "noon on Friday". Where there is none, an hour is one."""
    days = list(dates(sentence))
    hours = [one for one in clocks(sentence) if not any(one.overlaps(*day[:2]) for day in days)]
    return [_with_hours(sentence, day, hours) for day in days] if days else hours


def _with_hours(sentence: str, day: Entity, hours: Iterable[Entity]) -> Entity:
    """Return a date that begins or ends with the hour beside it."""
    start, end = day.start, day.end
    for one in hours:
        if compiled(_BESIDE).fullmatch(sentence, one.end, day.start):
            start = one.start
        elif compiled(_BESIDE).fullmatch(sentence, day.end, one.start):
            end = one.end
    return Entity(start, end, day.value)


spells = every(longest(_exact_duration, _loose_duration), _years_range)
# "The first strike in 40 years", "the worst winter for a century": how long ago there was such a one.
_MORE_OR_LESS = "(?: (?:more|less) than| over| nearly| almost| about| at least)?"
_APART = rf"\b(?:first|last|only|[a-z]{{2,12}}est|best|worst)\b[^.,;:]{{0,80}}? (?:in|for){_MORE_OR_LESS} "
_apart = by_pattern(rf"{_APART}(?P<x>(?:{AMOUNT}|an?) {_SPELL}s?)(?!\w)", hint=_SPELL)


def durations(sentence: str) -> list[Entity]:
    """Find how long something lasts, and not how long ago there was such a thing."""
    found = list(spells(sentence))
    since = list(_apart(sentence)) if found else []
    return [one for one in found if not any(one.overlaps(*each[:2]) for each in since)]
