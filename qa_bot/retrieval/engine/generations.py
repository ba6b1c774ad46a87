"""Generations of an index in an engine: each a set of tables, and a pointer to the one that is current."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np

from qa_bot.errors import EngineMismatch
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.engine import rows, statements
from qa_bot.retrieval.engine.addresses import Shards, addresses_in, shards_in
from qa_bot.retrieval.engine.node import Node, Unknown
from qa_bot.retrieval.engine.rows import Unsound
from qa_bot.retrieval.fingerprint import CORPUS

FORMAT = 1
MANIFEST = 0  # the number of that member; those that a client keeps follow
PIECE = 1 << 20  # bytes of a member in one row
PIECES_TOGETHER = 32  # fetched by one query
MOST_MANIFEST = 8 << 20  # bytes, of some thousands
MOST_GENERATIONS = 1 << 16  # bytes of a list of them
HIGHEST = 1 << 59  # of the numbers of generations, which have at most 18 digits


class Manifest(NamedTuple):
    """What vouches for a generation: the rules it was made by, of what, where it is, what must be found.

    `members` are what a client keeps (name, size, hash), `probes` searches (terms with weights, what must be
    found: passages with scores).
    """

    settings: str
    corpus: str
    nodes: Shards
    sentences: int
    members: list[list[Any]]
    probes: list[tuple[list[tuple[int, float]], list[tuple[int, float]]]]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON is made of it."""
        return self._asdict() | {"format": FORMAT, "nodes": addresses_in(self.nodes)}


class Switch(NamedTuple):
    """When a generation became the current one, in the order of switches, and its number."""

    switched: int
    generation: int


def last_switch(node: Node) -> Switch | None:
    """Return which generation is the current one of a node; None where it has no index."""
    try:
        said = rows.numbers(node.read(statements.last_switch(), 16))
    except Unknown:
        return None
    if len(said) not in (0, 2) or any(number >= HIGHEST for number in said):
        raise Unsound("its pointer cannot be read")
    return Switch(*said) if said else None


def manifest(node: Node, generation: int) -> Manifest:
    """Return the manifest of a generation."""
    data = b"".join(pieces(node, generation, MANIFEST, MOST_MANIFEST))
    try:
        return _read(_json_of(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unsound("its manifest cannot be read") from error


def _json_of(data: bytes) -> dict[str, Any]:
    """Return what a manifest says."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unsound("its manifest cannot be read") from error
    if not isinstance(said, dict):
        raise Unsound("its manifest cannot be read")
    return said


def _read(said: dict[str, Any]) -> Manifest:
    if said["format"] != FORMAT:
        raise EngineMismatch(
            f"The engine's index has format {said['format']!r:.20}, this qa-bot reads format {FORMAT}"
        )
    if not CORPUS.fullmatch(said["corpus"]) or not isinstance(said["settings"], str):
        raise ValueError(said["corpus"])
    probes = [(_pairs(terms), _pairs(found)) for terms, found in said["probes"]]
    members = [[str(name), int(size), str(seal)] for name, size, seal in said["members"]]
    nodes = shards_in(" ".join(",".join(shard) for shard in said["nodes"]))
    return Manifest(said["settings"], said["corpus"], nodes, int(said["sentences"]), members, probes)


def _pairs(said: list[list[Any]]) -> list[tuple[int, float]]:
    return [(int(number), float(value)) for number, value in said]


def pieces(node: Node, generation: int, member: int, size: int) -> Iterator[bytes]:
    """Yield the pieces of a member, which has at most so many bytes."""
    for first in range(0, -(-size // PIECE), PIECES_TOGETHER):
        query = statements.pieces(generation, member, first, first + PIECES_TOGETHER)
        found = [*rows.strings(node.read(query, PIECES_TOGETHER * (PIECE + rows.LONGEST_LENGTH)))]
        yield from found
        if len(found) < PIECES_TOGETHER:
            return


def piece_rows(member: int, data: bytes) -> Iterator[bytes]:
    """Yield a member in rows of a table."""
    for number, first in enumerate(range(0, len(data), PIECE)):
        yield np.array([member, number], "<u4").tobytes() + rows.string(data[first : first + PIECE])


Table = Literal["postings", "articles", "kept"]


def count(node: Node, table: Table, generation: int) -> int:
    """Count the rows that a node has of a table."""
    (said,) = rows.numbers(node.read(statements.count(table, generation), 8)) or (-1,)
    return said


def built(node: Node) -> set[int]:
    """Return the numbers of all generations that a node has tables of, current or not."""
    return {*rows.numbers(node.read(statements.generations(), MOST_GENERATIONS))} - {0}
