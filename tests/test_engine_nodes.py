"""A node of an engine that is down, hangs, breaks off, says nonsense or says too much."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import hostile_server as bad
import numpy as np
import pytest
from engine_nodes import CORPUS, served
from hostile_server import hostile
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.environment import ENGINE_PASSWORD, ENGINE_USER
from qa_bot.errors import EngineUnavailable, IndexReplaced, QABotError
from qa_bot.retrieval.engine import cluster, rows
from qa_bot.retrieval.engine import node as nodes
from qa_bot.retrieval.engine.addresses import DATABASE, addresses_in, shards_in
from qa_bot.retrieval.engine.bodies import opened
from qa_bot.retrieval.engine.cluster import Cluster
from qa_bot.retrieval.engine.kept import MEMBERS
from qa_bot.retrieval.engine.node import Node, NodeFailed, Unknown
from qa_bot.retrieval.engine.opening import open_engine
from qa_bot.retrieval.engine.rows import Unsound
from qa_bot.retrieval.fingerprint import fingerprint
from qa_bot.terminal import cli
from qa_bot.values import Source

MOST = 240  # bytes that a reply may have here
SECRET = "tr0ub4dor"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing longer than is needed to see that it is waited for."""
    monkeypatch.setattr(nodes, "SECONDS", 0.6)
    monkeypatch.setattr(cluster, "SECONDS_FIRST", 0.6)


