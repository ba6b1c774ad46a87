"""Nodes of an engine for the tests: chDB behind the HTTP of a server, and servers that only answer."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from ssl import SSLContext
from typing import Any
from urllib.parse import parse_qs, urlsplit

from qa_bot.retrieval.engine.building import build_engine
from qa_bot.retrieval.engine.opening import open_engine
from qa_bot.retrieval.folder import Opened
from qa_bot.retrieval.index import Index

CORPUS = "sha256:" + "0" * 64
_names = count()
_INSERT = re.compile(r"INSERT INTO (\w+) FORMAT RowBinary")


def new_database() -> str:
    """Return the name of a database that no other test uses."""
    return f"test_{next(_names)}"


def put(index: Index, addresses: str) -> Index:
    """Put an index into an engine and return it as it is opened there."""
    build_engine(Opened(index, corpus=CORPUS), addresses)
    return open_engine(addresses.split()[0].split(",")[0], cache=None).index


@contextmanager
def chdb_node() -> Iterator[str]:
    """Run today's engine in this process, and return the address at which it is asked as a server is."""
    from chdb.session import Session

    with tempfile.TemporaryDirectory() as folder:
        session, lock = Session(f"{folder}/data"), threading.Lock()

        def run(database: str, statement: str, data: bytes) -> bytes:
            with lock:
                session.query(f"USE {database}")
                if found := _INSERT.fullmatch(statement):
                    (Path(folder) / "rows").write_bytes(data)
                    statement = f"INSERT INTO {found[1]} FROM INFILE '{folder}/rows' FORMAT RowBinary"
                return bytes(session.query(statement, "RowBinary").bytes())

        with served(lambda path, body: _answer(run, path, body)) as url:
            yield url


def _answer(run: Any, path: str, body: bytes) -> tuple[int, bytes]:
    given = parse_qs(urlsplit(path).query)
    statement = given["query"][0] if "query" in given else body.decode()
    try:
        return 200, run(given["database"][0], statement, body)
    except Exception as error:
        return 500, str(error).encode()


@contextmanager
def served(answer: Any, secured: SSLContext | None = None) -> Iterator[str]:
    """Serve HTTP: `answer` is given path and body, and returns status and body."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if secured:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"{'https' if secured else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
