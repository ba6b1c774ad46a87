"""Read regular files only, never what waits or has no end; write them all or nothing."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20  # bytes read at once
MOST_BYTES = 500_000_000  # of a question set or of results: ten times the largest public ones


def flags(*names: str) -> int:
    """Return flags for opening a file; those that the system does not have are nothing."""
    return sum(getattr(os, name, 0) for name in names)


FLAGS = flags("O_RDONLY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")


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


def require_own(path: Path) -> None:
    """Raise an OSError where a folder, or the one it is in, is another user's, or is itself a link."""
    with suppress(FileNotFoundError):
        require_ours(os.stat(path.parent), path.parent)
        status = os.lstat(path)
        if not stat.S_ISDIR(status.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        require_ours(status, path)


def require_ours(status: os.stat_result, path: Path) -> None:
    """Raise PermissionError for what another user owns: who may write an index decides what is answered."""
    if sys.platform != "win32" and status.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "it belongs to another user", str(path))


def require_writable(path: Path) -> None:
    """Raise OSError where a file to be written stands already, and is no regular one or is protected."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "it is write-protected", str(path))


def is_inside(path: Path, folder: Path | None) -> bool:
    """Whether a path is that of a folder, or of something in it, however it is written."""
    return folder is not None and path.resolve().is_relative_to(folder.resolve())


def write_whole(path: Path, data: str | bytes) -> None:
    """Write a text, or bytes, into a file, all or nothing: whatever fails, what stood there stays."""
    target = Path(os.path.realpath(path))
    require_writable(target)
    draft = target.with_name(f".qa-bot-{os.urandom(8).hex()}.new")
    try:
        with open(draft, "xb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        with suppress(FileNotFoundError):
            os.chmod(draft, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(draft, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(draft)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(target), None  # not the draft, which nobody named
        raise
