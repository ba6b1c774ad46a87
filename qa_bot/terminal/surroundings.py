"""What is around a chat: the variables, the terminal, the programs that show a file, the clipboard."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from qa_bot.environment import EDITOR, PAGER, VISUAL
from qa_bot.named_tuples import NamedTuple

_PLUS, _GOTO, _LINE = ("+{line}", "{path}"), ("--goto", "{path}:{line}"), ("--line", "{line}", "{path}")
# How an editor or a pager is told the line; one that is not here is given the file alone.
_AT_LINE: dict[str, Sequence[str]] = {
    **dict.fromkeys(
        ("vi", "vim", "nvim", "view", "gvim", "ex", "nano", "pico", "micro", "joe", "jed"), _PLUS
    ),
    **dict.fromkeys(("emacs", "emacsclient", "mg", "ne", "kak", "less", "more", "most", "gedit"), _PLUS),
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _GOTO),
    **dict.fromkeys(("subl", "hx", "helix", "zed"), ("{path}:{line}",)),
    **dict.fromkeys(("kate", "idea", "pycharm"), _LINE),
}


_SEARCHED = "PATH"


class Clipboard(NamedTuple):
    """A program that copies what it reads, and the variable without which it cannot."""

    command: tuple[str, ...]
    needs: str = ""


_CLIPBOARDS = (
    Clipboard(("pbcopy",)),
    Clipboard(("wl-copy",), "WAYLAND_DISPLAY"),
    Clipboard(("xclip", "-selection", "clipboard"), "DISPLAY"),
    Clipboard(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Clipboard(("clip.exe",)),
)


def _run(command: Sequence[str], text: str | None) -> None:
    """Run a program on this terminal to its end, with a text to read; raises OSError where it cannot run."""
    import subprocess

    given = None if text is None else text.encode("utf-8", "replace")
    with _undisturbed():
        subprocess.run(command, input=given, check=False)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Leave Ctrl-C to the program that is run; it does not end the chat."""
    try:
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _send(codes: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(codes)
        sys.stdout.flush()


@dataclass(frozen=True)
class Surroundings:
    """What a chat may use outside itself; by default nothing.

    `past` gives the lines typed in earlier chats, the latest first.
    """

    environ: Mapping[str, str] = field(default_factory=dict)
    at_terminal: bool = False
    past: Callable[[], Iterable[str]] = tuple
    run: Callable[[Sequence[str], str | None], None] = _run
    send: Callable[[str], None] = _send

    def viewer(self, preferred: str = "pager") -> list[str]:
        """Return the command of $PAGER, or of $VISUAL or $EDITOR; which comes first is `preferred`."""
        rows = (PAGER, VISUAL, EDITOR) if preferred == "pager" else (VISUAL, EDITOR, PAGER)
        chosen = next((command for row in rows if (command := _parted(row.of(self.environ)))), [])
        return chosen if self.at_terminal and preferred != "here" else []

    def pager(self) -> list[str]:
        """Return the command of $PAGER, else less where there is one; none outside a terminal."""
        if not self.at_terminal:
            return []
        return _parted(PAGER.of(self.environ)) or (["less"] if self._has("less") else [])

    def clipboard(self) -> Clipboard | None:
        """Return the program that copies to the clipboard of this machine, if there is one."""
        if "SSH_TTY" in self.environ:  # the clipboard of this machine is not that of the person
            return None
        able = (one for one in _CLIPBOARDS if not one.needs or self.environ.get(one.needs))
        return next((one for one in able if self._has(one.command[0])), None)

    def _has(self, program: str) -> bool:
        return shutil.which(program, path=self.environ.get(_SEARCHED, "")) is not None


def at_line(command: Sequence[str], path: Path, line: int) -> list[str]:
    """Return the command that shows a file at a line, as far as the program is known to take one."""
    name = os.path.basename(command[0]).lower().removesuffix(".exe")
    form = _AT_LINE.get(name, ("{path}",))
    return [*command, *(one.format(path=path, line=line) for one in form)]


def to_terminal_clipboard(text: str) -> str:
    """Return the codes (OSC 52) by which a terminal copies a text, also across ssh."""
    from base64 import b64encode

    return f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"


def _parted(command: str) -> list[str]:
    """Return the words of a command, none where it names no program."""
    import shlex

    try:
        words = shlex.split(command)
    except ValueError:
        words = [command]
    return words if words and words[0].strip() else []
