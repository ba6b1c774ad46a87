"""The corpus behind an index: what the stages may ask about all its articles together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

from qa_bot.documents.layout import Layout, Setting
from qa_bot.documents.paragraphs import Stretch
from qa_bot.language.discourse import ArticleSpeech
from qa_bot.language.entities.abbreviations import definition
from qa_bot.language.entities.names import runs
from qa_bot.language.lexicon.function_words import CLOSED_CLASS
from qa_bot.language.tokens import fold, stem
from qa_bot.retrieval.index import Index
from qa_bot.values import Passage, Span, Within

if TYPE_CHECKING:
    from qa_bot.retrieval.meanings import Meanings

DEFINING_PASSAGES = 50  # passages searched for the words that a short form stands for
SHORTEST_COMPOUND = 4  # letters: of a shorter word each part may be anything
SHORTEST_PARTED = 5  # letters of a word that may be two words: "away" is not "a way", "xray" is "X-ray"
READ_WHOLE = 30_000  # code points: a longer article (a book) is read a window at a time, to answer soon
WINDOW = 3_000  # code points: about a page, of which a question shows few
LEAD = 1_500  # code points before a window, and at the beginning, read too: they name who "she" is
WORDS_WEIGHED = 300  # words that begin as a name is begun: letters that more do say too little
FIRST_WORDS = 8  # of them the most frequent are looked up
NAMING_PASSAGES = 12  # passages in which the names are looked for that a word begins
MOST_NAMES = 6  # offered at once: more are read by nobody
SHORT_FORMS = 1 << 10  # words that were looked up as short forms: those of a hundred questions
ARTICLES_KEPT = 256  # as many articles (or windows) are kept read


class IndexedCorpus:
    """The articles of one index; who speaks is read once for an article, when it is first asked for."""

    def __init__(self, index: Index, meanings: Meanings | None = None) -> None:
        """Stand over an index; nothing is read before it is asked for."""
        self._index, self._meanings = index, meanings
        self.article_count = len(index.sources)
        self.sentence_count = index.sentence_count
        self.text_of = index.text_of
        self.writing_of = index.writing_of
        self.long_form = lru_cache(maxsize=SHORT_FORMS)(self._long_form)
        self._read_speech = lru_cache(maxsize=ARTICLES_KEPT)(self._speech_in)

    def cosines(
        self, text: str, words: Sequence[str], passages: Sequence[Passage]
    ) -> Sequence[Sequence[float]]:
        """Return of each sentence of passages how near it is in meaning to a text, and to single words.

        Nothing without a sentence encoder; nothing of words unless its vector of a text is the sum of theirs.
        """
        if self._meanings is None:
            return []
        found: list[list[float]] = self._meanings.cosines(
            text, words, map(self._index.sentences_of, passages)
        ).tolist()
        return found

    def frequency(self, term: str) -> int:
        """Return how many sentences hold a term."""
        return self._index.sentence_frequency(term)

    def knows(self, term: str) -> bool:
        """Whether a sentence, a heading or a title holds a term."""
        return self._index.holds(term)

    def words(self, prefix: str = "") -> Iterable[str]:
        """Return the articles' words, lower case and in alphabetical order, that begin so."""
        return self._index.words(prefix)

    def names(self, beginning: str) -> list[str]:
        """Return the names of several words that begin so, as they are written, the most frequent first."""
        first, *rest = beginning.split(" ")
        words = [fold(first)] if rest else list(islice(self.words(fold(first)), WORDS_WEIGHED))
        likely = nlargest(FIRST_WORDS, words, key=self._likely_in_names)
        found = Counter(name for word in likely for name in self._names_with(word))
        fitting = [name for name in found if fold(name).startswith(fold(beginning))]
        return sorted(fitting, key=lambda name: (-found[name], len(name)))[:MOST_NAMES]

    def _likely_in_names(self, word: str) -> tuple[bool, int]:
        return self._index.capital_share(word) > 0.5, self.frequency(stem(word))

    def _names_with(self, word: str) -> Iterator[str]:
        """Yield the names of several words in the first passages that hold a word."""
        for passage in self._index.passages_with(stem(word), NAMING_PASSAGES):
            for start, end in passage.sentences:
                sentence = passage.text[start - passage.start : end - passage.start]
                if word in fold(sentence):
                    found = (sentence[run.start : run.end] for run in runs(sentence) if len(run.items) > 1)
                    yield from dict.fromkeys(found)

    def written_apart(self, word: str) -> str:
        """Return the rarer of the two words that the articles write for one unknown to them: "walk out"."""
        if not word.isalpha() or len(word) < SHORTEST_COMPOUND or self.knows(stem(word)):
            return ""
        pairs = ((word[:at], word[at:]) for at in range(1, len(word) - 1))
        known = (pair for pair in pairs if all(self.knows(stem(part)) for part in pair))
        pair = next((pair for pair in known if self._holds_pair(*pair)), ("", ""))
        return min(pair, key=lambda part: (part in CLOSED_CLASS, self.frequency(stem(part))))

    def _holds_pair(self, first: str, second: str) -> bool:
        """Whether an article has two words side by side, parted by a blank or a hyphen."""
        rarer = min(stem(first), stem(second), key=self.frequency)
        marks = " -" if len(first + second) >= SHORTEST_PARTED else "-"
        together = [f"{first}{mark}{second}".lower() for mark in marks]
        found = (text.lower() for text in self._index.texts_with(rarer, DEFINING_PASSAGES))
        return any(_begins_word(text, words) for text in found for words in together)

    def _long_form(self, term: str) -> tuple[str, ...]:
        """Return how the articles spell out a term, none where it is not mostly written in capitals."""
        if self._index.capital_share(term) <= 0.5:
            return ()
        return definition(term, self._index.texts_with(term, DEFINING_PASSAGES))

    def paragraphs_near(self, source_id: str, start: int, end: int) -> Stretch | None:
        """Return the paragraphs of an article between two code points, None where no sentence is."""
        return self._index.stretch(Within(source_id, start, end))

    def holds_items(self, source_id: str, start: int, end: int) -> bool:
        """Whether an item of a list stands between two places of an article."""
        return self._index.layout_of(source_id).holds_items(start, end)

    def list_at(self, source_id: str, place: int) -> Stretch | None:
        """Return the list that a place of an article stands in, or announces; None where there is none."""
        span = self._index.layout_of(source_id).list_at(place)
        return self._index.stretch(Within(source_id, *span)) if span else None

    def setting(self, source_id: str, place: int) -> Setting:
        """Return the headings above a place of an article, and the lead-in of its list."""
        return self._index.setting(source_id, place)

    def speech(self, source_id: str) -> ArticleSpeech:
        """Return who speaks in an article, for ranking and answer words; nobody in a long article.

        Measured: of 162 questions about who said what in long encyclopedia articles, 114 got the right
        sentence first without their speakers, and 109 with them.
        """
        if self._index.layout_of(source_id).length > READ_WHOLE:
            return ArticleSpeech(self.text_of(source_id), ())
        return self._read_speech(source_id, None)

    def speech_near(self, source_id: str, place: int) -> ArticleSpeech:
        """Return who speaks around a place of an article."""
        return self._read_speech(source_id, _window(self._index.layout_of(source_id), place))

    def _speech_in(self, source_id: str, window: int | None) -> ArticleSpeech:
        """Return who speaks in an article, or in a window of it."""
        paragraphs = _paragraphs(self._index.layout_of(source_id), window)
        return ArticleSpeech(self.text_of(source_id), paragraphs, (window or 0) * WINDOW)


def _window(layout: Layout, place: int) -> int | None:
    """Return the number of the window that a place is read in, None where the whole article is read."""
    if layout.length <= READ_WHOLE:
        return None
    return layout.block(layout.number_at(place)).start // WINDOW


def _paragraphs(layout: Layout, window: int | None) -> list[tuple[Span, ...]]:
    """Return the sentences of each paragraph of an article, or of a window of it and what is read for it."""
    start = window * WINDOW if window else 0
    end = layout.length if window is None else (window + 1) * WINDOW
    opening = layout.between(0, min(LEAD, start))
    near = layout.between(max(min(LEAD, start), start - LEAD), end)
    return [one.sentences for one in (*opening, *near)]


def _begins_word(text: str, letters: str) -> bool:
    """Whether letters stand in a text where a word begins."""
    at = text.find(letters)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(letters, at + 1)
    return at >= 0
