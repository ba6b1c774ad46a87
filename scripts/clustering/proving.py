"""What a cluster answers, held question by question against the embedded index, while its nodes go down."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from qa_bot.bot import QABot
from qa_bot.errors import EngineUnavailable
from qa_bot.values import Question

THREADS = 2
Tell = Callable[[str], None]
Ranked = list[tuple[int, float]]


class Proof(NamedTuple):
    """Both bots, the questions as they are read, and which passages the embedded index ranks for each."""

    folder: QABot
    engine: QABot
    questions: Sequence[Question]
    expected: Sequence[Ranked]

    @classmethod
    def begun(cls, folder: QABot, engine: QABot, texts: Sequence[str]) -> Proof:
        """Read the questions and rank passages for them by the embedded index."""
        questions = [folder.read(text) for text in texts]
        return cls(folder, engine, questions, [ranked(folder, one) for one in questions])


def ranked(bot: QABot, question: Question) -> Ranked:
    """Return the ids and the scores of the passages that may hold the answer."""
    return [(one.passage.id, one.score) for one in bot.rank(question)]


def compared(proof: Proof) -> str:
    """Ask every question of both, and count how often passages, scores and the whole reply are the same."""
    same_ranking = same_reply = 0
    spent: tuple[list[float], list[float]] = ([], [])
    for question, expected in zip(proof.questions, proof.expected, strict=True):
        same_ranking += ranked(proof.engine, question) == expected
        replies = []
        for bot, times in zip((proof.folder, proof.engine), spent, strict=True):
            began = time.perf_counter()
            replies.append(bot.ask(question.text).as_dict())
            times.append(time.perf_counter() - began)
        same_reply += replies[0] == replies[1]
    total = len(proof.questions)
    told = f"{same_ranking} of {total} questions find the same passages with the same scores"
    asked = f"a whole answer {_times(spent[0])} embedded, {_times(spent[1])} by the engine"
    return f"{told}; {same_reply} of {total} replies are the same; {asked}"


class Load:
    """Questions asked by several threads at once: how many, how many went wrong, and how long each took."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._stop = threading.Event()
        self.wrong, self.refused, self.failed = 0, 0, list[str]()
        self.spent: list[float] = []

    @contextmanager
    def going(self) -> Iterator[Load]:
        """Ask until it is left."""
        threads = [threading.Thread(target=self._run, args=(first,)) for first in range(THREADS)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _run(self, first: int) -> None:
        at = first * len(self._proof.questions) // THREADS
        while not self._stop.is_set():
            at = (at + 1) % len(self._proof.questions)
            began = time.perf_counter()
            try:
                found = ranked(self._proof.engine, self._proof.questions[at])
                self.wrong += found != self._proof.expected[at]
            except EngineUnavailable:
                self.refused += 1
            except Exception as error:
                self.failed.append(repr(error))
            self.spent.append(time.perf_counter() - began)

    def go_on(self, count: int) -> None:
        """Wait until so many more were asked."""
        until = len(self.spent) + count
        while len(self.spent) < until:
            time.sleep(0.01)

    def __str__(self) -> str:
        """Return the counts."""
        failed = f"{len(self.failed)} failed" + (f" ({self.failed[0]})" if self.failed else "")
        counts = f"{len(self.spent)} searches, {self.wrong} wrong, {self.refused} refused, {failed}"
        return f"{counts}; {_times(self.spent)}, at most {1000 * max(self.spent):.0f} ms"


def _times(spent: Sequence[float]) -> str:
    ordered = sorted(spent)
    half, most = (1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 99))
    return f"median {half:.1f} ms, 99th percentile {most:.1f} ms"


def under(proof: Proof, count: int, *changes: Callable[[], None]) -> Load:
    """Ask under load, and make each change after so many searches."""
    load = Load(proof)
    with load.going():
        for change in changes:
            load.go_on(count)
            change()
        load.go_on(count)
    return load
