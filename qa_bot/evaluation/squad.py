"""SQuAD JSON, 1.1 and 2.0: one article a title, gold answers as spans of that article.

Rajpurkar et al. 2016 (1.1, https://arxiv.org/abs/1606.05250) and 2018 (2.0, 1806.03822).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from qa_bot.errors import QuestionSetError
from qa_bot.evaluation.dataset import AskedQuestion, GoldSpan, QuestionSet
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Within

BETWEEN_PARAGRAPHS = "\n\n"


class _Paragraph(NamedTuple):
    context: str
    start: int
    questions: list[dict[str, Any]]


def read(name: str, document: dict[str, Any]) -> QuestionSet:
    """Read a SQuAD document; questions none of whose answers stand in the paragraph are counted, not kept."""
    texts: dict[str, str] = {}
    titles: dict[str, str] = {}
    questions: list[AskedQuestion | None] = []
    ids: set[str] = set()
    for number, entry in enumerate(_rows(name, document, "data", "the top"), 1):
        title = str(entry.get("title") or f"article-{number:04d}")
        source = _unique(title, texts)
        paragraphs = _paragraphs(name, entry, source)
        texts[source] = BETWEEN_PARAGRAPHS.join(paragraph.context for paragraph in paragraphs)
        titles[source] = title.replace("_", " ")
        questions += [found for paragraph in paragraphs for found in _asked(name, paragraph, source, ids)]
    kept = tuple(question for question in questions if question)
    texts = {source: text for source, text in texts.items() if text}
    return QuestionSet(name, kept, (), texts, titles, len(questions) - len(kept))


def _paragraphs(name: str, entry: dict[str, Any], source: str) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    start = 0
    for row in _rows(name, entry, "paragraphs", source):
        context = row.get("context", "")
        if not isinstance(context, str):
            _refuse(name, f"a 'context' of {source} is not a text")
        found.append(_Paragraph(context, start, _rows(name, row, "qas", source)))
        start += len(context) + len(BETWEEN_PARAGRAPHS)
    return found


def _asked(name: str, paragraph: _Paragraph, source: str, ids: set[str]) -> Iterator[AskedQuestion | None]:
    within = Within(source, paragraph.start, paragraph.start + len(paragraph.context))
    for row in paragraph.questions:
        text = row.get("question")
        if not isinstance(text, str) or not text.strip():
            _refuse(name, f"a question about {source} has no 'question' text")
        golds = [] if row.get("is_impossible") else _rows(name, row, "answers", source)
        spans = tuple(dict.fromkeys(span for gold in golds if (span := _span(gold, paragraph, source))))
        if golds and not spans:
            yield None
            continue
        id = _unique(str(row.get("id", text)), ids)
        ids.add(id)
        yield AskedQuestion(id, text, _words(spans, paragraph), spans, within=within)


def _span(gold: dict[str, Any], paragraph: _Paragraph, source: str) -> GoldSpan | None:
    """Place an answer: where it says, else at the nearest place in the paragraph, else nowhere."""
    text, said = gold.get("text"), gold.get("answer_start", 0)
    if not isinstance(text, str) or not text.strip():
        return None
    said = said if isinstance(said, int) and said >= 0 else 0
    start = said if paragraph.context.startswith(text, said) else _nearest(text, paragraph.context, said)
    if start < 0:
        return None
    return GoldSpan(source, paragraph.start + start, paragraph.start + start + len(text))


def _nearest(text: str, context: str, said: int) -> int:
    before, after = context.rfind(text, 0, said + len(text)), context.find(text, said)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - said), default=-1)


def _words(spans: tuple[GoldSpan, ...], paragraph: _Paragraph) -> tuple[str, ...]:
    shift = paragraph.start
    return tuple(dict.fromkeys(paragraph.context[span.start - shift : span.end - shift] for span in spans))


def _rows(name: str, parent: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    rows = parent.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _refuse(name, f"'{key}' of {where} is not a list of objects")
    return list(rows)


def _unique(wanted: str, taken: dict[str, str] | set[str]) -> str:
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _refuse(name: str, message: str) -> NoReturn:
    msg = f"{name}: {message}, so it is not SQuAD JSON; see the README for the forms that are read"
    raise QuestionSetError(msg)
