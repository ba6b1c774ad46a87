"""Read plain text, which may hold Markdown."""

from __future__ import annotations

from itertools import islice

from qa_bot.documents.blocks import read_blocks
from qa_bot.documents.document import Document, Header
from qa_bot.documents.front_matter import MOST_LINES
from qa_bot.documents.lines import lines_of
from qa_bot.documents.marks import marks_of
from qa_bot.documents.metadata import read_header


def read_text(text: str) -> Document:
    """Read the header, the blocks and the marks of a text."""
    header = header_of(text)
    blocks = tuple(read_blocks(text, header.body))
    return Document(text, header, blocks, edits=tuple(marks_of(text, blocks)))


def header_of(text: str) -> Header:
    """Read what stands above the body of a text."""
    return read_header(list(islice(lines_of(text), 2 * MOST_LINES)))
