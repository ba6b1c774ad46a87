"""The command line, begun before anything is imported: python -m qa_bot."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as in typing, which takes time to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

# A thread for each core costs twice the start, and speeds up nothing: no matrix is multiplied here.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# Objects made before the youngest are looked through for garbage: an answer makes fewer, and few cycles.
_YOUNG = 100_000


def run() -> int:
    """Run the command line; Ctrl-C while it is being imported is an ordinary end too."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    gc.set_threshold(_YOUNG, 20, 50)
    try:
        import signal

        before = signal.getsignal(signal.SIGINT)
        if before is signal.default_int_handler:
            # An exception may be lost, or become another, within an import.
            signal.signal(signal.SIGINT, _interrupted)
        from qa_bot.terminal.cli import main as run_command

        signal.signal(signal.SIGINT, before)
        return run_command()
    except KeyboardInterrupt:
        _interrupted()


def main() -> NoReturn:
    """Run the command line and end the process: at once where nothing waits for its end."""
    import atexit
    import threading

    status = run()
    waiting: Callable[[], int] = getattr(atexit, "_ncallbacks", lambda: 1)
    is_watched = sys.getprofile() or sys.gettrace()  # by a profiler, a debugger or coverage
    if threading.active_count() == 1 and not (waiting() or is_watched):
        _leave(status)
    gc.freeze()  # what is left need not be looked through at the end
    sys.exit(status)


def _interrupted(*_: object) -> NoReturn:
    sys.stderr.write("qa-bot: interrupted\n")
    _leave(130)


def _leave(status: int) -> NoReturn:
    from contextlib import suppress

    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
