"""The chat on a terminal: a line to edit, history and completion."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from prompt_toolkit import PromptSession
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output

from qa_bot.terminal.chat import Chat
from qa_bot.terminal.commands import TABLE
from qa_bot.terminal.completion import ChatCompleter
from qa_bot.terminal.layout import QUIET
from qa_bot.terminal.library import Library
from qa_bot.terminal.plain import Show, take_turn
from qa_bot.terminal.streams import complain, is_debugging
from qa_bot.terminal.surroundings import Surroundings

PROMPT = "? "


def converse(
    bot: Library,
    show: Show,
    history: History,
    environ: Mapping[str, str],
    terminal: tuple[Input | None, Output | None] = (None, None),
) -> None:
    """Chat until Ctrl-D or /quit; Ctrl-C drops the line, or the answer being looked for."""
    chat = Chat(bot, Surroundings(environ, at_terminal=True, past=history.load_history_strings))
    session = make_session(bot, history, *terminal)
    with leaving(session) as prompt:
        while not chat.left:
            try:
                _take_turn(chat, prompt(), show, is_debugging(environ))
            except KeyboardInterrupt:
                continue
            except EOFError:
                return


def make_session(
    bot: Library, history: History, input: Input | None = None, output: Output | None = None
) -> PromptSession[str]:
    """Return the line editor: Tab completes, Up recalls what begins as the line does."""
    return PromptSession(
        [(QUIET, PROMPT)],
        history=history,
        completer=ChatCompleter({row.name: row.help for row in TABLE.values()}, bot.words),
        complete_while_typing=False,
        enable_history_search=True,
        enable_suspend=hasattr(signal, "SIGTSTP"),
        key_bindings=_bindings(),
        input=input,
        output=output,
    )


def _bindings() -> KeyBindings:
    """Return keys that must not fail: Ctrl-C beside Enter, and escape codes pasted, read as a mouse's."""
    keys = KeyBindings()

    @keys.add(Keys.SIGINT, eager=True)
    def interrupt(event: KeyPressEvent) -> None:
        future = event.app.future
        if future is not None and not future.done():
            event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    @keys.add(Keys.Vt100MouseEvent, eager=True)
    def ignore(event: KeyPressEvent) -> None:
        pass

    return keys


def _take_turn(chat: Chat, typed: str, show: Show, debugging: bool) -> None:
    try:
        take_turn(chat, typed, show, debugging)
    except KeyboardInterrupt:
        complain("interrupted")


class Departure:
    """Turns a signal into an ordinary exit; an open prompt is ended first, and restores its terminal."""

    def __init__(self, session: PromptSession[str]) -> None:
        """Watch over the prompts of `session`."""
        self._session = session
        self._prompting = False
        self._number = 0

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Leave with status 128 + `number`: now, or when the prompt has ended."""
        self._number = number
        if not self._prompting:
            self._leave_if_asked()
        elif self._session.app.loop is not None:
            self._session.app.loop.call_soon_threadsafe(self._end_prompt)

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        """Raise KeyboardInterrupt, but not while a prompt opens or closes: its loop must end whole."""
        if not self._prompting:
            raise KeyboardInterrupt

    def prompt(self) -> str:
        """Read one line. Raises KeyboardInterrupt at Ctrl-C, EOFError at Ctrl-D, SystemExit on a signal."""
        self._prompting = True
        try:
            return self._session.prompt(pre_run=self._end_prompt)
        except RuntimeError as error:
            if isinstance(error.__context__, KeyboardInterrupt):
                raise KeyboardInterrupt from error
            raise
        finally:
            self._prompting = False
            self._leave_if_asked()

    def _end_prompt(self) -> None:
        future = self._session.app.future
        if self._number and future is not None and not future.done():
            self._session.app.exit(exception=EOFError)

    def _leave_if_asked(self) -> None:
        if self._number:
            raise SystemExit(128 + self._number)


@contextmanager
def leaving(session: PromptSession[str]) -> Iterator[Callable[[], str]]:
    """Provide a `prompt()` that SIGTERM, SIGHUP and Ctrl-C end in good order."""
    departure = Departure(session)
    numbers = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    before = {number: signal.signal(number, departure.handle) for number in numbers}
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, departure.interrupt)
    try:
        yield departure.prompt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
