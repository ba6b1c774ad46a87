"""Which words meet a question's word, and how well."""

from __future__ import annotations

import pytest
import stem_words
from fitting import WEIGHTS
from hypothesis import given
from hypothesis import strategies as st

from qa_bot import QABot
from qa_bot.answering.matching.terms import SYNONYM, by_first_letter, one_edit, reworded, variants
from qa_bot.answering.weights import row
from qa_bot.language.tokens import stem, tokens

MET = [
    ("strikes", "strike", "same word"),
    ("organise", "organization", "same word"),
    ("struck", "striking", "same word"),
    ("suing", "sued", "same word"),
    ("dye", "dyeing", "same word"),
    ("free", "freed", "same word"),
    ("tread", "trod", "same word"),
    ("lie", "lay", "another form"),
    ("leave", "leaves", "another form"),
    ("ground", "grinding", "another form"),
    ("37,000", "37000", "same word"),
    ("seven", "7", "same word"),
    ("negotiate", "negotiator", "same word"),
    ("imposed", "imposition", "same family"),
    ("France", "French", "country and people"),
    ("begin", "start", "synonym"),
    ("resign", "quit", "synonym"),
    ("secretary", "secretery", "one letter off"),
]
APART = [("nurse", "purse"), ("doctor", "nurse"), ("ballot", "strike"), ("union", "government"), ("13", "14")]


REWORDED = [
    ("Who stepped down?", {"step", "down"}, "resigned"),
    ("Who took over from him?", {"take", "over"}, "succeeded"),
    ("Why did they turn the offer down?", {"turn", "down"}, "rejected"),
    ("Who came up with the plan?", {"come", "up", "with"}, "proposed"),
    ("What did the law bring in?", {"bring", "in"}, "imposed"),
    ("Where did the fair take place?", {"take", "place"}, "held"),
]
NOT_REWORDED = [
    ("Who stepped onto the stage?", "resigned"),
    ("Who went down a step?", "resigned"),
    ("What was turned, down by the river?", "rejected"),
    ("Who turned the big red wheel down?", "rejected"),
    ("Who took first place?", "held"),
    ("What did she bring him in the morning?", "imposed"),
    ("Who put up with the noise?", "raised"),
    ("Who turned, up?", "arrived"),
    ("Step", "resigned"),
    ("", "resigned"),
]


@pytest.mark.parametrize(("question", "both", "single"), REWORDED)
def test_a_verb_and_its_particle_are_met_by_a_single_word(question: str, both: set[str], single: str) -> None:
    pairs = reworded(tokens(question))
    assert {term for term, met in pairs.items() if met.get(stem(single)) == SYNONYM} == both


@pytest.mark.parametrize(("question", "single"), NOT_REWORDED)
def test_words_that_make_no_phrase_keep_their_sense(question: str, single: str) -> None:
    assert not [term for term, met in reworded(tokens(question)).items() if stem(single) in met]


def test_the_stems_looked_up_are_those_of_the_words_written() -> None:
    for name, made in (
        ("stand_ins", stem_words.word_rows()),
        ("stand_ins_of_phrases", stem_words.phrase_rows()),
    ):
        written = (WEIGHTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        assert written[1:] == list(made), f"{name}.tsv: run scripts/stem_words.py"
        assert row(name, "no such stem") == []
        for line in written[1:]:
            key, *cells = line.split("\t")
            assert row(name, key) == cells


def test_the_longest_phrase_counts() -> None:
    assert set(reworded(tokens("put up with"))["put"]) == {stem(word) for word in ("tolerate", "endure")}


def test_every_phrase_of_the_table_is_read_whatever_the_case() -> None:
    for phrase, words in stem_words.phrases().items():
        verb, _, rest = phrase.partition(" ")
        pairs = reworded(tokens(f"{verb} {rest.upper()}"))
        assert {stem(word) for word in words} == set(pairs[stem(verb)]), phrase
        assert not set(map(stem, words)) & set(map(stem, phrase.split())), phrase


def test_a_sentence_with_the_single_word_meets_the_verb_and_the_particle() -> None:
    text = "The mayor spoke of the town hall. The mayor resigned on Monday because of a quarrel. It rained."
    reply = QABot.from_texts({"town": text}).ask("Why did the mayor step down?")
    assert reply.evidence[0].sentence.text.startswith("The mayor resigned")
    assert reply.evidence[0].unmet == ()


@pytest.mark.parametrize(("asked", "met", "rule"), MET)
def test_a_word_is_met_by_its_relatives(asked: str, met: str, rule: str) -> None:
    found = {variant.stem: variant.rule for variant in variants(stem(asked), by_first_letter([stem(met)]))}
    assert found.get(stem(met)) == rule


@pytest.mark.parametrize(("asked", "other"), APART)
def test_a_word_is_not_met_by_a_stranger(asked: str, other: str) -> None:
    found = {variant.stem for variant in variants(stem(asked), by_first_letter([stem(other)]))}
    assert stem(other) not in found


def test_the_same_word_is_the_best_variant() -> None:
    stems = by_first_letter(["strike", "striker", "stoppag"])
    assert variants("strike", stems)[0] == ("strike", 1.0, "same word")


def test_what_the_articles_define_meets_a_word() -> None:
    assert ("mpu", 1.0, "short form") in variants("practition", {}, {"mpu": 1.0})


@given(st.text("abcd", min_size=1, max_size=6), st.text("abcd", min_size=1, max_size=6))
def test_one_edit_works_both_ways(one: str, other: str) -> None:
    assert one_edit(one, other) == one_edit(other, one)


@given(st.text("abc", min_size=2, max_size=6), st.integers(0, 5), st.sampled_from("xyz"))
def test_one_letter_more_or_other_is_one_edit(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    assert one_edit(word, word[:at] + letter + word[at:])
    assert one_edit(word, word[:at] + letter + word[at + 1 :])
