"""An article as it is read: its text without marks; and the way back to the text as it is written.

All rooms that read an article read its view. Edits lead from the text to the view; their inverse, which an
index keeps, leads back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa_bot.documents.paragraphs import line_of
from qa_bot.values import Article, Edit, Sentence, Span, edited

Ints = NDArray[np.int64]


class Places:
    """Moves places of a text to the text that edits, in order and apart, make of it."""

    def __init__(self, starts: Ints, ends: Ints, sizes: Ints) -> None:
        """Take where each edit starts and ends, and how long what it puts there is."""
        self.starts, self.ends, self._sizes = starts, ends, sizes
        self._shifts = np.concatenate([[0], (sizes - (ends - starts)).cumsum()])

    @property
    def back(self) -> Places:
        """Return what moves places of the other text to this one."""
        starts = self.starts + self._shifts[:-1]
        return Places(starts, starts + self._sizes, self.ends - self.starts)

    def before(self, place: int) -> int:
        """Return where a place goes to: before what is put in there."""
        done = int(self.ends.searchsorted(place))
        if done < len(self.ends) and self.starts[done] < place == self.ends[done]:
            done += 1
        return self._moved(place, done)

    def after(self, place: int) -> int:
        """Return where a place goes to: after what is put in there."""
        return self._moved(place, int(self.ends.searchsorted(place, "right")))

    def _moved(self, place: int, done: int) -> int:
        """Move a place behind `done` edits; inside the next one, to where that begins."""
        nearest = int(self.starts[done]) if done < len(self.starts) else place
        return min(place, nearest) + int(self._shifts[done])

    def inside(self, span: Span) -> Span:
        """Return where a span goes to, without what is put in at its edges; empty where it was put in."""
        start = self.after(span[0])
        return start, max(start, self.before(span[1]))

    def around(self, span: Span) -> Span:
        """Return where a span goes to, with what is put in at its edges."""
        return self.before(span[0]), self.after(span[1])


def places_of(edits: Sequence[Edit]) -> Places:
    """Return what moves places as edits do."""
    rows = np.array([(one.start, one.end, len(one.put)) for one in edits], np.int64).reshape(-1, 3)
    return Places(*rows.T)


def inverse(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that lead from the edited text back to `text`."""
    back = places_of(edits).back
    spans = zip(back.starts.tolist(), back.ends.tolist(), edits, strict=True)
    return tuple(Edit(start, end, text[one.start : one.end]) for start, end, one in spans)


def view_of(article: Article) -> Article:
    """Return an article with its view as its text, its blocks there, and the edits that lead back."""
    if not article.edits:
        return article
    places, text = places_of(article.edits), article.text
    moved = ((block, places.inside((block.start, block.end))) for block in article.blocks)
    blocks = tuple(block._replace(start=start, end=end) for block, (start, end) in moved if start < end)
    back = inverse(text, article.edits)
    return article._replace(text=edited(text, article.edits), blocks=blocks, edits=back)


class Writing:
    """An article as it is written, for places of its view and back."""

    def __init__(self, view: str, to_text: Places, unread: str) -> None:
        """Take a view, what moves its places, and all that is put back, joined."""
        self._view, self._to_text, self._to_view = view, to_text, to_text.back
        self.text = "".join(_interleaved(view, to_text, self._to_view, unread))

    def span(self, span: Span) -> Span:
        """Return where words of the view are written, without the marks around them."""
        return self._to_text.inside(span)

    def sentence(self, span: Span) -> Sentence:
        """Return a sentence of the view as it is written, with the marks around it."""
        start, end = self._to_text.around(span)
        written, read = self._to_view, self._to_text
        numbers = range(int(written.starts.searchsorted(start)), int(written.ends.searchsorted(end, "right")))
        edits = (
            Edit(int(written.starts[n]), int(written.ends[n]), self._view[read.starts[n] : read.ends[n]])
            for n in numbers
        )
        return Sentence(self.text[start:end], start, end, tuple(edits))

    def line_of(self, place: int) -> int:
        """Return the line of a place of the text, from 1."""
        return line_of(self.text, place)

    def viewed(self, span: Span) -> Span:
        """Return where words of the text are read."""
        return self._to_view.inside(span)


def _interleaved(view: str, read: Places, written: Places, unread: str) -> Iterator[str]:
    done = at = 0
    sizes = (written.ends - written.starts).tolist()
    for start, end, size in zip(read.starts.tolist(), read.ends.tolist(), sizes, strict=True):
        yield view[done:start]
        yield unread[at : at + size]
        done, at = end, at + size
    yield view[done:]
