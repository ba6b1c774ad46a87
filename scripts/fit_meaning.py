"""Fit the points of the clues of meaning, and both scores, with a sentence encoder.

    python scripts/fit_meaning.py ENCODER SET "SET*0.3" [--step N] [--points-only] [--scores-only]

ENCODER is a name as for --encoder, or minilm (see scripts/minilm.py). A SET is as for scripts/fit_weights.py.
The points of all other clues keep their proportions: fitted anew beside these they find no more. But a share
of them is taken away, for they are surer than ordinary questions warrant. The scores are moved from what they
are without an encoder. Refitting gives the same files.
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
from qa_bot.answering.weights import ALL_ELSE, OTHER, read_points, read_weights
from qa_bot.encoding.encoder import Encoder, name_of

MEASURES = (meaning.means_the_same, meaning.passage_means_the_same, meaning.unmet_meant)
OF_MEANING = [at for at, clue in enumerate(CLUES) if clue.measure in MEASURES]
# Of an encoder without tables of its own it is not known what cosine is high.
OF_ONE_ENCODER = [at for at, one in enumerate(FEATURES) if one.name == "nearest in meaning of all"]
SCOPES = ("corpus", "passage")


def fit_points(rated: Sequence[Rated], standing: Floats) -> dict[str, float]:
    """Fit the clues of meaning beside the standing points of the others, and what share of these is kept."""
    rows = np.concatenate([one.rows for one in rated])
    right = np.concatenate([one.right for one in rated])
    counts_for = np.array([one.counts_for for one in rated])
    sizes = [len(one.right) for one in rated]
    others = rows @ standing
    columns = np.column_stack([rows[:, OF_MEANING], others])
    *fitted, more = listwise(columns, right, sizes, counts_for, PENALTY, others)
    return {NAMES[at]: float(value) for at, value in zip(OF_MEANING, fitted, strict=True)} | {
        ALL_ELSE: 1 + float(more)
    }


def main() -> None:
    """Fit and write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("encoder")
    parser.add_argument("sets", nargs="+", help="FILE, or FILE*0.3 to count its questions for less")
    parser.add_argument("--step", type=int, default=1, help="take every Nth question of a large set")
    parser.add_argument("--points-only", action="store_true", help="keep the scores as they are")
    parser.add_argument("--scores-only", action="store_true", help="keep the points as they are")
    args = parser.parse_args()
    encoder, told = encoder_called(args.encoder), origin(__file__, args.sets)
    opened_benches = benches(args.sets, encoder)
    jobs = {
        bench: [job for scope in SCOPES for job in thinned(bench, scope, args.step)]
        for bench in opened_benches
    }
    if not args.scores_only:
        rated = [one for bench in jobs for one in bench.run(rate, jobs[bench]) if one]
        write_points(encoder, rated, told)
    if not args.points_only:
        write_scores(encoder, jobs, told)


def write_points(encoder: Encoder, rated: Sequence[Rated], told: str) -> None:
    """Fit the points and write their table."""
    points = read_points()
    fitted = fit_points(rated, np.array([points.get(name, 0.0) for name in NAMES]))
    for kind in kinds(encoder):
        write_weights(table("points", kind), ["Points of the clues of meaning.", told], fitted)
    read_weights.cache_clear()  # the bots have read what stood there before


def kinds(encoder: Encoder) -> list[str]:
    """Return for which encoders tables are written: MiniLM's are also those of all without their own."""
    name = name_of(encoder).lower()
    return [name] if name == "wordllama" else [name, OTHER]


def table(name: str, kind: str) -> Path:
    """Return the file of a table of an encoder."""
    return WEIGHTS / "meaning" / f"{name}.{kind}.tsv"


def write_scores(encoder: Encoder, jobs: dict[Bench, list[Job]], told: str) -> None:
    """Move both scores, as they are without an encoder, with the points in place and write their tables."""
    points = read_points(name_of(encoder))
    own = [one for bench in jobs for one in judged(points, bench, jobs[bench], own=True)]
    outside = [
        one for bench in jobs for one in judged(points, bench, others_questions(bench, jobs), own=False)
    ]
    standing = {name: read_weights(name) for name in ("confidence", "silence")}
    for kind in kinds(encoder):
        one, other = map(without_sign, (own, outside)) if kind == OTHER else (own, outside)
        for name, says, weights in fitted_scores(one, other, standing):
            write_weights(table(name, kind), [says, told], weights)


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
