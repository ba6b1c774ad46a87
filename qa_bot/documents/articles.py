"""Read articles: a folder's files, then each one's header (title, date, publisher) and blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from qa_bot.documents.datelines import after_dateline, written_on
from qa_bot.documents.files import FileStamp, decode, find_files, read_bytes, stem_of
from qa_bot.documents.layout import read_blocks
from qa_bot.documents.lines import lines_of, numbers, plain_heading
from qa_bot.documents.metadata import MOST_LINES, clean_title, name_date, read_header
from qa_bot.errors import NothingToRead
from qa_bot.language.entities.calendar import iso_date
from qa_bot.values import Article, Block, Skipped

__all__ = [
    "READERS",
    "FileStamp",
    "Reading",
    "article_from_text",
    "list_files",
    "read_file",
    "read_folder",
    "read_noted",
]
READERS: Mapping[str, Callable[[str, int], list[Block]]] = {
    ".txt": read_blocks,
    ".text": read_blocks,
    ".md": read_blocks,
    ".markdown": read_blocks,
}
_BYLINE = re.compile(r"(?:by|from|words by|written by|reported by)\s", re.IGNORECASE)
_DATED = re.compile(
    r"(?:first )?(?:published|posted|dated|date|updated|last updated)(?: on)?:?\s{1,3}", re.IGNORECASE
)


class Reading(NamedTuple):
    """The articles of a folder, and every file not read, or read only in part, with the reason."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]


def list_files(root: Path) -> tuple[list[FileStamp], list[Skipped]]:
    """List the readable files under `root` (or `root` itself), and name those left out.

    Raises NothingToRead if there is no such file or folder.
    """
    return find_files(Path(root), READERS.keys())


def read_folder(root: Path) -> Reading:
    """Read every article under `root`, or the one file it is.

    Raises NothingToRead if `root` is missing or holds no readable text.
    """
    stamps, skipped = list_files(root)
    readings = [read_noted(root, stamp.path) for stamp in stamps]
    articles = tuple(article for reading in readings for article in reading.articles)
    if not articles:
        raise NothingToRead(_nothing(root, len(skipped) + len(stamps)), str(root))
    return Reading(articles, (*skipped, *(note for reading in readings for note in reading.skipped)))


def read_file(root: Path, path: str) -> Article | Skipped:
    """Read the one file at `path`, relative to `root`, or say why not."""
    articles, notes = read_noted(root, path)
    return articles[0] if articles else notes[0]


def read_noted(root: Path, path: str) -> Reading:
    """Read one file; an article may come with a note of what was wrong with its bytes."""
    data = read_bytes(root / path if Path(root).is_dir() else Path(root).resolve())
    decoded = data if isinstance(data, str) else decode(data)
    if isinstance(decoded, str):
        return Reading((), (Skipped(path, decoded),))
    if not decoded.text.strip():
        return Reading((), (Skipped(path, "empty"),))
    article = article_from_text(stem_of(path, READERS.keys()), decoded.text, path)
    return Reading((article,), (Skipped(path, decoded.trouble),) if decoded.trouble else ())


def article_from_text(id: str, text: str, path: str | None = None) -> Article:
    """Read one text: its header, else its first heading, else its `id` gives title and date.

    Where none of them is dated, the text's own words may tell when it was written.
    """
    suffix = Path(path).suffix.lower() if path else ""
    header = read_header(list(islice(lines_of(text), 2 * MOST_LINES)))
    blocks = READERS.get(suffix, read_blocks)(text, header.body)
    title, date = _face(text, blocks)
    named, name = name_date(id.rsplit("/", 1)[-1])
    known = (header.date_from, header.date), ("header", date), ("file name", named)
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
    )


def _without_dateline(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the first paragraph's dateline apart as matter."""
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    for block in blocks:
        start = after_dateline(text, block) if block is first else block.start
        if block.start < start < block.end:
            yield replace(block, end=start, kind="matter")
        yield replace(block, start=start) if block.start < start < block.end else block


def _face(text: str, blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """Take a title and a date from the headings that stand before the first paragraph."""
    top = takewhile(lambda block: block.kind not in ("paragraph", "item"), blocks)
    lines = [plain_heading(text[block.start : block.end]) for block in top if block.kind == "heading"]
    dates = [iso_date(_DATED.sub("", line, count=1)) for line in lines]
    titles = [line for line, date in zip(lines, dates, strict=True) if not date and _entitles(line)]
    return (clean_title(titles[0]) if titles else None), next(filter(None, dates), None)


def _entitles(line: str) -> bool:
    return bool(line) and not (_BYLINE.match(line) or numbers(line))


def _nothing(root: Path, left_out: int) -> str:
    said = f"{left_out} files were left out; " if left_out else ""
    return f"no readable text in {str(root)!r}: {said}give a folder with .txt or .md files"
