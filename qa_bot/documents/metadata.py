"""What stands above an article's text: front matter, `KEY: value` lines, a date; never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qa_bot.documents.document import Header
from qa_bot.documents.front_matter import MOST_LINES, Pair, front_matter, is_fence, unquoted
from qa_bot.documents.lines import Line, ends_sentence, is_label, lines_of, plain_heading
from qa_bot.documents.marks import marks
from qa_bot.language.entities.calendar import iso_date, iso_value
from qa_bot.language.lexicon import word_set
from qa_bot.values import Block, edited

LONGEST_TITLE = 1_000  # characters as written, links and all
WRAPPED = 4  # columns by which the second line of a value is moved right
MOST_TITLE = 200  # characters, about two lines of a screen
PUBLISHED = ("published", "date", "created", "path")  # the better witness first
_DATES = (*PUBLISHED, "updated")
_KEY_WORDS = {
    "title": "title, headline, head, subject",
    "published": (
        "published, published at, published on, published time, published date, publication date, "
        "publish date, date published, pub date, pub datetime, posted, posted on, issued, date issued"
    ),
    "date": "date, dated",
    "created": "created, created at, created on, date created, creation date, written, written on",
    "path": "path, permalink, slug, url, link, canonical url",
    "updated": (
        "updated, updated at, updated on, update date, date updated, last updated, last updated on, "
        "last update, modified, modified at, mod datetime, date modified, last modified, last modified at, "
        "lastmod, last edited, edited, revised, last revised, revision date, reviewed, last reviewed"
    ),
    "publisher": "publisher, source, publication, outlet, newspaper, site, website",
    "": (
        "author, authors, by, byline, category, categories, copyright, credit, description, draft, id, "
        "keywords, language, layout, licence, license, no comments, no search, orphan, retrieved, section, "
        "standfirst, summary, tag, tags, toc depth, topic, topics, type, weight, word count"
    ),
}
NAMES: Mapping[str, str] = {
    key.replace(" ", ""): name for name, words in _KEY_WORDS.items() for key in words.split(", ")
}
_HOLDERS = word_set("article dc extra frontmatter meta metadata ms og page params")
_KEY_LINE = re.compile(
    r"\s{0,3}(?::(?=\S))?(?:\*\*)?([A-Za-z][A-Za-z _-]{0,30}?)\s{0,3}(?:::?\*\*|\*\*::?|::?)(?:\s+(\S.*)?)?\Z"
)
_DATE_PREFIX = re.compile(r"\s{0,9}date:?\s{1,4}(\d{4}-\d\d-\d\d)(?=\s+\S)", re.IGNORECASE)
_NAME_DATE = re.compile(
    r"(?<!\d)(?:([12]\d{3})[-_./](\d\d)[-_./](\d\d)|((?:19|20)\d\d)(\d\d)(\d\d)|((?:19|20)\d\d)[-_/](\d\d))(?!\d)"
)
_ONE_DIGIT = re.compile(r"(?<=\d[-/.])(\d)(?!\d)")
BESIDE = re.compile(r"\s[|·•]\s")
_TEMPLATE = re.compile(r"\{[{%]")


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
    in_front = _known(above)
    places = {name: "front matter" if name in in_front else "header" for name in known}
    dated = next((name for name in PUBLISHED if name in known), "updated")
    return Header(
        known.get("title"),
        known.get(dated) if dated != "updated" else None,
        known.get("publisher"),
        matter,
        body,
        places.get(dated),
        known.get("updated"),
        places.get("title"),
    )


def dates_of_lines(text: str) -> dict[str, str]:
    """Return the dates in a paragraph that is `KEY: value` lines and nothing else, by what they say."""
    matches = [_KEY_LINE.match(line.text) for line in lines_of(text[:1_000])]
    known = _known([(match[1], match[2] or "") for match in matches if match]) if all(matches) else {}
    return {name: date for name, date in known.items() if name in _DATES}


def name_date(name: str) -> tuple[str | None, str]:
    """Find a date in a file's name; return it and the name without it."""
    for match in _NAME_DATE.finditer(name):
        year, month, *day = filter(None, match.groups())
        if found := iso_value(year, month, day[0] if day else None):
            return found, f"{name[: match.start()]} {name[match.end() :]}"
    return None, name


