"""What the documents show is so: their commands, snippets, links and claims about replies."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from qa_bot import QABot
from qa_bot.evaluation import jsonl
from qa_bot.terminal.cli import parser
from qa_bot.terminal.layout import Look, paint
from qa_bot.terminal.rendering import reply_lines

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
KNOWN = {"sh", "console", "python", "toml", "json", "text"}
MOST_WORDS = 1200  # of the README


class Block(NamedTuple):
    language: str
    text: str


def blocks(path: Path) -> list[Block]:
    return [Block(*found) for found in FENCED.findall(path.read_text(encoding="utf-8"))]


def named(language: str) -> list[object]:
    """Return the blocks of a language in all documents, each document's together."""
    found = {path: [block.text for block in blocks(path) if block.language == language] for path in DOCUMENTS}
    return [pytest.param(texts, id=path.name) for path, texts in found.items() if texts]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home folder as the documents suppose it: articles, questions, a question set."""
    made = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "tests" / "articles" / "town", made / "articles")
    (made / "questions.txt").write_text("Who resigned?\nWhy was the bridge closed?\n")
    known = (
        (ROOT / "tests" / "questions" / "town.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    )
    (made / "set.jsonl").write_text("".join(known[:3]), encoding="utf-8")
    program = made / "bin" / "qa-bot"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qa_bot "$@"\n')
    program.chmod(0o755)
    return made


@pytest.fixture
def environ(place: Path) -> dict[str, str]:
    own = {
        "HOME": str(place),
        "QA_BOT_CACHE": str(place / "cache"),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    return {**os.environ, **own, "PATH": f"{place / 'bin'}:{os.environ['PATH']}"}


def run(command: str, place: Path, environ: dict[str, str]) -> str:
    options: dict[str, Any] = {"cwd": place, "env": environ, "stdin": subprocess.DEVNULL, "timeout": 120}
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, **options)
    assert ran.returncode in (0, 1), f"{command}: {ran.stderr}"
    return ran.stdout


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {block.language for block in blocks(path)} <= KNOWN
    assert text.count("```") == 2 * len(blocks(path))
    assert not re.search(r"^(?: {4}|\t)\S", FENCED.sub("", text), re.M), "an indented block is not looked at"


@pytest.mark.parametrize("texts", named("sh"))
def test_commands_run(texts: list[str], place: Path, environ: dict[str, str]) -> None:
    for text in texts:
        for command in filter(None, text.replace("\\\n", "").splitlines()):
            run(command, place, environ)


@pytest.mark.parametrize("texts", named("console"))
def test_commands_print_what_is_shown(texts: list[str], place: Path, environ: dict[str, str]) -> None:
    for text in texts:
        for part in filter(None, text.split("$ ")):
            command, _, shown = part.partition("\n")
            assert run(command, place, environ).rstrip("\n") == shown.rstrip("\n")


@pytest.mark.parametrize("texts", named("python"))
def test_snippets_run(
    texts: list[str], place: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("QA_BOT_CACHE", environ["QA_BOT_CACHE"])
    names: dict[str, object] = {}
    for text in texts:
        exec(compile(text, "snippet", "exec"), names)


@pytest.mark.parametrize("texts", named("toml"))
def test_settings_are_toml(texts: list[str]) -> None:
    assert all(tomllib.loads(text) for text in texts)


@pytest.mark.parametrize("texts", named("json"))
def test_questions_can_be_asked(texts: list[str]) -> None:
    for text in texts:
        assert len(jsonl.read("set.jsonl", text).questions) == len(text.splitlines())


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", path.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    lost = []
    for link in LINK.findall(text) + re.findall(r'src="([^"]+)"', text):
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not link.startswith("https://") and not (
            target.exists() and (not anchor or anchor in anchors(target))
        ):
            lost.append(link)
    assert lost == []


def test_files_named_are_there() -> None:
    """Paths of the project in back quotes exist."""
    lost = []
    for path in DOCUMENTS:
        for name in re.findall(
            r"`((?:scripts|tests|docs|qa_bot)/[a-z_\d./-]+)`", path.read_text(encoding="utf-8")
        ):
            if not (ROOT / name).exists():
                lost.append(f"{path.name}: {name}")
    assert lost == []


def test_every_command_typed_is_one() -> None:
    """In blocks that are not run, too."""
    typed = [
        row
        for path in DOCUMENTS
        for block in blocks(path)
        for row in re.findall(r"^(?:\$ )?qa-bot (\w+)", block.text, re.M)
    ]
    assert {name for name in typed if name.islower()} - parser().commands.keys() <= {"articles"}


def test_the_readme_is_short() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) <= MOST_WORDS


def told_of_questions() -> list[tuple[str, list[str]]]:
    """Return the questions of the README's two tables, each with what the bot is said to say."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## What it is good at")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", section, re.M)
    return [
        (question, re.findall(r"\*\*(.+?)\*\*", told)) for question, told in rows if "good at" not in question
    ]


def test_there_are_ten_questions_of_each_kind() -> None:
    assert len(told_of_questions()) == 20


@pytest.fixture(scope="module")
def bundled() -> QABot:
    return QABot.from_folder(None, cache=False)


@pytest.mark.parametrize(("question", "told"), told_of_questions())
def test_the_readme_tells_what_is_said(question: str, told: list[str], bundled: QABot) -> None:
    said = paint(reply_lines(bundled.ask(question)), Look())
    assert told
    assert [words for words in told if words not in said] == []
