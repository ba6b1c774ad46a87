"""Read web pages: the article of a page, without what stands around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from lxml import etree

from qa_bot.documents.decoding import Decoded, decode
from qa_bot.documents.document import Document, Header, Unreadable, joined
from qa_bot.documents.lines import ends_sentence
from qa_bot.documents.readers.pieces import BULLET, INDENT, Piece, compose, folded, rows
from qa_bot.documents.readers.web_face import web_face
from qa_bot.language.lexicon import word_set
from qa_bot.named_tuples import NamedTuple

WIDEST_CELL = 20  # columns
MOST_NAMES = 400  # characters of classes that are looked at
MOST_TERM = 80  # characters of a term that is defined: a longer one is a line of code
FEWEST_LINKS = 3  # as many pieces in a row that are nothing but links lead elsewhere
LINKED = 0.8  # of a piece's characters
TRUSTED = 0.25  # of a page's characters: where less is left, what names itself a menu is none
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s?=\s?["']?([\w-]{1,40})""", re.I)
_UNREAD = "script style noscript template svg math iframe object canvas video audio select button head"
_AROUND = word_set("nav footer aside menu dialog")
_ROLES = "navigation banner contentinfo search complementary menu menubar dialog alertdialog".split()
_WHOLE = word_set("html body main article")
_AROUND_WORDS = word_set(
    "nav navbar navigation navheader navfooter navbox menu toolbar breadcrumb breadcrumbs toc pagination"
    " pager skip masthead share sharing social cookie cookies consent promo promos related recommended"
    " popular trending comment comments ad ads advert advertisement newsletter subscribe subscription signup"
    " login popup modal reflist noprint"
)
_AROUND_ENDS = ("sidebar", "footer")
_MENTIONS = word_set("no with without has show hide category tag topic type")
_MATTER_WORDS = word_set("byline timestamp dateline credit credits tags meta")
_WORD_EDGE = re.compile(r"[-_]+|(?<=[a-z])(?=[A-Z])")
_UNSEEN = word_set("mw-editsection sr-only screen-reader-text visually-hidden noprint")
_UNFOLDING = word_set("accordion answer collapse collapsible collapsed content expander faq panel tab")
_HIDDEN = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden", re.I)
_BLOCKS = word_set(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form"
    " header h1 h2 h3 h4 h5 h6 hr html legend li main ol p pre section summary table tbody td tfoot th thead"
    " tr ul"
)
_LAYOUT = "table h1 h2 h3 h4 h5 h6 ul ol pre section".split()
_LISTS = {"ul": BULLET, "ol": "1"}
_KINDS = dict.fromkeys(("figcaption", "caption"), Piece("caption", ""))
_KINDS |= {f"h{level}": Piece("heading", "", level) for level in range(1, 7)}
_ANCHORS = frozenset("¶#§")
_MAINS = (
    "descendant::main|descendant::*[@role='main']",
    "descendant::*[contains(@itemprop,'articleBody')]",
    "descendant::article",
)
_WHITE = re.compile(r"\s+")
_BREAK = re.compile(r" ?\n[ \n]*(?![ \na-z])")
_Table = tuple[list[list[str]], bool]


class _Found(NamedTuple):
    piece: Piece
    is_link: bool


def read(data: bytes) -> Document:
    """Read a page's bytes. Raises Unreadable."""
    text, trouble = _decoded(data)
    page = read_page(text)
    return page._replace(trouble=joined(trouble, page.trouble))


def read_page(text: str, header: Header | None = None) -> Document:
    """Read a page with the header given, or its own. Raises Unreadable where no element is in it."""
    root, trouble = tree_of(text)
    if root is None:
        raise Unreadable("empty")
    header = header or web_face(root)
    return compose(pieces_of(root), header, trouble)


def tree_of(page: str) -> tuple[etree._Element | None, str]:
    """Return the root of a page (None where it has no element), and what of it could not be read."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    faults = [(error.type, error.message) for error in parser.error_log]
    if any(kind == etree.ErrorTypes.ERR_NO_MEMORY for kind, _ in faults):
        raise MemoryError
    is_cut = any("depth" in message for _, message in faults)
    return root, "nested too deep, read in part" if is_cut else ""


def pieces_of(root: etree._Element) -> list[Piece]:
    """Return the pieces of a page's article; where hardly anything is left, what is named a menu is read."""
    etree.strip_elements(root, *_UNREAD.split(), with_tail=False)
    main = _main(root)
    found = _without_links(list(_Walk(main, is_strict=True).pieces()))
    kept = sum(len(piece.text) for piece in found)
    if kept >= TRUSTED * _length(main):
        return found
    return _without_links(list(_Walk(main, is_strict=False).pieces()))


