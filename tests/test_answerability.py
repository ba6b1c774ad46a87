"""The signs by which a ranking is judged."""

from __future__ import annotations

import pytest
from bench import STRIKE

from qa_bot.answering.answerability import FEATURES, ScoredCandidate, logistic, measure, score
from qa_bot.answering.ranking import Ranker
from qa_bot.answering.weights import FITTED_WITH, OTHER, read_weights
from qa_bot.bot import QABot
from qa_bot.values import DialogueContext, Query, Within

FAIR = {"a": "The fair opened on 3 May. The fair closed on 4 May.", "b": "The fair opened on 5 May."}
RULES = "# Parking\n\nLeave the key at the desk.\n\n# Lost keys\n\nAsk at the gate.\n"
OF_A_GIVEN_TEXT = "asked of a given text"
IN_TALK = tuple(f"read in a conversation about {what}" for what in ("one text", "several"))
HALL = "The hall has:\n\n- a stage for the players\n- a kitchen for the players\n\nThe players like it.\n"


def weigh(question: str, texts: str | dict[str, str] = STRIKE) -> list[ScoredCandidate]:
    bot = QABot.from_texts({"a": texts} if isinstance(texts, str) else texts)
    read = bot.read(question)
    return Ranker.default().score(read, bot.rank(read), bot.corpus)


# sign, question where it is larger, question where it is smaller
OF_THE_STRIKE = [
    ("points", "How long will the walkout last?", "How long will the walkout in Peru annoy miners?"),
    ("log odds among all", "How long will the walkout last?", "How long will miners annoy doctors?"),
    ("margin over the next", "How long will the walkout last?", "How long will miners annoy doctors?"),
    ("question covered by the passage", "Will the walkout last?", "Will the walkout annoy miners?"),
    ("question covered by the sentence and its headings", "Will the walkout last?",
     "Will the walkout begin in March?"),
    ("words the passage does not meet", "Will the walkout annoy miners?", "Will the walkout last?"),
    ("words found nowhere", "Will the walkout annoy miners?", "Will the walkout annoy doctors?"),
    ("names absent from the passage", "Is the walkout in Peru?", "Is the walkout in March?"),
    ("numbers absent from the passage", "Is the walkout in 1999?", "Is the walkout on 13 March?"),
    ("nothing of the asked type", "What percentage of the union met?", "Who is the chair of the union?"),
    ("nothing of the looked-for kind", "Who said the walkout will last?", "Who won the ballot?"),
    ("group absent", "Which nurses will strike in March?", "Which doctors will strike in March?"),
    ("negation differs", "Who did not chair the union?", "Who is chair of the union?"),
    ("said as asked", "What did Ron Singer say of the talks?", "What did Ron Singer say of the ballot?"),
    ("weight of the words asked about", "Will the walkout last long in March?", "Will the walkout last?"),
    ("number of words asked about", "Will the walkout last 72 hours?", "Will the walkout last?"),
    ("asks for one fact", "Who won the ballot?", "Why did the talks fail?"),
    ("asks for a statement", "Why did the talks fail?", "Who won the ballot?"),
    ("asks for yes or no", "Did the talks fail?", "Why did the talks fail?"),
    ("asks by key words", "walkout start date", "When does the walkout start?"),
    ("asks for several things", "Which doctors will strike?", "Which doctor will strike?"),
]  # fmt: skip
Case = tuple[str, str | dict[str, str]]
# sign, question and texts where it is larger, question and texts where it is smaller
OF_OTHERS: list[tuple[str, Case, Case]] = [
    ("next of the same article", ("When did the fair close?", FAIR["a"]), ("When did the fair open?", FAIR)),
    ("a list where one is asked for", ("What things has the hall?", HALL), ("What has the hall?", HALL)),
    ("next of the same list", ("What has the hall for the players?", HALL), ("Who likes the hall?", HALL)),
    ("question covered by the sentence and its headings", ("Where are lost keys?", RULES),
     ("Where are lost bags?", RULES)),
    ("question covered by the passage", ("Where are lost keys?", RULES), ("Where are lost bags?", RULES)),
]  # fmt: skip
APART = [*((name, (more, STRIKE), (less, STRIKE)) for name, more, less in OF_THE_STRIKE), *OF_OTHERS]


@pytest.mark.parametrize(("name", "more", "less"), APART)
def test_a_sign_tells_two_questions_apart(name: str, more: Case, less: Case) -> None:
    assert measure(weigh(*more))[name] > measure(weigh(*less))[name]


OF_MEANING = "nearest in meaning of all"  # with a sentence encoder: see test_meaning.py


def test_every_sign_has_a_row_here() -> None:
    names = {OF_A_GIVEN_TEXT, OF_MEANING, *IN_TALK, *(name for name, *_ in APART)}
    assert names == {feature.name for feature in FEATURES}
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)


TABLES = [
    *("confidence", "silence"),
    *(f"meaning/{name}.{kind}" for name in ("confidence", "silence") for kind in (*FITTED_WITH, OTHER)),
]


@pytest.mark.parametrize("table", TABLES)
def test_every_weight_is_that_of_a_sign(table: str) -> None:
    weighed = set(read_weights(table))
    assert weighed - {"always"} <= {feature.name for feature in FEATURES}
    assert "always" in weighed


@pytest.mark.parametrize("table", TABLES)
def test_every_weight_has_the_direction_that_its_sign_declares(table: str) -> None:
    directions = {feature.name: feature.direction for feature in FEATURES} | {"always": 0}
    against = {name: weight for name, weight in read_weights(table).items() if weight * directions[name] < 0}
    assert not against


def test_a_text_that_was_given_is_a_sign() -> None:
    bot = QABot.from_texts({"a": STRIKE})
    read = bot.read("Will doctors strike?")
    everywhere, given = (
        measure(Ranker.default().score(read, bot.rank(read, query), bot.corpus, query))[OF_A_GIVEN_TEXT]
        for query in (Query(read.text), Query(read.text, Within("a")))
    )
    assert (everywhere, given) == (0.0, 1.0)


ONE, SEVERAL = {"a": STRIKE}, {"a": STRIKE, "b": "No."}


@pytest.mark.parametrize(("texts", "expected"), [(ONE, (1, 0)), (SEVERAL, (0, 1))])
def test_a_conversation_is_a_sign(texts: dict[str, str], expected: tuple[int, int]) -> None:
    bot = QABot.from_texts(texts)
    read = bot.read("Will doctors strike?")
    for context, values in ((None, (0, 0)), (DialogueContext(), expected)):
        query = Query(read.text, context=context)
        measured = measure(Ranker.default().score(read, bot.rank(read, query), bot.corpus, query))
        assert tuple(measured[name] for name in IN_TALK) == values


def test_a_clear_answer_is_surer_than_a_near_miss() -> None:
    clear, near_miss = (score(weigh(f"Who won the {what}?")) for what in ("ballot", "walkout in Peru"))
    assert clear.right > 0.75 > 0.5 > near_miss.right
    assert clear.support > near_miss.support


def test_logistic_is_a_probability() -> None:
    assert logistic(-1e9) < 1e-9
    assert logistic(0) == 0.5
    assert logistic(1e9) > 1 - 1e-9
