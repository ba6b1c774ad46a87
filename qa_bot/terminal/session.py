"""The chat on a terminal: the prompt is there at once, while the articles are being read."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, TypeAlias

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from qa_bot.terminal.layout import QUIET, Bit, Line, line
from qa_bot.terminal.line_editor import PROMPT, LineEditor
from qa_bot.terminal.loading import Loading, OpenBot
from qa_bot.terminal.settings import Settings
from qa_bot.terminal.streams import complain, is_debugging
from qa_bot.terminal.surroundings import Surroundings

if TYPE_CHECKING:
    from qa_bot.terminal.chat import Chat

Show: TypeAlias = Callable[[Iterable[Line]], None]


def converse(
    open_bot: OpenBot,
    show: Show,
    history: History,
    environ: Mapping[str, str],
    terminal: tuple[Input | None, Output | None] = (None, None),
    settings: Settings | None = None,
    notice: str | None = None,
) -> None:
    """Chat until Ctrl-D or /quit; Ctrl-C drops the line, or the answer being looked for."""
    loading = Loading(open_bot)
    editor = LineEditor(loading, history, settings or Settings(), *terminal)
    surroundings = Surroundings(environ, at_terminal=True, past=history.load_history_strings)
    reception = Reception(loading, editor, surroundings, show, notice)
    status = 0
    try:
        with leaving(editor.session, reception.look) as prompt:
            loading.begin(lambda: editor.call_soon(reception.look))
            _talk(reception, prompt, show, is_debugging(environ))
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
        raise
    finally:
        loading.end(status)


def _talk(reception: Reception, prompt: Callable[[], str], show: Show, debugging: bool) -> None:
    while True:
        try:
            reception.editor.prepare()
            typed = prompt()
            chat = reception.welcome()
            _take_turns(chat, typed, show, debugging)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if chat.left:
            return


class Reception:
    """Begins the chat once its bot is open: while a line is being typed, or when it has been."""

    def __init__(
        self,
        loading: Loading,
        editor: LineEditor,
        surroundings: Surroundings,
        show: Show,
        notice: str | None = None,
    ) -> None:
        """Wait for a bot to be open, to show above the line being typed what was read."""
        self.editor = editor
        self._loading, self._surroundings = loading, surroundings
        self._show, self._notice = show, notice

    def look(self) -> None:
        """See how far the loading has come, while a line is read."""
        app = self.editor.session.app
        is_reading = app.future is not None and not app.future.done()
        if not self._loading.is_done() or self.editor.chat or not is_reading:
            app.invalidate()
        elif error := self._loading.error():
            app.erase_when_done = True
            app.exit(exception=error)
        else:
            run_in_terminal(self.welcome)

    def welcome(self) -> Chat:
        """Return the chat, begun and its banner shown if it was not; wait for the bot if need be."""
        if self.editor.chat is None:
            from qa_bot.terminal.chat import Chat
            from qa_bot.terminal.rendering import banner_lines

            bot = self._loading.bot()
            chat = Chat(bot, self._surroundings)
            chat.settings = self.editor.settings
            self.editor.chat = chat
            self._show(banner_lines(bot, self._notice))
            self.editor.prepare()
        return self.editor.chat


def _take_turns(chat: Chat, typed: str, show: Show, debugging: bool) -> None:
    """Answer what was typed; the questions of several lines one by one, until one is interrupted."""
    from qa_bot.terminal.pasting import questions_in
    from qa_bot.terminal.plain import take_turn

    asked = questions_in(typed)
    try:
        if len(asked) < 2:
            take_turn(chat, typed, show, debugging)
            return
        show([line(Bit(QUIET, f"{len(asked)} questions pasted: asked one by one."))])
        for each in asked:
            take_turn(chat, each, _echoing(each, show), debugging)
            if chat.left:
                return
    except KeyboardInterrupt:
        complain("interrupted")


def _echoing(asked: str, show: Show) -> Show:
    """Return what shows a reply below the line that it replies to."""
    from qa_bot.sanitising import one_line

    return lambda lines: show([line(Bit(QUIET, f"{PROMPT}{one_line(asked)}")), *lines])


class Departure:
    """Turns a signal into an ordinary exit; an open prompt is ended first, and restores its terminal."""

    def __init__(self, session: PromptSession[str], begun: Callable[[], None]) -> None:
        """Watch over the prompts of `session`; `begun` is called when one is shown."""
        self._session = session
        self._begun = begun
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
            return self._session.prompt(pre_run=self._begin_prompt)
        except RuntimeError as error:
            if isinstance(error.__context__, KeyboardInterrupt):
                raise KeyboardInterrupt from error
            raise
        finally:
            self._prompting = False
            self._leave_if_asked()

    def _begin_prompt(self) -> None:
        self._end_prompt()
        self._begun()

    def _end_prompt(self) -> None:
        future = self._session.app.future
        if self._number and future is not None and not future.done():
            self._session.app.exit(exception=EOFError)

    def _leave_if_asked(self) -> None:
        if self._number:
            raise SystemExit(128 + self._number)


@contextmanager
def leaving(session: PromptSession[str], begun: Callable[[], None]) -> Iterator[Callable[[], str]]:
    """Provide a `prompt()` that SIGTERM, SIGHUP and Ctrl-C end in good order."""
    departure = Departure(session, begun)
    numbers = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    before = {number: signal.signal(number, departure.handle) for number in numbers}
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        before[signal.SIGINT] = signal.signal(signal.SIGINT, departure.interrupt)
    try:
        yield departure.prompt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
