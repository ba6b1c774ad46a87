"""Words that ask for nothing beside others: they are not looked for, and still mean what they mean."""

from __future__ import annotations

import pytest
from bench import asked_of

from qa_bot.bot import QABot

POOL = (
    "# The pool\n\nThe pool opens at nine. A ticket costs £4, and a locker £1. Dogs are not allowed. "
    "Lost keys are kept at the desk. Lessons are on Monday.\n"
)
FOUND = [
    ("How do I get a ticket?", "A ticket costs"),
    ("when does the pool actually open then", "The pool opens"),
    ("Do I still need to keep dogs out?", "Dogs are"),
    ("What happens to all the lost keys anyway?", "Lost keys"),
    ("anyone know when lessons happen", "Lessons are"),
    ("How much do you even need for a locker?", "A ticket costs"),
]


@pytest.mark.parametrize(("question", "beginning"), FOUND)
def test_light_words_are_not_missing_and_hide_no_sentence(question: str, beginning: str) -> None:
    reply = QABot.from_texts({"pool": POOL}).ask(question)
    assert reply.evidence[0].sentence.text.startswith(beginning)
    assert reply.missing == ()


# sentence, question to which it does not say yes
NOT_YES = [
    ("The shop sold its oven in June.", "Did the shop keep its oven?"),
    ("The trust gave up the mill in 1990.", "Did the trust keep the mill?"),
    ("The mayor missed the meeting.", "Did the mayor come to the meeting?"),
    ("Pay went up in May.", "Did pay go down in May?"),
    ("Take-up of the vaccine went down in 2019.", "Did take-up of the vaccine go up in 2019?"),
    ("Two of the nine schools are closed.", "Are all schools closed?"),
    ("Ann Roe left the talks.", "Did everyone leave the talks?"),
]


@pytest.mark.parametrize(("sentence", "question"), NOT_YES)
def test_what_a_sentence_does_not_say_is_no_yes(sentence: str, question: str) -> None:
    assert asked_of(sentence, question).verdict != "yes"


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Pay went up in May.", "Did pay go up in May?"),
        ("Ann Roe left the talks.", "Did anyone leave the talks?"),
        ("The shop kept its oven.", "Did the shop keep its oven?"),
    ],
)
def test_what_it_says_is_a_yes(sentence: str, question: str) -> None:
    assert asked_of(sentence, question).verdict == "yes"


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Pay went up in May 2019.", "When did pay go down?"),
        ("The price went down by 5%.", "By how much did the price go up?"),
    ],
)
def test_the_opposite_is_not_stated(sentence: str, question: str) -> None:
    assert asked_of(sentence, question).answer is None


LEAGUE = (
    "The match in Leeds was sold out because Leeds sent three coaches. The match in Leeds was postponed on "
    "Friday because of snow. The plan was opposed by Bo Ray. The plan was proposed by Ann Roe. "
    "Ann Roe praised Lee Ash. Jo May succeeded Ann Roe in 2010."
)
REWORDED = [
    ("Why was the match put off?", "The match in Leeds was postponed"),
    ("Who came up with the plan?", "The plan was proposed"),
    ("Who took over from Ann Roe?", "Jo May succeeded"),
]


@pytest.mark.parametrize(("question", "beginning"), REWORDED)
def test_a_phrase_of_light_words_is_met_by_its_single_word(question: str, beginning: str) -> None:
    first = QABot.from_texts({"a": LEAGUE}).ask(question).evidence[0]
    assert first.sentence.text.startswith(beginning)


@pytest.mark.xfail(strict=True, reason="what is needed is asked for by a light word alone")
def test_what_is_needed_stands_below_what_says_so() -> None:
    text = "# Permits\n\nA permit costs £5. You need:\n\n- a photo\n- a letter\n\nA permit lasts a year.\n"
    first = QABot.from_texts({"a": text}).ask("What is needed for a permit?").evidence[0]
    assert first.sentence.text in ("a photo", "a letter", "You need:")
