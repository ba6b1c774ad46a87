"""What replies do to a reader, counted by the product and once more, by the definitions alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation import metrics
from qa_bot.evaluation.dataset import AskedQuestion, GoldText, QuestionSet
from qa_bot.evaluation.evaluate import evaluate, judge
from qa_bot.values import Answer, Reply, Sentence, Shown, Source

TEXT = (
    "The mill burnt down on 3 May 1911. It had been built of oak, elm and ash by Ann Roe. "
    "Nobody was hurt in the fire. It rained."
)
BURNT, BUILT, HURT, RAINED = re.findall(r"[^.]+\.", TEXT)
OUTCOMES = ("right", "second", "closest", "wrong", "missed", "denied", "guessed", "offered", "silent")


def fold(text: str) -> str:
    quotes = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return " ".join(quotes.split()).lower()


def bare(text: str) -> list[str]:
    words = re.findall(r"\d[\d.:]*\d|\w+|[%£$€]", fold(text).replace(",", ""))
    words = [word for word in words if word not in ("a", "an", "the")]
    while words and words[0] in ("on", "in", "at", "because"):
        del words[0]
    return words


def fits(got: list[str], wanted: list[str]) -> bool:
    """Whether every word of the one comes in the other, in order; most are shared, or few are added."""
    shorter, longer = sorted((got, wanted), key=len)
    at = 0
    for word in shorter:
        if word not in longer[at:]:
            return False
        at = longer.index(word, at) + 1
    few_added = wanted and len(wanted) <= len(got) <= len(wanted) + 5
    return bool(few_added or 2 * len(shorter) >= 0.6 * (len(got) + len(wanted)) > 0)


def is_right(question: AskedQuestion, shown: Shown) -> bool:
    """Whether a sentence holds an evidence text of its article, or is a part of it of four words or more."""
    here = fold(shown.sentence.text)
    return any(
        gold.source == shown.source.id
        and (fold(gold.text) in here or (len(here.split()) >= 4 and here in fold(gold.text)))
        for gold in question.evidence
    )


def outcome(question: AskedQuestion, reply: Reply) -> str:
    """Say what a reply does to its reader."""
    rights = [is_right(question, shown) for shown in reply.shown]
    if not question.evidence:
        return {"answer": "guessed", "closest": "offered", "silence": "silent"}[reply.kind]
    if reply.kind == "answer":
        return "right" if rights[0] else "second" if any(rights) else "wrong"
    if any(rights):
        return "closest"
    return "missed" if reply.kind == "closest" else "denied"


def has_words(question: AskedQuestion, reply: Reply) -> bool:
    """Whether a right answer's verdict, items or words are acceptable."""
    if outcome(question, reply) != "right" or reply.answer is None:
        return False
    if question.verdict:
        return reply.verdict == question.verdict
    if question.items:
        said = [" ".join(bare(one.text)) for one in (reply.items or (reply.answer,))]
        met = [one for one in question.items if any(" ".join(bare(one)) in got for got in said)]
        return len(met) / len(question.items) >= 0.75
    got = bare(reply.answer.text)
    return any(fits(got, bare(wanted)) for wanted in question.answers)


def counted(rows: Sequence[tuple[AskedQuestion, Reply]]) -> dict[str, float | None]:
    """Count the outcomes of questions and their replies; None where there is no such question."""
    outcomes = Counter(outcome(*row) for row in rows)
    answerable = [row for row in rows if row[0].evidence]
    others = len(rows) - len(answerable)

    def share(number: float, of: int) -> float | None:
        return number / of if of else None

    def of_answerable(*names: str) -> float | None:
        return share(sum(outcomes[name] for name in names), len(answerable))

    return {
        "helped": of_answerable("right", "second", "closest"),
        "right": of_answerable("right"),
        "words": share(sum(has_words(*row) for row in rows), len(answerable)),
        "closest": of_answerable("closest"),
        "wrong": of_answerable("wrong"),
        "missed": of_answerable("missed"),
        "denied": of_answerable("denied"),
        "guessed": share(outcomes["guessed"], others),
        "quiet": share(outcomes["silent"], others),
        "shown": share(sum(len(reply.shown) for _, reply in answerable), len(answerable)),
    }


