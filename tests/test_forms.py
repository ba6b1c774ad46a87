from __future__ import annotations

import json

import pytest

from qa_bot.answering.composition.context import begins_with_pronoun
from qa_bot.answering.decision import NOT_SAID
from qa_bot.bot import QABot
from qa_bot.values import Reply, Sentence

NEWS = """The bridge at Osby

Ada Bell, the mayor, said the bridge would open in May. It had cost £3 million, she added.

John Reed built the bridge. He was born in Hull. The contract is with Osby Steel.

“The bridge was closed in 1998. The river had moved. We lost 400 jobs,” said Tom Fry.

The bridge was sold in 1975, the year of the flood. The council claimed the bridge was haunted.
"""


@pytest.fixture(scope="module")
def bot() -> QABot:
    return QABot.from_texts({"bridge": NEWS})


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("When will the bridge at Osby open?", "Ada Bell"),
        ("How much had the bridge cost?", "Ada Bell"),
        ("When was the bridge closed?", "Tom Fry"),
        ("When was the bridge sold?", None),
        ("Who built the bridge?", None),
        ("Who is the mayor?", None),
    ],
)
def test_a_claim_says_whose_it_is(bot: QABot, question: str, speaker: str | None) -> None:
    reply = bot.ask(question)
    assert reply.answer is not None
    assert reply.answer.claim_of == speaker
    assert reply.as_dict()["claim_of"] == speaker


def test_a_pronoun_is_shown_with_what_it_leans_on(bot: QABot) -> None:
    answer = bot.ask("Where was he born?").answer
    assert answer is not None
    assert answer.context is not None
    assert answer.context.text == "John Reed built the bridge."
    assert [one.name for one in answer.stands_for] == ["John Reed"]
    start, end, _ = answer.stands_for[0]
    assert NEWS[start:end] == "He"
    assert NEWS[answer.context.start : answer.context.end] == answer.context.text
    told = answer.as_dict()
    assert told["context"] == answer.context.as_dict()
    assert told["stands_for"] == [{"start": start, "end": end, "name": "John Reed"}]


def test_a_claim_settles_nothing_by_itself(bot: QABot) -> None:
    haunted = bot.ask("Was the bridge haunted?")
    assert haunted.answer is not None
    assert (haunted.verdict, haunted.answer.claim_of) == ("yes", "The council")
    sold = bot.ask("Was the bridge sold in 1975?")
    assert sold.answer is not None
    assert (sold.verdict, sold.answer.claim_of) == ("yes", None)


BY_ROE = "The hall was built by Ann Roe, a carpenter. Sheep are sold there."
IN_1811 = "The hall was built in 1811. Sheep are sold there."
OTHERWISE = [
    ("Was the hall built by Ann Roe?", BY_ROE, "The hall was built by Bo Ray.", None),
    ("Was the hall built by Ann Roe?", BY_ROE, "The hall was never built by Ann Roe.", None),
    ("Was the hall built in 1811?", IN_1811, "The hall was built in 1820 by Bo Ray.", None),
    ("Was the hall built in 1811?", IN_1811, "The roof was mended in 1820.", "yes"),
    ("Was the hall built in 1811?", IN_1811, "The mill was opened by Bo Ray.", "yes"),
]


@pytest.mark.parametrize(("question", "one", "other", "expected"), OTHERWISE)
def test_another_article_takes_a_verdict_back(
    question: str, one: str, other: str, expected: str | None
) -> None:
    assert QABot.from_texts({"a": one}).ask(question).verdict == "yes"
    assert QABot.from_texts({"a": one, "b": other}).ask(question).verdict == expected


def test_the_proof_is_told_in_json(bot: QABot) -> None:
    told = bot.ask("When was the bridge sold?").as_dict()
    why = json.loads(json.dumps(told["why"]))
    winner, second = why["winner"], why["runner_up"]
    assert winner["found"] == ["1975"]
    assert winner["unmet"] == []
    assert second["unmet"] == ["sold"]
    assert winner["reasons"]
    for clue, apart in why["difference"].items():
        assert apart == pytest.approx(winner["points"].get(clue, 0) - second["points"].get(clue, 0), abs=2e-4)
    assert sum(why["difference"].values()) == pytest.approx(winner["total"] - second["total"], abs=2e-3)
    assert why["support"] == told["support"] > 0
    assert (why["vetoes"], told["kind"]) == ([], "answer")


def test_a_reason_against_an_answer_is_told_with_what_is_closest(bot: QABot) -> None:
    reply = bot.ask("What did John Reed say about the bridge?")
    told = reply.as_dict()
    assert (reply.kind, told["kind"]) == ("closest", "closest")
    assert told["why"]["vetoes"] == list(reply.vetoes) == [NOT_SAID]
    first = told["shown"][0]
    assert first["sentence"].items() >= reply.evidence[0].sentence.as_dict().items()
    assert first["source"]["id"] == "bridge"
    assert [NEWS[start:end] for start, end in first["met"]] == ["John", "Reed", "bridge"]
    assert (told["answer"], told["claim_of"], told["context"], told["stands_for"]) == (None, None, None, [])
    assert "nearest" not in told


def test_a_reply_without_evidence_has_an_empty_proof() -> None:
    why = Reply("?").why()
    assert (why["winner"], why["runner_up"], why["difference"]) == (None, None, {})


@pytest.mark.parametrize(
    ("text", "sentence", "before"),
    [
        ("Ada Bell drew the plans.\nShe was 31.", "She was 31.", "Ada Bell drew the plans."),
        ("One came. Two came. They met.", "They met.", "Two came."),
        ("Ada Bell drew the plans.\n\nShe was 31.", "She was 31.", None),
        ("Ada Bell drew the plans.\r\n \r\nShe was 31.", "She was 31.", None),
        ("One came.\n\n- Two came.\n- They met.", "They met.", None),
    ],
)
def test_the_sentence_before_is_of_the_same_paragraph(text: str, sentence: str, before: str | None) -> None:
    around = QABot.from_texts({"a": text}).corpus.paragraphs_near("a", 0, len(text))
    start = text.index(sentence)
    assert around is not None
    found = around.before(Sentence(sentence, start, start + len(sentence)))
    assert (found.text if found else None) == before


@pytest.mark.parametrize(
    ("sentence", "leaning"),
    [("She was 31.", True), ("“It is,” he said.", True), ("Ada met them.", False), ("Italy won.", False)],
)
def test_what_begins_with_a_pronoun_leans(sentence: str, leaning: bool) -> None:
    assert begins_with_pronoun(sentence) == leaning
