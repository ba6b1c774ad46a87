"""One chat: the bot, its conversation, what was replied, and what is around it."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from qa_bot.errors import NothingToRead
from qa_bot.terminal.filters import kept_by
from qa_bot.terminal.library import Changes, Library
from qa_bot.terminal.settings import Settings
from qa_bot.terminal.surroundings import Surroundings
from qa_bot.values import Reply, Source

_SHARE = 100  # a look for changed files waits until this many times what the last one took has passed


class Chat:
    """What the commands of a chat work on."""

    def __init__(self, bot: Library, surroundings: Surroundings | None = None) -> None:
        """Begin a chat with `bot`; nothing is remembered yet, and nothing outside used by default."""
        self.surroundings = surroundings or Surroundings()
        self.settings = Settings()
        self.written: dict[Path, int] = {}  # files that this chat made, and when
        self.left = False
        self._next_look = 0.0
        self._copies: Path | None = None
        self.talk_with(bot)

    def talk_with(self, bot: Library) -> None:
        """Begin anew with a bot: without filters, replies or anything remembered."""
        self.bot = bot
        self.conversation = bot.conversation()
        self.filters: dict[str, str] = {}
        self.replies: list[Reply] = []
        self.told: Changes | None = None  # of the changes, those a reader knows of
        self.suggested: set[str] = set()
        self.reply: Reply | None = None
        self.shown_count = 0

    @property
    def sources(self) -> list[Source]:
        """The articles that are asked."""
        return kept_by(self.filters, self.bot.sources)

    def ask(self, question: str) -> Reply:
        """Answer a question and keep the reply for the commands that are about it."""
        self.reply = self.conversation.ask(question)
        self.replies.append(self.reply)
        self.shown_count = len(self.reply.shown)
        return self.reply

    def forget(self) -> None:
        """Forget the questions and the last reply."""
        self.conversation.forget()
        self.reply, self.shown_count = None, 0

    def narrow(self, filters: Mapping[str, str]) -> None:
        """Ask only the articles that the filters keep."""
        self.filters, self.suggested = dict(filters), set()
        kept = frozenset(one.id for one in self.sources)
        self.conversation.articles = kept if filters else None

    def copy_of(self, text: str) -> Path:
        """Return a file with a text for other programs to show; it is removed when the chat is."""
        import shutil
        from tempfile import mkdtemp

        if self._copies is None or not self._copies.is_dir():
            self._copies = Path(mkdtemp(prefix="qa-bot-"))
            weakref.finalize(self, shutil.rmtree, self._copies, ignore_errors=True)
        copy = self._copies / f"{len(list(self._copies.iterdir()))}.txt"
        with open(copy, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
        return copy

    def reload(self) -> Changes | None:
        """Read again what has changed in the folder, and return that; None where the folder is gone."""
        try:
            changes = self.bot.changes()
            if any(changes):
                self.bot.refresh()
                self.narrow(self.filters)
            self.told = None
        except NothingToRead:
            return None
        return changes

    def new_changes(self) -> Changes | None:
        """Return what changed since it was told last; looking takes a hundredth of the time at most."""
        began = monotonic()
        if began < self._next_look:
            return None
        try:
            changes = self.bot.changes()
        except NothingToRead:
            return None
        finally:
            self._next_look = monotonic() + _SHARE * (monotonic() - began)
        known, self.told = self.told, changes
        return changes if any(changes) and changes != known else None
