from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_bot.errors import QuestionSetError
from qa_bot.evaluation.comparison import compare, load_results
from qa_bot.evaluation.dataset import AskedQuestion, GoldSpan, GoldText, QuestionSet
from qa_bot.evaluation.evaluate import Report, Result, Scope, evaluate, judge
from qa_bot.evaluation.summary import MOST_LISTED, summary
from qa_bot.evaluation.triage import shape
from qa_bot.values import Answer, Evidence, Reply, Sentence, Shown, Source, Within

TEXT = "Ada was born in 1815. She wrote the Notes. Babbage designed engines. It rained at 7 a.m. on Sunday."
ADA, NOTES, BABBAGE, RAIN, SUNDAY = (
    "Ada was born in 1815.",
    "She wrote the Notes.",
    "Babbage designed engines.",
    "It rained at 7 a.m.",
    "on Sunday.",
)


def found(sentence: str, words: str | None, source: str = "ada") -> Evidence:
    start = TEXT.index(sentence)
    place = Sentence(sentence, start, start + len(sentence))
    answer = None
    if words is not None:
        at = TEXT.index(words, start)
        answer = Answer(words, at, at + len(words), "thing", None, place, Source(source, source), 0.8)
    return Evidence(place, Source(source, source), {}, 1.0, 0.8, answer)


def reply(*evidence: Evidence, silent: bool = False, unsure: bool = False, confidence: float = 0.8) -> Reply:
    answers = tuple(one.answer for one in evidence if one.answer)
    return Reply(
        "?",
        None if silent else answers[0],
        () if silent else answers[1:],
        evidence,
        unsure=unsure,
        confidence=confidence,
    )


def closest(*evidence: Evidence) -> Reply:
    """Offer sentences without a claim."""
    shown = tuple(Shown(one.sentence, one.source, one.probability) for one in evidence)
    return Reply("?", evidence=evidence, shown=shown, confidence=0.3)


def spans(*words: str, kind: str | None = None) -> AskedQuestion:
    golds = tuple(GoldSpan("ada", TEXT.index(one), TEXT.index(one) + len(one)) for one in words)
    return AskedQuestion("q", "When was Ada born?", words, golds, kind=kind, within=Within("ada", 0, 50))


BORN = spans("1815")
NOBODY = AskedQuestion("n", "Who was Newton?")


@pytest.mark.parametrize(
    ("question", "given", "stage"),
    [
        (BORN, reply(found(ADA, "1815")), None),
        (BORN, reply(found(ADA, "born in 1815")), None),
        (BORN, reply(found(ADA, "1815"), silent=True), "withheld"),
        (BORN, closest(found(ADA, "1815"), found(NOTES, "Notes")), "withheld"),
        (BORN, closest(found(NOTES, "Notes"), found(ADA, "1815")), "ranking"),
        (BORN, closest(found(ADA, "Ada")), "answer type"),
        (BORN, closest(found(NOTES, "Notes")), "retrieval"),
        (BORN, reply(found(NOTES, "Notes"), found(BABBAGE, "Babbage")), "retrieval"),
        (BORN, reply(found(ADA, "1815", "other")), "retrieval"),
        (BORN, Reply("?"), "retrieval"),
        (BORN, reply(found(NOTES, "Notes"), found(ADA, "1815")), "ranking"),
        (BORN, reply(found(NOTES, "Notes"), found(ADA, "1815"), silent=True), "ranking"),
        (BORN, reply(found(NOTES, "Notes"), found(ADA, "Ada")), "answer type"),
        (BORN, reply(found(NOTES, "Notes"), found(ADA, None)), "ranking"),
        (BORN, reply(found(ADA, "Ada")), "answer type"),
        (spans("Babbage"), reply(found(BABBAGE, "Babbage designed engines")), None),
        (spans("the Notes"), reply(found(NOTES, "She")), "answer words"),
        (spans("7 a.m. on Sunday"), reply(found(RAIN, "It"), found(SUNDAY, "Sunday")), "sentence splitting"),
        (NOBODY, reply(found(ADA, "Ada")), "guessed"),
        (NOBODY, closest(found(ADA, "Ada")), None),
        (NOBODY, reply(found(ADA, "Ada"), silent=True), None),
        (NOBODY, Reply("?"), None),
    ],
)
def test_stage(question: AskedQuestion, given: Reply, stage: str | None) -> None:
    assert judge(question, given).stage == stage


