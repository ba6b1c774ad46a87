"""Read plain text, which may hold Markdown."""

from __future__ import annotations

from itertools import islice

from qa_bot.documents.blocks import read_blocks
from qa_bot.documents.decoding import decode
from qa_bot.documents.document import Document
from qa_bot.documents.lines import lines_of
from qa_bot.documents.metadata import MOST_LINES, read_header


def read(data: bytes) -> Document | str:
    """Read a file's bytes, or return the reason why they are no text."""
    decoded = decode(data)
    if isinstance(decoded, str):
        return decoded
    return read_text(decoded.text)._replace(trouble=decoded.trouble)


def read_text(text: str) -> Document:
    """Read the header and the blocks of a text."""
    header = read_header(list(islice(lines_of(text), 2 * MOST_LINES)))
    return Document(text, header, tuple(read_blocks(text, header.body)))
