"""The formats of files that are read: a row each.

A reader is imported when the first file of its format is read: a saved index needs none. `Format.read` takes
the bytes of a file and gives a Document, several where the file holds several articles, or the reason why it
cannot be read. A reader lives in this folder or in `readers`, all of which the fingerprint of a saved index
covers, and raises Unreadable.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from qa_bot.documents.document import Document, Unreadable
from qa_bot.named_tuples import NamedTuple

Reader = Callable[[bytes], Document | list[Document] | str]


class Format(NamedTuple):
    """The suffixes of a format's files, the one that messages name first, and their reader.

    `needs` is the package that has to be installed, `extra` the extra of ours that holds it. `is_apart`: its
    files are read in a process of their own, for what a hostile one may do to the parser. `has_several`: they
    hold several articles.
    """

    suffixes: tuple[str, ...]
    read: Reader
    extra: str = ""
    needs: str = ""
    is_apart: bool = False
    has_several: bool = False


def _reader(module: str, name: str = "read", is_text: bool = False) -> Reader:
    """Return a reader by its module in this folder, which is imported when it is called.

    `is_text`: it takes the text of a file.
    """

    def read(data: bytes) -> Document | list[Document] | str:
        reader: Callable[[Any], Any] = getattr(import_module(f"qa_bot.documents.{module}"), name)
        try:
            if not is_text:
                return reader(data)  # type: ignore[no-any-return]
            from qa_bot.documents.decoding import decode

            text, trouble = decode(data)
            return reader(text)._replace(trouble=trouble)  # type: ignore[no-any-return]
        except Unreadable as error:
            return str(error)

    return read


_NEEDS = "needs another package: pip install"
FORMATS = (
    Format((".txt", ".text"), _reader("plain_text", "read_text", is_text=True)),
    Format((".md", ".markdown"), _reader("markdown", "read_markdown", is_text=True)),
    Format((".html", ".htm", ".xhtml"), _reader("readers.web"), "html", "lxml", is_apart=True),
    Format((".pdf",), _reader("readers.pdf"), "pdf", "pypdfium2", is_apart=True),
    Format((".docx",), _reader("readers.word"), is_apart=True),
    Format((".epub",), _reader("readers.epub"), "epub", "lxml", is_apart=True),
    Format((".rst",), _reader("readers.rst", "read_rst", is_text=True)),
    Format((".eml",), _reader("readers.mail"), is_apart=True),
    Format((".mbox",), _reader("readers.mail", "read_box"), is_apart=True, has_several=True),
    Format((".json",), _reader("readers.records", "read_json"), is_apart=True, has_several=True),
    Format((".jsonl", ".ndjson"), _reader("readers.records", "read_lines"), is_apart=True, has_several=True),
    Format((".csv", ".tsv"), _reader("readers.records", "read_csv"), is_apart=True, has_several=True),
)
READERS: Mapping[str, Format] = {suffix: row for row in FORMATS for suffix in row.suffixes}


def format_of(path: str) -> Format | None:
    """Return the format of a file, None where its suffix is that of no format that is read."""
    return READERS.get(os.path.splitext(path)[1].lower())


def why_not(path: str) -> str:
    """Return why a file is not read, as far as its suffix tells: "" where it is."""
    row = format_of(path)
    return lacking(row) if row else f"not {format_names()}"


def lacking(row: Format) -> str:
    """Return how to install what the reader of a format lacks, "" where it lacks nothing."""
    if not row.needs or is_installed(row.needs):
        return ""
    return f"{_NEEDS} {row.needs}"


def still_stands(reason: str, path: str) -> bool:
    """Whether the reason why a file was left out stands: a package that it lacked may be there now."""
    return not reason.startswith(_NEEDS) or why_not(path) == reason


@cache
def is_installed(module: str) -> bool:
    """Whether a module can be imported; it is looked for once."""
    return find_spec(module) is not None


def is_paged(path: str | None) -> bool:
    """Whether a file has pages, which form feeds part in its text."""
    return path is not None and path.lower().endswith(".pdf")


def format_names() -> str:
    """Return the formats as messages name them: ".txt or .md"."""
    *names, last = (row.suffixes[0] for row in FORMATS)
    return f"{', '.join(names)} or {last}" if names else last
