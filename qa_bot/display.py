"""A reply as a person reads it in Python: as plain text, and as HTML in a notebook.

What is said, and in which order, is `rows`; both forms are made of it. A chat says more, in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Literal

from qa_bot.named_tuples import NamedTuple
from qa_bot.sanitising import one_line, shown_path
from qa_bot.values import Answer, Reply, Shown, Source

SILENCE = "The articles don't say."
CLOSEST = "I'm not sure the articles answer this. Closest:"
UNSURE = "Not sure: one of these two."
PERHAPS = "Or perhaps: "
DIFFERING = "The articles differ; the newest comes first."
UNDATED = "The articles differ; not all of them are dated."

Role = Literal["told", "answer", "sentence", "aside", "note"]


class Row(NamedTuple):
    """A line of a reply: what it is, the words before those that are marked, these, and those after them.

    "told" is ours: a verdict, a doubt, silence; "answer" the words that answer; "aside" and "sentence" belong
    to what stands above them; a "note" is about the reply.
    """

    role: Role
    text: str
    marked: str = ""
    after: str = ""


def reply_text(reply: Reply) -> str:
    """Write a reply as plain text, a line each; nothing in it is obeyed by a terminal."""
    margins = {"sentence": "  ", "aside": "  "}
    return "\n".join(f"{margins.get(row.role, '')}{''.join(row[1:])}" for row in rows(reply))


def reply_html(reply: Reply) -> str:
    """Write a reply as a piece of HTML that needs no style sheet, on a light page and on a dark one."""
    lines = (f'<div style="{_STYLES[row.role]}">{_marked_up(row)}</div>' for row in rows(reply))
    return f'<div style="{_FRAME}">{"".join(lines)}</div>'


# Colours are those of the page, so that it may be light or dark.
_FRAME = "max-width: 46em; line-height: 1.45; overflow-wrap: anywhere"
_STYLES: dict[Role, str] = {
    "told": "font-weight: 600; margin-top: .3em",
    "answer": "font-weight: 600; margin-top: .5em",
    "sentence": "margin: .2em 0 0 1.2em",
    "aside": "margin-left: 1.33em; font-size: .9em; opacity: .75",
    "note": "font-size: .9em; opacity: .75",
}
_MARK = "font-weight: 600; text-decoration: underline; text-underline-offset: .15em"


def _marked_up(row: Row) -> str:
    from html import escape

    marked = f'<span style="{_MARK}">{escape(row.marked)}</span>' if row.marked else ""
    return f"{escape(row.text)}{marked}{escape(row.after)}"


def rows(reply: Reply) -> Iterator[Row]:
    """Yield the lines of a reply: what is told, then each sentence shown, in the order of `shown`."""
    if reply.read_as:
        yield Row("note", f"Read as: {one_line(reply.read_as)}")
    if opening := _opening(reply):
        yield Row("told", opening)
    yield from (Row("aside", missing_text(word)) for word in reply.missing if not reply.answer)
    yield from (Row("answer", f"- {_words(item)}") for item in reply.items)
    yield from _stated(reply) if reply.answer else _offered(reply)
    yield from (Row("note", f"Note: {one_line(notice)}") for notice in reply.notices)


def _opening(reply: Reply) -> str:
    """Return what a reply begins with: yes or no, a doubt, that the articles differ, or don't say."""
    if reply.verdict:
        condition = f", {one_line(reply.condition)}" if reply.condition else ""
        return f"{reply.verdict.capitalize()}{condition}."
    if reply.answer is None:
        return CLOSEST if reply.shown else SILENCE
    if reply.shows_groups and len(reply.groups) > 1:
        return differing_text(reply)
    return UNSURE if _wavers(reply) else ""


def differing_text(reply: Reply) -> str:
    """Say that articles differ, and which comes first where each value has a date."""
    return DIFFERING if all(group.answers[0].source.date for group in reply.groups) else UNDATED


