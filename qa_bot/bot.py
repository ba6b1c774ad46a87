"""QABot: the only place where the stages meet. One question enters each room once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.composition.context import formed
from qa_bot.answering.matching.speech import Said, Speakers, telling
from qa_bot.conversation.conversation import Conversation
from qa_bot.documents.articles import article_from_text
from qa_bot.documents.passages import Stretch
from qa_bot.errors import NothingToRead, QuestionError
from qa_bot.questions.abbreviations import expansions
from qa_bot.questions.reading import read_question
from qa_bot.questions.spelling import corrected
from qa_bot.retrieval.folder import default_cache, open_folder
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build
from qa_bot.retrieval.retriever import Retriever
from qa_bot.values import Article, Focus, Question, RankedPassage, Reply, Skipped, Source, Within

LONGEST_QUESTION = 4096
PASSAGES = 8
FEW_PASSAGES = 40
DEFINING_PASSAGES = 50
AROUND = 4


class QABot:
    """Answers questions about one set of articles. Nothing in it changes: safe from several threads."""

    def __init__(self, index: Index, *, skipped: Sequence[Skipped] = (), notices: Sequence[str] = ()) -> None:
        """Ask an index; `skipped` and `notices` say what its making had to leave out."""
        self.sources: tuple[Source, ...] = index.sources
        self.skipped = tuple(skipped)
        self.notices = tuple(notices)
        self.passage_count = index.passage_count
        self.sentence_count = index.sentence_count
        self._index = index
        self._retriever = Retriever(index)
        self._answerer = Answerer.default()
        self._speakers = Speakers(index)

    @classmethod
    def from_folder(
        cls,
        path: str | Path | None = None,
        *,
        cache: bool = True,
        progress: Callable[[int, int], None] | None = None,
    ) -> QABot:
        """Read a folder, or one file; None reads the bundled articles.

        The index is kept between calls unless `cache` is False. `progress` is told how many files
        are done, of how many. Raises NothingToRead when there is no readable article at `path`.
        """
        root = bundled() if path is None else Path(path).expanduser()
        opened = open_folder(root, cache=default_cache() if cache else None, progress=progress)
        return cls(opened.index, skipped=opened.skipped, notices=opened.notices)

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> QABot:
        """Read texts held in memory: article id -> text. Raises NothingToRead when there are none."""
        return cls.from_articles([article_from_text(name, text) for name, text in texts.items()])

    @classmethod
    def from_articles(cls, articles: Sequence[Article]) -> QABot:
        """Read articles made by the caller. Raises NothingToRead when there are none."""
        if not articles:
            raise NothingToRead("There are no articles: give at least one text.")
        return cls(build(articles))

    def ask(self, question: str, within: Within | None = None, focus: Focus | None = None) -> Reply:
        """Answer one question; `within` keeps to one article, or to a stretch of it.

        `focus` tells what a later question of a talk leans on; a Conversation makes one.

        Raises QuestionError when the question is not text, is empty, or is too long.
        """
        read = self.read(question)
        read_as = read.text if read.text != question else None
        return replace(self.reply(read, within, focus), question=question, read_as=read_as)

    def read(self, text: str) -> Question:
        """Read a line of text as a question, misspelt words as the corpus words they are near."""
        typed = read_question(_checked(text))
        question = read_question(corrected(typed, self._is_known, self._index.words))
        return replace(question, expansions=expansions(question, self._texts_naming))

    def reply(self, question: Question, within: Within | None = None, focus: Focus | None = None) -> Reply:
        """Answer a question that has been read."""
        ranked = self.rank(question, within, focus)
        reply = self._answerer.reply(
            question,
            ranked,
            self.frequency,
            self.sentence_count,
            given=within is not None,
            telling=telling(question, self.said),
            focus=focus,
        )
        return formed(reply, question, self)

    def around(self, source_id: str, start: int, end: int) -> Stretch | None:
        """Return the paragraphs of an article between two code points, None where no sentence is."""
        return self._index.stretch(Within(source_id, start, end))

    def said(self, source_id: str) -> Said:
        """Return who speaks in an article, as ranking needs it."""
        return self._speakers.said(source_id)

    def said_at(self, source_id: str, place: int) -> Said:
        """Return who speaks around a place of an article."""
        return self._speakers.said_at(source_id, place)

    def rank(
        self, question: Question, within: Within | None = None, focus: Focus | None = None
    ) -> list[RankedPassage]:
        """Give the passages that may hold the answer, best first: all of them where there are few.

        Those around the places of a talk come after them, whether they hold a term or not.
        """
        few = self.passage_count <= FEW_PASSAGES
        ranked = self._retriever.rank(question, FEW_PASSAGES if few else PASSAGES, within)
        if focus is None:
            return ranked
        near = (self._retriever.rank_around(question, place, AROUND) for place in focus.places)
        return list({one.passage.id: one for one in (*ranked, *chain(*near))}.values())

    def frequency(self, term: str) -> int:
        """Tell how many sentences of the corpus hold a term."""
        return self._index.sentence_frequency(term)

    def conversation(self) -> Conversation:
        """Start a talk that remembers what was asked."""
        return Conversation(self.ask, lambda question, focus: self.ask(question, focus=focus))

    def words(self) -> Iterator[str]:
        """Give the distinct words of the articles, lower case, in alphabetical order."""
        return self._index.words()

    def _is_known(self, term: str) -> bool:
        return self.frequency(term) > 0

    def _texts_naming(self, name: str) -> list[str]:
        if self._index.capital_share(name) <= 0.5:
            return []
        return [passage.text for passage in self._index.passages_with(name, DEFINING_PASSAGES)]

    def text_of(self, source_id: str) -> str:
        """Give the text of an article as it was indexed. Raises KeyError for an unknown id."""
        return self._index.text_of(source_id)


def answer(question: str) -> Reply:
    """Answer one question from the bundled articles."""
    return _bundled_bot().ask(question)


def bundled() -> Path:
    """Give the folder of the bundled articles: inside the installed package, or beside the source."""
    inside = Path(__file__).parent / "knowledge"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "knowledge"


@lru_cache(maxsize=1)
def _bundled_bot() -> QABot:
    return QABot.from_folder()


def _checked(text: str) -> str:
    if not isinstance(text, str):
        raise QuestionError(f"A question is text, not {type(text).__name__}.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters; ask in at most {LONGEST_QUESTION:,}."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("Please ask a question: there is no word in it.")
    return text
