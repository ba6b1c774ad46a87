"""Fit the points of the clues and the scores of confidence; write them as readable tables.

    python scripts/fit_weights.py SET "SET*0.3" [--clues-only] [--scores-only] [--ablate] [--step N]

The clues are fitted by listwise softmax (conditional logit): each question's loss is minus the log
of the probability of its right sentences among all that are weighed, asked both over the whole set
and within the given passage. The scores are logistic regressions over signs of the ranking: of the
sentence being right, on answerable questions; and of the articles holding an answer, against questions of one
set asked of another. A sign has a weight only in the direction it declares, and only where it is seen often
enough. Refitting gives the same files.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from fitting import WEIGHTS, Bench, Floats, Job, benches, binary, is_right, listwise, origin, write_weights

from qa_bot.answering.answerability import FEATURES, measure
from qa_bot.answering.features import CLUES
from qa_bot.answering.weights import read_points, read_weights

NAMES = [clue.name for clue in CLUES]
FEATURE_NAMES = [feature.name for feature in FEATURES]
SCOPES = ("corpus", "passage")
BY_HAND = read_weights("by_hand")
PENALTY = 10.0  # L2, on weights in units of a standard deviation
SCORE_PENALTY = 1.0
MOVED_PENALTY = 100.0  # the same on how far a score is moved that was fitted with other clues
# Share of the questions that a sign must be seen in: the weight of a rarer one rests on too few of them.
LEAST_SEEN = 0.005
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
    scored = bench.score(job, {})
    right = np.array(
        [is_right(one.candidate, job.question, bench.bot.corpus) for one in scored], dtype=np.float64
    )
    if not 0 < right.sum() < len(right):
        return None
    rows = np.array([[clue.value(one.candidate) for clue in CLUES] for one in scored])
    scope = "passage" if job.within else "corpus"
    article = bench.folder.name if bench.folder else job.question.spans[0].source
    return Rated(article, scope, rows, right, bench.counts_for)


class Judged(NamedTuple):
    """One question's ranking: a measure for each sign, whether its first sentence is right, its scope.

    `is_answered` says whether the articles hold an answer.
    """

    signs: list[float]
    is_right: bool
    is_answered: bool
    scope: str
    counts_for: float


def judge(weights: dict[str, float], counts_for: float, own: bool, bench: Bench, job: Job) -> Judged | None:
    """Measure every sign of a question's ranking, of an `own` question or another set's.

    None where nothing is found.
    """
    scored = bench.score(job, weights)
    if not scored:
        return None
    measured = measure(scored)
    scope = "passage" if job.within else "corpus"
    right = own and job.question.answerable and is_right(scored[0].candidate, job.question, bench.bot.corpus)
    signs = [measured[name] for name in FEATURE_NAMES]
    return Judged(signs, right, own and job.question.answerable, scope, counts_for)


def fit_clues(rated: Sequence[Rated], kept: Sequence[int]) -> Floats:
    """Fit the clues numbered in `kept`; those set by hand keep the points they have."""
    every = np.concatenate([one.rows for one in rated])
    set_by_hand = np.array([BY_HAND.get(name, 0.0) for name in NAMES])
    rows = every[:, kept] * (set_by_hand[list(kept)] == 0)
    right = np.concatenate([one.right for one in rated])
    counts_for = np.array([one.counts_for for one in rated])
    sizes = [len(one.right) for one in rated]
    fitted = listwise(rows, right, sizes, counts_for, PENALTY, every @ set_by_hand)
    return fitted + set_by_hand[list(kept)]


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


def fit_score(
    judged: Sequence[Judged],
    labels: Sequence[bool],
    supports: bool,
    standing: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Fit one score by logistic regression, each sign in its direction; `supports`: that of an answer.

    Where another score is `standing`, it is only moved from that as far as many questions ask for it.
    """
    rows = np.array([one.signs for one in judged])
    counts_for = np.array([one.counts_for for one in judged])
    seen = np.mean(rows != 0, axis=0) >= LEAST_SEEN
    kept = [at for at, one in enumerate(FEATURES) if seen[at] and (one.supports or not supports)]
    names = [*(FEATURE_NAMES[at] for at in kept), "always"]
    directions = [FEATURES[at].direction for at in kept]
    given = [standing.get(name, 0.0) for name in names] if standing else []
    penalty = MOVED_PENALTY if standing else SCORE_PENALTY
    weights = binary(rows[:, kept], np.array(labels), counts_for, directions, penalty, given)
    return {**(standing or {}), **dict(zip(names, weights, strict=True))}


