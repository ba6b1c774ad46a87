"""ClickHouse servers of our own: each with its configuration and data in a folder, none of them a service."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from secrets import token_hex

LOOPBACK = "127.0.0.1"
PLACES = ("/usr/sbin", "/usr/bin", "/usr/local/bin")  # where a package puts the server, on the path or not
SECONDS = 20.0  # that a server may take to begin
NO_SERVER = "there is no clickhouse-server (on Debian: apt install clickhouse-server)"
CONFIG = """<yandex>
  <logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>
  <http_port>{port}</http_port><tcp_port>{tcp_port}</tcp_port><listen_host>{host}</listen_host>
  <path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path><user_files_path>{folder}/files/</user_files_path>
  <users_config>users.xml</users_config><default_profile>default</default_profile>
  <default_database>default</default_database><mark_cache_size>268435456</mark_cache_size>
  <max_concurrent_queries>100</max_concurrent_queries>
</yandex>
"""
USERS = """<yandex>
  <profiles><default></default><reading><readonly>1</readonly></reading></profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <password></password><networks><ip>{network}</ip></networks>
      <profile>default</profile><quota>default</quota>
    </default>
    <reader>
      <password_sha256_hex>{reader}</password_sha256_hex><networks><ip>{network}</ip></networks>
      <profile>reading</profile><quota>default</quota>
    </reader>
  </users>
</yandex>
"""


class NoServer(Exception):
    """ClickHouse is not installed, or does not begin."""


def server_command() -> list[str]:
    """Return what starts a server; NoServer where none is installed."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *PLACES))
    if found := shutil.which("clickhouse-server", path=path):
        return [found]
    if found := shutil.which("clickhouse", path=path):
        return [found, "server"]
    raise NoServer(NO_SERVER)


class Server:
    """A node: it is started, killed and started again, and keeps its data meanwhile."""

    def __init__(self, folder: Path, host: str = LOOPBACK, port: int = 0, within: Sequence[str] = ()) -> None:
        """Prepare a node at a host; `within` is put before its command.

        Who has no name may do all, from the hosts next to it; `reader` may read, with a password made anew.
        """
        self.password = token_hex(16)
        self.folder, self.host, self.port, self.within = folder, host, port or free_port(), within
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("data", "tmp", "files"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        network = "127.0.0.1" if host == LOOPBACK else f"{host.rsplit('.', 1)[0]}.0/24"
        secret = sha256(self.password.encode()).hexdigest()
        (folder / "users.xml").write_text(USERS.format(network=network, reader=secret), encoding="utf-8")
        tcp_port = free_port() if host == LOOPBACK else 9000
        told = CONFIG.format(folder=folder, port=self.port, tcp_port=tcp_port, host=host)
        (folder / "config.xml").write_text(told, encoding="utf-8")

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [*self.within, *server_command(), "--config-file=config.xml"]
        with (self.folder / "output").open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        until = time.monotonic() + SECONDS
        while not self.is_answering():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise NoServer(f"a server does not begin: see {self.folder}/errors and output")
            time.sleep(0.02)

    def is_answering(self) -> bool:
        """Whether it answers now."""
        connection = HTTPConnection(self.host, self.port, timeout=1)
        try:
            connection.request("GET", "/ping")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End it at once, as a machine ends that loses its power."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Let it hang: it takes connections and says nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _end(self, number: int) -> None:
        self._signal(number)
        if self._process is not None:
            self._process.wait()
            self._process = None


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running(servers: Sequence[Server]) -> Iterator[None]:
    """Start servers, and end them in any case."""
    with ExitStack() as stack:
        for server in servers:
            stack.callback(server.kill)
            server.start()
        yield


def layout_of(servers: Sequence[Server], shards: int, database: str) -> str:
    """Return the addresses of an engine of all servers: shards parted by blanks, replicas by commas."""
    urls = [f"{server.url}/{database}" for server in servers]
    replicas = len(urls) // shards
    return " ".join(",".join(urls[first : first + replicas]) for first in range(0, len(urls), replicas))


def on_loopback(folder: Path, count: int) -> list[Server]:
    """Return so many nodes on this machine."""
    return [Server(folder / f"node{number}") for number in range(1, count + 1)]
