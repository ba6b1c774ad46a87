"""A bot that is opened in a thread of its own, so that the prompt need not wait for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from qa_bot.terminal.progress import Progress

if TYPE_CHECKING:
    from qa_bot.terminal.library import Library

_INTERVAL = 0.1  # seconds between two looks
OpenBot: TypeAlias = "Callable[[Callable[[str], None]], Library]"


class Loading:
    """Opens a bot; `told` says how far that has come, "" where it is done."""

    def __init__(self, open_bot: OpenBot) -> None:
        """Prepare to open a bot: `open_bot` is given what tells a person how far it has come."""
        self.told = ""
        self._open_bot = open_bot
        self._bot: Future[Library] = Future()
        self._changed: Callable[[], None] = lambda: None
        self._next = 0.0

    def begin(self, changed: Callable[[], None]) -> None:
        """Begin; `changed` is called from the other thread when there is something new to tell."""
        self._changed = changed
        Thread(target=self._run, daemon=True).start()

    def is_done(self) -> bool:
        """Whether the bot is open, or has failed to."""
        return self._bot.done()

    def bot(self) -> Library:
        """Return the bot, waiting for it and showing how far it is; raises what its opening raised."""
        with Progress("", sys.stderr) as progress:
            while wait([self._bot], _INTERVAL).not_done:
                progress.show(self.told)
        return self._bot.result()

    def error(self) -> BaseException | None:
        """Return what its opening raised; asked when it is done."""
        return self._bot.exception()

    def end(self, status: int) -> None:
        """Leave at once where the bot is not open yet: a thread cannot be stopped in another way."""
        if not self.is_done():
            sys.stdout.flush()
            os._exit(status)

    def _run(self) -> None:
        bot, error = None, None
        try:
            bot = self._open_bot(self._tell)
        except BaseException as raised:
            error = raised
        self.told = ""
        if bot is not None:
            self._bot.set_result(bot)
        else:
            self._bot.set_exception(error)
        self._changed()

    def _tell(self, told: str) -> None:
        self.told = told
        if monotonic() >= self._next:
            self._next = monotonic() + _INTERVAL
            self._changed()
