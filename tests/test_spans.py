from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.answer_types import ANSWER_TYPES
from qa_bot.answering.extraction.annotation import LONGEST_TO_MARK, annotate, features_of, spans
from qa_bot.answering.extraction.spans import KEPT, SHOWN, SpanCandidate, SpanModel, choose, gate
from qa_bot.answering.extraction.token_classes import GROUPS, token_class
from qa_bot.answering.weights import parse_weights
from qa_bot.language.lexicon.function_words import SPAN_PREPOSITIONS
from qa_bot.language.tokens import tokens
from qa_bot.questions.reading import read_question

MODEL = SpanModel.default()
WEIGHTS_TEXT = files("qa_bot.answering.weights").joinpath("spans.tsv").read_text(encoding="utf-8")
QUESTIONS = [
    "What year did Ada Lovelace die?",
    "Who wrote the notes?",
    "How many ships sank off the coast?",
    "In what city was the treaty signed?",
    "Why did the mill close?",
    "What is the river called?",
    "",
]


def chosen(question: str, sentence: str) -> str:
    one = choose(MODEL.rank(read_question(question), sentence), sentence)
    return sentence[one.start : one.end]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("What year did the mill close?", "The mill was closed in 1973 after a fire.", "1973"),
        ("When was the bridge opened?", "The bridge was opened on 4 May 1932 by the mayor.", "4 May 1932"),
        ("Who wrote the novel?", "The novel was written by Iris Calloway in 1951.", "Iris Calloway"),
        ("How many ships sank?", "In the storm 17 ships sank near the harbour.", "17"),
        (
            "What percentage of the voters chose the blue card?",
            "About 62% of the voters chose the blue card.",
            "62%",
        ),
        ("Where was the treaty signed?", "The treaty was signed in Utrecht by both kings.", "Utrecht"),
        ("In what city was Mr Poole born?", "Mr Poole was born in Leicester in 1888.", "Leicester"),
        (
            "What is the local dance called?",
            'The local dance is called "harvest reel" by everyone.',
            "harvest reel",
        ),
        ("How much did the tower cost?", "The tower cost $4.5 million to build.", "$4.5 million"),
    ],
)
def test_the_words_that_answer(question: str, sentence: str, answer: str) -> None:
    assert chosen(question, sentence) == answer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1973", "four digits"),
        ("37,000", "digits"),
        ("1990s", "decade"),
        ("2nd", "ordinal"),
        ("third", "ordinal"),
        ("seven", "number word"),
        ("May", "month"),
        ("may", "auxiliary"),
        ("US", "all capitals"),
        ("us", "pronoun"),
        ("Paris", "capitalised"),
        ("of", "of"),
        ("walked", "-ed"),
        ("’s", "'s"),
        ("“", '"'),
        ("red", "word"),
    ],
)
def test_class_of_a_token(text: str, name: str) -> None:
    assert token_class(text) == name


def test_no_word_stands_in_two_groups() -> None:
    words = [*SPAN_PREPOSITIONS, *(word for group in GROUPS.values() for word in group)]
    assert len(words) == len(set(words))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(QUESTIONS), st.text(max_size=200))
def test_any_text_gives_spans_on_token_edges(question: str, text: str) -> None:
    check_candidates(question, text)


COMMON = "the of in mill 1973 May , . ( ) “ ” Ada Lovelace ships sank seven 's - year US by $ 4.5 % and die"
WORDS = st.sampled_from(COMMON.split())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(QUESTIONS), st.lists(WORDS, max_size=60).map(" ".join))
def test_sentences_give_spans_on_token_edges(question: str, text: str) -> None:
    check_candidates(question, text)


def check_candidates(question: str, text: str) -> None:
    asked, words = read_question(question), tokens(text)
    ranked = MODEL.rank(asked, text)
    starts, ends = {word.start for word in words}, {word.end for word in words}
    assert len(ranked) <= SHOWN
    assert all(one.start in starts and one.end in ends and one.start < one.end for one in ranked)
    assert [one.probability for one in ranked] == sorted((one.probability for one in ranked), reverse=True)
    assert len({one[:2] for one in ranked}) == len(ranked)
    assert sum(one.probability for one in ranked) <= 1 + 1e-9
    assert ranked == MODEL.rank(asked, text)
    if ranked:
        assert choose(ranked, text) in ranked


def test_no_answer_begins_or_ends_with_a_small_word() -> None:
    text = "The mill of the town was closed and the well-known owner, who left, is in a new house."
    words, sentence = tokens(text), annotate(features_of(read_question("Who left the mill?")), text)
    pairs = [(first, last) for first, lasts in spans(sentence) for last in lasts]
    assert pairs
    assert not {words[first].text for first, _ in pairs} & {
        "The",
        "the",
        "was",
        "and",
        "who",
        "a",
        ",",
        "known",
    }
    assert not {words[last].text for _, last in pairs} & {
        "The",
        "of",
        "was",
        "and",
        "who",
        "in",
        "a",
        ",",
        ".",
    }


