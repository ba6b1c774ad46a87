"""The command: what is asked for, measured, and written."""

from __future__ import annotations

import argparse
import platform
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarking import plots, tables
from benchmarking.libraries import LIBRARIES, OWN, Library, version
from benchmarking.options import OUT, parser
from benchmarking.place import Place, Wanted
from benchmarking.results import FILE, MANY_FILES, Failed, Results
from benchmarking.running import CODE, KNOWLEDGE, Notes, measured, prepared
from qa_bot.parallel import processors
from qa_bot.sanitising import one_line, shown_path

DOCUMENT = CODE / "docs" / "figures.md"
OWN_QUESTIONS = CODE / "tests" / "questions" / "knowledge.questions.jsonl"
LONGEST, SHORTEST = 60_000, 1_000  # characters of an article: a chapter, or a note where files are many
OF_FILES = ("cold", "prompt")  # what many small files are measured for


def main(argv: Sequence[str] | None = None) -> int:
    """Measure or draw again, and write what came of it; status 2 where not all could be measured."""
    given = parser().parse_args(argv)
    status, done = 0, list[Results]()
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        for results in (Results.read(given.out / FILE),) if given.draw else run(given):
            results.write(given.out / FILE)
            done = [results]
    except (Failed, OSError) as error:
        status = 2
        tell(f"Nothing more was measured: {error}")
    except KeyboardInterrupt:
        status = 130
        tell("Stopped.")
    for results in done:
        publish(results, given.out)
    return status


def publish(results: Results, out: Path) -> None:
    """Show the table, draw the plots, and write the section of the document where that folder is its own."""
    sys.stdout.write(tables.table(results))
    drawn = plots.draw(results, out) if version("matplotlib") else []
    if not drawn:
        tell("no plots: matplotlib is not installed (pip install matplotlib)")
    if out.resolve() == OUT:
        tables.put_into(DOCUMENT, results)
        drawn.append(DOCUMENT)
    tell(f"written: {', '.join(shown_path(str(path)) for path in (out / FILE, *drawn))}")


def run(given: argparse.Namespace) -> Iterator[Results]:
    """Measure all that is asked for; yield the results after each corpus."""
    notes = Notes(tell)
    libraries = chosen(given.only, notes)
    results = Results(setting(given, libraries), [], [], notes.left_out)
    for name, wanted in corpora_wanted(given):
        with tempfile.TemporaryDirectory(prefix="qa_bot_benchmark_") as folder:
            place = Place(Path(folder))
            place.want(wanted)
            tell(f"{name}: making the corpus")
            corpus = prepared(name, place)
            names = [one for one in given.measures if name != MANY_FILES or one in OF_FILES]
            some = [row for row in libraries if name != MANY_FILES or row.name == OWN]
            rows = list(measured(corpus, place, some, names, given.rounds, notes))
        results = results._replace(corpora=[*results.corpora, corpus], rows=[*results.rows, *rows])
        yield results


def chosen(only: Sequence[str], notes: Notes) -> list[Library]:
    """Return the libraries that are asked for and installed; the others are noted."""
    wanted = [row for row in LIBRARIES if not only or row.name in only]
    for row in wanted:
        if row.missing:
            notes.leave_out(f"{row.name}: not installed ({row.installer} {' '.join(row.missing)})")
    return [row for row in wanted if not row.missing]


def texts(given: argparse.Namespace) -> tuple[Path, list[Path]]:
    """Return the folder and the question sets; the bundled articles come with their own questions."""
    folder = given.folder or KNOWLEDGE
    return folder, given.questions or ([OWN_QUESTIONS] if folder == KNOWLEDGE else [])


def corpora_wanted(given: argparse.Namespace) -> Iterator[tuple[str, Wanted]]:
    """Yield each corpus with its name."""
    folder, sets = texts(given)
    paths = tuple(str(one.resolve()) for one in sets)
    wanted = Wanted(str(folder.resolve()), paths, 0, 0, LONGEST, given.asked)
    yield from ((name, wanted._replace(passages=size)) for name, size in given.sizes.items())
    if given.files and set(OF_FILES) & {*given.measures}:
        yield MANY_FILES, wanted._replace(files=given.files, longest=SHORTEST)


def setting(given: argparse.Namespace, libraries: Sequence[Library]) -> dict[str, Any]:
    """Return with what it was measured; names of files without where they lie."""
    folder, sets = texts(given)
    packages = dict.fromkeys(package for row in libraries for package in row.needs if not row.apart)
    return {
        "processors": processors(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("numpy", *packages)},
        "texts": [one_line(path.name) for path in (*sets, folder)],
        "questions": given.asked,
        "rounds": given.rounds,
    }


def tell(text: str) -> None:
    """Say on the way what is being done."""
    sys.stderr.write(f"{one_line(text)}\n")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended so, it clears up as well
    sys.exit(main())
