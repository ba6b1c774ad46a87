"""Sentences and passages with what they meet of the question: which terms, where, and how well."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.query import WeightedQuestion
from qa_bot.answering.matching.speech import SpeechMatcher
from qa_bot.answering.matching.terms import TermVariant
from qa_bot.documents.passages import heading
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.tokens import stem, tokens
from qa_bot.questions.times import met_terms
from qa_bot.values import Passage, RankedPassage, Source


class TermMatch:
    """Where one term of the question is met in one sentence: level, and token positions."""

    __slots__ = ("positions", "rule", "stem", "strength")

    def __init__(self, variant: TermVariant, positions: list[int]) -> None:
        """Hold the best variant of the term here and its positions."""
        self.strength = variant.strength
        self.stem = variant.stem
        self.rule = variant.rule
        self.positions = positions


class MatchedSentence:
    """One sentence in the light of the question; `matches` is aligned with the question's terms."""

    __slots__ = ("end", "mass", "matches", "number", "phrases", "start", "stems", "text", "tokens")

    def __init__(self, text: str, start: int, number: int) -> None:
        """Tokenise the sentence `number` of its passage, which begins at `start` in its article."""
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.number = number
        self.tokens = tokens(text)
        self.stems = frozenset([token.stem for token in self.tokens if token.stem])
        self.matches: list[TermMatch | None] = []
        self.phrases: list[bool] = []
        self.mass = 0.0

    def meet(self, all_variants: Sequence[Sequence[TermVariant]]) -> None:
        """Find each term's best variant here."""
        self.matches = [self._best(term_variants) for term_variants in all_variants]

    def _best(self, term_variants: Sequence[TermVariant]) -> TermMatch | None:
        for variant in term_variants:
            if variant.stem in self.stems:
                return TermMatch(variant, self.places(variant.stem))
        return None

    def follow(self, pairs: Sequence[tuple[str, str, float]]) -> None:
        """Find which neighbouring words of the question are neighbours here too."""
        self.phrases = [self._has_pair(one, other) for one, other, _ in pairs]

    def _has_pair(self, one: str, other: str) -> bool:
        if one not in self.stems or other not in self.stems:
            return False
        return any(one == here.stem and other == there.stem for here, there in pairwise(self.tokens))

    def places(self, stem: str) -> list[int]:
        """Give the numbers of the tokens with a stem."""
        return [at for at, token in enumerate(self.tokens) if token.stem == stem]

    def strength(self, term: int) -> float:
        """Tell how well term number `term` is met here, 0 to 1."""
        match = self.matches[term]
        return match.strength if match else 0.0

    def token_at(self, offset: int) -> int:
        """Give the number of the token at code point `offset` of the sentence."""
        return bisect_left(self.tokens, offset, key=lambda token: token.end - 1)


class MatchedPassage:
    """A passage's sentences, and how rare each term of the question is among them (0 to 1)."""

    __slots__ = (
        "met",
        "met_in_title",
        "met_with_title",
        "passage",
        "phrases",
        "rarity",
        "score",
        "sentences",
        "top",
    )

    def __init__(self, ranked: RankedPassage, sentences: list[MatchedSentence]) -> None:
        """Hold the sentences of a passage, and its retrieval score."""
        self.passage: Passage = ranked.passage
        self.score = ranked.score
        self.sentences = sentences
        self.rarity: list[float] = []
        self.met: list[bool] = []
        self.met_in_title: list[bool] = []
        self.met_with_title: list[bool] = []
        self.phrases: list[bool] = []
        self.top = 0.0

    @property
    def source(self) -> Source:
        """Return the article that the passage stands in."""
        return self.passage.source

    def match_terms(
        self,
        weighted: WeightedQuestion,
        all_variants: Sequence[Sequence[TermVariant]],
        speech: SpeechMatcher | None = None,
    ) -> None:
        """Give each sentence its mass: the sum over terms of idf x level x local rarity."""
        dated = self._dated(weighted)
        for sentence in self.sentences:
            sentence.meet(all_variants)
            sentence.follow(weighted.pairs)
            sentence.matches = [
                None if term in dated else match for term, match in enumerate(sentence.matches)
            ]
            if speech:
                self._hear(sentence, weighted, speech)
        self.met = [
            any(sentence.matches[term] for sentence in self.sentences) for term in range(len(weighted.idf))
        ]
        self.phrases = [
            any(sentence.phrases[pair] for sentence in self.sentences) for pair in range(len(weighted.pairs))
        ]
        self.rarity = [self._rarity(term) for term in range(len(weighted.idf))]
        for sentence in self.sentences:
            sentence.mass = sum(
                idf * match.strength * rare
                for idf, match, rare in zip(weighted.idf, sentence.matches, self.rarity, strict=True)
                if match
            )
        self.top = max((sentence.mass for sentence in self.sentences), default=0.0)
        title = {token.stem for token in tokens(heading(self.source.title, self.source.date))}
        told = self._told(weighted)
        self.met_in_title = [
            term in told or any(variant.stem in title for variant in term_variants)
            for term, term_variants in zip(weighted.question.terms, all_variants, strict=True)
        ]
        self.met_with_title = [here or there for here, there in zip(self.met, self.met_in_title, strict=True)]

    def _hear(self, sentence: MatchedSentence, weighted: WeightedQuestion, speech: SpeechMatcher) -> None:
        """Let a speaker's words meet the speaker's name, wherever it stands."""
        named = speech.voice(self.source.id, sentence.start, sentence.end)
        if named is None:
            return
        place = sentence.token_at(named - sentence.start)
        for at, term in enumerate(weighted.question.terms):
            if term in speech.asked.name and not sentence.matches[at]:
                sentence.matches[at] = TermMatch(TermVariant(term, 1.0, "speaker"), [place])

    def is_near(self, number: int) -> bool:
        """Tell whether sentence `number`, or one beside it, meets any term."""
        return any(any(sentence.matches) for sentence in self.sentences[max(0, number - 1) : number + 2])

    def _dated(self, weighted: WeightedQuestion) -> frozenset[int]:
        """Give the question's terms that are the article's year, and its month beside the year."""
        date = self.source.date or ""
        terms = weighted.question.terms
        if date[:4] not in terms:
            return frozenset()
        month = stem(MONTHS[int(date[5:7]) - 1]) if len(date) >= len("2016-08") else ""
        return frozenset(at for at, term in enumerate(terms) if term in (date[:4], month))

    def _told(self, weighted: WeightedQuestion) -> frozenset[str]:
        """Give the terms of a time asked about that the article's date meets, or a time told here."""
        if not weighted.question.times:
            return frozenset()
        amount = answer_type(weighted.question.type).is_amount
        return met_terms(
            weighted.question.times, self.source.date, (sentence.text for sentence in self.sentences), amount
        )

    def _rarity(self, term: int) -> float:
        count = len(self.sentences) + 1
        holding = sum(sentence.matches[term] is not None for sentence in self.sentences)
        return math.log(count / holding) / math.log(count) if holding else 1.0


def sentences_of(passage: Passage) -> list[MatchedSentence]:
    """Cut a passage into its sentences."""
    origin = passage.start
    return [
        MatchedSentence(passage.text[start - origin : end - origin], start, number)
        for number, (start, end) in enumerate(passage.sentences)
    ]
