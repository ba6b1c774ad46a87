"""What a chat says first."""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot import __version__
from qa_bot.repl.chat import Library
from qa_bot.repl.layout import QUIET, Bit, Line, line
from qa_bot.repl.neutral import one_line


def banner_lines(bot: Library, notice: str | None = None) -> Iterator[Line]:
    """Say what was read, what was skipped, and how to leave."""
    yield line(f"qa_bot {__version__}: {read_text(bot)}.")
    if bot.skipped:
        skipped = counted(len(bot.skipped), "file")
        yield line(f"{skipped} not read, or only in part; qa-bot check PATH says why.")
    for each in (*bot.notices, notice or ""):
        if each:
            yield line(Bit(QUIET, f"Note: {one_line(each)}"))
    yield line("Ask a question. /help lists the commands; Ctrl-D leaves.")


def read_text(bot: Library) -> str:
    """Count what was read: articles, sentences, and the dates they span."""
    dates = sorted(each.date for each in bot.sources if each.date)
    span = ", dated " + " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""
    return (
        f"{counted(len(bot.sources), 'article')}, {counted(bot.sentence_count, 'sentence')}{one_line(span)}"
    )


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural where it needs one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
