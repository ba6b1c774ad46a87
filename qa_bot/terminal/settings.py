"""What a person can change while chatting: a declared row each."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from qa_bot.named_tuples import NamedTuple

_SWITCH = "on|off"


def setting(default: Any, takes: str, help: str) -> Any:  # noqa: ANN401
    """Declare a setting: what it is at first, what it takes, and what it does."""
    return field(default=default, metadata={"takes": takes, "help": help})


@dataclass
class Settings:
    """The settings of one chat."""

    menu: bool = setting(True, _SWITCH, "Offer commands, titles and names while typing.")
    editing: Literal["emacs", "vi"] = setting("emacs", "emacs|vi", "The keys that edit the line.")
    refresh: bool = setting(True, _SWITCH, "Read changed articles again before the next question.")
    open: Literal["pager", "editor", "here"] = setting(
        "pager", "pager|editor|here", "Where /open shows an article first."
    )
    questions: str = setting(
        "chat.questions.jsonl", "FILE.jsonl", "The question set that /good and /bad write."
    )


class Setting(NamedTuple):
    """A row of the settings: its name, what it takes ("on|off", a choice, or "FILE.jsonl"), what it does."""

    name: str
    takes: str
    help: str

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the values it may have, none where anything may be typed."""
        return tuple(self.takes.split("|")) if "|" in self.takes else ()

    def allows(self, typed: str) -> bool:
        """Whether it can be set so: to one of its choices, or to a file with its ending."""
        value = typed.lower()
        return value in self.choices if self.choices else value.endswith(self.takes.removeprefix("FILE"))


SETTINGS = {one.name: Setting(one.name, **one.metadata) for one in fields(Settings)}


def shown_value(settings: Settings, row: Setting) -> str:
    """Return what a setting is, as it is typed."""
    value = getattr(settings, row.name)
    return str(value) if row.takes != _SWITCH else "on" if value else "off"


def change(settings: Settings, row: Setting, typed: str) -> bool:
    """Change a setting as typed; False where that is no value of it."""
    if not row.allows(typed):
        return False
    value = typed.lower() if row.choices else typed
    setattr(settings, row.name, value == "on" if row.takes == _SWITCH else value)
    return True