def node_at(url: str) -> Node:
    return Node(shards_in(url)[0][0])


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (bad.hang, "did not answer in time"),
        (bad.drip, "did not answer in time"),
        (bad.drip_head, "did not answer in time"),
        (bad.reset, "reset"),
        (bad.close, "closed the connection"),
        (bad.truncated, "cut short"),
        (bad.truncated_chunks, "no HTTP"),
        (bad.huge, "longer than the 240 bytes"),
        (bad.endless, "longer than the 240 bytes"),
        (bad.endless_head, "no HTTP"),
        (bad.say(b"\0" * 500), "no HTTP"),
        (bad.say(b"SSH-2.0-OpenSSH_9.2\r\n"), "no HTTP"),
        (bad.say(bad.OK, b"Content-Length: -5\r\n\r\n", bytes(500)), "longer than the 240 bytes"),
        (
            bad.say(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
            "status 302",
        ),
        (
            bad.say(b"HTTP/1.1 500 Oops\r\nContent-Length: 9999\r\n\r\nCode: 241, e.what()"),
            "status 500|error 241|no HTTP",
        ),
        (bad.say(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\n<html>\x1b[2J"), "status 403"),
    ],
)
def test_a_reply_that_is_none_fails_soon(behaviour: bad.Behaviour, why: str) -> None:
    with hostile(behaviour) as url:
        began = time.monotonic()
        with pytest.raises(NodeFailed, match=why) as failed:
            node_at(url).read("SELECT 1", MOST)
        assert time.monotonic() - began < 3
        assert str(failed.value).isprintable()


def test_the_server_says_which_table_it_lacks() -> None:
    with served(lambda path, body: (404, b"Code: 60, e.displayText() = DB::Exception: no")) as url:
        with pytest.raises(Unknown):
            node_at(url).read("SELECT 1", MOST)
        with pytest.raises(IndexReplaced):
            Cluster(shards_in(url)).shards[0].ask("SELECT 1", MOST, bytes)


def test_another_node_is_asked_and_the_failed_one_let_be_for_a_while() -> None:
    asked: list[str] = []

    def answer(path: str, body: bytes) -> tuple[int, bytes]:
        asked.append(body.decode())
        return 200, b"fine"

    with hostile(bad.hang) as dead, served(answer) as alive:
        (shard,) = Cluster(shards_in(f"{dead},{alive}")).shards
        began = time.monotonic()
        assert [shard.ask(f"SELECT {number}", MOST, bytes) for number in range(9)] == [b"fine"] * 9
        assert time.monotonic() - began < 2, "the dead node was waited for once"
        assert asked == [f"SELECT {number}" for number in range(9)]


def test_a_node_that_is_slow_is_given_more_time_where_no_other_is_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_FIRST", 0.1)

    def slowly(*_: object) -> tuple[int, bytes]:
        time.sleep(0.3)
        return 200, b"fine"

    with served(slowly) as one, served(slowly) as other:
        (shard,) = Cluster(shards_in(f"{one},{other}")).shards
        assert shard.ask("SELECT 1", MOST, bytes) == b"fine"


def test_a_node_that_fails_again_and_again_is_let_be_for_longer() -> None:
    failed = cluster.Failed(0, 0.0)
    spans = []
    for _ in range(12):
        failed = failed.again()
        spans.append(round(failed.until - time.monotonic()))
    assert spans[:5] == [5, 10, 20, 40, 80]
    assert set(spans[5:]) == {80}


def test_a_reply_that_cannot_be_read_is_asked_of_another_node() -> None:
    with served(lambda *_: (200, b"abc")) as wrong, served(lambda *_: (200, bytes(8))) as right:
        (shard,) = Cluster(shards_in(f"{wrong},{right}")).shards
        assert [shard.ask("SELECT 1", MOST, rows.numbers) for _ in range(3)] == [[0]] * 3


def test_a_connection_that_the_server_closed_meanwhile_costs_nothing() -> None:
    """As it closes one that is idle: the question is asked again on a fresh one."""
    with hostile(bad.said(b"fine")) as url:
        node = node_at(url)
        assert [node.read("SELECT 1", MOST) for _ in range(5)] == [b"fine"] * 5


def test_where_no_node_answers_the_error_names_all_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE_USER.name, "reader")
    monkeypatch.setenv(ENGINE_PASSWORD.name, SECRET)
    with hostile(bad.reset) as one, hostile(bad.hang) as other:
        with pytest.raises(EngineUnavailable) as failed:
            open_engine(f"{one},{other}", cache=None)
        told = str(failed.value)
        assert one in told
        assert other in told
        assert SECRET not in told + repr(node_at(one))


def test_user_and_password_go_into_a_header_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    monkeypatch.setenv(ENGINE_PASSWORD.name, SECRET)

    def answer(path: str, body: bytes) -> tuple[int, bytes]:
        seen.append(path.encode() + body)
        return 200, b""

    with served(answer) as url:
        node = node_at(url)
        node.read("SELECT 1", MOST)
        node.write("INSERT INTO t FORMAT RowBinary", b"rows")
    assert seen
    assert all(SECRET.encode() not in one for one in seen)
    assert node._headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("name", [ENGINE_USER.name, ENGINE_PASSWORD.name])
def test_no_password_goes_anywhere_in_the_open(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, SECRET)
    with pytest.raises(QABotError, match="in the open") as refused:
        node_at("http://10.0.0.1:8123")
    assert SECRET not in str(refused.value)
    assert node_at("https://10.0.0.1")
    assert node_at("http://[::1]:8123")


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "  ", "host", "ftp://host", "http://", "http://host:0", "http://host:70000", "http://ho st"),
        *(
            "http://host/a/b",
            "http://host/DROP TABLE",
            "http://host/a;b",
            "http://host?x=1",
            "http://hö",
            "a,b",
        ),
        *("http://a http://a", "http://a/x,http://b/y", "http://a,,http://b", "http://a\r\nX: y"),
    ],
)
def test_an_address_that_is_none(wrong: str) -> None:
    with pytest.raises(QABotError, match="give") as refused:
        shards_in(wrong)
    assert str(refused.value).isprintable()


def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    with pytest.raises(QABotError, match=ENGINE_PASSWORD.name) as refused:
        shards_in(f"https://reader:{SECRET}@host")
    assert SECRET not in str(refused.value)


