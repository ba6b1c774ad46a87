from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from qa_bot.bot import QABot
from qa_bot.documents.formats import format_names
from qa_bot.language.english import is_english
from qa_bot.language.resemblance import Copy, copies
from qa_bot.retrieval.looking_over import languages
from qa_bot.terminal import cli
from qa_bot.terminal.layout import Look, paint
from qa_bot.terminal.rendering import banner_lines

STORY = (
    "The council decided on Monday to close the old bridge over the river because it is no longer safe. "
    "The mayor said work should begin in spring and last about two years. In the meantime drivers will have "
    "to take a detour of nearly ten kilometres. Many residents were not happy with the decision."
)
GERMAN = (
    "Der Stadtrat hat am Montag beschlossen, die alte Brücke über den Fluss zu schließen, weil sie nicht "
    "mehr sicher ist. Die Bürgermeisterin sagte, dass die Arbeiten im Frühjahr beginnen sollen und etwa zwei "
    "Jahre dauern werden. Was das alles kosten wird, war am Ende noch unklar."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QA_BOT_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "articles"
    root.mkdir()
    files = {
        "a.md": f"---\ntitle: The bridge\ndate: 2021-03-04\n---\n{STORY}",
        "b.md": f"# The *bridge*\n\n{STORY}",
        "c.txt": STORY.replace("Monday", "Tuesday").replace("two years", "three years"),
        "d.txt": "The mill burnt down on 3 May 1911, and nobody was hurt.",
        "e.md": f"# Die Brücke\n\n{GERMAN}",
        "f.txt": "",
        "g.png": "x",
    }
    for name, text in files.items():
        (root / name).write_text(text)
    (root / "w.txt").write_bytes(b"The caf\xe9 opened in 1912.")
    return root


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = cli.main(list(arguments))
    return status, capsys.readouterr().out


def test_all_that_a_person_may_want_to_mend_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown = run(capsys, "check", str(folder))
    assert status == 0
    assert shown.splitlines() == [
        "Read: 6 articles, 6 passages, 17 sentences.",
        "Articles dated: 1 by front matter; 5 undated.",
        f"not read: g.png: not {format_names()}; save it as one of these, or leave it",
        "not read: f.txt: empty; write something in it, or delete it",
        "read with repairs: w.txt: not UTF-8 at byte 7, read as Windows-1252 there; save it as UTF-8",
        "undated: b.md; a line “date: 2021-03-04” at the top dates an article",
        "undated: c.txt",
        "undated: d.txt",
        "undated: e.md",
        "undated: w.txt",
        "copy: b.md has the same text as a.md",
        "copy: c.txt has nearly the same text as a.md",
        "not English: e.md; questions about it will seldom be answered",
        "title: a.md: The bridge (front matter), 2021-03-04 (front matter)",
        "title: b.md: The bridge (heading), undated",
        "title: c.txt: c (file name), undated",
        "title: d.txt: d (file name), undated",
        "title: e.md: Die Brücke (heading), undated",
        "title: w.txt: w (file name), undated",
        "Not indexed yet: the first question does that, or qa-bot index PATH.",
    ]


def test_no_two_names_look_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "two\nlines\x1b.txt").write_text("The mill was sold.")
    shown = run(capsys, "check", str(folder))[1]
    assert "undated: two<U+000A>lines^[.txt\n" in shown


def test_what_changed_since_it_was_indexed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown = run(capsys, "index", str(folder))
    assert "\nread with repairs: w.txt: " in shown
    (folder / "d.txt").write_text("The mill burnt down on 4 May 1911.")
    (folder / "n.txt").write_text("A new mill was built.")
    (folder / "c.txt").unlink()
    status, shown = run(capsys, "check", str(folder))
    assert status == 0
    told = [line for line in shown.splitlines() if "since indexed" in line]
    assert told == ["new since indexed: n.txt", "changed since indexed: d.txt", "gone since indexed: c.txt"]
    status, shown = run(capsys, "check", "--json", str(folder))
    index = json.loads(shown)["index"]
    assert (index["state"], index["added"], index["changed"], index["gone"]) == (
        "changed",
        ["n.txt"],
        ["d.txt"],
        ["c.txt"],
    )


