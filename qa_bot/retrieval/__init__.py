"""The index: build, open, verify, refresh, in files or in an engine. The only room that writes files."""

from __future__ import annotations

from qa_bot.retrieval.folder import FolderCheck, Opened, check_folder, open_folder
from qa_bot.retrieval.index import Index

__all__ = ["FolderCheck", "Index", "Opened", "check_folder", "open_folder"]