def _decoded(data: bytes) -> Decoded:
    """Decode a page by the character set that it names."""
    named = _CHARSET.search(data[:2048])
    try:
        name = codecs.lookup(named[1].decode()).name if named else "utf-8"
        if not name.startswith(("utf", "ascii", "iso8859-1")):
            return Decoded(data.decode(name))
    except (LookupError, UnicodeError):
        pass
    return decode(data)


def _main(root: etree._Element) -> etree._Element:
    """Return the element that says it holds the article, if it has a fair share of the text, else all."""
    least = TRUSTED * _length(root)
    found = (root.xpath(path) for path in _MAINS)
    alone = (elements[0] for elements in found if len(elements) == 1)
    return next((one for one in alone if _length(one) >= least), root)


def _length(element: etree._Element) -> int:
    return len(folded("".join(element.itertext())))


def _without_links(found: list[_Found]) -> list[Piece]:
    """Return the pieces; rows of links above and below all text lead elsewhere."""
    texts = [at for at, one in enumerate(found) if not one.is_link and _tells(one.piece)]
    pieces: list[Piece] = []
    for is_link, group in groupby(found, key=lambda one: one.is_link):
        run = [one.piece for one in group]
        is_inside = texts and texts[0] < len(pieces) < texts[-1]
        if is_link and len(run) >= FEWEST_LINKS and not is_inside:
            run = [piece._replace(kind="matter") for piece in run]
        pieces += run
    return pieces


def _tells(piece: Piece) -> bool:
    return piece.kind == "paragraph" and (len(piece.text) > MOST_TERM or ends_sentence(piece.text))


class _Walk:
    """One walk through a tree: what each block is depends on those around it."""

    def __init__(self, root: etree._Element, is_strict: bool) -> None:
        self._root = root
        self._is_strict = is_strict
        self._words: list[str] = []
        self._linked = self._open_links = 0
        self._lists: list[str] = []
        self._within: list[tuple[etree._Element, Piece]] = []
        self._term = ""

    def pieces(self) -> Iterator[_Found]:
        """Yield the pieces in order, and of each whether it is nothing but links."""
        walk = etree.iterwalk(self._root, events=("start", "end"))
        skipped = None
        for event, element in walk:
            if event == "end":
                yield from self._close(element, element is skipped)
                continue
            whole = self._whole(element)
            if whole is None:
                yield from self._open(element)
                continue
            yield from self._flush()
            yield from (_Found(piece, False) for piece in whole)
            walk.skip_subtree()
            skipped = element
        yield from self._flush()

    def _whole(self, element: etree._Element) -> list[Piece] | None:
        """Return the pieces of an element that is not walked through, None for all others."""
        if element is not self._root and _is_around(element, self._is_strict):
            return []
        if element.tag == "pre":
            code = "".join(element.itertext()).strip("\n")
            return [Piece("matter", code)] if code.strip() else []
        if element.tag == "table" and (table := _data_table(element)):
            return list(rows(*table))
        return None

    def _open(self, element: etree._Element) -> Iterator[_Found]:
        tag = element.tag
        if tag in _BLOCKS:
            yield from self._flush()
            if tag in _LISTS:
                self._lists.append(_LISTS[tag])
            if kind := self._kind(element):
                self._within.append((element, kind))
        self._open_links += tag == "a"
        if tag == "br":
            self._words.append("\n")
        self._hear(element.text)

    def _close(self, element: etree._Element, was_skipped: bool) -> Iterator[_Found]:
        if not was_skipped:
            yield from self._leave(element, element.tag)
        if element is not self._root:
            self._hear(element.tail)

    def _leave(self, element: etree._Element, tag: str) -> Iterator[_Found]:
        if tag in _BLOCKS:
            yield from self._flush()
        if tag in _LISTS:
            self._lists.pop()
        if tag in ("dd", "dl") and self._term:
            yield _Found(Piece("item", self._term, INDENT * len(self._lists), BULLET), False)
            self._term = ""
        if self._within and self._within[-1][0] is element:
            self._within.pop()
        self._open_links -= tag == "a"

    def _hear(self, words: str | None) -> None:
        if not words or (self._open_links and words.strip() in _ANCHORS):
            return
        self._words.append(_WHITE.sub(" ", words))
        self._linked += len(words.strip()) if self._open_links else 0

    def _kind(self, element: etree._Element) -> Piece | None:
        """Return what the text in an element is, as a piece without words; None: what it is around it."""
        tag = element.tag
        if tag in _KINDS:
            return _KINDS[tag]
        if tag == "li":
            return Piece("item", "", INDENT * max(0, len(self._lists) - 1), (self._lists or [BULLET])[-1])
        if tag in ("dt", "dd"):
            return Piece("item", tag, INDENT * len(self._lists), BULLET)
        named = any(not _MATTER_WORDS.isdisjoint(_words(name)) for name in _names(element))
        return Piece("matter", "") if named and tag != "header" else None

    def _flush(self) -> Iterator[_Found]:
        """Yield what was heard since the last block began or ended."""
        text, linked = "".join(self._words), self._linked
        if not text:
            return
        self._words, self._linked = [], 0
        kind = self._within[-1][1] if self._within else Piece("paragraph", "")
        is_link = linked > LINKED * len(folded(text)) and kind.kind in ("paragraph", "item")
        for line in _BREAK.split(text):
            words = folded(line)
            if not any(map(str.isalnum, words)):
                continue
            if kind.text == "dt":
                yield from self._defined(words)
            else:
                yield self._said(words, kind, is_link)

    def _said(self, words: str, kind: Piece, is_link: bool) -> _Found:
        """Return a line as what it is, behind the term that it explains."""
        lead, self._term = (f"{self._term.rstrip(':')}: " if self._term else ""), ""
        return _Found(kind._replace(text=lead + words), is_link and not lead and not ends_sentence(words))

    def _defined(self, term: str) -> Iterator[_Found]:
        """Keep a term for its definition; a long one is no term."""
        if len(term) > MOST_TERM:
            yield _Found(Piece("matter", term), False)
        else:
            self._term = f"{self._term}, {term}" if self._term else term


