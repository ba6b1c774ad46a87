from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench import asked_of

from qa_bot.answering.extraction.clauses import clause
from qa_bot.answering.features.polarity import SIGNS
from qa_bot.answering.weights import read_weights
from qa_bot.bot import QABot
from qa_bot.language.tokens import tokens
from qa_bot.questions.reading import read_question
from qa_bot.terminal.rendering import reply_lines
from qa_bot.values import Reply

TESTS = Path(__file__).parent
UNION = "Did the union accept the offer?"
YES = [
    (UNION, "The union accepted the offer."),
    (UNION, "The offer was accepted by the union."),
    (UNION, "The union has not only accepted the offer, it has asked for more."),
    ("Didn't the union accept the offer?", "The union accepted the offer."),
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
    ("Is it forbidden to light a fire on the beach?", "There is a ban on lighting a fire on the beach."),
    ("May I bring a dog into the hall?", "You may bring a dog into the hall if it is on a lead."),
    ("Is the council going to close the mill or not?", "The council is going to close the mill."),
]
NO = [
    (UNION, "The union rejected the offer."),
    (UNION, "The union refused to accept the offer."),
    (UNION, "The union did not accept the offer."),
    (UNION, "The union didn’t accept the offer."),
    (UNION, "The union never accepted the offer."),
    ("Has the bridge opened?", "The bridge has not opened."),
    ("Will the bridge open in May?", "The bridge will not open in May."),
    ("Will the county close the mill?", "The county will not close the mill."),
    ("Did prices rise in 1990?", "Prices fell in 1990."),
    ("Do nurses support the strike?", "Nurses do not support the strike."),
    ("Did the team win the final?", "The team won the semi-final and lost the final."),
    ("Is the dungeon open?", "The dungeon is shut for repairs."),
]
UNSETTLED = [
    (UNION, "The union may have accepted the offer."),
    (UNION, "The union would accept the offer if it were improved."),
    (UNION, "The union accepted part of the offer."),
    (UNION, "The union was asked to accept the offer."),
    (f"{UNION[:-1]} in 2015?", "The union accepted the offer in 2016."),
    (f"{UNION[:-1]} in 2015?", "The union has accepted the offer."),
    ("Did the union or the council accept the offer?", "The union and the council accepted the offer."),
    ("Did Ada Bell resign?", "Ada Bell, who threatened to resign, stayed."),
    ("Will the bridge open in May?", "The bridge could open in May."),
    ("Is Paris the capital of Spain?", "Paris is the capital of France."),
    ("Was the speed limit approved?", "Mr Beddowes proposed a speed limit."),
    ("Did 37,000 doctors vote?", "Almost 37,000 doctors voted."),
    ("Do parents support the merger?", "Most parents support the merger."),
    ("Was the mill built in 1911?", "The mill was built in 1912."),
    ("What did the union accept?", "The union accepted the offer."),
]
# question, sentence, what is said, who says it
CLAIMED = [
    (UNION, "The minister said the union accepted the offer.", "yes", "The minister"),
    (UNION, "“The union has accepted the offer,” said Maud Ridley.", "yes", "Maud Ridley"),
    (UNION, "Critics claimed the union did not accept the offer.", "no", "Critics"),
]
# question, the sentence below the title "The library", what is said
BELOW_A_TITLE = [
    ("Does the library cost money?", "Concerts in the hall next door cost real money.", None),
    ("Is the library safe?", "The old bank next door had a safe of iron.", None),
    ("Is the library safe?", "Can I safely leave a bag, and if so, where?, 10.5.", None),
    ("Is the library free of charge?", "Free software lets you change all of it.", None),
    ("Do I have to pay for the library?", "Gifts of money (to pay for new shelves) can help.", None),
    ("Do I have to pay for the library?", "You have to pay for the library.", "yes"),
    ("Can I pay by card?", "To pay by card, use the machine.", "yes"),
    ("Is the library open on Sundays?", "It is open on Sundays.", "yes"),
    ("Is the library open on Sundays?", "Open on Sundays from nine to five.", "yes"),
    ("Does the library sell soup?", "The soup is sold from noon.", "yes"),
    ("Is there soup in the library?", "A kitchen serves soup.", "yes"),
]
OF_ANOTHER = pytest.mark.xfail(strict=True, reason="what is said is said of something else")
TAKEN_FOR_ANOTHER = [
    (UNION, "The union's leader accepted the offer."),
    (UNION, "The union did not accept the first offer."),
    ("Was Ada Lovelace a mathematician?", "Ada Lovelace was the daughter of a mathematician."),
    ("Was Ada Bell the mayor?", "Ada Bell was the deputy mayor."),
    ("Did the mill produce paper?", "The mill produced paper machines."),
    ("Is the mill open?", "The mill was open."),
]


