"""The command line: chat, ask, evaluate, index and check."""

from __future__ import annotations

import argparse
import difflib
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from qa_bot import __version__
from qa_bot.errors import QABotError
from qa_bot.sanitising import neutralise, one_line, shown_path
from qa_bot.terminal.layout import QUIET, Bit, Line, is_dumb, line, rooted
from qa_bot.terminal.progress import Progress
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
    OutputLost,
    complain,
    complain_at_length,
    drop_output,
    explain,
    input_lines,
    is_debugging,
    is_terminal,
    prepare_streams,
    say,
    show,
    show_block,
)
from qa_bot.values import Reply, Skipped

if TYPE_CHECKING:
    from qa_bot.bot import QABot
    from qa_bot.evaluation.comparison import Comparison
    from qa_bot.evaluation.dataset import QuestionSet
    from qa_bot.evaluation.evaluate import Report

KNOWLEDGE = "QA_BOT_KNOWLEDGE"
_NO_QUESTION = "please ask a question"
ANSWERED, SILENT, USAGE, INDEX_FAULT, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141
_STATUS = "exit status: 0 answered, 1 no answer, 2 usage or nothing to read, 3 index fault, 130 interrupted"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; whatever goes wrong is reported in one line."""
    prepare_streams()
    try:
        status = _run(argv)
        say("")
    except BrokenPipeError:
        drop_output()
        return PIPE_CLOSED
    except OutputLost as error:
        complain(f"the output was lost: {error}")
        drop_output()
        return INTERNAL
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except Exception as error:
        complain(*left_out_texts(map(Skipped._make, getattr(error, "skipped", ()))))
        return _failed(error)
    return status


def _failed(error: Exception) -> int:
    """Report an error, in one line or, to those who look for it, with where it arose; return its status."""
    complain(explain(error))
    if is_debugging(os.environ):
        complain_at_length(error)
    return error.exit_status if isinstance(error, QABotError) else INTERNAL


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one safe line."""

    def error(self, message: str) -> NoReturn:
        """Complain about the usage and leave with status 2."""
        complain(f"{message}; see {self.prog} --help")
        self.exit(USAGE)


def parser() -> Parser:
    """Return the parser of the whole command line."""
    made = Parser(
        prog="qa-bot",
        description="Ask a folder of articles a question; get the sentence that answers it, or silence.",
        epilog=_STATUS,
        allow_abbrev=False,
    )
    made.add_argument("-V", "--version", action="version", version=f"qa-bot {__version__}")
    made.set_defaults(run=_chat, knowledge=None, no_history=False)
    _add_chat_options(made)
    rows = made.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for name, declare in _COMMANDS.items():
        summary = (declare.__doc__ or "").rstrip(".\n")
        declare(rows.add_parser(name, help=summary, description=summary, epilog=_STATUS, allow_abbrev=False))
    return made


def _declare_chat(row: Parser) -> None:
    """Chat about the articles (what happens without a command)."""
    _add_chat_options(row)
    row.set_defaults(run=_chat)


def _declare_ask(row: Parser) -> None:
    """Answer questions, by default one per line of standard input."""
    row.add_argument(
        "questions", nargs="*", metavar="QUESTION", help="a question; several are quoted, and end with ?"
    )
    _add_knowledge(row)
    row.add_argument("--json", action="store_true", help="write one JSON object per question")
    row.add_argument("--top", type=_count, metavar="N", help="show the best N sentences")
    row.set_defaults(run=_ask)


def _declare_evaluate(row: Parser) -> None:
    """Ask every question of a set and report how well the answers do."""
    row.add_argument("questions", metavar="QUESTIONS", help="a question set: .jsonl, or SQuAD JSON")
    _add_knowledge(row)
    row.add_argument(
        "--scope", choices=("corpus", "article", "passage"), default="corpus", help="where to look"
    )
    row.add_argument("--json", action="store_true", help="write the figures and every question as JSON")
    row.add_argument("--report", metavar="FILE.html", help="write a page with figures and failures")
    row.add_argument("--baseline", metavar="FILE", help="compare with the --json of an earlier run")
    row.set_defaults(run=_evaluate)


def _declare_index(row: Parser) -> None:
    """Build or refresh the index of a folder."""
    _add_path(row)
    row.set_defaults(run=_index)


def _declare_check(row: Parser) -> None:
    """Show what was read and how, what was skipped and why, and whether the index is sound."""
    _add_path(row)
    row.add_argument("--json", action="store_true", help="write all of it as one JSON object")
    row.add_argument("--all", action="store_true", help="list every file, not the first few of a kind")
    row.set_defaults(run=_check)


def _index(arguments: argparse.Namespace) -> int:
    bot = _open_with_notices(_path(arguments), verify=True)
    show([line(f"{read_text(bot)}."), *_skipped_lines(bot)])
    return ANSWERED if bot.kept else INDEX_FAULT


