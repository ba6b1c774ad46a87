"""A server that speaks HTTP as badly as a server can, one way each."""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

OK = b"HTTP/1.1 200 OK\r\n"
Behaviour = Callable[[socket.socket], None]


def hang(peer: socket.socket) -> None:
    time.sleep(30)


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def close(peer: socket.socket) -> None:
    """Say nothing at all."""


def say(*pieces: bytes) -> Behaviour:
    return lambda peer: peer.sendall(b"".join(pieces))


def said(body: bytes) -> Behaviour:
    return say(OK, f"Content-Length: {len(body)}\r\n\r\n".encode(), body)


def truncated(peer: socket.socket) -> None:
    peer.sendall(OK + b"Content-Length: 48\r\n\r\n" + bytes(24))


def truncated_chunks(peer: socket.socket) -> None:
    peer.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n18\r\n" + bytes(24) + b"\r\n30\r\n" + bytes(12))


def huge(peer: socket.socket) -> None:
    peer.sendall(OK + b"Content-Length: 10000000000\r\n\r\n")
    endlessly(peer, bytes(1 << 16))


def endless(peer: socket.socket) -> None:
    peer.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    endlessly(peer, b"10000\r\n" + bytes(1 << 16) + b"\r\n")


def endless_head(peer: socket.socket) -> None:
    peer.sendall(OK)
    endlessly(peer, b"X-More: " + b"a" * 1000 + b"\r\n")


def endlessly(peer: socket.socket, piece: bytes) -> None:
    while True:
        peer.sendall(piece)


def drip(peer: socket.socket) -> None:
    """Say one byte at a time, each in time."""
    peer.sendall(OK + b"Content-Length: 24\r\n\r\n")
    for _ in range(24):
        peer.sendall(b"\0")
        time.sleep(0.2)


def drip_head(peer: socket.socket) -> None:
    for byte in OK * 9:
        peer.sendall(bytes([byte]))
        time.sleep(0.1)


def read_request(peer: socket.socket) -> None:
    came = b""
    while not (found := re.search(rb"Content-Length: (\d+)(?s:.*?)\r\n\r\n", came)):
        came += received(peer)
    while len(came) < found.end() + int(found[1]):
        came += received(peer)


def received(peer: socket.socket) -> bytes:
    if not (piece := peer.recv(1 << 16)):
        raise ConnectionResetError
    return piece


@contextmanager
def hostile(behaviour: Behaviour) -> Iterator[str]:
    """Serve so, and yield the address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                peer, _ = listener.accept()
                threading.Thread(target=answer, args=(peer,), daemon=True).start()

    def answer(peer: socket.socket) -> None:
        with peer, suppress(OSError):
            read_request(peer)
            behaviour(peer)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
