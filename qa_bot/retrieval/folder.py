"""A folder of articles -> its index: kept in a cache, refreshed when files change, rebuilt if it must be."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa_bot.documents.files import FileStamp, anchored, is_as_it_was, list_files
from qa_bot.errors import IndexDamaged, IndexOutdated
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import require_own
from qa_bot.retrieval import generation, storage
from qa_bot.retrieval.generation import CURRENT, LOCK, Layer, Saved
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.stamps import NOTHING, Memory, Noted, Remembered, noted, recall, remember
from qa_bot.retrieval.survey import Survey, Surveyed
from qa_bot.values import FilesRead, Skipped

if TYPE_CHECKING:
    from qa_bot.encoding.encoder import Encoding
    from qa_bot.encoding.named import AddingEncoder
    from qa_bot.retrieval.looking_over import CopyFound, Face
    from qa_bot.retrieval.meanings import Meanings
    from qa_bot.retrieval.tables import I8

Progress = Callable[[FilesRead], None]
Tell = Callable[[str], None]
StampOf = Callable[[str], FileStamp | None]
Listed = Callable[[], Sequence[FileStamp]]
REBUILT: dict[type, str] = {
    IndexDamaged: "The saved index was damaged; it was rebuilt from the articles.",
    IndexOutdated: "The saved index was made by another version; it was rebuilt from the articles.",
}


class Changes(NamedTuple):
    """The files that are new, differ or are gone since the index was made."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return any(map(len, self))


