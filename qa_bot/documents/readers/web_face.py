"""What a web page says of itself: title, day and site, from JSON-LD, meta tags and its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from qa_bot.documents.document import Header
from qa_bot.documents.readers.pieces import day_of, face, folded

MOST_DATA = 200_000  # characters of JSON-LD: what is longer describes a catalogue
MOST_NODES = 2_000
_TITLES = "og:title citation_title dc.title dcterms.title twitter:title".split()
_DATES = (
    "article:published_time citation_publication_date citation_date dc.date dc.date.issued dcterms.created"
    " dcterms.issued parsely-pub-date sailthru.date pubdate publishdate publication_date date"
).split()
_UPDATES = "article:modified_time og:updated_time dcterms.modified last-modified".split()
_SITES = "og:site_name citation_journal_title dc.publisher application-name".split()
_BETWEEN = re.compile(r"\s[|–—·»-]\s| — ")


def web_face(root: etree._Element) -> Header:
    """Return the header of a page."""
    said, tags = _linked_data(root), _tags(root)
    site = said.get("publisher") or _first(tags, _SITES)
    head = _title(root)
    title = said.get("title") or _first(tags, _TITLES) or _heading(root, head or "") or head
    dates = (said.get("date"), *(tags.get(name) for name in _DATES), *_times(root))
    date = next((date for date in dates if date and day_of(date)), None)
    return face(_without_site(title, site), date, site, updated=said.get("updated") or _first(tags, _UPDATES))


def _first(tags: Mapping[str, str], names: list[str]) -> str | None:
    return next((tags[name] for name in names if tags.get(name)), None)


def _tags(root: etree._Element) -> dict[str, str]:
    """Return the meta tags by their lower-case names, of each the first that says something."""
    tags: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if words := folded(tag.get("content", "")):
            tags.setdefault("pubdate" if name == "datePublished" else name.lower(), words)
    return tags


def _title(root: etree._Element) -> str | None:
    found = root.find(".//title")
    return folded("".join(found.itertext())) if found is not None else None


def _heading(root: etree._Element, title: str) -> str | None:
    """Return the first-rank heading of a page, of several the one that its title begins with."""
    found = [*filter(None, (folded("".join(one.itertext())).rstrip("¶# ") for one in root.iter("h1")))]
    return next((one for one in found if len(found) == 1 or title.startswith(one)), None)


def _times(root: etree._Element) -> Iterator[str]:
    return (one.get("datetime", "") for one in root.iter("time"))


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return a title without the name of its site at the end."""
    parts = _BETWEEN.split(title) if title else []
    if title and site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·»-")
    return title


def _linked_data(root: etree._Element) -> dict[str, str]:
    """Return title, date and publisher of the first thing described that was published."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads((script.text or "")[:MOST_DATA])
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if node.get("datePublished") or node.get("headline"):
                publisher = node.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                known = {"title": node.get("headline"), "date": node.get("datePublished"), "publisher": name}
                known["updated"] = node.get("dateModified")
                return {key: folded(words) for key, words in known.items() if isinstance(words, str)}
    return {}


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects in JSON-LD, the outer ones first."""
    waiting = [data]
    for node in waiting:
        if isinstance(node, dict):
            yield node
            waiting += node.values() if len(waiting) < MOST_NODES else ()
        elif isinstance(node, list) and len(waiting) < MOST_NODES:
            waiting += node
