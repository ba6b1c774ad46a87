#!/usr/bin/env python3
"""Fit the weights of the answer spans on SQuAD-form question sets and write them as a readable file.

    scripts/fit_span_weights.py --out qa_bot/answering/weights/spans.tsv --keep 3000 train.json[*weight] ...

Method: a softmax over the candidate spans of the sentence that holds the labelled answer; the loss
is -log of the summed probability of the exact candidates, or, where there is none, of those with
the best word F1 if that is 0.4 or more. A first model of edges and length chooses 30 spans a
sentence, and 15 from the rest; the full model is fitted on these, with 0.3 times the loss of its
edges and length alone, since they choose the spans that are looked at as a whole. In three steps the
features with the largest |weight| x sqrt(count) are kept and fitted again.
"""

from __future__ import annotations

import argparse
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from fitting import write_weights
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from qa_bot.answering.extraction import annotation
from qa_bot.answering.extraction import span_features as seen
from qa_bot.answering.extraction.spans import KEPT, SpanModel, choose, conditions_of, gate
from qa_bot.answering.weights import parse_weights
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.metrics import exact, f1
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.language.sentences import sentences
from qa_bot.language.tokens import tokens
from qa_bot.questions.reading import read_question
from qa_bot.values import Question, Token

SEEN_AT_LEAST = 10  # candidates: a rarer feature would fit chance
CLOSE_ENOUGH = 0.4  # word F1 that a candidate needs where none is exact
EDGES_ALONE = 0.3  # share of the loss of edges and length by themselves
STEPS = 60  # of L-BFGS at most, for each of the four fits
PENALTIES = (10.0, 10.0, 8.0, 8.0)
FROM_THE_REST = 15  # spans a sentence beside the best, so that the model has seen bad ones
EVERY = 1_000_000  # spans: more than any sentence has
HEAD = (
    "What speaks for and against a span of words as the answer: weight, then feature.",
    "A feature may be bound to an answer type, a question form or the noun asked for:",
    "`feature | type year`.",
)
ORIGIN = "Fitted by: scripts/fit_span_weights.py"

Vector = np.ndarray[Any, np.dtype[np.float64]]


class Example(NamedTuple):
    question: Question
    text: str
    sentence: list[Token]
    golds: tuple[str, ...]
    weight: float = 1.0


def read_examples(path: str | Path, weight: float = 1.0) -> Iterator[Example]:
    """Yield each labelled question of a SQuAD file with the sentence that holds its (first) answer."""
    found = load_questions(path)
    for within, asked in groupby(found.questions, key=lambda question: question.within):
        if within:
            context = found.texts[within.source][within.start : within.end]
            yield from _paragraph_examples(context, within.start, list(asked), weight)


def _paragraph_examples(
    context: str, start: int, asked: Iterable[AskedQuestion], weight: float
) -> Iterator[Example]:
    spans = list(sentences(context, 0, len(context)))
    split = {span: tokens(context[slice(*span)]) for span in spans}
    for question in asked:
        held = (
            span for gold in question.spans[:1] for span in spans if span[0] <= gold.start - start < span[1]
        )
        for span in held:
            read = read_question(question.text)
            yield Example(read, context[slice(*span)], split[span], question.answers, weight)


def _is_right(example: Example, spans: Sequence[tuple[int, int]]) -> list[bool]:
    words = example.sentence
    texts = [example.text[words[first].start : words[last].end] for first, last in spans]
    matches = [exact(text, example.golds) == 1 for text in texts]
    if any(matches):
        return matches
    near = [f1(text, example.golds) for text in texts]
    best = max(near, default=0.0)
    return [best >= CLOSE_ENOUGH and score == best for score in near]


@dataclass
class Rows:
    """Sparse rows of ones, grown a row at a time."""

    columns: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("q", [0]))

    def add(self, columns: Iterable[int]) -> int:
        self.columns.extend(columns)
        self.ends.append(len(self.columns))
        return len(self.ends) - 2

    def matrix(self, width: int) -> csr_matrix:
        ones = np.ones(len(self.columns), dtype=np.float32)
        indices, ends = np.array(self.columns, dtype=np.int32), np.array(self.ends, dtype=np.int64)
        return csr_matrix((ones, indices, ends), shape=(len(ends) - 1, width))


