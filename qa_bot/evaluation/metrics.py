"""Judge one question: is the sentence right, are the words right.

Exact match and F1 are SQuAD's (Rajpurkar et al. 2016, section 5; `evaluate-v1.1.py`): lower case,
no punctuation, no articles, single spaces; the best over the accepted answers.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.values import Group, Reply, Sentence

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_MARKS = str.maketrans("", "", string.punctuation)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`", "'"))


def normalise(answer: str) -> str:
    """Fold an answer as SQuAD's scorer does."""
    return " ".join(_ARTICLES.sub(" ", answer.lower().translate(_NO_MARKS)).split())


def exact(given: str, accepted: Iterable[str]) -> float:
    """Give 1.0 when `given` equals an accepted answer once normalised, else 0.0."""
    folded = normalise(given)
    return float(any(folded == normalise(answer) for answer in accepted))


def f1(given: str, accepted: Iterable[str]) -> float:
    """Give the harmonic mean of word precision and recall against the closest accepted answer."""
    words = normalise(given).split()
    return max((_word_f1(words, normalise(answer).split()) for answer in accepted), default=0.0)


def _word_f1(given: list[str], wanted: list[str]) -> float:
    if not given or not wanted:
        return float(given == wanted)
    shared = (Counter(given) & Counter(wanted)).total()
    return 2 * shared / (len(given) + len(wanted))


def fold_quotes(text: str) -> str:
    """Squeeze white space and write every quotation mark as ' or \"."""
    return " ".join(text.translate(_QUOTES).split())


def sentence_right(sentence: Sentence, source: str, question: AskedQuestion) -> bool:
    """Tell whether a sentence overlaps a gold span, or contains an evidence text, of its own article."""
    if question.spans:
        return any(
            span.source == source and span.start < sentence.end and sentence.start < span.end
            for span in question.spans
        )
    folded = fold_quotes(sentence.text)
    return any(gold.source in ("", source) and fold_quotes(gold.text) in folded for gold in question.evidence)


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
        any(sentence_right(one.sentence, one.source.id, question) for one in group.answers)
        for group in groups
    )


def _holds(group: Group, forms: tuple[str, ...]) -> bool:
    return any(exact(answer.text, forms) for answer in group.answers)
