"""QABot: what a program holds to ask a set of articles, kept open, read again and mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial, partialmethod
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from qa_bot.documents.files import anchored, given_path
from qa_bot.environment import CACHE, default_cache
from qa_bot.errors import IndexDamaged, NothingToRead, require
from qa_bot.retrieval import Index, Opened, open_folder
from qa_bot.retrieval.corpus import IndexedCorpus
from qa_bot.retrieval.folder import Changes, with_meanings
from qa_bot.snapshot import Snapshot
from qa_bot.values import (
    Article,
    DialogueContext,
    FilesRead,
    Query,
    Question,
    RankedPassage,
    Reply,
    Sentence,
    Skipped,
    Source,
    Within,
)

if TYPE_CHECKING:
    from qa_bot.conversation.conversation import Conversation
    from qa_bot.encoding.encoder import Encoder, Encoding

NO_HOME = f"There is no home folder to keep the index in, nor {CACHE.name}; it stays in memory."
Value = TypeVar("Value")


class QABot:
    """Answers questions about one set of articles. Safe from several threads, also while one refreshes it.

    Each question is answered by the articles as they were read at one time. They give way only as a whole: to
    those that `refresh` reads, and where the saved index is found damaged. Sent to another process
    (multiprocessing), a bot of a folder is opened there anew, one of texts takes them along.

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
        self._reopen: Callable[..., Opened] | None = None
        self._again: Callable[[], QABot] | None = None
        self._mending = Lock()
        self._now = Snapshot(Opened(index, tuple(skipped), tuple(notices)))

    @classmethod
    def _over(cls, opened: Opened) -> QABot:
        bot = cls(opened.index)
        bot._now = Snapshot(opened)
        return bot

    @property
    def sources(self) -> Sequence[Source]:
        """The articles, in their order."""
        return self._now.index.sources

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files that were not read, or only in part, and why."""
        return self._now.opened.skipped

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the index."""
        return self._now.opened.notices

    @property
    def kept(self) -> bool:
        """Whether the index is saved for the next time."""
        return self._now.opened.kept

    @property
    def encoder(self) -> Encoder | None:
        """The sentence encoder that adds a clue, None where there is none."""
        meanings = self._now.opened.meanings
        return meanings.encoder if meanings else None

    @property
    def passage_count(self) -> int:
        """The number of passages."""
        return self._now.index.passage_count

    @property
    def sentence_count(self) -> int:
        """The number of sentences that may answer."""
        return self._now.index.sentence_count

    @property
    def corpus(self) -> IndexedCorpus:
        """The articles as the stages of an answer read them."""
        return self._now.corpus

    def __repr__(self) -> str:
        """Return how much it has read, in one line."""
        counts = {"article": len(self.sources), "sentence": self.sentence_count}
        return f"<QABot {', '.join(f'{n:,} {noun}' + 's' * (n != 1) for noun, n in counts.items())}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Be sent to another process as the path that was opened, or else with the index."""
        if self._again is not None:
            return self._again, ()
        now = self._now.opened
        kept = Opened(now.index, now.skipped, now.notices, corpus=now.corpus, meanings=now.meanings)
        return self._over, (kept,)

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
        progress: Callable[[FilesRead], None] | None = None,
        waiting: Callable[[str], None] | None = None,
        verify: bool = False,
        compact: bool = False,
        encoder: str | Encoder | None = None,
        encoded: Callable[[int, int], None] | None = None,
        workers: int = 1,
    ) -> QABot:
        """Read a folder, or one file; None reads the bundled articles.

        The index is kept between calls unless `cache` is False. `progress` is told how far the files
        are read; `waiting` is told whom another that indexes them makes wait. `verify`
        checks all of a large index at once, `compact` puts all its parts into one. A sentence `encoder`, an
        object or its name ("wordllama"), adds clues; `encoded` is told how many sentences of how many are
        encoded. Several `workers` are processes that encode, where that takes long; a script that starts them
        needs `if __name__ == "__main__":`. Raises NothingToRead when there is no readable article at `path`,
        EncoderError when there is no such encoder.
        """
        root, encoding = place_of(path), encoding_by(encoder)
        place = default_cache() if cache else None
        opened = open_folder(
            root,
            cache=place,
            progress=progress,
            waiting=waiting,
            verify=verify,
            compact=compact,
            encoding=encoding and encoding._replace(told=encoded or encoding.told, workers=workers),
        )
        homeless = (NO_HOME,) if cache and place is None else ()
        bot = cls._over(replace(opened, notices=(*opened.notices, *homeless)))
        bot.root = anchored(root)
        bot._reopen = partial(open_folder, bot.root, cache=place, encoding=encoding)
        bot._again = partial(
            cls.from_folder, None if path is None else bot.root, cache=cache, encoder=encoder
        )
        return bot

    @classmethod
    def from_texts(cls, texts: Mapping[str, str], *, encoder: str | Encoder | None = None) -> QABot:
        """Read texts held in memory: article id -> text.

        Front matter, headings and a date in the text or in the id are read as those of a file are; `encoder`
        is as for `from_folder`. Raises NothingToRead when there are none.
        """
        from qa_bot.documents.articles import article_from_text

        require(texts, Mapping, "Texts must be a mapping of id to text, such as {'mill': 'The mill ...'}")
        for name, text in texts.items():
            require(name, str, "The id of a text must be a str")
            require(text, str, f"The text of {name!r} must be a str")
        articles = [article_from_text(name, text) for name, text in texts.items()]
        return cls.from_articles(articles, encoder=encoder)

    @classmethod
    def from_articles(cls, articles: Sequence[Article], *, encoder: str | Encoder | None = None) -> QABot:
        """Read articles made by the caller. Raises NothingToRead when there are none."""
        from qa_bot.retrieval.batches import digest_of
        from qa_bot.retrieval.fingerprint import corpus_fingerprint
        from qa_bot.retrieval.refreshing import build

        require(articles, Sequence, "Articles must be a list of Article")
        for one in articles:
            require(one, Article, "An article must be an Article; QABot.from_texts reads plain texts")
        if not articles:
            raise NothingToRead("There are no articles: give at least one text.")
        digests = {one.id: digest_of([one]) for one in articles}
        index = build(articles)
        hashed = corpus_fingerprint((one, digests[one.id]) for one in index.sources)
        return cls._over(with_meanings(Opened(index, corpus=hashed), encoding_by(encoder)))

    @classmethod
    def from_engine(cls, url: str, *, cache: bool = True) -> QABot:
        """Ask the index that an engine holds, where `qa-bot index PATH --engine URL` has put it.

        The address of one node is enough; of several, parted by commas, each is tried. What a client keeps of
        the index is kept between calls unless `cache` is False. Raises EngineUnavailable where nothing
        answers, EngineMismatch where it is not what this version would have built.
        """
        from qa_bot.retrieval.engine.opening import open_engine

        require(url, str, "The address of an engine must be a str, such as 'https://host:8443'")
        place = default_cache() if cache else None
        bot = cls._over(open_engine(url, cache=place))
        bot._reopen = lambda **_: open_engine(url, cache=place)
        bot._again = partial(cls.from_engine, url, cache=cache)
        return bot

    def to_engine(self, url: str, tell: Callable[[str], object] = lambda _: None) -> None:
        """Put the index into an engine, where `from_engine` finds it; `tell` is told how far that has come.

        For the first index all nodes are named: replicas parted by commas, shards by blanks. Later one
        address is enough. Whatever fails, the engine keeps the index it had. Raises as `from_engine` does.
        """
        from qa_bot.retrieval.engine.building import build_engine

        require(url, str, "The address of an engine must be a str, such as 'https://host:8443'")
        build_engine(self._now.opened, url, tell)

    @property
    def fingerprint(self) -> str:
        """A hash of all that the articles say, "" where an index was given without it."""
        return self._now.opened.corpus

    def changes(self) -> Changes:
        """Return which files of the folder are new, changed or gone since it was read; no file is opened.

        Raises NothingToRead where the folder is gone.
        """
        return self._now.opened.changes()

    def refresh(self) -> None:
        """Read again what has changed in the folder; raises as `from_folder` does, and then stays as it was.

        `changes()` tells cheaply whether anything has.
        """
        if self._reopen is not None:
            with self._mending:
                self._now = Snapshot(self._reopen())

    def ask(self, question: str | Query, scope: Within | None = None) -> Reply:
        """Answer one question; `scope` keeps to one article, or to a stretch of it.

        A Query also says what a follow-up question depends on; a Conversation makes one. Raises
        QuestionError when the question is empty or longer than LONGEST_QUESTION characters.
        """
        require(scope, (Within, type(None)), "`scope` must be a Within, such as Within('article id')")
        for place in (scope.start, scope.end or 0) if scope else ():
            require(place, int, "A Within must stand from a character to another (int)")
        query = question if isinstance(question, Query) else Query(question, scope)
        return self._mended(lambda now: now.answered(query), _with_notices)

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

    def read(self, text: str, context: DialogueContext | None = None) -> Question:
        """Read a line of text as a question, misspelt words as the corpus words they are near.

        With a `context` the words that the conversation lends it are among its terms.
        """
        return self._now.read(text, context)

    def rank(self, question: Question, query: Query | None = None) -> list[RankedPassage]:
        """Return the passages that may hold the answer, best first: all of them where there are few.

        Those around the places of a conversation come after them, whether they hold a term or not.
        """
        return self._now.rank(question, query)

    def conversation(self) -> Conversation:
        """Start a conversation that remembers what was asked."""
        from qa_bot.conversation.conversation import Conversation

        return Conversation(self.ask)

    def words(self, beginning: str = "") -> Iterator[str]:
        """Return the distinct words of the articles that begin so, lower case, in alphabetical order."""
        require(beginning, str, "The beginning of a word must be a str")
        return iter(self.corpus.words(beginning))

    def names(self, beginning: str) -> Iterable[str]:
        """Return names of several words that begin so, as the articles write them, the most frequent first.

        Only the first passages with each of them are looked at.
        """
        return self.corpus.names(beginning)

    def not_english(self) -> tuple[int, int]:
        """Return how many articles are not in English, and of how many that was looked for."""
        from qa_bot.retrieval.looking_over import languages

        found = languages(self._now.index)
        return len(found.foreign), found.looked_at

    def text_of(self, source_id: str) -> str:
        """Return the text of an article as it was indexed. Raises KeyError for an unknown id."""
        return self._mended(lambda now: now.text_of(source_id), lambda text, _: text)

    def file_of(self, path: str) -> Path | None:
        """Return the file of an article, given its path below the root; None where there is none."""
        if self.root is None:
            return None
        return self.root / path if self.root.is_dir() else self.root

    def paragraphs(self, source_id: str, sentence: Sentence, beside: int = 0) -> list[Sentence]:
        """Return the paragraph in which a sentence begins, and as many `beside` it on each side.

        Raises KeyError for an unknown article.
        """
        return self._now.paragraphs(source_id, sentence, beside)

    def sentences(self, source_id: str) -> Iterator[Sentence]:
        """Return the sentences of an article that may answer; none for an unknown id."""
        return self._now.sentences(source_id)

    def _mended(
        self, work: Callable[[Snapshot], Value], told: Callable[[Value, Sequence[str]], Value]
    ) -> Value:
        """Return what `work` gives; where the index is damaged, make it anew, once, and tell its notices."""
        now = self._now
        try:
            return work(now)
        except IndexDamaged:
            with self._mending:
                if self._reopen is None:
                    raise
                opened = self._reopen(verify=True) if self._now is now else None
                if opened:
                    self._now = Snapshot(opened)
            return told(work(self._now), opened.notices if opened else ())


def _with_notices(reply: Reply, notices: Sequence[str]) -> Reply:
    return replace(reply, notices=(*reply.notices, *notices)) if notices else reply


def place_of(path: str | Path | None) -> Path:
    """Return a folder or file as it was given, for None that of the bundled articles."""
    wanted = "The place of the articles must be a path (str or Path), or None for the bundled ones"
    require(path, (str, PathLike, type(None)), wanted)
    return bundled() if path is None else given_path(path)


def encoding_by(given: str | Encoder | None) -> Encoding | None:
    """Return how to encode by an encoder that is given by its name or as an object, None where none is."""
    if given is None:
        return None
    from qa_bot.encoding.encoder import Encoding

    if not isinstance(given, str):
        if not callable(getattr(given, "encode", None)):
            require(given, (), "The encoder must be a name, or an object with encode(texts)")
        return Encoding(given)
    from qa_bot.encoding.named import encoder_named

    return Encoding(encoder_named(given))


def bundled() -> Path:
    """Return the folder of the bundled articles: inside the installed package, or beside the source."""
    inside = Path(__file__).parent / "knowledge"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "knowledge"
