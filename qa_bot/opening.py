"""Read regular files only: a pipe or a device is never waited for, and nothing without an end is read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20  # bytes read at once
FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


def read_regular(path: str | Path, most: int) -> bytes:
    """Return the bytes of a regular file of at most `most`; an OSError says why there are none."""
    try:
        handle = os.open(path, FLAGS)
    except ValueError as error:
        raise OSError(errno.EINVAL, "not a path", str(path)) from error
    try:
        return read_handle(handle, most)
    finally:
        os.close(handle)


def read_handle(handle: int, most: int) -> bytes:
    """Return the bytes of an open file, as `read_regular` does."""
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    data = b"".join(_chunks(handle, most + 1))
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most // 1_000_000} MB")
    after = os.fstat(handle)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise OSError(errno.EAGAIN, "changed while it was read; ask again")
    return data


def _chunks(handle: int, left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := os.read(handle, min(left, _CHUNK))):
        left -= len(chunk)
        yield chunk
