"""Read Markdown: CommonMark with tables by markdown-it-py; what extensions add is prepared line by line.

The parser says where blocks stand; their words are read from the untouched text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qa_bot.documents.blocks import Piece, blocks_of, is_announced, is_of_links
from qa_bot.documents.document import Document
from qa_bot.documents.lines import Line, item_start, lines_of
from qa_bot.documents.marks import COMMENT, marks, marks_of, row_edits
from qa_bot.documents.plain_text import header_of
from qa_bot.language.entities.patterns import compiled
from qa_bot.values import Edit, Span, edited

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TAB = 4  # columns by which the text of an admonition or a tab is indented
DEEPEST = 4  # directives inside directives: deeper ones are no article
LONGEST_HEADER = 60  # characters of a column's header: a longer one is told in no row
LEAST_PROSE = 8  # words of an indented line that ends as a sentence does: fewer may be code
# Lines without words: labels, containers, shortcodes, tables of contents.
_WORDLESS = (
    r"\A\s{0,12}(?:\([\w./-]{1,80}\)=|:{3,20}.{0,200}|\{[{%*].{0,300}[%}*]\}|\+\+\+.{0,200}"
    r"|\[\[?_?(?i:toc)_?\]?\]"
    r"|(?:import|export)\s.{1,200}[\"';])\s*\Z"
)
_OPTION = r"\A\s{0,12}:[\w-]{1,30}:(?:\s.{0,200})?\Z"
_CONTAINER = r"\A\s{0,12}:{3,20}\s?\{"
_INDENTS = r"\A\s{0,12}(?:!!!|\?\?\?\+?|===[!+]?)[ ]{1,3}[\"\w].{0,200}\Z"
_FENCE = r"\A\s{0,12}(?P<mark>`{3,20}|~{3,20})(?P<rest>.*)"
_PROSE_DIRECTIVE = (
    r"\{?(?:note|tip|hint|important|warning|caution|danger|error|attention|seealso|admonition|aside|topic"
    r"|dropdown|card|versionadded|versionchanged|deprecated)\b"
)
_TAG = rf"{COMMENT}|<[^<>]{{0,500}}>"
_SILENT = r"(?i)\A\s{0,12}<(?:script|style|pre|svg|!--)"
_OPENERS = ("heading_open", "paragraph_open", "thead_open", "tbody_open")
_CELL = r"((?:\\.|[^|\\])*)(?:\||\Z)"
_CODE = r"[{};=$|\\]|\(\)|->|::"


def read_markdown(text: str) -> Document:
    """Read the header, the blocks and the marks of a text."""
    header = header_of(text)
    lines = list(lines_of(text, header.body))
    reading = _Reading([], [])
    reading.read(lines)
    is_marked = any(one.kind == "heading" for one in reading.pieces)
    blocks = blocks_of(text, reading.pieces, lines, is_marked)
    return Document(text, header, tuple(blocks), edits=tuple(marks_of(text, blocks, reading.edits)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


class _Preparation:
    """Makes of lines what CommonMark has of them: no line without words, boxes not indented."""

    def __init__(self, takes_options: bool) -> None:
        """Begin with a text, or with a directive, which `takes_options` in its first lines."""
        self._takes_options = takes_options
        self._boxes: list[int] = []
        self._fence = ""

    def prepared(self, line: Line) -> str:
        """Return what the parser is to read of the next line."""
        is_filled = bool(line.text.strip()) and not self._fence
        while self._boxes and is_filled and line.indent < self._boxes[-1] + TAB:
            self._boxes.pop()
        text = line.text[min(line.indent, TAB * len(self._boxes)) :]
        if self._is_fenced(text):
            return text
        return "" if self._is_wordless(line, text) else text

    def _is_fenced(self, text: str) -> bool:
        """Whether a line stands in a fence, or is one."""
        mark = compiled(_FENCE).match(text)
        if not self._fence:
            self._fence = mark["mark"] if mark else ""
            return mark is not None
        if mark and mark["mark"].startswith(self._fence) and not mark["rest"].strip():
            self._fence = ""
        return True

    def _is_wordless(self, line: Line, text: str) -> bool:
        if compiled(_INDENTS).match(text):
            self._boxes.append(line.indent)
            return True
        if self._takes_options and compiled(_OPTION).match(text):
            return True
        is_wordless = compiled(_WORDLESS).match(text) is not None
        self._takes_options = is_wordless and compiled(_CONTAINER).match(text) is not None
        return is_wordless


class _Reading:
    """What is found in a text: pieces of it, and the edits that write a table's headers into its rows."""

    def __init__(self, pieces: list[Piece], edits: list[Edit], depth: int = 0) -> None:
        """Add to what is found; `depth` is in how many directives the text stands."""
        self.pieces, self.edits, self._depth = pieces, edits, depth
        self._opened, self._in_lists, self._headers = "", 0, list[str]()

    def read(self, lines: Sequence[Line]) -> None:
        """Parse lines and note what is found."""
        preparation = _Preparation(takes_options=self._depth > 0)
        for token in _parser().parse("\n".join(map(preparation.prepared, lines))):
            first, last = token.map or (0, 0)
            if take := _TAKEN.get(token.type):
                take(self, token, lines[first:last])
            self._opened = token.type if token.type in _OPENERS else self._opened

    def _list(self, token: Token, _: Sequence[Line]) -> None:
        self._in_lists += token.nesting

    def _fenced(self, token: Token, run: Sequence[Line]) -> None:
        if self._depth < DEEPEST and compiled(_PROSE_DIRECTIVE).match(token.info):
            _Reading(self.pieces, self.edits, self._depth + 1).read(run[1:])

    def _indented(self, _: Token, run: Sequence[Line]) -> None:
        self.pieces.extend(Piece("paragraph", (line,)) for line in run if _is_prose(line.text))

    def _tagged(self, _: Token, run: Sequence[Line]) -> None:
        if not compiled(_SILENT).match(run[0].text):
            worded = (line for line in run if compiled(_TAG).sub("", line.text).strip())
            self.pieces.extend(Piece("text", (line,)) for line in worded)

    def _row(self, _: Token, run: Sequence[Line]) -> None:
        """Note a table's row, each cell after the header of its column, or the headers."""
        line, cells = run[0], list(_cells(run[0]))
        words = [line.text[slice(*cell)] for cell in cells]
        told = [edited(one, marks(one, 0, len(one))) for one in words]
        if self._opened != "tbody_open":
            self._headers = ["" if len(one) > LONGEST_HEADER else one for one in told]
        elif any(told):
            self.pieces.append(Piece("row", (line,)))
            spans = ((line.start + start, line.start + end) for start, end in cells)
            end = line.start + line.length
            self.edits.extend(row_edits(line.start + line.indent, spans, self._headers, end))

    def _words(self, token: Token, run: Sequence[Line]) -> None:
        """Note a heading, an item or a paragraph; not one of links alone, unless it is announced."""
        lines, is_item = run[: token.content.count("\n") + 1], self._in_lists > 0
        if self._opened == "heading_open":
            self.pieces.append(Piece("heading", tuple(lines)))
        elif self._opened == "paragraph_open" and (
            not is_of_links(lines) or (is_item and is_announced(self.pieces))
        ):
            runs = _lettered(lines) if is_item else [lines]
            self.pieces.extend(Piece("item" if is_item else "text", tuple(one)) for one in runs)


