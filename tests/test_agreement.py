from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answering.composition.equivalence import by_value, far_apart, periods, same_value
from qa_bot.answering.composition.merging import DIFFER, LATER, SourceAnswer, grouped
from qa_bot.bot import QABot
from qa_bot.evaluation.evaluate import Report, evaluate
from qa_bot.evaluation.metrics import folded
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.language.resemblance import near_copies
from qa_bot.values import Answer, Group, Sentence, Source

TESTS = Path(__file__).parent
SETS = ["differing.jsonl", "differing_knowledge.jsonl"]
UNSURE = pytest.mark.xfail(
    strict=True, reason="an article that says the same or something else makes the best sentence unsure"
)
FLOORS = {"differing_shown": 1.0, "agreeing_shown": 0.85, "sentence_at_1": 0.9, "right_when_answered": 0.95}
BELOW = [("differing_shown", SETS[0])]

DATES = [None, "2015", "2016-01", "2016-08-12", "2023-02-24"]


def say(text: str, source: str = "a", date: str | None = None, type: str = "person", **more: str) -> Answer:
    """Make an answer of one sentence; `said` is the sentence, `value` the value."""
    said = more.get("said", f"In {source} it is {text}.")
    start = said.index(text)
    place = Sentence(said, 0, len(said))
    face = Source(source, source, date=date)
    return Answer(text, start, start + len(text), type, more.get("value"), place, face, 0.5)


def told(*answers: Answer) -> tuple[Group, ...]:
    first, *others = (SourceAnswer(answer, True) for answer in answers)
    return grouped(first, others)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (say("98%", type="percent", value="98"), say("98 per cent", type="percent", value="98")),
        (say("Hunt"), say("Jeremy Hunt")),
        (say("Dr Meera Joshi"), say("Meera Joshi")),
        (say("the Red Lion", type="place"), say("Red Lion", type="place")),
        (say("£3.1 million", type="money", value="GBP 3100000"), say("3.1 million", type="money")),
        (say("2016", type="date", value="2016"), say("May 2016", type="date", value="2016-05")),
        (say("26 January", type="date"), say("Tuesday 26 January", type="date", value="2016-01-26")),
    ],
)
def test_the_same_value(one: Answer, other: Answer) -> None:
    assert same_value(one, other)
    assert same_value(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (say("Jeremy Hunt"), say("Steve Barclay")),
        (say("Anna Hunt"), say("Jeremy Hunt")),
        (say("Dr"), say("Dr Joshi")),
        (say("2,400", type="count", value="2400"), say("2,387", type="count", value="2387")),
        (say("£1.50"), say("up from £1.50 to £2")),
        (say("£5", type="money", value="GBP 5"), say("€5", type="money", value="EUR 5")),
        (say("13 March", type="date", value="2016-03-13"), say("13 March", type="date", value="2023-03-13")),
        (say("May 2016", type="date", value="2016-05"), say("June 2016", type="date", value="2016-06")),
    ],
)
def test_another_value(one: Answer, other: Answer) -> None:
    assert not same_value(one, other)
    assert not same_value(other, one)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2015", "2016-01", False),
        ("2016-01", "2016-08-12", False),
        ("2016", "2017", False),
        ("2015", "2017-02", True),
        ("2016-01", "2023-02-24", True),
        (None, "2016", True),
        (None, None, False),
    ],
)
def test_years_apart(one: str | None, other: str | None, apart: bool) -> None:
    assert far_apart(one, other) is apart
    assert far_apart(other, one) is apart


def test_near_copies() -> None:
    sentence = "Their petition has now been signed by 3,100 people, among them two former librarians."
    assert near_copies(sentence, sentence.replace("now ", ""))
    assert not near_copies(sentence, "The petition was signed by 3,100 people in its first two weeks.")


@pytest.mark.parametrize(
    ("dates", "marks"),
    [
        (("2016-01", "2023-02-24"), [LATER, ""]),
        (("2020-05-01", "2020-05-04"), [LATER, ""]),
        (("2020-05-01", "2020-05-01"), [DIFFER, DIFFER]),
        (("2020", "2020-05-01"), [DIFFER, DIFFER]),
        ((None, "2020-05-01"), [DIFFER, DIFFER]),
        ((None, None), [DIFFER, DIFFER]),
    ],
)
def test_how_two_values_stand_to_each_other(dates: tuple[str | None, ...], marks: list[str]) -> None:
    answers = [say(name, name, date) for name, date in zip(("Ann Roe", "Jo May"), dates, strict=True)]
    assert [group.mark for group in told(*answers)] == marks
    assert [group.mark for group in told(*reversed(answers))] == marks


