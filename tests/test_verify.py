"""Citations of a saved chat after the articles were edited, moved and deleted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from qa_bot.bot import QABot
from qa_bot.documents.paragraphs import line_of
from qa_bot.errors import QABotError
from qa_bot.terminal import cli
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.citations import Checked, Citation, check, read_export
from qa_bot.terminal.commands import respond
from qa_bot.terminal.exporting import FORMATS
from qa_bot.terminal.layout import Look, paint
from qa_bot.terminal.verifying import status_of, verified_lines
from qa_bot.values import Source

WALL = """# The harbour wall

The harbour wall was finished on 4 May 1911. It cost £37,000 -- more than planned.

Ada Bell, an engineer, drew the *plans* of [the wall](http://wall.example).
"""
LAMP = "The lamp was first lit on 9 June 1912. Joan Marsh keeps the lamp.\n"
QUESTIONS = ("When was the harbour wall finished?", "Who drew the plans?", "When was the lamp first lit?")
FINISHED, DREW, LIT = range(3)


@pytest.fixture(params=FORMATS)
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Ask about two articles and save the chat, in each format."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "wall.md").write_text(WALL)
    (tmp_path / "articles" / "lamp.txt").write_text(LAMP)
    chat = Chat(QABot.from_folder(tmp_path / "articles", cache=False))
    for question in (*QUESTIONS, "Was there a <b>bridge --> of *iron*?"):
        list(respond(chat, question))
    path = tmp_path / f"talk{request.param}"
    assert paint(respond(chat, f"/save {path}"), Look()).startswith("Saved 4 questions")
    return path


def wall_of(saved: Path) -> Path:
    return saved.parent / "articles" / "wall.md"


def checked(saved: Path) -> list[Checked]:
    """Check the first citation of each question that was answered."""
    bot = QABot.from_folder(saved.parent / "articles", cache=False)
    first = {one.question: one for one in reversed(read_export(saved).citations)}
    return [check(first[question], bot) for question in QUESTIONS]


def outcomes(saved: Path) -> list[str]:
    return [one.outcome for one in checked(saved)]


def rewritten(saved: Path, old: str, new: str) -> None:
    text = wall_of(saved).read_text()
    assert old in text
    wall_of(saved).write_text(text.replace(old, new))


def test_untouched_articles_stand(saved: Path) -> None:
    found = checked(saved)
    assert [one.outcome for one in found] == ["stands"] * 3
    assert status_of(found) == 0
    assert read_export(saved).corpora == {
        QABot.from_folder(saved.parent / "articles", cache=False).fingerprint
    }


def test_an_edit_elsewhere_moves_what_comes_after_it(saved: Path) -> None:
    rewritten(saved, "Ada Bell", "A new paragraph, on three\n\nlines.\n\nAda Bell")
    found = checked(saved)
    assert [one.outcome for one in found] == ["stands", "moved", "stands"]
    assert found[DREW].now is not None
    assert found[DREW].now.source.line == 9
    assert status_of(found) == 0


def test_lines_broken_anew_are_the_same_words(saved: Path) -> None:
    rewritten(saved, "The harbour wall was finished on 4 May", "The harbour wall\nwas finished on\n4 May")
    assert outcomes(saved)[FINISHED] == "stands"


def test_an_edit_of_the_sentence_changes_it(saved: Path) -> None:
    rewritten(saved, "finished on 4 May 1911", "at last finished on 5 June 1912")
    found = checked(saved)
    assert [found[FINISHED].outcome, found[LIT].outcome] == ["changed", "stands"]
    assert found[FINISHED].now is not None
    assert found[FINISHED].now.text == "The harbour wall was at last finished on 5 June 1912."
    assert not found[FINISHED].keeps_words
    assert status_of(found) == 1


def test_an_edit_that_keeps_the_words_says_so(saved: Path) -> None:
    rewritten(saved, "The harbour wall was finished", "The new harbour wall was finished at last")
    assert checked(saved)[FINISHED].outcome == "changed"
    assert checked(saved)[FINISHED].keeps_words


def test_a_renamed_article_has_moved(saved: Path) -> None:
    wall_of(saved).rename(wall_of(saved).with_name("breakwater.md"))
    found = checked(saved)
    assert [one.outcome for one in found] == ["moved", "moved", "stands"]
    assert found[FINISHED].now is not None
    assert found[FINISHED].now.source.path == "breakwater.md"
    assert status_of(found) == 0


def test_a_deleted_article_is_gone(saved: Path) -> None:
    wall_of(saved).unlink()
    found = checked(saved)
    assert [one.outcome for one in found] == ["gone", "gone", "stands"]
    assert status_of(found) == 1


def test_a_deleted_sentence_is_gone(saved: Path) -> None:
    rewritten(saved, "The harbour wall was finished on 4 May 1911. ", "")
    assert outcomes(saved)[FINISHED] == "gone"


def test_of_the_same_words_in_two_places_the_one_in_the_same_surroundings_is_meant(saved: Path) -> None:
    again = "Elsewhere.\n\nThe harbour wall was finished on 4 May 1911. Nobody knew.\n\n"
    rewritten(saved, "# The harbour wall\n\n", f"# The harbour wall\n\n{again}")
    now = checked(saved)[FINISHED].now
    assert now is not None
    assert now.source.line == 7


def lines_of(saved: Path) -> str:
    bot = QABot.from_folder(saved.parent / "articles", cache=False)
    export = read_export(saved)
    return paint(
        verified_lines([check(one, bot) for one in export.citations], export, bot), Look(None, "marked")
    )


def test_what_has_changed_is_shown_beside_what_it_was(saved: Path) -> None:
    rewritten(saved, "finished on 4 May 1911", "finished on 5 June 1911")
    told = lines_of(saved)
    assert f"1. changed  {QUESTIONS[FINISHED]}\n" in told
    assert "   was: The harbour wall was finished on *4 May* 1911.\n" in told
    assert "   now: The harbour wall was finished on *5 June* 1911.\n" in told
    assert "   The words “4 May 1911” are no longer there.\n" in told
    last = told.splitlines()[-1]
    assert last.endswith(
        f"The articles in {saved.parent / 'articles'} are not as they were when asked; "
        "--knowledge PATH names another folder."
    )


def test_untouched_articles_are_said_to_be_those(saved: Path) -> None:
    assert lines_of(saved).rstrip().endswith("stand. The articles are those that were asked.")


def verify(*arguments: str) -> int:
    return cli.main(["verify", *arguments])


def test_the_command_tells_by_its_status(
    saved: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", str(saved.parent / "cache"))
    articles = str(saved.parent / "articles")
    assert verify(str(saved), "--knowledge", articles) == 0
    wall_of(saved).unlink()
    assert verify(str(saved), "--knowledge", articles, "--json") == 1
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines() if row.startswith("{")]
    assert {row["outcome"] for row in rows} == {"gone", "stands"}
    assert rows[0]["was"]["text"] == "The harbour wall was finished on 4 May 1911."


def test_the_output_of_ask_can_be_verified(saved: Path, tmp_path: Path) -> None:
    asked = [
        sys.executable,
        "-m",
        "qa_bot",
        "ask",
        "--json",
        QUESTIONS[0],
        "--knowledge",
        str(wall_of(saved).parent),
    ]
    ran = subprocess.run(asked, capture_output=True, check=False, env={"QA_BOT_CACHE": str(tmp_path / "c")})
    (tmp_path / "asked.jsonl").write_bytes(ran.stdout)
    assert [one.exact for one in read_export(tmp_path / "asked.jsonl").citations][:1] == [
        "The harbour wall was finished on 4 May 1911."
    ]


_SHOWN = """{"shown": [{"source": {"id": "a", "title": "t"}, "sentence": {"start": 0, "selector":
 {"exact": "words", "prefix": "", "suffix": ""}}}]}""".replace("\n", "")


def test_the_least_that_a_citation_holds(tmp_path: Path) -> None:
    (tmp_path / "talk.jsonl").write_text(_SHOWN)
    (one,) = read_export(tmp_path / "talk.jsonl").citations
    assert (one.exact, one.source.id) == ("words", "a")


@pytest.mark.parametrize("exact", ["The lamp", "The lamp was ever lit on 9 June 1912."])
def test_lines_are_counted_once_however_many_places_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: str
) -> None:
    """In a long article a count for each of its sentences would take hours."""
    counted: list[int] = []

    def count(text: str, place: int) -> int:
        counted.append(place)
        return line_of(text, place)

    monkeypatch.setattr("qa_bot.terminal.citations.line_of", count)
    bot = QABot.from_texts({"lamp": "It is old.\n\n" + LAMP * 50})
    found = check(Citation("?", Source("lamp", "Lamp"), 0, exact), bot)
    assert found.now
    assert counted == [found.now.start]
    assert found.now.source.line > 2


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("talk.md", "# A text\n", "talk.md: it cites nothing; give a .md or .jsonl file that /save wrote"),
        ("talk.jsonl", "no json\n", "talk.jsonl, line 1: not JSON "),
        ("talk.jsonl", "[1]\n", "talk.jsonl, line 1: not an object; give a chat that /save wrote"),
        (
            "talk.jsonl",
            '{"shown": [{"sentence": {}}]}\n',
            "talk.jsonl: a citation without its sentence, source",
        ),
        ("talk.jsonl", '{"shown": 5}\n', "talk.jsonl: a citation without its sentence, source"),
        ("talk.jsonl", _SHOWN.replace('"t"', "5"), "talk.jsonl: a citation without its sentence, source"),
        (
            "talk.jsonl",
            _SHOWN.replace('"words"', '" "'),
            "talk.jsonl: a citation without its sentence, source",
        ),
        (
            "talk.jsonl",
            _SHOWN.replace('"start": 0', '"start": Infinity'),
            "talk.jsonl: a citation without its sentence, source",
        ),
        ("talk.md", '<!-- qa-bot {"' * 200_000, "talk.md: it cites nothing; "),
        ("talk.md", "<!-- qa-bot {oops} -->\n", "talk.md, line 1: not JSON "),
        ("talk.md", "\udcff", "talk.md: not UTF-8 at byte 0; give a chat that /save wrote"),
    ],
)
def test_what_is_no_export_is_refused_in_one_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(QABotError) as caught:
        read_export(path)
    assert str(caught.value).startswith(str(path.parent / told))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QABotError, match="cannot be read"):
        read_export(tmp_path / "nothing.md")


def test_the_markdown_holds_no_marks_of_the_articles_and_its_footnotes_in_order(tmp_path: Path) -> None:
    bot = QABot.from_texts(
        {"odd": "The <script>mill</script> at A*B_C was --> built in 1871 by John `Reed`."}
    )
    text = FORMATS[".md"]([bot.ask("When was the mill built?")])
    shown = "".join(row for row in text.splitlines() if "<!-- qa-bot" not in row)
    assert "<" not in shown.replace("\\<", "")
    assert text.count("-->") == 1
    assert "[^1]\n" in text
    assert "\n[^1]: " in text


def words_in(text: str, words: Iterable[str]) -> bool:
    return all(one in text for one in words)


def test_the_markdown_shows_verdicts_lists_silence_and_readings() -> None:
    texts = {
        "wall": "The wall was finished on 4 May 1911. It was built by Ada Bell.",
        "trust": "The trust has two directors:\n\n- Maud Ridley\n- Sam Oduya\n",
    }
    bot = QABot.from_texts(texts)
    talk = bot.conversation()
    asked = ["Was the wall finished?", "Who are the two directors of the trust?", "Who sank Atlantis?"]
    text = FORMATS[".md"]([talk.ask(one) for one in asked])
    assert words_in(text, ["**Yes.**", "**Maud Ridley**", "The articles don't say."])
