from __future__ import annotations

import errno
import gc
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from index_texts import aged, articles, content, ranked, write

from qa_bot.documents.passages import passages
from qa_bot.errors import IndexDamaged, IndexOutdated
from qa_bot.retrieval import batches, faces, generation, storage
from qa_bot.retrieval.folder import check_folder, open_folder
from qa_bot.retrieval.generation import CURRENT, MANIFEST, load
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build
from qa_bot.retrieval.tables import SHAPES, Assembled
from qa_bot.values import Article, Passage

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
QUESTION = "Who called off the strike?"
MEMBERS = [*(f"{name}.npy" for name in SHAPES), faces.ARTICLES, MANIFEST]


@pytest.fixture(scope="module")
def expected() -> dict[str, object]:
    return content(build(articles()))


@pytest.fixture
def place(root: Path) -> Path:
    """Return the folder that keeps the index of `root`."""
    open_folder(root, cache=root.parent / "cache")
    (place,) = (root.parent / "cache").iterdir()
    return place


def member(place: Path, name: str) -> Path:
    (folder,) = place.glob("g-*")
    return folder / name


def reopened(place: Path, expected: dict[str, object]) -> str:
    """Open the folder again: the index must be as ever; give the notice."""
    opened = open_folder(place.parent.parent / "articles", cache=place.parent)
    assert content(opened.index) == expected
    assert check_folder(place.parent.parent / "articles", place.parent).sound
    return opened.notices[0] if opened.notices else ""


def test_any_flipped_byte_is_seen(place: Path) -> None:
    chance = random.Random(3)
    for name in MEMBERS:
        path = member(place, name)
        data = path.read_bytes()
        spots = {0, 8, 60, len(data) - 1, *(chance.randrange(len(data)) for _ in range(25))}
        for spot in spots & set(range(len(data))):
            path.write_bytes(data[:spot] + bytes([data[spot] ^ 1 << chance.randrange(8)]) + data[spot + 1 :])
            with pytest.raises(IndexDamaged):
                load(place)
        path.write_bytes(data)
    assert load(place)


