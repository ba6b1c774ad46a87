"""A saved index: of each segment a folder with arrays, the articles' faces, and a manifest to vouch for all.

Nothing in it is ever changed. The newest segment's manifest names those it stands on; `CURRENT` names the
newest segment and is replaced last, so a build that dies leaves the old index as it was.
"""

from __future__ import annotations

import errno
import hashlib
import json
import math
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import IndexOutdated
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval import storage
from qa_bot.retrieval.faces import ARTICLES, Data, digests_in, faces_in, lines_of
from qa_bot.retrieval.fingerprint import CORPUS, fingerprint
from qa_bot.retrieval.guarding import block_sums, damaged, guarded
from qa_bot.retrieval.numbering import is_sound
from qa_bot.retrieval.tables import SHAPES, Assembled, Segment, Tables, Union
from qa_bot.values import Source

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LOCK = "lock"
MOST_POINTER = 200  # bytes, of about 120
MOST_MANIFEST = 8 << 20  # bytes, of about 4,000 and 120 for a megabyte: what is larger is not read
ALWAYS_CHECKED = 8 << 20  # bytes, hashed in 10 ms: of a larger index parts are checked at their first use
GUARDED = frozenset(  # what grows with the text; of these a question needs little
    "text unread edits passages passage_bytes passage_sentences sentences blocks ids tf weights".split()
)
HEADER_BYTES = 128  # room for any shape of ours, and numpy aligns what follows to 64
_POINTER = re.compile(rb"(g-[0-9a-f-]{1,64}) ([0-9a-f]{64})\n")
_NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.EINVAL)
Member = dict[str, Any]
FORMAT = 7


class Layer(NamedTuple):
    """A saved segment: its folder's name, the checksum of its manifest, and each article's digest."""

    name: str
    seal: str
    digests: Sequence[str]


class Saved(NamedTuple):
    """An opened index, its saved segments, and the hash of all that the articles say."""

    assembled: Assembled
    layers: tuple[Layer, ...]
    corpus: str

    @property
    def name(self) -> str:
        """The name of the newest segment's folder, which no other index of the place has had."""
        return self.layers[-1].name


def save(
    place: Path, assembled: Assembled, digests: Sequence[str], corpus: str, below: Sequence[Layer] = ()
) -> Saved:
    """Write the newest segment of an index, with the `digests` of its articles, above those that are saved.

    The index becomes the current one; whatever fails, the old one stays.
    """
    name = f"g-{storage.unique()}"
    made_by = {"format": FORMAT, "settings": fingerprint(), "byte_order": "little"}
    head = made_by | {"corpus": corpus, "below": [[layer.name, layer.seal] for layer in below]}
    try:
        seal = _write(place / name, _contents(assembled, digests), head)
        storage.sync_folder(place)
        storage.replace(place / CURRENT, f"{name} {seal}\n".encode())
    except BaseException:
        _discard(place, name)
        raise
    return Saved(assembled, (*below, Layer(name, seal, digests)), corpus)


def load(place: Path, full: bool = True) -> Saved:
    """Open the current index of `place`.

    Sizes, shapes and checksums are checked; where neither a segment is small nor the check `full`, those of
    the arrays that grow with the text only where they are used, and then raise IndexDamaged. Raises
    FileNotFoundError when there is none, IndexOutdated, IndexDamaged, and OSError when it cannot be read.
    """
    pointer = _POINTER.fullmatch(bytes(storage.read(place / CURRENT, MOST_POINTER)))
    if pointer is None:
        raise damaged(CURRENT)
    top = _opened(place, pointer[1].decode(), pointer[2].decode(), full)
    below = [_opened(place, name, seal, full) for name, seal in top.manifest.below]
    all_of_it = (*below, top)
    assembled = Assembled(tuple(one.segment for one in all_of_it), top.union)
    if not is_sound(assembled):
        raise damaged("runs.npy")
    return Saved(assembled, tuple(one.layer for one in all_of_it), top.manifest.corpus)


class _Manifest(NamedTuple):
    members: dict[str, Member]
    corpus: str
    below: tuple[tuple[str, str], ...]


class _Opened(NamedTuple):
    manifest: _Manifest
    segment: Segment
    union: Union
    layer: Layer


