"""QABot: the only place where the stages meet, one line a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, partialmethod
from itertools import chain
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.as_written import as_read, as_written, written
from qa_bot.documents.files import given_path
from qa_bot.environment import CACHE
from qa_bot.errors import IndexDamaged, NothingToRead, QuestionError, require
from qa_bot.questions.reading import in_context, read_question
from qa_bot.questions.small_talk import small_talk
from qa_bot.retrieval import Index, Opened, default_cache, open_folder
from qa_bot.retrieval.corpus import IndexedCorpus
from qa_bot.retrieval.folder import Changes
from qa_bot.retrieval.retriever import Retriever
from qa_bot.values import (
    Article,
    DialogueContext,
    Query,
    Question,
    RankedPassage,
    Reply,
    Sentence,
    Skipped,
    Source,
    Span,
    Within,
)

if TYPE_CHECKING:
    from qa_bot.conversation.conversation import Conversation

LONGEST_QUESTION = 4096  # characters, a page: what is longer is no question
PASSAGES = 16  # as many are read for an answer
FEW_PASSAGES = 40  # and where there are no more than these, all of them
NO_HOME = f"There is no home folder to keep the index in, nor {CACHE.name}; it stays in memory."
AROUND = 4  # passages on each side of what a conversation showed last
CARRIED = ("skipped", "notices", "fingerprint")  # what a bot takes along to another process, beside its index
Value = TypeVar("Value")


class QABot:
    """Answers questions about one set of articles. Nothing in it changes: safe from several threads.

    But a saved index that is found damaged while it is asked gives way to one made anew. `sources` are its
    articles, in their order, `skipped` the files that were not read, or only in part, and why, and `notices`
    what a person should know of its index. Sent to another process (multiprocessing), a bot of a folder is
    opened there anew, one of texts takes them along.

    >>> bot = QABot.from_texts({"mill": "The mill was built in 1871. John Reed ran it for forty years."})
    >>> bot
    <QABot 1 article, 2 sentences>
    >>> bot.ask("When was the mill built?")
    <Reply answer '1871' (mill:1)>
    """

    def __init__(self, index: Index, *, skipped: Sequence[Skipped] = (), notices: Sequence[str] = ()) -> None:
        """Ask an index; `skipped` and `notices` say what its making had to leave out."""
        require(index, Index, "A QABot must be given an Index; QABot.from_folder reads articles")
        self.root: Path | None = None  # the folder, or the one file, that was read
        self._reopen: Callable[[], Opened] | None = None
        self._again: Callable[[], QABot] | None = None
        self._mending = Lock()
        self._stand_over(Opened(index, tuple(skipped), tuple(notices)))

    def _stand_over(self, opened: Opened) -> None:
        index = opened.index
        self.sources: Sequence[Source] = index.sources
        self.skipped, self.notices = opened.skipped, opened.notices
        self.kept, self._changed, self._changes = opened.kept, opened.changed, opened.changes
        self.fingerprint = opened.corpus  # a hash of all that the articles say, "" where none was given
        self.passage_count = index.passage_count
        self.sentence_count = index.sentence_count
        self.corpus = IndexedCorpus(index)
        self._index = index
        self._retriever = Retriever(index)
        self._answerer = Answerer.default()

    def __repr__(self) -> str:
        """Return how much it has read, in one line."""
        counts = {"article": len(self.sources), "sentence": self.sentence_count}
        return f"<QABot {', '.join(f'{n:,} {noun}' + 's' * (n != 1) for noun, n in counts.items())}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Be sent to another process as the path that was opened, or else with the index."""
        if self._again is not None:
            return self._again, ()
        return type(self), (self._index,), {name: getattr(self, name) for name in CARRIED}

    def __deepcopy__(self, _: object) -> QABot:
        """Return the bot itself: nothing in it changes."""
        return self

    __copy__ = partialmethod(__deepcopy__, None)

    @classmethod
    def from_folder(
        cls,
        path: str | Path | None = None,
        *,
        cache: bool = True,
        progress: Callable[[int, int], None] | None = None,
        waiting: Callable[[str], None] | None = None,
        verify: bool = False,
    ) -> QABot:
        """Read a folder, or one file; None reads the bundled articles.

        The index is kept between calls unless `cache` is False. `progress` is called with how many
        files are done, of how many; `waiting` is told whom another that indexes them makes wait. `verify`
        checks all of a large index at once. Raises NothingToRead when there is no readable article at `path`.
        """
        root = place_of(path)
        place = default_cache() if cache else None
        opened = open_folder(root, cache=place, progress=progress, waiting=waiting, verify=verify)
        homeless = (NO_HOME,) if cache and place is None else ()
        bot = cls(opened.index)
        bot._stand_over(replace(opened, notices=(*opened.notices, *homeless)))
        bot.root = root
        bot._reopen = partial(open_folder, root, cache=place, verify=True)
        bot._again = partial(cls.from_folder, None if path is None else root.absolute(), cache=cache)
        return bot

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> QABot:
        """Read texts held in memory: article id -> text.

        Front matter, headings and a date in the text or in the id are read as those of a file are. Raises
        NothingToRead when there are none.
        """
        from qa_bot.documents.articles import article_from_text

        require(texts, Mapping, "Texts must be a mapping of id to text, such as {'mill': 'The mill ...'}")
        for name, text in texts.items():
            require(name, str, "The id of a text must be a str")
            require(text, str, f"The text of {name!r} must be a str")
        return cls.from_articles([article_from_text(name, text) for name, text in texts.items()])

    @classmethod
    def from_articles(cls, articles: Sequence[Article]) -> QABot:
        """Read articles made by the caller. Raises NothingToRead when there are none."""
        from qa_bot.retrieval.batches import digest_of
        from qa_bot.retrieval.fingerprint import corpus_fingerprint
        from qa_bot.retrieval.refreshing import build

        for one in articles:
            require(one, Article, "An article must be an Article; QABot.from_texts reads plain texts")
        if not articles:
            raise NothingToRead("There are no articles: give at least one text.")
        bot = cls(build(articles))
        digests = {one.id: digest_of([one]) for one in articles}
        bot.fingerprint = corpus_fingerprint(bot.sources, [digests[one.id] for one in bot.sources])
        return bot

    def changes(self) -> Changes:
        """Return which files of the folder are new, changed or gone since it was read; no file is opened.

        Raises NothingToRead where the folder is gone.
        """
        return self._changes()

    def refresh(self) -> None:
        """Read again what has changed in the folder; raises as `from_folder` does, and then stays as it was.

        `changes()` tells cheaply whether anything has.
        """
        if self._reopen is not None:
            with self._mending:
                self._stand_over(self._reopen())

    def ask(self, question: str | Query, scope: Within | None = None) -> Reply:
        """Answer one question; `scope` keeps to one article, or to a stretch of it.

        A Query also says what a follow-up question depends on; a Conversation makes one. Raises
        QuestionError when the question is empty or longer than LONGEST_QUESTION characters.
        """
        require(scope, (Within, type(None)), "`scope` must be a Within, such as Within('article id')")
        query = question if isinstance(question, Query) else Query(question, scope)
        return self._mended(partial(self._answered, query), _with_notices)

    async def ask_async(self, question: str | Query, scope: Within | None = None) -> Reply:
        """Answer one question as `ask` does, in a thread of its own, so that others are not kept waiting.

        Who cancels it is let go at once; the thread ends by itself, within the time of one question.
        """
        from asyncio import to_thread

        return await to_thread(self.ask, question, scope)

    def ask_many(self, questions: Iterable[str | Query], *, workers: int | None = None) -> list[Reply]:
        """Answer many questions by several processes; the replies are in their order.

        Processes share the saved index, as it is mapped from its file; starting one takes half a second.
        `workers` is how many, by default as many as there are processors; 1 stays in this process. A script
        that asks with more needs `if __name__ == "__main__":`. Raises as `ask` does, for the first question
        that cannot be asked.
        """
        from qa_bot.parallel import mapped, processors

        require(workers, (int, type(None)), "`workers` must be a number of processes")
        asked = list(questions)
        wanted = processors() if workers is None else workers
        return list(mapped(QABot.ask, self, asked, min(wanted, len(asked))))

    def _answered(self, query: Query) -> Reply:
        query = as_read(query, self.corpus)
        if small_talk(_checked(query.text)):
            return Reply(query.text)
        read = self.read(query.text, query.context)
        reply = self._answerer.reply(read, self._rank(read, query), self.corpus, query)
        paths = dict.fromkeys(one.source.path for one in reply.shown)
        changed = (path for path in paths if path and self._changed(path))
        told = _with_notices(reply, [f"{path} has changed since it was read." for path in changed])
        return as_written(replace(told, corpus=self.fingerprint), self.corpus)

    def read(self, text: str, context: DialogueContext | None = None) -> Question:
        """Read a line of text as a question, misspelt words as the corpus words they are near.

        With a `context` the words that the conversation lends it are among its terms.
        """
        return in_context(read_question(_checked(text), self.corpus), context)

    def rank(self, question: Question, query: Query | None = None) -> list[RankedPassage]:
        """Return the passages that may hold the answer, best first: all of them where there are few.

        Those around the places of a conversation come after them, whether they hold a term or not.
        """
        return self._rank(question, as_read(query or Query(question.text), self.corpus))

    def _rank(self, question: Question, query: Query) -> list[RankedPassage]:
        _, scope, context, articles = query
        count = self.passage_count if articles is None else self._index.count_passages(articles)
        most = FEW_PASSAGES if count <= FEW_PASSAGES else PASSAGES
        ranked = self._retriever.rank(question, most, scope, articles)
        if context is None:
            return ranked
        places = (one for one in context.places if articles is None or one.source in articles)
        near = (self._retriever.rank_around(question, place, AROUND) for place in places)
        return list({one.passage.id: one for one in (*ranked, *chain(*near))}.values())

    def conversation(self) -> Conversation:
        """Start a conversation that remembers what was asked."""
        from qa_bot.conversation.conversation import Conversation

        return Conversation(self.ask)

    def words(self, beginning: str = "") -> Iterator[str]:
        """Return the distinct words of the articles that begin so, lower case, in alphabetical order."""
        return iter(self.corpus.words(beginning))

    def names(self, beginning: str) -> Iterable[str]:
        """Return names of several words that begin so, as the articles write them, the most frequent first.

        Only the first passages with each of them are looked at.
        """
        return self.corpus.names(beginning)

    def not_english(self) -> tuple[int, int]:
        """Return how many articles are not in English, and of how many that was looked for."""
        from qa_bot.retrieval.looking_over import languages

        found = languages(self._index)
        return len(found.foreign), found.looked_at

    def text_of(self, source_id: str) -> str:
        """Return the text of an article as it was indexed. Raises KeyError for an unknown id."""
        return self._mended(partial(self._written, source_id), lambda text, _: text)

    def file_of(self, path: str) -> Path | None:
        """Return the file of an article, given its path below the root; None where there is none."""
        if self.root is None:
            return None
        return (self.root / path if self.root.is_dir() else self.root).absolute()

    def paragraphs(self, source_id: str, sentence: Sentence, beside: int = 0) -> list[Sentence]:
        """Return the paragraph in which a sentence begins, and as many `beside` it on each side.

        Raises KeyError for an unknown article.
        """
        within = Within(source_id, sentence.start, sentence.end)
        scope = as_read(Query("", within), self.corpus).scope or within
        blocks = self._index.layout_of(source_id).blocks_at(scope.start, beside)
        return [self._as_written(source_id, (one.start, one.end)) for one in blocks]

    def sentences(self, source_id: str) -> Iterator[Sentence]:
        """Return the sentences of an article that may answer; none for an unknown id."""
        found = self._index.passages_within(Within(source_id))
        spans = dict.fromkeys(span for passage in found for span in passage.sentences)
        return (self._as_written(source_id, span) for span in spans)

    def _as_written(self, source_id: str, span: Span) -> Sentence:
        text = self.corpus.text_of(source_id)
        return written(Sentence(text[slice(*span)], *span), source_id, self.corpus)

    def _written(self, source_id: str) -> str:
        writing = self.corpus.writing_of(source_id)
        return writing.text if writing else self.corpus.text_of(source_id)

    def _mended(self, work: Callable[[], Value], told: Callable[[Value, Sequence[str]], Value]) -> Value:
        """Return what `work` gives; where the index is damaged, make it anew, once, and tell its notices."""
        index = self._index
        try:
            return work()
        except IndexDamaged:
            with self._mending:
                if self._reopen is None:
                    raise
                opened = self._reopen() if self._index is index else None
                if opened:
                    self._stand_over(opened)
            return told(work(), opened.notices if opened else ())


def _with_notices(reply: Reply, notices: Sequence[str]) -> Reply:
    return replace(reply, notices=(*reply.notices, *notices)) if notices else reply


def place_of(path: str | Path | None) -> Path:
    """Return a folder or file as it was given, for None that of the bundled articles."""
    wanted = "The place of the articles must be a path (str or Path), or None for the bundled ones"
    require(path, (str, PathLike, type(None)), wanted)
    return bundled() if path is None else given_path(path)


def bundled() -> Path:
    """Return the folder of the bundled articles: inside the installed package, or beside the source."""
    inside = Path(__file__).parent / "knowledge"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "knowledge"


def _checked(text: str) -> str:
    require(text, str, "A question must be text (str)")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters; ask in at most {LONGEST_QUESTION:,}."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("Please ask a question: there is no word in it.")
    return text
