from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qa_bot.errors import QuestionSetError
from qa_bot.evaluation.dataset import GoldText, QuestionSet
from qa_bot.evaluation.question_sets import FORMATS, load_follow_ups, load_questions, locate
from qa_bot.values import Within

PLAIN = {
    "id": "q1",
    "question": "When?",
    "answers": ["13 March"],
    "evidence": [{"source": "a", "text": "On 13"}],
}
SILENT = {"id": "q2", "question": "Who?", "answers": [], "evidence": []}


def write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def lines(folder: Path, *rows: object) -> QuestionSet:
    return load_questions(write(folder, "set.jsonl", "\n".join(json.dumps(row) for row in rows)))


def squad(folder: Path, *entries: dict[str, Any]) -> QuestionSet:
    return load_questions(write(folder, "set.json", {"data": list(entries)}))


def entry(context: str, *questions: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"paragraphs": [{"context": context, "qas": list(questions)}], **more}


def asked(id: str, *answers: tuple[str, int], **more: object) -> dict[str, Any]:
    golds = [{"text": text, "answer_start": start} for text, start in answers]
    return {"id": id, "question": f"What is {id}?", "answers": golds, **more}


def test_own_form(tmp_path: Path) -> None:
    found = lines(tmp_path, PLAIN, {**SILENT, "kind": "who"}, [{**PLAIN, "id": "c1"}, {**SILENT, "id": "c2"}])
    first, second = found.questions
    assert (first.id, first.text, first.answers, first.line) == ("q1", "When?", ("13 March",), 1)
    assert first.evidence == (GoldText("a", "On 13"),)
    assert first.sources == {"a"}
    assert (second.answerable, second.kind) == (False, "who")
    assert [turn.id for turn in found.conversations[0]] == ["c1", "c2"]


def test_values_that_differ_have_a_form_of_their_own(tmp_path: Path) -> None:
    (question,) = lines(tmp_path, {**PLAIN, "groups": [["2,400", "2400"], ["3,100"]]}).questions
    assert question.groups == (("2,400", "2400"), ("3,100",))
    for wrong in ("2,400", ["2,400"], [[]], [[3]]):
        with pytest.raises(QuestionSetError, match="line 1: "):
            lines(tmp_path, {**PLAIN, "groups": wrong})


def test_a_verdict_and_items_may_be_expected(tmp_path: Path) -> None:
    decided, listed, plain = lines(
        tmp_path,
        {**PLAIN, "verdict": "no"},
        {**PLAIN, "id": "q2", "items": ["tea", "milk"]},
        {**PLAIN, "id": "q3", "verdict": None},
    ).questions
    assert (decided.verdict, decided.items) == ("no", ())
    assert (listed.verdict, listed.items) == (None, ("tea", "milk"))
    assert (plain.verdict, plain.items) == (None, ())


def test_the_sentence_alone_may_be_expected_by_a_question_or_by_all_after_a_line(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        {**PLAIN, "expect": "sentence"},
        {**PLAIN, "id": "q2"},
        {"defaults": {"expect": "sentence", "kind": "when"}},
        {**PLAIN, "id": "q3"},
        {**PLAIN, "id": "q4", "expect": "words"},
        [{**PLAIN, "id": "q5"}],
        {"defaults": {}},
        {**PLAIN, "id": "q6"},
    )
    asked = [*found.questions, *found.conversations[0]]
    assert {one.id: (one.expect, one.kind) for one in asked} == {
        "q1": ("sentence", None),
        "q2": ("words", None),
        "q3": ("sentence", "when"),
        "q4": ("words", "when"),
        "q5": ("sentence", "when"),
        "q6": ("words", None),
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**PLAIN, "expect": "word"}, "'expect' must be one of words, sentence, not 'word'"),
        ({**PLAIN, "expect": ["words"]}, "'expect' must be one of words, sentence, not"),
        ({"defaults": ["words"]}, "defaults are an object, alone on a line"),
        ({**PLAIN, "defaults": {}}, "defaults are an object, alone on a line"),
    ],
)
def test_what_is_expected_in_an_unknown_form(tmp_path: Path, row: object, says: str) -> None:
    with pytest.raises(QuestionSetError, match=f"line 1: {says}"):
        lines(tmp_path, row)


def test_a_line_that_is_not_json_says_where_it_goes_wrong(tmp_path: Path) -> None:
    said = "line 2: not JSON (Expecting property name enclosed in double quotes at character 2); write"
    with pytest.raises(QuestionSetError, match=re.escape(said)):
        load_questions(write(tmp_path, "set.jsonl", f"{json.dumps(PLAIN)}\n{{question: 1}}"))