def _not_known_to_have(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that can be asked, what its making left out, and what a person should know.

    `kept` says whether it is saved for the next time, `changed` whether an article's file has changed since,
    `changes` which files of the folder have; `corpus` is a hash of all that the articles say. `layers` are
    its saved segments; `meanings` are there where a sentence encoder was given. `encoded` has the vectors of
    the sentences that were made while the articles were read, by the article's id.
    """

    index: Index
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[str, ...] = ()
    kept: bool = False
    changed: Callable[[str], bool] = _not_known_to_have
    changes: Callable[[], Changes] = Changes
    corpus: str = ""
    layers: Sequence[Layer] = ()
    meanings: Meanings | None = None
    encoded: Mapping[str, I8] = field(default_factory=dict)


class FolderCheck(NamedTuple):
    """What a folder holds, and whether its saved index is sound; `trouble` says why not, else "".

    `skipped` were not read, `repaired` were, but not as their bytes stand; `dated` counts the articles by
    where their date was found ("" for none). `faulty`: an index is there that cannot be used.
    """

    articles: int
    passages: int
    sentences: int
    skipped: tuple[Skipped, ...]
    place: str
    sound: bool
    trouble: str
    faulty: bool
    dated: tuple[tuple[str, int], ...]
    repaired: tuple[Skipped, ...]
    changes: Changes
    undated: tuple[str, ...]
    faces: tuple[Face, ...]
    copies: tuple[CopyFound, ...]
    foreign: tuple[str, ...]


class _Found(NamedTuple):
    """A saved index or none, what was remembered of its folder, and why it cannot be used."""

    saved: Saved | None
    remembered: Remembered | None = None
    fault: IndexDamaged | IndexOutdated | OSError | None = None


def open_folder(
    root: Path,
    *,
    cache: Path | None,
    progress: Progress | None = None,
    waiting: Tell | None = None,
    verify: bool = False,
    compact: bool = False,
    encoding: Encoding | None = None,
) -> Opened:
    """Open the index of a folder (or of one file), making or refreshing it as needed.

    What cannot be kept in `cache` stays in memory, with a notice. `progress` is told how far the files
    are read; `waiting` is told whom another qa-bot makes wait. `verify` checks all of a
    large saved index before it is used, not each part when it is; `compact` puts all its segments together.
    With an `encoding` its encoder encodes the sentences that it has not yet.
    Raises NothingToRead when there is nothing to index. What reads files and counts words is imported only
    when a file has to be read.
    """
    wish = _Wish(verify, compact)
    opened = (cache and not any(wish) and _as_it_was(root, cache)) or _read(
        root, cache, wish, progress, waiting, encoding
    )
    place = place_of(root, cache) if cache and opened.kept else None
    return with_meanings(opened, encoding, place, waiting, verify)


def with_meanings(
    opened: Opened,
    encoding: Encoding | None,
    place: Path | None = None,
    waiting: Tell | None = None,
    full: bool = False,
) -> Opened:
    """Return an index with what its sentences mean to an encoder, if there is one, kept at `place` if any."""
    if encoding is None:
        return opened
    from qa_bot.retrieval.meanings import Where, meanings

    where = Where(place, opened.layers, partial(_held, place, waiting)) if place else None
    found = meanings(opened.index.assembled, encoding, where, full, opened.encoded)
    notices = (*opened.notices, *filter(None, [found.notice]))
    return replace(opened, meanings=found, notices=notices, encoded={})


def _read(
    root: Path,
    cache: Path | None,
    wish: _Wish,
    progress: Progress | None,
    waiting: Tell | None,
    encoding: Encoding | None,
) -> Opened:
    """Open the index of a folder whose files may have changed."""
    survey = Survey(root)
    place = place_of(root, cache) if cache else None
    if place is None:
        from qa_bot.retrieval.refreshing import renewed

        now = renewed(survey, None, NOTHING, progress, encoder=_adding(encoding))
        return _opened(survey, now, _inside_notice(root, cache))
    return _renew(place, survey, wish, progress, waiting, _adding(encoding))


def _adding(encoding: Encoding | None) -> AddingEncoder | None:
    """Return the encoder if its vectors add up: then sentences are encoded while they are read."""
    if encoding is None:
        return None
    from qa_bot.encoding.named import AddingEncoder

    return encoding.encoder if isinstance(encoding.encoder, AddingEncoder) else None


def _as_it_was(root: Path, cache: Path) -> Opened | None:
    """Open the saved index where the folder is certainly as it was when it was listed, and else nothing."""
    with suppress(OSError, IndexDamaged, IndexOutdated):
        place = place_of(root, cache)
        remembered = recall(place) if place else None
        if place and remembered and remembered.stands(root):
            return _reopened(root, remembered, _load(place))
    return None


def _reopened(root: Path, remembered: Remembered, saved: Saved | None) -> Opened | None:
    if saved is None or saved.name != remembered.name:
        return None
    index = Index(saved.assembled)
    opened = Opened(index, remembered.skipped, kept=True, corpus=saved.corpus, layers=saved.layers)
    return _watching(opened, root, remembered.stamp, lambda: remembered.stamps)


def check_folder(root: Path, cache: Path | None, most_faces: int | None = None) -> FolderCheck:
    """Read a folder and verify every checksum of its saved index; nothing is written.

    `most_faces` is of how many articles it is told where title and date were found: None for all.
    """
    from qa_bot.retrieval.looking_over import copies_among, faces, languages
    from qa_bot.retrieval.refreshing import renewed

    survey = Survey(root)
    place = place_of(root, cache) if cache else None
    found = _find(place, full=True) if place else _Found(None)
    now = renewed(survey, found.saved, NOTHING)
    index, trouble = Index(now.assembled), _trouble(found, now)
    paths = {source.path for source in index.sources}
    return FolderCheck(
        len(index.sources),
        index.passage_count,
        index.sentence_count,
        tuple(one for one in now.skipped if one.path not in paths),
        str(place or ""),
        not trouble,
        trouble,
        found.fault is not None,
        tuple(Counter(source.date_from or "" for source in index.sources).most_common()),
        tuple(one for one in now.skipped if one.path in paths),
        _changes(found.saved, now),
        tuple(source.place for source in index.sources if not source.date),
        tuple(faces(root, index.sources[:most_faces])),
        tuple(copies_among(index)),
        languages(index, len(index.sources)).foreign,
    )


def _changes(saved: Saved | None, now: Surveyed) -> Changes:
    """Return how the files of a folder differ from those of its saved index."""
    if saved is None:
        return Changes()
    from qa_bot.retrieval.refreshing import held_by

    return _compared({path: held.digest for path, held in held_by(saved).items()}, now.digests)


def _compared(old: Mapping[str, object], new: Mapping[str, object]) -> Changes:
    return Changes(
        tuple(path for path in new if path not in old),
        tuple(path for path in new if new[path] != old.get(path, new[path])),
        tuple(path for path in old if path not in new),
    )


def place_of(root: Path, cache: Path) -> Path | None:
    """Return the folder that keeps the index of `root`; None when it would be read as one of the articles."""
    real = root.resolve()
    name = re.sub(r"[^A-Za-z0-9.-]", "_", real.name)[:40]
    place = cache.absolute() / f"{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}-{name}"
    inside = place.resolve()
    if not inside.is_relative_to(real):
        return place
    hidden = any(part.startswith(".") for part in inside.relative_to(real).parts)
    return place if hidden else None


class _Wish(NamedTuple):
    """Whether all of a saved index is to be checked, and whether it is to be put together."""

    verify: bool
    compact: bool


def _renew(
    place: Path,
    survey: Survey,
    wish: _Wish,
    progress: Progress | None,
    waiting: Tell | None,
    encoder: AddingEncoder | None,
) -> Opened:
    from qa_bot.retrieval.refreshing import renewed

    with _held(place, waiting) as refusal:
        found, room = _find(place, wish.verify), None if refusal else place
        try:
            now = renewed(survey, found.saved, _memory_of(found), progress, room, wish.compact, encoder)
        except IndexDamaged as fault:
            found = _Found(None, fault=fault)
            now = renewed(survey, None, NOTHING, progress, room, encoder=encoder)
        refusal = refusal or (found.fault if isinstance(found.fault, OSError) else None)
        kept = refusal or _keep(place, found, survey, now)
    if isinstance(kept, OSError):
        if now.changed or found.saved is None:
            return _opened(survey, now, _memory_notice(place, kept))
        kept = found.saved
    return _opened(survey, now, REBUILT.get(type(found.fault), ""), kept.layers)


def _keep(place: Path, found: _Found, survey: Survey, now: Surveyed) -> Saved | OSError:
    """Save what changed; return what is saved now, or the error that prevented it."""
    saved = found.saved
    try:
        generation.remove_others(place, [layer.name for layer in saved.layers] if saved else [])
        if saved is None or now.assembled is not saved.assembled:
            saved = _saved(place, saved, now)
        generation.remove_others(place, [layer.name for layer in saved.layers])
        seen = noted(saved.name, survey.root, survey.listed_ns, survey.listing, now.files)
        if saved is not found.saved or not found.remembered or not found.remembered.holds(seen):
            remember(place, seen)
    except OSError as error:
        return error
    return saved


def _saved(place: Path, old: Saved | None, now: Surveyed) -> Saved:
    """Write the newest segment above those that stay."""
    below = old.layers[: len(now.assembled.segments) - 1] if old else ()
    digests = [now.digests[source.path or ""] for source in now.assembled.segments[-1].sources]
    return generation.save(place, now.assembled, digests, now.corpus, below)


def _memory_of(found: _Found) -> Memory:
    return found.remembered.memory if found.remembered else NOTHING


def _find(place: Path, full: bool = False) -> _Found:
    """Open the saved index, or say why it cannot be used."""
    try:
        saved = _load(place, full)
        return _Found(saved, recall(place) if saved else None)
    except (IndexDamaged, IndexOutdated, OSError) as error:
        return _Found(None, fault=error)


def _load(place: Path, full: bool = False) -> Saved | None:
    require_own(place)
    return generation.load(place, full) if os.path.lexists(place / CURRENT) else None


@contextmanager
def _held(place: Path, waiting: Tell | None) -> Iterator[OSError | None]:
    """Hold the lock of `place`; when it cannot be had, go on without it and say why."""
    try:
        _require_home(place.parent)
        require_own(place)
        storage.make_folder(place)
        lock = storage.lock(place / LOCK, waiting=_announcing(waiting))
    except OSError as error:
        yield error
        return
    try:
        yield None
    finally:
        storage.unlock(lock)


def _require_home(cache: Path) -> None:
    """Raise FileNotFoundError where `~name` in the path names nobody, which leaves it as it was."""
    name = next((part for part in cache.parts if part.startswith("~")), None)
    if name and not cache.exists():
        raise FileNotFoundError(errno.ENOENT, f"there is no user {name[1:]!r}", str(cache))


def _announcing(waiting: Tell | None) -> Tell | None:
    if waiting is None:
        return None
    wait = f"is indexing these articles; waiting for it, at most {storage.LOCK_SECONDS:.0f} seconds."
    return lambda process: waiting(f"Another qa-bot{process and f' (process {process})'} {wait}")


def _trouble(found: _Found, now: Surveyed) -> str:
    if isinstance(found.fault, OSError):
        return f"it cannot be read: {_reason(found.fault)}"
    if found.fault is not None:
        return str(found.fault)
    if found.saved is None:
        return "there is none yet"
    from qa_bot.retrieval.looking_over import is_fitted

    if not is_fitted(Index(found.saved.assembled)):
        return "its idf is not what scikit-learn fits to its counts"
    noun = "article" if now.changed == 1 else "articles"
    return f"{now.changed:,} {noun} changed since it was made" if now.changed else ""


def _opened(survey: Survey, now: Surveyed, notice: str, layers: Sequence[Layer] = ()) -> Opened:
    notices = (notice,) if notice else ()
    index, kept = Index(now.assembled), bool(layers)
    opened = Opened(index, now.skipped, notices, kept, corpus=now.corpus, layers=layers, encoded=now.rows)
    return _watching(opened, survey.root, partial(_stamp_noted, now.files), lambda: survey.listing.files)


def _watching(opened: Opened, root: Path, stamp: StampOf, listed: Listed) -> Opened:
    """Return an index that tells what has changed since, wherever the program works afterwards."""
    there = anchored(root)
    changed, changes = partial(_has_changed, there, stamp), partial(_changes_since, there, listed)
    return replace(opened, changed=changed, changes=changes)


def _changes_since(root: Path, listed: Listed) -> Changes:
    """Return how the files of a folder differ from those listed before; NothingToRead where it is gone."""
    old, new = ({one.path: one for one in files} for files in (listed(), list_files(root).files))
    return _compared(old, new)


def _has_changed(root: Path, stamp: StampOf, path: str) -> bool:
    known = stamp(path)
    return known is not None and not is_as_it_was(root, known)


def _stamp_noted(files: Mapping[str, Noted], path: str) -> FileStamp | None:
    return files[path].stamp if path in files else None


def _memory_notice(place: Path, error: OSError) -> str:
    if isinstance(error, BlockingIOError):
        return "Another qa-bot is indexing these articles; this one keeps its index in memory."
    return f"The index cannot be kept in {str(place)!r} ({_reason(error)}); it stays in memory."


def _inside_notice(root: Path, cache: Path | None) -> str:
    return f"The index would lie among the articles in {str(root)!r}; it stays in memory." if cache else ""


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).lower()
