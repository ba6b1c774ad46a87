"""Read articles from files: title, date and publisher, the text and its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from qa_bot.documents.datelines import after_dateline, written_on
from qa_bot.documents.document import Document
from qa_bot.documents.files import read_bytes, stem_of
from qa_bot.documents.formats import READERS
from qa_bot.documents.lines import numbers, plain_heading
from qa_bot.documents.metadata import clean_title, name_date
from qa_bot.documents.plain_text import read, read_text
from qa_bot.language.entities.calendar import iso_date
from qa_bot.values import Article, Block, Skipped

_BYLINE = re.compile(r"(?:by|from|words by|written by|reported by)\s", re.IGNORECASE)
_DATED = re.compile(
    r"(?:first )?(?:published|posted|dated|date|updated|last updated)(?: on)?:?\s{1,3}", re.IGNORECASE
)


class Reading(NamedTuple):
    """The article that a file holds, and a note where it was not read, or only in part."""

    article: Article | None
    note: Skipped | None


def read_file(root: Path, path: str) -> Reading:
    """Read the file at `path`, relative to `root`; an article may come with a note on its bytes."""
    data = read_bytes(root, path)
    document = data if isinstance(data, str) else READERS.get(Path(path).suffix.lower(), read)(data)
    if isinstance(document, str):
        return Reading(None, Skipped(path, document))
    if not document.text.strip():
        return Reading(None, Skipped(path, "empty"))
    note = Skipped(path, document.trouble) if document.trouble else None
    return Reading(_article(stem_of(path), document, path), note)


def article_from_text(id: str, text: str, path: str | None = None) -> Article:
    """Read one text as an article; what its header does not say, its headings or its `id` may."""
    return _article(id, read_text(text), path)


def _article(id: str, document: Document, path: str | None) -> Article:
    text, header, blocks, _, edits = document
    title, date = _face(text, blocks)
    date_in_name, name = name_date(id.rsplit("/", 1)[-1])
    known = (header.date_from, header.date), ("header", date), ("file name", date_in_name)
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
