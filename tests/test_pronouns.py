from __future__ import annotations

from itertools import pairwise

import pytest

from qa_bot.language.discourse.pronouns import stands_for
from qa_bot.language.sentences import sentences

RIGHT = [
    ("Danny Mortimer leads the trust.", "He said it was late.", "Danny Mortimer"),
    ("Mr Mortimer was late.", "But in 2016 he left.", "Mr Mortimer"),
    ("Alice Bell, the mayor, drew the plans.", "She was 31.", "Alice Bell"),
    ("Alice Bell drew the plans.\n\nIn the spring Bell fell ill.", "She got well.", "Alice Bell"),
    ("Alice Bell met John Reed.", "He was 31.", "John Reed"),
    ("Alice Bell came. She sat.", "She sang.", "Alice Bell"),
    ("The BMA had planned a strike.", "It postponed the strike.", "The BMA"),
]
UNSURE = [
    ("John Reed met Paul Hunt.", "He was 31."),
    ("Alice Bell drew the plans.", "He was 31."),
    ("Alice Bell drew the plans. The engineer built them.", "She was 31."),
    ("The plans were drawn by her sister.", "She was 31."),
    ("He had praised Paul Hunt.", "He was 31."),
    ("John Reed's house burnt.", "He was 31."),
    ("Buckingham Palace was built.", "He was 31."),
    ("The BMA released a film.", "It sold well."),
    ("The BMA met NHS Employers.", "It postponed the strike."),
    ("The film was long.", "It postponed the strike."),
    ("Alice Bell drew the plans.", "Her plans were good."),
    ("Alice Bell drew the plans.", "With Joan Reed she left."),
    ("", "He was 31."),
]


def _read(before: str, sentence: str) -> tuple[str, str] | None:
    text = f"{before} {sentence}"
    edges = [0, *(at + 2 for at in range(len(text)) if text.startswith("\n\n", at)), len(text) + 2]
    paragraphs = [list(sentences(text, start, end - 2)) for start, end in pairwise(edges)]
    found = stands_for(text, paragraphs, len(before) + 1)
    return (text[found.start : found.end].lower(), found.name) if found else None


@pytest.mark.parametrize(("before", "sentence", "name"), RIGHT)
def test_a_pronoun_stands_for_the_one_who_can_be_meant(before: str, sentence: str, name: str) -> None:
    pronoun = next(word for word in sentence.lower().split() if word in ("he", "she", "it"))
    assert _read(before, sentence) == (pronoun, name)


@pytest.mark.parametrize(("before", "sentence"), UNSURE)
def test_in_doubt_it_stands_for_nobody(before: str, sentence: str) -> None:
    assert _read(before, sentence) is None
