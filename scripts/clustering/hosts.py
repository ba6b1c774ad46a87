"""Nodes as if each had a machine of its own: a network namespace, and a link that can be cut or slow."""

from __future__ import annotations

import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from clustering.servers import Server

PORT = 8123
_SET_INTERFACE = 0x400454CA
_TUN, _NO_HEAD = 0x0001, 0x1000
_LARGEST = 1 << 16  # bytes of a packet
_PAUSE = 0.01  # seconds before an end that is down is looked at again


class NoHosts(Exception):
    """Namespaces or links cannot be made here; its text is what the system said."""


class Host:
    """A namespace with one link; its node is in it."""

    def __init__(self, number: int) -> None:
        self.name, self.link = f"qa_bot_{number}", f"qab{number}"
        self.far = f"{self.link}f"
        self.near_address, self.address = f"10.77.{number}.1", f"10.77.{number}.2"

    @property
    def within(self) -> list[str]:
        """What is put before a command that runs there."""
        return ["ip", "netns", "exec", self.name]

    def connect(self) -> None:
        """Give both ends of the link their addresses."""
        _ip("addr", "add", f"{self.near_address}/24", "dev", self.link)
        _ip("link", "set", self.link, "up")
        _ip("-n", self.name, "addr", "add", f"{self.address}/24", "dev", self.far)
        self.mend()

    def cut(self) -> None:
        """Cut the link at its far end: what is sent there is lost without a word."""
        _ip("-n", self.name, "link", "set", self.far, "down")

    def mend(self) -> None:
        """Join the link again."""
        _ip("-n", self.name, "link", "set", self.far, "up")


class Relay:
    """A link in user space, as few kernels have tc's netem: what it carries comes late, and some is lost."""

    def __init__(self, seconds: float, lost: float) -> None:
        self._seconds, self._lost = seconds, lost
        self._chance, self._order = random.Random(1), itertools.count()
        self._ends: list[int] = []
        self._stop = threading.Event()

    def open(self, host: Host) -> None:
        """Make both ends, and move the far one into the host."""
        self._ends = [_tun(host.link), _tun(host.far)]
        _ip("link", "set", host.far, "netns", host.name)
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take the link away."""
        self._stop.set()
        self._thread.join()

    def _carry(self) -> None:
        waiting: list[tuple[float, int, int, bytes]] = []
        while not self._stop.is_set():
            pause = max(0.0, waiting[0][0] - time.monotonic()) if waiting else 0.2
            for end in select.select(self._ends, [], [], pause)[0]:
                packet = _received(end)
                other = self._ends[1 - self._ends.index(end)]
                if packet and self._chance.random() >= self._lost:
                    row = (time.monotonic() + self._seconds, next(self._order), other, packet)
                    heapq.heappush(waiting, row)
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, end, packet = heapq.heappop(waiting)
                _sent(end, packet)
        for end in self._ends:
            os.close(end)


def _received(end: int) -> bytes:
    try:
        return os.read(end, _LARGEST)
    except OSError:  # the end is down
        time.sleep(_PAUSE)
        return b""


def _sent(end: int, packet: bytes) -> None:
    try:
        os.write(end, packet)
    except OSError:  # the end is down: what is sent there is lost
        pass


def _tun(name: str) -> int:
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_CLOEXEC)
    fcntl.ioctl(end, _SET_INTERFACE, struct.pack("16sH22x", name.encode(), _TUN | _NO_HEAD))
    return end


def _ip(*given: str) -> None:
    try:
        done = subprocess.run(["ip", *given], capture_output=True, text=True, check=False)
    except OSError as error:
        raise NoHosts(f"ip: {error.strerror}") from error
    if done.returncode:
        raise NoHosts(f"ip {' '.join(given)}: {done.stderr.strip()}")


@contextmanager
def on_hosts(
    folder: Path, count: int, slow: Sequence[int], relay: Relay
) -> Iterator[list[tuple[Host, Server]]]:
    """Make hosts with a node each, the `slow` one behind the relay; all is taken away at the end."""
    with ExitStack() as stack:
        made = []
        for number in range(1, count + 1):
            host = Host(number)
            _ip("netns", "add", host.name)
            stack.callback(_ip, "netns", "del", host.name)
            if number in slow:
                relay.open(host)
                stack.callback(relay.close)
            else:
                _ip("link", "add", host.link, "type", "veth", "peer", "name", host.far, "netns", host.name)
            host.connect()
            node = Server(folder / f"host{number}", host.address, PORT, host.within)
            made.append((host, node))
        yield made
