"""The lines of a text, and what one line by itself looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import accumulate
from operator import add, sub
from typing import Any

from qa_bot.language.entities.patterns import compiled
from qa_bot.language.lexicon.function_words import DO, WH
from qa_bot.named_tuples import NamedTuple

MOST_HEADING_WORDS = 12  # a longer line without a full stop is a sentence that lacks one
MOST_HEADING_CHARACTERS = 90
WIDEST = 130  # characters of a line: texts with longer ones are not wrapped, a line is a paragraph
NARROWEST = 40  # characters of a line: where the longest are shorter, the text is no prose and not wrapped
NUMBERED = "1"
_LINE_END = r"\r\n|[\n\r\v\f\x85\u2028\u2029]"
_RARE_ENDS = "\r\v\f\x85\u2028\u2029"  # ends of lines but "\n"
_FEW, _MANY = 1 << 9, 1 << 16  # characters of the first and of the longest stretch split at once
_QUOTE_MARK = r"(?:>[ \t]?){1,9}\s*"
_ITEM = r"(?:> ?)?(?:(?P<bullet>[-*+•‣◦▪●])|[(\[]?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)\]])[ \t]{1,8}(?=\S)"
_ITEM_SECOND = frozenset(".)]ivx")  # what follows the first letter of an item's letters
_CHAPTER = (
    r"(?i)(?:chapter|book|part|section|volume|act|scene|stave|letter|appendix)\s{1,3}"
    r"(?:\d+|[ivxlcdm]+|the|[a-z]+)\b"
)
_OPENING = r"(?i)(?:prologue|preface|introduction|contents|foreword|one|chap\. [ivx]+)\b.?\Z"
_NUMERAL = r"(?:[IVXLCDM]+|\d{1,3})\.?\Z"
_CAPTION = (
    r"(?i)(?:image|images|photo|photos|photograph|picture|caption|credit|graphic|video|audio)"
    r"\s?(?:credit|by)?\s?[:/|]"
)
_FACT = r"[A-Z][\w’'() -]{0,30}: \S"
_VERB = (
    r"\s(?:is|are|was|were|has|have|had|will|would|can|could|should"
    r"|said|says|did|does|do|became|won|lost|began)\s"
)
_LABEL = r"\([\w.:/-]{1,100}\)=\s{0,8}\Z"  # of MyST: what stands below can be linked to by it
_KINDS = (
    ("heading", r" {0,3}#{1,6}[ \t]+[^\s#]"),
    ("caption", r"\s{0,8}!\[[^\]]*\]\([^)]*\)\s{0,8}\Z"),
    ("matter", r" {0,3}\[[^\]]+\]:[ \t]{0,8}\S+(?:\s{1,8}[\"'(].{0,300}[\"')])?\s{0,8}\Z"),
    ("matter", r"\s{0,8}</?[A-Za-z][^<>]*>\s{0,8}\Z"),
    ("matter", r"\A\s{0,8}\|[\s|:+-]+\Z"),
    ("matter", r"\s{0,12}(?:\$ [a-z./~]|\.\. [\w-]{1,40}::|::\s*\Z)"),
    ("row", r"\A\s{0,8}\|.*\|\s{0,8}\Z"),
    ("fence", r"[ >]{0,12}(?:`{3,20}[^`]{0,200}\Z|~{3,20})"),
    ("comment", r"\s{0,8}<!--(?!.*-->\s{0,8}\S)"),
    ("matter", rf"\s{{0,8}}{_LABEL}"),
)
_MARKS = "#![<|`~$.:("
_MARKUP = r"\A\s{0,9}#{1,6}(?!\S)|\s#{1,9}\s{0,9}\Z"
_HASHES = r" {0,3}(#{1,6})[ \t]"
_UNDERLINES = {"=": 1, "-": 2, "~": 2}
COUNTING_LEVEL = 6  # "Chapter 1" without marks stands above other headings without marks,
PLAIN_LEVEL = 7  # and these below all that have marks (1 to 6, as in Markdown)


class Line(NamedTuple):
    """A line of a text without its line end; `length` is without white space at its end as well.

    `indent` is how many characters of white space stand before the first word.
    """

    start: int
    end: int
    text: str
    length: int
    indent: int


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of `text` from `start` to `end`, or to its own."""
    end, size = len(text) if end is None else end, _FEW
    while start < end:
        stop = text.find("\n", min(start + size, end), end) + 1 or end
        yield from _split(text[start:stop], start)
        start, size = stop, min(2 * size, _MANY)


_LINE: Callable[[Iterable[Any]], Line] = partial(tuple.__new__, Line)  # without a call in Python for each


