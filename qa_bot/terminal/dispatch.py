"""Which command is meant by what was typed, where none is named."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from qa_bot.errors import QABotError
from qa_bot.named_tuples import NamedTuple
from qa_bot.terminal.arguments import Parser

_WORD = re.compile(r"(?!-)|-$|-\.?\d")  # what begins so is no option: "-" is standard input, "-5" a number
_PATH = re.compile(r"~?/|\.\.?/|.+/$")  # what is written so before a question is a path, be it a wrong one
_ABOUT_ALL = {"-h": "--help", "--help": "--help", "-V": "--version", "--version": "--version"}


class NoSuchCommand(QABotError):
    """One word was typed that is neither a command, nor a question, nor a place."""


class Typed(NamedTuple):
    """What was typed: words, options with their values, and the words after "--", which are no commands."""

    words: list[str]
    options: list[str]
    plain: list[str]


def meant(given: Sequence[str], top: Parser) -> tuple[Parser, list[str]]:
    """Return the parser of the command that is meant, and its arguments with the options first.

    The first word is a command, or a file or folder to ask, or begins a question. A question has several
    words or a question mark; one word is a command, be it misspelt.
    """
    typed = _sorted(given, _takes_value([top, *top.commands.values()]))
    about_all = [_ABOUT_ALL[one] for one in typed.options if one in _ABOUT_ALL]
    if about_all and ("--version" in about_all or not typed.words):
        return top, about_all[:1]
    name, options, words = _command(typed, top.commands)
    words = [*words, *typed.plain]
    return top.commands[name], [*options, *(["--", *words] if words else [])]


def _sorted(given: Sequence[str], takes_value: Mapping[str, bool]) -> Typed:
    typed, rest = Typed([], [], []), iter(given)
    for one in rest:
        if one == "--":
            typed.plain.extend(rest)
        elif _WORD.match(one):
            typed.words.append(one)
        else:
            typed.options.append(one)
            typed.options.extend(islice(rest, takes_value.get(one, False)))
    return typed


def _takes_value(parsers: Iterable[Parser]) -> dict[str, bool]:
    return {name: takes for each in parsers for name, takes in each.options.items()}


def _command(typed: Typed, commands: Mapping[str, Parser]) -> tuple[str, list[str], list[str]]:
    """Return the name of a command, its options, its words."""
    first, *others = typed.words or [""]
    if first in commands:
        return first, typed.options, others
    if typed.words and not _names_place(typed.options) and _is_place(first, alone=not others + typed.plain):
        options = ["--knowledge", first, *typed.options]
        return _without_name(options, others + typed.plain, commands), options, others
    if typed.words and not typed.plain:
        _refuse_slips(typed.words, commands)
    return _without_name(typed.options, typed.words + typed.plain, commands), typed.options, typed.words


def _without_name(options: Sequence[str], words: Sequence[str], commands: Mapping[str, Parser]) -> str:
    """Return "ask" for a question, or where an option is given that only "ask" has; else "chat"."""
    of_ask, of_chat = (commands[name].options for name in ("ask", "chat"))
    is_asked = any(one.partition("=")[0] in of_ask.keys() - of_chat.keys() for one in options)
    return "ask" if words or is_asked else "chat"


def _names_place(options: Sequence[str]) -> bool:
    return any(one.partition("=")[0] in ("--knowledge", "--engine") for one in options)


def _is_place(word: str, alone: bool) -> bool:
    """Whether a word names a file or folder, or can be nothing else: alone already by a "/" inside it."""
    looks_so = _PATH.match(word) or (alone and (os.sep in word or word.startswith("~")))
    return bool(looks_so and not _asks(word)) or os.path.exists(word)


def _asks(word: str) -> bool:
    """Whether an argument is a question by itself: quoted, or with a question mark."""
    return not word.strip() or " " in word.strip() or word.rstrip().endswith(("?", "？"))


def _refuse_slips(words: Sequence[str], commands: Mapping[str, Parser]) -> None:
    """Raise NoSuchCommand for a word alone, and for a misspelt command before others."""
    first, alone = words[0], len(words) == 1
    if _asks(first) or first == "-":
        return
    from difflib import get_close_matches

    near = get_close_matches(first, commands, n=1)
    if alone or (near and _is_misspelt(first)):
        hint = f"did you mean {near[0]}?" if near else "see qa-bot --help"
        asked = f"to ask that, type qa-bot ask {' '.join(words)}"
        raise NoSuchCommand(f"there is no command, file or folder {first[:40]!r}: {hint} ({asked})")


def _is_misspelt(word: str) -> bool:
    from qa_bot.questions.spelling import is_english

    return word.islower() and not is_english(word)
