"""Read EPUB: the pages of a book in their order, as web pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from qa_bot.documents.document import Document, Unreadable
from qa_bot.documents.readers import web
from qa_bot.documents.readers.archive import Archive, properties
from qa_bot.documents.readers.pieces import Piece, compose, face

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset(("application/xhtml+xml", "text/html"))


def read(data: bytes) -> Document:
    """Read a book's bytes. Raises Unreadable."""
    archive = Archive(data, "EPUB")
    place, package = _package(archive)
    pieces = [piece for name in _names(package, place) for piece in _pieces(archive, name)]
    said = properties(package.find("{*}metadata"))
    return compose(pieces, face(said.get("title"), said.get("date"), said.get("publisher")))


def _package(archive: Archive) -> tuple[str, Element]:
    """Return the file that lists a book's pages: its name and its root."""
    container = archive.tree(_CONTAINER)
    entry = container.find(".//{*}rootfile") if container is not None else None
    place = entry.get("full-path", "") if entry is not None else ""
    package = archive.tree(place) if place else None
    if package is None:
        raise Unreadable("not a sound EPUB: it does not list its pages")
    return place, package


def _names(package: Element, place: str) -> Iterator[str]:
    """Yield the names of the pages that are read one after the other, the table of contents left out."""
    items = {one.get("id"): one for one in package.iterfind("{*}manifest/{*}item")}
    for step in package.iterfind("{*}spine/{*}itemref"):
        item = items.get(step.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or step.get("linear") == "no":
            continue
        if "nav" not in item.get("properties", "").split():
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(item.get("href", ""))))


def _pieces(archive: Archive, name: str) -> list[Piece]:
    data = archive.read(name)
    if data is None:
        raise Unreadable(f"not a sound EPUB: {name} is missing")
    root, _ = web.tree_of(data.decode("utf-8", "replace"))
    return [] if root is None else web.pieces_of(root)
