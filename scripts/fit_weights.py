"""Fit the points of the clues and the scores of confidence; write them as readable tables.

    python scripts/fit_weights.py SET "SET*0.3" [--scores-only] [--ablate] [--step N]

The clues are fitted by listwise softmax (conditional logit): each question's loss is minus the log
of the probability of its right sentences among all that are weighed, asked both over the whole set
and within the given passage. The scores are logistic regressions over signs of the ranking: of the
sentence being right, on answerable questions; and of the articles holding an answer, against questions of one
set asked of another. Refitting gives the same files.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from itertools import permutations
from typing import NamedTuple

import numpy as np
from fitting import Bench, Floats, Job, is_right, listwise, write
from sklearn.linear_model import LogisticRegression

from qa_bot.answering.abstention import SIGNS, measure
from qa_bot.answering.features import CLUES
from qa_bot.answering.weights import read_points

NAMES = [clue.name for clue in CLUES]
SIGN_NAMES = [sign.name for sign in SIGNS]
SCOPES = ("corpus", "passage")
PENALTY = 3.0  # L2, on weights in units of a standard deviation
FOLDS = 5


class Rated(NamedTuple):
    """One question's sentences: a row of clue measures each, which are right, and the article."""

    article: str
    scope: str
    rows: Floats
    right: Floats
    counts_for: float


def rate(bench: Bench, job: Job) -> Rated | None:
    """Measure every clue on every sentence; None where no sentence, or every one, is right."""
    weighed = bench.weigh(job, {})
    right = np.array([is_right(one.case, job.question) for one in weighed], dtype=np.float64)
    if not 0 < right.sum() < len(right):
        return None
    rows = np.array([[clue.value(one.case) for clue in CLUES] for one in weighed])
    scope = "passage" if job.within else "corpus"
    return Rated(job.question.spans[0].source, scope, rows, right, bench.counts_for)


def signs(weights: dict[str, float], bench: Bench, job: Job) -> tuple[list[float], bool]:
    """Measure every sign of a question's ranking; say whether its first sentence is right."""
    weighed = bench.weigh(job, weights)
    if not weighed:
        return [0.0] * len(SIGNS), False
    measured = measure(weighed)
    return [measured[name] for name in SIGN_NAMES], is_right(weighed[0].case, job.question)


def fit_clues(rated: Sequence[Rated], kept: Sequence[int]) -> Floats:
    """Fit the clues numbered in `kept`."""
    rows = np.concatenate([one.rows[:, kept] for one in rated])
    right = np.concatenate([one.right for one in rated])
    counts_for = np.array([one.counts_for for one in rated])
    return listwise(rows, right, [len(one.right) for one in rated], counts_for, PENALTY)


def share_right(rated: Sequence[Rated], kept: Sequence[int], weights: Floats) -> dict[str, float]:
    """Return, by scope, the share of questions whose best sentence is right."""
    hits: dict[str, list[float]] = {scope: [] for scope in SCOPES}
    for one in rated:
        hits[one.scope].append(one.right[int(np.argmax(one.rows[:, kept] @ weights))])
    return {scope: float(np.mean(found)) for scope, found in hits.items() if found}


def cross_validated(rated: Sequence[Rated], kept: Sequence[int]) -> dict[str, float]:
    """Return `share_right`, each question judged by weights fitted without its article's fold."""
    articles = sorted({one.article for one in rated})
    fold = {article: number % FOLDS for number, article in enumerate(articles)}
    shares = []
    for number in range(FOLDS):
        held = [one for one in rated if fold[one.article] == number]
        rest = [one for one in rated if fold[one.article] != number]
        shares.append(share_right(held, kept, fit_clues(rest, kept)))
    return {scope: float(np.mean([share[scope] for share in shares])) for scope in SCOPES}


def ablate(rated: Sequence[Rated]) -> None:
    """Print what each clue is worth: the cross-validated shares without it, less those with all."""
    everything = list(range(len(CLUES)))
    whole = cross_validated(rated, everything)
    print("all clues:", "  ".join(f"{scope} {share:.2%}" for scope, share in whole.items()))
    for number, name in enumerate(NAMES):
        without = cross_validated(rated, [one for one in everything if one != number])
        lost = "  ".join(f"{scope} {100 * (without[scope] - whole[scope]):+.2f}" for scope in SCOPES)
        print(f"without {name:40} {lost}")


def fit_score(name: str, head: Sequence[str], rows: Sequence[Sequence[float]], good: Sequence[bool]) -> None:
    """Fit one score by logistic regression and write its table."""
    table, labels = np.array(rows), np.array(good)
    scale = table.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit(table / scale, labels)
    fitted = dict(zip(SIGN_NAMES, (model.coef_[0] / scale).tolist(), strict=True))
    write(name, head, fitted | {"always": float(model.intercept_[0])})


def main() -> None:
    """Fit everything, or print what each clue is worth."""
    parser = argparse.ArgumentParser(description="Fit the points of the clues and the scores of confidence.")
    parser.add_argument("sets", nargs="+", help="FILE, or FILE*0.3 to count its questions for less")
    parser.add_argument("--ablate", action="store_true", help="only print what each clue is worth")
    parser.add_argument("--scores-only", action="store_true", help="keep the clues' points as they are")
    parser.add_argument("--step", type=int, default=1, help="take every Nth question")
    args = parser.parse_args()
    benches = [Bench(name) for name in args.sets]
    jobs = {bench: [job for scope in SCOPES for job in bench.jobs(scope)[:: args.step]] for bench in benches}
    origin = f"Fitted by scripts/fit_weights.py on {', '.join(bench.name for bench in benches)}."
    if args.ablate:
        return ablate(rate_all(benches, jobs))
    if not args.scores_only:
        fitted = fit_clues(rate_all(benches, jobs), range(len(CLUES)))
        points = dict(zip(NAMES, map(float, fitted), strict=True))
        write("sentence", ["Points for one unit of each clue.", origin], points)
    return fit_scores(benches, jobs, origin)


def rate_all(benches: Sequence[Bench], jobs: dict[Bench, list[Job]]) -> list[Rated]:
    """Rate every question of every set."""
    return [one for bench in benches for one in bench.run(rate, jobs[bench]) if one]


def fit_scores(benches: Sequence[Bench], jobs: dict[Bench, list[Job]], origin: str) -> None:
    """Fit both scores with the clues' points in place."""
    look = partial(signs, read_points())
    own = {bench: bench.run(look, jobs[bench]) for bench in benches}
    answerable = [row for rows in own.values() for row in rows]
    fit_score(
        "confidence",
        ["Log odds that the best sentence is right.", origin],
        [row for row, _ in answerable],
        [right for _, right in answerable],
    )
    inside = [
        row for bench in benches for row, job in zip(own[bench], jobs[bench], strict=True) if not job.within
    ]
    outside = [
        row
        for one, other in permutations(benches, 2)
        for row in one.run(look, [job for job in jobs[other][::2] if not job.within])
    ]
    fit_score(
        "silence",
        ["Log odds that the articles hold an answer.", origin],
        [row for row, _ in inside + outside],
        [True] * len(inside) + [False] * len(outside),
    )


if __name__ == "__main__":
    main()
