"""The address of an engine -> the index it holds, found to be what this program would have built."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from math import isfinite
from pathlib import Path

import numpy as np

from qa_bot.errors import EngineMismatch, QABotError
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import require_own
from qa_bot.retrieval import storage
from qa_bot.retrieval.engine.addresses import Address, Shards, addresses_in, shards_in
from qa_bot.retrieval.engine.bodies import empty_union
from qa_bot.retrieval.engine.cluster import Cluster, unavailable
from qa_bot.retrieval.engine.generations import Manifest, last_switch, manifest, pieces
from qa_bot.retrieval.engine.kept import MEMBERS, Kept, kept
from qa_bot.retrieval.engine.node import Node, NodeFailed, Unknown
from qa_bot.retrieval.engine.reader import EngineReader
from qa_bot.retrieval.engine.rows import Unsound
from qa_bot.retrieval.fingerprint import fingerprint
from qa_bot.retrieval.folder import Opened
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.tables import Assembled

CLOSE = 1e-9  # of two scores that are the same
HASH = 16  # letters of one that names a file
MOST_HELD = 8 << 30  # bytes that a client keeps: of a hundred million passages about two
MOST_NOTED = 1 << 16  # bytes of the addresses of nodes
SHOWN = 12  # letters of a hash that are shown


class Found(NamedTuple):
    """The current generation of an engine: what vouches for it, what a client keeps of it, and its nodes."""

    generation: int
    manifest: Manifest
    kept: Kept
    nodes: Shards


def open_engine(text: str, *, cache: Path | None) -> Opened:
    """Open the index that an engine holds, given the address of one of its nodes, or of several.

    Where none of these answers, those are asked that the engine had when it was opened last. Raises
    QABotError where that is no address, EngineUnavailable where no node answers or none has an index,
    EngineMismatch where what they have is not what this program would have built.
    """
    wanted = [address for shard in shards_in(text) for address in shard]
    noted = cache / f"{_hash(wanted)}-nodes" if cache else None
    found = _found([*dict.fromkeys((*wanted, *_noted(noted)))], cache)
    if noted and sum(map(len, found.nodes)) > 1:
        _note(found.nodes, noted)
    reader = reader_over(found, Cluster(found.nodes))
    require_probes(reader, found.manifest, text)
    return Opened(index_over(reader), kept=True, corpus=found.manifest.corpus)


def index_over(reader: EngineReader) -> Index:
    """Return the index whose only segment an engine holds."""
    all_in_a_row = np.array([[0, 0, len(reader.sources)]], np.uint32)
    return Index(Assembled((reader.segment,), empty_union(all_in_a_row)), (reader,))


def reader_over(found: Found, cluster: Cluster) -> EngineReader:
    """Return what reads a generation from nodes."""
    return EngineReader(found.kept, found.manifest.sentences, found.generation, cluster)


def _found(wanted: list[Address], cache: Path | None) -> Found:
    """Return the current generation, from the first node that tells of one."""
    failures: dict[Node, Exception] = {}
    for address in wanted:
        node = Node(address)
        try:
            return _found_at(node, cache)
        except (NodeFailed, Unsound) as error:
            failures[node] = error
    raise unavailable("the engine", failures)


def _found_at(node: Node, cache: Path | None) -> Found:
    current = last_switch(node)
    if current is None:
        raise Unknown("it holds no index: build one with qa-bot index PATH --engine URL")
    generation = current.generation
    vouching = manifest(node, generation)
    _require_ours(node, vouching)
    place = cache.absolute() / f"{_hash(vouching.nodes)}-engine" / _hash(vouching.members) if cache else None

    def fetch(number: int, size: int) -> bytes:
        data = b"".join(pieces(node, generation, number + 1, size))
        if len(data) != size:
            raise Unsound("what it holds for clients is not whole")
        return data

    is_alone = sum(map(len, vouching.nodes)) == 1  # it may be called otherwise from here
    nodes = ((node.address,),) if is_alone else vouching.nodes
    held = kept(vouching.members, len(nodes), fetch, place)
    _require_sound(vouching, held)
    return Found(generation, vouching, held, nodes)


def _require_sound(vouching: Manifest, held: Kept) -> None:
    """Raise where a probe is about terms or passages that there are not."""
    terms, passages = held.shard_postings.shape[1], int(held.segment.tables.article_passages[-1])
    for asked, found in vouching.probes:
        bounded = ((asked, terms), (found, passages))
        if not all(0 <= at < most and isfinite(value) for rows, most in bounded for at, value in rows):
            raise Unsound("its manifest asks for what is not there")


def _hash(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:HASH]


def _noted(path: Path | None) -> list[Address]:
    """Return the nodes that an engine had when it was opened last, none where that is not known."""
    if path is None:
        return []
    with suppress(OSError, ValueError, QABotError):
        require_own(path.parent)
        known = shards_in(bytes(storage.read(path, MOST_NOTED)).decode())
        return [address for shard in known for address in shard]
    return []


def _note(nodes: Shards, path: Path) -> None:
    said = " ".join(",".join(shard) for shard in addresses_in(nodes)).encode()
    with suppress(OSError):
        storage.make_folder(path.parent)
        if not path.exists() or storage.read(path, MOST_NOTED) != said:
            storage.replace(path, said)


def _require_ours(node: Node, vouching: Manifest) -> None:
    """Raise where a manifest is not of an index that this program can ask."""
    if vouching.settings != fingerprint():
        theirs, ours = vouching.settings[:SHOWN], fingerprint()[:SHOWN]
        raise EngineMismatch(
            f"The index in {node.address.place} was made by other rules ({theirs!r}) than those of this "
            f"qa-bot ({ours!r})"
        )
    size = sum(size for _, size, _ in vouching.members)
    if [name for name, _, _ in vouching.members] != [*MEMBERS] or size > MOST_HELD:
        raise Unsound("its manifest cannot be read")
    every = [address for shard in vouching.nodes for address in shard]
    if node.address.scheme == "https" and any(address.scheme != "https" for address in every):
        raise Unsound("it names nodes that are asked in the open")


def require_probes(reader: EngineReader, vouching: Manifest, engine: str) -> None:
    """Raise EngineMismatch where a probe does not find what the embedded index found when it was built."""
    for number, (terms, expected) in enumerate(vouching.probes, 1):
        found = reader.best(terms, len(expected))
        same = [id for id, _ in found] == [id for id, _ in expected]
        if not same or any(abs(a - b) > CLOSE for (_, a), (_, b) in zip(found, expected, strict=True)):
            here, then = ([id for id, _ in passages] for passages in (found, expected))
            told = f"finds passages {here} in {engine}, and {then} when the index was built"
            raise EngineMismatch(f"Probe {number} of {len(vouching.probes)} {told}")
