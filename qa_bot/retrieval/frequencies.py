"""How often terms and words are used in all articles: as in the first segment, and what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import groupby

from qa_bot.retrieval.segment import SegmentReader
from qa_bot.retrieval.tables import Union
from qa_bot.retrieval.vocabulary import Vocabulary


class Frequencies:
    """Counts over all articles, by the terms and words as they are stored."""

    def __init__(self, first: SegmentReader, union: Union) -> None:
        """Stand over the first segment, and what the others change."""
        self._first, self._union = first, union
        self._terms = Vocabulary(union.changed_term_letters, union.changed_term_offsets)
        self._words = Vocabulary(union.changed_word_letters, union.changed_word_offsets)

    def of_term(self, term: bytes) -> tuple[int, int]:
        """Return how many passages and how many sentences hold a term."""
        tables, at, changed = self._first.tables, self._first.terms.find(term), self._terms.find(term)
        passages, sentences = (0, 0) if changed is None else self._union.term_changes[changed].tolist()
        if at is None:
            return passages, sentences
        own = int(tables.starts[at + 1]) - int(tables.starts[at])
        return own + passages, int(tables.sentence_frequency[at]) + sentences

    def of_word(self, word: bytes) -> tuple[int, int, int]:
        """Return a word's uses, those inside a sentence, and the capitals among these."""
        at, changed = self._first.words.find(word), self._words.find(word)
        own = (0, 0, 0) if at is None else self._first.tables.word_uses[at].tolist()
        more = (0, 0, 0) if changed is None else self._union.word_changes[changed].tolist()
        uses, inner, capitals = map(sum, zip(own, more, strict=True))
        return uses, inner, capitals

    def words(self, beginning: bytes) -> Iterator[bytes]:
        """Yield the distinct words that begin with some letters, in order."""
        if not len(self._words):
            return self._first.words.starting(beginning)
        return self._used(beginning)

    def _used(self, beginning: bytes) -> Iterator[bytes]:
        own = ((word, False) for word in self._first.words.starting(beginning))
        changed = ((word, True) for word in self._words.starting(beginning))
        for word, found in groupby(merge(own, changed), key=lambda pair: pair[0]):
            if not any(is_changed for _, is_changed in found) or self.of_word(word)[0]:
                yield word
