"""The lines of a text, and what one line by itself looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa_bot.language.lexicon.function_words import DO, WH

MOST_HEADING_WORDS = 12
MOST_HEADING_CHARACTERS = 90
WIDEST = 130
NARROWEST = 40
NUMBERED = "1"
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_QUOTE_MARK = re.compile(r"(?:>[ \t]?){1,9}\s*")
_ITEM = re.compile(
    r"(?:> ?)?(?:(?P<bullet>[-*+•‣◦▪●])|[(\[]?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)\]])[ \t]{1,8}(?=\S)"
)
_CHAPTER = re.compile(
    r"(?:chapter|book|part|section|volume|act|scene|stave|letter|appendix)\s{1,3}(?:\d+|[ivxlcdm]+|the|[a-z]+)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:prologue|preface|introduction|contents|foreword|one|chap\. [ivx]+)\b.?\Z", re.IGNORECASE
)
_NUMERAL = re.compile(r"(?:[IVXLCDM]+|\d{1,3})\.?\Z")
_CAPTION = re.compile(
    r"(?:image|images|photo|photos|photograph|picture|caption|credit|graphic|video|audio)\s?(?:credit|by)?\s?[:/|]",
    re.IGNORECASE,
)
_FACT = re.compile(r"[A-Z][\w’' -]{0,30}: \S")
_VERB = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|can|could|should|said|says|did|does|do|became|won|lost|began)\s"
)
_KINDS = (
    ("heading", re.compile(r" {0,3}#{1,6}[ \t]+[^\s#]")),
    ("caption", re.compile(r"\s{0,8}!\[[^\]]*\]\([^)]*\)\s{0,8}\Z")),
    ("matter", re.compile(r" {0,3}\[[^\]]+\]:[ \t]{0,8}\S+\s{0,8}\Z")),
    ("matter", re.compile(r"\s{0,8}</?[A-Za-z][^<>]*>\s{0,8}\Z")),
    ("matter", re.compile(r"\s{0,8}\|[\s|:-]+\Z")),
    ("row", re.compile(r"\s{0,8}\|.*\|\s{0,8}\Z")),
    ("fence", re.compile(r" {0,3}(?:```|~~~)")),
    ("comment", re.compile(r"\s{0,8}<!--(?!.*-->\s{0,8}\S)")),
)
_MARKS = "#![<|`~"
_MARKUP = re.compile(r"[#*_`\s]{0,20}")
_HASHES = re.compile(r" {0,3}(#{1,6})[ \t]")
_UNDERLINES = {"=": 1, "-": 2, "~": 2}
COUNTING_LEVEL = 6  # "Chapter 1" without marks stands above other headings without marks,
PLAIN_LEVEL = 7  # and these below all that have marks (1 to 6, as in Markdown)


class Line(NamedTuple):
    """A line of a text without its line end."""

    start: int
    end: int
    text: str

    @property
    def length(self) -> int:
        """The length of the line without white space at its end."""
        return len(self.text.rstrip())

    @property
    def indent(self) -> int:
        """How many characters of white space stand before the first word."""
        return len(self.text) - len(self.text.lstrip())


def lines_of(text: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of `text` from `start`."""
    for match in _LINE_END.finditer(text, start):
        yield Line(start, match.start(), text[start : match.start()])
        start = match.end()
    if start < len(text):
        yield Line(start, len(text), text[start:])


def kind_of(text: str) -> str:
    """Name what a line is by its marks alone: blank, rule, heading, caption, row, fence ... or text."""
    packed = text.strip().lstrip("> ")
    if not packed:
        return "blank"
    if packed[0] in "-=*_~#+.·•" and not packed.strip(packed[0] + " \t") and len(packed) > 1:
        return "rule"
    if packed[0] not in _MARKS:
        return "caption" if _CAPTION.match(packed) else "text"
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), "text")


def item_start(text: str) -> int:
    """Give the offset in a line where its list item starts: after a bullet, at a number; -1 if none."""
    indent = len(text) - len(text.lstrip(" \t"))
    match = _ITEM.match(text, indent)
    if match is None:
        return -1
    return match.end() if match.group("bullet") else indent


def item_mark(text: str) -> str:
    """Return the bullet of a line's list item, "1" for a number or a letter, "" if there is no mark."""
    match = _ITEM.match(text, len(text) - len(text.lstrip(" \t")))
    return (match.group("bullet") or NUMBERED) if match else ""


def quoted_start(text: str) -> int:
    """Give the offset of a line's first character after white space and `>` marks."""
    indent = len(text) - len(text.lstrip())
    match = _QUOTE_MARK.match(text, indent)
    return match.end() if match else indent


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip("\"'”’»)]*_").endswith((".", "!", "?", "…", ":"))


def is_fact(text: str) -> bool:
    """Tell whether a line has the form `Founded: 1832`."""
    return bool(_FACT.match(text.lstrip()))


def heads(text: str, lenient: bool = False) -> bool:
    """Tell whether a line alone looks like a heading; `lenient` lets one with a verb pass."""
    plain = text.strip().strip("*_").strip()
    said = plain.strip("\"'“”‘’«»")
    words = plain.split()
    if not plain or len(words) > MOST_HEADING_WORDS or len(plain) > MOST_HEADING_CHARACTERS:
        return False
    if _CHAPTER.match(plain) or _NUMERAL.match(plain) or _shouts(plain):
        return True
    if (
        ends_sentence(plain)
        or not any(map(str.isalnum, said))
        or said[-1] in ",;-–—&/"
        or not (said[0].isupper() or said[0].isdigit() or said[0] == "(")
    ):
        return False
    return lenient or not (is_fact(plain) or _states(plain, words))


def heading_level(text: str, underline: str) -> int:
    """Return the rank of a heading, given its line and the line that follows: 1 is the highest."""
    hashes = _HASHES.match(text)
    if hashes:
        return len(hashes.group(1))
    drawn = underline.strip()
    if len(drawn) > 1 and drawn[0] in _UNDERLINES and not drawn.strip(drawn[0]):
        return _UNDERLINES[drawn[0]]
    return COUNTING_LEVEL if numbers(text) else PLAIN_LEVEL


def plain_heading(text: str) -> str:
    """Return the words of a heading without the marks around them."""
    return _MARKUP.sub("", text, count=1).rstrip("#*_` ")


def numbers(text: str) -> bool:
    """Tell whether a heading only counts: Chapter 1, PART ONE, IV, Prologue."""
    plain = text.strip()
    return bool(_CHAPTER.match(plain) or _NUMERAL.match(plain) or _OPENING.match(plain))


def _shouts(plain: str) -> bool:
    return (
        plain.isupper()
        and plain[0].isalnum()
        and plain[-1] not in "!?:,;-—"
        and sum(map(str.isalpha, plain)) > 3
    )


def _states(plain: str, words: list[str]) -> bool:
    """Tell whether a line says something: it has a verb, is no question, and is not in title case."""
    if len(words) < 4 or words[0].lower() in WH | DO or not _VERB.search(plain):
        return False
    return sum(word[0].isupper() for word in words) < 0.7 * len(words)
