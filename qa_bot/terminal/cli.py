"""The command line: its commands, one declared row each, and how one is run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from qa_bot import __version__
from qa_bot.environment import default_cache
from qa_bot.terminal.arguments import (
    Parser,
    add_chat_options,
    add_encoder,
    add_jobs,
    add_knowledge,
    add_path,
    count,
)
from qa_bot.terminal.compiled_patterns import kept_patterns
from qa_bot.terminal.dispatch import meant
from qa_bot.terminal.exit_statuses import ANSWERED, INTERRUPTED, MEANINGS, PIPE_CLOSED, USAGE
from qa_bot.terminal.shell_completion import SHELLS, completion_script
from qa_bot.terminal.streams import INTERNAL, OutputLost, complain, drop_output, prepare_streams, say

FORMS = ("[PATH]", "QUESTION ...", "COMMAND ...")
_DESCRIPTION = (
    "Ask a folder of articles a question; get the sentence that answers it, or silence. "
    "Without a command, a file or folder opens a chat about it, and anything else is a question."
)
_STATUS = f"exit status: {'; '.join(f'{number} {meaning}' for number, meaning in MEANINGS.items())}"


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
        return _failed(error)
    return status


def _failed(error: Exception) -> int:
    from qa_bot.terminal.rendering import left_out_texts
    from qa_bot.terminal.running import failed
    from qa_bot.values import Skipped

    complain(*left_out_texts(map(Skipped._make, getattr(error, "skipped", ()))))
    return failed(error)


def parser() -> Parser:
    """Return the parser of the whole command line."""
    made = Parser(
        prog="qa-bot",
        usage="\n       ".join(f"qa-bot {form}" for form in FORMS),
        description=_DESCRIPTION,
        epilog=_STATUS,
        allow_abbrev=False,
    )
    made.add_argument("-V", "--version", action="version", version=f"qa-bot {__version__}")
    add_knowledge(made)
    add_encoder(made)
    add_chat_options(made)
    rows = made.add_subparsers(title="commands", metavar="COMMAND", prog="qa-bot", parser_class=Parser)
    for name, declare in _COMMANDS.items():
        summary = (declare.__doc__ or "").rstrip(".\n")
        declare(rows.add_parser(name, help=summary, description=summary, epilog=_STATUS, allow_abbrev=False))
    made.commands = rows.choices
    return made


def _declare_chat(row: Parser) -> None:
    """Chat about the articles (what happens without a command)."""
    add_path(row)
    add_encoder(row)
    add_chat_options(row)
    row.set_defaults(run=_chat)


def _chat(arguments: argparse.Namespace) -> int:
    with kept_patterns(default_cache()):
        from qa_bot.terminal.running import chat

        begin = chat(arguments)
    return begin()


def _declare_ask(row: Parser) -> None:
    """Answer questions, by default one per line of standard input."""
    row.add_argument(
        "questions",
        nargs="*",
        metavar="QUESTION",
        help="a question; several are quoted, and end with ?; none, or -, for standard input",
    )
    add_knowledge(row)
    add_encoder(row)
    row.add_argument("--json", action="store_true", help="write one JSON object per question")
    row.add_argument("--top", type=count, metavar="N", help="show the best N sentences")
    add_jobs(row)
    row.set_defaults(run=_ask)


def _ask(arguments: argparse.Namespace) -> int:
    with kept_patterns(default_cache()):
        from qa_bot.terminal.running import ask

        return ask(arguments)


def _declare_evaluate(row: Parser) -> None:
    """Ask every question of a set and report how well the answers do."""
    row.add_argument("questions", metavar="QUESTIONS", help="a question set: .jsonl, or SQuAD JSON")
    add_knowledge(row)
    add_encoder(row)
    row.add_argument(
        "--scope",
        choices=("corpus", "article", "passage"),
        default="corpus",
        help="look in all articles, in the right one, or in its right passage",
    )
    row.add_argument("--json", action="store_true", help="write the figures and every question as JSON")
    row.add_argument("--report", metavar="FILE.html", help="write a page: verdict, failures, figures")
    row.add_argument("--baseline", metavar="FILE", help="compare with the --json of an earlier run")
    add_jobs(row)
    row.set_defaults(run=_evaluate)


def _evaluate(arguments: argparse.Namespace) -> int:
    from qa_bot.terminal.evaluating import evaluate

    return evaluate(arguments)


def _declare_index(row: Parser) -> None:
    """Build or refresh the index of a folder."""
    add_path(row, engine=False)
    add_encoder(row)
    row.add_argument(
        "--engine", dest="target", metavar="URL", help="put the index into the engine at URL as well"
    )
    row.add_argument(
        "--compact", action="store_true", help="put all parts of the index, which refreshing leaves, into one"
    )
    row.set_defaults(run=_index)


def _index(arguments: argparse.Namespace) -> int:
    from qa_bot.terminal.running import index

    return index(arguments)


def _declare_check(row: Parser) -> None:
    """Show what was read and how, what was skipped and why, and whether the index is sound."""
    add_path(row, engine=False)
    row.add_argument("--json", action="store_true", help="write all of it as one JSON object")
    row.add_argument("--all", action="store_true", help="list every file, not the first few of a kind")
    row.set_defaults(run=_check)


def _check(arguments: argparse.Namespace) -> int:
    from qa_bot.terminal.running import check

    return check(arguments)


def _declare_verify(row: Parser) -> None:
    """Check whether the citations of a saved chat still stand in the articles."""
    row.add_argument("file", metavar="FILE", help="what /save wrote, or ask --json")
    add_knowledge(row)
    row.add_argument("--json", action="store_true", help="write one JSON object per citation")
    row.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    from qa_bot.terminal.verifying import verify

    return verify(arguments)


def _declare_help(row: Parser) -> None:
    """Show what the command line, or one command, takes."""
    row.add_argument("command", nargs="?", choices=tuple(_COMMANDS), metavar="COMMAND", help="a command")
    row.set_defaults(run=_help)


def _help(arguments: argparse.Namespace) -> int:
    top = parser()
    say(top.commands.get(arguments.command, top).format_help())
    return ANSWERED


def _declare_completion(row: Parser) -> None:
    """Print the script that lets a shell complete the command line."""
    row.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    row.set_defaults(run=_completion)


def _completion(arguments: argparse.Namespace) -> int:
    say(completion_script(parser(), arguments.shell))
    return ANSWERED


_COMMANDS: dict[str, Callable[[Parser], None]] = {
    "chat": _declare_chat,
    "ask": _declare_ask,
    "evaluate": _declare_evaluate,
    "index": _declare_index,
    "check": _declare_check,
    "verify": _declare_verify,
    "completion": _declare_completion,
    "help": _declare_help,
}


def _run(argv: Sequence[str] | None) -> int:
    row, given = meant(sys.argv[1:] if argv is None else argv, parser())
    try:
        arguments, unknown = row.parse_known_args(given)
        if unknown:
            row.refuse(unknown)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else USAGE
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)
