"""How near the sentences found are in meaning to a question, as a sentence encoder has it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from qa_bot.answering.matching.sentences import MatchedPassage
from qa_bot.documents.corpus import Corpus
from qa_bot.named_tuples import NamedTuple
from qa_bot.values import Question

LEAST_SPREAD = 1e-6  # of cosines
Placed = tuple[str, int]  # an article, and a place in it


class Likeness(NamedTuple):
    """The cosine of each sentence, by its place, with the question.

    In `with_terms` those with each of its terms stand behind it, where the encoder's vector of a text is the
    sum of its words'. `above_usual` says by how many deviations a sentence's cosine with the question is
    above the mean of all sentences found, `of_passages` the greatest of a passage, by where that begins.
    Nothing without an encoder.
    """

    of_question: Mapping[Placed, float]
    with_terms: Mapping[Placed, Sequence[float]]
    above_usual: Mapping[Placed, float] = {}
    of_passages: Mapping[Placed, float] = {}


NOTHING = Likeness({}, {})


def likeness(question: Question, passages: Sequence[MatchedPassage], corpus: Corpus) -> Likeness:
    """Return how near the sentences of passages are to a question, and to its terms as they are typed."""
    typed = {token.stem: token.text for token in reversed(question.tokens)}
    words = [typed.get(term, term) for term in question.terms]
    found = corpus.cosines(question.text, words, [one.passage for one in passages])
    if not found:
        return NOTHING
    whole = [row[0] for row in found]
    mean, spread = _usual(whole)
    above = [(one - mean) / (spread + LEAST_SPREAD) for one in whole]
    places = [(one.source.id, sentence.start) for one in passages for sentence in one.sentences]
    ends = [*accumulate(len(one.sentences) for one in passages)]
    greatest = {
        (one.source.id, one.passage.start): max(above[end - len(one.sentences) : end], default=0.0)
        for one, end in zip(passages, ends, strict=True)
    }
    return Likeness(
        dict(zip(places, whole, strict=True)),
        dict(zip(places, found, strict=True)),
        dict(zip(places, above, strict=True)),
        greatest,
    )


def _usual(cosines: Sequence[float]) -> tuple[float, float]:
    """Return the mean and the standard deviation."""
    mean = sum(cosines) / len(cosines)
    return mean, math.sqrt(sum((one - mean) ** 2 for one in cosines) / len(cosines))
