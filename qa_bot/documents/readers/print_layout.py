"""Lines as they are printed on pages -> paragraphs, items and headings, by size, distance and place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from qa_bot.documents.lines import MOST_HEADING_WORDS, ends_sentence, item_mark, item_start
from qa_bot.documents.marks import row_edits
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Block, BlockKind, Edit, Span

LARGER, MUCH_LARGER = 1.12, 1.3  # times the text's size: perhaps and surely a heading
SAME_SIZE = 0.06  # of a size, within which two are one
WIDE_GAP = 1.3  # times the usual distance of two lines: another paragraph begins
INDENTED = 0.8  # of the size: so far in stands the first line of a paragraph
EDGE_LINES = 3  # at the top and the bottom of a page: headers, footers and numbers stand there
SAME_PLACE = 4.0  # points by which a header may move from page to page
SHORT = 0.5  # of a column's width: a line that ends there was ended on purpose
COLUMN = 40.0  # points by which the left edges of one column differ at most
FEWEST_PAGES = 3  # that show how pages are numbered
LOWEST_LEVEL = 6
_COUNT = r"(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:/|of)\s?\d{1,4})?"
_PAGE_NUMBER = re.compile(rf"[-–—\s]{{0,3}}(?:page\s)?{_COUNT}[-–—\s]{{0,3}}", re.IGNORECASE)
_NUMBERED = re.compile(rf"\A{_COUNT}\s{{1,8}}|\s{{1,8}}(?:page\s)?{_COUNT}\Z", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEADERS = ". . . .", "....."


class Line(NamedTuple):
    """A printed line: its span in the text, its page from 0, where it stands in points, its wide spaces."""

    start: int
    end: int
    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False
    gaps: tuple[Span, ...] = ()

    @property
    def cells(self) -> list[Span]:
        """Return the spans of its text between the gaps, the cells of a table's row."""
        edges = [0, *(edge for gap in self.gaps for edge in gap), len(self.text)]
        return list(zip(edges[::2], edges[1::2], strict=True))

    @property
    def is_row(self) -> bool:
        """Whether a line is a row of a table: two columns may as well be columns of a text."""
        return len(self.gaps) > 1


