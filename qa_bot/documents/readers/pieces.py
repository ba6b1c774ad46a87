"""What the readers make a document of: pieces of text, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qa_bot.documents.document import Document, Header
from qa_bot.documents.metadata import clean_title
from qa_bot.language.entities.calendar import iso_date
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Block, BlockKind

MOST_CELL = 400  # characters: a table with longer ones is a layout of texts, no table of facts
BULLET = "•"
INDENT = 2  # characters by which a list inside a list stands in
_ISO_DATE = re.compile(r"\s{0,8}((?:1[5-9]|20)\d\d)-?(\d\d)-?(\d\d)(?=\D|\Z)")
_LONG_DATE = re.compile(r"(?:[A-Za-z]{3,9},?\s)?\s{0,2}(\d{1,2}\s[A-Za-z]{3,9}\s\d{4})\b")
_NO_TITLE = re.compile(
    r"(?i)untitled|microsoft |word document|slide \d|document\d"
    r"|.{1,200}\.(?:docx?|pdf|tex|dvi|indd|qxd|pptx?|rtf)\Z"
)


class Piece(NamedTuple):
    """A block of a document that is being made; `level` and `mark` are those of `Block`."""

    kind: BlockKind
    text: str
    level: int = 0
    mark: str = ""


def folded(text: str) -> str:
    """Return the text with each run of white space as one space."""
    return " ".join(text.split())


def compose(pieces: Iterable[Piece], header: Header, trouble: str = "") -> Document:
    """Write the pieces one below the other; items of a list stand close together."""
    parts: list[str] = []
    blocks: list[Block] = []
    at, before = 0, ""
    for piece in pieces:
        gap = "" if not parts else "\n" if piece.kind == before == "item" else "\n\n"
        start = at + len(gap)
        at, before = start + len(piece.text), piece.kind
        parts += gap, piece.text
        blocks.append(Block(start, at, piece.kind, piece.level, piece.mark))
    return Document("".join(parts), header, tuple(blocks), trouble)


def is_title(words: str | None) -> bool:
    """Whether what a file says is its title is more than the name of a file or of a program."""
    return bool(words and words.strip() and not _NO_TITLE.match(words.strip()))


def face(
    title: str | None = None,
    date: str | None = None,
    publisher: str | None = None,
    date_from: str = "header",
    updated: str | None = None,
) -> Header:
    """Return a header of what a format's own metadata say; what is no title or no date is left out."""
    dated, changed = day_of(date or ""), day_of(updated or "")
    title, publisher = (clean_title(one) if one and one.strip() else None for one in (title, publisher))
    return Header(title, dated, publisher, date_from=date_from if dated or changed else None, updated=changed)


def day_of(stamp: str) -> str | None:
    """Return the day (ISO 8601) of a moment as files write it: 2016-08-12T09:30Z, Fri, 12 Aug 2016 09:30."""
    if match := _ISO_DATE.match(stamp):
        return iso_date("-".join(match.groups()))
    match = _LONG_DATE.match(stamp)
    return iso_date(match[1] if match else stamp)


def rows(table: Sequence[Sequence[str]], has_header: bool) -> Iterable[Piece]:
    """Yield each row of a table as an item, `Header: cell` joined; two columns without a header are facts."""
    head = table[0] if has_header else ()
    for row in table[has_header:]:
        is_fact = not head and len(row) == 2 and all(row)
        if text := f"{row[0].rstrip(':')}: {row[1]}" if is_fact else _under(head, row):
            yield Piece("item", text, 0, BULLET)


def _under(head: Sequence[str], row: Sequence[str]) -> str:
    named = ((head[at] if at < len(head) else "", cell) for at, cell in enumerate(row) if cell)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named)
