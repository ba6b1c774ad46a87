"""Judge one question: is the sentence right, are the words right.

Exact match and F1 are SQuAD's (Rajpurkar et al. 2016, section 5; `evaluate-v1.1.py`): lower case,
no punctuation, no articles, single spaces; the best over the accepted answers.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable

from qa_bot.evaluation.dataset import AskedQuestion
from qa_bot.values import Group, Reply, Sentence

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_MARKS = str.maketrans("", "", string.punctuation)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`", "'"))


def normalise(answer: str) -> str:
    """Fold an answer as SQuAD's scorer does."""
    return " ".join(_ARTICLES.sub(" ", answer.lower().translate(_NO_MARKS)).split())


def exact(given: str, accepted: Iterable[str]) -> float:
    """Return 1.0 when `given` equals an accepted answer once normalised, else 0.0."""
    folded = normalise(given)
    return float(any(folded == normalise(answer) for answer in accepted))


def f1(given: str, accepted: Iterable[str]) -> float:
    """Return the harmonic mean of word precision and recall against the closest accepted answer."""
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
    """Whether a sentence overlaps a gold span, or contains an evidence text, of its own article."""
    if question.spans:
        return any(
            span.source == source and span.start < sentence.end and sentence.start < span.end
            for span in question.spans
        )
    folded = fold_quotes(sentence.text)
    return any(gold.source in ("", source) and fold_quotes(gold.text) in folded for gold in question.evidence)


def shown_right(question: AskedQuestion, reply: Reply) -> list[bool]:
    """Return of each sentence that a stated answer shows, in order, whether it is right."""
    shown = reply.shown if reply.answer else ()
    return [sentence_right(one.sentence, one.source.id, question) for one in shown]


def differing_shown(question: AskedQuestion, reply: Reply) -> bool | None:
    """Whether each of several values expected stands in a group of its own; None where fewer are."""
    if len(question.groups) < 2:
        return None
    groups = list(enumerate(reply.groups))
    held = [[at for at, group in groups if _holds(group, forms)] for forms in question.groups]
    return all(held) and len({places[0] for places in held}) == len(held)


def agreeing_shown(question: AskedQuestion, reply: Reply) -> bool | None:
    """Whether the one value of several articles is the only one, and none but these articles tell it."""
    if len(question.groups) != 1 or len(question.sources) < 2:
        return None
    if len(reply.groups) != 1 or not _holds(reply.groups[0], question.groups[0]):
        return False
    return {answer.source.id for answer in reply.groups[0].answers} <= question.sources


def differing_wrong(question: AskedQuestion, reply: Reply) -> bool | None:
    """Whether, of two or more values shown, one has no right sentence."""
    if reply.answer is None or not question.answerable:
        return None
    return len(reply.groups) > 1 and not all(
        any(sentence_right(one.sentence, one.source.id, question) for one in group.answers)
        for group in reply.groups
    )


def _holds(group: Group, forms: tuple[str, ...]) -> bool:
    return any(exact(answer.text, forms) for answer in group.answers)
