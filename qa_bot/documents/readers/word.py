"""Read Word's .docx: its paragraphs by their styles, its tables, its properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from qa_bot.documents.document import Document, Unreadable
from qa_bot.documents.readers.archive import Archive, properties
from qa_bot.documents.readers.pieces import (
    BULLET,
    INDENT,
    MOST_CELL,
    Piece,
    compose,
    face,
    folded,
    is_title,
    rows,
)
from qa_bot.named_tuples import NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_TITLE = "title"
_TEXT = {f"{_W}t": "", f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SILENT = frozenset(_W + name for name in "del pPr rPr txbxContent instrText moveFrom".split())


class _Style(NamedTuple):
    """What a paragraph of a style is: `level` of a heading (1: the title), the list it stands in."""

    level: int = 0
    number: str = ""
    is_caption: bool = False


class _Shape(NamedTuple):
    """The styles by their ids, and of each list and depth whether it is numbered."""

    styles: Mapping[str, _Style]
    numbered: frozenset[tuple[str, str]]


def read(data: bytes) -> Document:
    """Read a document's bytes. Raises Unreadable."""
    archive = Archive(data, "Word document")
    root = archive.tree("word/document.xml")
    if root is None:
        raise Unreadable("no Word document: it holds no text")
    styles, numbering = archive.tree("word/styles.xml"), archive.tree("word/numbering.xml")
    shape = _Shape(_styles(styles), _numbered(numbering))
    notes = (archive.tree(f"word/{name}.xml") for name in ("footnotes", "endnotes"))
    pieces = [piece for part in (root, *notes) if part is not None for piece in _pieces(part, shape)]
    said = properties(archive.tree("docProps/core.xml"))
    title = next((piece.text for piece in pieces if piece.kind == "heading" and piece.level == 1), None)
    own = said.get("title") if is_title(said.get("title")) else None
    return compose(pieces, face(title or own, said.get("created"), date_from="file"))


def _value(element: Element, path: str) -> str:
    found = element.find("/".join(_W + name for name in path.split("/")))
    return found.get(f"{_W}val", "") if found is not None else ""


def _styles(root: Element | None) -> dict[str, _Style]:
    """Return the styles by id; one that says nothing of itself is as the one it is based on."""
    made: dict[str, _Style] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        id, name = style.get(f"{_W}styleId", ""), _value(style, "name")
        outline = _value(style, "pPr/outlineLvl")
        heading = _HEADING.match(name)
        level = 1 if name.lower() == _TITLE else int(heading[1]) + 1 if heading else 0
        level = level or (int(outline) + 2 if outline in set("012345") else 0)
        made[id] = _Style(level, _value(style, "pPr/numPr/numId"), name.lower() == "caption")
        based[id] = _value(style, "basedOn")
    return {id: _inherited(id, made, based) for id in made}


def _inherited(id: str, made: Mapping[str, _Style], based: Mapping[str, str]) -> _Style:
    for _ in range(10):
        if id not in made or made[id] != _Style():
            break
        id = based[id]
    return made.get(id, _Style())


def _numbered(root: Element | None) -> frozenset[tuple[str, str]]:
    """Return the lists, by number and depth, whose items are numbered."""
    if root is None:
        return frozenset()
    formats = {
        one.get(f"{_W}abstractNumId"): {
            level.get(f"{_W}ilvl", "")
            for level in one.iter(f"{_W}lvl")
            if _value(level, "numFmt") != "bullet"
        }
        for one in root.iter(f"{_W}abstractNum")
    }
    return frozenset(
        (one.get(f"{_W}numId", ""), depth)
        for one in root.iter(f"{_W}num")
        for depth in formats.get(_value(one, "abstractNumId"), ())
    )


def _pieces(parent: Element, shape: _Shape) -> Iterator[Piece]:
    """Yield the pieces of a part of the text; what only wraps paragraphs is looked through."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, shape)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, shape)
        elif element.tag not in _SILENT:
            yield from _pieces(element, shape)


def _paragraph(element: Element, shape: _Shape) -> Iterator[Piece]:
    style = shape.styles.get(_value(element, "pPr/pStyle"), _Style())
    number = _value(element, "pPr/numPr/numId") or style.number
    depth = _value(element, "pPr/numPr/ilvl") or "0"
    for line in _heard(element).split("\n"):
        text = folded(line)
        if not text:
            continue
        if style.level:
            yield Piece("heading", text, style.level)
        elif number.strip("0"):
            mark = "1" if (number, depth) in shape.numbered else BULLET
            yield Piece("item", text, INDENT * int(depth), mark)
        else:
            yield Piece("caption" if style.is_caption else "paragraph", text)
    for box in element.iter(f"{_W}txbxContent"):
        yield from _pieces(box, shape)


def _heard(element: Element) -> str:
    """Return the text of a paragraph as it is read: what was deleted and what stands in boxes left out."""
    words: list[str] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag in _TEXT:
            words.append(one.text or _TEXT[one.tag])
        elif one.tag not in _SILENT and not one.tag.endswith("}Fallback"):
            waiting += reversed(one)
    return "".join(words)


def _table(element: Element, shape: _Shape) -> Iterator[Piece]:
    lines = element.findall(f"{_W}tr")
    cells = [[_cell(cell) for cell in line.findall(f"{_W}tc")] for line in lines]
    is_data = max(map(len, cells), default=0) > 1 and element.find(f".//{_W}tbl") is None
    if is_data and all(len(cell) <= MOST_CELL for line in cells for cell in line):
        yield from rows(cells, _names_columns(lines[0], cells))
        return
    for line in lines:
        for cell in line.findall(f"{_W}tc"):
            yield from _pieces(cell, shape)


def _cell(element: Element) -> str:
    return folded(" ".join(_heard(paragraph) for paragraph in element.iter(f"{_W}p")))


def _names_columns(first: Element, cells: list[list[str]]) -> bool:
    """Whether the first row of a table names its columns: it says so, or has words where others count."""
    if first.find(f"{_W}trPr/{_W}tblHeader") is not None:
        return True
    below = [any(map(str.isdigit, line[-1])) for line in cells[1:] if line]
    if not below or any(not cell or any(map(str.isdigit, cell)) for cell in cells[0]):
        return False
    return all(below) if len(cells[0]) == 2 or len(below) == 1 else True
