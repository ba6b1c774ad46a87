"""Fit the weights of the clues of a conversation to question sets with conversations.

    python scripts/fit_follow_ups.py SET.jsonl=FOLDER ... [--stories TALKS.jsonl=FOLDER] [--penalty 1]

Every conversation of a set is played against the articles of its folder; each of TALKS against its own story
alone, the file in FOLDER that its evidence names. A follow-up of a set counts SHARE times as much as one of
TALKS, which are many and of one kind.

The points of all other clues stay as they are and are scaled by one factor, fitted with the conversation's
own clues by a listwise softmax; the weights written are divided by that factor. Then it is fitted by how much
the weights of the other clues differ in a conversation, held to little by a strong penalty; and by how much
the log odds that the best sentence is right do, over one text and over several, with the questions that no
article answers. Run it twice: what is shown decides what follows. Prints the share of right sentences with
each set left out of the fit.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fitting import WEIGHTS, Floats, is_right, listwise, write_weights
from scipy.optimize import minimize_scalar

from qa_bot import QABot
from qa_bot.answering.answerability import FEATURES, ScoredCandidate, measure
from qa_bot.answering.features import CLUES, Clue
from qa_bot.answering.ranking import Ranker
from qa_bot.answering.weights import read_weights
from qa_bot.conversation.conversation import Conversation
from qa_bot.documents.corpus import Corpus
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.values import Query, Reply

DIALOGUE: tuple[Clue, ...] = tuple(
    clue for clue in CLUES if clue.measure.__module__ == "qa_bot.answering.features.dialogue"
)
OTHERS: tuple[Clue, ...] = tuple(clue for clue in CLUES if clue not in DIALOGUE)
# The other clues' weights are well known from many more questions: each is moved only where many follow-ups
# agree. LEAST_SPREAD: a clue that hardly ever differs is held as one with this standard deviation.
SHIFT_PENALTY, LEAST_SPREAD = 300.0, 0.3
LEAST_SHIFT = 0.25  # points: what is less changes next to nothing
FITTED_ON = "Fitted by scripts/fit_follow_ups.py on {names}."
HEAD = ("Points in a conversation.", FITTED_ON)
SHIFTS = ("Points of other clues in a conversation, beside those of sentence.tsv.", FITTED_ON)
# What a follow-up of a set counts against one of the stories, which are many and of one kind.
SHARE = 3.0
ODDS_OF = tuple(feature.name for feature in FEATURES if "in a conversation" in feature.name)
ODDS = (
    "Log odds that the best sentence is right, beside those of confidence.tsv, in a conversation.",
    FITTED_ON,
)


class Asked(NamedTuple):
    """One question in a conversation: a row for each sentence, which are right, and how much it counts.

    `log_odds`: that the best sentence is right, as outside conversations; `where`: the feature that shifts
    them. `others` are the measures of the clues that are not of the conversation.
    """

    rows: Floats
    right: Floats
    share: float
    log_odds: float
    where: str
    others: Floats


def in_folder(set_path: Path, folder: Path) -> Iterator[Asked]:
    """Play the conversations of a set; yield each question read in context."""
    bot = QABot.from_folder(folder)
    for conversation in load_questions(set_path).conversations:
        yield from played(bot, conversation, SHARE)


def alone(set_path: Path, folder: Path) -> Iterator[Asked]:
    """Play each conversation of a set against the one story that it is about."""
    for conversation in load_questions(set_path).conversations:
        name = next(gold.source for question in conversation for gold in question.evidence)
        text = next(folder.glob(f"{name}.*")).read_text(encoding="utf-8")
        # Without evidence are here those answered by no slice of the text: yes, no, a count.
        every = played(QABot.from_texts({name: text}), conversation, 1.0)
        yield from (one for one in every if one.right.any())


def played(bot: QABot, conversation: Sequence[AskedQuestion], share: float) -> Iterator[Asked]:
    """Ask the questions of a conversation in their order; yield each read in context."""
    rankings: list[list[ScoredCandidate]] = []
    chat = Conversation(partial(_noted, bot, Ranker.default(), rankings))
    for question in conversation:
        rankings.clear()
        chat.ask(question.text)
        if rankings and rankings[-1]:
            yield _asked(rankings[-1], question, bot.corpus, share)


def _noted(bot: QABot, ranker: Ranker, rankings: list[list[ScoredCandidate]], query: Query) -> Reply:
    if query.context:
        read = bot.read(query.text, query.context)
        rankings.append(ranker.rank(read, bot.rank(read, query), bot.corpus, query))
    return bot.ask(query)


def _asked(scored: Sequence[ScoredCandidate], question: AskedQuestion, corpus: Corpus, share: float) -> Asked:
    shifts = read_weights("conversation_shifts")
    others = np.array([[clue.value(one.candidate) for clue in OTHERS] for one in scored])
    by = others @ np.array([shifts.get(clue.name, 0.0) for clue in OTHERS])
    own = [[clue.value(one.candidate) for clue in DIALOGUE] for one in scored]
    rows = [[_others(one) - less, *values] for one, less, values in zip(scored, by, own, strict=True)]
    right = [float(is_right(one.candidate, question, corpus)) for one in scored]
    features = measure(scored)
    where = next(name for name in ODDS_OF if features[name])
    odds = sum(weight * features[name] for name, weight in read_weights("confidence").items())
    return Asked(np.array(rows), np.array(right), share, odds, where, others)


def shift(asked: Sequence[Asked]) -> float:
    """Fit the number by which the log odds differ in a conversation."""
    right = np.array([one.right[0] for one in asked])
    odds, counts = np.array([one.log_odds for one in asked]), np.array([one.share for one in asked])

    def loss(by: float) -> float:
        return float(counts @ np.log1p(np.exp((1 - 2 * right) * (odds + by))))

    return float(minimize_scalar(loss, bounds=(-5, 5), method="bounded").x)


def _others(scored: ScoredCandidate) -> float:
    """Return the points of all clues that are not of the conversation."""
    return scored.total - sum(scored.points.get(clue.name, 0.0) for clue in DIALOGUE)


def fit(asked: Sequence[Asked], penalty: float) -> Floats:
    """Fit the factor of the other clues, and the weights of these."""
    asked = [one for one in asked if one.right.any()]
    measures = np.concatenate([one.rows for one in asked])
    right = np.concatenate([one.right for one in asked])
    sizes, shares = [len(one.rows) for one in asked], np.array([one.share for one in asked])
    return listwise(measures, right, sizes, shares, penalty)


def fit_shifts(asked: Sequence[Asked], fitted: Floats) -> Floats:
    """Fit by how much the weights of the other clues differ in a conversation, `fitted` by `fit`."""
    asked = [one for one in asked if one.right.any()]
    measures = np.concatenate([one.others for one in asked])
    right = np.concatenate([one.right for one in asked])
    given = np.concatenate([one.rows @ fitted for one in asked])
    sizes, shares = [len(one.rows) for one in asked], np.array([one.share for one in asked])
    return listwise(measures, right, sizes, shares, SHIFT_PENALTY, given, LEAST_SPREAD)


def accuracy(asked: Sequence[Asked], weights: Floats) -> float:
    """Return the share of the questions with an answer whose best sentence is right."""
    asked = [one for one in asked if one.right.any()]
    return float(np.mean([one.right[np.argmax(one.rows @ weights)] for one in asked]))


def main() -> None:
    """Fit on all sets, write the table, and report each set as held out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="+", metavar="SET=FOLDER")
    parser.add_argument("--stories", action="append", default=[], metavar="TALKS=FOLDER")
    parser.add_argument("--penalty", type=float, default=1.0)
    arguments = parser.parse_args()
    given = [(in_folder, *one.split("=")) for one in arguments.sets]
    given += [(alone, *one.split("=")) for one in arguments.stories]
    found = {Path(name).stem: list(play(Path(name), Path(folder))) for play, name, folder in given}
    for held, asked in found.items():
        rest = [one for name, others in found.items() if name != held for one in others]
        print(f"{held:<24} n {len(asked):>3}  held out {accuracy(asked, fit(rest, arguments.penalty)):.3f}")
    every = [one for asked in found.values() for one in asked]
    fitted = fit(every, arguments.penalty)
    table = _points(DIALOGUE, fitted[1:] / fitted[0])
    shifts = _points(OTHERS, fit_shifts(every, fitted) / fitted[0])
    shifts = {name: points for name, points in shifts.items() if abs(points) >= LEAST_SHIFT}
    odds = {name: shift([one for one in every if one.where == name]) for name in ODDS_OF}
    for name, head, values in (
        ("conversation", HEAD, table),
        ("conversation_shifts", SHIFTS, shifts),
        ("conversation_confidence", ODDS, odds),
    ):
        write_weights(WEIGHTS / f"{name}.tsv", [line.format(names=", ".join(found)) for line in head], values)


def _points(clues: Sequence[Clue], weights: Floats) -> dict[str, float]:
    return {clue.name: float(weight) for clue, weight in zip(clues, weights, strict=True)}


if __name__ == "__main__":
    main()
