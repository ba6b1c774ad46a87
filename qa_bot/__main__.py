"""The command line, begun before anything is imported: python -m qa_bot."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; Ctrl-C while it is being imported is an ordinary end too."""
    try:
        import signal

        before = signal.getsignal(signal.SIGINT)
        if before is signal.default_int_handler:
            # An exception may be lost, or become another, within an import.
            signal.signal(signal.SIGINT, _leave)
        from qa_bot.terminal.cli import main as run

        signal.signal(signal.SIGINT, before)
        return run()
    except KeyboardInterrupt:
        return _leave()


def _leave(*_: object) -> int:
    import os

    sys.stderr.write("qa-bot: interrupted\n")
    sys.stderr.flush()
    os._exit(130)


if __name__ == "__main__":
    sys.exit(main())