@pytest.mark.parametrize(("question", "sentence"), YES)
def test_yes(question: str, sentence: str) -> None:
    assert asked_of(sentence, question).verdict == "yes"


@pytest.mark.parametrize(("question", "sentence"), NO)
def test_no(question: str, sentence: str) -> None:
    assert asked_of(sentence, question).verdict == "no"


@pytest.mark.parametrize(("question", "sentence"), UNSETTLED)
def test_in_doubt_there_is_no_verdict(question: str, sentence: str) -> None:
    assert asked_of(sentence, question).verdict is None


@pytest.mark.parametrize(("question", "sentence", "said"), BELOW_A_TITLE)
def test_what_stands_below_a_title_is_said_of_that_if_of_nothing_else(
    question: str, sentence: str, said: str | None
) -> None:
    bot = QABot.from_texts({"library": f"# The library\n\n{sentence}\n\nIt was built in 1900."})
    assert bot.ask(question).verdict == said


@pytest.mark.parametrize(
    ("question", "sentence"), [pytest.param(*row, marks=OF_ANOTHER) for row in TAKEN_FOR_ANOTHER]
)
def test_what_is_said_of_another_is_no_verdict(question: str, sentence: str) -> None:
    assert asked_of(sentence, question).verdict is None


@pytest.mark.parametrize(("question", "sentence", "verdict", "speaker"), CLAIMED)
def test_a_claim_is_told_as_one(question: str, sentence: str, verdict: str, speaker: str) -> None:
    reply = asked_of(sentence, question)
    assert reply.answer is not None
    assert (reply.verdict, reply.answer.claim_of) == (verdict, speaker)
    told = "".join(bit.text for bit in next(reply_lines(reply)).bits)
    assert told.startswith(f"{verdict.capitalize()}, according to ")
    assert told.endswith(f"{speaker[1:]}.")


def test_every_sign_of_a_no_has_a_weight_of_its_own() -> None:
    weights = read_weights("polarity")
    assert {sign.name for sign in SIGNS} | {"always"} == set(weights)
    assert all(weights[sign.name] > 0 for sign in SIGNS if sign.name != "permits")
    assert weights["permits"] < 0


@pytest.mark.parametrize("text", ["Did?", "Is is is?", "Did the the?", "Did Ada or Bo?"])
def test_any_line_may_be_asked(text: str) -> None:
    assert asked_of("Ada was here.", text).verdict is None


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
    ("name", "articles", "least"), [("yes_no", "articles/forms", 40), ("yes_no_knowledge", "", 6)]
)
def test_the_sets_are_settled_rightly_or_not_at_all(name: str, articles: str, least: int) -> None:
    bot = QABot.from_folder(TESTS / articles if articles else None, cache=False)
    rows = [
        json.loads(row) for row in (TESTS / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    told = [(row["id"], row["verdict"], bot.ask(row["question"])) for row in rows]
    # What the sentence does not settle may be told as a claim.
    assert [one for one, wanted, reply in told if _is_wrong(wanted, reply)] == []
    assert sum(reply.verdict == wanted is not None for _, wanted, reply in told) >= least
    assert sum(wanted is None for _, wanted, _ in told) * 4 >= len(told)


def _is_wrong(wanted: str | None, reply: Reply) -> bool:
    claimed = wanted is None and reply.answer is not None and reply.answer.claim_of is not None
    return reply.verdict not in (None, wanted) and not claimed
