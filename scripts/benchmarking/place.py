"""Where the files of one corpus lie, and what is wanted of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

LONG_AGO = 1_600_000_000  # seconds: what was changed just now would be read again


class Wanted(NamedTuple):
    """What a corpus is made of, and how large: so many passages, or so many files."""

    folder: str
    question_sets: tuple[str, ...]
    passages: int
    files: int
    longest: int  # characters of an article
    questions: int


class Place(NamedTuple):
    """A temporary folder with one corpus and its indexes."""

    root: Path

    @property
    def articles(self) -> Path:
        """The folder of articles."""
        return self.root / "articles"

    @property
    def wanted(self) -> Wanted:
        """What was asked for."""
        found = json.loads((self.root / "wanted.json").read_text(encoding="utf-8"))
        return Wanted(*found)._replace(question_sets=tuple(found[1]))

    @property
    def five(self) -> Path:
        """Where the index of the bundled articles is kept."""
        return self.root / "five"

    def index_of(self, library: str) -> Path:
        """Return the folder of a library's index."""
        return self.root / "indexes" / library.replace(" ", "_")

    def want(self, wanted: Wanted) -> None:
        """Note what is asked for, for the processes that come."""
        (self.root / "wanted.json").write_text(json.dumps(wanted), encoding="utf-8")

    def keep_questions(self, questions: list[str]) -> None:
        """Write the questions."""
        (self.root / "questions.json").write_text(json.dumps(questions), encoding="utf-8")

    def questions(self) -> list[str]:
        """Read the questions."""
        return [str(one) for one in json.loads((self.root / "questions.json").read_text(encoding="utf-8"))]

    @property
    def passages(self) -> Path:
        """The file of passages, a JSON text a line, as qa_bot cut them."""
        return self.root / "passages.jsonl"


def write_article(path: Path, text: str, age: int = 0) -> None:
    """Write a text and date it long ago, `age` seconds before others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    date(path, age)
    date(path.parent, age)


def date(path: Path, age: int = 0) -> None:
    """Date a file or folder long ago, `age` seconds before others."""
    os.utime(path, (LONG_AGO - age, LONG_AGO - age))
