from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from clustering.servers import NoServer, Server, on_loopback, running, server_command
from index_texts import write


@pytest.fixture
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write a folder of small articles."""
    return write(tmp_path / "articles")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Run four nodes of an engine, once for all tests that use them."""
    try:
        server_command()
    except NoServer as error:
        pytest.skip(str(error))
    nodes = on_loopback(tmp_path_factory.mktemp("engine"), 4)
    with running(nodes):
        yield nodes
