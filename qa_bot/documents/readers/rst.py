"""Read reStructuredText as it stands: sections, lists, paragraphs; of roles and links the words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from qa_bot.documents.blocks import read_blocks
from qa_bot.documents.document import Document
from qa_bot.documents.lines import Line, lines_of
from qa_bot.documents.marks import marks_of
from qa_bot.documents.readers.pieces import face
from qa_bot.language.lexicon import word_set
from qa_bot.values import Block

SHORTEST_RULE = 3
MOST_FIELDS = 40  # lines at the top of a file
_DIRECTIVE = re.compile(r"\.\.(?:\s{1,8}(?:([\w:-]{1,40})::(?:\s|\Z))?|\Z)")
_FIELD = re.compile(r"\s{0,8}:([A-Za-z][\w -]{0,30}):(?:\s{1,40}(\S.*)?)?\Z")
_READ = word_set(
    "note warning tip hint important caution danger attention admonition seealso versionadded versionchanged"
    " deprecated topic sidebar epigraph pull-quote container"
)
_Apart = tuple[int, Block | None]  # where it ends, and what is read of it


def read_rst(text: str) -> Document:
    """Read the blocks, the fields and the marks of a text."""
    lines = list(lines_of(text))
    blocks = tuple(_blocks(text, lines))
    fields = (_FIELD.match(line.text) for line in lines[:MOST_FIELDS])
    said = {match[1].lower(): match[2] for match in fields if match}
    title = next((text[one.start : one.end] for one in blocks if one.kind == "heading"), None)
    return Document(text, face(title, said.get("date")), blocks, edits=tuple(marks_of(text, blocks)))


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks: headings and what is not read are set apart, the rest is read as plain text."""
    styles: list[tuple[str, bool]] = []
    first = number = 0
    while number <= len(lines):
        apart = _apart(lines, number, styles) if number < len(lines) else (number, None)
        if apart is None:
            number += 1
            continue
        end, block = apart
        if first < number:
            yield from _plain(text, lines[first].start, lines[number - 1].end)
        if block:
            yield block
        first = number = max(end, number + 1)


def _plain(text: str, start: int, end: int) -> Iterator[Block]:
    for block in read_blocks(text, start, end):
        yield block._replace(kind="paragraph") if block.kind == "heading" else block


def _apart(lines: Sequence[Line], number: int, styles: list[tuple[str, bool]]) -> _Apart | None:
    """Return where what begins at a line ends, and its block; None where a line is plain text."""
    return _ruled(lines, number, styles) or _directed(lines, number) or _aside(lines, number)


def _ruled(lines: Sequence[Line], number: int, styles: list[tuple[str, bool]]) -> _Apart | None:
    """Read a heading with its rules, or a rule by itself."""
    mark, under = _rule(lines, number), _rule(lines, number + 1)
    if mark:
        is_over = _rule(lines, number + 2) == mark and _is_text(lines, number + 1)
        heading = _heading(lines[number + 1], (mark, True), styles) if is_over else None
        return number + 1 + 2 * is_over, heading
    if under and _is_text(lines, number) and (number == 0 or not _is_text(lines, number - 1)):
        return number + 2, _heading(lines[number], (under, False), styles)
    return None


def _directed(lines: Sequence[Line], number: int) -> _Apart | None:
    """Read a directive: of those with text, the line; all others are matter with what stands below."""
    line = lines[number]
    directive = _DIRECTIVE.match(line.text.lstrip())
    if directive is None:
        return None
    if directive[1] not in _READ:
        return _matter(lines, number, _indented(lines, number + 1, line.indent))
    start = line.start + min(line.indent + directive.end(), len(line.text))
    end = line.start + line.length
    return number + 1, Block(start, end, "paragraph") if start < end else None


def _aside(lines: Sequence[Line], number: int) -> _Apart | None:
    """Read code that a paragraph announces, a session of a prompt, or fields at the top."""
    line = lines[number]
    if number and line.text.strip() and _opens_code(lines, number):
        return _matter(lines, number, _indented(lines, number, line.indent - 1))
    if line.text.lstrip().startswith(">>> ") or (number < MOST_FIELDS and _FIELD.match(line.text)):
        below = sum(1 for _ in takewhile(lambda one: one.text.strip(), lines[number:]))
        return _matter(lines, number, number + below)
    return None


def _rule(lines: Sequence[Line], number: int) -> str:
    """Return the mark that a line draws a rule with, "" where it draws none."""
    words = lines[number].text.rstrip() if 0 <= number < len(lines) else ""
    is_rule = len(words) >= SHORTEST_RULE and not words[0].isalnum() and not words.strip(words[0])
    return words[0] if is_rule and not words[0].isspace() else ""


def _is_text(lines: Sequence[Line], number: int) -> bool:
    return number < len(lines) and bool(lines[number].text.strip()) and not _rule(lines, number)


def _heading(line: Line, style: tuple[str, bool], styles: list[tuple[str, bool]]) -> Block:
    """Return a heading; the ranks are told by the order in which the rules are met."""
    if style not in styles:
        styles.append(style)
    return Block(line.start + line.indent, line.start + line.length, "heading", styles.index(style) + 1)


def _opens_code(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the first of what a paragraph that ends in `::` announces."""
    above = number - 1
    while above > 0 and not lines[above].text.strip():
        above -= 1
    before = lines[above]
    return above < number - 1 and before.text.rstrip().endswith("::") and lines[number].indent > before.indent


def _indented(lines: Sequence[Line], number: int, indent: int) -> int:
    """Return the number of the first line from `number` on that stands no further in than `indent`."""
    while number < len(lines) and (not lines[number].text.strip() or lines[number].indent > indent):
        number += 1
    return number


def _matter(lines: Sequence[Line], number: int, end: int) -> _Apart:
    filled = [line for line in lines[number:end] if line.text.strip()]
    last = filled[-1] if filled else lines[number]
    return end, Block(lines[number].start, last.start + last.length, "matter")
