"""The command line, begun before anything is imported: python -m qa_bot."""

from __future__ import annotations

import gc
import os
import sys

# A thread for each core costs twice the start, and speeds up nothing: no matrix is multiplied here.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
# Objects made before the youngest are looked through for garbage: an answer makes fewer, and few cycles.
_YOUNG = 100_000


def main() -> int:
    """Run the command line; Ctrl-C while it is being imported is an ordinary end too."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    gc.set_threshold(_YOUNG, 20, 50)
    try:
        import signal

        before = signal.getsignal(signal.SIGINT)
        if before is signal.default_int_handler:
            # An exception may be lost, or become another, within an import.
            signal.signal(signal.SIGINT, _leave)
        from qa_bot.terminal.cli import main as run

        signal.signal(signal.SIGINT, before)
        status = run()
        gc.freeze()  # what is left need not be looked through at the end
        return status
    except KeyboardInterrupt:
        return _leave()


def _leave(*_: object) -> int:
    sys.stderr.write("qa-bot: interrupted\n")
    sys.stderr.flush()
    os._exit(130)


if __name__ == "__main__":
    sys.exit(main())
