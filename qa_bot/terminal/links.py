"""Places in files that can be clicked: OSC 8 links where a terminal knows them, plain paths elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from qa_bot.environment import FORCE_HYPERLINK
from qa_bot.named_tuples import NamedTuple
from qa_bot.sanitising import shown_path

_NEWEST = r"\d{5,}|[6-9]\d{3}|5[2-9]\d\d"  # VTE from 0.52 on: 0.50 crashes on a link
# The variables by which terminals that know links tell who they are, and what these hold.
_KNOW_LINKS = (
    ("TERM_PROGRAM", r"iTerm\.app|WezTerm|vscode|ghostty|zed|Hyper|rio|Tabby"),
    ("TERM", r"xterm-kitty|xterm-ghostty|alacritty.*|foot.*|contour.*|wezterm"),
    ("VTE_VERSION", _NEWEST),
    ("KONSOLE_VERSION", r".+"),
    ("WT_SESSION", r".+"),
    ("DOMTERM", r".+"),
)


class Link(NamedTuple):
    """A place in a file: its path, absolute where it can be opened, and what follows it, such as ":15"."""

    path: str
    tail: str = ""


def knows_links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal shows OSC 8 links; FORCE_HYPERLINK says so, or 0 not, as in other programs."""
    if FORCE_HYPERLINK.of(environ):
        return FORCE_HYPERLINK.is_on(environ)
    if "STY" in environ:  # GNU screen shows what it does not know
        return False
    return any(re.fullmatch(known, environ.get(name, "")) for name, known in _KNOW_LINKS)


def linked(text: str, link: Link) -> str:
    """Return text as an OSC 8 link to a file of this machine."""
    from urllib.parse import quote

    host = os.uname().nodename if hasattr(os, "uname") else ""
    path = link.path.replace(os.sep, "/")
    address = f"file://{host}{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}"
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def reachable(link: Link) -> str:
    """Return a path as it can be opened from the working folder, with its line."""
    try:
        inside = os.path.relpath(link.path)
    except (OSError, ValueError):
        inside = os.pardir
    path = link.path if inside.startswith(os.pardir) else inside
    return f"{shown_path(path)}{link.tail}"