def test_json_is_one_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown = run(capsys, "check", str(folder), "--json")
    assert (status, shown.count("\n")) == (0, 1)
    found = json.loads(shown)
    assert found["articles"] == 6
    assert [one["path"] for one in found["skipped"]] == ["g.png", "f.txt"]
    assert [one["path"] for one in found["repaired"]] == ["w.txt"]
    assert found["copies"][0] == {"path": "b.md", "copy_of": "a.md", "is_same": True}
    assert found["not_english"] == ["e.md"]
    assert found["titles"][0]["title_from"] == "front matter"
    assert found["index"]["state"] == "none"
    run(capsys, "index", str(folder))
    assert json.loads(run(capsys, "check", str(folder), "--json")[1])["index"]["state"] == "sound"


def test_a_few_are_listed_or_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(30):
        (folder / f"x{number:02}.txt").write_text(f"Tale {number}.")
    few, every = run(capsys, "check", str(folder))[1], run(capsys, "check", str(folder), "--all")[1]
    assert (few.count("undated: "), every.count("undated: ")) == (10, 35)
    assert (few.count("title: "), every.count("title: ")) == (10, 36)
    assert "  ... and 25 more; --all lists them.\n" in few


def test_the_banner_tells_of_other_languages_once() -> None:
    texts = {"a": STORY, "b": GERMAN}
    shown = paint(banner_lines(QABot.from_texts(texts)), Look())
    assert shown.count("1 of 2 articles seems not to be in English") == 1
    assert "English" not in paint(banner_lines(QABot.from_texts({"a": STORY})), Look())


def test_of_many_articles_some_are_looked_at() -> None:
    bot = QABot.from_texts({f"a{number}": GERMAN for number in range(120)})
    assert bot.not_english() == (40, 40)
    assert languages(bot.corpus._index, 120).looked_at == 120


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STORY, True),
        (GERMAN, False),
        ("The bridge is shut.", None),
        ("12 34 56 " * 90, None),
        (
            "Le conseil municipal a décidé lundi de fermer le vieux pont sur la rivière, qui n'est plus sûr. "
            "La maire a déclaré que les travaux devraient commencer au printemps et durer environ deux ans.",
            False,
        ),
        (
            "De gemeenteraad heeft maandag besloten de oude brug over de rivier te sluiten, omdat die niet "
            "veilig is. Het was duur, of de burgemeester dat nu wil of niet, en er is weinig tijd te winnen.",
            False,
        ),
        (
            "Byrådet har mandag besluttet at lukke den gamle bro over åen, fordi den ikke er sikker mere. "
            "Arbejdet skal begynde til foråret og vare omkring to år, og de har for lidt tid til det.",
            False,
        ),
        (
            "Городской совет в понедельник решил закрыть старый мост через реку, потому что он опасен. " * 3,
            False,
        ),
        ("市议会星期一决定关闭河上的老桥，因为它不再安全。工程将于春季开始，预计持续约两年。" * 6, False),
        (
            "Press the button twice to reset the watch. Hold it for five seconds to turn it off; charge it "
            "until the light is green. Never open the case, or the warranty ends at once.",
            True,
        ),
    ],
)
def test_english(text: str, expected: bool | None) -> None:
    assert is_english(text) is expected


def test_copies() -> None:
    other = (
        "The mill burnt down on 3 May 1911, and nobody was hurt, though the owner lost all that he had there."
    )
    assert list(copies([STORY, other, STORY.replace(" ", "\n"), STORY.replace("ten", "nine"), other])) == [
        Copy(2, 0, True),
        Copy(3, 0, False),
        Copy(4, 1, True),
    ]
    assert list(copies(["To do.", "To do.", "", ""])) == []


def test_what_many_texts_share_makes_no_copies() -> None:
    texts = [f"{STORY} {' '.join(map(str, random.Random(n).choices(range(999), k=99)))}" for n in range(6)]
    assert list(copies(texts)) == []


def test_copies_are_found_in_linear_time() -> None:
    def seconds(count: int) -> float:
        words = random.Random(count)
        texts = [" ".join(str(words.randrange(500)) for _ in range(120)) for _ in range(count)]
        begun = time.process_time()
        list(copies(texts))
        return time.process_time() - begun

    assert seconds(2_000) < 30 * max(seconds(200), 0.02)
