"""Read mails: one (.eml), or as many as a mailbox (.mbox) holds; what they quote is not read again."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import parseaddr

from qa_bot.documents.blocks import read_blocks
from qa_bot.documents.document import Document, Unreadable
from qa_bot.documents.formats import READERS, lacking
from qa_bot.documents.lines import lines_of
from qa_bot.documents.marks import marks_of
from qa_bot.documents.readers.pieces import face
from qa_bot.values import Block

_SEPARATOR = re.compile(rb"(?:\A|\n\r?\n)From [^\n]{1,400}\n")
_QUOTED_FROM = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_WROTE = re.compile(r"\s{0,8}(?:On|At)\s.{8,200}\swrote:\s{0,8}\Z")
_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # raised by email itself


def read(data: bytes) -> Document:
    """Read one mail. Raises Unreadable where there is no text in it."""
    mail = message_from_bytes(data, policy=email.policy.default)
    part = mail.get_body(preferencelist=("plain", "html"))
    if not isinstance(part, EmailMessage):
        raise Unreadable("no text in it")
    sender, _ = parseaddr(_header(mail, "from"))
    header = face(_header(mail, "subject"), _header(mail, "date"), sender)
    text = _content(part)
    if part.get_content_subtype() == "html":
        if reason := lacking(READERS[".html"]):
            raise Unreadable(f"a mail in HTML {reason}")
        from qa_bot.documents.readers import web

        return web.read_page(text, header)
    blocks = tuple(_blocks(text))
    return Document(text, header, blocks, edits=tuple(marks_of(text, blocks)))


def read_box(data: bytes) -> list[Document]:
    """Read the mails of a mailbox, named by their numbers; those without text are counted."""
    starts = [*_SEPARATOR.finditer(data)]
    if not starts:
        raise Unreadable("no mailbox: no line in it begins a mail")
    ends = [*(match.start() for match in starts[1:]), len(data)]
    mails = [data[match.end() : end] for match, end in zip(starts, ends, strict=True)]
    found = list(_readable(mails))
    if not found:
        raise Unreadable("no mail with text in it")
    without = len(mails) - len(found)
    trouble = f"{without} of {len(mails)} mails have no text" if without else ""
    return [found[0]._replace(trouble=trouble), *found[1:]]


def _readable(mails: Iterable[bytes]) -> Iterator[Document]:
    for number, mail in enumerate(mails, 1):
        with suppress(Unreadable):
            yield read(_QUOTED_FROM.sub(rb"\1", mail))._replace(name=str(number))


def _header(mail: EmailMessage, name: str) -> str:
    """Return a header, "" where it is missing or malformed beyond reading."""
    try:
        return str(mail.get(name, ""))
    except _MALFORMED:
        return ""


def _content(part: EmailMessage) -> str:
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except _MALFORMED:
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a mail's text: the signature and what is quoted are matter."""
    signature = [match.start() for match in _SIGNATURE.finditer(text)][-1:]
    end = signature[0] if signature else len(text)
    quoted = [line for line in lines_of(text[:end]) if line.text.startswith(">") or _WROTE.match(line.text)]
    at = 0
    for line in (*quoted, None):
        stop = line.start if line else end
        yield from read_blocks(text, at, stop)
        if line:
            yield Block(line.start, line.end, "matter")
            at = line.end
    if text[end:].strip():
        yield Block(end, len(text.rstrip()), "matter")
