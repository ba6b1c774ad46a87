"""One look at a folder of articles, and what became of its index."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from qa_bot.documents.files import list_files
from qa_bot.named_tuples import NamedTuple
from qa_bot.retrieval.stamps import Noted
from qa_bot.retrieval.tables import I8, Assembled
from qa_bot.values import Skipped

LARGE = 1_000_000  # bytes: of a smaller file memory never runs out


class Surveyed(NamedTuple):
    """The index of a folder as it is now, and how it differs from the saved one.

    `digests` tells what the articles of each file that was read, or is in the newest segment, say; `rows` has
    the vectors of the sentences that were encoded meanwhile, by the article's id.
    """

    assembled: Assembled
    digests: Mapping[str, str]
    files: Mapping[str, Noted]
    skipped: tuple[Skipped, ...]
    changed: int
    corpus: str
    rows: Mapping[str, I8] = {}


class Survey:
    """One look at a folder. Raises NothingToRead when there is no such folder."""

    def __init__(self, root: Path) -> None:
        """List the files of a folder, or the one file."""
        self.root = root
        self.listed_ns = time.time_ns()
        self.listing = list_files(root)
        self.stamps, self.left_out = self.listing.files, self.listing.left_out

    def without_largest(self) -> bool:
        """Leave out the largest file, for which there is no memory; whether that may have made room."""
        largest = max(self.stamps, key=lambda stamp: stamp.size, default=None)
        if largest is None or largest.size < LARGE:
            return False
        self.stamps = [stamp for stamp in self.stamps if stamp is not largest]
        self.left_out = [*self.left_out, Skipped(largest.path, "there is not enough memory to read it")]
        return True
