"""Open the zip archives that documents are kept in: what unpacks to too much is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from qa_bot.documents.document import Unreadable

MOST_UNPACKED = 100_000_000  # bytes of all members that are read: a page of text with its marks takes 50,000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0"


class Archive:
    """An archive's members by name."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open an archive that should be `what`, as messages name it. Raises Unreadable."""
        if data.startswith(_OLE):
            raise Unreadable(f"no {what}: needs a password, or was made by an older program")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise Unreadable(f"not a sound {what}") from error
        self._left = MOST_UNPACKED
        self._what = what

    def read(self, name: str) -> bytes | None:
        """Return a member's bytes, None if there is none. Raises Unreadable."""
        try:
            with self._zip.open(name) as member:
                data = member.read(self._left + 1)
        except KeyError:
            return None
        except _DAMAGED as error:
            raise Unreadable(f"not a sound {self._what}: {name} is damaged") from error
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
        return data

    def tree(self, name: str) -> ElementTree.Element | None:
        """Return the root of a member that is XML, None if there is none. Raises Unreadable."""
        data = self.read(name)
        if data is None:
            return None
        try:
            return ElementTree.fromstring(data)
        except ElementTree.ParseError as error:
            raise Unreadable(f"not a sound {self._what}: {name} is no XML ({error})") from error


def properties(root: ElementTree.Element | None) -> dict[str, str]:
    """Return the words of the elements right below a root by their names, without the namespace."""
    return {one.tag.rpartition("}")[2]: one.text or "" for one in (root if root is not None else ())}
