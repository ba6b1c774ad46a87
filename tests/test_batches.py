"""Files read in batches, by one process or several: the index is the same, whatever happens to a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from index_texts import content

from qa_bot.documents.articles import article_from_text
from qa_bot.documents.files import FileStamp, list_files
from qa_bot.documents.messages import started
from qa_bot.retrieval import batches, spilling
from qa_bot.retrieval.batches import with_passages
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.exchange import (
    Batch,
    FileRead,
    Known,
    Order,
    packed,
    packed_order,
    unpacked,
    unpacked_order,
)
from qa_bot.retrieval.folder import open_folder
from qa_bot.retrieval.spilling import spilled
from qa_bot.retrieval.tables import Part

TEXTS = {
    f"{name}/{number}.txt": f"The {name} number {number} opened in {1900 + number}. It cost £{number}m.\n" * 3
    for name in ("mill", "brücke", "pier")
    for number in range(8)
} | {"empty.txt": "", "torn.txt": "It rained on the fair.\x00"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / "articles" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "articles" / name).write_text(text)
    return tmp_path / "articles"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make batches of a few files, two processes and nothing held in memory."""
    monkeypatch.setattr(batches, "BATCH", 3 * batches.EACH)
    monkeypatch.setattr(batches, "processors", lambda: 2)
    monkeypatch.setattr(spilling, "HELD", 100)


def test_several_processes_make_the_index_that_one_makes(root: Path, request: pytest.FixtureRequest) -> None:
    alone = open_folder(root, cache=None)
    request.getfixturevalue("small")
    together = open_folder(root, cache=None)
    assert content(together.index) == content(alone.index)
    assert together.skipped == alone.skipped


@pytest.mark.usefixtures("small")
def test_the_files_read_are_told_in_their_order(root: Path) -> None:
    stamps = list_files(root).files
    read = [file for batch in batches.batches(root, stamps, {}) for file in batch.files]
    assert [file.stamp for file in read] == stamps
    assert {file.stamp.path: file.note for file in read if not file.digest} == {"empty.txt": "empty"}


@pytest.mark.usefixtures("small")
def test_what_is_known_is_not_counted_again(root: Path) -> None:
    stamps = list_files(root).files
    known = {
        file.stamp.path: Known(file.digest)
        for batch in batches.batches(root, stamps, {})
        for file in batch.files
    }
    known["pier/1.txt"] = Known("another")
    counted = [source for batch in batches.batches(root, stamps, known) for source in batch.part.sources]
    assert [source.path for source in counted] == ["pier/1.txt"]


