"""Files -> batches: what came of each file, and the counts of those that are new or differ.

A batch is of a bounded size, so that memory does not grow with the text. Several are read by several
processes; they come in the order of the files.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from qa_bot.documents.articles import read_file
from qa_bot.documents.files import FileStamp
from qa_bot.documents.messages import all_heard, ended, heard, send, started
from qa_bot.documents.passages import passages
from qa_bot.documents.sandbox import Sandbox
from qa_bot.documents.view import view_of
from qa_bot.parallel import processors
from qa_bot.retrieval.counting import count
from qa_bot.retrieval.exchange import (
    Batch,
    FileRead,
    Known,
    Order,
    packed,
    packed_order,
    unpacked,
    unpacked_order,
)
from qa_bot.retrieval.tallying import Lexicon
from qa_bot.values import Article, FilesRead, Passage

if TYPE_CHECKING:
    from qa_bot.encoding.named import AddingEncoder
    from qa_bot.retrieval.adding import Adder

BATCH = 4_000_000  # bytes of files: a process takes about two seconds, and 100 MB, for them
LEAST = 1_000_000  # bytes of files for which another process is worth its start
LOTS = 4  # batches into which each process's share of what is left is parted
EACH = 4_000  # bytes that opening a file counts for besides its own
MOST_WORKERS = 8
LONG = 1_000_000  # characters of a text for which there may be no room
ROOM = 24  # bytes for each of its characters: what most sentences and words take, if these are short


def batches(
    root: Path, stamps: Sequence[FileStamp], known: Mapping[str, Known], encoder: AddingEncoder | None = None
) -> Iterator[Batch]:
    """Read files, in their order; the articles of those whose digest is `known` are not counted.

    With an `encoder` whose vectors add up, sentences are encoded as well.
    """
    most = min(processors(), MOST_WORKERS)
    cut = list(_cut(stamps, most))
    workers = min(len(cut), most)
    if workers < 2:
        with Sandbox() as sandbox:
            reader = _Reader(sandbox, encoder)
            yield from (reader.read(Order(root, some, known)) for some in cut)
        return
    name = encoder.name if encoder else ""
    with _Workers(workers, encoder) as pool:
        yield from pool.read([Order(root, some, _known_of(some, known), name) for some in cut])


def told(
    read: Iterable[Batch], stamps: Sequence[FileStamp], tell: Callable[[FilesRead], None]
) -> Iterator[Batch]:
    """Yield the batches of files, and tell how far they are read: at the beginning, and after each."""
    done = FilesRead(0, len(stamps), 0, sum(stamp.size for stamp in stamps))
    if stamps:
        tell(done)
    for batch in read:
        files, size = done.files + len(batch.files), sum(file.stamp.size for file in batch.files)
        passages = done.passages + len(batch.part.passages)
        done = done._replace(files=files, size=done.size + size, passages=passages)
        tell(done)
        yield batch


def _cut(stamps: Sequence[FileStamp], workers: int) -> Iterator[list[FileStamp]]:
    """Part files in rows of at most about BATCH bytes: smaller ones to the end, so that all end together."""
    row, size, rest = list[FileStamp](), 0, sum(stamp.size + EACH for stamp in stamps)
    for stamp in stamps:
        row.append(stamp)
        size += stamp.size + EACH
        if size >= min(BATCH, max(LEAST, rest // (LOTS * workers))):
            yield row
            row, size, rest = [], 0, rest - size
    if row:
        yield row


def _known_of(stamps: Iterable[FileStamp], known: Mapping[str, Known]) -> dict[str, Known]:
    return {stamp.path: known[stamp.path] for stamp in stamps if stamp.path in known}


class _Reader:
    """Reads batches one after the other; the words of one need not be looked at again in the next."""

    def __init__(self, sandbox: Sandbox, encoder: AddingEncoder | None) -> None:
        self._sandbox, self._encoder = sandbox, encoder
        self._lexicon, self._adder = Lexicon(), self._new_adder()

    def read(self, order: Order) -> Batch:
        if self._lexicon.is_full:
            self._lexicon, self._adder = Lexicon(), self._new_adder()
        files: list[FileRead] = []
        read = with_passages(_articles(order, self._sandbox, files))
        part = count(read, self._lexicon, self._adder)
        return Batch(tuple(files), part, self._adder.rows() if self._adder else None)

    def _new_adder(self) -> Adder | None:
        if self._encoder is None:
            return None
        from qa_bot.retrieval.adding import Adder

        return Adder(self._encoder)


def _articles(order: Order, sandbox: Sandbox, files: list[FileRead]) -> Iterator[Article]:
    """Yield the articles that are new or differ, and note each file in `files`."""
    for stamp in order.stamps:
        known = order.known.get(stamp.path, Known())
        articles, note, is_settled, content = read_file(order.root, stamp.path, sandbox, known.content)
        digest = digest_of(articles) if articles else ""
        files.append(FileRead(stamp, digest, note.reason if note else "", is_settled, content))
        if digest != known.digest:
            yield from articles


def digest_of(articles: Iterable[Article]) -> str:
    """Hash all that an index takes from the articles of a file."""
    digest = hashlib.sha256()
    for article in articles:
        dated = article.date or "", article.date_from or ""
        face = (article.id, article.title, *dated, article.publisher or "", article.text)
        digest.update("\0".join((*face, "")).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def with_passages(articles: Iterable[Article]) -> Iterator[tuple[Article, list[Passage]]]:
    """Yield the view of each article with its passages; MemoryError where there is no room for them."""
    for view in map(view_of, articles):
        if len(view.text) > LONG:
            bytes(ROOM * len(view.text))  # a library that finds no room later may end the process
        yield view, passages(view)


class _Workers:
    """Child processes that read batches."""

    def __init__(self, count: int, encoder: AddingEncoder | None) -> None:
        self._encoder = encoder
        self._idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        self._stack = ExitStack()
        for _ in range(count):
            self._idle.put(self._started())
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._threads.shutdown(cancel_futures=True)

    def _started(self) -> subprocess.Popen[bytes] | None:
        with suppress(OSError):
            child = started(__name__)
            self._stack.callback(ended, child)
            return child
        return None

    def read(self, orders: Sequence[Order]) -> Iterator[Batch]:
        """Yield what was read, in order; what a child that dies leaves undone is read here."""
        for order, batch in zip(orders, self._threads.map(self._work, orders), strict=True):
            if batch is None:
                with Sandbox() as sandbox:
                    yield _Reader(sandbox, self._encoder).read(order)
            else:
                yield batch

    def _work(self, order: Order) -> Batch | None:
        child = self._idle.get()
        try:
            return _asked(child, order) if child else None
        finally:
            self._idle.put(child)


def _asked(child: subprocess.Popen[bytes], order: Order) -> Batch | None:
    """Return what a child has read, None where it died."""
    with suppress(OSError, ValueError):
        if child.stdin and child.stdout:
            send(child.stdin, packed_order(order))
            said = heard(child.stdout)
            return unpacked(said) if said else None
    return None


def serve() -> None:
    """Read batches as a child: what to read from standard input, what was counted to standard output."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    orders, sink = all_heard(sys.stdin.buffer), sys.stdout.buffer
    sys.stdout = sys.stderr
    with Sandbox() as sandbox:
        reader = None
        for order in map(unpacked_order, orders):
            reader = reader or _Reader(sandbox, _opened(order.encoder))
            send(sink, packed(reader.read(order)))


def _opened(encoder: str) -> AddingEncoder | None:
    if not encoder:
        return None
    from qa_bot.encoding.named import AddingEncoder, encoder_named

    found = encoder_named(encoder)
    return found if isinstance(found, AddingEncoder) else None
