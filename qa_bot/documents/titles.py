"""The title of an article with its date in words: each of its passages is found by these as well."""

from __future__ import annotations

from collections.abc import Iterable

from qa_bot.language.lexicon.calendar import MONTHS


def dated_title(title: str, date: str | None) -> str:
    """Return the title and the date in words: "The strike 12 August 2016"."""
    if date is None:
        return title
    year, month, day = [*date.split("-"), "", ""][:3]
    name = MONTHS[int(month) - 1] if month else ""
    return " ".join([title, day.lstrip("0"), name, year])


def titles(title: str, date: str | None, headings: Iterable[str]) -> str:
    """Return what stands above a passage: the dated title, and the headings below it, each once."""
    below = (heading for heading in dict.fromkeys(headings) if heading != title)
    return "\n".join((dated_title(title, date), *below))
