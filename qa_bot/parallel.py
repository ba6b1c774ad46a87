"""Work on many items by several processes, in order: each is given what they share once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
AT_ONCE = 16  # items handed to a process together: a fifth of a second of questions
AHEAD = 64  # such lots that are taken from the items before the first is done
_SHARED: list[Any] = []  # in a process that works for another: what to do, and with what


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def mapped(
    work: Callable[[Shared, Item], Outcome], shared: Shared, items: Iterable[Item], workers: int
) -> Iterator[Outcome]:
    """Yield `work(shared, item)` of every item, in their order.

    With one worker it is done here, item by item. Several are processes of their own, so `work`, what is
    shared, items and outcomes must be such as can be sent to one; a script that starts them needs the usual
    `if __name__ == "__main__":`. What one that is killed leaves undone is done here.
    """
    if workers < 2:
        yield from (work(shared, item) for item in items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting = iter(items)
    with ProcessPoolExecutor(workers, get_context("spawn"), _take, (work, shared)) as pool:
        while some := list(islice(waiting, AT_ONCE * AHEAD)):
            done = 0
            try:
                for outcome in pool.map(_do, some, chunksize=_lot(some, workers)):
                    yield outcome
                    done += 1
            except BrokenProcessPool:  # one was killed: what is left is done here
                yield from (work(shared, item) for item in chain(some[done:], waiting))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _lot(items: Sequence[object], workers: int) -> int:
    """Return how many items a process gets together: fewer where there are few."""
    return max(1, min(AT_ONCE, len(items) // (2 * workers)))


def _take(*shared: object) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it ends it
    _SHARED[:] = shared


def _do(item: object) -> Any:  # noqa: ANN401 - what `work` returns
    work, shared = _SHARED
    return work(shared, item)
