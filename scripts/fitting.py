"""What the fitting scripts share: question sets laid out as cases, and the listwise softmax."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from qa_bot.answering.answerability import ScoredCandidate
from qa_bot.answering.as_written import written
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.ranking import Ranker
from qa_bot.bot import QABot
from qa_bot.documents.corpus import Corpus
from qa_bot.encoding.encoder import Encoder
from qa_bot.encoding.named import encoder_named
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.metrics import sentence_right
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.values import Query, Sentence, Within

Floats = NDArray[np.float64]
Result = TypeVar("Result")
WEIGHTS = Path(__file__).parents[1] / "qa_bot" / "answering" / "weights"


class Job(NamedTuple):
    """A question and where to ask it: everywhere, or within its passage."""

    question: AskedQuestion
    within: Within | None


class Bench:
    """A bot over one set's own articles, asked many questions on two processes."""

    def __init__(
        self,
        questions: Path,
        folder: Path | None = None,
        counts_for: float = 1.0,
        encoder: Encoder | None = None,
    ) -> None:
        """Index a set: its questions, and the folder they are asked of (None: the set's own paragraphs)."""
        self.counts_for, self.folder = counts_for, folder
        self.set = load_questions(questions)
        self.bot = (
            QABot.from_folder(folder, encoder=encoder)
            if folder
            else QABot.from_texts(self.set.texts, encoder=encoder)
        )

    def jobs(self, scope: str) -> list[Job]:
        """Return a job for each of the set's questions; none within a passage where the set names none."""
        if scope == "passage" and self.folder:
            return []
        return [Job(one, one.within if scope == "passage" else None) for one in self.set.questions]

    def score(self, job: Job, weights: dict[str, float]) -> list[ScoredCandidate]:
        """Weigh the sentences for one job, best first."""
        bot, read = self.bot, self.bot.read(job.question.text)
        query = Query(job.question.text, job.within)
        return Ranker(weights, Ranker.default().spans).rank(read, bot.rank(read, query), bot.corpus, query)

    def run(self, work: Callable[[Bench, Job], Result], jobs: Iterable[Job]) -> list[Result]:
        """Do `work` for each job, in order."""
        with ProcessPoolExecutor(2, get_context("fork"), _keep, (self, work)) as pool:
            return list(pool.map(_work, jobs, chunksize=100))


def benches(names: Sequence[str], encoder: Encoder | None = None) -> list[Bench]:
    """Open sets by name, NAME*0.3 to count each question for less.

    A name is FILE (SQuAD JSON), FILE=FOLDER (questions in our own form and their articles), FOLDER with
    FOLDER.questions.jsonl beside it, or a directory of such folders.
    """
    found = []
    for name in names:
        path, _, share = name.partition("*")
        found += [Bench(*one, float(share or 1), encoder) for one in _paths(path)]
    return found


def encoder_called(name: str) -> Encoder:
    """Open a sentence encoder by its name, or that of scripts/minilm.py as "minilm"."""
    if name != "minilm":
        return encoder_named(name)
    from minilm import MiniLM

    return MiniLM()


def _paths(name: str) -> list[tuple[Path, Path | None]]:
    """Return the files of questions that a name stands for, each with its folder of articles."""
    if "=" in name:
        questions, _, folder = name.partition("=")
        return [(Path(questions), Path(folder))]
    path = Path(name)
    if path.is_file():
        return [(path, None)]
    folders = [path] if _questions(path).exists() else sorted(one for one in path.iterdir() if one.is_dir())
    return [(_questions(one), one) for one in folders if _questions(one).exists()]


