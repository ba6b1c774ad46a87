"""The command: start nodes and let them run, or prove what they answer."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clustering.hosts import Host, NoHosts, Relay, on_hosts
from clustering.proving import Load, Proof, compared, under
from clustering.servers import NoServer, Server, layout_of, on_loopback, running
from qa_bot.bot import QABot
from qa_bot.errors import QABotError
from qa_bot.evaluation.question_sets import load_questions

OWN_QUESTIONS = Path(__file__).parents[2] / "tests" / "questions" / "knowledge.questions.jsonl"
DATABASE = "qa_bot"
DELAY, LOST = 0.020, 0.01
SLOW = 4  # the host whose link is slow
DESCRIPTION = """Start ClickHouse on this machine, with configuration and data in a temporary folder.

Without a command the nodes run until Ctrl-C. `prove` starts them, puts a folder's index into them, asks every
question of them and of the embedded index, kills a replica of each shard under load, then a whole shard, and
prints the counts. With --hosts each node is in a network namespace of its own (as root): one is cut off, and
the link to another delays packets by 20 ms and loses one in a hundred.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run; status 1 where something was wrong, 2 where nodes could not be had."""
    given = parser().parse_args(argv)
    try:
        with tempfile.TemporaryDirectory(prefix="qa_bot_cluster_") as folder:
            return prove(given, Path(folder)) if given.command else stay(given, Path(folder))
    except (NoServer, NoHosts, QABotError, OSError) as error:
        print(f"scripts/cluster: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Return what the command line may hold."""
    made = argparse.ArgumentParser(
        "scripts/cluster", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = made.add_argument
    add("command", nargs="?", choices=("prove",), help="prove what the nodes answer; without it they run")
    add("folder", nargs="?", help="a folder of articles (default: the bundled ones)")
    add("--questions", type=Path, default=OWN_QUESTIONS, metavar="SET", help="a question set")
    add("--asked", type=int, default=500, metavar="N", help="how many questions (%(default)s)")
    add("--shards", type=int, default=2, metavar="N", help="parts of the articles (%(default)s)")
    add("--replicas", type=int, default=2, metavar="N", help="nodes that hold each part (%(default)s)")
    add("--hosts", action="store_true", help="each node in a network namespace of its own")
    return made


def stay(given: argparse.Namespace, folder: Path) -> int:
    """Let nodes run until they are interrupted."""
    servers = on_loopback(folder, given.shards * given.replicas)
    with running(servers):
        print(
            f'The nodes run until Ctrl-C: --engine "{layout_of(servers, given.shards, DATABASE)}"', flush=True
        )
        threading.Event().wait()
    return 0


def prove(given: argparse.Namespace, folder: Path) -> int:
    """Prove what the nodes answer; return 1 where an answer was wrong or missing."""
    with nodes_of(given, folder) as nodes:
        servers = [server for _, server in nodes]
        with running(servers):
            proof = prepared(given, layout_of(servers, given.shards, DATABASE))
            tell("no node down", compared(proof))
            loads = [*(on_own_hosts if given.hosts else on_one_machine)(given, proof, nodes)]
    return int(any(load.wrong or load.failed or (load.refused and not expected) for load, expected in loads))


Nodes = list[tuple[Host | None, Server]]
Judged = Iterator[tuple[Load, bool]]  # whether refusals are expected


@contextmanager
def nodes_of(given: argparse.Namespace, folder: Path) -> Iterator[Nodes]:
    """Yield the nodes, on this machine or on hosts of their own."""
    count = given.shards * given.replicas
    if not given.hosts:
        yield [(None, server) for server in on_loopback(folder, count)]
        return
    with on_hosts(folder, count, [SLOW], Relay(DELAY, LOST)) as made:
        yield [*made]


def prepared(given: argparse.Namespace, addresses: str) -> Proof:
    """Index a folder, put the index into the nodes, and read the questions."""
    began = time.perf_counter()
    bot = QABot.from_folder(given.folder)
    read = time.perf_counter()
    bot.to_engine(addresses)
    put = time.perf_counter()
    engine = QABot.from_engine(addresses.split()[0].split(",")[0])
    opened = time.perf_counter()
    taken = f"read in {read - began:.1f} s, put into the nodes in {put - read:.1f} s"
    size = f"{len(bot.sources):,} articles, {bot.passage_count:,} passages"
    tell("index", f"{size}: {taken}, opened in {opened - put:.2f} s")
    texts = [one.text for one in load_questions(given.questions).questions]
    step = max(1, len(texts) // given.asked)
    return Proof.begun(bot, engine, texts[::step][: given.asked])


def on_one_machine(given: argparse.Namespace, proof: Proof, nodes: Nodes) -> Judged:
    """Kill a replica of each shard under load, then a whole shard, and start all again."""
    servers = [server for _, server in nodes]
    firsts, second = servers[:: given.replicas], servers[1 : given.replicas]
    load = under(proof, given.asked, *(server.kill for server in firsts))
    tell("a replica of each shard killed under load", str(load))
    yield load, given.replicas == 1
    yield from without_a_shard(given, proof, second, [server.start for server in (*firsts, *second)])


def without_a_shard(
    given: argparse.Namespace, proof: Proof, rest: Sequence[Server], again: Sequence[Callable[[], None]]
) -> Judged:
    """Kill what is left of the first shard, then start it again."""
    for server in rest:
        server.kill()
    load = under(proof, given.asked // 10)
    tell("the first shard down", str(load))
    yield load, True
    for start in again:
        start()
    load = under(proof, given.asked)
    tell("all started again", str(load))
    yield load, False


def on_own_hosts(given: argparse.Namespace, proof: Proof, nodes: Nodes) -> Judged:
    """Ask over the slow link, then cut a host off under load, then a whole shard, and join them again."""
    hosts = [host for host, _ in nodes if host]
    load = under(proof, given.asked)
    tell(f"one link with {1000 * DELAY:.0f} ms and {LOST:.0%} loss", str(load))
    yield load, False
    load = under(proof, given.asked, hosts[0].cut)
    tell("one host cut off under load as well", str(load))
    yield load, given.replicas == 1
    for host in hosts[1 : given.replicas]:
        host.cut()
    load = under(proof, 4)
    tell("all hosts of the first shard cut off", str(load))
    yield load, True
    for host in hosts[: given.replicas]:
        host.mend()
    time.sleep(1)
    load = under(proof, given.asked)
    tell("all joined again", str(load))
    yield load, False


def tell(what: str, found: str) -> None:
    """Print what was found."""
    print(f"{what}: {found}", flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended so, it ends its nodes as well
    sys.exit(main())
