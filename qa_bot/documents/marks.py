"""Marks inside a line that are not words: emphasis, links, tags, entities, footnote marks, comments.

A row a kind of mark: what it looks like and what is read in its place. Markdown (CommonMark 0.31 and its
usual extensions), wiki links, templates, inline HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import takewhile

from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon import word_set
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Block, Edit, Span

LONGEST = 300  # characters of a link's words or a tag: what is longer is no mark
COMMENT = r"<!--(?:(?!<!--).){0,5000}?-->"  # another that opens inside is one by itself: so it stays linear
MOST_OPEN = 30  # emphasis marks that wait for their second: more are no emphasis
# Elements whose tags may stand inside a line; other words in angle brackets are placeholders: "<your name>".
_ELEMENTS = word_set(
    "a abbr acronym b bdi bdo big blockquote br center cite code dd del details dfn div dl dt em figcaption "
    "figure font footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li main mark nav ol p pre q s "
    "samp section small source span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul "
    "var video wbr"
)
_INNER = rf"(?:[^\[\]\n]|\n(?![ \t]{{0,40}}\n)|\[[^\[\]\n]{{0,80}}\]){{0,{LONGEST}}}?"
_TARGET = (
    r"\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,1000}){0,2}(?:\s{1,3}[\"'(][^\n]{0,200}?[\"')])?\s?\)"
)
_LABEL = r"\[[^\[\]\n]{0,80}\]"
_PATH = r"(?:[.,;:!?'*_]{0,9}(?:-\n[ \t]{0,40}(?=\w)|[^\s<>()\[\]\"`|.,;:!?'*_]|\([^\s<>()]{0,80}\))){0,500}"
_SITE = r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
_HOST = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
# Group "kept" is read, and looked through for more marks; where there is none, nothing is read.
_ROWS = (
    (
        "code",
        r"(?P<ticks>`{1,3})(?!`)(?P<code>(?:(?!(?P=ticks)).){1,1000})(?P=ticks)(?!`)(?P<anonymous>__?(?!\w))?",
    ),
    ("comment", rf"{COMMENT}|%%[^%\n]{{1,{LONGEST}}}%%"),
    ("template", rf"\{{\{{[^{{}}]{{0,{LONGEST}}}\}}\}}|\{{%[^%\n]{{0,{LONGEST}}}%\}}"),
    (
        "attributes",
        r"[ ]?\{(?:[ ]?[:#.!][^{}\n]{0,100}|[a-z:]{2,30}(?=\}`)|[ ]?[\w-]{1,30}=[^{}\n]{1,100})\}",
    ),
    ("role", r":[a-z]{2,12}(?::[a-z]{2,12})?:(?=`)"),
    ("emoji", r"(?<![\w:]):[a-z][a-z0-9_+-]{1,60}:(?![\w:])"),
    ("image", rf"!\[{_INNER}\](?:{_TARGET}|{_LABEL})|!\[\[[^\[\]\n]{{1,{LONGEST}}}\]\]"),
    (
        "wiki link",
        rf"\[\[(?:[^\[\]|\n]{{1,{LONGEST}}}\|)?(?P<page>[^\[\]|\n]{{1,{LONGEST}}})\]\]",
    ),
    (
        "note",
        r"\[\^[^\[\]\s]{1,40}\]"
        r"|(?<=[\w.,;:!?\"'”’)\]])\[(?:\d{1,3}|[a-z]|nb? ?\d{1,2}|[a-z]{3,15} needed)\]",
    ),
    ("link", rf"\[(?P<link>{_INNER})\](?:{_TARGET}|{_LABEL})"),
    ("bracketed address", r"\s?\((?:https?|ftp)://\s{0,40}[^()\s]{1,300}(?:\s{1,40}[^()\s]{1,200}){0,2}\)"),
    (
        "address",
        rf"<?(?:https?|ftp)://(?:\n[ \t]{{0,40}})?(?P<host>{_SITE})(?::\d{{1,5}})?(?:[/?#]{_PATH})?>?",
    ),
    ("mail", rf"<(?P<mail>[\w.+-]{{1,64}}@{_HOST})>"),
    ("tag", rf"</?(?P<element>[A-Za-z][A-Za-z0-9]{{0,15}})(?:\s[^<>]{{0,{LONGEST}}})?/?>"),
    ("entity", r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"),
    ("escape", r"\\(?=[!-/:-@\[-`{-~])"),
    ("quoted line", r"(?<=\n)[ \t]{0,3}(?:>[ \t]?){1,9}"),
    ("broken word", r"(?<=[a-z])-\n[ \t]{0,40}(?=[a-z])"),
    ("block id", r"[ ]\^[a-z0-9-]{4,30}(?=\s*\Z)"),
)
_NAMED = {name: f"(?P<{name.replace(' ', '_')}_>{pattern})" for name, pattern in _ROWS}
# What every mark begins with: told at one look, where each row would be tried at each place.
_BEGINS = r"(?=[`<%{:!\[(&\\>-]|\s[\s>({^]|(?:https?|ftp):)"
_MARKS = f"(?s){_BEGINS}(?:{'|'.join(_NAMED.values())})"
_ADDRESSES = "(?s)" + "|".join(_NAMED[name] for name in ("bracketed address", "address"))
_KEPT = ("page", "link", "host", "mail", "code")
_TITLED_TARGET = r"\s?<[^<>\s]{1,300}>\Z"
_TASK = r"\[[ xX]\][ ]|\[![A-Za-z]{3,12}\][ ]?"
# What each mark has one of; one set of characters comes first, so that it is looked for as fast as one is.
_ANY = (
    r"[`<>*_\[{\\^~=%:&-](?:(?<=[`<>*_\[{\\^])|(?<=~)~|(?<==)=|(?<=%)%|(?<=:)[a-z/]|(?<=&)[#A-Za-z]|(?<=-)\n)"
)
_RUN = r"\*{1,3}|_{1,3}|~~|==|\^{1,2}(?=\w)"


Words = Callable[[], frozenset[str]]  # the words of a text, which are looked for when they are needed


class _Run(NamedTuple):
    """A run of one emphasis mark."""

    start: int
    end: int
    mark: str


def marks_of(text: str, blocks: Sequence[Block], known: Sequence[Edit] = ()) -> Iterator[Edit]:
    """Yield the edits that hide the marks in an article's blocks, in order among those already `known`."""
    find = partial(marks, words=cache(partial(words_of, text)))
    waiting = iter((*known, Edit(len(text) + 1, len(text) + 1)))
    one = next(waiting)
    for block in blocks:
        if block.kind not in ("paragraph", "item", "heading"):
            continue
        start = block.start
        while one.end <= block.end:
            yield from find(text, start, max(start, one.start))
            yield one
            start, one = max(start, one.end), next(waiting)
        yield from find(text, start, block.end)
    yield from takewhile(lambda each: each.end <= len(text), (one, *waiting))


