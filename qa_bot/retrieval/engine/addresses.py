"""Where the nodes of an engine are: which shards there are, and which replicas each has."""

from __future__ import annotations

import re

from qa_bot.environment import ENGINE_PASSWORD, ENGINE_USER
from qa_bot.errors import QABotError
from qa_bot.named_tuples import NamedTuple

FORM = "http://HOST:PORT/DATABASE or https://..., replicas parted by commas, shards by blanks"
DATABASE = "qa_bot"
PORTS = {"http": 8123, "https": 8443}
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?:/(?P<database>[A-Za-z_][A-Za-z0-9_]{0,39})?)?",
    re.ASCII,
)
_HERE = re.compile(r"localhost|127(?:\.[0-9]{1,3}){3}|\[::1\]")


class Address(NamedTuple):
    """Where one node is asked, and the database in it."""

    scheme: str
    host: str
    port: int
    database: str

    @property
    def place(self) -> str:
        """The node, as a person knows it."""
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """All of it, as it is given."""
        return f"{self.place}/{self.database}"

    @property
    def is_here(self) -> bool:
        """Whether what is sent to it leaves this machine no more than a file does."""
        return _HERE.fullmatch(self.host) is not None


Shards = tuple[tuple[Address, ...], ...]  # of each shard its replicas


def shards_in(text: str) -> Shards:
    """Read the addresses of an engine; QABotError where they are none."""
    if "@" in text:
        names = f"{ENGINE_USER.name} and {ENGINE_PASSWORD.name}"
        raise QABotError(f"An engine's address holds no user and no password: set {names}.")
    found = tuple(tuple(map(_address, shard.split(","))) for shard in text.split())
    every = [address for shard in found for address in shard]
    if not every or len({address.database for address in every}) > 1 or len(set(every)) < len(every):
        raise QABotError(f"{text[:200]!r} is no engine: give different nodes with one database, as {FORM}.")
    return found


def addresses_in(shards: Shards) -> list[list[str]]:
    """Return the addresses as text, as `shards_in` reads them."""
    return [[address.url for address in shard] for shard in shards]


def _address(text: str) -> Address:
    found = _ADDRESS.fullmatch(text)
    port = int((found and found["port"]) or PORTS[found["scheme"]]) if found else 0
    if found is None or not 0 < port < 1 << 16:
        raise QABotError(f"{text[:200]!r} is no address of an engine: give {FORM}.")
    return Address(found["scheme"], found["host"].lower(), port, found["database"] or DATABASE)
