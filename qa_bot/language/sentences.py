"""Where the sentences of a paragraph begin and end: sentencex, then small repairs as rows.

Only offsets are made; the text itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

import sentencex

from qa_bot.language.lexicon import word_set
from qa_bot.language.lexicon.calendar import WEEKDAY_NAMES
from qa_bot.language.lexicon.people import SHORT_TITLES
from qa_bot.language.lexicon.short_forms import (
    BEFORE_NUMBERS,
    CAPITALS_BEFORE_NUMBERS,
    MEASURES,
    OTHER_SHORT_FORMS,
    PARTS_OF_WORKS,
    PLACES,
)

LANGUAGE = "en"
# Code points handed to sentencex at a time, whose time grows with the square of what is left unclosed.
WINDOW = 8_192
LONG_WORDS = 45  # words: a longer quotation is cut at the sentence ends inside it
# Words and code points of the longest sentence: no answer needs more, and a reader bears no more.
MOST_WORDS = 120
MOST_CHARACTERS = 1_500
EDGE = 16  # code points on each side of an edge at which the rows below look: their longest word fits
MOST_ASIDE = 300  # code points in which the first dash of an aside is looked for
Span = tuple[int, int]


def _either(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, with a small first letter or a capital."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(words))


def _row(end: str, beginning: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(end), re.compile(beginning)


_DAY = "(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
# A letter, letters without a vowel, words often cut short; a number with its unit.
_SHORT_FORM = (
    r"(?:(?<!\w)(?:\w|[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]{2,4}"
    rf"|{_either(BEFORE_NUMBERS | MEASURES | OTHER_SHORT_FORMS)})|\d\w{{0,2}})\."
)
_LIKE_SHORT_FORMS = word_set("ark art con fed gen ill ken mar may May me Me miss no ore")
_SMALL_FIRST = re.compile(r"\s{1,9}[a-z][A-Z][a-z]")  # a name such as iPad
_SHORT_ENDING = re.compile(rf"{_SHORT_FORM}\Z")
JOINS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "the number of a list item": _row(r"\A[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)]\Z", r""),
    "a title or place and a name": _row(rf"\b(?:{'|'.join(sorted(SHORT_TITLES | PLACES))})\.\Z", r"[A-Z]"),
    "an abbreviation and its number": _row(
        rf"\b(?:{_either(BEFORE_NUMBERS)}|{'|'.join(sorted(CAPITALS_BEFORE_NUMBERS))})\.\Z",
        r"[(\[]?(?:[$£€+]?\d|[ivxlc]+\b)",
    ),
    "a part of a work and its letter": _row(
        rf"\b(?:{'|'.join(sorted(PARTS_OF_WORKS))})\.\Z", r"[(\[]?(?:[A-HJ-Z]|[IVXLC]{1,7})\b"
    ),
    "a measure and what is over": _row(
        rf"\d ?(?:{'|'.join(sorted(MEASURES))})\.\Z",
        r"\d[\d.]{0,3} ?(?:cm|feet|ft|g|in|inch|lbs?|m|met|min|ounces|oz|sec|yds?)",
    ),
    "a day or month and its number": _row(
        rf"\b(?:{_DAY}|{_MONTH})\.\Z", rf"\d|[a-z]|{_MONTH}[a-z]{{0,6}}\.? \d"
    ),
    "an hour and its zone or day": _row(
        r"\d ?[ap]\.m\.\Z",
        (
            r"[A-Z]?[A-Z][SD]T\b|GMT\b|UTC\b|(?:Eastern|Central|Mountain|Pacific) [TSD]|[a-z(]"
            rf"|(?:{'|'.join(WEEKDAY_NAMES)})\b"
        ),
    ),
    "a short form and a small letter": _row(rf"{_SHORT_FORM}\Z", r"[a-z](?![A-Z])"),
    "a call and a small letter": _row(r"[!?][”’\"')]?\Z", r"[a-z]"),
}
SPLITS: dict[str, re.Pattern[str]] = {
    "after a bracketed sentence": re.compile(r"(?:\w\w\w(?<!Inc)(?<!Ltd)(?<!etc)\.|[!?])[)\]]\Z"),
    "after a word that is no short form": re.compile(
        rf"\b(?:{'|'.join(sorted(_LIKE_SHORT_FORMS))}|(?<=[’'])(?:ll|re))\.\Z"
    ),
    "after a pause": re.compile(r"…\Z"),
    "after the letter of a choice": re.compile(
        r"\b(?:[Cc](?:ategory|hoice|lass)|[Gg](?:ate|rade|roup)|[Ll]evel|[Mm]odel|[Oo]ption|[Pp](?:hase|lan)"
        r"|[Rr]oute|[Tt](?:eam|ier|ype)|[Vv]itamin|[Zz]one) [A-Z]\.\Z"
    ),
}
_BULLETS = "•‣◦▪●"
# It begins with one set of characters, and so is looked for as fast as one of them.
_END_INSIDE = re.compile(
    rf"[.!?…{_BULLETS}](?:(?<![{_BULLETS}])[)\]]?(?=\s+[“‘\"'(]?(?:[A-Z][a-z’']|[AI]\b|[a-z][A-Z][a-z]))"
    rf"|(?<=[{_BULLETS}])(?=\s))"
)
# The last words after which, with a full stop, a row of JOINS may hold before a capital: seldom is it one.
BEFORE_CAPITALS = (
    SHORT_TITLES | PLACES | PARTS_OF_WORKS | {"m", *"Mon Tue Tues Wed Thur Thurs Fri Sat Sun".split()}
) | {*"Jan Feb Mar Apr May Jun June Jul July Aug Sep Sept Oct Nov Dec".split()}
LONGEST_NUMBER = 6  # characters of the number of a list item
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"
_QUOTES = "\"“”„«»‘'()[]"
_HAS_QUOTE = re.compile(r"[\"“”„«»‘'()\[\]]")
_OPENING_MARKS = "“„«‘([\"'"
_OPENING = re.compile(r"(?:[“„«‘(\[]|(?<!\S)[\"'])\s*\Z")
_NOTE = re.compile(
    r"(?:\[(?:n |note |nb )?(?:\d{1,4}|[a-z][a-z ]{0,30}\??)\]|(?<![\d:–-]):\d[\d:–-]{0,60}){1,6}(?!\S)"
)
_NOTE_MARKS = "[:"  # what a note begins with
# The first of the two dashes of an aside, and what may follow its last word where that calls or asks.
_ASIDE = re.compile(r"(?:--|[–—]|(?<!\w)-(?= ))\s?(?=\S)")
_CALL = re.compile(r"[!?][”’\"')]?\Z")
_WORD = re.compile(r"\w")
_RUN = re.compile(r"\S+")
_CUTS = (re.compile(r"[;:](?=\s)"), re.compile(r",(?=\s)"), re.compile(r"\s"))


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of one paragraph's sentences: in order, trimmed, none longer than a reader bears."""
    for piece in _joined(text, _reopened(text, _rough(text, start, end))):
        for whole in _split(text, piece) if _END_INSIDE.search(text, *piece) else (piece,):
            for part in _unquoted(text, whole) if _is_long_quotation(text, *whole) else (whole,):
                if part[1] - part[0] < 2 * MOST_WORDS:  # it has not so many words
                    yield part
                else:
                    yield from _cut(text, part)


