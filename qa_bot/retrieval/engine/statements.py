"""All that is said to ClickHouse, one function a statement.

Nothing but whole numbers and measured weights is ever put into one, so no word of an article or a question
can change what it means; rows go beside it, as bytes. No joins: their meaning changed between versions. The
version of 2018 that Debian ships understands all of it, and so does today's.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.search import Weighted

TABLES = ("postings", "articles", "kept")
FEW_RANGES = 64  # of passages that may answer: more are told by a bit for each passage
WORD = 64  # bits told at once
ROWS_TOGETHER = 8192  # postings that are read at least: fewer make a larger index of them
BLOCK = 1 << 16  # bytes that are read at least: as many articles as that are read together
_ROWS = " FORMAT RowBinary"


def create_database(name: str) -> str:
    """Make the database; its name was checked when the address was read."""
    return f"CREATE DATABASE IF NOT EXISTS {name}"


def create_pointer() -> str:
    """Make the table that says which generation is current: the row switched last."""
    return (
        "CREATE TABLE IF NOT EXISTS pointer (switched UInt64, generation UInt64) "
        "ENGINE = MergeTree ORDER BY switched"
    )


def create_tables(generation: int, size: int) -> list[str]:
    """Make the tables of a generation, whose articles have so many bytes at the mean."""
    return [
        _table(
            f"postings_{generation}",
            "term UInt32, passage UInt32, weight Float32",
            "term, passage",
            ROWS_TOGETHER,
        ),
        _table(
            f"articles_{generation}", "number UInt32, body String", "number", max(1, BLOCK // max(size, 1024))
        ),
        _table(f"kept_{generation}", "member UInt32, piece UInt32, data String", "member, piece", 1),
    ]


def _table(name: str, columns: str, key: str, together: int) -> str:
    return (
        f"CREATE TABLE {name} ({columns}) ENGINE = MergeTree ORDER BY ({key}) "
        f"SETTINGS index_granularity = {together}"
    )


def drop_tables(generation: int) -> list[str]:
    """Remove the tables of a generation, those of them that are there."""
    return [f"DROP TABLE IF EXISTS {table}_{generation}" for table in TABLES]


def insert(table: str, generation: int) -> str:
    """Put in rows that go beside the statement."""
    return f"INSERT INTO {table}_{generation}{_ROWS}"


def join_parts(table: str, generation: int) -> str:
    """Let the rows of a table, which came piece by piece, be read in one go."""
    return f"OPTIMIZE TABLE {table}_{generation} FINAL"


def switch(switched: int, generation: int) -> str:
    """Make a generation the current one."""
    return f"INSERT INTO pointer VALUES ({switched:d}, {generation:d})"


def last_switch() -> str:
    """Ask for the last switch: its place in their order, and to which generation."""
    return f"SELECT switched, generation FROM pointer ORDER BY switched DESC LIMIT 1{_ROWS}"


def generations() -> str:
    """Ask which generations have tables, current or not."""
    name = "toUInt64OrZero(extract(name, '^(?:postings|articles|kept)_([0-9]{1,18})$'))"
    return f"SELECT DISTINCT {name} FROM system.tables WHERE database = currentDatabase(){_ROWS}"


def count(table: str, generation: int) -> str:
    """Count the rows of a table."""
    return f"SELECT count() FROM {table}_{generation}{_ROWS}"


def pieces(generation: int, member: int, first: int, last: int) -> str:
    """Ask for pieces of what a client keeps, in order."""
    return (
        f"SELECT data FROM kept_{generation} WHERE member = {member:d} AND piece >= {first:d} "
        f"AND piece < {last:d} ORDER BY piece{_ROWS}"
    )


def articles(generation: int, wanted: Iterable[int]) -> str:
    """Ask for articles by their numbers."""
    return f"SELECT number, body FROM articles_{generation} WHERE number IN ({_listed(wanted)}){_ROWS}"


class Wanted(NamedTuple):
    """Terms with weights, and where they are looked for: in passages that are marked (None: in all)."""

    terms: Weighted
    among: NDArray[np.bool_] | None = None

    @property
    def listed(self) -> str:
        """The numbers of the terms."""
        return _listed(term for term, _ in self.terms)

    @property
    def score(self) -> str:
        """The sum of what postings weigh; those of passages not marked weigh nothing, but are counted."""
        weights = ",".join(repr(float(weight)) for _, weight in self.terms)
        factor = f"transform(term, [{self.listed}], [{weights}], 0.)"
        return f"sum(weight * {factor}{'' if self.among is None else f' * ({_marked(self.among)})'})"


def best(generation: int, wanted: Wanted, most: int) -> str:
    """Ask for the passages of the largest sums, and behind them for how many postings were looked at."""
    table = f"postings_{generation}"
    return _best(table, wanted, most, "count()", f"term IN ({wanted.listed})")


def best_of_likely(generation: int, wanted: Wanted, most: int, telling: Wanted, least: float) -> str:
    """Ask for the same where the sum of the telling terms alone is not less; all postings are counted."""
    table = f"postings_{generation}"
    counted = f"(SELECT count() FROM {table} WHERE term IN ({wanted.listed}))"
    where = f"term IN ({wanted.listed}) AND passage IN ({_passages(table, telling, least)})"
    return _best(table, wanted, most, counted, where)


def _best(table: str, wanted: Wanted, most: int, counted: str, where: str) -> str:
    return (
        f"SELECT passage, {wanted.score} AS score, {counted} FROM {table} WHERE {where} "
        f"GROUP BY passage WITH TOTALS ORDER BY score DESC, passage LIMIT {most:d} FORMAT TabSeparated"
    )


def at_least(generation: int, wanted: Wanted, least: float) -> str:
    """Ask for the postings of all passages whose sum is not less, each beside how many were looked at."""
    table = f"postings_{generation}"
    where = f"WHERE term IN ({wanted.listed})"
    counted = f"toUInt64(ifNull((SELECT count() FROM {table} {where}), 0))"
    return (
        f"SELECT term, passage, weight, {counted} FROM {table} {where} "
        f"AND passage IN ({_passages(table, wanted, least)}){_ROWS}"
    )


def _passages(table: str, wanted: Wanted, least: float) -> str:
    where = f"WHERE term IN ({wanted.listed})"
    return f"SELECT passage FROM {table} {where} GROUP BY passage HAVING {wanted.score} >= {least!r}"


def first_holding(generation: int, term: int, most: int) -> str:
    """Ask for the first passages that hold a term."""
    table = f"postings_{generation}"
    return f"SELECT passage FROM {table} WHERE term = {term:d} ORDER BY passage LIMIT {most:d}{_ROWS}"


def _marked(among: NDArray[np.bool_]) -> str:
    """Return 1 for a passage that is marked, else 0: told as ranges where they are few, else as bits."""
    edges = np.flatnonzero(np.diff(among.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    if len(edges) <= FEW_RANGES:
        return " OR ".join(f"(passage >= {first:d} AND passage < {last:d})" for first, last in edges.tolist())
    padded = np.pad(among, (0, -len(among) % WORD))
    words = np.packbits(padded, bitorder="little").view("<u8").tolist()
    word = f"arrayElement([{_listed(words)}], intDiv(passage, {WORD}) + 1)"
    return f"bitAnd(bitShiftRight({word}, passage % {WORD}), 1)"


def _listed(wanted: Iterable[int]) -> str:
    return ",".join(f"{one:d}" for one in wanted)
