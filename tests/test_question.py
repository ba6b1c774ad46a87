"""How questions are read: form, asked noun, type, terms, names and numbers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answer_types import ANSWER_TYPES
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.tokens import stem
from qa_bot.questions.reading import read_question

FORMS = [
    ("Who is the chairman of the committee?", "who-be", "chairman"),
    ("Who was Florence Nightingale?", "who-be", ""),
    ("Who did the union elect?", "who-aux", ""),
    ("Whom did they elect?", "who-aux", ""),
    ("Who wrote the letter?", "who-v", ""),
    ("When did the strike begin?", "when-aux", ""),
    ("When was it signed?", "when-be", ""),
    ("Where do hedgehogs sleep?", "where-aux", ""),
    ("Why are doctors angry?", "why-be", ""),
    ("How come they left?", "why-v", ""),
    ("What is the capital of Peru?", "wh-be", "capital"),
    ("What is the name of the author of the report?", "wh-be", "author"),
    ("What is Beyonce's wife's profession?", "wh-be", "profession"),
    ("What type of music do they play?", "wh-np-kind-aux", "music"),
    ("What did Edison invent?", "wh-aux", ""),
    ("What happened next?", "wh-verb", ""),
    ("What damaged the bridge?", "wh-verb", ""),
    ("What armed forces fought there?", "wh-np-v", "forces"),
    ("What company did Jobs found?", "wh-np-aux", "company"),
    ("What company's logo is an apple?", "wh-np-v", "company"),
    ("Which film was shot in Leeds?", "wh-np-be", "film"),
    ("Which team won the cup?", "wh-np-v", "team"),
    ("What city in France did he visit?", "wh-np-aux", "city"),
    ("What Canadian province borders Alaska?", "wh-np-v", "province"),
    ("In what year did Tesla die?", "wh-np-aux", "year"),
    ("Tesla moved to Prague in what year?", "wh-np-0-fin", "year"),
    ("The statue is made of what?", "wh-verb-fin", ""),
    ("The talks lasted for how long?", "how-long-fin", ""),
    ("How many junior doctors are there?", "how-many", "doctors"),
    ("How much did it cost?", "how-much", ""),
    ("How old is the queen?", "how-old", ""),
    ("How tall is the tower?", "how-o", ""),
    ("How did they escape?", "how-did", ""),
    ("Did they escape?", "yes-no", ""),
    ("Isn't it over?", "yes-no", ""),
    ("Name the rivers of Wales.", "wh-be", "rivers"),
    ("List three painters", "wh-be", "painters"),
    ("mpu chairman?", "terse", "chairman"),
    ("population of Leeds", "terse", "population"),
    ("72-hour walkout start date", "terse", "date"),
    ("", "terse", ""),
]

TYPES = [
    ("When the war ended, who became king?", "person"),
    ("When rain falls in bursts what is it called?", "term"),
    ("Can you tell me when the strike starts?", "date"),
    ("Do you know who chairs the committee?", "person"),
    ("Tell me who chairs the committee", "person"),
    ("Explain why they left", "reason"),
    ("The man who led the march was born in what city?", "city"),
    ("whats the population of leeds", "count"),
    ("WHO CHAIRS THE COMMITTEE?", "person"),
    ("who's the leader of the party?", "person"),
    ("How much of the island is ice?", "percent"),
    ("How much water does a camel drink?", "measure"),
    ("How long is the bridge?", "measure"),
    ("How long was the hundred years war?", "duration"),
    ("What percentage of members voted?", "percent"),
    ("Which trade unionist spoke first?", "person"),
    ("What number of people came?", "count"),
    ("What is the number of doctors in England?", "count"),
    ("What computer did Babbage design?", "thing"),
    ("strike reason", "reason"),
    ("?", "thing"),
    ("the the the", "thing"),
]


@pytest.mark.parametrize(("text", "form", "head"), FORMS)
def test_form_and_head(text: str, form: str, head: str) -> None:
    question = read_question(text)
    assert (question.form.name, question.focus) == (form, stem(head))


@pytest.mark.parametrize(("text", "name"), TYPES)
def test_type(text: str, name: str) -> None:
    assert read_question(text).type == name


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Who chairs the committee that chairs the union?", ("chair", "committe", "union")),
        ("Who was the first to leave before the vote?", ("1st", "leav", "befor", "vote")),
        ("Who is it?", ()),
        ("What does the US want?", ("us", "want")),
        ("What do they want from us?", ("want",)),
        ("Who spoke in May?", ("speak", "may")),
        ("Who may speak?", ("speak",)),
        ("How many of the 37,000 voted?", ("37000", "vote")),
        ("Didn't the doctors go?", ("doctor", "go")),
        ("Isn’t it safe?", ("safe",)),
        ("Name the rivers of Wales", ("river", "wale")),
        ("name of the rose", ("name", "rise")),
    ],
)
def test_terms(text: str, terms: tuple[str, ...]) -> None:
    assert read_question(text).terms == terms


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("When did Nikola Tesla move to Prague?", {"nikola", "tesla", "pragu"}),
        ("Tesla moved to Prague in what year?", {"tesla", "pragu"}),
        ("WHEN DID TESLA MOVE TO PRAGUE?", set()),
        ("When Did Tesla Move To Prague?", set()),
        ("Name the wife of Tesla.", {"tesla"}),
        ("who was the chairman?", set()),
        ("Didn't Tesla leave?", {"tesla"}),
        ("Who leads the WHO?", {"who"}),
    ],
)
def test_names(text: str, names: set[str]) -> None:
    assert read_question(text).names == names


def test_numbers_are_stems_that_begin_with_a_digit() -> None:
    assert read_question("Did 37,000 vote in the second ballot of 2016?").numbers == {"37000", "2nd", "2016"}


TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            [
                "who",
                "what",
                "is",
                "the",
                "of",
                "name",
                "kind",
                "'s",
                "how",
                "much",
                "?",
                ",",
                "Tesla",
                "-",
                "when",
                "me",
            ]
        ),
        max_size=14,
    ).map(" ".join),
)


@given(TEXTS)
def test_any_text_can_be_read(text: str) -> None:
    question = read_question(text)
    assert question.text == text
    assert question.type in ANSWER_TYPES.by_name
    assert len(set(question.terms)) == len(question.terms)
    assert question.names <= {token.stem for token in question.tokens}
    assert not question.names & set(question.terms) or question.names <= set(question.terms) | FUNCTION_WORDS
    assert all(text[token.start : token.end] == token.text for token in question.tokens)


@given(TEXTS)
def test_surrounding_space_says_nothing(text: str) -> None:
    plain, spaced = read_question(text.strip()), read_question(f"  {text.strip()}\n")
    assert (plain.form, plain.focus, plain.type, plain.terms) == (
        spaced.form,
        spaced.focus,
        spaced.type,
        spaced.terms,
    )


def test_reading_is_quick() -> None:
    """A tenth of what a question may take goes into reading it, with much to spare."""
    text = "In what year did the doctors of the British Medical Association first walk out over weekend pay?"
    read_question(text)
    start = time.process_time()
    for _ in range(100):
        read_question(text)
    assert time.process_time() - start < 0.5
