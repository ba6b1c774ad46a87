"""What a chat needs of a bot, and no more: tests put another in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from qa_bot.values import Reply, Sentence, Skipped, Source

if TYPE_CHECKING:
    from qa_bot.encoding.encoder import Encoder

Changes: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # files new, changed, gone


class Conversation(Protocol):
    """Questions that may depend on those asked before; `articles` are those that may answer, None for all."""

    articles: frozenset[str] | None

    def ask(self, text: str) -> Reply:
        """Answer a question, which may depend on those before it."""

    def forget(self) -> None:
        """Forget the questions asked before."""

    @property
    def topic(self) -> str:
        """What the talk is about, "" where that is not clear."""


class Library(Protocol):
    """The part of a bot that a chat needs."""

    @property
    def sources(self) -> Sequence[Source]:
        """The articles that were read."""

    @property
    def skipped(self) -> Sequence[Skipped]:
        """The files that were not read, and why."""

    @property
    def notices(self) -> Sequence[str]:
        """What a reader should know about the index."""

    @property
    def sentence_count(self) -> int:
        """The number of sentences that may answer."""

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder that adds a clue, None where there is none."""

    @property
    def root(self) -> Path | None:
        """The folder, or the one file, that was read; None for texts held in memory."""

    def not_english(self) -> tuple[int, int]:
        """Return how many articles are not in English, and of how many that was looked for."""

    def conversation(self) -> Conversation:
        """Begin a conversation."""

    def words(self, beginning: str = "") -> Iterator[str]:
        """Yield the distinct words of the articles that begin so, in alphabetical order."""

    def names(self, beginning: str) -> Iterable[str]:
        """Return names of several words that begin so, as the articles write them, the usual ones first."""

    def ask(self, question: str) -> Reply:
        """Answer a question that stands alone."""

    def text_of(self, source_id: str) -> str:
        """Return the text of one article. Raises KeyError for an unknown id."""

    def sentences(self, source_id: str) -> Iterator[Sentence]:
        """Return the sentences of one article."""

    def paragraphs(self, source_id: str, sentence: Sentence, beside: int = 0) -> list[Sentence]:
        """Return the paragraph of a sentence, and as many `beside` it on each side."""

    def file_of(self, path: str) -> Path | None:
        """Return the file of an article, given its path below the root; None where there is none."""

    def changes(self) -> Changes:
        """Return which files are new, changed or gone; cheap. Raises NothingToRead where the folder is."""

    def refresh(self) -> None:
        """Read again what has changed."""
