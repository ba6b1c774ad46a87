"""Dates are completed by the article's date, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer_types import answer_type
from qa_bot.answering.composition.normalising import value_in
from qa_bot.bot import QABot
from qa_bot.evaluation.question_sets import load_questions
from qa_bot.language.entities.resolving import dates_in, resolve
from qa_bot.language.entities.tense import leaning
from qa_bot.questions.times import article_fit, times_asked

TESTS = Path(__file__).parent
SETS = {"times_knowledge.jsonl": None, "times_other.jsonl": TESTS / "articles" / "times"}


@pytest.mark.parametrize(
    ("value", "date", "resolved"),
    [
        ("--03-13", "2023-02-24", "2023-03-13"),
        ("--12-30", "2016-01-12", "2015-12-30"),
        ("--01-12", "2015-12", "2016-01-12"),
        ("--09", "2016-08-12", "2016-09"),
        ("--02-29", "2016-03-01", "2016-02-29"),
        ("2014-10", "2016-08-12", "2014-10"),
        ("37000", None, "37000"),
        ("--03-13", None, None),
        ("--03-13", "2023", None),
        ("--02-30", "2016-03-01", None),
        ("--01-26-2", "2016", "2016-01-26"),
        ("--01-26-2", "2018", None),
        ("@unheard+1", "2016-08", None),
        ("@day+1", "9999-12-31", None),
        ("@month-1", "0001-01", None),
        ("@year-1-02-29", "2016-03", None),
        ("@year-1-02-29", "2017", "2016-02-29"),
        ("'33", "2023-11-17", "2033"),
        ("'34-06", "2023-11-17", "1934-06"),
        ("'87", None, None),
        ("--12-30/--12-31", "2016-01-12", "2015-12-30/2015-12-31"),
    ],
)
def test_a_date_is_completed_or_absent(value: str, date: str | None, resolved: str | None) -> None:
    assert resolve(value, date) == resolved


# (sentence, words in it, date of the article, value): 2016-08-12 was a Friday.
RESOLUTIONS = [
    ("The strike begins next week.", "next week", "2016-08-12", "2016-W33"),
    ("The strike ended last week.", "last week", "2016-08-12", "2016-W31"),
    ("The strike ended last week.", "last week", "2016-08", None),
    ("The strike ended last week.", "last week", "2016-08-14", None),
    ("The letter came this week.", "this week", "2017-01-02", "2017-W01"),
    ("Pay fell over the last week.", "last week", "2016-08-12", None),
    ("The pool closed last month.", "last month", "2016-01", "2015-12"),
    ("It opens next month.", "next month", "2016-12-30", "2017-01"),
    ("It opens next month.", "next month", "2016", None),
    ("Earlier this year the mill closed.", "this year", "2016", "2016"),
    ("The mill closed last year.", "last year", "2016-08-12", "2015"),
    ("The mill closes early next year.", "next year", "2016-08", "2017"),
    ("They closed the mill that year.", "that year", "2016", None),
    ("They had met since last summer.", "last summer", "2023-02-24", "2022-06/2022-08"),
    ("They had met since last summer.", "last summer", "2016-10-01", None),
    ("They had met last summer.", "last summer", "2016-07-01", "2015-06/2015-08"),
    ("The fair returns this autumn.", "this autumn", "2016-08-12", "2016-09/2016-11"),
    ("The fair returns next spring.", "next spring", "2016-01-12", None),
    ("The fair returns next spring.", "next spring", "2016-11", "2017-03/2017-05"),
    ("It froze last winter.", "last winter", "2016-08-12", "2015-12/2016-02"),
    ("It froze last winter.", "last winter", "2016-04-12", None),
    ("It may freeze this winter.", "this winter", "2017-01-12", "2016-12/2017-02"),
    ("The vote was held yesterday.", "yesterday", "2016-03-01", "2016-02-29"),
    ("The vote was held yesterday.", "yesterday", "2016-03", None),
    ("The council meets tomorrow.", "tomorrow", "2016-12-31", "2017-01-01"),
    ("The doctors of tomorrow were there.", "tomorrow", "2016-12-31", None),
    ("Members were told in an email tonight.", "tonight", "2016-08-12", "2016-08-12"),
    ("The roof fell in last night.", "last night", "2016-08-12", "2016-08-11"),
    ("The result came earlier on Thursday.", "Thursday", "2015-11-19", "2015-11-19"),
    ("The council said on Thursday that it would pay.", "Thursday", "2016-08-12", "2016-08-11"),
    ("The inquiry will open on Thursday.", "Thursday", "2016-08-12", "2016-08-18"),
    ("The band plays on Thursdays.", "Thursdays", "2016-08-12", None),
    ("It rained every Thursday.", "Thursday", "2016-08-12", None),
    ("The shop was full on Black Friday.", "Friday", "2016-12-01", None),
    ("The inquiry opens next Thursday.", "next Thursday", "2016-08-08", None),
    ("The inquiry opens next Thursday.", "next Thursday", "2016-08-12", "2016-08-18"),
    ("The inquiry closed last Thursday.", "last Thursday", "2016-08-12", None),
    ("The inquiry closed last Thursday.", "last Thursday", "2016-08-09", "2016-08-04"),
    ("The inquiry closed on Thursday.", "Thursday", "2016-08", None),
    ("The programme begins in early September.", "early September", "2016-08-12", "2016-09"),
    ("The programme began in early September.", "early September", "2016-12", "2016-09"),
    ("Thousands went on strike in January.", "January", "2016-08-12", "2016-01"),
    ("Members rejected the deal in November.", "November", "2016-08-12", "2015-11"),
    ("The bridge will close in March.", "March", "2016-08-12", "2017-03"),
    ("They had planned to strike in December.", "December", "2016-01", "2015-12"),
    ("They had planned to strike in December.", "December", "2015-11", "2015-12"),
    ("The bridge is closed in February.", "February", "2016-08-12", None),
    ("It flooded last September.", "September", "2016-08-12", "2015-09"),
    ("It flooded last January.", "January", "2016-08-12", None),
    ("It rains every September.", "September", "2016-08-12", None),
    ("The walkout will start on 13 March.", "13 March", "2023-02-24", "2023-03-13"),
    ("He resigned on 28 December.", "28 December", "2016-01-12", "2015-12-28"),
    ("They walk out on Tuesday 26 January.", "Tuesday 26 January", "2016", "2016-01-26"),
    ("The letter came two weeks ago.", "two weeks ago", "2016-08-12", "2016-W30"),
    ("The letter came two weeks later.", "two weeks later", "2016-08-12", None),
    ("The letter came about two weeks ago.", "two weeks ago", "2016-08-12", None),
    ("The boat sank three days ago.", "three days ago", "2016-03-02", "2016-02-28"),
    ("The boat sank two months ago.", "two months ago", "2016-01", "2015-11"),
    ("The boat sank 100 years ago.", "100 years ago", "2016", None),
    ("It opened in late 2016.", "late 2016", None, "2016"),
    ("It opened in the summer of 1936.", "the summer of 1936", None, "1936-06/1936-08"),
    ("It opened on Christmas Eve.", "Christmas Eve", "2016-01-12", "2015-12-24"),
    ("It opened on 3 May 1911.", "3 May 1911", None, "1911-05-03"),
]  # fmt: skip


def value(sentence: str, words: str, date: str | None) -> str | None:
    start = sentence.index(words)
    return value_in("date", sentence, (start, start + len(words)), date)


def test_dates_are_resolved_right_or_not_at_all() -> None:
    missed = [row for row in RESOLUTIONS if value(*row[:3]) != row[3]]
    wrong = [row for row in missed if value(*row[:3]) is not None]
    assert len(missed) <= 0.05 * len(RESOLUTIONS), missed
    assert wrong == []


@pytest.mark.parametrize("name", SETS)
def test_answers_carry_the_date_they_stand_for(name: str) -> None:
    bot = QABot.from_folder(SETS[name], cache=False)
    rows = [json.loads(text) for text in (TESTS / "questions" / name).read_text("utf-8").splitlines()]
    replies = [(bot.ask(row["question"]), row) for row in rows if "value" in row]
    answers = [(reply.answer, row) for reply, row in replies if reply.answer]
    right = [answer for answer, row in answers if answer.value == row["value"]]
    assert len(answers) >= 0.9 * len(replies)
    assert len(right) >= 0.9 * len(answers)


def untold(name: str) -> list[str]:
    """Return the questions of a set about a time that no article tells of."""
    return [one.text for one in load_questions(TESTS / "questions" / name).questions if not one.answerable]


UNTOLD = [(name, question) for name in SETS for question in untold(name)]
UNNAMED = [
    "How much did a single ferry ticket cost in July 2014?",
    "How many people swam in the lido in June 2023?",
    "Who chaired the harbour board in August 2019?",
]
ELSEWHERE = pytest.mark.xfail(strict=True, reason="both month and year stand in other articles")


@pytest.fixture(scope="module")
def bots() -> dict[str, QABot]:
    return {name: QABot.from_folder(SETS[name], cache=False) for name in SETS}


@pytest.mark.parametrize(("name", "question"), UNTOLD)
def test_nothing_is_stated_of_a_time_that_no_article_tells_of(
    bots: dict[str, QABot], name: str, question: str
) -> None:
    assert bots[name].ask(question).answer is None


@pytest.mark.parametrize(
    ("name", "question"),
    [
        pytest.param(name, question, marks=[ELSEWHERE] if question in UNNAMED else [])
        for name, question in UNTOLD
    ],
)
def test_a_time_that_no_article_tells_of_is_named(bots: dict[str, QABot], name: str, question: str) -> None:
    (time,) = times_asked(question)
    assert bots[name].ask(question).missing == (time.words,)


def test_each_set_asks_of_times_untold() -> None:
    assert all(len(untold(name)) >= 2 for name in SETS)


@pytest.mark.parametrize("name", SETS)
def test_the_set_is_what_it_says(name: str) -> None:
    bot = QABot.from_folder(SETS[name], cache=False)
    for one in load_questions(TESTS / "questions" / name).questions:
        for gold in one.evidence:
            assert bot.text_of(gold.source).count(gold.text) == 1, one.id
        if one.answers:
            assert any(one.answers[0] in bot.text_of(gold.source) for gold in one.evidence), one.id


def test_words_that_name_two_times_have_no_value() -> None:
    sentence = "They will strike on 12 January and 26 January."
    assert value_in("date", sentence, (20, 45), "2016-01") is None
    assert value_in("date", sentence, (20, 30), "2016-01") == "2016-01-12"


def test_the_year_inside_a_longer_date_has_its_own_value() -> None:
    assert value("It opened in the summer of 1936.", "1936", "2016") == "1936"
    assert value("It opened on 12 January 1936.", "January", "2016-02") is None


@pytest.mark.parametrize(
    ("sentence", "words", "way"),
    [
        ("The walkout will start on 13 March, they have been told.", "13 March", 1),
        ("The deal was rejected in April.", "April", -1),
        ("In a vote in April, members rejected the deal.", "April", -1),
        ("Talks on the proposed contract are to open in May.", "May", 1),
        ("The ward is due to be rebuilt in June.", "June", 1),
        ("The ward was due to open in June.", "June", 0),
        ("They voted to strike in June.", "June", 0),
        ("A programme of escalated action beginning in June.", "June", 0),
        ("It announced the result late on Friday.", "Friday", -1),
        ("A fair in June.", "June", 0),
        ("He told a meeting in the chapel on Monday that it was late.", "Monday", -1),
        ("He told staff the mill would close on Monday.", "Monday", 0),
        ("He told staff to leave on Monday.", "Monday", 0),
    ],
)
def test_verbs_tell_which_way_a_time_looks(sentence: str, words: str, way: int) -> None:
    start = sentence.index(words)
    assert leaning(sentence, start, start + len(words)) == way


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("How many voted in the 2023 ballot?", [("in", "2023")]),
        ("What happened in January 2016?", [("in", "2016-01")]),
        ("What happened on 12 August 2016?", [("in", "2016-08-12")]),
        ("who resigned in march 2019", [("in", "2019-03")]),
        ("How much has pay fallen since 2008?", [("since", "2008")]),
        ("Who was chair as of July?", [("as of", "--07")]),
        ("Who was mayor until May 2019?", [("before", "2019-05")]),
        ("What is the latest date?", [("latest", "")]),
        ("What happened before the strike?", [("before", "")]),
        ("When may the doctors march again?", []),
        ("How many of the 2000 doctors voted?", []),
        ("What did £2016 buy?", []),
        ("Will it be built by 2020?", []),
        ("Who chairs the committee?", []),
    ],
)
def test_the_time_in_a_question_is_read(question: str, times: list[tuple[str, str]]) -> None:
    assert [(one.relation, one.when) for one in times_asked(question)] == times


@pytest.mark.parametrize(
    ("question", "date", "fit"),
    [
        ("Who won in 2016?", "2016-08-12", 1.0),
        ("Who won in August 2016?", "2016-08-12", 2.0),
        ("Who won in March 2016?", "2016-08-12", 1.0),
        ("Who won in 2016?", "2015", -1.0),
        ("Who won since 2016?", "2016-08", 0.5),
        ("Who won since 2016?", "2015", -1.0),
        ("Who won before 2016?", "2014", 0.5),
        ("Who won before 2016?", "2020", 0.0),
        ("Who led as of June 2016?", "2016-03", 1.0),
        ("Who led as of June 2016?", "2016-08", -1.0),
        ("Who led as of June 2016?", "2011", 0.5),
        ("Who won in July?", "2016-07", 0.5),
        ("Who won in July?", "2016", 0.0),
    ],
)
def test_articles_meet_the_time_asked_about(question: str, date: str, fit: float) -> None:
    (time,) = times_asked(question)
    assert article_fit(time, date) == fit


DATES = (
    st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4])
)
VALUES = [found.value for row in RESOLUTIONS for found in answer_type("date").find(row[0]) if found.value]


@given(st.sampled_from(VALUES), DATES, st.sampled_from([-1, 0, 1]))
def test_what_is_resolved_leans_no_more(value: str, date: str, way: int) -> None:
    resolved = resolve(value, date, way)
    assert resolved is None or resolve(resolved, None) == resolved


@given(st.text(max_size=80), DATES)
def test_any_text_can_be_read(text: str, date: str) -> None:
    assert all(isinstance(found, str) for found in dates_in(text, date))
    times_asked(text)


# (words after "The mill closed", those told, value); the article is of Friday 17 November 2023.
CLOSED = [
    ("on June 15,1987", "June 15,1987", "1987-06-15"),
    ("in June,1987", "June,1987", "1987-06"),
    ("on 15 June,1987", "15 June,1987", "1987-06-15"),
    ("on 15th June1987", "15th June1987", "1987-06-15"),
    ("on June 15, '87", "June 15, '87", "1987-06-15"),
    ("in the summer of '87", "summer of '87", "1987-06/1987-08"),
    ("in '98", "'98", "1998"),
    ("on 12-Sep-2019", "12-Sep-2019", "2019-09-12"),
    ("on 2019/09/12", "2019/09/12", "2019-09-12"),
    ("on 2019.09.12", "2019.09.12", "2019-09-12"),
    ("on 12.9.2023", "12.9.2023", None),
    ("on 13.9.2023", "13.9.2023", "2023-09-13"),
    ("on 9/13/2023", "9/13/2023", "2023-09-13"),
    ("in FEBRUARY 1990", "FEBRUARY 1990", "1990-02"),
    ("on 12 february 1990", "12 february 1990", "1990-02-12"),
    ("in FY2021", "FY2021", None),
    ("in Q3 2021", "Q3 2021", "2021"),
    ("in March of last year", "March of last year", "2022-03"),
    ("in March last year", "March last year", "2022-03"),
    ("in May the year before last", "May the year before last", "2021-05"),
    ("on 4 March last year", "4 March last year", "2022-03-04"),
    ("in March of the same year", "March of the same year", None),
    ("last March", "last March", None),
    ("at the end of March", "the end of March", "2023-03"),
    ("from 12 to 14 March", "12 to 14 March", "2023-03-12/2023-03-14"),
    ("on 12 and 13 March", "12 and 13 March", "2023-03-12/2023-03-13"),
    ("on 12 and 20 March", "12 and 20 March", None),
    ("on 12 or 13 March", "12 or 13 March", None),
    ("between 3 and 9 May 2021", "3 and 9 May 2021", "2021-05-03/2021-05-09"),
    ("on the 3rd and 4th of June 2020", "3rd and 4th of June 2020", "2020-06-03/2020-06-04"),
    ("on the Fourth of July", "the Fourth of July", "2023-07-04"),
    ("on the twenty-first of May 1990", "the twenty-first of May 1990", "1990-05-21"),
    ("on the first Sunday in May", "the first Sunday in May", "2023-05"),
    ("on the last weekend of June 2021", "the last weekend of June 2021", "2021-06"),
    ("on the first Sunday of every month", "the first Sunday of every month", None),
    ("in the early nineties", "early nineties", None),
    ("on the 12th of last month", "the 12th of last month", "2023-10-12"),
    ("on the 12th", "the 12th", None),
    ("a year ago", "a year ago", "2022"),
    ("a week ago", "a week ago", "2023-W45"),
    ("a couple of weeks ago", "a couple of weeks ago", None),
    ("2.5 years ago", "2.5 years ago", None),
    ("the week before last", "the week before last", "2023-W44"),
    ("the day before yesterday", "the day before yesterday", "2023-11-15"),
    ("over the weekend", "the weekend", None),
    ("at noon on Friday", "noon on Friday", "2023-11-17"),
    ("on Monday at 9am", "Monday at 9am", "2023-11-13"),
    ("at 18:30", "18:30", "T18:30"),
]
OPENING = [
    ("next Friday afternoon", "next Friday afternoon", "2023-11-24"),
    ("next March", "next March", "2024-03"),
    ("at the end of the month", "the end of the month", None),
    ("by the end of the year", "the end of the year", None),
    ("early next year", "early next year", "2024"),
    ("in two weeks", "in two weeks", "2023-W48"),
    ("in three days", "in three days", "2023-11-20"),
    ("in 48 hours", "in 48 hours", None),
    ("in a fortnight", "in a fortnight", "2023-W48"),
    ("in a week's time", "in a week's time", "2023-W47"),
    ("within two years", "within two years", None),
    ("in the next two weeks", "the next two weeks", None),
    ("the week after next", "the week after next", "2023-W48"),
    ("the day after tomorrow", "the day after tomorrow", "2023-11-19"),
    ("in the new year", "the new year", None),
]
TOLD = [(f"The mill closed {words[0]}.", "When did the mill close?", *words[1:]) for words in CLOSED]
TOLD += [(f"The mill will open {words[0]}.", "When will the mill open?", *words[1:]) for words in OPENING]


@pytest.mark.parametrize(("text", "question", "words", "value"), TOLD)
def test_a_time_is_told_whole(text: str, question: str, words: str, value: str | None) -> None:
    answer = QABot.from_texts({"a": f"---\ndate: 2023-11-17\n---\n{text}"}).ask(question).answer
    assert answer is not None
    assert words in answer.text
    assert len(answer.text) <= len(words) + len("over ")
    assert answer.value == value


def test_a_year_glued_to_its_day_is_the_year_asked_about() -> None:
    bot = QABot.from_texts({"a": "---\ndate: 2023-11-17\n---\nThe mill opened on June 15,1987 in Orr."})
    told = bot.ask("What opened in June,1987?").answer
    assert told is not None
    assert "mill" in told.text
    assert list(dates_in("The mill opened on June 15,1987 in Orr.", "2023-11-17")) == ["1987-06-15"]


def test_a_number_of_things_is_no_hour() -> None:
    answer = (
        QABot.from_texts({"a": "The death toll of the blaze stood at 12."})
        .ask("What was the death toll?")
        .answer
    )
    assert answer is not None
    assert answer.text == "12"


@pytest.mark.parametrize("text", ["The barn was built in two weeks.", "Tom spent two weeks in Hull."])
def test_how_long_it_took_is_not_when(text: str) -> None:
    assert not list(answer_type("date").find(text))


HOURS = [
    ("It opens at 18:30 and shuts at 22:00.", [("18:30", "T18:30"), ("22:00", "T22:00")]),
    ("It opens at 7am.", [("7am", "T07:00")]),
    ("It opens from 9am to 5pm.", [("9am to 5pm", None)]),
    ("It opens between 9 and 11am.", [("9 and 11am", None)]),
    ("It opens at 09:30.", [("09:30", "T09:30")]),
    ("It opens at half past six.", [("half past six", None)]),
    ("It opens at 8 in the morning.", [("8 in the morning", None)]),
    ("It opens at 5.", [("5", None)]),
    ("It opens at 5 places.", []),
    ("It opens at 5.4 metres.", []),
]


@pytest.mark.parametrize(("text", "found"), HOURS)
def test_hours_are_found_each_by_itself(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(text[one.start : one.end], one.value) for one in answer_type("time").find(text)] == found


@pytest.mark.parametrize(
    ("question", "words"),
    [("What time does it open?", "18:30"), ("When does it shut?", "22:00"), ("When does it open?", "18:30")],
)
def test_of_two_hours_the_one_asked_for_is_told(question: str, words: str) -> None:
    text = "The market opens at 18:30 and shuts at 22:00."
    answer = QABot.from_texts({"a": text}).ask(question.replace("it", "the market")).answer
    assert answer is not None
    assert answer.text == words


def test_two_of_the_days_are_no_duration() -> None:
    find = answer_type("duration").find
    assert not list(find("They withdrew cover on two of the strike days. The days were cold."))
    assert len(list(find("The 72-hour walkout lasted for days."))) == 2