class _Measure(NamedTuple):
    """The size of a document's text, the distance of its lines, and where lines end by page and left edge."""

    size: float
    step: float
    ends: dict[tuple[int, int], float]

    def right(self, line: Line) -> float:
        """Return the right edge of the column that a line stands in."""
        place = int(line.left // COLUMN)
        return max(self.ends.get((line.page, near), 0.0) for near in (place - 1, place, place + 1))


def laid_out(lines: Sequence[Line], text: str) -> tuple[list[Block], list[Edit]]:
    """Return the blocks that the lines form, and what of the text is not read as it stands."""
    running = _running(lines)
    body = [line for line in lines if line.start not in running]
    measure = _measure(body or lines)
    groups = list(_groups(body, measure))
    levels = _levels(groups, measure)
    blocks = [_block(group, measure, levels) for group in groups]
    cut = list(_tables(groups, blocks))
    matter = [Block(line.start, line.end, "matter") for line in lines if line.start in running]
    words = {*_WORDS.findall(text.lower())}
    joined, between = _across_pages(blocks, groups, words)
    pairs = (pair for group in groups for pair in pairwise(group))
    edits = [*filter(None, (_broken(*pair, words) for pair in pairs)), *between, *cut]
    inside = [(edit.start, edit.end) for edit in between]
    alone = [one for one in matter if not any(start <= one.start < end for start, end in inside)]
    return sorted([*joined, *alone]), sorted(edits)


def _measure(lines: Sequence[Line]) -> _Measure:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    steps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page and _alike(a.size, size)]
    near = [step for step in steps if 0 < step < 2.2 * size]
    ends: dict[tuple[int, int], float] = {}
    for line in lines:
        place = line.page, int(line.left // COLUMN)
        ends[place] = max(ends.get(place, 0.0), line.right)
    return _Measure(size, median(near) if near else 1.2 * size, ends)


def _alike(size: float, other: float) -> bool:
    return abs(size - other) <= SAME_SIZE * max(size, other)


def _running(lines: Sequence[Line]) -> set[int]:
    """Return the starts of the lines that are page numbers, or stand on several pages at the same edge."""
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    edges: list[Line] = []
    for page in pages.values():
        page.sort(key=lambda line: line.base)
        edges += {*page[:EDGE_LINES], *page[-EDGE_LINES:]}
    places: defaultdict[str, list[Line]] = defaultdict(list)
    for line in edges:
        places[_NUMBERED.sub("", line.text)].append(line)
    numbers = {line.start for line in edges if _PAGE_NUMBER.fullmatch(line.text)} if len(pages) > 1 else set()
    repeated = {line.start for same in places.values() for line in same if _is_repeated(line, same)}
    return numbers | repeated | _counted(edges)


def _counted(edges: Sequence[Line]) -> set[int]:
    """Return the starts of the lines that begin or end with the number of their page."""
    offsets: defaultdict[int, list[Line]] = defaultdict(list)
    for line in edges:
        words = line.text.split()
        for number in {words[0], words[-1]}:
            if number.isdecimal() and len(number) < 5:
                offsets[int(number) - line.page].append(line)
    same = max(offsets.values(), key=len, default=[])
    return {line.start for line in same} if len({line.page for line in same}) >= FEWEST_PAGES else set()


def _is_repeated(line: Line, same: Sequence[Line]) -> bool:
    return any(one.page != line.page and abs(one.base - line.base) <= SAME_PLACE for one in same[:200])


def _groups(lines: Sequence[Line], measure: _Measure) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, measure):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[Line], line: Line, measure: _Measure) -> bool:
    """Whether a line belongs to the lines before it."""
    before = group[-1]
    if not _is_near(before, line, measure):
        return False
    if before.base - line.base < 0.3 * line.size:
        return True  # the same line
    is_item = item_start(group[0].text) >= 0
    if item_start(line.text) >= 0 and (is_item or ends_sentence(before.text)):
        return False
    return not _begins(before, line, measure, is_item)


def _is_near(before: Line, line: Line, measure: _Measure) -> bool:
    """Whether a line stands right below another, in the same face unless a sentence goes on in it."""
    widest = WIDE_GAP * max(measure.step, 1.15 * line.size)
    is_below = line.page == before.page and -0.5 * line.size < before.base - line.base < widest
    if before.is_row or line.is_row or not is_below:
        return False
    is_alike = _alike(line.size, before.size) and line.is_bold == before.is_bold
    return is_alike or (line.text[:1].islower() and not ends_sentence(before.text))


def _begins(before: Line, line: Line, measure: _Measure, is_item: bool) -> bool:
    """Whether a line begins a paragraph: it is indented, or would have had room on the line before."""
    if not is_item and line.left - before.left > INDENTED * line.size and ends_sentence(before.text):
        return True
    if line.text[:1].islower():
        return False
    word = line.text.split(None, 1)[0]
    width = measure.right(before) - before.left
    had_room = before.right + 0.6 * line.size * (len(word) + 1) < measure.right(before)
    return had_room and (ends_sentence(before.text) or before.right - before.left < SHORT * width)


def _heads(group: Sequence[Line], measure: _Measure) -> bool:
    """Whether lines are a heading: much larger than the text; or larger or bold, and no sentence."""
    words = " ".join(line.text for line in group)
    count = len(words.split())
    if group[0].size >= MUCH_LARGER * measure.size:
        return count <= 2 * MOST_HEADING_WORDS and any(map(str.isalpha, words))
    is_marked = group[0].is_bold or group[0].size >= LARGER * measure.size
    return is_marked and count <= MOST_HEADING_WORDS and any(map(str.isalpha, words)) and not _pauses(words)


