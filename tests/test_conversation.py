"""Whole talks: what is asked, how it is read, and what is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.conversation.conversation import LONGEST_MEMORY, Conversation, turn_of
from qa_bot.conversation.state import Turn
from qa_bot.errors import QuestionError
from qa_bot.values import Answer, Group, Query, Reply, Sentence, Source, Within

LIBRARY = {
    "Who designed the lighthouse?": ("Ada Bell", "Ada Bell designed the lighthouse.", "A light for the bay"),
    "When was Ada Bell born?": ("1821", "Ada Bell was born in 1821.", "Ada Bell"),
    "Where was Ada Bell born?": ("Whitby", "Ada Bell was born in Whitby.", "Ada Bell"),
    "Where did Ada Bell study?": ("Leeds", "Bell studied in Leeds.", "Ada Bell"),
    "How tall is the lighthouse?": ("31 metres", "The lighthouse is 31 metres tall.", "A light for the bay"),
    "Which towns see it?": ("Whitby", "Whitby and Staithes see the light.", "A light for the bay"),
}


def answer_of(text: str, sentence: str = "", title: str = "A light for the bay") -> Answer:
    whole = sentence or text
    source = Source(id="light", title=title)
    return Answer(text, 0, len(text), "entity", None, Sentence(whole, 0, len(whole)), source, 0.9)


class Library:
    """Answers from LIBRARY and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, query: Query) -> Reply:
        question = query.text
        self.asked.append(question)
        if not question.strip():
            raise QuestionError("Please ask a question.")
        found = LIBRARY.get(question)
        if found is None:
            return Reply(question, missing=("words",))
        return Reply(question, answer_of(*found), (answer_of("Staithes"),), unsure=True)


TRANSCRIPTS = [
    (
        ("Who designed the lighthouse?", None, "Ada Bell"),
        ("When was she born?", "When was Ada Bell born?", "1821"),
        ("Where?", "Where was Ada Bell born?", "Whitby"),
        ("Where did she study?", "Where did Ada Bell study?", "Leeds"),
        ("How tall is the lighthouse?", None, "31 metres"),
    ),
    (
        ("How tall is the lighthouse?", None, "31 metres"),
        ("Who designed it?", "Who designed the lighthouse?", "Ada Bell"),
    ),
    (
        ("How old is the lighthouse?", None, None),
        ("And how tall is it?", "And how tall is the lighthouse?", None),
        ("Who designed it?", "Who designed the lighthouse?", "Ada Bell"),
    ),
    (
        ("Which towns see it?", None, "Whitby"),
        ("How big is the second one?", "How big is Staithes?", None),
    ),
    (("it?", None, None), ("Why?", None, None), ("why?", None, None)),
    (("Why?", None, None),),
    (("And in 2016?", None, None),),
]


@pytest.mark.parametrize("transcript", TRANSCRIPTS)
def test_a_talk_is_read_turn_by_turn(transcript: tuple[tuple[str, str | None, str | None], ...]) -> None:
    library = Library()
    talk = Conversation(library.ask)
    for question, read_as, answer in transcript:
        reply = talk.ask(question)
        assert (reply.question, reply.read_as) == (question, read_as)
        assert (reply.answer and reply.answer.text) == answer
        assert library.asked[-1] == (read_as or question)


def test_forgetting_begins_anew() -> None:
    talk = Conversation(Library().ask)
    talk.ask("Who designed the lighthouse?")
    talk.forget()
    assert talk.replies == []
    assert talk.ask("When was she born?").read_as is None


def test_talks_do_not_share_what_they_remember() -> None:
    library = Library()
    first, second = Conversation(library.ask), Conversation(library.ask)
    first.ask("Who designed the lighthouse?")
    assert second.ask("When was she born?").read_as is None


def test_memory_is_bounded() -> None:
    talk = Conversation(Library().ask)
    for number in range(LONGEST_MEMORY + 5):
        talk.ask(f"What is chapter {number}?")
    assert [reply.question for reply in talk.replies][:: LONGEST_MEMORY - 1] == [
        "What is chapter 5?",
        f"What is chapter {LONGEST_MEMORY + 4}?",
    ]


