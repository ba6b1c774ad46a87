from __future__ import annotations

import codecs
import os
import random
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.documents import articles as reading
from qa_bot.documents import files, formats
from qa_bot.documents.articles import article_from_text
from qa_bot.documents.decoding import decode
from qa_bot.documents.document import Document, Header, Unreadable
from qa_bot.documents.files import list_files
from qa_bot.documents.formats import FORMATS, READERS, Format, format_names
from qa_bot.documents.metadata import iso_date
from qa_bot.documents.sandbox import Sandbox
from qa_bot.errors import NothingToRead
from qa_bot.retrieval.folder import open_folder
from qa_bot.values import Article, Block, Skipped

SENTENCE = "The ballot closed on Thursday and the union will now write to every employer."


def kinds(text: str) -> list[tuple[str, str]]:
    article = article_from_text("a", text)
    return [(block.kind, text[block.start : block.end]) for block in article.blocks]


def paths(root: Path) -> list[str]:
    return [stamp.path for stamp in list_files(root)[0]]


def reasons(root: Path) -> dict[str, str]:
    return {skip.path: skip.reason for skip in list_files(root)[1]}


class Read(NamedTuple):
    article: Article | None
    note: Skipped | None


def read_file(root: Path, path: str) -> Read:
    """Read a file that holds one article."""
    with Sandbox() as sandbox:
        articles, note, *_ = reading.read_file(root, path, sandbox)
    return Read(articles[0] if articles else None, note)


def read_all(root: Path) -> tuple[list[Article], list[Skipped]]:
    """Read every file of a folder: its articles, and what was not read, or only in part."""
    stamps, skipped, _ = list_files(root)
    readings = [read_file(root, stamp.path) for stamp in stamps]
    articles = [reading.article for reading in readings if reading.article]
    return articles, [*skipped, *(reading.note for reading in readings if reading.note)]


@pytest.fixture
def alarm() -> Iterator[None]:
    signal.alarm(20)
    yield
    signal.alarm(0)


