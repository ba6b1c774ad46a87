"""The index: build, open, verify, refresh. The only room that writes files."""

from __future__ import annotations

from qa_bot.retrieval.folder import FolderCheck, Opened, check_folder, default_cache, open_folder
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build

__all__ = ["FolderCheck", "Index", "Opened", "build", "check_folder", "default_cache", "open_folder"]
