"""Find and open the files of a folder: nothing here hangs, follows a link or goes unnamed."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from qa_bot.documents.formats import format_names, format_of, why_not
from qa_bot.errors import NothingToRead
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import FLAGS, flags, read_handle
from qa_bot.values import Skipped

_MOST_INODE = (1 << 63) - 1  # so that it can be kept with a sign
MAX_FILE_BYTES = 20_000_000  # bytes, about 40 novels: a larger file is an archive or a dump, no article
MOST_BESIDE = 1_000  # names among which one that was meant is looked for
_BACKUP = re.compile(r"~\Z|\.(?:bak|swp|swo|swx|tmp|orig|part)\Z|\A#.*#\Z|\A~\$", re.IGNORECASE | re.DOTALL)
_NOFOLLOW = flags("O_NOFOLLOW")
_FLAGS = FLAGS | _NOFOLLOW
_FOLDER = _FLAGS | flags("O_DIRECTORY")
_REASONS = {
    errno.ELOOP: "a link, not followed",
    errno.ENOTDIR: "its folder was replaced while it was read; ask again",
}


class FileStamp(NamedTuple):
    """A file to read, and what tells whether it has changed; `path` is relative, with slashes."""

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class Listing(NamedTuple):
    """One look at a folder: its readable files, what is left out, and the folders themselves.

    Files and what is left out are in path order; of a folder the stamp has no size.
    """

    files: list[FileStamp]
    left_out: list[Skipped]
    folders: list[FileStamp]


def given_path(path: str | Path) -> Path:
    """Return the path of articles as it was given, `~` put in full; NothingToRead where it names nothing."""
    if not str(path).strip():
        raise NothingToRead("The path of the articles is empty: name a folder or a file.")
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        msg = f"cannot read {str(path)!r}: there is no such user; give a folder or a file"
        raise NothingToRead(msg, str(path)) from error


def anchored(path: Path) -> Path:
    """Return a path that stays the same wherever the program works, also where that folder is removed."""
    return path.resolve() if os.pardir in path.parts else path.absolute()


def list_files(root: Path) -> Listing:
    """List the readable files under `root` (or `root` itself), and name those left out.

    Hidden names and editors' backup files are passed over silently; links are not followed. Raises
    NothingToRead if there is no such file or folder.
    """
    found, skipped, folders = _look(root)
    found.sort(key=lambda stamp: os.fsencode(stamp.path))
    kept, twins = _without_twins(found)
    left_out = sorted([*skipped, *twins], key=lambda skip: os.fsencode(skip.path))
    return Listing(kept, left_out, folders)


def _look(root: Path) -> Listing:
    try:
        status = os.stat(os.path.realpath(root))
    except (OSError, ValueError) as error:
        reason = _why(error) if isinstance(error, OSError) else "not a path"
        msg = f"cannot read {str(root)!r}: {reason}; give a folder or a file{_meant(root)}"
        raise NothingToRead(msg, str(root)) from error
    if stat.S_ISDIR(status.st_mode):
        return _walk(root)
    if not stat.S_ISREG(status.st_mode):
        raise NothingToRead(f"{str(root)!r} is neither a folder nor a file; give one of these", str(root))
    outcome = _stamp(root.name, status)
    return Listing([], [outcome], []) if isinstance(outcome, Skipped) else Listing([outcome], [], [])


def _meant(root: Path) -> str:
    """Return a question after the name beside `root` that it may be a misspelling of, if any."""
    from difflib import get_close_matches

    try:
        with os.scandir(root.parent) as entries:
            names = [entry.name for entry in islice(entries, MOST_BESIDE)]
    except (OSError, ValueError):
        return ""
    near = get_close_matches(root.name, names, n=1, cutoff=0.75)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _walk(root: Path) -> Listing:
    listing = Listing([], [], [])
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        listing.folders.append(stamp_of(root, folder) or FileStamp(folder, 0, 0, 0, 0))
        outcomes = _scan(root, folder)
        listing.files.extend(outcome for outcome in outcomes if isinstance(outcome, FileStamp))
        listing.left_out.extend(outcome for outcome in outcomes if isinstance(outcome, Skipped))
        waiting += [outcome for outcome in outcomes if isinstance(outcome, str)]
    return listing


def stamp_of(root: Path, path: str) -> FileStamp | None:
    """Return the stamp of what stands at a path under `root`, be it a folder; None where nothing does."""
    try:
        status = os.lstat(os.path.join(root, path))
    except (OSError, ValueError):
        return None
    return FileStamp(path, *numbers(status))


def numbers(status: os.stat_result) -> tuple[int, int, int, int]:
    """Return what tells of a change: size, times of change of content and of status, and inode."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _MOST_INODE


