"""Questions marked right or wrong, as rows of a question set that `qa-bot evaluate` reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from qa_bot.language.tokens import fold
from qa_bot.opening import MOST_BYTES, read_regular
from qa_bot.sanitising import json_line
from qa_bot.terminal.library import Library
from qa_bot.values import Answer, Evidence, Reply, Sentence, Shown, Source

Row: TypeAlias = dict[str, Any]


def rightly_replied(reply: Reply) -> Row:
    """Return the row by which a reply is right as it is."""
    answers = [one.answer for one in (reply.shown[:1] if reply.unsure else reply.shown) if one.answer]
    row = _row(reply, answers, reply.shown[: len(answers)])
    if reply.verdict:
        return row | {"answers": [], "kind": "yes-no", "verdict": reply.verdict}
    if reply.items:
        items = [one.plain for one in reply.items]
        return row | {"answers": items, "kind": "list", "items": items}
    if len(reply.groups) > 1:
        return row | {"groups": [_forms(group.answers) for group in reply.groups]}
    return row


def is_found_alone(row: Row, alone: Reply, wherever: bool = False) -> bool:
    """Whether a question asked by itself is shown, or `wherever` finds, the sentences its row expects."""
    found = {(one.source.id, one.sentence.plain) for one in (alone.evidence if wherever else alone.shown)}
    expected = {(one["source"], one["text"]) for one in row["evidence"]}
    return expected <= found if expected else alone.answer is None


def sentence_row(reply: Reply, right: Answer | Evidence, answer: Answer | None) -> Row:
    """Return the row by which one sentence is right, with words of it where they are sure."""
    return _row(reply, [answer] if answer else [], [right])


def silent_row(reply: Reply) -> Row:
    """Return the row by which nothing should have been stated."""
    return _row(reply, [], [])


def words_row(reply: Reply, words: str, bot: Library) -> Row | None:
    """Return the row by which some words of an article are right; None where no sentence holds them."""
    wanted = _folded(words)
    weighed = ((one.source, one.sentence) for one in reply.evidence)
    for source, sentence in chain(weighed, _sentences_with(wanted, bot)):
        if wanted in _folded(sentence.plain):
            return _row(reply, [], [Shown(sentence, source, 0.0)]) | {"answers": [words]}
    return None


def _sentences_with(wanted: str, bot: Library) -> Iterator[tuple[Source, Sentence]]:
    """Yield the sentences of the articles that hold every one of some words."""
    for source in bot.sources:
        text = _folded(bot.text_of(source.id))
        if all(word in text for word in wanted.split()):
            yield from ((source, sentence) for sentence in bot.sentences(source.id))


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _row(reply: Reply, answers: Iterable[Answer], right: Iterable[Shown | Answer | Evidence]) -> Row:
    question = reply.read_as or reply.question
    given = list(answers)
    row = {
        "id": f"q-{hashlib.sha256(fold(question).encode()).hexdigest()[:10]}",
        "question": question,
        "answers": _forms(given),
        "evidence": [{"source": one.source.id, "text": one.sentence.plain} for one in right],
    }
    return row | {"kind": given[0].type} if given else row


def _forms(answers: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(one.plain for one in answers))


def with_row(path: Path, row: Row) -> str:
    """Return the lines of a question set with a row at its end, in place of one with the same id."""
    try:
        lines = read_regular(path, MOST_BYTES).decode("utf-8-sig").split("\n")
    except FileNotFoundError:
        lines = []
    kept = [one for one in lines if one.strip() and _id_of(one) != row["id"]]
    return "".join(f"{one}\n" for one in (*kept, json_line(row)))


def _id_of(written: str) -> object:
    try:
        row = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return row.get("id") if isinstance(row, dict) else None
