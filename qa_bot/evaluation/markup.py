"""HTML and SVG in which nothing is left unescaped: whatever is no Html yet is escaped on the way in."""

from __future__ import annotations

import html
import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ALONE = frozenset({"meta", "br", "line", "circle", "rect", "polyline", "path"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: object) -> Html:
    """Give an element; `class_` becomes the attribute class, `aria_label` aria-label."""
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items()
    )
    if name in _ALONE and not children:
        return Html(f"<{name}{words}>" if name in ("meta", "br") else f"<{name}{words}/>")
    return Html(f"<{name}{words}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Put parts after one another, escaping those that are no Html."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def escape(text: str) -> str:
    """Escape text for HTML, and show control characters as a replacement mark."""
    return html.escape(_CONTROL.sub("\ufffd", text))
