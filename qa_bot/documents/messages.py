"""Child processes of this program, and the messages between them: bytes, each with its length before it."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO

_LENGTH = struct.Struct(">Q")
_START = """
import os
import sys
from importlib import import_module
given = 3 + int(sys.argv[2])
sys.path[:] = sys.argv[given:]
try:
    import_module(sys.argv[1]).serve(*sys.argv[3:given])
finally:
    os._exit(1)  # at once: another thread may wait for what it is to do
"""


def started(module: str, *given: str) -> subprocess.Popen[bytes]:
    """Start a child that runs `serve(*given)` of a module; it is asked, and answers, through pipes."""
    return subprocess.Popen(
        [sys.executable or "python3", "-c", _START, module, str(len(given)), *given, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def ended(child: subprocess.Popen[bytes]) -> None:
    """End a child, and take note that it has ended."""
    child.kill()
    with suppress(OSError), child:
        pass


def send(pipe: IO[bytes], data: bytes) -> None:
    """Send a message."""
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def heard(pipe: IO[bytes], most: int = sys.maxsize) -> bytes | None:
    """Return the next message, None at the end or where it is longer than `most`."""
    size = pipe.read(_LENGTH.size)
    length = _LENGTH.unpack(size)[0] if len(size) == _LENGTH.size else most + 1
    data = pipe.read(length) if length <= most else b""
    return data if len(data) == length else None


def all_heard(pipe: IO[bytes], most: int = sys.maxsize) -> Iterator[bytes]:
    """Yield the messages to a child, which ends at once, whatever it does, where who started it has ended."""
    waiting = SimpleQueue[bytes]()
    Thread(target=_listen, args=(pipe, most, waiting), daemon=True).start()
    while True:
        yield waiting.get()


def _listen(pipe: IO[bytes], most: int, waiting: SimpleQueue[bytes]) -> None:
    try:
        while (data := heard(pipe, most)) is not None:
            waiting.put(data)
    finally:
        os._exit(0)
