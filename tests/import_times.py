"""Run the command line once and print as JSON what importing each module cost, and the patterns compiled.

Seconds of processor time, because a busy machine stretches the clock on the wall. A module's own time leaves
out what it imports; numpy's is that of all of numpy.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from importlib.machinery import ExtensionFileLoader, SourceFileLoader
from re import _compiler
from typing import Any


class Stopwatch:
    """Counts the time that loaders take, each module's own, while they call each other."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner = [0.0]

    def timed(self, method: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        """Return a loader's method that counts its time."""

        def call(loader: Any, subject: Any) -> Any:
            began = time.thread_time()
            self._inner.append(0.0)
            try:
                return method(loader, subject)
            finally:
                spent, inner = time.thread_time() - began, self._inner.pop()
                own = spent if loader.name == "numpy" else spent - inner
                self.seconds[loader.name] = self.seconds.get(loader.name, 0.0) + own
                self._inner[-1] += spent

        return call


def main() -> None:
    """Import and run the command line under the stopwatch."""
    watch = Stopwatch()
    for loader in (SourceFileLoader, ExtensionFileLoader):
        for method in ("create_module", "exec_module"):
            setattr(loader, method, watch.timed(getattr(loader, method)))
    compiled: list[str] = []
    _compiler.compile = noting(compiled, _compiler.compile)
    with contextlib.redirect_stdout(io.StringIO()):
        from qa_bot.terminal.cli import main as run

        status = run(sys.argv[1:])
    print(json.dumps({"status": status, "seconds": watch.seconds, "compiled": compiled}))


def noting(seen: list[str], compile: Callable[..., Any]) -> Callable[..., Any]:
    """Return what compiles a pattern and notes it."""

    def noted(pattern: Any, flags: int = 0) -> Any:
        seen.append(str(pattern))
        return compile(pattern, flags)

    return noted


if __name__ == "__main__":
    main()
