"""Fit the weights of the clues of a conversation to question sets with conversations.

    python scripts/fit_follow_ups.py SET.jsonl=FOLDER ... [--penalty 1]

Every conversation is played against the articles of its folder. The points of all other clues stay as they
are and are scaled by one factor, fitted with the conversation's own clues by a listwise softmax; the weights
written are divided by that factor. Prints the share of right sentences with each set left out of the fit.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fitting import WEIGHTS, Floats, is_right, listwise, write_weights

from qa_bot import QABot
from qa_bot.answering.answerability import ScoredCandidate
from qa_bot.answering.features import CLUES, Clue
from qa_bot.answering.ranking import Ranker
from qa_bot.conversation.conversation import Conversation
from qa_bot.documents.corpus import Corpus
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.question_sets import load
from qa_bot.values import Query, Reply

DIALOGUE: tuple[Clue, ...] = tuple(
    clue for clue in CLUES if clue.measure.__module__ == "qa_bot.answering.features.dialogue"
)
HEAD = ("Points in a conversation, fitted by scripts/fit_follow_ups.py on {names}.",)


class Asked(NamedTuple):
    """One question in a conversation: a row for each sentence, and which are right."""

    rows: Floats
    right: Floats


def played(set_path: Path, folder: Path) -> Iterator[Asked]:
    """Play the conversations of a set; yield each follow-up question that has an answer."""
    bot, ranker = QABot.from_folder(folder), Ranker.default()
    for conversation in load(set_path).conversations:
        rankings: list[list[ScoredCandidate]] = []
        chat = Conversation(partial(_noted, bot, ranker, rankings))
        for question in conversation:
            rankings.clear()
            chat.ask(question.text)
            asked = _asked(rankings[-1], question, bot.corpus) if rankings and question.answerable else None
            if asked is not None and asked.right.any():
                yield asked


def _noted(bot: QABot, ranker: Ranker, rankings: list[list[ScoredCandidate]], query: Query) -> Reply:
    if query.context:
        read = bot.read(query.text)
        rankings.append(ranker.rank(read, bot.rank(read, query), bot.corpus, query))
    return bot.ask(query)


def _asked(scored: Sequence[ScoredCandidate], question: AskedQuestion, corpus: Corpus) -> Asked:
    rows = [[_others(one), *(clue.value(one.candidate) for clue in DIALOGUE)] for one in scored]
    right = [float(is_right(one.candidate, question, corpus)) for one in scored]
    return Asked(np.array(rows), np.array(right))


def _others(scored: ScoredCandidate) -> float:
    """Return the points of all clues that are not of the conversation."""
    return scored.total - sum(scored.points.get(clue.name, 0.0) for clue in DIALOGUE)


def fit(asked: Sequence[Asked], penalty: float) -> Floats:
    """Fit the factor of the other clues and the weights of these; return them in the others' unit."""
    measures = np.concatenate([one.rows for one in asked])
    right = np.concatenate([one.right for one in asked])
    fitted = listwise(measures, right, [len(one.rows) for one in asked], np.ones(len(asked)), penalty)
    return fitted / fitted[0]


def accuracy(asked: Sequence[Asked], weights: Floats) -> float:
    """Return the share of questions whose best sentence is right."""
    return float(np.mean([one.right[np.argmax(one.rows @ weights)] for one in asked]))


def main() -> None:
    """Fit on all sets, write the table, and report each set as held out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="+", metavar="SET=FOLDER")
    parser.add_argument("--penalty", type=float, default=1.0)
    arguments = parser.parse_args()
    pairs = [one.partition("=") for one in arguments.sets]
    found = {Path(name).stem: list(played(Path(name), Path(folder))) for name, _, folder in pairs}
    for held, asked in found.items():
        rest = [one for name, others in found.items() if name != held for one in others]
        print(f"{held:<24} n {len(asked):>3}  held out {accuracy(asked, fit(rest, arguments.penalty)):.3f}")
    weights = fit([one for asked in found.values() for one in asked], arguments.penalty)
    table = {clue.name: float(weight) for clue, weight in zip(DIALOGUE, weights[1:], strict=True)}
    write_weights(WEIGHTS / "conversation.tsv", [line.format(names=", ".join(found)) for line in HEAD], table)
    print("\n".join(f"{weight:>7.3f}  {name}" for name, weight in table.items()))


if __name__ == "__main__":
    main()