def test_any_truncation_is_seen(place: Path) -> None:
    for name in [*MEMBERS, f"../{CURRENT}"]:
        path = member(place, name)
        data = path.read_bytes()
        for size in {0, 1, 10, 127, 128, len(data) // 2, len(data) - 1} & set(range(len(data))):
            path.write_bytes(data[:size])
            with pytest.raises(IndexDamaged):
                load(place)
        path.write_bytes(data + b"\0")
        with pytest.raises(IndexDamaged):
            load(place)
        path.write_bytes(data)
    assert load(place)


def put_link(path: Path) -> None:
    target = path.with_name("target")
    path.rename(path.parent.parent / "target")
    path.symlink_to(target)


def put_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILERS: list[Callable[[Path], Any]] = [
    Path.unlink,
    put_link,
    put_fifo,
    put_folder,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"\x80\x04cos\nsystem\n(S'true'\ntR."),
    lambda path: path.with_name("extra.npy").write_bytes(b"x"),
    lambda path: np.save(path, np.array([{}, []], dtype=object), allow_pickle=True),
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_damage_is_rebuilt(spoil: Callable[[Path], Any], place: Path, expected: dict[str, object]) -> None:
    for name in (MANIFEST, "ids.npy", faces.ARTICLES):
        spoil(member(place, name))
        assert "damaged" in reopened(place, expected)
        assert reopened(place, expected) == ""


@pytest.mark.parametrize(
    "pointer",
    [
        b"",
        b"\n",
        b"../../etc 0\n",
        b"g-1 " + b"0" * 64 + b"\n",
        b"\xff" * 99,
        b"g-/../../x " + b"0" * 64 + b"\n",
    ],
)
def test_a_wrong_pointer(pointer: bytes, place: Path, expected: dict[str, object]) -> None:
    (place / CURRENT).write_bytes(pointer)
    assert "damaged" in reopened(place, expected)


def forge(place: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change the manifest, and make the pointer vouch for it."""
    path = member(place, MANIFEST)
    manifest = json.loads(path.read_bytes())
    change(manifest)
    data = json.dumps(manifest).encode()
    path.write_bytes(data)
    (place / CURRENT).write_bytes(f"{path.parent.name} {generation.checksum([data])}\n".encode())


HOSTILE: list[Callable[[dict[str, Any]], Any]] = [
    lambda manifest: manifest["files"].update({"../../../etc/passwd": {"bytes": 1, "sha256": ""}}),
    lambda manifest: manifest["files"].pop("ids.npy"),
    lambda manifest: manifest["files"]["ids.npy"].update(shape=[1 << 60]),
    lambda manifest: manifest["files"]["ids.npy"].update(shape=[-1]),
    lambda manifest: manifest["files"]["ids.npy"].update(shape=[1.5]),
    lambda manifest: manifest["files"]["ids.npy"].update(shape="all"),
    lambda manifest: manifest["files"]["passages.npy"].update(shape=[2, 1 << 40]),
    lambda manifest: manifest["files"]["ids.npy"].update(bytes=1 << 60),
    lambda manifest: manifest["files"].update({"ids.npy": None}),
    lambda manifest: manifest.update(files=[]),
    lambda manifest: manifest.pop("format"),
]


@pytest.mark.parametrize("change", HOSTILE)
def test_a_hostile_manifest(
    change: Callable[[dict[str, Any]], Any], place: Path, expected: dict[str, object]
) -> None:
    forge(place, change)
    with pytest.raises(IndexDamaged):
        load(place)
    assert "damaged" in reopened(place, expected)


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.update(format=99),
        lambda manifest: manifest.update(settings="others"),
        lambda manifest: manifest.update(byte_order="big"),
    ],
)
def test_another_machine_or_version(
    change: Callable[[dict[str, Any]], Any], place: Path, expected: dict[str, object]
) -> None:
    forge(place, change)
    with pytest.raises(IndexOutdated):
        load(place)
    assert "another version" in reopened(place, expected)


def test_an_index_without_blocks_is_made_anew(place: Path, expected: dict[str, object]) -> None:
    """Take away what format 3 added: such an index is not damaged, only old."""

    def older(manifest: dict[str, Any]) -> None:
        manifest["format"] = 2
        for name in ("blocks.npy", "article_blocks.npy"):
            member(place, name).unlink()
            del manifest["files"][name]

    forge(place, older)
    with pytest.raises(IndexOutdated):
        load(place)
    assert "another version" in reopened(place, expected)
    assert reopened(place, expected) == ""


def test_whatever_the_blocks_hold_they_are_walked_or_refused(place: Path) -> None:
    chance = random.Random(7)
    whole = member(place, "blocks.npy").read_bytes()
    refused = sum(not is_walked(open_with_blocks(place, damaged_in(whole, chance))) for _ in range(20))
    (segment,), union = load(place).assembled
    for _ in range(300):
        rows = np.frombuffer(damaged_in(whole, chance), np.uint32, offset=128).reshape(-1, 6)
        spoilt = segment._replace(tables=segment.tables._replace(blocks=rows))
        refused += not is_walked(Index(Assembled((spoilt,), union)))
    assert refused > 160


def damaged_in(whole: bytes, chance: random.Random) -> bytes:
    """Return the bytes of an array's file, some of them others."""
    data = bytearray(whole)
    for _ in range(chance.choice([1, 2, 40])):
        data[chance.randrange(128, len(data))] = chance.choice([0, 1, 2, 3, 127, 255])
    return bytes(data)


def open_with_blocks(place: Path, data: bytes) -> Index:
    """Open the index after its blocks became `data`, with a manifest that vouches for them."""
    member(place, "blocks.npy").write_bytes(data)
    digest = generation.checksum([data])
    forge(place, lambda manifest: manifest["files"]["blocks.npy"].update(sha256=digest))
    return Index(load(place).assembled)


def is_walked(index: Index) -> bool:
    """Whether all articles' blocks can be walked; refused they may be, but nothing else."""
    try:
        for source in index.sources:
            walk(index, source.id)
    except IndexDamaged:
        return False
    return True


def walk(index: Index, source: str) -> None:
    layout, text = index.layout_of(source), index.text_of(source)
    for number in range(len(layout.rows)):
        layout.block(number)
        layout.headings(number, text)
        layout.lead_in(number)
    layout.between(0, len(text))


@pytest.mark.parametrize("rows", [b"", b"{}\n", b"[]\n" * 3, b"\xff\n", b'{"id": 1}\n', b"[" * 100_000])
def test_hostile_faces(rows: bytes, place: Path, expected: dict[str, object]) -> None:
    refuse_faces(rows, place, expected)


@pytest.mark.parametrize("name", faces.FACE)
@pytest.mark.parametrize("value", [5, [1], {}, True, "x-y-z"])
def test_hostile_fields_of_a_face(name: str, value: object, place: Path, expected: dict[str, object]) -> None:
    lines = member(place, faces.ARTICLES).read_text().splitlines()
    row = json.dumps(json.loads(lines[0]) | {name: value})
    if isinstance(value, str) and name != "date":
        assert tuple(faces.faces_in("".join(f"{one}\n" for one in [row, *lines[1:]]).encode()))
    else:
        refuse_faces("".join(f"{line}\n" for line in [row, *lines[1:]]).encode(), place, expected)


def refuse_faces(rows: bytes, place: Path, expected: dict[str, object]) -> None:
    member(place, faces.ARTICLES).write_bytes(rows)
    entry = {"bytes": len(rows), "sha256": generation.checksum([rows])}
    forge(place, lambda manifest: manifest["files"].update({faces.ARTICLES: entry}))
    with pytest.raises(IndexDamaged):
        load(place)
    assert "damaged" in reopened(place, expected)


CALLS = {"open", "read", "write", "fsync", "close", "fstat", "lstat", "listdir", "replace", "mkdir", "unlink"}


class Failing:
    """Stands for the module `os`: the `fail_at`th call that touches a file raises."""

    def __init__(self, fail_at: int, error: BaseException) -> None:
        self.calls: list[str] = []
        self._fail_at = fail_at
        self._error = error

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(name, real) if name in CALLS else real

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) == self._fail_at:
                if name == "close":
                    real(*arguments)
                raise self._error
            return real(*arguments, **options)

        return call


def attempts(
    error: Callable[[], BaseException], step: int, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Failing]:
    """Yield an `os` that fails at one call, then at one `step` later ..., until nothing fails."""
    for fail_at in range(1, 1000, step):
        failing = Failing(fail_at, error())
        monkeypatch.setattr(storage, "os", failing)
        yield failing
        if len(failing.calls) < fail_at:
            return
    pytest.fail("too many calls")


@pytest.mark.parametrize(("code", "step"), [(errno.ENOSPC, 1), (errno.EIO, 4)])
def test_whichever_call_fails_the_index_is_right(
    code: int,
    step: int,
    root: Path,
    tmp_path: Path,
    expected: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for failing in attempts(lambda: OSError(code, os.strerror(code)), step, monkeypatch):
        cache = tmp_path / f"cache{len(failing.calls)}"
        shutil.rmtree(cache, ignore_errors=True)
        opened = open_folder(root, cache=cache)
        assert content(opened.index) == expected
        assert len(opened.notices) <= 1
        assert not any("damaged" in notice for notice in opened.notices)
        monkeypatch.setattr(storage, "os", os)
        assert content(open_folder(root, cache=cache).index) == expected
        assert check_folder(root, cache).sound


@pytest.mark.parametrize(("error", "step"), [(KeyboardInterrupt, 3), (MemoryError, 7)])
def test_an_interrupted_refresh_leaves_the_old_index(
    error: type[BaseException],
    step: int,
    place: Path,
    expected: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, cache, kept = place.parent.parent / "articles", place.parent, place.parent.parent / "kept"
    aged(root)
    open_folder(root, cache=cache)
    shutil.copytree(cache, kept)
    (root / "new.txt").write_text("A new strike began in June. It was long.")
    wanted = content(open_folder(root, cache=None).index)
    for _ in attempts(error, step, monkeypatch):
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)
        try:
            assert content(open_folder(root, cache=cache).index) == wanted
        except error:
            monkeypatch.setattr(storage, "os", os)
            assert content_of(load(place)) in (wanted, expected)
        monkeypatch.setattr(storage, "os", os)
        assert content(open_folder(root, cache=cache).index) == wanted
        assert len(list(place.glob("g-*"))) == 1, "what was left over is gone"


def content_of(saved: generation.Saved) -> dict[str, object]:
    return content(Index(saved.assembled))


def test_the_pointer_is_replaced_last(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = Failing(0, OSError())
    monkeypatch.setattr(storage, "os", watching)
    open_folder(root, cache=root.parent / "cache")
    first = watching.calls.index("replace")
    before, after = watching.calls[:first], watching.calls[first + 1 :]
    assert before.count("fsync") == len(MEMBERS) + 3, "each file, its folder, the place, the new pointer"
    assert before[-2:] == ["fsync", "close"]
    assert after[:3] == ["open", "fsync", "close"], "the folder, after the pointer"


def build_many(root: Path, cache: Path, rounds: int) -> None:
    for number in range(rounds):
        if number % 3 == 0:
            shutil.rmtree(next(iter(cache.glob("*/g-*")), cache / "none"), ignore_errors=True)
        assert ranked(open_folder(root, cache=cache).index, QUESTION)


def test_several_builders(root: Path, expected: dict[str, object]) -> None:
    cache = root.parent / "cache"
    open_folder(root, cache=cache)
    fork = multiprocessing.get_context("fork")
    builders = [fork.Process(target=build_many, args=(root, cache, 8)) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(60)
    assert [builder.exitcode for builder in builders] == [0] * 4
    (place,) = cache.iterdir()
    reopened(place, expected)
    assert len(list(place.glob("g-*"))) == 1
    assert not list(place.glob("*.new"))


def build_forever(root: Path, cache: Path) -> None:
    while True:
        (root / "new.txt").write_text(f"Round {time.time_ns()} of the strike.")
        open_folder(root, cache=cache)


def test_a_killed_builder_leaves_a_sound_index(root: Path) -> None:
    cache = root.parent / "cache"
    open_folder(root, cache=cache)
    fork, chance = multiprocessing.get_context("fork"), random.Random(5)
    for _ in range(12):
        builder = fork.Process(target=build_forever, args=(root, cache))
        builder.start()
        time.sleep(chance.uniform(0.02, 0.2))
        os.kill(builder.pid or 0, signal.SIGKILL)
        builder.join()
        (place,) = cache.iterdir()
        assert Index(load(place).assembled).sources
    write(root)
    (root / "new.txt").unlink(missing_ok=True)
    assert open_folder(root, cache=cache).notices == ()
    assert len(list(place.glob("g-*"))) == 1, "what dead builders left is removed"


def test_a_reader_keeps_its_generation(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SMALL", 0)
    root, cache = place.parent.parent / "articles", place.parent
    reader = open_folder(root, cache=cache).index
    before = content(reader)
    for number in range(3):
        (root / "new.txt").write_text(f"Round {number} of the strike.")
        open_folder(root, cache=cache)
        assert content(reader) == before
        assert ranked(reader, QUESTION)


def test_threads_get_what_one_gets(place: Path) -> None:
    index = open_folder(place.parent.parent / "articles", cache=place.parent).index
    questions = [QUESTION, "Where were the otters seen?", "Who sang in March?", "How many fish were counted?"]
    alone = [ranked(index, question) for question in questions]
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(30):
            found = [ranked(index, question) for question in questions]
            if found != alone:
                wrong.append(found)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    try:
        for thread in threads:
            thread.start()
    finally:
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
    assert wrong == []


def test_another_process_can_ask(place: Path) -> None:
    index = open_folder(place.parent.parent / "articles", cache=place.parent).index
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(ranked, (index, QUESTION)) == ranked(index, QUESTION)


@pytest.fixture
def no_garbage_collected() -> Iterator[None]:
    """Let nothing be freed but what nothing refers to."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage_collected")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files by /proc")
def test_opening_again_and_again_keeps_no_files_open(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SMALL", 0)
    root, cache = place.parent.parent / "articles", place.parent
    held = []
    for number in range(20):
        (root / "new.txt").write_text(f"Round {number} of the strike.")
        assert ranked(open_folder(root, cache=cache).index, QUESTION)
        held.append(len(os.listdir("/proc/self/fd")))
    assert held[-1] <= held[1]


def test_too_little_memory_leaves_out_one_file_or_else_the_old_index(
    place: Path, expected: dict[str, object]
) -> None:
    root = place.parent.parent / "articles"
    (root / "new.txt").write_text("A strike of words. " * 200_000)
    code = f"""
import resource, sys
from pathlib import Path
from qa_bot.retrieval import refreshing
from qa_bot.retrieval.folder import open_folder
size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + (40 << 20), size + (40 << 20)))
try:
    opened = open_folder(Path({str(root)!r}), cache=Path({str(place.parent)!r}))
    assert opened.skipped == (("new.txt", "there is not enough memory to read it"),), opened
except (MemoryError, SystemError):  # the second is what CPython says where memory fails inside of it
    sys.exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode in (0, 9)
    (root / "new.txt").unlink()
    assert reopened(place, expected) == ""


def test_only_the_file_that_is_too_much_for_the_memory_is_left_out(
    place: Path, expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = place.parent.parent / "articles"
    (root / "large.txt").write_text("A strike of words. " * 60_000)
    (root / "larger.txt").write_text("A strike of words. " * 70_000)
    monkeypatch.setattr(batches, "processors", lambda: 1)
    monkeypatch.setattr(batches, "passages", short_of_memory)
    opened = open_folder(root, cache=place.parent)
    assert content(opened.index) == expected
    assert {one.path for one in opened.skipped} == {"large.txt", "larger.txt"}
    (root / "small.txt").write_text("A strike of words. " * 20_000)
    with pytest.raises(MemoryError):
        open_folder(root, cache=place.parent)


def short_of_memory(article: Article) -> list[Passage]:
    if len(article.text) > 100_000:
        raise MemoryError
    return passages(article)


def test_a_full_disk_leaves_nothing_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = iter(range(5))

    def write(path: Path, pieces: Any, real: Callable[..., Any] = storage.write) -> Any:
        if next(room, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, pieces)

    monkeypatch.setattr(storage, "write", write)
    (notice,) = open_folder(root, cache=root.parent / "cache").notices
    assert "no space left" in notice
    (place,) = (root.parent / "cache").iterdir()
    assert [path.name for path in place.iterdir()] == [generation.LOCK]


def test_a_pointer_that_was_replaced_keeps_its_index(
    root: Path, expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, real: Callable[[Path], None] = storage.sync_folder) -> None:
        if (path / CURRENT).exists():
            raise OSError(errno.EIO, "Input/output error")
        real(path)

    with monkeypatch.context() as broken:
        broken.setattr(storage, "sync_folder", refuse)
        assert "input/output error" in open_folder(root, cache=root.parent / "cache").notices[0]
    (place,) = (root.parent / "cache").iterdir()
    assert content_of(load(place)) == expected
