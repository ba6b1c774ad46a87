"""Read PDF: the text of each page, its lines where they stand; a form feed ends a page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, create_string_buffer

import pypdfium2
import pypdfium2.raw as pdfium

from qa_bot.documents.document import Document, Unreadable
from qa_bot.documents.readers.pieces import face, folded, is_title
from qa_bot.documents.readers.print_layout import Line, laid_out
from qa_bot.values import Block, Span

PAGE_END = "\f"
BOLD = 600
MOST_FONT_NAME = 100
LOOSE = 0.55  # of the size: a line whose characters take more on average has gaps in it
CELL_GAP = 1.5  # times the size: so far apart stand the cells of a table
HYPHEN = "\ufffe"  # what pdfium puts for a hyphen and the line end behind it
_SPACE = re.compile(r"\s{1,100}")
_LINE = re.compile(rf"([^\r\n{HYPHEN}]+)({HYPHEN}?)")


def read(data: bytes) -> Document:
    """Read the pages. Raises Unreadable where there is no text in them."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "needs a password" if "assword" in str(error) else "not a sound PDF"
        raise Unreadable(reason) from error
    text, lines, bad = _pages(file)
    if not lines:
        raise Unreadable("no text in it: pictures of pages?")
    blocks, edits = laid_out(lines, text)
    trouble = f"page {bad[0]} cannot be read" if bad else ""
    said = file.get_metadata_dict()
    title = _title(said.get("Title", ""), text.partition(PAGE_END)[0], blocks)
    header = face(title, said.get("CreationDate", "")[2:10], date_from="file")
    return Document(text, header, tuple(blocks), trouble, tuple(edits))


def _pages(file: pypdfium2.PdfDocument) -> tuple[str, list[Line], list[int]]:
    """Return the text of all pages, its lines, and the numbers of pages that cannot be read, from 1."""
    parts: list[str] = []
    lines: list[Line] = []
    bad: list[int] = []
    at = 0
    for number in range(len(file)):
        if number:
            parts.append(PAGE_END)
            at += 1
        try:
            page = file[number].get_textpage()
            found = list(_lines(page, number))
        except pypdfium2.PdfiumError:
            bad.append(number + 1)
            continue
        for line in found:
            parts += line.text, "\n"
            lines.append(line._replace(start=at, end=at + len(line.text.rstrip())))
            at += len(line.text) + 1
    return "".join(parts), lines, bad


def _lines(page: pypdfium2.PdfTextPage, number: int) -> Iterator[Line]:
    """Yield the lines of a page that hold more than white space; a word broken at the end has its hyphen."""
    raw = page.raw
    for match in _LINE.finditer(page.get_text_range()):
        words = match[1].rstrip()
        first, last = match.start() + len(words) - len(words.lstrip()), match.start() + len(words) - 1
        if first > last:
            continue
        (left, base), (right, _) = _origin(raw, first), _origin(raw, last)
        plain = words.lstrip()
        text = plain + ("-" if match[2] else "")
        middle = (first + last) // 2
        size = max(_size(raw, at) for at in (first, middle, last))
        is_loose = right - left > LOOSE * size * len(plain)
        gaps = tuple(_gaps(raw, plain, first, size)) if is_loose else ()
        yield Line(0, 0, text, number, left, right, base, size, _is_bold(raw, middle), gaps)


def _gaps(raw: pdfium.FPDF_TEXTPAGE, words: str, first: int, size: float) -> Iterator[Span]:
    """Yield the spaces of a line that part the cells of a table, as spans of its words."""
    for space in _SPACE.finditer(words):
        before, after = _sides(raw, first + space.start() - 1), _sides(raw, first + space.end())
        if after[0] - before[1] > CELL_GAP * size:
            yield space.span()


def _sides(raw: pdfium.FPDF_TEXTPAGE, index: int) -> tuple[float, float]:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    pdfium.FPDFText_GetCharBox(raw, index, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, right.value


def _origin(raw: pdfium.FPDF_TEXTPAGE, index: int) -> tuple[float, float]:
    across, up = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, byref(across), byref(up))
    return across.value, up.value


def _size(raw: pdfium.FPDF_TEXTPAGE, index: int) -> float:
    """Return the height of a character's font as it is printed."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return float(pdfium.FPDFText_GetFontSize(raw, index)) * scale


def _is_bold(raw: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(raw, index) >= BOLD:
        return True
    name = create_string_buffer(MOST_FONT_NAME)
    pdfium.FPDFText_GetFontInfo(raw, index, name, MOST_FONT_NAME, None)
    return b"bold" in name.value.lower()


def _title(said: str, first_page: str, blocks: Sequence[Block]) -> str | None:
    """Return the title that the file gives itself, if the first page has it or no heading is a better one."""
    if not is_title(said):
        return None
    is_printed = folded(said).casefold() in folded(first_page).casefold()
    return said if is_printed or all(block.kind != "heading" for block in blocks) else None
