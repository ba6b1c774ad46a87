"""The two files of wordllama's package that are read, small."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa_bot.encoding import wordllama
from qa_bot.encoding.pieces import BLANK

SPELT = [f"{BLANK}the", f"{BLANK}mill", "ill", "th", BLANK, '"', "\\", f"{BLANK}\\", "é", "漢"]
LETTERS = [f"{begun}{letter}" for begun in ("", BLANK) for letter in "abcdefghijklmnopqrstuvwxyz0123456789"]
PIECES = ["<unk>", *SPELT, *LETTERS]


def make(place: Path, pieces: Sequence[str] = PIECES, table: NDArray[np.float16] | None = None) -> Path:
    """Make the files: by default each piece has a vector of its own, by chance."""
    if table is None:
        table = np.random.default_rng(7).standard_normal((len(pieces), 256)).astype("<f2")
    about = {wordllama.TABLE: {"dtype": "F16", "shape": [*table.shape], "data_offsets": [0, table.nbytes]}}
    head = json.dumps(about).encode()
    _write(place / wordllama.WEIGHTS, len(head).to_bytes(8, "little") + head + table.tobytes())
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    model = {"model": {"type": "BPE", "vocab": vocabulary, "merges": ["m i", "mi l"]}}
    told = json.dumps({"added_tokens": [], **model}, ensure_ascii=False, indent=2)
    _write(place / wordllama.TOKENIZER, told.encode())
    _write(place / "__init__.py", b"raise ImportError('it is read, not imported')")
    return place


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
