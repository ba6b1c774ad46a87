"""Read records: CSV, JSON and JSON lines; each record with a field of text is an article."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

from qa_bot.documents.decoding import decode
from qa_bot.documents.document import Document, Unreadable, joined
from qa_bot.documents.formats import READERS, lacking
from qa_bot.documents.metadata import NAMES, PUBLISHED
from qa_bot.documents.plain_text import read_text
from qa_bot.documents.readers.pieces import face
from qa_bot.named_tuples import NamedTuple

TEXTS = (
    "text body content contents article articletext articlebody fulltext maintext story passage context"
    " paragraph paragraphs document transcript answer abstract description summary message"
).split()
OTHER_NAMES = {"name": "title", "question": "title", "timestamp": "date", "year": "date"}
GUESSED = 100  # characters on average: so long are the values of a field that is taken for the text
MOST_NAMED = 8  # fields that a message names
LONGEST_NAME = 60  # characters of a column's name: a row with longer ones names no columns
MOST_FIELD = 20_000_000
_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|span|td)>", re.IGNORECASE)
_DELIMITERS, _NONE = ",;\t|", "\x1f"
Record = Mapping[str, Any]


class _Rows(NamedTuple):
    """Records by their numbers, from 1, and what was wrong with the others."""

    records: list[tuple[int, Record]]
    trouble: str = ""


def read_csv(data: bytes) -> list[Document]:
    """Read a table with a row of names above it."""
    decoded = decode(data)
    csv.field_size_limit(MOST_FIELD)
    text = decoded.text.lstrip("\r\n")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    delimiter = delimiter if delimiter in first else _NONE
    try:
        rows, fault = _table(text, delimiter, strict=True), ""
    except csv.Error as error:
        rows, fault = _table(text, delimiter, strict=False), f"its quotes do not match ({error})"
    return _articles(_Rows([*enumerate(rows, 1)], joined(decoded.trouble, fault)))


def _table(text: str, delimiter: str, strict: bool) -> list[dict[str, Any]]:
    """Return the rows by their columns; what stands right of the last column belongs to it."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    first = next(rows, [])
    is_head = all(len(name) <= LONGEST_NAME for name in first)
    names = first if is_head else [f"column {number}" for number, _ in enumerate(first, 1)]
    last = max(0, len(names) - 1)
    filled = filter(None, chain([] if is_head else [first], rows))
    parted = ([*row[:last], delimiter.join(row[last:])] for row in filled)
    return [dict(zip(names, row, strict=False)) for row in parted]


def read_json(data: bytes) -> list[Document]:
    """Read an object, or a list of objects, which may stand in an object."""
    text, trouble = decode(data)
    try:
        value = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"no JSON: {error}") from error
    found = [(number, _record(one)) for number, one in enumerate(_longest_list(value), 1)]
    return _articles(_Rows([(number, one) for number, one in found if one], trouble))


def read_lines(data: bytes) -> list[Document]:
    """Read an object a line."""
    decoded = decode(data)
    records: list[tuple[int, Record]] = []
    bad: list[int] = []
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = _record(json.loads(line))
        except (ValueError, RecursionError):
            record = None
        if record:
            records.append((number, record))
        else:
            bad.append(number)
    trouble = f"{len(bad)} lines are no JSON object, the first of them line {bad[0]}" if bad else ""
    return _articles(_Rows(records, joined(decoded.trouble, trouble)))


def _record(value: object) -> Record | None:
    return value if isinstance(value, dict) else {"text": value} if isinstance(value, str) else None


def _longest_list(value: object) -> Sequence[object]:
    """Return the list of records that a value is or holds, else the value alone."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(_folded(name) in TEXTS[:-4] for name in value):
        lists = (one for one in value.values() if isinstance(one, list))
        held = (one for one in lists if any(isinstance(each, dict) for each in one))
        return max(held, key=len, default=[value])
    return [value]


def _articles(rows: _Rows) -> list[Document]:
    """Make an article of each record that has text."""
    fields = [*dict.fromkeys(name for _, record in rows.records for name in record if isinstance(name, str))]
    field, guess = _text_field(fields, rows)
    if not field:
        named = [name[:LONGEST_NAME] for name in fields[:MOST_NAMED]]
        found = ", ".join([*named, "..."] if len(fields) > MOST_NAMED else named)
        raise Unreadable(joined(f"no field of text; found: {found or 'no fields'}", rows.trouble))
    articles = [
        _article(text, record)._replace(name=str(number))
        for number, record in rows.records
        if (text := _text(record.get(field))).strip()
    ]
    without = len(rows.records) - len(articles)
    lacks = f"{without} of {len(rows.records)} records have no {field!r}" if without else ""
    trouble = joined(guess, lacks, rows.trouble)
    return [one._replace(trouble="" if at else trouble) for at, one in enumerate(articles)]


def _text_field(fields: Sequence[str], rows: _Rows) -> tuple[str, str]:
    """Return the field that holds the text, and a note where that is a guess; "" where there is none."""
    by_name = {_folded(name): name for name in reversed(fields)}
    filled = (by_name[name] for name in TEXTS if name in by_name)
    known = next((name for name in filled if any(_text(record.get(name)) for _, record in rows.records)), "")
    if known:
        return known, ""
    strings = {
        name: [one[name] for _, one in rows.records if isinstance(one.get(name), str)] for name in fields
    }
    lengths = {name: sum(map(len, words)) for name, words in strings.items()}
    longest = max(lengths, key=lambda name: lengths[name], default="")
    if not longest or lengths[longest] < GUESSED * len(rows.records):
        return "", ""
    return longest, f"the text is taken from {longest!r}: no field is called text, body or content"


def _text(value: object, depth: int = 0) -> str:
    """Return the text of a value: its strings one below the other."""
    if isinstance(value, str):
        return value
    if depth > 3 or not isinstance(value, list | dict):
        return ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (_text(one, depth + 1) for one in value)))
    names = {_folded(name): name for name in value}
    return next((_text(value[names[name]], depth + 1) for name in TEXTS if name in names), "")


def _article(text: str, record: Record) -> Document:
    read = _read_markup(text) or read_text(text)
    said = dict(_said(record))
    date = next((said[name] for name in PUBLISHED if name in said), None)
    own = face(said.get("title"), date, said.get("publisher"), updated=said.get("updated"))
    known = {name: one for name, one in own._asdict().items() if one}
    return read._replace(header=read.header._replace(**known))


def _said(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what a record says of its article, the last that counts first."""
    for name, value in reversed([*record.items()]):
        folded = _folded(name) if isinstance(name, str) else ""
        kind = NAMES.get(folded) or OTHER_NAMES.get(folded)
        if kind and isinstance(value, str | int) and str(value).strip() and "://" not in str(value):
            yield kind, str(value)


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def _read_markup(text: str) -> Document | None:
    """Read a text that is HTML, where its reader is installed."""
    if not _MARKUP.search(text[:MOST_FIELD]) or lacking(READERS[".html"]):
        return None
    from qa_bot.documents.readers import web

    with suppress(Unreadable):
        return web.read_page(text, face())
    return None
