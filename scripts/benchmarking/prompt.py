"""How long it takes until a chat shows its prompt in a terminal."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE_S = 60
COLUMNS, ROWS = 80, 24
_ESCAPE = re.compile(rb"\x1b\[[?\d;]*[A-Za-z]?")


def seconds_to_prompt(articles: Path) -> float:
    """Open a chat about a folder and return the time until its prompt is seen, by the clock on the wall."""
    import fcntl  # where there is none, there is no such terminal
    import pty
    import termios

    from qa_bot.terminal.line_editor import PROMPT

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    command = [sys.executable, "-m", "qa_bot", "chat", "--no-history", str(articles)]
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, "TERM": "xterm-256color", "HOME": home}
        began = time.perf_counter()
        chat = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
        )
        try:
            return _seen(ours, PROMPT.strip().encode(), began) - began
        finally:
            chat.kill()
            chat.wait()
            os.close(ours)
            os.close(theirs)


def _seen(handle: int, prompt: bytes, began: float) -> float:
    """Read what a terminal is sent until the prompt is there, and return when that was."""
    shown = b""
    while (left := began + PATIENCE_S - time.perf_counter()) > 0:
        if select.select([handle], [], [], left)[0]:
            shown += os.read(handle, 65536)
            if prompt in _ESCAPE.sub(b"", shown):
                return time.perf_counter()
    raise TimeoutError(f"the chat showed no prompt in {PATIENCE_S} s")
