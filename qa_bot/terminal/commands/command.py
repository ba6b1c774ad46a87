"""What a command is: a declared function; its docstring's first line is its help."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from qa_bot.named_tuples import NamedTuple
from qa_bot.terminal.chat import Chat
from qa_bot.terminal.layout import Line, line
from qa_bot.terminal.rendering import ranked
from qa_bot.values import Answer, Evidence

Handler: TypeAlias = Callable[[Chat, str], Iterable[Line]]
Complete: TypeAlias = Callable[[Chat, str], Iterable[str]]
NOTHING_ASKED = line("Nothing has been asked yet.")
_MOST_PATHS = 50  # offered at once
_DIGITS = 6  # of a number typed: no reply has a million sentences


def nothing(chat: Chat, typed: str) -> Iterable[str]:
    """Offer nothing."""
    return ()


class Command(NamedTuple):
    """A row of the table: what is typed, what may follow it, what it does.

    `complete` is given what is typed after the command, and returns whole arguments that begin so.
    """

    name: str
    takes: str
    run: Handler
    complete: Complete = nothing

    @property
    def help(self) -> str:
        """The first line of the handler's docstring."""
        return self.long_help.split("\n", 1)[0]

    @property
    def long_help(self) -> str:
        """The handler's docstring."""
        return inspect.cleandoc(self.run.__doc__ or "")

    @property
    def usage(self) -> str:
        """The command as it is typed."""
        return f"/{self.name} {self.takes}".rstrip()


def command(name: str, takes: str = "", complete: Complete = nothing) -> Callable[[Handler], Command]:
    """Declare the function below as the command /`name`."""
    return lambda run: Command(name, takes, run, complete)


def beginning(typed: str, offered: Iterable[str]) -> list[str]:
    """Return what is offered that begins as typed."""
    return [one for one in offered if one.lower().startswith(typed.lower())]


def numbers(chat: Chat, typed: str) -> Iterable[str]:
    """Offer the numbers of the sentences that the last reply found."""
    count = len(ranked(chat.reply)) if chat.reply else 0
    return beginning(typed, (str(number) for number in range(1, count + 1)))


def paths(chat: Chat, typed: str) -> Iterable[str]:
    """Offer the files and folders whose path begins so."""
    folder, name = os.path.split(typed)
    try:
        with os.scandir(os.path.expanduser(folder) or os.curdir) as entries:
            found = sorted(f"{one.name}{os.sep if one.is_dir() else ''}" for one in entries)
    except (OSError, ValueError):
        return []
    fitting = [one for one in found if one.startswith(name) and (name or not one.startswith("."))]
    return [os.path.join(folder, one) for one in fitting[:_MOST_PATHS]]


def path_in(typed: str) -> str:
    """Return a path as it is named: a terminal quotes the blanks of one that is dropped on it, as a shell."""
    import shlex

    try:
        words = [typed] if os.path.exists(os.path.expanduser(typed)) else shlex.split(typed)
    except ValueError:
        return typed
    return words[0] if len(words) == 1 and os.name != "nt" else typed


def number_in(typed: str, most: int) -> int | None:
    """Return a number from 1 to `most`, None where something else was typed."""
    number = int(typed[:_DIGITS]) if typed.isdecimal() else 0
    return number if 1 <= number <= most else None


class Chosen(NamedTuple):
    """A sentence of the last reply that a command is about, and its answer where one is stated."""

    found: Answer | Evidence
    stated: Answer | None

    @property
    def answer(self) -> Answer | None:
        """The words that might answer, stated or not."""
        return self.found if isinstance(self.found, Answer) else self.found.answer


def choose(chat: Chat, name: str, rest: str) -> Chosen | Sequence[Line]:
    """Return the sentence of the last reply that a number names, by default the first; or say why not."""
    if chat.reply is None:
        return [NOTHING_ASKED]
    found = ranked(chat.reply)
    if not found:
        return [line("The last reply found no sentence.")]
    number = number_in(rest or "1", len(found))
    if number is None:
        return [line(f"/{name} takes a number from 1 to {len(found)}.")]
    each = found[number - 1]
    answer = each if isinstance(each, Answer) else each.answer
    return Chosen(each, answer if chat.reply.answer else None)
