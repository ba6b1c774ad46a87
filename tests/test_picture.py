from __future__ import annotations

from xml.etree import ElementTree

import picture


def test_the_picture_is_what_the_chat_shows() -> None:
    """Which python scripts/picture.py draws anew."""
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.svg(picture.session())


def test_the_picture_needs_nothing_else() -> None:
    drawn = picture.PICTURE.read_text(encoding="utf-8")
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn.count("http") == 1
    assert "\x1b" not in drawn


def test_styles_become_classes() -> None:
    row = "a \x1b[1;4mb<\x1b[0m \x1b]8;;file:///x\x1b\\\x1b[2m表c\x1b[0m\x1b]8;;\x1b\\."
    found = list(picture.runs(row))
    assert found == [
        (0, "", "a "),
        (2, "bold underline", "b<"),
        (4, "", " "),
        (5, "dim", "表c"),
        (8, "", "."),
    ]
    assert "b&lt;" in picture.svg(row)
