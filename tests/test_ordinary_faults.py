"""Kinds of fault found on small inputs: what is answered, what is only offered, which words are chosen."""

from __future__ import annotations

import pytest

from qa_bot.bot import QABot
from qa_bot.terminal.rendering import reply_lines

BRIDGE = "The council closed the Orr bridge in May. Police arrested two men in Orrton."
FESTIVAL = "The Orrton festival starts on Friday at the castle. The parade ends outside the town hall."
LIDO = (
    "# Lido\n\n## When does the lido open?\n\nAt 7am on weekdays.\n\n"
    "## Who runs it?\n\nNora Bell and a team.\n"
)
LOG = "# Log\n\n## 2.1.0 (4 May 2021)\n\n- Dark theme was added.\n- A crash on start was mended.\n"
BALLOT = "Nearly 900 doctors took part in the ballot - a turnout in excess of 77% - with 98% voting for it."
TURBINES = "The blaze of March 23 left 78 people homeless. 1.3 Oak: 974 packages were sold."
STATED = [
    (BRIDGE, "Who closed the Orr bridge?", "council"),
    (BRIDGE, "Who arrested two men in Orrton?", "Police"),
    (FESTIVAL, "Where does the festival start?", "castle"),
    (FESTIVAL, "Where does the parade end?", "town hall"),
    (LIDO, "When does the lido open?", "7am on weekdays"),
    (LIDO, "Who runs the lido?", "Nora Bell"),
    (LOG, "When was the dark theme added?", "Dark theme was added."),
    ("Tom Hay sued Nora Bell in 1990.", "When did Tom Hay sue Nora Bell?", "1990"),
    (BALLOT, "What was the turnout?", "77%"),
    (BALLOT, "What percentage of doctors turned out to vote?", "77%"),
    (TURBINES, "How many packages were sold?", "974"),
    (TURBINES, "How many people were left homeless in the blaze?", "78"),
]


@pytest.mark.parametrize(("text", "question", "words"), STATED)
def test_what_stands_there_is_stated_of_a_small_folder_too(text: str, question: str, words: str) -> None:
    answer = QABot.from_texts({"a": text}).ask(question).answer
    assert answer is not None
    assert words in answer.text
    assert len(answer.text) <= max(len(words) + 12, 40)


SOLD = "Bell Ltd bought Hay Foods from Reed Group."
NOT_STATED = [
    (SOLD, "Who bought Bell Ltd?"),
    (SOLD, "Who bought Reed Group?"),
    (SOLD, "What did Reed Group buy?"),
    ("Sam Price denied that the dam will fail.", "Who said the dam will fail?"),
    ("“Nobody has said the dam will fail,” Sam Price said.", "Who said the dam will fail?"),
    ("Jane said the barn is not safe.", "Who said the barn is safe?"),
    ("Nora Bell was expected to win the race. In the end Tom Hay came first.", "Who won the race?"),
    ("Nora Bell almost won the race in 1990.", "Who won the race?"),
    ("The strike planned for 4 May was called off.", "When is the strike?"),
    ("All members except Tom Hay voted for the merger.", "Who voted for the merger?"),
    ("Who runs the lido?", "Who runs the lido?"),
]


@pytest.mark.parametrize(("text", "question"), NOT_STATED)
def test_what_is_denied_supposed_or_turned_round_is_not_stated(text: str, question: str) -> None:
    assert QABot.from_texts({"a": text}).ask(question).kind != "answer"


RULES = (
    "# Allotments\n\nUp to six hens may be kept if the Officer has inspected the run.\n\n"
    "Bonfires are not permitted on the site between April and September.\n\n"
    "Approval will NOT be given for:\n\n- Sheds of more than two metres\n- Ponds\n"
)
VERDICTS = [
    ("May hens be kept?", "yes", "if the Officer has inspected the run"),
    ("Are bonfires permitted on the site between April and September?", "no", ""),
]


@pytest.mark.parametrize(("question", "verdict", "condition"), VERDICTS)
def test_a_rule_is_read_for_yes_or_no_with_its_condition(question: str, verdict: str, condition: str) -> None:
    reply = QABot.from_texts({"rules": RULES}).ask(question)
    assert (reply.verdict, reply.condition) == (verdict, condition)
    told = "".join(bit.text for bit in next(reply_lines(reply)).bits)
    assert told == f"{verdict.capitalize()}, {condition}." if condition else f"{verdict.capitalize()}."


OPEN_STILL = [
    ("The council refused to pay for a bridge.", "Did the council pay for a bridge?"),
    ("If the bridge were closed, boats could not reach Orr.", "Is the bridge closed?"),
    ("The council may have paid for a bridge.", "Did the council pay for a bridge?"),
]


@pytest.mark.parametrize(("text", "question"), OPEN_STILL)
def test_a_sentence_that_leaves_it_open_is_no_yes_and_one_of_another_clause_no_no(
    text: str, question: str
) -> None:
    assert QABot.from_texts({"a": text}).ask(question).verdict in (None, "no" if "refused" in text else None)


DATED = {
    "first": "---\ntitle: The strike\ndate: 2016-01-04\n---\n"
    "The first strike day is 12 January, the next 26 January.\n",
    "second": "---\ntitle: Another strike\ndate: 2023-02-24\n---\n"
    "A new strike day is 13 March, its leaders said.\n",
}


def test_days_asked_for_are_listed_over_several_articles_each_with_its_place() -> None:
    reply = QABot.from_texts(DATED).ask("List the strike days")
    assert {item.value for item in reply.items} == {"2016-01-12", "2016-01-26", "2023-03-13"}
    assert {item.source.id for item in reply.items} == {"first", "second"}
    lines = ["".join(bit.text for bit in line.bits) for line in reply_lines(reply)]
    assert sum(line.startswith("- ") for line in lines) == 3
    assert sum("second:" in line or "first:" in line for line in lines[:3]) > 0


def test_the_bullets_of_a_list_are_its_items() -> None:
    text = "# Leave\n\nYou can claim for:\n\n- train fares\n- one night in a hotel\n- meals on the way\n"
    reply = QABot.from_texts({"leave": text}).ask("List what you can claim for")
    assert [item.text for item in reply.items] == ["train fares", "one night in a hotel", "meals on the way"]


def test_how_a_word_is_typed_does_not_call_it_missing() -> None:
    bot = QABot.from_texts({"a": BRIDGE})
    assert bot.ask("Who cancelled the Orr bridge?").missing == ("cancelled",)
    assert bot.ask("why is it that they still need to get it?").missing == ()
