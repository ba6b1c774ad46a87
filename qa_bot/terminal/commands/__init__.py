"""The commands of the chat: a declared function each, all in one table."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from qa_bot.questions.small_talk import SmallTalk, small_talk
from qa_bot.sanitising import excerpt, one_line
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands.about_articles import (
    articles,
    as_of,
    clear,
    filter_,
    knowledge,
    notice_of_changes,
    reload_,
    titles,
)
from qa_bot.terminal.commands.about_sentences import context, copy, more, open_, sources
from qa_bot.terminal.commands.about_talk import forget, history, quit_, set_, suggest
from qa_bot.terminal.commands.command import Command, Handler, beginning, command
from qa_bot.terminal.commands.explaining import in_short, why
from qa_bot.terminal.commands.keeping import bad, good, save
from qa_bot.terminal.filters import filters_text
from qa_bot.terminal.layout import QUIET, Bit, Line, line, rooted
from qa_bot.terminal.rendering import MET_WITH, counted, reply_lines

__all__ = ["TABLE", "Command", "respond"]
_LEAVING = ("exit", "quit", "/exit", "/q", ":q")
_WIDTH = 17  # columns for a command in the list of all


def respond(chat: Chat, typed: str) -> list[Line]:
    """Answer one line: a command, a wish to leave, or a question."""
    return rooted(_respond(chat, " ".join(typed.split())), lambda path: chat.bot.file_of(path))


def _respond(chat: Chat, typed: str) -> Iterable[Line]:
    if typed.lower() in _LEAVING:
        typed = "/quit"
    if typed.startswith("/"):
        name, _, rest = typed[1:].partition(" ")
        found = TABLE.get(name.lower())
        return found.run(chat, rest.strip()) if found else _unknown(name)
    if not any(char.isalnum() for char in typed):
        return [line("Please ask a question, or type /help.")]
    if said := small_talk(typed):
        return _SPOKEN[said](chat, "") if said in _SPOKEN else [line(MET_WITH[said])]
    return _answered(chat, typed)


def _answered(chat: Chat, question: str) -> Iterator[Line]:
    """Answer a question; tell before it what changed, and after it of which articles it was asked."""
    yield from notice_of_changes(chat)
    reply = chat.ask(question)
    yield from reply_lines(reply)
    if chat.filters and reply.answer is None:
        asked = f"{len(chat.sources):,} of {counted(len(chat.bot.sources), 'article')}"
        told = f"Note: asked of {asked} ({one_line(filters_text(chat.filters))}); /clear asks all."
        yield line(Bit(QUIET, told))


def _names(chat: Chat, typed: str) -> Iterable[str]:
    return beginning(typed, TABLE)


@command("help", "[COMMAND]", _names)
def help_(chat: Chat, rest: str) -> Iterator[Line]:
    """Show what can be typed, or all about one command.

    /help open tells what /open does.
    """
    if rest:
        yield from _help_on(rest.removeprefix("/"))
        return
    yield line("Ask a question about the articles, or type a command:")
    for row in TABLE.values():
        yield line(f"{row.usage:<{_WIDTH}} {row.help}", indent=2, hang=_WIDTH + 1)
    yield line(
        "Tab completes, Right takes what is suggested, Up recalls, Ctrl-C clears the line, Ctrl-D leaves."
    )


def _help_on(name: str) -> Sequence[Line]:
    row = TABLE.get(name.lower())
    if row is None:
        return _unknown(name)
    first, *paragraphs = row.long_help.split("\n\n")
    return [line(f"{row.usage}: {first}"), *(line(" ".join(each.split()), indent=2) for each in paragraphs)]


# What is asked of the program in plain words.
_SPOKEN: dict[SmallTalk, Handler] = {
    "articles": titles, "more": more.run, "reasons": in_short, "source": sources.run, "forget": forget.run,
}  # fmt: skip
_ROWS = (
    help_, why, sources, more, context, open_, copy, save, good, bad, suggest, articles, filter_, as_of,
    clear, reload_, knowledge, history, forget, set_, quit_,
)  # fmt: skip
TABLE: dict[str, Command] = {row.name: row for row in _ROWS}


def _unknown(name: str) -> list[Line]:
    near = difflib.get_close_matches(name.lower()[:40], TABLE, n=1)
    hint = f"did you mean /{near[0]}?" if near else "/help lists the commands."
    return [line(f"There is no command /{excerpt(name, 40)}: {hint}")]
