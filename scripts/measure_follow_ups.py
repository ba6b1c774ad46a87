"""Measure how well follow-up questions are completed.

    python scripts/measure_follow_ups.py CANARD.json [--show RULE]

CANARD (Elgohary et al. 2019) gives conversations, follow-up questions and rewrites that stand alone. The
first line of each, the title of its article, is taken as the topic, as if it had been asked first. Even
dialogs are for looking at, odd ones for the figures reported.

leaning: questions whose rewrite adds content words; recall: the mean over them of the share of those words
that the completed question holds. precision: the share of the content words added by us that the rewrite
adds too. whole: questions whose rewrite adds none; whole changed: the share of them that we changed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qa_bot.conversation.reading import Reading, read_follow_up
from qa_bot.conversation.state import Turn
from qa_bot.evaluation.question_sets import FollowUp, load_follow_ups
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import stem, terms

FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
SILENT = "I don't know."


class Measured(NamedTuple):
    """A follow-up question as we completed it; `wanted` and `gained` are stems of content words added."""

    dialog: int
    row: FollowUp
    reading: Reading
    wanted: frozenset[str]
    gained: frozenset[str]

    @property
    def recall(self) -> float:
        return len(self.wanted & self.gained) / len(self.wanted)

    @property
    def changed(self) -> bool:
        return self.reading.text != self.row.question


def content(text: str) -> frozenset[str]:
    """Return the stems of a text that are no function words."""
    return frozenset(terms(text)) - FUNCTION_STEMS


def dialogs(rows: Sequence[FollowUp]) -> list[list[FollowUp]]:
    """Part the rows into conversations: a new title, or a history that is not longer, begins another."""
    found: list[list[FollowUp]] = []
    for row in rows:
        last = found[-1][-1].history if found else ()
        if last[:2] != row.history[:2] or len(row.history) <= len(last):
            found.append([])
        found[-1].append(row)
    return found


def turns_before(row: FollowUp) -> list[Turn]:
    """Replay a conversation: every question completed by us, its answer, and the article's title."""
    title, _, *said = row.history
    turns = [Turn(title, title=title)]
    for question, reply in zip(said[::2], said[1::2], strict=False):
        answer = "" if reply == SILENT else reply
        turns.append(Turn(read_follow_up(question, turns).text, answer, answer, title))
    return turns


def measured(rows: Sequence[FollowUp]) -> Iterator[Measured]:
    """Complete every question of a set."""
    for number, dialog in enumerate(dialogs(rows)):
        for row in dialog:
            reading = read_follow_up(row.question, turns_before(row))
            asked = content(row.question)
            gained = content(reading.text) - asked
            yield Measured(number, row, reading, content(row.rewrite) - asked, gained)


def mean(values: Iterable[float]) -> float:
    """Return the mean, and 0 for nothing."""
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def figures(name: str, found: Sequence[Measured]) -> str:
    """Say in one line what a set of readings is worth."""
    leaning = [one for one in found if one.wanted]
    whole = [one for one in found if not one.wanted]
    added = sum(len(one.gained) for one in found)
    right = sum(len(one.gained & one.wanted) for one in found)
    recall = mean(one.recall for one in leaning)
    return (
        f"{name:<28} n {len(found):>5}  leaning {len(leaning):>5}  recall {recall:.3f}"
        f"  precision {right / max(added, 1):.3f}  whole {len(whole):>4}"
        f"  whole changed {mean(one.changed for one in whole):.3f}"
    )


def by_rule(found: Sequence[Measured]) -> Iterator[str]:
    """Say in one line a rule what the questions it had a hand in are worth."""
    groups: dict[str, list[Measured]] = defaultdict(list)
    for one in found:
        for rule in one.reading.because.split(", ") if one.reading.because else ["(unchanged)"]:
            groups[rule].append(one)
    for rule in sorted(groups, key=lambda rule: (-len(groups[rule]), rule)):
        yield "  " + figures(rule, groups[rule])


def shown(found: Sequence[Measured], rule: str) -> Iterator[str]:
    """Print the readings of a rule beside the rewrites."""
    for one in found:
        if rule in (one.reading.because or "(unchanged)"):
            share = f"{one.recall:.2f}" if one.wanted else "    "
            yield f"{share} {one.row.history[0]} | {one.row.history[-1][:100]}\n     {one.row.question}"
            yield f"     > {one.reading.text}  [{one.reading.because}]\n     = {one.row.rewrite}"


def main() -> None:
    """Print the figures of the dialogs looked at, and of those reported."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("canard", type=Path)
    parser.add_argument("--show", default="", help="print the even dialogs' readings made by this rule")
    arguments = parser.parse_args()
    found = list(measured(load_follow_ups(arguments.canard)))
    even = [one for one in found if one.dialog % 2 == 0]
    if arguments.show:
        print("\n".join(shown(even, arguments.show)))
    for name, group in (
        ("even (looked at)", even),
        ("odd (reported)", [one for one in found if one.dialog % 2]),
    ):
        print(figures(name, group))
        print("\n".join(by_rule(group)))


if __name__ == "__main__":
    main()
