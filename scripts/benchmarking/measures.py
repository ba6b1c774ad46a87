"""What is measured, one row each. Every row runs in a process of its own, and returns figures by name.

Names end in their unit: `_s` seconds, `_ms` milliseconds, `_mb` millions of bytes. Time is that of the
processor, of helpers too, unless the name says `wall` or the library answers in processes of its own.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from benchmarking.libraries import OWN, Library, Search
from benchmarking.place import Place, date, write_article
from benchmarking.prompt import seconds_to_prompt
from qa_bot.parallel import processors

Figures: TypeAlias = Mapping[str, float]
MB = 1_000_000
LARGE = 100_000  # passages: of more, long measures are taken fewer times
WARM_UP = 50  # questions asked before the time is taken
LONGEST_S = 10.0  # of asking one question after the other: a slow library is asked fewer
MANY = 5  # times the questions are asked to see what several processes gain
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Measure(NamedTuple):
    """A row of the table: `of_all` libraries or of qa_bot alone, in at most `most` rounds.

    Of a large corpus one that is `long` is taken fewer times.
    """

    run: Callable[[Library, Place], Figures]
    about: str
    of_all: bool = False
    long: bool = False
    most: int = 99

    def rounds(self, wanted: int, passages: int) -> int:
        """Return how many times it is taken of so many passages."""
        fitting = wanted * LARGE // max(LARGE, passages) if self.long else wanted
        return max(1, min(fitting, self.most))


def spent_by(who: int) -> float:
    """Return the seconds of processor time that this process or its helpers have taken."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def peak_mb(who: int) -> float:
    """Return the most memory that this process has held, or the largest of its helpers."""
    return resource.getrusage(who).ru_maxrss * RSS_UNIT / MB


