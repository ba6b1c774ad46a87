"""Questions about words: who said it, what somebody said, and the two question sets about speakers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from attributed_texts import attributed, attributions
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answering.matching.speech import ANY_VERB, SAME_VERB, speaks, verb_share
from qa_bot.bot import QABot
from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.evaluation.jsonl import read
from qa_bot.language.discourse.attribution import Attribution
from qa_bot.language.sentences import sentences
from qa_bot.language.tokens import stem, terms
from qa_bot.questions.reading import read_question
from qa_bot.questions.speech import according_to, asks_what_said, asks_who_said
from qa_bot.values import SpeechQuestion

TESTS = Path(__file__).parent
FOLDERS = {
    "speakers_knowledge": TESTS.parent / "knowledge",
    "speakers_other": TESTS / "articles" / "speakers",
}

WHO = [
    ("Who said the bridge was safe?", "bridg safe"),
    ("Who said that the bridge was safe?", "bridg safe"),
    ("Who says so?", ""),
    ("Who said it?", ""),
    ("Who told the BBC that the bridge was safe?", "bridg safe"),
    ("Who has said the bridge is safe?", "bridg safe"),
    ("Who claimed victory?", "victori"),
    ("Who described the plan as a shambles?", "plan shambl"),
    ("Who called the plan “a shambles”?", "plan shambl"),
    ("Who called for a ban?", "ban"),
    ("Who called the result of the vote disappointing?", "result vote disappoint"),
    ("Who accused the club of lying?", "club lie"),
    ("According to whom is the bridge safe?", "bridg safe"),
    ("The bridge is safe according to whom?", "bridg safe"),
    ("Which minister said the bridge was safe?", "bridg safe"),
    ("Who wrote that the bridge was safe?", "bridg safe"),
    ("Who was quoted as saying the bridge was safe?", "bridg safe"),
    ("Who thinks the bridge is safe?", "bridg safe"),
]

NOT_WHO = [
    "Who called the strike?",
    "Who called off the sale?",
    "Who wrote Bleak House?",
    "Who chairs the committee?",
    "Who did the chair blame?",
    "Who is the mayor?",
    "When did the mayor say the road would open?",
    "Who announced the winner?",
    "What did Kerr say?",
    "",
]

WHAT = [
    ("What did Anna Kerr say?", "anna kerr", ""),
    ("What did Anna Kerr say about the bridge?", "anna kerr", "bridg"),
    ("What does the union want?", "union", ""),
    ("What do the doctors think about the offer?", "doctor", "offer"),
    ("What did the chair of the parish council argue?", "chair parish council", ""),
    ("What was Kerr's reaction to the offer?", "kerr", "offer"),
    ("What was the reaction of the union to the offer?", "union", "offer"),
    ("What is the union's position on pay?", "union", "pay"),
    ("How did Kerr describe the offer?", "kerr", "offer"),
    ("How did the BMA respond to the offer?", "bma", "offer"),
    ("What did Dr Kerr tell reporters that the offer was?", "kerr", "offer"),
    ("What does Kerr have to say about the offer?", "kerr", "offer"),
    ("What has the club said about tickets?", "club", "ticket"),
]

NOT_WHAT = [
    "What did Edison invent?",
    "What is the capital of Peru?",
    "What is the name of the union?",
    "How many people said yes?",
    "What was his reaction?",
    "What did he say?",
    "Who said it?",
    "What was said?",
    "Why did Kerr say that?",
    "",
]

ACCORDING = [
    ("According to Kerr, why is the bridge safe?", "kerr", "bridg safe"),
    ("Why is the bridge safe, according to the mayor?", "mayor", "bridg safe"),
]


@pytest.mark.parametrize(("question", "topic"), WHO)
def test_a_question_for_the_speaker_is_known(question: str, topic: str) -> None:
    asked = asks_who_said(read_question(question))
    assert asked is not None
    assert (asked.speaker, asked.topic) == ((), tuple(topic.split()))


@pytest.mark.parametrize("question", NOT_WHO)
def test_other_questions_do_not_ask_for_a_speaker(question: str) -> None:
    assert asks_who_said(read_question(question)) is None


@pytest.mark.parametrize(("question", "speaker", "topic"), WHAT)
def test_a_question_for_the_words_is_known(question: str, speaker: str, topic: str) -> None:
    asked = asks_what_said(read_question(question))
    assert asked is not None
    assert (asked.speaker, asked.topic) == (tuple(speaker.split()), tuple(topic.split()))


@pytest.mark.parametrize("question", NOT_WHAT)
def test_other_questions_do_not_ask_for_words(question: str) -> None:
    assert asks_what_said(read_question(question)) is None


@pytest.mark.parametrize(("question", "speaker", "topic"), ACCORDING)
def test_the_speaker_named_in_any_question_is_known(question: str, speaker: str, topic: str) -> None:
    asked = according_to(read_question(question))
    assert asked is not None
    assert (asked.speaker, asked.topic) == (tuple(speaker.split()), tuple(topic.split()))


@given(st.text(max_size=200))
def test_any_question_may_be_asked(text: str) -> None:
    question = read_question(text)
    for asked in (asks_who_said(question), asks_what_said(question), according_to(question)):
        assert asked is None or set(asked.name) <= set(asked.speaker)


MATCHES = [
    ("What did Kerr say?", "Anna Kerr said it would rain.", 1.0),
    ("What did Anna Kerr say?", "Kerr said it would rain.", 1.0),
    ("What did Anna Kerr say?", "Peter Kerr said it would rain.", 0.0),
    ("What did Mr Kerr say?", "Mr Kerr said it would rain.", 1.0),
    ("What did the British Medical Association say?", "The BMA said it would rain.", 1.0),
    ("What did the BMA say?", "The British Medical Association said it would rain.", 1.0),
    ("What did NHS Employers say?", "Danny Mortimer of NHS Employers said it would rain.", 0.0),
    (
        "What did the chief executive of NHS Employers say?",
        "Danny Mortimer, chief executive of NHS Employers, said it would rain.",
        1.0,
    ),
    ("What did the council leader say?", "Council leader Anna Kerr said it would rain.", 1.0),
    ("What did the union say?", "The union said it would rain.", 1.0),
    ("What did the union say?", "The bakers’ union said it would rain.", 1.0),
    ("What did the union say?", "The BMA said it would rain.", 0.5),
    ("What did the union say?", "Anna Kerr said it would rain.", 0.0),
    ("What did the Department of Health say?", "A Department of Health spokeswoman said it would rain.", 1.0),
    ("What did the spokeswoman say?", "A spokeswoman for the club said it would rain.", 1.0),
    ("What did the club say?", "A spokeswoman for the club said it would rain.", 1.0),
    ("What do the doctors say?", "Jo Low, co-chair of the doctors’ committee, said it would rain.", 0.5),
]


@pytest.mark.parametrize(("question", "text", "share"), MATCHES)
def test_the_asked_speaker_is_recognised(question: str, text: str, share: float) -> None:
    asked = asks_what_said(read_question(question))
    (one,) = attributions(text, [list(sentences(text, 0, len(text)))])
    assert asked is not None
    assert speaks(asked, one, text) == share


NEAR = "The supporters’ trust met on Monday. The trust said it would rain."


@pytest.mark.parametrize(("text", "share"), [(NEAR, 1.0), (NEAR.replace("supporters’ ", "town "), 0.0)])
def test_the_whole_name_may_stand_shortly_before(text: str, share: float) -> None:
    asked = asks_what_said(read_question("What did the supporters’ trust say?"))
    assert asked is not None
    assert speaks(asked, attributions(text, [list(sentences(text, 0, len(text)))])[-1], text) == share


ACTS = [
    ("say", "warned", ANY_VERB),
    ("want", "demanded", SAME_VERB),
    ("predict", "expects", SAME_VERB),
    ("repli", "said", 0.0),
    ("describ", "called", SAME_VERB),
    ("deni", "admitted", 0.0),
]


@pytest.mark.parametrize(("asked", "cue", "share"), ACTS)
def test_what_verb_answers_what_verb(asked: str, cue: str, share: float) -> None:
    assert verb_share(asked, cue) == share


TOLD = [
    ("What did Ann Roe predict?",
     "“It is late,” said Ann Roe. She predicted that two mills would close.", "She pred"),
    ("What did Ann Roe say about the drawings?",
     "“We love it,” said Ann Roe. The drawings, she said, came from a book.", "The draw"),
    ("Who said that a promise was given to Osei?",
     "Osei left in May. Ann Roe said that a promise was given.", "Ann Roe"),
    ("What did Ann Roe say about tea?", "“We love it,” said Ann Roe. Tea is grown in Kent.", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "sentence"), TOLD)
def test_a_speaker_is_met_where_the_words_stand(question: str, text: str, sentence: str | None) -> None:
    reply = QABot.from_texts({"a": text}).ask(question)
    assert (reply.answer.sentence.text if reply.answer else "").startswith(sentence or "")
    assert bool(reply.answer) == bool(sentence)


class Claim(NamedTuple):
    source: str
    text: str
    one: Attribution

    @property
    def sentence(self) -> str:
        """Return the content with the words around it, from mark to mark."""
        first, last = min(self.one.start, self.one.speaker_start), max(self.one.end, self.one.speaker_end)
        start = max(self.text.rfind(mark, 0, first) for mark in (". ", "\n", "” "))
        ends = (self.text.find(mark, last) for mark in (". ", "\n"))
        return self.text[start + 1 : min((place for place in ends if place >= 0), default=len(self.text))]


@cache
def claims(folder: Path) -> tuple[Claim, ...]:
    return tuple(Claim(*one) for one in attributed(folder))


def best_claim(question: str, found: Sequence[Claim]) -> Claim | None:
    """Choose the claim whose words cover the topic best, or none: the plainest use of this room."""
    read = read_question(question)
    who = asks_who_said(read)
    asked = who or asks_what_said(read)
    if asked is None:
        return None
    scored = [
        (cover(asked, claim) * (1.0 if who else speaks(asked, claim.one, claim.text)), claim)
        for claim in found
    ]
    share, best = max(scored, key=lambda pair: pair[0])
    return best if share >= (0.75 if who else 0.3) else None


def cover(asked: SpeechQuestion, claim: Claim) -> float:
    said_so = stem(claim.one.cue) == asked.verb
    if not asked.topic:
        return 1.0 if said_so else 0.5
    content = set(terms(claim.text[claim.one.start : claim.one.end]))
    around = set(terms(claim.sentence))
    points = sum(1.0 if term in content else 0.9 if term in around else 0.0 for term in asked.topic)
    return (points + 0.1 * said_so) / len(asked.topic)


def judge(row: AskedQuestion, claim: Claim | None) -> str:
    if claim is None:
        return "silent" if row.answers else "right"
    sentence = (claim.source, claim.sentence)
    placed = any(gold.source == sentence[0] and gold.text in sentence[1] for gold in row.evidence)
    mention = claim.text[claim.one.speaker_start : claim.one.speaker_end]
    named = row.kind != "who-said" or bool({claim.one.speaker, mention} & set(row.answers))
    return "right" if placed and named else "wrong"


@pytest.mark.parametrize("name", FOLDERS)
def test_the_speaker_sets_are_answered_by_attributions_alone(name: str) -> None:
    questions = read_set(name)
    judged = [(row.text, judge(row, best_claim(row.text, claims(FOLDERS[name])))) for row in questions]
    right = sum(verdict == "right" for _, verdict in judged)
    wrong = [text for text, verdict in judged if verdict == "wrong"]
    assert right >= 0.9 * len(judged), judged
    assert len(wrong) <= 0.03 * len(judged), wrong


def read_set(name: str) -> tuple[AskedQuestion, ...]:
    return read(name, (TESTS / "questions" / f"{name}.jsonl").read_text("utf-8")).questions


@pytest.mark.parametrize("name", FOLDERS)
def test_the_answers_stand_in_the_articles(name: str) -> None:
    texts = {path.stem: path.read_text("utf-8") for path in FOLDERS[name].glob("*.md")}
    for row in read_set(name):
        assert all(gold.text in texts[gold.source] for gold in row.evidence), row.id
        assert all(any(words in texts[gold.source] for gold in row.evidence) for words in row.answers), row.id


SPEECH = (
    "Hugh Cole said: “Lend me your ears. The dam will fail.\n\n"
    "“The council has known for years. It did nothing.\n\n“We must leave by Friday.”"
)
NAMED = [
    (SPEECH, "Who said the dam will fail?", "Hugh Cole"),
    (SPEECH, "Who said we must leave by Friday?", "Hugh Cole"),
    (SPEECH, "Who said the council did nothing?", "Hugh Cole"),
    (SPEECH.replace("said:", "began:"), "Who said we must leave by Friday?", "Hugh Cole"),
    ("Lena Holt: I disagree. The dam leaks every day.", "Who said the dam leaks every day?", "Lena Holt"),
    ("**Lena Holt:** I disagree, the dam leaks.", "What did Lena Holt say?", "I disagree, the dam leaks."),
    ("Tom Hay is a vet. “It is bad,” he said. “It will die.”", "Who said it will die?", "Tom Hay"),
]


@pytest.mark.parametrize(("text", "question", "words"), NAMED)
def test_a_speaker_is_named_where_another_sentence_does(text: str, question: str, words: str) -> None:
    answer = QABot.from_texts({"a": text}).ask(question).answer
    assert answer is not None
    assert answer.text == words == text[answer.start : answer.end]
    assert answer.sentence.text == text[answer.sentence.start : answer.sentence.end]
    assert answer.sentence.start <= answer.start < answer.end <= answer.sentence.end


PRONOUNS = [
    ('Mary Reed, a vet, came. "The herd will die," she said.', "she", "Mary Reed"),
    ("Tom Hay, a vet, came.\n\nThe herd will die, he told the Echo.", "he", "Tom Hay"),
    ("Reed Group runs the farm. “The herd will die,” it said.", "it", "Reed Group"),
]


@pytest.mark.parametrize(("text", "pronoun", "name"), PRONOUNS)
def test_whom_the_pronoun_of_a_speaker_stands_for_is_told(text: str, pronoun: str, name: str) -> None:
    answer = QABot.from_texts({"a": text}).ask("Who said the herd will die?").answer
    assert answer is not None
    assert (answer.text, [one.name for one in answer.stands_for]) == (pronoun, [name])


@pytest.mark.xfail(strict=True, reason="a sentence with the speaker’s name wins over one on the topic")
def test_of_the_sentences_of_one_speaker_that_on_the_topic_comes_first() -> None:
    bot = QABot.from_folder(FOLDERS["speakers_knowledge"], cache=False)
    first = bot.ask("What did Dr McCourt say about the government’s silence?").evidence[0]
    assert "persistently silent" in first.sentence.text