def _wavers(reply: Reply) -> bool:
    """Whether the sentences shown state different words, none of them vouched for."""
    words = {_words(one.answer).casefold() for one in reply.shown if one.answer}
    return len(words) > 1 and not (reply.verdict or reply.items or reply.groups)


def _stated(reply: Reply) -> Iterator[Row]:
    """Yield the sentences that answer, below their words where these are not those said just before."""
    said = ""
    for number, one in enumerate(reply.shown, 1):
        words = _words(one.answer) if one.answer and not (reply.verdict or reply.items) else said
        before = _before(reply, one, number) if words != said else ""
        is_said = words == said or (one.answer is not None and is_whole(one.answer))
        if not is_said:
            yield Row("answer", before + words)
        yield from _place(one, before if is_said else "")
        said = words


def _before(reply: Reply, one: Shown, number: int) -> str:
    """Return what stands before words that are not vouched for."""
    if reply.groups:
        return PERHAPS if one.answer in reply.ungrouped else ""
    return f"{number}. " if _wavers(reply) else ""


def _offered(reply: Reply) -> Iterator[Row]:
    """Yield the sentences that may help, numbered, each behind what announces the list it stands in."""
    for number, one in enumerate(reply.shown, 1):
        lead = f"{one_line(one.context.plain)} " if one.context else ""
        yield Row("sentence", f"{number}. {lead}{one_line(one.sentence.plain)}")
        yield Row("aside", source_text(one.source))


def missing_text(word: str) -> str:
    """Say that no article has a word."""
    return f"No article says “{one_line(word)}”."


def _words(answer: Answer) -> str:
    """Return the words of an answer, and beside them whom, or what date, they stand for without saying it."""
    whole = (answer.start, answer.end)
    meant = "".join(f" [{one_line(one.name)}]" for one in answer.stands_for if one[:2] == whole)
    date = f"  ({one_line(answer.date)})" if answer.date else ""
    return f"{one_line(answer.plain)}{meant}{date}"


def is_whole(answer: Answer) -> bool:
    """Whether the words are a whole sentence, but for the sign at its end, and nothing is told beside it."""
    whole, words = (one_line(one.plain).rstrip(".!?") for one in (answer.sentence, answer))
    return whole == words and not (answer.stands_for or answer.claim_of or answer.context)


def _place(one: Shown, number: str = "") -> Iterator[Row]:
    """Yield whose claim a sentence is, what stands before it, the sentence and its source."""
    answer, sentence = one.answer, one.sentence
    if answer and answer.claim_of:
        yield Row("aside", f"According to: {one_line(answer.claim_of)}")
    if answer and answer.context:
        yield Row("aside", f"Before: {one_line(answer.context.plain)}")
    start, end = (answer.start, answer.end) if answer else (sentence.end, sentence.end)
    spans = ((sentence.start, start), (start, end), (end, sentence.end))
    first, *others = (one_line(sentence.words(*span)) for span in spans)
    yield Row("sentence", number + first, *others)
    yield Row("aside", source_text(one.source))


def source_text(source: Source) -> str:
    """Return a source in one line, ending in `path:line`, or the page where there are pages."""
    return ", ".join([*known_texts(source), place_text(source)])


def known_texts(source: Source) -> list[str]:
    """Return what a source is known by: title, publisher and date, as far as the file does not say it too."""
    title = "" if source.path and _ends_in(source.path, source.title) else source.title
    return [one_line(part) for part in (title, source.publisher, date_text(source)) if part]


def _ends_in(place: str, title: str) -> bool:
    """Whether a title is the last words of the name of its file, which stands beside it."""
    named, words = (re.findall(r"[^\W_]+", one.casefold()) for one in (PurePath(place).stem, title))
    return not words or named[-len(words) :] == words


def place_text(source: Source) -> str:
    """Return the file of a source, or else its id, and the page, or else the line."""
    return shown_path(source.where)


def date_text(source: Source) -> str:
    """Return a source's date, and say so where only its own words, or the making of its file, give it."""
    only = source.date_from if source.date_from in ("text", "file") else ""
    return f"{source.date} (by its {only})" if only else source.date or ""
