"""What to reply: state an answer, offer what is closest, or keep silent; the same for any folder and talk.

An answer is stated where the best sentence is probably right, the articles probably hold an answer and no
VETO applies; silence is kept where they probably hold none. Between the two the closest sentences are offered
without a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from qa_bot.answering.answerability import (
    ScoredCandidate,
    each_text_once,
    lacks_expected,
    lacks_required,
    months_absent,
    numbers_absent,
    score,
)
from qa_bot.answering.features.claims import is_unreal, roles_swapped
from qa_bot.answering.features.coverage import covered_with_titles
from qa_bot.answering.features.dialogue import given_already, of_another, share_met
from qa_bot.answering.features.entities import said_as_asked
from qa_bot.answering.features.passages import passage_cover
from qa_bot.answering.features.words import nothing_new
from qa_bot.answering.matching.candidates import Candidate
from qa_bot.answering.verdicts import is_too_unsure, verdict
from qa_bot.language.entities.people import role_of
from qa_bot.language.lexicon.people import PEOPLE, ROLES
from qa_bot.language.tokens import fold, stems
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import STARTS_ANEW, ReplyKind, Verdict

OTHER_HOLDER = "a deputy or a former holder is named"
ALL = 0.999  # share of the question's idf, for it is a sum of floats
TOLD = "the sentence was told already"
UNSETTLED = "it is too uncertain whether that means yes or no"
RIVALS = 12  # sentences of the ranking that may say otherwise than the best
NOT_SAID = "nobody is said to have said it"


class Thresholds(NamedTuple):
    """The chosen numbers of the decision, chosen on everyday questions; none of them is fitted."""

    # Probability that the best sentence is right, from which it is stated: it is as likely right as wrong.
    stated: float = 0.5
    # Probability that the articles hold an answer, from which it is stated. It stops nearly every second
    # guess and one right answer in twenty.
    supported: float = 0.77
    # The same, below which nothing is told: so one answerable question in twenty is denied, and one
    # unanswerable one in five met by silence.
    silent: float = 0.42
    # Sentences offered at most, and how many points the last of them may be behind the best.
    offered: int = 3
    behind: float = 2.5
    # The same in a conversation, where more clues speak and the points lie further apart: with 2.5 the right
    # sentence of one follow-up in thirty is cut off.
    behind_in_talk: float = 4.0
    # Share of a question about speech that an attribution meets. The right speaker counts 0.45, the topic
    # up to 0.5: so a little of the topic must be met as well.
    speech: float = 0.6


THRESHOLDS = Thresholds()


class Veto(NamedTuple):
    """A reason to state no answer, however well its sentence is weighed."""

    name: str
    applies: Callable[[Candidate], bool]


class Decision(NamedTuple):
    """How sure we are that the best sentence is right, and that the articles answer (0 to 1); what follows.

    `vetoes` names the reasons to state nothing, `offered` counts the sentences to offer as closest, `verdict`
    is what is said to a question of yes or no.
    """

    kind: ReplyKind
    right: float
    support: float
    vetoes: tuple[str, ...]
    offered: int
    verdict: Verdict | None = None


def decide(scored: Sequence[ScoredCandidate], encoder: str = "") -> Decision:
    """Judge a ranking, best first, which is not empty, made with a sentence encoder or none.

    Of a text that the user chose what is closest is wanted, if any word asked about stands in it. Where
    others are asked for, nothing told already is offered.
    """
    best, (right, support) = scored[0].candidate, score(scored, encoder)
    said: Verdict | None = None
    vetoes = tuple(veto.name for veto in VETOES if veto.applies(best))
    if best.question.wants_verdict:
        if is_too_unsure(best, right):
            vetoes += (UNSETTLED,)
        else:
            said = verdict(best, [one.candidate for one in scored[1:RIVALS]])
    is_known = best.context is not None and best.context.exclude_given and TOLD in vetoes
    is_unsupported = support < THRESHOLDS.silent and not best.candidates.is_given
    is_far = passage_cover(best) == 0 or is_known or is_unsupported
    kind: ReplyKind = "silence" if is_far else "closest"
    is_supported = support >= THRESHOLDS.supported or _is_all_here(best)
    if right >= THRESHOLDS.stated and is_supported and not vetoes:
        kind = "answer"
    return Decision(kind, right, support, vetoes, _offered(scored), said)


def _starts_anew(candidate: Candidate) -> bool:
    """Whether a question among several articles names something, and no passage of the talk tells of it."""
    candidates = candidate.candidates
    return bool(candidates.named) and not (candidates.named_and_told or candidates.of_one_text)


def _is_all_here(candidate: Candidate) -> bool:
    """Whether all that is asked about is met in the sentence or above it, and the kind of thing asked for."""
    return covered_with_titles(candidate) >= ALL and not lacks_expected(candidate)


def _offered(scored: Sequence[ScoredCandidate]) -> int:
    """Count the sentences up to where the ranking bends."""
    in_talk = scored[0].candidate.context is not None
    least = scored[0].total - (THRESHOLDS.behind_in_talk if in_talk else THRESHOLDS.behind)
    near = takewhile(lambda one: one.total >= least, each_text_once(scored)[: THRESHOLDS.offered])
    return sum(1 for _ in near)


def _lacks_typed(candidate: Candidate) -> bool:
    """Whether a follow-up has words of its own and the sentence meets none, or has none and asks nothing."""
    typed = candidate.candidates.typed_terms
    if candidate.context is None:
        return False
    asks = candidate.question.form.word != "terse" and bool(candidate.question.stems)
    return share_met(candidate, typed) == 0 if typed else not asks


def _is_stale(candidate: Candidate) -> bool:
    """Whether the sentence was an answer before, and cannot be meant again.

    A bare "why?" may mean it again, and so may "who" where it speaks of people.
    """
    asks_others = candidate.context is not None and candidate.context.exclude_given
    if asks_others and candidate.speech and given_already(candidate):
        return True
    lacks_kind = lacks_required(candidate) or lacks_expected(candidate)
    if not lacks_kind or given_already(candidate) == 0:
        return False
    return not (candidate.speech or _speaks_of_people(candidate))


def _speaks_of_people(candidate: Candidate) -> bool:
    """Whether people are asked for, and people without a name stand here that the question has not."""
    if not candidate.row.people:
        return False
    new = (token for token in candidate.sentence.tokens if token.stem not in candidate.weighted.stems)
    return any(token.stem in stems(PEOPLE) or role_of(fold(token.text)) in ROLES for token in new)


def _is_unsaid(candidate: Candidate) -> bool:
    return candidate.speech is not None and said_as_asked(candidate) < THRESHOLDS.speech


def _is_echo(candidate: Candidate) -> bool:
    """Whether something is asked for in words other than key words, and the sentence says nothing new."""
    return candidate.question.form.word != "terse" and nothing_new(candidate) > 0


def _is_aside(candidate: Candidate) -> bool:
    """Whether what is asked about is first told after the sentence."""
    before = candidate.before
    return not (any(candidate.met_or_titled) or (before is not None and any(before.matches)))


VETOES: tuple[Veto, ...] = (
    Veto("no article tells of the month asked about", lambda candidate: months_absent(candidate) > 0),
    Veto("a number asked about stands nowhere near", lambda candidate: numbers_absent(candidate) > 0),
    Veto("no date, number or amount stands there", lacks_required),
    Veto("it says no more than what is asked", _is_echo),
    Veto("nothing asked about stands there, nor before it", _is_aside),
    Veto("it is told as denied, expected or supposed", is_unreal),
    Veto("it is told the other way round", roles_swapped),
    Veto("no word typed stands there", _lacks_typed),
    Veto(TOLD, _is_stale),
    Veto(STARTS_ANEW, _starts_anew),
    Veto("the sentence tells of somebody else", lambda one: one.context is not None and of_another(one)),
    Veto(NOT_SAID, _is_unsaid),
    Veto(OTHER_HOLDER, lambda candidate: candidate.names_other_holder),
)
