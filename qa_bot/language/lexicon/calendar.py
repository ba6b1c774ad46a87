"""Names of months, days and times."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.numbers import NUMBER_WORDS

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_NAMES = tuple(day.capitalize() for day in WEEKDAYS)
SEASONS = ("spring", "summer", "autumn", "winter")
# The days of a month in words: "first" to "thirty-first".
_ORDINALS = tuple(word for word, number in NUMBER_WORDS.items() if not number.isdigit())
DAY_WORDS = {
    word: number
    for number, word in enumerate(
        (*_ORDINALS, *(f"twenty-{word}" for word in _ORDINALS[:9]), "thirtieth", "thirty-first"), 1
    )
}
DAYS = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS)) | word_set("today yesterday tonight tomorrow")
# Periods that "last" and "next" step over.
PERIODS = word_set("week month year weekend") | frozenset(SEASONS)
TIME_NOUNS = PERIODS | word_set("day night morning evening afternoon")