def test_the_latest_of_three_is_marked_and_the_two_of_one_time_differ() -> None:
    groups = told(say("Ann Roe", "a", "2016"), say("Jo May", "b", "2016"), say("Ed Low", "c", "2023"))
    assert [(group.value, group.mark) for group in groups] == [
        ("Ed Low", LATER),
        ("Ann Roe", DIFFER),
        ("Jo May", DIFFER),
    ]


def test_one_value_is_said_once_with_its_sources_newest_first() -> None:
    (group,) = told(say("Hunt", "a", "2016"), say("Jeremy Hunt", "b", "2018"), say("Mr Hunt", "c"))
    assert [answer.source.id for answer in group.answers] == ["b", "a", "c"]
    assert group.mark == ""


def test_the_answer_given_leads_where_no_date_tells_which_is_newer() -> None:
    given = say("Ann Roe", "z")
    assert [one.value for one in told(given, say("Jo May", "a"))] == ["Ann Roe", "Jo May"]
    assert [one.value for one in told(given, say("Jo May", "a", "2023"))] == ["Ann Roe", "Jo May"]
    dated = say("Ann Roe", "z", "2016")
    assert [one.value for one in told(dated, say("Jo May", "a", "2023"))] == ["Jo May", "Ann Roe"]


def test_one_article_alone_makes_no_group() -> None:
    assert told(say("Ann Roe")) == ()


def test_near_copies_count_once_and_the_answer_given_stays() -> None:
    copy = "The petition has now been signed by 3,100 people, among them two librarians."
    given, earlier = (say("3,100", name, date, said=copy) for name, date in (("b", "2022"), ("a", "2021")))
    other = say("3,100", "c", "2022", said="By April 3,100 had put their names to it.")
    assert told(given, earlier) == ()
    (group,) = told(given, earlier, other)
    assert [answer.source.id for answer in group.answers] == ["b", "c"]


def test_who_may_not_differ_counts_only_where_it_agrees() -> None:
    first, same, else_ = say("Ann Roe", "a"), say("Roe", "b"), say("Jo May", "c")
    assert [group.value for group in grouped(SourceAnswer(first, True), [SourceAnswer(else_, False)])] == []
    (group,) = grouped(SourceAnswer(first, True), [SourceAnswer(else_, False), SourceAnswer(same, False)])
    assert {answer.source.id for answer in group.answers} == {"a", "b"}


named = st.builds(
    say,
    st.sampled_from(["Hunt", "Jeremy Hunt", "Anna Hunt", "Steve Barclay", "Dr Barclay", "Low"]),
    st.text("abcdefgh", min_size=1, max_size=3),
    st.sampled_from(DATES),
)
several = st.lists(named, min_size=1, max_size=7, unique_by=lambda answer: answer.source.id)


@given(several, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(answers: list[Answer], random: object) -> None:
    others = answers[1:]
    random.shuffle(others)  # type: ignore[attr-defined]
    assert told(answers[0], *others) == told(*answers)
    assert by_value(others) == by_value(answers[1:])


@given(several)
def test_every_answer_stands_in_exactly_one_group(answers: list[Answer]) -> None:
    places = [answer.source.id for group in by_value(answers) for answer in group]
    assert sorted(places) == sorted(answer.source.id for answer in answers)


@given(several)
def test_the_newest_comes_first(answers: list[Answer]) -> None:
    groups = told(*answers)
    for dates in [
        [date for group in groups if (date := group.answers[0].source.date)],
        *([answer.source.date or "" for answer in group.answers] for group in groups),
    ]:
        assert dates == sorted(dates, reverse=True)
    assert all(group.mark != LATER for group in groups[-1:])


@given(several)
def test_periods_keep_every_answer_in_its_place(answers: list[Answer]) -> None:
    assert [answer for part in periods(answers) for answer in part] == answers


@pytest.fixture(scope="module")
def bots() -> dict[str, QABot]:
    own = QABot.from_folder(TESTS / "articles" / "differing", cache=False)
    return dict(zip(SETS, (own, QABot.from_folder(cache=False)), strict=True))


@pytest.fixture(scope="module")
def reports(bots: dict[str, QABot]) -> dict[str, Report]:
    return {name: evaluate(bot.ask, load_questions(TESTS / "questions" / name)) for name, bot in bots.items()}


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        pytest.param(figure, name, marks=[UNSURE] if (figure, name) in BELOW else [])
        for figure in FLOORS
        for name in SETS
    ],
)
def test_a_figure_holds_its_floor(reports: dict[str, Report], figure: str, name: str) -> None:
    assert (reports[name].figures()[figure] or 0.0) >= FLOORS[figure]


