"""When it holds: times resolved against the article's own date, and the time that a question names."""

from __future__ import annotations

from qa_bot.timeline.asked import (
    AMOUNTS,
    TimeAsked,
    absent_times,
    article_fit,
    in_order,
    met_terms,
    times_asked,
)
from qa_bot.timeline.leaning import leaning
from qa_bot.timeline.reading import dates_in, value_in
from qa_bot.timeline.resolving import resolve

__all__ = [
    "AMOUNTS",
    "TimeAsked",
    "absent_times",
    "article_fit",
    "dates_in",
    "in_order",
    "leaning",
    "met_terms",
    "resolve",
    "times_asked",
    "value_in",
]