def _pauses(words: str) -> bool:
    return words[-1] in ",;-" or (ends_sentence(words) and not words.endswith("?"))


def _levels(groups: Sequence[Sequence[Line]], measure: _Measure) -> dict[float, int]:
    """Return the rank of each size that headings have, the largest first."""
    sizes = sorted({round(group[0].size) for group in groups if _heads(group, measure)}, reverse=True)
    return {size: min(level, LOWEST_LEVEL) for level, size in enumerate(sizes, 1)}


def _block(group: Sequence[Line], measure: _Measure, levels: dict[float, int]) -> Block:
    first, last = group[0], group[-1]
    skip = item_start(first.text)
    if any(mark in first.text for mark in _LEADERS):
        return Block(first.start, last.end, "matter")
    if _heads(group, measure):
        return Block(first.start, last.end, "heading", levels[round(first.size)])
    if skip >= 0:
        return Block(first.start + skip, last.end, "item", int(first.left), item_mark(first.text))
    return Block(first.start, last.end, "paragraph")


def _tables(groups: Sequence[Sequence[Line]], blocks: list[Block]) -> Iterator[Edit]:
    """Make the rows of tables items in `blocks`; yield what is read between their cells."""
    for cells, run in groupby(range(len(groups)), key=lambda number: len(groups[number][0].gaps)):
        numbers = list(run)
        rows = [groups[number][0] for number in numbers]
        if cells < 2 or len(rows) < 2:
            continue
        head = rows[0] if _names_columns(rows) else None
        names = [rows[0].text[slice(*cell)].strip() if head else "" for cell in rows[0].cells]
        for number, row in zip(numbers, rows, strict=True):
            blocks[number] = Block(row.start, row.end, "matter" if row is head else "item")
            if row is not head:
                cells_read = ((row.start + start, row.start + end) for start, end in row.cells)
                yield from row_edits(row.start, cells_read, names, row.end)


def _names_columns(rows: Sequence[Line]) -> bool:
    """Whether the first row names the columns: it alone is bold, or has words where others count."""
    if any(map(str.isdigit, rows[0].text)):
        return False
    return (rows[0].is_bold and not rows[1].is_bold) or any(map(str.isdigit, rows[1].text))


def _across_pages(
    blocks: Sequence[Block], groups: Sequence[Sequence[Line]], words: Container[str]
) -> tuple[list[Block], list[Edit]]:
    """Join paragraphs that go on upon the next page or column; what stands between is not read."""
    joined: list[Block] = []
    edits: list[Edit] = []
    last: Line | None = None
    for block, group in zip(blocks, groups, strict=True):
        if last is not None and _turns(last, group[0], joined[-1].kind, block.kind):
            edits.append(_broken(last, group[0], words) or Edit(last.end, block.start, " "))
            joined[-1] = joined[-1]._replace(end=block.end)
        else:
            joined.append(block)
        last = group[-1]
    return joined, edits


def _turns(before: Line, line: Line, kind: BlockKind, next_kind: BlockKind) -> bool:
    if next_kind != "paragraph" or kind not in ("paragraph", "item") or ends_sentence(before.text):
        return False
    is_next_column = line.base > before.base and line.text[:1].islower()
    return _alike(before.size, line.size) and (line.page != before.page or is_next_column)


def _broken(before: Line, line: Line, words: Container[str]) -> Edit | None:
    """Return what joins a word broken at a line end: a hyphen that it has elsewhere in the text is kept."""
    if not (before.text.endswith("-") and before.text[-2:-1].isalnum() and line.text[:1].isalnum()):
        return None
    left, right = before.text.split()[-1].lower(), line.text.split()[0].lower().rstrip(".,;:!?)’”")
    keeps = left[:-1] + right not in words and (left + right in words or not line.text[:1].islower())
    return Edit(before.end - (not keeps), line.start)