@pytest.mark.parametrize(
    ("words", "evidence", "stage"),
    [
        ("7 a.m. on Sunday", (found(SUNDAY, "Sunday"), found(RAIN, "It")), "sentence splitting"),
        ("engines. It", (found(RAIN, "It"), found(ADA, "Ada")), "retrieval"),
        ("rained at 7", (found(SUNDAY, "Sunday"), found(RAIN, "7 a.m")), "ranking"),
    ],
)
def test_stage_by_evidence_text(words: str, evidence: tuple[Evidence, ...], stage: str) -> None:
    question = AskedQuestion("q", "?", ("7 a.m.",), evidence=(GoldText("ada", words),))
    assert judge(question, reply(*evidence)).stage == stage


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("1815", "number"), ("twenty men", "number"), ("seventeen", "number"), ("Ada Lovelace", "name"),
        ("the Notes", "name"), ("the long engines", "words"), ("–", "words"), ("bone", "words"),
    ],
)  # fmt: skip
def test_shape(words: str, kind: str) -> None:
    assert shape(words) == kind


def test_judge_tells_the_ranking_from_what_was_said() -> None:
    given = reply(found(NOTES, "Notes"), found(ADA, "1815"), unsure=True)
    result = judge(BORN, given, 0.25)
    assert (result.got, result.sentence, result.source, result.runner_up) == ("Notes", NOTES, "ada", ADA)
    assert (result.rank, result.right_sentence, result.exact, result.f1) == (2, ADA, 0.0, 0.0)
    assert (result.answered, result.answer_right, result.shown, result.shown_right) == (True, False, 2, True)
    assert (result.source_right, result.kind, result.seconds, result.confidence) == (True, "thing", 0.25, 0.8)


def test_what_is_shown_is_counted_whatever_the_kind() -> None:
    evidence = (found(NOTES, "Notes"), found(ADA, "1815"))
    sure, silent = judge(BORN, reply(*evidence)), judge(BORN, reply(*evidence, silent=True))
    offered = judge(BORN, closest(*evidence))
    assert (sure.shown, sure.shown_right, sure.answered, sure.closest) == (1, False, True, False)
    assert (offered.shown, offered.shown_right, offered.answered, offered.closest) == (2, True, False, True)
    assert (silent.shown, silent.shown_right, silent.answered, silent.closest) == (0, False, False, False)
    assert [one.answer_right for one in (sure, offered, silent)] == [False, None, None]
    assert [one.got for one in (sure, offered, silent)] == ["Notes"] * 3


@pytest.mark.parametrize(
    ("given", "words_right"),
    [
        (reply(found(ADA, "1815")), True),
        (reply(found(ADA, "Ada")), False),
        (reply(found(NOTES, "Notes"), found(ADA, "1815"), unsure=True), False),
        (closest(found(ADA, "1815")), False),
        (Reply("?"), False),
    ],
)
def test_words_are_right_of_a_right_first_sentence_only(given: Reply, words_right: bool) -> None:
    assert judge(BORN, given).words_right is words_right


def test_a_reply_without_evidence_is_ranked_by_its_answers() -> None:
    answers = [one.answer for one in (found(NOTES, "Notes"), found(ADA, "1815")) if one.answer]
    assert judge(BORN, Reply("?", answers[0], tuple(answers[1:]))).rank == 2


