"""How near the sentences found are in meaning to a question, as a sentence encoder has it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from qa_bot.answering.matching.sentences import MatchedPassage
from qa_bot.documents.corpus import Corpus
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question

Placed = tuple[str, int]  # an article, and a place in it


class Likeness(NamedTuple):
    """The cosine of each sentence, by its place, with the question, and with each of its terms.

    `usual` is the mean of the cosines with the question, and their deviation. Nothing without an encoder;
    `of_terms` only where the encoder's vector of a text is the sum of its words'.
    """

    of_question: Mapping[Placed, float]
    of_terms: Mapping[Placed, Sequence[float]]
    usual: tuple[float, float] = (0.0, 1.0)


NOTHING = Likeness({}, {})


def likeness(question: Question, passages: Sequence[MatchedPassage], corpus: Corpus) -> Likeness:
    """Return how near the sentences of passages are to a question, and to its terms as they are typed."""
    typed = {token.stem: token.text for token in reversed(question.tokens)}
    words = [typed.get(term, term) for term in question.terms]
    found = corpus.cosines(question.text, words, [one.passage for one in passages])
    if not found:
        return NOTHING
    places = [(one.source.id, sentence.start) for one in passages for sentence in one.sentences]
    whole = [row[0] for row in found]
    of_terms = {place: row[1:] for place, row in zip(places, found, strict=True) if row[1:]}
    return Likeness(dict(zip(places, whole, strict=True)), of_terms, _usual(whole))


def _usual(cosines: Sequence[float]) -> tuple[float, float]:
    """Return the mean and the standard deviation."""
    mean = sum(cosines) / len(cosines)
    return mean, math.sqrt(sum((one - mean) ** 2 for one in cosines) / len(cosines))
