"""What stands above an article's text: front matter, `KEY: value` lines, a date; never an error."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa_bot.documents.document import Header
from qa_bot.documents.lines import Line
from qa_bot.language.entities.calendar import iso_date, iso_value
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
_DATE_PREFIX = re.compile(r"\s{0,9}date:?\s{1,4}(\d{4}-\d\d-\d\d)(?=\s+\S)", re.IGNORECASE)
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


def name_date(name: str) -> tuple[str | None, str]:
    """Find a date in a file's name; return it and the name without it."""
    for match in _NAME_DATE.finditer(name):
        year, month, *day = filter(None, match.groups())
        if found := iso_value(year, month, day[0] if day else None):
            return found, f"{name[: match.start()]} {name[match.end() :]}"
    return None, name


def clean_title(words: str) -> str:
    """Fold the white space of a title and keep it to a length that fits a screen."""
    title = " ".join(words.split())
    return title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…"


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
