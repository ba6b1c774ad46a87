"""The decision to stay silent: every rule, the modes it holds in, and the support that an answer takes."""

from __future__ import annotations

import pytest
from bench import candidates
from qa_bot.answering.abstention import (
    NO_AMOUNT,
    NOT_SAID,
    OTHER_HOLDER,
    RULES,
    THRESHOLDS,
    UNSUPPORTED,
    Mode,
    Standing,
    decide,
    mode_of,
    reasons,
)

from qa_bot.answering.answerability import ScoredCandidate
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.bot import QABot
from qa_bot.values import DialogueContext, Within


def first(question: str, text: str, context: DialogueContext | None = None) -> Candidate:
    return next(
        candidate for candidate in candidates(question, text, context) if candidate.sentence.number == 0
    )


BORN = "Joan Pike was born in May 1960."
LOST = "Tom Hale lost the vote."
# rule, mode, question, text whose first sentence it speaks against, text whose first sentence is spared
APPLIED = [
    ("no word asked about stands there", Mode.GIVEN, "When was Joan born?", LOST, BORN),
    ("no article tells of the month asked about", Mode.SMALL, "Who was born in June 1960?", BORN,
     "Joan Pike was born in June 1960."),
    ("a number asked about stands nowhere near", Mode.SMALL, "Who was born in 1961?", BORN,
     "Joan Pike was born in 1961."),
    ("a name asked about stands nowhere near", Mode.SMALL, "When was Ada born?", BORN,
     "Ada was born in 1960."),
    ("another group of people is meant", Mode.SMALL, "How many nurses voted?", "Ten doctors voted.",
     "Ten nurses voted."),
    (NO_AMOUNT, Mode.SMALL, "When did Tom lose?", LOST, "Tom Hale lost in 1960."),
    (NO_AMOUNT, Mode.FOLLOW_UP, "When did Tom lose?", LOST, "Tom Hale lost in 1960."),
    (NO_AMOUNT, Mode.FOLLOW_UP, "How old is Tom?", LOST, "Tom Hale is 60 years old."),
    ("nothing of the kind asked for stands there", Mode.SMALL, "Who lost the vote?", "The vote was lost.",
     LOST),
    ("a name or number typed stands nowhere near", Mode.FOLLOW_UP, "When was Ada born?", BORN,
     "Ada was born in 1960."),
    ("the sentence was told already", Mode.FOLLOW_UP, "Where did Tom lose?", LOST, "Tom Hale lost in Leeds."),
    ("the sentence tells of somebody else", Mode.FOLLOW_UP, "What did Ada lose?", LOST, "Ada lost the vote."),
    (NOT_SAID, Mode.FOLLOW_UP, "What did Tom say about the vote?", LOST,
     "“The vote was lost,” Tom Hale said."),
    (NOT_SAID, Mode.SPEECH, "What did Tom say about the vote?", LOST, "“The vote was lost,” Tom Hale said."),
    (OTHER_HOLDER, Mode.SMALL, "Who is the mayor of Orb?", "Uma Nye, deputy mayor of Orb, smiled.",
     "Uma Nye, the mayor of Orb, smiled."),
    (OTHER_HOLDER, Mode.FOLLOW_UP, "Who is the mayor of Orb?", "Uma Nye, deputy mayor of Orb, smiled.",
     "Uma Nye, the mayor of Orb, smiled."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "mode", "question", "against", "spared"), APPLIED)
def test_a_rule_tells_two_sentences_apart(
    name: str, mode: Mode, question: str, against: str, spared: str
) -> None:
    told = frozenset(Within("a", 0, len(text)) for text in (against, spared))
    in_talk = DialogueContext(places=(Within("a", 0, 9),), given=told)
    context = in_talk if mode in (Mode.FOLLOW_UP, Mode.GIVEN) else None
    assert name in reasons(Standing(mode, first(question, against, context), 5.0, 1.0))
    assert name not in reasons(Standing(mode, first(question, spared, context), 5.0, 1.0))


def test_every_rule_is_shown_here_in_each_of_its_modes() -> None:
    shown = {(name, mode) for name, mode, *_ in APPLIED} | {(UNSUPPORTED, mode) for mode, *_ in SUPPORTED}
    assert shown == {(rule.name, mode) for rule in RULES for mode in rule.modes}


