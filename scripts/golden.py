"""Write what every question of some sets gets, and compare two such runs.

    python scripts/golden.py own
    python scripts/golden.py write FILE SET... [--limit N] [--scope SCOPE] [--full FULL]
    python scripts/golden.py compare OLD NEW [--full OLD_FULL NEW_FULL]

`own` rewrites tests/golden from the sets of tests/questions. A SET is `own`, the same; SQuAD JSON, asked of
its own paragraphs; CANARD JSON, whose follow-ups are only completed; FOLDER with FOLDER.questions.jsonl or
FOLDER.talks.jsonl beside it, or a directory of such folders; or a directory with `talks.jsonl` and
`articles`, one story for each talk. `--limit` takes every k-th question (or talk) of a set so that N remain.
`--full` keeps the whole JSON of every reply, and tells of two runs in which parts of it they differ.
See golden_lines.py for the form of a line.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import golden_lines as lines
from golden_lines import Change, Golden, Json
from measure_follow_ups import turns_before

from qa_bot import QABot
from qa_bot.conversation.reading import read_follow_up
from qa_bot.evaluation.evaluate import Scope, scope_of
from qa_bot.evaluation.question_sets import load_follow_ups, load_questions

Row = TypeVar("Row")
OWN = Path("own")
BESIDE = ("questions", "talks")
SCOPES = ("corpus", "article", "passage")


class How(NamedTuple):
    """How much of a set is asked, and of what."""

    limit: int
    scope: Scope


def thinned(rows: Sequence[Row], limit: int) -> list[Row]:
    """Return `limit` rows spread evenly over all, or all where there are no more."""
    count = min(limit, len(rows))
    return [rows[place * len(rows) // count] for place in range(count)]


def ask_set(path: Path, how: How) -> Iterator[Golden]:
    """Ask a set of any form."""
    if path == OWN:
        return (one for name in lines.OWN for one in lines.ask_own(name))
    if path.suffix == ".json":
        is_canard = isinstance(json.loads(path.read_text(encoding="utf-8")), list)
        return complete_follow_ups(path, how) if is_canard else ask_squad(path, how)
    if (path / "talks.jsonl").exists():
        return ask_stories(path, how)
    if beside(path):
        return ask_folder(path, how)
    return (one for folder in sorted(path.iterdir()) if beside(folder) for one in ask_folder(folder, how))


def beside(folder: Path) -> list[Path]:
    """Return the sets that stand beside a folder and are named after it."""
    paths = (folder.with_name(f"{folder.name}.{what}.jsonl") for what in BESIDE)
    return [path for path in paths if folder.is_dir() and path.exists()]


def ask_folder(folder: Path, how: How) -> Iterator[Golden]:
    """Ask the sets beside a folder of the articles in it."""
    bot = QABot.from_folder(folder, cache=False)
    for path in beside(folder):
        yield from lines.ask_talks(path.stem, bot, thinned(lines.talks_in(path), how.limit))


def ask_squad(path: Path, how: How) -> Iterator[Golden]:
    """Ask a SQuAD set of its own paragraphs."""
    found = load_questions(path)
    bot = QABot.from_texts(found.texts)
    for one in thinned(found.questions, how.limit):
        yield lines.golden(path.stem, one.id, one.text, bot.ask(one.text, scope_of(one, how.scope)))


def ask_stories(folder: Path, how: How) -> Iterator[Golden]:
    """Hold each talk with a bot that knows its story alone."""
    for turns in thinned(lines.talks_in(folder / "talks.jsonl"), how.limit):
        story = next(gold["source"] for turn in turns for gold in turn["evidence"])
        path = next((folder / "articles").glob(f"{story}.*"))
        bot = QABot.from_texts({story: path.read_text(encoding="utf-8")})
        yield from lines.ask_talks(folder.name, bot, [turns])


def complete_follow_ups(path: Path, how: How) -> Iterator[Golden]:
    """Complete follow-up questions from the talk before them."""
    for number, row in thinned(list(enumerate(load_follow_ups(path), 1)), how.limit):
        found = read_follow_up(row.question, turns_before(row))
        told = {"text": found.text, "because": found.because}
        fields = ("rewrite", found.text, found.because or "-", lines.digest(told), row.question)
        yield Golden(lines.line_of(path.stem, str(number), *fields), told)


def timed(path: Path, how: How) -> list[Golden]:
    """Ask a set and print how long it took."""
    began = time.perf_counter()
    found = list(ask_set(path, how))
    print(f"{path.name}: {len(found)} questions, {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return found


def write(file: Path, found: Iterable[Golden], full: Path | None = None) -> None:
    """Write the lines of a run, and its replies in full where wanted."""
    found = list(found)
    file.write_text(lines.written(one.line for one in found), encoding="utf-8")
    if full:
        rows = ({"set": one.line.set, "id": one.line.id, "told": one.told} for one in found)
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        full.write_text(text, encoding="utf-8")


def write_own() -> None:
    """Write tests/golden anew and print the lines that changed."""
    lines.GOLDEN.mkdir(exist_ok=True)
    for name in lines.OWN:
        file, found = lines.GOLDEN / f"{name}.txt", list(lines.ask_own(name))
        before = lines.read(file) if file.exists() else []
        for change in lines.changes(before, (one.line for one in found)):
            print(change.text)
        write(file, found)


def compare(old: Path, new: Path, full: Sequence[Path] = ()) -> Iterator[str]:
    """Print what differs between two runs: counts first, then what a reader sees, then the rest."""
    before, after = lines.read(old), lines.read(new)
    changed = lines.changes(before, after)
    seen = [change for change in changed if change.is_seen]
    unseen = [change for change in changed if not change.is_seen]
    told = [full_of(path) for path in full]
    parts = {change: differing(change, *told) for change in unseen if told}
    asked = len({line.key for line in (*before, *after)})
    same = f"{asked - len(changed)} of {asked} identical"
    yield f"{old.name}: {same}, {len(seen)} seen by a reader, {len(unseen)} only in the digest"
    counts = Counter(name for names in parts.values() for name in names)
    yield from (f"  {count} differ in {name}" for name, count in counts.most_common())
    yield from (change.text for change in seen)
    for change in unseen:
        yield f"{change.text}\n  in: {', '.join(parts[change])}" if told else change.text


def full_of(path: Path) -> dict[tuple[str, str], Json]:
    """Return the replies in full of a run, by set and id."""
    rows = map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
    return {(row["set"], row["id"]): row["told"] for row in rows}


def differing(change: Change, *told: dict[tuple[str, str], Json]) -> list[str]:
    """Return the top-level keys in which the two replies differ; `why` with the keys below it."""
    old, new = (flat(one[change.about.key]) for one in told)
    return [name for name in sorted({*old, *new}) if old.get(name, ...) != new.get(name, ...)]


def flat(told: Json) -> dict[str, Json]:
    """Return a reply's JSON with the keys of `why` as keys of their own."""
    why = {f"why.{name}": value for name, value in told.get("why", {}).items()}
    return {name: value for name, value in told.items() if name != "why"} | why


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("own", help="rewrite tests/golden")
    writing = commands.add_parser("write", help="ask sets and write a line for each question")
    writing.add_argument("file", type=Path)
    writing.add_argument("sets", type=Path, nargs="+")
    writing.add_argument("--limit", type=int, default=sys.maxsize, help="questions or talks of each set")
    writing.add_argument("--scope", choices=SCOPES, default="corpus", help="where SQuAD questions look")
    writing.add_argument("--full", type=Path, help="write every reply's JSON to this file")
    comparing = commands.add_parser("compare", help="tell what differs between two files")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.add_argument("--full", type=Path, nargs=2, default=(), help="the two files written with --full")
    return parser.parse_args()


def main() -> None:
    """Do what the command line says."""
    args = parsed()
    if args.command == "own":
        write_own()
    elif args.command == "write":
        how = How(args.limit, args.scope)
        write(args.file, [one for path in args.sets for one in timed(path, how)], args.full)
    else:
        print("\n".join(compare(args.old, args.new, args.full)))


if __name__ == "__main__":
    main()
