"""An engine whose nodes die, lose rows, or whose index is replaced: never a wrong or a partial answer."""

from __future__ import annotations

import pickle
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from clustering.servers import Server, layout_of
from engine_nodes import CORPUS, new_database, put
from index_texts import TEXTS, articles, told, write

from qa_bot.bot import QABot
from qa_bot.environment import CACHE, ENGINE_PASSWORD, ENGINE_USER
from qa_bot.errors import EngineMismatch, EngineUnavailable, IndexReplaced, QABotError
from qa_bot.retrieval.engine import building, cluster, opening, reader, statements
from qa_bot.retrieval.engine.addresses import shards_in
from qa_bot.retrieval.engine.building import build_engine
from qa_bot.retrieval.engine.generations import built, last_switch
from qa_bot.retrieval.engine.node import Node, NodeFailed
from qa_bot.retrieval.engine.opening import open_engine
from qa_bot.retrieval.folder import Opened
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.refreshing import build
from qa_bot.terminal import cli

WORDS = [f"w{number}" for number in range(60)]
QUESTION = "Who called off the strike?"


def corpus(seed: int) -> dict[str, str]:
    chance = random.Random(seed)
    return TEXTS | {
        f"mixed/{number:03}": " ".join(chance.choices(WORDS, k=chance.randint(5, 30))) + "."
        for number in range(150)
    }


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE.name, str(tmp_path / "indexes"))


@pytest.fixture(scope="module")
def embedded() -> Index:
    return build(articles(corpus(1)))


@pytest.fixture
def address(servers: list[Server]) -> str:
    """Return the address of a new engine of one node."""
    return layout_of(servers[:1], 1, new_database())


@pytest.fixture
def pairs(servers: list[Server]) -> str:
    """Return the addresses of a new engine of two shards with two replicas each."""
    return layout_of(servers, 2, new_database())


def first_node(addresses: str) -> Node:
    return Node(shards_in(addresses)[0][0])


def current(addresses: str) -> int:
    return last_switch(first_node(addresses)).generation


@pytest.fixture
def all_well(servers: list[Server]) -> Iterator[list[Server]]:
    """Return the nodes, and start again those that a test has killed."""
    yield servers
    for server in servers:
        server.resume()
        if not server.is_answering():
            server.kill()
            server.start()


class Load:
    """Searches by several threads at once, each held against the embedded index."""

    def __init__(self, index: Index, embedded: Index) -> None:
        self._index, self._embedded = index, embedded
        self._stop = threading.Event()
        self.done, self.wrong, self.errors = 0, 0, list[Exception]()
        self._threads = [threading.Thread(target=self._run, args=(seed,)) for seed in range(4)]

    def __enter__(self) -> Load:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, seed: int) -> None:
        chance = random.Random(seed)
        while not self._stop.is_set():
            weights = dict.fromkeys(chance.sample(WORDS, 4), 1.0)
            try:
                found = self._index.search(weights, 8)
                self.wrong += found != self._embedded.search(weights, 8)
                self.done += 1
            except Exception as error:
                self.errors.append(error)

    def go_on(self, count: int) -> None:
        """Wait until so many more were asked."""
        until = self.done + count
        while self.done < until and not self.errors:
            threading.Event().wait(0.01)


def test_a_replica_of_each_shard_is_killed_under_load(
    pairs: str, embedded: Index, all_well: list[Server]
) -> None:
    with Load(put(embedded, pairs), embedded) as load:
        load.go_on(40)
        all_well[0].kill()
        load.go_on(40)
        all_well[3].kill()
        load.go_on(80)
    assert (load.wrong, load.errors) == (0, [])
    assert load.done >= 160


