"""The environment variables that are read, one row each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from qa_bot.named_tuples import NamedTuple


class Variable(NamedTuple):
    """A row of the table: the name of a variable, and what its value does."""

    name: str
    meaning: str

    def of(self, environ: Mapping[str, str]) -> str:
        """Return the value, empty where there is none."""
        return environ.get(self.name, "")

    def is_on(self, environ: Mapping[str, str]) -> bool:
        """Whether the value is anything but empty or 0."""
        return self.of(environ) not in {"", "0"}


KNOWLEDGE = Variable("QA_BOT_KNOWLEDGE", "the folder, file or engine to ask when a command names none")
CACHE = Variable("QA_BOT_CACHE", "the folder that keeps the indexes")
ENCODER = Variable("QA_BOT_ENCODER", "the sentence encoder to ask with when a command names none")
NO_HISTORY = Variable("QA_BOT_NO_HISTORY", "1 keeps no file of what you type in the chat")
DEBUG = Variable("QA_BOT_DEBUG", "1 shows where an unexpected error arose")
NO_COLOR = Variable("NO_COLOR", "1 turns styles off; answer words are marked *like this* instead")
TERM = Variable("TERM", "dumb or unset turns off styles and line editing")
PAGER = Variable("PAGER", "the program that shows long output")
VISUAL = Variable("VISUAL", "the editor that opens an article or the line being typed")
EDITOR = Variable("EDITOR", "the same, where VISUAL is not set")
FORCE_HYPERLINK = Variable("FORCE_HYPERLINK", "1 makes places in files links to click, 0 never")
CACHE_HOME = Variable("XDG_CACHE_HOME", "where the folder of indexes lies, by default ~/.cache")
STATE_HOME = Variable("XDG_STATE_HOME", "where the history lies, by default ~/.local/state")
ENGINE_USER = Variable("QA_BOT_ENGINE_USER", "who asks an engine; never shown")
ENGINE_PASSWORD = Variable("QA_BOT_ENGINE_PASSWORD", "the password of that user; never shown")
# https://reproducible-builds.org/specs/source-date-epoch/
EPOCH = Variable(
    "SOURCE_DATE_EPOCH", "seconds since 1970 that date a report page, so that it can be made again"
)
VARIABLES = tuple(row for row in list(globals().values()) if isinstance(row, Variable))


def default_cache() -> Path | None:
    """Return where indexes are kept, by default the user's cache folder; None without a home."""
    if chosen := CACHE.of(os.environ):
        return Path(os.path.expanduser(chosen))
    home = os.environ.get("HOME", os.path.expanduser("~"))
    standard = CACHE_HOME.of(os.environ) or os.path.join(home, ".cache")
    return Path(standard, "qa_bot") if os.path.isabs(standard) else None
