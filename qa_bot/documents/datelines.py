"""When a text without a date in its header was written, as its own words say: seldom, but then for sure.

A stamp ("Published 12 August 2016"), a dateline ("LEEDS, 12 August 2016 -"), or the month below a picture
of what happened "this year". A year that the text merely speaks of dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_bot.language.entities.calendar import ARTICLE_YEAR, DAY, MONTH, WEEKDAY, iso_date
from qa_bot.values import Block

FIRST, LAST = 4, 3
LONGEST_STAMP = 160
MOST_READ = 40_000
SHARED = 2
_DAY_AND_MONTH = rf"(?:{DAY} {MONTH}|{MONTH} {DAY})"
_YEAR = rf"(?:, ?| ){ARTICLE_YEAR}"
_FULL = rf"(?:{DAY} {MONTH}{_YEAR}|{MONTH} {DAY}{_YEAR}|{ARTICLE_YEAR}-\d\d-\d\d)"
_WEEKDAY = rf"(?:{WEEKDAY},? )?"
_CLOCK = r"(?:\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?)?)"
_UPDATED = "(?:updated|modified|revised|edited)"
_STAMPED = (
    r"[*_(\[]{0,3}(?:(?:first|last) )?"
    rf"(?:published|posted|issued|filed|dated|date|written|created|(?P<updated>{_UPDATED}))"
    rf"(?: at {_CLOCK})?(?: on)?:?[*_]{{0,3}} {{1,3}}{_WEEKDAY}"
)
_STAMP_ENDS = (
    rf"(?=[.)\]*_]{{0,3}}\Z| ?[|•·;]|,? (?:at )?{_CLOCK}\b"
    rf"|[,.]? (?:and |\()?(?:last )?{_UPDATED}\b"
    r"| by\b| to (?:include|correct|add|reflect|clarify|amend|note|show)\b)"
)
_STAMP = re.compile(rf"{_STAMPED}(?P<date>{_FULL}){_STAMP_ENDS}", re.IGNORECASE)
_YEARLESS_STAMP = re.compile(rf"{_STAMPED}(?P<date>{_DAY_AND_MONTH}){_STAMP_ENDS}", re.IGNORECASE)
_AGENCY = r"(?: \([A-Za-z ]{2,20}\))?"
_DATELINE = re.compile(
    rf"[A-Z]{{3,20}}(?:[ -][A-Z]{{2,20}}){{0,3}}(?:, [A-Z][a-z]{{2,20}})?{_AGENCY},? \(?{_WEEKDAY}"
    rf"(?P<date>{_FULL})\)?{_AGENCY}(?: ?[–—:]| -)"
)
_CAPTION_DATE = re.compile(rf"\b(?P<date>{MONTH} (?P<year>{ARTICLE_YEAR}))(?![\w–/-])")
_THIS_YEAR = re.compile(r"\b[Tt]his year\b")
_END = re.compile(r"[.!?][”’\"']? |\n")


def written_on(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the date (ISO 8601: day, month or year) on which a text says it was written, or None.

    Where two of its words say different things, it is not known.
    """
    edges = _edges(text, blocks)
    return _stamp(edges) or _first_dateline(text, blocks) or _captioned(text[:MOST_READ], blocks, edges)


def updated_on(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the date on which a text says it was last changed, or None."""
    return _stamp(_edges(text, blocks), updated=True)


def _edges(text: str, blocks: Sequence[Block]) -> list[str]:
    return [text[block.start : block.end].strip() for block in (*blocks[:FIRST], *blocks[FIRST:][-LAST:])]


def _stamp(edges: Sequence[str], updated: bool = False) -> str | None:
    """Return the date of the stamps of a kind, None where they have different ones."""
    short = (words for words in edges if len(words) <= LONGEST_STAMP)
    matches = [match for words in short if (match := _STAMP.match(words))]
    dates = {_iso(match["date"]) for match in matches if bool(match["updated"]) == updated}
    return dates.pop() if len(dates) == 1 else None


def _iso(words: str) -> str | None:
    return iso_date(words.replace(",", ", ").replace("  ", " "))


def after_dateline(text: str, block: Block) -> int:
    """Return the offset in a paragraph at which the text after its dateline begins, if it has one."""
    match = _DATELINE.match(text, block.start, block.end)
    if match is None:
        return block.start
    return match.end() + 1 if text[match.end() : match.end() + 1] == " " else match.end()


def _first_dateline(text: str, blocks: Sequence[Block]) -> str | None:
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    match = _DATELINE.match(text, first.start, first.end) if first else None
    return _iso(match["date"]) if match else None


def _captioned(text: str, blocks: Sequence[Block], edges: Sequence[str]) -> str | None:
    """Return the year that a caption gives to what the text says happened this year.

    A stamp without a year ("Updated on 12 August") then tells the day, if it is not before the caption's.
    """
    captions = (text[block.start : block.end] for block in blocks if block.kind == "caption")
    dated = [(words, match) for words in captions if (match := _CAPTION_DATE.search(words))]
    years = {match["year"] for words, match in dated if _happened_this_year(text, words)}
    if len(years) != 1:
        return None
    latest = max(iso_date(match["date"]) or "" for _, match in dated)
    return _stamped(years.pop(), edges, latest)


def _stamped(year: str, edges: Sequence[str], latest: str) -> str:
    """Return the day of a stamp in `year` if it is not before `latest`, else the year."""
    day = next((match["date"] for words in edges if (match := _YEARLESS_STAMP.match(words))), None)
    date = iso_date(f"{day} {year}") if day else None
    return date if date and date[: len(latest)] >= latest else year


def _happened_this_year(text: str, caption: str) -> bool:
    """Whether a sentence with "this year" has words of the caption."""
    wanted = _beginnings(_CAPTION_DATE.sub("", caption))
    return any(len(wanted & _beginnings(sentence)) >= SHARED for sentence in _of_this_year(text))


def _of_this_year(text: str) -> Iterator[str]:
    for match in _THIS_YEAR.finditer(text):
        before = text[max(0, match.start() - 300) : match.start()]
        after = text[match.end() : match.end() + 300]
        yield _END.split(before)[-1] + _END.split(after)[0]


def _beginnings(words: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[A-Za-z]{5,}", words)}
