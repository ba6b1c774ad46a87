"""The shards of an engine: each is asked at one of its replicas, and if that fails at the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from qa_bot.errors import EngineUnavailable, IndexReplaced
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.engine.addresses import Shards
from qa_bot.retrieval.engine.node import Node, NodeFailed, TooLate, Unknown
from qa_bot.retrieval.engine.rows import Unsound

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

SECONDS_FIRST = 2.0  # that a node has where there is another to ask
SECONDS_AVOIDED = 5.0  # after a node failed it is asked last; twice as long when it fails again
MOST_AVOIDED = 80.0
AT_ONCE = 8  # questions of one program that are waited for
MOST_THREADS = 64
Said = TypeVar("Said")
_GONE = "the engine no longer has the index that was opened: open it again"


class Failed(NamedTuple):
    """How often a node has failed, one time after the other, and until when it is asked last."""

    times: int
    until: float

    def again(self) -> Failed:
        """Return what holds after one more time."""
        seconds = min(SECONDS_AVOIDED * 2**self.times, MOST_AVOIDED)
        return Failed(min(self.times + 1, 9), monotonic() + seconds)


class Shard:
    """A part of the articles that several nodes hold alike. Safe from several threads."""

    def __init__(self, name: str, nodes: Sequence[Node]) -> None:
        """Stand before the nodes of a shard, called `name` for a person."""
        self.name, self.nodes = name, tuple(nodes)
        self._turn = count()
        self._failed = dict.fromkeys(self.nodes, Failed(0, 0.0))

    def ask(self, query: str, most: int, read: Callable[[bytes], Said]) -> Said:
        """Return what the first node says that gives a sound reply.

        Each is asked once, and once more with more time where that was too short. Raises IndexReplaced where
        all of them say that they do not have the index, else EngineUnavailable.
        """
        failures: dict[Node, Exception] = {}
        for node, seconds in self._attempts(failures):
            try:
                said = read(node.read(query, most, seconds))
            except (NodeFailed, Unsound) as error:
                failures[node] = error
                self._failed[node] = self._failed[node].again()
            else:
                self._failed[node] = Failed(0, 0.0)
                return said
        if all(isinstance(error, Unknown) for error in failures.values()):
            raise IndexReplaced(_GONE)
        raise unavailable(self.name, failures)

    def _attempts(self, failures: Mapping[Node, Exception]) -> Iterator[tuple[Node, float | None]]:
        """Yield each node in turn with the time it has (None: all), those that failed lately last."""
        first, now = next(self._turn) % len(self.nodes), monotonic()
        turned = (*self.nodes[first:], *self.nodes[:first])
        if len(turned) > 1:
            for node in sorted(turned, key=lambda one: self._failed[one].until > now):
                yield node, SECONDS_FIRST
        for node in turned:
            if isinstance(failures.get(node, TooLate()), TooLate):
                yield node, None


class Cluster:
    """All shards of an engine. Safe from several threads."""

    def __init__(self, addresses: Shards) -> None:
        """Stand before all nodes; nothing is sent yet."""
        total = len(addresses)
        names = (
            f"shard {number} of {total}" if total > 1 else "the engine" for number in range(1, total + 1)
        )
        self.addresses = addresses
        self.shards = [Shard(name, [*map(Node, own)]) for name, own in zip(names, addresses, strict=True)]

    def ask(self, asked: Sequence[tuple[Shard, Callable[[Shard], Said]]]) -> list[Said]:
        """Return what each shard says to what it is asked, all at once."""
        if len(asked) < 2:
            return [ask(shard) for shard, ask in asked]
        return [*self._pool.map(lambda one: one[1](one[0]), asked)]

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        """Threads in which shards are waited for, enough for some questions at once."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(min(AT_ONCE * len(self.shards), MOST_THREADS))

    @property
    def nodes(self) -> list[Node]:
        """All nodes, shard by shard."""
        return [node for shard in self.shards for node in shard.nodes]


@contextmanager
def naming(node: Node) -> Iterator[None]:
    """Say of a node that must answer, as there is no other to ask, that it failed."""
    try:
        yield
    except (NodeFailed, Unsound) as error:
        raise unavailable("the engine", {node: error}) from error


def unavailable(name: str, failures: Mapping[Node, Exception]) -> EngineUnavailable:
    """Return the error that names a shard, and why each of its nodes gives nothing."""
    told = "; ".join(f"{node.address.place}: {error}" for node, error in failures.items())
    is_down = not all(isinstance(error, Unknown) for error in failures.values())
    hint = "; start a node of it again, or try later" if is_down else ""
    return EngineUnavailable(f"{name} gives no sound reply ({told}){hint}")