_TAKEN = {
    "list_item_open": _Reading._list,
    "list_item_close": _Reading._list,
    "fence": _Reading._fenced,
    "code_block": _Reading._indented,
    "html_block": _Reading._tagged,
    "tr_open": _Reading._row,
    "inline": _Reading._words,
}


def _lettered(run: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Split the lines of an item where another begins that CommonMark has no mark for: "a. ..."."""
    starts = [at for at, line in enumerate(run) if at == 0 or item_start(line.text) >= 0]
    return (run[first:last] for first, last in zip(starts, [*starts[1:], len(run)], strict=True))


def _is_prose(text: str) -> bool:
    """Whether an indented line is a sentence rather than code."""
    ends = text.rstrip().endswith((".", "!", "?", ".”", '."'))
    return ends and len(text.split()) >= LEAST_PROSE and not compiled(_CODE).search(text)


def _cells(line: Line) -> Iterator[Span]:
    """Yield the span of each cell in a row's line, without white space."""
    text = line.text.strip()
    first = line.indent + text.startswith("|")
    last = line.length - (text.endswith("|") and not text.endswith("\\|"))
    for match in compiled(_CELL).finditer(line.text, first, last):
        if match.start() < last or match[1]:
            words = match[1]
            start = match.start() + len(words) - len(words.lstrip())
            yield start, max(start, match.start() + len(words.rstrip()))
