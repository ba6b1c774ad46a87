"""Read files in a process of their own: whatever a hostile file does to its parser, only that file is lost.

One child reads many files and is started anew after a death. Bytes go in and documents come out as JSON:
nothing that a child says is ever run here.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from qa_bot.documents.document import Document, Header
from qa_bot.documents.formats import READERS
from qa_bot.documents.messages import all_heard, ended, heard, send, started
from qa_bot.values import Block, Edit

SECONDS = 60  # on the wall, for one file; half of it on the processor, where the system can limit that
MEMORY = 1_500_000_000  # bytes of address space, where the system can limit it
MOST_TEXT = 20_000_000  # characters of a file's text, as many as a text file may have bytes
MOST_SAID = 10 * MOST_TEXT  # bytes of a document with its marks
_XCPU = getattr(signal, "SIGXCPU", None)


class Sandbox:
    """Reads files in a child process, which is started when the first one comes; for one thread at a time."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Give each file as many seconds, and the child as many bytes of address space."""
        self._seconds, self._memory = seconds, memory
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Sandbox:
        """Start nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self._end()

    def read(self, suffix: str, data: bytes) -> list[Document] | str:
        """Read the bytes of a file with that suffix, or return the reason why they cannot be read."""
        try:
            child = self._child = self._child or started(__name__, str(self._seconds), str(self._memory))
        except OSError as error:
            return f"no process can be started to read it in ({error.strerror})"
        too_late = threading.Event()
        timer = threading.Timer(self._seconds, _stop, (child, too_late))
        timer.start()
        try:
            said = _asked(child, suffix, data)
        except (OSError, ValueError, TypeError):
            said = None
        finally:
            timer.cancel()
            timer.join()
        if said is None or too_late.is_set():
            self._end()
        return self._why(child, too_late.is_set()) if said is None else said

    def _why(self, child: subprocess.Popen[bytes], is_late: bool) -> str:
        if is_late or (_XCPU and child.returncode == -_XCPU):
            return f"takes longer than {self._seconds:g} seconds to read"
        return "breaks the program that reads it"

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            ended(child)


def _stop(child: subprocess.Popen[bytes], too_late: threading.Event) -> None:
    too_late.set()
    child.kill()


def _asked(child: subprocess.Popen[bytes], suffix: str, data: bytes) -> list[Document] | str | None:
    """Return what the child says of a file, None where it died."""
    if child.stdin is None or child.stdout is None:
        return None
    send(child.stdin, suffix.encode())
    send(child.stdin, data)
    said = heard(child.stdout, MOST_SAID)
    told = json.loads(said) if said else None
    return [_document(*row) for row in told] if isinstance(told, list) else told


def _document(
    text: str, header: Sequence[Any], blocks: Sequence[Any], trouble: str, edits: Sequence[Any], name: str
) -> Document:
    title, date, publisher, matter, *rest = header
    face = Header(title, date, publisher, tuple(Block(*one) for one in matter), *rest)
    spans = tuple(Block(*one) for one in blocks)
    return Document(text, face, spans, trouble, tuple(Edit(*one) for one in edits), name)


def serve(seconds: str, memory: str) -> None:
    """Read files as the child: their suffix and bytes from standard input, documents to standard output."""
    asked, sink = all_heard(sys.stdin.buffer, MOST_SAID), sys.stdout.buffer
    sys.stdout = sys.stderr
    _limit(int(memory))
    for suffix in asked:
        data = next(asked)
        _more_time(float(seconds))
        send(sink, json.dumps(_read(suffix.decode(), data)).encode())


def _read(suffix: str, data: bytes) -> list[Document] | str:
    try:
        found = READERS[suffix].read(data)
    except MemoryError:
        return "takes too much memory to read"
    except RecursionError:
        return "nested too deep to read"
    except Exception as error:  # a parser may raise anything
        return f"cannot be read ({type(error).__name__})"
    documents = [found] if isinstance(found, Document) else found
    if isinstance(documents, list) and sum(len(one.text) for one in documents) > MOST_TEXT:
        return f"holds more than {MOST_TEXT // 1_000_000} million characters"
    return documents


def _limit(memory: int) -> None:
    """Limit memory as far as the system can, and die quietly with Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _more_time(seconds: float) -> None:
    """Give the next file its time on the processor."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        spent = usage.ru_utime + usage.ru_stime
        hardest = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds / 2) + 1, hardest))
