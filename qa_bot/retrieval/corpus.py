"""What the stages may ask about all articles of an index together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa_bot.documents.articles import article_from_text
from qa_bot.language.discourse import attributions
from qa_bot.retrieval.index import Index
from qa_bot.values import ArticleSpeech, Passage, Within

# Passages searched for the words that a short form stands for.
DEFINING_PASSAGES = 50
# Code points of an article beyond which its speakers are not read.
LONGEST_TOLD = 30_000
ARTICLES_KEPT = 256


class IndexedCorpus:
    """The corpus behind one index; speakers are read once for an article, when first asked for."""

    def __init__(self, index: Index) -> None:
        """Look into `index`."""
        self._index = index
        self.sentence_count = index.sentence_count
        self.speech = lru_cache(maxsize=ARTICLES_KEPT)(self._read_speech)

    def frequency(self, term: str) -> int:
        """Return how many sentences hold a term."""
        return self._index.sentence_frequency(term)

    def words(self, prefix: str = "") -> Iterable[str]:
        """Return the articles' words, lower case and in alphabetical order, that begin so."""
        return self._index.words(prefix)

    def texts_naming(self, term: str) -> Iterable[str]:
        """Return texts that hold a term, none where it is not mostly written in capitals."""
        if self._index.capital_share(term) <= 0.5:
            return []
        return [passage.text for passage in self._index.passages_with(term, DEFINING_PASSAGES)]

    def passages_near(self, source_id: str, start: int, end: int) -> Sequence[Passage]:
        """Return the passages of an article between two code points: none, or one."""
        return self._index.passages_within(Within(source_id, start, end))

    def text_of(self, source_id: str) -> str:
        """Return the text of an article as it was indexed. Raises KeyError for an unknown id."""
        return self._index.text_of(source_id)

    def _read_speech(self, source_id: str) -> ArticleSpeech:
        text = self.text_of(source_id)
        if len(text) > LONGEST_TOLD:
            return ArticleSpeech(text, ())
        blocks = article_from_text(source_id, text).blocks
        paragraphs = [(block.start, block.end) for block in blocks if block.kind == "paragraph"]
        return ArticleSpeech(text, tuple(attributions(text, paragraphs)))