def _chat(arguments: argparse.Namespace) -> int:
    bot = _open(_path(arguments))
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        return _chat_through_pipes(bot)
    return _chat_dumbly(bot) if is_dumb(os.environ) else _chat_at_terminal(bot, not arguments.no_history)


def _add_chat_options(row: Parser) -> None:
    _add_knowledge(row)
    row.add_argument(
        "--no-history", action="store_true", default=argparse.SUPPRESS, help="keep no file of what was typed"
    )


def _add_knowledge(row: Parser) -> None:
    row.add_argument(
        "--knowledge",
        metavar="PATH",
        default=argparse.SUPPRESS,
        help=f"a folder of articles, or one article (default: {KNOWLEDGE}, else the bundled ones)",
    )


def _add_path(row: Parser) -> None:
    row.add_argument("path", nargs="?", metavar="PATH", help="the same as --knowledge PATH")
    _add_knowledge(row)


def _path(arguments: argparse.Namespace) -> str | None:
    """Return the folder or file that a command is about, None for the bundled articles."""
    given: str | None = getattr(arguments, "path", None) or arguments.knowledge
    return given or os.environ.get(KNOWLEDGE) or None


def _evaluate(arguments: argparse.Namespace) -> int:
    from qa_bot.evaluation.comparison import compare, load_results
    from qa_bot.evaluation.evaluate import evaluate
    from qa_bot.evaluation.question_sets import load_questions, locate
    from qa_bot.evaluation.report import require_place

    question_set = load_questions(arguments.questions)
    baseline = load_results(arguments.baseline) if arguments.baseline else None
    if arguments.report:
        require_place(arguments.report, [arguments.questions, arguments.baseline])
    bot = _open_for(question_set, _path(arguments))
    question_set = locate(question_set, bot.text_of)
    with Progress("asked", sys.stderr) as progress:
        report = evaluate(
            bot.ask, question_set, arguments.scope, progress, conversation=lambda: bot.conversation().ask
        )
    _report(report, compare(baseline, report) if baseline is not None else None, arguments)
    return _status_of(report)


def _status_of(report: Report) -> int:
    """Return 0 if every question was answered, 2 where some could not be asked, 3 where an error arose."""
    from qa_bot.evaluation.evaluate import INTERNAL_ERROR

    failures = report.failures().values()
    if any(INTERNAL_ERROR in error for error in failures):
        return INTERNAL
    return USAGE if failures else ANSWERED


def _check(arguments: argparse.Namespace) -> int:
    from qa_bot.bot import place_of
    from qa_bot.retrieval.folder import check_folder, default_cache
    from qa_bot.terminal.checking import FEW, check_lines, check_object

    most_faces = None if arguments.all or arguments.json else FEW
    found = check_folder(place_of(_path(arguments)), default_cache(), most_faces)
    if arguments.json:
        say(json.dumps(check_object(found)) + "\n")
    else:
        show(check_lines(found, None if arguments.all else FEW))
    return INDEX_FAULT if found.faulty else ANSWERED


def _declare_verify(row: Parser) -> None:
    """Check whether the citations of a saved chat still stand in the articles."""
    row.add_argument(
        "file", metavar="FILE", help="a .md or .jsonl file of /save, or the output of ask --json"
    )
    _add_knowledge(row)
    row.add_argument("--json", action="store_true", help="write one JSON object per citation")
    row.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    from qa_bot.terminal.verifying import run_verify

    return run_verify(arguments, _open_with_notices(_path(arguments)))


def _ask(arguments: argparse.Namespace) -> int:
    given = _whole_questions(arguments.questions)
    questions = iter(given) if given else _input_questions()
    if not given and is_terminal(sys.stdin):
        complain("type questions, one a line; Ctrl-D ends")
    first = next(questions, None)
    if first is None:
        complain("there is no question: give one, or one per line on standard input")
        return USAGE
    bot = _open_with_notices(_path(arguments))
    tell_left_out(bot)
    statuses = [_ask_one(bot, first, arguments, len(given) != 1)]
    statuses += (_ask_one(bot, question, arguments, True) for question in questions)
    return max(statuses)


def _whole_questions(given: list[str]) -> list[str]:
    """Return the questions given: several where each ends with a question mark, else all words as one."""
    several = all(one.rstrip().endswith("?") for one in given)
    return given if several or len(given) < 2 else [" ".join(given)]


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 6 or int(text) < 1:
        msg = f"{text[:20]!r} is not a number from 1 to 999999"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


_COMMANDS: dict[str, Callable[[Parser], None]] = {
    "chat": _declare_chat,
    "ask": _declare_ask,
    "evaluate": _declare_evaluate,
    "index": _declare_index,
    "check": _declare_check,
    "verify": _declare_verify,
}