class Names:
    """Numbers for feature names, each name also joined with a question's type, form and asked noun."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, names: Iterable[str], question: Question) -> list[int]:
        conditions = ["", *(f" | {condition}" for condition in conditions_of(question))]
        return [
            self.numbers.setdefault(name + condition, len(self.numbers))
            for name in names
            for condition in conditions
        ]


@dataclass
class Problem:
    """Candidates of many questions; a candidate's features are its first edge's, last edge's and its own."""

    names: Names
    rows: tuple[Rows, Rows, Rows] = field(default_factory=lambda: (Rows(), Rows(), Rows()))
    first: array[int] = field(default_factory=lambda: array("i"))
    last: array[int] = field(default_factory=lambda: array("i"))
    right: array[int] = field(default_factory=lambda: array("b"))
    questions: array[int] = field(default_factory=lambda: array("q", [0]))
    weights: array[float] = field(default_factory=lambda: array("d"))

    def add(self, example: Example, spans: Sequence[tuple[int, int]], *, whole: bool) -> None:
        """Add the candidate `spans` of an example; edges and length only unless `whole`."""
        right = _is_right(example, spans)
        if not any(right) or all(right):
            return
        sentence = annotation.annotate(annotation.features_of(example.question), example.text)
        edges = self._add_edges(example, sentence, spans)
        for (first, last), is_right in zip(spans, right, strict=True):
            self.first.append(edges[0][first])
            self.last.append(edges[1][last])
            self.right.append(is_right)
            names = [seen.length_feature(last - first + 1)]
            names += seen.span_features(sentence, first, last) if whole else []
            self.rows[2].add(self.names.of(names, example.question))
        self.questions.append(len(self.right))
        self.weights.append(example.weight)

    def _add_edges(
        self, example: Example, sentence: annotation.AnnotatedSentence, spans: Sequence[tuple[int, int]]
    ) -> tuple[dict[int, int], dict[int, int]]:
        question = example.question
        firsts, lasts = sorted({first for first, _ in spans}), sorted({last for _, last in spans})
        return (
            {
                at: self.rows[0].add(self.names.of(seen.first_features(sentence, at), question))
                for at in firsts
            },
            {at: self.rows[1].add(self.names.of(seen.last_features(sentence, at), question)) for at in lasts},
        )


class Arrays(NamedTuple):
    first: csr_matrix
    last: csr_matrix
    own: csr_matrix
    first_of: np.ndarray
    last_of: np.ndarray
    right: np.ndarray
    questions: np.ndarray
    weights: np.ndarray
    lengths: np.ndarray

    def columns(self, kept: np.ndarray) -> Arrays:
        """Keep some of the features."""
        return self._replace(
            first=self.first[:, kept],
            last=self.last[:, kept],
            own=self.own[:, kept],
            lengths=self.lengths[kept],
        )

    def counts(self) -> Vector:
        """Count the candidates that show each feature."""
        first, last = np.bincount(self.first_of), np.bincount(self.last_of)
        own = np.asarray(self.own.sum(axis=0)).ravel()
        return np.asarray(first @ self.first + last @ self.last + own)


def arrays_of(problem: Problem) -> Arrays:
    width = len(problem.names.numbers)
    first, last, own = (rows.matrix(width) for rows in problem.rows)
    return Arrays(
        first,
        last,
        own,
        np.array(problem.first),
        np.array(problem.last),
        np.array(problem.right, dtype=bool),
        np.array(problem.questions),
        np.array(problem.weights),
        np.array([name.startswith("length") for name in problem.names.numbers], dtype=float),
    )


def _log_sum(scores: Vector, begins: np.ndarray, sizes: np.ndarray) -> tuple[Vector, Vector]:
    """Return each group's log of summed exponentials, and each member's share."""
    top = np.repeat(np.maximum.reduceat(scores, begins), sizes)
    grown = np.exp(np.maximum(scores - top, -700.0)) * np.isfinite(scores)
    sums = np.add.reduceat(grown, begins)
    return np.log(sums) + top[begins], grown / np.repeat(sums, sizes)


