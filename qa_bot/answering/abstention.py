"""Whether to answer: RULES of abstention, one row a reason, each with the modes of asking it holds in.

A reply is silent where any row that holds in its mode applies, and no row means an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from qa_bot.answer_types import answer_type
from qa_bot.answering.answerability import (
    ScoredCandidate,
    group_absent,
    lacks_expected,
    lacks_required,
    months_absent,
    names_absent,
    numbers_absent,
    score,
    unmet_terms,
    words_covered,
)
from qa_bot.answering.features.dialogue import given_already, of_another, share_met
from qa_bot.answering.features.entities import said_as_asked
from qa_bot.answering.features.passages import passage_cover
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon.people import PEOPLE, ROLES
from qa_bot.language.tokens import fold, stems

OTHER_HOLDER = "a deputy or a former holder is named"
NO_AMOUNT = "no date, number or amount stands there"
NOT_SAID = "nobody is said to have said it"
UNSUPPORTED = "too little speaks for an answer"


class Mode(Enum):
    """How a question is asked. A scope decides before a conversation, a conversation before the size."""

    GIVEN = "within a text that the user gave"
    FOLLOW_UP = "in a conversation"
    LARGE = "alone, of a large folder"
    SPEECH = "alone, of a small folder, about who said what"
    SMALL = "alone, of a small folder"


class Thresholds(NamedTuple):
    """The chosen numbers of the decision; none of them is fitted."""

    # Sentences: up to here a folder is small. A handbook or a few news articles have some hundreds and
    # seldom hold the answer to every question about their topic; public question sets have many thousands.
    small_folder: int = 2000
    # Share of a question about speech that an attribution meets. The right speaker counts 0.45, the topic
    # up to 0.5: so half of the topic must be met as well.
    speech: float = 0.7
    # Probability that the articles hold an answer: more likely than not.
    support: float = 0.5
    # The same in a small folder, and for a follow-up of which no word typed is met or nothing of the kind
    # asked for stands there: support is fitted against questions of other topics, so it is too high for a
    # near miss.
    strict_support: float = 0.55
    # The same for any other follow-up: what it is about has been found already.
    follow_up_support: float = 0.3
    # Points of the best sentence that stand for support in a conversation. In the conversations of our own
    # sets two best sentences in three have as many, and three in four of these are right.
    pointed: float = 18.5


THRESHOLDS = Thresholds()


class Standing(NamedTuple):
    """What the rules look at: the best sentence, its points, the probability that the articles answer."""

    mode: Mode
    candidate: Candidate
    points: float
    support: float

    @property
    def lacks_kind(self) -> bool:
        """Whether nothing of the kind asked for stands in the sentence."""
        return lacks_required(self.candidate) or lacks_expected(self.candidate)

    @property
    def is_met(self) -> bool:
        """Whether the sentence has words that the user typed, and something of the kind asked for."""
        return share_met(self.candidate, self.candidate.candidates.typed_terms) > 0 and not self.lacks_kind

    @property
    def needed(self) -> float:
        """Return the support that an answer takes."""
        if self.mode is Mode.FOLLOW_UP and self.is_met:
            return THRESHOLDS.follow_up_support
        return THRESHOLDS.support if self.mode in (Mode.LARGE, Mode.GIVEN) else THRESHOLDS.strict_support

    @property
    def is_unsupported(self) -> bool:
        """Whether an answer takes more support."""
        return self.support < self.needed


class Rule(NamedTuple):
    """A reason to stay silent, and the modes in which it is one."""

    name: str
    applies: Callable[[Standing], bool]
    modes: frozenset[Mode]


class Decision(NamedTuple):
    """How sure we are that the best sentence is right and that the articles answer; both 0 to 1.

    `needed` is the support that an answer takes, `lacks_kind` whether nothing of the kind asked for
    stands in the sentence, `reasons` names the rules that keep us silent.
    """

    right: float
    support: float
    needed: float
    lacks_kind: bool
    reasons: tuple[str, ...]

    @property
    def is_answer(self) -> bool:
        """Whether no rule keeps us silent."""
        return not self.reasons

    @property
    def vetoes(self) -> tuple[str, ...]:
        """Return the reasons beside too little support, which its number tells."""
        return tuple(name for name in self.reasons if name != UNSUPPORTED)


def decide(scored: Sequence[ScoredCandidate], sentences: int, given: bool) -> Decision:
    """Judge a ranking, best first, over a corpus of so many sentences; `given` a text the user chose."""
    best, (right, support) = scored[0], score(scored)
    standing = Standing(mode_of(best.candidate, sentences, given), best.candidate, best.total, support)
    return Decision(right, support, standing.needed, standing.lacks_kind, tuple(reasons(standing)))


def mode_of(candidate: Candidate, sentences: int, given: bool) -> Mode:
    """Return how a question is asked."""
    if given:
        return Mode.GIVEN
    if candidate.context is not None:
        return Mode.FOLLOW_UP
    if sentences > THRESHOLDS.small_folder:
        return Mode.LARGE
    return Mode.SMALL if candidate.speech is None else Mode.SPEECH


def reasons(standing: Standing) -> list[str]:
    """Name the rules that hold in a mode and apply."""
    return [rule.name for rule in RULES if standing.mode in rule.modes and rule.applies(standing)]


def _is_unsupported_in_part(standing: Standing) -> bool:
    """Whether an answer takes more support, and not every word asked about stands in the sentence."""
    return standing.is_unsupported and words_covered(standing.candidate) < 1.0


def _is_unsupported_follow_up(standing: Standing) -> bool:
    """Whether an answer takes more support, and the points do not stand for it."""
    pointed = standing.is_met and standing.points >= THRESHOLDS.pointed
    return standing.is_unsupported and not pointed


def _lacks_amount(standing: Standing) -> bool:
    """Whether a date, number or amount is asked for and none stands there: an amount of any kind counts."""
    is_amount = answer_type(standing.candidate.question.type).is_amount
    return lacks_required(standing.candidate) or (is_amount and standing.lacks_kind)


def _lacks_typed(standing: Standing) -> bool:
    """Whether a name or number that the user typed is met by neither the passage nor its title."""
    candidate, question = standing.candidate, standing.candidate.question
    strict = question.names | question.numbers
    typed = candidate.candidates.typed_terms.intersection(unmet_terms(candidate))
    return any(question.terms[at] in strict for at in typed)


def _is_stale(standing: Standing) -> bool:
    """Whether the sentence was an answer before, and cannot be meant again.

    A bare "why?" may mean it again, and so may "who" where it speaks of people.
    """
    candidate = standing.candidate
    if not standing.lacks_kind or given_already(candidate) == 0:
        return False
    asks_reason = answer_type(candidate.question.type).group == "a reason"
    is_bare_why = asks_reason and not candidate.candidates.typed_terms
    return not (is_bare_why or candidate.speech or _speaks_of_people(candidate))


def _speaks_of_people(candidate: Candidate) -> bool:
    """Whether people are asked for, and people without a name stand here that the question has not."""
    if not answer_type(candidate.question.type).people:
        return False
    new = (token for token in candidate.sentence.tokens if token.stem not in candidate.question.stems)
    return any(token.stem in stems(PEOPLE) or role_of(fold(token.text)) in ROLES for token in new)


def _is_unsaid(standing: Standing) -> bool:
    return standing.candidate.speech is not None and said_as_asked(standing.candidate) == 0


def _of_candidate(applies: Callable[[Candidate], float]) -> Callable[[Standing], bool]:
    return lambda standing: applies(standing.candidate) > 0


_SMALL, _FOLLOW_UP, _BOTH = (
    frozenset(modes) for modes in ([Mode.SMALL], [Mode.FOLLOW_UP], [Mode.SMALL, Mode.FOLLOW_UP])
)
RULES: tuple[Rule, ...] = (
    Rule(
        "no word asked about stands there",
        lambda standing: passage_cover(standing.candidate) == 0,
        frozenset([Mode.GIVEN]),
    ),
    Rule("no article tells of the month asked about", _of_candidate(months_absent), _SMALL),
    Rule("a number asked about stands nowhere near", _of_candidate(numbers_absent), _SMALL),
    Rule("a name asked about stands nowhere near", _of_candidate(names_absent), _SMALL),
    Rule("another group of people is meant", _of_candidate(group_absent), _SMALL),
    Rule(NO_AMOUNT, _of_candidate(lacks_required), _SMALL),
    Rule(NO_AMOUNT, _lacks_amount, _FOLLOW_UP),
    Rule("nothing of the kind asked for stands there", _of_candidate(lacks_expected), _SMALL),
    Rule("a name or number typed stands nowhere near", _lacks_typed, _FOLLOW_UP),
    Rule("the sentence was told already", _is_stale, _FOLLOW_UP),
    Rule("the sentence tells of somebody else", _of_candidate(of_another), _FOLLOW_UP),
    Rule(NOT_SAID, _is_unsaid, _FOLLOW_UP),
    Rule(
        NOT_SAID,
        lambda standing: said_as_asked(standing.candidate) < THRESHOLDS.speech,
        frozenset([Mode.SPEECH]),
    ),
    Rule(OTHER_HOLDER, _of_candidate(lambda candidate: candidate.names_other_holder), _BOTH),
    Rule(UNSUPPORTED, _is_unsupported_in_part, _SMALL),
    Rule(UNSUPPORTED, _is_unsupported_follow_up, _FOLLOW_UP),
    Rule(UNSUPPORTED, lambda standing: standing.is_unsupported, frozenset([Mode.LARGE])),
)
