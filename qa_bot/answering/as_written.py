"""A reply made of articles as they are read, moved to their texts as they are written: answers are slices."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from qa_bot.documents.corpus import Corpus
from qa_bot.documents.formats import is_paged
from qa_bot.documents.view import Writing
from qa_bot.values import (
    AROUND,
    Answer,
    Around,
    Evidence,
    Group,
    Query,
    Reply,
    Sentence,
    Shown,
    Source,
    StandsFor,
    Within,
)

Weighed = TypeVar("Weighed", Evidence, Shown)


def as_written(reply: Reply, corpus: Corpus) -> Reply:
    """Return a reply whose places are those of the articles' texts."""
    return replace(
        reply,
        answer=_answer(reply.answer, corpus) if reply.answer else None,
        alternatives=tuple(_answer(one, corpus) for one in reply.alternatives),
        evidence=tuple(_weighed(one, corpus) for one in reply.evidence),
        items=tuple(_answer(one, corpus) for one in reply.items),
        groups=tuple(_group(one, corpus) for one in reply.groups),
        shown=tuple(_shown(one, corpus) for one in reply.shown),
    )


def as_read(query: Query, corpus: Corpus) -> Query:
    """Return a query whose places are those of the articles' views."""
    scope = _within(query.scope, corpus) if query.scope else None
    context = query.context
    if context:
        places = tuple(_within(one, corpus) for one in context.places)
        given = frozenset(_within(one, corpus) for one in context.given)
        context = context._replace(places=places, given=given)
    return query._replace(scope=scope, context=context)


def written(sentence: Sentence, source_id: str, corpus: Corpus) -> Sentence:
    """Return a sentence of an article's view as it is written."""
    writing = corpus.writing_of(source_id)
    return _sentence(sentence, writing) if writing else sentence


def _within(within: Within, corpus: Corpus) -> Within:
    writing = corpus.writing_of(within.source)
    if writing is None:
        return within
    end = len(writing.text) if within.end is None else within.end
    first, last = writing.viewed((within.start, end))
    return within._replace(start=first, end=within.end and last)


def _answer(answer: Answer, corpus: Corpus) -> Answer:
    writing = corpus.writing_of(answer.source.id)
    if writing is None:
        return replace(answer, around=_around(answer.sentence, corpus.text_of(answer.source.id)))
    sentence = _sentence(answer.sentence, writing)
    start, end = writing.span((answer.start, answer.end))
    if start == end:  # what an edit put in is not written there: the sentence is
        start, end = sentence.start, sentence.end
    stands_for = (StandsFor(*writing.span((one.start, one.end)), one.name) for one in answer.stands_for)
    return replace(
        answer,
        text=writing.text[start:end],
        start=start,
        end=end,
        sentence=sentence,
        source=_source(answer.source, sentence, writing),
        context=answer.context and _sentence(answer.context, writing),
        stands_for=tuple(stands_for),
        around=_around(sentence, writing.text),
    )


def _around(sentence: Sentence, text: str) -> Around:
    """Return what stands before and after a sentence in its article."""
    return text[max(0, sentence.start - AROUND) : sentence.start], text[sentence.end : sentence.end + AROUND]


def _weighed(one: Weighed, corpus: Corpus) -> Weighed:
    """Move a sentence that was weighed, or is shown, with its answer."""
    writing = corpus.writing_of(one.source.id)
    if writing is None:
        return one
    sentence = _sentence(one.sentence, writing)
    answer = _answer(one.answer, corpus) if one.answer else None
    return one._replace(sentence=sentence, source=_source(one.source, sentence, writing), answer=answer)


def _group(group: Group, corpus: Corpus) -> Group:
    periods = (tuple(_answer(one, corpus) for one in period) for period in group.periods)
    return group._replace(periods=tuple(periods))


def _shown(one: Shown, corpus: Corpus) -> Shown:
    writing = corpus.writing_of(one.source.id)
    if writing is None:
        around, answer = _around(one.sentence, corpus.text_of(one.source.id)), one.answer
        return one._replace(around=around, answer=_answer(answer, corpus) if answer else None)
    met, context = tuple(map(writing.span, one.met)), one.context and _sentence(one.context, writing)
    shown = _weighed(one, corpus)._replace(met=met, context=context)
    return shown._replace(around=_around(shown.sentence, writing.text))


def _sentence(sentence: Sentence, writing: Writing) -> Sentence:
    return writing.sentence((sentence.start, sentence.end))


def _source(source: Source, sentence: Sentence, writing: Writing) -> Source:
    page = 1 + writing.text.count("\f", 0, sentence.start) if is_paged(source.path) else None
    return source._replace(line=writing.line_of(sentence.start), page=page)
