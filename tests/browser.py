"""A headless Chromium asked over a pipe (the DevTools protocol); no package is needed for it."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SECONDS = 60  # in which a browser answers
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe")


LEND = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)  # where the browser looks for them
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def executable() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One page of a browser: what is asked of it waits for the answer."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._number, self._left = 0, b""
        self._session: dict[str, str] = {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params, **self._session}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (told := self._next()).get("id") != self._number:
            pass
        assert "error" not in told, told
        found: dict[str, Any] = told["result"]
        return found

    def show(self, path: Path, width: int, *, dark: bool = False, printed: bool = False) -> None:
        """Open a file at a width in pixels, as on a phone or a desk, by day or night, or as printed."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=844,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media="print" if printed else "screen", features=[scheme])
        self.ask("Page.navigate", url=path.resolve().as_uri())
        while self.value("document.readyState + location.protocol") != "completefile:":
            pass

    def value(self, script: str) -> Any:
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def picture(self, path: Path) -> None:
        """Keep a picture of the whole page."""
        told = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(told["data"]))

    def paper(self, path: Path) -> None:
        told = self.ask("Page.printToPDF", printBackground=True, paperWidth=8.27, paperHeight=11.69)
        path.write_bytes(base64.b64decode(told["data"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._from], [], [], SECONDS)
            more = os.read(self._from, 1 << 20) if ready else b""
            if not more:
                raise BrokenPipeError("the browser says nothing")
            self._left += more
        first, self._left = self._left.split(b"\0", 1)
        found: dict[str, Any] = json.loads(first)
        return found


def _started(name: str, to_browser: int, from_browser: int) -> Page:
    try:
        return Page(to_browser, from_browser)
    except OSError as error:
        pytest.skip(f"{name} does not start: {error}")


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """Start a browser whose profile is a folder that may go, and end it."""
    name = executable()
    assert name
    inside, to_browser = os.pipe()
    from_browser, outside = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", LEND, str(inside), str(outside), name, *FLAGS, f"--user-data-dir={profile}"],
        pass_fds=(inside, outside),
        stderr=subprocess.DEVNULL,
    )
    os.close(inside)
    os.close(outside)
    try:
        yield _started(name, to_browser, from_browser)
    finally:
        os.close(to_browser)
        os.close(from_browser)
        process.terminate()
        process.wait(20)
