"""The clues of the conversation, and what counts as given."""

from __future__ import annotations

import pytest
from bench import candidates

from qa_bot.answering.features import CLUES
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.weights import read_weights
from qa_bot.bot import QABot
from qa_bot.values import DialogueContext, Query, Within

TEXT = (
    "Ann Roe opened the mill in 1911. She had trained in Leeds. The roof fell in after ten years. "
    "He never came back. Nobody in the village was hurt by it."
)
DIALOGUE = {clue.name: clue.value for clue in CLUES if clue.name in read_weights("conversation")}


def at(beginning: str, end: str) -> Within:
    start = TEXT.index(beginning)
    return Within("a", start, TEXT.index(end, start) + len(end))


OPENED, TRAINED = at("Ann", "1911."), at("She", "Leeds.")
SHOWN = DialogueContext(places=(OPENED,))


def the(question: str, beginning: str, focus: DialogueContext | None) -> Candidate:
    return next(one for one in candidates(question, TEXT, focus) if one.sentence.text.startswith(beginning))


# clue, question, focus, sentence where it is larger, sentence where it is smaller
STRONGER = [
    (
        "words the follow-up adds",
        "Who trained Ann?",
        DialogueContext(frozenset({"ann"})),
        "She had",
        "Ann Roe",
    ),
    ("follows what was shown at once", "Where did Ann train?", SHOWN, "She had", "The roof"),
    ("near what was shown", "Where did Ann train?", SHOWN, "The roof", "Nobody"),
    ("shown last", "Where did Ann train?", SHOWN, "Ann Roe", "She had"),
    ("article of the talk", "Who was hurt?", SHOWN, "Nobody", ""),
    ("told already", "Where did Ann go?", DialogueContext(given=frozenset({OPENED})), "Ann Roe", "She had"),
    (
        "pronoun as asked",
        "Did she train?",
        DialogueContext(pronouns=frozenset({"she"})),
        "She had",
        "He never",
    ),
    ("new thing of the kind asked for", "When did it open?", DialogueContext(), "Ann Roe", "She had"),
]


@pytest.mark.parametrize(("name", "question", "focus", "more", "less"), STRONGER)
def test_a_clue_tells_two_sentences_apart(
    name: str, question: str, focus: DialogueContext, more: str, less: str
) -> None:
    smaller = DIALOGUE[name](the(question, less, focus)) if less else 0.0
    assert DIALOGUE[name](the(question, more, focus)) > smaller


@pytest.mark.parametrize("name", ["follows what was shown at once", "near what was shown"])
def test_where_a_talk_stands_counts_less_far_from_what_the_question_names(name: str) -> None:
    roof = SHOWN._replace(named=frozenset({"roof"}))
    question, measure = "What became of the roof?", DIALOGUE[name]
    assert measure(the(question, "The roof", roof)) == measure(the(question, "The roof", SHOWN)) > 0
    assert measure(the(question, "She had", roof)) == measure(the(question, "She had", SHOWN)) > 0, (
        "beside it"
    )
    assert measure(the(question, "Nobody", roof)) == 0
    unknown = SHOWN._replace(named=frozenset({"cellar"}))
    assert measure(the("What became of the cellar?", "The roof", unknown)) > 0, "no sentence tells of it"


def test_every_clue_of_a_talk_has_a_row_here() -> None:
    assert {name for name, *_ in STRONGER} == set(DIALOGUE)


@pytest.mark.parametrize("name", sorted(DIALOGUE))
def test_a_question_that_stands_alone_has_no_points_of_a_talk(name: str) -> None:
    assert {DIALOGUE[name](one) for one in candidates("When did Ann open it?", TEXT)} == {0.0}


def test_the_passages_around_a_talk_are_weighed_though_they_share_no_word() -> None:
    sentences = " ".join(f"Filler number {number} tells of nothing at all." for number in range(60))
    bot = QABot.from_texts({"a": f"{TEXT}\n\n{sentences}", "b": "The mayor sneezed twice."})
    question = bot.read("Did the mayor sneeze?")
    alone = {one.passage.source.id for one in bot.rank(question)}
    focus = DialogueContext(places=(Within("a", 0, 30),))
    assert alone == {"b"}
    assert {one.passage.source.id for one in bot.rank(question, Query(question.text, None, focus))} == {
        "a",
        "b",
    }
    nowhere = DialogueContext(places=(Within("nowhere", 0, 9),))
    assert bot.rank(question, Query(question.text, None, nowhere)) == bot.rank(question)


DIALOGUES = [
    pytest.param(("Who opened the mill?", "Where did she train?"), "She had trained in Leeds.",
                 id="a sentence beside it"),
    pytest.param(("Who opened the mill?", "Was she married?"), None, id="no word typed is met"),
    pytest.param(("What fell in after ten years?", "Who was hurt by it?"),
                 "Nobody in the village was hurt by it.", id="a short question"),
    pytest.param(("Who opened the mill?", "And in 1950?"), None, id="another year"),
]  # fmt: skip


@pytest.mark.parametrize(("questions", "expected"), DIALOGUES)
def test_a_talk_is_answered_from_where_it_stands(questions: tuple[str, ...], expected: str | None) -> None:
    talk = QABot.from_texts(
        {"a": TEXT, "b": "The ferry sank. Two sailors from Leeds were hurt."}
    ).conversation()
    last = [talk.ask(question) for question in questions][-1]
    assert (last.answer and last.answer.sentence.text) == expected


def test_a_reply_says_what_it_was_taken_as_about_where_that_was_found() -> None:
    talk = QABot.from_texts({"a": TEXT}).conversation()
    assert talk.ask("Who opened the mill?").notices == ()
    assert talk.ask("When?").notices == ("Taking this as about the mill.",)
    assert talk.ask("Was anyone hurt?").notices == ()


ANOTHERS = [
    ("Joan Pike was born in 1960. Tom Hale lost the vote.", "Who lost?", "When was he born?", None),
    ("Joan Pike was born in 1960. Tom Hale lost the vote.", "Who lost the vote?", "When was Tom Hale born?",
     None),
    ("Anna Reed earns 900 pounds. Tom Hale lost.", "Who lost?", "How much does he earn?", None),
    ("Tom Hale lost. He was born in 1960.", "Who lost?", "When was he born?", "1960"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "later", "expected"), ANOTHERS)
def test_nobody_gets_the_facts_of_another(text: str, first: str, later: str, expected: str | None) -> None:
    talk = QABot.from_texts({"a": text}).conversation()
    talk.ask(first)
    answer = talk.ask(later).answer
    assert (answer.text if answer else None) == expected


def test_a_question_without_a_word_is_met_with_silence() -> None:
    talk = QABot.from_texts({"a": "Tom Hale, the mayor, resigned in 2014."}).conversation()
    talk.ask("Who is the mayor?")
    assert talk.ask("'s").answer is None


def test_silence_names_nothing_with_an_open_bracket() -> None:
    talk = QABot.from_texts({"a": TEXT}).conversation()
    talk.ask("Who opened the mill?")
    for question in ("By whom was it sold?", "Who paid?", "Who said that?"):
        missing = " ".join(talk.ask(question).missing)
        assert missing.count("(") <= missing.count(")")
        assert missing.count("“") == missing.count("”")
