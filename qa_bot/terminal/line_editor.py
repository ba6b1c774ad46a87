"""The line that is typed: its keys, the menu, the suggestion from history and the status line below it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory, ThreadedAutoSuggest
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.cursor_shapes import ModalCursorShapeConfig
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import Condition, completion_is_selected, has_focus
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style

from qa_bot.terminal.completion import ChatCompleter
from qa_bot.terminal.layout import QUIET
from qa_bot.terminal.loading import Loading
from qa_bot.terminal.settings import Settings
from qa_bot.terminal.status import fitted, status_of

if TYPE_CHECKING:
    from qa_bot.terminal.chat import Chat

PROMPT = "? "
_SHORT_WHILE = 0.01  # seconds between two looks at what a thread finds
MENU_ROWS = 6  # kept free below the prompt, in a low window less
# Quiet on dark and on light; "dim" is no colour, so that NO_COLOR too shows what is only suggested.
_STYLE = Style.from_dict(
    {
        "auto-suggestion": f"fg:default {QUIET}",
        "bottom-toolbar": f"noreverse {QUIET}",
        "completion-menu": "bg:default fg:default",
        "completion-menu.completion": "bg:default fg:default",
        "completion-menu.completion.current": "bg:default fg:default reverse",
        "completion-menu.meta.completion": f"bg:default fg:default {QUIET}",
        "completion-menu.meta.completion.current": "bg:default fg:default reverse",
        "scrollbar.background": "bg:default",
        "scrollbar.button": "bg:ansibrightblack",
    }
)


class LineEditor:
    """Reads lines for a chat; `chat` is None until its bot is open."""

    def __init__(
        self,
        loading: Loading,
        history: History,
        settings: Settings,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        """Edit lines while a bot is being opened, and from then on for its chat."""
        self.chat: Chat | None = None
        self._settings = settings
        self._loading = loading
        self._status: tuple[str, ...] = ()
        self.session = self._session(history, input, output)
        # prompt_toolkit offers nothing while typing where Up looks through the history; here it does both.
        self.session.default_buffer.complete_while_typing = Condition(lambda: self.settings.menu)

    def _session(self, history: History, input: Input | None, output: Output | None) -> PromptSession[str]:
        return PromptSession(
            [(QUIET, PROMPT)],
            history=history,
            completer=ChatCompleter(lambda: self.chat),
            complete_in_thread=True,
            auto_suggest=ThreadedAutoSuggest(AutoSuggestFromHistory()),
            enable_history_search=True,
            enable_suspend=hasattr(signal, "SIGTSTP"),
            enable_open_in_editor=True,
            tempfile_suffix=".txt",
            bottom_toolbar=self._toolbar,
            style=_STYLE,
            key_bindings=bindings(),
            input=input,
            output=output,
        )

    def _toolbar(self) -> str:
        return self._loading.told or fitted(self._status, self.session.output.get_size().columns)

    @property
    def settings(self) -> Settings:
        """The settings of the chat, or those it will begin with."""
        return self.chat.settings if self.chat else self._settings

    def prepare(self) -> None:
        """Follow the settings and the talk, before a line is read."""
        is_vi = self.settings.editing == "vi"
        self.session.editing_mode = EditingMode.VI if is_vi else EditingMode.EMACS
        self.session.cursor = ModalCursorShapeConfig() if is_vi else None
        self.session.reserve_space_for_menu = min(MENU_ROWS, self.session.output.get_size().rows // 4)
        if self.chat:
            self._status = status_of(self.chat)

    def call_soon(self, call: Callable[[], None]) -> None:
        """Call in the thread that reads a line, while it does; from any thread."""
        loop = self.session.app.loop
        if loop is not None and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(call)
            except RuntimeError:  # closed in between
                return


@Condition
def is_offered() -> bool:
    """Whether completions are offered, or being looked for, and none of them is chosen yet."""
    state = get_app().current_buffer.complete_state
    return state is not None and state.complete_index is None


async def _take_first(buffer: Buffer) -> None:
    """Choose the first of what is offered, for good if it is the only one; wait for it if need be."""
    state = buffer.complete_state
    while state is not None and buffer.complete_state is state and not state.completions:
        await asyncio.sleep(_SHORT_WHILE)
    if buffer.complete_state is None:
        buffer.start_completion(insert_common_part=True)
    elif len(buffer.complete_state.completions) == 1:
        buffer.apply_completion(buffer.complete_state.completions[0])
    else:
        buffer.complete_next()


def bindings() -> KeyBindings:
    """Return keys of our own: Up, Tab and Enter beside the menu, and two that must not fail.

    These are Ctrl-C beside Enter, and escape codes pasted, read as a mouse's.
    """
    keys = KeyBindings()

    @keys.add(Keys.SIGINT, eager=True)
    def interrupt(event: KeyPressEvent) -> None:
        future = event.app.future
        if future is not None and not future.done():
            event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    @keys.add(Keys.Vt100MouseEvent, eager=True)
    def ignore(event: KeyPressEvent) -> None:
        pass

    @keys.add("up", filter=is_offered)
    @keys.add("c-p", filter=is_offered)
    def recall(event: KeyPressEvent) -> None:
        event.current_buffer.cancel_completion()
        event.current_buffer.auto_up(event.arg)

    @keys.add("tab", filter=has_focus(DEFAULT_BUFFER) & ~completion_is_selected)
    def take(event: KeyPressEvent) -> None:
        event.app.create_background_task(_take_first(event.current_buffer))

    @keys.add("enter", filter=completion_is_selected)
    def choose(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    return keys