def clean_title(words: str) -> str:
    """Return the words of a title or heading without marks and tags, kept to a length that fits a screen."""
    words = words[:LONGEST_TITLE]
    title = " ".join(plain_heading(edited(words, marks(words, 0, len(words)))).split())
    return title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…"


def _known(pairs: Sequence[Pair]) -> dict[str, str]:
    """Return the first good title, publisher, and date of each kind."""
    known: dict[str, str] = {}
    for key, value in pairs:
        name = _name(key)
        if name and (found := _good(name, value)):
            known.setdefault(name, found)
    return known


def _name(key: str) -> str | None:
    """Return what a key says ("" for nothing that is used), None for a key that is not known."""
    *holders, last = re.split(r"[.:]", key)
    name, above = NAMES.get(_folded(last)), _folded(holders[-1]) if holders else ""
    if not above or above in _HOLDERS:
        return name
    holder = NAMES.get(above) or ""
    if holder == "date" and name in _DATES:
        return name
    return holder if holder in _DATES or _folded(last) in ("name", "title", "en", "text") else None


def _folded(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


def _good(name: str, value: str) -> str | None:
    if name in _DATES:
        return name_date(value)[0] if name == "path" else _date(value)
    if _TEMPLATE.search(value) or (name == "publisher" and "://" in value):
        return None
    return clean_title(value)


def _date(value: str) -> str | None:
    """Return the ISO 8601 date of a value, as a link or with one digit too: [[2021-03-04]], 2021-3-4."""
    alone = BESIDE.split(value.strip("[]()*_ \t"), 1)[0]
    return iso_date(_ONE_DIGIT.sub(r"0\1", unquoted(alone)))


def _front_matter(lines: Sequence[Line]) -> tuple[list[Pair], int]:
    """Read front matter; a rule above prose is none, even if the prose begins "Note: ..."."""
    pairs, end = front_matter(lines, _opening(lines, 0))
    is_data = any(_name(key) is not None or not ends_sentence(value) for key, value in pairs)
    return (pairs, end) if is_data else ([], 0)


def _opening(lines: Sequence[Line], number: int) -> int:
    """Return the first line from `number` on that is not blank, a comment, or the name of a place."""
    while number < len(lines):
        packed = lines[number].text.strip()
        if packed.startswith("<!--"):
            ends = (at for at in range(number, len(lines)) if "-->" in lines[at].text)
            end = next(ends, len(lines) - 1)
            if not lines[end].text.rstrip().endswith("-->"):
                return number
            number = end
        elif packed and not is_label(packed):
            return number
        number += 1
    return number


def _key_lines(lines: Sequence[Line], used: int) -> tuple[list[Pair], int]:
    """Read `KEY: value` lines with known keys between blank lines, below a fence that nothing closes too."""
    first = _opening(lines, used)
    if not used and first < len(lines) and is_fence(lines[first].text):
        first += 1
    pairs: list[Pair] = []
    for number, match in _matches(lines[first : first + MOST_LINES], first):
        if match is None or not _tells(key := match[1], value := unquoted((match[2] or "").strip())):
            break
        pairs.append((key, value))
        used = number + 1
    return pairs, used


def _tells(key: str, value: str) -> bool:
    """Whether a line's key is known; "Reviewed: ..." may begin a text, if no date follows."""
    name = _name(key)
    return name is not None and (name not in ("published", "created", "updated") or bool(_date(value)))


def _matches(lines: Sequence[Line], first: int) -> Iterator[tuple[int, re.Match[str] | None]]:
    """Match each line but blank ones, and those that go on with the value above."""
    goes_on = False
    for number, line in enumerate(lines, first):
        if line.text.strip() and not (goes_on and line.indent >= WRAPPED):
            yield number, _KEY_LINE.match(line.text)
        goes_on = bool(line.text.strip())


def _matter(lines: Sequence[Line]) -> tuple[Block, ...]:
    filled = [line for line in lines if line.text.strip()]
    return (Block(filled[0].start, filled[-1].end, "matter"),) if filled else ()
