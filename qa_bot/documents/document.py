"""What a reader makes of a file."""

from __future__ import annotations

from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Block, Edit


class Unreadable(Exception):
    """A file cannot be read; the message says why."""


class Header(NamedTuple):
    """What the top of a text says of it, the stretches that say so, and where the body begins.

    `date` is when it was published, `updated` when it was last changed; `date_from`, of the first of these
    that is known, and `title_from` are "front matter" or "header"; "file" where only the file is dated.
    """

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    matter: tuple[Block, ...] = ()
    body: int = 0
    date_from: str | None = None
    updated: str | None = None
    title_from: str | None = None


class Document(NamedTuple):
    """A file's text, its metadata and the blocks of its body; `trouble` is what was wrong with its bytes.

    All spans are those of the text; `edits` are what of it is not read as it stands. `name` tells it from the
    others where a file holds several.
    """

    text: str
    header: Header
    blocks: tuple[Block, ...]
    trouble: str = ""
    edits: tuple[Edit, ...] = ()
    name: str = ""


def joined(*notes: str) -> str:
    """Return what is to be said of a file as one note, "" where there is nothing."""
    return "; ".join(filter(None, notes))
