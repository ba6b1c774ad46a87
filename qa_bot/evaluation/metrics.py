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

LEAST_F1, LEAST_ITEMS = 0.6, 0.75
MOST_BESIDE = 5  # words beside an accepted answer that lose nobody: "on Monday", a title, a position
_WORD = re.compile(r"\d+(?:[.:]\d+)*|\w+|[%£$€]")
_IN_NUMBERS = re.compile(r"(?<=\d),(?=\d{3}\b)|(?<=\d)(?:st|nd|rd|th)\b")
_OPENINGS = re.compile(r"\A(?:(?:on|in|at|because)\b\s*)+")
LEAST_PART = 4  # words of a sentence that counts as right where it is a part of an evidence text
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


def folded(text: str) -> str:
    """Squeeze white space, write every quotation mark as ' or \", and every letter small."""
    return " ".join(text.translate(_QUOTES).split()).lower()


def sentence_right(sentence: Sentence, source: str, question: AskedQuestion) -> bool:
    """Whether a sentence overlaps a gold span of its article, or holds an evidence text or a part of it."""
    if question.spans:
        return any(
            span.source == source and span.start < sentence.end and sentence.start < span.end
            for span in question.spans
        )
    golds = [folded(gold.text) for gold in question.evidence if gold.source in ("", source)]
    return any(
        gold in here or (here in gold and len(here.split()) >= LEAST_PART)
        for here in map(folded, {sentence.text, sentence.plain})
        for gold in golds
    )


def shown_right(question: AskedQuestion, reply: Reply) -> list[bool]:
    """Return of each sentence that a reader sees, in order, whether it is right."""
    return [sentence_right(one.sentence, one.source.id, question) for one in reply.shown]


def words_right(question: AskedQuestion, reply: Reply) -> bool:
    """Whether a stated answer's words, its verdict or its items are acceptable as well as its sentence.

    Items are where three quarters of those expected are among them. Where the set expects no words, or the
    sentence only, all are.
    """
    if reply.answer is None:
        return False
    if question.expect == "sentence":
        return True
    if question.verdict:
        return reply.verdict == question.verdict
    if question.items:
        said = [_bare(one.plain) for one in reply.items or (reply.answer,)]
        met = sum(any(_bare(wanted) in one for one in said) for wanted in question.items)
        return met >= LEAST_ITEMS * len(question.items)
    return words_fit(reply.answer.plain, question)


def words_fit(given: str, question: AskedQuestion) -> bool:
    """Whether words are those of an accepted answer with few besides, or are most of one."""
    if question.expect == "sentence" or not question.answers:
        return True
    words = _bare(given).split()
    return any(_fits(words, _bare(one).split()) for one in question.answers)


def _fits(given: list[str], wanted: list[str]) -> bool:
    """Whether one has every word of the other, in its order, and little is lacking or added."""
    share_most = _word_f1(given, wanted) >= LEAST_F1
    if wanted and _stands_in(wanted, given):
        return share_most or len(given) - len(wanted) <= MOST_BESIDE
    return share_most and _stands_in(given, wanted)


def _stands_in(words: list[str], others: list[str]) -> bool:
    left = iter(others)
    return all(word in left for word in words)


def _bare(text: str) -> str:
    """Fold an answer to its words, numbers and signs of money; without articles, or a first "on" or "in"."""
    plain = " ".join(_ARTICLES.sub(" ", _IN_NUMBERS.sub("", folded(text))).split())
    return " ".join(_WORD.findall(_OPENINGS.sub("", plain)))


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
    return any(exact(answer.plain, forms) for answer in group.answers)
