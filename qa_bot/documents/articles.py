"""Read articles from files: title, date and publisher, the text and its blocks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qa_bot.documents.datelines import after_dateline, updated_on, written_on
from qa_bot.documents.document import Document, joined
from qa_bot.documents.files import list_files, nothing_in, read_bytes, stem_of
from qa_bot.documents.formats import FORMATS, format_of, lacking
from qa_bot.documents.lines import numbers
from qa_bot.documents.marks import with_short_addresses
from qa_bot.documents.metadata import BESIDE, PUBLISHED, clean_title, dates_of_lines, name_date
from qa_bot.documents.plain_text import read_text
from qa_bot.documents.sandbox import Sandbox
from qa_bot.language.entities.calendar import iso_date
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Article, Block, Skipped

_BYLINE = re.compile(r"(?:by|from|words by|written by|reported by)\s", re.IGNORECASE)
_DATED = re.compile(
    r"(?:first )?(?:published|posted|dated|date|(?P<updated>(?:last )?(?:updated|modified|revised)))"
    r"(?: on)?:?\s{1,3}",
    re.IGNORECASE,
)
_TITLE_TAG = re.compile(r"<h1\b[^<>]{0,200}>(.{1,400}?)</h1>", re.IGNORECASE | re.DOTALL)
_NAMELESS = ("index", "_index", "readme")
_DATED_FOLDERS = re.compile(r"(?:\A|/)((?:19|20)\d\d/\d\d(?:/\d\d)?)\Z")
MOST_ABOVE_TITLE = 1_000  # characters
MOST_BLOCKS_ABOVE = 50
DAY = len("2021-03-04")


class Reading(NamedTuple):
    """The articles that a file holds, and a note where it was not read, or only in part.

    `is_settled`: the same bytes would be read so again. `content` is their hash, 0 where there are none.
    """

    articles: tuple[Article, ...] = ()
    note: Skipped | None = None
    is_settled: bool = True
    content: int = 0


def read_file(root: Path, path: str, sandbox: Sandbox, known: int = 0) -> Reading:
    """Read the file at `path`, relative to `root`; articles may come with a note on their bytes.

    Where its bytes have the hash `known` they are not looked at: the reading then holds that hash alone.
    """
    data = read_bytes(root, path)
    if isinstance(data, str):
        return Reading((), Skipped(path, data), is_settled=False)
    content = _hashed(data)
    return (
        Reading(content=known) if content == known else _read(path, data, sandbox)._replace(content=content)
    )


def _hashed(data: bytes) -> int:
    """Return a hash of a file's bytes that fits in 64 bits with a sign; never 0."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True) or 1


def _read(path: str, data: bytes, sandbox: Sandbox) -> Reading:
    documents = _documents(path, data, sandbox)
    if isinstance(documents, str):
        return Reading((), Skipped(path, documents))
    filled = [document for document in documents if document.text.strip()]
    articles = tuple(_article(_id(path, document), document, path) for document in filled)
    trouble = joined(*dict.fromkeys(document.trouble for document in documents))
    reason = trouble if articles else trouble or "empty"
    return Reading(articles, Skipped(path, reason) if reason else None)


def require_article(root: Path) -> None:
    """Raise NothingToRead where no file under `root` holds readable text; none after the first is read."""
    stamps, left_out, _ = list_files(root)
    with Sandbox() as sandbox:
        for stamp in sorted(stamps, key=lambda stamp: stamp.size):
            read = read_file(root, stamp.path, sandbox)
            if read.articles:
                return
            left_out += [read.note] if read.note else []
    raise nothing_in(root, left_out)


def _documents(path: str, data: bytes, sandbox: Sandbox) -> list[Document] | str:
    """Read the bytes of a file, as plain text where its suffix is that of no format."""
    row = format_of(path) or FORMATS[0]
    if reason := lacking(row):
        return reason
    if row.is_apart:
        apart = sandbox.read(row.suffixes[0], data)
        if isinstance(apart, str):
            return apart
        shortened = ((one, with_short_addresses(one.text, one.edits)) for one in apart)
        return [one._replace(edits=tuple(edits)) for one, edits in shortened]
    found = row.read(data)
    return [found] if isinstance(found, Document) else found


def _id(path: str, document: Document) -> str:
    """Return the name of an article: the file's, or the file and which of its articles it is."""
    return f"{path}#{document.name}" if document.name else stem_of(path)


def article_from_text(id: str, text: str, path: str | None = None) -> Article:
    """Read one text as an article; what its header does not say, its headings or its `id` may."""
    return _article(id, read_text(text), path)