def trim(text: str, start: int, end: int) -> Span:
    """Draw both edges in over white space; what is only white space becomes empty."""
    if start < end and not text[start].isspace():
        return start, start + len(text[start:end].rstrip())
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return left, max(left, end - len(piece) + len(piece.rstrip()))


def _rough(text: str, start: int, end: int, blanks: str = _SPACES) -> Iterator[Span]:
    """Ask sentencex window by window: it takes quadratic time over marks that are never closed.

    It sees a space in place of each of the `blanks`.
    """
    while start < end:
        stop = min(start + WINDOW, end)
        window = text[start:stop]
        for blank in blanks:  # faster than to translate it, where most of them are not there
            window = window.replace(blank, " ")
        edges = [*_starts(window), len(window)]
        if stop < end:
            edges = edges[:-1] if len(edges) > 2 else [0, window.rfind(" ") + 1 or len(window)]
        yield from ((start + left, start + right) for left, right in pairwise(edges))
        start += edges[-1]


def _reopened(text: str, pieces: Iterable[Span]) -> Iterator[Span]:
    """Move an opening mark from the end of a piece to the next, whose words it opens."""
    start = end = -1
    for left, right in pieces:
        edge = _before_opening(text, left, right)
        yield (left if start < 0 else start), edge
        start, end = edge, right
    if 0 <= start < end:
        yield start, end


def _starts(window: str) -> list[int]:
    plain = window if window.isascii() else window.encode("utf-8", "replace").decode("utf-8")
    found = [bound["start_index"] for bound in sentencex.get_sentence_boundaries(LANGUAGE, plain)]
    return [0, *(start for start in found if start > 0)]


def _joined(text: str, pieces: Iterable[Span]) -> Iterator[Span]:
    """Join neighbours that a row of JOINS holds together, or of which one has no word.

    A note such as [1] belongs to what it follows.
    """
    held, worded = (0, 0), True
    for piece in pieces:
        start, end = trim(text, *piece)
        if held[1] and text[start : start + 1] in _NOTE_MARKS:
            held, (start, end) = _after_note(text, held, (start, end))
        if start == end:
            continue
        has_word = text[start].isalnum() or bool(_WORD.search(text, start, end))
        if held[1] and _belong(text, held, (start, end), worded, has_word):
            held, worded = (held[0], end), worded or has_word
            continue
        if held[1]:
            yield held
        held, worded = (start, end), has_word
    if held[1]:
        yield held


