"""One node of an engine, asked by HTTP: it answers in time and within bounds, or it has failed."""

from __future__ import annotations

import io
import os
import re
import socket
from base64 import b64encode
from collections import deque
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, RemoteDisconnected
from time import monotonic
from typing import Any
from urllib.parse import quote
from weakref import finalize

from qa_bot.environment import ENGINE_PASSWORD, ENGINE_USER
from qa_bot.errors import QABotError
from qa_bot.retrieval.engine.addresses import Address

SECONDS_TO_CONNECT = 2.0
SECONDS = 10.0  # for a whole reply, however slowly it comes
SECONDS_IDLE = 2.0  # a connection is used again: the server closes it after three
LONG = 200_000  # bytes of a query: the server reads 262,144 unless it is told otherwise
MOST_COMPLAINT = 4096  # bytes of an error's text that are looked at
UNKNOWN = frozenset({"60", "81"})  # the server's numbers for: no such table, no such database
LATE = "it did not answer in time"
_CODE = re.compile(rb"Code: (\d{1,5})[.,]")


class NodeFailed(Exception):
    """A node gave no reply, or one that is none; its text says why."""


class Unknown(NodeFailed):
    """A node has no such table: it never had, or the generation was dropped."""


class TooLate(NodeFailed):
    """A node gave no whole reply in the time it had."""


class Node:
    """A node of an engine. Safe from several threads."""

    def __init__(self, address: Address) -> None:
        """Stand before a node; nothing is sent yet."""
        self.address = address
        self._idle: deque[tuple[float, HTTPConnection]] = deque()
        finalize(self, _close_all, self._idle)
        self._headers = {"Content-Type": "application/octet-stream"} | _login(address)

    def __repr__(self) -> str:
        """Return where it is."""
        return f"<Node {self.address.place}>"

    def read(self, query: str, most: int, seconds: float | None = None) -> bytes:
        """Return what a query gives, at most so many bytes; raises NodeFailed."""
        until = monotonic() + (seconds or SECONDS)
        said = query.encode("ascii")
        allowed = f"&max_query_size={2 * len(said)}" if len(said) > LONG else ""
        reused = self._reusable()
        if reused is not None:
            try:
                return self._exchanged(reused, allowed, said, most, until)
            except TimeoutError as error:
                raise TooLate(LATE) from error
            except (OSError, HTTPException):
                pass  # the server let it go meanwhile, or fails again at once
        return self._fresh(allowed, said, most, until)

    def write(self, statement: str, data: bytes | memoryview = b"", seconds: float | None = None) -> None:
        """Run a statement that gives nothing, with the rows it takes; never sent twice."""
        until = monotonic() + (seconds or SECONDS)
        asked = "&wait_end_of_query=1" + (f"&query={quote(statement)}" if data else "")
        self._fresh(asked, data or statement.encode("ascii"), 0, until)

    def _reusable(self) -> HTTPConnection | None:
        while self._idle:
            try:
                since, connection = self._idle.pop()
            except IndexError:  # another thread took it
                return None
            if monotonic() - since < SECONDS_IDLE:
                return connection
            connection.close()
        return None

    def _fresh(self, asked: str, data: bytes | memoryview, most: int, until: float) -> bytes:
        connection = _connection(self.address)
        try:
            return self._exchanged(connection, asked, data, most, until)
        except TimeoutError as error:
            connection.close()
            raise TooLate(LATE) from error
        except (OSError, HTTPException, ValueError) as error:
            connection.close()
            raise NodeFailed(_why(error)) from error

    def _exchanged(
        self, connection: HTTPConnection, asked: str, data: bytes | memoryview, most: int, until: float
    ) -> bytes:
        path = f"/?database={self.address.database}{asked}"
        if connection.sock is None:
            connection.connect()
        connection.sock.settimeout(max(0.001, until - monotonic()))
        connection.response_class = _response_until(until)
        try:
            connection.request("POST", path, data, self._headers)
            with connection.getresponse() as answer:
                said = _read(answer, most)
        except BaseException:
            connection.close()
            raise
        if answer.will_close:
            connection.close()
        else:
            self._idle.append((monotonic(), connection))
        return said


def _close_all(idle: deque[tuple[float, HTTPConnection]]) -> None:
    """Close the connections of a node that nobody asks any more."""
    for _, connection in idle:
        connection.close()


def _login(address: Address) -> dict[str, str]:
    user, password = ENGINE_USER.of(os.environ), ENGINE_PASSWORD.of(os.environ)
    if not (user or password):
        return {}
    if address.scheme == "http" and not address.is_here:
        raise QABotError(f"A password would go to {address.place} in the open: give https://, or unset it.")
    both = f"{user or 'default'}:{password}".encode()
    return {"Authorization": f"Basic {b64encode(both).decode()}"}


def _connection(address: Address) -> HTTPConnection:
    host = address.host.strip("[]")
    if address.scheme == "http":
        return HTTPConnection(host, address.port, timeout=SECONDS_TO_CONNECT)
    from ssl import create_default_context

    context = create_default_context()
    return HTTPSConnection(host, address.port, timeout=SECONDS_TO_CONNECT, context=context)


def _read(answer: HTTPResponse, most: int) -> bytes:
    """Return the body of a reply; NodeFailed where it is an error, too long or cut short."""
    if answer.status != 200:
        raise _complaint(answer.status, answer.read(MOST_COMPLAINT))
    if (answer.length or 0) > most:
        raise NodeFailed(f"its reply is longer than the {most:,} bytes it can have")
    said = answer.read(most + 1)
    if len(said) > most:
        raise NodeFailed(f"its reply is longer than the {most:,} bytes it can have")
    if answer.length:
        raise NodeFailed("its reply was cut short")
    answer.read()
    return said


def _complaint(status: int, said: bytes) -> NodeFailed:
    found = _CODE.match(said)
    number = found[1].decode() if found else ""
    if number in UNKNOWN:
        return Unknown("it does not have this index")
    return NodeFailed(f"it reports error {number}" if number else f"it replies with HTTP status {status}")


def _why(error: Exception) -> str:
    if isinstance(error, RemoteDisconnected):
        return "it closed the connection"
    if isinstance(error, OSError):
        return (error.strerror or type(error).__name__).lower()
    return f"its reply is no HTTP ({type(error).__name__})"


class _Until(io.RawIOBase):
    """What a socket gives until a moment: not a moment for each piece, which may come one byte at a time."""

    def __init__(self, source: socket.socket, until: float) -> None:
        self._source, self._until = source, until
        self._raw = source.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("too late")
        self._source.settimeout(left)
        return self._raw.readinto(buffer) or 0

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Timed:
    """A socket, as far as a reply needs one."""

    def __init__(self, source: socket.socket, until: float) -> None:
        self._source, self._until = source, until

    def makefile(self, _: str) -> io.BufferedReader:
        return io.BufferedReader(_Until(self._source, self._until))


def _response_until(until: float) -> Any:  # noqa: ANN401 - what http.client calls
    def response(source: socket.socket, **given: Any) -> HTTPResponse:  # noqa: ANN401
        return HTTPResponse(_Timed(source, until), **given)  # type: ignore[arg-type]

    return response
