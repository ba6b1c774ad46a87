from __future__ import annotations

import os
from pathlib import Path

import pytest
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