def fit(data: Arrays, penalty: float, edges_alone: float = EDGES_ALONE, steps: int = STEPS) -> Vector:
    """Minimise the listwise loss, plus `edges_alone` times that of edges and length by themselves."""
    begins, sizes = data.questions[:-1], np.diff(data.questions)
    each = np.repeat(data.weights, sizes)
    turned = data.first.T.tocsr(), data.last.T.tocsr(), data.own.T.tocsr()
    heights = data.first.shape[0], data.last.shape[0]

    def listwise(scores: Vector) -> tuple[float, Vector]:
        log_all, share_all = _log_sum(scores, begins, sizes)
        log_right, share_right = _log_sum(np.where(data.right, scores, -1e9), begins, sizes)
        return float(data.weights @ (log_all - log_right)), each * (share_all - share_right)

    def loss(weights: Vector) -> tuple[float, Vector]:
        edges = (data.first @ weights)[data.first_of] + (data.last @ weights)[data.last_of]
        lengths = data.lengths * weights
        whole, slope = listwise(edges + data.own @ weights)
        gradient = turned[2] @ slope
        alone = 0.0
        if edges_alone:
            alone, edge_slope = listwise(edges + data.own @ lengths)
            gradient += edges_alone * data.lengths * (turned[2] @ edge_slope)
            slope = slope + edges_alone * edge_slope
        gradient += turned[0] @ np.bincount(data.first_of, slope, heights[0])
        gradient += turned[1] @ np.bincount(data.last_of, slope, heights[1])
        value = whole + edges_alone * alone + penalty / 2 * float(weights @ weights)
        return value, gradient + penalty * weights

    begin = np.zeros(data.own.shape[1])
    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x)


def _annotated(example: Example) -> annotation.AnnotatedSentence:
    return annotation.annotate(annotation.features_of(example.question), example.text)


def _fitted(problem: Problem, edges_alone: float, sizes: Sequence[int] = ()) -> dict[str, float]:
    """Fit every feature seen often enough, then again with fewer and fewer of them."""
    data, names = arrays_of(problem), list(problem.names.numbers)
    counts = data.counts()
    kept = np.flatnonzero(counts >= SEEN_AT_LEAST)
    weights = fit(data.columns(kept), PENALTIES[0], edges_alone)
    for size, penalty in zip(sizes, PENALTIES[1:], strict=False):
        worth = np.abs(weights) * np.sqrt(counts[kept])
        kept = np.sort(kept[np.argsort(-worth, kind="stable")[:size]])
        weights = fit(data.columns(kept), penalty, edges_alone)
    return {names[column]: float(weight) for column, weight in zip(kept, weights, strict=True)}


def fit_gate(examples: Sequence[Example]) -> SpanModel:
    """Fit edges and length alone, on every candidate of every fourth question."""
    problem = Problem(Names())
    for example in examples[::4]:
        spans = [(first, last) for first, lasts in annotation.spans(_annotated(example)) for last in lasts]
        problem.add(example, spans, whole=False)
    return SpanModel(_fitted(problem, 0.0))


def _chosen(example: Example, first_model: SpanModel) -> list[tuple[int, int]]:
    """Return the spans with the best edges, and a few from all over the rest."""
    ranked = gate(first_model.weights_for(example.question), _annotated(example), kept=EVERY)
    best, rest = ranked[:KEPT], ranked[KEPT:]
    step = max(1, len(rest) // FROM_THE_REST)
    return [(first, last) for _, first, last in best + rest[step // 2 :: step]]


def fit_model(examples: Sequence[Example], keep: int) -> dict[str, float]:
    """Fit the weights, the `keep` most useful ones."""
    first_model = fit_gate(examples)
    problem = Problem(Names())
    for example in examples:
        problem.add(example, _chosen(example, first_model), whole=True)
    return _fitted(problem, EDGES_ALONE, (6 * keep, 5 * keep // 2, keep))


def score(model: SpanModel, examples: Sequence[Example]) -> dict[str, float]:
    """Return exact match and F1, in percent, of the best span and of the chosen one."""
    totals: defaultdict[str, float] = defaultdict(float)
    for example in examples:
        ranked = model.rank(example.question, example.text)
        choice = choose(ranked, example.text)
        for name, one in (("best", ranked[0] if ranked else None), ("chosen", choice)):
            text = example.text[one.start : one.end] if one else ""
            totals[f"{name} exact"] += exact(text, example.golds)
            totals[f"{name} f1"] += f1(text, example.golds)
    return {name: round(100 * total / len(examples), 2) for name, total in totals.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", help="SQuAD-form files; FILE*0.4 counts each of its questions 0.4")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=int, default=3000)
    parser.add_argument("--report", type=Path, help="a set to score on, never fitted")
    options = parser.parse_args()
    examples = [example for one in options.sets for example in _weighted_set(one)]
    weights = fit_model(examples, options.keep)
    sources = " ".join(Path(one).name for one in options.sets)
    write_weights(options.out, [*HEAD, f"{ORIGIN} --keep {len(weights)} {sources}"], weights, digits=2)
    if options.report:
        fitted = SpanModel(parse_weights(options.out.read_text(encoding="utf-8")))
        print(score(fitted, list(read_examples(options.report))))


def _weighted_set(argument: str) -> Iterator[Example]:
    path, _, weight = argument.partition("*")
    return read_examples(path, float(weight or 1))


if __name__ == "__main__":
    main()
