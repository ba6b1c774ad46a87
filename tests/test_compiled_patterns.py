"""What an earlier run compiled is the same as what `re` compiles, and nothing depends on its being there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from re import _compiler

import pytest

from qa_bot.terminal import cli
from qa_bot.terminal import compiled_patterns as kept
from qa_bot.terminal.compiled_patterns import kept_patterns

PATTERNS = (
    ("(?i)(?P<day>\\d{1,2}) (?P<month>may|june)?", re.ASCII),
    ("[^\\W\\d_À-ž]+?(?=\\s|$)", 0),
    ("(a)|(?P<x>b)(?(x)c|d)", re.VERBOSE),
    ("\U0001f600[é–]{2,}", re.IGNORECASE),
)
QUESTION = "When was the quibbleford mill built?"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the patterns that are compiled from now on."""
    seen: list[str] = []
    really = _compiler.compile

    def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
        seen.append(pattern)
        return really(pattern, flags)

    monkeypatch.setattr(_compiler, "compile", compile)
    return seen


def run(cache: Path) -> list[re.Pattern[str]]:
    """Compile the patterns with nothing in memory but what is kept."""
    re.purge()
    with kept_patterns(cache):
        return [re.compile(*one) for one in PATTERNS]


def file_in(cache: Path) -> Path:
    (path,) = cache.glob("patterns-*")
    return path


def test_what_is_kept_is_what_is_compiled(cache: Path, compiled: list[str]) -> None:
    cache.mkdir()
    first = run(cache)
    assert len(compiled) == len(PATTERNS)
    again = run(cache)
    assert len(compiled) == len(PATTERNS)
    assert again == first  # in `re`, alike are those with the same code
    assert [one.groupindex for one in again] == [one.groupindex for one in first]
    assert not {*map(id, again)} & {*map(id, first)}


def damages(data: bytes) -> Iterator[bytes]:
    body = data.partition(b"\n")[2]
    yield from (b"", b"\n", data[:-1], data.replace(b"may", b"mai"))
    for other in (
        body.replace(b"python", b"pithon", 1),
        body[:-4],
        b"{}",
        b"[]\n",
        body.replace(b"3.", b"9.", 1),
    ):
        yield kept.sealed(other)


def test_what_is_damaged_or_anothers_is_made_anew(cache: Path, compiled: list[str]) -> None:
    cache.mkdir()
    first = run(cache)
    whole = file_in(cache).read_bytes()
    for spoiled in damages(whole):
        file_in(cache).write_bytes(spoiled)
        compiled.clear()
        assert run(cache) == first
        assert len(compiled) == len(PATTERNS), spoiled[:90]
        assert file_in(cache).read_bytes() == whole


def test_what_another_user_owns_is_not_believed(
    cache: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir()
    run(cache)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    run(cache)
    assert len(compiled) == 2 * len(PATTERNS)


def test_where_re_has_other_insides_it_compiles(
    cache: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    cache.mkdir()
    first = run(cache)
    monkeypatch.setattr(kept, "import_module", refuse)
    assert run(cache) == first
    assert len(compiled) == 2 * len(PATTERNS)


def test_what_a_run_that_reads_files_compiles_is_not_kept(cache: Path) -> None:
    cache.mkdir()
    with kept_patterns(cache):
        for number in range(kept._MOST_NEW + 1):
            re.compile(f"no question needs {number}")
    assert list(cache.iterdir()) == []


def test_no_place_is_needed(cache: Path) -> None:
    with kept_patterns(None):
        assert re.compile("no place")
    assert run(cache)
    assert not cache.exists()


def test_nothing_typed_is_kept(
    root: Path, cache: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BOT_CACHE", str(cache))
    asked_for = ("Who said that Quibbleford was in the mill?", "How many quibblefords are there?")
    for asked in (QUESTION, *asked_for, "When was the harbourstrike?"):
        re.purge()
        cli.main(["ask", "--knowledge", str(root), asked])
    assert compiled
    held = file_in(cache).read_bytes()
    assert b"uibbleford" not in held
    assert b"harbour" not in held, "two words that the articles write apart"