def _opened(place: Path, name: str, seal: str, full: bool) -> _Opened:
    """Open the folder of one segment, whose manifest has the checksum `seal`."""
    folder = place / name
    with _members_are_files(folder):
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise damaged(f"{folder.name} is no folder")
        manifest = _manifest(folder, seal)
        members = manifest.members
        stored = {name: storage.read(folder / name) for name in sorted(members)}
        present = storage.names(folder)
    if present != sorted([*members, MANIFEST]):
        raise damaged("files that do not belong there")
    full = full or sum(map(len, stored.values())) < ALWAYS_CHECKED
    for member_name, member in members.items():
        hashed = full or member_name.removesuffix(".npy") not in GUARDED
        _check(member_name, member, stored[member_name], hashed)
    sources: Sequence[Source] = faces_in(stored[ARTICLES])
    if full:
        sources = tuple(sources)
    arrays = {array: _array(array, members, stored) for array in SHAPES}
    if not full:
        sums = {array: members[f"{array}.npy"].get("blocks") for array in GUARDED}
        arrays |= {array: guarded(arrays[array], f"{array}.npy", sums[array]) for array in GUARDED}
    tables = Tables(*map(arrays.__getitem__, Tables._fields))
    union = Union(*map(arrays.__getitem__, Union._fields))
    _check_sizes(tables, union, len(sources))
    layer = Layer(name, seal, digests_in(stored[ARTICLES]))
    return _Opened(manifest, Segment(tables, sources), union, layer)


def remove_others(place: Path, keep: Collection[str]) -> None:
    """Remove what earlier builds left; readers that opened it keep it."""
    for name in storage.names(place):
        if name not in keep and (name.startswith("g-") or name.endswith(".new")):
            with suppress(OSError):
                storage.remove(place / name)


def _contents(
    assembled: Assembled, digests: Sequence[str]
) -> dict[str, tuple[list[bytes | memoryview], Member]]:
    contents: dict[str, tuple[list[bytes | memoryview], Member]] = {}
    newest = assembled.segments[-1]
    for name, array in (newest.tables._asdict() | assembled.union._asdict()).items():
        stored = np.ascontiguousarray(array, SHAPES[name][0])
        kind = {"dtype": SHAPES[name][0], "shape": list(stored.shape)}
        data = stored.data.cast("B") if stored.size else b""
        sums = {"blocks": block_sums(data)} if name in GUARDED else {}
        contents[f"{name}.npy"] = ([_header(kind), data], kind | sums)
    contents[ARTICLES] = ([lines_of(newest.sources, digests)], {})
    return contents


def _write(
    folder: Path, contents: Mapping[str, tuple[list[bytes | memoryview], Member]], head: dict[str, Any]
) -> str:
    """Write the files of a segment and return the checksum of the manifest that vouches for them."""
    storage.make_folder(folder)
    members = {}
    for name, (pieces, kind) in contents.items():
        storage.write(folder / name, pieces)
        members[name] = kind | {"bytes": sum(map(len, pieces)), "sha256": checksum(pieces)}
    data = json.dumps(head | {"files": members}, indent=1).encode()
    storage.write(folder / MANIFEST, [data])
    storage.sync_folder(folder)
    return checksum([data])


def _discard(place: Path, name: str) -> None:
    """Remove a build that failed, unless it had become the current one."""
    with suppress(OSError):
        pointed = CURRENT in storage.names(place) and bytes(storage.read(place / CURRENT))
        if not pointed or not pointed.startswith(f"{name} ".encode()):
            storage.remove(place / name)


def checksum(pieces: Sequence[Any]) -> str:
    """Return the SHA-256 of pieces, one after the other."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _header(kind: Member) -> bytes:
    """Return the header of an .npy file, version 1.0, always as long."""
    shape = tuple(kind["shape"])
    words = f"{{'descr': '{kind['dtype']}', 'fortran_order': False, 'shape': {shape}, }}".encode("ascii")
    size = (HEADER_BYTES - 10).to_bytes(2, "little")
    return b"\x93NUMPY\x01\x00" + size + words.ljust(HEADER_BYTES - 11) + b"\n"


@contextmanager
def _members_are_files(folder: Path) -> Iterator[None]:
    """Call it damage when a file of the index is missing, or is no file."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_FILE:
            raise
        raise damaged(f"{Path(error.filename or folder).name} is missing or no file") from error


