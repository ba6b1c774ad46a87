"""The command line, begun before anything is imported: python -m qa_bot."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; Ctrl-C while it is being imported is an ordinary end too."""
    try:
        from qa_bot.terminal.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("qa-bot: interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
