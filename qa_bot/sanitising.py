"""Make text safe to show: what a terminal would obey is spelt out, what hides is taken away.

The text of an article, a file name or a question is never trusted: it may hold escape codes that
move the cursor, retitle the window or write to the clipboard (CWE-150), or marks that reorder what
is read (CVE-2021-42574). The JSON form keeps the true characters instead.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

MARKS_A_BASE = 8  # combining marks on one character: no script needs more, and towers of them hide lines
_SPELT = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\U000e0001]"
_HIDDEN = (
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U00013430-\U0001343f\U000e0000-\U000e0fff]"
)
_SELECTOR = "(?<![#*0-9\u00a9\u00ae\u2000-\u3300\U0001f000-\U0001faff])[\ufe00-\ufe0f]"
_JOINED = "\u0600-\u109f\u1780-\u18af\u2190-\u2bff\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_JOINER = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
_SPACE = r"\s+"
_UNSEEN = rf"{_HIDDEN}|{_SELECTOR}|{_JOINER}|[^\S ]"

_compiled = cache(re.compile)  # when first used: importing this costs nothing


def neutralise(text: str) -> str:
    """Return `text` with nothing in it that a terminal would obey, line ends aside."""
    if text.isascii() and text.isprintable():
        return text
    visible = _compiled(_HIDDEN).sub("", _compiled(_SPELT).sub(_spell, text))
    return _cap_marks(_compiled(_JOINER).sub("", _compiled(_SELECTOR).sub("", visible)))


def one_line(text: str) -> str:
    """Return `text` neutralised, with each stretch of white space as one space."""
    return neutralise(_compiled(_SPACE).sub(" ", text))


def shown_path(path: str) -> str:
    """Return a path with all but plain spaces spelt out, so that no two names look the same."""
    return neutralise(_compiled(_UNSEEN).sub(lambda match: f"<U+{ord(match.group()):04X}>", path))


def json_line(value: Any) -> str:  # noqa: ANN401
    """Return a value as a line of JSON that any file can hold, and that is one line to every reader.

    What a terminal would obey, what ends a line elsewhere, and half a character are written as their codes.
    """
    import json

    written = json.dumps(value, ensure_ascii=False)
    return str(_compiled(_SPELT).sub(lambda one: json.dumps(one[0])[1:-1], written))


def excerpt(text: str, length: int = 80) -> str:
    """Return the beginning of `text` as one safe line, for a message."""
    return one_line(text) if len(text) <= length else one_line(text[:length]) + "..."


def _spell(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if char == "\t":
        return " "
    if code < 0x20 or code == 0x7F:
        return "^" + chr(code ^ 0x40)
    if code < 0xA0:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if 0xD800 <= code <= 0xDFFF else f"<U+{code:04X}>"


def _cap_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if marks <= MARKS_A_BASE:
            kept.append(char)
    return "".join(kept)