def test_addresses_are_read_as_they_are_written() -> None:
    text = "http://a:1/x,https://b/x http://[::1]/x,http://C.example/x"
    found = shards_in(text)
    assert [[one.url for one in shard] for shard in found] == addresses_in(found)
    assert addresses_in(found)[0] == ["http://a:1/x", "https://b:8443/x"]
    assert shards_in(" ".join(",".join(shard) for shard in addresses_in(found))) == found
    assert shards_in("http://a")[0][0].database == DATABASE


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate for 127.0.0.1 that nobody has signed."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    command = [
        *made.split(),
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        str(tmp_path / "key"),
        "-out",
        str(tmp_path / "certificate"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / "certificate"


def test_a_certificate_is_checked(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key"))
    with served(lambda *_: (200, b"fine"), context) as url:
        with pytest.raises(NodeFailed, match="certificate"):
            node_at(url).read("SELECT 1", MOST)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert node_at(url).read("SELECT 1", MOST) == b"fine"


def reply(*found: tuple[object, ...], total: object = 9) -> bytes:
    """Return a reply of passages and sums, and the total behind them."""
    lines = [*((*one, 1) for one in found), (), (0, 3.5, total)]
    return "".join("\t".join(map(str, one)) + "\n" for one in lines).encode()


SOUND = ((3, 2.5), (1, 1.0))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        reply(*SOUND)[:-1],
        reply(*SOUND)[:-9],
        reply(*SOUND) + b"\n",
        reply(*SOUND, total=8),
        reply(*SOUND, total="nan"),
        reply(*SOUND, (), (0, 3.5)),
        reply(*SOUND, (1, 1.0)),
        reply(*SOUND, (5, 1.0)),
        reply((3, 2.5), (3, 1.0)),
        reply((10, 2.5)),
        reply((-1, 2.5)),
        reply((1 << 40, 2.5)),
        reply((3, "inf")),
        reply((3, "many")),
        reply(("\x1b[2J", 1.0)),
        b"<html>It works!</html>\n",
    ],
)
def test_rows_that_were_not_asked_for_are_no_reply(data: bytes) -> None:
    with pytest.raises(Unsound):
        rows.found_passages(data, 2, 9, 10)


def test_rows_that_were_asked_for() -> None:
    assert rows.found_passages(reply(*SOUND, (7, 0)), 3, 9, 10) == [*SOUND]


@pytest.mark.parametrize(
    "wrong",
    [
        [(1, 3, 0.5, 8)],
        [(7, 3, 0.5, 9)],
        [(1, 30, 0.5, 9)],
        [(1, 3, np.nan, 9)],
        [(1, 3, 0.5, 9), (2, 3, 0.5, 9), (1, 3, 0.5, 9)],
    ],
)
def test_postings_that_were_not_asked_for_are_no_reply(wrong: list[tuple[float, ...]]) -> None:
    right = [(1, 3, 0.5, 9), (1, 4, 0.5, 9), (2, 3, 0.5, 9)]
    assert len(rows.postings(np.array(right, rows.TIED).tobytes(), [1, 2], 9, 10)) == 3
    with pytest.raises(Unsound):
        rows.postings(np.array(wrong, rows.TIED).tobytes(), [1, 2], 9, 10)


@pytest.mark.parametrize("wrong", [[], [1], [1, 2, 3], [2, 1], [1, 1], [1, 10]])
def test_passages_in_another_order_are_no_reply(wrong: list[int]) -> None:
    with pytest.raises(Unsound):
        rows.ascending(np.array(wrong, "<u4").tobytes(), 2, 10)


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.binary(max_size=300), max_size=5))
def test_strings_come_back_as_they_were_sent(held: dict[int, bytes]) -> None:
    sent = rows.numbered_rows(held.items())
    assert rows.numbered(sent) == held
    assert [*rows.strings(b"".join(map(rows.string, held.values())))] == [*held.values()]
    for cut in range(1, min(len(sent), 9)):
        with pytest.raises(Unsound):
            rows.numbered(sent[:-cut] if len(held) == 1 else b"\1")


READ: list[Callable[[bytes], object]] = [
    lambda data: rows.found_passages(data, 2, 9, 10),
    lambda data: rows.ascending(data, 2, 10),
    lambda data: rows.postings(data, [1, 2], 9, 10),
    rows.numbered,
    rows.numbers,
    lambda data: [*rows.strings(data)],
    lambda data: opened(data, Source("a", "A")),
]