def test_a_replica_that_hangs_costs_its_time_once(
    pairs: str, embedded: Index, all_well: list[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = put(embedded, pairs)
    monkeypatch.setattr(cluster, "SECONDS_FIRST", 0.5)
    all_well[1].pause()
    with Load(index, embedded) as load:
        load.go_on(60)
    assert (load.wrong, load.errors) == (0, [])


def test_a_whole_shard_down_is_a_refusal_that_names_it(
    pairs: str, embedded: Index, all_well: list[Server]
) -> None:
    index = put(embedded, pairs)
    all_well[2].kill()
    all_well[3].kill()
    for _ in range(3):
        with pytest.raises(EngineUnavailable, match="shard 2 of 2") as refused:
            index.search({"strike": 1.0}, 8)
        assert all_well[2].url in str(refused.value)
        assert all_well[3].url in str(refused.value)
    all_well[3].start()
    assert index.search({"strike": 1.0}, 8) == embedded.search({"strike": 1.0}, 8)


def test_a_node_that_is_down_at_the_start(
    pairs: str, embedded: Index, all_well: list[Server], cache: Path
) -> None:
    put(embedded, pairs)
    first, second = pairs.split()[0].split(",")
    open_engine(first, cache=cache)
    all_well[0].kill()
    with pytest.raises(EngineUnavailable, match=all_well[0].url):
        open_engine(first, cache=None)
    assert told(open_engine(f"{first},{second}", cache=None).index) == told(embedded)
    assert told(open_engine(first, cache=cache).index) == told(embedded), "the others are known"
    with pytest.raises(EngineUnavailable, match=all_well[0].url):
        build_engine(Opened(embedded, corpus=CORPUS), pairs)


def test_rows_that_a_replica_lost_are_noticed(pairs: str, embedded: Index, servers: list[Server]) -> None:
    index = put(embedded, pairs)
    lost = f"ALTER TABLE postings_{current(pairs)} DROP PARTITION tuple()"
    one, other = (Node(address) for address in shards_in(pairs)[1])
    one.write(lost)
    for _ in range(4):
        assert index.search({"w1": 1.0}, 8) == embedded.search({"w1": 1.0}, 8)
    other.write(lost)
    with pytest.raises(EngineUnavailable, match=r"shard 2 of 2.*looked at 0 postings instead of"):
        index.search({"w1": 1.0}, 8)


def test_articles_that_were_changed_are_noticed(address: str, embedded: Index) -> None:
    index = put(embedded, address)
    generation, node = current(address), first_node(address)
    node.write(f"CREATE TABLE spoilt AS articles_{generation} ENGINE = MergeTree ORDER BY number")
    node.write(
        f"INSERT INTO spoilt SELECT number, replaceAll(body, 'strike', 'STRIKE') FROM articles_{generation}"
    )
    node.write(f"DROP TABLE articles_{generation}")
    node.write(f"RENAME TABLE spoilt TO articles_{generation}")
    with pytest.raises(EngineUnavailable, match="other contents"):
        index.text_of("harbour")
    assert index.text_of("otters") == embedded.text_of("otters")


def test_readers_keep_their_generation_until_two_more_are_built(address: str, root: Path) -> None:
    folder = QABot.from_folder(root)
    folder.to_engine(address)
    bot = QABot.from_engine(address, cache=False)
    before = bot.ask(QUESTION)
    assert before.as_dict() == folder.ask(QUESTION).as_dict()
    write(root, {"harbour": TEXTS["harbour"].replace("Ann Smith", "Eve Jones")})
    folder.refresh()
    folder.to_engine(address)
    index = bot._now.index
    assert bot.ask(QUESTION).as_dict() == before.as_dict(), "it keeps what it opened"
    folder.to_engine(address)
    with pytest.raises(IndexReplaced):
        index.search({"strike": 1.0}, 1)
    assert bot.ask(QUESTION).as_dict() == folder.ask(QUESTION).as_dict()


def test_a_generation_that_went_between_search_and_fetch_is_opened_anew(
    address: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No article is kept, as those of a large folder are not."""
    monkeypatch.setattr(reader, "MOST_KEPT", 0)
    folder = QABot.from_folder(root)
    folder.to_engine(address)
    bot = QABot.from_engine(address, cache=False)
    write(root, {"harbour": TEXTS["harbour"].replace("Ann Smith", "Eve Jones")})
    folder.refresh()
    bring = opening.EngineReader.bring

    def switched(self: opening.EngineReader, passages: Iterator[int]) -> None:
        monkeypatch.setattr(opening.EngineReader, "bring", bring)
        for _ in range(2):
            folder.to_engine(address)
        self.bring(passages)

    monkeypatch.setattr(opening.EngineReader, "bring", switched)
    reply = bot.ask(QUESTION)
    assert reply.answer is not None
    assert reply.as_dict() == folder.ask(QUESTION).as_dict()
    assert "Eve Jones" in reply.answer.sentence.text


def test_a_bot_takes_the_new_generation_when_it_refreshes(address: str, root: Path) -> None:
    folder = QABot.from_folder(root)
    folder.to_engine(address)
    bot = QABot.from_engine(address, cache=False)
    write(root, {"new": "A mill\n\nThe mill burnt down in 1911."})
    folder.refresh()
    folder.to_engine(address)
    assert bot.ask("When did the mill burn down?").answer is None
    bot.refresh()
    assert (
        bot.ask("When did the mill burn down?").as_dict()
        == folder.ask("When did the mill burn down?").as_dict()
    )


def test_rules_of_another_version_are_refused(
    address: str, embedded: Index, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "fingerprint", lambda: "0123456789abcdef")
    build_engine(Opened(embedded, corpus=CORPUS), address)
    with pytest.raises(EngineMismatch, match=r"'0123456789ab'.*qa-bot index PATH --engine") as refused:
        open_engine(address, cache=None)
    assert opening.fingerprint()[:12] in str(refused.value)
    assert cli.main(["ask", "--engine", address, QUESTION]) == 3
    assert "qa-bot index PATH --engine" in capsys.readouterr().err


def test_weights_of_another_kind_are_refused(address: str, embedded: Index) -> None:
    put(embedded, address)
    generation, node = current(address), first_node(address)
    node.write(statements.create_tables(1, 1)[0])
    rows = f"SELECT term, passage, toFloat32(weight * (1 + passage % 3)) FROM postings_{generation}"
    node.write(f"INSERT INTO postings_1 {rows}")
    node.write(f"DROP TABLE postings_{generation}")
    node.write(f"RENAME TABLE postings_1 TO postings_{generation}")
    with pytest.raises(EngineMismatch, match=r"adds up [\d.]+ for passage \d+, its article [\d.]+: build it"):
        open_engine(address, cache=None)


def test_a_probe_that_finds_something_else_is_refused(
    address: str, embedded: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes = building._probes

    def others(*given: object) -> list[object]:
        return [(terms, [(id + 1, score) for id, score in found]) for terms, found in probes(*given)]

    monkeypatch.setattr(building, "_probes", others)
    monkeypatch.setattr(building, "require_probes", lambda *_: None)
    build_engine(Opened(embedded, corpus=CORPUS), address)
    told_of = (
        r"Probe 1 of 5 finds passages \[.*\] in http.*, and \[.*\] when the index was built: build it again"
    )
    with pytest.raises(EngineMismatch, match=told_of):
        open_engine(address, cache=None)


@pytest.mark.parametrize("dies_at", ["articles", "postings", "kept", "join", "probe"])
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_build_that_dies_leaves_nothing_that_answers(
    dies_at: str, is_killed: bool, address: str, embedded: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is killed it cannot even drop what it wrote: the next build does."""
    put(embedded, address)
    old, node = current(address), first_node(address)
    write_to = Node.write

    def die(self: Node, statement: str, *given: object, **more: object) -> None:
        if f"INTO {dies_at}_" in statement or (dies_at == "join" and statement.startswith("OPTIMIZE")):
            raise KeyboardInterrupt
        write_to(self, statement, *given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Node, "write", die)
        if dies_at == "probe":
            patched.setattr(
                building, "require_probes", lambda *_: (_ for _ in ()).throw(EngineMismatch("no"))
            )
        if is_killed:
            patched.setattr(building, "_dropped", lambda *_: None)
        with pytest.raises((KeyboardInterrupt, EngineMismatch)):
            build_engine(Opened(build(articles(corpus(2))), corpus=CORPUS), address)
    assert current(address) == old
    assert built(node) == {old} if not is_killed else len(built(node)) == 2
    assert told(open_engine(address, cache=None).index) == told(embedded)
    put(embedded, address)
    assert built(node) == {old, current(address)}


def test_rows_that_did_not_arrive_are_counted(
    pairs: str, embedded: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_to = Node.write

    def lose(self: Node, statement: str, data: bytes = b"", seconds: float | None = None) -> None:
        is_lossy = "INTO postings_" in statement and self.address == shards_in(pairs)[1][1]
        write_to(self, statement, data[:1200] if is_lossy else data, seconds)

    monkeypatch.setattr(Node, "write", lose)
    with pytest.raises(EngineUnavailable, match=r"has 100 rows of [\d,]+ postings: index again"):
        build_engine(Opened(embedded, corpus=CORPUS), pairs)
    with pytest.raises(EngineUnavailable, match="holds no index: build one with"):
        open_engine(pairs.split(",")[0], cache=None)


def test_what_a_client_keeps_is_fetched_once_and_mended(address: str, embedded: Index, cache: Path) -> None:
    put(embedded, address)
    asked: list[str] = []
    read = Node.read

    def noted(self: Node, query: str, *given: object) -> bytes:
        asked.append(query)
        return read(self, query, *given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Node, "read", noted)
        fetched = []
        for _ in range(3):
            asked.clear()
            assert told(open_engine(address, cache=cache).index) == told(embedded)
            fetched.append(sum("FROM kept_" in query for query in asked))
            held = next(cache.rglob("term_letters"))
        assert fetched[1:] == [1, 1], "the manifest alone"
        assert fetched[0] > 1
        held.chmod(0o600)
        held.write_bytes(held.read_bytes()[:-1])
        assert told(open_engine(address, cache=cache).index) == told(embedded)


def test_an_index_of_an_engine_is_not_copied_to_another(address: str, embedded: Index) -> None:
    opened = Opened(put(embedded, address), corpus=CORPUS)
    with pytest.raises(TypeError, match="opened anew"):
        pickle.dumps(opened.index)
    with pytest.raises(QABotError, match="index the folder"):
        build_engine(opened, address)


def test_one_address_is_enough_once_there_is_an_index(pairs: str, embedded: Index) -> None:
    put(embedded, pairs)
    one = pairs.split()[1].split(",")[1]
    other = build(articles(corpus(3)))
    assert told(put(other, one)) == told(other)
    assert told(open_engine(pairs.split(",")[0], cache=None).index) == told(other)


def test_the_command_line(address: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["index", str(root), "--engine", address]) == 0
    assert "The engine holds the index now." in capsys.readouterr().out
    assert cli.main(["ask", "--json", "--knowledge", str(root), QUESTION]) == 0
    expected = capsys.readouterr().out
    assert cli.main(["ask", "--json", "--engine", address, QUESTION]) == 0
    assert capsys.readouterr().out == expected


def test_several_processes_ask_an_engine(address: str, root: Path) -> None:
    folder = QABot.from_folder(root)
    folder.to_engine(address)
    bot = QABot.from_engine(address)
    questions = [QUESTION, "Who counted the fish?", "When did the choir sing?"]
    replies = bot.ask_many(questions, workers=2)
    assert [one.as_dict() for one in replies] == [folder.ask(one).as_dict() for one in questions]


def test_a_server_that_is_asked_for_nonsense_says_so_and_is_not_believed(
    address: str, embedded: Index
) -> None:
    put(embedded, address)
    with pytest.raises(NodeFailed, match="it reports error"):
        first_node(address).read("SELECT", 100)


def test_a_node_that_is_alone_may_be_called_otherwise_later(address: str, embedded: Index) -> None:
    put(embedded, address)
    otherwise = address.replace("127.0.0.1", "localhost")
    index = open_engine(otherwise, cache=None).index
    (reader,) = index._readers
    assert [node.address.host for node in reader._cluster.nodes] == ["localhost"]
    assert told(index) == told(embedded)


def test_a_reader_with_a_password_may_read_and_no_more(
    address: str, embedded: Index, servers: list[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(embedded, address)
    monkeypatch.setenv(ENGINE_USER.name, "reader")
    monkeypatch.setenv(ENGINE_PASSWORD.name, servers[0].password)
    assert told(open_engine(address, cache=None).index) == told(embedded)
    with pytest.raises(EngineUnavailable, match="error 164") as refused:
        build_engine(Opened(embedded, corpus=CORPUS), address)
    assert servers[0].password not in str(refused.value)
    monkeypatch.setenv(ENGINE_PASSWORD.name, "another")
    with pytest.raises(EngineUnavailable, match=r"error 19[34]|status 40[13]") as refused:
        open_engine(address, cache=None)
    assert "another" not in str(refused.value)


def test_common_terms_are_looked_at_last(
    address: str, embedded: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = put(embedded, address)
    weights = {"strike": 9.0, "otter": 9.0, "w1": 0.5, "w2": 0.5}
    monkeypatch.setattr(reader, "LARGE", 0)
    asked: list[str] = []
    read = Node.read

    def noted(self: Node, query: str, *given: object) -> bytes:
        asked.append(query)
        return read(self, query, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Node, "read", noted)
    assert index.search(weights, 2) == embedded.search(weights, 2)
    first, second = (query for query in asked if "WITH TOTALS" in query)
    assert "HAVING" not in first
    assert "HAVING" in second
