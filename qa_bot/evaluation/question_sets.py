"""Files -> question sets. To read another form, add one row to FORMATS."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from qa_bot.errors import QuestionSetError, require
from qa_bot.evaluation import jsonl, squad
from qa_bot.evaluation.dataset import AskedQuestion, QuestionSet
from qa_bot.named_tuples import NamedTuple
from qa_bot.opening import MOST_BYTES, read_regular
from qa_bot.values import Within

Json: TypeAlias = Any
LINES = (".jsonl", ".ndjson")


class FollowUp(NamedTuple):
    """A question that depends on the conversation before it, and how a person wrote it to stand alone."""

    history: tuple[str, ...]
    question: str
    rewrite: str


class Format(NamedTuple):
    """A form of JSON document: `matches` knows it by its shape, `read` gives the questions."""

    name: str
    matches: Callable[[Json], bool]
    read: Callable[[str, Json], QuestionSet]


def load_questions(path: str | Path) -> QuestionSet:
    """Read JSON lines in our own form, or SQuAD JSON; QuestionSetError names the file and the line."""
    require(path, (str, PathLike), "A question set must be given by its path (str or Path)")
    path = Path(path)
    text = _text(path)
    found = jsonl.read(path.name, text) if path.suffix.lower() in LINES else _read(path.name, text)
    if not (found.questions or found.conversations):
        dropped = f" ({found.dropped:,} left out, whose answers do not stand in their texts)"
        left_out = dropped if found.dropped else ""
        raise QuestionSetError(f"{path.name}: there is no question in it{left_out}; give a question set")
    return found


def _read(name: str, text: str) -> QuestionSet:
    document = _document(name, text)
    for format in FORMATS:
        if format.matches(document):
            return format.read(name, document)
    msg = f"{name}: no known form; give SQuAD JSON, or one question a line in a file named .jsonl"
    raise QuestionSetError(msg)


def load_follow_ups(path: str | Path) -> tuple[FollowUp, ...]:
    """Read CANARD rewrites (Elgohary et al. 2019): history, question, and the question standing alone."""
    path = Path(path)
    document = _document(path.name, _text(path))
    if not _is_canard(document):
        msg = f"{path.name}: not CANARD; it must be a list of objects with History, Question and Rewrite"
        raise QuestionSetError(msg)
    return tuple(FollowUp(tuple(row["History"]), row["Question"], row["Rewrite"]) for row in document)


def locate(question_set: QuestionSet, text_of: Callable[[str], str]) -> QuestionSet:
    """Find the paragraph of every evidence text, so that a set in our own form can be asked by passage.

    A question all of whose sources are unknown gets a fault that names one.
    """
    find = partial(located, text_of=text_of)
    turns = tuple(tuple(map(find, one)) for one in question_set.conversations)
    return replace(question_set, questions=tuple(map(find, question_set.questions)), conversations=turns)


def located(question: AskedQuestion, text_of: Callable[[str], str]) -> AskedQuestion:
    """Find the paragraph of its evidence; where no source is known, note that as its fault."""
    known = {source: _known(source, text_of) for source in sorted(question.sources)}
    texts = {source: text for source, text in known.items() if text is not None}
    if question.sources and not texts:
        told = f"there is no article {min(question.sources)!r}; name a file without its ending"
        return replace(question, fault=told)
    gold = next((gold for gold in question.evidence if gold.source in texts), None)
    if question.within or gold is None:
        return question
    text = texts[gold.source]
    place = text.find(gold.text)
    if place < 0:
        return replace(question, within=Within(gold.source))
    end = text.find("\n\n", place + len(gold.text))
    start = text.rfind("\n\n", 0, place)
    within = Within(gold.source, 0 if start < 0 else start + 2, len(text) if end < 0 else end)
    return replace(question, within=within)


def _known(source: str, text_of: Callable[[str], str]) -> str | None:
    try:
        return text_of(source)
    except KeyError:
        return None


def _text(path: Path) -> str:
    try:
        text = read_regular(path, MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); give the path of a question set"
        raise QuestionSetError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 at byte {error.start}; save the question set as UTF-8"
        raise QuestionSetError(msg) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _document(name: str, text: str) -> Json:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        wanted = "a set with one question a line is named .jsonl"
        msg = f"{name}, line {error.lineno}: not JSON ({error.msg}); {wanted}"
        raise QuestionSetError(msg, error.lineno) from error
    except (ValueError, RecursionError) as error:
        msg = f"{name}: not JSON that can be read ({error}); check that the file is whole"
        raise QuestionSetError(msg) from error


def _is_squad(document: Json) -> bool:
    return isinstance(document, dict) and "data" in document


def _is_canard(found: Json) -> bool:
    wanted = {"History", "Question", "Rewrite"}
    return isinstance(found, list) and all(isinstance(row, dict) and wanted <= row.keys() for row in found)


def _no_answers(name: str, _: Json) -> QuestionSet:
    msg = f"{name}: CANARD holds rewrites and no answers to score; read it with load_follow_ups"
    raise QuestionSetError(msg)


FORMATS = (Format("SQuAD 1.1 and 2.0", _is_squad, squad.read), Format("CANARD", _is_canard, _no_answers))
