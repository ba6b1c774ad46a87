"""English words, and how often each was counted: the list of the pyspellchecker package.

It is searched as it is written: as objects it would take fifty milliseconds and 25 MB to make.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

_SAMPLES = 50  # lines that are looked at to see whether all stand as they should
_ROW = re.compile(rb'"([^"\n]+)": (\d+)')
_LAST = b"\xff"  # follows every letter in UTF-8
_GZIP = 31  # the form of compression that zlib is to expect


class WordCounts:
    """The text of a JSON object that has a line for each word, in order."""

    def __init__(self, text: bytes) -> None:
        """Keep a text, put in order if it has another form."""
        self._text = text
        if not self._is_in_order():
            self._text = json.dumps(json.loads(text), ensure_ascii=False, indent=0, sort_keys=True).encode()

    def count(self, word: str) -> int:
        """Return how often a word was counted, 0 where it is not in the list."""
        wanted = word.encode(errors="surrogatepass")
        row = _ROW.match(self._text, self._place(wanted))
        return int(row[2]) if row and row[1] == wanted else 0

    def beginning(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the words that begin so, in order, and their counts."""
        start = prefix.encode(errors="surrogatepass")
        for row in _ROW.finditer(self._text, self._place(start), self._place(start + _LAST)):
            yield row[1].decode(), int(row[2])

    def _place(self, word: bytes) -> int:
        """Return where the first line begins whose word does not come before `word`."""
        start = self._text.find(b'"')
        return start + bisect_left(range(start, self._text.rfind(b"\n")), word, key=self._word_at)

    def _word_at(self, place: int) -> bytes:
        start = self._text.rfind(b"\n", 0, place) + 2
        return self._text[start : self._text.find(b'"', start)]

    def _is_in_order(self) -> bool:
        places = range(self._text.find(b'"'), self._text.rfind(b"\n"), len(self._text) // _SAMPLES + 1)
        lines = [self._text.rfind(b"\n", 0, place) + 1 for place in places]
        rows = [_ROW.match(self._text, line) for line in lines]
        is_by_lines = self._text.startswith(b"{\n") and b"\\" not in self._text and all(rows)
        return is_by_lines and all(one[1] <= other[1] for one, other in pairwise(filter(None, rows)))


@lru_cache(maxsize=1)
def english_words() -> WordCounts:
    """Return the list of English words, an empty one where the package is missing."""
    import zlib

    spec = find_spec("spellchecker")
    if spec is None or spec.origin is None:
        return WordCounts(b"{\n}")
    packed = (Path(spec.origin).parent / "resources" / "en.json.gz").read_bytes()
    return WordCounts(zlib.decompress(packed, _GZIP))