def _after_note(text: str, held: Span, piece: Span) -> tuple[Span, Span]:
    """Return both spans, a note at the beginning of the piece put to the sentence before it."""
    note = _NOTE.match(text, *piece)
    if note is None:
        return held, piece
    return (held[0], note.end()), trim(text, note.end(), piece[1])


def _belong(text: str, left: Span, right: Span, left_worded: bool, right_worded: bool) -> bool:
    if not (left_worded and right_worded):
        return right[1] - left[0] <= MOST_CHARACTERS
    tail, head = text[max(left[0], left[1] - EDGE) : left[1]], text[right[0] : min(right[1], right[0] + EDGE)]
    if head[0].isupper() and not _may_join(text, *left):
        return False
    if any(after.match(head) and before.search(tail) for before, after in JOINS.values()):
        return True
    first = max(left[0], left[1] - MOST_ASIDE)
    return bool(_ASIDE.match(head) and _CALL.search(tail) and _ASIDE.search(text, first, left[1]))


def _may_join(text: str, start: int, end: int) -> bool:
    """Whether a piece is such that a row of JOINS may hold before a capital."""
    if end - start <= LONGEST_NUMBER:
        return True
    return text[end - 1] == "." and _last_word(text, max(start, end - EDGE), end - 1) in BEFORE_CAPITALS


def _split(text: str, piece: Span) -> Iterator[Span]:
    """Split before a bullet, and where a row of SPLITS knows the end of a sentence."""
    start, end = piece
    for match in _END_INSIDE.finditer(text, start, end):
        edge = match.start() if match.group() in _BULLETS else match.end()
        if edge == match.start() or _ends(text, max(start, edge - EDGE), edge):
            if trimmed := _filled(text, start, edge):
                yield trimmed
            start = edge
    if trimmed := _filled(text, start, end):
        yield trimmed


def _ends(text: str, start: int, edge: int) -> bool:
    tail = text[start:edge]
    if _SMALL_FIRST.match(text, edge):
        return not _SHORT_ENDING.search(tail)
    return _may_end(tail) and any(end.search(tail) for end in SPLITS.values())


def _may_end(tail: str) -> bool:
    """Whether a row of SPLITS may hold: most tails end with a word of which none tells anything."""
    if tail[-1] != ".":
        return tail[-1] not in "!?"
    word = _last_word(tail, 0, len(tail) - 1)
    return len(word) == 1 or word in _LIKE_SHORT_FORMS or word in ("ll", "re")


def _last_word(text: str, start: int, end: int) -> str:
    place = end
    while place > start and text[place - 1].isalnum():
        place -= 1
    return text[place:end]


def _filled(text: str, start: int, end: int) -> Span | None:
    span = trim(text, start, end)
    return span if span[0] < span[1] else None


def _unquoted(text: str, piece: Span) -> Iterator[Span]:
    """Split a long quotation, which sentencex keeps whole, at the sentence ends inside."""
    start, end = piece
    for _, right in _joined(text, _rough(text, start, end, _SPACES + _QUOTES)):
        edge = end if right == end else _before_opening(text, start, right)
        if edge > start and (trimmed := _filled(text, start, edge)):
            yield trimmed
            start = edge
    if rest := _filled(text, start, end):
        yield rest


def _is_long_quotation(text: str, start: int, end: int) -> bool:
    """Whether a piece is long and has marks of quotations."""
    if end - start < 2 * LONG_WORDS or not _HAS_QUOTE.search(text, start, end):
        return False
    return _over(text, start, end, LONG_WORDS)


def _before_opening(text: str, start: int, edge: int) -> int:
    """Move `edge` back over an opening mark, which belongs to what follows."""
    base = max(start, edge - EDGE)
    tail = text[base:edge]
    match = _OPENING.search(tail) if tail.rstrip()[-1:] in _OPENING_MARKS else None
    return base + match.start() if match else edge


def _over(text: str, start: int, end: int, words: int) -> bool:
    return len(text[start:end].split(None, words)) > words


def _cut(text: str, piece: Span) -> Iterator[Span]:
    """Cut what has too many words or characters at a semicolon, a comma, a space, or anywhere."""
    start, end = piece
    while (limit := _limit(text, start, end)) < end:
        edge = _best_cut(text, start, limit)
        yield trim(text, start, edge)
        start = _skip_space(text, edge, end)
    if start < end:
        yield start, end


def _skip_space(text: str, start: int, end: int) -> int:
    match = _RUN.search(text, start, end)
    return match.start() if match else end


def _limit(text: str, start: int, end: int) -> int:
    limit = min(end, start + MOST_CHARACTERS)
    if not _over(text, start, limit, MOST_WORDS):
        return limit
    return next(islice(_RUN.finditer(text, start, limit), MOST_WORDS, None)).start()


def _best_cut(text: str, start: int, limit: int) -> int:
    for pattern in _CUTS:
        found = [match.end() for match in pattern.finditer(text, start + (limit - start) // 2, limit)]
        if found:
            return found[-1]
    return limit
