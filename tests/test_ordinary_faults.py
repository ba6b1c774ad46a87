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
DIARY = "# Log\n\n## 6 June 2021\n\nTom painted the gate blue.\n\n## 7 June 2021\n\nTom fed the hens.\n"
PRICES = (
    "# Lido\n\n## Opening hours\n\nMonday to Friday, 7am to 8pm.\n\n"
    "## Ticket prices\n\nAdults £4, children £2.\n"
)
CHANGES = (
    "# Changes\n\n## v3.2 - 2022-09-01\n\n### Added\n\n- Export to PDF.\n\n### Fixed\n\n- Crash on start.\n"
)
BALLOT = "Nearly 900 doctors took part in the ballot - a turnout in excess of 77% - with 98% voting for it."
TURBINES = "The blaze of March 23 left 78 people homeless. 1.3 Oak: 974 packages were sold."
STATED = [
    (BRIDGE, "Who closed the Orr bridge?", "council"),
    (BRIDGE, "Who arrested two men in Orrton?", "Police"),
    (FESTIVAL, "Where does the festival start?", "castle"),
    (FESTIVAL, "Where does the parade end?", "town hall"),
    (LIDO, "When does the lido open?", "7am on weekdays"),
    (LIDO, "Who runs the lido?", "Nora Bell"),
    (LOG, "When was the dark theme added?", "4 May 2021"),
    (DIARY, "When did Tom paint the gate?", "6 June 2021"),
    (CHANGES, "When was export to PDF added?", "2022-09-01"),
    (CHANGES, "When was the crash on start fixed?", "2022-09-01"),
    (PRICES, "What are the opening hours?", "Monday to Friday, 7am to 8pm."),
    (PRICES, "What are the ticket prices?", "Adults £4, children £2."),
    ("Tom Hay sued Nora Bell in 1990.", "When did Tom Hay sue Nora Bell?", "1990"),
    (BALLOT, "What was the turnout?", "77%"),
    (BALLOT, "What percentage of doctors turned out to vote?", "77%"),
    (TURBINES, "How many packages were sold?", "974"),
    (TURBINES, "How many people were left homeless in the blaze?", "78"),
    ("The bridge opened not in May but in June.", "When did the bridge open?", "June"),
    ("It was Tom Hay, not Nora Bell, who built the lido.", "Who built the lido?", "Tom Hay"),
    ("Nora Bell, who had hoped to retire, won the race in 1990.", "Who won the race?", "Nora Bell"),
    ("Neither Tom Hay nor Nora Bell voted for the sale.", "Who voted for the sale?", "Neither Tom Hay nor"),
    ("If you pay by card, the fee is £3.", "How much is the fee?", "£3"),
    ("Hull beat Leeds 3-1.", "Who did Hull beat?", "Leeds"),
    ("Nora Bell married Ann Reed's brother.", "Who did Nora Bell marry?", "Ann Reed's brother"),
    ("Nora Bell married the brother of Ann Reed.", "Who did Nora Bell marry?", "brother of Ann Reed"),
    ("Bell Ltd bought Hay Foods from Reed Group.", "What did Bell Ltd buy?", "Hay Foods"),
    ("The pump does not cost £40 but £50.", "How much does the pump cost?", "£50"),
    ("The bridge did not open in May but in June.", "When did the bridge open?", "June"),
    ("The shop does not open until 9am.", "When does the shop open?", "9am"),
    ("There is no doubt that Tom Hay won the race.", "Who won the race?", "Tom Hay"),
    ("Nora Bell's brother won the race.", "Who won the race?", "Nora Bell's brother"),
    ("The son of Nora Bell won the race.", "Who won the race?", "son of Nora Bell"),
    ("Nora Bell has been replaced by Tom Hay.", "Who replaced Nora Bell?", "Tom Hay"),
    ("Alphabet bought Hay Labs from Reed.", "Who bought Hay Labs?", "Alphabet"),
    ("Tom Hay founded the club, and Ann Roe chairs it.", "Who chairs the club?", "Ann Roe"),
    ("It is true that Nora Bell sold the barn.", "Who sold the barn?", "Nora Bell"),
    ("Nora Bell wrote The Long Walk.", "What did Nora Bell write?", "Long Walk"),
]


@pytest.mark.parametrize(("text", "question", "words"), STATED)
def test_what_stands_there_is_stated_of_a_small_folder_too(text: str, question: str, words: str) -> None:
    answer = QABot.from_texts({"a": text}).ask(question).answer
    assert answer is not None
    assert words in answer.text
    assert len(answer.text) <= max(len(words) + 12, 40)


