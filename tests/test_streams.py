from __future__ import annotations

import io
import sys

import pytest

from qa_bot.terminal.streams import prepare_streams, say


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("“no choice” – it’s", b'"no choice" - it\'s'),
        ("wait…\u00a0now — £5", b"wait... now -- \\xa35"),
        ("«é» \U0001f600", b'"\\xe9" \\U0001f600'),
    ],
)
def test_marks_that_a_stream_cannot_carry_are_typed_ones(
    text: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    prepare_streams()
    say(text)
    assert raw.getvalue() == written
