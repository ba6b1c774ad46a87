"""The whole path: ask, and get words that stand in an article, or silence."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.bot import QABot, bundled
from qa_bot.errors import NothingToRead, QuestionError
from qa_bot.retrieval.retriever import Retriever
from qa_bot.snapshot import LONGEST_QUESTION
from qa_bot.values import Reply, Within

QUESTIONS = (
    "When will the 72-hour walkout start?",
    "Who is the chief executive of NHS Employers?",
    "What is the MPU?",
    "How many junior doctors took part in the ballot?",
    "Who is the health secratary?",
    "What did Danny Mortimer say?",
    "Was the deal rejected?",
    "talks",
)


@pytest.fixture(scope="module")
def bot() -> QABot:
    return QABot.from_folder(cache=False)


def spans_of(reply: Reply) -> list[tuple[str, str, int, int]]:
    shown = [one.answer for one in reply.evidence if one.answer]
    words = [(one.source.id, one.text, one.start, one.end) for one in shown]
    return words + [
        (one.source.id, one.sentence.text, one.sentence.start, one.sentence.end) for one in reply.evidence
    ]


def test_the_walkout_starts_on_13_march(bot: QABot) -> None:
    reply = bot.ask("When will the 72-hour walkout start?")
    assert reply.answer is not None
    assert (reply.answer.text, reply.answer.value) == ("13 March", "2023-03-13")
    assert reply.answer.source.id == "walkout_march_2023"
    line = (
        (bundled() / "walkout_march_2023.md")
        .read_text(encoding="utf-8")
        .splitlines()[reply.answer.source.line - 1]
    )
    assert reply.answer.sentence.text in line


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_span_is_a_slice_of_its_article(bot: QABot, question: str) -> None:
    spans = spans_of(bot.ask(question))
    assert spans
    for source, text, start, end in spans:
        assert bot.text_of(source)[start:end] == text


def test_the_sum_of_the_points_is_the_total(bot: QABot) -> None:
    for question in QUESTIONS:
        for one in bot.ask(question).evidence:
            assert sum(one.points.values()) == pytest.approx(one.total)


def test_evidence_comes_best_first(bot: QABot) -> None:
    totals = [one.total for one in bot.ask(QUESTIONS[0]).evidence]
    assert totals == sorted(totals, reverse=True)


def test_a_misspelt_word_is_read_and_said(bot: QABot) -> None:
    assert bot.ask("Who is the health secratary?").read_as == "Who is the health secretary?"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who resigned?", "Johann Malawana"),
        ("whos the chair of the mpu", "Dr Ron Singer"),
        ("Who said that industrial action achieves little or nothing?", "Danny Mortimer"),
        ("how long is the walkout in march", "72-hour"),
    ],
)
def test_short_and_careless_questions_are_answered(bot: QABot, question: str, words: str) -> None:
    reply = bot.ask(question)
    assert reply.answer is not None
    assert reply.answer.text == words


def test_another_group_of_people_is_not_taken_for_the_one_asked_about(bot: QABot) -> None:
    for question in ("How many nurses voted?", "What percentage of consultants voted to strike?"):
        assert bot.ask(question).answer is None


def test_silence_names_what_is_missing(bot: QABot) -> None:
    reply = bot.ask("What is the capital of France?")
    assert reply.answer is None
    assert "France" in reply.missing
    assert reply.as_dict()["sentence"] is None


@pytest.mark.parametrize(
    "question", ["How many nurses voted?", "Did Danny Mortimer resign?", "How old is Jeremy Hunt?"]
)
def test_a_word_that_stands_in_an_article_is_not_missing(bot: QABot, question: str) -> None:
    reply = bot.ask(question)
    assert (reply.answer, reply.missing) == (None, ())


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("zzyzx qwrtp?", "zzyzx"),
        ("Who boiled the water in Peru?", "Peru"),
        ("Which nurses boiled 1,234 eggs?", "1,234"),
        ("Who resigned from the zoo in March 1931?", "March 1931"),
        ("Did anybody really boil it?", "boil"),
    ],
)
def test_one_word_is_named_as_missing_a_time_before_a_name_before_any_other(
    bot: QABot, question: str, missing: str
) -> None:
    assert bot.ask(question).missing == (missing,)


def test_unknown_words_only_give_silence_without_evidence(bot: QABot) -> None:
    reply = bot.ask("zzyzx qwrtp?")
    assert (reply.kind, reply.answer, reply.evidence, reply.shown) == ("silence", None, (), ())


KINDS = [
    ("When will the 72-hour walkout start?", "answer"),
    ("Did Danny Mortimer resign?", "closest"),
    ("How old is Jeremy Hunt?", "closest"),
    ("How many nurses voted?", "silence"),
    ("What is the capital of France?", "silence"),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_a_reply_is_of_one_of_three_kinds(bot: QABot, question: str, kind: str) -> None:
    reply = bot.ask(question)
    told = reply.as_dict()
    assert (reply.kind, told["kind"]) == (kind, kind)
    assert (reply.answer is not None, bool(reply.shown)) == (kind == "answer", kind != "silence")
    assert kind == "answer" or not (reply.alternatives or reply.groups or reply.items or reply.verdict)
    assert len(reply.missing) <= 1
    assert len(told["shown"]) == len(reply.shown)


def test_what_is_closest_is_the_best_of_the_evidence_with_the_words_it_meets(bot: QABot) -> None:
    reply = bot.ask("Did Danny Mortimer resign?")
    assert 1 <= len(reply.shown) <= 3
    assert [one.sentence for one in reply.shown] == [
        one.sentence for one in reply.evidence[: len(reply.shown)]
    ]
    first = reply.shown[0]
    text = bot.text_of(first.source.id)
    assert (first.confidence, first.answer) == (reply.confidence, None)
    assert [text[start:end] for start, end in first.met] == ["Danny", "Mortimer"]
    assert all(first.sentence.start <= start < end <= first.sentence.end for start, end in first.met)


@pytest.mark.parametrize("text", ["", " ", "?!", "\n", "“”", "\u200b"])
def test_a_question_needs_a_word(bot: QABot, text: str) -> None:
    with pytest.raises(QuestionError, match="ask a question"):
        bot.ask(text)


def test_a_question_has_a_longest_length(bot: QABot) -> None:
    bot.ask("a " * (LONGEST_QUESTION // 2))
    with pytest.raises(QuestionError, match="4,097"):
        bot.ask("a" * (LONGEST_QUESTION + 1))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gets_a_reply(text: str) -> None:
    bot = shared_bot()
    reply = bot.ask(f"who {text}")
    json.dumps(reply.as_dict())
    for source, words, start, end in spans_of(reply):
        assert bot.text_of(source)[start:end] == words


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(QUESTIONS), st.text("()[]{}*+?\\.^$|%s", min_size=1, max_size=6))
def test_marks_are_taken_as_they_are(question: str, marks: str) -> None:
    assert shared_bot().ask(f"{question} {marks}").evidence


def shared_bot(kept: list[QABot] = []) -> QABot:  # noqa: B006
    if not kept:
        kept.append(QABot.from_folder(cache=False))
    return kept[0]


def test_an_answer_can_be_asked_within_an_article(bot: QABot) -> None:
    reply = bot.ask("When will the strike start?", Within("strike_dates_january_2016"))
    assert {one.source.id for one in reply.evidence} == {"strike_dates_january_2016"}


def test_an_article_that_meets_no_word_is_silent_even_when_given(bot: QABot) -> None:
    assert bot.ask("Who boiled the water?", Within("walkout_march_2023")).answer is None


def test_the_same_question_gets_the_same_answer(bot: QABot) -> None:
    other = QABot.from_folder(cache=False)
    assert [bot.ask(one).as_dict() for one in QUESTIONS] == [other.ask(one).as_dict() for one in QUESTIONS]


def test_several_threads_get_what_one_gets(bot: QABot) -> None:
    alone = [bot.ask(one).as_dict() for one in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda one: bot.ask(one).as_dict(), QUESTIONS * 8))
    assert together == alone * 8


def test_a_question_is_answered_by_articles_of_one_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread refreshes the bot between the ranking and the answer."""
    (tmp_path / "mill.txt").write_text("The mill was built in 1871. John Reed ran it.")
    bot = QABot.from_folder(tmp_path, cache=False)
    was = bot.fingerprint
    rank = Retriever.rank

    def rank_and_refresh(*given: Any) -> Any:
        found = rank(*given)
        (tmp_path / "mill.txt").unlink(missing_ok=True)
        (tmp_path / "lamp.txt").write_text("The lamp was first lit in 1912.")
        bot.refresh()
        return found

    monkeypatch.setattr(Retriever, "rank", rank_and_refresh)
    reply = bot.ask("When was the mill built?")
    assert reply.answer
    assert (reply.answer.text, reply.answer.source.id, reply.corpus) == ("1871", "mill", was)
    assert [one.id for one in bot.sources] == ["lamp"]


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: text.rstrip("?") + " ?? "])
def test_case_and_closing_marks_do_not_matter(bot: QABot, change: Callable[[str], str]) -> None:
    question = "When will the 72-hour walkout start?"
    reply = bot.ask(change(question))
    assert reply.evidence[0].sentence == bot.ask(question).evidence[0].sentence