def test_whoever_says_that_something_is_not_so_said_that() -> None:
    bot = QABot.from_texts({"a": "Jane said the crew had no choice but to strike."})
    answer = bot.ask("Who said there was no choice but to strike?").answer
    assert answer is not None
    assert answer.text == "Jane"


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
    ("Everyone apart from Tom Hay voted for the merger.", "Who voted for the merger?"),
    ("Every councillor but Tom Hay voted for the merger.", "Who voted for the merger?"),
    ("Tom Hay voted against the merger.", "Who voted for the merger?"),
    ("“No one has ever said that the dam will fail,” Sam Price said.", "Who said the dam will fail?"),
    ("Sam Price said it was false that the dam will fail.", "Who said the dam will fail?"),
    ("Jane said the barn is far from safe.", "Who said the barn is safe?"),
    ("Nora Bell was tipped to win the race in 1990.", "Who won the race?"),
    ("Nora Bell could have won the race in 1990.", "Who won the race?"),
    ("Nora Bell might win the race.", "Who won the race?"),
    ("Nora Bell will win the race, experts say.", "Who won the race?"),
    ("Nora Bell came close to winning the race in 1990.", "Who won the race?"),
    ("Tom Hay denied killing Ann Reed.", "Who killed Ann Reed?"),
    ("Tom Hay is wrongly said to have built the lido.", "Who built the lido?"),
    ("It is not known who built the lido.", "Who built the lido?"),
    ('"Who runs the lido?" asked Tom Hay.', "Who runs the lido?"),
    ("The fair on 4 May will not go ahead.", "When is the fair?"),
    ("The bridge was supposed to open in May.", "When did the bridge open?"),
    ("The bridge was due to open in May.", "When did the bridge open?"),
    ("Had the bridge opened in May, 40 shops would have been saved.", "When did the bridge open?"),
    ("Suppose the tower is 90 metres tall.", "How tall is the tower?"),
    ("The tower would be 90 metres tall if it were built.", "How tall is the tower?"),
    ("If the walk to Mars were 100 metres, the sun would be 3 cm wide.", "How wide is the sun?"),
    ("Nora Bell married Ann Reed's brother.", "Who married Ann Reed?"),
    ("Hay Foods was bought by Bell Ltd.", "Who bought Bell Ltd?"),
    ("Hull defeated Leeds in the final.", "Who defeated Hull?"),
    ("Nora Bell has been replaced by Tom Hay.", "Who did Nora Bell replace?"),
    ("Tom Hay was the only one who did not fail the test.", "Who failed the test?"),
    ("Whether Tom Hay won the race is not known.", "Who won the race?"),
    ("Sam Price said he doubted that the dam would fail.", "Who said the dam would fail?"),
    ("Who runs the lido?", "Who runs the lido?"),
    ("It is not true that Nora Bell sold the barn.", "Who sold the barn?"),
    ("There is no evidence that Nora Bell sold the barn.", "Who sold the barn?"),
    ("Claims that Nora Bell sold the barn are false.", "Who sold the barn?"),
    ("It was once thought that the barn was built in 1800.", "When was the barn built?"),
    ("Tom Hay was arrested.", "Why was Tom Hay arrested?"),
    ("Tom Hay was arrested.", "Where was Tom Hay arrested?"),
    ("The council met on Monday. Nora Bell sold the barn.", "Who did Nora Bell sell the barn to?"),
    ("---\ndate: 2023-11-17\n---\nThe mill opened in June 1987.", "What opened in June 2023?"),
    ("---\ndate: 2023-11-17\n---\nThe mill opened on June 3,1987.", "What opened in June 2023?"),
]


FILLER = {
    f"filler {number}": f"The door of hut {number} stood open. For hours nobody came. The tickets were gone."
    for number in range(30)
}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What are the opening hours of the lido?", "7am to 8pm"),
        ("When is the lido open?", "Monday to Friday"),
        ("What are the ticket prices at the lido?", "£4"),
    ],
)
def test_what_only_its_heading_tells_apart_is_found_among_many(question: str, words: str) -> None:
    reply = QABot.from_texts({**FILLER, "lido": PRICES}).ask(question)
    assert words in reply.shown[0].sentence.text


@pytest.mark.parametrize(("text", "question"), NOT_STATED)
def test_what_is_denied_supposed_or_turned_round_is_not_stated(text: str, question: str) -> None:
    assert QABot.from_texts({"a": text}).ask(question).kind != "answer"


RULES = (
    "# Allotments\n\nUp to six hens may be kept if the Officer has inspected the run.\n\n"
    "Bonfires are not permitted on the site between April and September.\n\n"
    "On the upper site, if the Officer agrees, then bees may be kept.\n\n"
    "Approval will NOT be given for:\n\n- Sheds of more than two metres\n- Ponds\n"
)
VERDICTS = [
    ("May hens be kept?", "yes", "if the Officer has inspected the run"),
    ("May bees be kept on the upper site?", "yes", "if the Officer agrees"),
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


def test_a_sentence_that_two_articles_have_is_shown_once_with_both() -> None:
    text = "The pump was bought by Nora Bell in 1990. It stands in Hull."
    bot = QABot.from_texts({"a": text, "b": text})
    for question in ("Who bought the pump?", "Where does the pump stand?"):
        reply = bot.ask(question)
        sentences = [one.sentence.text for one in reply.shown]
        assert len(sentences) == len(set(sentences))
        told = ["".join(bit.text for bit in one.bits) for one in reply_lines(reply)]
        assert "Also: b, b:1" in told


CROWD = "The mill opens at noon. " + " ".join(f"The miller sold {number} tons." for number in range(60))
FIRST, SECOND = "When does the lido open?", "Who runs the lido?"
ASKED_ABOVE = [
    f"## {FIRST}\n\nAt 7am on weekdays.\n\n## {SECOND}\n\nNora Bell and a team.\n",
    f"Q: {FIRST}\nA: At 7am on weekdays.\n\nQ: {SECOND}\nA: Nora Bell and a team.\n",
    f"**{FIRST}**\n\nAt 7am on weekdays.\n\n**{SECOND}**\n\nNora Bell and a team.\n",
    f"{FIRST}\nAt 7am on weekdays.\n\n{SECOND}\nNora Bell and a team run it.\n",
]


@pytest.mark.parametrize("text", ASKED_ABOVE)
@pytest.mark.parametrize("beside", [{}, {"crowd": CROWD}])
def test_what_stands_below_a_question_answers_it(text: str, beside: dict[str, str]) -> None:
    bot = QABot.from_texts({"lido": text, **beside})
    for question, words in ((FIRST, "7am"), (SECOND, "Nora Bell")):
        answer = bot.ask(question).answer
        assert answer is not None
        assert words in answer.text
