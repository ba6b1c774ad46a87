"""The options of the command."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarking.libraries import LIBRARIES
from benchmarking.measures import MEASURES

OUT = Path(__file__).parents[2] / "docs" / "benchmark"
LIBRARY_NAMES = [row.name for row in LIBRARIES]
UNITS = {"k": 1_000, "m": 1_000_000}
SET_HELP = "a question set to ask; its texts, if it has any, come before the folder's; may be repeated"
FILES_HELP = "ask a folder of so many small files, too; 0 asks none (%(default)s)"
ONLY_HELP = f"only some of {', '.join(LIBRARY_NAMES)}; with commas between"
MEASURES_HELP = "only some of what is measured, see below; with commas between"
OUT_HELP = "where figures.json and the plots go; by default docs/benchmark, and the table to docs/figures.md"
DESCRIPTION = """Measure qa_bot beside other search libraries on the same passages, a thousand to a million.

Each measurement is a process of its own, with one thread for arithmetic; the libraries take turns, and the
medians of all rounds are shown. The others are given the passages as qa_bot cuts them, so they need not read
files. Where the folder gives fewer passages than asked for, copies are added with the sentences mixed. All
this is made in a temporary folder (TMPDIR says where); for a million passages it grows to about 5 GB.
"""


def parser() -> argparse.ArgumentParser:
    """Return what the command line may hold."""
    made = argparse.ArgumentParser(
        "scripts/benchmark",
        description=DESCRIPTION,
        epilog=_about_measures(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = made.add_argument
    add("folder", nargs="?", type=Path, help="texts (.txt, .md); by default the bundled articles")
    add("--questions", action="append", default=[], type=Path, metavar="SET", help=SET_HELP)
    add("--sizes", default="1k,10k,100k", type=_sizes, help="about how many passages (%(default)s)")
    add("--files", default="26k", type=_size, metavar="N", help=FILES_HELP)
    add("--only", default=[], type=_some_of(LIBRARY_NAMES), metavar="NAMES", help=ONLY_HELP)
    add("--measures", default=[*MEASURES], type=_some_of([*MEASURES]), metavar="NAMES", help=MEASURES_HELP)
    add("--rounds", default=5, type=_count, metavar="N", help="times each is measured (%(default)s)")
    add("--asked", default=400, type=_count, metavar="N", help="how many questions (%(default)s)")
    add("--out", default=OUT, type=Path, metavar="FOLDER", help=OUT_HELP)
    add("--draw", action="store_true", help="measure nothing: draw anew what figures.json there holds")
    return made


def _about_measures() -> str:
    rows = (f"  {name:10} {row.about}{'' if row.of_all else ' (qa_bot)'}" for name, row in MEASURES.items())
    return "\n".join(("what is measured:", *rows))


def _count(text: str) -> int:
    if (number := _size(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is too few; give 1 or more")
    return number


def _size(text: str) -> int:
    number, unit = (text[:-1], text[-1].lower()) if text[-1:].lower() in UNITS else (text, "")
    try:
        return int(float(number) * UNITS.get(unit, 1))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write one such as 500, 20k or 1m") from None


def _sizes(text: str) -> dict[str, int]:
    found = {one.strip().lower(): _size(one.strip()) for one in text.split(",") if one.strip()}
    if not found or min(found.values()) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} names no size; write some such as 1k,20k")
    return found


def _some_of(known: Sequence[str]) -> Any:  # noqa: ANN401 - a type for argparse
    def names(text: str) -> list[str]:
        found = [one.strip() for one in text.split(",") if one.strip()]
        if unknown := [one for one in found if one not in known]:
            raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return found

    return names
