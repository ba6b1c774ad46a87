"""The chat on a terminal: a line to edit, history and completion."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from prompt_toolkit import PromptSession
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from qa_bot.repl.chat import Chat, Library
from qa_bot.repl.commands import TABLE
from qa_bot.repl.completion import ChatCompleter
from qa_bot.repl.faults import complain, is_debugging
from qa_bot.repl.layout import QUIET
from qa_bot.repl.plain import Show, take_turn

PROMPT = "? "


def converse(
    bot: Library,
    show: Show,
    history: History,
    environ: Mapping[str, str],
    terminal: tuple[Input | None, Output | None] = (None, None),
) -> None:
    """Chat until Ctrl-D or /quit; Ctrl-C drops the line, or the answer being looked for."""
    chat = Chat(bot)
    session = make_session(bot, history, *terminal)
    with leaving_on(signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        while not chat.left:
            try:
                typed = session.prompt()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            _take_turn(chat, typed, show, is_debugging(environ))


def make_session(
    bot: Library, history: History, input: Input | None = None, output: Output | None = None
) -> PromptSession[str]:
    """Give the line editor: Tab completes, Up recalls what begins as the line does."""
    return PromptSession(
        [(QUIET, PROMPT)],
        history=history,
        completer=ChatCompleter({row.name: row.help for row in TABLE.values()}, bot.words),
        complete_while_typing=False,
        enable_history_search=True,
        enable_suspend=hasattr(signal, "SIGTSTP"),
        input=input,
        output=output,
    )


def _take_turn(chat: Chat, typed: str, show: Show, debugging: bool) -> None:
    try:
        take_turn(chat, typed, show, debugging)
    except KeyboardInterrupt:
        complain("interrupted")


@contextmanager
def leaving_on(*signals: int) -> Iterator[None]:
    """Turn `signals` into an ordinary exit, so that the terminal is left as it was found."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in set(signals)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
