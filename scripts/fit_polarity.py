"""Fit what a sentence says to a question of yes or no; write it as a readable table.

    python scripts/fit_polarity.py SET ...

A logistic regression over the signs of a no, on the best-ranked right sentence of every question whose
verdict a set knows. Refitting gives the same file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from fitting import WEIGHTS, Bench, Job, benches, binary, is_right, origin, write_weights

from qa_bot.answering.features.polarity import SIGNS, read
from qa_bot.answering.weights import read_points

PENALTY = 1.0  # L2, on weights in units of a standard deviation


class Said(NamedTuple):
    """The signs of a right sentence, and whether it says no."""

    signs: list[float]
    is_no: bool


def rate(weights: dict[str, float], bench: Bench, job: Job) -> Said | None:
    """Measure the signs of a question's right sentence; None where none is found, or no verdict known."""
    if job.question.verdict is None:
        return None
    right = (
        one.candidate
        for one in bench.score(job, weights)
        if is_right(one.candidate, job.question, bench.bot.corpus)
    )
    found = next(right, None)
    if found is None:
        return None
    reading = read(found)
    return Said([float(sign.applies(reading)) for sign in SIGNS], job.question.verdict == "no")


def fit(rated: Sequence[Said]) -> dict[str, float]:
    """Return the weight of every sign, and the constant."""
    rows, labels = np.array([one.signs for one in rated]), np.array([one.is_no for one in rated])
    *weights, constant = binary(rows, labels, np.ones(len(rated)), [0] * len(SIGNS), PENALTY)
    return {sign.name: weight for sign, weight in zip(SIGNS, weights, strict=True)} | {"always": constant}


def main() -> None:
    """Fit the signs and write the table."""
    parser = argparse.ArgumentParser(description="Fit what a sentence says to a question of yes or no.")
    parser.add_argument("sets", nargs="+")
    names = parser.parse_args().sets
    work = partial(rate, read_points())
    rated = [one for bench in benches(names) for one in bench.run(work, bench.jobs("corpus")) if one]
    head = [
        "Log odds that a sentence which answers a question of yes or no says no.",
        origin(__file__, names),
    ]
    write_weights(WEIGHTS / "polarity.tsv", head, fit(rated))


if __name__ == "__main__":
    main()
