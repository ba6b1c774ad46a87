from __future__ import annotations

import errno
import json
import os
import pickle
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from index_texts import TEXTS, aged, articles, content, ranked, write

from qa_bot import opening
from qa_bot.bot import QABot
from qa_bot.documents.files import FileStamp, numbers
from qa_bot.environment import default_cache
from qa_bot.errors import IndexDamaged, NothingToRead
from qa_bot.retrieval import generation, storage
from qa_bot.retrieval import stamps as memory
from qa_bot.retrieval.fingerprint import RULES
from qa_bot.retrieval.folder import check_folder, open_folder, place_of
from qa_bot.retrieval.guarding import block_sums, guarded
from qa_bot.retrieval.refreshing import build
from qa_bot.retrieval.tables import SHAPES
from qa_bot.values import FilesRead, Skipped

pytestmark = pytest.mark.usefixtures("no_waiting_for_the_disk")
QUESTION = "Who called off the strike?"


def generations(cache: Path) -> list[Path]:
    return sorted(cache.glob("*/g-*"))


def test_opened_equals_built(root: Path, cache: Path) -> None:
    built = content(build(articles()))
    assert content(open_folder(root, cache=None).index) == built
    for _ in range(2):
        opened = open_folder(root, cache=cache)
        assert content(opened.index) == built
        assert (opened.skipped, opened.notices) == ((), ())


def test_one_file_is_a_folder_of_one(root: Path, cache: Path) -> None:
    for _ in range(2):
        index = open_folder(root / "otters.txt", cache=cache).index
        assert [source.id for source in index.sources] == ["otters"]