def _names(element: etree._Element) -> list[str]:
    """Return an element's classes, and its id where that is not made from the heading of a section."""
    names, id = element.get("class", "")[:MOST_NAMES].split(), element.get("id", "")[:MOST_NAMES]
    is_section = element.tag == "section" or "section" in names
    return [*names, id] if id and not is_section else names


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORD_EDGE.split(name)}


def _names_around(name: str) -> bool:
    """Whether a class or an id has a word for what stands around an article, and does not just mention it."""
    words = _words(name)
    is_around = not _AROUND_WORDS.isdisjoint(words) or any(word.endswith(_AROUND_ENDS) for word in words)
    return is_around and _MENTIONS.isdisjoint(words)


def _is_around(element: etree._Element, is_strict: bool) -> bool:
    """Whether an element is a menu, a footer or something else that stands around an article."""
    tag = element.tag
    if tag in _AROUND or element.get("role") in _ROLES:
        return True
    if not is_strict or tag in _WHOLE:
        return False
    names = _names(element)
    if _is_hidden(element, names):
        return True
    if tag not in _BLOCKS:
        return not _UNSEEN.isdisjoint(names)
    return _is_form_or_banner(element) or any(map(_names_around, names))


def _is_hidden(element: etree._Element, names: Sequence[str]) -> bool:
    """Whether an element is hidden, and nothing that a reader unfolds."""
    is_marked = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    is_hidden = is_marked or _HIDDEN.search(element.get("style", "")[:MOST_NAMES]) is not None
    return is_hidden and _UNFOLDING.isdisjoint(word for name in names for word in _words(name))


def _is_form_or_banner(element: etree._Element) -> bool:
    is_on_top = element.tag == "header" and element.getparent().tag == "body"
    return element.tag == "form" or (is_on_top and element.find(".//h1") is None)


def _data_table(element: etree._Element) -> _Table | None:
    """Return the cells of a table that holds data, and whether its first row names the columns."""
    if any(one is not element for one in islice(element.iter(*_LAYOUT), 2)):
        return None
    lines = element.xpath("tr|thead/tr|tbody/tr|tfoot/tr")
    table = [_cells(line) for line in lines]
    if not table or max(map(len, table)) < 2:
        return None
    is_head = lines[0].getparent().tag == "thead" or {cell.tag for cell in lines[0]} == {"th"}
    return table, is_head and len(table) > 1 and len([*filter(None, table[0])]) > 1


def _cells(line: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in line.iterchildren("td", "th"):
        span = cell.get("colspan", "1")[:3]
        words = folded(" ".join(cell.itertext()) if len(cell) else cell.text or "")
        width = int(span) if span.isdecimal() else 1
        cells += [words, *[""] * (min(width, WIDEST_CELL) - 1)]
    return cells