def test_values_that_do_not_apply_are_none() -> None:
    result = judge(NOBODY, reply(found(ADA, "Ada")))
    nothing = (
        result.rank,
        result.exact,
        result.f1,
        result.source_right,
        result.answer_right,
        result.shown_right,
        result.words_right,
    )
    assert nothing == (None,) * 7
    unworded = AskedQuestion("q", "?", evidence=(GoldText("ada", "born"),), kind="when")
    result = judge(unworded, reply(found(ADA, "Ada")))
    assert (result.answerable, result.rank, result.f1, result.stage, result.kind) == (
        True,
        1,
        None,
        None,
        "when",
    )
    assert result.expected == ("born",)


@pytest.mark.parametrize(
    ("scope", "within"),
    [("corpus", [(), ()]), ("article", [(Within("ada"),), ()]), ("passage", [(Within("ada", 0, 50),), ()])],
)
def test_scope(scope: Scope, within: list[tuple[Within, ...]]) -> None:
    calls: list[tuple[Within, ...]] = []

    def ask(text: str, *where: Within) -> Reply:
        calls.append(where)
        return Reply(text)

    evaluate(ask, QuestionSet("set", (BORN, NOBODY)), scope)
    assert calls == within


def test_scope_of_a_question_with_evidence_and_no_passage_is_its_article() -> None:
    question = AskedQuestion("q", "?", evidence=(GoldText("ada", "x"),))
    calls: list[Within] = []

    def ask(text: str, within: Within) -> Reply:
        calls.append(within)
        return Reply(text)

    evaluate(ask, QuestionSet("set", (question,)), "passage")
    assert calls == [Within("ada")]


def talker(heard: list[list[str]]) -> Callable[[], Callable[[str], Reply]]:
    def fresh() -> Callable[[str], Reply]:
        heard.append([])

        def ask(text: str) -> Reply:
            heard[-1].append(text)
            return Reply(text)

        return ask

    return fresh


def test_each_conversation_gets_an_ask_of_its_own_and_its_turns_in_order() -> None:
    one, two, three = (AskedQuestion(id, f"{id}?") for id in ("a", "b", "c"))
    heard: list[list[str]] = []
    steps: list[tuple[int, int]] = []
    questions = QuestionSet("set", (NOBODY,), ((one, two), (three,)))
    report = evaluate(Reply, questions, progress=lambda *step: steps.append(step), conversation=talker(heard))
    assert heard == [["a?", "b?"], ["c?"]]
    assert [result.id for result in report.results] == ["n", "a", "b", "c"]
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert report.conversations_skipped == 0


def test_conversations_are_skipped_and_counted_without_one() -> None:
    report = evaluate(Reply, QuestionSet("set", (NOBODY,), ((BORN,), (BORN,)), dropped=3))
    assert (len(report.results), report.conversations_skipped, report.dropped) == (1, 2, 3)


def run(*replies: Reply) -> Report:
    ids = "abcdef"
    questions = [
        AskedQuestion(ids[place], BORN.text, BORN.answers, BORN.spans) for place in range(len(replies) - 1)
    ]
    given = iter(replies)
    return evaluate(lambda _: next(given), QuestionSet("set", (*questions, NOBODY)))


GOOD, BAD = reply(found(ADA, "1815")), reply(found(NOTES, "Notes"), found(ADA, "1815"))


def test_report_as_dict_is_json_and_reads_back(tmp_path: Path) -> None:
    report = run(GOOD, BAD, reply(found(ADA, "Ada"), silent=True))
    path = tmp_path / "run.json"
    path.write_text(json.dumps(report.as_dict(), allow_nan=False), encoding="utf-8")
    document = json.loads(path.read_text(encoding="utf-8"))
    assert {"figures", "intervals", "stages", "by_kind", "questions"} <= document.keys()
    assert document["figures"]["sentence_at_1"] == 0.5
    assert document["stages"]["ranking"] == 1
    assert document["by_kind"]["thing"]["n"] == 3
    assert document["intervals"]["n" if "n" in document["intervals"] else "mrr"][0] <= 0.75
    assert [result.id for result in load_results(path)] == ["a", "b", "n"]


def test_results_round_trip() -> None:
    result = judge(BORN, BAD)
    assert Result.from_dict(json.loads(json.dumps(result.as_dict()))) == result


