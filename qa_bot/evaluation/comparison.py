"""Compare two runs over the same questions, one question at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.errors import QuestionSetError
from qa_bot.evaluation import figures as measured
from qa_bot.evaluation.evaluate import Report, Result
from qa_bot.evaluation.triage import STAGES
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import MOST_BYTES, read_regular


class Difference(NamedTuple):
    """A figure before and after, over the questions both runs share, and the 95 % interval of the change."""

    before: float
    after: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs: how many questions they share, which were gained and lost, and what the figures did."""

    shared: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    differences: Mapping[str, Difference]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "shared": self.shared,
            "gained": list(self.gained),
            "lost": list(self.lost),
            "differences": {name: found._asdict() for name, found in self.differences.items()},
        }


def load_results(path: str | Path) -> tuple[Result, ...]:
    """Read the results of an earlier run from what `qa-bot evaluate --json` wrote."""
    try:
        document = json.loads(read_regular(path, MOST_BYTES).decode("utf-8-sig"))
        results = tuple(map(_result, document["questions"]))
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); give the output of an earlier evaluate --json"
        raise QuestionSetError(msg) from error
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        msg = f"{path}: not the output of evaluate --json; write a baseline anew with this version"
        raise QuestionSetError(msg) from error
    return results


def _result(row: dict[str, Any]) -> Result:
    """Return a question's result, after what is compared of it was found to be of its form."""
    result = Result.from_dict(row)
    if not (isinstance(result.id, str) and isinstance(result.question, str)):
        raise TypeError("a question without a name")
    if result.stage is not None and result.stage not in STAGES:
        raise ValueError("an unknown stage")
    if any(np.isinf(column).any() for column in measured.columns([result]).values()):
        raise ValueError("an endless number")
    return result


def compare(baseline: tuple[Result, ...], report: Report) -> Comparison:
    """Pair the questions of two runs by id and text; a question is gained when its failure went away."""
    earlier = {(result.id, result.question): result for result in baseline}
    pairs = [(earlier[key], one) for one in report.results if (key := (one.id, one.question)) in earlier]
    return Comparison(
        shared=len(pairs),
        gained=tuple(after.id for before, after in pairs if before.stage and not after.stage),
        lost=tuple(after.id for before, after in pairs if after.stage and not before.stage),
        differences=_differences(pairs),
    )


def _differences(pairs: list[tuple[Result, Result]]) -> dict[str, Difference]:
    before = measured.columns(pair[0] for pair in pairs)
    after = measured.columns(pair[1] for pair in pairs)
    changes = _changes(before, after, len(pairs))
    found = {}
    for name, drawn in changes.items():
        old, new = measured.BY_NAME[name].compute(before), measured.BY_NAME[name].compute(after)
        interval = measured.interval(drawn)
        if old is not None and new is not None and interval:
            found[name] = Difference(old, new, new - old, interval.low, interval.high)
    return found


def _changes(before: measured.Columns, after: measured.Columns, size: int) -> dict[str, list[float]]:
    """Draw the change of every figure on the same questions for both runs (the paired bootstrap)."""
    drawn: dict[str, list[float]] = {figure.name: [] for figure in measured.FIGURES if figure.better}
    for rows in measured.samples(size, measured.RESAMPLES, measured.SEED):
        old, new = measured.take(before, rows), measured.take(after, rows)
        for name, values in drawn.items():
            compute = measured.BY_NAME[name].compute
            first, second = compute(old), compute(new)
            if first is not None and second is not None:
                values.append(second - first)
    return drawn