def _run(argv: Sequence[str] | None) -> int:
    given = _with_command(list(sys.argv[1:] if argv is None else argv))
    try:
        arguments = parser().parse_args(given)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else USAGE
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _with_command(given: list[str]) -> list[str]:
    """Return the arguments with the command that is left out before a question, or a folder to chat about.

    A question has several words or a question mark; one word is a command, be it misspelt.
    """
    words = [one for one in given if not one.startswith("-")]
    first = given[0] if given else "-"
    if first == "help":
        return [*given[1:], "--help"]
    if first.startswith("-") or first in _COMMANDS:
        return given
    if Path(first).exists():
        return ["chat", "--knowledge", *given]
    misspelt = difflib.get_close_matches(first, _COMMANDS, n=1)
    is_question = " " in first.strip() or first.endswith("?") or (len(words) > 1 and not misspelt)
    return ["ask", *given] if is_question else given


def _chat_through_pipes(bot: QABot) -> int:
    from qa_bot.terminal.plain import converse_plainly

    complain(*bot.notices)
    converse_plainly(bot, input_lines(sys.stdin), show_block, os.environ)
    return ANSWERED


def _chat_dumbly(bot: QABot) -> int:
    from qa_bot.terminal.plain import converse_plainly, prompted

    show_block(banner_lines(bot))
    converse_plainly(bot, prompted(sys.stdin, say, "? "), show_block, os.environ)
    return ANSWERED


def _chat_at_terminal(bot: QABot, keep_history: bool) -> int:
    from qa_bot.terminal.history import open_history
    from qa_bot.terminal.session import converse

    history, notice = open_history(os.environ, keep_history)
    show_block(banner_lines(bot, notice))
    converse(bot, show_block, history, os.environ)
    return ANSWERED


def _ask_one(bot: QABot, question: str, arguments: argparse.Namespace, echoed: bool) -> int:
    if not any(char.isalnum() for char in question):
        complain(_NO_QUESTION)
        return _refused(question, _NO_QUESTION, SILENT, arguments.json)
    try:
        reply = bot.ask(question)
        row = json.dumps((with_top(reply, arguments.top) if arguments.top else reply).as_dict())
        lines = rooted(_asked_lines(reply, arguments.top, echoed), bot.file_of)
    except Exception as error:
        return _refused(question, explain(error), _failed(error), arguments.json)
    if arguments.json:
        say(f"{row}\n")
        complain(*reply.notices)
    else:
        (show_block if echoed else show)(lines)
    return ANSWERED if reply.answer else SILENT


def _refused(question: str, why: str, status: int, as_json: bool) -> int:
    """Give a question that got no reply its line of JSON; return its exit status."""
    if as_json:
        from qa_bot.bot import LONGEST_QUESTION

        asked = question if len(question) <= LONGEST_QUESTION else f"{question[:LONGEST_QUESTION]}..."
        say(json.dumps(Reply(asked).as_dict() | {"kind": None, "error": why}) + "\n")
    return status


def _asked_lines(reply: Reply, top: int | None, echoed: bool) -> Iterator[Line]:
    if echoed:
        yield line(Bit(QUIET, f"? {one_line(reply.question)}"))
    yield from top_lines(reply, top) if top else reply_lines(reply)


def _open_for(question_set: QuestionSet, knowledge: str | None) -> QABot:
    if knowledge is None and question_set.texts:
        from qa_bot.bot import QABot

        return QABot.from_texts(question_set.texts)
    bot = _open_with_notices(knowledge)
    tell_left_out(bot)
    return bot


def _report(report: Report, comparison: Comparison | None, arguments: argparse.Namespace) -> None:
    if arguments.json:
        compared = {"comparison": comparison.as_dict()} if comparison else {}
        say(json.dumps({**report.figures(), **report.as_dict(), **compared}) + "\n")
    else:
        from qa_bot.evaluation.summary import summary

        say(neutralise(summary(report, comparison)) + "\n")
    if arguments.report:
        from qa_bot.evaluation.report import write_report

        write_report(arguments.report, report, comparison)


def _skipped_lines(bot: QABot) -> Iterator[Line]:
    paths = {source.path for source in bot.sources}
    for each in bot.skipped:
        said = "read with repairs" if each.path in paths else "not read"
        yield line(f"{said}: {shown_path(each.path)}: {one_line(each.reason)}")


def _open(knowledge: str | None, verify: bool = False) -> QABot:
    was_collecting = gc.isenabled()
    gc.disable()  # imports make what stays: looking through it for garbage costs a tenth of them
    from qa_bot.bot import QABot

    if was_collecting:
        gc.enable()

    with Progress("reading articles:", sys.stderr) as progress:
        return QABot.from_folder(knowledge, progress=progress, waiting=complain, verify=verify)


def _open_with_notices(knowledge: str | None, verify: bool = False) -> QABot:
    bot = _open(knowledge, verify)
    complain(*bot.notices)
    return bot


def tell_left_out(bot: QABot) -> None:
    """Say which files were not read, or only in part, and why."""
    complain(*left_out_texts(bot.skipped))


def _input_questions() -> Iterator[str]:
    return (text.strip() for text in input_lines(sys.stdin) if text.strip())
