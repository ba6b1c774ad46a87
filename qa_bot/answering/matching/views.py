"""views."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from qa_bot.answer_types import answer_type
from qa_bot.answering.matching.query import WeightedQuestion
from qa_bot.answering.matching.speech import SpeechMatcher
from qa_bot.answering.matching.terms import Variant
from qa_bot.documents.titles import dated_title
from qa_bot.language.lexicon.calendar import MONTHS
from qa_bot.language.tokens import stem, tokens
from qa_bot.questions.times import met_terms
from qa_bot.values import Passage, RankedPassage


class Hit:
    """Where one term of the question is met in one sentence: level, and token positions."""

    __slots__ = ("level", "positions", "rule", "stem")

    def __init__(self, variant: Variant, positions: list[int]) -> None:
        """Hold the best variant of the term here and its positions."""
        self.level = variant.level
        self.stem = variant.stem
        self.rule = variant.rule
        self.positions = positions


class SentenceView:
    """One sentence in the light of the question; `hits` is aligned with the question's terms."""

    __slots__ = ("end", "hits", "mass", "number", "phrases", "start", "stems", "text", "tokens")

    def __init__(self, text: str, start: int, number: int) -> None:
        """Tokenise the sentence `number` of its passage, which begins at `start` in its article."""
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.number = number
        self.tokens = tokens(text)
        self.stems = frozenset([token.stem for token in self.tokens if token.stem])
        self.hits: list[Hit | None] = []
        self.phrases: list[bool] = []
        self.mass = 0.0

    def meet(self, all_variants: Sequence[Sequence[Variant]]) -> None:
        """Find each term's best variant here."""
        self.hits = [self._best(term_variants) for term_variants in all_variants]

    def _best(self, term_variants: Sequence[Variant]) -> Hit | None:
        for variant in term_variants:
            if variant.stem in self.stems:
                return Hit(variant, self.places(variant.stem))
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

    def level(self, term: int) -> float:
        """Tell how well term number `term` is met here, 0 to 1."""
        hit = self.hits[term]
        return hit.level if hit else 0.0

    def token_at(self, offset: int) -> int:
        """Give the number of the token at code point `offset` of the sentence."""
        return bisect_left(self.tokens, offset, key=lambda token: token.end - 1)


class PassageView:
    """A passage's sentences, and how rare each term of the question is among them (0 to 1)."""

    __slots__ = (
        "met",
        "met_with_title",
        "passage",
        "phrases",
        "rarity",
        "score",
        "sentences",
        "title_hits",
        "top",
    )

    def __init__(self, ranked: RankedPassage, views: list[SentenceView]) -> None:
        """Hold the sentences of a passage, and its retrieval score."""
        self.passage: Passage = ranked.passage
        self.score = ranked.score
        self.sentences = views
        self.rarity: list[float] = []
        self.met: list[bool] = []
        self.title_hits: list[bool] = []
        self.met_with_title: list[bool] = []
        self.phrases: list[bool] = []
        self.top = 0.0

    def weigh(
        self,
        asked: WeightedQuestion,
        all_variants: Sequence[Sequence[Variant]],
        speech: SpeechMatcher | None = None,
    ) -> None:
        """Give each sentence its mass: the sum over terms of idf x level x local rarity."""
        dated = self._dated(asked)
        for view in self.sentences:
            view.meet(all_variants)
            view.follow(asked.pairs)
            view.hits = [None if term in dated else hit for term, hit in enumerate(view.hits)]
            if speech:
                self._hear(view, asked, speech)
        self.met = [any(view.hits[term] for view in self.sentences) for term in range(len(asked.idf))]
        self.phrases = [
            any(view.phrases[pair] for view in self.sentences) for pair in range(len(asked.pairs))
        ]
        self.rarity = [self._rarity(term) for term in range(len(asked.idf))]
        for view in self.sentences:
            view.mass = sum(
                idf * hit.level * rare
                for idf, hit, rare in zip(asked.idf, view.hits, self.rarity, strict=True)
                if hit
            )
        self.top = max((view.mass for view in self.sentences), default=0.0)
        source = self.passage.source
        title = {token.stem for token in tokens(dated_title(source.title, source.date))}
        told = self._told(asked)
        self.title_hits = [
            term in told or any(variant.stem in title for variant in term_variants)
            for term, term_variants in zip(asked.question.terms, all_variants, strict=True)
        ]
        self.met_with_title = [here or there for here, there in zip(self.met, self.title_hits, strict=True)]

    def _hear(self, view: SentenceView, asked: WeightedQuestion, speech: SpeechMatcher) -> None:
        """Let a speaker's words meet the speaker's name, wherever it stands."""
        named = speech.voice(self.passage.source.id, view.start, view.end)
        if named is None:
            return
        place = view.token_at(named - view.start)
        for at, term in enumerate(asked.question.terms):
            if term in speech.asked.name and not view.hits[at]:
                view.hits[at] = Hit(Variant(term, 1.0, "speaker"), [place])

    def is_near(self, number: int) -> bool:
        """Tell whether sentence `number`, or one beside it, meets any term."""
        return any(any(view.hits) for view in self.sentences[max(0, number - 1) : number + 2])

    def _dated(self, asked: WeightedQuestion) -> frozenset[int]:
        """Give the question's terms that are the article's year, and its month beside the year."""
        date = self.passage.source.date or ""
        terms = asked.question.terms
        if date[:4] not in terms:
            return frozenset()
        month = stem(MONTHS[int(date[5:7]) - 1]) if len(date) >= len("2016-08") else ""
        return frozenset(at for at, term in enumerate(terms) if term in (date[:4], month))

    def _told(self, asked: WeightedQuestion) -> frozenset[str]:
        """Give the terms of a time asked about that the article's date meets, or a time told here."""
        if not asked.question.times:
            return frozenset()
        amount = answer_type(asked.question.type).is_amount
        return met_terms(
            asked.question.times, self.passage.source.date, (view.text for view in self.sentences), amount
        )

    def _rarity(self, term: int) -> float:
        count = len(self.sentences) + 1
        holding = sum(view.hits[term] is not None for view in self.sentences)
        return math.log(count / holding) / math.log(count) if holding else 1.0


def views_of(passage: Passage) -> list[SentenceView]:
    """Cut a passage into its sentences."""
    origin = passage.start
    return [
        SentenceView(passage.text[start - origin : end - origin], start, number)
        for number, (start, end) in enumerate(passage.sentences)
    ]
