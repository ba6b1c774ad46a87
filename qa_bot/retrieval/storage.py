"""The one place that touches files: links are not followed, nothing but regular files is read."""

from __future__ import annotations

import errno
import mmap
import os
import stat
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from qa_bot.opening import FLAGS, flags, require_ours

if sys.platform != "win32":
    import fcntl
SMALL = 1 << 20  # bytes: of a larger file only what a question needs is read, by mapping it
LOCK_SECONDS = 60.0  # a large folder takes about as long to index
LOCK_PAUSE = 0.02  # seconds between two looks at the lock
PATIENCE = 1.0  # seconds of waiting for a lock before it is said whom for
_READ = FLAGS | flags("O_NOFOLLOW")
_NEW = flags("O_WRONLY", "O_CREAT", "O_EXCL", "O_CLOEXEC", "O_BINARY")
_LOCK = flags("O_RDWR", "O_CREAT", "O_NOFOLLOW", "O_CLOEXEC")
Waiting = Callable[[str], None]


class NotAFile(OSError):
    """Something that is not a regular file stands where a file should be."""


def read(path: Path, most: int = sys.maxsize) -> bytes | mmap.mmap:
    """Read a regular file of ours, of at most `most` bytes; a large one is mapped, not read."""
    handle = os.open(path, _READ)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            raise NotAFile(errno.EINVAL, "not a file of ours", str(path))
        require_ours(status, path)
        return _bytes(handle, status.st_size)
    finally:
        os.close(handle)


def _bytes(handle: int, size: int) -> bytes | mmap.mmap:
    if size > SMALL:
        return mmap.mmap(handle, size, access=mmap.ACCESS_READ)
    pieces = []
    while piece := os.read(handle, SMALL):
        pieces.append(piece)
    return b"".join(pieces)


def write(path: Path, pieces: Sequence[bytes | memoryview]) -> None:
    """Write a new file that only its owner can read, down to the disk."""
    handle = os.open(path, _NEW, 0o600)
    try:
        for piece in pieces:
            _write_all(handle, memoryview(piece))
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: memoryview) -> None:
    while data:
        data = data[os.write(handle, data) :]


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file, all or nothing, even when the power fails."""
    draft = path.with_name(f"{path.name}.{unique()}.new")
    try:
        write(draft, [data])
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and those above it, where they are missing."""
    if not path.parent.exists():
        make_folder(path.parent)
    with suppress(FileExistsError):
        os.mkdir(path, 0o700)


def sync_folder(path: Path) -> None:
    """Bring a folder's names down to the disk."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def names(path: Path) -> list[str]:
    """Return the names in a folder, sorted."""
    return sorted(os.listdir(path))


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; links are removed, not followed."""
    if stat.S_ISDIR(os.lstat(path).st_mode):
        for name in names(path):
            remove(path / name)
        os.rmdir(path)
    else:
        os.unlink(path)


def unique() -> str:
    """Return a name part that no other process uses."""
    return f"{os.getpid():x}-{os.urandom(6).hex()}"


def lock(path: Path, seconds: float = LOCK_SECONDS, waiting: Waiting | None = None) -> int:
    """Take a lock file, which a dead process frees; BlockingIOError when another holds it for `seconds`.

    After a second of waiting, `waiting` is told the number of the process that holds it, as far as known.
    """
    handle = os.open(path, _LOCK, 0o600)
    try:
        _wait_for(handle, seconds, waiting or (lambda _: None))
        _sign(handle)
    except BaseException:
        os.close(handle)
        raise
    return handle


def unlock(handle: int) -> None:
    """Let a lock go."""
    with suppress(OSError):
        os.close(handle)


def _wait_for(handle: int, seconds: float, waiting: Waiting) -> None:
    began, told = time.monotonic(), False
    while sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > began + seconds:
                raise
        if not told and time.monotonic() > began + PATIENCE:
            waiting(_signature(handle))
            told = True
        time.sleep(LOCK_PAUSE)


def _sign(handle: int) -> None:
    """Say in a lock file whose it is, for those who wait; nothing depends on it."""
    with suppress(OSError):
        os.truncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())


def _signature(handle: int) -> str:
    signed = os.pread(handle, 20, 0).strip()
    return signed.decode() if signed.isdigit() else ""
