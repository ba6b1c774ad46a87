"""Read articles from files: title, date and publisher, the text and its blocks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from qa_bot.documents.datelines import after_dateline, written_on
from qa_bot.documents.document import Document
from qa_bot.documents.files import read_bytes, stem_of
from qa_bot.documents.formats import READERS, lacking
from qa_bot.documents.lines import numbers, plain_heading
from qa_bot.documents.metadata import clean_title, name_date
from qa_bot.documents.plain_text import read, read_text
from qa_bot.documents.sandbox import Sandbox
from qa_bot.language.entities.calendar import iso_date
from qa_bot.values import Article, Block, Skipped

_BYLINE = re.compile(r"(?:by|from|words by|written by|reported by)\s", re.IGNORECASE)
_DATED = re.compile(
    r"(?:first )?(?:published|posted|dated|date|updated|last updated)(?: on)?:?\s{1,3}", re.IGNORECASE
)


class Reading(NamedTuple):
    """The articles that a file holds, and a note where it was not read, or only in part.

    `is_settled`: the same bytes would be read so again.
    """

    articles: tuple[Article, ...] = ()
    note: Skipped | None = None
    is_settled: bool = True


def read_file(root: Path, path: str, sandbox: Sandbox) -> Reading:
    """Read the file at `path`, relative to `root`; articles may come with a note on their bytes."""
    data = read_bytes(root / path if root.is_dir() else root.resolve())
    if isinstance(data, str):
        return Reading((), Skipped(path, data), is_settled=False)
    documents = _documents(os.path.splitext(path)[1].lower(), data, sandbox)
    if isinstance(documents, str):
        return Reading((), Skipped(path, documents))
    filled = [document for document in documents if document.text.strip()]
    articles = tuple(_article(_id(path, document), document, path) for document in filled)
    trouble = "; ".join(dict.fromkeys(filter(None, (document.trouble for document in documents))))
    reason = trouble if articles else trouble or "empty"
    return Reading(articles, Skipped(path, reason) if reason else None)


def _documents(suffix: str, data: bytes, sandbox: Sandbox) -> list[Document] | str:
    if reason := lacking(suffix):
        return reason
    row = READERS.get(suffix)
    if row and row.is_apart:
        return sandbox.read(suffix, data)
    found = row.read(data) if row else read(data)
    return [found] if isinstance(found, Document) else found


def _id(path: str, document: Document) -> str:
    """Return the name of an article: the file's, or the file and which of its articles it is."""
    return f"{path}#{document.name}" if document.name else stem_of(path)


def article_from_text(id: str, text: str, path: str | None = None) -> Article:
    """Read one text as an article; what its header does not say, its headings or its `id` may."""
    return _article(id, read_text(text), path)


def _article(id: str, document: Document, path: str | None) -> Article:
    text, header, blocks, _, edits, _ = document
    title, date = _face(text, blocks)
    date_in_name, name = name_date(id.rsplit("/", 1)[-1])
    known = [(header.date_from, header.date), ("header", date), ("file name", date_in_name)]
    if header.date_from == "file":  # it may be a copy of something older
        known.append(("text", written_on(text, blocks)))
        known.append(known.pop(0))
    date_from, dated = next((one for one in known if one[1]), None) or ("text", written_on(text, blocks))
    return Article(
        id=id,
        text=text,
        title=header.title or title or clean_title(re.sub(r"[_-]", " ", name)) or id,
        date=dated,
        publisher=header.publisher,
        path=path,
        blocks=(*header.matter, *_without_dateline(text, blocks)),
        date_from=date_from if dated else None,
        edits=edits,
    )


def _without_dateline(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the first paragraph's dateline apart as matter."""
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    for block in blocks:
        start = after_dateline(text, block) if block is first else block.start
        if block.start < start < block.end:
            yield block._replace(end=start, kind="matter")
            yield block._replace(start=start)
        else:
            yield block


def _face(text: str, blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """Return a title and a date from the headings that stand before the first paragraph."""
    top = takewhile(lambda block: block.kind not in ("paragraph", "item"), blocks)
    lines = [plain_heading(text[block.start : block.end]) for block in top if block.kind == "heading"]
    dates = [iso_date(_DATED.sub("", line, count=1)) for line in lines]
    titles = [line for line, date in zip(lines, dates, strict=True) if not date and _entitles(line)]
    return (clean_title(titles[0]) if titles else None), next(filter(None, dates), None)


def _entitles(line: str) -> bool:
    return bool(line) and not (_BYLINE.match(line) or numbers(line))