def _article(id: str, document: Document, path: str | None) -> Article:
    text, header, blocks, _, edits, _ = document
    face, (date_in_name, name) = _face(text, blocks), _name_and_date(id)
    title = header.title or face.get("title")
    place = (header.title_from or "header") if header.title else "heading" if title else "file name"
    dates = _dates(document, face, date_in_name)
    date, date_from = next((found for found in dates if found[0]), (None, None))
    return Article(
        id=id,
        text=text,
        title=title or clean_title(re.sub(r"[_-]", " ", name)) or id,
        date=date,
        publisher=header.publisher,
        path=path,
        blocks=(*header.matter, *_without_dateline(text, blocks)),
        date_from=date_from,
        edits=edits,
        title_from=place,
    )


def _dates(
    document: Document, face: Mapping[str, str], in_name: str | None
) -> Iterator[tuple[str | None, str | None]]:
    """Yield what may date an article, and where it stands: all that says "published" before "updated".

    When its file was made comes last: it may be a copy of something older.
    """
    text, header, blocks, *_ = document
    of_file = header.date_from == "file"
    yield None if of_file else header.date, header.date_from
    yield next((face[said] for said in PUBLISHED if said in face), None), "header"
    yield in_name, "file name"
    yield written_on(text, blocks), "text"
    yield header.updated, header.date_from
    yield face.get("updated"), "header"
    yield updated_on(text, blocks), "text"
    yield header.date, header.date_from


def _name_and_date(id: str) -> tuple[str | None, str]:
    """Return the date in a file's name, or in its folders if they are 2021/03, and the name without it.

    The name of index.md is that of its folder.
    """
    *folders, name = id.split("/")
    if folders and name.lower() in _NAMELESS and not folders[-1].isdigit():
        *folders, name = folders
    date, plain = name_date(name)
    dated_folders = _DATED_FOLDERS.search("/".join(folders))
    return date or (name_date(dated_folders[1])[0] if dated_folders else None), plain


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


def _face(text: str, blocks: Sequence[Block]) -> dict[str, str]:
    """Return the title, and the dates by what they say, that stand before the first paragraph.

    Where no title does, the one heading of the first rank near the top is it.
    """
    found: dict[str, str] = {}
    for block in blocks[:MOST_BLOCKS_ABOVE]:
        words = text[block.start : block.end]
        if block.kind == "heading":
            said = _said(clean_title(words))
        elif block.kind not in ("paragraph", "item"):
            continue
        else:
            said = dates_of_lines(words)
            if not said:
                found = {**_fields(text[blocks[0].start : block.start]), **found}
                break
        found = {**said, **found}
    title = found.get("title") or _drawn_title(text) or _late_title(text, blocks)
    return {**found, "title": title} if title else found


def _fields(above: str) -> dict[str, str]:
    """Return the dates of fields that are no block: ":date: 2021-03-04" below a heading of Markdown."""
    lines = above[:MOST_ABOVE_TITLE].splitlines()
    return dates_of_lines("\n".join(line for line in lines if line.startswith(":")))


def _said(line: str) -> dict[str, str]:
    """Return what a heading above the text is: its title, a date of it, or both: "Minutes | 4 March 2021"."""
    parts = BESIDE.split(line)
    dates = [_date_said(part) for part in parts]
    said = [one for one in dates if len(parts) == 1 or DAY in map(len, one.values())]
    found = next(filter(None, said), {})
    is_stamp = dates[0] == found != {} or (_DATED.match(parts[0]) and line[-1].isdigit())
    return {**found, "title": line} if _entitles(parts[0]) and not is_stamp else found


def _date_said(words: str) -> dict[str, str]:
    """Return the date that words are, if any, by what it says."""
    dated = _DATED.match(words)
    if date := iso_date(words[dated.end() :] if dated else words):
        return {"updated" if dated and dated["updated"] else "published": date}
    return dates_of_lines(words)


def _drawn_title(text: str) -> str:
    """Return the words of a heading written as HTML."""
    drawn = _TITLE_TAG.search(text, 0, MOST_ABOVE_TITLE)
    return clean_title(drawn[1]) if drawn else ""


def _late_title(text: str, blocks: Sequence[Block]) -> str:
    """Return the only heading of the first rank if little but badges or a motto stands above it."""
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    if len(tops) != 1 or tops[0].start > MOST_ABOVE_TITLE:
        return ""
    line = clean_title(text[tops[0].start : tops[0].end])
    return line if _entitles(line) else ""


def _entitles(line: str) -> bool:
    return bool(line) and not (_BYLINE.match(line) or numbers(line))
