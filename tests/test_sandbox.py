"""A hostile file costs itself alone: its reader is a process with limits, started anew after a death."""

from __future__ import annotations

import io
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa_bot.documents import messages
from qa_bot.documents.sandbox import Sandbox
from qa_bot.retrieval.folder import open_folder

PAGE = b"<p>The mill burnt down in 1911."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.fixture(scope="module")
def child() -> Iterator[Sandbox]:
    with Sandbox() as place:
        yield place


def word(body: str, before: str = "") -> bytes:
    file = io.BytesIO()
    text = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return file.getvalue()


def pdf(stream: bytes, filters: str) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(stream), filters.encode(), stream),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


def squeezed(size: int, times: int) -> bytes:
    """Return `size` spaces, compressed several times over."""
    squeezer = zlib.compressobj(9)
    data = b"".join(squeezer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + squeezer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "tags that never end": (".html", b"<a " * 40_000, ""),
    "comments that never end": (".html", b"<!--" * 40_000, "empty"),
    "elements inside elements": (".html", b"<div>" * 40_000 + b"x", "nested too deep"),
    "tables inside tables": (".html", b"<table><tr><td>" * 20_000 + b"x", "nested too deep"),
    "a cell of a million columns": (".html", b"<table><tr><td colspan=999999>a<td>b</table>", "a; b"),
    "entities inside entities in a page": (".html", f"<!DOCTYPE x [{ENTITIES}]><p>&a9;</p>".encode(), "&a9;"),
    "entities inside entities": (
        ".docx",
        word("&a9;", f'<!DOCTYPE x [<!ENTITY a0 "a">{ENTITIES}]>'),
        "is no XML",
    ),
    "an entity that is a file": (
        ".docx",
        word("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "is no XML",
    ),
    "a page of 300 MB": (
        ".docx",
        word("<w:p>" + " " * 300_000_000 + "</w:p>"),
        "unpacks to more than 100 MB",
    ),
    "tables inside tables in Word": (
        ".docx",
        word("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000),
        "nested too deep",
    ),
    "packed three times": (".pdf", pdf(squeezed(900_000_000, 3), "/FlateDecode" * 3), ""),
    "lists inside lists": (".json", b"[" * 500_000, "nested too deep"),
    "mails inside mails": (
        ".eml",
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)),
        "",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_reason_and_the_next_file_is_read(name: str, child: Sandbox) -> None:
    suffix, data, expected = HOSTILE[name]
    began = time.monotonic()
    said = child.read(suffix, data)
    told = said if isinstance(said, str) else " ".join(one.text + one.trouble for one in said)
    assert expected in told
    assert len(told) < 1000
    assert time.monotonic() - began < 40
    [document] = child.read(".html", PAGE)
    assert not isinstance(document, str)
    assert document.text == "The mill burnt down in 1911."


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory so")
def test_memory_is_limited() -> None:
    data = b"<p>" * 3_000_000
    with Sandbox(memory=120_000_000) as place:
        assert place.read(".html", data) in (
            "takes too much memory to read",
            "breaks the program that reads it",
        )
        assert isinstance(place.read(".html", PAGE), list)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell the processor's limit so")
def test_time_on_the_processor_is_limited() -> None:
    with Sandbox(seconds=1.9) as place:
        assert place.read(".html", b"<p>a" * 1_000_000) == "takes longer than 1.9 seconds to read"
        place._seconds = 60
        assert isinstance(place.read(".html", PAGE), list)


def test_a_hostile_file_does_not_stop_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(HOSTILE["packed three times"][1])
    (tmp_path / "b.docx").write_bytes(HOSTILE["entities inside entities"][1])
    (tmp_path / "c.html").write_bytes(PAGE)
    opened = open_folder(tmp_path, cache=None)
    assert [source.id for source in opened.index.sources] == ["c"]
    assert [one.path for one in opened.skipped] == ["a.pdf", "b.docx"]


def test_what_takes_too_long_is_given_up_and_the_next_file_is_read() -> None:
    with Sandbox(seconds=0.01) as place:
        assert place.read(".html", PAGE) == "takes longer than 0.01 seconds to read"
        place._seconds = 60
        assert isinstance(place.read(".html", PAGE), list)


def test_a_child_that_dies_is_replaced() -> None:
    with Sandbox() as place:
        place.read(".html", PAGE)
        first = place._child
        assert first is not None
        assert isinstance(place.read(".html", PAGE), list)
        assert place._child is first, "one child reads many files"
        first.kill()
        first.wait()
        assert place.read(".html", PAGE) == "breaks the program that reads it"
        assert isinstance(place.read(".html", PAGE), list)


def test_a_child_ends_with_its_sandbox() -> None:
    with Sandbox() as place:
        place.read(".html", PAGE)
        child = place._child
    assert child is not None
    assert child.returncode is not None


def test_without_a_child_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Sandbox() as place:
        assert (
            place.read(".html", PAGE) == "no process can be started to read it in (No such file or directory)"
        )


@pytest.mark.parametrize(
    "said", [b"", b"\0" * 7, (1 << 60).to_bytes(8, "big"), (3).to_bytes(8, "big") + b"[[]"]
)
def test_nonsense_from_a_child_is_a_death(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    start = f"import sys; sys.stdout.buffer.write({said!r}); sys.stdout.flush(); sys.stdin.buffer.read(9)"
    monkeypatch.setattr(messages, "_START", start)
    with Sandbox() as place:
        assert place.read(".html", PAGE) == "breaks the program that reads it"


def test_threads_read_at_once(tmp_path: Path) -> None:
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a.html").write_bytes(PAGE)
    with ThreadPoolExecutor(3) as pool:
        opened = list(pool.map(lambda folder: open_folder(folder, cache=None), sorted(tmp_path.iterdir())))
    assert [one.index.text_at(0) for one in opened] == ["The mill burnt down in 1911."] * 3
    assert not any(one.skipped for one in opened)
