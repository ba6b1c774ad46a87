"""Takes measurements in rounds, each in a process of its own, libraries in turn."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from benchmarking.libraries import OWN, Library, asking
from benchmarking.measures import MB, MEASURES, RSS_UNIT, Measure
from benchmarking.place import Place
from benchmarking.results import BARE, FIVE, Corpus, Failed, Row
from qa_bot.environment import CACHE, VARIABLES

CODE = Path(__file__).parents[2]
KNOWLEDGE = CODE / "knowledge"
SILENT = 1  # the status of `qa-bot ask` where the articles do not say
QUESTION = "When will the 72-hour walkout start?"  # of the bundled articles
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


Take: TypeAlias = Callable[[], Mapping[str, float]]


class Notes:
    """Tells on the way what is being done, and keeps what was left out."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell, self.left_out = tell, list[str]()

    def leave_out(self, what: str) -> None:
        """Tell and keep what is left out, and why."""
        self.tell(f"left out: {what}")
        self.left_out.append(what)


class Spent(NamedTuple):
    """What a process printed and took."""

    printed: str
    figures: dict[str, float]


def environment(cache: Path) -> dict[str, str]:
    """Return the environment of a child: one thread for arithmetic, own code, compiled modules kept."""
    dropped = {*(one.name for one in VARIABLES if one.name.startswith("QA_BOT_")), "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    path = os.pathsep.join((str(CODE), str(CODE / "scripts")))
    return {**kept, **ONE_THREAD, "PYTHONPATH": path, CACHE.name: str(cache)}


def spend(command: Sequence[str], cache: Path, worst: int = 0) -> Spent:
    """Run a command to its end and return what it took: seconds, and its most memory.

    Raises Failed where it ends with more than the `worst` status.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as faults:
        began = time.perf_counter()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=faults,
            env=environment(cache),
            cwd=cache.anchor,
        )
        try:
            _, status, used = os.wait4(child.pid, 0)
        except BaseException:
            child.kill()
            child.wait()
            raise
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        if not 0 <= child.returncode <= worst:
            faults.seek(0)
            raise Failed(_last_line(faults.read()) or f"it ended with {child.returncode}")
        out.seek(0)
        cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss * RSS_UNIT / MB
        return Spent(out.read().decode(), {"cpu_s": cpu, "wall_s": wall, "peak_mb": peak})


def _last_line(told: bytes) -> str:
    return (told.decode(errors="replace").strip().splitlines() or [""])[-1]


def step(name: str, library: str, place: Place) -> dict[str, float]:
    """Do a step in a process of its own and return its figures."""
    command = [sys.executable, "-m", "benchmarking.child", name, library, str(place.root)]
    found: dict[str, float] = json.loads(spend(command, place.index_of(OWN)).printed)
    return found


def prepared(name: str, place: Place) -> Corpus:
    """Make a corpus, index it, and hand its passages over to the others."""
    step("make corpus", OWN, place)
    step("build", OWN, place)
    return _corpus(name, step("hand over", OWN, place))


def _corpus(name: str, found: Mapping[str, float]) -> Corpus:
    size = round(found["megabytes"], 2)
    return Corpus(name, int(found["passages"]), int(found["files"]), size)


def measured(
    corpus: Corpus,
    place: Place,
    libraries: Sequence[Library],
    names: Container[str],
    rounds: int,
    notes: Notes,
) -> Iterator[Row]:
    """Take the measures named, over one corpus."""
    fitting = [one for one in libraries if corpus.passages <= one.largest]
    for one in libraries:
        if one not in fitting:
            notes.leave_out(f"{one.name} at {corpus.name}: it would take too long")
    unbuilt = [one for one in fitting if one.name != OWN]
    for name, row in MEASURES.items():
        if name in names or (name == "build" and unbuilt):
            taken = row.rounds(rounds if name in names else 1, corpus.passages)
            notes.tell(f"{corpus.name}: {row.about}, {taken} x")
            found = dict(_in_turn(name, row, place, fitting, taken, notes))
            if name == "build":
                fitting = [one for one in fitting if one.name in found]
            yield from (
                Row(corpus.name, who, name, figures) for who, figures in found.items() if name in names
            )


def _in_turn(
    name: str, row: Measure, place: Place, libraries: Sequence[Library], rounds: int, notes: Notes
) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Take a measure of each library, then of each again; yield what was found of each."""
    work = _cold_asks(place, libraries) if name == "cold" else _steps(name, row, place, libraries)
    found: dict[str, list[Mapping[str, float]]] = {who: [] for who in work}
    for _ in range(rounds):
        for who in list(work):
            try:
                found[who].append(work[who]())
            except Failed as error:
                notes.leave_out(f"{who}, {row.about}: {error}")
                del work[who]
    yield from ((who, _medians(taken)) for who, taken in found.items() if taken)


def _steps(name: str, row: Measure, place: Place, libraries: Sequence[Library]) -> dict[str, Take]:
    who = [one.name for one in libraries if row.of_all or one.name == OWN]
    return {one: partial(step, name, one, place) for one in who}


def _cold_asks(place: Place, libraries: Sequence[Library]) -> dict[str, Take]:
    """Return processes that ask once, beside one that only imports numpy, and one that asks five articles."""
    bare = [sys.executable, "-c", "import numpy"]
    five = asking(str(KNOWLEDGE), QUESTION)
    commands = {BARE: (bare, place.five, 0), FIVE: (five, place.five, SILENT)}
    for one in libraries:
        if one.apart:
            continue
        worst = SILENT if one.name == OWN else 0
        commands[one.name] = (one.first_ask(place), place.index_of(OWN), worst)
    for given in commands.values():
        _warm(*given)
    return {who: partial(_spent, *given) for who, given in commands.items()}


def _spent(command: Sequence[str], cache: Path, worst: int) -> Mapping[str, float]:
    return spend(command, cache, worst).figures


def _warm(command: Sequence[str], cache: Path, worst: int) -> None:
    with suppress(Failed):  # which the first round tells
        spend(command, cache, worst)


def _medians(taken: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Return for each figure its median, its least and its most."""
    columns = {name: [one[name] for one in taken if name in one] for name in taken[0]}
    return {
        name: [round(one, 4) for one in (statistics.median(column), min(column), max(column))]
        for name, column in columns.items()
    }
