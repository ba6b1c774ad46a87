"""An article as it is read: its text without marks; and the way back to the text as it is written.

All rooms that read an article read its view. Edits lead from the text to the view; their inverse, which an
index keeps, leads back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from qa_bot.values import Article, Edit, Sentence, Span, edited


class Places:
    """Moves places of a text to the text that edits, in order and apart, make of it."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """Take the edits of one text."""
        self._edits = edits
        self._ends = [one.end for one in edits]
        self._shifts = [*accumulate((len(one.put) - one.end + one.start for one in edits), initial=0)]

    def before(self, place: int) -> int:
        """Return where a place goes to: before what is put in there."""
        done = bisect_left(self._ends, place)
        if done < len(self._edits) and self._edits[done].start < place == self._edits[done].end:
            done += 1
        return self._moved(place, done, self._edits[done].start if done < len(self._edits) else place)

    def after(self, place: int) -> int:
        """Return where a place goes to: after what is put in there."""
        done = bisect_right(self._ends, place)
        return self._moved(place, done, self._edits[done].start if done < len(self._edits) else place)

    def _moved(self, place: int, done: int, next_edit: int) -> int:
        """Move a place behind `done` edits; inside the next one, to where that begins."""
        return min(place, next_edit) + self._shifts[done]

    def inside(self, span: Span) -> Span:
        """Return where a span goes to, without what is put in at its edges; empty where it was put in."""
        start = self.after(span[0])
        return start, max(start, self.before(span[1]))

    def around(self, span: Span) -> Span:
        """Return where a span goes to, with what is put in at its edges."""
        return self.before(span[0]), self.after(span[1])

    def edits_in(self, span: Span) -> Sequence[Edit]:
        """Return the edits that lie between two places."""
        first = bisect_left(self._edits, span[0], key=lambda one: one.start)
        return [one for one in self._edits[first : bisect_right(self._ends, span[1])] if one.end <= span[1]]


def inverse(text: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that lead from the edited text back to `text`."""
    shift, back = 0, []
    for start, end, put in edits:
        back.append(Edit(start + shift, start + shift + len(put), text[start:end]))
        shift += len(put) - (end - start)
    return tuple(back)


def view_of(article: Article) -> Article:
    """Return an article with its view as its text, its blocks there, and the edits that lead back."""
    if not article.edits:
        return article
    places, text = Places(article.edits), article.text
    moved = ((block, places.inside((block.start, block.end))) for block in article.blocks)
    blocks = tuple(block._replace(start=start, end=end) for block, (start, end) in moved if start < end)
    back = inverse(text, article.edits)
    return article._replace(text=edited(text, article.edits), blocks=blocks, edits=back)


class Writing:
    """An article as it is written, for places of its view and back."""

    def __init__(self, view: str, edits: Sequence[Edit]) -> None:
        """Take a view and the edits that lead back from it."""
        self.text = edited(view, edits)
        self._forth = inverse(view, edits)
        self._to_text, self._to_view = Places(edits), Places(self._forth)

    def span(self, span: Span) -> Span:
        """Return where words of the view are written, without the marks around them."""
        return self._to_text.inside(span)

    def sentence(self, span: Span) -> Sentence:
        """Return a sentence of the view as it is written, with the marks around it."""
        start, end = self._to_text.around(span)
        return Sentence(self.text[start:end], start, end, tuple(self._to_view.edits_in((start, end))))

    def viewed(self, span: Span) -> Span:
        """Return where words of the text are read."""
        return self._to_view.inside(span)