def test_an_unchanged_folder_is_not_read(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aged(root)
    open_folder(root, cache=cache)
    monkeypatch.setattr("qa_bot.retrieval.batches.read_file", None)
    monkeypatch.setattr(storage, "lock", None)
    assert open_folder(root, cache=cache).notices == ()


def test_young_files_are_read_again(root: Path, cache: Path) -> None:
    path = root / "otters.txt"
    open_folder(root, cache=cache)
    before = path.stat()
    path.write_text(path.read_text().replace("Tweed", "Trent"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert open_folder(root, cache=cache).index.holds("trent")


def test_touched_files_keep_the_generation(root: Path, cache: Path) -> None:
    aged(root)
    open_folder(root, cache=cache)
    before = generations(cache)
    os.utime(root / "otters.txt", (1_100_000_000, 1_100_000_000))
    seen: list[FilesRead] = []
    open_folder(root, cache=cache, progress=seen.append)
    open_folder(root, cache=cache, progress=seen.append)
    assert generations(cache) == before
    size = (root / "otters.txt").stat().st_size
    assert seen == [FilesRead(0, 1, 0, size), FilesRead(1, 1, size, size)], "the second time it is known"


MOVES: dict[str, Callable[[Path], object]] = {
    "others may read it": lambda root: [path.chmod(0o604) for path in root.rglob("*.txt")],
    "it was written again": lambda root: [
        path.write_bytes(path.read_bytes()) for path in root.rglob("*.txt")
    ],
    "it was copied back": lambda root: (
        shutil.copytree(root, f"{root}2"),
        shutil.rmtree(root),
        shutil.move(f"{root}2", root),
    ),
}


@pytest.mark.parametrize("move", MOVES)
def test_what_holds_the_same_bytes_is_not_read_again(
    move: str, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "odd.txt").write_bytes(b"The caf\xe9 opened.")
    (root / "empty.txt").write_bytes(b"")
    aged(root)
    before = open_folder(root, cache=cache)
    MOVES[move](root)
    with monkeypatch.context() as patched:
        patched.setattr("qa_bot.documents.articles.read_text", None)
        patched.setattr("qa_bot.documents.articles.FORMATS", ())
        for _ in range(2):
            after = open_folder(root, cache=cache)
            assert content(after.index) == content(before.index)
            assert ({*after.skipped}, after.corpus) == ({*before.skipped}, before.corpus)
            aged(root)
    path = root / "otters.txt"
    path.write_text(path.read_text().replace("Tweed", "Trent"))
    aged(root)
    assert open_folder(root, cache=cache).index.holds("trent"), "other bytes of the same size and time"


@pytest.mark.parametrize(
    ("changed", "later", "known"),
    [
        ({}, 10**10, True),
        ({}, 10**9, False),
        ({}, -(10**9), False),
        ({"size": 2}, 10**10, False),
        ({"mtime_ns": 6}, 10**10, False),
        ({"ctime_ns": 6}, 10**10, False),
        ({"inode": 6}, 10**10, False),
        ({"path": "b"}, 10**10, False),
    ],
)
def test_what_is_relied_on(changed: dict[str, int | str], later: int, known: bool) -> None:
    stamp = FileStamp("a", 1, 5, 5, 5)
    held = memory.Memory("g-1", stamp.mtime_ns + later, {"a": memory.Noted(stamp, ())})
    assert held.knows(stamp._replace(**changed)) is known  # type: ignore[arg-type]


def put(path: Path) -> None:
    path.write_text("The ferry sank in 1911.")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file is new": lambda root: put(root / "new.txt"),
    "a file in a folder is new": lambda root: put(root / "inside" / "new.txt"),
    "a folder is new": lambda root: (root / "more").mkdir(),
    "a file is gone": lambda root: (root / "otters.txt").unlink(),
    "a file has another name": lambda root: (root / "otters.txt").rename(root / "seals.txt"),
    "a file is written": lambda root: put(root / "otters.txt"),
    "a file in a folder is written": lambda root: put(root / "inside" / "a.txt"),
    "a file is as large, at another time": lambda root: os.utime(root / "otters.txt", (1_100_000_000,) * 2),
    "a file may be read by others": lambda root: (root / "otters.txt").chmod(0o604),
    "a file has become a link": lambda root: linked(root / "otters.txt"),
    "what was left out is of another kind": lambda root: linked(root / "link.txt"),
    "all is gone": shutil.rmtree,
}


def linked(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent)


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_that_has_changed_does_not_stand(change: str, root: Path, cache: Path) -> None:
    (root / "inside").mkdir()
    put(root / "inside" / "a.txt")
    (root / "link.txt").symlink_to("nowhere")
    (root / "empty.txt").write_text("")
    aged(root)
    open_folder(root, cache=cache)
    remembered = memory.recall(place_of(root, cache) or root)
    assert remembered is not None
    assert remembered.stands(root)
    assert remembered.skipped == (
        Skipped("link.txt", "a link that leads nowhere"),
        Skipped("empty.txt", "empty"),
    )
    assert remembered.stamp("inside/a.txt") == FileStamp(
        "inside/a.txt", *numbers((root / "inside/a.txt").stat())
    )
    assert remembered.stamp("inside/b.txt") is None
    CHANGES[change](root)
    assert not remembered.stands(root)


@pytest.mark.parametrize("times", [1, 2], ids=["read", "opened again"])
def test_a_folder_is_watched_wherever_the_program_works(
    times: int, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(root)
    monkeypatch.chdir(root.parent)
    *_, opened = (open_folder(Path(root.name), cache=cache) for _ in range(times))
    monkeypatch.chdir("/")
    assert not opened.changed("otters.txt")
    assert not opened.changes()
    put(root / "otters.txt")
    assert opened.changed("otters.txt")
    assert opened.changes().changed == ("otters.txt",)


def test_a_folder_that_was_changed_while_it_was_listed_does_not_stand(root: Path, cache: Path) -> None:
    aged(root)
    os.utime(root)
    open_folder(root, cache=cache)
    remembered = memory.recall(place_of(root, cache) or root)
    assert remembered is not None
    assert not remembered.stands(root)


def test_a_file_that_could_not_be_opened_is_tried_again(root: Path, cache: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read all")
    (root / "otters.txt").chmod(0)
    aged(root)
    open_folder(root, cache=cache)
    remembered = memory.recall(place_of(root, cache) or root)
    assert remembered is not None
    assert not remembered.stands(root)


def test_an_unreadable_file_does_not_wear_the_disk(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "empty.txt").write_bytes(b"")
    aged(root)
    open_folder(root, cache=cache)
    monkeypatch.setattr(storage, "write", None)
    opened = open_folder(root, cache=cache)
    assert (opened.notices, len(opened.skipped)) == ((), 1)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_what_a_missing_package_left_out_is_read_once_it_is_there(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "page.html").write_text("<p>The pier was built in 1850.</p>")
    aged(root)
    with monkeypatch.context() as patched:
        patched.setattr("qa_bot.documents.formats.is_installed", lambda _: False)
        for _ in range(2):
            (skipped,) = open_folder(root, cache=cache).skipped
            assert "pip install" in skipped.reason
    opened = open_folder(root, cache=cache)
    assert opened.skipped == ()
    assert opened.index.holds("pier")


def test_names_that_are_no_text(root: Path, cache: Path) -> None:
    name = os.fsdecode(b"caf\xe9\n.txt")
    (root / name).write_text("The strike of names.")
    aged(root)
    for _ in range(2):
        index = open_folder(root, cache=cache).index
        assert name in {source.path for source in index.sources}
    assert check_folder(root, cache).sound


EDITS: list[Callable[[Path], object]] = [
    lambda root: (root / "otters.txt").write_text("Otters left.\n\nThey left the river. Nobody saw them go."),
    lambda root: (root / "new.txt").write_text("A new strike began in June."),
    lambda root: (root / "harbour.txt").unlink(),
    lambda root: (root / "new.txt").rename(root / "a.txt"),
    lambda root: shutil.rmtree(root / "deep"),
    lambda root: (root / "bad.txt").write_bytes(b"\0\1\2"),
    lambda root: (root / "otters.txt").write_bytes(b""),
    lambda root: write(root, TEXTS),
]


def test_a_refreshed_folder_equals_a_rebuilt_one(root: Path, cache: Path, tmp_path: Path) -> None:
    open_folder(root, cache=cache)
    for number, edit in enumerate(EDITS):
        edit(root)
        refreshed = open_folder(root, cache=cache)
        rebuilt = open_folder(root, cache=tmp_path / f"cache{number}")
        assert refreshed.notices == rebuilt.notices == ()
        assert content(refreshed.index) == content(rebuilt.index)
        assert files(cache) == files(tmp_path / f"cache{number}")
        assert content(open_folder(root, cache=cache).index) == content(rebuilt.index)
        assert len(generations(cache)) == 1


def files(cache: Path) -> dict[str, bytes]:
    (folder,) = generations(cache)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_saved_bytes_do_not_depend_on_the_order_of_making(tmp_path: Path) -> None:
    found = []
    for seed in range(3):
        names = list(TEXTS)
        random.Random(seed).shuffle(names)
        root = write(tmp_path / str(seed) / "r", {name: TEXTS[name] for name in names})
        open_folder(root, cache=tmp_path / f"cache{seed}")
        found.append(files(tmp_path / f"cache{seed}"))
    assert found[0] == found[1] == found[2]


def test_what_was_skipped_is_said_every_time(root: Path, cache: Path) -> None:
    (root / "bad.txt").write_bytes(b"\0" * 20)
    (root / "empty.txt").write_bytes(b"")
    (root / "odd.txt").write_bytes(b"The caf\xe9 opened.")
    (root / "x.pdf").write_bytes(b"")
    aged(root)
    said = [open_folder(root, cache=place).skipped for place in (None, cache, cache, cache)]
    assert {skipped.path for skipped in said[0]} == {"bad.txt", "empty.txt", "odd.txt", "x.pdf"}
    assert [set(skipped) for skipped in said[1:]] == [set(said[0])] * 3
    assert all(isinstance(one, Skipped) for one in said[3])


def test_nothing_to_read(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(NothingToRead):
        open_folder(tmp_path / "missing", cache=cache)
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "a.txt").write_bytes(b" \n")
    with pytest.raises(NothingToRead, match="no readable text"):
        open_folder(tmp_path / "void", cache=cache)
    assert generations(cache) == []


def test_all_articles_removed(root: Path, cache: Path) -> None:
    open_folder(root, cache=cache)
    shutil.rmtree(root)
    root.mkdir()
    with pytest.raises(NothingToRead):
        open_folder(root, cache=cache)


def test_quotes_come_from_the_index(root: Path, cache: Path) -> None:
    opened = open_folder(root, cache=cache)
    before = ranked(opened.index, QUESTION)
    (root / "harbour.txt").write_text("Something else altogether.")
    assert ranked(opened.index, QUESTION) == before
    assert before[0][0] in TEXTS["harbour"]


@pytest.mark.parametrize(
    "change", [lambda path: path.write_text("Else."), Path.unlink, lambda path: os.utime(path)]
)
@pytest.mark.parametrize("alone", [False, True])
def test_an_article_that_changed_since_it_was_read_is_said_beside_its_words(
    alone: bool, change: Callable[[Path], None], root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", str(cache))
    aged(root)
    path = root / "harbour.txt"
    for _ in range(2):
        bot = QABot.from_folder(path if alone else root)
        first = bot.ask(QUESTION)
        assert first.notices == ()
    (root / "otters.txt").write_text("Nothing that is quoted.")
    assert bot.ask(QUESTION).notices == ()
    change(path)
    later = bot.ask(QUESTION)
    assert later.notices == ("harbour.txt has changed since it was read.",)
    assert later.shown == first.shown


def test_only_the_owner_can_read_it(root: Path, cache: Path) -> None:
    mask = os.umask(0)
    try:
        open_folder(root, cache=cache)
    finally:
        os.umask(mask)
    for path in [cache, *cache.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_cache_is_not_put_among_the_articles(root: Path) -> None:
    (notice,) = open_folder(root, cache=root / "cache").notices
    assert "among the articles" in notice
    assert not (root / "cache").exists()
    assert open_folder(root, cache=root / ".cache").notices == (), "a hidden folder is never read"
    assert (root / ".cache").is_dir()
    assert open_folder(root, cache=root / ".cache").skipped == ()


def test_each_folder_has_its_place(tmp_path: Path, cache: Path) -> None:
    assert place_of(tmp_path / "a", cache) != place_of(tmp_path / "b" / "a", cache)
    assert place_of(tmp_path / "a", cache) == place_of(tmp_path / "b" / ".." / "a", cache)
    place = place_of(tmp_path / "a/ü\n\x1b", cache)
    assert place is not None
    assert place.name.endswith("-___")


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"QA_BOT_CACHE": "/x/y", "XDG_CACHE_HOME": "/z"}, Path("/x/y")),
        ({"XDG_CACHE_HOME": "/z", "HOME": "/h"}, Path("/z/qa_bot")),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, None),
        ({"HOME": "/h"}, Path("/h/.cache/qa_bot")),
        ({"HOME": "nowhere"}, None),
        ({"HOME": ""}, None),
    ],
)
def test_default_cache(env: dict[str, str], expected: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QA_BOT_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert default_cache() == expected


def test_check(root: Path, cache: Path) -> None:
    before = check_folder(root, cache)
    assert (before.articles, before.sound, before.trouble) == (len(TEXTS), False, "there is none yet")
    assert not cache.exists(), "checking writes nothing"
    open_folder(root, cache=cache)
    sound = check_folder(root, cache)
    assert (sound.sound, sound.trouble) == (True, "")
    assert (sound.passages, sound.sentences) == (before.passages, before.sentences)
    (root / "new.txt").write_text("News.")
    assert check_folder(root, cache).trouble == "1 article changed since it was made"
    (generations(cache)[0] / "ids.npy").write_bytes(b"")
    assert "damaged (ids.npy" in check_folder(root, cache).trouble


def test_check_without_a_cache(root: Path) -> None:
    found = check_folder(root, None)
    assert (found.articles, found.place, found.sound) == (len(TEXTS), "", False)


def test_another_version(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ranked(open_folder(root, cache=cache).index, QUESTION)
    monkeypatch.setattr(generation, "FORMAT", 0)
    opened = open_folder(root, cache=cache)
    assert "another version" in opened.notices[0]
    assert ranked(opened.index, QUESTION) == before
    assert open_folder(root, cache=cache).notices == ()


def test_other_settings(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_folder(root, cache=cache)
    monkeypatch.setattr(generation, "fingerprint", lambda: "other rules")
    assert "another version" in open_folder(root, cache=cache).notices[0]


def test_files_are_numpy_files(root: Path, cache: Path) -> None:
    opened = open_folder(root, cache=cache)
    (folder,) = generations(cache)
    for path in folder.glob("*.npy"):
        array = np.load(path, mmap_mode="r", allow_pickle=False)
        (segment,), union = opened.index.assembled
        arrays = segment.tables._asdict() | union._asdict()
        assert array.tobytes() == arrays[path.stem].tobytes()


def test_mapped_files(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "SMALL", 0)
    built = open_folder(root, cache=cache)
    opened = open_folder(root, cache=cache)
    assert content(opened.index) == content(built.index)
    shutil.rmtree(cache)
    assert content(opened.index) == content(built.index), "a reader keeps what it opened"


def rot(path: Path, at: int = -1) -> None:
    """Change a byte of a file, and leave its size and times as they were."""
    before, data = path.stat(), bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture
def large(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an index that counts as large; its articles have a mark each."""
    for path in root.rglob("*.txt"):
        path.write_text(path.read_text().replace(" the ", " **the** ", 1))
    monkeypatch.setattr(generation, "ALWAYS_CHECKED", 0)
    monkeypatch.setattr(storage, "SMALL", 0)
    aged(root)
    open_folder(root, cache=cache)
    return generations(cache)[0]


@pytest.mark.parametrize("name", sorted({*SHAPES} - generation.GUARDED))
def test_what_grows_with_the_words_is_checked_at_every_open(
    name: str, large: Path, root: Path, cache: Path
) -> None:
    rot(large / f"{name}.npy")
    assert "damaged" in open_folder(root, cache=cache).notices[0]
    assert open_folder(root, cache=cache).notices == ()


@pytest.mark.parametrize("name", sorted(generation.GUARDED - {"tf"}))
def test_rot_of_a_large_index_is_found_where_it_is_used(
    name: str, large: Path, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", str(cache))
    wanted = QABot.from_folder(root).ask(QUESTION)
    rot(large / f"{name}.npy", generation.HEADER_BYTES)
    bot = QABot.from_folder(root)
    got = bot.ask(QUESTION)
    assert (got.answer, got.confidence) == (wanted.answer, wanted.confidence)
    told = bot.notices or got.notices
    assert "damaged; it was rebuilt" in told[0]
    assert bot.ask(QUESTION).notices == ()
    assert QABot.from_folder(root).notices == ()


@pytest.mark.parametrize("name", sorted(generation.GUARDED))
def test_a_large_index_is_verified_and_mended_when_asked_to(
    name: str, large: Path, root: Path, cache: Path
) -> None:
    whole = files(cache)
    rot(large / f"{name}.npy")
    assert "damaged" in check_folder(root, cache).trouble
    assert "damaged" in open_folder(root, cache=cache, verify=True).notices[0]
    assert files(cache) == whole


@pytest.mark.parametrize("name", sorted(generation.GUARDED))
def test_a_refresh_takes_over_no_rot(name: str, large: Path, root: Path, cache: Path) -> None:
    rot(large / f"{name}.npy")
    (root / "new.txt").write_text("News of the strike.")
    opened = open_folder(root, cache=cache)
    assert "damaged" in opened.notices[0]
    assert content(opened.index) == content(open_folder(root, cache=None).index)


def test_a_guarded_array_gives_what_a_plain_one_does() -> None:
    chance = np.random.default_rng(5)
    array = chance.integers(0, 256, (40_000, 4)).astype(np.uint32)
    keys = [
        7,
        -1,
        np.int64(9),
        slice(3, 40),
        slice(None),
        slice(30_000, 5),
        slice(None, None, -2),
        [4, 39_999],
    ]
    keys += [(slice(5, 9), 2), (3, 3), array[:, 0] > 9, np.array([1, 2]), slice(39_990, 99_999), []]
    made = guarded(array.copy(), "x.npy", block_sums(array.data))
    for key in keys:
        assert np.array_equal(made[key], array[key]), key
    assert np.array_equal(pickle.loads(pickle.dumps(made)), array)
    spoilt = array.copy()
    spoilt[20_000, 1] ^= 1
    made = guarded(spoilt, "x.npy", block_sums(array.data))
    assert np.array_equal(made[:15_000], array[:15_000])
    for key in (20_000, slice(15_000, 20_001), [1, 39_000], -20_000, spoilt[:, 0] > 9):
        with pytest.raises(IndexDamaged, match=r"x\.npy"):
            made[key]
    for sums in ("", None, "0" * 7, 5):
        with pytest.raises(IndexDamaged):
            guarded(array, "x.npy", sums)


def test_a_spoiled_memory_is_only_forgotten(root: Path, cache: Path) -> None:
    aged(root)
    open_folder(root, cache=cache)
    (stamps,) = cache.glob(f"*/{memory.STAMPS}")
    for spoiled in (
        b"",
        b"\n",
        b"x\n{}",
        b"\xff" * 99,
        stamps.read_bytes()[:-1],
        sealed(b"[]"),
        sealed(b"{}"),
        sealed(b"[" * 100_000),
        sealed(b"5"),
        *map(sealed, odd_memories(stamps)),
    ):
        stamps.write_bytes(spoiled)
        assert open_folder(root, cache=cache).notices == ()
        found = memory.recall(stamps.parent)
        assert found, "it is written anew"
        assert found.stands(root)


def odd_memories(stamps: Path) -> Iterator[bytes]:
    """Yield memories of other forms than ours."""
    head, _, table = stamps.read_bytes().partition(b"\n")[2].partition(b"\n")
    row = json.loads(head)
    odd: list[dict[str, object]] = [
        {name: value} for name in row for value in (None, 5, "soon", {"a": 1}, [[7, 7]], ["a", "b"])
    ]
    for change in (
        *odd,
        {"notes": {"a": [7]}},
        {"reasons": ["a"]},
        {"reasons": [5]},
        {"listed": 1},
        {"files": 1},
    ):
        changed = json.dumps(row | change).encode()
        if json.loads(changed) != row:
            yield changed + b"\n" + table
    for rest in (b"", table[:-1], table[:-8], table[:-32], table + table):
        yield head + b"\n" + rest


def sealed(body: bytes) -> bytes:
    return generation.checksum([body]).encode() + b"\n" + body


def test_opening_and_asking_import_no_scikit_learn(root: Path, cache: Path) -> None:
    aged(root)
    open_folder(root, cache=cache)
    (root / "new.txt").write_text("A refresh. It must be quick as well.")
    code = f"""
import sys
from pathlib import Path
from qa_bot.retrieval.folder import open_folder
from qa_bot.questions.reading import read_question
from qa_bot.retrieval.retriever import Retriever
for _ in range(2):
    opened = open_folder(Path({str(root)!r}), cache=Path({str(cache)!r}))
    assert len(opened.index.sources) == {len(TEXTS) + 1} and not opened.notices, opened
    assert Retriever(opened.index).rank(read_question({QUESTION!r}))
slow = {{"sklearn", "scipy", "importlib.metadata", "multiprocessing", "asyncio"}} & set(sys.modules)
sys.exit(str(slow) if slow else 0)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_fingerprint_covers_all_rules_that_read() -> None:
    code = """
import sys
from qa_bot.documents import articles, passages
from qa_bot.language import tokens as text
print(*sorted(one.__file__ for name, one in sys.modules.items() if name.startswith("qa_bot.")))
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    package = Path(storage.__file__).parents[1]
    covered = {path for rule in RULES for path in package.glob(rule)}
    read = {Path(name) for name in ran.stdout.split()} - {
        package / f"{name}.py" for name in ("values", "errors", "opening", "named_tuples")
    }
    assert {one for one in read if one.name != "__init__.py"} <= covered


def test_no_code_is_ever_loaded() -> None:
    package = Path(storage.__file__).parents[1]
    for path in package.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for word in ("pickle", "joblib", "allow_pickle=True", "eval(", "exec(", "marshal", "yaml.load"):
            assert word not in source.replace("allow_pickle=False", ""), f"{word} in {path}"


def test_a_lock_that_is_held(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = place_of(root, cache)
    assert place is not None
    storage.make_folder(place)
    held = storage.lock(place / generation.LOCK)
    monkeypatch.setattr(storage, "lock", lambda path, waiting=None: _locked(path))
    opened = open_folder(root, cache=cache)
    assert "Another qa-bot" in opened.notices[0]
    assert ranked(opened.index, QUESTION)
    storage.unlock(held)


def _locked(path: Path, lock: Callable[..., int] = storage.lock) -> int:
    return lock(path, seconds=0.05)


def test_who_holds_a_lock_is_said_after_a_while(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "PATIENCE", 0.01)
    place = place_of(root, cache)
    assert place is not None
    storage.make_folder(place)
    held = storage.lock(place / generation.LOCK)
    told: list[str] = []

    def hear(message: str) -> None:
        told.append(message)
        storage.unlock(held)

    assert open_folder(root, cache=cache, waiting=hear).notices == ()
    assert len(told) == 1
    assert f"process {os.getpid()}" in told[0]


@pytest.mark.parametrize("theirs", ["cache", "place", "index"])
def test_what_another_user_owns_is_neither_believed_nor_written(
    theirs: str, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(root)
    open_folder(root, cache=cache)
    before = sorted(cache.rglob("*"))
    foreign = {"cache": [cache], "place": [*cache.iterdir()], "index": generations(cache)[0].iterdir()}
    inodes = {path.stat().st_ino for path in foreign[theirs]}
    own = opening.require_ours

    def require_ours(status: os.stat_result, path: Path) -> None:
        if status.st_ino in inodes:
            with monkeypatch.context() as other:
                other.setattr(os, "geteuid", lambda: status.st_uid + 1)
                own(status, path)
        own(status, path)

    for room in (opening, storage):
        monkeypatch.setattr(room, "require_ours", require_ours)
    opened = open_folder(root, cache=cache)
    assert "belongs to another user" in opened.notices[0]
    assert not opened.kept
    assert ranked(opened.index, QUESTION)
    assert sorted(cache.rglob("*")) == before


def test_a_folder_of_another_user_is_not_entered(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert "belongs to another user" in open_folder(root, cache=cache).notices[0]
    assert [*cache.iterdir()] == []


def test_links_in_the_place_of_an_index_are_not_followed(root: Path, cache: Path) -> None:
    open_folder(root, cache=cache)
    (folder,) = generations(cache)
    folder.rename(cache.parent / "elsewhere")
    folder.symlink_to(cache.parent / "elsewhere")
    assert "damaged" in open_folder(root, cache=cache).notices[0]
    assert (cache.parent / "elsewhere").is_dir()
    (place,) = cache.iterdir()
    place.rename(cache.parent / "place")
    place.symlink_to(cache.parent / "place")
    opened = open_folder(root, cache=cache)
    assert "not a directory" in opened.notices[0]
    assert not opened.kept


@pytest.mark.parametrize("chosen", ["~nosuchuser/c", "~nosuchuser"])
def test_a_cache_of_nobody_is_said(
    chosen: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", chosen)
    monkeypatch.chdir(tmp_path)
    opened = open_folder(root, cache=default_cache())
    assert "no user 'nosuchuser'" in opened.notices[0]
    assert sorted(tmp_path.iterdir()) == [root]


def test_why_a_place_cannot_be_made_is_said(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(storage, "make_folder", refuse)
    assert "read-only file system" in open_folder(root, cache=cache).notices[0]


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_place_that_cannot_be_written(
    code: int, root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(storage, "write", refuse)
    opened = open_folder(root, cache=cache)
    assert len(opened.notices) == 1
    assert os.strerror(code).lower() in opened.notices[0]
    assert "damaged" not in opened.notices[0]
    assert ranked(opened.index, QUESTION)


def test_an_index_that_may_not_be_read_is_not_called_damaged(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_folder(root, cache=cache)
    before = generations(cache)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(storage, "read", refuse)
    opened = open_folder(root, cache=cache)
    assert "permission denied" in opened.notices[0]
    assert "damaged" not in opened.notices[0]
    assert generations(cache) == before


def test_a_file_in_the_place_of_the_cache(root: Path, cache: Path) -> None:
    cache.write_text("not a folder")
    opened = open_folder(root, cache=cache)
    assert "stays in memory" in opened.notices[0]
    assert ranked(opened.index, QUESTION)
