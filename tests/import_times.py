"""Run the command line once and print as JSON what importing each module cost: seconds of processor time.

A module's own time leaves out what it imports; numpy's is that of all of numpy. Processor time, because
a busy machine stretches the clock on the wall.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from importlib.machinery import ExtensionFileLoader, SourceFileLoader
from typing import Any

own: dict[str, float] = {}
_inner = [0.0]


def _timed(method: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def timed(loader: Any, subject: Any) -> Any:
        name = loader.name
        began, finished = time.thread_time(), 0.0
        _inner.append(0.0)
        try:
            return method(loader, subject)
        finally:
            finished = time.thread_time() - began
            own[name] = own.get(name, 0.0) + finished - (0.0 if name == "numpy" else _inner[-1])
            _inner.pop()
            _inner[-1] += finished

    return timed


def main() -> None:
    """Import and run the command line under the stop-watch."""
    for loader in (SourceFileLoader, ExtensionFileLoader):
        for method in ("create_module", "exec_module"):
            setattr(loader, method, _timed(getattr(loader, method)))
    with contextlib.redirect_stdout(io.StringIO()):
        from qa_bot.terminal.cli import main as run

        status = run(sys.argv[1:])
    print(json.dumps({"status": status, "seconds": own}))


if __name__ == "__main__":
    main()