def _split(stretch: str, origin: int) -> Iterator[Line]:
    """Return the lines of a stretch that begins at a place of its text and holds whole lines."""
    if any(end in stretch for end in _RARE_ENDS):
        pieces = compiled(f"({_LINE_END})").split(stretch)
        texts, ends = pieces[::2], [*map(len, pieces[1::2]), 0]
    else:
        texts = stretch.split("\n")
        ends = [1] * len(texts)
    if not texts[-1]:
        del texts[-1]
    sizes = list(map(len, texts))
    starts = list(accumulate(map(add, sizes, ends), initial=origin))
    lengths = map(len, map(str.rstrip, texts))
    indents = map(sub, sizes, map(len, map(str.lstrip, texts)))
    return map(_LINE, zip(starts, map(add, starts, sizes), texts, lengths, indents, strict=False))


def kind_of(text: str) -> str:
    """Return what a line is by its marks alone: blank, rule, heading, caption, row, fence ... or text."""
    is_marked = ":" in text or "/" in text or "|" in text
    if text[:1].isalnum() and not is_marked:
        return "text"
    packed = text.strip().lstrip("> ")
    if not packed:
        return "blank"
    if packed[0] in "-=*_~#+.·•" and not packed.strip(packed[0] + " \t") and len(packed) > 1:
        return "rule"
    if packed[0] not in _MARKS:
        return "caption" if is_marked and compiled(_CAPTION).match(packed) else "text"
    return next((kind for kind, pattern in _KINDS if compiled(pattern).match(text)), "text")


def item_start(text: str) -> int:
    """Return the offset in a line where its list item starts, after the bullet or number; -1 if none."""
    indent = len(text) - len(text.lstrip(" \t"))
    if text[indent : indent + 1].isalpha() and text[indent + 1 : indent + 2] not in _ITEM_SECOND:
        return -1
    match = compiled(_ITEM).match(text, indent)
    return match.end() if match else -1


def item_mark(text: str) -> str:
    """Return the bullet of a line's list item, "1" for a number or a letter, "" if there is no mark."""
    match = compiled(_ITEM).match(text, len(text) - len(text.lstrip(" \t")))
    return (match.group("bullet") or NUMBERED) if match else ""


def quoted_start(text: str) -> int:
    """Return the offset of a line's first character after white space and `>` marks."""
    indent = len(text) - len(text.lstrip())
    match = compiled(_QUOTE_MARK).match(text, indent) if text.startswith(">", indent) else None
    return match.end() if match else indent


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip("\"'”’»)]*_").endswith((".", "!", "?", "…", ":"))


def is_fact(text: str) -> bool:
    """Whether a line has the form `Founded: 1832`."""
    return ": " in text and bool(compiled(_FACT).match(text.lstrip()))


def heads(text: str, lenient: bool = False) -> bool:
    """Whether a line alone looks like a heading; `lenient` lets one with a verb pass."""
    plain = text.strip().strip("*_").strip()
    if not 0 < len(plain) <= MOST_HEADING_CHARACTERS or len(plain.split()) > MOST_HEADING_WORDS:
        return False
    if _counts(plain) or _shouts(plain):
        return True
    return _is_titled(plain) and (lenient or not (is_fact(plain) or _states(plain)))


def _is_titled(plain: str) -> bool:
    """Whether a line begins and ends as a title does: capital or digit first, no comma or full stop last."""
    words = plain.strip("\"'“”‘’«»")
    if ends_sentence(plain) or not any(map(str.isalnum, words)) or words[-1] in ",;-–—&/":
        return False
    return words[0].isupper() or words[0].isdigit() or words[0] == "("


def heading_level(text: str, underline: str) -> int:
    """Return the rank of a heading, given its line and the line that follows: 1 is the highest."""
    hashes = compiled(_HASHES).match(text)
    if hashes:
        return len(hashes.group(1))
    drawn = underline.strip()
    if len(drawn) > 1 and drawn[0] in _UNDERLINES and not drawn.strip(drawn[0]):
        return _UNDERLINES[drawn[0]]
    return COUNTING_LEVEL if numbers(text) else PLAIN_LEVEL


def is_label(text: str) -> bool:
    """Whether a line only names the place it stands at: (harbour-office)=."""
    return bool(compiled(_LABEL).match(text))


def plain_heading(text: str) -> str:
    """Return the words of a heading, its inner marks gone already, without those around it."""
    return compiled(_MARKUP).sub("", text).strip()


def numbers(text: str) -> bool:
    """Whether a heading only counts: Chapter 1, PART ONE, IV, Prologue."""
    plain = text.strip()
    return _counts(plain) or bool(compiled(_OPENING).match(plain))


def _counts(plain: str) -> bool:
    return bool(compiled(_CHAPTER).match(plain) or compiled(_NUMERAL).match(plain))


def _shouts(plain: str) -> bool:
    if not plain.isupper() or not plain[0].isalnum():
        return False
    return plain[-1] not in "!?:,;-—" and sum(map(str.isalpha, plain)) > 3


def _states(plain: str) -> bool:
    """Whether a line says something: it has a verb and is no question."""
    return plain.split()[0].lower() not in WH | DO and bool(compiled(_VERB).search(plain))
