"""What the stages may ask about all articles together, all places being those of their views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from qa_bot.documents.layout import Setting
from qa_bot.documents.paragraphs import Stretch
from qa_bot.documents.view import Writing
from qa_bot.language.discourse import ArticleSpeech
from qa_bot.values import Passage


class Corpus(Protocol):
    """All articles of a bot, as reading a question and answering it need them."""

    @property
    def article_count(self) -> int:
        """The number of articles."""

    @property
    def sentence_count(self) -> int:
        """The number of sentences."""

    def frequency(self, term: str) -> int:
        """Return how many sentences hold a term."""

    def knows(self, term: str) -> bool:
        """Whether a sentence, a heading or a title holds a term."""

    def words(self, prefix: str) -> Iterable[str]:
        """Return the articles' words, lower case, that begin so."""

    def written_apart(self, word: str) -> str:
        """Return the rarer of the two words that the articles write for one unknown to them: "walk out"."""

    def long_form(self, term: str) -> tuple[str, ...]:
        """Return the stems of the words that the articles spell a short form out by, none where none does."""

    def speech(self, source_id: str) -> ArticleSpeech:
        """Return who speaks in an article, for ranking and answer words."""

    def speech_near(self, source_id: str, place: int) -> ArticleSpeech:
        """Return who speaks around a place of an article."""

    def paragraphs_near(self, source_id: str, start: int, end: int) -> Stretch | None:
        """Return the paragraphs of an article between two code points, None where no sentence is."""

    def holds_items(self, source_id: str, start: int, end: int) -> bool:
        """Whether an item of a list stands between two places of an article."""

    def list_at(self, source_id: str, place: int) -> Stretch | None:
        """Return the list that a place of an article stands in, or announces; None where there is none."""

    def setting(self, source_id: str, place: int) -> Setting:
        """Return the headings above a place of an article, and the lead-in of its list."""

    def cosines(
        self, text: str, words: Sequence[str], passages: Sequence[Passage]
    ) -> Sequence[Sequence[float]]:
        """Return of each sentence of passages how near it is in meaning to a text, and to single words.

        Nothing without a sentence encoder; nothing of words unless its vector of a text is the sum of theirs.
        """

    def text_of(self, source_id: str) -> str:
        """Return the text of an article as it is read."""

    def writing_of(self, source_id: str) -> Writing | None:
        """Return an article as it is written; None where it is read so."""
