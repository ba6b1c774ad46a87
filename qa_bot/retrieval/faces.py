"""The faces of a saved index's articles, each read from its line when somebody looks at it."""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.retrieval.guarding import damaged
from qa_bot.retrieval.rows import Rows, Said
from qa_bot.values import Source

ARTICLES = "articles.jsonl"
FACE = ("id", "title", "publisher", "date", "path", "date_from")
_DIGEST = "sha256"
_LINE_END = 0x0A
LINES = 1 << 12  # as many are kept as the articles that questions of some minutes find
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
Data = bytes | mmap.mmap


def lines_of(sources: Sequence[Source], digests: Sequence[str]) -> bytes:
    """Return the lines of articles: what each is called and dated, and the digest of its file."""
    rows = zip(sources, digests, strict=True)
    told = ({name: getattr(source, name) for name in FACE} | {_DIGEST: digest} for source, digest in rows)
    return "".join(f"{json.dumps(one)}\n" for one in told).encode()


class _Text:
    """The bytes of lines, and where each ends, which is looked for at the first use."""

    def __init__(self, data: Data) -> None:
        self._data = data

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        return np.flatnonzero(np.frombuffer(self._data, np.uint8) == _LINE_END)

    def line(self, number: int) -> bytes:
        if not 0 <= number < len(self.ends):
            raise IndexError(f"no line {number}: there are {len(self.ends)}")
        start = int(self.ends[number - 1]) + 1 if number else 0
        return self._data[start : int(self.ends[number])]


class Lines(Rows[Said]):
    """What each line of a file says; IndexDamaged where one says nothing of the kind."""

    def __init__(self, data: Data, said: Callable[[dict[str, Any]], Said]) -> None:
        """Stand over lines of JSON; `said` makes of one what it says."""
        self._text = _Text(data)
        self._line = lru_cache(maxsize=LINES)(partial(_said_in, self._text, said))

    def __len__(self) -> int:
        """Count the lines."""
        return len(self._text.ends)

    def at(self, number: int) -> Said:
        """Return what one line says."""
        return self._line(number)


def _said_in(text: _Text, said: Callable[[dict[str, Any]], Said], number: int) -> Said:
    try:
        return said(json.loads(text.line(number)))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(ARTICLES) from error


def faces_in(data: Data) -> Lines[Source]:
    """Return the articles, as a reader knows them."""
    return Lines(data, _face)


def digests_in(data: Data) -> Lines[str]:
    """Return the hash of what each article's file says."""
    return Lines(data, lambda row: str(row[_DIGEST]))


def _face(row: dict[str, Any]) -> Source:
    source = Source(**{name: row[name] for name in FACE})
    if not (source.is_typed and _is_date(source.date)):
        raise ValueError(source)
    return source


def _is_date(text: str | None) -> bool:
    """Whether a date is none, or a year with or without its month and day, as the calendar has them."""
    with suppress(ValueError):
        return text is None or bool(_DATE.fullmatch(text) and date.fromisoformat(f"{text}-01-01"[:10]))
    return False