class Clock:
    """Takes the time from when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), self._used()

    def figures(self) -> dict[str, float]:
        """Return the time since then."""
        return {"cpu_s": self._used() - self._cpu, "wall_s": time.perf_counter() - self._wall}

    @staticmethod
    def _used() -> float:
        return spent_by(resource.RUSAGE_SELF) + spent_by(resource.RUSAGE_CHILDREN)


def build(library: Library, place: Place) -> Figures:
    """Make and keep the index. The memory of helpers is reckoned as if each had as much as the largest."""
    shutil.rmtree(place.index_of(library.name), ignore_errors=True)
    work = library.builder(place)
    clock = Clock()
    made = work()
    figures = clock.figures()
    del made
    peak = peak_mb(resource.RUSAGE_SELF) + processors() * peak_mb(resource.RUSAGE_CHILDREN)
    return {**figures, "peak_mb": peak, "disk_mb": _size_mb(place.index_of(library.name))}


def find(library: Library, place: Place) -> Figures:
    """Open the index and find passages, question by question."""
    clock = Clock()
    search = library.searcher(place)
    opened = clock.figures()
    clock = time.perf_counter_ns if library.apart else time.process_time_ns
    figures = timed(search, place.questions(), clock)
    return {"open_ms": 1000 * opened["cpu_s"], **figures, **held_mb()}


def read(library: Library, place: Place) -> Figures:
    """Open a folder, read questions as it does for an answer, and find passages."""
    from qa_bot.bot import QABot

    bot = QABot.from_folder(place.articles)
    return timed(lambda text: bot.rank(bot.read(text)), place.questions())


def first(library: Library, place: Place) -> Figures:
    """Open the index and find passages once; what it takes is seen from outside."""
    library.searcher(place)(place.questions()[0])
    return {}


def answer(library: Library, place: Place) -> Figures:
    """Open a folder and answer questions."""
    from qa_bot.bot import QABot

    bot = QABot.from_folder(place.articles)
    return {**timed(bot.ask, place.questions()), **held_mb()}


def many(library: Library, place: Place) -> Figures:
    """Answer many questions by one process, and by as many as there are processors.

    `possible` is how many times as fast that would be if nothing else ran, by the time of the processors.
    """
    from qa_bot.bot import QABot

    bot, asked = QABot.from_folder(place.articles), place.questions() * MANY
    bot.ask_many(asked[:WARM_UP], workers=1)
    clock = Clock()
    bot.ask_many(asked, workers=1)
    one = clock.figures()
    clock = Clock()
    bot.ask_many(asked)
    together = clock.figures()
    times = {"one_wall_s": one["wall_s"], "all_wall_s": together["wall_s"]}
    possible = processors() * one["cpu_s"] / together["cpu_s"]
    return {**times, "questions": len(asked), "possible": possible}


def prompt(library: Library, place: Place) -> Figures:
    """Open a chat in a terminal and wait until its prompt is seen."""
    return {"wall_ms": 1000 * seconds_to_prompt(place.articles)}


def refresh(library: Library, place: Place, change: Callable[[Path], None]) -> Figures:
    """Change one article and open the folder again."""
    from qa_bot.bot import QABot

    change(place.articles)
    clock = Clock()
    bot = QABot.from_folder(place.articles)
    figures = clock.figures()
    del bot
    return {**figures, "peak_mb": peak_mb(resource.RUSAGE_SELF)}


def timed(
    ask: Search, questions: Sequence[str], clock: Callable[[], int] = time.process_time_ns
) -> dict[str, float]:
    """Ask questions one by one and return the median and the 99th percentile of their times."""
    for question in questions[:WARM_UP]:
        ask(question)
    spent, until = list[float](), time.perf_counter() + LONGEST_S
    for question in questions:
        began = clock()
        ask(question)
        spent.append((clock() - began) / 1e6)
        if time.perf_counter() > until:
            break
    spent.sort()
    at = {f"p{share}_ms": spent[min(len(spent) - 1, len(spent) * share // 100)] for share in (50, 99)}
    return {**at, "mean_ms": sum(spent) / len(spent), "questions": len(spent)}


def held_mb() -> dict[str, float]:
    """Return the memory that is held now, and of it what no file backs; without /proc the most there was."""
    try:
        rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text().splitlines())
        held = {name: int(rows[name].split()[0]) * 1024 / MB for name in ("VmRSS", "RssAnon")}
    except (OSError, KeyError):
        return {"rss_mb": peak_mb(resource.RUSAGE_SELF)}
    return {"rss_mb": held["VmRSS"], "anonymous_mb": held["RssAnon"]}


def make_corpus(library: Library, place: Place) -> Figures:
    """Write the articles and the questions."""
    from benchmarking import corpus

    corpus.make(place)
    return {}


def hand_over(library: Library, place: Place) -> Figures:
    """Write the passages as qa_bot cut them, for the others, and return how large the corpus is."""
    from qa_bot.retrieval import open_folder

    index = open_folder(place.articles, cache=place.index_of(OWN)).index
    with place.passages.open("w", encoding="utf-8") as file:
        for number in range(index.passage_count):
            file.write(json.dumps(index.fetch([number])[0].text) + "\n")
    size = _size_mb(place.articles)
    return {"passages": index.passage_count, "files": len(index.sources), "megabytes": size}


def _size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MB


def _files(articles: Path) -> list[Path]:
    return sorted(path for path in articles.rglob("*") if path.is_file())


def _nothing(articles: Path) -> None:
    """Leave the articles as they are."""


def _add(articles: Path) -> None:
    found = _files(articles)
    text = found[len(found) // 3].read_text(encoding="utf-8")
    write_article(articles / "added" / f"{len(found):07}.txt", text)


def _edit(articles: Path) -> None:
    path = _files(articles)[len(_files(articles)) // 2]
    write_article(path, f"{path.read_text(encoding='utf-8')}\n\nThe lamp was lit.", age=os.getpid())


def _remove(articles: Path) -> None:
    path = _files(articles)[-1]
    path.unlink()
    date(path.parent, age=os.getpid())


MEASURES = {
    "build": Measure(build, "making and keeping the index", of_all=True, long=True),
    "find": Measure(find, "finding passages for a question", of_all=True),
    "cold": Measure(first, "a process that asks one question", of_all=True),
    "read": Measure(read, "finding passages, misspelt words and short forms read as well"),
    "answer": Measure(answer, "a whole answer"),
    "prompt": Measure(prompt, "the chat, until its prompt is seen"),
    "many": Measure(many, "many questions by several processes", long=True, most=3),
    "unchanged": Measure(partial(refresh, change=_nothing), "opening again, nothing changed", long=True),
    "added": Measure(partial(refresh, change=_add), "opening again, one article added", long=True),
    "changed": Measure(partial(refresh, change=_edit), "opening again, one article changed", long=True),
    "removed": Measure(partial(refresh, change=_remove), "opening again, one article removed", long=True),
}
STEPS = {**MEASURES, "make corpus": Measure(make_corpus, ""), "hand over": Measure(hand_over, "")}
