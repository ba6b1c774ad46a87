"""What stands above an article's text: front matter, `KEY: value` lines, a date; never an error."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from qa_bot.documents.document import Header
from qa_bot.documents.lines import Line
from qa_bot.values import Block

MOST_LINES = 200  # of a header: after as many lines without its end, what begins like one is text
MOST_TITLE = 200  # characters, about two lines of a screen
_KEY_WORDS = {
    "title": "title, headline, head, subject",
    "date": "date, published, publication date, date published, publish date, pubdate, dated, created",
    "publisher": "publisher, source, publication, outlet, newspaper, site, website",
    "": (
        "author, authors, by, byline, category, categories, copyright, credit, description, id, keywords, "
        "language, last updated, layout, licence, license, link, permalink, retrieved, section, slug, "
        "standfirst, tag, tags, topic, topics, type, updated, url, word count"
    ),
}
NAMES: Mapping[str, str] = {key: name for name, words in _KEY_WORDS.items() for key in words.split(", ")}
_FENCES = {"---": ":", "+++": "="}
_CLOSERS = {"---": ("---", "..."), "+++": ("+++",)}
_KEY_LINE = re.compile(
    r"\s{0,3}(?:\*\*)?([A-Za-z][A-Za-z _-]{0,30}?)\s{0,3}(?::\*\*|\*\*:|:)(?:\s+(\S.*)?)?\Z"
)
_DATE_PREFIX = re.compile(r"\s*date:?\s{1,4}(\d{4}-\d\d-\d\d)(?=\s+\S)", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<word>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3})?"
_TIME = r"(?:(?:T|,?\s{1,3}(?:at\s)?)\d{1,2}[:.]?\d\d.{0,40})?\Z"
_DATE_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:(?P<mark>[-/.])(?P<month>\d\d)(?:(?P=mark)(?P<day>\d\d))?)?(?![\d/.-])",
        rf"{_DAY}(?:\sof)?[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}{_YEAR}",
        rf"{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}",
        rf"{_MONTH},?\s{{1,3}}{_YEAR}",
    )
)
_NAME_DATE = re.compile(
    r"(?<!\d)(?:([12]\d{3})[-_.](\d\d)[-_.](\d\d)|((?:19|20)\d\d)(\d\d)(\d\d)|((?:19|20)\d\d)[-_](\d\d))(?!\d)"
)


def read_header(lines: Sequence[Line]) -> Header:
    """Read the front matter and the header lines that `lines` begin with."""
    above, used = _front_matter(lines)
    more, used = _key_lines(lines, used)
    prefix = _DATE_PREFIX.match(lines[used].text) if used < len(lines) else None
    known = _known([*above, *more, *([("date", prefix[1])] if prefix else [])])
    matter = _matter(lines[:used])
    body = lines[used].start if used < len(lines) else (lines[-1].end if lines else 0)
    if prefix:
        indent = len(prefix[0]) - len(prefix[0].lstrip())
        matter += (Block(body + indent, body + prefix.end(), "matter"),)
        body += prefix.end()
    date_from = "front matter" if "date" in _known(above) else "header"
    date = known.get("date")
    title, publisher = known.get("title"), known.get("publisher")
    return Header(title, date, publisher, matter, body, date_from if date else None)


def iso_date(words: str) -> str | None:
    """Return a written date as ISO 8601, as precise as it is (2016, 2016-08, 2016-08-12), or None."""
    for form in _DATE_FORMS:
        if match := form.match(words.strip()):
            parts = match.groupdict()
            month = _MONTHS[parts["word"].lower()] if parts.get("word") else parts.get("month")
            return _valid(parts["year"], month, parts.get("day"))
    return None


def name_date(name: str) -> tuple[str | None, str]:
    """Find a date in a file's name; return it and the name without it."""
    for match in _NAME_DATE.finditer(name):
        year, month, *day = filter(None, match.groups())
        if found := _valid(year, month, day[0] if day else None):
            return found, f"{name[: match.start()]} {name[match.end() :]}"
    return None, name


def clean_title(words: str) -> str:
    """Fold the white space of a title and keep it to a length that fits a screen."""
    title = " ".join(words.split())
    return title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…"


def _valid(year: str, month: str | int | None, day: str | None) -> str | None:
    numbers = [int(part) for part in (year, month, day) if part is not None]
    try:
        date = datetime.date(*[*numbers, 1, 1][:3]).isoformat()
    except ValueError:
        return None
    return date[: (4, 7, 10)[len(numbers) - 1]]


def _known(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the first good title, date and publisher."""
    known: dict[str, str] = {}
    for key, value in pairs:
        name = NAMES.get(key, "")
        if found := _good(name, value):
            known.setdefault(name, found)
    return known


def _good(name: str, value: str) -> str | None:
    if name == "date":
        return iso_date(value)
    if name == "publisher" and "://" in value:
        return None
    return clean_title(value) if name else None


def _front_matter(lines: Sequence[Line]) -> tuple[list[tuple[str, str]], int]:
    """Read a flat `---` block; what is not `key: value` in it is passed over."""
    fence = lines[0].text.rstrip() if lines else ""
    if fence not in _FENCES:
        return [], 0
    for number, line in enumerate(lines[1:MOST_LINES], 1):
        if line.text.rstrip() in _CLOSERS[fence]:
            pairs = [pair for inner in lines[1:number] if (pair := _pair(inner.text, _FENCES[fence]))]
            return (pairs, number + 1) if pairs else ([], 0)
    return [], 0


def _pair(line: str, mark: str) -> tuple[str, str] | None:
    key, found, value = line.partition(mark)
    if not found or not key.strip() or key[0] in " \t-#":
        return None
    return _fold_key(key), _unquoted(value.strip())


def _unquoted(value: str) -> str:
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _fold_key(key: str) -> str:
    return " ".join(re.split(r"[\s_-]+", key.strip().lower()))


def _key_lines(lines: Sequence[Line], used: int) -> tuple[list[tuple[str, str]], int]:
    """Read `KEY: value` lines with known keys between blank lines."""
    pairs: list[tuple[str, str]] = []
    for number, line in enumerate(lines[used : used + MOST_LINES], used):
        if not line.text.strip():
            continue
        match = _KEY_LINE.match(line.text)
        if match is None or _fold_key(match[1]) not in NAMES:
            break
        pairs.append((_fold_key(match[1]), _unquoted((match[2] or "").strip())))
        used = number + 1
    return pairs, used


def _matter(lines: Sequence[Line]) -> tuple[Block, ...]:
    filled = [line for line in lines if line.text.strip()]
    return (Block(filled[0].start, filled[-1].end, "matter"),) if filled else ()
