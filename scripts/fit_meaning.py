"""Fit the points of the clues of meaning, and both scores, with a sentence encoder.

    python scripts/fit_meaning.py ENCODER SET "SET*0.3" [--step N] [--points-only] [--scores-only]
                                  [--lower N] [--shrink N]

ENCODER is a name as for --encoder, or minilm (see scripts/minilm.py). A SET is as for scripts/fit_weights.py.
The points of all other clues stay as they are: fitted anew beside these they find no more. Refitting gives
the same files.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from fit_weights import (
    NAMES,
    PENALTY,
    Judged,
    Rated,
    fitted_scores,
    judge,
    others_questions,
    rate,
    thinned,
)
from fitting import WEIGHTS, Bench, Floats, Job, benches, encoder_called, listwise, origin, write_weights

from qa_bot.answering.answerability import FEATURES
from qa_bot.answering.features import CLUES, meaning
from qa_bot.answering.weights import OTHER, read_points, read_weights
from qa_bot.encoding.encoder import Encoder, name_of

MEASURES = (meaning.means_the_same, meaning.passage_means_the_same, meaning.unmet_meant)
OF_MEANING = [at for at, clue in enumerate(CLUES) if clue.measure in MEASURES]
# Of an encoder without tables of its own it is not known what cosine is high.
OF_ONE_ENCODER = [at for at, one in enumerate(FEATURES) if one.name == "nearest in meaning of all"]
SCOPES = ("corpus", "passage")


def fit_points(rated: Sequence[Rated], standing: Floats) -> Floats:
    """Fit the clues of meaning beside the standing points of the others."""
    rows = np.concatenate([one.rows for one in rated])
    right = np.concatenate([one.right for one in rated])
    counts_for = np.array([one.counts_for for one in rated])
    sizes = [len(one.right) for one in rated]
    return listwise(rows[:, OF_MEANING], right, sizes, counts_for, PENALTY, rows @ standing)


def main() -> None:
    """Fit and write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("encoder")
    parser.add_argument("sets", nargs="+", help="FILE, or FILE*0.3 to count its questions for less")
    parser.add_argument("--step", type=int, default=1, help="take every Nth question of a large set")
    parser.add_argument("--points-only", action="store_true", help="keep the scores as they are")
    parser.add_argument("--scores-only", action="store_true", help="keep the points as they are")
    parser.add_argument(
        "--lower",
        type=float,
        default=0.0,
        metavar="N",
        help="lower the log odds of being right by so much: until, by scripts/measure_everyday.py, no more "
        "is stated wrongly on the same sets than without an encoder",
    )
    parser.add_argument(
        "--shrink",
        type=float,
        default=1.0,
        metavar="N",
        help="keep this share of the points: what is fitted on few ordinary questions is too much elsewhere",
    )
    args = parser.parse_args()
    encoder, told = encoder_called(args.encoder), origin(__file__, args.sets)
    opened_benches = benches(args.sets, encoder)
    jobs = {
        bench: [job for scope in SCOPES for job in thinned(bench, scope, args.step)]
        for bench in opened_benches
    }
    if not args.scores_only:
        rated = [one for bench in jobs for one in bench.run(rate, jobs[bench]) if one]
        write_points(encoder, rated, told, args.shrink)
    if not args.points_only:
        write_scores(encoder, jobs, told, args.lower)


def write_points(encoder: Encoder, rated: Sequence[Rated], told: str, share: float) -> None:
    """Fit the points and write their table."""
    points = read_points()
    fitted = fit_points(rated, np.array([points.get(name, 0.0) for name in NAMES]))
    found = {NAMES[at]: share * float(value) for at, value in zip(OF_MEANING, fitted, strict=True)}
    for kind in kinds(encoder):
        notes = [f"Shrunk to {share:g} of that."] if share != 1 else []
        write_weights(table("points", kind), ["Points of the clues of meaning.", told, *notes], found)
    read_weights.cache_clear()  # the bots have read what stood there before


def kinds(encoder: Encoder) -> list[str]:
    """Return for which encoders tables are written: MiniLM's are also those of all without their own."""
    name = name_of(encoder).lower()
    return [name] if name == "wordllama" else [name, OTHER]


def table(name: str, kind: str) -> Path:
    """Return the file of a table of an encoder."""
    return WEIGHTS / "meaning" / f"{name}.{kind}.tsv"


def write_scores(encoder: Encoder, jobs: dict[Bench, list[Job]], told: str, lower: float) -> None:
    """Fit both scores with the points in place and write their tables."""
    points = read_points(name_of(encoder))
    own = [one for bench in jobs for one in judged(points, bench, jobs[bench], own=True)]
    outside = [
        one for bench in jobs for one in judged(points, bench, others_questions(bench, jobs), own=False)
    ]
    for kind in kinds(encoder):
        one, other = map(without_sign, (own, outside)) if kind == OTHER else (own, outside)
        for name, says, weights in fitted_scores(one, other):
            lowered, notes = (lower, _lowered(lower)) if name == "confidence" else (0.0, [])
            own_weights = weights | {"always": weights["always"] - lowered}
            write_weights(table(name, kind), [says, told, *notes], own_weights)


def _lowered(by: float) -> list[str]:
    return (
        [f"Lowered by {by:g}, so that no more is stated wrongly there than without an encoder."] if by else []
    )


def without_sign(judged: Sequence[Judged]) -> list[Judged]:
    """Return rankings without the sign that only one encoder can have."""
    return [
        one._replace(signs=[0.0 if at in OF_ONE_ENCODER else sign for at, sign in enumerate(one.signs)])
        for one in judged
    ]


def judged(points: dict[str, float], bench: Bench, jobs: Sequence[Job], own: bool) -> list[Judged]:
    """Judge the rankings that questions get from the articles of a bench."""
    found = bench.run(partial(judge, points, bench.counts_for, own), jobs)
    return [one for one in found if one]


if __name__ == "__main__":
    main()
