"""How arguments are declared and read."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Collection
from pathlib import Path
from typing import NoReturn

from qa_bot.terminal.exit_statuses import USAGE
from qa_bot.terminal.streams import complain

KNOWLEDGE = "QA_BOT_KNOWLEDGE"


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one safe line."""

    def error(self, message: str) -> NoReturn:
        """Complain about the usage and leave with status 2."""
        complain(f"{message}; see {self.prog} --help")
        self.exit(USAGE)


def add_chat_options(row: Parser) -> None:
    """Declare what the chat takes."""
    add_knowledge(row)
    row.add_argument(
        "--no-history", action="store_true", default=argparse.SUPPRESS, help="keep no file of what was typed"
    )


def add_knowledge(row: Parser) -> None:
    """Declare where a command looks."""
    row.add_argument(
        "--knowledge",
        metavar="PATH",
        default=argparse.SUPPRESS,
        help=f"a folder of articles, or one article (default: {KNOWLEDGE}, else the bundled ones)",
    )


def add_path(row: Parser) -> None:
    """Declare where a command looks, which may be given without a word before it."""
    row.add_argument("path", nargs="?", metavar="PATH", help="the same as --knowledge PATH")
    add_knowledge(row)


def count(text: str) -> int:
    """Return a number of sentences."""
    if not text.isdecimal() or len(text) > 6 or int(text) < 1:
        msg = f"{text[:20]!r} is not a number from 1 to 999999"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def with_command(given: list[str], commands: Collection[str]) -> list[str]:
    """Return the arguments with the command that is left out before a question, or a folder to chat about.

    A question has several words or a question mark; one word is a command, be it misspelt.
    """
    words = [one for one in given if not one.startswith("-")]
    first = given[0] if given else "-"
    if first == "help":
        return [*given[1:], "--help"]
    if first.startswith("-") or first in commands:
        return given
    if Path(first).exists():
        return ["chat", "--knowledge", *given]
    misspelt = difflib.get_close_matches(first, commands, n=1)
    is_question = " " in first.strip() or first.endswith("?") or (len(words) > 1 and not misspelt)
    return ["ask", *given] if is_question else given
