"""Put the program through faults: scripts/faults.py fuzz | sweep | kill | grow (--help says what with).

`fuzz` makes up texts, questions, saved indexes and terminal text until its time is over; `sweep` changes
bytes of a saved index, every one of a small index; `kill` ends writers of an index at any moment; `grow`
tells the time and memory of very many and of very large files. Exit status 1: a promise was broken.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.documents.articles import article_from_text
from qa_bot.documents.decoding import decode
from qa_bot.documents.document import Unreadable
from qa_bot.documents.passages import passages
from qa_bot.errors import IndexDamaged, IndexOutdated
from qa_bot.retrieval import open_folder, uniting
from qa_bot.retrieval.folder import check_folder
from qa_bot.retrieval.generation import CURRENT, LOCK, load
from qa_bot.retrieval.index import Index
from qa_bot.retrieval.stamps import STAMPS
from qa_bot.sanitising import excerpt, neutralise, one_line, shown_path
from qa_bot.terminal.layout import Look, paint
from qa_bot.terminal.rendering import left_out_texts, reply_lines
from qa_bot.values import Skipped

TEXTS = {
    "harbour.txt": "# Harbour\n\nDATE: 6 May 1911\n\nThe wall was finished on 4 May 1911. It cost £37,000.\n",
    "strike.md": "# The strike\n\nDr Ada Bell called off the strike. It began in March.\n\n- Pay\n- Hours\n",
    "otters.txt": "“We saw nine otters,” said Tom Hay. They left the Tweed in June.\n",
}
QUESTIONS = (
    "When was the wall finished?",
    "Who called off the strike?",
    "How many otters were seen?",
    "Is it?",
)
PIECES = [
    *"aA.B !?\n\r\t#-*>`|1.:\"“”‘’'…\x0c\u2028\x1b\x07\x00\x9b\u202e\u200b\u0301\ufeff😀é[](){}<>&%$\\/~_+=",
    *(
        "\r\n",
        "\n\n",
        "---\n",
        "Dr ",
        " said ",
        "In 2016 ",
        "4 May 1911",
        "£3.5m",
        " 2.5 years ago",
        "Who ",
        "?\n",
    ),
    *("1. ", "| a | b |\n", "```", "http://a.b/c", "\x1b[31m", "\x1b]0;x\x07", " not ", "Ada Bell", "strike"),
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=120).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=300),
)
data = st.one_of(
    st.binary(max_size=500),
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: text.encode("utf-16", "surrogatepass")),
)
LONG_AGO = 1_600_000_000  # seconds: a file changed just now would be read again
TELLING = """
import sys
from qa_bot.__main__ import run
status = run()
sys.stderr.write(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(status)
"""
BESIDE = {CURRENT, LOCK, STAMPS}  # what stands beside the segments of an index
MOST_LEFT = 2  # names: the folder, and the draft of the pointer, of one that was killed
OBEYED = {chr(code) for code in [*range(32), 127, *range(0x80, 0xA0), *range(0x202A, 0x202F), 0x2066, 0x2069]}


def write_texts(root: Path) -> Path:
    """Write the small articles into a folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (root / name).write_text(text, encoding="utf-8")
        os.utime(root / name, (LONG_AGO, LONG_AGO))
    return root


def told(index: Index) -> list[object]:
    """Return all that is answered to the questions, to be compared."""
    bot = QABot(index)
    return [bot.ask(question).as_dict() for question in QUESTIONS]


def place_in(cache: Path) -> Path:
    """Return the one saved index of a cache."""
    (place,) = (path for path in cache.iterdir() if path.is_dir())
    return place


def read_text(case: bytes) -> None:
    """Read bytes as an article: nothing is raised, and every span is one of the text."""
    try:
        article = article_from_text("a", decode(case).text)
    except Unreadable:
        return
    for passage in passages(article):
        assert article.text[passage.start : passage.end] == passage.text
        assert all(passage.start <= start < end <= passage.end for start, end in passage.sentences)


def ask_question(case: tuple[str, str]) -> None:
    """Ask anything of anything: whatever is shown stands in the article, word for word."""
    text, question = case
    bot = QABot.from_texts({"a": text, **TEXTS})
    reply = bot.ask(f"{question} who?")
    for shown in reply.shown:
        article = bot.text_of(shown.source.id)
        for part in (shown.sentence, *([shown.answer] if shown.answer else [])):
            assert article[part.start : part.end] == part.text
    json.dumps(reply.as_dict())


def show_text(text: str) -> None:
    """Show anything: nothing that a terminal obeys is left but the ends of our lines."""
    bot = QABot.from_texts({text[:50] or "a": f"The wall {text} was finished on 4 May 1911."})
    lines = paint(reply_lines(bot.ask("When was the wall finished?")), Look())
    left_out = left_out_texts([Skipped(text, text)])
    for shown in (lines, neutralise(text), one_line(text), excerpt(text), shown_path(text), *left_out):
        assert not OBEYED.intersection(shown) - {"\n"}, repr(shown)


class Spoilt:
    """A small index whose bytes are changed and put back."""

    def __init__(self, folder: Path) -> None:
        self.root, self.cache = write_texts(folder / "articles"), folder / "cache"
        self.expected = told(open_folder(self.root, cache=self.cache).index)
        self.place = place_in(self.cache)
        self.files = {path: path.read_bytes() for path in members(self.place)}

    def outcome(self, path: Path, data: bytes, full: bool = True) -> str:
        """Say what comes of an index one of whose files is another."""
        path.write_bytes(data)
        try:
            return "same" if told(Index(load(self.place, full).assembled)) == self.expected else "WRONG"
        except (IndexDamaged, IndexOutdated):
            return "damaged"
        finally:
            path.write_bytes(self.files[path])


def members(place: Path) -> list[Path]:
    """Return the files of a saved index that are read."""
    return sorted(
        path for path in place.rglob("*") if path.is_file() and path.name != "lock" and path.stat().st_size
    )


def load_index(spoilt: Spoilt) -> Callable[[list[tuple[float, float, bytes]]], None]:
    """Return what opens an index with changed bytes: it is refused, or answers as ever."""
    paths = list(spoilt.files)

    def opened(changes: list[tuple[float, float, bytes]]) -> None:
        path = paths[int(changes[0][0] * len(paths))]
        changed = bytearray(spoilt.files[path])
        for _, where, piece in changes:
            at = int(where * (len(changed) + 1))
            changed[at : at + len(piece)] = piece
        assert spoilt.outcome(path, bytes(changed)) != "WRONG"

    return opened


def targets(folder: Path) -> dict[str, tuple[st.SearchStrategy[object], Callable[..., None]]]:
    """Return what is fuzzed: how cases are made, and what must hold of each."""
    share = st.floats(0, 1, exclude_max=True)
    changes = st.lists(st.tuples(share, share, st.binary(max_size=9)), min_size=1, max_size=4)
    return {
        "reader": (data, read_text),
        "question": (st.tuples(texts, texts), ask_question),
        "index": (changes, load_index(Spoilt(folder))),
        "terminal": (texts, show_text),
    }


def fuzz(seconds: float, start: int, examples: int = 100, only: str | None = None) -> dict[str, int]:
    """Fuzz all targets in turn until the time is over; return how many rounds of `examples` each had."""
    rounds: Counter[str] = Counter()
    deadline, number = time.monotonic() + seconds, start
    with tempfile.TemporaryDirectory() as folder:
        chosen = {name: row for name, row in targets(Path(folder)).items() if only in (None, name)}
        while not rounds or time.monotonic() < deadline:
            for name, (cases, holds) in chosen.items():
                try:
                    _round(cases, holds, number, examples)
                except BaseException:
                    sys.stderr.write(
                        f"scripts/fuzz --target {name} --seed {number} --seconds 0 fails again\n"
                    )
                    raise
                rounds[name] += 1
            number += 1
    return dict(rounds)


def _round(cases: st.SearchStrategy[object], holds: Callable[..., None], number: int, examples: int) -> None:
    once = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    seed(number)(once(given(cases)(lambda case: holds(case))))()


def sweep(step: int, processes: int, full: bool, seed: int, folder: Path | None = None) -> Counter[str]:
    """Change every `step`th byte of an index in child processes; return how often each thing came of it."""
    outcomes: Counter[str] = Counter()
    fork = multiprocessing.get_context("fork")
    results = fork.SimpleQueue()
    children = [
        fork.Process(target=_sweep_part, args=(results, step, number, processes, full, seed, folder))
        for number in range(processes)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
        outcomes["CRASHED"] += child.exitcode != 0
    while not results.empty():
        outcomes.update(results.get())
    return +outcomes


def _sweep_part(
    results: multiprocessing.SimpleQueue[Counter[str]],
    step: int,
    number: int,
    processes: int,
    full: bool,
    seed: int,
    folder: Path | None,
) -> None:
    chance, outcomes = random.Random(seed * 1000 + number), Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        spoilt = Spoilt(Path(temporary)) if folder is None else Large(folder, Path(temporary))
        spots = [(path, at) for path, whole in spoilt.files.items() for at in range(0, len(whole), step)]
        for path, at in spots[number::processes]:
            whole = spoilt.files[path]
            changed = bytes([whole[at] ^ 1 << chance.randrange(8)])
            outcomes[spoilt.outcome(path, whole[:at] + changed + whole[at + 1 :], full)] += 1
    results.put(outcomes)


class Large(Spoilt):
    """The index of a folder of articles, as it is."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.cache = root, folder / "cache"
        self.expected = told(open_folder(root, cache=self.cache).index)
        self.place = place_in(self.cache)
        self.files = {path: path.read_bytes() for path in members(self.place) if path.name != "STAMPS"}


def _write_for_ever(root: Path, cache: Path, rounds: int) -> None:
    for _ in range(rounds) if rounds else iter(int, 1):
        (root / f"new{random.randrange(3)}.txt").write_text(f"Round {time.time_ns()} of the strike.")
        open_folder(root, cache=cache)


def kill(kills: int, writers: int, seed: int) -> Counter[str]:
    """Kill one of several writers at random moments; the index answers and is sound after each."""
    chance, fork, outcomes = random.Random(seed), multiprocessing.get_context("fork"), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        root, cache = write_texts(Path(folder, "articles")), Path(folder, "cache")
        expected = _answers(root, cache)
        for _ in range(kills):
            running = [fork.Process(target=_write_for_ever, args=(root, cache, 0)) for _ in range(writers)]
            for one in running:
                one.start()
            for one in running:
                time.sleep(chance.uniform(0.0, 0.15))
                os.kill(one.pid or 0, signal.SIGKILL)
                one.join()
            for path in root.glob("new*.txt"):
                path.unlink()
            outcomes["right" if _answers(root, cache) == expected else "WRONG"] += 1
            outcomes["sound" if check_folder(root, cache).sound else "UNSOUND"] += 1
            few = len(_left_over(cache)) <= MOST_LEFT
            open_folder(root, cache=cache, verify=True)
            outcomes["clean" if few and not _left_over(cache) else "LEFT OVER"] += 1
    return outcomes


def _left_over(cache: Path) -> set[str]:
    """Return the names in the place of an index that are not of it."""
    place = place_in(cache)
    own = {layer.name for layer in load(place).layers}
    return {path.name for path in place.iterdir()} - own - BESIDE


def _answers(root: Path, cache: Path) -> list[object]:
    opened = open_folder(root, cache=cache)
    assert not opened.notices, opened.notices
    return [QABot(opened.index).ask(question).kind for question in QUESTIONS]


def together(writers: int, rounds: int) -> Counter[str]:
    """Let several processes change and index one folder at once."""
    fork, outcomes = multiprocessing.get_context("fork"), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        root, cache = write_texts(Path(folder, "articles")), Path(folder, "cache")
        running = [fork.Process(target=_write_for_ever, args=(root, cache, rounds)) for _ in range(writers)]
        for one in running:
            one.start()
        for one in running:
            one.join()
            outcomes["ended" if one.exitcode == 0 else "CRASHED"] += 1
        _answers(root, cache)
        outcomes["sound" if check_folder(root, cache).sound else "UNSOUND"] += 1
    return outcomes


def grow(files: int, megabytes: int) -> Iterator[str]:
    """Yield the time and memory of indexing and asking many small files, and one large one."""
    with tempfile.TemporaryDirectory() as folder:
        many, large = Path(folder, "many"), Path(folder, "large")
        for number in range(files):
            path = many / f"{number // 1000:03}" / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"Lamp {number} was lit by Tom Hay on 4 May 1911.\n")
            os.utime(path, (LONG_AGO, LONG_AGO))
        large.mkdir()
        (large / "line.txt").write_text("word " * (megabytes * 200_000))
        (large / "lamp.txt").write_text("The lamp was lit by Tom Hay.\n")
        for name, root in ((f"{files:,} files", many), (f"a line of {megabytes} MB", large)):
            for what in ("index", "ask again"):
                yield f"{name}, {what}: {_measured(root, Path(folder, 'cache'), what)}"


def _measured(root: Path, cache: Path, what: str) -> str:
    arguments = (
        ["index", str(root)] if what == "index" else ["ask", "Who lit the lamp?", "--knowledge", str(root)]
    )
    began, environ = time.perf_counter(), {**os.environ, "QA_BOT_CACHE": str(cache)}
    command = [sys.executable, "-c", TELLING, *arguments]
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    took, most = time.perf_counter() - began, int(ran.stderr.split()[-2]) / 1024
    return f"exit {ran.returncode}, {took:.1f} s, at most {most:,.0f} MB"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one of the commands and print what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    rows = parser.add_subparsers(dest="command", required=True)
    fuzzed = rows.add_parser("fuzz")
    fuzzed.add_argument("--seconds", type=float, default=60)
    fuzzed.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    fuzzed.add_argument("--target", choices=("reader", "question", "index", "terminal"))
    swept = rows.add_parser("sweep")
    swept.add_argument("--step", type=int, default=1)
    swept.add_argument("--seed", type=int, default=0)
    swept.add_argument(
        "--large", type=Path, metavar="FOLDER", help="articles whose index is checked as it is used"
    )
    killed = rows.add_parser("kill")
    killed.add_argument("--kills", type=int, default=200)
    killed.add_argument("--writers", type=int, default=2)
    killed.add_argument("--rounds", type=int, default=50, help="of each of 8 writers at once")
    killed.add_argument("--seed", type=int, default=0)
    killed.add_argument("--segments", action="store_true", help="let small changes be segments too")
    grown = rows.add_parser("grow")
    grown.add_argument("--files", type=int, default=100_000)
    grown.add_argument("--megabytes", type=int, default=100)
    chosen = parser.parse_args(argv)
    return _print(chosen)


def _print(chosen: argparse.Namespace) -> int:
    began = time.monotonic()
    if chosen.command == "fuzz":
        sys.stdout.write(f"seed {chosen.seed}\n")
        told = [f"rounds of 100: {fuzz(chosen.seconds, chosen.seed, only=chosen.target)}"]
    elif chosen.command == "sweep":
        processes, full = os.cpu_count() or 1, chosen.large is None
        told = [f"bytes changed: {dict(sweep(chosen.step, processes, full, chosen.seed, chosen.large))}"]
    elif chosen.command == "kill":
        if chosen.segments:
            uniting.SMALL = uniting.GROWTH = 0
        told = [f"kills: {dict(kill(chosen.kills, chosen.writers, chosen.seed))}"]
        told += [f"writers at once: {dict(together(8, chosen.rounds))}"]
    else:
        told = [*grow(chosen.files, chosen.megabytes)]
    sys.stdout.write("".join(f"{line}\n" for line in [*told, f"{time.monotonic() - began:.0f} s"]))
    return int(any(word in line for line in told for word in ("WRONG", "CRASHED", "UNSOUND", "LEFT OVER")))


if __name__ == "__main__":
    sys.exit(main())
