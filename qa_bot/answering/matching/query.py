"""A question as it is weighed: the inverse document frequency of its terms and pairs of words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.questions.requests import asked_post
from qa_bot.questions.times import TimeAsked, times_asked
from qa_bot.values import Question


@dataclass(frozen=True)
class Asked:
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
    def post(self) -> int:
        """Give the number of the term that is the post whose holder is asked for, or -1."""
        post, terms = asked_post(self.question), self.question.terms
        return terms.index(post) if post in terms else -1

    @cached_property
    def times(self) -> tuple[TimeAsked, ...]:
        """Give the times that the question names."""
        return times_asked(self.question.text)

    @cached_property
    def known(self) -> frozenset[str]:
        """Give every stem of the question."""
        return frozenset(token.stem for token in self.question.tokens if token.stem)


def ask_about(question: Question, frequency: Callable[[str], int], count: int) -> Asked:
    """Weigh the question's terms and its neighbouring pairs of words.

    `frequency` tells in how many of the corpus's `count` sentences a stem stands; the weight is
    the always positive idf of BM25, ln(1 + (N - n + 1/2) / (n + 1/2)).
    """

    def idf(stem: str) -> float:
        holding = min(frequency(stem), count)
        return math.log(1 + (count - holding + 0.5) / (holding + 0.5))

    stems = [token.stem for token in question.tokens if token.stem]
    pairs = tuple((one, other, idf(one) + idf(other)) for one, other in pairwise(stems) if one != other)
    return Asked(
        question=question,
        idf=tuple(idf(term) for term in question.terms),
        pairs=pairs,
        function_words=frozenset(stem for stem in stems if stem in FUNCTION_WORDS),
    )
