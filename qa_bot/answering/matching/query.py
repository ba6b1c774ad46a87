"""A question as it is weighed: the inverse document frequency of its terms and pairs of words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_bot.documents.corpus import Corpus
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.values import Question


@dataclass(frozen=True)
class WeightedQuestion:
    """A question and its terms' weights: `idf` in the order of `terms`."""

    question: Question
    idf: tuple[float, ...]
    pairs: tuple[tuple[str, str, float], ...]
    function_words: frozenset[str]

    @cached_property
    def mass(self) -> float:
        """Sum the idf of the question's terms."""
        return sum(self.idf) or 1.0

    @cached_property
    def position_term(self) -> int:
        """Give the number of the term that is the post whose holder is asked for, or -1."""
        position, terms = self.question.position, self.question.terms
        return terms.index(position) if position in terms else -1


def weigh(question: Question, corpus: Corpus) -> WeightedQuestion:
    """Weigh the question's terms and its neighbouring pairs of words.

    The weight of a stem in n of the corpus's N sentences is the always positive idf of BM25,
    ln(1 + (N - n + 1/2) / (n + 1/2)).
    """
    count = corpus.sentence_count

    def idf(stem: str) -> float:
        holding = min(corpus.frequency(stem), count)
        return math.log(1 + (count - holding + 0.5) / (holding + 0.5))

    stems = [token.stem for token in question.tokens if token.stem]
    pairs = tuple((one, other, idf(one) + idf(other)) for one, other in pairwise(stems) if one != other)
    return WeightedQuestion(
        question=question,
        idf=tuple(idf(term) for term in question.terms),
        pairs=pairs,
        function_words=frozenset(stem for stem in stems if stem in FUNCTION_WORDS),
    )