def _questions(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.questions.jsonl")


def origin(script: str, names: Sequence[str]) -> str:
    """Say which sets a script fitted on: files by name, folders as they stand in the one above."""
    pairs = (name.partition("*") for name in names)
    parts = ((Path(path).parts[-1 if Path(path).suffix else -2 :], share) for path, _, share in pairs)
    told = ("/".join(path) + (f" (counted {share})" if share else "") for path, share in parts)
    return f"Fitted by scripts/{Path(script).name} on {', '.join(told)}."


def is_right(candidate: Candidate, question: AskedQuestion, corpus: Corpus) -> bool:
    """Whether a candidate's sentence is right."""
    matched = candidate.sentence
    sentence = Sentence(matched.text, matched.start, matched.end)
    return sentence_right(written(sentence, candidate.source.id, corpus), candidate.source.id, question)


def listwise(
    measures: Floats,
    right: NDArray[Any],
    sizes: Sequence[int],
    counts_for: Floats,
    penalty: float,
    given: Floats | float = 0.0,
    least_spread: float = 1e-9,
) -> Floats:
    """Fit weights by listwise softmax: minus the log probability of each question's right rows.

    `sizes` says how many rows each question has, `counts_for` what it counts for; `penalty` is the
    L2 penalty on weights in units of each column's standard deviation, or of `least_spread` where that is
    more. Rows are float64, columns clues; `given` are the points that each row has already.
    """
    scale = np.maximum(measures.std(axis=0), least_spread)
    rows, right = measures / scale, right.astype(np.float64)
    counts = np.asarray(sizes)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights + given
        parts = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
        whole = np.add.reduceat(parts, starts)
        good = np.maximum(np.add.reduceat(parts * right, starts), 1e-300)
        pull = parts / np.repeat(whole, counts) - parts * right / np.repeat(good, counts)
        pull *= np.repeat(counts_for, counts)
        value = -counts_for @ np.log(good / whole) + penalty * weights @ weights / 2
        return float(value), rows.T @ pull + penalty * weights

    start = np.zeros(rows.shape[1])
    fitted: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return fitted / scale


def binary(
    measures: Floats,
    labels: NDArray[np.bool_],
    counts_for: Floats,
    directions: Sequence[int],
    penalty: float,
    standing: Sequence[float] = (),
) -> list[float]:
    """Fit a logistic regression; gives the weights, and the constant at the end.

    The weight of a column of direction 1 is at least 0, of -1 at most 0, of 0 free. `penalty` is as for
    `listwise`, and spares the constant; it is on how far weights are from the `standing` ones, or from 0.
    """
    scale = np.append(measures.std(axis=0) + 1e-9, 1.0)
    rows = np.append(measures, np.ones((len(measures), 1)), axis=1) / scale
    pulled = np.append(np.full(len(directions), penalty), 0.0)
    start = np.array(standing or np.zeros(rows.shape[1])) * scale
    toward = np.where(labels, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores, moved = toward * (rows @ weights), weights - start
        slope = -toward * counts_for * expit(-scores)
        value = counts_for @ np.logaddexp(0.0, -scores) + pulled @ moved**2 / 2
        return float(value), rows.T @ slope + pulled * moved

    limits = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [limits[direction] for direction in (*directions, 0)]
    options = {"maxiter": 2000, "ftol": 1e-12, "gtol": 1e-6}
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    return list(map(float, fitted / scale))


def write(path: Path, head: Sequence[str], rows: Iterable[str]) -> None:
    """Write a table: what it is and where it comes from, then its rows."""
    lines = [*(f"# {line}" for line in head), *rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_weights(path: Path, head: Sequence[str], weights: Mapping[str, float], digits: int = 3) -> None:
    """Write a table of the weights that are not rounded to 0, the heaviest first, ties by name."""
    rounded = ((what, round(weight, digits)) for what, weight in weights.items())
    rows = sorted((-abs(weight), what, weight) for what, weight in rounded if weight)
    write(path, head, (f"{weight:+.{digits}f}\t{what}" for _, what, weight in rows))


_KEPT: list[Any] = []


def _keep(bench: Bench, work: Callable[[Bench, Job], Any]) -> None:
    _KEPT[:] = [bench, work]


def _work(job: Job) -> object:
    bench, work = _KEPT
    return work(bench, job)
