"""Bytes -> text: by byte-order mark, else UTF-8, with stray bytes as Windows-1252."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from qa_bot.documents.document import Unreadable, joined
from qa_bot.named_tuples import NamedTuple

CONTROL_SHARE = 0.02  # of all bytes: with more control characters than this, and than one, a file is no text
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SHORTEST_WIDE = 4  # bytes: two letters
WIDE_HEAD = 1 << 16  # bytes looked at for UTF-16 without a mark
_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\v\f\r\x1b")))
_BAD = re.compile("[\udc80-\udcff]+")
_REPAIR = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


class Decoded(NamedTuple):
    """A file's text, and what was wrong with its bytes ("" if nothing)."""

    text: str
    trouble: str = ""


def decode(data: bytes) -> Decoded:
    """Decode a file's bytes. Raises Unreadable where they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, encoding)
    if wide := _unmarked(data):
        text, trouble = _decode_marked(data, b"", wide)
        return Decoded(text, joined(f"{wide.upper()} without a byte-order mark", trouble))
    if _controls(data) > max(min(1, len(data) - 1), CONTROL_SHARE * len(data)):
        raise Unreadable("binary")
    text, bad = _decode_utf8(data)
    return Decoded(text, _trouble(bad, data.find(b"\0")))


def _decode_marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    body = data[len(mark) :]
    if encoding == "utf-8":
        text, bad = _decode_utf8(body)
        return Decoded(text, _trouble(bad + len(mark) if bad >= 0 else -1, -1))
    try:
        return Decoded(body.decode(encoding))
    except UnicodeDecodeError as error:
        where = f"not {encoding.upper()} at byte {error.start + len(mark)}, replaced there"
        return Decoded(body.decode(encoding, "replace"), where)


def _unmarked(data: bytes) -> str | None:
    """Return the encoding of English text in UTF-16 that does not say so: most of every second byte is 0."""
    head = data[:WIDE_HEAD]
    first, second = head[::2].count(0), head[1::2].count(0)
    if len(head) < SHORTEST_WIDE:
        return None
    if not first and second * 4 > len(head):
        return "utf-16-le"
    return "utf-16-be" if not second and first * 4 > len(head) else None


def _decode_utf8(data: bytes) -> tuple[str, int]:
    """Return the text, and the offset of the first byte that is not UTF-8 (-1 if none)."""
    with suppress(UnicodeDecodeError):
        return data.decode(), -1
    text = data.decode("utf-8", "surrogateescape")
    bad = _BAD.search(text)
    if bad is None:
        return text, -1
    return text.translate(_REPAIR), len(text[: bad.start()].encode())


def _trouble(bad: int, null: int) -> str:
    stray = f"not UTF-8 at byte {bad}, read as Windows-1252 there" if bad >= 0 else ""
    return joined(stray, f"a NUL at byte {null}, kept" if null >= 0 else "")


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))