def _manifest(folder: Path, seal: str) -> _Manifest:
    data = bytes(storage.read(folder / MANIFEST, MOST_MANIFEST))
    if checksum([data]) != seal:
        raise damaged(MANIFEST)
    try:
        manifest = json.loads(data)
        made_by = (manifest["format"], manifest["settings"], manifest["byte_order"])
        if made_by != (FORMAT, fingerprint(), "little"):
            raise IndexOutdated("the saved index was made by another version: index the folder again")
        members = {str(name): dict(member) for name, member in manifest["files"].items()}
        below = tuple((str(name), str(seal)) for name, seal in manifest["below"])
        corpus = str(manifest["corpus"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(MANIFEST) from error
    is_whole = members.keys() == {ARTICLES, *(f"{name}.npy" for name in SHAPES)}
    if not is_whole or not CORPUS.fullmatch(corpus) or not all(map(_is_pointer, below)):
        raise damaged(MANIFEST)
    return _Manifest(members, corpus, below)


def _is_pointer(layer: tuple[str, str]) -> bool:
    return _POINTER.fullmatch(f"{' '.join(layer)}\n".encode()) is not None


def _check(name: str, member: Member, data: Data, hashed: bool) -> None:
    if member.get("bytes") != len(data):
        raise damaged(f"{name} has another length")
    if hashed and member.get("sha256") != checksum([data]):
        raise damaged(f"{name} has other contents")


def _array(name: str, members: Mapping[str, Member], stored: Mapping[str, Data]) -> NDArray[Any]:
    """Return an array over a file's bytes, after its header and length were found to be what we write."""
    member, data = members[f"{name}.npy"], stored[f"{name}.npy"]
    dtype, columns = np.dtype(SHAPES[name][0]), SHAPES[name][1]
    shape = member.get("shape")
    if not isinstance(shape, list) or not all(type(size) is int and size >= 0 for size in shape):
        raise damaged(f"{name}.npy has no shape")
    if shape[1:] != ([columns] if columns else []):
        raise damaged(f"{name}.npy has another shape")
    kind = {"dtype": dtype.str, "shape": shape}
    if len(data) != HEADER_BYTES + math.prod(shape) * dtype.itemsize or data[:HEADER_BYTES] != _header(kind):
        raise damaged(f"{name}.npy has another header")
    flat = np.frombuffer(data, dtype, math.prod(shape), HEADER_BYTES)
    return flat.reshape(shape).astype(dtype.newbyteorder("="), copy=False)


def _check_sizes(tables: Tables, union: Union, articles: int) -> None:
    passages, terms, words = len(tables.passages), len(tables.sentence_frequency), len(tables.word_uses)
    ranges = (
        ("article_bytes", articles, len(tables.text)),
        ("article_unread", articles, len(tables.unread)),
        ("article_edits", articles, len(tables.edits)),
        ("article_passages", articles, passages),
        ("passage_sentences", passages, len(tables.sentences)),
        ("article_blocks", articles, len(tables.blocks)),
        ("term_offsets", terms, len(tables.term_letters)),
        ("starts", terms, len(tables.ids)),
        ("word_offsets", words, len(tables.word_letters)),
        ("source_offsets", articles, len(tables.source_letters)),
        ("changed_term_offsets", len(union.term_changes), len(union.changed_term_letters)),
        ("changed_word_offsets", len(union.word_changes), len(union.changed_word_letters)),
    )
    arrays = tables._asdict() | union._asdict()
    for name, rows, end in ranges:
        bounds = arrays[name]
        if len(bounds) != rows + 1 or bounds[0] != 0 or bounds[-1] != end:
            raise damaged(f"{name}.npy")
    alike = (
        ("tf", len(tables.tf), len(tables.ids)),
        ("weights", len(tables.weights), len(tables.ids)),
        ("passage_bytes", len(tables.passage_bytes), passages),
        ("source_numbers", len(tables.source_numbers), articles),
    )
    unlike = next((name for name, rows, wanted in alike if rows != wanted), "")
    if unlike or int(tables.source_numbers.max(initial=0)) >= max(articles, 1):
        raise damaged(f"{unlike or 'source_numbers'}.npy")
