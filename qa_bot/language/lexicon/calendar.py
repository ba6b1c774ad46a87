"""Months and weekdays."""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
