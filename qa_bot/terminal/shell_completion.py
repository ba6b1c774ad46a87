"""The script by which a shell completes the command line."""

from __future__ import annotations

from qa_bot.terminal.arguments import Parser

SHELLS = ("bash", "zsh", "fish")
_NAMES_FILE = {"PATH", "FILE", "FILE.html", "QUESTIONS"}  # how arguments that name a file or folder are shown


def completion_script(parser: Parser, shell: str) -> str:
    """Return the script that lets `shell` complete commands, options, and files where one is taken."""
    import shtab

    for row in (parser, *parser.commands.values()):
        for action in row.actions:
            if action.metavar in _NAMES_FILE:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    script: str = shtab.complete(parser, shell)
    return script