def test_answers_stand_in_for_evidence_that_is_not_given(tmp_path: Path) -> None:
    (question,) = lines(tmp_path, {"question": "When?", "answers": ["13 March"]}).questions
    assert question.evidence == (GoldText("", "13 March"),)
    assert (question.id, question.sources) == ("1", frozenset())


def test_byte_order_mark_blank_lines_and_any_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    rows = [json.dumps(PLAIN).encode(), b"  ", json.dumps({**SILENT, "question": "a\u2028b"}).encode()]
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(rows) + b"\r\n")
    assert [question.line for question in load_questions(path).questions] == [1, 3]


def test_a_line_separator_inside_a_question_is_no_line_end(tmp_path: Path) -> None:
    content = json.dumps({**PLAIN, "question": "a\u2028b"}, ensure_ascii=False)
    assert load_questions(write(tmp_path, "set.jsonl", content)).questions[0].text == "a\u2028b"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("3", "a question is an object"),
        ("[]", "an empty conversation"),
        ('[["x"]]', "a question is an object"),
        ({"answers": []}, "'question' must be a text"),
        ({"question": "  ", "answers": []}, "'question' must be a text"),
        ({"question": "x"}, "'answers' is missing"),
        ({"question": "x", "answers": "13 March"}, "'answers' must be a list"),
        ({"question": "x", "answers": [""]}, "'answers' must be a list"),
        ({"question": "x", "answers": [], "evidence": "y"}, "'evidence' must be a list"),
        ({"question": "x", "answers": [], "evidence": ["y"]}, "evidence is an object"),
        ({"question": "x", "answers": [], "evidence": [{"source": "a"}]}, "evidence is an object"),
        ({"question": "x", "answers": [], "verdict": "maybe"}, '\'verdict\' must be "yes" or "no"'),
        ({"question": "x", "answers": [], "verdict": True}, '\'verdict\' must be "yes" or "no"'),
        ({"question": "x", "answers": [], "items": "tea"}, "'items' must be a list"),
        ({"question": "x", "answers": [], "items": [""]}, "'items' must be a list"),
        ({**PLAIN, "question": "again"}, "the id 'q1' is used on line 1"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, row: object, says: str) -> None:
    bad = row if isinstance(row, str) else json.dumps(row)
    with pytest.raises(QuestionSetError, match=says) as caught:
        load_questions(write(tmp_path, "set.jsonl", f"{json.dumps(PLAIN)}\n\n{bad}\n"))
    assert caught.value.line == 3
    assert str(caught.value).startswith("set.jsonl, line 3: ")
    assert "\n" not in str(caught.value)


def test_squad_gives_articles_with_spans_of_them(tmp_path: Path) -> None:
    entries = {"title": "Ada_Lovelace", "paragraphs": [
        {"context": "Ada wrote.", "qas": []},
        {"context": "Ada was born in 1815.", "qas": [asked("q", ("1815", 16), ("in 1815", 13))]},
    ]}  # fmt: skip
    found = squad(tmp_path, entries)
    (question,) = found.questions
    text = found.texts["Ada_Lovelace"]
    assert text == "Ada wrote.\n\nAda was born in 1815."
    assert [text[span.start : span.end] for span in question.spans] == ["1815", "in 1815"]
    assert question.answers == ("1815", "in 1815")
    assert question.within == Within("Ada_Lovelace", 12, len(text))
    assert found.titles == {"Ada_Lovelace": "Ada Lovelace"}


@pytest.mark.parametrize("more", [{"is_impossible": True}, {"is_impossible": False}, {}])
def test_squad_2_silence_is_right(tmp_path: Path, more: dict[str, bool]) -> None:
    golds = [("Ada", 0)] if more.get("is_impossible") else []
    (question,) = squad(tmp_path, entry("Ada.", asked("q", *golds, **more), title="A")).questions
    assert not question.answerable
    assert question.within == Within("A", 0, 4)


@pytest.mark.parametrize(("said", "place"), [(3, 4), (0, 4), (11, 12), (500, 12), (-1, 4)])
def test_a_wrong_answer_start_goes_to_the_nearest_place(tmp_path: Path, said: int, place: int) -> None:
    (question,) = squad(tmp_path, entry("The Nile, a Nile.", asked("q", ("Nile", said)), title="A")).questions
    assert question.spans[0].start == place


