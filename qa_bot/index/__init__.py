"""The index: build, open, verify, refresh. The only room that writes files."""

from __future__ import annotations

from qa_bot.index.building import build
from qa_bot.index.folder import FolderCheck, Opened, check_folder, default_cache, open_folder
from qa_bot.index.reading import Index

__all__ = ["FolderCheck", "Index", "Opened", "build", "check_folder", "default_cache", "open_folder"]