@pytest.mark.parametrize(("name", "floor"), [(SETS[0], 0.95), (SETS[1], 0.85)])
def test_every_value_is_seen_stated_or_offered(bots: dict[str, QABot], name: str, floor: float) -> None:
    questions = [one for one in load_questions(TESTS / "questions" / name).questions if one.groups]
    seen = [
        [folded(one.sentence.text) for one in bots[name].ask(question.text).shown] for question in questions
    ]
    whole = [
        all(any(folded(form) in text for form in forms for text in texts) for forms in question.groups)
        for question, texts in zip(questions, seen, strict=True)
    ]
    assert sum(whole) >= floor * len(questions)


@pytest.mark.parametrize("name", SETS)
def test_no_wrong_value_is_shown_beside_the_answer(reports: dict[str, Report], name: str) -> None:
    assert [one.question for one in reports[name].results if one.differing_wrong] == []


@pytest.mark.parametrize("name", SETS)
def test_the_set_is_what_it_says(bots: dict[str, QABot], name: str) -> None:
    questions = load_questions(TESTS / "questions" / name).questions
    for one in questions:
        for gold in one.evidence:
            assert gold.text in bots[name].text_of(gold.source), one.id
        for forms in one.groups:
            assert any(forms[0] in gold.text or forms[0] in bots[name].text_of(gold.source)
                       for gold in one.evidence), one.id  # fmt: skip


def test_the_sets_are_large_enough() -> None:
    questions = [one for name in SETS for one in load_questions(TESTS / "questions" / name).questions]
    assert sum(len(one.groups) > 1 for one in questions) >= 20
    assert sum(len(one.groups) == 1 and len(one.sources) == 1 for one in questions) >= 15
    assert len({one.id for one in questions}) == len(questions)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who was the health secretary in 2016?", "Jeremy Hunt"),
        ("Who was the health secretary in January 2016?", "Jeremy Hunt"),
        ("Who was the health secretary in 2023?", "Steve Barclay"),
    ],
)
def test_a_time_asked_for_leaves_one_source(bots: dict[str, QABot], question: str, name: str) -> None:
    reply = bots["differing_knowledge.jsonl"].ask(question)
    assert reply.answer is not None
    assert (reply.answer.text, reply.groups) == (name, ())


@pytest.mark.parametrize(
    ("name", "question", "newer", "older", "dates"),
    [
        ("differing.jsonl", "Who is the leader of the council?", "Aisha Rahman", "Tom Pike",
         ["2024-02-06", "2019-03-14"]),
        ("differing_knowledge.jsonl", "Who is the health secretary?", "Steve Barclay", "Jeremy Hunt",
         ["2023-02-24", "2016-01"]),
    ],
)  # fmt: skip
def test_json_and_python_hold_the_groups(
    bots: dict[str, QABot], name: str, question: str, newer: str, older: str, dates: list[str]
) -> None:
    reply = bots[name].ask(question)
    assert [group.value for group in reply.groups] == [newer, older]
    rows = reply.as_dict()["groups"]
    assert [(row["value"], row["mark"]) for row in rows] == [(newer, LATER), (older, "")]
    assert [row["answers"][0]["source"]["date"] for row in rows] == dates


REPAIRS = "# Bridge repairs begin\n\nThe repairs take a year. A ticket will cost £2. Costs rise."
NO_OTHER_VALUE = [
    ("How many watches were found?", "In May 58 watches were found.", "The found watches fill 3 rooms."),
    ("How much did the repairs cost?", "The repairs cost £28m. The cost of bread rose.", REPAIRS),
    ("Who opened the dam?", "The dam was opened by Hugh Cole.", "The dam was not opened by Jo May."),
    ("How long is the bridge?", "The bridge is 62 metres long.", "The bridge cost £3 million."),
]


@pytest.mark.parametrize(("question", "one", "other"), NO_OTHER_VALUE)
def test_what_answers_something_else_does_not_differ(question: str, one: str, other: str) -> None:
    reply = QABot.from_texts({"a": f"{one} It rained.", "b": other}).ask(question)
    values = [[answer.text for answer in group.answers] for group in reply.groups]
    assert len(values) < 2, values


def test_a_value_that_another_article_bears_out_is_taken_on_either_side() -> None:
    bot = QABot.from_folder(TESTS / "articles" / "valley", cache=False)
    (group,) = bot.ask("What year was the Harle Valley line closed?").groups
    assert (group.value, len(group.answers)) == ("1966", 2)


def test_a_folder_of_one_article_has_no_groups() -> None:
    bot = QABot.from_texts({"mill": "The mill burnt down on 3 May 1911. The mill burnt down on 4 May 1911."})
    assert bot.ask("When did the mill burn down?").groups == ()