class TestFinding:
    def test_order_is_that_of_the_bytes_of_the_path_whatever_the_order_of_creation(
        self, tmp_path: Path
    ) -> None:
        names = ["b.txt", "B.md", "a/z.txt", "a.text", "a-b.markdown", "é.txt", "UP.TXT"]
        random.Random(7).shuffle(names)
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(SENTENCE)
        assert paths(tmp_path) == sorted(names, key=str.encode)

    @pytest.mark.parametrize(
        "name",
        [".hidden.txt", ".git/a.txt", "a.txt~", "a.txt.bak", ".a.txt.swp", "#a.txt#", "__pycache__/a.txt"],
    )
    def test_hidden_names_and_backups_are_passed_over_silently(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE)
        assert list_files(tmp_path)[:2] == ([], [])

    def test_other_suffixes_are_named(self, tmp_path: Path) -> None:
        for name in ("a.png", "README", "b.txt"):
            (tmp_path / name).write_text(SENTENCE)
        assert paths(tmp_path) == ["b.txt"]
        assert reasons(tmp_path) == dict.fromkeys(["README", "a.png"], f"not {format_names()}")

    def test_links_are_named_and_not_followed(self, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        folder.mkdir()
        (tmp_path / "outside.txt").write_text(SENTENCE)
        (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
        (folder / "loop").symlink_to(folder)
        (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
        assert paths(folder) == []
        assert reasons(folder) == {
            "gone.txt": "a link that leads nowhere",
            "loop": "a link, not followed",
            "out.txt": "a link, not followed",
        }
        assert read_file(folder, "out.txt").note == Skipped("out.txt", "a link, not followed")

    def test_pipes_and_sockets_are_never_waited_for(self, tmp_path: Path, alarm: None) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(tmp_path)
            listener.bind("socket.txt")
            os.chdir(here)
        assert reasons(tmp_path) == dict.fromkeys(["pipe.txt", "socket.txt"], "not a regular file")
        assert read_file(tmp_path, "pipe.txt").note == Skipped("pipe.txt", "not a regular file")
        assert isinstance(read_file(tmp_path, "socket.txt").note, Skipped)

    def test_a_device_as_root_is_refused(self, alarm: None) -> None:
        with pytest.raises(NothingToRead, match="neither a folder nor a file"):
            list_files(Path("/dev/zero"))

    def test_large_files_are_named_before_and_while_reading(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.txt").write_bytes(b"x" * 1001)
        monkeypatch.setattr(files, "MAX_FILE_BYTES", 1000)
        assert reasons(tmp_path)["a.txt"].startswith("larger than")
        assert read_file(tmp_path, "a.txt").note == Skipped("a.txt", "larger than 0 MB")

    @pytest.mark.parametrize("swapped", ["deep", "deep/inner"])
    def test_a_folder_that_became_a_link_since_it_was_listed_is_not_followed(
        self, tmp_path: Path, swapped: str
    ) -> None:
        root, outside = tmp_path / "root", tmp_path / "outside"
        for folder in (root / "deep" / "inner", outside / "inner"):
            folder.mkdir(parents=True)
            (folder / "a.txt").write_text(SENTENCE)
        (outside / "a.txt").write_text(SENTENCE)
        (stamp,) = list_files(root)[0]
        assert read_file(root, stamp.path).article
        (root / swapped).rename(tmp_path / "was")
        (root / swapped).symlink_to(outside)
        note = read_file(root, stamp.path).note
        assert note == Skipped("deep/inner/a.txt", "its folder was replaced while it was read; ask again")

    def test_where_nothing_is_readable_each_file_left_out_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_text(" ")
        (tmp_path / "song.mp3").write_bytes(b"x")
        (tmp_path / "bad.txt").write_bytes(b"\0" * 30)
        with pytest.raises(NothingToRead) as caught:
            open_folder(tmp_path, cache=None)
        assert {(one.path, one.reason) for one in caught.value.skipped} == {
            ("empty.txt", "empty"),
            ("song.mp3", f"not {format_names()}"),
            ("bad.txt", "binary"),
        }

    @pytest.mark.parametrize("path", ["~nosuchuser", "~nosuchuser/x", "", " "])
    def test_a_path_that_names_nothing_is_said(self, path: str) -> None:
        with pytest.raises(NothingToRead):
            QABot.from_folder(path)

    def test_a_folder_that_was_deleted_under_our_feet(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "gone").mkdir()
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        with pytest.raises(NothingToRead):
            QABot.from_folder(".")

    def test_what_cannot_be_opened_is_named_and_the_rest_is_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("a.txt", "b.txt"):
            (tmp_path / name).write_text(SENTENCE)
        (tmp_path / "locked").mkdir()
        true_open, true_scandir = os.open, os.scandir

        def refuse_open(path: Path, flags: int) -> int:
            if Path(path).name == "a.txt":
                raise PermissionError(13, "Permission denied")
            return true_open(path, flags)

        def refuse_scandir(path: Path) -> Iterator[os.DirEntry[str]]:
            if Path(path).name == "locked":
                raise PermissionError(13, "Permission denied")
            return true_scandir(path)  # type: ignore[return-value]

        monkeypatch.setattr(os, "open", refuse_open)
        monkeypatch.setattr(os, "scandir", refuse_scandir)
        articles, skipped = read_all(tmp_path)
        assert [article.id for article in articles] == ["b"]
        assert skipped == [Skipped("locked", "permission denied"), Skipped("a.txt", "permission denied")]

    @pytest.mark.parametrize(
        "name",
        [
            b"two\nlines.txt",
            b"\x1b[31mred.txt",
            b"caf\xe9.txt",
            "‮right.txt".encode(),
            b"-rf.txt",
            b" .txt",
            b"a" * 251 + b".txt",
        ],
    )
    def test_any_file_name_survives(self, tmp_path: Path, name: bytes) -> None:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(SENTENCE.encode())
        [article], _ = read_all(tmp_path)
        assert article.path is not None
        assert os.fsencode(article.path) == name
        assert article.id == os.fsdecode(name[:-4])

    def test_deep_folders_need_no_recursion(self, tmp_path: Path) -> None:
        deep = tmp_path.joinpath(*["d"] * 500)
        deep.mkdir(parents=True)
        (deep / "a.txt").write_text(SENTENCE)
        assert paths(tmp_path) == ["d/" * 500 + "a.txt"]

    def test_of_two_files_of_one_name_one_is_read_and_the_other_named(self, tmp_path: Path) -> None:
        for name in ("a.md", "a.txt"):
            (tmp_path / name).write_text(SENTENCE)
        assert paths(tmp_path) == ["a.md"]
        assert reasons(tmp_path) == {"a.txt": "a.md has the same name; rename one of them"}

    @pytest.mark.parametrize("name", ["a.txt", "notes.rst", ".hidden"])
    def test_the_root_may_be_one_file_of_any_name(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text(SENTENCE)
        (tmp_path / "other.txt").write_text(SENTENCE)
        articles, _ = read_all(tmp_path / name)
        assert [article.path for article in articles] == [name]

    def test_the_root_may_be_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(SENTENCE)
        (tmp_path / "b.txt").symlink_to("a.txt")
        assert [article.id for article in read_all(tmp_path / "b.txt")[0]] == ["b"]

    @pytest.mark.parametrize("make", ["missing", "empty folder", "blank file", "only skipped"])
    def test_nothing_to_read_is_said(self, tmp_path: Path, make: str) -> None:
        root = tmp_path / "articles"
        if make != "missing":
            root.mkdir()
        if make == "blank file":
            (root / "a.txt").write_text(" \n\t\n")
        if make == "only skipped":
            (root / "a.pdf").write_text("x")
        with pytest.raises(NothingToRead, match=r"articles.*give a folder") as caught:
            open_folder(root, cache=None)
        assert "\n" not in str(caught.value)
        assert caught.value.path == str(root)

    @pytest.mark.parametrize("root", ["\0", "a" * 5000])
    def test_an_impossible_path_is_nothing_to_read(self, root: str) -> None:
        with pytest.raises(NothingToRead):
            list_files(Path(root))

    def test_an_empty_file_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("")
        (tmp_path / "b.txt").write_text(SENTENCE)
        assert read_all(tmp_path)[1] == [Skipped("a.txt", "empty")]

    def test_a_stamp_tells_a_change(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("one")
        before = list_files(tmp_path)[0]
        (tmp_path / "a.txt").write_text("other")
        assert before != list_files(tmp_path)[0]

    @pytest.mark.parametrize("suffix", [suffix for suffix, row in READERS.items() if not row.is_apart])
    def test_every_suffix_is_read(self, tmp_path: Path, suffix: str) -> None:
        (tmp_path / f"a{suffix}").write_text(SENTENCE)
        [article], _ = read_all(tmp_path)
        assert (article.id, article.text) == ("a", SENTENCE)

    def test_a_format_is_added_by_a_row(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def read_shouted(data: bytes) -> Document:
            text = data.decode().lower()
            return Document(text, Header(title="Shouted"), (Block(0, len(text), "paragraph"),), "was loud")

        monkeypatch.setattr(formats, "FORMATS", (*FORMATS, Format((".loud",), read_shouted)))
        monkeypatch.setitem(cast("dict[str, Format]", READERS), ".loud", Format((".loud",), read_shouted))
        (tmp_path / "a.loud").write_text(SENTENCE.upper())
        (tmp_path / "b.png").write_text("x")
        [article], skipped = read_all(tmp_path)
        assert (article.id, article.title, article.text) == ("a", "Shouted", SENTENCE.lower())
        assert skipped == [Skipped("b.png", f"not {format_names()}"), Skipped("a.loud", "was loud")]
        (tmp_path / "a.loud").unlink()
        with pytest.raises(NothingToRead, match=r"give a folder with .* or \.loud files"):
            open_folder(tmp_path, cache=None)


class TestDecoding:
    @pytest.mark.parametrize(
        ("mark", "encoding"),
        [
            (b"", "utf-8"),
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
            (codecs.BOM_UTF32_LE, "utf-32-le"),
            (codecs.BOM_UTF32_BE, "utf-32-be"),
        ],
    )
    def test_a_mark_tells_the_encoding_and_is_no_text(self, mark: bytes, encoding: str) -> None:
        text = "Café — “naïve” 😀\r\nnext"
        assert decode(mark + text.encode(encoding)) == (text, "")

    @pytest.mark.parametrize(
        ("data", "text", "trouble"),
        [
            (b"caf\xe9", "café", "not UTF-8 at byte 3, read as Windows-1252 there"),
            (b"\x93no\x94", "“no”", "not UTF-8 at byte 0, read as Windows-1252 there"),
            ("é".encode() + b" caf\xe9", "é café", "not UTF-8 at byte 6, read as Windows-1252 there"),
            (codecs.BOM_UTF8 + b"a\xe9", "aé", "not UTF-8 at byte 4, read as Windows-1252 there"),
            (b"a\x81", "a\ufffd", "not UTF-8 at byte 1, read as Windows-1252 there"),
            (b"\xed\xa0\x80 a", "í\xa0€ a", "not UTF-8 at byte 0, read as Windows-1252 there"),
            (codecs.BOM_UTF16_LE + b"a\0\0\xd8", "a\ufffd", "not UTF-16-LE at byte 4, replaced there"),
            (b"a" * 9000 + b"\0b", "a" * 9000 + "\0b", "a NUL at byte 9000, kept"),
            (b"text\0", "text\0", "a NUL at byte 4, kept"),
            (b"\0the mill burnt.", "\0the mill burnt.", "a NUL at byte 0, kept"),
            (b"a" * 99 + b"\0\0", "a" * 99 + "\0\0", "a NUL at byte 99, kept"),
            (
                "The mill – burnt.".encode("utf-16-le"),
                "The mill – burnt.",
                "UTF-16-LE without a byte-order mark",
            ),
            (
                "The mill “burnt”.".encode("utf-16-be"),
                "The mill “burnt”.",
                "UTF-16-BE without a byte-order mark",
            ),
            (
                "The mill".encode("utf-16-le") + b"x",
                "The mill\ufffd",
                "UTF-16-LE without a byte-order mark; not UTF-16-LE at byte 16, replaced there",
            ),
        ],
    )
    def test_bad_bytes_never_lose_the_text(self, data: bytes, text: str, trouble: str) -> None:
        assert decode(data) == (text, trouble)

    @pytest.mark.parametrize(
        "data",
        [
            b"\0",
            b"t\0ex\0t",
            "The mill burnt.".encode("utf-32-le"),
            b"\0" * 4096 + b"text",
            b"\xff\xd8\xff\xe0\x00\x10JFIF",
            b"%PDF-1.7\n" + bytes(range(1, 200)),
            b"\x01" * 99,
        ],
    )
    def test_binary_is_named(self, data: bytes) -> None:
        with pytest.raises(Unreadable, match=r"\Abinary\Z"):
            decode(data)

    def test_trouble_is_noted_beside_the_article(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"caf\xe9 " + SENTENCE.encode())
        article, note = read_file(tmp_path, "a.txt")
        assert article is not None
        assert article.text.startswith("café")
        assert note == Skipped("a.txt", "not UTF-8 at byte 3, read as Windows-1252 there")

    def test_line_ends_are_kept(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"one\r\ntwo\rthree\n")
        [article], _ = read_all(tmp_path)
        assert article.text == "one\r\ntwo\rthree\n"

    @given(st.binary(max_size=400))
    def test_no_bytes_raise(self, data: bytes) -> None:
        with suppress(Unreadable):
            text = decode(data).text
            assert not any(0xD800 <= ord(character) <= 0xDFFF for character in text)
            article_from_text("a", text)


class TestHeader:
    @pytest.mark.parametrize(
        ("text", "face"),
        [
            (
                f"---\ntitle: A strike\ndate: 2016-08-12\npublisher: 'The Paper'\n---\n{SENTENCE}",
                ("A strike", "2016-08-12", "The Paper"),
            ),
            (
                f'---\ntitle: "Doctors: what next?"\n# note\ntags:\n  - a\ndate: 2016-02-30\n---\n{SENTENCE}',
                ("Doctors: what next?", None, None),
            ),
            (f"+++\ntitle = 'T'\ndate = 2016\n+++\n{SENTENCE}", ("T", "2016", None)),
            (
                f"HEADLINE: A strike\nDATE: 24 February 2023\nBYLINE: Ann\nSOURCE: The Paper\n\n{SENTENCE}",
                ("A strike", "2023-02-24", "The Paper"),
            ),
            (f"Title: A strike\n\nPublished: Feb 24, 2023\n{SENTENCE}", ("A strike", "2023-02-24", None)),
            (f"**Title:** A strike\n{SENTENCE}", ("A strike", None, None)),
            (f" date 2023-02-24 {SENTENCE}", ("some id", "2023-02-24", None)),
            (f"# A *strike* #\n\n{SENTENCE}", ("A strike", None, None)),
            (f"A strike\n========\n\n{SENTENCE}", ("A strike", None, None)),
            (f"A strike in March\n\n{SENTENCE}\n\nNot this\n\n{SENTENCE}", ("A strike in March", None, None)),
            (f"By A Writer\n\n24 February 2023\n\nA strike\n\n{SENTENCE}", ("A strike", "2023-02-24", None)),
            (f"Published on 24 February 2023\n\n{SENTENCE}", ("some id", "2023-02-24", None)),
            (f"CHAPTER I\n\n{SENTENCE}", ("some id", None, None)),
            (f"{SENTENCE}\n\nToo late a heading\n\n{SENTENCE}", ("some id", None, None)),
            (f"---\nno closing fence\n\n{SENTENCE}", ("some id", None, None)),
            (f"---\n: :\n---\n{SENTENCE}", ("some id", None, None)),
            (f"source: https://example.org/a\ntitle: T\n{SENTENCE}", ("T", None, None)),
        ],
    )
    def test_face(self, text: str, face: tuple[str, str | None, str | None]) -> None:
        article = article_from_text("dir/some_id", text)
        assert (article.title, article.date, article.publisher) == face
        answering = [text[block.start : block.end] for block in article.blocks if block.kind == "paragraph"]
        assert SENTENCE in answering

    @pytest.mark.parametrize(
        ("id", "title", "date"),
        [
            ("Super_Bowl_50", "Super Bowl 50", None),
            ("news/2023-02-24-the-strike", "the strike", "2023-02-24"),
            ("20230224_strike", "strike", "2023-02-24"),
            ("2016-08_strike", "strike", "2016-08"),
            ("2016-13-01-strike", "2016 13 01 strike", None),
            ("000_ea587865515787c6", "000 ea587865515787c6", None),
            ("2023-02-24", "2023-02-24", "2023-02-24"),
        ],
    )
    def test_the_name_stands_in(self, id: str, title: str, date: str | None) -> None:
        article = article_from_text(id, SENTENCE)
        assert (article.title, article.date) == (title, date)

    @pytest.mark.parametrize(
        ("text", "date", "place"),
        [
            (f"---\ndate: 2016\n---\n{SENTENCE}", "2016", "front matter"),
            (f"Date: 3 May 2016\n\n{SENTENCE}", "2016-05-03", "header"),
            (f"date 2016-05-03 {SENTENCE}", "2016-05-03", "header"),
            (f"A fair\n\n3 May 2016\n\n{SENTENCE}", "2016-05-03", "header"),
            (f"LEEDS, 3 May 2016 - {SENTENCE}", "2016-05-03", "text"),
            (f"LEEDS (Wire), May 3, 2016 – {SENTENCE}", "2016-05-03", "text"),
            (f"{SENTENCE}\n\nPublished 3 May 2016", "2016-05-03", "text"),
            (f"{SENTENCE}\n\nUpdated at 4.15pm on 3 May 2016 to include a reply.", "2016-05-03", "text"),
            (f"{SENTENCE} It had rained since 2008.", None, None),
            (f"{SENTENCE} The mill burnt down on 3 May 1911.", None, None),
            (f"Published on 3 May 1911, the book sold out. {SENTENCE}", None, None),
            (f"{SENTENCE}\n\nPublished 3 May", None, None),
        ],
    )
    def test_a_date_and_where_it_was_found(self, text: str, date: str | None, place: str | None) -> None:
        article = article_from_text("some_id", text)
        assert (article.date, article.date_from) == (date, place)

    @pytest.mark.parametrize(
        ("stamp", "picture", "date"),
        [
            ("Updated at noon.", "Photo: flooded market in May 2016", "2016"),
            (
                "Updated at 9.30am on 3 July to add a figure",
                "Photo: flooded market in May 2016",
                "2016-07-03",
            ),
            ("Updated on 3 March to add a figure", "Photo: flooded market in May 2016", "2016"),
            ("Updated on 3 July to add a figure", "Photo: a street in May 2016", None),
        ],
    )
    def test_a_caption_dates_what_happened_this_year(
        self, stamp: str, picture: str, date: str | None
    ) -> None:
        text = f"{SENTENCE}\n\n{picture}\n\nEarlier this year the market was flooded twice.\n\n{stamp}"
        assert article_from_text("some_id", text).date == date

    def test_a_dateline_is_no_part_of_the_first_sentence(self) -> None:
        article = article_from_text("some_id", f"LEEDS, 3 May 2016 - {SENTENCE}")
        assert [(block.kind, block.start) for block in article.blocks] == [("matter", 0), ("paragraph", 20)]

    def test_the_name_of_a_file_dates_it_last(self) -> None:
        assert article_from_text("2016-08_fair", SENTENCE).date_from == "file name"
        assert article_from_text("2016-08_fair", f"---\ndate: 2015\n---\n{SENTENCE}").date == "2015"
        assert article_from_text("2016-08_fair", f"{SENTENCE}\n\nPublished 3 May 2015").date == "2016-08"

    @pytest.mark.parametrize(
        ("words", "date"),
        [
            ("2016", "2016"),
            ("2016-08", "2016-08"),
            ("2016-08-12", "2016-08-12"),
            ("2016/08/12", "2016-08-12"),
            ("2016-08-12T10:15:00Z", "2016-08-12"),
            ("2016-08-12 10:15", "2016-08-12"),
            ("24 February 2023", "2023-02-24"),
            ("24th Feb. 2023", "2023-02-24"),
            ("24-Feb-2023", "2023-02-24"),
            ("Friday, 24 February 2023 at 10.15am", "2023-02-24"),
            ("Feb 24, 2023", "2023-02-24"),
            ("February 24th 2023", "2023-02-24"),
            ("August 2016", "2016-08"),
            ("29 February 2024", "2024-02-29"),
            ("29 February 2023", None),
            ("2016-13-01", None),
            ("2016-00", None),
            ("32 May 2020", None),
            ("soon", None),
            ("", None),
            ("2016 strikes", None),
            ("12/08/2016", None),
            ("20161", None),
            ("May", None),
        ],
    )
    def test_dates(self, words: str, date: str | None) -> None:
        assert iso_date(words) == date

    @given(st.text(max_size=60))
    def test_any_date_is_iso_or_none(self, words: str) -> None:
        date = iso_date(words)
        assert date is None or date == iso_date(date)

    @given(st.text(alphabet=st.sampled_from(list("---\n: abtitle\"'=+2016")), max_size=120))
    def test_a_bad_front_matter_never_loses_the_article(self, head: str) -> None:
        text = f"---\n{head}\n\n{SENTENCE}"
        blocks = article_from_text("a", text).blocks
        assert any(SENTENCE in text[block.start : block.end] for block in blocks if block.kind != "matter")


LONG = SENTENCE + " " + SENTENCE
WRAPPED = """\
The story had held us, round the fire, sufficiently breathless, but
except the obvious remark that it was gruesome, as, on a winter eve
in an old house, a strange tale should be, I remember no comment.
 It was to me in particular that he appeared to put this, almost to
appeal for aid not to hesitate."""


class TestBlocks:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                f"{LONG}\nJunior doctor strikes\n{LONG}",
                [("paragraph", LONG), ("heading", "Junior doctor strikes"), ("paragraph", LONG)],
            ),
            (
                f"{LONG}\n\nDoctor strike Jan 2016\n\nDoctor strike Jan 2016\n\n{LONG}",
                [
                    ("paragraph", LONG),
                    ("caption", "Doctor strike Jan 2016"),
                    ("caption", "Doctor strike Jan 2016"),
                    ("paragraph", LONG),
                ],
            ),
            (
                f"{LONG}\n\nDoctors seek 'rolling action'\n",
                [("paragraph", LONG), ("heading", "Doctors seek 'rolling action'")],
            ),
            (
                " date 2023-02-24 The BMA spoke.",
                [("matter", "date 2023-02-24"), ("paragraph", "The BMA spoke.")],
            ),
            (
                f"# One\n{LONG}\n## Two\n{LONG}",
                [("heading", "# One"), ("paragraph", LONG), ("heading", "## Two"), ("paragraph", LONG)],
            ),
            (
                f"One\n---\n\n{LONG}\n\n* * *\n\n{LONG}",
                [
                    ("heading", "One"),
                    ("matter", "---"),
                    ("paragraph", LONG),
                    ("matter", "* * *"),
                    ("paragraph", LONG),
                ],
            ),
            (
                f"{LONG}\n\n- one thing\n- two things\n* three",
                [("paragraph", LONG), ("item", "one thing"), ("item", "two things"), ("item", "three")],
            ),
            (
                "You need:\n1. Do this.\n2) Do that\n   and more.",
                [("paragraph", "You need:"), ("item", "Do this."), ("item", "Do that\n   and more.")],
            ),
            (
                f"<!-- a\nb -->\n\n{LONG}\n![x](y.png)\n<br>\n[1]: http://x",
                [
                    ("matter", "<!-- a\nb -->"),
                    ("paragraph", LONG),
                    ("caption", "![x](y.png)"),
                    ("matter", "<br>"),
                    ("matter", "[1]: http://x"),
                ],
            ),
            (
                f"{LONG}\n\nPhoto: A picket line outside a hospital in London, by A. Writer.",
                [
                    ("paragraph", LONG),
                    ("caption", "Photo: A picket line outside a hospital in London, by A. Writer."),
                ],
            ),
            (f"```\ncode\n\nmore\n```\n{LONG}", [("matter", "```\ncode\n\nmore\n```"), ("paragraph", LONG)]),
            (
                f"    ```sh\n    b\n    ```\n{LONG}",
                [("matter", "```sh\n    b\n    ```"), ("paragraph", LONG)],
            ),
            (
                f"````\n```\na\n```\n````\n{LONG}",
                [("matter", "````\n```\na\n```\n````"), ("paragraph", LONG)],
            ),
            (f"> ```\n> a\n> ```\n{LONG}", [("matter", "```\n> a\n> ```"), ("paragraph", LONG)]),
            (f"([A](b.md) / [C][d])\n\n{LONG}", [("matter", "([A](b.md) / [C][d])"), ("paragraph", LONG)]),
            (f"See also: [A](b.md).\n\n{LONG}", [("matter", "See also: [A](b.md)."), ("paragraph", LONG)]),
            (
                f'[1]: https://x.org "A"\n\n{LONG}',
                [("matter", '[1]: https://x.org "A"'), ("paragraph", LONG)],
            ),
            (
                f"```\nnever closed\n\n{LONG}",
                [("matter", "```"), ("paragraph", "never closed"), ("paragraph", LONG)],
            ),
            (
                "| Name | Age |\n|---|---|\n| Ann | 12 |",
                [("item", "| Name | Age |"), ("matter", "|---|---|"), ("item", "| Ann | 12 |")],
            ),
            (
                f"> {SENTENCE}\n>\n> Then it ended.",
                [("paragraph", SENTENCE), ("paragraph", "Then it ended.")],
            ),
            (
                WRAPPED,
                [("paragraph", WRAPPED.split("\n It")[0]), ("paragraph", "It" + WRAPPED.split("\n It")[1])],
            ),
            (
                "Chapter I\nThe house was dark.\n\nThe end came.",
                [
                    ("heading", "Chapter I"),
                    ("paragraph", "The house was dark."),
                    ("paragraph", "The end came."),
                ],
            ),
            (
                "Founded: 1832\nHome: London\n\nIt is a union.",
                [
                    ("paragraph", "Founded: 1832"),
                    ("paragraph", "Home: London"),
                    ("paragraph", "It is a union."),
                ],
            ),
            (
                "Paris is the capital of France\n\nIt is large.",
                [("paragraph", "Paris is the capital of France"), ("paragraph", "It is large.")],
            ),
            (
                f"{LONG}\n\nApples\n\nPears\n\nPlums\n\nFigs\n\n{LONG}",
                [
                    ("paragraph", LONG),
                    ("item", "Apples"),
                    ("item", "Pears"),
                    ("item", "Plums"),
                    ("item", "Figs"),
                    ("paragraph", LONG),
                ],
            ),
            (
                "“Who is it--”\n\n“Nobody,” he said.",
                [("paragraph", "“Who is it--”"), ("paragraph", "“Nobody,” he said.")],
            ),
            ("apples\npears\n\nNot here.", [("paragraph", "apples\npears"), ("paragraph", "Not here.")]),
        ],
    )
    def test_blocks(self, text: str, expected: list[tuple[str, str]]) -> None:
        assert kinds(text) == expected

    @pytest.mark.parametrize(
        "text",
        ["London", "Apples\n\nPears", "# London\n\n## Paris", "Doctor strike\n\nDoctor strike", "CHAPTER I"],
    )
    def test_a_text_of_short_lines_is_not_lost(self, text: str) -> None:
        assert {kind for kind, _ in kinds(text)} == {"paragraph"}

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "---\ntitle: T\n---\n", "* * *"])
    def test_no_words_no_paragraph(self, text: str) -> None:
        assert not [kind for kind, _ in kinds(text) if kind in ("paragraph", "item")]

    def test_a_wrapped_paragraph_is_one_block_at_any_width(self) -> None:
        words = (LONG + " " + LONG).split()
        for width in (45, 60, 72, 100):
            lines = [""]
            for word in words:
                lines = (
                    [*lines[:-1], f"{lines[-1]} {word}".strip()]
                    if len(lines[-1]) + len(word) < width
                    else [*lines, word]
                )
            assert [kind for kind, _ in kinds("\n".join(lines))] == ["paragraph"]

    @example(">\t1")
    @example("a.\t1")
    @given(
        st.text(alphabet=st.sampled_from(list("aA.B !?\n\n\r\t#-*>`|1.:\"“”‘’'…\x0c\u2028😀")), max_size=300)
    )
    def test_blocks_are_sorted_disjoint_trimmed_and_lose_no_paragraph(self, text: str) -> None:
        blocks = article_from_text("a", text).blocks
        edges = [edge for block in blocks for edge in (block.start, block.end)]
        assert edges == sorted(edges)
        assert all(block.start < block.end for block in blocks)
        slices = [text[block.start : block.end] for block in blocks]
        assert slices == [piece.strip() for piece in slices]
        held = "".join(slices)
        lettered = [
            block for block in blocks if block.mark == "1" and text[: block.start].rstrip()[-2:-1] == "a"
        ]
        assert sum(map(str.isalpha, held)) + len(lettered) == sum(map(str.isalpha, text))

    @pytest.mark.parametrize("line_end", ["\r\n", "\r"])
    def test_line_ends_do_not_matter(self, line_end: str) -> None:
        text = f"Title: T\n\n# One\n{WRAPPED}\n\n- a thing\n- another\n\nA caption\n\n{LONG}\n{LONG}"
        other = [(kind, words.replace(line_end, "\n")) for kind, words in kinds(text.replace("\n", line_end))]
        assert other == kinds(text)
