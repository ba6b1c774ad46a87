"""All items of a list that is asked for: bullets, or "A, B and C" in the answer's sentence."""

from __future__ import annotations

from dataclasses import replace

from qa_bot.documents.corpus import Corpus
from qa_bot.documents.paragraphs import Stretch, line_of
from qa_bot.language.coordination import MOST_ITEMS, coordinated, longest
from qa_bot.values import Answer, Question, Sentence, Span


def items(question: Question, answer: Answer) -> tuple[Answer, ...]:
    """Return all items of the list asked for, each an answer of its own; none where there is no list."""
    sentence, wanted = answer.sentence, question.item_count
    first = sentence.start
    asked = frozenset(token.stem for token in question.tokens)
    touched = coordinated(sentence.text, answer.start - first, answer.end - first)
    spans = max(touched, longest(sentence.text, asked), key=len)
    if len(spans) > MOST_ITEMS or (wanted and len(spans) != wanted):
        return ()
    return tuple(
        replace(answer, text=sentence.text[start:end], start=first + start, end=first + end, value=None)
        for start, end in spans
    )


def bulleted(question: Question, answer: Answer, corpus: Corpus) -> tuple[Answer, ...]:
    """Return the items of the list that the answer's sentence stands in or announces, its first sentences.

    None where the list is long, or has not as many items as the question says.
    """
    found = corpus.list_at(answer.source.id, answer.sentence.start)
    if found is None or not (
        found.paragraph_of(answer.sentence.start) >= 0 or _leads_in(answer, found, corpus)
    ):
        return ()
    level = min(one.block.level for one in found.paragraphs)
    spans = [one.sentences[0] for one in found.paragraphs if one.block.level == level]
    if not 1 < len(spans) <= MOST_ITEMS or (question.item_count and len(spans) != question.item_count):
        return ()
    return tuple(_item_of(answer, found, span, corpus) for span in spans)


def _leads_in(answer: Answer, found: Stretch, corpus: Corpus) -> bool:
    """Whether the answer's sentence stands in the paragraph that announces a list."""
    lead_in = corpus.setting(answer.source.id, found.origin).lead_in
    return answer.sentence.text in lead_in and lead_in.rstrip().endswith(":")


def _lines_between(answer: Answer, span: Span, corpus: Corpus) -> int:
    """Return by how many lines a span stands below an answer's sentence, less than 0 above it."""
    start, end = answer.sentence.start, answer.sentence.end
    both = corpus.paragraphs_near(answer.source.id, min(start, span[0]), max(end, span[1]))
    if both is None:
        return 0
    return line_of(both.text, span[0] - both.origin) - line_of(both.text, start - both.origin)


def _item_of(answer: Answer, found: Stretch, span: Span, corpus: Corpus) -> Answer:
    """Return an item as an answer of its own, with its own sentence and line."""
    text, (start, end) = found.words(span), span
    line = answer.source.line + _lines_between(answer, span, corpus)
    sentence, source = Sentence(text, start, end), answer.source._replace(line=line)
    return replace(answer, text=text, start=start, end=end, value=None, sentence=sentence, source=source)
