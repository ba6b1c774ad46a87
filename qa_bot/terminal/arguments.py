"""How arguments are declared and read."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NoReturn

from qa_bot.environment import ENCODER, KNOWLEDGE
from qa_bot.terminal.exit_statuses import USAGE
from qa_bot.terminal.streams import complain

_UNSEEN = 80  # columns, where nothing is wrapped


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one safe line."""

    commands: Mapping[str, Parser] = MappingProxyType({})

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what argparse takes
        """Make a parser; how wide the terminal is is looked up for help alone, not for every argument."""
        super().__init__(**given, formatter_class=partial(argparse.HelpFormatter, width=_UNSEEN))

    @property
    def options(self) -> dict[str, bool]:
        """The names of the options, and whether a value follows."""
        return {name: action.nargs != 0 for name, action in self._option_string_actions.items()}

    @property
    def actions(self) -> list[argparse.Action]:
        """What was declared, in order."""
        return self._actions

    def format_help(self) -> str:
        """Return the help, as wide as the terminal."""
        self.formatter_class = argparse.HelpFormatter
        return super().format_help()

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """Complain about arguments that are not known, naming the option that may be meant."""
        from difflib import get_close_matches

        near = get_close_matches(unknown[0].partition("=")[0], self.options, n=1)
        hint = f", did you mean {near[0]}?" if near else ""
        self.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")

    def error(self, message: str) -> NoReturn:
        """Complain about the usage and leave with status 2."""
        complain(f"{message}; see {self.prog} --help")
        self.exit(USAGE)


def add_chat_options(row: Parser) -> None:
    """Declare what the chat takes."""
    row.add_argument("--no-history", action="store_true", help="keep no file of what was typed")
    row.add_argument("--quiet", action="store_true", help="open no menu while typing; Tab still opens it")


def add_knowledge(row: Parser, engine: bool = True) -> None:
    """Declare where a command looks, be it an `engine` too."""
    row.add_argument(
        "--knowledge",
        metavar="PATH",
        help=f"a folder of articles, or one article (default: {KNOWLEDGE.name}, else the bundled ones)",
    )
    if engine:
        row.add_argument("--engine", metavar="URL", help="ask the index that the engine at URL holds")


def add_encoder(row: Parser) -> None:
    """Declare a sentence encoder."""
    row.add_argument(
        "--encoder",
        metavar="NAME",
        help=f"a sentence encoder as one more clue, such as wordllama (default: {ENCODER.name}, else none)",
    )


def add_path(row: Parser, engine: bool = True) -> None:
    """Declare where a command looks, which may be given without a word before it."""
    row.add_argument("path", nargs="?", metavar="PATH", help="the same as --knowledge PATH")
    add_knowledge(row, engine)


def add_jobs(row: Parser) -> None:
    """Declare how many processes ask."""
    row.add_argument("--jobs", type=count, default=1, metavar="N", help="ask by N processes at once")


def count(text: str) -> int:
    """Return a number of things."""
    if not text.isdecimal() or len(text) > 6 or int(text) < 1:
        msg = f"{text[:20]!r} is not a number from 1 to 999999"
        raise argparse.ArgumentTypeError(msg)
    return int(text)