def figures(rows: Sequence[tuple[AskedQuestion, Reply]]) -> dict[str, float | None]:
    """Return the figures that the product makes of the same questions and replies."""
    replies = iter([reply for _, reply in rows])
    questions = QuestionSet("set", tuple(question for question, _ in rows))
    found = evaluate(lambda _: next(replies), questions).figures()
    return {name: found[name] for name in counted([])}


def place(sentence: str) -> Sentence:
    start = TEXT.index(sentence)
    return Sentence(sentence, start, start + len(sentence))


def say(sentence: str, words: str, source: str = "mill") -> Answer:
    at = TEXT.index(sentence) + sentence.index(words)
    return Answer(words, at, at + len(words), "thing", None, place(sentence), Source(source, source), 0.6)


def offer(*sentences: str) -> Reply:
    shown = tuple(Shown(place(one), Source("mill", "mill"), 0.3) for one in sentences)
    return Reply("?", shown=shown)


def ask(*evidence: str, answers: tuple[str, ...] = (), **more: object) -> AskedQuestion:
    golds = tuple(GoldText("mill", text) for text in evidence)
    return AskedQuestion("q", "?", answers, evidence=golds, **more)  # type: ignore[arg-type]


WHEN = ask("BURNT DOWN on 3 May", answers=("3 May 1911", "May 1911"))
WHO = ask("had been built", answers=("Ann Row",))
WHETHER = ask("Nobody was hurt", verdict="no")
WOODS = ask(f"{BURNT}{BUILT}", items=("oak", "elm", "ash", "the beech"))
NOTHING = ask()
OAK, ELM, ASH = (say(BUILT, wood) for wood in ("oak", "elm", "ash"))
# question, reply, what it does to its reader, whether its words, verdict or items are acceptable
ROWS = [
    (WHEN, Reply("?", say(BURNT, "3 May 1911")), "right", True),
    (WHEN, Reply("?", say(BURNT, "on 3 May 1911")), "right", True),
    (WHEN, Reply("?", say(BURNT, "mill")), "right", False),
    (WHEN, Reply("?", say(BURNT, "The mill burnt down on 3 May 1911")), "right", True),
    (WHO, Reply("?", say(BUILT, "Ann Roe")), "right", False),
    (WHO, Reply("?", say(BUILT, "ash by Ann Roe")), "right", False),
    (WHEN, Reply("?", say(BUILT, "Ann Roe"), (say(BURNT, "3 May 1911"),), unsure=True), "second", False),
    (WHEN, Reply("?", say(BUILT, "Ann Roe"), (say(BURNT, "3 May 1911"),)), "wrong", False),
    (WHEN, Reply("?", say(BURNT, "3 May 1911", "other")), "wrong", False),
    (WHEN, offer(RAINED, HURT, BURNT), "closest", False),
    (WHEN, offer(RAINED, HURT), "missed", False),
    (WHEN, Reply("?"), "denied", False),
    (WHETHER, Reply("?", say(HURT, "Nobody"), verdict="no"), "right", True),
    (WHETHER, Reply("?", say(HURT, "Nobody"), verdict="yes"), "right", False),
    (WHETHER, Reply("?", say(HURT, "Nobody")), "right", False),
    (WHETHER, Reply("?", say(BURNT, "mill"), verdict="no"), "wrong", False),
    (WOODS, Reply("?", OAK, items=(OAK, ELM, ASH)), "right", True),
    (WOODS, Reply("?", OAK, items=(OAK, ELM)), "right", False),
    (WOODS, Reply("?", say(BUILT, "oak, elm and ash")), "right", True),
    (WOODS, Reply("?", OAK), "right", False),
    (WOODS, Reply("?", say(RAINED, "It")), "wrong", False),
    (NOTHING, Reply("?", say(RAINED, "It")), "guessed", False),
    (NOTHING, offer(RAINED), "offered", False),
    (NOTHING, Reply("?"), "silent", False),
]