@pytest.mark.parametrize("read", READ)
@given(data=st.binary(max_size=200))
def test_whatever_bytes_come_they_are_read_or_refused(read: Callable[[bytes], object], data: bytes) -> None:
    with suppress(Unsound):
        read(data)


def test_a_long_query_is_allowed_to_be_long() -> None:
    asked: list[str] = []

    def answer(path: str, body: bytes) -> tuple[int, bytes]:
        asked.append(path)
        return 200, b""

    with served(answer) as url:
        node = node_at(url)
        node.read("SELECT 1", MOST)
        node.read(f"SELECT {'1' * 300_000}", MOST)
    assert ["max_query_size=600" in path for path in asked] == [False, True]


MANIFEST = {
    "format": 1,
    "settings": fingerprint(),
    "corpus": CORPUS,
    "nodes": [["http://127.0.0.1:1/qa_bot"]],
    "sentences": 3,
    "members": [[name, 0, "0" * 64] for name in MEMBERS],
    "probes": [],
}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, "other contents"),
        ({"members": [[name, 9, "0" * 64] for name in MEMBERS]}, "not whole"),
        ({"members": [[name, -9, "0" * 64] for name in MEMBERS]}, "not whole"),
        ({"members": [[name, 1 << 40, "0" * 64] for name in MEMBERS]}, "cannot be read"),
        ({"members": [["../x", 0, "0" * 64]]}, "cannot be read"),
        ({"members": 5}, "cannot be read"),
        ({"members": [[]]}, "cannot be read"),
        ({"nodes": [["file:///etc/passwd"]]}, "cannot be read|no address"),
        ({"nodes": []}, "cannot be read|no engine"),
        ({"nodes": {"a": 1}}, "cannot be read|no address"),
        ({"probes": [[[["a", 1]], []]]}, "cannot be read"),
        ({"probes": 1}, "cannot be read"),
        ({"corpus": "\x1b[2J"}, "cannot be read"),
        ({"settings": None}, "cannot be read"),
        ({"format": "\x1b[2J" * 9}, "has format"),
        ({"settings": "\x1b[2J"}, "other rules"),
        (None, "cannot be read"),
    ],
)
def test_a_manifest_that_vouches_for_nothing(change: dict[str, object] | None, why: str) -> None:
    """Whatever it says, the error is one of ours, in one line that can be shown."""
    manifest = json.dumps(None if change is None else MANIFEST | change).encode()

    def answer(path: str, body: bytes) -> tuple[int, bytes]:
        if b"FROM pointer" in body:
            return 200, np.array([1, 7], "<u8").tobytes()
        return 200, rows.string(manifest) if b"member = 0" in body else b""

    with served(answer) as url, pytest.raises(QABotError, match=why) as refused:
        open_engine(url, cache=None)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("pointer", [[1], [1, 1 << 63], [1, 2, 3, 4]])
def test_a_pointer_that_points_nowhere(pointer: list[int]) -> None:
    data = np.array(pointer, "<u8").tobytes()
    with served(lambda *_: (200, data)) as url, pytest.raises(EngineUnavailable, match=r"pointer|longer"):
        open_engine(url, cache=None)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["ask", "--engine", "articles", "When?"], "'articles' is no address of an engine"),
        (["--engine", "http://h o", "When?"], "is no address of an engine"),
        (
            ["--engine", "http://localhost", "--knowledge", "x", "When?"],
            "give --engine or a folder, not both",
        ),
        (["chat", "x", "--engine", "http://localhost"], "give --engine or a folder, not both"),
        (["index", "--engine", "there", "tests/articles/town"], "'there' is no address of an engine"),
        (["check", "--engine", "http://localhost"], "unrecognized arguments: --engine"),
    ],
)
def test_an_engine_that_cannot_be_meant(
    given: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(given) == 2
    assert why in capsys.readouterr().err