def test_a_baseline_whose_values_are_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(
        json.dumps({"questions": [judge(BORN, BAD).as_dict() | {"rank": "first"}]}), encoding="utf-8"
    )
    with pytest.raises(QuestionSetError, match="not the output of evaluate --json"):
        load_results(path)


@pytest.mark.parametrize(
    "odd",
    [
        {"f1": 10**400},
        {"id": [1]},
        {"id": None},
        {"question": {}},
        {"confidence": float("inf")},
        {"seconds": -float("inf")},
        {"stage": "nowhere"},
        {"stage": [1]},
        {"expected": None},
        {"missing": 5},
        {"confidence": []},
    ],
)
def test_a_baseline_with_values_of_other_kinds(odd: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps({"questions": [judge(BORN, BAD).as_dict() | odd]}), encoding="utf-8")
    with pytest.raises(QuestionSetError, match="not the output of evaluate --json"):
        load_results(path)


def test_a_question_that_fails_counts_as_none_answered_and_never_as_a_good_silence() -> None:
    def ask(text: str) -> Reply:
        raise KeyError("x")

    asked = QuestionSet("set", (BORN, AskedQuestion("n", "Who?")))
    report = evaluate(ask, asked)
    assert report.failures() == dict.fromkeys((BORN.id, "n"), "internal error (KeyError: 'x')")
    assert [one.stage for one in report.results] == ["failed", "failed"]
    figures = report.figures()
    assert [figures[name] for name in ("helped", "right", "guessed", "quiet")] == [0, 0, 1, 0]
    assert load_failures(report) == report.failures()


def load_failures(report: Report) -> dict[str, str | None]:
    return {one.id: Result.from_dict(json.loads(json.dumps(one.as_dict()))).error for one in report.results}


def test_compare_names_what_was_gained_and_lost() -> None:
    silent = Reply("?")
    before, after = run(GOOD, BAD, BAD, silent), run(BAD, GOOD, GOOD, silent)
    comparison = compare(before.results, after)
    assert (comparison.shared, comparison.gained, comparison.lost) == (4, ("b", "c"), ("a",))
    change = comparison.differences["sentence_at_1"]
    assert (change.before, change.after) == pytest.approx((1 / 3, 2 / 3))
    assert change.low < 0 < change.high
    assert "best_f1" in comparison.differences
    assert "n" not in comparison.differences


def test_compare_leaves_out_questions_that_changed() -> None:
    report = run(GOOD, Reply("?"))
    other = judge(AskedQuestion("a", "Other?", BORN.answers, BORN.spans), GOOD)
    comparison = compare((other,), report)
    assert (comparison.shared, comparison.differences) == (0, {})


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"questions": [{}]}', '{"questions": 3}', "[" * 100_000, "\udcff"]
)
def test_a_baseline_that_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(QuestionSetError, match="not the output of evaluate --json"):
        load_results(path)
    with pytest.raises(QuestionSetError, match="cannot be read"):
        load_results(tmp_path / "nowhere.json")


def test_summary_has_a_line_for_every_figure_that_applies_and_every_stage_that_occurs() -> None:
    silent = Reply("?")
    before, after = run(*[BAD] * 5, silent), run(*[GOOD] * 5, silent)
    text = summary(after, compare(before.results, after))
    for name, value in after.figures().items():
        assert (f"\n{name} " in text) == (value is not None)
    assert "answered_unanswerable      0.0 %" in text
    assert "5 won, 0 lost" in text
    assert "+100.0 points (+100.0 to +100.0) better" in text
    assert not any(line != line.rstrip() for line in text.split("\n") if line.startswith("  "))
    assert "failures: 0 of 6" in text
    assert "what failed" not in text
    told = summary(before)
    assert [name for name in before.stages() if f"\n  {name} " in told] == ["ranking"]


def listed(text: str, title: str) -> list[str]:
    """Return the rows below a title, which go in by two columns."""
    below = text.split(title, 1)[1].split("\n")[1:]
    return list(itertools.takewhile(lambda row: row.startswith("  "), below))


