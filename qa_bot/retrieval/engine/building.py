"""An index -> a new generation in an engine: written to every replica, counted, probed, then made current."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice

import numpy as np

from qa_bot.errors import EngineUnavailable, QABotError
from qa_bot.language.tokens import terms as terms_of
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.engine import rows, statements
from qa_bot.retrieval.engine.addresses import Shards, shards_in
from qa_bot.retrieval.engine.bodies import bodies
from qa_bot.retrieval.engine.cluster import Cluster, naming
from qa_bot.retrieval.engine.generations import (
    HIGHEST,
    MANIFEST,
    Manifest,
    Switch,
    Table,
    built,
    count,
    last_switch,
    manifest,
    piece_rows,
)
from qa_bot.retrieval.engine.kept import kept, members_of, told
from qa_bot.retrieval.engine.node import Node, NodeFailed
from qa_bot.retrieval.engine.opening import Found, reader_over, require_probes
from qa_bot.retrieval.engine.rows import POSTING
from qa_bot.retrieval.fingerprint import fingerprint
from qa_bot.retrieval.folder import Opened
from qa_bot.retrieval.guarding import plain
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.tables import U32, Segment, sizes
from qa_bot.retrieval.uniting import whole
from qa_bot.retrieval.vocabulary import Vocabulary

POSTINGS_TOGETHER = 1 << 20  # rows of one insert, 12 MB
ARTICLES_TOGETHER = 8 << 20  # bytes of one insert
SECONDS = 3600.0  # that a node may take for a piece of a build
PROBES = 5
PROBE_TERMS = 8
PROBE_FINDS = 8
Tell = Callable[[str], object]


class Sent(NamedTuple):
    """What was sent to each shard, to be counted there."""

    postings: list[int]
    articles: list[int]
    kept: int


def build_engine(opened: Opened, text: str, tell: Tell = lambda _: None) -> int:
    """Write an index to an engine as its current generation, and return its number.

    One address is enough where the engine has an index already; for its first all nodes are named. Every node
    must answer. Whatever fails, the generation that was current stays so; the next build drops what is left.
    """
    if not opened.index.is_here:
        raise QABotError("An index that an engine holds cannot be copied: index the folder of its articles.")
    nodes = _nodes(shards_in(text))
    cluster = Cluster(nodes)
    known = _prepared(cluster)
    generation = int.from_bytes(os.urandom(7), "big") % HIGHEST or 1
    segment = whole(opened.index.assembled)
    try:
        found = _written(opened, segment, cluster, generation, tell)
        tell("probing")
        for replica in range(max(map(len, nodes))):
            one_each = tuple((shard[replica % len(shard)],) for shard in nodes)
            require_probes(reader_over(found, Cluster(one_each)), found.manifest, "what was written")
    except BaseException:
        _dropped(cluster, generation)
        raise
    now = max((one.switched for one in known), default=0) + 1
    for node in cluster.nodes:
        with naming(node):
            node.write(statements.switch(now, generation))
    return generation


def _nodes(given: Shards) -> Shards:
    """Return all nodes of an engine: those given, or those of its current index where one node is given."""
    if sum(map(len, given)) > 1:
        return given
    node = Node(given[0][0])
    with naming(node):
        current = last_switch(node)
        return manifest(node, current.generation).nodes if current else given


def _prepared(cluster: Cluster) -> list[Switch]:
    """Make the database and the pointer on every node, drop what builds left; return the last switches."""
    known: list[Switch] = []
    for node in cluster.nodes:
        with naming(node):
            node_in_default = Node(node.address._replace(database="default"))
            node_in_default.write(statements.create_database(node.address.database))
            node.write(statements.create_pointer())
            current = last_switch(node)
            known += [current] if current else []
    for node in cluster.nodes:
        with naming(node):
            for left in built(node) - {one.generation for one in known}:
                _drop(node, left)
    return known


def _drop(node: Node, generation: int) -> None:
    for statement in statements.drop_tables(generation):
        node.write(statement, seconds=SECONDS)


def _dropped(cluster: Cluster, generation: int) -> None:
    """Drop what a build that failed has written, where its node still answers."""
    for node in cluster.nodes:
        with suppress(NodeFailed):
            _drop(node, generation)


def _written(opened: Opened, segment: Segment, cluster: Cluster, generation: int, tell: Tell) -> Found:
    """Write all tables of a generation, count them, and return it as a client finds it."""
    size = (len(segment.tables.text) + 8 * len(segment.tables.ids)) // len(segment.sources)
    for node in cluster.nodes:
        with naming(node):
            for statement in statements.create_tables(generation, size):
                node.write(statement)
    shards = len(cluster.shards)
    tell("writing articles")
    article_sizes, article_sums = _write_articles(segment, cluster, generation)
    tell("writing postings")
    shard_postings = _write_postings(segment, cluster, generation)
    members = members_of(segment, article_sizes, article_sums, shard_postings)
    vouching = Manifest(
        fingerprint(),
        opened.corpus,
        cluster.addresses,
        opened.index.sentence_count,
        told(members),
        _probes(opened.index, segment),
    )
    stored = [json.dumps(vouching.as_dict()).encode(), *members.values()]
    tell("writing the vocabulary")
    pieces = _write_kept(stored, cluster, generation)
    tell("counting")
    articles = [len(range(shard, len(segment.sources), shards)) for shard in range(shards)]
    _require_counts(cluster, generation, Sent(shard_postings.sum(axis=1).tolist(), articles, pieces))
    held = kept(vouching.members, shards, lambda number, _: stored[number + 1], None)
    return Found(generation, vouching, held, cluster.addresses)


def _write(cluster: Cluster, shard: int, table: Table, generation: int, data: bytes) -> None:
    """Write rows to all replicas of a shard."""
    for node in cluster.shards[shard].nodes:
        with naming(node):
            node.write(statements.insert(table, generation), data, SECONDS)


def _write_articles(segment: Segment, cluster: Cluster, generation: int) -> tuple[U32, U32]:
    """Write every article; return the size and the checksum of each."""
    shards = len(cluster.shards)
    waiting: list[list[tuple[int, bytes]]] = [[] for _ in range(shards)]
    size, article_sizes, sums = 0, [], []
    for number, body in enumerate(bodies(segment.tables)):
        waiting[number % shards].append((number, body))
        article_sizes.append(len(body))
        sums.append(zlib.crc32(body))
        size += len(body)
        if size > ARTICLES_TOGETHER or number + 1 == len(segment.sources):
            for shard, own in enumerate(waiting):
                _write(cluster, shard, "articles", generation, rows.numbered_rows(own))
                own.clear()
            size = 0
    return np.array(article_sizes, np.uint32), np.array(sums, np.uint32)


def _write_postings(segment: Segment, cluster: Cluster, generation: int) -> U32:
    """Write every posting to the shard of its article; return how many of each term each shard has."""
    tables, shards = segment.tables, len(cluster.shards)
    bounds = tables.starts.astype(np.int64)
    shard_of = np.repeat(np.arange(len(segment.sources)) % shards, sizes(tables.article_passages)).astype(
        np.uint8 if shards < 256 else np.uint32
    )
    ids, weights = plain(tables.ids), plain(tables.weights)
    counted = np.zeros((shards, len(bounds) - 1), np.uint32)
    for first in range(0, len(ids), POSTINGS_TOGETHER):
        last = min(first + POSTINGS_TOGETHER, len(ids))
        made = np.empty(last - first, POSTING)
        made["term"] = np.searchsorted(bounds, np.arange(first, last), "right") - 1
        made["passage"], made["weight"] = ids[first:last], weights[first:last]
        where = shard_of[ids[first:last]]
        for shard in range(shards):
            own = made[where == shard]
            counted[shard] += np.bincount(own["term"], minlength=len(bounds) - 1).astype(np.uint32)
            _write(cluster, shard, "postings", generation, own.tobytes())
    _join(cluster, generation)
    return counted


def _join(cluster: Cluster, generation: int) -> None:
    """Let each node put the postings together that came piece by piece."""
    for node in cluster.nodes:
        with naming(node):
            node.write(statements.join_parts("postings", generation), seconds=SECONDS)


def _write_kept(stored: Sequence[bytes], cluster: Cluster, generation: int) -> int:
    """Write the manifest and what a client keeps to every node; return the number of pieces."""
    made = (row for number, data in enumerate(stored, MANIFEST) for row in piece_rows(number, data))
    pieces = 0
    while together := [*islice(made, 8)]:
        pieces += len(together)
        for shard in range(len(cluster.shards)):
            _write(cluster, shard, "kept", generation, b"".join(together))
    return pieces


def _require_counts(cluster: Cluster, generation: int, sent: Sent) -> None:
    """Raise where a replica has not all that was sent."""
    for shard, postings, articles in zip(cluster.shards, sent.postings, sent.articles, strict=True):
        wanted: dict[Table, int] = {"postings": postings, "articles": articles, "kept": sent.kept}
        for node in shard.nodes:
            for table, rows_sent in wanted.items():
                with naming(node):
                    has = count(node, table, generation)
                if has != rows_sent:
                    raise EngineUnavailable(
                        f"{node.address.place} has {has:,} rows of {rows_sent:,} {table}: index again"
                    )


def _probes(index: Index, segment: Segment) -> list[tuple[list[tuple[int, float]], list[tuple[int, float]]]]:
    """Return searches for the words of some passages, and what the embedded index finds."""
    vocabulary = Vocabulary(segment.tables.term_letters, segment.tables.term_offsets)
    total = index.passage_count
    made = []
    for number in sorted({(2 * one + 1) * total // (2 * PROBES) for one in range(PROBES)} if total else ()):
        (passage,) = index.fetch([number])
        chosen = [term for term in dict.fromkeys(terms_of(passage.text)) if index.holds(term)][:PROBE_TERMS]
        weights = {term: index.idf(term) for term in chosen}
        numbers = ((vocabulary.find(term.encode("utf-8", "surrogatepass")), weights[term]) for term in chosen)
        terms = sorted((number, weight) for number, weight in numbers if number is not None)
        made.append((terms, index.search(weights, PROBE_FINDS)))
    return made
