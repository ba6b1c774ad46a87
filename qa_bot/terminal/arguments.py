"""How arguments are declared and read."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

from qa_bot.environment import KNOWLEDGE
from qa_bot.terminal.exit_statuses import USAGE
from qa_bot.terminal.streams import complain


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one safe line."""

    commands: Mapping[str, Parser] = MappingProxyType({})

    @property
    def options(self) -> dict[str, bool]:
        """The names of the options, and whether a value follows."""
        return {name: action.nargs != 0 for name, action in self._option_string_actions.items()}

    @property
    def actions(self) -> list[argparse.Action]:
        """What was declared, in order."""
        return self._actions

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """Complain about arguments that are not known, naming the option that may be meant."""
        near = difflib.get_close_matches(unknown[0].partition("=")[0], self.options, n=1)
        hint = f", did you mean {near[0]}?" if near else ""
        self.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")

    def error(self, message: str) -> NoReturn:
        """Complain about the usage and leave with status 2."""
        complain(f"{message}; see {self.prog} --help")
        self.exit(USAGE)


def add_chat_options(row: Parser) -> None:
    """Declare what the chat takes."""
    row.add_argument("--no-history", action="store_true", help="keep no file of what was typed")
    row.add_argument("--quiet", action="store_true", help="open no menu while typing; Tab still does")


def add_knowledge(row: Parser) -> None:
    """Declare where a command looks."""
    row.add_argument(
        "--knowledge",
        metavar="PATH",
        help=f"a folder of articles, or one article (default: {KNOWLEDGE.name}, else the bundled ones)",
    )


def add_path(row: Parser) -> None:
    """Declare where a command looks, which may be given without a word before it."""
    row.add_argument("path", nargs="?", metavar="PATH", help="the same as --knowledge PATH")
    add_knowledge(row)


def add_jobs(row: Parser) -> None:
    """Declare how many processes ask."""
    row.add_argument("--jobs", type=count, default=1, metavar="N", help="ask by N processes at once")


def count(text: str) -> int:
    """Return a number of things."""
    if not text.isdecimal() or len(text) > 6 or int(text) < 1:
        msg = f"{text[:20]!r} is not a number from 1 to 999999"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