def row_edits(start: int, cells: Iterable[Span], headers: Sequence[str], end: int) -> Iterator[Edit]:
    """Yield the edits by which a table's row between two places reads "header: cell; header: cell".

    `cells` are spans of the text; empty ones are passed over, and of a column without a header only its cell
    is read.
    """
    at, put = start, ""
    for (first, last), header in zip(cells, headers, strict=False):
        if first < last:
            put += f"{header}: " if header else ""
            if at < first or put:
                yield Edit(at, first, put)
            at, put = last, "; "
    if at < end:
        yield Edit(at, end)


def with_short_addresses(text: str, known: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits that leave of each web address its host, among those `known`; for text of no marks."""
    found = _marked(text, 0, len(text), frozenset, _ADDRESSES) if "://" in text else iter(())
    waiting = iter((*known, Edit(len(text) + 1, len(text) + 1)))
    one = next(waiting)
    for short in (each for each in found if each.put != text[each.start : each.end]):
        while one.end <= short.start:
            yield one
            one = next(waiting)
        while one.start < short.end:  # it joins an address over a line end
            one = next(waiting)
        yield short
    yield from takewhile(lambda each: each.end <= len(text), (one, *waiting))


def marks(text: str, start: int, end: int, words: Words = frozenset) -> list[Edit]:
    """Return the edits that hide the marks between two places of a text: one block of an article.

    A word broken at a line end is joined, unless both its parts are among the text's `words`.
    """
    if not compiled(_ANY).search(text, start, end):
        return []
    task = compiled(_TASK).match(text, start, end)
    first = task.end() if task else start
    found = [*([Edit(start, first)] if task else []), *_marked(text, first, end, words)]
    found += _emphasis(text, start, end, found)
    return sorted(one for one in found if one.put != text[one.start : one.end])


def _marked(text: str, start: int, end: int, words: Words, pattern: str = _MARKS) -> Iterator[Edit]:
    """Yield the edits of all marks but emphasis; one that changes nothing holds words without marks."""
    place = start
    while match := compiled(pattern).search(text, place, end):
        kind, place = (match.lastgroup or "").rstrip("_"), match.end()
        groups = match.groupdict()
        kept = next((name for name in _KEPT if groups.get(name) is not None), "")
        if kept:
            yield from _around(text, match, kept, words)
        elif kind == "entity":
            yield Edit(*match.span(), html.unescape(match[0]))
        elif kind == "broken_word":
            yield Edit(match.start() + _is_compound(text, match, words), match.end())
        elif kind != "tag" or match["element"].lower() in _ELEMENTS:
            yield Edit(*match.span(), " " if kind == "tag" and match["element"].lower() == "br" else "")


def _is_compound(text: str, match: re.Match[str], words: Words) -> bool:
    """Whether both parts of a word broken at a line end are words: its hyphen is no break."""
    before = compiled(r"[a-z]{1,40}\Z").search(text, max(0, match.start() - 40), match.start())
    after = compiled(r"[a-z]{1,40}").match(text, match.end())
    return before is not None and after is not None and {before[0], after[0]} <= words()


def words_of(text: str) -> frozenset[str]:
    """Return the words that a text has by themselves."""
    return frozenset(compiled(r"(?<![\w-])[a-z]{1,40}(?![\w-])").findall(text))


def _around(text: str, match: re.Match[str], kept: str, words: Words) -> Iterator[Edit]:
    """Yield the edits around what is kept of a mark, and those inside a link."""
    first, last = match.span(kept)
    yield Edit(match.start(), first)
    if kept == "link":
        yield from _marked(text, first, last, words)
    else:
        is_role = bool(match.groupdict().get("anonymous")) or text[match.start() - 1 : match.start()] in (
            "}",
            ":",
        )
        target = compiled(_TITLED_TARGET).search(text, first, last)
        last = target.start() if kept == "code" and target and is_role else last
        yield Edit(first, last, text[first:last])
    yield Edit(last, match.end())


def _emphasis(text: str, start: int, end: int, found: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits of emphasis marks that stand in pairs, told as CommonMark does."""
    opened: list[_Run] = []
    edges = [start, *(edge for one in sorted(found) for edge in one[:2]), end]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        for match in compiled(_RUN).finditer(text, first, last):
            run = _Run(*match.span(), match[0])
            at = max((at for at, one in enumerate(opened) if one.mark == run.mark), default=-1)
            if at >= 0 and _closes(text, run, end):
                yield from (Edit(*opened[at][:2]), Edit(*run[:2]))
                del opened[at:]
            elif _opens(text, run, start, end):
                opened = [*opened[-MOST_OPEN:], run]


def _opens(text: str, run: _Run, start: int, end: int) -> bool:
    """Whether words begin right after a run, and a word before it does not go on in it."""
    before, after = text[run.start - 1 : run.start] if run.start > start else "", text[run.end : run.end + 1]
    if run.end >= end or after.isspace():
        return False
    return not (before.isalnum() and (run.mark[0] == "_" or after.isdigit()))


def _closes(text: str, run: _Run, end: int) -> bool:
    """Whether words end right before a run, and no word goes on after one of underlines."""
    before, after = text[run.start - 1], text[run.end : run.end + 1] if run.end < end else ""
    return not before.isspace() and not (after.isalnum() and (run.mark[0] == "_" or before.isdigit()))