def _scan(root: Path, folder: str) -> list[FileStamp | Skipped | str]:
    """Return a stamp, a skip, or the path of a folder inside, for each entry of one folder."""
    try:
        with os.scandir(root / folder) as entries:
            return [_entry(entry, folder) for entry in entries if not _silent(entry.name)]
    except OSError as error:
        return [Skipped(folder or ".", _why(error))]


def _silent(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__" or bool(_BACKUP.search(name))


def _entry(entry: os.DirEntry[str], folder: str) -> FileStamp | Skipped | str:
    path = f"{folder}/{entry.name}" if folder else entry.name
    try:
        if entry.is_symlink():
            leads = os.path.exists(entry.path)
            return Skipped(path, "a link, not followed" if leads else "a link that leads nowhere")
        if entry.is_dir(follow_symlinks=False):
            return path
        if reason := why_not(entry.name):
            return Skipped(path, reason)
        return _stamp(path, entry.stat(follow_symlinks=False))
    except OSError as error:
        return Skipped(path, _why(error))


def _stamp(path: str, status: os.stat_result) -> FileStamp | Skipped:
    if not stat.S_ISREG(status.st_mode):
        return Skipped(path, "not a regular file")
    if status.st_size > MAX_FILE_BYTES:
        return Skipped(path, f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return FileStamp(path, *numbers(status))


def is_as_it_was(root: Path, stamp: FileStamp) -> bool:
    """Whether a file under `root` (or `root` itself) has the size and time that it was listed with."""
    try:
        now = os.stat(root / stamp.path if root.is_dir() else root)
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (stamp.size, stamp.mtime_ns)


def _without_twins(found: Sequence[FileStamp]) -> tuple[list[FileStamp], list[Skipped]]:
    """Keep one file of a name, plain text before others: `a.md` and `a.txt` would be one source."""
    names = {os.path.splitext(stamp.path)[0] for stamp in found}
    if len(names) == len(found) and not any(stamp.path in names for stamp in found):
        return list(found), []
    first: dict[str, FileStamp] = {}
    for stamp in sorted(found, key=lambda one: _is_apart(one.path)):
        first.setdefault(stem_of(stamp.path), stamp)
    kept = {*first.values()}
    twins = [(stamp.path, first[stem_of(stamp.path)].path) for stamp in found if stamp not in kept]
    skipped = [Skipped(path, f"{other} has the same name; rename one of them") for path, other in twins]
    return [stamp for stamp in found if stamp in kept], skipped


def _is_apart(path: str) -> bool:
    row = format_of(path)
    return bool(row and row.is_apart)


def stem_of(path: str) -> str:
    """Return the path without its suffix if that is one we read, and its files hold one article each."""
    row = format_of(path)
    return os.path.splitext(path)[0] if row and not row.has_several else path


def nothing_in(root: Path, left_out: Sequence[Skipped]) -> NothingToRead:
    """Return the error that says that no file under `root` holds readable text, and which were left out."""
    message = f"no readable text in {str(root)!r}: give a folder with {format_names()} files"
    return NothingToRead(message, str(root), left_out)


def read_bytes(root: Path, path: str) -> bytes | str:
    """Read the file at `path` under `root` (or `root` itself), or say why not; no link below is followed."""
    try:
        handle = _open_below(root, path) if root.is_dir() else os.open(root.resolve(), _FLAGS)
        try:
            return read_handle(handle, MAX_FILE_BYTES)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        return _why(error)


def _open_below(root: Path, path: str) -> int:
    """Open a file by way of its folders, one by one: none may have become a link since it was listed."""
    *folders, name = path.split("/")
    if os.open not in os.supports_dir_fd:
        return os.open(root / path, _FLAGS)
    above = os.open(root, _FOLDER & ~_NOFOLLOW)
    try:
        for folder in folders:
            inside = os.open(folder, _FOLDER, dir_fd=above)
            os.close(above)
            above = inside
        return os.open(name, _FLAGS, dir_fd=above)
    finally:
        os.close(above)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return _REASONS.get(error.errno or 0, error.strerror[:1].lower() + error.strerror[1:])
    return str(error).lower()