def test_summary_names_what_failed_the_worst_first() -> None:
    offered = closest(found(ADA, "1815"), found(NOTES, "Notes"))
    report = run(GOOD, offered, Reply("?", missing=("Ada",)), BAD, reply(found(ADA, "Ada")), BAD)
    assert listed(summary(report, width=80), "what failed") == [
        "  n  Who was Newton?     silence | Notes                guessed",
        "  d  When was Ada born?  1815 | Notes                   ranking",
        "  c  When was Ada born?  1815 | silence (missing: Ada)  retrieval",
        "  e  When was Ada born?  1815 | Ada                     answer type",
        "  b  When was Ada born?  1815 | closest                 withheld",
    ]


def test_summary_keeps_to_its_width_and_to_a_screen() -> None:
    long = [
        AskedQuestion(f"{n:03}-{'x' * n}", f"Which {'very ' * 20}long\nstory?", ("1815",)) for n in range(90)
    ]
    report = evaluate(lambda _: BAD, QuestionSet("set", tuple(long)))
    rows = listed(summary(report, width=80), "what failed")
    assert len(rows) == MOST_LISTED + 1
    assert rows[-1] == f"  and {90 - MOST_LISTED} more; --report FILE.html, or --json, shows them"
    assert all(len(row) <= 80 for row in rows)


def test_summary_tells_an_error_in_full() -> None:
    def ask(text: str) -> Reply:
        raise ValueError("no luck " * 20)

    row = listed(summary(evaluate(ask, QuestionSet("set", (BORN,))), width=60), "what failed")[0]
    assert row.startswith(f"  q  When was Ada born?  internal error (ValueError: {'no luck ' * 20}".rstrip())
    assert row.endswith("  failed")


def test_summary_names_what_was_won_and_lost() -> None:
    before, after = run(GOOD, BAD, BAD, Reply("?")), run(BAD, GOOD, GOOD, Reply("?"))
    text = summary(after, compare(before.results, after))
    assert "against the baseline: 4 questions in both, 2 won, 1 lost" in text
    assert [row.split()[0] for row in listed(text, "won (id")] == ["b", "c"]
    assert "baseline of another set" in summary(after, compare((), after))
    assert "baseline of another set" not in text
    assert listed(text, "lost (id") == ["  a  When was Ada born?  1815 | Notes  ranking"]


def test_summary_says_that_a_set_seems_to_be_of_other_articles() -> None:
    elsewhere = reply(found(NOTES, "Notes", "zoo"))
    text = summary(run(*[elsewhere] * 3, Reply("?")), knowledge="zoo/", width=60)
    hint = (
        "the set seems to be written for other articles than these (zoo/): name those with --knowledge PATH"
    )
    assert hint in " ".join(text.split())
    for report in (run(elsewhere, elsewhere, BAD, Reply("?")), run(elsewhere, Reply("?"))):
        assert "hint:" not in summary(report)


@pytest.mark.parametrize("width", [30, 60, 80, 100])
def test_summary_fits_the_window(width: int) -> None:
    rows = summary(run(BAD, Reply("?")), width=width).partition("what failed")[0].splitlines()
    assert max(map(len, rows)) <= max(width, 54)
    assert any(row.strip() == "a right sentence is shown, stated or offered" for row in rows) == (width == 60)


def test_summary_says_what_was_left_out_and_shows_no_zero_for_nothing() -> None:
    report = evaluate(Reply, QuestionSet("set", (NOBODY,), ((BORN,),), dropped=2))
    text = summary(report)
    assert "conversations not asked: 1" in text
    assert "stands in the paragraph: 2" in text
    assert "sentence_at_1" not in text
    assert text.startswith("Of 1 question the articles do not answer, 1 rightly gets no answer.\n")


def test_the_plugin_alone_imports_nothing_heavy() -> None:
    code = "import sys, qa_bot.pytest_plugin; print(*sys.modules)"
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert not {"numpy", "sklearn", "qa_bot.bot", "qa_bot.values", "qa_bot.language.tokens"} & set(
        done.stdout.split()
    )