def test_an_unrelated_article_takes_no_quote_away() -> None:
    text = "The mill burnt down on 3 May 1911. Nobody was hurt."
    alone = QABot.from_texts({"mill": text})
    joined = QABot.from_texts({"mill": text, "sea": "Herring swim in shoals. They eat copepods."})
    for bot in (alone, joined):
        reply = bot.ask("When did the mill burn down?")
        assert reply.evidence[0].sentence.text.startswith("The mill")


def test_a_one_topic_folder_still_answers() -> None:
    texts = {
        name: f"The strike of {name} ended on {day} May. The strike was long."
        for name, day in (("a", 1), ("b", 2))
    }
    assert QABot.from_texts(texts).ask("When did the strike end?").evidence[0].sentence.text.count("May") == 1


def test_values_are_frozen(bot: QABot) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        bot.ask(QUESTIONS[0]).answer = None  # type: ignore[misc]


@pytest.mark.parametrize("path", ["", " "])
def test_an_empty_path_is_no_folder(path: str) -> None:
    with pytest.raises(NothingToRead, match="path of the articles is empty"):
        QABot.from_folder(path)


MILL = {"mill": "The mill burnt down on 3 May 1911. Nobody was hurt, the miller said."}


def test_silence_names_a_word_of_the_question_as_typed_or_none() -> None:
    bot = QABot.from_texts(MILL)
    assert bot.ask("Where did Hilary Brandt study?").missing == ("Hilary",)
    assert bot.ask("Where did the MILLERS study?").missing == ("study",)
    assert bot.ask("How many millers were hurt?").missing == ()


def test_nobody_is_how_many() -> None:
    assert (
        QABot.from_texts(MILL).ask("How many millers were hurt?").shown[0].sentence.text.startswith("Nobody")
    )


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=str(tmp_path)):
        QABot.from_folder(tmp_path, cache=False)
    with pytest.raises(NothingToRead):
        QABot.from_texts({})


def test_neither_building_nor_asking_imports_scikit_learn(tmp_path: Path) -> None:
    code = (
        "import sys; from qa_bot import QABot; QABot.from_folder(); before = 'sklearn' in sys.modules;"
        "bot = QABot.from_folder(); bot.ask('Who resigned?');"
        "print(before, 'sklearn' in sys.modules, 'scipy' in sys.modules)"
    )
    env = {"QA_BOT_CACHE": str(tmp_path), "PATH": ""}
    seen = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True).stdout
        for _ in "12"
    ]
    assert seen == ["False False False\n"] * 2
