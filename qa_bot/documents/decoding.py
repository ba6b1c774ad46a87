"""Bytes -> text: by byte-order mark, else UTF-8, with stray bytes as Windows-1252."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

BINARY_HEAD = 8_192  # bytes in which a NUL makes a file binary; one that comes later is kept and named
CONTROL_SHARE = 0.02  # of all bytes: with more control characters than this a file is no text
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted({*range(32), 127} - set(b"\t\n\v\f\r\x1b")))
_BAD = re.compile("[\udc80-\udcff]+")
_REPAIR = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


class Decoded(NamedTuple):
    """A file's text, and what was wrong with its bytes ("" if nothing)."""

    text: str
    trouble: str = ""


def decode(data: bytes) -> Decoded | str:
    """Decode a file's bytes, or return the reason why they are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, encoding)
    if b"\0" in data[:BINARY_HEAD] or _controls(data) > CONTROL_SHARE * len(data):
        return "binary"
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


def _decode_utf8(data: bytes) -> tuple[str, int]:
    """Return the text, and the offset of the first byte that is not UTF-8 (-1 if none)."""
    text = data.decode("utf-8", "surrogateescape")
    bad = _BAD.search(text)
    if bad is None:
        return text, -1
    return text.translate(_REPAIR), len(text[: bad.start()].encode())


def _trouble(bad: int, null: int) -> str:
    notes = [f"not UTF-8 at byte {bad}, read as Windows-1252 there"] if bad >= 0 else []
    notes += [f"a NUL at byte {null}, kept"] if null >= 0 else []
    return "; ".join(notes)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))
