"""A reply as lines: the answer's words first, then the sentence they stand in, then its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa_bot.repl.context import TextOf, leaned_on
from qa_bot.repl.layout import ANSWER, QUIET, WORDS, Bit, Line, line
from qa_bot.repl.neutral import one_line
from qa_bot.text import fold
from qa_bot.values import Answer, Evidence, Reply, Sentence, Source

SILENCE = "The articles don't say."


def reply_lines(reply: Reply, text_of: TextOf | None = None) -> Iterator[Line]:
    """Show one reply: an answer, the answers it wavers between, or silence and what is nearest.

    With `text_of`, which gives an article's text by its id, a sentence that begins with a pronoun is
    shown after the one before it.
    """
    if reply.read_as:
        yield line(Bit(QUIET, f"Read as: {one_line(reply.read_as)}"))
    yield from answered_lines(reply, text_of) if reply.answer else silent_lines(reply)
    for notice in reply.notices:
        yield line(Bit(QUIET, f"Note: {one_line(notice)}"))


def answered_lines(reply: Reply, text_of: TextOf | None = None) -> Iterator[Line]:
    """Show the answer, and the first alternative too when the reply is unsure."""
    answers = shown_answers(reply)
    if len({fold(one_line(each.text)) for each in answers}) == 1:
        yield line(Bit(ANSWER, one_line(answers[0].text)))
        for each in answers:
            yield from place_lines(each, text_of)
        return
    yield line("Not sure: one of these two.")
    yield from numbered_lines(answers, text_of=text_of)


def shown_answers(reply: Reply) -> list[Answer]:
    """Give the answers a reader sees at first: none, one, or two when the reply is unsure."""
    if reply.answer is None:
        return []
    return [reply.answer, *(reply.alternatives[:1] if reply.unsure else ())]


def silent_lines(reply: Reply) -> Iterator[Line]:
    """Say that the articles don't say, what no article mentions, and the nearest sentence."""
    yield line(Bit(ANSWER, SILENCE))
    if reply.missing:
        yield line(f"No article gives: {', '.join(map(one_line, reply.missing))}.", indent=2)
    for nearest in reply.evidence[:1]:
        yield line(f"Nearest: {one_line(nearest.sentence.text)}", indent=2)
        yield source_line(nearest.source)


def answer_lines(answer: Answer, number: int, text_of: TextOf | None = None) -> Iterator[Line]:
    """Show the words behind their number, then where they stand."""
    yield line(f"{number}. ", Bit(ANSWER, one_line(answer.text)), hang=3)
    yield from place_lines(answer, text_of)


def place_lines(answer: Answer, text_of: TextOf | None = None) -> Iterator[Line]:
    """Show the sentence with the answer's words emphasised, and the source."""
    before = leaned_on(answer, text_of) if text_of else None
    if before:
        yield line(Bit(QUIET, f"Before: {one_line(before)}"), indent=2)
    yield Line(sentence_bits(answer.sentence, answer), 2)
    yield source_line(answer.source)


def numbered_lines(
    found: Iterable[Answer | Evidence], first: int = 1, text_of: TextOf | None = None
) -> Iterator[Line]:
    """Show answers, or sentences without any, numbered from `first`."""
    for number, each in enumerate(found, first):
        answer = each.answer if isinstance(each, Evidence) else each
        if answer:
            yield from answer_lines(answer, number, text_of)
        else:
            yield line(f"{number}. ", *sentence_bits(each.sentence), hang=3)
            yield source_line(each.source)


def sentence_bits(sentence: Sentence, answer: Answer | None = None) -> tuple[Bit, ...]:
    """Give the sentence as one line; the words of `answer` are emphasised where they stand."""
    if answer is None:
        return (Bit("", one_line(sentence.text)),)
    start, end = answer.start - sentence.start, answer.end - sentence.start
    parts = sentence.text[:start], sentence.text[start:end], sentence.text[end:]
    return tuple(
        Bit(style, one_line(part)) for style, part in zip(("", WORDS, ""), parts, strict=True) if part
    )


def source_line(source: Source, indent: int = 2) -> Line:
    """Show where words stand: title, publisher, date, file and line."""
    return line(Bit(QUIET, source_text(source)), indent=indent, hang=2)


def source_text(source: Source) -> str:
    """Give a source in one line, ending in `path:line`."""
    place = f"{source.path or source.id}:{source.line}"
    known = (source.title, source.publisher, source.date, place)
    return ", ".join(one_line(part) for part in known if part)


def ranked(reply: Reply) -> list[Answer | Evidence]:
    """Give every sentence of a reply once: the answer, its alternatives, then the other evidence."""
    answers = [] if reply.answer is None else [reply.answer, *reply.alternatives]
    told = {_place(each) for each in answers}
    return [*answers, *(each for each in reply.evidence if _place(each) not in told)]


def with_top(reply: Reply, count: int) -> Reply:
    """Give the reply with `count` answers in all, as far as the evidence holds so many."""
    if reply.answer is None:
        return reply
    answers = (each.answer if isinstance(each, Evidence) else each for each in ranked(reply)[1:])
    return replace(reply, alternatives=tuple(filter(None, answers))[: count - 1])


def top_lines(reply: Reply, count: int, text_of: TextOf | None = None) -> Iterator[Line]:
    """Show the best `count` sentences: the answer and what comes next, or what is nearest."""
    if reply.answer is None:
        yield from silent_lines(replace(reply, evidence=()))
    yield from numbered_lines(ranked(reply)[:count], text_of=text_of)


def _place(each: Answer | Evidence) -> tuple[str, int]:
    return each.source.id, each.sentence.start
