"""What each command of the command line does."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from qa_bot.environment import ENCODER, KNOWLEDGE, default_cache
from qa_bot.errors import QABotError
from qa_bot.named_tuples import NamedTuple
from qa_bot.parallel import mapped, processors
from qa_bot.sanitising import one_line, shown_path
from qa_bot.terminal.exit_statuses import ANSWERED, INDEX_FAULT, SILENT, USAGE
from qa_bot.terminal.layout import QUIET, Bit, Line, is_dumb, line, rooted
from qa_bot.terminal.progress import Progress, Reading, encoded_text
from qa_bot.terminal.rendering import (
    banner_lines,
    left_out_texts,
    read_text,
    reply_lines,
    top_lines,
    with_top,
)
from qa_bot.terminal.streams import (
    INTERNAL,
    complain,
    complain_at_length,
    explain,
    input_lines,
    is_debugging,
    is_terminal,
    say,
    show,
    show_block,
)
from qa_bot.values import FilesRead, Reply

if TYPE_CHECKING:
    from qa_bot.bot import QABot

_NO_QUESTION = "please ask a question"


def chat(arguments: argparse.Namespace) -> Callable[[], int]:
    """Import what a chat needs that suits the terminal; return what begins it."""
    is_typed = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if is_typed and not is_dumb(os.environ):
        return _chat_at_terminal(arguments)
    talk = _chat_dumbly if is_typed else _chat_through_pipes
    return lambda: talk(_open(path_of(arguments), encoder=encoder_of(arguments)))


def ask(arguments: argparse.Namespace) -> int:
    """Answer the questions given, else those of standard input; the worst status is returned."""
    given = [] if arguments.questions == ["-"] else whole_questions(arguments.questions)
    questions = iter(given) if given else _input_questions()
    if not given:
        _invite()
    first = next(questions, None)
    if first is None:
        complain("there is no question: give one, or one per line on standard input")
        return USAGE
    bot = open_with_notices(path_of(arguments), encoder=encoder_of(arguments))
    tell_left_out(bot)
    asked = chain([first], questions)
    answered = mapped(_answered, bot, asked, arguments.jobs if len(given) != 1 else 1)
    return max(_told(bot, *one, arguments, len(given) != 1) for one in answered)


def index(arguments: argparse.Namespace) -> int:
    """Build or refresh an index and tell what was read."""
    wishes = {"verify": True, "compact": arguments.compact, "encoder": encoder_of(arguments)}
    bot = open_with_notices(path_of(arguments), **wishes)
    show([line(f"{read_text(bot)}."), *_skipped_lines(bot)])
    if arguments.target:
        with Progress("", sys.stderr) as progress:
            bot.to_engine(arguments.target, progress.show)
        show([line("The engine holds the index now.")])
    return ANSWERED if bot.kept or arguments.target else INDEX_FAULT


def check(arguments: argparse.Namespace) -> int:
    """Tell how a folder was read and whether its index is sound."""
    from qa_bot.bot import place_of
    from qa_bot.retrieval.folder import check_folder
    from qa_bot.terminal.checking import FEW, check_lines, check_object

    most_faces = None if arguments.all or arguments.json else FEW
    found = check_folder(place_of(path_of(arguments)), default_cache(), most_faces)
    if arguments.json:
        say(json.dumps(check_object(found)) + "\n")
    else:
        show(check_lines(found, None if arguments.all else FEW))
    return INDEX_FAULT if found.faulty else ANSWERED


def path_of(arguments: argparse.Namespace) -> str | None:
    """Return the folder, file or engine that a command is about, None for the bundled articles."""
    if getattr(arguments, "engine", None):
        return _engine_of(arguments)
    given: str | None = getattr(arguments, "path", None) or arguments.knowledge
    return given or KNOWLEDGE.of(os.environ) or None


def encoder_of(arguments: argparse.Namespace) -> str | None:
    """Return the name of the sentence encoder to ask with, None for none."""
    given: str | None = arguments.encoder
    return given or ENCODER.of(os.environ) or None


def _chat_through_pipes(bot: QABot) -> int:
    from qa_bot.terminal.plain import converse_plainly

    complain(*bot.notices)
    tell_left_out(bot)
    _invite()
    converse_plainly(bot, input_lines(sys.stdin), show_block, os.environ)
    return ANSWERED


def _chat_dumbly(bot: QABot) -> int:
    from qa_bot.terminal.plain import converse_plainly, prompted

    show_block(banner_lines(bot))
    converse_plainly(bot, prompted(sys.stdin, say, "? "), show_block, os.environ)
    return ANSWERED


def _chat_at_terminal(arguments: argparse.Namespace) -> Callable[[], int]:
    from qa_bot.terminal.history import open_history
    from qa_bot.terminal.session import converse
    from qa_bot.terminal.settings import Settings

    def open_bot(tell: Callable[[str], None]) -> QABot:
        reading = Reading()
        told = _Told(lambda read: tell(reading.text(read)), lambda *done: tell(encoded_text(*done)), tell)
        return _opened(path_of(arguments), told, encoder=encoder_of(arguments))

    def begin() -> int:
        history, notice = open_history(os.environ, not arguments.no_history)
        settings = Settings(menu=not arguments.quiet)
        converse(open_bot, show_block, history, os.environ, settings=settings, notice=notice)
        return ANSWERED

    return begin


def _engine_of(arguments: argparse.Namespace) -> str:
    engine: str = arguments.engine
    if not _is_engine(engine):
        raise QABotError(f"{engine[:80]!r} is no address of an engine: give one such as https://HOST:8443.")
    if getattr(arguments, "path", None) or arguments.knowledge:
        raise QABotError("An engine holds its own articles: give --engine or a folder, not both.")
    return engine


def _is_engine(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _invite() -> None:
    """Tell who is to type questions that no prompt asks for them."""
    if is_terminal(sys.stdin):
        complain("type questions, one a line; Ctrl-D ends")


def whole_questions(given: list[str]) -> list[str]:
    """Return the questions given: several where each ends with a question mark, else all words as one."""
    several = all(one.rstrip().endswith("?") for one in given)
    return given if several or len(given) < 2 else [" ".join(given)]


def _input_questions() -> Iterator[str]:
    return (text.strip() for text in input_lines(sys.stdin) if text.strip())


def _answered(bot: QABot, question: str) -> tuple[str, Reply | Exception | None]:
    """Return a question with its reply, or with what kept it from one; None where it has no word."""
    if not any(char.isalnum() for char in question):
        return question, None
    try:
        return question, bot.ask(question)
    except Exception as error:
        return question, error


def _told(
    bot: QABot, question: str, reply: Reply | Exception | None, arguments: argparse.Namespace, echoed: bool
) -> int:
    """Show a reply, or say why there is none; return the exit status."""
    if reply is None:
        complain(_NO_QUESTION)
        return _refused(question, _NO_QUESTION, SILENT, arguments.json)
    try:
        if isinstance(reply, Exception):
            raise reply
        row = json.dumps((with_top(reply, arguments.top) if arguments.top else reply).as_dict())
        lines = rooted(_asked_lines(reply, arguments.top, echoed), bot.file_of)
    except Exception as error:
        return _refused(question, explain(error), failed(error), arguments.json)
    if arguments.json:
        say(f"{row}\n")
        complain(*reply.notices)
    else:
        (show_block if echoed else show)(lines)
    return ANSWERED if reply.answer else SILENT


def failed(error: Exception) -> int:
    """Report an error, in one line or, to those who look for it, with where it arose; return its status."""
    complain(explain(error))
    if is_debugging(os.environ):
        complain_at_length(error)
    return error.exit_status if isinstance(error, QABotError) else INTERNAL


def _refused(question: str, why: str, status: int, as_json: bool) -> int:
    """Give a question that got no reply its line of JSON; return its exit status."""
    if as_json:
        from qa_bot.snapshot import LONGEST_QUESTION

        asked = question if len(question) <= LONGEST_QUESTION else f"{question[:LONGEST_QUESTION]}..."
        say(json.dumps(Reply(asked).as_dict() | {"kind": None, "error": why}) + "\n")
    return status


def _asked_lines(reply: Reply, top: int | None, echoed: bool) -> Iterator[Line]:
    if echoed:
        yield line(Bit(QUIET, f"? {one_line(reply.question)}"))
    yield from top_lines(reply, top) if top else reply_lines(reply)


def _skipped_lines(bot: QABot) -> Iterator[Line]:
    paths = {source.path for source in bot.sources}
    for each in bot.skipped:
        said = "read with repairs" if each.path in paths else "not read"
        yield line(f"{said}: {shown_path(each.path)}: {one_line(each.reason)}")


def _open(knowledge: str | None, **wishes: Any) -> QABot:  # noqa: ANN401
    reading = Reading()
    with Progress("", sys.stderr) as progress:

        def show(read: FilesRead) -> None:
            progress.show(reading.text(read), is_last=read.files == read.all_files)

        def encoded(done: int, count: int) -> None:
            progress.show(encoded_text(done, count))

        return _opened(knowledge, _Told(show, encoded, complain), **wishes)


class _Told(NamedTuple):
    """What is told how far files are read, how many sentences are encoded, and whom another makes wait."""

    progress: Callable[[FilesRead], None]
    encoded: Callable[[int, int], None]
    waiting: Callable[[str], None]


def _opened(knowledge: str | None, told: _Told, **wishes: Any) -> QABot:  # noqa: ANN401
    from qa_bot.bot import QABot

    if knowledge is not None and _is_engine(knowledge):
        if wishes.get("encoder"):
            raise QABotError(
                "An engine keeps no vectors: ask a folder, or leave out --encoder and unset QA_BOT_ENCODER."
            )
        return QABot.from_engine(knowledge)
    return QABot.from_folder(knowledge, workers=processors(), **told._asdict(), **wishes)


def open_with_notices(knowledge: str | None, **wishes: Any) -> QABot:  # noqa: ANN401
    """Open a bot and say what a person should know of its index; `wishes` are as for `QABot.from_folder`."""
    bot = _open(knowledge, **wishes)
    complain(*bot.notices)
    return bot


def tell_left_out(bot: QABot) -> None:
    """Say which files were not read, or only in part, and why."""
    complain(*left_out_texts(bot.skipped))
