"""A word written as one, as two or with a hyphen meets its other spellings, whichever side writes which."""

from __future__ import annotations

import pytest

from qa_bot.bot import QABot
from qa_bot.language.tokens import stem, tokens
from qa_bot.questions.abbreviations import compounds

OFFICE = (
    "The doctors will walk out on Monday in spite of the rain. Send an e-mail to the desk before noon. "
    "The sign-off is done by Ann Roe. A day off is granted in the spring. The shop is shut at noon."
)
JOINED = (
    "The walkout begins on Monday in spite of the rain. Send an email to the desk before noon. "
    "The signoff is done by Ann Roe. A holiday is granted in the spring. The shop is shut at noon."
)

MET = [
    (OFFICE, "When is the walkout?", "The doctors will walk out"),
    (OFFICE, "Where do I send an email?", "Send an e-mail"),
    (OFFICE, "Where do I send an e mail?", "Send an e-mail"),
    (OFFICE, "Who does the signoff?", "The sign-off"),
    (OFFICE, "Who does the sign off?", "The sign-off"),
    (JOINED, "When do they walk out?", "The walkout"),
    (JOINED, "When is the walk-out?", "The walkout"),
    (JOINED, "Where do I send an e-mail?", "Send an email"),
    (JOINED, "Where do I send an e mail?", "Send an email"),
    (JOINED, "Who does the sign-off?", "The signoff"),
    (JOINED, "Who signed off?", "The signoff"),
]


@pytest.mark.parametrize(("text", "question", "beginning"), MET)
def test_a_compound_is_met_however_it_is_written(text: str, question: str, beginning: str) -> None:
    first = QABot.from_texts({"a": text}).ask(question).evidence[0]
    assert first.sentence.text.startswith(beginning)


SMALL = [
    ("The sign-off is done by Ann Roe.", "Who does the signoff?", "Ann Roe"),
    ("The wind farm was built by Hay Ltd.", "Who built the windfarm?", "Hay Ltd"),
    ("The health care bill passed in 1990.", "When did the healthcare bill pass?", "1990"),
    ("The co-operative is run by Ann Roe.", "Who runs the cooperative?", "Ann Roe"),
    ("The on-line shop sells milk.", "What does the online shop sell?", "milk"),
    ("The life-boat is kept at Hull.", "Where is the lifeboat kept?", "Hull"),
    ("The car park is run by Ann Roe.", "Who runs the carpark?", "Ann Roe"),
    ("The foot bridges were closed in 1990.", "When were the footbridges closed?", "1990"),
    ("The X-ray was taken by Ann Roe.", "Who took the xray?", "Ann Roe"),
    ("The bookshops sell maps.", "What do the book shops sell?", "maps"),
]


@pytest.mark.parametrize(("text", "question", "words"), SMALL)
def test_a_compound_is_found_where_nothing_else_stands(text: str, question: str, words: str) -> None:
    answer = QABot.from_texts({"a": text}).ask(question).answer
    assert answer is not None
    assert words in answer.text


def test_two_small_words_are_no_short_word() -> None:
    assert QABot.from_texts({"a": "There is a way to the mill."}).corpus.written_apart("away") == ""


@pytest.mark.parametrize(("text", "question", "beginning"), MET)
def test_and_it_is_not_called_missing(text: str, question: str, beginning: str) -> None:
    assert QABot.from_texts({"a": text}).ask(question).missing == ()


APART = [
    ("walkout", "walk"),
    ("email", "e"),
    ("signoff", "sign"),
    ("dayoff", "day"),
    ("Walkout", "walk"),
    ("desk", ""),
    ("shopshut", ""),
    ("rainspring", ""),
    ("thesign", "sign"),
    ("zeppelin", ""),
    ("2023", ""),
    ("", ""),
    ("day", ""),
]


@pytest.mark.parametrize(("word", "rarer"), APART)
def test_of_a_word_written_as_two_the_rarer_is_taken_or_the_first(word: str, rarer: str) -> None:
    corpus = QABot.from_texts({"a": OFFICE}).corpus
    assert corpus.written_apart(word.lower()) == rarer
    expected = ((stem(word.lower()), (stem(rarer),)),) if rarer else ()
    assert compounds(tokens(word), corpus.written_apart, lambda term: False) == expected


def test_a_word_that_the_articles_know_is_not_taken_apart() -> None:
    assert QABot.from_texts({"a": OFFICE, "b": JOINED}).corpus.written_apart("walkout") == ""


def test_two_words_far_from_each_other_make_no_compound() -> None:
    text = "They walk to the mill. He went out. The walk was long and out of season."
    assert QABot.from_texts({"a": text}).corpus.written_apart("walkout") == ""


TOGETHER = [
    ("When do they walk out?", "walkout", {"walk", "out"}),
    ("Who turned out?", "turnout", {"turn", "out"}),
    ("Who signed off?", "signoff", {"sign", "off"}),
    ("When do they walk home?", "walkout", set()),
    ("Out they walk", "walkout", set()),
]


@pytest.mark.parametrize(("question", "whole", "parts"), TOGETHER)
def test_two_neighbouring_words_meet_the_one_they_make(question: str, whole: str, parts: set[str]) -> None:
    found = compounds(tokens(question), lambda word: "", lambda term: term == stem(whole))
    assert {term for one in found for term in one.long} == parts


def test_a_corpus_knows_the_words_of_its_sentences_headings_and_titles() -> None:
    corpus = QABot.from_texts({"a": "# Ferries\n\nThe fares rose.\n\n## Luggage\n\nIt is free."}).corpus
    assert all(corpus.knows(stem(word)) for word in ("fares", "luggage", "ferries", "ferry"))
    assert not corpus.knows(stem("dogs"))
