"""scripts/cluster on a very small scale: that it proves what nodes answer, not how fast."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from clustering import __main__ as cluster
from clustering import servers
from clustering.hosts import NoHosts, Relay, on_hosts
from clustering.servers import NoServer, Server, running, server_command

from qa_bot.environment import CACHE


def test_the_proof_counts_what_was_the_same_and_what_went_wrong(
    servers: list[Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CACHE.name, str(tmp_path / "cache"))
    assert cluster.main(["prove", "--asked", "10"]) == 0
    told = capsys.readouterr().out
    assert (
        "10 of 10 questions find the same passages with the same scores; 10 of 10 replies are the same"
        in told
    )
    *_, killed, down, again = told.splitlines()
    assert re.match(
        r"a replica of each shard killed under load: \d+ searches, 0 wrong, 0 refused, 0 failed", killed
    )
    assert re.match(r"the first shard down: (\d+) searches, 0 wrong, \1 refused, 0 failed", down)
    assert re.match(r"all started again: \d+ searches, 0 wrong, 0 refused, 0 failed", again)


def test_without_clickhouse_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(servers, "PLACES", ())
    assert cluster.main([]) == 2
    assert "apt install clickhouse-server" in capsys.readouterr().err
    with pytest.raises(NoServer):
        server_command()


def test_a_server_that_does_not_begin_is_told_of(tmp_path: Path, servers: list[Server]) -> None:
    broken = Server(tmp_path / "node")
    (tmp_path / "node" / "config.xml").write_text("<yandex>", encoding="utf-8")
    with pytest.raises(NoServer, match="does not begin"), running([broken]):
        pass


def test_hosts_can_be_cut_off_and_joined_again(tmp_path: Path, servers: list[Server]) -> None:
    with ExitStack() as stack:
        try:
            hosts = stack.enter_context(on_hosts(tmp_path, 2, [2], Relay(0.02, 0.01)))
        except NoHosts as error:
            pytest.skip(f"no network namespaces here: {error}")
        stack.enter_context(running([server for _, server in hosts]))
        (first, near), (_, slow) = hosts
        assert near.is_answering()
        began = time.monotonic()
        assert slow.is_answering()
        assert time.monotonic() - began > 0.08, "there and back, to connect and to ask"
        first.cut()
        assert not near.is_answering()
        first.mend()
        assert any(near.is_answering() for _ in range(5))