# What is expected, what is given, whether its words are right.
WORDS = [
    (["Anna Bell"], "Anna Bell", True),
    (["Anna Bell"], "Anna Pell", False),
    (["Dr Anna Bell"], "Dr Anna Pell", False),
    (["Anna Bell"], "Dr Anna Maria Bell, the head librarian", True),
    (["Dr Anna Bell"], "Bell", False),
    (["Dr Bell", "Bell"], "Bell", True),
    (["on 13 March"], "13 March", True),
    (["13 March"], "on Monday 13 March 2023", True),
    (["on 13 March"], "13 March 2023", True),
    (["13 March 2023"], "14 March 2023", False),
    (["13 March"], "13th March", True),
    (["13 March"], "31 March", False),
    (["1,200"], "1200", True),
    (["£5.50"], "5.50", True),
    (["£5.50"], "£5.60", False),
    (["£5"], "£5.50", False),
    (["99%"], "98%", False),
    (["12"], "12 of the 64 hangers", True),
    (["12 of the 64"], "64", False),
    (["because of the rain"], "of the rain", True),
    (["the café"], "first Tuesday", False),
    (["two"], "a story that goes on and on before it comes to two", False),
    (["Anna Bell"], "", False),
    (["--"], "Anna", False),
]


@pytest.mark.parametrize(("wanted", "given", "right"), WORDS)
def test_words_are_right_that_hold_an_accepted_answer_or_are_most_of_it(
    wanted: list[str], given: str, right: bool
) -> None:
    question = AskedQuestion("q", "?", tuple(wanted))
    assert metrics.words_fit(given, question) is right
    assert any(fits(bare(given), bare(one)) for one in wanted) is right
    assert metrics.words_fit(given, replace(question, expect="sentence"))


@pytest.mark.parametrize(
    "question", [AskedQuestion("q", "?", ("Anna",), expect="sentence"), AskedQuestion("q", "?")]
)
def test_no_words_are_wrong_where_none_are_expected(question: AskedQuestion) -> None:
    asked = replace(question, evidence=(GoldText("mill", "Ann Roe"),))
    result = judge(asked, Reply("?", say(BUILT, "oak")))
    assert (result.stage, result.words_right) == (None, True)


@pytest.mark.parametrize(("question", "reply", "does", "words"), ROWS)
def test_what_a_reply_does_to_its_reader(
    question: AskedQuestion, reply: Reply, does: str, words: bool
) -> None:
    assert (outcome(question, reply), has_words(question, reply)) == (does, words)
    result = judge(question, reply)
    rights = [metrics.sentence_right(one.sentence, one.source.id, question) for one in reply.shown]
    assert rights == [is_right(question, one) for one in reply.shown]
    assert result.words_right is (words if question.evidence else None)
    assert (result.answered, result.closest) == (reply.kind == "answer", reply.kind == "closest")


def test_every_outcome_has_a_row_here() -> None:
    assert {does for *_, does, _ in ROWS} == set(OUTCOMES)


def test_the_figures_are_those_of_the_definitions() -> None:
    rows = [(question, reply) for question, reply, *_ in ROWS]
    assert figures(rows) == pytest.approx(counted(rows))
    assert figures(rows)["helped"] == pytest.approx(15 / 21)


@pytest.mark.parametrize("row", ROWS)
def test_and_of_each_reply_alone(row: tuple[AskedQuestion, Reply, str, bool]) -> None:
    assert figures([row[:2]]) == counted([row[:2]])


@given(st.lists(st.sampled_from([row[:2] for row in ROWS]), max_size=12))
def test_and_of_any_replies(rows: list[tuple[AskedQuestion, Reply]]) -> None:
    assert figures(rows) == pytest.approx(counted(rows))
