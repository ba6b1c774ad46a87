"""The line below the prompt: which articles are asked, and what the talk is about; a row for each part."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa_bot.sanitising import excerpt, one_line, shown_path
from qa_bot.terminal.layout import cells

if TYPE_CHECKING:
    from qa_bot.terminal.chat import Chat

_APART = " | "
_LONGEST_PLACE, _LONGEST_TOPIC = 40, 40  # characters


def status_of(chat: Chat) -> tuple[str, ...]:
    """Return what there is to say of a chat, the most important first."""
    return tuple(text for part in PARTS if (text := part(chat)))


def fitted(parts: Sequence[str], width: int) -> str:
    """Return the parts in one line; what does not fit into `width` columns is left out from the end."""
    lines = (_APART.join(parts[:count]) for count in range(len(parts), 1, -1))
    return next((line for line in lines if cells(line) <= width), "".join(parts[:1]))


def _place(chat: Chat) -> str:
    """Return the folder that is asked, from the home folder on; its end where it is long."""
    root = chat.bot.root
    if root is None:
        return ""
    whole = str(root.absolute())
    home = str(Path.home()) if os.environ.get("HOME") else ""
    short = f"~{whole.removeprefix(home)}" if home and whole.startswith(home + os.sep) else whole
    fits = len(short) <= _LONGEST_PLACE
    return shown_path(short if fits else root.absolute().name)


def _articles(chat: Chat) -> str:
    count, asked = len(chat.bot.sources), len(chat.sources)
    of = f"{asked:,} of " if chat.filters else ""
    return f"{of}{count:,} article{'' if count == 1 else 's'}"


def _filters(chat: Chat) -> str:
    from qa_bot.terminal.filters import filters_text

    return one_line(filters_text(chat.filters))


def _topic(chat: Chat) -> str:
    topic = chat.conversation.topic
    return f"about {excerpt(one_line(topic), _LONGEST_TOPIC)}" if topic else ""


PARTS: tuple[Callable[[Chat], str], ...] = (_place, _articles, _filters, _topic)
