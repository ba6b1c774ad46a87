"""Many questions -> named figures. To report another figure, add one row to FIGURES.

Figures are computed on columns: one float a question, NaN where the value does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from qa_bot.named_tuples import NamedTuple

Floats = NDArray[np.float64]
Columns = Mapping[str, Floats]
COLUMNS = (
    "answerable", "rank", "source_right", "exact", "f1", "offered", "answered", "closest", "answer_right",
    "shown", "shown_right", "words_right", "confidence", "support", "seconds",
    "differing_shown", "agreeing_shown", "differing_wrong",
)  # fmt: skip
BINS = 10  # of the reliability diagram
RESAMPLES = 1000  # as advised for percentile intervals (Efron & Tibshirani 1993)
SEED = 1815  # any number: the same intervals every time


class Figure(NamedTuple):
    """A figure: its name, how it is computed, whether more or less is better, and what it says."""

    name: str
    compute: Callable[[Columns], float | None]
    better: Literal["more", "less", ""]
    says: str


class Interval(NamedTuple):
    """The 95 % interval of a figure."""

    low: float
    high: float


class Bin(NamedTuple):
    """One bin of the reliability diagram: mean confidence, share right, number of questions."""

    confidence: float
    right: float
    size: int


def columns(results: Iterable[Any]) -> Columns:
    """Lay the values of `results` out as columns of floats; None becomes NaN."""
    rows = list(results)
    table = {name: _column([getattr(row, name) for row in rows]) for name in COLUMNS}
    return table | {"right": (table["rank"] == 1).astype(np.float64)}


def figures(table: Columns) -> dict[str, float | None]:
    """Compute every figure by name; None where it does not apply."""
    return {figure.name: figure.compute(table) for figure in FIGURES}


def intervals(table: Columns, resamples: int = RESAMPLES) -> dict[str, Interval | None]:
    """Return the 95 % interval of every share and mean: percentile bootstrap (Efron & Tibshirani 1993)."""
    chosen = [figure for figure in FIGURES if figure.better]
    drawn: dict[str, list[float]] = {figure.name: [] for figure in chosen}
    for rows in samples(len(table["answerable"]), resamples, SEED):
        sample = take(table, rows)
        for figure in chosen:
            value = figure.compute(sample)
            if value is not None:
                drawn[figure.name].append(value)
    return {name: interval(values) for name, values in drawn.items()}


def samples(size: int, resamples: int, seed: int) -> Iterable[NDArray[np.int64]]:
    """Draw `size` rows with replacement, `resamples` times, the same for the same seed."""
    random = np.random.default_rng(seed)
    for _ in range(resamples if size else 0):
        yield np.sort(random.integers(0, size, size))


def take(table: Columns, rows: NDArray[Any]) -> Columns:
    """Return the chosen rows of every column."""
    return {name: column[rows] for name, column in table.items()}


def interval(values: list[float]) -> Interval | None:
    """Return the middle 95 % of bootstrap values."""
    if not values:
        return None
    low, high = np.quantile(np.array(values), (0.025, 0.975))
    return Interval(float(low), float(high))


def risk_coverage(table: Columns) -> list[tuple[float, float]]:
    """Return (coverage, risk) pairs: answer the surest first, risk = share of wrong sentences so far.

    El-Yaniv & Wiener 2010, "On the foundations of noise-free selective classification". Questions
    of equal confidence share their mean, so their order does not matter.
    """
    risks = _risks(table)
    coverage = np.arange(1, len(risks) + 1) / max(1, len(risks))
    return list(zip(coverage.tolist(), risks.tolist(), strict=True))


def reliability(table: Columns) -> list[Bin]:
    """Sort answerable questions by confidence into ten bins of equal size (Nguyen & O'Connor 2015)."""
    wrong, confidence = _ordered_wrong(table)
    bins = np.array_split(np.arange(len(wrong)), max(1, min(BINS, len(wrong))))
    return [
        Bin(float(confidence[rows].mean()), float(1 - wrong[rows].mean()), len(rows))
        for rows in bins
        if len(rows)
    ]


def _column(values: list[float | None]) -> Floats:
    return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)


def _risks(table: Columns) -> Floats:
    wrong, _ = _ordered_wrong(table)
    return np.cumsum(wrong) / np.arange(1, len(wrong) + 1)


def _ordered_wrong(table: Columns) -> tuple[Floats, Floats]:
    chosen = table["answerable"] == 1
    confidence, wrong = table["confidence"][chosen], 1 - table["right"][chosen]
    order = np.argsort(-confidence, kind="stable")
    confidence, wrong = confidence[order], wrong[order]
    _, group, size = np.unique(-confidence, return_inverse=True, return_counts=True)
    return (np.bincount(group, weights=wrong, minlength=len(size)) / size)[group], confidence


def _mean(values: Floats) -> float | None:
    applies = values[~np.isnan(values)]
    return float(applies.mean()) if len(applies) else None


def _of_answerable(name: str) -> Callable[[Columns], float | None]:
    return lambda table: _mean(table[name][table["answerable"] == 1])


def _within_rank(table: Columns, rank: int) -> float | None:
    return _mean((table["rank"][table["answerable"] == 1] < rank + 1).astype(np.float64))


def _mrr(table: Columns) -> float | None:
    return _mean(np.nan_to_num(1 / table["rank"][table["answerable"] == 1]))


def _answered_unanswerable(table: Columns) -> float | None:
    return _mean(table["answered"][table["answerable"] == 0])


def _share_right(table: Columns) -> float | None:
    chosen = table["answerable"] == 1
    return _mean((table["answer_right"][chosen] == 1).astype(np.float64))


