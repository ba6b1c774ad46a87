"""Our own question sets: JSON lines, one question a line; a line that is a list is one conversation.

A line {"defaults": {...}} gives its values to the questions after it that do not say otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NoReturn, TypeAlias, get_args

from qa_bot.errors import QuestionSetError
from qa_bot.evaluation.dataset import AskedQuestion, Conversation, Expect, GoldText, QuestionSet

Json: TypeAlias = Any
KEYS: Mapping[str, str] = {
    "id": "the name of the question; by default its line",
    "question": "what is asked",
    "answers": "the words that answer it, each of them right; [] where the articles don't say",
    "evidence": "words of a right sentence; their source is the path of the file without its ending",
    "kind": "what is asked for; no figure depends on it",
    "groups": "the values that different articles give, each with its accepted forms",
    "verdict": "yes or no, where the question asks for one",
    "items": "the items of a list that is asked for, in order",
    "expect": "what makes it right: words (the default) or sentence, where those that answer may be any",
    "follow_up": "false for a question of a conversation that is complete by itself",
}
DEFAULTS = "defaults"
_EXPECTED: tuple[Expect, ...] = get_args(Expect)
_EXAMPLE = '{"id": "q1", "question": "When ...?", "answers": ["13 March"], "evidence": []}'


def read(name: str, text: str) -> QuestionSet:
    """Read the lines of `text`; raise QuestionSetError with the line that cannot be read."""
    questions: list[AskedQuestion] = []
    conversations: list[Conversation] = []
    defaults: dict[str, Json] = {}
    for line, row in _lines(name, text):
        found = _filled(row, defaults)
        if isinstance(row, dict) and DEFAULTS in row:
            defaults = _defaults(name, line, row)
        elif isinstance(found, list):
            conversations.append(_conversation(name, line, found))
        else:
            questions.append(_question(name, line, found, str(line)))
    _check_ids(name, [*questions, *chain(*conversations)])
    return QuestionSet(name, tuple(questions), tuple(conversations))


def _lines(name: str, text: str) -> Iterator[tuple[int, Json]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _decoded(name, number, line)


def _decoded(name: str, number: int, line: str) -> Json:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        place = (
            f"{error.msg} at character {error.colno}" if isinstance(error, json.JSONDecodeError) else error
        )
        msg = f"{name}, line {number}: not JSON ({place}); write one question a line, like {_EXAMPLE}"
        raise QuestionSetError(msg, number) from error


def _defaults(name: str, line: int, row: Json) -> dict[str, Json]:
    found = row[DEFAULTS]
    if not isinstance(found, dict) or "question" in row:
        _refuse(name, line, f'defaults are an object, alone on a line: {{"{DEFAULTS}": {{"kind": "when"}}}}')
    return found


def _filled(row: Json, defaults: dict[str, Json]) -> Json:
    """Return a question, or the questions of a conversation, with what the defaults say besides."""
    if isinstance(row, list):
        return [_filled(turn, defaults) for turn in row]
    return defaults | row if isinstance(row, dict) else row


def _conversation(name: str, line: int, turns: list[Json]) -> Conversation:
    if not turns:
        _refuse(name, line, "an empty conversation; put questions into the list, or drop the line")
    return tuple(
        _question(name, line, turn, f"{line}.{number}", later=number > 1)
        for number, turn in enumerate(turns, 1)
    )


def _question(name: str, line: int, row: Json, default_id: str, later: bool = False) -> AskedQuestion:
    _check_question(name, line, row)
    answers = _answers(name, line, row.get("answers", []))
    evidence = _evidence(name, line, row.get("evidence", []))
    kind = row.get("kind")
    return AskedQuestion(
        id=str(row.get("id", default_id)),
        text=row["question"],
        answers=answers,
        evidence=evidence or tuple(GoldText("", answer) for answer in answers),
        kind=None if kind is None else str(kind),
        line=line,
        follow_up=later and row.get("follow_up", True) is not False,
        groups=_groups(name, line, row.get("groups", [])),
        verdict=_verdict(name, line, row.get("verdict")),
        items=_answers(name, line, row.get("items", []), "items"),
        expect=_expect(name, line, row.get("expect", "words")),
    )


def _check_question(name: str, line: int, row: Json) -> None:
    if not isinstance(row, dict):
        _refuse(name, line, f"a question is an object like {_EXAMPLE}, not {_short(row)}")
    text = row.get("question")
    if not isinstance(text, str) or not text.strip():
        _refuse(name, line, f"'question' must be a text, not {_short(text)}")
    if "answers" not in row and "evidence" not in row:
        _refuse(name, line, "'answers' is missing; write [] when the articles do not say")


def _answers(name: str, line: int, found: Json, field: str = "answers") -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(answer, str) and answer.strip() for answer in found):
        _refuse(name, line, f"'{field}' must be a list of texts, not {_short(found)}")
    return tuple(found)


def _verdict(name: str, line: int, found: Json) -> str | None:
    if found not in (None, "yes", "no"):
        _refuse(name, line, f'\'verdict\' must be "yes" or "no", not {_short(found)}')
    return None if found is None else str(found)


def _expect(name: str, line: int, found: Json) -> Expect:
    if found not in _EXPECTED:
        _refuse(name, line, f"'expect' must be one of {', '.join(_EXPECTED)}, not {_short(found)}")
    return "sentence" if found == "sentence" else "words"


def _groups(name: str, line: int, found: Json) -> tuple[tuple[str, ...], ...]:
    if not isinstance(found, list) or not all(isinstance(forms, list) and forms for forms in found):
        _refuse(name, line, f"'groups' is a list with a list of texts for each value, not {_short(found)}")
    return tuple(_answers(name, line, forms) for forms in found)


def _evidence(name: str, line: int, found: Json) -> tuple[GoldText, ...]:
    if not isinstance(found, list):
        _refuse(name, line, f"'evidence' must be a list, not {_short(found)}")
    return tuple(_gold_text(name, line, row) for row in found)


def _gold_text(name: str, line: int, row: Json) -> GoldText:
    fields = row if isinstance(row, dict) else {}
    source, text = fields.get("source", ""), fields.get("text")
    if not isinstance(source, str) or not isinstance(text, str) or not text.strip():
        _refuse(name, line, f'evidence is an object {{"source": ID, "text": WORDS}}, not {_short(row)}')
    return GoldText(source, text)


def _check_ids(name: str, questions: list[AskedQuestion]) -> None:
    lines: dict[str, int] = {}
    for question in questions:
        if question.id in lines:
            earlier = lines[question.id]
            _refuse(name, question.line, f"the id {question.id!r} is used on line {earlier}; give another")
        lines[question.id] = question.line


def _short(value: Json) -> str:
    shown = repr(value)
    return shown if len(shown) < 61 else f"{shown[:57]}..."


def _refuse(name: str, line: int, message: str) -> NoReturn:
    raise QuestionSetError(f"{name}, line {line}: {message}", line)
