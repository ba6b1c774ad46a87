from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_bot.answering.composition.yes_no import verdict
from qa_bot.answering.extraction.clauses import clause
from qa_bot.bot import QABot
from qa_bot.language.tokens import tokens
from qa_bot.questions.reading import read_question

TESTS = Path(__file__).parent
UNION = "Did the union accept the offer?"
YES = [
    (UNION, "The union accepted the offer."),
    (
        "Did Johann Malawana resign?",
        "Johann Malawana, then chair of the board, resigned because of the vote.",
    ),
    (
        "Have nurses taken industrial action?",
        "Nurses and ambulance workers have also taken industrial action.",
    ),
    ("Will the bridge open in May?", "The bridge will open in May."),
    ("Is Paris the capital of France?", "Paris is the capital of France."),
    ("Was Ada Lovelace a mathematician?", "Ada Lovelace was an English mathematician."),
    ("Does the museum charge visitors?", "The museum charges visitors from abroad £3."),
]
NO = [
    (UNION, "The union rejected the offer."),
    (UNION, "The union did not accept the offer."),
    (UNION, "The union didn’t accept the offer."),
    (UNION, "The union never accepted the offer."),
    ("Has the bridge opened?", "The bridge has not opened."),
    ("Will the bridge open in May?", "The bridge will not open in May."),
    ("Did prices rise in 1990?", "Prices fell in 1990."),
    ("Is the contract safe?", "The contract is unsafe."),
    ("Do nurses support the strike?", "Nurses do not support the strike."),
]
UNSETTLED = [
    (UNION, "The union refused to accept the offer."),
    (UNION, "The union may have accepted the offer."),
    (UNION, "The union would accept the offer if it were improved."),
    (UNION, "The council rejected the offer and the union accepted the plan."),
    (UNION, "The union accepted the plan and rejected the offer."),
    (UNION, "The union's leader accepted the offer."),
    (UNION, "The leader of the union accepted the offer."),
    (UNION, "The minister said the union accepted the offer."),
    (UNION, "“The union accepted the offer.”"),
    (UNION, "The union accepted part of the offer."),
    (UNION, "The union did not accept the first offer."),
    (UNION, "The offer was accepted by the union."),
    (UNION, "The union was asked to accept the offer."),
    (UNION, "The union has not only accepted the offer."),
    (UNION, "Did the union accept the offer?"),
    (f"{UNION[:-1]} in 2015?", "The union accepted the offer in 2016."),
    (f"{UNION[:-1]} in 2015?", "The union has accepted the offer."),
    ("Did the union or the council accept the offer?", "The union and the council accepted the offer."),
    ("Did they accept the offer?", "The union accepted the offer."),
    ("Didn't the union accept the offer?", "The union accepted the offer."),
    ("Did Ada Bell resign?", "Ada Bell, who threatened to resign, stayed."),
    ("Will the bridge open in May?", "The bridge could open in May."),
    ("Is Paris the capital of Spain?", "Paris is the capital of France."),
    ("Was Ada Lovelace a mathematician?", "Ada Lovelace was the daughter of a mathematician."),
    ("Was Ada Bell the mayor?", "Ada Bell was the deputy mayor."),
    ("Did 37,000 doctors vote?", "Almost 37,000 doctors voted."),
    ("Did the mill produce paper?", "The mill produced paper machines."),
    ("Did doctors strike?", "Doctors did not strike because of pay."),
    ("Did the team win the final?", "The team won the semi-final and lost the final."),
    ("Was the mill built in 1911?", "The mill was built in 1912."),
    ("Is the mill open?", "The mill was open."),
    ("What did the union accept?", "The union accepted the offer."),
]


@pytest.mark.parametrize(("question", "sentence"), YES)
def test_yes(question: str, sentence: str) -> None:
    assert verdict(read_question(question), sentence) == "yes"


@pytest.mark.parametrize(("question", "sentence"), NO)
def test_no(question: str, sentence: str) -> None:
    assert verdict(read_question(question), sentence) == "no"


@pytest.mark.parametrize(("question", "sentence"), UNSETTLED)
def test_in_doubt_there_is_no_verdict(question: str, sentence: str) -> None:
    assert verdict(read_question(question), sentence) is None


@pytest.mark.parametrize(("question", "sentence"), YES)
def test_a_doubt_takes_the_verdict_away(question: str, sentence: str) -> None:
    assert verdict(read_question(question), f"{sentence[:-1]}, perhaps.") is None


@pytest.mark.parametrize("text", ["", "!", "Did?", "Is is is?", "Did the the?", "Was Ada"])
def test_any_line_may_be_asked(text: str) -> None:
    assert verdict(read_question(text), "Ada was here.") is None


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (
            "Did the union strike?",
            "The talks failed, but the union did not strike.",
            "the union did not strike",
        ),
        ("Did the union strike?", "The union struck; the talks had failed.", "The union struck"),
        ("Did the union strike?", "The union struck.", "The union struck"),
        ("Did the union strike?", "...", "..."),
    ],
)
def test_the_words_are_a_whole_clause(question: str, sentence: str, words: str) -> None:
    start, end = clause(read_question(question), tokens(sentence))
    assert sentence[start:end] == words


def test_a_choice_of_two_wants_no_yes() -> None:
    assert read_question("Is it red?").wants_verdict
    assert not read_question("Is it red or blue?").wants_verdict
    assert not read_question("What is red?").wants_verdict


@pytest.mark.parametrize(
    ("name", "articles", "least"), [("yes_no", "articles/forms", 35), ("yes_no_knowledge", "", 4)]
)
def test_the_sets_are_settled_rightly_or_not_at_all(name: str, articles: str, least: int) -> None:
    bot = QABot.from_folder(TESTS / articles if articles else None, cache=False)
    rows = [
        json.loads(row) for row in (TESTS / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    told = [(row["id"], row["verdict"], bot.ask(row["question"]).verdict) for row in rows]
    assert [one for one in told if one[2] not in (None, one[1])] == []
    assert sum(given == wanted is not None for _, wanted, given in told) >= least
    assert sum(wanted is None for _, wanted, _ in told) * 4 >= len(told)
