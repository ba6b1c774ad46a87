"""The articles as they were read at one time: the only place where the stages meet, one line a stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from qa_bot.answering.answerer import Answerer
from qa_bot.answering.as_written import as_read, as_written, written
from qa_bot.errors import QuestionError, require
from qa_bot.questions.reading import in_context, read_question
from qa_bot.questions.small_talk import small_talk
from qa_bot.retrieval import Opened
from qa_bot.retrieval.corpus import IndexedCorpus
from qa_bot.retrieval.retriever import Retriever
from qa_bot.values import DialogueContext, Query, Question, RankedPassage, Reply, Sentence, Span, Within

if TYPE_CHECKING:
    from qa_bot.retrieval.nearest import Nearest

LONGEST_QUESTION = 4096  # characters, a page: what is longer is no question
PASSAGES = 16  # as many are read for an answer
FEW_PASSAGES = 40  # and where there are no more than these, all of them
NEAREST = 8  # passages nearest in meaning, which are read as well where there is a sentence encoder
BESIDE_NEAREST = 12  # passages found by words that are read beside these: with 16 no more are answered
AROUND = 4  # passages on each side of what a conversation showed last


class Snapshot:
    """An index and all that is made of it. A question is answered by one, so nothing changes under it."""

    def __init__(self, opened: Opened) -> None:
        """Ask what was opened."""
        self.opened = opened
        self.index = opened.index
        self.corpus = IndexedCorpus(opened.index, opened.meanings)
        self._retriever = Retriever(opened.index)
        self._nearest = _nearest(opened)
        self._answerer = Answerer.default(opened.meanings.name if opened.meanings else "")

    def answered(self, query: Query) -> Reply:
        """Answer one question."""
        query = as_read(query, self.corpus)
        if small_talk(_checked(query.text)):
            return Reply(query.text, corpus=self.opened.corpus)
        read = self.read(query.text, query.context)
        reply = self._answerer.reply(read, self._rank(read, query), self.corpus, query)
        paths = dict.fromkeys(one.source.path for one in reply.shown)
        changed = (path for path in paths if path and self.opened.changed(path))
        told = tuple(f"{path} has changed since it was read." for path in changed)
        known = replace(reply, notices=(*reply.notices, *told), corpus=self.opened.corpus)
        return as_written(known, self.corpus)

    def read(self, text: str, context: DialogueContext | None = None) -> Question:
        """Read a line of text as a question, with what a conversation lends it."""
        return in_context(read_question(_checked(text), self.corpus), context)

    def rank(self, question: Question, query: Query | None = None) -> list[RankedPassage]:
        """Return the passages that may hold the answer, best first."""
        return self._rank(question, as_read(query or Query(question.text), self.corpus))

    def _rank(self, question: Question, query: Query) -> list[RankedPassage]:
        _, scope, context, articles = query
        count = self.index.passage_count if articles is None else self.index.count_passages(articles)
        near = self._nearest.passages(question.text, NEAREST, articles) if self._nearest and not scope else []
        most = FEW_PASSAGES if count <= FEW_PASSAGES else BESIDE_NEAREST if near else PASSAGES
        ranked = self._retriever.rank(question, most, scope, articles)
        if near:
            ranked = _each_once([*ranked, *self._retriever.rank_given(question, near)])
        if context is None:
            return ranked
        places = (one for one in context.places if articles is None or one.source in articles)
        around = (self._retriever.rank_around(question, place, AROUND) for place in places)
        return _each_once([*ranked, *chain(*around)])

    def text_of(self, source_id: str) -> str:
        """Return the text of an article as it is written. Raises KeyError for an unknown id."""
        writing = self.corpus.writing_of(source_id)
        return writing.text if writing else self.corpus.text_of(source_id)

    def paragraphs(self, source_id: str, sentence: Sentence, beside: int) -> list[Sentence]:
        """Return the paragraph in which a sentence begins, and as many `beside` it on each side."""
        within = Within(source_id, sentence.start, sentence.end)
        scope = as_read(Query("", within), self.corpus).scope or within
        blocks = self.index.layout_of(source_id).blocks_at(scope.start, beside)
        return [self._as_written(source_id, (one.start, one.end)) for one in blocks]

    def sentences(self, source_id: str) -> Iterator[Sentence]:
        """Return the sentences of an article that may answer; none for an unknown id."""
        found = self.index.passages_within(Within(source_id))
        spans = dict.fromkeys(span for passage in found for span in passage.sentences)
        return (self._as_written(source_id, span) for span in spans)

    def _as_written(self, source_id: str, span: Span) -> Sentence:
        text = self.corpus.text_of(source_id)
        return written(Sentence(text[slice(*span)], *span), source_id, self.corpus)


def _nearest(opened: Opened) -> Nearest | None:
    """Return what finds passages by meaning, where there is a sentence encoder."""
    if opened.meanings is None:
        return None
    from qa_bot.retrieval.nearest import Nearest

    return Nearest(opened.index, opened.meanings)


def _each_once(ranked: Sequence[RankedPassage]) -> list[RankedPassage]:
    return list({one.passage.id: one for one in ranked}.values())


def _checked(text: str) -> str:
    require(text, str, "A question must be text (str)")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters; ask in at most {LONGEST_QUESTION:,}."
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError("Please ask a question: there is no word in it.")
    return text
