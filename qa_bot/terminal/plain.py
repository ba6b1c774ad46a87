"""The chat without a terminal: one question a line, to the end of the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands import respond
from qa_bot.terminal.layout import Line
from qa_bot.terminal.library import Library
from qa_bot.terminal.streams import complain, complain_at_length, explain, is_debugging
from qa_bot.terminal.surroundings import Surroundings

Show = Callable[[Iterable[Line]], None]


def converse_plainly(bot: Library, lines: Iterable[str], show: Show, environ: Mapping[str, str]) -> None:
    """Answer each line that is not blank; draw no prompt."""
    chat = Chat(bot, Surroundings(environ))
    for typed in lines:
        if typed.strip():
            take_turn(chat, typed, show, is_debugging(environ))
        if chat.left:
            return


def take_turn(chat: Chat, typed: str, show: Show, debugging: bool = False) -> None:
    """Respond to one line; what goes wrong is reported in one line and the chat goes on."""
    try:
        lines = list(respond(chat, typed))
    except Exception as error:
        complain(explain(error))
        if debugging:
            complain_at_length(error)
        return
    show(lines)


def prompted(lines: TextIO, write: Callable[[str], None], prompt: str) -> Iterable[str]:
    """Yield the lines of a terminal that cannot move its cursor; Ctrl-C drops the line."""
    while True:
        write(prompt)
        try:
            typed = lines.readline()
        except KeyboardInterrupt:
            write("\n")
            continue
        if not typed:
            return
        yield typed