def test_questions_whose_answers_stand_nowhere_are_counted(tmp_path: Path) -> None:
    found = squad(
        tmp_path, entry("Ada.", asked("q", ("Babbage", 0)), asked("r", ("x", 0), ("Ada", 0)), title="A")
    )
    assert [question.id for question in found.questions] == ["r"]
    assert found.questions[0].answers == ("Ada",)
    assert found.dropped == 1


def test_missing_and_repeated_titles_and_ids(tmp_path: Path) -> None:
    one = entry("Ada.", asked("q", ("Ada", 0)))
    found = squad(tmp_path, one, {**one, "title": "A"}, {**one, "title": "A"}, {"title": "Empty"})
    assert list(found.texts) == ["article-0001", "A", "A-2"]
    assert [question.id for question in found.questions] == ["q", "q-2", "q-3"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{\n"data": [', "line 2: not JSON"),
        ("[" * 100_000, "not JSON that can be read"),
        ('{"questions": []}', "no known form"),
        ('{"data": 3}', "not SQuAD"),
        ('{"data": [{"paragraphs": [{"context": 3}]}]}', "not SQuAD"),
        ('{"data": [{"paragraphs": [{"context": "x", "qas": [{}]}]}]}', "not SQuAD"),
        ('[{"History": [], "Question": "x", "Rewrite": "y"}]', "CANARD"),
    ],
)
def test_a_document_that_is_no_question_set(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(QuestionSetError, match=says) as caught:
        load_questions(write(tmp_path, "set.json", content))
    assert "set.json" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes('{"question": "é"}'.encode("latin-1"))
    for name, says in (
        ("latin.jsonl", "not UTF-8"),
        ("nowhere.json", "cannot be read"),
        (".", "cannot be read"),
    ):
        with pytest.raises(QuestionSetError, match=says):
            load_questions(tmp_path / name)


def test_follow_ups(tmp_path: Path) -> None:
    row = {"History": ["Ada", "Life"], "Question": "When was she born?", "Rewrite": "When was Ada born?"}
    (found,) = load_follow_ups(write(tmp_path, "c.json", [row]))
    assert found == (("Ada", "Life"), "When was she born?", "When was Ada born?")
    with pytest.raises(QuestionSetError, match="not CANARD"):
        load_follow_ups(write(tmp_path, "d.json", {"data": []}))


@pytest.mark.parametrize(
    ("words", "start", "end"), [("One", 0, 4), ("Two", 6, 10), ("Three", 12, 18), ("One.\n\nTwo", 0, 10)]
)
def test_locate_finds_the_paragraph(tmp_path: Path, words: str, start: int, end: int) -> None:
    found = lines(tmp_path, {"question": "x", "answers": [], "evidence": [{"source": "a", "text": words}]})
    (question,) = locate(found, {"a": "One.\n\nTwo.\n\nThree."}.__getitem__).questions
    assert question.within == Within("a", start, end)


def test_locate_falls_back_to_the_article_and_leaves_the_rest(tmp_path: Path) -> None:
    found = locate(lines(tmp_path, PLAIN, SILENT), {"a": "Nothing."}.__getitem__)
    assert [question.within for question in found.questions] == [Within("a"), None]


def test_formats_have_names_of_their_own() -> None:
    assert len({format.name for format in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", ""),
        ("a.jsonl", "\n \n"),
        ("a.json", '{"data": []}'),
        ("a.json", '{"data": [{"paragraphs": [{"context": "x", "qas": []}]}]}'),
    ],
)
def test_a_set_without_questions_is_an_error(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(QuestionSetError, match="there is no question in it"):
        load_questions(path)


def test_sources_that_are_not_there_are_a_fault_of_their_question(tmp_path: Path) -> None:
    rows = [
        {"question": "a", "answers": ["x"], "evidence": [{"source": "no", "text": "x"}]},
        {
            "question": "b",
            "answers": ["x"],
            "evidence": [{"source": "no", "text": "x"}, {"source": "m", "text": "x"}],
        },
        {"question": "c", "answers": ["x"]},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in (*rows, [rows[0] | {"id": "t"}])))
    found = locate(load_questions(path), {"m": "y x"}.__getitem__)
    faults = [one.fault.partition(";")[0] for one in (*found.questions, found.conversations[0][0])]
    assert faults == ["there is no article 'no'", "", "", "there is no article 'no'"]
    assert found.questions[1].within == Within("m", 0, 3)