def test_a_question_that_cannot_be_asked_is_not_remembered() -> None:
    talk = Conversation(Library().ask)
    talk.ask("Who designed the lighthouse?")
    with pytest.raises(QuestionError):
        talk.ask(" ")
    assert talk.ask("When was she born?").read_as == "When was Ada Bell born?"


def test_a_spelling_is_kept_beside_the_completion() -> None:
    def ask(query: Query) -> Reply:
        return replace(Library().ask(query), read_as=query.text.replace("borne", "born"))

    talk = Conversation(ask)
    talk.ask("Who designed the lighthouse?")
    reply = talk.ask("When was she borne?")
    assert (reply.question, reply.read_as) == ("When was she borne?", "When was Ada Bell born?")


def test_a_turn_keeps_the_question_as_it_was_read() -> None:
    reply = replace(
        Library().ask(Query("When was Ada Bell born?")), question="When?", read_as="When was Ada Bell born?"
    )
    place = Within("light", 0, len("Ada Bell was born in 1821."))
    assert turn_of(reply) == Turn(
        "When was Ada Bell born?", "1821", "Ada Bell was born in 1821.", "Ada Bell", ("Staithes",), place
    )
    assert turn_of(Reply("Why?")) == Turn("Why?")


def test_a_turn_keeps_what_was_shown_first() -> None:
    older = Library().ask(Query("When was Ada Bell born?")).answer
    assert older is not None
    newer = replace(older, text="1822", source=older.source._replace(title="Bell"))
    groups = (Group("1822", ((newer,),), "later article"), Group("1821", ((older,),)))
    turn = turn_of(Reply("When was she born?", newer, (older,), groups=groups))
    assert (turn.answer, turn.title, turn.items) == ("1822", "Bell", ("1822", "1821"))


@pytest.mark.parametrize("said", ["no", "Thanks!", "ok, thank you", "Yes."])
def test_a_courtesy_is_completed_to_nothing(said: str) -> None:
    talk = Conversation(Library().ask)
    talk.ask("When was Ada Bell born?")
    assert talk.ask(said).read_as is None


@pytest.mark.parametrize(
    "said", ["Thanks!", "thank you very much", "How are you?", "help", "more", "What articles do you have?"]
)
def test_small_talk_is_told_nothing_and_not_remembered(said: str) -> None:
    talk = QABot.from_texts(
        {"a": "Thanks to help from more members, the articles were yours."}
    ).conversation()
    talk.ask("Who helped?")
    reply = talk.ask(said)
    assert (reply.kind, reply.shown, reply.missing) == ("silence", (), ())
    assert [one.question for one in talk.replies] == ["Who helped?"]


@pytest.mark.parametrize("asked", ["any more?", "and that?", "What helped?", "Is help free?", "so?"])
def test_what_asks_something_is_no_small_talk(asked: str) -> None:
    talk = Conversation(Library().ask)
    talk.ask("When was Ada Bell born?")
    assert talk.ask(asked) is talk.replies[-1]


def test_what_was_known_besides_is_no_part_of_the_question() -> None:
    assert turn_of(Reply("else?", read_as="Besides Ada Bell, who drew it?")).question == "who drew it?"


def test_an_answer_that_was_not_shown_is_not_remembered() -> None:
    assert turn_of(replace(Library().ask(Query("Which towns see it?")), unsure=False)).items == ()


@pytest.mark.parametrize("question", ["why?", "it?", "and her?", "the second one"])
def test_the_same_follow_up_over_and_over_grows_no_question(question: str) -> None:
    talk = Conversation(Library().ask)
    talk.ask("When was Ada Bell born?")
    asked = [talk.ask(question).read_as for _ in range(20)]
    assert len({*asked[1:]}) == 1


@given(
    st.lists(
        st.sampled_from([*LIBRARY, "why?", "and she?", "the second one", "any others?", "\x00", "他是谁"])
    )
)
def test_any_talk_goes_on(questions: list[str]) -> None:
    talk = Conversation(Library().ask)
    for question in questions:
        reply = talk.ask(question)
        assert reply.question == question
        assert reply.read_as != question
    assert len(talk.replies) == min(len(questions), LONGEST_MEMORY)
