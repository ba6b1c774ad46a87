"""A question with its weights: the inverse document frequency of its terms and pairs of words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from qa_bot.documents.corpus import Corpus
from qa_bot.language.lexicon.function_words import FUNCTION_WORDS
from qa_bot.language.negation import is_negation
from qa_bot.values import Question


@dataclass(frozen=True)
class WeightedQuestion:
    """A question with the `idf` of its terms, in their order, and of its `pairs` of neighbouring words."""

    question: Question
    idf: tuple[float, ...]
    pairs: tuple[tuple[str, str, float], ...]
    function_words: frozenset[str]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return every stem of the question, those of function words too."""
        return self.question.stems

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the stems that are no new words beside the question: its own, and function words."""
        return self.stems | FUNCTION_WORDS

    @cached_property
    def denies(self) -> bool:
        """Whether a word of the question denies: "not", "never"."""
        return any(map(is_negation, self.stems))

    @cached_property
    def mass(self) -> float:
        """Return the sum of the terms' idf."""
        return sum(self.idf) or 1.0

    @cached_property
    def position_term(self) -> int | None:
        """Return the number of the term that is the position whose holder is asked for."""
        position, terms = self.question.position, self.question.terms
        return terms.index(position) if position in terms else None


def weigh(question: Question, corpus: Corpus) -> WeightedQuestion:
    """Return a question with the idf of its terms and of its neighbouring words.

    The idf of a stem in n of the corpus's N sentences is the always positive one of BM25,
    ln(1 + (N - n + 1/2) / (n + 1/2)). It differs from the retriever's, which counts passages: what is ranked
    here are sentences, and the clues' weights are fitted to this scale.
    """
    count = corpus.sentence_count

    def idf(stem: str) -> float:
        holding = min(corpus.frequency(stem), count)
        return math.log(1 + (count - holding + 0.5) / (holding + 0.5))

    shares = dict(question.context_terms)
    stems = [token.stem for token in question.tokens if token.stem]
    pairs = tuple((one, other, idf(one) + idf(other)) for one, other in pairwise(stems) if one != other)
    return WeightedQuestion(
        question=question,
        idf=tuple(idf(term) * shares.get(term, 1.0) for term in question.terms),
        pairs=pairs,
        function_words=frozenset(stem for stem in stems if stem in FUNCTION_WORDS),
    )


def deed_asked(question: Question) -> str:
    """Return the verb, as a stem, of "Who did X marry?" or "What did X buy?"; "" of any other question."""
    if question.form.shape != "aux" or question.form.word not in ("who", "wh"):
        return ""
    last = next((token.stem for token in reversed(question.tokens) if token.stem), "")
    return last if question.terms[-1:] == (last,) else ""
