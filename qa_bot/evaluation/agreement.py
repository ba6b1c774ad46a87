"""Judge what a reply shows of several articles: values that differ, values that agree."""

from __future__ import annotations

from typing import NamedTuple

from qa_bot.evaluation import metrics
from qa_bot.evaluation.asked import AskedQuestion
from qa_bot.values import Answer, Group, Reply


class Judged(NamedTuple):
    """Whether all differing values are shown, one value with all its sources, and any wrong one beside.

    None stands where a value does not apply.
    """

    differing_shown: bool | None
    agreeing_shown: bool | None
    differing_wrong: bool | None


def judged(question: AskedQuestion, reply: Reply) -> Judged:
    """Compare the groups of a reply with those expected."""
    wanted = question.groups
    answered = reply.answer is not None and question.answerable
    return Judged(
        differing_shown=_all_shown(question, reply.groups) if len(wanted) > 1 else None,
        agreeing_shown=_said_once(question, reply.groups)
        if len(wanted) == 1 and len(question.sources) > 1
        else None,
        differing_wrong=_wrong_beside(question, reply.groups) if answered else None,
    )


def shown(reply: Reply) -> tuple[Answer, ...]:
    """Give the answers a reader sees: the answer, those of other articles, and a second one in doubt."""
    if reply.answer is None:
        return ()
    doubted = reply.alternatives[:1] if reply.unsure else ()
    grouped = (answer for group in reply.groups for answer in group.answers)
    places = {(one.source.id, one.start): one for one in (reply.answer, *doubted, *grouped)}
    return tuple(places.values())


def _all_shown(question: AskedQuestion, groups: tuple[Group, ...]) -> bool:
    """Tell whether each value expected stands in a group of its own."""
    held = [[at for at, group in enumerate(groups) if _holds(group, forms)] for forms in question.groups]
    return all(held) and len({at for places in held for at in places[:1]}) == len(held)


def _said_once(question: AskedQuestion, groups: tuple[Group, ...]) -> bool:
    """Tell whether the one value is the only one, with two or more of the sources that hold it."""
    if len(groups) != 1 or not _holds(groups[0], question.groups[0]):
        return False
    return {answer.source.id for answer in groups[0].answers} <= question.sources


def _wrong_beside(question: AskedQuestion, groups: tuple[Group, ...]) -> bool:
    """Tell whether, of two or more values shown, one has no right sentence."""
    return len(groups) > 1 and not all(
        any(metrics.sentence_right(one.sentence, one.source.id, question) for one in group.answers)
        for group in groups
    )


def _holds(group: Group, forms: tuple[str, ...]) -> bool:
    return any(metrics.exact(answer.text, forms) for answer in group.answers)
