"""Names of months, days and times."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_NAMES = tuple(day.capitalize() for day in WEEKDAYS)
SEASONS = ("spring", "summer", "autumn", "winter")
DAYS = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS)) | word_set("today yesterday tonight tomorrow")
# Periods that "last" and "next" step over.
PERIODS = word_set("week month year weekend") | frozenset(SEASONS)
TIME_NOUNS = PERIODS | word_set("day night morning evening afternoon")
