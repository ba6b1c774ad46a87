"""A question over a saved index imports little and compiles nothing: what it costs is held to a budget.

Counted in fresh processes; where time is measured, in seconds of processor time beside numpy, which it needs,
and of each module the least of several runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
RUNS = 5
# All own modules together take as long as numpy on Python 3.11 (1.0, the least of five runs), and more beside
# it on 3.13, where numpy is imported faster; single runs on a busy machine lay up to a third above that.
MOST = 1.6
MOST_MODULES = 165  # of the package; there are 163
MOST_COMPILED = 20  # patterns; 15 are compiled before the kept ones are there, or are of bytes
NOT_NEEDED = (
    "qa_bot.conversation",
    "qa_bot.documents.articles",
    "qa_bot.documents.blocks",
    "qa_bot.documents.datelines",
    "qa_bot.documents.decoding",
    "qa_bot.documents.front_matter",
    "qa_bot.documents.metadata",
    "qa_bot.documents.passages",
    "qa_bot.documents.plain_text",
    "qa_bot.documents.readers",
    "qa_bot.documents.sandbox",
    "qa_bot.encoding",
    "qa_bot.evaluation",
    "qa_bot.language.sentences",
    "qa_bot.retrieval.assembling",
    "qa_bot.retrieval.counting",
    "qa_bot.retrieval.encoding",
    "qa_bot.retrieval.looking_over",
    "qa_bot.retrieval.meanings",
    "qa_bot.retrieval.nearest",
    "qa_bot.retrieval.refreshing",
    "qa_bot.retrieval.vectors",
    "qa_bot.terminal.chat",
    "qa_bot.terminal.commands",
    "qa_bot.terminal.completion",
    "qa_bot.terminal.evaluating",
    "qa_bot.terminal.history",
    "qa_bot.terminal.session",
)
LIBRARIES_NOT_NEEDED = (
    "asyncio",
    "concurrent.futures",
    "difflib",
    "gzip",
    "lxml",
    "multiprocessing",
    "prompt_toolkit",
    "shutil",
    "sklearn",
    "spellchecker",
    "statistics",
    "tokenizers",
    "wordllama",
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Ask a few times over a saved index, and return what was imported and compiled each time."""
    place = tmp_path_factory.mktemp("imports")
    (place / "articles").mkdir()
    article = place / "articles" / "mill.txt"
    article.write_text("The mill was built in 1871. John Reed ran it for forty years.\n")
    for path in (article, article.parent):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    shutil.copytree(ROOT / "qa_bot", place / "qa_bot")  # where the compiled modules can be written
    own = {"QA_BOT_CACHE": str(place / "cache"), "PYTHONPATH": str(place), "OMP_NUM_THREADS": "1"}
    environment = {**os.environ, **own}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    asked = [_ask(place / "articles", environment) for _ in range(RUNS + 2)]
    assert [one["status"] for one in asked] == [0] * len(asked)
    return asked[2:]  # the first made the index, the second kept the patterns it compiled


@pytest.fixture(scope="module")
def runs(asked: list[dict[str, Any]]) -> list[dict[str, float]]:
    """Return what each module cost each time."""
    return [one["seconds"] for one in asked]


def _ask(articles: Path, environment: dict[str, str]) -> Any:
    question = ["ask", "--knowledge", str(articles), "When was the mill built?"]
    command = [sys.executable, str(ROOT / "tests" / "import_times.py"), *question]
    ran = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)
    return json.loads(ran.stdout)


def test_own_modules_take_little_beside_numpy(runs: list[dict[str, float]]) -> None:
    least = {name: min(run[name] for run in runs) for name in runs[0]}
    own = {name: seconds for name, seconds in least.items() if name.split(".")[0] == "qa_bot"}
    slowest = sorted(own, key=lambda name: -own[name])[:12]
    table = "\n".join(f"{own[name] * 1000:6.2f} ms  {name}" for name in slowest)
    ratio = sum(own.values()) / least["numpy"]
    assert ratio < MOST, f"own modules take {ratio:.2f} of numpy; the slowest:\n{table}"


def test_few_modules_are_imported(runs: list[dict[str, float]]) -> None:
    own = {name for name in runs[-1] if name.split(".")[0] == "qa_bot"}
    assert len(own) <= MOST_MODULES, sorted(own)


def test_no_pattern_is_compiled_that_was_before(asked: list[dict[str, Any]]) -> None:
    assert len(asked[-1]["compiled"]) <= MOST_COMPILED, asked[-1]["compiled"]


@pytest.mark.parametrize("name", LIBRARIES_NOT_NEEDED)
def test_no_library_is_imported_that_is_not_needed(name: str, runs: list[dict[str, float]]) -> None:
    assert [found for found in runs[-1] if found == name or found.startswith(f"{name}.")] == []


@pytest.mark.parametrize("name", NOT_NEEDED)
def test_what_a_saved_index_does_not_need_is_not_imported(name: str, runs: list[dict[str, float]]) -> None:
    path = ROOT / name.replace(".", "/")
    assert path.is_dir() or path.with_suffix(".py").exists()
    assert [found for found in runs[0] if found == name or found.startswith(f"{name}.")] == []
