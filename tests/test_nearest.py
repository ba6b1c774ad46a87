"""Of several times in a sentence the one is taken that stands by the words asked about."""

from __future__ import annotations

import pytest
from bench import candidates

from qa_bot.answering.extraction.disambiguation import nearest_amount, nearest_time

BACKED = (
    "The quay will be rebuilt, after councillors backed the scheme on Wednesday night, in use until 2004."
)
OPENED = "The line, closed in 1966, reopened yesterday with two old coaches and a piper."
TIMES = "The Sunday Times was founded in 1821, and its printers met on Friday."
BEGIN = "Work will begin in September, and the harbour is due to open in the spring of 2022."

NEAR = [
    ("When did councillors back the scheme?", BACKED, "2004", "Wednesday night"),
    ("When was the quay in use?", BACKED, "Wednesday night", None),
    ("When will work begin?", BEGIN, "spring of 2022", "September"),
    ("When is the harbour due to open?", BEGIN, "spring of 2022", None),
    ("When was it closed?", OPENED, "1966", None),
    ("When was the paper founded?", TIMES, "1821", None),
    ("Who backed the scheme?", BACKED, "councillors", None),
    ("When did work begin?", "Work will begin in September.", "Work", None),
]


@pytest.mark.parametrize(("question", "text", "chosen", "expected"), NEAR)
def test_the_nearest_time(question: str, text: str, chosen: str, expected: str | None) -> None:
    (candidate,) = candidates(question, text)
    start = text.index(chosen)
    found = nearest_time(candidate, start, start + len(chosen))
    assert (text[found[0] : found[1]] if found else None) == expected


TONS = "The mill made 900 tons in 2018, 700 in 2017 and 500 in 2016."
RAISED = "In 2016 the sale raised £48,000; in 2017 it raised £37,000."
RATE = "The rate rose from 5% in 2008 to 10% in October 2009."

OF_A_YEAR = [
    ("How many tons did the mill make in 2017?", TONS, "900", "700"),
    ("How many tons did the mill make in 2016?", TONS, "900", "500"),
    ("How many tons did the mill make in 2018?", TONS, "900", None),
    ("How many tons did the mill make in 2015?", TONS, "900", None),
    ("How many tons did the mill make?", TONS, "900", None),
    ("How much did the sale raise in 2017?", RAISED, "£48,000", "£37,000"),
    ("How much did the sale raise in 2016?", RAISED, "£37,000", "£48,000"),
    ("What percentage was the rate in 2009?", RATE, "5%", "10%"),
    ("When did the rate rise?", RATE, "2008", None),
]


@pytest.mark.parametrize(("question", "text", "chosen", "expected"), OF_A_YEAR)
def test_the_amount_of_its_year(question: str, text: str, chosen: str, expected: str | None) -> None:
    (candidate,) = candidates(question, text)
    start = text.index(chosen)
    found = nearest_amount(candidate, start, start + len(chosen))
    assert (text[found[0] : found[1]] if found else None) == expected


@pytest.mark.parametrize("piece", ["on Monday, ", "in 1966 ", "(", "and yesterday "])
def test_a_long_sentence_is_read_to_its_end(piece: str) -> None:
    text = "It opened " + piece * 200 + "."
    for candidate in candidates("When did it open?", text):
        found = nearest_time(candidate, 0, 2)
        assert found is None or 0 <= found[0] < found[1] <= len(candidate.sentence.text)