def main() -> None:
    """Fit everything, or print what each clue is worth."""
    parser = argparse.ArgumentParser(description="Fit the points of the clues and the scores of confidence.")
    parser.add_argument("sets", nargs="+", help="FILE, or FILE*0.3 to count its questions for less")
    parser.add_argument("--ablate", action="store_true", help="only print what each clue is worth")
    parser.add_argument("--clues-only", action="store_true", help="keep the scores as they are")
    parser.add_argument("--scores-only", action="store_true", help="keep the clues' points as they are")
    parser.add_argument("--step", type=int, default=1, help="take every Nth question")
    args = parser.parse_args()
    opened, told = benches(args.sets), origin(__file__, args.sets)
    jobs = {bench: [job for scope in SCOPES for job in thinned(bench, scope, args.step)] for bench in opened}
    if args.ablate:
        return ablate(rate_all(opened, jobs))
    if not args.scores_only:
        fitted = fit_clues(rate_all(opened, jobs), range(len(CLUES)))
        elsewhere = read_weights("by_hand") | read_weights("conversation")
        points = dict(zip(NAMES, map(float, fitted), strict=True))
        head = ["Points for one unit of each clue but those of by_hand.tsv and conversation.tsv.", told]
        kept = {name: value for name, value in points.items() if name not in elsewhere}
        write_weights(WEIGHTS / "sentence.tsv", head, kept)
    return None if args.clues_only else fit_scores(opened, jobs, told)


def thinned(bench: Bench, scope: str, step: int) -> list[Job]:
    """Return every `step`-th question of a large set, all of a folder's."""
    return bench.jobs(scope)[:: 1 if bench.folder else step]


def rate_all(benches: Sequence[Bench], jobs: dict[Bench, list[Job]]) -> list[Rated]:
    """Rate every question of every set."""
    return [one for bench in benches for one in bench.run(rate, jobs[bench]) if one]


def fit_scores(benches: Sequence[Bench], jobs: dict[Bench, list[Job]], told: str) -> None:
    """Fit both scores with the clues' points in place; that of an answer on other sets' questions too."""
    own = [one for bench in benches for one in judge_all(bench, jobs[bench], own=True)]
    outside = [one for bench in benches for one in judge_all(bench, others_questions(bench, jobs), own=False)]
    for name, says, weights in fitted_scores(own, outside):
        write_weights(WEIGHTS / f"{name}.tsv", [says, told], weights)


def fitted_scores(
    own: Sequence[Judged], outside: Sequence[Judged], standing: Mapping[str, Mapping[str, float]] = {}
) -> list[tuple[str, str, dict[str, float]]]:
    """Return the table of each score, what it says, and its weights; those `standing` are moved."""
    answered = [one for one in own if one.is_answered]
    right = fit_score(
        answered, [one.is_right for one in answered], supports=False, standing=standing.get("confidence")
    )
    asked = [one for one in (*own, *outside) if one.scope == "corpus"]
    support = fit_score(
        asked, [one.is_answered for one in asked], supports=True, standing=standing.get("silence")
    )
    return [
        ("confidence", "Log odds that the best sentence is right.", right),
        ("silence", "Log odds that the articles hold an answer.", support),
    ]


def others_questions(bench: Bench, jobs: dict[Bench, list[Job]]) -> list[Job]:
    """Return questions of the other sets, a quarter as many as the bench has of its own."""
    others = [job for other, asked in jobs.items() if other is not bench for job in asked if not job.within]
    wanted = max(1, len([job for job in jobs[bench] if not job.within]) // 4)
    return others[:: max(1, len(others) // wanted)]


def judge_all(bench: Bench, jobs: Sequence[Job], own: bool) -> list[Judged]:
    """Judge the rankings that questions get from the articles of `bench`."""
    found = bench.run(partial(judge, read_points(), bench.counts_for, own), jobs)
    return [one for one in found if one]


if __name__ == "__main__":
    main()