def _share_wrong(table: Columns) -> float | None:
    chosen = table["answerable"] == 1
    wrong = (table["answered"][chosen] == 1) & (table["shown_right"][chosen] == 0)
    return _mean(wrong.astype(np.float64))


def _share_offered(right: bool) -> Callable[[Columns], float | None]:
    def share(table: Columns) -> float | None:
        chosen = table["answerable"] == 1
        offered = (table["closest"][chosen] == 1) & (table["shown_right"][chosen] == right)
        return _mean(offered.astype(np.float64))

    return share


def _share_silent(answerable: int) -> Callable[[Columns], float | None]:
    def share(table: Columns) -> float | None:
        chosen = table["answerable"] == answerable
        return _mean(((table["answered"][chosen] == 0) & (table["closest"][chosen] == 0)).astype(np.float64))

    return share


def best_f1(table: Columns) -> float | None:
    """Return the best mean F1 over all thresholds of support, silence on an unanswerable question being 1.

    Rajpurkar et al. 2018 (`evaluate-v2.0.py`, find_best_thresh); unlike there, questions of equal
    support are answered or left together. None without unanswerable questions, or without words to match.
    """
    unanswerable = table["answerable"] == 0
    scored = unanswerable | ~np.isnan(table["f1"])
    if not unanswerable.any() or not (scored & ~unanswerable).any():
        return None
    gain = np.where(unanswerable, -1.0, table["f1"])
    offered = scored & (table["offered"] == 1)
    support = -table["support"][offered]
    _, group = np.unique(support, return_inverse=True)
    climbed = np.cumsum(np.bincount(group, weights=gain[offered])) if len(group) else np.zeros(1)
    return float((unanswerable.sum() + max(0.0, climbed.max())) / scored.sum())


def aurc(table: Columns) -> float | None:
    """Return the area under the risk-coverage curve over answerable questions: 0 is best.

    Geifman, Uziel & El-Yaniv 2019, "Bias-reduced uncertainty estimation for deep neural classifiers".
    """
    return _mean(_risks(table))


def calibration_error(table: Columns) -> float | None:
    """Return the mean distance of confidence and share right over ten bins of equal size.

    Expected calibration error (Naeini et al. 2015) with the equal-mass bins of Nguyen & O'Connor 2015.
    """
    bins = reliability(table)
    total = sum(bin.size for bin in bins)
    return sum(abs(bin.confidence - bin.right) * bin.size for bin in bins) / total if total else None


def _quantile(share: float) -> Callable[[Columns], float | None]:
    return lambda table: float(np.quantile(table["seconds"], share)) if len(table["seconds"]) else None


FIGURES = (
    Figure("n", lambda table: len(table["answerable"]), "", "questions asked"),
    Figure("answerable", lambda table: int(table["answerable"].sum()), "", "questions the articles answer"),
    Figure("sentence_at_1", lambda table: _within_rank(table, 1), "more", "the first sentence is right"),
    Figure("sentence_at_3", lambda table: _within_rank(table, 3), "more", "one of the first three is right"),
    Figure("mrr", _mrr, "more", "mean of 1 / rank of the first right sentence"),
    Figure("source_at_1", _of_answerable("source_right"), "more", "the first sentence is of a right article"),
    Figure("exact", _of_answerable("exact"), "more", "the answer words are exactly right"),
    Figure("f1", _of_answerable("f1"), "more", "overlap of the answer words with the right ones"),
    Figure("helped", _of_answerable("shown_right"), "more", "a right sentence is shown, stated or offered"),
    Figure("right", _share_right, "more", "... stated, and the first of those shown"),
    Figure("words", _of_answerable("words_right"), "more", "... and its words, verdict or items are right"),
    Figure("closest", _share_offered(True), "", "... offered without a claim"),
    Figure("wrong", _share_wrong, "less", "only wrong sentences are stated"),
    Figure("missed", _share_offered(False), "", "only wrong sentences are offered"),
    Figure("denied", _share_silent(1), "less", "told that the articles don't say"),
    Figure("guessed", _answered_unanswerable, "less", "unanswerable, and an answer is stated"),
    Figure("quiet", _share_silent(0), "more", "unanswerable, and told that the articles don't say"),
    Figure("shown", _of_answerable("shown"), "less", "sentences shown for an answerable question"),
    Figure("answered", _of_answerable("answered"), "more", "answerable questions answered"),
    Figure("right_when_answered", _of_answerable("answer_right"), "more", "of these, right sentence"),
    Figure("right_shown", _of_answerable("shown_right"), "more", "a right sentence is shown: helped"),
    Figure("sentences_shown", _of_answerable("shown"), "less", "sentences shown: shown"),
    Figure("answered_unanswerable", _answered_unanswerable, "less", "unanswerable, answered: guessed"),
    Figure("differing_shown", _of_answerable("differing_shown"), "more", "every differing value is shown"),
    Figure("agreeing_shown", _of_answerable("agreeing_shown"), "more", "one value is said once"),
    Figure("differing_wrong", _of_answerable("differing_wrong"), "less", "a wrong value beside the answer"),
    Figure("best_f1", best_f1, "more", "F1 with silence counted, at the best threshold"),
    Figure("aurc", aurc, "less", "area under the risk-coverage curve"),
    Figure("calibration_error", calibration_error, "less", "distance of confidence from the share right"),
    Figure("seconds", lambda table: float(table["seconds"].sum()), "", "time to answer them all"),
    Figure("seconds_p50", _quantile(0.5), "", "median time of a question"),
    Figure("seconds_p99", _quantile(0.99), "", "99th percentile of the time of a question"),
)  # fmt: skip
BY_NAME: Mapping[str, Figure] = {figure.name: figure for figure in FIGURES}
