"""Read Markdown: CommonMark with tables by markdown-it-py; what extensions add is prepared line by line.

The parser says where blocks stand; their words are read from the untouched text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from qa_bot.documents.blocks import Piece, blocks_of, is_announced, is_of_links
from qa_bot.documents.document import Document
from qa_bot.documents.lines import Line, item_start, lines_of
from qa_bot.documents.marks import marks, marks_of
from qa_bot.documents.plain_text import header_of
from qa_bot.language.entities.patterns import compiled
from qa_bot.values import Edit, Span, edited

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

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
_TAG = r"<!--.{0,5000}?-->|<[^<>]{0,500}>"
_SILENT = r"(?i)\A\s{0,12}<(?:script|style|pre|svg|!--)"
_OPENERS = ("heading_open", "paragraph_open", "thead_open", "tbody_open")
_CELL = r"((?:\\.|[^|\\])*)(?:\||\Z)"
_CODE = r"[{};=$|\\]|\(\)|->|::"


class _Found(NamedTuple):
    """What was found so far: pieces of the text, and the edits that write a table's headers into its rows."""

    pieces: list[Piece]
    edits: list[Edit]


def read_markdown(text: str) -> Document:
    """Read the header, the blocks and the marks of a text."""
    header = header_of(text)
    lines = list(lines_of(text, header.body))
    found = _Found([], [])
    _look(lines, list(_prepared(lines)), found)
    blocks = blocks_of(
        text, found.pieces, lines, is_marked=any(one.kind == "heading" for one in found.pieces)
    )
    return Document(text, header, tuple(blocks), edits=tuple(marks_of(text, blocks, found.edits)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


def _prepared(lines: Sequence[Line], takes_options: bool = False) -> Iterator[str]:
    """Yield the lines as CommonMark has them: no line without words, boxes not indented.

    `takes_options`: they stand in a directive, whose options come first.
    """
    boxes: list[int] = []
    fence = ""
    for line in lines:
        while boxes and line.text.strip() and line.indent < boxes[-1] + TAB and not fence:
            boxes.pop()
        text = line.text[min(line.indent, TAB * len(boxes)) :]
        mark = compiled(_FENCE).match(text)
        if fence:
            fence = "" if mark and mark["mark"].startswith(fence) and not mark["rest"].strip() else fence
        elif mark:
            fence = mark["mark"]
        elif compiled(_INDENTS).match(text):
            boxes.append(line.indent)
            text = ""
        elif takes_options and compiled(_OPTION).match(text):
            text = ""
        elif compiled(_WORDLESS).match(text):
            takes_options = compiled(_CONTAINER).match(text) is not None
            text = ""
        else:
            takes_options = False
        yield text


def _look(lines: Sequence[Line], source: Sequence[str], found: _Found, depth: int = 0) -> None:
    """Parse lines, `source` being what the parser reads of each, and note what is found."""
    opened, in_lists, headers = "", 0, list[str]()
    for token in _parser().parse("\n".join(source)):
        first, last = token.map or (0, 0)
        run = lines[first:last]
        in_lists += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "fence" and depth < DEEPEST and compiled(_PROSE_DIRECTIVE).match(token.info):
            inner = lines[first + 1 : last]
            _look(inner, list(_prepared(inner, takes_options=True)), found, depth + 1)
        elif token.type == "code_block":
            found.pieces.extend(Piece("paragraph", (line,)) for line in run if _is_prose(line.text))
        elif token.type == "html_block" and not compiled(_SILENT).match(run[0].text):
            worded = [line for line in run if compiled(_TAG).sub("", line.text).strip()]
            found.pieces.extend(Piece("text", (line,)) for line in worded)
        elif token.type == "tr_open":
            headers = _row(run[0], headers if opened == "tbody_open" else [], found)
        elif token.type == "inline" and opened in ("heading_open", "paragraph_open"):
            _note(lines[first : first + token.content.count("\n") + 1], opened, in_lists > 0, found)
        opened = token.type if token.type in _OPENERS else opened


def _note(run: Sequence[Line], opened: str, is_item: bool, found: _Found) -> None:
    """Note a heading, an item or a paragraph; not one of links alone, unless it is announced."""
    if opened == "heading_open":
        found.pieces.append(Piece("heading", tuple(run)))
    elif not is_of_links(run) or (is_item and is_announced(found.pieces)):
        runs = _lettered(run) if is_item else [run]
        found.pieces.extend(Piece("item" if is_item else "text", tuple(one)) for one in runs)


def _lettered(run: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Split the lines of an item where another begins that CommonMark has no mark for: "a. ..."."""
    starts = [at for at, line in enumerate(run) if at == 0 or item_start(line.text) >= 0]
    return (run[first:last] for first, last in zip(starts, [*starts[1:], len(run)], strict=True))


def _is_prose(text: str) -> bool:
    """Whether an indented line is a sentence rather than code."""
    ends = text.rstrip().endswith((".", "!", "?", ".”", '."'))
    return ends and len(text.split()) >= LEAST_PROSE and not compiled(_CODE).search(text)


def _row(line: Line, headers: Sequence[str], found: _Found) -> list[str]:
    """Note a table's row, each cell after the header of its column; return the headers that hold below."""
    cells = list(_cells(line))
    told = [
        edited(words, marks(words, 0, len(words))) for words in (line.text[slice(*cell)] for cell in cells)
    ]
    if not headers:
        return ["" if len(one) > LONGEST_HEADER else one for one in told]
    if any(told):
        found.pieces.append(Piece("row", (line,)))
        found.edits.extend(_row_edits(line, cells, headers))
    return list(headers)


def _row_edits(line: Line, cells: Sequence[Span], headers: Sequence[str]) -> Iterator[Edit]:
    """Yield the edits that put "header: " before each cell and "; " between cells."""
    at, put = line.start + line.indent, ""
    for (start, end), header in zip(cells, headers, strict=False):
        if start < end:
            yield Edit(at, line.start + start, put + (f"{header}: " if header else ""))
            at, put = line.start + end, "; "
    yield Edit(at, line.start + line.length, "")


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