def test_work_grows_no_faster_than_the_sentence() -> None:
    asked = features_of(read_question("What did Ada Lovelace write in 1843?"))
    sizes = []
    for repeats in (50, 100, 200):
        text = "Ada wrote long notes, seven of them, about engines in 1843, " * repeats
        sentence = annotate(asked, text)
        sizes.append(sum(len(lasts) for _, lasts in spans(sentence)))
        assert len(gate({}, sentence)) == KEPT
    assert sizes[1] <= 2.1 * sizes[0]
    assert sizes[2] <= 2.1 * sizes[1]


def test_spans_have_a_longest() -> None:
    sentence = annotate(features_of(read_question("Who?")), "word " * 100)
    longest = max(last - first + 1 for first, lasts in spans(sentence) for last in lasts)
    assert longest == LONGEST_TO_MARK


def test_a_bracket_that_closes_right_after_is_closed() -> None:
    sentence = "It is the Western Office (WO) today."
    model = SpanModel({"first: capitalised": 2.0, "last: all capitals": 3.0, "length: 4": 5.0})
    best = model.rank(read_question("What is it?"), sentence)[0]
    assert sentence[best.start : best.end] == "Western Office (WO)"


def test_reasons_are_the_largest_weights_that_hold() -> None:
    asked = read_question("What year did she die?")
    text = "She died in 1852 in London."
    reasons = MODEL.reasons(asked, text, MODEL.rank(asked, text)[0])
    weights = MODEL.weights_for(asked)
    sizes = [abs(weight) for _, weight in reasons]
    assert reasons
    assert all(weights[name] == weight for name, weight in reasons)
    assert sizes == sorted(sizes, reverse=True)
    assert "first: four digits" in dict(reasons)


def test_a_weight_bound_to_a_type_or_form_holds_there_only() -> None:
    year, who = read_question("What year did she die?"), read_question("Who died?")
    model = SpanModel(
        {"first: word": 1.0, "first: word | type year": 2.0, f"first: word | form {year.form.name}": 4.0}
    )
    assert model.weights_for(year) == {"first: word": 7.0}
    assert model.weights_for(who) == {"first: word": 1.0}


def test_choice_prefers_words_shared_with_other_probable_spans() -> None:
    text = "red green blue white"
    candidates = [
        SpanCandidate(15, 20, 0.34, 3.0, 3, 3),
        SpanCandidate(0, 9, 0.33, 2.9, 0, 1),
        SpanCandidate(0, 14, 0.33, 2.9, 0, 2),
    ]
    assert choose(candidates, text).start == 0
    with pytest.raises(ValueError, match="empty"):
        choose([], text)


def test_the_weights_file_is_readable() -> None:
    weights = parse_weights(WEIGHTS_TEXT)
    assert 1_000 <= len(weights) <= 3_000
    assert all(weight and abs(weight) < 10 for weight in weights.values())
    lines = [line for line in WEIGHTS_TEXT.splitlines() if not line.startswith("#")]
    assert len(lines) == len(weights)
    sizes = [abs(float(line.split("\t")[0])) for line in lines]
    assert sizes == sorted(sizes, reverse=True)


def test_weights_are_bound_to_answer_types_that_exist() -> None:
    bound = set(re.findall(r"^[^#].* \| type (.+)$", WEIGHTS_TEXT, re.MULTILINE))
    assert bound
    assert bound <= set(ANSWER_TYPES.by_name)


@pytest.mark.parametrize("line", ["0.5\tfeature", "+0.5 feature", "feature", "", "+x\tfeature", "+0.5\t"])
def test_a_line_that_is_no_weight_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: not"):
        parse_weights(f"# header\n{line}\n+1.00\tfirst: word\n")


ROOT = Path(__file__).parents[1]


def known_paragraph(year: int) -> dict[str, object]:
    sentence = f"The old mill by the river was closed in {year} by the council."
    answer = {"text": str(year), "answer_start": sentence.index(str(year))}
    return {"context": sentence, "qas": [{"question": "What year was the mill closed?", "answers": [answer]}]}


def test_fitting_learns_and_gives_the_same_bytes_again(tmp_path: Path) -> None:
    known, first, second = (tmp_path / name for name in ("known.json", "first.tsv", "second.tsv"))
    articles = [{"paragraphs": [known_paragraph(year) for year in range(1900, 1960)]}]
    known.write_text(json.dumps({"data": articles}), encoding="utf-8")
    script = str(ROOT / "scripts" / "fit_span_weights.py")
    for out in (first, second):
        fit = [sys.executable, script, "--keep", "40", "--out", str(out), str(known)]
        subprocess.run(fit, check=True, env={"PYTHONPATH": str(ROOT)})
    assert first.read_bytes() == second.read_bytes()
    text = "The church was opened in 1744 by the king."
    model = SpanModel(parse_weights(first.read_text(encoding="utf-8")))
    best = model.rank(read_question("What year was the church opened?"), text)[0]
    assert text[best.start : best.end] == "1744"
