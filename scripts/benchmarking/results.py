"""What was measured: corpora, and rows of figures, as they are kept in a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

BARE = "import numpy"
FIVE = "qa_bot, five articles"
MANY_FILES = "files"  # the corpus of many small files
FILE = "figures.json"


class Failed(Exception):
    """A measurement that came to nothing, or results that cannot be read; its text says why."""


class Corpus(NamedTuple):
    """How large a corpus came out."""

    name: str
    passages: int
    files: int
    megabytes: float


class Row(NamedTuple):
    """What one measure of one library over one corpus gave: of each figure its median, least and most."""

    corpus: str
    library: str
    measure: str
    figures: dict[str, list[float]]


class Results(NamedTuple):
    """All that was measured, and with what: versions, settings, what was left out."""

    setting: dict[str, Any]
    corpora: Sequence[Corpus]
    rows: Sequence[Row]
    left_out: Sequence[str]

    def median(self, corpus: str, library: str, measure: str, figure: str) -> float | None:
        """Return the median of a figure, None where it was not measured."""
        for row in self.rows:
            if row[:3] == (corpus, library, measure) and figure in row.figures:
                return row.figures[figure][0]
        return None

    def write(self, path: Path) -> None:
        """Keep the results in a file, a row a line."""
        corpora = _rows([one._asdict() for one in self.corpora])
        rows = _rows([one._asdict() for one in self.rows])
        left_out = json.dumps(self.left_out)
        head = json.dumps(self.setting)
        path.write_text(
            f'{{"setting": {head},\n"left_out": {left_out},\n"corpora": {corpora},\n"rows": {rows}}}\n',
            encoding="utf-8",
        )

    @classmethod
    def read(cls, path: Path) -> Results:
        """Read what was kept. Raises Failed where it is something else."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            corpora = [Corpus(**one) for one in found["corpora"]]
            return cls(found["setting"], corpora, [Row(**one) for one in found["rows"]], found["left_out"])
        except (ValueError, KeyError, TypeError) as error:
            raise Failed(f"{path}: no figures of a benchmark; measure again without --draw") from error


def _rows(found: Sequence[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(json.dumps(one) for one in found) + "\n]"
