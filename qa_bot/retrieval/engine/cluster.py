"""The shards of an engine: each is asked at one of its replicas, and if that fails at the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from time import monotonic
from typing import TypeVar

from qa_bot.errors import EngineUnavailable, IndexReplaced
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.engine.addresses import Shards
from qa_bot.retrieval.engine.node import Node, NodeFailed, Unknown
from qa_bot.retrieval.engine.rows import Unsound

SECONDS_AVOIDED = 5.0  # after a node failed it is asked last
Said = TypeVar("Said")
_GONE = "the engine no longer has the index that was opened: open it again"


class Asked(NamedTuple):
    """A query, the most bytes that its reply can have, and what reads them (Unsound where it cannot)."""

    query: str
    most: int
    read: Callable[[bytes], object]


class Shard:
    """A part of the articles that several nodes hold alike. Safe from several threads."""

    def __init__(self, name: str, nodes: Sequence[Node]) -> None:
        """Stand before the nodes of a shard, called `name` for a person."""
        self.name, self.nodes = name, tuple(nodes)
        self._turn = count()
        self._failed = dict.fromkeys(range(len(self.nodes)), 0.0)

    def ask(self, query: str, most: int, read: Callable[[bytes], Said]) -> Said:
        """Return what the first node says that gives a sound reply, each asked once.

        Raises IndexReplaced where all of them say that they do not have the index, else EngineUnavailable.
        """
        failures: list[tuple[Node, Exception]] = []
        for number in self._order():
            node = self.nodes[number]
            try:
                said = read(node.read(query, most))
            except (NodeFailed, Unsound) as error:
                self._failed[number] = monotonic()
                failures.append((node, error))
            else:
                self._failed[number] = 0.0
                return said
        if all(isinstance(error, Unknown) for _, error in failures):
            raise IndexReplaced(_GONE)
        raise unavailable(self.name, failures)

    def _order(self) -> list[int]:
        """Return the numbers of the nodes: in turn, those that failed a moment ago last."""
        first, since = next(self._turn), monotonic() - SECONDS_AVOIDED
        turned = [(first + one) % len(self.nodes) for one in range(len(self.nodes))]
        return sorted(turned, key=lambda number: self._failed[number] > since)


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
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(len(asked)) as pool:
            return [*pool.map(lambda one: one[1](one[0]), asked)]

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
        raise unavailable("the engine", [(node, error)]) from error


def unavailable(name: str, failures: Sequence[tuple[Node, Exception]]) -> EngineUnavailable:
    """Return the error that names a shard, and why each of its nodes gives nothing."""
    told = "; ".join(f"{node.address.place}: {error}" for node, error in failures)
    is_down = not all(isinstance(error, Unknown) for _, error in failures)
    hint = "; start a node of it again, or try later" if is_down else ""
    return EngineUnavailable(f"{name} gives no sound reply ({told}){hint}")