@pytest.mark.usefixtures("small")
def test_what_a_process_that_dies_leaves_undone_is_read_here(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = content(open_folder(root, cache=None).index)
    children = []

    def dying(module: str, *given: str) -> subprocess.Popen[bytes]:
        children.append(started(module, *given))
        children[-1].kill()
        return children[-1]

    monkeypatch.setattr(batches, "started", dying)
    assert content(open_folder(root, cache=None).index) == expected
    assert len(children) == 2
    assert all(child.returncode is not None for child in children)


@pytest.mark.usefixtures("small")
def test_without_another_process_all_is_read_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = content(open_folder(root, cache=None).index)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert content(open_folder(root, cache=None).index) == expected


@pytest.mark.usefixtures("small")
def test_no_process_is_left_behind_when_the_reading_is_given_up(root: Path) -> None:
    stamps = list_files(root).files
    reading = batches.batches(root, stamps, {})
    next(reading)
    reading.close()
    deadline = time.monotonic() + 10
    while children := _children():
        assert time.monotonic() < deadline, children
        time.sleep(0.05)


def _children() -> list[str]:
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not own.exists():
        pytest.skip("the system does not tell the children of a process")
    told = own.read_text().split()
    return [pid for pid in told if b"batches" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _in_session(leader: int) -> list[str]:
    """Return the commands of the processes of a session that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state = (path / "stat").read_text().rpartition(")")[2].split()
            if int(state[3]) == leader and state[0] != "Z":
                found.append((path / "cmdline").read_text())
    return found


def test_ctrl_c_ends_a_build_and_leaves_nothing(tmp_path: Path) -> None:
    folder, cache = tmp_path / "articles", tmp_path / "cache"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"The pier number {number} opened in 1911. " * 8_000)
    # A shell lets what it starts in the background ignore Ctrl-C.
    listening = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"{listening}; runpy.run_module('qa_bot', run_name='__main__')",
            "index",
            str(folder),
        ],
        env=os.environ | {"QA_BOT_CACHE": str(cache)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    while not list(cache.glob("*/lock")):
        assert child.poll() is None
        time.sleep(0.02)
    time.sleep(0.5)
    os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130, said
    assert said == "qa-bot: interrupted\n"
    assert [path.name for path in cache.glob("*/*")] == ["lock"]
    assert not _in_session(child.pid), "no process is left behind"
    opened = open_folder(folder, cache=cache)
    assert len(opened.index.sources) == 60
    assert opened.notices == ()


def test_a_long_text_without_room_is_known_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROOM", sys.maxsize // 10**7)
    monkeypatch.setattr(batches, "passages", None)
    long = article_from_text("a", "word " * (batches.LONG // 4))
    with pytest.raises(MemoryError):
        next(iter(with_passages([long])))


BUSY = """
import sys, time
from qa_bot.documents.messages import all_heard
def serve():
    for _ in all_heard(sys.stdin.buffer):
        time.sleep(60)
"""
PARENT = """
import sys, time
from qa_bot.documents import messages
sys.path.insert(0, sys.argv[1])
child = messages.started("busy")
messages.send(child.stdin, b"work")
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell of a process")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_busy_child_ends_at_once_with_who_started_it(tmp_path: Path, number: int) -> None:
    (tmp_path / "busy.py").write_text(BUSY)
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert _runs(child)
        time.sleep(0.5)
        parent.send_signal(number)
        parent.wait(timeout=30)
    deadline = time.monotonic() + 10
    while _runs(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _runs(process: int) -> bool:
    """Whether a process runs, and is not only remembered."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


STRINGS = ("texts", "unread", "terms", "words")


def _part(texts: dict[str, str]) -> Part:
    return count(with_passages(article_from_text(name, text, name) for name, text in texts.items()))


def _columns(part: Part) -> dict[str, Any]:
    plain = {name: value for name, value in part._asdict().items() if name not in ("postings", *STRINGS)}
    return {
        **{name: value.tolist() if hasattr(value, "tolist") else value for name, value in plain.items()},
        "postings": [column.tolist() for column in part.postings.read()],
        **{name: [bytes(one) for one in getattr(part, name)] for name in STRINGS},
    }


@pytest.mark.parametrize("texts", [TEXTS, {"a.txt": "Nothing."}, {}], ids=["many", "one", "none"])
def test_a_batch_comes_through_as_it_was(texts: dict[str, str]) -> None:
    files = (FileRead(FileStamp("b\udcff.txt", 1, 2, 3, 4), "ab", "not all of it", True, -(2**62)),)
    sent = Batch(files, _part(texts))
    heard = unpacked(packed(sent))
    assert heard.files == files
    assert _columns(heard.part) == _columns(sent.part)


def test_an_order_comes_through_as_it_was() -> None:
    order = Order(Path("/articles/\udcff"), [FileStamp("a.txt", 1, 2, 3, 4)], {"a.txt": Known("ab", 5)})
    assert unpacked_order(packed_order(order)) == order


def test_what_was_spilled_is_read_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [*(_part({name: text}) for name, text in TEXTS.items() if text), _part({})]
    monkeypatch.setattr(spilling, "HELD", 400)
    with spilled(iter(parts), tmp_path) as kept:
        assert list(map(_columns, kept)) == list(map(_columns, parts))
        assert kept[0] is parts[0], "what fits in memory stays there"
        assert sum(kept[at] is not parts[at] for at in range(len(parts))) > 10
        assert list(tmp_path.iterdir()) == []


def test_what_finds_no_room_on_the_disk_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [_part({name: text}) for name, text in TEXTS.items() if text]
    monkeypatch.setattr(spilling, "HELD", 0)
    with spilled(iter(parts), Path("/nowhere")) as kept:
        assert kept == parts


@pytest.mark.skipif(sys.platform != "linux", reason="a file's size is limited by setrlimit")
@pytest.mark.parametrize("room", [100, 1_000, 2_500])
def test_a_disk_that_fills_up_keeps_what_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """Nothing waits in a buffer to fail when the file is read or closed."""
    import resource

    parts = [_part({name: text}) for name, text in TEXTS.items() if text]
    monkeypatch.setattr(spilling, "HELD", 0)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with spilled(iter(parts), tmp_path) as kept:
            assert list(map(_columns, kept)) == list(map(_columns, parts))
            assert kept[-1] is parts[-1]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
