"""What a person can change while chatting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass
class Settings:
    """The settings of one chat."""

    menu: bool = True
    editing: Literal["emacs", "vi"] = "emacs"
