"""The formats of files that are read: a row each.

A reader is imported when the first file of its format is read: a saved index needs none. It takes the
bytes of a file and gives a Document, or the reason why it cannot be read. It lives in this folder, all of
which the fingerprint of a saved index covers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qa_bot.documents.document import Document

Reader = Callable[[bytes], "Document | str"]


class Format(NamedTuple):
    """The suffixes of a format's files, the one that messages name first, and their reader."""

    suffixes: tuple[str, ...]
    read: Reader


def _plain_text(data: bytes) -> Document | str:
    from qa_bot.documents.plain_text import read

    return read(data)


def _markdown(data: bytes) -> Document | str:
    from qa_bot.documents.markdown import read

    return read(data)


FORMATS = (
    Format((".txt", ".text"), _plain_text),
    Format((".md", ".markdown"), _markdown),
)
READERS: Mapping[str, Reader] = {suffix: row.read for row in FORMATS for suffix in row.suffixes}


def is_paged(path: str | None) -> bool:
    """Whether a file has pages, which form feeds part in its text."""
    return path is not None and path.lower().endswith(".pdf")


def format_names() -> str:
    """Return the formats as messages name them: ".txt or .md"."""
    *names, last = (row.suffixes[0] for row in FORMATS)
    return f"{', '.join(names)} or {last}" if names else last