WHOLE, PART, WHY, OTHER = (
    "Who lost the vote?",
    "Who lost the vote badly?",
    "Why was the vote lost?",
    "Who sang about the vote?",
)
# mode, question, the support that an answer takes (0: it takes none)
SUPPORTED = [
    (Mode.SMALL, PART, THRESHOLDS.strict_support),
    (Mode.SMALL, WHOLE, 0.0),
    (Mode.LARGE, PART, THRESHOLDS.support),
    (Mode.LARGE, WHOLE, THRESHOLDS.support),
    (Mode.FOLLOW_UP, PART, THRESHOLDS.follow_up_support),
    (Mode.FOLLOW_UP, WHOLE, THRESHOLDS.follow_up_support),
    (Mode.FOLLOW_UP, WHY, THRESHOLDS.strict_support),
    (Mode.FOLLOW_UP, OTHER, THRESHOLDS.strict_support),
]


@pytest.mark.parametrize(("mode", "question", "support"), SUPPORTED)
def test_the_support_that_an_answer_takes(mode: Mode, question: str, support: float) -> None:
    typed_but_the_vote = DialogueContext(added_terms=frozenset({"vote"}))
    candidate = first(question, LOST, typed_but_the_vote if mode is Mode.FOLLOW_UP else None)
    assert UNSUPPORTED not in reasons(Standing(mode, candidate, 5.0, support))
    assert (UNSUPPORTED in reasons(Standing(mode, candidate, 5.0, support - 0.01))) is (support > 0)


POINTED = [
    (Mode.FOLLOW_UP, PART, THRESHOLDS.pointed, True),
    (Mode.FOLLOW_UP, PART, THRESHOLDS.pointed - 0.1, False),
    (Mode.FOLLOW_UP, WHY, 99.0, False),
    (Mode.FOLLOW_UP, OTHER, 99.0, False),
    (Mode.SMALL, PART, 99.0, False),
    (Mode.LARGE, PART, 99.0, False),
]


@pytest.mark.parametrize(("mode", "question", "points", "enough"), POINTED)
def test_points_stand_for_support_in_a_conversation(
    mode: Mode, question: str, points: float, enough: bool
) -> None:
    candidate = first(
        question,
        LOST,
        DialogueContext(added_terms=frozenset({"vote"})) if mode is Mode.FOLLOW_UP else None,
    )
    assert (UNSUPPORTED not in reasons(Standing(mode, candidate, points, 0.2))) is enough


def test_a_small_folder_is_strict_and_a_follow_up_is_not() -> None:
    assert THRESHOLDS.follow_up_support < THRESHOLDS.support < THRESHOLDS.strict_support


TALK_MODES = [(True, 50, Mode.GIVEN), (False, 50, Mode.FOLLOW_UP), (False, 5000, Mode.FOLLOW_UP)]
ALONE_MODES = [(True, 5000, Mode.GIVEN), (False, 2000, Mode.SMALL), (False, 2001, Mode.LARGE)]


@pytest.mark.parametrize(
    ("context", "given", "sentences", "mode"),
    [*((DialogueContext(), *row) for row in TALK_MODES), *((None, *row) for row in ALONE_MODES)],
)
def test_how_a_question_is_asked(
    context: DialogueContext | None, given: bool, sentences: int, mode: Mode
) -> None:
    assert mode_of(first(WHOLE, LOST, context), sentences, given) is mode


def test_a_question_about_speech_has_a_mode_of_its_own_in_a_small_folder() -> None:
    candidate = first("What did Tom say?", LOST)
    assert [mode_of(candidate, sentences, False) for sentences in (50, 5000)] == [Mode.SPEECH, Mode.LARGE]


def test_no_reason_is_an_answer() -> None:
    scored = [ScoredCandidate(first(WHOLE, LOST), {}, 5.0, 0.9)]
    assert decide(scored, 50, given=False).is_answer
    assert not decide(
        [ScoredCandidate(first("When did Tom lose?", LOST), {}, 5.0, 0.9)], 50, given=False
    ).is_answer


def test_only_the_reasons_of_the_mode_are_named() -> None:
    scored = [ScoredCandidate(first("When did Tom lose?", LOST), {}, 5.0, 0.9)]
    assert decide(scored, 50, given=False).vetoes == (NO_AMOUNT,)
    assert decide(scored, 5000, given=False).vetoes == ()
    assert decide(scored, 50, given=True).vetoes == ()


NAMED = [
    ("When was he born?", "the sentence tells of somebody else"),
    ("How much did he earn in 1950?", "a name or number typed stands nowhere near"),
    ("How old is he?", NO_AMOUNT),
    ("What did he say about it?", NOT_SAID),
]


@pytest.mark.parametrize(("question", "reason"), NAMED)
def test_the_reason_for_silence_is_named(question: str, reason: str) -> None:
    talk = QABot.from_texts({"a": f"Joan Pike was born in 1960. {LOST}"}).conversation()
    talk.ask("Who lost?")
    reply = talk.ask(question)
    assert reply.answer is None
    assert reason in reply.vetoes
    assert reply.least_support in (THRESHOLDS.follow_up_support, THRESHOLDS.strict_support)
